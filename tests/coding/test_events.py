"""Events through the front door: who did what to whom, and whether it was done at all.

Each row is a sentence, and what must be found in it: type, status, states of actors and recipients.
"""

import pytest

import comity
from comity.model import Event

MONDAY = "2024-03-04"


def events(text: str, published: str | None = MONDAY) -> tuple[Event, ...]:
    return comity.code_text(text, id="report", published=published).events


def short(event: Event) -> tuple[str, str, str, str]:
    def states(side: tuple[object, ...]) -> str:
        return " ".join(sorted({str(getattr(ref, "country", None)) for ref in side}))

    return event.type, event.status, states(event.actors), states(event.recipients)


FOUND = [
    ("Kenya expelled two Ethiopian diplomats on Tuesday.", ("SANCTION", "occurred", "KEN", "ETH")),
    ("Addis Ababa accused Nairobi of spying.", ("ACCUSE", "occurred", "ETH", "KEN")),
    ("Two Ghanaian trawlers were seized by the Togolese navy.", ("COERCE", "occurred", "TGO", "GHA")),
    ("Germany and Poland agreed to build a joint rail link.", ("AGREE", "occurred", "DEU POL", "DEU POL")),
    (
        "Angola's envoy denied a newspaper report that Angolan troops had crossed into Zambia.",
        ("MOBILIZE", "denied", "AGO", "ZMB"),
    ),
    (
        "Uruguay signed a customs accord with Paraguay in 2019; it was never ratified.",
        ("SUPPORT", "occurred", "PRY URY", "PRY URY"),
    ),
    (
        "Kenya and Uganda were due to sign a pact on Friday, but the ceremony was called off.",
        ("SUPPORT", "denied", "KEN UGA", "KEN UGA"),
    ),
    (
        "The two sides, Kenya and Somalia, were to meet on Friday, but the talks were postponed.",
        ("CONSULT", "denied", "KEN SOM", "KEN SOM"),
    ),
    ("Peru, Chile, and Bolivia met yesterday.", ("CONSULT", "occurred", "BOL CHL PER", "BOL CHL PER")),
    ("Talks between Norway and Iceland on herring ended on Friday.", ("CONSULT", "occurred", "ISL NOR", "ISL NOR")),
    ("Their curbs aside, Fiji condemned Tonga's blockade of the reef.", ("ACCUSE", "occurred", "FJI", "TON")),
    ("Ottawa urged Jakarta to release the crew.", ("REQUEST", "occurred", "CAN", "IDN")),
    ("Turkey refused to extradite the Greek colonel to Greece.", ("REJECT", "occurred", "TUR", "GRC")),
    ("Moscow launched an air strike against Syria.", ("ASSAULT", "occurred", "RUS", "SYR")),
    ("Oman sent 40 tonnes of medicine to Yemen.", ("AID", "occurred", "OMN", "YEM")),
    ("Mongolia praised Nepal for the rescue.", ("SUPPORT", "occurred", "MNG", "NPL")),
    ("The talks did not touch Chad's ban on Cameroonian beef.", ("SANCTION", "ongoing", "TCD", "CMR")),
    (
        "Washington has put a 10% duty on Kenyan and Ugandan tea.",
        ("SANCTION", "occurred", "USA", "KEN UGA"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_an_act_is_found_with_both_sides(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in [short(event) for event in events(text)]


OPEN = [
    ("Ghana hosts talks with Togo on Sunday; Benin has not been asked.", "CONSULT", "planned"),
    ("The foreign ministers of Chad and Niger are due to meet in Lomé on April 12.", "CONSULT", "planned"),
    ("Neither Laos nor Cambodia plans to attend the summit in Beijing in May.", "CONSULT", "denied"),
    ("Belgium could recall its ambassador from Rwanda.", "SANCTION", "conditional"),
    ("Rome urged Tunis to release the fishermen.", "RETREAT", "demanded"),
    ("The deal could help Venezuela evade United States sanctions.", "REJECT", "conditional"),
    ("Malta will send two patrol boats to Libya.", "AID", "planned"),
    ("Spain has yet to sign the accord with Morocco.", "SUPPORT", "denied"),
    ("The envoy hoped to meet the Saudi king in Riyadh.", "CONSULT", "planned"),
    ("It would be unwise for Armenia to bomb Azerbaijan.", "ASSAULT", "conditional"),
]


@pytest.mark.parametrize(("text", "kind", "status"), OPEN)
def test_what_was_not_done_is_never_told_as_done(text: str, kind: str, status: str) -> None:
    found = {event.status for event in events(text) if event.type == kind}
    assert not found & {"occurred", "ongoing"}
    assert found <= {status}


NOTHING = [
    "England beat Australia by three wickets at the old ground.",
    "Japan attacked down the left and scored in the last minute.",
    "A storm killed twelve people on the coast of Honduras.",
    "About four million French tourists visited Morocco last year.",
    "The bank declared war on paper forms.",
    "New governments in the region tend to overturn what others signed.",
    "If the president resigns, parliament would elect a successor.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_act_between_states_is_made_up(text: str) -> None:
    assert [short(event) for event in events(text) if event.status in ("occurred", "ongoing")] == []


def test_an_announced_deed_is_planned_and_its_announcement_occurred() -> None:
    found = {(event.type, event.status) for event in events("Ghana said it would send doctors to Togo.")}
    assert ("AGREE", "occurred") in found
    assert ("AID", "occurred") not in found


def test_an_assurance_is_no_threat() -> None:
    found = {
        (event.type, event.status) for event in events("Cyprus told reporters it would not overturn the agreement.")
    }
    assert ("AGREE", "occurred") in found


def test_the_list_of_a_statement_is_not_done() -> None:
    text = (
        "Peru and Ecuador issued a joint statement outlining three areas of work: 1) opening a border post; "
        "2) cooperating on flood warnings; and 3) training each other's pilots."
    )
    assert [event.type for event in events(text) if event.status == "occurred"] == ["AGREE"]


def test_a_visit_to_a_shrine_is_no_meeting() -> None:
    text = "The Japanese industry minister visited Yasukuni Shrine on Friday."
    assert [event for event in events(text) if event.type == "CONSULT"] == []


def test_what_is_dated_after_its_report_has_not_happened() -> None:
    (event,) = events("The Omani foreign minister meets his Qatari counterpart in Doha on March 9, 2024.")
    assert event.status == "planned"


def test_a_person_stands_for_their_state_in_either_name_order() -> None:
    for name in ("Shigeru Ishiba", "Ishiba Shigeru"):
        text = f"Japanese Prime Minister {name} met the Thai prime minister in Bangkok on Friday."
        found = [e for e in events(text, "2025-03-03") if e.type == "CONSULT"]
        assert {ref.id for event in found for ref in event.actors if ref.country == "JPN"} == {"person:ishiba-shigeru"}


def test_evidence_and_trigger_lie_in_the_text() -> None:
    coding = comity.code_text("On Monday Fiji thanked Samoa for its help after the cyclone.", published=MONDAY)
    for event in coding.events:
        for span in (*event.evidence, event.trigger):
            assert span is not None
            assert coding.report.text[span.start : span.end] == span.text


def test_the_same_text_gives_the_same_ids() -> None:
    text = "Mali recalled its ambassador from Paris on Thursday."
    assert [event.id for event in events(text)] == [event.id for event in events(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Cairo asked Khartoum for consultations under the 1959 waters agreement.",
        "Iran withdrew from the 2015 nuclear accord.",
        "Pyongyang rejected the 1953 armistice.",
        "Ethiopia rejected the treaty of 1959.",
        "Australia imposed sanctions on Fiji over the 2006 coup.",
        "France apologised to Algeria for the 1961 massacre.",
        "Chad rejected the July 2015 accord with Libya.",
        "Canada suspended aid to Mali under a 2012 law.",
        "Norway criticised the 2021 report.",
        "Peru recalled its ambassador to Chile after the 1995 war.",
        "Spain condemned last year's attack on its embassy in Libya.",
        "The 2008 invasion of Georgia was condemned by Poland.",
    ],
)
def test_a_date_that_names_a_thing_does_not_date_what_is_done_about_it(text: str) -> None:
    assert [each.date for each in events(text) if each.type != "ASSAULT"] == [None]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The 2019 talks between Greece and Turkey were held in Ankara.", "2019-01-01"),
        ("Ghana and Togo signed the 2017 border accord in Accra.", "2017-01-01"),
        ("The 1965 treaty was signed in Lima by Peru and Chile.", "1965-01-01"),
        ("Israel attacked Syria during the 1973 war.", "1973-01-01"),
        ("The Omani and Qatari ministers met on the sidelines of the 2018 summit.", "2018-01-01"),
        ("Serbia appealed to Croatia under the 1995 Dayton agreement in 2003.", "2003-01-01"),
        ("On Friday Mali's president praised Niger.", "2024-03-01"),
        ("In 2019 Greek ministers accused Turkey of piracy.", "2019-01-01"),
        ("Russia's 2014 annexation of Crimea was brief.", "2014-01-01"),
        ("Sudan expelled Egypt's envoy in 1995.", "1995-01-01"),
    ],
)
def test_a_date_of_the_deed_stands_in_any_place(text: str, start: str) -> None:
    assert [each.date.start if each.date else None for each in events(text)] == [start]


def test_a_month_after_an_invitation_is_when_the_guest_is_to_come() -> None:
    (bid,) = events("Armenia's premier invited the Georgian president to Yerevan in November.")
    assert (bid.type, bid.date) == ("REQUEST", None)
    (dated,) = events("In November Armenia's premier invited the Georgian president to Yerevan.")
    assert dated.date is not None and dated.date.start == "2023-11-01"


def test_a_meeting_by_which_something_is_asked_for_is_not_what_is_asked_for() -> None:
    (asked,) = events("Chile called on Peru to suspend the fees before a meeting of trade ministers.")
    assert asked.mode == "change"
    (asked,) = events("Kenya called on Uganda to hold talks before the harvest.")
    assert asked.mode == "meet"


def test_two_of_many_are_not_the_two_sides() -> None:
    told = comity.code_text(
        "Vietnam and Cambodia opened a canal. To Lam will visit Phnom Penh in May, according to two diplomats.",
        id="report", published=MONDAY,
    )  # fmt: skip
    assert {row.speaker.country for row in told.statements if row.speaker is not None} <= {None}


def test_two_of_many_who_are_of_both_sides_are() -> None:
    (held,) = events("Chad and Niger share a lake. On Friday two ministers from both countries met in Zinder.")
    assert short(held)[2:] == ("NER TCD", "NER TCD")
