"""Who held which office when: the leaders' table, and what later reports tell of persons in office."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from comity import codebook
from comity.codebook import Leader
from comity.model import Actor, Coding, Match, Span

TABLE = "leaders' table"
# The highest offices: head of state, head of government (ranks of offices.csv); `leader` is REIGN's word for either.
TOP_RANK = 2
HEADS = ("prime minister", "chancellor", "premier", "taoiseach", "president", "leader")
_GONE = re.compile(r"\b(?:former|ex|then|late|outgoing|ousted|deposed|predecessor)[\s-]+(?:\w+[\s-]+){0,4}$", re.I)
_TAKES = re.compile(
    r"\b(?:sworn in|inaugurated|elected|re-elected|appointed|named|confirmed|became|becomes|took office|takes office"
    r"|took over|takes over|succeed(?:s|ed)|replac(?:es|ed)|new)\b",
    re.I,
)
_HOPED = re.compile(r"\b(?:could|may|might|would|will|likely|expected|if|hopes?|wants?|plans?|bid|candidate)\b", re.I)


class Office(NamedTuple):
    """An office of a state or body: a title of the codebook, in lower case, and the code whom it serves."""

    title: str
    country: str


class Seen(NamedTuple):
    """A person whom a report shows in an office, or taking it, with the words that tell it."""

    person: str
    title: str
    country: str
    report: str
    published: str
    evidence: tuple[Span, ...]


@lru_cache(maxsize=1)
def last_edit() -> str:
    """Give the latest day that the leaders' table knows of: what came after it, it can't tell."""
    return max(max(row.since, row.until) for row in codebook.leaders())


@lru_cache(maxsize=1)
def _by_office() -> dict[Office, tuple[Leader, ...]]:
    found: dict[Office, list[Leader]] = {}
    for row in codebook.leaders():
        if row.since:
            found.setdefault(Office(row.office, row.country), []).append(row)
    return {office: tuple(sorted(held, key=lambda row: row.since)) for office, held in found.items()}


@lru_cache(maxsize=1)
def _by_person() -> dict[str, tuple[Leader, ...]]:
    found: dict[str, list[Leader]] = {}
    for row in codebook.leaders():
        found.setdefault(row.id, []).append(row)
    return {person: tuple(held) for person, held in found.items()}


def terms(office: Office) -> tuple[Leader, ...]:
    """Give the terms in an office that the table holds, the earliest first."""
    return _by_office().get(office, ())


def holder(office: Office, day: str) -> Leader | None:
    """Give who held an office on an ISO day by the table; null when it does not tell."""
    held = [row for row in terms(office) if row.since <= day and (not row.until or day < row.until)]
    return held[-1] if held else None


def offices_of(person: str, day: str) -> tuple[Office, ...]:
    """Give the offices that a person held on an ISO day by the table, the highest first."""
    held = [
        Office(row.office, row.country)
        for row in _by_person().get(person, ())
        if row.since and row.since <= day and (not row.until or day < row.until)
    ]
    return tuple(sorted(held, key=lambda office: rank(office.title)))


def terms_of(person: str) -> tuple[Leader, ...]:
    """Give all terms of a person by the table."""
    return _by_person().get(person, ())


def rank(title: str) -> int:
    """Give the rank of an office (1 head of state .. 6 other), 6 for one that the codebook does not know."""
    found = codebook.offices().get(title)
    return found.rank if found else TOP_RANK if title == "leader" else 6


def head_of(country: str, day: str) -> Office | None:
    """Give the office of the head of government of a state: the one that the table shows held on a day."""
    for title in HEADS:
        if holder(Office(title, country), day) is not None:
            return Office(title, country)
    return None


def table_match(row: Leader, *, ended: bool = False) -> Match:
    """Give a row of the table as evidence, named as such."""
    name = codebook.states()[row.country].name if row.country in codebook.states() else row.country
    told = f"in office until {row.until}" if ended else f"since {row.since}"
    day = row.until if ended else row.since
    return Match(
        row=f"leaders:{row.country}:{row.office}:{row.id.removeprefix('person:')}",
        report=TABLE,
        meaning=f"{TABLE}: {row.name}, {row.office} of {name} {told}",
        score=1.0,
        parts={"parties": 1.0, "date": 1.0},
        date=None,
        published=day,
        evidence=(),
    )


def seen_match(seen: Seen, name: str) -> Match:
    """Give an office that a report tells of as evidence."""
    return Match(
        row=seen.person,
        report=seen.report,
        meaning=f"a report of {seen.published} names {name} {seen.title}",
        score=0.9,
        parts={"parties": 1.0, "date": 1.0},
        date=None,
        published=seen.published,
        evidence=seen.evidence,
    )


def seen_in(codings: Iterable[Coding]) -> tuple[Seen, ...]:
    """Give every person whom a dated report shows in an office or taking it, in order of publication."""
    found = [seen for coding in codings if coding.report.published for seen in _seen(coding)]
    return tuple(sorted(found, key=lambda seen: (seen.published, seen.person, seen.title)))


def _seen(coding: Coding) -> Iterator[Seen]:
    text, day = coding.report.text, (coding.report.published or "")[:10]
    for actor in coding.actors:
        if actor.kind != "person":
            continue
        for role in actor.roles:
            told = [span for span in role.evidence if not _GONE.search(text[max(0, span.start - 40) : span.start])]
            if told and role.until is None and role.country:
                yield Seen(actor.id, role.title.lower(), role.country, coding.report.id, day, tuple(told[:1]))
        yield from _taking(coding, actor, day)


def _taking(coding: Coding, actor: Actor, day: str) -> Iterator[Seen]:
    """Sentences in which a person takes an office: "X was sworn in as president of Y"."""
    text = coding.report.text
    for mention in actor.mentions:
        start = max(text.rfind(". ", 0, mention.start) + 1, text.rfind("\n", 0, mention.start) + 1, 0)
        ends = [at for at in (text.find(". ", mention.end), text.find("\n", mention.end)) if at >= 0]
        sentence = text[start : min(ends, default=len(text))].strip()
        if not _TAKES.search(sentence) or _HOPED.search(sentence):
            continue
        title = title_in(sentence)
        country = actor.country or next(iter(sorted(_states(coding, start, start + len(sentence) + 1))), None)
        if title and country:
            at = text.index(sentence, start)
            yield Seen(actor.id, title, country, coding.report.id, day, (Span(at, at + len(sentence), sentence),))


def _states(coding: Coding, start: int, end: int) -> set[str]:
    return {
        actor.country
        for actor in coding.actors
        if actor.kind == "state" and actor.country and any(start <= span.start < end for span in actor.mentions)
    }


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    """The offices that the table knows, the longest first, so that "vice president" is not read as "president"."""
    known = {row.office for row in codebook.leaders()} - {"leader"}
    listed = "|".join(re.escape(title) for title in sorted(known, key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b", re.I)


def title_in(text: str) -> str | None:
    """Give the first office of the leaders' table that words name; null when they name none."""
    found = _titles().search(text)
    return found[0].lower() if found else None
