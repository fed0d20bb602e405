"""The table `placements` of a record: which incident each event of the log was placed in, as it was decided.

Rows are appended and never edited. Those of one `edition` were placed one after another, as the log grew; placing
all anew appends another edition, decided at a moment, and a view as of an earlier day takes the earlier edition.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from comity.ledger.placing import CANDIDATES, Placement, Told, keys_of
from comity.model import Event
from comity.record import Opened, Place, Table

NAME = "placements"
Query = Callable[..., Iterator[tuple[Any, ...]]]

_TEXTS = ("report_id", "coder", "text_hash", "read_at", "published", "outlet")
_COLUMNS = ("number", "sequence", *_TEXTS, "event", "incident", "block", "listed")
_ENDS = ("edition", "decided", "number", "sequence")
_HELD = "number, sequence, report_id, coder, text_hash, read_at, event_id, incident"
# What is told of a placement beside what it is of.
_NUMBERED = ("edition", "decided", "number", "incident")


class Edition(msgspec.Struct, frozen=True):
    """One placing of the whole log: its number, when it was decided ("" for the first) and how far it came.

    `next` is the number of the next placement, `sequence` the place in the log of the last coding placed.
    """

    number: int = 0
    decided: str = ""
    next: int = 0
    sequence: int = -1


class Held(msgspec.Struct, frozen=True):
    """A placement without its event: what views need."""

    number: int
    sequence: int
    report_id: str
    coder: str
    text_hash: str
    read_at: str
    event_id: str
    incident: str


def held_of(each: Placement) -> Held:
    """A placement as views need it."""
    return Held(
        number=each.number,
        sequence=each.sequence,
        report_id=each.report_id,
        coder=each.coder,
        text_hash=each.text_hash,
        read_at=each.read_at,
        event_id=each.event.id,
        incident=each.incident,
    )


def table(folder: Place) -> Table:
    """The table in a record's folder."""
    return Table(folder, NAME, _schema, plain=("event",), row_group=2048)


def editions_of(opened: Opened) -> list[Edition]:
    """All editions of a table as it stands, oldest first.

    The bounds of each file tell them; rows are asked only of files that hold several, as when small ones were joined.
    """
    found: dict[int, Edition] = {}
    several: list[str] = []

    def add(each: Edition) -> None:
        known = found.get(each.number, each)
        ends = {"next": max(known.next, each.next), "sequence": max(known.sequence, each.sequence)}
        found[each.number] = msgspec.structs.replace(each, **ends)

    for file, least, most in opened.bounds(_ENDS):
        if None in (*least, *most) or least[:2] != most[:2]:
            several.append(file)
        else:
            add(Edition(most[0], most[1], most[2] + 1, most[3]))
    if several:
        with opened.asked(several) as query:
            for each in editions(query):
                add(each)
    return [found[number] for number in sorted(found)]


def newest_edition(opened: Opened) -> Edition:
    """The edition that counts now; that of an empty table has placed nothing."""
    return next(reversed(editions_of(opened)), Edition())


def editions(query: Query) -> list[Edition]:
    """All editions among the rows of a query, oldest first."""
    sql = "SELECT edition, decided, max(number) + 1, max(sequence) FROM rows GROUP BY ALL ORDER BY edition"
    return [Edition(*row) for row in query(sql)]


def arrow_rows(folder: Place, placed: Iterable[Placement], *, edition: int, decided: str) -> Any:
    """An Arrow table of placements, those of one block together: a scan of few blocks then reads little."""
    import pyarrow as pa

    ordered = sorted(placed, key=lambda each: (each.block, each.number))
    numbers = pa.table({name: [getattr(each, name) for each in ordered] for name in ("number", "incident")})
    return numbered(folder, unnumbered(folder, ordered), numbers, edition=edition, decided=decided)


def unnumbered(folder: Place, placed: Sequence[Placement]) -> Any:
    """The Arrow rows of placements in this order, without numbers, incidents and editions."""
    import pyarrow as pa

    encode, schema = msgspec.json.Encoder().encode, table(folder).schema()
    made = {
        "event_id": [each.event.id for each in placed],
        "event": [encode(each.event) for each in placed],
    }
    own = [name for name in schema.names if name not in _NUMBERED]
    return pa.table(
        {name: made.get(name) or [getattr(each, name) for each in placed] for name in own},
        schema=pa.schema([schema.field(name) for name in own]),
    )


def numbered(folder: Place, rows: Any, numbers: Any, *, edition: int, decided: str) -> Any:
    """Arrow rows as the table keeps them: with the `number` and `incident` of each, and their edition."""
    import pyarrow as pa

    schema = table(folder).schema()
    same = {"edition": pa.scalar(edition, pa.int64()), "decided": pa.scalar(decided)}
    columns = {name: pa.repeat(value, len(rows)) for name, value in same.items()}
    columns |= {name: numbers[name] for name in numbers.column_names} | {name: rows[name] for name in rows.column_names}
    return pa.table({name: columns[name] for name in schema.names}, schema=schema)


def needed(query: Query, edition: int, told: Sequence[Told]) -> list[Placement]:
    """The kept incidents, whole, among which these codings' events will look; in the order of their placing."""
    wanted = {(block, key) for each in told for event in each.events for block, key in keys_of(event, each)}
    if not wanted:
        return []
    blocks, keys = zip(*sorted(wanted), strict=True)
    # Joins, not lists: with the keys of a thousand reports each row would be held against all of them.
    sql = f"""
        WITH wanted AS (SELECT unnest($1) AS block, unnest($2) AS key),
        near_blocks AS (
            SELECT block, incident, number, listed FROM rows
            WHERE edition = $3 AND block IN (SELECT unnest($4))
        ),
        listed AS (SELECT block, incident, number, unnest(listed) AS key FROM near_blocks),
        near AS (
            SELECT incident FROM listed SEMI JOIN wanted USING (block, key)
            QUALIFY row_number() OVER (PARTITION BY block, key ORDER BY number DESC) <= {CANDIDATES}
        )
        SELECT number FROM near_blocks WHERE incident IN (SELECT incident FROM near)
    """
    # Each block once, as a list of its own: its rows are then found by the files' bounds.
    every = sorted(set(blocks))
    numbers = [row[0] for row in query(sql, blocks, keys, edition, every)]
    if not numbers:
        return []
    # Rows lie by block and number, so the bounds let most events be left out unread.
    where = "number BETWEEN $2 AND $3 AND number IN (SELECT unnest($4)) AND block IN (SELECT unnest($5))"
    return placements(query, edition, where, min(numbers), max(numbers), numbers, every)


def placements(query: Query, edition: int, where: str = "true", *values: Any) -> list[Placement]:
    """The placements of an edition in their order; `where` is SQL over `$2`, `$3` ..."""
    decoder = msgspec.json.Decoder(Event)
    sql = f"SELECT {', '.join(_COLUMNS)} FROM rows WHERE edition = $1 AND ({where}) ORDER BY number"
    rows = []
    for cells in query(sql, edition, *values):
        row = dict(zip(_COLUMNS, cells, strict=True))
        row |= {"event": decoder.decode(row["event"]), "listed": tuple(row["listed"])}
        rows.append(Placement(**row))
    return rows


def events_between(query: Query, edition: int, first: int, last: int) -> Iterator[tuple[int, str, str, bytes]]:
    """Of each placement of codings at these places of the log: its place, the event's id, its report, its JSON."""
    sql = "SELECT sequence, event_id, report_id, event FROM rows WHERE edition = $1 AND sequence BETWEEN $2 AND $3"
    return query(f"{sql} ORDER BY number", edition, first, last)


def taken(query: Query, edition: int, told: Sequence[Told]) -> set[str]:
    """Which of these codings' events were placed before under the same id, in whatever block."""
    ids = sorted({event.id for each in told for event in each.events})
    sql = "SELECT DISTINCT event_id FROM rows WHERE edition = $1 AND event_id IN (SELECT unnest($2))"
    return {row[0] for row in query(sql, edition, ids)}


def held(query: Query, edition: int, where: str = "true", *values: Any) -> list[Held]:
    """The placements of an edition without their events, in their order; `where` is SQL over `$2`, `$3` ..."""
    sql = f"SELECT {_HELD} FROM rows WHERE edition = $1 AND ({where}) ORDER BY number"
    return [Held(*row) for row in query(sql, edition, *values)]


def held_with(query: Query, edition: int, reports: list[str], incidents: list[str]) -> list[Held]:
    """All placements of the incidents that these reports tell of, and of these incidents, in their order."""
    # An incident lies in one block, and rows lie by block: so most are left out by the files' bounds.
    sql = f"""
        WITH wanted AS MATERIALIZED (
            SELECT DISTINCT block, incident FROM rows
            WHERE edition = $1 AND (report_id = ANY($2) OR incident = ANY($3))
        )
        SELECT {_HELD} FROM rows
        WHERE edition = $1 AND block IN (SELECT block FROM wanted) AND incident IN (SELECT incident FROM wanted)
        ORDER BY number
    """
    return [Held(*row) for row in query(sql, edition, reports, incidents)]


class Moved(msgspec.Struct, frozen=True):
    """Events that one edition placed in `old` and the next one in `new`.

    `stays` tells whether the incident `old` still holds events, `known` whether `new` held some before.
    """

    old: str
    new: str
    stays: bool
    known: bool
    events: tuple[str, ...]


def moved(query: Query, before: int, after: int) -> list[Moved]:
    """What one edition placed otherwise than another."""
    sql = """
        WITH old AS (SELECT * FROM rows WHERE edition = $1), new AS (SELECT * FROM rows WHERE edition = $2)
        SELECT old.incident, new.incident, old.incident IN (SELECT incident FROM new),
            new.incident IN (SELECT incident FROM old), list(old.event_id ORDER BY old.number)
        FROM old JOIN new USING (sequence, event_id) WHERE old.incident <> new.incident
        GROUP BY ALL ORDER BY min(old.number), new.incident
    """
    found = query(sql, before, after)
    return [Moved(old, new, stays, known, tuple(events)) for old, new, stays, known, events in found]


def _schema() -> Any:
    import pyarrow as pa

    numbers = [pa.field(name, pa.int64()) for name in ("edition", "number", "sequence")]
    texts = [pa.field(name, pa.string()) for name in ("decided", *_TEXTS, "event_id", "incident", "block")]
    return pa.schema([*numbers, *texts, pa.field("listed", pa.list_(pa.string())), pa.field("event", pa.binary())])
