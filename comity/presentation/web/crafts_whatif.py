"""What the workshop makes for `/whatif`: a scenario run beside what would come without it."""

from typing import Any

import msgspec

from comity.config import Settings
from comity.model import Precedent, Scenario, WhatIfRow
from comity.presentation.values import Section
from comity.presentation.web.crafts_dyads import Drawn, drawn

# Precedents of each input that a page lists: those of the dyad come first, then others'.
MOST_OWN, MOST_OTHERS = 12, 6
_BESIDE = "At the left the course without what is assumed, at the right with it, each with its 90% band."


class Told(msgspec.Struct, frozen=True):
    """The precedents of an input that a page lists, of how many; `footing` is what the effect stands on."""

    input: str
    name: str
    footing: str
    used: int
    own: int
    count: int
    precedents: tuple[Precedent, ...]


class WhatIfPart(msgspec.Struct, frozen=True):
    """The answer to a scenario as a page shows it; `scenario` has the blanks that the engine filled in."""

    scenario: Scenario
    since: str
    until: str
    rows: tuple[WhatIfRow, ...]
    sections: tuple[Section, ...]
    effects: tuple[Told, ...]
    chart: Drawn | None
    uncharted: str = ""


def whatif_part(settings: Settings, scenario: Scenario, coder: str | None, as_of: str | None, by: Any) -> WhatIfPart:
    """Run a scenario, tell and draw it. Raises `UsageError` for what can't be meant."""
    from comity import api
    from comity.errors import ExtraMissing
    from comity.presentation.charts import paths_chart
    from comity.presentation.whatif import build_whatif

    found = api.whatif(scenario, settings=settings, coder=coder, as_of=as_of, by=by)
    told = build_whatif(found)
    chart, why = None, ""
    try:
        chart = drawn(paths_chart(found), _BESIDE)
    except ExtraMissing as error:
        why = str(error)
    effects = []
    for each in found.effects:
        own = [row for row in each.precedents if row.own][:MOST_OWN]
        others = [row for row in each.precedents if not row.own][:MOST_OTHERS]
        effects.append(Told(each.input, each.name, each.footing, each.used, each.own, len(each.precedents),
                            (*own, *others)))  # fmt: skip
    sections = tuple(each for each in told.sections if not each.key.startswith("precedents-"))
    return WhatIfPart(found.scenario, found.since, found.until, found.rows, sections, tuple(effects), chart, why)


def precedent_rows(
    settings: Settings, scenario: Scenario, coder: str | None, as_of: str | None, by: Any
) -> list[dict[str, Any]]:
    """Give every precedent of a scenario as a row, as `comity whatif --precedents` does."""
    from comity import api

    found = api.whatif(scenario, settings=settings, coder=coder, as_of=as_of, by=by)
    return [{"input": effect.input} | msgspec.to_builtins(row) for effect in found.effects for row in effect.precedents]
