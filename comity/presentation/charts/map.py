"""The map: how much was told of each state, and at which places."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, isfinite, pi, sin

import msgspec

from comity import codebook
from comity.errors import UsageError
from comity.model import Quad
from comity.presentation.charts.bands import number
from comity.presentation.charts.drawing import Cell, Drawing, Table, checked_width, framed
from comity.presentation.charts.keys import key_shapes
from comity.presentation.charts.lettering import clean
from comity.presentation.charts.outlines import SOURCE, dotted, outlined, points
from comity.presentation.charts.palette import BORDER, LAND
from comity.presentation.charts.shading import Measure, look_of, patch, shade_keys, steps
from comity.presentation.charts.shapes import Frame, Linked, Patch, Shape, Single
from comity.presentation.charts.spots import Name, PlaceCount, named, spot_keys, spot_names, spot_shapes, spots, where
from comity.presentation.charts.view import Territory, View, area, inside, land, window, world
from comity.presentation.names import state_name
from comity.presentation.wording import count_text, listing

_DOT, _SMALL_DOT = 3.2, 1.4
_DE_FACTO = (
    f"Outlines: {SOURCE} (public domain), as borders stand in fact; they judge no claim. "
    "Dots stand for states and territories too small for an outline. Equal Earth projection."
)


class StateValue(msgspec.Struct, frozen=True):
    """What was measured of a state: a number of acts of a quad class, or a level from -10 to 10.

    Null says that nothing was observed, which is not zero. `quad` is null where classes are not told apart.
    """

    code: str
    value: float | None
    quad: Quad | None = None


Row = StateValue | PlaceCount


def map_chart(
    states: Sequence[StateValue],
    places: Sequence[PlaceCount] = (),
    *,
    title: str,
    width: float,
    measure: Measure = "count",
    quad: Quad | None = None,
    focus: Sequence[str] = (),
    href: Callable[[Row], str | None] | None = None,
) -> Drawing:
    """Give the map of values by state and of acts at places, `width` CSS pixels wide.

    Counts are added up over the rows of a state, those of `quad` alone where one is given. A state without a row was
    not observed. `focus` names states that the map is cut around. `href` gives where a state (the row of its sum) or a
    place leads. Rows of the table: states by value, then places by count; `drawn` tells where a row is not shown.
    Raises `UsageError` for a width, a value, a code of `focus` or a link that can't be drawn.
    """
    width = checked_width(width, "a map")
    sums = _sums(states, measure, quad)
    shown = [row for row in places if quad is None or row.quad == quad]
    _check(sums, shown, focus)
    link = href or _nowhere
    south = "ATA" in sums or any(row.latitude is not None and row.latitude < -56 for row in shown)
    drawn: set[str | PlaceCount] = set()
    views: list[View] = []
    rows: list[tuple[Cell, ...]] = []

    def body(frame: Frame) -> tuple[list[Shape], float]:
        view = (window(focus, frame) if focus else None) or world(frame, south=south)
        views.append(view)
        return _body(view, sums, shown, link, drawn, (measure, quad, tuple(focus)))

    def foot() -> list[str]:
        rows.extend(_rows(sums, shown, drawn, views[0]))
        return [*_left_out(rows), _DE_FACTO]

    summary = _summary(sums, shown, measure, quad)
    picture = framed(title, summary, width, body, foot)
    columns = ("kind", "code", "name", "quad", "value", "latitude", "longitude", "drawn")
    return Drawing(picture, summary, Table(columns, tuple(rows)))


def _nowhere(row: Row) -> None:
    return None


def _sums(rows: Sequence[StateValue], measure: Measure, quad: Quad | None) -> dict[str, StateValue]:
    """A row a state. Unknown and known added up are what is known."""
    together: dict[str, list[float | None]] = defaultdict(list)
    for row in rows:
        if quad is None or row.quad in (quad, None):
            together[row.code].append(row.value)
    found = {}
    for code, values in sorted(together.items()):
        known = [value for value in values if value is not None]
        if measure == "level" and len(known) > 1:
            raise UsageError(f"state {clean(code)}", "has more than one level", "give one row a state")
        found[code] = StateValue(code, sum(known) if known else None, quad)
        _check_value(found[code], measure)
    return found


def _check_value(row: StateValue, measure: Measure) -> None:
    low, high = (0.0, float("inf")) if measure == "count" else (-10.0, 10.0)
    value = row.value
    if value is None:
        return
    if not (isfinite(value) and low <= value <= high) or (measure == "count" and value != int(value)):
        what = "a number of acts" if measure == "count" else "a level from -10 to 10"
        raise UsageError(
            f"{row.value!r} for state {clean(row.code)}", f"is not {what}", "give null where none is known"
        )


def _check(sums: Mapping[str, StateValue], places: Sequence[PlaceCount], focus: Sequence[str]) -> None:
    for code in focus:
        if code not in points() and code not in outlined():
            raise UsageError(f"state {clean(code)}", "is on no map", "`comity codebook` lists the codes of states")
    for row in places:
        if row.count < 0:
            raise UsageError(f"{row.count} acts at {clean(row.name)}", "are no number of acts", "give 0 or more")
        for degrees, most in ((row.latitude, 90.0), (row.longitude, 360.0)):
            if degrees is not None and not (isfinite(degrees) and abs(degrees) <= most):
                raise UsageError(f"{degrees!r} degrees for {clean(row.name)}", "are nowhere", "give null if unknown")


def _body(
    view: View,
    sums: Mapping[str, StateValue],
    places: Sequence[PlaceCount],
    link: Callable[[Row], str | None],
    drawn: set[str | PlaceCount],
    how: tuple[Measure, Quad | None, tuple[str, ...]],
) -> tuple[list[Shape], float]:
    """Land, dots, marks and names; what has a place on the map is added to `drawn`."""
    measure, quad, focus = how
    found = steps([row.value for row in sums.values() if row.value is not None], measure, quad)
    shapes: list[Shape] = []
    missing = False
    lands, dots = land(view), _dots(view, sums)
    for each in (*lands, *dots):
        row = sums.get(each.code or "", StateValue(each.code or "", None, quad))
        look = look_of(row.value, found, measure)
        missing = missing or row.value is None
        told = _told(row, measure) if each.code else f"{each.name}: no code of ISO 3166-1, so no rows"
        inner = _unknown_dot(each) if row.value is None and each in dots else patch(each.rings, look)
        shapes.append(Linked(told, link(row) if each.code in sums else None, tuple(inner)))
        drawn.add(each.code or "")
    marks = spots(places, view)
    shapes += spot_shapes(marks, link)
    drawn.update(spot.row for spot in marks)
    wide = view.right - view.left
    names = [*_state_names(focus, lands, dots), *spot_names(marks, int(4 + wide / 80))]
    shapes += named(names, view.frame, [spot.box for spot in marks])
    zero = any(row.value == 0 for row in sums.values())
    keys = [*shade_keys(found if sums else (), measure, zero=zero, missing=missing), *spot_keys(marks)]
    below, y = key_shapes(keys, Frame(view.left, view.bottom + 8, view.right, 0))
    return [*shapes, *below], y


def _unknown_dot(each: Territory) -> list[Single]:
    """A dot of which nothing is known: too small for a pattern."""
    return [Patch(each.rings, LAND, 1.0, BORDER, 0.5)]


_ROUND = tuple((cos(at * pi / 8), sin(at * pi / 8)) for at in range(16))


def _dots(view: View, sums: Mapping[str, StateValue]) -> list[Territory]:
    """States without an outline, former ones only where there is something of them; those with a value on top."""
    former = [code for code in sums if code in points() and code not in outlined() and code not in dotted()]
    found = []
    codes = sorted([*dotted(), *former], key=lambda code: (_is_known(sums, code), code))
    for code, at in zip(codes, view.places([points()[code] for code in codes]), strict=True):
        if at is not None:
            radius = _DOT if _is_known(sums, code) else _SMALL_DOT
            x = min(max(at[0], view.left + radius), view.right - radius)
            y = min(max(at[1], view.top + radius), view.bottom - radius)
            found.append(
                Territory(code, state_name(code), (tuple((x + a * radius, y + b * radius) for a, b in _ROUND),))
            )
    return found


def _is_known(sums: Mapping[str, StateValue], code: str) -> bool:
    return code in sums and sums[code].value is not None


def _state_names(focus: Sequence[str], lands: Sequence[Territory], dots: Sequence[Territory]) -> list[Name]:
    """Names of the states that the map is cut around: on their largest piece of land, or beside their dot."""
    found = []
    for each in lands:
        if each.code in focus:
            x, y = inside(max(each.rings, key=area))
            found.append(Name(_name(each.code or ""), Frame(x, y, x, y), "state"))
    for each in dots:
        if each.code in focus:
            xs, ys = zip(*each.rings[0], strict=True)
            found.append(Name(_name(each.code or ""), Frame(min(xs), min(ys), max(xs), max(ys)), "place"))
    return found


@lru_cache(maxsize=1024)
def _name(code: str) -> str:
    state = codebook.states().get(code)
    return state.name if state else clean(code)


def _told(row: StateValue, measure: Measure) -> str:
    return f"{_name(row.code)}: {_value(row.value, measure)}"


def _value(value: float | None, measure: Measure) -> str:
    if value is None:
        return "not observed"
    if measure == "level":
        return f"level {number(value)}"
    return count_text(int(value), "act")


def _summary(sums: Mapping[str, StateValue], places: Sequence[PlaceCount], measure: Measure, quad: Quad | None) -> str:
    """A sentence on what is most, and on how much is zero."""
    known = [row for row in sums.values() if row.value is not None]
    parts = []
    if known:
        parts.append(_levels_text(known) if measure == "level" else _counts_text(known, quad))
    if places:
        located = [row for row in places if row.latitude is not None and row.longitude is not None]
        where = len({(row.latitude, row.longitude) for row in located})
        parts.append(f"{count_text(sum(row.count for row in located), 'act')} at {count_text(where, 'known place')}")
    text = "; ".join(parts) or "nothing was observed"
    return f"{text[:1].upper()}{text[1:]}."


def _levels_text(known: Sequence[StateValue]) -> str:
    ends = (min(known, key=lambda row: (row.value or 0.0, row.code)), max(known, key=lambda row: row.value or 0.0))
    low, high = (f"{number(row.value or 0.0)} ({state_name(row.code)})" for row in ends)
    return f"level {low}" if len(known) == 1 else f"levels from {low} to {high}"


def _counts_text(known: Sequence[StateValue], quad: Quad | None) -> str:
    acts = f"acts of {quad}" if quad else "acts"
    top = sorted((row for row in known if row.value), key=lambda row: (-(row.value or 0.0), row.code))
    zero = len(known) - len(top)
    if not top:
        return f"no {acts} in {count_text(zero, 'state')}"
    names = listing([f"{state_name(row.code)} ({row.value:,.0f})" for row in top[:3]])
    text = f"{acts} in {count_text(len(top), 'state')}, most in {names}"
    return f"{text}; zero in {count_text(zero, 'state')}" if zero else text


def _rows(
    sums: Mapping[str, StateValue], places: Sequence[PlaceCount], drawn: set[str | PlaceCount], view: View
) -> Iterator[tuple[Cell, ...]]:
    by_value = sorted(sums.values(), key=lambda row: (row.value is None, -(row.value or 0.0), row.code))
    for row in by_value:
        known = row.code in points() or row.code in outlined()
        on = "yes" if row.code in drawn else "beyond the map" if known else "no place known"
        yield "state", row.code, _name(row.code), row.quad, row.value, None, None, on
    order = sorted(places, key=lambda row: (-row.count, row.name, row.quad, row.latitude or 0.0, row.longitude or 0.0))
    for place, at in zip(order, where(order, view), strict=True):
        if place.latitude is None or place.longitude is None:
            on = "no place known"
        elif at is None:
            on = "beyond the map"
        else:
            on = "yes" if place in drawn else "no room" if place.count else "no acts"
        yield "place", place.country, place.name, place.quad, place.count, place.latitude, place.longitude, on


def _left_out(rows: Iterable[tuple[Cell, ...]]) -> list[str]:
    """A sentence on the rows that the map does not show."""
    counts = Counter((row[0], row[-1]) for row in rows)
    nouns = {"state": ("state or body", "states and bodies"), "place": ("place", "places")}
    ways = {
        "beyond the map": "beyond the sides of the map",
        "no place known": "without a known place",
        "no room": "for want of room",
    }
    parts = [
        f"{count_text(counts[kind, why], *noun)} {words}"
        for kind, noun in nouns.items()
        for why, words in ways.items()
        if counts[kind, why]
    ]
    return [f"Not drawn, but in the table: {listing(parts, most=4)}."] if parts else []
