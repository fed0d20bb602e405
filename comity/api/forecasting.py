"""Forecasts and their back-test, as functions."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api import others
from comity.api.opening import caches, settings_of
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Backtest

if TYPE_CHECKING:
    from comity.forecasting import Panel

# Dyads with fewer acts before the tuning year are left out.
LEAST = 12
Watch = Callable[[str], None]


def backtest(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    coder: str | None = None,
    sample: str | None = None,
    tune_until: str | None = None,
    test_from: str | None = None,
    until: str | None = None,
    least: int = LEAST,
    horizons: Sequence[int] | None = None,
    together: bool = False,
    watch: Watch | None = None,
) -> Backtest:
    """Forecast every month of a test from what was known before it, and give how well each model did.

    The rows are those of one `coder` (by default the one with most rows), of one `sample` of them if named; both
    directions of a dyad are one series if `together`. Settings are tuned on the year that ends with `tune_until` and
    scored from `test_from` to `until` (ISO days, months or years; by default the last three years, and the year before
    them). Dyads are those with at least `least` acts before the tuning year. What was tuned is kept beside the record's
    measures and serves its forecasts; the number of runs over the same months is counted. `watch` is told of progress.
    Raises `UsageError`, `RecordError`.
    """
    from comity import forecasting

    chosen = settings_of(settings, record)
    name, panel = panel_from(chosen, coder=coder, sample=sample, together=together)
    if least < 1:
        raise UsageError(f"least {least}", "is no number of acts", "take 1 or more")
    plan = forecasting.Plan.of(
        panel, tune_until=_day(tune_until, last=True), test_from=_day(test_from), until=_day(until, last=True)
    )
    panel = panel.choosing(panel.busy(least, plan.tuning.start))
    if not len(panel.chosen):
        step = "lower --least, or import more"
        raise UsageError(f"dyads with {least} acts", "are none before the tuning year", step)
    steps = tuple(horizons) if horizons else forecasting.HORIZONS
    rows, recipes = forecasting.backtested(panel, plan, horizons=steps, watch=watch)
    since, end = panel.starts[plan.tested.start], panel.starts[plan.tested.stop - 1]
    folder = caches(chosen)
    runs = forecasting.counted_run(folder, (name, sample or "", str(together), since.isoformat(), end.isoformat()))
    found = Backtest(
        rows=rows,
        dyads=len(panel.chosen),
        since=since.isoformat(),
        until=forecasting.last_day_of(end).isoformat(),
        runs=runs,
        notes=() if forecasting.installed() else ("LightGBM is not installed: no boosting, and the pool does without",),
    )
    forecasting.keep(folder, key_of(name, sample, together), found, recipes)
    return found


def panel_from(
    settings: Settings, *, coder: str | None, sample: str | None = None, together: bool = False
) -> "tuple[str, Panel]":
    """Give the coder and the panel of all its dyads by month.

    Raises `UsageError` when the record holds no imported rows, or none of the coder or sample.
    """
    from comity import forecasting

    held = others.imported(settings)
    rows = {each.coder: each.rows for each in held.coders() if each.coder != "chronicle"}
    if coder is not None:
        _, named = others.parted(coder, settings)
        rows = {name: count for name, count in rows.items() if name in named}
    name = max(rows, key=lambda each: rows[each], default=None)
    if name is None:
        raise UsageError("this record", "holds no imported event data", "bring some in: `comity import icews FILE`")
    counts = held.counts(period="month", coders=(name,), sample=sample)
    if sample is not None and not counts.num_rows:
        raise UsageError(f"sample {sample!r}", f"has no row of {name}", "name one as the imported file does")
    coverage = held.coverage(period="month", coders=(name,), sample=sample)
    return name, forecasting.panel_of_tables(counts, coverage, directed=not together)


def key_of(coder: str, sample: str | None, together: bool) -> tuple[str, ...]:
    """Give the words under which a back-test is kept."""
    from comity import forecasting

    return (forecasting.NAME, coder, sample or "", "together" if together else "directed")


def _day(word: str | None, *, last: bool = False) -> date | None:
    from comity.presentation.filters import day

    return None if word is None else date.fromisoformat(day(word, last=last))
