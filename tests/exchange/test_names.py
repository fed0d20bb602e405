"""Whose a name is, as other coders write names."""

from datetime import date

import pytest

from comity.exchange.names_to_states import country_named, whose

EPOCH = date(1970, 1, 1).toordinal()


def on(name: str, day: str = "2010-01-01") -> tuple[str | None, str | None]:
    return whose(name).on(date.fromisoformat(day).toordinal() - EPOCH)


@pytest.mark.parametrize(
    ("name", "state", "sector"),
    [
        ("Peru", "PER", None),
        ("Ivory_Coast", "CIV", None),
        ("Police (Kenya)", "KEN", "COP"),
        ("Head_of_Government_(Nigeria)", "NGA", "GOV"),
        ("Children (Palestinian Territory, Occupied)", "PSE", "CVL"),
        ("Cabinet / Council of Ministers / Advisors (United States)", "USA", "GOV"),
        ("Foreign Affairs (Congo)", "COG", "GOV"),
        ("Citizen (Democratic Republic of Congo)", "COD", "CVL"),
        ("African Union", "IGO:AU", "IGO"),
        ("Israeli Defense Forces", "ISR", "MIL"),
        ("Tanzania People's Defence Force", "TZA", "MIL"),
        ("Parliament of Norway", "NOR", "LEG"),
        ("South Korean Navy", "KOR", "MIL"),
        ("Citizen (Guinea-Bissau)", "GNB", "CVL"),
    ],
)
def test_names_of_states_bodies_and_roles(name: str, state: str, sector: str | None) -> None:
    assert on(name) == (state, sector)


@pytest.mark.parametrize(
    "name",
    ["Middle East", "Africa", "Citizen (Africa)", "Media (International)", "North America", "Unspecified Actor",
     "UN Mission in Liberia", "Georgia Smith", "Gulf of Guinea Commission", "Latin American Parliament", "Smith"],
)  # fmt: skip
def test_what_is_no_states_name_stays_unknown(name: str) -> None:
    assert on(name)[0] is None


def test_a_leader_belongs_where_they_serve_on_the_day() -> None:
    assert on("Ban Ki-moon", "2005-06-01") == ("KOR", "GOV")
    assert on("Ban Ki Moon", "2010-06-01") == ("IGO:UN", "IGO")
    assert on("Dmitry_Anatolyevich_Medvedev", "2010-06-01") == ("RUS", "GOV")
    # A longer name than the leader's is another person's a generation later.
    assert on("Mikhail Sergeyevich Gorbachev", "1995-06-01")[0] is not None
    assert on("Mikhail Sergeyevich Gorbachev", "2040-06-01") == (None, None)
    # Out of office the state stays, and the office does not.
    assert on("Angela Merkel", "2023-06-01") == ("DEU", None)


def test_steps_say_the_same_as_single_days() -> None:
    found = whose("Ban Ki-moon")
    for day in range(12000, 18000, 7):
        step = [each for each in found.steps() if each.day <= day][-1]
        assert (step.country, step.sector) == found.on(day)


def test_countries_in_spellings_of_coders() -> None:
    written = ("Russian Federation", "Viet Nam", "Türkiye", "Europe", "Korea, North")
    assert [country_named(each) for each in written] == ["RUS", "VNM", "TUR", None, None]
