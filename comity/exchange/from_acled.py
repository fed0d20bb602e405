"""ACLED: political violence and protest, by the kinds of its own codebook (2024)."""

import re
from datetime import date

from comity.exchange import acts, sectors
from comity.exchange.columns import constant, first_of
from comity.exchange.counting import Tally
from comity.exchange.dates import Days, days_of
from comity.exchange.drafts import Acts, Draft, Side, acts_by, side
from comity.exchange.names_to_states import country_named
from comity.exchange.rows import Raw

COLUMNS = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "inter1", "actor2",
    "inter2", "country", "location", "admin1", "latitude", "longitude", "source",
)  # fmt: skip

# Sub-types, as PLOVER's type and mode. Those that tell no act between actors ("Other", "Change to group/activity",
# "Disrupted weapons use") have none.
_SUB_TYPES = {
    "armed clash": ("ASSAULT", "firearms"),
    "government regains territory": ("ASSAULT", None),
    "non-state actor overtakes territory": ("ASSAULT", None),
    "air/drone strike": ("ASSAULT", "aerial"),
    "shelling/artillery/missile attack": ("ASSAULT", "heavy-weapons"),
    "remote explosive/landmine/ied": ("ASSAULT", "explosives"),
    "grenade": ("ASSAULT", "explosives"),
    "suicide bomb": ("ASSAULT", "suicide-attack"),
    "chemical weapon": ("ASSAULT", "unconventional"),
    "attack": ("ASSAULT", None),
    "abduction/forced disappearance": ("ASSAULT", "abduct"),
    "sexual violence": ("ASSAULT", "sexual"),
    "peaceful protest": ("PROTEST", "demo"),
    "protest with intervention": ("PROTEST", "demo"),
    "excessive force against protesters": ("PROTEST", "demo"),
    "violent demonstration": ("PROTEST", "riot"),
    "mob violence": ("PROTEST", "riot"),
    "agreement": ("AGREE", None),
    "arrests": ("COERCE", "arrest"),
    "looting/property destruction": ("COERCE", "seize"),
    "headquarters or base established": ("MOBILIZE", "troops"),
    "non-violent transfer of territory": ("RETREAT", "withdraw"),
}
# Where the sub-type is missing or a new one.
_TYPES = {
    "battles": ("ASSAULT", None),
    "explosions/remote violence": ("ASSAULT", None),
    "violence against civilians": ("ASSAULT", None),
    "protests": ("PROTEST", "demo"),
    "riots": ("PROTEST", "riot"),
}
_PRECISIONS = {"1": "day", "2": "week", "3": "month"}
_YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)")


def draft(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of ACLED's export; the dead and the notes are left behind."""
    days = days_of(raw["event_date"], today=today)
    return Draft(
        days=days,
        dated=raw["event_date"],
        actor=_side(raw, 1, days),
        recipient=_side(raw, 2, days),
        acts=_acts(raw),
        label=first_of(raw["sub_event_type"], raw["event_type"]),
        precise=first_of(raw["time_precision"].of(_PRECISIONS.get), constant("day", raw.size)),
        more={
            "source": raw["source"],
            "place": first_of(raw["location"], raw["admin1"]),
            "country": raw["country"].of(country_named),
            "latitude": raw.degrees("latitude", 90),
            "longitude": raw.degrees("longitude", 180),
            "key": raw.ids("event_id_cnty"),
        },
    )


def _acts(raw: Raw) -> Acts:
    kind, sub = raw["event_type"], raw["sub_event_type"]

    def meaning(one: str | None, other: str | None) -> acts.Meaning | None:
        named = _SUB_TYPES.get((other or "").casefold())
        # A kind without a sub-type, or with a new one, has the meaning that its sub-types share.
        named = named or _TYPES.get((one or "").casefold())
        return acts.of_plover(*named) if named else None

    return acts_by((kind, sub), meaning, first_of(sub, kind))


def _side(raw: Raw, number: int, days: Days) -> Side:
    name = raw[f"actor{number}"]
    told = side(name.of(_plain), days, sector=raw[f"inter{number}"].of(sectors.of_interaction))
    return Side(told.country, told.sector, name)


def _plain(name: str) -> str | None:
    """A name without the years of its government, and without the letters before a colon ("JNIM: Group for ...")."""
    plain = " ".join(_YEARS.sub(" ", name).split())
    letters, colon, rest = plain.partition(": ")
    return (rest if colon and letters.isupper() else plain) or None
