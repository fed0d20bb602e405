"""GDELT 1.0 and 2.0: states and roles by CAMEO's codes, acts by CAMEO's code, one address a row."""

from datetime import date
from typing import Any

import numpy as np

from comity.exchange import acts
from comity.exchange.columns import spread, together
from comity.exchange.counting import Tally
from comity.exchange.country_codes import SECTORS, body_of, of_cameo
from comity.exchange.dates import days_of
from comity.exchange.drafts import Draft, Side, acts_by
from comity.exchange.names_to_states import body_named, country_named
from comity.exchange.rows import Raw

_ACTOR = ("Name", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code", "Type3Code")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "EventCode", "EventRootCode", "GoldsteinScale", "NumArticles", "ActionGeo_FullName",
    "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL", *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
)  # fmt: skip
_MOST_REPORTS = 2**31 - 1


def draft(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of GDELT; the quad class is the codebook's, which puts appeals under conflict and GDELT does not."""
    return Draft(
        days=days_of(raw["SQLDATE"], today=today),
        dated=raw["SQLDATE"],
        actor=_side(raw, 1),
        recipient=_side(raw, 2),
        acts=acts_by((raw["EventCode"], raw["EventRootCode"]), _act, raw["EventCode"]),
        intensity=raw.numbers("GoldsteinScale"),
        more={
            "source": raw["SOURCEURL"].through(_hosts),
            "story": raw["SOURCEURL"],
            "url": raw["SOURCEURL"].through(_addresses),
            "place": raw["ActionGeo_FullName"],
            "country": raw["ActionGeo_FullName"].of(lambda word: country_named(word.rpartition(",")[2])),
            "latitude": raw.degrees("ActionGeo_Lat", 90),
            "longitude": raw.degrees("ActionGeo_Long", 180),
            "reports": np.clip(np.round(raw.numbers("NumArticles")), 0, _MOST_REPORTS),
            "key": raw.ids("GLOBALEVENTID"),
        },
    )


def _act(code: str | None, root: str | None) -> acts.Meaning | None:
    return acts.of_code(code, root) if code else None


def _side(raw: Raw, number: int) -> Side:
    name, country, group, *roles = (raw[f"Actor{number}{part}"] for part in _ACTOR)
    places, found = together((country, group, name, *roles), _whose)
    return Side(spread(places, [each[0] for each in found]), spread(places, [each[1] for each in found]), name)


def _whose(country: str | None, group: str | None, name: str | None, *roles: str | None) -> tuple[str | None, ...]:
    """State or body and sector; a region is none, and a body is told by its letters or its name."""
    sector = next((SECTORS[role] for role in roles if role in SECTORS), None)
    state = of_cameo(country) if country else None
    if state is not None:
        return state, sector
    body = body_of(group) if group else None
    if body is not None:
        return body, "IGO"
    named = body_named(name) if name and not country else None
    return (named.country, named.sector or sector) if named else (None, sector)


def _hosts(addresses: Any) -> Any:
    """The hosts of addresses; a source that is no address ("BBC Monitoring") is given as it is."""
    import pyarrow.compute as pc

    return pc.replace_substring_regex(addresses, r"^[A-Za-z]+://(?:www\.)?([^/]+).*$", r"\1")


def _addresses(words: Any) -> Any:
    import pyarrow.compute as pc

    return pc.if_else(pc.match_substring(words, "://"), words, None)
