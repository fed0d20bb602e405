"""The offices of one person: the table's terms, and those that reports tell, with the days or years they give."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from comity import codebook
from comity.codebook import Leader
from comity.ledger.passages import sentence_at
from comity.ledger.tenures import title_in
from comity.model import Actor, Attribution, Cited, Coding, Span, Tenure

_FORMER = re.compile(r"^(?:former|ex-?|then|late|past|one-time|erstwhile)[\s-]+", re.IGNORECASE)
_GONE = re.compile(
    r"\b(?:former|ex|then|late|past|ousted|deposed|one-time)[\s-]+(?:[\w’']+[\s-]+){0,3}$", re.IGNORECASE
)
_YEARS = re.compile(
    r"\b(?:from|between)\s(?P<first>(?:19|20)\d\d)\s(?:to|until|till|and|through)\s(?P<last>(?:19|20)\d\d)\b"
)
_FROM = re.compile(
    r"\b(?:became|has\sbeen|was\s(?:elected|appointed|named|sworn\sin)|took\s(?:office|over|power|the\spost))\b"
    r"[^.;]{0,50}?\b(?:in|since)\s(?:January|February|March|April|May|June|July|August|September|October|November|December)?\s?"
    r"(?P<year>(?:19|20)\d\d)\b"
)


class Appearance(NamedTuple):
    """An actor in one report: its sentences, and the years that it gives to the actor's offices."""

    actor: Actor
    coding: Coding
    parts: tuple[Span, ...]
    years: tuple[Attribution, ...]


class Holding(NamedTuple):
    """What is told of one person's offices: the table's terms, all tenures, and the years that reports name."""

    person: str
    country: str | None
    terms: tuple[Leader, ...]
    tenures: tuple[Tenure, ...]
    years: tuple[Attribution, ...]


def tenures(person: str, country: str | None, terms: Sequence[Leader], appearances: Sequence[Appearance]) -> Holding:
    """Give the offices of a person: each term of the table, and each office of the reports once a form and date."""
    found = [
        Tenure(term.office, term.country, None, term.since or None, term.until or None, None, False, "table")
        for term in terms
    ]
    told = [tenure for each in appearances for tenure in _told(each, terms, country)]
    years = tuple(year for each in appearances for year in each.years)
    return Holding(person, country, tuple(terms), (*found, *_joined(told)), years)


def ordered(found: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Give tenures in the order of their days, the table's before the reports' of the same day, undated ones last."""

    def day(each: Tenure) -> str:
        told = each.since or each.seen or "~"
        return f"{told}-99" if len(told) == 4 else told  # a year alone stands after the days of that year

    return tuple(sorted(found, key=lambda each: (day(each), each.source == "reports", each.title)))


def _told(appearance: Appearance, terms: Sequence[Leader], country: str | None) -> Iterator[Tenure]:
    """The offices that one report gives to a person, with its own day as `seen` where it tells no other."""
    actor, report = appearance.actor, appearance.coding.report
    for role in actor.roles:
        if not role.evidence:
            continue
        title = _FORMER.sub("", role.title).strip()
        span = role.evidence[0]
        before = report.text[max(0, span.start - 40) : span.start]
        former = title != role.title or bool(_GONE.search(before)) or bool(_FORMER.match(span.text))
        year = next((each.year for each in appearance.years if each.office == title.lower()), None)
        day = str(year) if year is not None else (report.published or "")[:10] or None
        if not former and year is None and day is not None:
            former = _over(title.lower(), terms, day)
        state = role.country or (None if role.organisation else country)
        # The role's own days are the table's, and stand in its row.
        yield Tenure(title, state, role.organisation, None, None, day, former, "reports", (Cited(report.id, span),))
    yield from _dated(appearance)


def _over(title: str, terms: Sequence[Leader], day: str) -> bool:
    """Whether a title is told of somebody whose terms in it the table knows to have ended by a day."""
    own = [term for term in terms if term.office == title]
    return bool(own) and all(term.until and term.until <= day for term in own)


def _dated(appearance: Appearance) -> Iterator[Tenure]:
    """Offices told with their years: "X was foreign minister from 1999 to 2004", "has been president since 2012"."""
    actor, coding = appearance.actor, appearance.coding
    seen: set[int] = set()
    for mention in actor.mentions:
        sentence = sentence_at(appearance.parts, mention.start)
        if sentence is None or sentence.start in seen:
            continue
        rest = sentence.text[mention.end - sentence.start :]
        if not (_YEARS.search(rest) or _FROM.search(rest)):
            continue
        nearest = _before_others(rest, mention, actor, coding)
        years, since = _YEARS.search(nearest), _FROM.search(nearest)
        stretch = years or since
        title = title_in(nearest[: stretch.end()]) if stretch else None
        if stretch is None or title is None:
            continue
        seen.add(sentence.start)
        end = mention.end + stretch.end()
        evidence = Cited(coding.report.id, Span(mention.start, end, coding.report.text[mention.start : end]))
        first = years["first"] if years else since["year"] if since else None
        yield Tenure(
            title,
            actor.country,
            None,
            first,
            years["last"] if years else None,
            None,
            bool(years),
            "reports",
            (evidence,),
        )


def _before_others(rest: str, mention: Span, actor: Actor, coding: Coding) -> str:
    """The words after a mention up to the next person who is somebody else."""
    others = [
        span.start - mention.end
        for other in coding.actors
        if other.kind == "person" and other.id != actor.id
        for span in other.mentions
        if span.start >= mention.end and is_named(other, span)
    ]
    return rest[: min(others, default=len(rest))]


def is_named(actor: Actor, mention: Span) -> bool:
    """Whether a mention holds a part of the name: "the chancellor" may stand for an office rather than who holds it."""
    return not {*actor.name.casefold().split()}.isdisjoint(
        mention.text.casefold().replace("’", "'").removesuffix("'s").split()
    )


def _joined(told: Iterable[Tenure]) -> Iterator[Tenure]:
    """One row for an office that several reports tell alike: the earliest day, the words of all."""
    found: dict[tuple[str, ...], list[Tenure]] = {}
    for each in told:
        dated = each.since or (each.seen if each.seen and len(each.seen) == 4 else "")
        title = _plain(each.title)
        key = (title, each.country or "", each.organisation or "", dated or "", each.until or "", str(each.former))
        found.setdefault(key, []).append(each)
    for (title, *_), rows in found.items():
        seen = min((each.seen for each in rows if each.seen), default=None)
        evidence = tuple(dict.fromkeys(cited for each in rows for cited in each.evidence))
        yield msgspec.structs.replace(rows[0], title=title, seen=seen, evidence=evidence)


def _plain(title: str) -> str:
    """The office without the state behind it, where the codebook knows it so: "president of south korea"."""
    short = title.partition(" of ")[0]
    known = codebook.offices()
    return known[short.lower()].title if title.lower() not in known and short.lower() in known else title
