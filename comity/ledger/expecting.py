"""What an assessment expects, as far as later news can test it: who leaves or takes an office, which act, which way.

An act is taken from the coder's own event in the same words ("could impose sanctions" is an event that is
conditional), so that what was expected and what came are named by the same codes.
"""

import re
from datetime import date, timedelta
from typing import Literal

from comity.ledger.changing import change_of_office
from comity.ledger.expectation import Expectation, named
from comity.model import TOOK_PLACE, Assessment, Coding, Span
from comity.recognition import find_dates

# Expectations that name no time are held to a year and a half: a judgement, told in docs/method.md.
DEFAULT_DAYS = 548
# From an election to the handing over of office: most take less than three months.
HANDOVER_DAYS = 92
# Words of near time that no calendar resolves, and the days that they are held to: judgements too.
_VAGUE = (
    (re.compile(r"\b(?:imminent\w*|(?:coming|next few|within|in) days)\b", re.I), 30),
    (re.compile(r"\b(?:soon|shortly|(?:coming|next few|within|in) weeks)\b", re.I), 92),
    (re.compile(r"\b(?:(?:coming|next few|within|in) months)\b", re.I), 275),
    (re.compile(r"\bwithin (?:a|one|the) year\b", re.I), 366),
    (re.compile(r"\bwithin (?:two|2) years\b", re.I), 731),
)
_NEVER = re.compile(r"\b(?:one day|some day|someday|eventually|sooner or later|in the long (?:run|term))\b", re.I)
_VOTE = re.compile(r"\b(?:election|vote|ballot|run-?off|presidency|leadership|referendum)\b", re.I)
# Before a condition, these words make its absence the condition.
_LACKING = re.compile(r"\b(?:without|unless|barring|failing|absent|in the absence of)\s+$", re.I)
_BEFORE = re.compile(r"\b(?:before|ahead of|until|till)\s+(?:the\s+|early\s+|next\s+|this\s+)*$", re.I)
_NEGATIVE = re.compile(
    r"\b(?:unlikely|improbable|not|never|hardly|cannot|little (?:chance|prospect)|no (?:chance|prospect)|doubt\w*"
    r"|fails?|ruled? out)\b|n[’']t\b",
    re.I,
)
_RELATIONS = re.compile(
    r"\b(?:relations?|relationship|ties|atmosphere|rapport|friction|tensions?|rapprochement|thaw|climate|mood)\b", re.I
)
# What the coder leaves without an event, by words that tell one type beyond doubt.
_ACTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:meet|meets|meeting|summit|talks|visit|visits|consult)\b", re.I), "CONSULT"),
    (re.compile(r"\b(?:sign|signs|ratify|agree|agrees|agreement|accord|deal|treaty)\b", re.I), "AGREE"),
    (re.compile(r"\b(?:ban|bans|block|blocks|close|closes|seize|seizes)\b", re.I), "COERCE"),
    (re.compile(r"\b(?:sanction|sanctions|embargo|expel|expels|recall|recalls|tariffs?)\b", re.I), "SANCTION"),
    (re.compile(r"\b(?:attack|attacks|invade|invades|bomb|shell|strike at)\b", re.I), "ASSAULT"),
    (re.compile(r"\b(?:reopen|reopens|lift|lifts|withdraw|withdraws|release)\b", re.I), "RETREAT"),
    (re.compile(r"\b(?:recogni[sz]e|endorse|welcome)\b", re.I), "SUPPORT"),
    (re.compile(r"\b(?:retaliate|retaliates|punish|punishes)\b", re.I), "SANCTION"),
)  # fmt: skip


def expected(assessment: Assessment, coding: Coding, day: str, *, part: Literal["outcome", "condition"]) -> Expectation:
    """Give what the outcome, or the condition, of an assessment printed on the ISO day `day` expects."""
    span = assessment.outcome if part == "outcome" or assessment.condition is None else assessment.condition
    horizon, timed = horizon_of(coding, span, day)
    words = span.text
    negative = bool(_NEGATIVE.search(words))
    if part == "condition" and _LACKING.search(coding.report.text[max(0, span.start - 20) : span.start]):
        negative = not negative
    found = change_of_office(assessment, coding, span, day)
    if found is not None:
        return found._replace(negative=negative, horizon=horizon, timed=timed)
    inside = [
        event
        for event in coding.events
        if event.trigger and event.status not in TOOK_PLACE and span.start <= event.trigger.start < span.end
    ]
    parties = _parties(assessment, coding, span)
    if inside:
        event = max(inside, key=lambda each: each.confidence)
        told = frozenset(ref.country for ref in (*event.actors, *event.recipients) if ref.country)
        # The coder reads "unlikely" and "not" into the status; what is refused is an act of its own.
        negative = event.status == "denied" or (negative and event.type != "REJECT")
        doers = frozenset(ref.country for ref in event.actors if ref.country)
        sides = told if len(told) > 1 else told | parties
        return Expectation("act", negative, horizon, timed, event=event, type=event.type, parties=sides, doers=doers)
    if part == "outcome" and assessment.direction in ("improves", "worsens") and _RELATIONS.search(words):
        return Expectation("relations", False, horizon, timed, parties=parties)
    type = next((each for pattern, each in _ACTS if pattern.search(words)), None)
    if type is not None and len(parties) > 1:
        first = named(coding, span, kinds=("state", "organisation"))[:1]
        doers = frozenset(each.country for each in first if each.country)
        return Expectation("act", negative, horizon, timed, type=type, parties=parties, doers=doers)
    both = {each.country for each in named(coding, span, kinds=("state",))} == parties
    if part == "outcome" and assessment.direction in ("improves", "worsens") and len(parties) == 2 and both:
        return Expectation("relations", False, horizon, timed, parties=parties)
    return Expectation("untested", negative, horizon, timed, parties=parties)


def horizon_of(coding: Coding, span: Span, day: str) -> tuple[str | None, bool]:
    """Give the last ISO day of an expectation printed on `day`, and whether its words tell it."""
    if _NEVER.search(span.text):
        return None, True
    ends = []
    # What is expected lies ahead: "by May", printed in July, is next year's.
    for told in find_dates(coding.report.text[: span.end], day, future_at=lambda at: at >= span.start):
        when = told.date
        if told.start < span.start or when is None or when.start is None or when.end is None or when.end <= day:
            continue
        early = _BEFORE.search(coding.report.text[max(0, told.start - 30) : told.start])
        shut = early and not re.match(r"(?:the )?(?:end|close)\b", told.text, re.I) and when.start > day
        ends.append(plus(when.start, -1) if shut else when.end)
    if ends:
        # Who loses an election leaves when the next cabinet stands, not on the day of the vote.
        return plus(max(ends), HANDOVER_DAYS) if _VOTE.search(span.text) else max(ends), True
    near = [days for pattern, days in _VAGUE if pattern.search(span.text)]
    return (plus(day, near[0]), True) if near else (plus(day, DEFAULT_DAYS), False)


def plus(day: str, days: int) -> str:
    """Give the ISO day that lies a number of days after another one."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _parties(assessment: Assessment, coding: Coding, span: Span) -> frozenset[str]:
    """The states that the words name, else those of the dyad (of several none: it is not told which)."""
    told = frozenset(each.country for each in named(coding, span, kinds=("state", "organisation")) if each.country)
    if len(told) > 1:
        return told
    return frozenset(assessment.dyads[0].split("-")) if len(assessment.dyads) == 1 else told
