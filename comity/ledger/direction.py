"""Whether relations turned the way that was expected: the balance of a dyad's acts after against before."""

from collections.abc import Mapping, Sequence
from typing import Literal

from comity.ledger.expectation import Expectation
from comity.ledger.expecting import DEFAULT_DAYS, plus
from comity.ledger.verdict import Verdict
from comity.model import TOOK_PLACE, Event, Incident, Report

# Fewer acts on a side tell chance more than change.
LEAST_ACTS = 10
# Both must move, and by this much: a tenth of the acts, half a point of PLOVER's -10..10. Judgements.
SHARE = 0.1
INTENSITY = 0.5


def turned(
    wanted: Expectation,
    direction: Literal["improves", "worsens", "none", "unknown"],
    incidents: Sequence[Incident],
    events: Mapping[str, tuple[Event, Report]],
    *,
    after: str,
    today: str,
) -> Verdict:
    """Give whether a dyad's acts moved the way that was expected on the ISO day `after`.

    It compares the share of conflict and the mean intensity of what took place until the horizon with those of
    the year and a half before; both must agree, and ten acts are needed on each side.
    """
    until = min(wanted.horizon or today, today)
    before, later = (
        _acts(incidents, events, wanted.parties, since=since, until=end)
        for since, end in ((plus(after, -DEFAULT_DAYS), after), (after, until))
    )
    if min(len(before), len(later)) < LEAST_ACTS:
        why = f"Only {len(before)} acts of the dyad before and {len(later)} after are dated; ten each are needed"
        if wanted.horizon is None or today <= wanted.horizon:
            return Verdict("open", None, f"{why}, and its time has not run out.")
        return Verdict("unclear", None, f"{why}, and its time ran out on {wanted.horizon}.")
    share = [sum(conflict for conflict, _ in acts) / len(acts) for acts in (before, later)]
    mean = [sum(intensity for _, intensity in acts) / len(acts) for acts in (before, later)]
    worse = share[1] - share[0] >= SHARE and mean[0] - mean[1] >= INTENSITY
    better = share[0] - share[1] >= SHARE and mean[1] - mean[0] >= INTENSITY
    why = (
        f"Conflict makes {share[1]:.0%} of the dyad's {len(later)} acts after, {share[0]:.0%} of {len(before)} before; "
        f"mean intensity {mean[1]:+.1f} after, {mean[0]:+.1f} before."
    )
    if not worse and not better:
        return Verdict("unclear", None, f"{why} That is no clear turn.")
    return Verdict("came true" if (direction == "worsens") == worse else "did not", until, why)


def _acts(
    incidents: Sequence[Incident],
    events: Mapping[str, tuple[Event, Report]],
    parties: frozenset[str],
    *,
    since: str,
    until: str,
) -> list[tuple[bool, float]]:
    """Whether each act of a dyad is conflict, and its intensity, for acts dated after `since` up to `until`."""
    found = []
    for incident in incidents:
        day = incident.date.start if incident.date else None
        if incident.status not in TOOK_PLACE or day is None or not since < day <= until:
            continue
        told = [events[id] for id in incident.events if id in events]
        if not told or all((report.published or "~")[:10] > until for _, report in told):
            continue
        actors, others = ({ref.country for ref in refs} for refs in (incident.actors, incident.recipients))
        if not parties <= actors | others:
            continue
        intensity = next((event.intensity for event, _ in told if event.intensity is not None), None)
        if intensity is not None:
            found.append(("conflict" in incident.quad, intensity))
    return found
