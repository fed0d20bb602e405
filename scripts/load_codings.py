"""Codings of made-up reports that look like ten years of news to a reader of the record: for trials of its size.

Dyads have a heavy tail, each leans to conflict or cooperation and changes its mind; days, statuses, modes, issues,
places and outlets come in shares like those of news; an act is told by several reports in nearly the same words. The
same seed gives the same codings.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import sin
from random import Random
from typing import NamedTuple

import load_words as words
from load_text import id_of, page

from comity import codebook
from comity.model import ActorRef, Coding, Date, Event, Place, Report, Span

CODER = "generated.v2"
FIRST_DAY = date(2016, 1, 4)
OUTLETS = 40
# The share of events that tell again what an earlier report told, within so many days.
RETOLD, NEWS_DAYS = 0.3, 4
PLACED = 1 / 3  # of the events
_COOPERATION = {"CONSULT": 22, "SUPPORT": 11, "AGREE": 9, "COOPERATE": 6, "AID": 4, "CONCEDE": 3, "RETREAT": 2}
_CONFLICT = {
    "ACCUSE": 12, "REQUEST": 8, "REJECT": 5, "ASSAULT": 5, "THREATEN": 4, "SANCTION": 3.5, "PROTEST": 3, "COERCE": 3,
    "MOBILIZE": 2,
}  # fmt: skip
_STATUSES = {"occurred": 74, "ongoing": 8, "planned": 8, "denied": 4, "demanded": 3, "conditional": 3}
# How exact dates are: days in the period, its precision and its share.
_DATES = ((1, "day", 68), (7, "week", 7), (30, "month", 6), (365, "year", 2), (3, "day", 5), (None, "none", 12))


class Deed(NamedTuple):
    """What happened, whoever tells it: all of an event that its retellings share."""

    type: str
    mode: str | None
    status: str
    sides: tuple[str, str]
    offices: tuple[int, int]
    day: date
    when: Date | None
    place: Place | None
    issues: tuple[str, ...]
    matter: str
    saying: int


class World(NamedTuple):
    """What the news are of: so many dyads of so many states, over so many days."""

    days: int = 3652
    dyads: int = 300
    states: int = 70


class Dyad(NamedTuple):
    """Two states with what their relation is about, and how it sways between conflict and cooperation."""

    sides: tuple[str, str]
    issues: tuple[str, ...]
    matters: tuple[str, ...]
    lean: float
    turn: float
    recent: deque[Deed]


class Load:
    """The codings of `reports` reports with `each` events on average, by `seed`."""

    def __init__(self, reports: int, each: int, seed: int, world: World = World()) -> None:  # noqa: B008
        self.reports, self.each, self.seed, self.days = reports, each, seed, world.days
        chance = Random(f"{seed}:world")
        places = _places()
        # A state that is no more makes no news.
        living = [s.code for s in codebook.states().values() if s.kind == "state" and not s.until and s.code in places]
        self.states = sorted(chance.sample(sorted(living), min(world.states, len(living))))
        self.places = {code: places[code] for code in self.states}
        self.dyads = _dyads(chance, self.states, world.dyads)
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(1, len(self.dyads) + 1)))
        self.outlets = words.outlets(chance, OUTLETS)
        self._heard = list(accumulate(1 / rank for rank in range(1, OUTLETS + 1)))

    def codings(self, first: int = 0, count: int | None = None) -> Iterator[Coding]:
        """Each coding in the order of the days of publication; or `count` of them from the `first` on."""
        for number in range(first, self.reports if count is None else min(first + count, self.reports)):
            yield self._coding(number, Random(f"{self.seed}:{number}"))

    def _coding(self, number: int, chance: Random) -> Coding:
        published = FIRST_DAY + timedelta(days=number * self.days // self.reports)
        main = chance.choices(self.dyads, cum_weights=self._weights)[0]
        beside = chance.choices(self.dyads, cum_weights=self._weights)[0]
        report = f"load-{self.seed}-{number:07}"
        deeds = []
        for _ in range(self._events(number)):
            dyad = main if chance.random() < 0.8 else beside
            deed = self._again(chance, dyad, published) or self._deed(chance, dyad, published, deeds)
            if deed not in deeds:
                deeds.append(deed)
            else:
                deeds.append(self._deed(chance, dyad, published, deeds))
        told = page(chance, report, published, main.sides, deeds)
        outlet = chance.choices(self.outlets, cum_weights=self._heard)[0]
        source = Report(
            id=report,
            text=told.text,
            title=told.title,
            published=published.isoformat(),
            outlet=outlet,
            language="en",
            url=f"https://{outlet.replace(' ', '-').lower()}.example/{number}",
        )
        events = tuple(
            _event(chance, f"{report}:{place}", deed, sides, spans)
            for place, (deed, sides, spans) in enumerate(zip(deeds, told.refs, told.spans, strict=True))
        )
        return Coding(
            source, CODER, told.actors, events, told.agreements, told.pledges, told.statements, told.positions,
            told.assessments, (), (),
        )  # fmt: skip

    def _events(self, number: int) -> int:
        """How many events a report tells: two neighbours together tell twice `each`."""
        if number == self.reports - 1 and not number % 2:
            return self.each
        more = Random(f"{self.seed}:{number // 2}:size").randrange(max(1, self.each // 2 + 1))
        return self.each + (more if number % 2 else -more)

    def _again(self, chance: Random, dyad: Dyad, published: date) -> Deed | None:
        if dyad.recent and chance.random() < RETOLD:
            deed = chance.choice(dyad.recent)
            if (published - deed.day).days <= NEWS_DAYS:
                return deed
        return None

    def _deed(self, chance: Random, dyad: Dyad, published: date, told: Sequence[Deed]) -> Deed:
        sway = 0.5 + dyad.lean + 0.2 * sin((published - FIRST_DAY).days / 365 * dyad.turn)
        kinds = _CONFLICT if chance.random() < sway else _COOPERATION
        type_ = chance.choices(list(kinds), list(kinds.values()))[0]
        modes = _modes(type_)
        day = published - timedelta(days=chance.choice((0, 0, 1, 1, 2, 3)))
        sides = dyad.sides if chance.random() < 0.5 else dyad.sides[::-1]
        deed = Deed(
            type=type_,
            mode=chance.choice(modes) if modes and chance.random() < 0.6 else None,
            status=chance.choices(list(_STATUSES), list(_STATUSES.values()))[0],
            sides=sides,
            offices=(_office(chance), _office(chance)),
            day=day,
            when=_when(chance, day),
            place=chance.choice(self.places[chance.choice(sides)]) if chance.random() < PLACED else None,
            issues=(chance.choice(dyad.issues),) if chance.random() < 0.6 else (),
            matter=f"the {chance.choice(words.ADJECTIVES)} {chance.choice(dyad.matters)} {chance.choice(words.NOUNS)}",
            saying=chance.randrange(len(words.SAYINGS[type_])),
        )
        dyad.recent.append(deed)
        return deed


def _dyads(chance: Random, states: Sequence[str], count: int) -> list[Dyad]:
    every = [(one, other) for one in states for other in states if one < other]
    issues = list(codebook.issues())
    matters = words.names(chance, 200)
    return [
        Dyad(
            sides=sides,
            issues=tuple(chance.sample(issues, 5)),
            matters=tuple(chance.sample(matters, 12)),
            lean=chance.uniform(-0.25, 0.2),
            turn=chance.uniform(0.5, 4.0),
            recent=deque(maxlen=8),
        )
        for sides in chance.sample(every, min(count, len(every)))
    ]


def _places() -> dict[str, list[Place]]:
    """The five largest places of each state."""
    found: dict[str, list[codebook.PlaceRow]] = {}
    for row in codebook.places():
        found.setdefault(row.country, []).append(row)
    return {
        code: [
            Place(row.name, code, row.latitude, row.longitude)
            for row in sorted(rows, key=lambda row: (-(row.population or 0), row.name))[:5]
        ]
        for code, rows in found.items()
    }


def _modes(type_: str) -> list[str]:
    return [mode for of, mode in codebook.modes() if of == type_]


def _office(chance: Random) -> int:
    """The number of an office in `words.OFFICES`, -1 for the state itself."""
    return chance.choice((-1, -1, -1, -1, 0, 0, 1, 2, 3, 4, 5))


def _when(chance: Random, day: date) -> Date | None:
    days, precision, _ = chance.choices(_DATES, [share for *_, share in _DATES])[0]
    if days is None:
        return None
    if precision == "month":
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif precision == "year":
        first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    else:
        first, last = day - timedelta(days=days - 1), day
    return Date(first.isoformat(), last.isoformat(), precision, words.date_words(first, last))


def _event(chance: Random, name: str, deed: Deed, sides: tuple[ActorRef, ActorRef], spans: tuple[Span, Span]) -> Event:
    joint = deed.type in ("AGREE", "CONSULT") or (deed.type == "COOPERATE" and deed.mode is None)
    evidence, trigger = spans
    return Event(
        id=id_of("e", name),
        type=deed.type,
        mode=deed.mode,
        contexts=(),
        actors=sides if joint else sides[:1],
        recipients=sides if joint else sides[1:],
        date=deed.when,
        status=deed.status,  # type: ignore[arg-type]
        quad=codebook.quad_class(deed.type),
        intensity=codebook.intensity(deed.type, deed.mode),
        cameo=_cameo(deed.type, deed.mode),
        place=deed.place,
        issues=deed.issues,
        figures=(),
        reported_by=None,
        evidence=(evidence,),
        confidence=round(chance.uniform(0.45, 0.97), 3),
        trigger=trigger,
        rule=f"{deed.type.lower()}-{deed.saying}",
    )


_CAMEO: dict[tuple[str, str | None], str] = {}


def _cameo(type_: str, mode: str | None) -> str:
    if (type_, mode) not in _CAMEO:
        _CAMEO[(type_, mode)] = codebook.to_cameo(type_, mode)
    return _CAMEO[(type_, mode)]
