"""What an assessment expects, as far as later news can test it: who leaves or takes an office, which act, which way.

An act is taken from the coder's own event in the same words ("could impose sanctions" is an event that is
conditional), so that what was expected and what came are named by the same codes.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from comity.ledger.tenures import TOP_RANK, Office, head_of, holder, offices_of, rank, terms_of, title_in
from comity.model import TOOK_PLACE, Assessment, Coding, Event, Span
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
_BEFORE = re.compile(r"\b(?:before|ahead of|until|till)\s+(?:the\s+|early\s+|next\s+|this\s+)*$", re.I)
_NEGATIVE = re.compile(
    r"\b(?:unlikely|improbable|not|never|hardly|cannot|little (?:chance|prospect)|no (?:chance|prospect)|doubt\w*"
    r"|fails?|ruled? out)\b|n[’']t\b",
    re.I,
)
_PASSIVE_BY = re.compile(
    r"\b(?:replaced|succeeded|followed|defeated|beaten|unseated|ousted|toppled)\b.{0,40}?\bby\b", re.I
)
_TAKES = re.compile(
    r"\b(?:replac(?:e|es|ing)|succeed(?:s|ing)?|tak(?:e|es|ing) over|tak(?:e|es|ing) (?:his|her|their) place"
    r"|(?:defeat|beat|unseat|oust|toppl)(?:e|s|es|ing)?\b(?! by))\b",
    re.I,
)
_BECOMES = re.compile(
    r"\b(?:becom(?:e|es|ing)|return(?:s|ing)?|elected|re-?elected|appointed|named|chosen|sworn in|win(?:s|ning)?)\b",
    re.I,
)
_NEXT = re.compile(r"\bnext (?:\w+ )?(?:president|prime minister|chancellor|premier|taoiseach|leader)\b", re.I)
_VOTE = re.compile(r"\b(?:election|vote|ballot|run-?off|presidency|leadership|referendum)\b", re.I)
_OUT = re.compile(
    r"\b(?:resign(?:s|ed|ing)?|resignation|step(?:s|ped|ping)? (?:down|aside)|quit(?:s|ting)?|bow(?:s|ed)? out"
    r"|(?:forced|driven|removed|pushed|thrown) (?:from|out)|vacat(?:e|es|ed|ing) (?:his|her|their|the) \w+"
    r"|leav(?:e|es|ing) (?:office|power|(?:his|her|the) (?:post|office))"
    r"|los(?:e|es|ing) (?:power|office|(?:his|her|the) (?:post|job|office|premiership|presidency)|a confidence vote)"
    r"|los(?:e|es|ing) (?:\w+[ -]){0,4}?(?:election|ballot|vote)"
    r"|voted out|impeached|(?:be|been|is|are|was|get|gets) (?:\w+ )?(?:ousted|toppled|unseated|deposed|dismissed|sacked"
    r"|removed|replaced|overthrown|defeated|beaten|fired))\b",
    re.I,
)
_CABINET_FALLS = re.compile(
    r"\b(?:government|coalition|cabinet|administration)\b.{0,40}?\b(?:fall|falls|collapse|collapses|topple\w*"
    r"|brought down|break up|breaks up|fall apart)\b",
    re.I,
)
_STAYS = re.compile(
    r"\b(?:(?:remain|stay)(?:s|ing)? (?:on\b|in (?:office|power|post)|(?:as )?(?:the )?(?:\w+ )?(?:president"
    r"|prime minister|minister|chancellor|premier|secretary|leader))|surviv(?:e|es|ing)|cling(?:s|ing)? (?:on )?to"
    r"|hold(?:s|ing)? on(?:to| to)|keep(?:s|ing)? (?:his|her|the) (?:post|office|job)"
    r"|win (?:re-?election|a second term)|be re-?elected|serv(?:e|es|ing) out)\b",
    re.I,
)
_RELATIONS = re.compile(
    r"\b(?:relations?|relationship|ties|atmosphere|rapport|friction|tensions?|rapprochement|thaw|climate|mood)\b", re.I
)
# What the coder leaves without an event, by words that tell one type beyond doubt.
_ACTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:meet|meets|meeting|summit|talks|visit|visits|consult)\b", re.I), "CONSULT"),
    (re.compile(r"\b(?:sign|signs|ratify|agree|agrees|agreement|accord|deal|treaty)\b", re.I), "AGREE"),
    (re.compile(r"\b(?:sanction|sanctions|embargo|expel|expels|recall|recalls|tariffs?)\b", re.I), "SANCTION"),
    (re.compile(r"\b(?:attack|attacks|invade|invades|bomb|shell|strike at)\b", re.I), "ASSAULT"),
    (re.compile(r"\b(?:reopen|reopens|lift|lifts|withdraw|withdraws|release)\b", re.I), "RETREAT"),
    (re.compile(r"\b(?:recogni[sz]e|endorse|welcome)\b", re.I), "SUPPORT"),
    (re.compile(r"\b(?:retaliate|retaliates|punish|punishes)\b", re.I), "SANCTION"),
)  # fmt: skip

Kind = Literal["takes", "leaves", "stays", "act", "relations", "untested"]


class Expectation(NamedTuple):
    """What is expected, in terms that later rows can be held against.

    `person` takes, leaves or keeps `office`; `rival` is who would leave for him. `horizon` is the last ISO day
    for it (null: none, "one day"), `timed` whether the words told it. `negative`: that it will not come about.
    """

    kind: Kind
    negative: bool
    horizon: str | None
    timed: bool
    person: str | None = None
    rival: str | None = None
    office: Office | None = None
    event: Event | None = None
    type: str | None = None
    parties: frozenset[str] = frozenset()


class _Named(NamedTuple):
    start: int
    end: int
    id: str
    country: str | None
    text: str


def expected(assessment: Assessment, coding: Coding, day: str, *, part: Literal["outcome", "condition"]) -> Expectation:
    """Give what the outcome, or the condition, of an assessment printed on the ISO day `day` expects."""
    span = assessment.outcome if part == "outcome" or assessment.condition is None else assessment.condition
    horizon, timed = horizon_of(coding, span, day)
    words = span.text
    negative = bool(_NEGATIVE.search(words))
    found = _succession(assessment, coding, span, day)
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
        sides = told if len(told) > 1 else told | parties
        return Expectation("act", negative, horizon, timed, event=event, type=event.type, parties=sides)
    if part == "outcome" and assessment.direction in ("improves", "worsens") and _RELATIONS.search(words):
        return Expectation("relations", False, horizon, timed, parties=parties)
    named = next((type for pattern, type in _ACTS if pattern.search(words)), None)
    if named is not None and len(parties) > 1:
        return Expectation("act", negative, horizon, timed, type=named, parties=parties)
    both = {each.country for each in _named(coding, span, kinds=("state",))} == parties
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
    named = frozenset(each.country for each in _named(coding, span, kinds=("state", "organisation")) if each.country)
    if len(named) > 1:
        return named
    return frozenset(assessment.dyads[0].split("-")) if len(assessment.dyads) == 1 else named


def _named(coding: Coding, span: Span, *, kinds: Sequence[str]) -> list[_Named]:
    return sorted(
        _Named(mention.start, mention.end, actor.id, actor.country, mention.text)
        for actor in coding.actors
        if actor.kind in kinds
        for mention in actor.mentions
        if span.start <= mention.start < span.end
    )


def _succession(assessment: Assessment, coding: Coding, span: Span, day: str) -> Expectation | None:
    """Who takes, leaves or keeps an office; null when the words tell of none."""
    words = span.text
    around = next((each for each in assessment.evidence if each.start <= span.start < each.end), span)
    people = _named(coding, around, kinds=("person", "office"))
    by = _PASSIVE_BY.search(words)
    takes = None if by else _TAKES.search(words)
    if by or takes:
        found = by or takes
        assert found is not None
        before = [each for each in people if each.end <= span.start + found.start()]
        after = [each for each in people if each.start >= span.start + found.end()]
        comes, goes = (after[:1], before[-1:]) if by else (before[-1:], after[:1])
        return _taking(comes, goes, assessment, coding, around, day)
    inside = [each for each in people if each.start >= span.start and each.end <= span.end]
    subject = inside or [each for each in people if each.end <= span.start]
    if _STAYS.search(words) and subject:
        return _in_office("stays", subject[0], coding, around, day)
    out = _OUT.search(words)
    if out:
        who = [each for each in subject if each.end <= span.start + out.start()][-1:] or subject[:1]
        return _in_office("leaves", who[0], coding, around, day) if who else _head(coding, around, day)
    if _CABINET_FALLS.search(words):
        return _head(coding, around, day)
    office = title_in(words)
    becomes = _BECOMES.search(words)
    if subject and ((becomes and (office or _VOTE.search(words))) or _NEXT.search(words)):
        # "Lebanon's next president could be X": the words before may stand for who holds the office today.
        comer = [each for each in subject if not any(held.title == office for held in offices_of(each.id, day))]
        return _taking(
            (comer or subject)[-1:] if _NEXT.search(words) else subject[:1], [], assessment, coding, around, day
        )
    return None


def _taking(
    comes: Sequence[_Named], goes: Sequence[_Named], assessment: Assessment, coding: Coding, around: Span, day: str
) -> Expectation | None:
    comer = comes[0] if comes else None
    goer = goes[0] if goes else None
    if comer is not None and goer is not None and goer.id == comer.id:
        goer = None
    if goer is None and assessment.condition is not None:
        # "... would replace him if X resigns": who "he" is stands in the condition.
        others = _named(coding, assessment.condition, kinds=("person", "office"))
        goer = next((each for each in others if comer is None or each.id != comer.id), None)
    if goer is not None:
        held = _in_office("leaves", goer, coding, around, day)
        if held is None:
            return None
        if comer is None:
            return held
        return held._replace(kind="takes", person=comer.id, rival=goer.id)
    if comer is None:
        return None
    title = title_in(around.text)
    states = [each.country for each in _named(coding, around, kinds=("state",)) if each.country]
    country = comer.country or (states[0] if states else None)
    if country is None:
        return None
    office = Office(title, country) if title else head_of(country, day)
    if office is None:
        return None
    now = holder(office, day)
    kind: Kind = "stays" if now is not None and now.id == comer.id else "takes"
    return Expectation(kind, False, None, False, person=comer.id, rival=now.id if now else None, office=office)


def _in_office(kind: Kind, who: _Named, coding: Coding, around: Span, day: str) -> Expectation | None:
    """Who leaves or keeps which office: the one that the words name, else the highest that he holds."""
    title = title_in(who.text) or title_in(around.text)
    held = offices_of(who.id, day)
    named = next((office for office in held if office.title == title), None)
    office = named or (held[0] if held else None)
    if office is None:
        role = next(
            (role for actor in coding.actors if actor.id == who.id for role in actor.roles if role.country), None
        )
        if role is not None:
            office = Office(role.title.lower(), role.country or "")
        elif title is not None and who.country is not None:
            office = Office(title, who.country)
    return None if office is None else Expectation(kind, False, None, False, person=who.id, office=office)


def _head(coding: Coding, around: Span, day: str) -> Expectation | None:
    """The head of the government that would fall, by the table."""
    states = [each.country for each in _named(coding, around, kinds=("state",)) if each.country]
    office = head_of(states[0], day) if states else None
    now = holder(office, day) if office else None
    if office is None or now is None or rank(office.title) > TOP_RANK:
        return None
    return Expectation("leaves", False, None, False, person=now.id, office=office)


def term_day(assessment: Assessment, coding: Coding) -> str | None:
    """Give an ISO day that an undated report is no older than: the first of the term in which it shows somebody.

    Only people of the assessment count whom the report names in an office that the table gives them once; whoever
    follows them in it does so after the report. Null when there is none.
    """
    days = []
    spans = [*assessment.evidence, *([assessment.condition] if assessment.condition else [])]
    for who in {each.id for span in spans for each in _named(coding, span, kinds=("person",))}:
        roles = [role for actor in coding.actors if actor.id == who for role in actor.roles if role.evidence]
        for title in {role.title.lower() for role in roles}:
            held = [row for row in terms_of(who) if row.office == title]
            days += [row.since for row in held if len(held) == 1]
    return max(days, default=None)
