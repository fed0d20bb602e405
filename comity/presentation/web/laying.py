"""What a report's text is marked with: its rows, and the actors, dates and figures that they name, each by its kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.model import ActorRef, Coding, Date, Span
from comity.presentation.names import stance_of
from comity.presentation.web.marking import Mark
from comity.presentation.web.showing import shown


@dataclass(frozen=True)
class Kind:
    """A kind of mark: the letter that stands for it, and what it is called."""

    name: str
    letter: str
    word: str


# Rows first, in the order in which an analyst asks; what they name is shown on request.
KINDS = (
    Kind("events", "E", "event"), Kind("agreements", "G", "agreement"), Kind("pledges", "P", "pledge"),
    Kind("statements", "S", "statement"), Kind("positions", "O", "position"), Kind("assessments", "A", "assessment"),
    Kind("actors", "N", "name"), Kind("dates", "D", "date"), Kind("figures", "F", "figure"),
)  # fmt: skip
ROWS = tuple(kind.name for kind in KINDS[:6])


@dataclass(frozen=True)
class Laid:
    """A row of a report as its page lists it: where it begins, its label in the text, and what it tells."""

    kind: str
    label: str
    id: str
    words: str
    start: int | None
    note: str = ""


def rows_of(coding: Coding, clauses: Mapping[str, str]) -> tuple[Laid, ...]:
    """Give the rows of a coding, kind after kind and in the order of the text; `clauses` are events in words."""
    found: list[Laid] = []
    for kind in KINDS[:6]:
        rows = sorted(getattr(coding, kind.name), key=lambda row: (_start(row), row.id))
        for number, row in enumerate(rows, start=1):
            start = None if not row.evidence else _start(row)
            words, note = _told(kind.name, row, clauses)
            found.append(Laid(kind.name, f"{kind.letter}{number}", row.id, shown(words, 220), start, note))
    return tuple(found)


def marks_of(coding: Coding, rows: Iterable[Laid], kinds: Iterable[str], to: Any) -> list[Mark]:
    """Give the marks of these kinds on a report's text; `to(table, id)` is where a row's mark leads."""
    laid = {row.id: row for row in rows}
    wanted = set(kinds)
    found: list[Mark] = []
    for kind in ROWS:
        if kind in wanted:
            for row in getattr(coding, kind):
                own = laid[row.id]
                found += [Mark(span.start, span.end, kind, own.label, row.id, to(kind, row.id), own.words)
                          for span in _spans(kind, row)]  # fmt: skip
    if "actors" in wanted:
        found += [
            Mark(mention.start, mention.end, "actors", "N", "", to("actors", actor.id), shown(actor.name, 80))
            for actor in coding.actors
            for mention in actor.mentions
        ]
    if "dates" in wanted:
        found += _dates(coding)
    if "figures" in wanted:
        found += [
            Mark(span.start, span.end, "figures", "F", "", "", f"{figure.value:,g} {figure.unit} {figure.what}"[:120])
            for figure in coding.figures
            for span in figure.evidence
        ]
    size = len(coding.report.text)
    return [mark for mark in dict.fromkeys(found) if 0 <= mark.start < mark.end <= size]


def _spans(kind: str, row: Any) -> Iterable[Span]:
    # Of a quote with its sentence the quote is what was said.
    spans: tuple[Span, ...] = row.evidence
    return spans[:1] if kind == "statements" else spans


def _start(row: Any) -> int:
    return min((span.start for span in row.evidence), default=0)


def _dates(coding: Coding) -> Iterator[Mark]:
    """The words that told the dates of rows, found again in their sentences."""
    text = coding.report.text
    for kind in ROWS:
        for row in getattr(coding, kind):
            for name in ("date", "made_on", "due", "said_on"):
                when: Date | None = getattr(row, name, None)
                if when is None or not when.text:
                    continue
                for span in row.evidence:
                    at = text.find(when.text, span.start, span.end)
                    if at >= 0:
                        days = when.start if when.start == when.end else f"{when.start} to {when.end}"
                        yield Mark(at, at + len(when.text), "dates", "D", "", "", days or "no day")
                        break


def _told(kind: str, row: Any, clauses: Mapping[str, str]) -> tuple[str, str]:
    """A row in words, and what stands small beside them."""
    if kind == "events":
        code = "/".join(part for part in (row.type, row.mode) if part)
        return clauses.get(row.id) or code, code if row.status == "occurred" else f"{code}, {row.status}"
    if kind == "agreements":
        return row.title, row.form
    if kind == "pledges":
        return f"{_names(row.parties)}: {row.text}", row.kind
    if kind == "statements":
        speaker = _names((row.speaker,) if row.speaker else ()) or "speaker not told"
        return f"{speaker}: “{row.quote}”" if row.direct else f"{speaker}: {row.quote}", (
            "direct" if row.direct else "reported"
        )
    if kind == "positions":
        return f"{stance_of(_names((row.actor,)), row.stance)} {row.issue}", row.stance
    return row.outcome.text, row.kind


def _names(refs: Iterable[ActorRef]) -> str:
    return ", ".join(dict.fromkeys(ref.name or ref.text for ref in refs))
