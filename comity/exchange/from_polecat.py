"""POLECAT, as NGEC codes it: PLOVER's own types, modes and contexts, states by name, ISO or Correlates of War."""

from datetime import date

import numpy as np

from comity.exchange import acts, counting, sectors
from comity.exchange.columns import NONE, Column, first_of, spread, together
from comity.exchange.counting import Tally
from comity.exchange.country_codes import of_cow
from comity.exchange.dates import Days, days_of
from comity.exchange.drafts import Draft, Side, acts_by, side
from comity.exchange.names_to_states import country_named
from comity.exchange.rows import Raw

_SIDE = ("{} name", "{} name raw", "{} country", "{} iso3", "{} cow", "primary {} sector", "{} sectors")
COLUMNS = (
    "event id", "event date", "event type", "event mode", "intensity", "contexts", "source", "story id", "headline",
    "city", "placename", "province", "country", "latitude", "longitude",
    *(part.format(who) for who in ("actor", "recipient") for part in _SIDE),
)  # fmt: skip


def draft(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of POLECAT; a mode or context that the codebook lacks is left out and counted."""
    days = days_of(raw["event date"], today=today)
    kind, mode = raw["event type"], raw["event mode"]
    meant = acts_by((kind, mode), lambda one, other: acts.of_plover(one, other) if one else None, kind)
    known = (meant.codes != NONE) & (days.state == 0)
    tally.lose_where(counting.MODE, known & mode.known() & ~meant.column("mode").known(), mode)
    about = [acts.contexts_of(value) for value in raw["contexts"].values]
    odd = np.array([*(bool(unknown) for _, unknown in about), False])[raw["contexts"].codes]
    tally.lose_where(counting.CONTEXT, known & odd, _unknown(raw["contexts"], about))
    return Draft(
        days=days,
        dated=raw["event date"],
        actor=_side(raw, "actor", days),
        recipient=_side(raw, "recipient", days),
        acts=meant,
        intensity=raw.numbers("intensity"),
        label=first_of(raw["headline"], spread(*together((kind, mode), _label))),
        contexts=(raw["contexts"].codes, [each for each, _ in about]),
        more={
            "source": raw["source"],
            "story": raw["story id"],
            "place": first_of(raw["city"], raw["placename"], raw["province"]),
            "country": raw["country"].of(_state),
            "latitude": raw.degrees("latitude", 90),
            "longitude": raw.degrees("longitude", 180),
            "key": raw.ids("event id"),
        },
    )


def _side(raw: Raw, who: str, days: Days) -> Side:
    country = first_of(
        raw[f"{who} country"].of(_state), raw[f"{who} iso3"].of(country_named), raw[f"{who} cow"].of(of_cow)
    )
    sector = first_of(raw[f"primary {who} sector"].of(_sector), raw[f"{who} sectors"].of(_sector))
    return side(first_of(raw[f"{who} name"], raw[f"{who} name raw"]), days, country=country, sector=sector)


def _state(word: str) -> str | None:
    return country_named(word) or (of_cow(word) if word.isdigit() else None)


def _sector(cell: str) -> str | None:
    """PLOVER's letters, of a list the first; words are read as roles."""
    first = cell.replace("|", ";").replace(",", ";").split(";")[0].strip(" []'\"")
    return first if len(first) == 3 and first.isalpha() and first.isupper() else sectors.of_role(first)


def _label(kind: str | None, mode: str | None) -> str | None:
    return " ".join(each for each in (kind, mode) if each) or None


def _unknown(column: Column, about: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> Column:
    return column.to([", ".join(unknown) or None for _, unknown in about])
