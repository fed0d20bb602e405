"""Quotes and who said them: passages written for this test, through the front door."""

import pytest

from comity.model import Quote, Report
from comity.recognition import recognise
from comity.recognition.marks import quote_marks

# (text, start of the quote, who: a country or words of the reference; None: no known speaker)
SPOKEN: list[tuple[str, str, str | None]] = [
    ('"The pact will hold," Kenya\'s foreign minister said on Monday.', "The pact", "KEN"),
    ("“The pact will hold,” Kenya’s foreign minister said on Monday.", "The pact", "KEN"),
    ('"We want the road open," said the Chilean president.', "We want", "CHL"),
    ('The Indian defence minister said: "No soldier will cross the line."', "No soldier", "IND"),
    ('The Indian defence minister said, "No soldier will cross the line."', "No soldier", "IND"),
    ('"Our patience," the Turkish president warned, "is not without end."', "Our patience", "TUR"),
    ('"Our patience," the Turkish president warned, "is not without end."', "is not without", "TUR"),
    ("“We will trade,” the Thai premier said. “We will not beg.”", "We will trade", "THA"),
    ("“We will trade,” the Thai premier said. “We will not beg.”", "We will not", "THA"),
    ('Brazil\'s president called Bolivia "our dearest neighbour".', "our dearest", "BRA"),
    ('The Polish foreign minister described the border fence as "a wall of shame".', "a wall", "POL"),
    ('The Ethiopian ambassador accused Egypt of "playing with fire".', "playing", "ETH"),
    ('In Manila, the Philippine navy said China\'s ships had behaved "like pirates".', "like pirates", "PHL"),
    (
        'According to the Ghanaian finance minister, "nobody gains from a closed border."',
        "nobody gains",
        "GHA",
    ),
    (
        '"Nobody gains from a closed border," according to the Ghanaian finance minister.',
        "Nobody gains",
        "GHA",
    ),
    (
        "The French president met reporters in Paris. “This is a good day for Europe,” he said.",
        "This is a good",
        "FRA",
    ),
    (
        'The Canadian prime minister spoke late. "There is no deal yet," she told reporters.',
        "There is no deal",
        "CAN",
    ),
    ('Mexico\'s foreign minister flew home. "I leave with hope," he added.', "I leave", "MEX"),
    (
        '"It was a frank talk," the Australian envoy said. "They listened," the Fijian envoy replied.',
        "It was",
        "AUS",
    ),
    (
        '"It was a frank talk," the Australian envoy said. "They listened," the Fijian envoy replied.',
        "They listened",
        "FJI",
    ),
    (
        'Norway\'s premier praised the treaty as "a gift to our children". '
        'Russia\'s foreign minister called it "a mistake".',
        "a gift",
        "NOR",
    ),
    (
        'Norway\'s premier praised the treaty as "a gift to our children". '
        'Russia\'s foreign minister called it "a mistake".',
        "a mistake",
        "RUS",
    ),
    (
        "“We have waited ten years for this bridge,” the Zambian president said.\n"
        "“Now our farmers will sell in every market of the south.”",
        "Now our farmers",
        "ZMB",
    ),
    (
        "“We have waited ten years for this bridge,” the Zambian president said. “The river was a wall.\n\n"
        "“It is a wall no more.”",
        "It is a wall",
        "ZMB",
    ),
    (
        "The Cuban president addressed parliament. “The embargo has lasted too long.\n"
        "“It hurts every family,” he said.",
        "It hurts",
        "CUB",
    ),
    ('The Italian foreign ministry said in a statement that the raid was "a grave error".', "a grave", "ITA"),
    ('In a statement, the Italian foreign ministry called the raid "a grave error".', "a grave", "ITA"),
    ('The Saudi crown prince promised "a new chapter" with Iran.', "a new chapter", "SAU"),
    ('Iran\'s supreme leader wrote that the offer was "an insult to the nation".', "an insult", "IRN"),
    ('"The talks were useful", Vietnam\'s foreign ministry said.', "The talks", "VNM"),
    ('"If they fire, we fire," warned the Pakistani army.', "If they fire", "PAK"),
    (
        "\"The minister told me: 'Never again,' and left,\" the Dutch ambassador said.",
        "The minister told",
        "NLD",
    ),
    ("“He told us ‘trust no one’ and left,” the Swedish envoy said.", "He told us", "SWE"),
    ("‘The line is closed,’ said the Irish foreign minister.", "The line", "IRL"),
    ('Asked about the tariff, the Peruvian president answered: "Ask Washington."', "Ask Washington", "PER"),
    (
        'Germany\'s chancellor, speaking in Berlin, said the plan was "dead on arrival".',
        "dead on arrival",
        "DEU",
    ),
    ('"Trade must be fair," said the Argentine president, who visited Chile in May.', "Trade must", "ARG"),
    (
        'The Nigerian president, quoting a proverb, said "the river never forgets its bed".',
        "the river",
        "NGA",
    ),
    ('Japan\'s prime minister thanked Mongolia for "years of quiet friendship".', "years of quiet", "JPN"),
    (
        'The Greek foreign minister told his Turkish counterpart that "the sea belongs to both".',
        "the sea",
        "GRC",
    ),
    ('"We are brothers," the Algerian president told the Moroccan king.', "We are brothers", "DZA"),
    ('"A shameful vote," the Israeli ambassador tweeted.', "A shameful", "ISR"),
    ('The statement angered Baku. "It is a lie," Azerbaijan\'s foreign ministry said.', "It is a lie", "AZE"),
    ('The Ukrainian president said he was "not afraid of talks" with Moscow.', "not afraid", "UKR"),
    (
        'New Zealand\'s prime minister said ties with China were "mature enough for candour".',
        "mature enough",
        "NZL",
    ),
    ('"The gas will flow again," the Hungarian foreign minister was quoted as saying.', "The gas", "HUN"),
    ('The treaty was hailed by the Jordanian king as "the fruit of patience".', "the fruit", "JOR"),
    ('The treaty was "the fruit of patience", the Jordanian king said.', "the fruit", "JOR"),
    (
        'Asked about the raid, she said "no comment at all". The raid took place on Monday.',
        "no comment",
        None,
    ),
    ('"We lost two boats and a whole season," a fisherman in Cebu said.', "We lost", "fisherman"),
    ('"Both sides are tired of the war," said an analyst in Geneva.', "Both sides", "analyst"),
    ('"Prices will rise," economists said in a joint letter.', "Prices", "economists"),
    ('The UN secretary-general said the blockade was "beyond cruel".', "beyond cruel", "IGO:UN"),
    ('NATO\'s secretary-general said: "The alliance stands."', "The alliance", "IGO:NATO"),
    ('"Dialogue is the only road," the African Union said.', "Dialogue is", "IGO:AU"),
    ('Serbia\'s president denounced the vote as "a farce".', "a farce", "SRB"),
    ('Colombia\'s foreign minister dismissed the claim as "pure fantasy".', "pure fantasy", "COL"),
    (
        '"We ask for respect," the Bolivian president said, adding that "respect costs nothing".',
        "respect costs",
        "BOL",
    ),
    ('The Malian junta branded the neighbours "puppets of a distant power".', "puppets", "MLI"),
    ('"Sign it," the American president urged Congo and Rwanda.', "Sign it", "USA"),
    ('Egypt\'s president said that Sudan was "a brother" and promised help.', "a brother", "EGY"),
    (
        'Tokyo protested. The chief cabinet secretary said it was "extremely regrettable".',
        "extremely",
        "cabinet secretary",
    ),
    ('The Qatari emir, in a speech in Doha, spoke of "an open wound in the Gulf".', "an open wound", "QAT"),
    (
        "South Africa's foreign minister insisted that the court's order was \"binding on all\".",
        "binding on",
        "ZAF",
    ),
]

# Marks that set off a term, a title or a name: no speech.
UNSPOKEN = [
    'The survivors of the "comfort women" system met in Seoul.',
    'Exports of so-called "green steel" to Germany rose last year.',
    'The film "Long Road Home" opened in Nairobi on Friday.',
    "The “Belt and Road” forum opened in Beijing.",
    'Chile and Peru take part in the "Blue Sea" drills every May.',
    "The ministers discussed a “two plus two” meeting next year.",
    'The Japanese government said the "comfort women" accord would stay in force.',
    'The ship "Esperanza" reached the port of Callao.',
]

# Measured: every passage above has the right speaker. Below this share a change is a step back.
FLOOR = 0.95


def told_by(quote: Quote, who: str | None) -> bool:
    if who is None or quote.speaker is None:
        return who is None and quote.speaker is None
    return who == quote.speaker.country or who in quote.speaker.text


def found(text: str, opening: str) -> Quote | None:
    quotes = recognise(Report(id="q", text=text, published="2024-03-04")).quotes
    return next((quote for quote in quotes if quote.direct and quote.text.startswith(opening)), None)


def test_speakers_are_right() -> None:
    wrong = [
        (opening, who, quote and quote.speaker)
        for text, opening, who in SPOKEN
        if (quote := found(text, opening)) is None or not told_by(quote, who)
    ]
    assert len(wrong) <= (1 - FLOOR) * len(SPOKEN), wrong


def test_scare_quotes_are_no_speech() -> None:
    wrong = [
        (text, quote.text)
        for text in UNSPOKEN
        for quote in recognise(Report(id="q", text=text, published="2024-03-04")).quotes
        if quote.direct
    ]
    assert wrong == []


def test_every_quote_is_the_reports_own_text() -> None:
    text = "\n".join(dict.fromkeys(text for text, _, _ in SPOKEN))
    for quote in recognise(Report(id="q", text=text, published="2024-03-04")).quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.cue is None or text[quote.cue.start : quote.cue.end] == quote.cue.text


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"One," he said, "two."', ["One,", "two."]),
        ("“One ‘inner’ word,” he said.", ["One ‘inner’ word,"]),
        ("‘It’s the farmers’ road,’ he said.", ["It’s the farmers’ road,"]),
        ("The farmers’ road isn’t open.", []),
        ("«Sí,» he said.", ["Sí,"]),
        (
            "“An open paragraph runs on and on\n“and then it closes.”",
            ["An open paragraph runs on and on", "and then it closes."],
        ),
    ],
)
def test_quote_marks(text: str, inner: list[str]) -> None:
    assert [text[start:end] for start, end in quote_marks(text)] == inner


def test_indirect_quotes_name_their_speaker() -> None:
    (quote,) = recognise(
        Report(id="q", text="Kenya's president said that the road would open in June.", published="2024-03-04")
    ).quotes
    assert not quote.direct
    assert quote.speaker is not None and quote.speaker.country == "KEN"
    assert quote.cue is not None and quote.cue.text == "said"


def test_addressees_of_a_quote() -> None:
    quote = found('"We are brothers," the Algerian president told the Moroccan king.', "We are")
    assert quote is not None and [ref.country for ref in quote.addressees] == ["MAR"]


@pytest.mark.parametrize(
    ("text", "indirect"),
    [
        ("“Radio Lima” reported that Chile had signed.", "that Chile had signed"),
        ("On Friday “the Omani ministry” said that talks were over.", "that talks were over"),
    ],
)
def test_a_name_in_marks_is_no_quote_of_itself(text: str, indirect: str) -> None:
    (quote,) = recognise(Report(id="q", text=text, published="2024-03-04")).quotes
    assert (quote.text, quote.direct) == (indirect, False)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Peru, Chile, Oman” said the list, which the ministry published.", "the list"),
        ("“A pact with Oman, the ministry” said on Friday, and added that it was over.", None),
    ],
)
def test_nobody_speaks_out_of_the_quoted_words(text: str, speaker: str | None) -> None:
    quotes = recognise(Report(id="q", text=text, published="2024-03-04")).quotes
    assert [quote.speaker and quote.speaker.text for quote in quotes if quote.direct] == [speaker]
