"""What a forecast stands on: the acts of one coder by month, those of all its dyads or of one, up to a day."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from comity.api import others
from comity.api.asking import By
from comity.api.measuring import own_rows
from comity.config import Settings
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.exchange import Imported
    from comity.forecasting import Panel
    from comity.model import Act

# A chronicle tells what somebody chose to tell, so it counts acts only where nothing else does.
CHRONICLE = "chronicle"


@dataclass(frozen=True)
class Ground:
    """One coder's acts by month, whole months only, and the first and last ISO day that it covered.

    `state` is the same for the same data. `acts` are the dyad's, in order of time.
    """

    coder: str
    licence: str | None
    state: str
    since: str
    until: str
    panel: "Panel"
    acts: "tuple[Act, ...]"


def ground(
    pair: str, way: str | None, settings: Settings, *, coder: str | None, as_of: str | None = None, by: By = "read"
) -> Ground:
    """Give what forecasts of a dyad, or of its direction `way`, stand on, as it stood at the end of a day.

    Without a `coder` it is the imported one with most rows, then a chronicle, then the record's own. The other dyads of
    an imported coder are in the panel, for a model learns from them. Raises `UsageError` where nothing was covered,
    and `RecordError`.
    """
    held = others.imported(settings, read_by=as_of if by == "read" else None)
    name = _coder(held, coder, settings)
    found = _own(pair, way, name, settings, as_of, by) if name is None or _is_own(held, name) else None
    found = found or _imported(held, cast(str, name), pair, way, as_of)
    if not len(found.panel.starts):
        months = "hold no whole month" if found.since else "cover nothing"
        raise UsageError(f"the acts of {found.coder}", months, "import or read more, or name a later --as-of")
    return found


def _coder(held: "Imported", word: str | None, settings: Settings) -> str | None:
    """Whose acts count; null for the record's own."""
    rows = {each.coder: each.rows for each in held.coders()}
    if word is not None:
        mine, imported = others.parted(word, settings)
        named = (*(mine or ()), *imported)
        if mine is None or len(named) != 1:
            raise UsageError(f"coder {word!r}", "names several, and a forecast counts the acts of one", "name one")
        return named[0]
    return max(rows, key=lambda each: (each != CHRONICLE, rows[each]), default=None)


def _is_own(held: "Imported", name: str) -> bool:
    return name not in {each.coder for each in held.coders()}


def _imported(held: "Imported", name: str, pair: str, way: str | None, as_of: str | None) -> Ground:
    from comity.forecasting import panel_of_tables

    about = next(each for each in held.coders() if each.coder == name)
    until = min(about.until or "", _last(as_of))
    counts = held.counts(period="month", coders=(name,), until=until or None)
    coverage = held.coverage(period="month", coders=(name,))
    panel = panel_of_tables(counts, coverage, directed=way is not None)
    if name == CHRONICLE:
        # A chronicle of a few dyads is silent where nothing happened: that is a quiet month, not one left unread.
        panel = replace(panel, exposure=panel.exposure * 0 + 1, memo={})
    acts = held.acts(pair, until=until or None, coders=(name,), direction=way)
    state = sha256("\n".join((name, *held.state)).encode()).hexdigest()[:16]
    return Ground(name, about.licence, state, about.since or "", until, _whole(panel, until), acts)


def _own(pair: str, way: str | None, name: str | None, settings: Settings, as_of: str | None, by: By) -> Ground:
    from comity.forecasting import panel_of
    from comity.record import family, newest_coder, open_record

    log = open_record(settings.record, create=False)
    heads = [head for head in log.versions() if name is None or family(head.coder) == family(name)]
    days = sorted(day for head in heads if (day := (head.published or "")[:10]) and day <= _last(as_of))
    if not days:
        step = "read some, or bring in event data: `comity import icews FILE`"
        raise UsageError("a forecast", "finds no dated report and no imported event data to count acts in", step)
    coder = name or newest_coder(head.coder for head in heads)
    counted, covered, acts, _, _ = own_rows(pair, "month", settings, (coder,), as_of=as_of, by=by)
    panel = panel_of(counted, covered, directed=way is not None)
    state = sha256("\n".join(sorted(f"{head.coder} {head.text_hash}" for head in heads)).encode()).hexdigest()[:16]
    return Ground(coder, None, state, days[0], days[-1], _whole(panel, days[-1]), tuple(acts))


def _whole(panel: "Panel", until: str) -> "Panel":
    """The panel without months that the data don't cover to their end: their counts would look like a calm."""
    from comity.forecasting import last_day_of

    return panel.cut(sum(last_day_of(start).isoformat() <= until for start in panel.starts))


def _last(as_of: str | None) -> str:
    from comity.presentation.filters import day

    return date.max.isoformat() if as_of is None else day(as_of, last=True)
