"""Page noise goes, with its reason; sentences stay."""

import pytest

from comity.model import Report
from comity.reading import read_text

from .corpus import BODY, PAGE

_A = "The ministers signed the accord on Tuesday."
_B = "It covers fishing, customs and rail."


def _reason(report: Report, words: str) -> str | None:
    return next((item.reason for item in report.removed if words in item.text), None)


def test_a_page_keeps_its_sentences_and_nothing_else() -> None:
    report = read_text(PAGE)
    assert report.text == BODY
    assert report.title == "Peru and Chile reopen the mountain road"
    assert report.byline == "our correspondent in Santiago"
    assert (report.published, report.place, report.outlet) == ("2024-03-04", "Santiago", "Example Wire")
    assert all(PAGE[item.start : item.end] == item.text for item in report.removed)


def test_cleaning_a_clean_text_changes_nothing() -> None:
    assert read_text(BODY).text == BODY


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Skip to content", "navigation"),
        ("3. Skip to more sites", "navigation"),
        ("More stories", "navigation"),
        ("Related", "navigation"),
        ("Read more: The road that was closed", "navigation"),
        ("Watch: Copper's long road 02:10", "video"),
        ("01:16", "video"),
        ("Your browser does not support the video element.", "video"),
        ("Sign up for our weekly newsletter and never miss a treaty.", "newsletter"),
        ("Advertisement", "advertisement"),
        ("Share on Facebook", "share"),
        ("We use cookies to improve your visit. Accept our policy.", "cookie notice"),
        ("This article was originally written in Spanish.", "notice"),
        ("Our Standards: The Example Wire Principles", "notice"),
        ("Credit: Office of the President of Chile", "credit"),
        ("Additional reporting by the Lima desk", "reporting credit"),
        ("Reporting by the Lima desk; Editing by the night desk", "reporting credit"),
        ("The envoys shake hands in Lima (Photo: Example Wire)", "caption"),
        ("Trucks wait at the border post. Pool/AFP", "caption"),
        ("A quarrel about trucks", "subheading"),
    ],
)
def test_noise_between_paragraphs(line: str, reason: str) -> None:
    report = read_text(f"{_A}\n\n{line}\n\n{_B}")
    assert report.text == f"{_A}\n\n{_B}"
    assert _reason(report, line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Read more closely, the statement promises nothing.",
        "The report was published on Monday after a quarrel, and both ministries withdrew from the talks.",
        "Share prices in Santiago fell after the speech.",
        "Watch towers were built along the frontier.",
        "By Tuesday the trucks had gone.",
        "Cookies from Chile may be imported again.",
        "Related talks on rail were put off until June.",
        '"We will not move," the ministry said.',
        "Will it last? Traders in Arica doubt it.",
    ],
)
def test_sentences_that_begin_like_noise_stay(line: str) -> None:
    assert line in read_text(f"{_A}\n\n{line}\n\n{_B}").text


def test_a_caption_goes_with_the_credit_below_it() -> None:
    caption = "The presidents of Peru (left) and Chile attend a parade in Lima, July 28, 2023."
    report = read_text(f"Peru and Chile hold a parade\n\n{caption}\n\nCredit: Office of the President\n\n{_A}\n\n{_B}")
    assert report.text == f"{_A}\n\n{_B}"
    assert _reason(report, caption) == "caption"


def test_the_first_sentence_below_a_credit_stays() -> None:
    first = "The deal leaves Peru with two ports in the north."
    report = read_text(f"Peru and Chile hold a parade\n\nCredit: Example Wire\n\n{first}\n\n{_B}")
    assert report.text == f"{first}\n\n{_B}"


def test_the_headline_of_a_video_teaser_goes_with_its_duration() -> None:
    report = read_text(f"{_A}\n\nWhy copper matters to Chile\n\n01:16\n\n{_B}")
    assert report.text == f"{_A}\n\n{_B}"
    assert _reason(report, "copper") == "video"


def test_repeated_titles_and_breadcrumbs_go_and_a_standfirst_stays() -> None:
    title = "A Road Across the Andes Opens Again"
    stand = "For both governments, the road is a promise kept."
    crumbs = "Andes Desk\u00a0|\u00a0Diplomacy\u00a0|\u00a0South America"
    page = "\n\n".join(["Andes Desk", title, crumbs, title, stand, _A])
    report = read_text(page)
    assert report.title == title
    assert report.text == f"{stand}\n\n{_A}"
    assert _reason(report, "Diplomacy") == "section label"


def test_a_publication_above_the_title_is_the_outlet() -> None:
    report = read_text(f"The Arica Gazette\n\nPeru and Chile open a road\n\n{_A}\n\n{_B}")
    assert (report.outlet, report.title) == ("The Arica Gazette", "Peru and Chile open a road")


@pytest.mark.parametrize(
    ("opening", "place", "outlet", "published"),
    [
        ("LIMA, March 4 (Example Wire) — ", "Lima", "Example Wire", "2024-03-06"),
        ("LIMA, March 4, 2024 (Example Wire) - ", "Lima", "Example Wire", "2024-03-06"),
        ("RIO DE JANEIRO (Example Wire) - ", "Rio de Janeiro", "Example Wire", "2024-03-06"),
        ("Tokyo (Example Wire) -- ", "Tokyo", "Example Wire", "2024-03-06"),
        ("SANTIAGO, Chile — ", "Santiago", None, "2024-03-06"),
    ],
)
def test_datelines(opening: str, place: str, outlet: str | None, published: str) -> None:
    report = read_text(f"{opening}{_A}\n\n{_B}", published="2024-03-06")
    assert report.text == f"{_A}\n\n{_B}"
    assert (report.place, report.outlet, report.published) == (place, outlet, published)
    assert [(item.text, item.reason) for item in report.removed] == [(opening, "dateline")]


def test_a_complete_dateline_tells_the_day() -> None:
    assert read_text(f"LIMA, March 4, 2024 (Example Wire) — {_A}").published == "2024-03-04"
    assert read_text(f"LIMA, March 4 (Example Wire) — {_A}").published is None


@pytest.mark.parametrize("opening", ["NATO – ", "ASEAN — ", "Chile – "])
def test_names_before_a_dash_are_no_dateline(opening: str) -> None:
    text = f"{opening}The bloc said so – met in May."
    assert read_text(f"{text}\n\n{_B}").text.startswith(text)


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The two ministers met for four hours in the old\nport of Arica, and agreed to "
        "reopen the mountain\n"
        "road that links both countries before the win-\nter comes. They will meet again in May.\n\n"
        "Traders said that they had waited for nine long\nyears, and that they would "
        "believe it when they\nsaw it."
    )
    assert read_text(text).text == (
        "The two ministers met for four hours in the old port of Arica, and agreed to "
        "reopen the mountain road that "
        "links both countries before the winter comes. They will meet again in "
        "May.\n\nTraders said that they had "
        "waited for nine long years, and that they would believe it when they saw it."
    )


def test_lists_after_a_colon_stay() -> None:
    text = f"{_A}\n\nThe accord names three areas:\n\nJoint patrols at sea\n\nA shared customs post\n\n{_B}"
    assert read_text(text).text == text


def test_characters_are_made_plain() -> None:
    report = read_text(
        "The\u00a0envoy\u200b of\u2009Peru \u201cleft\u201d in\u00ad Cafe\u0301 Lima.\r\n\r\n\ufeffHe came back."
    )
    assert report.text == "The envoy of Peru “left” in Café Lima.\n\nHe came back."


def test_one_paragraph_is_kept_whole() -> None:
    assert read_text("Related talks in Lima").text == "Related talks in Lima"


def test_the_id_is_that_of_title_and_text() -> None:
    one, again = read_text(f"{_A}\n\n{_B}"), read_text(f"{_A}\r\n\r\nAdvertisement\r\n\r\n{_B}")
    assert one.id == again.id
    assert one.id.startswith("r-") and len(one.id) == 18
    assert read_text(_A, id="x1").id == "x1"
