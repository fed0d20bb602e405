"""The table of codings: its columns, appends that double nothing, and reads that decode little."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from comity.model import Coding, Event
from comity.record.columns import dyads_of, rows_of, states_of, text_hash
from comity.record.places import Place
from comity.record.tables import Opened, Table, retried

SCHEMA = 2
TABLE = "codings"
# 256 codings are about 8 MB of JSON.
ROW_GROUP = 256
# Codings that one query fetches: it weighs the statistics of every row group, however few rows it wants.
_FETCHED = 4 * ROW_GROUP
# The packed coding of a report of 350 words takes three times the bytes of its text.
_SHARE_OF_TEXT = 3

_TEXT_COLUMNS = ("report_id", "coder", "text_hash", "read_at", "run", "published", "outlet", "title", "url")
_COUNTED = ("actors", "events", "agreements", "pledges", "statements", "positions", "assessments", "figures")
KEYS = ("sequence", "report_id", "coder", "text_hash")
HEAD = (*KEYS, "read_at", "published", "run", "outlet", "title", "url", "schema_version")


@dataclass(frozen=True)
class Stored:
    """The head of one row of the log: which version of which report, read when, by which run."""

    sequence: int
    report_id: str
    coder: str
    text_hash: str
    read_at: str
    published: str | None
    run: str
    outlet: str | None
    title: str | None
    url: str | None
    schema_version: int
    dyads: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    row_ids: tuple[str, ...] = ()
    first: tuple[str, int] | None = None

    @property
    def arrived(self) -> tuple[str, int]:
        """When this text was first read, and its place in the log: of a text coded again that of its first coding."""
        return self.first or (self.read_at, self.sequence)

    @property
    def key(self) -> tuple[str, str, str]:
        """Report, coder and text: what the log holds once."""
        return self.report_id, self.coder, self.text_hash


@dataclass(frozen=True)
class Extent:
    """How many versions of how many reports the log holds, when the last was read, and its place; -1 for none."""

    versions: int
    reports: int
    read_at: str
    sequence: int


def table(folder: Place) -> Table:
    """The table of codings in a record's folder."""
    return Table(folder, TABLE, _schema, plain=("coding",), row_group=ROW_GROUP)


def create(folder: Place) -> None:
    """Lay an empty table in the folder; one that lies there is left as it is."""
    table(folder).create()


def version(folder: Place) -> int:
    """The table's newest version number; it grows by at least one a commit."""
    return table(folder).opened().version


def append(
    folder: Place, codings: Sequence[Coding], *, read_at: str, run: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Commit the codings that the log does not hold yet, all in one commit; gives ids (added, known).

    If another writer committed in between, the check is made again on the newer version.
    """

    def attempt() -> tuple[tuple[str, ...], tuple[str, ...]]:
        opened = table(folder).opened()
        fresh, known, sequence = _unknown(opened, codings)
        if fresh:
            opened.table.make_sure_of_room(sum(len(coding.report.text) * _SHARE_OF_TEXT for coding in fresh))
            _commit(opened, _rows(folder, fresh, read_at=read_at, run=run, sequence=sequence))
        return tuple(coding.report.id for coding in fresh), known

    return retried(folder, attempt)


def heads(
    folder: Place, *, extra: Sequence[str] = (), ways: str = "", where: str = "true", values: Sequence[Any] = ()
) -> list[Stored]:
    """The head of every row in the log's order; `extra` adds `dyads`, `states` or `row_ids`.

    `where` is SQL over these columns, `ways` a WITH before it, with `values` for their `$1`, `$2` ...
    """
    names = (*HEAD, *extra)
    found: dict[tuple[int, str, str, str], Stored] = {}
    with table(folder).opened().asked() as query:
        for cells in query(f"{ways} SELECT {', '.join(names)} FROM rows WHERE {where}", *values):
            row = dict(zip(names, cells, strict=True))
            for name in extra:
                row[name] = tuple(row[name] or ())
            stored = Stored(**row)
            found[(stored.sequence, *stored.key)] = stored
    return [found[key] for key in sorted(found)]


def identities(folder: Place) -> Iterator[tuple[str, str, str, str | None]]:
    """Report id, coder, text hash and address of every row in the log's order, without building its heads."""
    sql = "SELECT report_id, coder, text_hash, url FROM rows ORDER BY sequence, report_id, coder, text_hash"
    with table(folder).opened().asked() as query:
        for row in query(sql):
            yield row[0], row[1], row[2], row[3]


def extent(folder: Place) -> Extent:
    """How much the log holds, without reading its heads one by one."""
    sql = """
        SELECT count(DISTINCT (sequence, report_id, coder, text_hash)), count(DISTINCT report_id),
            coalesce(max(read_at), ''), coalesce(max(sequence), -1) FROM rows
    """
    with table(folder).opened().asked() as query:
        return Extent(*next(query(sql), (0, 0, "", -1)))


def heads_around(
    folder: Place,
    *,
    extra: Sequence[str] = (),
    dyad: str | None = None,
    states: Collection[str] = (),
    reports: Collection[str] | None = None,
    or_any_of: Collection[str] = (),
) -> list[Stored]:
    """The heads that tell of the dyad and these states in these reports, and all that bears on whether they stand.

    That is each version of a report under its id or at its address, and each address of a text. `or_any_of` are ids
    of reports and rows that count as if they told it. Without a dyad, states and reports it is every head.
    """
    values: list[Any] = []

    def given(value: Any) -> str:
        values.append(value)
        return f"${len(values)}"

    told = [f"list_contains(dyads, {given(dyad)})"] if dyad else []
    if states:
        told.append(f"list_has_all(states, {given(sorted(states))})")
    if told and or_any_of:
        ids = given(sorted(or_any_of))
        told = [f"({' AND '.join(told)} OR report_id = ANY({ids}) OR list_has_any(row_ids, {ids}))"]
    if reports is not None:
        told.append(f"report_id = ANY({given(sorted(reports))})")
    if not told:
        return heads(folder, extra=extra)
    where = """
        report_id IN (SELECT report_id FROM told UNION SELECT report_id FROM beside)
        OR text_hash IN (SELECT text_hash FROM versions)
    """
    ways = f"""
        WITH told AS (SELECT DISTINCT report_id FROM rows WHERE {" AND ".join(told)}),
        versions AS (SELECT DISTINCT url, text_hash FROM rows SEMI JOIN told USING (report_id)),
        beside AS (SELECT DISTINCT report_id FROM rows WHERE url IN (SELECT url FROM versions WHERE url <> ''))
    """
    return heads(folder, extra=extra, ways=ways, where=where, values=values)


def heads_of_several(folder: Place) -> list[Stored]:
    """The heads of reports that are there in several versions, under one id or at one address."""
    ids = "SELECT report_id FROM rows GROUP BY ALL HAVING count(*) > 1"
    places = "SELECT url FROM rows WHERE url <> '' GROUP BY ALL HAVING count(DISTINCT text_hash) > 1"
    return heads(folder, where=f"report_id IN ({ids}) OR url IN ({places})")


def contents(folder: Place, wanted: Sequence[Stored]) -> Iterator[tuple[Stored, bytes]]:
    """The JSON of the wanted rows, in the order asked for; four row groups' worth is in memory at a time."""
    if not wanted:
        return
    with table(folder).opened().asked() as query:
        for first in range(0, len(wanted), _FETCHED):
            part = wanted[first : first + _FETCHED]
            numbers = [stored.sequence for stored in part]
            # The bounds let whole files and row groups be left out by their statistics.
            sql = f"SELECT {', '.join(KEYS)}, coding FROM rows WHERE sequence BETWEEN $1 AND $2 AND sequence = ANY($3)"
            rows = query(sql, min(numbers), max(numbers), numbers, by=ROW_GROUP)
            found = {tuple(keys): coding for *keys, coding in rows}
            for stored in part:
                yield stored, found[(stored.sequence, *stored.key)]


class Source(msgspec.Struct, frozen=True):
    """Of a report what the placing of its events looks at."""

    id: str
    published: str | None = None
    outlet: str | None = None


class Telling(msgspec.Struct, frozen=True):
    """Of a coding its events and what they are placed by: to decode it whole takes nearly twice as long."""

    report: Source
    coder: str
    events: tuple[Event, ...]


def told_after(folder: Place, sequence: int, *, until: int | None = None) -> Iterator[tuple[Stored, Telling]]:
    """What the codings after a place in the log's order and not after `until` tell of events, in this order."""
    where = f"sequence > {sequence:d} AND n_events > 0" + ("" if until is None else f" AND sequence <= {until:d}")
    wanted = heads(folder, where=where)
    decoder = msgspec.json.Decoder(Telling)
    return ((stored, decoder.decode(payload)) for stored, payload in contents(folder, wanted))


def reports_holding(folder: Place, ids: Collection[str]) -> list[str]:
    """The ids of reports that are among `ids`, or of which some version told a row of these ids."""
    with table(folder).opened().asked() as query:
        sql = "SELECT DISTINCT report_id FROM rows WHERE report_id = ANY($1) OR list_has_any(row_ids, $1)"
        return sorted(row[0] for row in query(sql, sorted(ids)))


def told_places(folder: Place, sequence: int) -> list[int]:
    """The places in the log, in order, of the codings that tell events and stand after one."""
    with table(folder).opened().asked() as query:
        return [
            row[0]
            for row in query(f"SELECT sequence FROM rows WHERE sequence > {sequence:d} AND n_events > 0 ORDER BY 1")
        ]


def last_told(folder: Place) -> int:
    """The place in the log's order of the last coding that tells an event; -1 when none does."""
    with table(folder).opened().asked() as query:
        found = next(query("SELECT max(sequence) FROM rows WHERE n_events > 0"), (None,))[0]
    return -1 if found is None else int(found)


def last_read(folder: Place) -> str:
    """The latest time of reading in the log; "" for an empty one."""
    with table(folder).opened().asked() as query:
        return str(next(query("SELECT max(read_at) FROM rows"), (None,))[0] or "")


def totals(folder: Place) -> tuple[int, dict[str, int]]:
    """How many reports the log holds, and how many codings by each coder."""
    with table(folder).opened().asked() as query:
        reports = next(query("SELECT count(DISTINCT report_id) FROM rows"), (0,))[0]
        coders = dict(query("SELECT coder, count(*) FROM rows GROUP BY coder ORDER BY coder"))
    return int(reports), coders


def raw_rows(folder: Place) -> Iterator[dict[str, Any]]:
    """Every row as it lies in the table, doubled ones too, in no order: for the check."""
    names = (*HEAD, "dyads", "states", "row_ids", "coding")
    rows = table(folder).opened().scan(names, by=ROW_GROUP)
    return (dict(zip(names, values, strict=True)) for values in rows)


def _unknown(opened: Opened, codings: Sequence[Coding]) -> tuple[list[Coding], tuple[str, ...], int]:
    """Codings that the table does not hold, the ids of the others, and the next number in the log's order."""
    wanted = {coding.report.id for coding in codings}
    with opened.asked() as query:
        last = next(query("SELECT max(sequence) FROM rows"), (None,))[0]
        sql = "SELECT report_id, coder, text_hash FROM rows WHERE report_id IN (SELECT unnest($1))"
        held = {tuple(row) for row in query(sql, sorted(wanted))}
    fresh: list[Coding] = []
    known: list[str] = []
    for coding in codings:
        key = (coding.report.id, coding.coder, text_hash(coding.report.text))
        if key in held:
            known.append(coding.report.id)
        else:
            held.add(key)
            fresh.append(coding)
    return fresh, tuple(known), 0 if last is None else last + 1


def _commit(opened: Opened, rows: Any) -> None:
    opened.append(rows)


def _rows(folder: Place, codings: Sequence[Coding], *, read_at: str, run: str, sequence: int) -> Any:
    def row(number: int, coding: Coding) -> dict[str, Any]:
        report = coding.report
        return {
            "sequence": number,
            "report_id": report.id,
            "coder": coding.coder,
            "text_hash": text_hash(report.text),
            "read_at": read_at,
            "run": run,
            "published": report.published,
            "outlet": report.outlet,
            "title": report.title,
            "url": report.url,
            "schema_version": SCHEMA,
            "dyads": dyads_of(coding),
            "states": states_of(coding),
            "row_ids": tuple(each.id for each in rows_of(coding)),
            "coding": msgspec.json.encode(coding),
        } | {f"n_{name}": len(getattr(coding, name)) for name in _COUNTED}

    return table(folder).rows(row(number, coding) for number, coding in enumerate(codings, sequence))


def _schema() -> Any:
    import pyarrow as pa

    fields = [pa.field("sequence", pa.int64())]
    fields += [pa.field(name, pa.string()) for name in _TEXT_COLUMNS]
    fields += [pa.field("schema_version", pa.int64())]
    fields += [pa.field(f"n_{name}", pa.int64()) for name in _COUNTED]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("dyads", "states", "row_ids")]
    fields += [pa.field("coding", pa.binary())]
    return pa.schema(fields)
