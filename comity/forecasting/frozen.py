"""Issued forecasts in the record: a table of their own, appended to and never edited."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from comity.errors import RecordDamaged
from comity.model import Forecast, Frozen
from comity.record import Place, Table, fetching, locked, retried, writing

TABLE = "forecasts"
_TEXTS = (
    "id", "who", "version", "coder", "data", "since", "until", "issued", "dyad", "direction", "target", "start", "end",
    "model", "past_skill", "note",
)  # fmt: skip
_NUMBERS = ("mean", "probability_any", "base_rate")
_OWN = ("id", "who", "version", "coder", "data", "since", "until", "distribution")


def sealed(
    forecast: Forecast, distribution: Sequence[float], *, who: str, version: str, coder: str, data: str, since: str,
    until: str,
) -> Frozen:  # fmt: skip
    """Give a forecast ready to be frozen, under the id that its content has."""
    made = Frozen("", who, version, coder, data, since, until, tuple(distribution), forecast)
    return msgspec.structs.replace(made, id=_id(made))


def freeze(folder: Place, given: Iterable[Frozen]) -> tuple[Frozen, ...]:
    """Append forecasts to the record, and give them as they lie there.

    One that says the same from the same data as a frozen one is that one: it keeps its id, time and name. Raises
    `RecordUnwritable`, `RecordDamaged`.
    """
    wanted = tuple(given)

    def attempt() -> tuple[Frozen, ...]:
        # What is there is looked at on the version that is appended to, else a second writer could double it.
        opened = table(folder).laid()
        lying = {_said(each): each for each in _read(folder, opened)}
        fresh = {_said(each): each for each in wanted if _said(each) not in lying}
        if fresh:
            opened.table.make_sure_of_room(sum(16 * len(each.distribution) for each in fresh.values()))
            opened.append(opened.table.rows(_row(each) for each in fresh.values()))
        return tuple((lying | fresh)[_said(each)] for each in wanted)

    with writing(folder), locked(folder):
        return retried(folder, attempt)


def all_frozen(folder: Place) -> tuple[Frozen, ...]:
    """The frozen forecasts of a record in the order of their issue; raises `RecordDamaged` when one was changed."""
    if not table(folder).exists():
        return ()
    with fetching(folder):
        return tuple(_read(folder, table(folder).opened()))


def table(folder: Place) -> Table:
    """The table of frozen forecasts in a record's folder."""
    return Table(folder, TABLE, _schema, plain=("distribution",))


def _schema() -> Any:
    import pyarrow as pa

    fields = [pa.field(name, pa.string()) for name in _TEXTS]
    fields += [pa.field("horizon", pa.int32())]
    fields += [pa.field(name, pa.float64()) for name in _NUMBERS]
    fields += [pa.field("quantiles", pa.string()), pa.field("distribution", pa.list_(pa.float64()))]
    return pa.schema(fields)


def _row(each: Frozen) -> dict[str, Any]:
    told = msgspec.structs.asdict(each.forecast)
    told |= {name: msgspec.json.encode(told[name]).decode() for name in ("quantiles", "past_skill")}
    return told | {name: getattr(each, name) for name in _OWN} | {"distribution": list(each.distribution)}


def _read(folder: Place, opened: Any) -> list[Frozen]:
    names = opened.table.schema().names
    found = [_of_row(dict(zip(names, cells, strict=True))) for cells in opened.scan(names)]
    for each in found:
        if each.id != _id(each):
            problem = f"the frozen forecast {each.id} is not what was issued"
            raise RecordDamaged(str(folder), problem, "take the folder's table of forecasts from a copy of the record")
    return sorted(found, key=lambda each: (each.forecast.issued, each.forecast.target, each.forecast.start, each.id))


def _of_row(row: Mapping[str, Any]) -> Frozen:
    told = {name: row[name] for name in Forecast.__struct_fields__}
    told |= {name: msgspec.json.decode(told[name]) for name in ("quantiles", "past_skill")}
    own = {name: row[name] for name in _OWN}
    return msgspec.convert(own | {"forecast": told}, Frozen)


def _id(made: Frozen) -> str:
    """The id of all that a row holds: a row that was changed no longer fits its own."""
    content = msgspec.json.encode(msgspec.structs.replace(made, id=""))
    return f"f-{sha256(content).hexdigest()[:16]}"


def _said(each: Frozen) -> bytes:
    """What a forecast says and rests on, whoever issued it and when."""
    bare = msgspec.structs.replace(each.forecast, issued="", past_skill=None, note=None)
    return msgspec.json.encode(msgspec.structs.replace(each, id="", who="", forecast=bare))
