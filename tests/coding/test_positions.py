"""Positions, each told by one short passage of its own."""

from functools import cache

import pytest

from comity.coding.events import find_events
from comity.coding.positions import find_positions
from comity.coding.stage import Stage
from comity.model import Position, Report
from comity.recognition import recognise


@cache
def positions(text: str) -> tuple[Position, ...]:
    """Give the positions of a report of Monday 4 March 2024."""
    stage = Stage(recognise(Report(id="passage", text=text, published="2024-03-04")))
    events, _ = find_events(stage)
    return tuple(find_positions(stage, events))


def told(text: str) -> set[tuple[str | None, str, str]]:
    """Give (state, stance, issue) of every position."""
    return {(row.actor.country, row.stance, row.issue) for row in positions(text)}


STANCES = [
    ("India opposes nuclear weapons in space, its foreign ministry said.", "IND", "opposes", "nuclear-weapons"),
    ("Brazil rejected the tariffs imposed by the United States.", "BRA", "opposes", "tariffs"),
    ("The Philippines protested the use of water cannon in the South China Sea.", "PHL", "opposes", "maritime-border"),
    ("Canada condemned the missile test by North Korea.", "CAN", "opposes", "missiles"),
    ("Ukraine ruled out territorial concessions to Russia.", "UKR", "opposes", "territory"),
    ("The government of Malta does not support sanctions on Libya.", "MLT", "opposes", "sanctions"),
    ("China keeps a ban on Lithuanian beef imports.", "CHN", "opposes", "food-imports"),
    ("Ghana objected to the export controls.", "GHA", "opposes", "export-controls"),
    ("The president of Poland supports sanctions on Russia.", "POL", "supports", "sanctions"),
    ("New Zealand backed nuclear disarmament in talks with France.", "NZL", "supports", "denuclearisation"),
    ("Norway defended the free trade agreement with China.", "NOR", "supports", "trade"),
    ("Kenya endorsed the ceasefire in Sudan.", "KEN", "supports", "ceasefire"),
    ("South Africa would not undo agreements on land borders, Pretoria said.", "ZAF", "supports", "land-border"),
    ("Mozambique will not scrap the extradition treaty with Portugal.", "MOZ", "supports", "extradition"),
    (
        "Japan's defence minister sent a ritual offering to the Yasukuni shrine on Friday.",
        "JPN",
        "supports",
        "war-shrine",
    ),
    ("Japan's trade minister visited the Yasukuni shrine on Sunday.", "JPN", "supports", "war-shrine"),
    ("Kenya called for a ceasefire in Sudan.", "KEN", "demands", "ceasefire"),
    ("Turkey insisted on the extradition of the colonels from Greece.", "TUR", "demands", "extradition"),
    ("Vietnam demanded that China leave its exclusive economic zone.", "VNM", "demands", "maritime-border"),
    ("Spain urged Morocco to accept the return of refugees.", "ESP", "demands", "refugees"),
    ("Cuba called on the United States to lift its sanctions.", "CUB", "demands", "sanctions"),
    ("Namibia demanded reparations from Germany.", "NAM", "demands", "reparations"),
    ("Australia said it does not oppose the free trade deal with India.", "AUS", "concedes", "trade"),
    ("Germany acknowledged the genocide of the Herero in Namibia.", "DEU", "concedes", "genocide"),
    ("Belgium apologised for colonial rule in Congo.", "BEL", "concedes", "history"),
    ("The Netherlands offered a formal apology for slavery to Suriname.", "NLD", "concedes", "wartime-apology"),
    ("Bolivia dropped its claim to the maritime border with Chile.", "BOL", "concedes", "maritime-border"),
    ("Turkey accepted the maritime boundary with Libya.", "TUR", "concedes", "maritime-border"),
    ("Chile will not reopen the maritime ruling, its foreign minister said.", "CHL", "concedes", "maritime-border"),
    ("Ghana declined to discuss extradition of the general.", "GHA", "avoids", "extradition"),
    ("Mexico did not mention migration in its note to the United States.", "MEX", "avoids", "migration"),
    ("Japan's prime minister decided against visiting the Yasukuni shrine.", "JPN", "avoids", "war-shrine"),
    ("Egypt sidestepped the refugees in its answer to Italy.", "EGY", "avoids", "refugees"),
    ("Argentina's president avoided tariffs in his speech in Brasilia.", "ARG", "avoids", "tariffs"),
]


@pytest.mark.parametrize(("text", "state", "stance", "issue"), STANCES)
def test_a_word_of_stance_gives_a_position(text: str, state: str, stance: str, issue: str) -> None:
    assert (state, stance, issue) in told(text)
    assert {row.stance for row in positions(text)} == {stance}


NO_STANCE = [
    "If Egypt opposes the tariffs, Ethiopia will build the dam.",
    "Analysts said Iran could reject uranium enrichment limits.",
    "France denied claims of espionage.",
    "Russia may oppose sanctions.",
    "Would Chile support sanctions on Venezuela?",
    "Italy should defend the ceasefire.",
    "The prime minister of Nepal welcomed the president of India.",
    "The ceasefire in Sudan entered its third week.",
    "Trade between Togo and Benin grew in January.",
    "Peru and Bolivia discussed tariffs in Lima.",
    "Algeria considered a ban on French wheat.",
    "Shop owners in Lagos oppose the tariffs.",
]


@pytest.mark.parametrize("text", NO_STANCE)
def test_what_takes_no_side_gives_none(text: str) -> None:
    assert told(text) == set()


def test_a_document_avoids_for_each_of_its_parties() -> None:
    text = (
        "Chile and Peru signed a joint statement on Friday. "
        "The statement passed over Peru's ban on Chilean poultry, in force since last year."
    )
    assert {row for row in told(text) if row[1] == "avoids"} == {
        ("CHL", "avoids", "food-imports"),
        ("PER", "avoids", "food-imports"),
    }
    assert {row.date.start for row in positions(text) if row.stance == "avoids" and row.date} == {"2024-03-01"}


def test_a_document_that_makes_no_mention_avoids_each_issue_once() -> None:
    text = (
        "Egypt and Ethiopia issued a joint statement on Sunday. "
        "The statement avoided contentious topics, including tariffs and refugees."
    )
    rows = [(row.actor.country, row.issue) for row in positions(text)]
    assert sorted(rows) == [("EGY", "refugees"), ("EGY", "tariffs"), ("ETH", "refugees"), ("ETH", "tariffs")]


def test_a_speaker_stands_for_what_will_not_be_undone() -> None:
    text = "Zambia's president said that the agreements on refugees with Angola will not be rescinded."
    assert told(text) == {("ZMB", "supports", "refugees")}


def test_the_year_of_an_object_does_not_date_the_stance() -> None:
    rows = positions("Nicaragua rejected the 2012 maritime ruling.")
    assert [(row.stance, row.date) for row in rows] == [("opposes", None)]


@pytest.mark.parametrize("text", [row[0] for row in STANCES])
def test_evidence_is_the_text_itself(text: str) -> None:
    for row in positions(text):
        assert row.evidence and all(text[span.start : span.end] == span.text for span in row.evidence)
    assert len({row.id for row in positions(text)}) == len(positions(text))
