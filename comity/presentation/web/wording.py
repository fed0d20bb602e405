"""Views in words: what a page shows as one sentence, and a filter as a chip."""

from comity.presentation.index import Page
from comity.presentation.web.addresses import FILTERS, View
from comity.presentation.web.templating import count, dyad_name, meaning, span
from comity.presentation.wording import day_text


def sentence(view: View, found: Page) -> str:
    """Give what a table's page shows as a plain sentence, with what is left out and why."""
    parts = [chip_words(name, value) for name, value in view.params.items() if name in _SAID]
    filters = view.wanted.filters
    if filters.since or filters.until:
        parts.append(_days(filters.since, filters.until))
    told = f"{count(found.total, view.table.removesuffix('s'))}" + (f": {'; '.join(parts)}" if parts else "")
    told += f", as of {day_text(view.as_of[:10])}" if view.as_of else ""
    told += "."
    if found.undated:
        told += f" {count(found.undated, 'row')} without a date left out."
    return told


def chip_words(name: str, value: str) -> str:
    """Give a filter in words: "between Chile and Peru", "status planned"."""
    if name == "dyad":
        try:
            return dyad_name(value.upper()) if ">" in value else f"between {dyad_name(value.upper())}"
        except ValueError:
            return value
    if name == "issue":
        return f"on {(meaning(value) or value).lower()}"
    if name in ("since", "until"):
        return f"{name} {value}"
    words = {"q": "with the words", "actor": "by or to", "outlet": "from", "as_of": "as of", "told_by": "reports:"}
    return f"{words.get(name, name.replace('_', ' '))} {value}"


def _days(since: str | None, until: str | None) -> str:
    if since and until:
        return f"from {span(since, None)} to {span(until, None)}" if since != until else f"on {span(since, None)}"
    return f"since {since}" if since else f"until {until}"


# The filters that a sentence tells as they stand; days are told together.
_SAID = frozenset(FILTERS) - {"since", "until"}
