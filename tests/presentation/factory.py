"""Codings for the tests of the brief: invented deeds of offices and states, with spans that hold."""

from typing import Any

from comity import codebook
from comity.model import (
    Actor,
    ActorRef,
    Agreement,
    Assessment,
    Coding,
    Date,
    Event,
    Figure,
    Incident,
    Place,
    Pledge,
    Position,
    Report,
    Skipped,
    Span,
    Statement,
)
from comity.record import incidents

TALKS = "Peru's foreign minister met his Chilean counterpart in Santiago on March 2, the first in nine years."
STATEMENT = "In a joint statement the two set out joint patrols at sea and a shared customs post."
PLAN = "Their defence ministers are due to meet in Lima on April 12."
BAN = "The statement passed over Peru's ban on Chilean poultry, in force since last year."
REMARK = 'Chile "will not reopen" the ruling on the sea border, the Chilean minister said.'
PRAISE = 'Peru\'s president praised Chile as "our closest partner in the Pacific" on Friday.'
DUTY = "The United States has put a 10% duty on Peruvian and Chilean copper."
SUMMIT = "Neither minister plans to attend the summit in Beijing in May."
OUTLOOK = "If the coalition loses its majority, the customs post could be delayed, an economist said."
TEXT = " ".join((TALKS, STATEMENT, PLAN, BAN, REMARK, PRAISE, DUTY, SUMMIT, OUTLOOK))

RETOLD = "Peru's foreign minister met his Chilean counterpart in Santiago on March 3, a first in nine years."
MILD = 'Peru\'s president called Chile a "close friend" in his speech on Friday.'
LOWER = "The United States has put a 12% duty on Peruvian and Chilean copper."
SECOND = " ".join((RETOLD, MILD, LOWER))


def ref(country: str | None, text: str = "", *, sector: str = "GOV", id: str | None = None) -> ActorRef:
    """A reference to a state, or to an office of it in the report's words."""
    kind = id or (f"state:{country}" if country and not text else None)
    return ActorRef(country=country, sector=sector, id=kind, name=None, text=text or country or sector)


PER, CHL, USA, CHN = ref("PER"), ref("CHL"), ref("USA"), ref("CHN")
MINISTER = ActorRef(
    "CHL", "GOV", "office:CHL:foreign-minister", "foreign minister, CHL", "the Chilean minister"
)
PRESIDENT = ActorRef("PER", "GOV", "office:PER:president", "president, PER", "Peru's president")
BOTH = (PER, CHL)


def day(start: str, end: str | None = None, precision: Any = "day") -> Date:
    """A date."""
    return Date(start=start, end=end or start, precision=precision)


def span(text: str, part: str) -> Span:
    """The span of `part` in `text`."""
    start = text.index(part)
    return Span(start=start, end=start + len(part), text=part)


def event(
    id: str, *, text: str = TEXT, words: str = TALKS, trigger: str | None = None, **changes: Any
) -> Event:
    """Talks of Peru and Chile on 2 March 2024, changed as asked; `words` is its evidence in `text`."""
    values: dict[str, Any] = {
        "type": "CONSULT",
        "mode": None,
        "contexts": (),
        "actors": BOTH,
        "recipients": BOTH,
        "date": day("2024-03-02"),
        "status": "occurred",
        "place": None,
        "issues": (),
        "figures": (),
        "reported_by": None,
        "confidence": 0.8,
    }
    values |= changes
    values.setdefault("quad", codebook.quad_class(values["type"]))
    found = span(text, words)
    at = text.index(trigger, found.start) if trigger else found.start
    return Event(
        id=id,
        intensity=None,
        cameo=None,
        evidence=(found,),
        trigger=Span(at, at + len(trigger), trigger) if trigger else None,
        **values,
    )


def report(id: str, *, text: str, outlet: str | None = "Example Wire", **changes: Any) -> Report:
    """A report of an invented outlet."""
    values: dict[str, Any] = {"title": "Talks in Santiago", "published": "2024-03-04", "language": "en"}
    return Report(id=id, text=text, outlet=outlet, **(values | changes))


def coding(of: Report, **rows: Any) -> Coding:
    """A coding with the given rows and nothing else."""
    names = [
        "actors",
        "events",
        "agreements",
        "pledges",
        "statements",
        "positions",
        "assessments",
        "figures",
        "skipped",
    ]
    values: dict[str, Any] = dict.fromkeys(names, ())
    return Coding(report=of, coder="comity-rules.v1", **(values | rows))


def first_coding() -> Coding:
    """A report with a row of every kind about Peru and Chile, and acts of others."""
    copper = Figure(10.0, "percent", "duty on Peruvian and Chilean copper", None, (span(TEXT, "10%"),))
    santiago = Place("Santiago", "CHL", -33.4, -70.6)
    events = (
        event("e-talks", place=santiago),
        event("e-agree", type="AGREE", words=STATEMENT, trigger="statement", confidence=0.7),
        event(
            "e-plan",
            words=PLAN,
            status="planned",
            date=day("2024-04-12"),
            place=Place("Lima", "PER", -12.0, -77.0),
        ),
        event(
            "e-ban",
            type="SANCTION",
            words=BAN,
            trigger="ban",
            status="ongoing",
            actors=(PER,),
            recipients=(CHL,),
            date=None,
            issues=("food-imports",),
        ),
        event(
            "e-duty",
            type="SANCTION",
            words=DUTY,
            trigger="duty",
            actors=(USA,),
            recipients=BOTH,
            date=None,
            issues=("tariffs",),
            figures=(copper,),
        ),
        event(
            "e-summit",
            words=SUMMIT,
            status="denied",
            actors=BOTH,
            recipients=(CHN,),
            date=day("2024-05-01", "2024-05-31", "month"),
        ),
    )
    return coding(
        report("r-1", text=TEXT, url="https://example.org/talks"),
        actors=(Actor("office:PER:president", "president, PER", "office", "PER", (), ()),),
        events=events,
        agreements=(_agreement(),),
        pledges=_pledges(),
        statements=_statements(),
        positions=_positions(),
        assessments=(_assessment(),),
        skipped=(Skipped(0, 4, "too unsure"),),
    )


def _agreement() -> Agreement:
    ids = ("p-patrols", "p-customs")
    return Agreement(
        "a-1",
        "",
        "statement",
        BOTH,
        day("2024-03-02"),
        ("security", "trade"),
        ids,
        (span(TEXT, STATEMENT),),
        0.7,
    )


def _pledges() -> tuple[Pledge, ...]:
    made = day("2024-03-02")
    said = (span(TEXT, STATEMENT),)
    return (
        Pledge(
            "p-patrols",
            BOTH,
            BOTH,
            "joint patrols at sea",
            "security",
            made,
            None,
            "undertaking",
            "a-1",
            said,
            0.7,
        ),
        Pledge(
            "p-customs",
            BOTH,
            BOTH,
            "a shared customs post",
            "trade",
            made,
            None,
            "undertaking",
            "a-1",
            said,
            0.7,
        ),
        Pledge(
            "p-meet",
            BOTH,
            BOTH,
            "meet in Lima",
            "security",
            None,
            day("2024-04-12"),
            "plan",
            None,
            (span(TEXT, PLAN),),
            0.6,
        ),
    )


def _statements() -> tuple[Statement, ...]:
    friday = day("2024-03-01")
    return (
        Statement(
            "s-no", MINISTER, (), (PER,), "will not reopen", True, None, -0.4, (span(TEXT, REMARK),), 0.8
        ),
        Statement(
            "s-praise",
            PRESIDENT,
            (),
            (CHL,),
            "our closest partner in the Pacific",
            True,
            friday,
            0.8,
            (span(TEXT, PRAISE),),
            0.8,
        ),
    )


def _positions() -> tuple[Position, ...]:
    ban = (span(TEXT, BAN),)
    return (
        Position("o-1", PER, "food-imports", "avoids", None, ban, 0.6),
        Position("o-2", CHL, "food-imports", "avoids", None, ban, 0.6),
        Position("o-3", CHL, "maritime-border", "opposes", day("2024-03-02"), (span(TEXT, REMARK),), 0.7),
        Position(
            "o-4",
            PER,
            "maritime-border",
            "demands",
            day("2023-01-01", "2023-12-31", "year"),
            (span(TEXT, REMARK),),
            0.7,
        ),
    )


def _assessment() -> Assessment:
    economist = ActorRef(None, "EDU", "office:unknown:economist", "economist", "an economist")
    return Assessment(
        "x-1",
        "conditional",
        economist,
        span(TEXT, "If the coalition loses its majority"),
        span(TEXT, "the customs post could be delayed"),
        "could",
        ("CHL-PER",),
        "worsens",
        (span(TEXT, OUTLOOK),),
        0.6,
    )


def second_coding() -> Coding:
    """Another outlet's report of the same talks: another day, another figure, another word of one speaker."""
    copper = Figure(12.0, "percent", "duty on Peruvian and Chilean copper", None, (span(SECOND, "12%"),))
    friend = Statement(
        "s-friend",
        PRESIDENT,
        (),
        (CHL,),
        "close friend",
        True,
        day("2024-03-01"),
        0.6,
        (span(SECOND, MILD),),
        0.8,
    )
    partner = Statement(
        "s-partner",
        PRESIDENT,
        (),
        (CHL,),
        "closest partner",
        True,
        day("2024-03-01"),
        0.6,
        (span(SECOND, MILD),),
        0.5,
    )
    return coding(
        report("r-2", text=SECOND, outlet="Example Daily", published="2024-03-05", title="Ministers meet"),
        events=(
            event("e-talks-2", text=SECOND, words=RETOLD, date=day("2024-03-03")),
            event(
                "e-duty-2",
                text=SECOND,
                words=LOWER,
                type="SANCTION",
                trigger="duty",
                actors=(USA,),
                recipients=BOTH,
                date=None,
                issues=("tariffs",),
                figures=(copper,),
            ),
        ),
        statements=(friend, partner),
    )


def third_coding() -> Coding:
    """The same speech again, in yet another word; from an outlet that is not known and on no known day."""
    text = 'Peru\'s president called Chile a "good neighbour" in his speech.'
    words = (span(text, text),)
    good = Statement("s-good", PRESIDENT, (), (CHL,), "good neighbour", True, None, 0.5, words, 0.7)
    return coding(report("r-3", text=text, outlet=None, published=None, title=None), statements=(good,))


def merged(*codings: Coding) -> tuple[Incident, ...]:
    """The incidents of codings in the log's order."""
    return incidents(codings)
