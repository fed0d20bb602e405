"""The traces of runs as a table, and one of them in full, in words."""

from collections.abc import Iterable, Iterator

import msgspec

from comity.model import RecodeSummary, Run
from comity.presentation.views import View


def runs_view(runs: Iterable[Run]) -> View:
    """Give the runs, a row each, with the seconds that they took."""
    return View("runs", tuple(msgspec.to_builtins(each) | {"seconds": seconds(each)} for each in runs))


def seconds(run: Run) -> float | None:
    """Give how long a run took; null when its end is not known."""
    from datetime import datetime

    if run.ended is None:
        return None
    length = datetime.fromisoformat(run.ended) - datetime.fromisoformat(run.started)
    return round(length.total_seconds(), 3)


def run_lines(run: Run) -> Iterator[str]:
    """Give one run in full, a line a fact; what is empty is left out."""
    took = seconds(run)
    ended = f", ended after {took:g} s" if took is not None else ", not ended (killed, or it still goes on)"
    yield f"{run.id} ({run.command}): {run.status}{ended if run.status != 'done' or took is not None else ''}"
    yield f"  begun      {run.started}"
    if run.noted and took is None:
        yield f"  as of      {run.noted}"
    if run.error:
        yield f"  error      {run.error}"
    for name, told in (("settings", run.settings), ("counts", run.counts)):
        if told:
            yield f"  {name:<10} " + ", ".join(f"{key} {_plain(value)}" for key, value in told.items())
    if run.coders:
        yield f"  coders     {', '.join(run.coders)}"
    for stage in run.stages:
        yield f"  stage      {stage.name}: {stage.seconds:.3f} s in {stage.calls} turn{'s' * (stage.calls != 1)}"
    for name, falls in (("unknown", run.unknowns), ("skipped", run.skipped)):
        for reason, count in sorted(falls.items(), key=lambda each: (-each[1], each[0])):
            yield f"  {name:<10} {count:,} {reason}"
    if run.peak_memory is not None:
        yield f"  memory     {run.peak_memory / 1e6:,.0f} MB at most"
    if run.release:
        yield f"  release    {run.release}"
    for note in run.notes:
        yield f"  note       {note}"


def recode_lines(summary: RecodeSummary) -> Iterator[str]:
    """Give what recoding changed: counts by table and type, then a few examples of each with their sentences."""
    for each in summary.changes:
        told = f"{each.same} alike, {each.changed} changed, {each.only_old} only before, {each.only_new} only now"
        yield f"{each.table} {each.type}: {told}"
    for row in summary.examples:
        yield f"{row.change}: {row.table} {row.type} {row.id} of report {row.report}"
        for change in row.fields:
            yield f"    {change.field}: {_short(change.old)} -> {_short(change.new)}"
        if row.sentence:
            yield f"    “{' '.join(row.sentence.split())}”"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _short(value: object) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 120 else text[:119] + "…"
