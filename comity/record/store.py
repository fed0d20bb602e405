"""The table of codings: its columns, appends that double nothing, and reads that decode little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from comity.errors import RecordUnwritable
from comity.model import Coding
from comity.record.columns import dyads_of, rows_of, states_of, text_hash
from comity.record.tables import RETRIES, Opened, Overtaken, Table

SCHEMA = 1
TABLE = "codings"
# 256 codings are about 8 MB of JSON.
ROW_GROUP = 256
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

    @property
    def key(self) -> tuple[str, str, str]:
        """Report, coder and text: what the log holds once."""
        return self.report_id, self.coder, self.text_hash


def table(folder: Path) -> Table:
    """The table of codings in a record's folder."""
    return Table(folder, TABLE, _schema, plain=("coding",), row_group=ROW_GROUP)


def create(folder: Path) -> None:
    """Lay an empty table in the folder; one that lies there is left as it is."""
    table(folder).create()


def version(folder: Path) -> int:
    """The table's newest version number; it grows by at least one a commit."""
    return table(folder).opened().version


def append(
    folder: Path, codings: Sequence[Coding], *, read_at: str, run: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Commit the codings that the log does not hold yet, all in one commit; gives ids (added, known).

    If another writer committed in between, the check is made again on the newer version.
    """
    for _ in range(RETRIES):
        opened = table(folder).opened()
        fresh, known, sequence = _unknown(opened, codings)
        if not fresh:
            return (), known
        opened.table.make_sure_of_room(sum(len(coding.report.text) * _SHARE_OF_TEXT for coding in fresh))
        try:
            _commit(opened, _rows(fresh, read_at=read_at, run=run, sequence=sequence))
        except Overtaken:
            continue
        return tuple(coding.report.id for coding in fresh), known
    problem = "other writers kept committing first"
    raise RecordUnwritable(str(folder), problem, "run the same command again when they are done")


def heads(folder: Path, *, extra: Sequence[str] = (), where: str = "true", values: Sequence[Any] = ()) -> list[Stored]:
    """The head of every row in the log's order; `extra` adds `dyads`, `states` or `row_ids`.

    `where` is SQL over these columns, with `values` for its `$1`, `$2` ...
    """
    names = (*HEAD, *extra)
    found: dict[tuple[int, str, str, str], Stored] = {}
    with table(folder).opened().asked() as query:
        for cells in query(f"SELECT {', '.join(names)} FROM rows WHERE {where}", *values):
            row = dict(zip(names, cells, strict=True))
            for name in extra:
                row[name] = tuple(row[name] or ())
            stored = Stored(**row)
            found[(stored.sequence, *stored.key)] = stored
    return [found[key] for key in sorted(found)]


def heads_telling(folder: Path, dyad: str, *, extra: Sequence[str] = ()) -> list[Stored]:
    """The heads of all versions of the reports of which some version tells of the dyad."""
    telling = "SELECT report_id, coder FROM rows WHERE list_contains(dyads, $1)"
    return heads(folder, extra=extra, where=f"(report_id, coder) IN ({telling})", values=[dyad])


def contents(folder: Path, wanted: Sequence[Stored]) -> Iterator[tuple[Stored, bytes]]:
    """The JSON of the wanted rows, in the order asked for; a row group's worth is in memory at a time."""
    if not wanted:
        return
    with table(folder).opened().asked() as query:
        for first in range(0, len(wanted), ROW_GROUP):
            part = wanted[first : first + ROW_GROUP]
            numbers = [stored.sequence for stored in part]
            # The bounds let whole files and row groups be left out by their statistics.
            sql = f"SELECT {', '.join(KEYS)}, coding FROM rows WHERE sequence BETWEEN $1 AND $2 AND sequence = ANY($3)"
            rows = query(sql, min(numbers), max(numbers), numbers, by=ROW_GROUP)
            found = {tuple(keys): coding for *keys, coding in rows}
            for stored in part:
                yield stored, found[(stored.sequence, *stored.key)]


def told_after(folder: Path, sequence: int) -> Iterator[tuple[Stored, Coding]]:
    """The codings that tell events and stand after a place in the log's order, in this order."""
    wanted = heads(folder, where=f"sequence > {sequence:d} AND n_events > 0")
    decoder = msgspec.json.Decoder(Coding)
    return ((stored, decoder.decode(payload)) for stored, payload in contents(folder, wanted))


def last_told(folder: Path) -> int:
    """The place in the log's order of the last coding that tells an event; -1 when none does."""
    with table(folder).opened().asked() as query:
        found = next(query("SELECT max(sequence) FROM rows WHERE n_events > 0"), (None,))[0]
    return -1 if found is None else int(found)


def reread(folder: Path) -> list[Stored]:
    """Every version of the reports that a coder has in several, in the log's order."""
    several = "SELECT report_id, coder FROM rows GROUP BY ALL HAVING count(*) > 1"
    return heads(folder, where=f"(report_id, coder) IN ({several})")


def raw_rows(folder: Path) -> Iterator[dict[str, Any]]:
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


def _rows(codings: Sequence[Coding], *, read_at: str, run: str, sequence: int) -> Any:
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

    return table(Path()).rows(row(number, coding) for number, coding in enumerate(codings, sequence))


def _schema() -> Any:
    import pyarrow as pa

    fields = [pa.field("sequence", pa.int64())]
    fields += [pa.field(name, pa.string()) for name in _TEXT_COLUMNS]
    fields += [pa.field("schema_version", pa.int64())]
    fields += [pa.field(f"n_{name}", pa.int64()) for name in _COUNTED]
    fields += [pa.field(name, pa.list_(pa.string())) for name in ("dyads", "states", "row_ids")]
    fields += [pa.field("coding", pa.binary())]
    return pa.schema(fields)
