"""A leader's surname may be a day or a month; by that word alone it is no person."""

import pytest

import comity


@pytest.mark.parametrize(
    "text",
    [
        "Chile imposed a tariff on Peru on Friday.",
        "Friday brought new talks between Peru and Chile.",
        "Peru and Chile will hold talks in May.",
    ],
)
def test_days_and_months_are_no_people(text: str) -> None:
    for published in (None, "2026-03-04"):
        coding = comity.code_text(text, published=published)
        assert [actor.name for actor in coding.actors if actor.kind == "person"] == []


def test_a_title_or_a_full_name_still_makes_them_people() -> None:
    coding = comity.code_text("Britain's then-prime minister Theresa May met Peru's president. May left.")
    assert "Theresa May" in [actor.name for actor in coding.actors]
