"""The codings of a record as a reader asks for them: as of a day, the versions that stand, corrected by hand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from comity.model import Coding, Report
from comity.record import corrections, store
from comity.record.columns import dyads_of, last_day, last_moment, states_of
from comity.record.failures import fetching
from comity.record.places import Place
from comity.record.standing import Standing, corrected, standing
from comity.record.store import Stored
from comity.record.tables import Table, retried, texts
from comity.record.versions import current

ADDRESSES = "addresses"
COLUMNS = ("report_id", "text_hash", "url", "at", "run")
FUTURE = "published in the future"
# No place on earth is further ahead of UTC: a day beyond this has begun nowhere.
AHEAD = timedelta(hours=14)


@dataclass(frozen=True)
class Asked:
    """What codings are asked for; see `Record.codings`."""

    as_of: str | None = None
    by: Literal["read", "published"] = "read"
    coders: frozenset[str] | None = None
    dyad: str | None = None
    states: frozenset[str] = frozenset()
    reports: frozenset[str] | None = None


class _Told(msgspec.Struct, frozen=True):
    """Of a stored coding the report alone, which is much cheaper to decode."""

    report: Report


def codings(folder: Place, asked: Asked) -> Iterator[Coding]:
    """The codings asked for, in the log's order; see `Record.codings`."""
    with fetching(folder):
        now = standing(corrections.held(folder, as_of=asked.as_of if asked.by == "read" else None))
        extra = [*(["dyads"] if asked.dyad else []), *(["states"] if asked.states else [])]
        # What is corrected may tell of other states than its columns say.
        heads = store.heads_around(
            folder,
            extra=[*extra, "row_ids"] if now.ids else extra,
            dyad=asked.dyad,
            states=asked.states,
            reports=asked.reports,
            or_any_of=now.ids,
        )
    if asked.coders is not None:
        heads = [each for each in heads if each.coder in asked.coders]
    heads = _as_of(heads, asked, now)
    stand = current(heads, lambda some: _reports(folder, some))
    wanted = [each for each in stand.heads if _may_fit(each, asked, now)]
    addresses = _addresses(folder, heads, asked)
    return _shown(folder, wanted, asked, now, stand.notes, addresses)


def decoded(folder: Place, wanted: Sequence[Stored]) -> Iterator[tuple[Stored, Coding]]:
    """Heads with their codings as they were stored, in the order asked for."""
    decoder = msgspec.json.Decoder(Coding)
    with fetching(folder):
        for stored, payload in store.contents(folder, wanted):
            yield stored, decoder.decode(payload)


def remember(folder: Place, found: Collection[tuple[str, str, str]], *, at: str, run: str) -> int:
    """Keep (report id, text hash, address) where the log and this table have it not yet; gives how many are new."""
    known = {(each.report_id, each.text_hash, each.url) for each in store.heads(folder)}

    def attempt() -> int:
        opened = addresses_table(folder).opened() if addresses_table(folder).exists() else None
        held = known | set(opened.scan(COLUMNS[:3]) if opened else ())
        fresh = [each for each in dict.fromkeys(found) if each not in held]
        if fresh:
            opened = opened or addresses_table(folder).laid()
            opened.table.make_sure_of_room(sum(len(url) for _, _, url in fresh))
            opened.append(opened.table.rows(dict(zip(COLUMNS, (*each, at, run), strict=True)) for each in fresh))
        return len(fresh)

    return retried(folder, attempt)


def superseded(folder: Place, *, until: str | None) -> Mapping[tuple[str, str, str], Stored]:
    """By its key, what took the place of each version that stands no more; of what was read up to a moment."""
    mark = store.table(folder).opened().mark
    return _superseded(folder, until) if mark is None else _superseded_then(folder, until, mark)


# One report more is looked at in several steps, each of which asks for this of the same version of the log.
@lru_cache(maxsize=4)
def _superseded_then(folder: Place, until: str | None, mark: tuple[int, ...]) -> Mapping[tuple[str, str, str], Stored]:
    return _superseded(folder, until)


def _superseded(folder: Place, until: str | None) -> Mapping[tuple[str, str, str], Stored]:
    heads = [each for each in store.heads_of_several(folder) if until is None or each.read_at <= until]
    return current(heads, lambda some: _reports(folder, some)).replaced


def in_the_future(published: str | None, read_at: str) -> bool:
    """Whether a report's day had begun nowhere on earth when it was read."""
    if published is None:
        return False
    try:
        latest = datetime.fromisoformat(read_at) + AHEAD
        return date.fromisoformat(published[:10]) > latest.date()
    except (ValueError, OverflowError):
        return False


def _shown(
    folder: Place,
    wanted: Sequence[Stored],
    asked: Asked,
    now: Standing,
    notes: Mapping[str, tuple[str, ...]],
    addresses: Mapping[str, tuple[str, ...]],
) -> Iterator[Coding]:
    for head, stored in decoded(folder, wanted):
        future = in_the_future(_published(head, now), head.arrived[0])
        told = (*notes.get(head.report_id, ()), *((FUTURE,) if future else ()))
        places = addresses.get(head.text_hash, ())
        if set(places) <= {head.url}:
            places = ()
        coding = stored
        if told or places:
            changed = {"notes": (*stored.report.notes, *told), "addresses": places}
            coding = msgspec.structs.replace(stored, report=msgspec.structs.replace(stored.report, **changed))
        found = corrected(coding, now)
        if found is not None and (not _touched(head, now) or _fits(found, asked)):
            yield found


def _as_of(heads: list[Stored], asked: Asked, now: Standing) -> list[Stored]:
    if asked.as_of is None:
        return heads
    if asked.by == "read":
        last = last_moment(asked.as_of)
        return [each for each in heads if each.read_at <= last]
    day = last_day(asked.as_of)
    return [each for each in heads if (published := _published(each, now)) is not None and published[:10] <= day]


def _published(head: Stored, now: Standing) -> str | None:
    by_hand = now.revised.get(head.report_id, {}).get("published")
    return head.published if by_hand is None else by_hand.value


def _touched(head: Stored, now: Standing) -> bool:
    return head.report_id in now.ids or not now.ids.isdisjoint(head.row_ids)


def _may_fit(head: Stored, asked: Asked, now: Standing) -> bool:
    """Whether a coding may be among those asked for; of a corrected one its columns tell no more than that."""
    if asked.reports is not None and head.report_id not in asked.reports:
        return False
    if _touched(head, now):
        return True
    return (not asked.dyad or asked.dyad in head.dyads) and asked.states <= set(head.states)


def _fits(coding: Coding, asked: Asked) -> bool:
    return (not asked.dyad or asked.dyad in dyads_of(coding)) and asked.states <= set(states_of(coding))


def _reports(folder: Place, heads: Sequence[Stored]) -> Iterator[Report]:
    decoder = msgspec.json.Decoder(_Told)
    with fetching(folder):
        for _, payload in store.contents(folder, heads):
            yield decoder.decode(payload).report


def _addresses(folder: Place, heads: Sequence[Stored], asked: Asked) -> dict[str, tuple[str, ...]]:
    """By text, the addresses at which it was found; the first one found comes first."""
    last = last_moment(asked.as_of) if asked.as_of is not None and asked.by == "read" else None
    found: dict[str, dict[str, None]] = {}
    for each in heads:
        if each.url:
            found.setdefault(each.text_hash, {})[each.url] = None
    with fetching(folder):
        rows = addresses_table(folder).everything()
    for row in sorted(rows, key=lambda row: (row["at"], row["url"])):
        if last is None or row["at"] <= last:
            found.setdefault(row["text_hash"], {})[row["url"]] = None
    return {digest: tuple(places) for digest, places in found.items()}


def addresses_table(folder: Place) -> Table:
    """The table of further addresses at which texts of the log were found."""
    return texts(folder, ADDRESSES, COLUMNS)
