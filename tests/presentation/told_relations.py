"""Relations for the tests of their words: made-up levels and deeds of states, in many shapes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from comity.model import (
    Act,
    Association,
    CoderShare,
    Interval,
    IssueShare,
    Period,
    Relation,
    RelationRow,
    TurningPoint,
)

DYAD = "CHL-PER"


def starts(first: str, number: int, period: Period = "month") -> list[tuple[str, str]]:
    """The first and last day of so many periods."""
    day, found = date.fromisoformat(first), []
    for _ in range(number):
        if period == "week":
            after = day + timedelta(days=7)
        else:
            months = day.year * 12 + day.month - 1 + (1 if period == "month" else 3)
            after = date(months // 12, months % 12 + 1, 1)
        found.append((day.isoformat(), (after - timedelta(days=1)).isoformat()))
        day = after
    return found


def rows(
    levels: Sequence[float | None],
    *,
    first: str = "2015-01-01",
    period: Period = "month",
    half: float = 0.8,
    direction: str | None = None,
    note: str = "no coder read anything of this time",
    **more: Any,
) -> tuple[RelationRow, ...]:
    """Rows of these levels, each with a band of `half` to either side."""
    found = []
    for level, (start, end) in zip(levels, starts(first, len(levels), period), strict=True):
        values: dict[str, Any] = dict.fromkeys(("level", "low", "high", "cooperation", "conflict", "turning"))
        if level is not None:
            share = (level + 10) / 20
            values = {
                "level": level, "low": max(-10.0, level - half), "high": min(10.0, level + half),
                "cooperation": 12 * share, "conflict": 12 * (1 - share), "turning": 0.02,
            }  # fmt: skip
        counts = {"events": 9, "reports": 14, "coverage": 400} if level is not None else dict.fromkeys(
            ("events", "reports", "coverage"), 0
        )  # fmt: skip
        told = None if level is not None else note
        values |= {"dyad": DYAD, "direction": direction, "start": start, "end": end, "note": told} | counts | more
        found.append(RelationRow(**values))
    return tuple(found)


def act(id: str, day: str, **more: Any) -> Act:
    """An act of Chile towards Peru: by default it closes a port."""
    values: dict[str, Any] = {
        "coder": "comity-rules.v1", "actor": "CHL", "recipient": "PER", "joint": False, "type": "SANCTION",
        "mode": None, "quad": "material conflict", "intensity": -5.0,
        "text": "closed the port of Arica to Peruvian trawlers",
        "source": "Example Wire", "issues": ("fishing",), "reports": 3,
    }  # fmt: skip
    return Act(id=id, date=day, **values | more)


TREATY = act(
    "i-treaty", "2021-03-09", joint=True, type="AGREE", quad="verbal cooperation", intensity=4.0, source="Example Post",
    text="signed a treaty that opens both coasts to each other's fleets", reports=1,
)  # fmt: skip
PORT = act("i-port", "2018-05-14")
ENVOY = act(
    "i-envoy", "2018-05-20", actor="PER", recipient="CHL", mode="discontinue", source=None, reports=1, coder="icews",
    text="recalled its envoy from Santiago",
)  # fmt: skip


def rising() -> Relation:
    """Seven years in which the relation sank, then rose above all that was since 2015."""
    levels = [4.0] * 12 + [1.5] * 28 + [-3.0] * 34 + [0.5] * 10 + [1.5, 2.0, 2.2, 2.4, 2.5, 3.6]
    return Relation(
        DYAD, None, "month", rows(levels),
        turning_points=(
            TurningPoint("2018-05-01", "2018-05-31", 0.93, 1.5, -3.0, (PORT, ENVOY)),
            TurningPoint("2021-03-01", "2021-03-31", 0.71, -3.0, 0.5, (TREATY,)),
        ),
        coders=(CoderShare("comity-rules.v1", 720, "2015-01-04", "2022-06-29", 0.0, 0.0),),
        half_life=Interval(3.2, 2.1, 5.3, 89, "months"),
        associations=(
            Association("reciprocity", "conflict by Chile before that by Peru", 1, 0.34, 0.12, 0.53, 89),
            Association("triad", "conflict by Bolivia towards the two", 2, 0.05, -0.13, 0.22, 88),
        ),
        issues=(IssueShare("fisheries", 30, 12, 0.46), IssueShare("maritime-borders", 18, 2, 0.31)),
        fulfilment=Interval(0.62, 0.45, 0.77, 24, "share"),
        marks=(PORT, ENVOY, TREATY, act("i-talks", "2022-06-12", joint=True, type="CONSULT", quad="verbal cooperation",
                                        intensity=2.5, text="met in Tacna for a second day")),
        notes=("acts of private persons are left out",),
    )  # fmt: skip


def falling() -> Relation:
    """Quarters that fall to the lowest level of all."""
    levels = [3.0, 3.1, 2.8, 2.9, 2.5, 2.0, 1.0, 0.2, -1.0, -3.5]
    turn = TurningPoint("2016-07-01", "2016-12-31", 0.58, 2.7, -1.4, ())
    return Relation(DYAD, None, "quarter", rows(levels, period="quarter"), turning_points=(turn,))


def flat() -> Relation:
    """Weeks of hardly any change around zero."""
    return Relation(DYAD, None, "week", rows([0.2, 0.1, 0.3, 0.2] * 20, period="week", first="2023-01-02"))


def gap_at_the_end() -> Relation:
    """Two years, and then nothing that anybody read."""
    levels = [1.0] * 10 + [None] * 3 + [2.0] * 11 + [None] * 4
    return Relation(DYAD, None, "month", rows(levels), notes=("the import of icews ends on 30 November 2016",))


def one_row() -> Relation:
    """A single month."""
    return Relation(DYAD, None, "month", rows([-2.0], first="2024-02-01"))


def uncovered() -> Relation:
    """Months that nobody read about."""
    return Relation(DYAD, None, "month", rows([None, None, None], first="2024-02-01"))


def nothing() -> Relation:
    """No period at all."""
    return Relation(DYAD, None, "month", (), notes=("the record holds no dated act between the two",))


def two_coders() -> Relation:
    """Two coders of which one tells far more conflict."""
    coders = (
        CoderShare("icews", 5120, "1998-01-03", "2015-12-29", 0.0, 0.0, "CC0 1.0"),
        CoderShare("comity-rules.v1", 230, "2015-02-03", "2017-12-12", -0.05, 1.1),
    )
    return Relation(DYAD, None, "month", rows([2.0] * 36), coders=coders)


def huge_band() -> Relation:
    """Hardly anything is known."""
    found = rows([1.0, 1.5, 0.5, 1.0] * 4, half=6.5, events=0, reports=0, coverage=30)
    last = rows([1.0], half=6.5, first="2016-05-01", events=0, reports=0, coverage=9)
    return Relation(DYAD, None, "month", found + last)


def directed() -> Relation:
    """One way only."""
    way = "PER>CHL"
    return Relation(DYAD, way, "month", rows([-4.0] * 12 + [-1.5] * 3 + [1.2], direction=way))


SHAPES = (rising, falling, flat, gap_at_the_end, one_row, uncovered, nothing, two_coders, huge_band, directed)
