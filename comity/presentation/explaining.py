"""Why a row is there: its sentence, the frame that fired, the alternatives, and what nearby gave nothing."""

from typing import TYPE_CHECKING, Any

import msgspec

from comity import codebook
from comity.coding.events import candidates
from comity.coding.stage import Stage
from comity.model import Coding, Correction, Event, Reading, Sentence, Settled, Span
from comity.record import Row

if TYPE_CHECKING:
    from comity.ledger import Ledger

# A reader asks about the sentence of the row and those beside it, not about the page.
NEAR = 300


class Refusal(msgspec.Struct, frozen=True):
    """Words near a row that gave no row, with their sentence and the reason."""

    text: str
    reason: str
    start: int
    end: int


class Explanation(msgspec.Struct, frozen=True):
    """Why a row is there, as plain values.

    `before`, `trigger` and `after` are the sentence, cut at the words that fired; `frame` is the codebook's
    row of `rule`; `score` says how well it fits, `runner_up` is the best frame of another type; `cue` is
    the word that decided the status; `ledger` is the entry of the pledge ledger that a pledge is told in,
    `settled` what became of an assessment. All that only the frames can tell is null for rows that are no events,
    or that this coder codes no more.
    """

    id: str
    table: str
    report: dict[str, Any]
    coder: str
    before: str
    trigger: str
    after: str
    row: dict[str, Any]
    rule: str | None
    frame: dict[str, Any] | None
    score: float | None
    runner_up: dict[str, Any] | None
    runner_up_score: float | None
    cue: str | None
    nearby: tuple[Refusal, ...]
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    ledger: dict[str, Any] | None = None
    settled: Settled | None = None


def explain_row(
    coding: Coding,
    row: Row,
    reading: Reading,
    *,
    table: str,
    corrections: tuple[Correction, ...] = (),
    ledger: "Ledger | None" = None,
) -> Explanation:
    """Give why a row is in the coding of a report; `reading` is that report, recognised again.

    `ledger` is that of its record, for what became of a pledge or an assessment.
    """
    entry = (
        next((each for each in ledger.pledges if row.id in each.told), None) if ledger and table == "pledges" else None
    )
    report = coding.report
    evidence = row.evidence[0] if row.evidence else Span(0, 0, "")
    trigger = row.trigger if isinstance(row, Event) and row.trigger is not None else None
    cut = trigger or Span(evidence.end, evidence.end, "")
    rerun = _again(reading, row) if isinstance(row, Event) else None
    frame = next((each for each in codebook.frames() if each.id == row.rule), None) if isinstance(row, Event) else None
    notes = list(row.notes) if isinstance(row, Event) else []
    if isinstance(row, Event) and rerun is None:
        notes.append("the coder of today finds no frame at these words: read the report into a new record to compare")
    if rerun is not None and isinstance(row, Event) and rerun.match.frame.id == row.rule:
        frame = rerun.match.frame  # of a row with several ways of saying it, the one that fired
    best, second = (rerun.match, rerun.match.runner_up) if rerun is not None else (None, None)
    return Explanation(
        id=row.id,
        table=table,
        report={name: getattr(report, name) for name in ("id", "title", "published", "outlet", "url")},
        coder=coding.coder,
        before=report.text[evidence.start : cut.start],
        trigger=cut.text,
        after=report.text[cut.end : evidence.end],
        row=msgspec.to_builtins(row),
        rule=row.rule if isinstance(row, Event) else None,
        frame=None if frame is None else _plain(frame),
        score=None if best is None else round(best.score, 3),
        runner_up=None if second is None else _plain(second),
        runner_up_score=None if best is None or second is None else round(best.runner_up_score, 3),
        cue=None if rerun is None else rerun.status.cue,
        nearby=_nearby(coding, evidence),
        notes=(*notes, *(entry.notes if entry is not None else ())),
        corrections=corrections,
        ledger=None if entry is None else msgspec.to_builtins(entry),
        settled=ledger.settled.get(row.id) if ledger and table == "assessments" else None,
    )


def _again(reading: Reading, event: Event) -> Any:
    """The candidate at the event's trigger, found by coding its sentence again; null when there is none."""
    stage = Stage(reading)
    for sentence in reading.sentences:
        if event.trigger is not None and sentence.start <= event.trigger.start < sentence.end:
            return _best(stage, sentence, event)
    return None


def _best(stage: Stage, sentence: Sentence, event: Event) -> Any:
    at = event.trigger.start if event.trigger else -1
    found = [row for row in candidates(stage, sentence) if sentence.tokens[row.token].start == at]
    # A stated intent shares its words with the deed that it announces, so the type is asked first.
    return next((row for row in found if row.type == event.type), found[0] if found else None)


def _nearby(coding: Coding, evidence: Span) -> tuple[Refusal, ...]:
    text = coding.report.text
    near = (each for each in coding.skipped if evidence.start - NEAR <= each.start <= evidence.end + NEAR)
    return tuple(Refusal(text[each.start : each.end], each.reason, each.start, each.end) for each in near)


def _plain(frame: codebook.Frame) -> dict[str, Any]:
    """A frame as its table row reads: empty columns left out."""
    return {name: value for name, value in frame._asdict().items() if value not in (None, "", ())}
