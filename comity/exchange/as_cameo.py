"""Events as ICEWS publishes CAMEO: 20 tab-separated columns, a row an actor and a recipient.

Source: Boschee et al., ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from comity.codebook import cameo_codes, organisations, states, to_cameo
from comity.model import TOOK_PLACE

HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
# ICEWS's words for PLOVER's sectors; a sector that it has no word for is written as it is.
_SECTORS = {
    "GOV": "Government", "MIL": "Military", "LEG": "Legislative / Parliamentary", "JUD": "Judicial",
    "OPP": "Opposition Major Party (Out Of Government)", "PTY": "Parties", "REB": "Rebel", "COP": "Police",
    "SPY": "Government Intelligence", "CVL": "General Population / Civilian / Social", "BUS": "Business",
    "MED": "News", "EDU": "Education", "HLH": "Medical / Health NGOs", "LAB": "Labor", "AGR": "Agricultural",
    "REF": "Refugees / Displaced", "REL": "Religious", "CRM": "Criminals / Gangs",
    "IGO": "International Government Organization", "NGO": "Nongovernmental Organization",
}  # fmt: skip
# A date that is open for more days than this would become one that nobody told.
_DAYS_TOLD = frozenset({"day", "week"})
NOT_PLACED = "did not take place (planned, conditional, demanded or denied), which CAMEO can't tell"
NO_CODE = "have neither a CAMEO code nor a type"


def refused(row: Mapping[str, Any]) -> str | None:
    """Why a row can't be told in CAMEO; null when it can."""
    if row["status"] not in TOOK_PLACE:
        return NOT_PLACED
    return None if row["cameo"] or row["type"] else NO_CODE


def cameo_rows(row: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of an event that took place: each actor towards each recipient, a joint act in both directions.

    Lost are status, mode and contexts beyond the code, confidence, further words, issues, and a date of which only
    the month, season or year is known (its cell is empty). A date of a few days gives its first. What can't be told
    is empty.
    """
    code = row["cameo"] or to_cameo(row["type"], row["mode"], tuple(row["contexts"]))
    known = cameo_codes().get(code)
    date, place = row["date"] or {}, row["place"] or {}
    day = date.get("start") if date.get("precision") in _DAYS_TOLD else None
    pairs = [(one, other) for one in row["actors"] or (None,) for other in row["recipients"] or (None,) if one != other]
    for number, (one, other) in enumerate(pairs, 1):
        found = (
            row["id"] if len(pairs) == 1 else f"{row['id']}.{number}",
            day,
            *_side(one),
            row["label"] or (known.name if known else row["type"]),
            code,
            None if row["intensity"] is None else f"{row['intensity']:g}",
            *_side(other),
            row["report"],
            None,
            row["outlet"],
            place.get("name"),
            None,
            None,
            _state(place.get("country")),
            place.get("latitude"),
            place.get("longitude"),
        )
        yield tuple("" if cell is None else " ".join(str(cell).split()) for cell in found)


def _side(ref: Mapping[str, Any] | None) -> tuple[str | None, str | None, str | None]:
    if ref is None:
        return None, None, None
    state = _state(ref["country"])
    body = organisations().get(ref["country"] or "")
    name = ref["name"] or ref["text"] or state or (body.name if body else ref["country"])
    return name, _SECTORS.get(ref["sector"] or "", ref["sector"]), state


def _state(code: str | None) -> str | None:
    """The name of a state; null for a body, of which ICEWS has none."""
    found = states().get(code or "")
    return found.name if found else None
