"""Placing in parts: blocks never look at each other, so each part of them can be placed by itself, anywhere.

What the parts share is little: the order in which events are numbered, and the names of new incidents. Both are
settled afterwards over all parts together, so that the outcome is the same, row by row, as that of one `Placer`.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import getitem
from typing import Any, Protocol
from zlib import crc32

import msgspec

from comity.ledger import placements as kept
from comity.ledger.placements import Edition
from comity.ledger.placing import Placement, Placer, Told, block_of, name_of, order_within, placement, told_of
from comity.record import Place, told_after, told_places

# Codings that one task reads and parts: a few seconds of work.
_READ = 2000


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


class Drafted(msgspec.Struct, frozen=True, array_like=True):
    """An event that its part has placed: its order among all, and its incident.

    `incident` is the id of one that was kept before; null for a new one, which is the part's own number `opened`.
    """

    sequence: int
    late: bool
    width: int
    event_id: str
    opened: int
    incident: str | None


class Part(msgspec.Struct, frozen=True):
    """What is told of a part before its rows are numbered.

    `taken` are those of its events' ids that were placed before, `kept` the incidents that it looked at.
    """

    drafted: list[Drafted]
    taken: set[str]
    kept: set[str]


Named = tuple[int, str]


@dataclass(frozen=True)
class InParts:
    """A placing in parts: what is known of each part, the handles of its rows, and their numbers and incidents."""

    engine: Engine
    parts: Sequence[Part]
    rows: Sequence[Any]
    named: Sequence[Sequence[Named]]

    def __len__(self) -> int:
        """How many events were placed."""
        return sum(len(part) for part in self.named)

    def moves(self) -> Iterator[tuple[int, str, str]]:
        """Of each event its place in the log, its id and its incident, in the order of their numbers."""
        found = (
            [
                (number, each.sequence, each.event_id, incident)
                for each, (number, incident) in zip(part.drafted, named, strict=True)
            ]
            for part, named in zip(self.parts, self.named, strict=True)
        )
        return ((sequence, event, incident) for _, sequence, event, incident in merge(*found))

    def arrow(self, folder: Place, *, edition: int, decided: str, ids: Mapping[str, str] | None = None) -> Any:
        """A reader of the Arrow rows, a part at a time; `ids` gives incidents other ids."""
        import pyarrow as pa

        def batches() -> Iterator[Any]:
            for rows, named in zip(self.rows, self.named, strict=True):
                own = [(number, ids[incident] if ids else incident) for number, incident in named]
                made = self.engine.submit(arrow_of, rows, own, folder, edition, decided)
                yield from self.engine.result(made).to_batches()

        return pa.RecordBatchReader.from_batches(kept.table(folder).schema(), batches())


def in_parts(folder: Place, edition: Edition, places: Sequence[int], engine: Engine, *, beside: bool) -> InParts:
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
    told = [engine.submit(getitem, each, 0) for each in drafted]
    rows = [engine.submit(getitem, each, 1) for each in drafted]
    parts = [msgspec.msgpack.decode(engine.result(each), type=Part) for each in told]
    return InParts(engine, parts, rows, numbered(parts, first=edition.next))


def lacking_places(folder: Place, edition: Edition) -> list[int]:
    """The places in the log, in order, of the codings with events that an edition lacks."""
    return told_places(folder, edition.sequence)


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


def drafts(folder: Place, edition: Edition, beside: bool, *given: bytes) -> tuple[bytes, bytes]:
    """Place a part: what is told of it (`Part`), and its placements without numbers and names, as msgpack."""
    decoder = msgspec.msgpack.Decoder(list[Told])
    codings = [told for piece in given for told in decoder.decode(piece)]
    placer, taken, known = Placer(number=edition.next), set[str](), set[str]()
    if beside and codings:
        with kept.table(folder).opened().asked() as query:
            taken = kept.taken(query, edition.number, codings)
            for each in kept.needed(query, edition.number, codings):
                placer.restore(each)
                known.add(each.incident)
        placer.number = edition.next
    drafted: list[Drafted] = []
    rows: list[Placement] = []
    with collecting_nothing():
        for told in codings:
            found = placer.draft(told)
            placer.number += len(found)
            for draft in found:
                width, id = order_within(draft.event)
                own = placer.id_of(draft.cluster)
                drafted.append(Drafted(told.sequence, draft.late, width, id, draft.cluster.number, own))
                rows.append(placement(told, draft, number=-1, incident=""))
    return msgspec.msgpack.encode(Part(drafted, taken, known)), msgspec.msgpack.encode(rows)


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


def numbered(parts: Sequence[Part], *, first: int) -> list[list[Named]]:
    """The number and the incident of each event of each part, as one placing of all parts together gives them."""
    taken = set[str]().union(*(part.taken for part in parts))
    names = set[str]().union(*(part.kept for part in parts))
    found: list[list[Named]] = [[] for _ in parts]
    ids: dict[tuple[int, int], str] = {}
    number = first
    for _, some in groupby(
        merge(*(_in_order(part, each) for part, each in enumerate(parts))), key=lambda each: each[0]
    ):
        coding = [(part, drafted) for *_, part, drafted in some]
        opened: dict[tuple[int, int], list[tuple[int, str]]] = {}
        for place, (part, each) in enumerate(coding):
            if each.incident is None and (part, each.opened) not in ids:
                opened.setdefault((part, each.opened), []).append((number + place, each.event_id))
        for key, events in opened.items():
            ids[key] = name_of(min(id for _, id in events), events[0][0], taken=taken, names=names)
            names.add(ids[key])
        for place, (part, each) in enumerate(coding):
            found[part].append((number + place, each.incident or ids[part, each.opened]))
        taken.update(each.event_id for _, each in coding)
        number += len(coding)
    return found


_Ordered = tuple[int, bool, int, str, int, Drafted]


def _in_order(number: int, part: Part) -> Iterable[_Ordered]:
    return ((each.sequence, each.late, each.width, each.event_id, number, each) for each in part.drafted)


def arrow_of(rows: bytes, named: Sequence[Named], folder: Place, edition: int, decided: str) -> Any:
    """The Arrow rows of a part's placements under their numbers and incidents."""
    found = msgspec.msgpack.decode(rows, type=list[Placement])
    placed = (
        msgspec.structs.replace(each, number=number, incident=incident)
        for each, (number, incident) in zip(found, named, strict=True)
    )
    return kept.arrow_rows(folder, placed, edition=edition, decided=decided)
