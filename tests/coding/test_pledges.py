"""Agreements and pledges, each told by one short passage of its own."""

from functools import cache

import pytest

from comity.coding.events import find_events
from comity.coding.pledges import find_pledges
from comity.coding.stage import Stage
from comity.model import Agreement, Pledge, Report
from comity.recognition import recognise


@cache
def coded(text: str) -> tuple[tuple[Agreement, ...], tuple[Pledge, ...]]:
    """Give the agreements and pledges of a report of Monday 4 March 2024."""
    stage = Stage(recognise(Report(id="passage", text=text, published="2024-03-04")))
    events, _ = find_events(stage)
    agreements, pledges = find_pledges(stage, events)
    return tuple(agreements), tuple(pledges)


def states(row: Pledge | Agreement) -> str:
    """Give the states bound, in order of their codes."""
    return " ".join(sorted({ref.country for ref in row.parties if ref.country}))


def to(row: Pledge) -> str:
    """Give the states that a pledge is made to."""
    return " ".join(sorted({ref.country for ref in row.to if ref.country}))


# text, kind, parties, to, words that the pledge's text must hold, due (start) or None
PLEDGES = [
    ("Canada pledged to give three patrol boats to Jamaica.", "promise", "CAN", "JAM", "three patrol boats", None),
    ("Somalia and Turkey agreed to build a joint port in Hobyo.", "undertaking", "SOM TUR", "", "port in Hobyo", None),
    (
        "The Thai prime minister will visit Hanoi in April, Vietnam's foreign ministry said.",
        "plan",
        "THA",
        "VNM",
        "visit Hanoi",
        "2024-04-01",
    ),
    (
        "The defence ministers of Poland and Lithuania agreed to meet again in Warsaw in the autumn.",
        "undertaking",
        "LTU POL",
        "",
        "meet again in Warsaw",
        "2024-09-01",
    ),
    (
        "Chad's prime minister said that his country would open its border with Niger on 3 July.",
        "promise",
        "TCD",
        "NER",
        "open its border",
        "2024-07-03",
    ),
    (
        "Norway's prime minister promised that Oslo would put Iceland back on its list of trusted buyers.",
        "promise",
        "NOR",
        "ISL",
        "put Iceland back on its list",
        None,
    ),
    (
        'Chile\'s president spoke with his Peruvian host. "We will never repeat the horrors of war," he pledged.',
        "assurance",
        "CHL",
        "PER",
        "never repeat the horrors of war",
        None,
    ),
    (
        "Brazil promised to send 200 doctors to Mozambique by June 30.",
        "promise",
        "BRA",
        "MOZ",
        "send 200 doctors",
        "2024-06-30",
    ),
    ("Poland vowed to keep sending weapons to Ukraine.", "promise", "POL", "UKR", "sending weapons", None),
    ("Norway pledged $50 million in aid to Malawi.", "promise", "NOR", "MWI", "$50 million in aid", None),
    (
        "Turkey renewed its pledge to ratify the accession of Sweden.",
        "promise",
        "TUR",
        "SWE",
        "ratify the accession",
        None,
    ),
    ("Qatar promised Lebanon that it would rebuild the port.", "promise", "QAT", "LBN", "rebuild the port", None),
    (
        "Germany's foreign minister said Berlin would lift visa requirements for Georgian citizens.",
        "promise",
        "DEU",
        "GEO",
        "lift visa requirements",
        None,
    ),
    (
        "South Africa will return the looted statues to Benin, the government in Pretoria said.",
        "promise",
        "ZAF",
        "BEN",
        "return the looted statues",
        None,
    ),
    ("New Zealand committed to sending patrol boats to Samoa.", "promise", "NZL", "WSM", "sending patrol boats", None),
    ("China agreed to buy soybeans from Argentina.", "undertaking", "CHN", "ARG", "buy soybeans", None),
    (
        "Morocco and Spain will set up a joint commission on migration.",
        "plan",
        "ESP MAR",
        "",
        "set up a joint commission",
        None,
    ),
    ("The president of Ghana is to visit Togo on April 2.", "plan", "GHA", "TGO", "visit Togo", "2024-04-02"),
    (
        "Argentina's president announced plans to visit Chile in June.",
        "plan",
        "ARG",
        "CHL",
        "visit Chile",
        "2024-06-01",
    ),
    (
        "India and Bangladesh are scheduled to hold talks on water sharing on May 3.",
        "plan",
        "BGD IND",
        "",
        "hold talks",
        "2024-05-03",
    ),
    (
        "Talks between Armenia and Azerbaijan are scheduled for March 20.",
        "plan",
        "ARM AZE",
        "",
        "Talks between",
        "2024-03-20",
    ),
    (
        "The defence ministers of Peru and Chile are due to meet in Arica on April 12.",
        "plan",
        "CHL PER",
        "",
        "meet in Arica",
        "2024-04-12",
    ),
    (
        "Algeria and Tunisia want to build a joint power plant.",
        "plan",
        "DZA TUN",
        "",
        "build a joint power plant",
        None,
    ),
    ("Malaysia plans to send troops to Lebanon.", "plan", "MYS", "LBN", "send troops", None),
    (
        "Finland intends to reopen its border with Russia in May.",
        "plan",
        "FIN",
        "RUS",
        "reopen its border",
        "2024-05-01",
    ),
    (
        "The foreign ministers of Egypt and Sudan agreed to reopen the border crossing.",
        "undertaking",
        "EGY SDN",
        "",
        "reopen the border crossing",
        None,
    ),
    ("Uganda agreed with Rwanda to exchange prisoners.", "undertaking", "RWA UGA", "", "exchange prisoners", None),
    (
        "Thailand and Laos pledged to fight drug smuggling and exchange prisoners.",
        "undertaking",
        "LAO THA",
        "",
        "exchange prisoners",
        None,
    ),
    (
        "Mexico and Guatemala pledged to reopen two border crossings.",
        "undertaking",
        "GTM MEX",
        "",
        "reopen two border crossings",
        None,
    ),
    (
        "Vietnam assured Laos that it would not divert water from the river.",
        "assurance",
        "VNM",
        "LAO",
        "not divert water",
        None,
    ),
    (
        "Canada will not recognise the annexation, the foreign ministry in Ottawa told Ukraine.",
        "assurance",
        "CAN",
        "UKR",
        "will not recognise",
        None,
    ),
    ("Iran pledged never to attack ships of Kuwait.", "assurance", "IRN", "KWT", "never", None),
    (
        "Ecuador promised Colombia not to close the border crossing.",
        "assurance",
        "ECU",
        "COL",
        "close the border crossing",
        None,
    ),
    (
        "Nicaragua told Costa Rica that it would not withdraw from the treaty on the river.",
        "assurance",
        "NIC",
        "CRI",
        "would not withdraw",
        None,
    ),
    (
        "Australia's prime minister said Canberra would never abandon the security pact with Tonga.",
        "assurance",
        "AUS",
        "TON",
        "never abandon",
        None,
    ),
]


@pytest.mark.parametrize(("text", "kind", "parties", "other", "holds", "due"), PLEDGES)
def test_a_pledge_has_its_kind_sides_words_and_due_date(
    text: str, kind: str, parties: str, other: str, holds: str, due: str | None
) -> None:
    _, pledges = coded(text)
    fitting = [p for p in pledges if holds in p.text]
    assert fitting, [p.text for p in pledges]
    found = fitting[0]
    assert (found.kind, states(found), to(found)) == (kind, parties, other)
    assert (found.due.start if found.due else None) == due


REFUSED = [
    "China said that Japan should lift the ban on seafood.",
    "Ethiopia is expected to withdraw its troops from Somalia.",
    "If Greece agrees, Albania will build a pipeline to the border.",
    "Albania would build a pipeline to Greece if the banks agreed.",
    "Kenya has no plans to close its border with Somalia.",
    "Iran had promised to release the sailors of Greece but did not.",
    "Colombia will hold elections in May.",
    "Analysts said Russia will invade Georgia.",
    "Uganda hopes to sign a trade deal with Rwanda.",
    "The United States urged Israel to agree to a ceasefire.",
    "Zambia may send troops to Congo.",
    "The leaders of Fiji and Tonga pledged to leave their differences aside and work as good neighbours.",
    "Serbia refused to promise that it would recognise Kosovo.",
    "North Korea vowed to retaliate against South Korea.",
    "Would Bolivia agree to reopen its border with Chile?",
    "Nepal did not agree to share the water with India.",
    "Neither Cuba nor Haiti plans to attend the summit in Bogota.",
    "Mali wants to buy drones from Turkey.",
    "Portugal will raise taxes on fuel.",
    "Experts predict that Japan will sell missiles to the Philippines.",
    "The European Union demanded that Serbia promise to recognise Kosovo.",
    "Senegal could agree to reopen the crossing to Gambia.",
    "The bridge between Zambia and Botswana will cost a billion dollars.",
    "Residents of Lagos promised to plant trees.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_binds_nobody_is_no_pledge(text: str) -> None:
    _, pledges = coded(text)
    assert [p.text for p in pledges] == []


LISTS = [
    (
        "Kenya and Tanzania issued a joint statement naming three areas of work: 1) shared patrols "
        "on the lake; 2) a customs post; and 3) student exchanges.",
        "KEN TZA",
        ["shared patrols on the lake", "a customs post", "student exchanges"],
    ),
    (
        "In a joint declaration, Jordan and Iraq agreed on (a) a gas pipeline, (b) visas for "
        "drivers and (c) a court for trade disputes.",
        "IRQ JOR",
        ["a gas pipeline", "visas for drivers", "a court for trade disputes"],
    ),
    (
        "Australia and Fiji agreed on three things: first, a joint coast guard; second, visas for "
        "students; third, a fisheries patrol.",
        "AUS FJI",
        ["a joint coast guard", "visas for students", "a fisheries patrol"],
    ),
    (
        "Paraguay and Uruguay set out four fields of cooperation: ports; cattle; river dredging; and education.",
        "PRY URY",
        ["ports", "cattle", "river dredging", "education"],
    ),
    (
        "Mexico and Guatemala pledged to cooperate in trade, migration and health.",
        "GTM MEX",
        ["cooperate in trade", "cooperate in migration", "cooperate in health"],
    ),
    (
        "Greece and Cyprus pledged to deepen ties in many areas, including tourism, energy and education.",
        "CYP GRC",
        ["deepen ties in tourism", "deepen ties in energy", "deepen ties in education"],
    ),
]


@pytest.mark.parametrize(("text", "parties", "items"), LISTS)
def test_a_list_gives_one_pledge_an_item(text: str, parties: str, items: list[str]) -> None:
    _, pledges = coded(text)
    assert [p.text for p in pledges] == items
    assert {states(p) for p in pledges} == {parties}
    assert {p.kind for p in pledges} == {"undertaking"}


def test_a_list_of_disputes_binds_nobody() -> None:
    _, pledges = coded(
        "Kenya and Somalia named three disputes: 1) the sea border; 2) refugees; and 3) the ban on miraa."
    )
    assert pledges == ()


AGREEMENTS = [
    (
        "Kenya and Tanzania signed a memorandum of understanding on fisheries on Friday.",
        "understanding",
        "KEN TZA",
        "2024-03-01",
    ),
    (
        "A free trade agreement between Peru and Indonesia was signed in Lima on Saturday.",
        "agreement",
        "IDN PER",
        "2024-03-02",
    ),
    ("Thailand and Cambodia reached a ceasefire agreement on Sunday.", "agreement", "KHM THA", "2024-03-03"),
    ("Estonia and Latvia concluded a border treaty.", "treaty", "EST LVA", None),
    ("In a joint statement, Egypt and Jordan called for a truce.", "statement", "EGY JOR", None),
    ("The presidents of Angola and Zambia adopted a joint declaration on the railway.", "declaration", "AGO ZMB", None),
]


@pytest.mark.parametrize(("text", "form", "parties", "day"), AGREEMENTS)
def test_an_agreement_has_its_form_parties_and_date(text: str, form: str, parties: str, day: str | None) -> None:
    agreements, _ = coded(text)
    assert [(a.form, states(a), a.date.start if a.date else None) for a in agreements] == [(form, parties, day)]


NOT_MADE = [
    "Past agreements on fisheries between Ghana and Togo were unpopular.",
    "The treaty signed in 1965 between Japan and South Korea is still disputed.",
    "Chad and Libya failed to reach an agreement.",
    "Uganda hopes to sign a trade deal with Rwanda.",
    "The foreign ministry of Cuba issued a statement about the storm.",
    "Ukraine could sign a minerals deal with the United States.",
]


@pytest.mark.parametrize("text", NOT_MADE)
def test_what_was_not_made_is_no_agreement(text: str) -> None:
    agreements, _ = coded(text)
    assert [a.title for a in agreements] == []


def test_a_document_told_twice_is_one_and_holds_its_pledges() -> None:
    text = (
        "Chile and Peru signed a fisheries agreement on Friday. "
        "Under the agreement, Peru will share its catch data by June 30."
    )
    agreements, pledges = coded(text)
    assert len(agreements) == 1
    assert [p.agreement for p in pledges] == [agreements[0].id]
    assert agreements[0].pledges == tuple(p.id for p in pledges)
    assert len(agreements[0].evidence) == 2
    assert pledges[0].made_on is not None and pledges[0].made_on.start == "2024-03-01"


def test_a_document_binds_its_parties() -> None:
    text = "Laos and Cambodia signed a river treaty on Friday. The treaty commits both countries to share flood data."
    agreements, pledges = coded(text)
    assert len(agreements) == 1
    assert [(p.text, states(p), p.agreement) for p in pledges] == [("share flood data", "KHM LAO", agreements[0].id)]


EVERYTHING = [row[0] for row in (*PLEDGES, *LISTS, *AGREEMENTS)]


@pytest.mark.parametrize("text", EVERYTHING)
def test_evidence_is_the_text_itself(text: str) -> None:
    agreements, pledges = coded(text)
    for row in (*agreements, *pledges):
        assert row.evidence
        assert all(text[span.start : span.end] == span.text for span in row.evidence)
    assert len({row.id for row in (*agreements, *pledges)}) == len(agreements) + len(pledges)


def test_the_issue_of_a_pledge_is_that_of_its_words() -> None:
    _, pledges = coded("Greece and Cyprus pledged to deepen ties in many areas, including tourism and energy.")
    assert [p.area for p in pledges] == ["tourism", "energy"]
