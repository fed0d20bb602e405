"""Phoenix: the daily files of the Open Event Data Alliance, and the Cline Center's historical ones."""

from datetime import date

from comity.exchange import acts
from comity.exchange.columns import first_of, spread, together
from comity.exchange.counting import Tally
from comity.exchange.country_codes import of_actor_code
from comity.exchange.dates import days_of
from comity.exchange.drafts import Acts, Draft, Side, acts_by
from comity.exchange.names_to_states import country_named
from comity.exchange.rows import Raw

OEDA = (
    "EventID", "Date", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "TargetActorFull",
    "TargetActorEntity", "TargetActorRole", "EventCode", "EventRootCode", "GoldsteinScore", "Lat", "Lon",
    "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
CLINE = (
    "eid", "story_date", "source", "source_root", "source_agent", "target", "target_root", "target_agent", "code",
    "root_code", "goldstein", "lat", "lon", "placename", "statename", "countryname", "aid", "process",
)  # fmt: skip


def oeda(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of the daily files: actors by their CAMEO codes ("USAGOV"), no names."""
    return Draft(
        days=days_of(raw["Date"], today=today),
        dated=raw["Date"],
        actor=_side(raw, "SourceActorFull", "SourceActorEntity", "SourceActorRole"),
        recipient=_side(raw, "TargetActorFull", "TargetActorEntity", "TargetActorRole"),
        acts=_acts(raw, "EventCode", "EventRootCode"),
        intensity=raw.numbers("GoldsteinScore"),
        more={
            "source": raw["NewsSources"],
            "story": first_of(raw["URLs"], raw["SentenceID"]),
            "url": raw["URLs"].of(lambda word: word.split(";")[0] if "://" in word else None),
            "place": first_of(raw["LocationName"], raw["StateName"]),
            "country": raw["CountryCode"].of(country_named),
            "latitude": raw.degrees("Lat", 90),
            "longitude": raw.degrees("Lon", 180),
            "key": raw.ids("EventID"),
        },
    )


def cline(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of the historical files."""
    return Draft(
        days=days_of(raw["story_date"], today=today),
        dated=raw["story_date"],
        actor=_side(raw, "source", "source_root", "source_agent"),
        recipient=_side(raw, "target", "target_root", "target_agent"),
        acts=_acts(raw, "code", "root_code"),
        intensity=raw.numbers("goldstein"),
        more={
            "source": raw["process"],
            "story": raw["aid"],
            "place": first_of(raw["placename"], raw["statename"]),
            "country": raw["countryname"].of(country_named),
            "latitude": raw.degrees("lat", 90),
            "longitude": raw.degrees("lon", 180),
            "key": raw.ids("eid"),
        },
    )


def _acts(raw: Raw, code: str, root: str) -> Acts:
    return acts_by((raw[code], raw[root]), lambda one, other: acts.of_code(one, other) if one else None, raw[code])


def _side(raw: Raw, whole: str, root: str, role: str) -> Side:
    places, found = together((raw[whole], raw[root], raw[role]), _whose)
    country, sector = (spread(places, [each[part] for each in found]) for part in (0, 1))
    return Side(country, sector, first_of(raw[whole], raw[root]))


def _whose(whole: str | None, root: str | None, role: str | None) -> tuple[str | None, str | None]:
    country, sector = of_actor_code(whole or "")
    by_root, of_root = of_actor_code(root or "")
    _, of_role = of_actor_code(role or "")
    return country or by_root, of_role or sector or of_root
