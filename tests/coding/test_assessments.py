"""Assessments: passages written for this test, read through the front door."""

import pytest

import comity
from comity.coding.assessments import find_assessments
from comity.coding.events import find_events
from comity.coding.outlook import directions, hedges
from comity.coding.stage import Stage
from comity.model import Assessment, Report
from comity.recognition import recognise


def assess(text: str) -> list[Assessment]:
    stage = Stage(recognise(Report(id="r", text=text, published="2024-03-04")))
    events, _ = find_events(stage)
    return find_assessments(stage, events)


# (text, kind, condition, outcome, hedge, by, dyad, direction); "*" leaves a field open
TOLD: list[tuple[str, str, str, str, str, str, str, str]] = [
    (
        "If the Kenyan president loses the vote in August, the trade pact with Tanzania could collapse, "
        "said an economist at a bank in Nairobi.",
        "conditional",
        "the Kenyan president loses the vote in August",
        "the trade pact with Tanzania could collapse",
        "could",
        "economist",
        "KEN-TZA",
        "worsens",
    ),
    (
        "Should Hanoi sign the accord, Beijing could retaliate against Vietnamese exports.",
        "conditional",
        "Hanoi sign the accord",
        "Beijing could retaliate against Vietnamese exports",
        "could",
        "author",
        "CHN-VNM",
        "worsens",
    ),
    (
        "Unless Ankara lifts its veto, the alliance will not admit Sweden, analysts said.",
        "conditional",
        "Ankara lifts its veto",
        "the alliance will not admit Sweden",
        "*",
        "analysts",
        "SWE-TUR",
        "*",
    ),
    (
        "Without a ceasefire, the talks between Ethiopia and Eritrea could collapse.",
        "conditional",
        "a ceasefire",
        "the talks between Ethiopia and Eritrea could collapse",
        "could",
        "author",
        "ERI-ETH",
        "worsens",
    ),
    (
        "Relations between India and Canada could worsen if the envoy is expelled, analysts say.",
        "conditional",
        "the envoy is expelled",
        "Relations between India and Canada could worsen",
        "could",
        "analysts",
        "CAN-IND",
        "worsens",
    ),
    (
        "In the event of a blockade, Japan would likely join the United States in defending Taiwan.",
        "conditional",
        "a blockade",
        "Japan would likely join the United States in defending Taiwan",
        "would likely",
        "author",
        "JPN-USA",
        "*",
    ),
    (
        '"If the border stays shut, trust between Rwanda and Burundi will erode," said a researcher in Kigali.',
        "conditional",
        "the border stays shut",
        "trust between Rwanda and Burundi will erode",
        "*",
        "researcher",
        "BDI-RWA",
        "worsens",
    ),
    (
        "The alliance may weaken if the next Polish government cuts aid to Ukraine, "
        "according to a think tank in Warsaw.",
        "conditional",
        "the next Polish government cuts aid to Ukraine",
        "The alliance may weaken",
        "may",
        "think tank",
        "POL-UKR",
        "worsens",
    ),
    (
        "Tensions between Egypt and Sudan would ease if the dam were shared.",
        "conditional",
        "the dam were shared",
        "Tensions between Egypt and Sudan would ease",
        "would",
        "author",
        "EGY-SDN",
        "improves",
    ),
    (
        "If Peru reopens the market, trade with Chile might recover.",
        "conditional",
        "Peru reopens the market",
        "trade with Chile might recover",
        "might",
        "author",
        "CHL-PER",
        "improves",
    ),
    (
        "The minister leads the polls and would reopen the dispute with Norway if Russia agrees to talks.",
        "conditional",
        "Russia agrees to talks",
        "*",
        "would",
        "author",
        "NOR-RUS",
        "*",
    ),
    (
        "Ties between Brazil and Argentina may improve after the election.",
        "forecast",
        "",
        "Ties between Brazil and Argentina may improve after the election",
        "may",
        "author",
        "ARG-BRA",
        "improves",
    ),
    (
        "The summit in Lima could ease tensions between Peru and Chile.",
        "forecast",
        "",
        "*",
        "could",
        "author",
        "CHL-PER",
        "improves",
    ),
    (
        "Turkey and Greece are likely to resume talks over the sea border.",
        "forecast",
        "",
        "*",
        "likely",
        "author",
        "GRC-TUR",
        "improves",
    ),
    (
        "A new tariff would hurt relations between Mexico and the United States.",
        "forecast",
        "",
        "*",
        "would",
        "author",
        "MEX-USA",
        "worsens",
    ),
    (
        "Tokyo and Beijing argue over the visit, which would be read as a provocation in China.",
        "forecast",
        "",
        "which would be read as a provocation in China",
        "would",
        "author",
        "CHN-JPN",
        "worsens",
    ),
    (
        "The treaty between Latvia and Belarus is unlikely to survive a change of government.",
        "forecast",
        "",
        "*",
        "unlikely",
        "author",
        "BLR-LVA",
        "*",
    ),
    (
        "The Nigerian president could be replaced by a critic of the pact with Niger.",
        "forecast",
        "",
        "*",
        "could",
        "author",
        "NER-NGA",
        "*",
    ),
    (
        "Analysts expect ties between Australia and China to improve.",
        "forecast",
        "",
        "ties between Australia and China to improve",
        "expect",
        "Analysts",
        "AUS-CHN",
        "improves",
    ),
    (
        "The dispute between Algeria and Morocco looks set to deepen.",
        "forecast",
        "",
        "*",
        "looks set",
        "author",
        "DZA-MAR",
        "worsens",
    ),
    (
        "Ties between Germany and Poland are unlikely to improve this year.",
        "forecast",
        "",
        "*",
        "unlikely",
        "author",
        "DEU-POL",
        "none",
    ),
    (
        "Trade between Oman and Iran might not recover soon, a banker said.",
        "forecast",
        "",
        "*",
        "might",
        "banker",
        "IRN-OMN",
        "none",
    ),
    (
        "The accord may deepen cooperation between Fiji and New Zealand.",
        "forecast",
        "",
        "*",
        "may",
        "author",
        "FJI-NZL",
        "improves",
    ),
    (
        "Relations soured when Qatar recalled its envoy from Cairo.",
        "cause",
        "Qatar recalled its envoy from Cairo",
        "Relations soured",
        "*",
        "author",
        "EGY-QAT",
        "worsens",
    ),
    (
        "Relations between Serbia and Kosovo deteriorated after the raid in the north.",
        "cause",
        "the raid in the north",
        "Relations between Serbia and Kosovo deteriorated",
        "*",
        "author",
        "SRB-XKX",
        "worsens",
    ),
    (
        "Egypt's turn to Turkey is largely a response to the war in Sudan.",
        "cause",
        "the war in Sudan",
        "Egypt's turn to Turkey",
        "largely",
        "author",
        "EGY-TUR",
        "*",
    ),
    (
        "The dispute between Togo and Ghana was triggered by a raid on a fishing boat.",
        "cause",
        "a raid on a fishing boat",
        "The dispute between Togo and Ghana",
        "*",
        "author",
        "GHA-TGO",
        "*",
    ),
    (
        "Ties have been strained by the Indian ban on Canadian wheat.",
        "cause",
        "the Indian ban on Canadian wheat",
        "Ties have been strained",
        "*",
        "author",
        "CAN-IND",
        "worsens",
    ),
    (
        "Jordan recalled its ambassador because Israel closed the crossing.",
        "cause",
        "Israel closed the crossing",
        "Jordan recalled its ambassador",
        "*",
        "author",
        "ISR-JOR",
        "*",
    ),
    (
        "Armenia expelled two diplomats in retaliation for Azerbaijan's arrest of a mayor.",
        "cause",
        "Azerbaijan's arrest of a mayor",
        "Armenia expelled two diplomats",
        "*",
        "author",
        "ARM-AZE",
        "*",
    ),
    (
        "Mistrust between the two armies stems from the war of 1971 between India and Pakistan.",
        "cause",
        "*",
        "Mistrust between the two armies",
        "*",
        "author",
        "IND-PAK",
        "*",
    ),
    (
        "Thanks to a new pipeline, trade between Niger and Benin grew by a third.",
        "cause",
        "a new pipeline",
        "trade between Niger and Benin grew by a third",
        "*",
        "author",
        "BEN-NER",
        "improves",
    ),
    (
        "New governments in Quito tend to walk away from pacts with Bogota.",
        "regularity",
        "",
        "*",
        "tend",
        "author",
        "COL-ECU",
        "worsens",
    ),
    (
        "Fijian leaders often turn to Australia before elections.",
        "regularity",
        "",
        "*",
        "often",
        "author",
        "AUS-FJI",
        "*",
    ),
    (
        "Ties between Ethiopia and Somalia have long swung between war and trade.",
        "regularity",
        "",
        "*",
        "long",
        "author",
        "ETH-SOM",
        "*",
    ),
    (
        "Talks between Sudan and Egypt usually break down over the dam.",
        "regularity",
        "",
        "*",
        "usually",
        "author",
        "EGY-SDN",
        "worsens",
    ),
    (
        "Britain traditionally sides with the United States in such disputes.",
        "regularity",
        "",
        "*",
        "traditionally",
        "author",
        "GBR-USA",
        "*",
    ),
    (
        "Every time Washington sells arms to Taipei, Beijing cancels military talks.",
        "regularity",
        "Washington sells arms to Taipei",
        "Beijing cancels military talks",
        "*",
        "author",
        "*",
        "worsens",
    ),
]

SILENT = [
    "Namibia's premier has announced that she would travel to Luanda for talks with Angola.",
    "The transport minister of Mali promised that the road to Dakar in Senegal would be repaired.",
    "The Danish frigate may enter Polish waters without notice under the agreement.",
    "Had Oslo agreed to the cable earlier, relations with Copenhagen would be warmer today.",
    "The ministers of Kenya and Uganda agreed that their deputies would meet every month.",
    "Real Madrid are likely to sell the Brazilian defender to a club in Saudi Arabia.",
    "The Omani prime minister usually spends August in Muscat.",
    "The Kenyan minister could not attend the talks in Kampala.",
    "The ministers of Chile and Peru met on May 4 in Lima.",
    "The leaders of India and Nepal may have met in secret last year.",
    "Ethiopian pilots can land in Eritrea again.",
    "Could the pact between Japan and Mongolia collapse?",
    "Poland opened the border so that trucks could pass into Ukraine.",
    "The defence ministers of Ghana and Togo are due to meet on Friday.",
    "Brazil's president is flying to Buenos Aires for talks.",
    "Mexico will open a consulate in Havana, its foreign minister said.",
    '"We will respond if they cross the line," the Pakistani prime minister said.',
    "The Turkish president said he would visit Athens in May.",
    "Canada said it would retaliate if the tariffs took effect.",
    "Officials asked if the pact with Norway was still valid.",
    "It is unclear if Sudan will join the talks with Egypt.",
    "Rain could fall on Tokyo and Seoul on Friday.",
    "Shares in Sydney may rise after the holiday.",
    "The French president often jogs along the river.",
    "Kenya and Uganda signed a trade agreement after two days of talks.",
    "Chinese troops were expected to leave the base in 2019.",
    "The leaders are expected to attend a military parade in Beijing in September.",
    "Vietnam should release the two fishermen, Manila said.",
    "Few states, if any, recognise the border between Serbia and Kosovo.",
    "The Thai foreign minister would not say when the talks with Laos began.",
    "In 1950 a traveller could cross from Egypt to Sudan without a visa.",
    "Peru urged Bolivia to decide whether it would buy the gas.",
    "The Jordanian envoy acted as if the treaty with Israel did not exist.",
    "Qatar promised to fund the road if Somalia agreed.",
    "The minister used to live in Chad.",
    "Analysts often say that the border is long.",
    "The agreement between Finland and Estonia was signed in May.",
]


def differs(row: Assessment, told: tuple[str, str, str, str, str, str, str, str]) -> list[str]:
    _, kind, condition, outcome, hedge, by, dyad, direction = told
    holder = row.by if isinstance(row.by, str) else row.by.text
    pairs = [
        ("kind", kind, row.kind),
        ("condition", condition, row.condition.text if row.condition else ""),
        ("outcome", outcome, row.outcome.text),
        ("hedge", hedge, row.hedge or ""),
        ("direction", direction, row.direction),
    ]
    wrong = [f"{name}: {got!r} not {want!r}" for name, want, got in pairs if want not in ("*", got)]
    if by not in holder:
        wrong.append(f"by: {holder!r} not {by!r}")
    if dyad != "*" and dyad not in row.dyads:
        wrong.append(f"dyads: {row.dyads}")
    return wrong


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told[0][:50])
def test_what_is_told_is_found(told: tuple[str, str, str, str, str, str, str, str]) -> None:
    (row,) = assess(told[0])
    assert differs(row, told) == []


@pytest.mark.parametrize("text", SILENT, ids=lambda text: text[:50])
def test_what_is_no_assessment_gives_none(text: str) -> None:
    assert [(row.kind, row.outcome.text) for row in assess(text)] == []


def test_spans_are_the_reports_own_text_and_ids_differ() -> None:
    text = "\n\n".join(told[0] for told in TOLD)
    rows = assess(text)
    for row in rows:
        for span in (row.outcome, *row.evidence, *([row.condition] if row.condition else [])):
            assert text[span.start : span.end] == span.text
    assert len({row.id for row in rows}) == len(rows) >= len(TOLD) - 2


def test_a_passage_without_states_is_of_the_reports_main_pair() -> None:
    text = (
        "Peru and Chile opened a customs post on Friday. Peruvian and Chilean ministers met in Arica. "
        "New governments tend to walk away from agreements."
    )
    (row,) = assess(text)
    assert row.dyads == ("CHL-PER",)


def test_a_passage_on_a_third_state_is_not_given_to_the_main_pair() -> None:
    text = (
        "Peru and Chile opened a customs post on Friday. Peruvian and Chilean ministers met in Arica. "
        "The government in Oslo could fall over the treaty, said a professor."
    )
    (row,) = assess(text)
    assert row.dyads == ()


def test_the_hedge_and_direction_tables_hold_together() -> None:
    assert hedges()["likely"] == "likelihood" and hedges()["may"] == "modal"
    table = directions()
    assert not table["improves"] & table["worsens"]
    assert not table["more"] & table["less"]


# (text, hedge, the term of ICD 203 that it stands for, or null)
LIKELY: list[tuple[str, str | None, str | None]] = [
    ("Ties between Chad and Libya are likely to sour.", "likely", "likely"),
    ("Ties between Chad and Libya will almost certainly worsen.", "almost certainly", "almost certain"),
    ("There is little chance of a truce between Chad and Libya.", "little chance", "very unlikely"),
    ("It is highly unlikely that Chad and Libya will sign the treaty.", "highly unlikely", "very unlikely"),
    ("Analysts doubt that Chad and Libya will sign the treaty.", "doubt", "unlikely"),
    ("Few analysts doubt that Chad and Libya will sign the treaty.", "doubt", None),
    ("Ties between Chad and Libya are not likely to improve.", "likely", "unlikely"),
    ("Ties between Chad and Libya could sour.", "could", None),
    ("Ties between Chad and Libya are set to worsen.", "set", None),
    ("If the border closes, trade between Chad and Libya would probably collapse.", "would probably", "likely"),
]


@pytest.mark.parametrize("told", LIKELY, ids=lambda told: told[0][:60])
def test_a_hedge_that_states_a_likelihood_has_its_range(told: tuple[str, str | None, str | None]) -> None:
    (row,) = assess(told[0])
    assert row.hedge == told[1]
    assert (row.likelihood.term if row.likelihood is not None else None) == told[2]
    if row.likelihood is not None:
        assert 0 < row.likelihood.low < row.likelihood.high < 1


def test_an_announced_visit_is_a_plan_and_only_the_remark_on_it_a_forecast() -> None:
    (row,) = assess(
        "The Serbian opposition leader has already announced she would visit the memorial as president, "
        "which would be seen as an insult in Croatia."
    )
    assert (row.kind, row.outcome.text) == ("forecast", "which would be seen as an insult in Croatia")


def test_an_expert_is_named_with_the_body_beside_the_name() -> None:
    text = "Ties between Peru and Chile could sour, said Ines Varga, a senior fellow at the Danube Institute in Vienna."
    (row,) = assess(text)
    assert not isinstance(row.by, str) and row.by.id == "person:ines-varga"
    (person,) = [actor for actor in comity.code_text(text).actors if actor.id == row.by.id]
    (role,) = person.roles
    assert role.title == "senior fellow" and role.organisation is not None and "Danube Institute" in role.organisation


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Provided that the truce holds, Chad and Libya could reopen the border.", "the truce holds"),
        ("Chad and Libya could reopen the border, as long as the truce holds, a mediator said.", "the truce holds"),
        ("Failing a truce, Chad and Libya risk a new war.", "a truce"),
        ("Were Chad to close the border, Libya would probably protest.", "Chad to close the border"),
        ("Only if Chad apologises will Libya reopen the border.", "Chad apologises"),
        ("The border, if it is ever opened, is likely to bring Chad and Libya closer.", "it is ever opened"),
    ],
)
def test_a_condition_opens_in_many_ways(text: str, term: str) -> None:
    (row,) = assess(text)
    assert row.kind == "conditional" and row.condition is not None and row.condition.text == term
