"""How incidents came to hold their events: placed anew, joined and parted by hand, told no more.

Nothing here is stored. The log, the editions of the placements and the corrections are never edited, so the same
rows come out each time, and as of any day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from comity.ledger.placements import Held, Moved
from comity.ledger.placing import incident_id
from comity.model import Correction, IncidentChange
from comity.record import Stored, moment

_ANEW = "all events were placed anew"
Version = tuple[str, str, str]


class Gap(msgspec.Struct, frozen=True):
    """A time in which an event is not told: from one moment to another (null: for good), why, and by whom."""

    start: str
    end: str | None
    why: str
    by: str
    other: str | None = None
    back: tuple[str, str] | None = None


class Laid:
    """Placements with all that was laid over them since: which incident holds an event, and the changes."""

    def __init__(self, rows: Sequence[Held]) -> None:
        self.rows = rows
        self.changes: list[IncidentChange] = []
        self._into: dict[str, str] = {}
        self._parted: dict[str, str] = {}

    def resolved(self, id: str) -> str:
        """The incident that holds what the incident `id` held."""
        while id in self._into:
            id = self._into[id]
        return id

    def holder(self, event: str, placed: str) -> str:
        """The incident that holds an event which was placed in `placed`."""
        return self.resolved(self._parted.get(event, placed))

    def place_anew(self, at: str, moves: Iterable[Moved]) -> None:
        """Lay an edition over the one before it."""
        by_old: dict[str, list[Moved]] = defaultdict(list)
        for move in moves:
            by_old[move.old].append(move)
        for old, parts in by_old.items():
            heir = None if parts[0].stays else max(parts, key=lambda part: len(part.events))
            for part in parts:
                if part is heir:
                    self._into[old] = part.new
                    self._add(old, at, "merged", part.new, part.events, _ANEW)
                else:
                    self._add(old, at, "moved" if part.known else "split", part.new, part.events, _ANEW)

    def correct(self, corrections: Iterable[Correction]) -> None:
        """Lay joins and parts by hand over the placements, in the order in which they were made."""
        for each in sorted(corrections, key=lambda each: (moment(each.at), each.id)):
            if each.action == "join":
                self._joined(each)
            elif each.action == "part":
                self._part(each)

    def _joined(self, correction: Correction) -> None:
        one, other = self.resolved(correction.target), self.resolved(str(correction.value))
        if one != other:
            events = self._events(other)
            self._into[other] = one
            self._add(other, moment(correction.at), "merged", one, events, correction.why, correction.who)

    def _part(self, correction: Correction) -> None:
        event = str(correction.value)
        now = next((self.holder(row.event_id, row.incident) for row in self.rows if row.event_id == event), None)
        # An event that is elsewhere by now has been parted from this incident already.
        if now is not None and now == self.resolved(correction.target):
            new = self._parted[event] = parted_id(correction)
            self._add(now, moment(correction.at), "split", new, (event,), correction.why, correction.who)

    def _events(self, incident: str) -> tuple[str, ...]:
        held = (row.event_id for row in self.rows if self.holder(row.event_id, row.incident) == incident)
        return tuple(dict.fromkeys(held))

    def _add(
        self, incident: str, at: str, change: str, other: str, events: tuple[str, ...], why: str, by: str = "rule"
    ) -> None:
        self.changes.append(IncidentChange(incident, at, change, other, events, why, by))  # type: ignore[arg-type]


def parted_id(correction: Correction) -> str:
    """The id of the incident that a part by hand makes of its event."""
    return incident_id(f"{correction.id} parts {correction.value}")


def histories(
    laid: Laid,
    founders: Iterable[Held],
    *,
    replaced: Mapping[Version, Stored],
    corrections: Iterable[Correction],
    until: str | None,
) -> Mapping[str, tuple[IncidentChange, ...]]:
    """The changes of each incident, oldest first, none after the moment `until`.

    `founders` are the first events of the incidents; `replaced` tells what took the place of which version.
    """
    found: dict[str, list[IncidentChange]] = defaultdict(list)

    def tell(change: IncidentChange) -> None:
        if until is None or change.at <= until:
            concerned = {laid.resolved(each) for each in (change.incident, change.other) if each}
            for incident in concerned:
                found[incident].append(change)

    for each in founders:
        tell(
            IncidentChange(
                each.incident, each.read_at, "made", None, (each.event_id,), f"first told by report {each.report_id}"
            )
        )
    for change in laid.changes:
        tell(change)
    gaps = _gaps(laid, replaced, corrections)
    for incident, rows in _with_gaps(laid, gaps).items():
        for change in _losses(incident, rows, gaps):
            tell(change)
    return {id: tuple(sorted(changes, key=lambda change: change.at)) for id, changes in found.items()}


def _gaps(laid: Laid, replaced: Mapping[Version, Stored], corrections: Iterable[Correction]) -> dict[int, list[Gap]]:
    """For each placement (by number) the times in which its event is not told."""
    found: dict[int, list[Gap]] = defaultdict(list)
    told: dict[Version, dict[str, str]] = defaultdict(dict)
    if replaced:
        for row in laid.rows:
            told[_version(row)][row.event_id] = laid.holder(row.event_id, row.incident)
    withdrawn = _withdrawn(corrections)
    for row in laid.rows:
        here = laid.holder(row.event_id, row.incident)
        if (later := replaced.get(_version(row))) is not None:
            there = told[later.key].get(row.event_id)
            if there != here:
                again = f"report {row.report_id} was read again"
                if later.text_hash == row.text_hash:
                    again = f"report {row.report_id} was coded again by {later.coder}"
                elif later.report_id != row.report_id:
                    again = f"report {later.report_id} took the place of report {row.report_id}"
                why = f"{again} and tells it otherwise or no more"
                found[row.number].append(Gap(later.read_at, None, why, "rule", there))
        found[row.number] += [gap for target in (row.event_id, row.report_id) for gap in withdrawn.get(target, ())]
    return {number: gaps for number, gaps in found.items() if gaps}


def _withdrawn(corrections: Iterable[Correction]) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = defaultdict(list)
    for each in sorted(corrections, key=lambda each: (moment(each.at), each.id)):
        gaps = found[each.target]
        if each.action == "withdraw":
            gaps.append(Gap(moment(each.at), None, each.why, each.who))
        elif each.action == "restore" and gaps and gaps[-1].end is None:
            back = (each.why, each.who)
            gaps[-1] = msgspec.structs.replace(gaps[-1], end=moment(each.at), back=back)
    return found


def _with_gaps(laid: Laid, gaps: Mapping[int, list[Gap]]) -> dict[str, list[Held]]:
    """All placements of those incidents that lost some event at some time."""
    concerned = {laid.holder(row.event_id, row.incident) for row in laid.rows if row.number in gaps} if gaps else set()
    found: dict[str, list[Held]] = defaultdict(list)
    for row in laid.rows if concerned else ():
        if (holder := laid.holder(row.event_id, row.incident)) in concerned:
            found[holder].append(row)
    return found


def _losses(incident: str, rows: Sequence[Held], gaps: Mapping[int, list[Gap]]) -> Iterable[IncidentChange]:
    def told(row: Held, at: str) -> bool:
        """Whether the row is told just after this moment."""
        inside = (gap.start <= at and (gap.end is None or at < gap.end) for gap in gaps.get(row.number, ()))
        return row.read_at <= at and not any(inside)

    lost: dict[tuple[str, str, str, str | None], list[str]] = defaultdict(list)
    back: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        for gap in gaps.get(row.number, ()):
            lost[(gap.start, gap.why, gap.by, gap.other)].append(row.event_id)
            if gap.end is not None and gap.back is not None:
                back[(gap.end, *gap.back)].append(row.event_id)
    for (at, why, by, other), events in lost.items():
        # Another version or report may tell the same event still.
        live = {row.event_id for row in rows if told(row, at)}
        if gone := tuple(dict.fromkeys(event for event in events if event not in live)):
            yield IncidentChange(incident, at, "moved" if live else "emptied", other, gone, why, by)
    for (at, why, by), events in back.items():
        gone_before = {event for (start, _, _, _), those in lost.items() if start < at for event in those}
        if {row.event_id for row in rows if told(row, at)} <= set(events) & gone_before:
            yield IncidentChange(incident, at, "made", None, tuple(dict.fromkeys(events)), why, by)


def _version(row: Held) -> Version:
    return row.report_id, row.coder, row.text_hash
