"""Placing in parts: blocks never look at each other, so each part of them can be placed by itself, anywhere.

What the parts share is little: the order in which events are numbered, and the names of new incidents. Both are
settled afterwards over all parts together, so that the outcome is the same, row by row, as that of one `Placer`.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import getitem
from typing import Any, Protocol
from zlib import crc32

import msgspec

from comity.ledger import placements as kept
from comity.ledger.numbering import Numbering, numbering
from comity.ledger.placements import Edition
from comity.ledger.placing import Draft, Placement, Placer, Told, block_of, order_within, placement, told_of
from comity.record import Place, told_after

# Codings that one task reads and parts: a few seconds of work.
_READ = 2000
# Rows that are handed to the table at a time.
_BATCH = 8192


class Engine(Protocol):
    """Where functions run: `submit` gives a handle, which other calls take in place of its value."""

    @property
    def parts(self) -> int:
        """Into how many parts work is best divided."""
        ...

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """Begin a call of a function of a module; handles among what is given stand for their values."""
        ...

    def result(self, handle: Any) -> Any:
        """The value behind a handle, once it is there."""
        ...


_Drafted = tuple[Draft, str | None]


class Alone:
    """An engine that makes each call at once, in this process."""

    parts = 1

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """What the call gives."""
        return function(*given)

    def result(self, handle: Any) -> Any:
        """The same."""
        return handle


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What a part found placed before: which of its events' ids, and the incidents that it looked at."""

    taken: set[str]
    incidents: set[str]


@dataclass(frozen=True)
class InParts:
    """A placing in parts: the handles of its rows, which are still without numbers and incidents, and these."""

    engine: Engine
    rows: Sequence[Any]
    numbering: Numbering

    def __len__(self) -> int:
        """How many events were placed."""
        return len(self.numbering)

    def arrow(self, folder: Place, *, edition: int, decided: str) -> Any:
        """A reader of the Arrow rows, a part at a time."""
        import pyarrow as pa

        self.numbering.settle()

        def batches() -> Iterator[Any]:
            for part, handle in enumerate(self.rows):
                rows, numbers = _unpacked(self.engine.result(handle)), self.numbering.of_part(part)
                made = kept.numbered(folder, rows, numbers, edition=edition, decided=decided)
                # The writer holds a number of batches, of whatever size.
                yield from made.to_batches(max_chunksize=_BATCH)

        return pa.RecordBatchReader.from_batches(kept.table(folder).schema(), batches())


@contextmanager
def in_parts(
    folder: Place, edition: Edition, places: Sequence[int], engine: Engine, *, beside: bool
) -> Iterator[InParts]:
    """Place the codings at these places of the log after an edition's last; `beside` what that edition has placed."""
    read = [
        engine.submit(pieces, folder, some[0] - 1, some[-1], engine.parts)
        for first in range(0, len(places), _READ)
        if (some := places[first : first + _READ])
    ]
    drafted = [
        engine.submit(drafts, folder, edition, beside, *(engine.submit(getitem, each, number) for each in read))
        for number in range(engine.parts)
    ]
    heads, known, rows = ([engine.submit(getitem, each, at) for each in drafted] for at in range(3))
    found = [msgspec.msgpack.decode(engine.result(each), type=Known) for each in known]
    with numbering(folder, [_unpacked(engine.result(each)) for each in heads], first=edition.next) as numbers:
        numbers.name(
            taken=set[str]().union(*(each.taken for each in found)),
            kept=set[str]().union(*(each.incidents for each in found)),
        )
        yield InParts(engine, rows, numbers)


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Leave off looking for cycles of garbage: placing makes millions of values and no cycle, and saves a quarter."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@collecting_nothing()
def pieces(folder: Place, after: int, until: int, parts: int) -> list[bytes]:
    """Of the codings in a stretch of the log, what each part places: its events, in the log's order."""
    found: list[list[Told]] = [[] for _ in range(parts)]
    for stored, coding in told_after(folder, after, until=until):
        told = told_of(coding, sequence=stored.sequence, text_hash=stored.text_hash, read_at=stored.read_at)
        for number, each in parted(told, parts):
            found[number].append(each)
    return [msgspec.msgpack.encode(each) for each in found]


def parted(told: Told, parts: int) -> Iterator[tuple[int, Told]]:
    """A coding in parts: each has the events of whole blocks, and the same block is always of the same part."""
    if parts == 1:
        yield 0, told
        return
    events: dict[int, list[Any]] = {}
    for event in told.events:
        number = crc32(block_of(event).encode("utf-8", "surrogatepass")) % parts
        events.setdefault(number, []).append(event)
    for number, some in sorted(events.items()):
        yield number, msgspec.structs.replace(told, events=tuple(some))


@collecting_nothing()
def drafts(folder: Place, edition: Edition, beside: bool, *given: bytes) -> tuple[bytes, bytes, bytes]:
    """Place a part; gives packed what its rows are numbered and named by, what it found (`Known`), and its rows.

    Of each row the first tells (in Arrow) its coding's place in the log, whether it was placed `late`, how many days
    `width` its date has, the id of its event, the cluster that it is in (`opened`, this part's own number; or
    `incident`, if that was there before) and a digest of its event.
    """
    decoder = msgspec.msgpack.Decoder(list[Told])
    codings = [told for piece in given for told in decoder.decode(piece)]
    placer, known = Placer(number=edition.next), Known(set(), set())
    if beside and codings:
        with kept.table(folder).opened().asked() as query:
            known.taken.update(kept.taken(query, edition.number, codings))
            for each in kept.needed(query, edition.number, codings):
                placer.restore(each)
                known.incidents.add(each.incident)
        placer.number = edition.next
    drafted: list[_Drafted] = []
    placed: list[Placement] = []
    for told in codings:
        found = placer.draft(told)
        placer.number += len(found)
        for draft in found:
            drafted.append((draft, placer.id_of(draft.cluster)))
            placed.append(placement(told, draft, number=-1, incident=""))
    # As the table keeps them; what shares a block is in the order of its placing.
    order = sorted(range(len(placed)), key=lambda at: placed[at].block)
    rows = kept.unnumbered(folder, [placed[at] for at in order])
    heads = _heads(rows, [drafted[at] for at in order])
    return _packed(heads), msgspec.msgpack.encode(known), _packed(rows)


def _heads(rows: Any, drafted: Sequence[_Drafted]) -> Any:
    import duckdb
    import pyarrow as pa

    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("given", rows)
        digests = connection.sql("SELECT hash(event) AS digest FROM given").to_arrow_table()["digest"]
    return pa.table(
        {
            "sequence": rows["sequence"],
            "late": pa.array([draft.late for draft, _ in drafted], pa.bool_()),
            "width": pa.array([order_within(draft.event)[0] for draft, _ in drafted], pa.int32()),
            "event_id": rows["event_id"],
            "opened": pa.array([draft.cluster.number for draft, _ in drafted], pa.int64()),
            "incident": pa.array([id for _, id in drafted], pa.string()),
            "digest": digests,
        }
    )


def _packed(table: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(packed: bytes) -> Any:
    import pyarrow as pa

    return pa.ipc.open_stream(packed).read_all()
