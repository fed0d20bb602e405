"""Where an imported row comes from, and what its codes and names were taken to mean."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from comity.codebook import cameo_codes, intensity
from comity.errors import UsageError
from comity.exchange.asking import Imported
from comity.exchange.showing import Asked, shown


class Provenance(msgspec.Struct, frozen=True):
    """Where an imported row comes from: `row` as the table of events shows it, its file, and what was made of it.

    `file` is the file's name, `sha256` of its bytes; `read_at` an ISO moment, `run` the run's id. `mapping` tells in a
    sentence each what the source says and what it was taken to mean.
    """

    id: str
    coder: str
    layout: str
    licence: str
    origin: str
    file: str
    sha256: str
    read_at: str
    run: str
    row: dict[str, Any]
    mapping: tuple[str, ...]


def traced(held: Imported, start: str) -> Provenance | None:
    """The provenance of the imported row of an id or its beginning; null when none begins so.

    Raises `UsageError` when several do.
    """
    sql = "SELECT DISTINCT id FROM rows WHERE starts_with(id, $1) AND batch IN ({}) ORDER BY id LIMIT 6"
    batches = ", ".join("'" + each["batch"].replace("'", "''") + "'" for each in held.files)
    ids = [str(id) for (id,) in held.ask(sql.format(batches), [start])] if start and batches else []
    if not ids:
        return None
    if start not in ids and len(ids) > 1:
        raise UsageError(start, "several imported rows begin like this", f"write more of one of {', '.join(ids[:5])}")
    found = start if start in ids else ids[0]
    row = next(iter(shown(held, Asked(id=found), "events", limit=1)))
    file = next(each for each in held.files if each["batch"] == row["batch"])
    about = {name: file[name] or "" for name in ("licence", "origin", "file", "sha256", "read_at", "run")}
    return Provenance(
        id=found, coder=row["coder"], layout=row["layout"], row=row, mapping=tuple(_mapping(row)), **about
    )


def _mapping(row: Mapping[str, Any]) -> Iterator[str]:
    yield from _act(row)
    sides = ("actors",) if row["actors"] == row["recipients"] else ("actors", "recipients")
    for role in sides:
        for ref in row[role]:
            code = ".".join(part for part in (ref["country"], ref["sector"]) if part)
            name = f'"{ref["name"]}"' if ref["name"] else "a side without a name"
            unknown = "of no state that the codebook knows by this name" + (f", sector {code}" if code else "")
            yield f"{name} ({role}) is {code if ref['country'] else unknown}"
    if len(sides) == 1:
        yield "a joint act: both sides act and both receive"
    date = row["date"]
    if date is None:
        yield "the source gives no date that can be read"
    elif date["precision"] != "day":
        yield f"the source knows the date to the {date['precision']}: {date['start']}..{date['end']}"


def _act(row: Mapping[str, Any]) -> Iterator[str]:
    code = cameo_codes().get(row["cameo"] or "")
    told = f'"{row["label"]}"' if row["label"] else "the code"
    if row["cameo"]:
        told += f" is CAMEO {row['cameo']}" + (f" ({code.name})" if code else "")
    kind = "/".join(part for part in (row["type"], row["mode"]) if part)
    yield f"{told}: " + (f"{kind}, {row['quad']}" if kind else f"no PLOVER type, {row['quad']}")
    if code is not None and code.loss:
        yield f"what PLOVER can't tell: {code.loss}"
    if row["intensity"] is None:
        yield "intensity: not known"
    elif row["type"] and row["intensity"] == intensity(row["type"], row["mode"]):
        yield f"intensity {row['intensity']:g}: PLOVER's own for this act"
    else:
        yield f"intensity {row['intensity']:g}: the source's own, or CAMEO's"
