"""The tables of the codebook as typed rows, each read once and kept.

Lists inside a cell are parted by `|`. What each column means stands in `tables/dictionary.csv`.
"""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from comity.errors import CodebookError


class State(NamedTuple):
    """A state, territory or former state, with the words that stand for it in news English."""

    code: str
    name: str
    since: str
    until: str
    kind: str
    capital: str
    latitude: float | None
    longitude: float | None
    demonyms: tuple[str, ...]
    names: tuple[str, ...]
    houses: tuple[str, ...]
    capital_names: tuple[str, ...]
    not_names: tuple[str, ...]


class Organisation(NamedTuple):
    """An international body or non-governmental organisation; `members` are ISO codes, where certain."""

    code: str
    name: str
    kind: str
    names: tuple[str, ...]
    members: tuple[str, ...]


class Group(NamedTuple):
    """A party, movement, armed group or medium, with its state where it has one."""

    code: str
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]


class Office(NamedTuple):
    """A title or role noun: its PLOVER sector, rank (1 head of state .. 6 other) and kind."""

    title: str
    sector: str
    rank: int
    kind: str
    forms: tuple[str, ...]


class Leader(NamedTuple):
    """One person in one office from `since` to `until` (ISO days, empty when unknown or still open)."""

    id: str
    name: str
    family: str
    given: str
    names: tuple[str, ...]
    country: str
    office: str
    sector: str
    since: str
    until: str


class Issue(NamedTuple):
    """A subject of relations between states, with the words that show it."""

    code: str
    name: str
    parent: str
    words: tuple[str, ...]


class EventType(NamedTuple):
    """A PLOVER type: quad class, base intensity and closest CAMEO code."""

    type: str
    quad: str
    intensity: float
    gloss: str
    cameo: str


class Mode(NamedTuple):
    """A mode of a PLOVER type, with its own intensity where the manual gives one."""

    type: str
    mode: str
    intensity: float | None
    cameo: str


class CameoCode(NamedTuple):
    """A CAMEO code and what it becomes in PLOVER; `loss` says what the way across drops."""

    cameo: str
    name: str
    root: str
    quad: str
    goldstein: float
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    loss: str


class Frame(NamedTuple):
    """A predicate and the act that it tells; the columns are explained in `tables/dictionary.csv`."""

    id: str
    pos: str
    words: tuple[str, ...]
    object: tuple[str, ...]
    prep: tuple[str, ...]
    type: str
    mode: str | None
    actor: str
    recipient: tuple[str, ...]
    reciprocal: bool
    needs: str
    strength: float
    contexts: tuple[str, ...]
    cameo: str | None


class PlaceRow(NamedTuple):
    """A city, sea, island or other place with coordinates in degrees."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    population: int
    kind: str
    names: tuple[str, ...]


def rows(table: str) -> Iterator[dict[str, str]]:
    """Give the rows of one table as text; raises `CodebookError` when the package lacks it."""
    source = files("comity.codebook") / "tables" / f"{table}.csv"
    if not source.is_file():
        raise CodebookError(f"codebook table {table}", "is not in the package", "install comity again")
    yield from csv.DictReader(io.StringIO(source.read_text(encoding="utf-8"), newline=""))


def many(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def number(cell: str | None) -> float | None:
    return float(cell) if cell else None


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """Give every state by its ISO 3166-1 alpha-3 code (XKX for Kosovo; SUN, YUG, CSK, DDR, SCG once were)."""
    return {
        row["code"]: State(
            row["code"], row["name"], row["from"], row["to"], row["kind"], row["capital"],
            number(row["latitude"]), number(row["longitude"]), many(row["demonyms"]), many(row["names"]),
            many(row["houses"]), many(row["capital_names"]), many(row["not_names"]),
        )
        for row in rows("states")
    }  # fmt: skip


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """Give every international body by its code (`IGO:UN`, `NGO:...`)."""
    return {
        row["code"]: Organisation(
            row["code"], row["name"], row["kind"], many(row["acronyms"]) + many(row["names"]), many(row["members"])
        )
        for row in rows("organisations")
    }


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Give parties, movements, armed groups and media."""
    return tuple(
        Group(row["code"], row["name"], row["kind"], row["country"] or None, many(row["names"]))
        for row in rows("groups")
    )


@lru_cache(maxsize=1)
def offices() -> dict[str, Office]:
    """Give every office and role noun by each of its forms, in lower case."""
    found: dict[str, Office] = {}
    for row in rows("offices"):
        office = Office(row["title"], row["sector"], int(row["rank"]), row["kind"], many(row["abbreviations"]))
        found.setdefault(office.title.lower(), office)
        for form in office.forms:
            found.setdefault(form.lower(), office)
    return found


@lru_cache(maxsize=1)
def leaders() -> tuple[Leader, ...]:
    """Give leaders and ministers, one row a person, office and term."""
    return tuple(
        Leader(
            row["id"], row["name"], row["family"], row["given"], many(row["names"]), row["country"],
            row["office"], row["sector"], row["from"], row["to"],
        )
        for row in rows("leaders")
    )  # fmt: skip


@lru_cache(maxsize=1)
def issues() -> dict[str, Issue]:
    """Give every issue by its code."""
    return {row["code"]: Issue(row["code"], row["name"], row["parent"], many(row["words"])) for row in rows("issues")}


@lru_cache(maxsize=1)
def event_types() -> dict[str, EventType]:
    """Give PLOVER's sixteen types."""
    return {
        row["type"]: EventType(row["type"], row["quad"], float(row["intensity"]), row["gloss"], row["cameo"])
        for row in rows("types")
    }


@lru_cache(maxsize=1)
def modes() -> dict[tuple[str, str], Mode]:
    """Give the modes by (type, mode)."""
    return {
        (row["type"], row["mode"]): Mode(row["type"], row["mode"], number(row["intensity"]), row["cameo"])
        for row in rows("modes")
    }


@lru_cache(maxsize=1)
def contexts() -> tuple[str, ...]:
    """Give PLOVER's contexts."""
    return tuple(row["context"] for row in rows("contexts"))


@lru_cache(maxsize=1)
def cameo_codes() -> dict[str, CameoCode]:
    """Give every CAMEO code with its PLOVER counterpart."""
    return {
        row["cameo"]: CameoCode(
            row["cameo"], row["name"], row["root"], row["quad"], float(row["goldstein"]), row["type"] or None,
            row["mode"] or None, many(row["contexts"]), row["loss"],
        )
        for row in rows("cameo")
    }  # fmt: skip


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Give the named lists of lemmas that frames refer to as `$name`."""
    found: dict[str, set[str]] = {}
    for row in rows("classes"):
        found.setdefault(row["class"], set()).add(row["member"])
    return {name: frozenset(members) for name, members in found.items()}


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """Give the predicate frames: one for each way of saying it that a row's words name."""
    return tuple(frame for row in rows("frames") for frame in _frames_of(row))


def _frames_of(row: dict[str, str]) -> Iterator[Frame]:
    """Give a row's frames; what they share is read once, for tens of thousands of them load at each start."""
    first, *others = row["words"].split("|")
    frame = Frame(
        row["id"], row["pos"], tuple(first.split()), many(row["object"]), many(row["prep"]), row["type"],
        row["mode"] or None, row["actor"] or ("subject" if row["pos"] == "verb" else "owner"),
        tuple(part.strip() for part in row["recipient"].split(">") if part.strip() not in ("", "none")),
        row["reciprocal"] == "1", row["needs"], float(row["strength"]), many(row["context"]), row["cameo"] or None,
    )  # fmt: skip
    yield frame
    for words in others:
        yield Frame(frame.id, frame.pos, tuple(words.split()), *frame[3:])


@lru_cache(maxsize=1)
def places() -> tuple[PlaceRow, ...]:
    """Give places with coordinates (GeoNames, CC BY 4.0, and rows of the project's own)."""
    return tuple(
        PlaceRow(
            row["name"], row["country"] or None, float(row["latitude"]), float(row["longitude"]),
            int(row["population"] or 0), row["kind"], many(row["names"]),
        )
        for row in rows("places")
    )  # fmt: skip
