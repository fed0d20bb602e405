"""The text of a made-up report with the spans of all that its coding tells: nothing in it is true of anybody."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import load_words as words
from msgspec.structs import replace

from comity import codebook
from comity.model import (
    Actor,
    ActorRef,
    Agreement,
    Assessment,
    Date,
    Pledge,
    Position,
    Role,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from load_codings import Deed

SENTENCES = 3  # of a paragraph
# The shares of reports with a pledge and with an assessment, and of statements that a person makes.
PLEDGING, EXPECTING, PERSONS = 0.1, 0.1, 0.3
_STANCES = ("supports", "opposes", "demands", "concedes", "avoids")
Sides = tuple[ActorRef, ActorRef]
_A = re.compile(r" a (?=[aeiou])")


class Page(NamedTuple):
    """A report's words, and the rows that rest on them; `refs` and `spans` (evidence, trigger) are one a deed."""

    title: str
    text: str
    refs: list[Sides]
    spans: list[tuple[Span, Span]]
    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    pledges: tuple[Pledge, ...]
    statements: tuple[Statement, ...]
    positions: tuple[Position, ...]
    assessments: tuple[Assessment, ...]


class _Sheet:
    """A text that grows by sentences, and who is named in it where."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.end = 0
        self.named: dict[str, tuple[ActorRef, list[Span]]] = {}

    def add(self, sentence: str) -> Span:
        """Add a sentence; gives its span."""
        if self.parts:
            gap = "\n\n" if len(self.parts) % (2 * SENTENCES) == 0 else " "
            self.parts.append(gap)
            self.end += len(gap)
        else:
            self.parts.append("")
        span = Span(self.end, self.end + len(sentence), sentence)
        self.parts.append(sentence)
        self.end = span.end
        return span

    def name(self, ref: ActorRef, sentence: Span) -> None:
        """Keep where a sentence names somebody."""
        inside = part(sentence, ref.text)
        self.named.setdefault(ref.id or "", (ref, []))[1].append(inside)

    def actors(self) -> tuple[Actor, ...]:
        """Who is named, in the order of their ids."""
        return tuple(_actor(id, ref, tuple(spans)) for id, (ref, spans) in sorted(self.named.items()))


def part(sentence: Span, piece: str) -> Span:
    """The span of a piece of a sentence; its first letter may be a capital one there."""
    at = sentence.text.lower().index(piece.lower())
    return Span(sentence.start + at, sentence.start + at + len(piece), sentence.text[at : at + len(piece)])


def page(chance: Random, report: str, published: date, main: tuple[str, str], deeds: "Sequence[Deed]") -> Page:
    """Write a report that tells these deeds."""
    sheet = _Sheet()
    refs: list[Sides] = []
    spans: list[tuple[Span, Span]] = []
    for deed in deeds:
        sides = (party(deed.sides[0], deed.offices[0]), party(deed.sides[1], deed.offices[1]))
        sentence, trigger = _told(chance, deed, sides)
        evidence = sheet.add(sentence)
        for ref in sides:
            sheet.name(ref, evidence)
        refs.append(sides)
        spans.append((evidence, part(evidence, trigger)))
    statements = tuple(_said(chance, f"{report}:s{n}", sheet, deeds[n]) for n in range(min(2, len(deeds))))
    pledges = _pledged(chance, report, sheet, published, deeds[0]) if chance.random() < PLEDGING else ()
    agreed = next((n for n, deed in enumerate(deeds) if deed.type == "AGREE"), None)
    agreements: tuple[Agreement, ...] = ()
    if pledges and agreed is not None:
        agreements = (_agreement(report, deeds[agreed], refs[agreed], spans[agreed][0], pledges),)
        pledges = tuple(_under(each, agreements[0].id) for each in pledges)
    expected = (_expected(chance, report, sheet, main, deeds[0]),) if chance.random() < EXPECTING else ()
    at = next((n for n, deed in enumerate(deeds) if deed.issues), None)
    positions = () if at is None else (_stance(chance, report, deeds[at], refs[at], spans[at][0]),)
    title = _title(chance, deeds[0])
    return Page(
        title, "".join(sheet.parts), refs, spans, sheet.actors(), agreements, pledges, statements, positions, expected
    )


@lru_cache(maxsize=4096)
def party(code: str, office: int) -> ActorRef:
    """A state, or one of its offices, as a sentence names it."""
    name = codebook.states()[code].name
    if office < 0:
        return ActorRef(code, "GOV", f"state:{code}", name, name)
    sector, title, called = words.OFFICES[office]
    if title is None:
        slug = called.replace(" ", "-")
        return ActorRef(code, sector, f"group:{code.lower()}-{slug}", f"{called} of {name}", f"{name}'s {called}")
    return ActorRef(code, sector, f"office:{code}:{title}", f"{title.replace('-', ' ')}, {code}", f"{name}'s {called}")


def _warden(code: str, number: int) -> ActorRef:
    """A person of an office that nobody holds."""
    name, title = codebook.states()[code].name, words.WARDENS[number]
    slug = f"{title} {code}".lower().replace(" ", "-")
    return ActorRef(code, "GOV", f"person:{slug}", f"{title}, {name}", f"{name}'s {title}")


def _actor(id: str, ref: ActorRef, spans: tuple[Span, ...]) -> Actor:
    kind, name = id.partition(":")[0], ref.name or ref.text
    roles = (Role(name.partition(",")[0], ref.country, None, None, None, spans[:1]),) if kind == "person" else ()
    return Actor(id, name, kind, ref.country, tuple(sorted({span.text for span in spans})), spans, roles)


def _told(chance: Random, deed: "Deed", sides: Sides) -> tuple[str, str]:
    """A sentence of about 20 words that tells a deed, and its trigger."""
    said = words.SAYINGS[deed.type][deed.saying]
    trigger = said[said.index("[") + 1 : said.index("]")]
    plain = said.replace("[", "").replace("]", "").format(a=sides[0].text, b=sides[1].text, t=deed.matter)
    where = f" in {deed.place.name}" if deed.place else ""
    when = f" {deed.when.text}" if deed.when else ""
    tail = chance.choice(words.LONG_TAILS).format(
        n=chance.randrange(2, 30),
        period=chance.choice(words.PERIODS),
        adjective=chance.choice(words.ADJECTIVES),
        noun=chance.choice(words.NOUNS),
    )
    told = f"{plain}{where}{when}{tail}{chance.choice(words.STATUS_TAILS[deed.status])}."
    return _A.sub(" an ", told[0].upper() + told[1:]), trigger


def _said(chance: Random, name: str, sheet: _Sheet, deed: "Deed") -> Statement:
    if chance.random() < PERSONS:
        speaker = _warden(deed.sides[0], chance.randrange(len(words.WARDENS)))
    else:
        speaker = party(deed.sides[0], chance.randrange(3))
    about = party(deed.sides[1], -1)
    quote = chance.choice(words.QUOTES).format(
        adjective=chance.choice(words.ADJECTIVES), noun=chance.choice(words.NOUNS)
    )
    direct = chance.random() < 0.6
    shown = f'"{quote}"' if direct else f"that {quote}"
    evidence = sheet.add(f"{speaker.text} told reporters {shown}, when asked about {about.text} and {deed.matter}.")
    for ref in (speaker, about):
        sheet.name(ref, evidence)
    return Statement(
        id=id_of("s", name),
        speaker=speaker,
        addressees=(),
        about=(about,),
        quote=quote,
        direct=direct,
        said_on=deed.when if deed.when and deed.when.precision == "day" else None,
        tone=round(chance.uniform(-0.8, 0.8), 2),
        evidence=(part(evidence, quote), evidence),
        confidence=round(chance.uniform(0.5, 0.95), 3),
    )


def _pledged(chance: Random, report: str, sheet: _Sheet, published: date, deed: "Deed") -> tuple[Pledge, ...]:
    one, other = party(deed.sides[0], -1), party(deed.sides[1], -1)
    due = published + timedelta(days=chance.randrange(20, 500))
    text = chance.choice(words.PLEDGES).format(
        a=one.text,
        b=other.text,
        t=deed.matter,
        day=f"{due:%B} {due.day}, {due.year}",
        adjective=chance.choice(words.ADJECTIVES),
        noun=chance.choice(words.NOUNS),
    )
    evidence = sheet.add(f"{text}.")
    sheet.name(one, evidence)
    when = Date(due.isoformat(), due.isoformat(), "day", f"{due:%B} {due.day}, {due.year}")
    return (
        Pledge(
            id=id_of("p", report),
            parties=(one,),
            to=(other,),
            text=text,
            area=deed.issues[0] if deed.issues else None,
            made_on=deed.when,
            due=when,
            kind=chance.choice(("promise", "plan", "undertaking", "assurance")),  # type: ignore[arg-type]
            agreement=None,
            evidence=(evidence,),
            confidence=round(chance.uniform(0.4, 0.9), 3),
        ),
    )


def _under(pledge: Pledge, agreement: str) -> Pledge:
    return replace(pledge, agreement=agreement)


def _agreement(report: str, deed: "Deed", sides: Sides, evidence: Span, pledges: tuple[Pledge, ...]) -> Agreement:
    return Agreement(
        id=id_of("a", report),
        title=f"Understanding on {deed.matter}",
        form="understanding",
        parties=sides,
        date=deed.when,
        areas=deed.issues,
        pledges=tuple(each.id for each in pledges),
        evidence=(evidence,),
        confidence=0.7,
    )


def _expected(chance: Random, report: str, sheet: _Sheet, main: tuple[str, str], deed: "Deed") -> Assessment:
    outcome, condition, hedge, direction = chance.choice(words.OUTLOOKS)
    cells = {"t": deed.matter, "adjective": chance.choice(words.ADJECTIVES), "noun": chance.choice(words.NOUNS)}
    outcome, condition = outcome.format(**cells), condition.format(**cells)
    evidence = sheet.add(f"{outcome[0].upper()}{outcome[1:]} if {condition}, an economist said.")
    return Assessment(
        id=id_of("x", report),
        kind="conditional",
        by="author",
        condition=part(evidence, condition),
        outcome=part(evidence, outcome),
        hedge=hedge,
        dyads=("-".join(sorted(main)),),
        direction=direction,  # type: ignore[arg-type]
        evidence=(evidence,),
        confidence=round(chance.uniform(0.4, 0.9), 3),
    )


def _stance(chance: Random, report: str, deed: "Deed", sides: Sides, evidence: Span) -> Position:
    stance = chance.choice(_STANCES)
    return Position(id_of("o", report), sides[0], deed.issues[0], stance, deed.when, (evidence,), 0.6)  # type: ignore[arg-type]


def _title(chance: Random, deed: "Deed") -> str:
    one, other = (codebook.states()[code].name for code in deed.sides)
    told = chance.choice(words.TITLES).format(a=one, b=other, t=deed.matter)
    return told[0].upper() + told[1:]


def id_of(kind: str, name: str) -> str:
    """The id of a row: its letter and 16 hex digits."""
    return f"{kind}-{sha256(name.encode()).hexdigest()[:16]}"
