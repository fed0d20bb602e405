"""Short quotes of one speaker on one occasion that reports word differently ("remorse", "regret")."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from comity.model import ActorRef, Coding, Report, Span, Statement
from comity.presentation.cutting import sentence_around
from comity.presentation.material import Material, words
from comity.presentation.names import actor_name
from comity.presentation.said import statements_of
from comity.presentation.values import Line
from comity.presentation.wording import count_text, date_text, listing, quoted, sentence, unique

# Words of an occasion: two undated quotes are of one speech when both reports name it so.
_OCCASIONS = frozenset(
    [
        "speech",
        "address",
        "statement",
        "interview",
        "ceremony",
        "anniversary",
        "summit",
        "memorial",
        "parliament",
        "conference",
        "message",
        "letter",
        "declaration",
        "banquet",
        "inauguration",
        "briefing",
        "remarks",
    ]
)
# Names that reports use for one kind of occasion.
_SAME_OCCASION = {"address": "speech", "remarks": "speech", "memorial": "ceremony"}
_THE_WORD = re.compile(r"""\bthe (?:word|term|phrase) ["“‘']([^"“”‘’'\n]{2,40})["”’']""", re.IGNORECASE)
# A longer quote is seldom cut alike in two reports; short ones carry the word that matters ("remorse").
_SHORT_QUOTE = 4
# The latest quotes of one day; a day with more is a flood of copies, and pairs grow with the square.
_MOST_COMPARED = 60

Spoken = tuple[Statement, Report]


def quotes(material: Material) -> Iterator[Line]:
    """Short direct quotes of one speaker on one day or occasion that two reports word differently."""
    by_speaker: dict[str, list[Spoken]] = {}
    for row in (*statements_of(material), *_named(material)):
        if row[0].direct and row[0].speaker is not None and 0 < len(row[0].quote.split()) <= _SHORT_QUOTE:
            by_speaker.setdefault(_speaker(row[0]), []).append(row)
    for short in by_speaker.values():
        groups: dict[str, dict[str, Spoken]] = {}
        for one, other in _near(short):
            group = groups.setdefault(_when(one[0], other[0]), {})
            group.update({row[0].id: row for row in (one, other)})
        for when, group in groups.items():
            yield _quotes_line(material, when, list(group.values()))


def _near(rows: Sequence[Spoken]) -> Iterator[tuple[Spoken, Spoken]]:
    """Pairs of one day or occasion that differ; no others are compared, as a speaker may have thousands."""
    buckets: dict[str, list[Spoken]] = {}
    for row in rows:
        day = row[0].said_on.start if row[0].said_on else None
        for key in {*_occasion(row[0]), *((day,) if day else ())}:
            buckets.setdefault(key, []).append(row)
    for key in sorted(buckets):
        for one, other in combinations(buckets[key][-_MOST_COMPARED:], 2):
            if _differ(one, other):
                yield one, other


def _when(one: Statement, other: Statement) -> str:
    """Give the day or occasion of two quotes; the words say when it is only likely to be one."""
    days = [date_text(statement.said_on) for statement in (one, other)]
    if days[0] == days[1] != "undated":
        return f"on {days[0]}"
    known = next((day for day in days if day != "undated"), "")
    return f"on what seems one occasion ({known})" if known else "on what seems one occasion"


def _quotes_line(material: Material, when: str, rows: Sequence[Spoken]) -> Line:
    ref = rows[0][0].speaker
    told = [f"{quoted(row[0].quote)} {material.marks([row[1].id])}" for row in rows]
    text = f"the sources quote {actor_name(ref) if ref else ''} differently {when}: {listing(told, most=6)}"
    return Line(
        text=sentence(text),
        status="direct quote",
        sources=material.cite(row[1].id for row in rows),
        evidence=unique(words(row[0].evidence) for row in rows)[:4],
        told=count_text(len({row[1].id for row in rows}), "report"),
    )


def _differ(one: Spoken, other: Spoken) -> bool:
    (left, first), (right, second) = one, other
    if first.id == second.id:
        return False
    here, there = _plain(left.quote), _plain(right.quote)
    if here in there or there in here:
        return False
    days = [statement.said_on.start if statement.said_on else None for statement in (left, right)]
    if days[0] and days[1]:
        return days[0] == days[1]
    return bool(_occasion(left) & _occasion(right))


def _speaker(statement: Statement) -> str:
    ref = statement.speaker
    return "" if ref is None else ref.id or actor_name(ref)


def _occasion(statement: Statement) -> set[str]:
    """Words that tell the occasion: a kind of speech, or two names beside each other ("World War")."""
    told = words(statement.evidence)
    found = {word.strip(".,;:\"“”'’()") for word in told.lower().split()} & _OCCASIONS
    return {_SAME_OCCASION.get(word, word) for word in found}


def _named(material: Material) -> Iterator[Spoken]:
    """Quotes that a report introduces by "the word" and that no statement of it holds."""
    for coding in material.codings:
        text = coding.report.text
        for found in _THE_WORD.finditer(text):
            span = Span(found.start(1), found.end(1), found[1])
            held = (row.quote for row in coding.statements if any(_around(each, span) for each in row.evidence))
            if any(span.text.strip(" ,.") in quote for quote in held):
                continue
            told = sentence_around(coding.report, span)
            start = text.find(told)
            speaker = _speaker_before(coding, start, span.start)
            if speaker is not None and speaker.country and material.mine(speaker.country):
                evidence = (Span(start, start + len(told), told),)
                id = f"word:{coding.report.id}:{span.start}"
                yield Statement(id, speaker, (), (), span.text, True, None, None, evidence), coding.report


def _around(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _speaker_before(coding: Coding, start: int, end: int) -> ActorRef | None:
    """The person named last in the sentence before the quote."""
    named = [
        (mention.start, actor)
        for actor in coding.actors
        if actor.id.startswith("person:")
        for mention in actor.mentions
        if start <= mention.start < end
    ]
    if not named:
        return None
    actor = max(named, key=lambda pair: pair[0])[1]
    return ActorRef(actor.country, "GOV", actor.id, actor.name, actor.name)


def _plain(quote: str) -> str:
    return " ".join(quote.lower().strip(" .,;:!?\"“”'’").split())
