"""ICEWS: the release of 20 columns, and the benchmarks of temporal knowledge graphs that are drawn from it."""

from datetime import date

from comity.exchange import acts, sectors
from comity.exchange.columns import first_of
from comity.exchange.counting import Tally
from comity.exchange.dates import days_of
from comity.exchange.drafts import Acts, Draft, Side, acts_by, side
from comity.exchange.names_to_states import country_named
from comity.exchange.rows import Raw

RELEASE = (
    "event id", "event date", "source name", "source sectors", "source country", "event text", "cameo code",
    "intensity", "target name", "target sectors", "target country", "story id", "publisher", "city", "province",
    "country", "latitude", "longitude",
)  # fmt: skip
BENCHMARK = ("date", "source", "relation", "target", "sample", "split")


def release(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of the release: states, sectors and intensity are ICEWS's own where it gives them."""
    days = days_of(raw["event date"], today=today)

    def one(who: str) -> Side:
        country = raw[f"{who} country"].of(country_named)
        sector = raw[f"{who} sectors"].of(sectors.of_list)
        return side(raw[f"{who} name"], days, country=country, sector=sector)

    return Draft(
        days=days,
        dated=raw["event date"],
        actor=one("source"),
        recipient=one("target"),
        acts=_acts(raw),
        intensity=raw.numbers("intensity"),
        label=raw["event text"],
        more={
            "source": raw["publisher"],
            "story": raw["story id"],
            "place": first_of(raw["city"], raw["province"]),
            "country": raw["country"].of(country_named),
            "latitude": raw.degrees("latitude", 90),
            "longitude": raw.degrees("longitude", 180),
            "key": raw.ids("event id"),
        },
    )


def benchmark(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of a benchmark: a day, two names with their roles, and CAMEO's words for what was done."""
    days = days_of(raw["date"], today=today)
    relation = raw["relation"].of(lambda word: " ".join(word.replace("_", " ").split()))
    return Draft(
        days=days,
        dated=raw["date"],
        actor=side(raw["source"], days),
        recipient=side(raw["target"], days),
        acts=acts_by((relation,), lambda words: acts.of_label(words) if words else None, relation),
        label=relation,
        more={"sample": first_of(raw["sample"], raw["split"])},
    )


def _acts(raw: Raw) -> Acts:
    """By the code; by the words where the code is none."""
    code, label = raw["cameo code"], raw["event text"]

    def meaning(number: str | None, words: str | None) -> acts.Meaning | None:
        return (acts.of_code(number) if number else None) or (acts.of_label(words) if words else None)

    return acts_by((code, label), meaning, first_of(code, label))
