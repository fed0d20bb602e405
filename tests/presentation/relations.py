"""Made-up relations for the tests of charts: levels drawn by a fixed rule, acts of offices and states."""

from datetime import date, timedelta
from math import sin

from comity.model import Act, CoderShare, Period, Quad, Relation, RelationRow, TurningPoint

QUADS: tuple[Quad, ...] = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
DEEDS = (
    "Zambia closes the Kariba crossing to lorries from the south",
    "finance ministries sign a five-year accord on shared river tolls and the dredging of the lower reach",
    "the navy seizes two trawlers",
    "both parliaments ratify the customs union",
    "ambassador recalled for consultations over the shelling of a border post",
    "a joint patrol begins",
    "the trade ministry lifts its ban on maize",
    "troops withdraw from the ridge",
)


def starts(period: Period, first: date, count: int) -> list[date]:
    """The first days of so many periods, and of the one after them."""
    if period == "week":
        return [first + timedelta(weeks=at) for at in range(count + 1)]
    step = 1 if period == "month" else 3
    months = [first.year * 12 + first.month - 1 + at * step for at in range(count + 1)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def act(number: int, day: date, quad: Quad = "verbal conflict", text: str = "", dyad: str = "ZMB-ZWE") -> Act:
    actor, recipient = dyad.split("-")
    words = text or DEEDS[number % len(DEEDS)]
    return Act(
        f"a-{number}", "comity-rules.v1", day.isoformat(), actor, recipient, False, "CONSULT", None, quad, 1.0, words
    )


def relation(
    *,
    dyad: str = "ZMB-ZWE",
    direction: str | None = None,
    period: Period = "month",
    first: date = date(1998, 1, 1),
    count: int = 120,
    gaps: tuple[tuple[int, int], ...] = (),
    turns: int = 0,
    acts: int = 0,
    coders: int = 2,
    base: float = 1.0,
    swing: float = 4.0,
) -> Relation:
    """A relation of `count` periods, null from each gap's first row up to its second; turns and acts are spread."""
    begin = starts(period, first, count)
    rows = []
    for at in range(count):
        empty = any(start <= at < end for start, end in gaps)
        level = base + swing * sin(at / max(count / 9, 1)) + 0.5 * sin(at * 0.9) + 0.3 * sin(at * 2.3)
        wide = 1.0 + 1.2 * abs(sin(at / max(count / 3, 1)))
        rows.append(
            RelationRow(
                dyad=dyad,
                direction=direction,
                start=begin[at].isoformat(),
                end=(begin[at + 1] - timedelta(days=1)).isoformat(),
                level=None if empty else round(level, 3),
                low=None if empty else round(level - wide, 3),
                high=None if empty else round(level + wide, 3),
                cooperation=None if empty else 2.0,
                conflict=None if empty else 1.0,
                events=0 if empty else 3,
                reports=0 if empty else 4,
                coverage=0 if empty else 400 + at * 7 + int(180 * sin(at)),
                turning=None if empty else 0.02,
                note="nothing was read in this period" if empty else None,
            )
        )
    spread = max(turns, 1)
    points = []
    for at in range(turns):
        row = rows[int((at + 0.5) * count / spread)]
        day = date.fromisoformat(row.start)
        rise = at % 3 == 1
        points.append(
            TurningPoint(
                row.start,
                row.end,
                0.99 - 0.037 * (at * 5 % 11),
                -1.2 if rise else 3.4,
                2.8 if rise else -2.1,
                (act(at, day, dyad=dyad),),
            )
        )
    days = (begin[-1] - begin[0]).days
    marks = [
        act(
            at,
            begin[0] + timedelta(days=int((at * 0.618034 % 1.0) ** 0.7 * days)),
            QUADS[(at * 7 + at // 5) % 4],
            dyad=dyad,
        )
        for at in range(acts)
    ]
    end = rows[-1].end
    shares = [
        CoderShare("comity-rules.v1", 812, rows[0].start, end, 0.0, 0.0),
        CoderShare("icews", 14022, rows[0].start, end, 0.1, -0.2, "CC0-1.0"),
        CoderShare("polecat", 3110, rows[0].start, end, 0.1, -0.2, "CC0-1.0"),
    ][:coders]
    return Relation(dyad, direction, period, tuple(rows), tuple(points), tuple(shares), marks=tuple(marks))
