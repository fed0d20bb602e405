"""The table of imported files, and the words in which an import tells what it did."""

from collections.abc import Iterable, Iterator

import msgspec

from comity.model import ImportedFile, ImportSummary, Shortfall
from comity.presentation.views import View


def imports_view(files: Iterable[ImportedFile]) -> View:
    """Give the imported files, a row each."""
    return View("imports", tuple(msgspec.to_builtins(each) for each in files))


def summary_lines(summary: ImportSummary) -> Iterator[str]:
    """Give the lines that tell of an import: rows kept and skipped with why, names without a state, then the whole."""
    for each in summary.known:
        yield f"{each.file}: imported before on {each.read_at[:10]} ({each.rows:,} rows); nothing was changed"
    for each in summary.files:
        span = f", {each.since} to {each.until}" if each.since else ""
        yield f"{each.file}: {each.coder} {each.layout}, {each.rows:,} rows kept, {each.skipped:,} skipped{span}"
    for name, falls in (("skipped", summary.skips), ("kept with less", summary.losses)):
        for fall in falls:
            yield f"{name}: {_fall(fall)}"
    if summary.mentions:
        share = summary.unplaced / summary.mentions
        yield f"{summary.mentions:,} names of actors and recipients, {share:.1%} of them of no known state or body"
    if summary.unplaced_names:
        names = ", ".join(f"{each.name} ({each.rows:,})" for each in summary.unplaced_names)
        yield f"the commonest of these: {names}"
    files = len(summary.files)
    told = f"{files} file{'s' * (files != 1)} imported, {len(summary.known)} known, {len(summary.failed)} not read"
    rows = f"{summary.rows:,} rows kept, {summary.skipped:,} skipped"
    more = f"{summary.between:,} between two states, {summary.untyped:,} without a PLOVER type"
    yield f"{told}; {rows}; {more}" if summary.rows or summary.skipped else told


def _fall(fall: Shortfall) -> str:
    samples = ", ".join(f'"{each}"' for each in fall.samples)
    return f"{fall.rows:,} rows with {_article(fall.reason)}" + (f" (such as {samples})" if samples else "")


def _article(reason: str) -> str:
    return {
        "before 1900": "a day before 1900",
        "in the future": "a day in the future",
        "line too long": "a line that is too long",
        "no date that can be read": reason,
        "a field that can't be read": reason,
    }.get(reason, f"{'an' if reason[0] in 'aeiou' else 'a'} {reason}")
