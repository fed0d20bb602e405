"""Who holds a position takes the verb of one or of several."""

import pytest

from comity.model import ActorRef, Position, Span
from comity.presentation.disputed import stance_text
from comity.presentation.names import stance_of, takes_plural


@pytest.mark.parametrize(
    "holder",
    [
        "Both governments", "the two ministers", "officials", "Officials in Lima", "Peru's officials", "both sides",
        "the governments of Chad and Mali", "Greece and Turkey", "Egypt, Ethiopia and Sudan", "the Houthis", "police",
        "Kenya's president and Uganda's premier", "Norway's and Iceland's ministers", "several Balkan states",
        "the Foreign Ministers", "fishermen's unions", "citizens of Laos", "Turkish Lawmakers",
        "the minister and the envoy",
    ],
)  # fmt: skip
def test_several_hold(holder: str) -> None:
    assert takes_plural(holder)
    assert stance_of(holder, "concedes") == f"{holder} concede"


@pytest.mark.parametrize(
    "holder",
    [
        "Peru", "the Philippines", "the United States", "Trinidad and Tobago", "Bosnia and Herzegovina", "Hamas",
        "Trinidad and Tobago's foreign minister", "the Ministry of Trade and Industry", "Honduras",
        "the United Nations",
        "the foreign ministry", "the Trade and Industry Ministry", "Reuters", "the foreign and defence minister",
        "the Ministry of Foreign Affairs", "Jordan's king", "the head of both chambers", "an unnamed party", "",
    ],
)  # fmt: skip
def test_one_holds(holder: str) -> None:
    assert not takes_plural(holder)
    assert stance_of(holder, "opposes") == f"{holder} opposes"


def test_a_stance_in_a_line_agrees_with_its_holder() -> None:
    evidence = (Span(0, 40, "Officials opposed a new tariff on copper"),)
    officials = ActorRef("PER", "GOV", "office:per:official", "official", "officials")
    several = Position("o-1", officials, "tariffs", "opposes", None, evidence, 0.8)
    assert stance_text(several).startswith("on tariffs and duties, Peru's officials object")
    state = ActorRef("PER", "GOV", "state:PER", "Peru", "Peru")
    one = Position("o-2", state, "tariffs", "opposes", None, evidence, 0.8)
    assert stance_text(one).startswith("on tariffs and duties, Peru objects")
