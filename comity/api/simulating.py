"""What-ifs of a record, as functions: scenarios run, and those that its reports state."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api import measuring, others
from comity.api.asking import By, codings
from comity.api.opening import settings_of
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Conditional, Scenario, WhatIf

if TYPE_CHECKING:
    from comity.exchange import Imported
    from comity.measurement import Learnt, Series
    from comity.model import Act, LedgerPledge
    from comity.simulation import Material, Panel

# Dyads that lend their precedents: those with most acts, after whose number the study gains little and takes longer.
_LENDERS = 24


def whatif(
    scenario: str | Path | Mapping[str, Any] | Scenario,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    coder: str | None = None,
    as_of: str | None = None,
    by: By = "read",
    watch: measuring.Watch | None = None,
) -> WhatIf:
    """Give what would follow if a scenario came about, beside what would come without it.

    `scenario` is the path of a TOML file, its keys as a mapping, or a `Scenario`. `coder`, `as_of`, `by` and `watch`
    are those of `relation`. The same scenario on the same record gives the same numbers. Raises `UsageError` for what
    can't be meant, `InputMissing` for a file that can't be opened, and `RecordError`.
    """
    from comity.simulation import run

    asked = _told(scenario)
    pair, way = measuring.sides_of(asked.dyad, None)
    if way is not None:
        raise UsageError(f"dyad {asked.dyad!r}", "names one direction", f"a what-if is of both: write {pair}")
    chosen = settings_of(settings, record)
    import msgspec

    asked = msgspec.structs.replace(asked, dyad=pair)
    thirds = {each.by for each in asked.interventions if each.by and each.by not in pair.split("-")}
    return run(asked, _material(pair, chosen, sorted(thirds), coder=coder, as_of=as_of, by=by, watch=watch))


def scenarios(
    dyad: str,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    as_of: str | None = None,
    by: By = "read",
) -> tuple[Conditional, ...]:
    """Give the conditionals that the record's reports state of a dyad, each as a scenario to be edited and run.

    The latest report comes first. Raises `UsageError`, `RecordError`.
    """
    from comity.simulation import conditionals

    pair, _ = measuring.sides_of(dyad, None)
    chosen = settings_of(settings, record)
    found = tuple(codings(settings=chosen, dyad=pair, as_of=as_of, by=by))
    if not found:
        raise UsageError(f"dyad {pair}", "no report of the record tells of it", "read reports with `comity read`")
    sought = _Gathered.of(pair, chosen, coder=None, as_of=as_of, by=by)
    days = [coding.report.published[:10] for coding in found if coding.report.published]
    until = sought.until if sought.series is not None else max(days, default=None)
    if until is None:
        raise UsageError(f"dyad {pair}", "no report about it has a date", "give dates as `published` when reading")
    return tuple(conditionals(found, pair, until=until))


def scenario(path: str | Path, *, months: int | None = None, seed: int | None = None) -> Scenario:
    """Give the scenario of a file, with other `months` or another `seed` if named.

    Raises `UsageError`, `InputMissing`.
    """
    from comity.simulation import changed

    return changed(_told(path), months=months, seed=seed)


def _told(told: str | Path | Mapping[str, Any] | Scenario) -> Scenario:
    from comity.errors import InputEncoding, InputMissing
    from comity.simulation import scenario_from, scenario_of

    if isinstance(told, Scenario):
        return told
    if isinstance(told, Mapping):
        return scenario_of(told)
    path = Path(told)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputMissing(str(path), f"it can't be opened ({error.strerror})", "name a scenario file") from error
    except UnicodeDecodeError as error:
        raise InputEncoding(str(path), "it is not UTF-8 text", "save the scenario as UTF-8") from error
    return scenario_from(text, path.name)


class _Gathered:
    """A dyad's counts, acts and pledges in a record, with the coders behind them."""

    def __init__(
        self,
        held: "Imported",
        imported: Sequence[str],
        series: "Series | None",
        acts: "list[Act]",
        pledges: "tuple[LedgerPledge, ...]",
        forms: dict[str, str],
    ) -> None:
        self.held, self.imported, self.series = held, tuple(imported), series
        self.acts, self.pledges, self.forms = acts, pledges, forms

    @staticmethod
    def of(pair: str, chosen: Settings, *, coder: str | None, as_of: str | None, by: By) -> "_Gathered":
        """Gather them; coders that never tell of the dyad are left out, so that their days don't pass for its own."""
        from comity.measurement import series

        own, imported = others.parted(coder if coder is not None else others.ALL, chosen)
        held = others.imported(chosen, read_by=as_of if by == "read" else None)
        end = measuring.last_known(as_of)
        counted, covered, acts, pledges, forms = measuring.own_rows(pair, "month", chosen, own, as_of=as_of, by=by)
        if imported:
            counted += measuring.counted_of(held, "month", imported, pair, end)
            covered += measuring.covered_by(held, "month", imported, end)
            acts += list(held.acts(pair, until=end, coders=imported))
        telling = {row.coder for row in counted}
        read = [row for row in covered if row.coder in telling]
        return _Gathered(held, imported, series(pair, "month", counted, read), acts, pledges, forms)

    @property
    def since(self) -> str:
        """The first day covered."""
        return self._edges[0]

    @property
    def until(self) -> str:
        """The last day covered."""
        return self._edges[1]

    @property
    def _edges(self) -> tuple[str, str]:
        from comity.measurement import last_day

        assert self.series is not None
        covered = [start for start, read in zip(self.series.starts, self.series.exposure.T, strict=True) if read.any()]
        return covered[0].isoformat(), last_day(covered[-1], "month").isoformat()


def _material(
    pair: str,
    chosen: Settings,
    thirds: Sequence[str],
    *,
    coder: str | None,
    as_of: str | None,
    by: By,
    watch: measuring.Watch | None,
) -> "Material":
    from comity.simulation import Material, enough, started

    found = _Gathered.of(pair, chosen, coder=coder, as_of=as_of, by=by)
    months = 0 if found.series is None else int((found.series.exposure > 0).any(axis=0).sum())
    enough(pair, months, 0 if found.series is None else int(found.series.events[0].sum()))
    assert found.series is not None
    learnt = measuring.learnt_of(found.held, "month", found.imported, chosen, watch)
    end = measuring.last_known(as_of)
    lenders, acts_of = _lenders(pair, found, learnt, end)
    for state in thirds:
        for side in pair.split("-"):
            acts_of["-".join(sorted((state, side)))] = found.held.acts(
                "-".join(sorted((state, side))), until=end, coders=found.imported
            )
    panel, start = started(found.series, learnt, lenders)
    return Material(
        dyad=pair,
        panel=panel,
        start=start,
        since=found.since,
        until=found.until,
        acts=found.acts,
        others=lenders,
        acts_of=acts_of,
        pledges=found.pledges,
        forms=found.forms,
    )


def _lenders(
    pair: str, found: _Gathered, learnt: "Learnt", end: str | None
) -> "tuple[tuple[Panel, ...], dict[str, Sequence[Act]]]":
    """The dyads with most acts by the coder that teaches, their months and acts."""
    import numpy as np

    from comity.simulation import lent

    teacher = measuring.teacher_of(found.held, found.imported)
    if teacher is None:
        return (), {}
    everyone = measuring.everyone_of(found.held, "month", teacher)
    place = {name: n for n, name in enumerate(everyone.names)}
    chosen = sorted(learnt.acts, key=lambda dyad: (-learnt.acts[dyad], dyad))
    chosen = [dyad for dyad in chosen if dyad != pair][:_LENDERS]
    known = [t for t, start in enumerate(everyone.starts) if end is None or start.isoformat() <= end]
    weights = np.zeros((len(chosen), 2, len(known)))
    for n, dyad in enumerate(chosen):
        one, _, other = dyad.partition("-")
        for way in (f"{one}>{other}", f"{other}>{one}"):
            if way in place:
                weights[n] += everyone.weights[place[way]][:, known]
    starts = [everyone.starts[t] for t in known]
    panels = lent(chosen, weights, everyone.exposure[known], starts, learnt)
    return panels, {dyad: found.held.acts(dyad, until=end, coders=(teacher,)) for dyad in chosen}
