"""Rows of a file in the record's columns: what every format shares, from days and sides to dyads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.exchange import counting
from comity.exchange.acts import Meaning
from comity.exchange.columns import NONE, Codes, Column, Mask, constant, first_of, numbered, spread, together
from comity.exchange.counting import Tally
from comity.exchange.dates import BAD, BEFORE, FUTURE, Days
from comity.exchange.names_to_states import Whose, steps_of, whose

_NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """One side of each row: state or body, sector, and the name as the source wrote it (underscores as spaces)."""

    country: Column
    sector: Column
    name: Column


@dataclass(frozen=True)
class Acts:
    """What was done, a meaning for each place of a list; `codes` is the place of each row, -1 where none is known."""

    codes: Codes
    meanings: Sequence[Meaning]
    shown: Column

    def column(self, field: str) -> Column:
        """A field of the meanings that is a word."""
        return spread(self.codes, [getattr(each, field) for each in self.meanings])

    def intensity(self) -> NDArray[np.float64]:
        """The codebook's intensity, row by row."""
        return np.array([*(each.intensity for each in self.meanings), np.nan])[self.codes]


@dataclass(frozen=True)
class Draft:
    """Rows of one format before the unfit ones are left out; `more` are further columns by name.

    `precise` tells the precision of each day, null where it is a day throughout. `intensity` is the source's own,
    not-a-number where it gives none. `origin` is the row of the file, where one gives several here.
    """

    days: Days
    dated: Column
    actor: Side
    recipient: Side
    acts: Acts
    intensity: NDArray[np.float64] | None = None
    label: Column | None = None
    mode: Column | None = None
    status: Column | None = None
    precise: Column | None = None
    origin: Codes | None = None
    joint: Mask | None = None
    contexts: tuple[Codes, Sequence[tuple[str, ...]]] | None = None
    issues: tuple[Codes, Sequence[tuple[str, ...]]] | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.days.days)


def acts_by(columns: Sequence[Column], way: Callable[..., Meaning | None], shown: Column) -> Acts:
    """The acts that `way` makes of the words of several columns; `shown` is what stands there, for samples."""
    places, found = together(columns, way)
    known = [each for each in found if each is not None]
    counted = iter(range(len(known)))
    moved = [NONE if each is None else next(counted) for each in found]
    return Acts(np.array(moved, dtype=np.int64)[places] if moved else places, known, shown)


def side(name: Column, days: Days, *, country: Column | None = None, sector: Column | None = None) -> Side:
    """A side by its name, and by the state and sector that the source gives, which come first."""
    plain = name.of(_plain)
    found = [whose(word) for word in plain.values]
    told = spread(plain.codes, [each.country for each in found]), spread(plain.codes, [each.sector for each in found])
    dated = _on_their_days(plain, found, days, *told)
    return Side(
        dated[0] if country is None else first_of(country, dated[0]),
        dated[1] if sector is None else first_of(sector, dated[1]),
        plain,
    )


@lru_cache(maxsize=262144)
def _plain(name: str) -> str | None:
    return " ".join(name.replace("_", " ").split()) or None


def _on_their_days(
    name: Column, found: Sequence[Whose], days: Days, country: Column, sector: Column
) -> tuple[Column, Column]:
    """State and sector of persons on the days of their rows; the others stay as they are."""
    personal = np.array([*(bool(each.terms) for each in found), False])[name.codes]
    rows = np.flatnonzero(personal)
    if not len(rows):
        return country, sector
    # All steps of all persons in one sorted list of numbers: the person first, then the day.
    steps = [(code, step) for code, each in enumerate(found) if each.terms for step in steps_of(name.values[code])]
    edges = np.array([code * _SPAN + _bounded(step.day) for code, step in steps], dtype=np.int64)
    keys = name.codes[rows] * _SPAN + np.clip(days.days[rows] + _SPAN // 2, 1, _SPAN - 1)
    places = np.searchsorted(edges, keys, side="right") - 1
    own = [spread(places, [getattr(step, part) for _, step in steps]) for part in ("country", "sector")]
    size = len(name.codes)
    return first_of(_at(rows, own[0], size), country), first_of(_at(rows, own[1], size), sector)


# More days than any two that a leader's table and a row can be apart.
_SPAN = 1 << 23


def _bounded(day: int) -> int:
    return min(max(day + _SPAN // 2, 0), _SPAN - 1)


def _at(rows: NDArray[np.int64], column: Column, size: int) -> Column:
    codes = np.full(size, NONE, dtype=np.int64)
    codes[rows] = column.codes
    return Column(codes, column.values)


def table_of(draft: Draft, tally: Tally) -> Any:
    """The rows that can be kept, as an Arrow table; the others, and names without a state, go into the tally.

    Text columns are Arrow dictionaries, to be laid out when a chunk is written.
    """
    import pyarrow as pa

    good = _kept(draft, tally)
    columns = _columns(draft, tally, good)
    tally.kept += int(good.sum()) if draft.origin is None else len(np.unique(draft.origin[good]))
    for each in (draft.actor, draft.recipient):
        tally.name(each.name.where(good), each.country.where(good))
    tally.between += int(columns["dyad"].known()[good].sum())
    tally.untyped += int((~columns["type"].known())[good].sum())
    made: dict[str, Any] = {}
    whole = bool(good.all())
    for name, column in columns.items():
        if isinstance(column, Column):
            made[name] = (column if whole else column.where(good)).arrow()
        elif isinstance(column, np.ndarray):
            made[name] = pa.array(column[good], from_pandas=column.dtype.kind == "f")
        else:
            made[name] = column.filter(pa.array(good))
    made["date"] = pa.array(draft.days.days[good].astype(np.int32), pa.int32()).cast(pa.date32())
    return pa.table(made)


def _kept(draft: Draft, tally: Tally) -> Mask:
    """Which rows have a day and an act."""
    for state, reason in ((BAD, counting.DATE), (BEFORE, counting.BEFORE), (FUTURE, counting.FUTURE)):
        tally.skip_where(reason, draft.days.state == state, draft.dated)
    dated = draft.days.state == 0
    known = draft.acts.codes != NONE
    tally.skip_where(counting.CODE, dated & ~known, draft.acts.shown)
    kept: Mask = dated & known
    return kept


def _columns(draft: Draft, tally: Tally, good: Mask) -> dict[str, Any]:
    acts, size = draft.acts, draft.size
    columns: dict[str, Any] = {name: constant(None, size) for name in _TEXTS}
    columns |= {
        "actor": draft.actor.country,
        "actor_sector": draft.actor.sector,
        "actor_name": draft.actor.name,
        "recipient": draft.recipient.country,
        "recipient_sector": draft.recipient.sector,
        "recipient_name": draft.recipient.name,
        "dyad": dyads(draft.actor.country, draft.recipient.country),
        "type": acts.column("type"),
        "mode": draft.mode or acts.column("mode"),
        "quad": acts.column("quad"),
        "cameo": acts.column("cameo"),
        "label": draft.label or acts.column("label"),
        "status": draft.status or constant("occurred", size),
        "precision": draft.precise or constant("day", size),
    }
    columns |= draft.more
    columns["joint"] = np.zeros(size, dtype=bool) if draft.joint is None else draft.joint
    columns["intensity"] = _intensity(draft, tally, good)
    columns["contexts"] = _lists(draft.contexts or (acts.codes, [each.contexts for each in acts.meanings]))
    columns["issues"] = _lists(draft.issues or (np.full(size, NONE, dtype=np.int64), ()))
    return columns


def _intensity(draft: Draft, tally: Tally, good: Mask) -> NDArray[np.float64]:
    """The source's own intensity where it gives one on the scale, else the codebook's."""
    table = draft.acts.intensity()
    if draft.intensity is None:
        return table
    off = good & (np.abs(draft.intensity) > _STRONGEST)
    tally.lose(counting.INTENSITY, int(off.sum()), [f"{each:g}" for each in draft.intensity[off][: counting.SAMPLES]])
    return np.where(np.isnan(draft.intensity) | off, table, draft.intensity)


_STRONGEST = 10
_TEXTS = ("source", "story", "url", "place", "country", "sample", "note")


def dyads(one: Column, other: Column) -> Column:
    """The dyad of two states where two different ones are known; bodies are in none."""
    codes = sorted({*one.values, *other.values})
    places = {code: place for place, code in enumerate(codes)}
    # A dyad's key is made of its two places, the lower one first: the alphabet's order is that of the codes.
    left, right = (
        np.array([*(NONE if ":" in code else places[code] for code in side.values), NONE], dtype=np.int64)[side.codes]
        for side in (one, other)
    )
    low, high = np.minimum(left, right), np.maximum(left, right)
    there = np.flatnonzero((low != NONE) & (low != high))
    found, at = numbered(low[there] * len(codes) + high[there], max(len(codes) ** 2, 1))
    made = np.full(len(left), NONE, dtype=np.int64)
    made[there] = at
    pairs = (divmod(key, len(codes)) for key in found.tolist())
    return Column(made, [f"{codes[first]}-{codes[second]}" for first, second in pairs])


def _lists(found: tuple[Codes, Sequence[tuple[str, ...]]]) -> Any:
    """A column of lists from the place of each row's list; an empty list where there is none."""
    import pyarrow as pa

    codes, lists = found
    kind = pa.list_(pa.string())
    if not any(lists):
        return pa.array([()], kind).take(pa.array(np.zeros(len(codes), dtype=np.int64)))
    table = pa.array([list(each) for each in (*lists, _NOTHING)], kind)
    return table.take(pa.array(np.where(codes == NONE, len(lists), codes)))
