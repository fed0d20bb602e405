"""What a measure is made from: acts of the record's own incidents, and counts of imported rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from comity.codebook import event_types, intensity, states, weight
from comity.exchange import start_of
from comity.measurement.calendar import last_day
from comity.measurement.series import Counted, Covered
from comity.model import TOOK_PLACE, Act, Incident, Period

# What is known less exactly than the period has no place in it.
_WIDTH: dict[str, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92}


def acts_of(incidents: Iterable[Incident], *, coder: str, sources: Mapping[str, str] | None = None) -> Iterator[Act]:
    """The acts between states that incidents tell, one for each pair of sides; those undated are left out.

    `coder` names who coded them, `sources` gives the outlet of an event's id.
    """
    for incident in incidents:
        when = incident.date
        if incident.status not in TOOK_PLACE or when is None or when.start is None:
            continue
        actors = _states(incident.actors)
        recipients = _states(incident.recipients)
        joint = len(actors) > 1 and set(actors) == set(recipients)
        pairs = [(one, other) for one in actors for other in recipients if one != other]
        for one, other in pairs:
            if joint and one > other:
                continue  # the other order is the same act
            yield Act(
                id=incident.id,
                coder=coder,
                date=when.start,
                actor=one,
                recipient=other,
                joint=joint,
                type=incident.type,
                mode=incident.mode,
                quad=incident.quad,
                intensity=intensity(incident.type, incident.mode),
                text=incident.quote,
                issues=incident.issues,
                source=next((sources[event] for event in incident.events if event in sources), None)
                if sources
                else None,
                reports=incident.reports,
            )


def exact_enough(incident: Incident, period: Period) -> bool:
    """Whether an incident's day is known at least to the period."""
    when = incident.date
    if when is None or when.start is None:
        return False
    days = (date.fromisoformat(when.end or when.start) - date.fromisoformat(when.start)).days + 1
    return days <= _WIDTH[period]


def counted(acts: Iterable[Act], period: Period) -> Iterator[Counted]:
    """Acts as counts, those of a joint act in both directions."""
    types = event_types()
    found: dict[tuple[str, date, str, str], list[float]] = {}
    for act in acts:
        start = start_of(date.fromisoformat(act.date), period)
        ways = [f"{act.actor}>{act.recipient}"] + ([f"{act.recipient}>{act.actor}"] if act.joint else [])
        for way in ways:
            row = found.setdefault((way, start, act.coder, act.quad), [0, 0, 0.0, 0])
            row[0] += 1
            row[1] += act.joint
            row[2] += weight(act.type, act.mode) if act.type in types else 0.0
            row[3] += act.reports
    for (way, start, coder, quad), (number, joint, weighed, reports) in sorted(found.items()):
        yield Counted(way, start, coder, quad, int(number), int(joint), weighed, int(reports))


def counted_rows(table: Any) -> Iterator[Counted]:
    """Counts of imported rows (`Imported.counts`) as ours."""
    names = Counted._fields
    for row in table.to_pylist():
        yield Counted(*(row[name] for name in names))


def covered_rows(table: Any) -> Iterator[Covered]:
    """Coverage of imported rows (`Imported.coverage`) as ours."""
    for row in table.to_pylist():
        yield Covered(row["coder"], row["start"], row["rows"], row["days"])


def covered_until(rows: Iterable[Covered], period: Period, end: str) -> Iterator[Covered]:
    """Coverage as it stood at the close of a day: later periods are left out, the day's own counts for a part."""
    for row in rows:
        last = last_day(row.start, period)
        if last.isoformat() <= end:
            yield row
        elif row.start.isoformat() <= end:
            part = ((date.fromisoformat(end) - row.start).days + 1) / ((last - row.start).days + 1)
            yield row._replace(rows=round(row.rows * part), days=max(round(row.days * part), 1))


def covered_reports(published: Iterable[str | None], *, coder: str, period: Period) -> Iterator[Covered]:
    """What the record's reports cover: periods in which one at least was published; `published` are ISO days."""
    days = (date.fromisoformat(day[:10]) for day in published if day and len(day) >= 10)
    for start, number in sorted(Counter(start_of(day, period) for day in days).items()):
        yield Covered(coder, start, number, (last_day(start, period) - start).days + 1)


def _states(refs: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.country for ref in refs if ref.country in states()))
