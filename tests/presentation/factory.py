"""Codings for the tests of the brief: invented deeds of offices and states, with spans that hold."""

from comity.ledger import incidents
from comity.model import (
    Actor,
    ActorRef,
    Agreement,
    Assessment,
    Coding,
    Figure,
    Incident,
    Place,
    Pledge,
    Position,
    Skipped,
    Statement,
)

from .rows import (
    BAN,
    BOTH,
    CHL,
    CHN,
    DUTY,
    LOWER,
    MILD,
    MINISTER,
    OUTLOOK,
    PER,
    PLAN,
    PRAISE,
    PRESIDENT,
    REMARK,
    RETOLD,
    SECOND,
    STATEMENT,
    SUMMIT,
    TEXT,
    USA,
    coding,
    day,
    event,
    report,
    span,
)


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
        Statement("s-no", MINISTER, (), (PER,), "will not reopen", True, None, -0.4, (span(TEXT, REMARK),), 0.8),
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
