"""Who takes, leaves or keeps an office, by the words of an expectation."""

import re
from collections.abc import Sequence

from comity.ledger.expectation import Expectation, Kind, Named, named
from comity.ledger.tenures import TOP_RANK, Office, head_of, holder, offices_of, rank, terms_of, title_in
from comity.model import Assessment, Coding, Span

_PASSIVE_BY = re.compile(
    r"\b(?:replaced|succeeded|followed|defeated|beaten|unseated|ousted|toppled)\b.{0,40}?\bby\b", re.I
)
_TAKES = re.compile(
    r"\b(?:replac(?:e|es|ing)|succeed(?:s|ing)?|tak(?:e|es|ing) (?:his|her|their) place"
    r"|tak(?:e|es|ing) over (?:as|from|power|office|the (?:government|premiership|presidency|leadership))"
    r"|(?:unseat|oust|toppl)(?:e|s|es|ing)?\b(?! by)|(?:defeat|beat)s? (?=.*\b(?:election|vote|ballot|run-?off)\b))\b",
    re.I,
)
_BECOMES = re.compile(
    r"\b(?:becom(?:e|es|ing)|return(?:s|ing)?|elected|appointed|named|chosen|sworn in|tak(?:e|es|ing) office)\b", re.I
)
_WINS = re.compile(
    r"\b(?:win(?:s|ning)?\b.{0,40}?\b(?:election|vote|ballot|run-?off|presidency|leadership)|(?:be )?elected)\b", re.I
)
_NEXT = re.compile(r"\bnext (?:\w+ )?(?:president|prime minister|chancellor|premier|taoiseach|leader)\b", re.I)
_OUT = re.compile(
    r"\b(?:resign(?:s|ed|ing)?|step(?:s|ped|ping)? (?:down|aside)|quit(?:s|ting)?|bow(?:s|ed)? out"
    r"|(?:forced|driven|removed|pushed|thrown) (?:from|out)|vacat(?:e|es|ed|ing) (?:his|her|their|the) \w+"
    r"|leav(?:e|es|ing) (?:office|power|(?:his|her|the) (?:post|office))"
    r"|los(?:e|es|ing) (?:power|office|(?:his|her|the) (?:post|job|office|premiership|presidency)|a confidence vote)"
    r"|los(?:e|es|ing) (?:\w+[ -]){0,4}?(?:election|ballot|vote)"
    r"|voted out|impeached|(?:be|been|is|are|was|get|gets) (?:\w+ )?(?:ousted|toppled|unseated|deposed|dismissed|sacked"
    r"|removed|replaced|overthrown|defeated|beaten|fired))\b",
    re.I,
)
_CABINET = re.compile(r"\b(?:government|coalition|cabinet|administration)\b", re.I)
# Who is asked to go has not gone, and may never.
_ASKED = re.compile(r"\b(?:demand|call|urge|press|ask|want|push)\w*\b.{0,40}$", re.I)
# A person after a preposition is not who acts: "the deal with President X may survive".
_AFTER_PREPOSITION = re.compile(
    r"\b(?:with|of|between|from|under|for|to|by|against|at|on|over|about)\s+(?:[\w’'-]+\s+){0,4}$", re.I
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


def change_of_office(assessment: Assessment, coding: Coding, span: Span, day: str) -> Expectation | None:
    """Who takes, leaves or keeps an office; null when the words tell of none."""
    words = span.text
    around = next((each for each in assessment.evidence if each.start <= span.start < each.end), span)
    # A name that no title introduces may be taken for a body; only a person comes into an office.
    people = named(coding, around, kinds=("person", "office", "body"))
    by = _PASSIVE_BY.search(words)
    takes = None if by else _TAKES.search(words)
    if by or takes:
        found = by or takes
        assert found is not None
        before = [each for each in people if each.end <= span.start + found.start()]
        after = [each for each in people if each.start >= span.start + found.end()]
        comes, goes = (after[:1], before[::-1]) if by else (before[-1:], after)
        return _taking(comes, goes, assessment, coding, around, day)
    inside = [each for each in people if each.start >= span.start and each.end <= span.end]
    subject = _acting(inside or [each for each in people if each.end <= span.start], coding.report.text)
    out = _OUT.search(words)
    if out:
        if _ASKED.search(words[: out.start()]):
            return None
        who = [each for each in subject if each.end <= span.start + out.start()][-1:]
        if who:
            return _in_office("leaves", who[0], coding, day)
        return _head(coding, around, day) if _CABINET.search(words) else None
    if _CABINET_FALLS.search(words):
        return _head(coding, around, day)
    stays = _STAYS.search(words)
    if stays:
        who = [each for each in subject if each.end <= span.start + stays.start()][-1:]
        return _in_office("stays", who[0], coding, day) if who else None
    coming = _NEXT.search(words)
    if coming:
        # "Lebanon's next president could be X": the words before may stand for who holds the office today.
        title = title_in(coming[0])
        comer = [each for each in inside if not any(held.title == title for held in offices_of(each.id, day))]
        return _taking(comer[-1:], [], assessment, coding, around, day, title=title)
    becomes, wins = _BECOMES.search(words), _WINS.search(words)
    title = title_in(words[becomes.end() :]) if becomes else None
    found = becomes if title else wins
    who = [each for each in subject if found and each.end <= span.start + found.start()][:1]
    return _taking(who, [], assessment, coding, span, day, title=title) if who else None


def _acting(people: Sequence[Named], text: str) -> list[Named]:
    return [each for each in people if not _AFTER_PREPOSITION.search(text[max(0, each.start - 60) : each.start])]


def _taking(
    comes: Sequence[Named], goes: Sequence[Named], assessment: Assessment, coding: Coding, around: Span, day: str, *,
    title: str | None = None,
) -> Expectation | None:  # fmt: skip
    """Who comes for whom; without a person who goes, the office is the one that the words name."""
    comer = comes[0] if comes else None
    goer = next((each for each in goes if comer is None or each.id != comer.id), None)
    if goer is None and assessment.condition is not None:
        # "... would replace him if X resigns": who "he" is stands in the condition.
        others = named(coding, assessment.condition, kinds=("person", "office"))
        goer = next((each for each in others if comer is None or each.id != comer.id), None)
    if goer is not None:
        held = _in_office("leaves", goer, coding, day)
        if held is None or held.office is None or comer is None:
            return held
        mine = offices_of(comer.id, day)
        if any(each.country == held.office.country and rank(each.title) < rank(held.office.title) for each in mine):
            # A head of government who replaces a minister does not take his place.
            return held
        return held._replace(kind="takes", person=comer.id, rival=goer.id)
    if comer is None:
        return None
    states = [each.country for each in named(coding, around, kinds=("state",)) if each.country]
    served = {row.country for row in terms_of(comer.id)}
    country = comer.country or (states[0] if states else min(served) if len(served) == 1 else None)
    if country is None:
        return None
    office = Office(title, country) if title else head_of(country, day)
    if office is None:
        return None
    now = holder(office, day)
    kind: Kind = "stays" if now is not None and now.id == comer.id else "takes"
    return Expectation(kind, False, None, False, person=comer.id, rival=now.id if now else None, office=office)


def _in_office(kind: Kind, who: Named, coding: Coding, day: str) -> Expectation | None:
    """Who leaves or keeps which office: the one that the words before the name tell, else the highest that he holds."""
    title = title_in(who.text) or title_in(coding.report.text[max(0, who.start - 40) : who.start])
    held = offices_of(who.id, day)
    named = next((office for office in held if office.title == title), None)
    office = named or (held[0] if held else None)
    if office is None:
        role = next(
            (role for actor in coding.actors if actor.id == who.id for role in actor.roles if role.country), None
        )
        if role is not None:
            office = Office(role.title.lower(), role.country or "")
        elif (title := title_in(who.text)) is not None and who.country is not None:
            office = Office(title, who.country)
    return None if office is None else Expectation(kind, False, None, False, person=who.id, office=office)


def _head(coding: Coding, around: Span, day: str) -> Expectation | None:
    """The head of the government that would fall, by the table."""
    states = [each.country for each in named(coding, around, kinds=("state",)) if each.country]
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
    for who in {each.id for span in spans for each in named(coding, span, kinds=("person",))}:
        roles = [role for actor in coding.actors if actor.id == who for role in actor.roles if role.evidence]
        for title in {role.title.lower() for role in roles}:
            held = [row for row in terms_of(who) if row.office == title]
            days += [row.since for row in held if len(held) == 1]
    return max(days, default=None)
