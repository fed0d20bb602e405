"""What an outlet says about its own report is a notice, kept and not coded; what others do with reports is news."""

import pytest

from comity.model import Notice
from comity.reading import notices_in, read_html, read_text

NEWS = "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday."
MORE = "The two signed an accord on fishing."

NOTICES = [
    ("correction", "Correction: The talks were held in Arica, not in Tacna."),
    ("correction", "CORRECTION (March 5, 2024): Kenya signed the accord, not Uganda."),
    ("correction", "Clarification: Ghana has asked for a loan; it has not received one."),
    ("correction", "An earlier version of this report gave the wrong date for the summit."),
    ("correction", "A previous version of this story said that Nepal had recalled its envoy."),
    ("correction", "An earlier version misstated the title of Oman's negotiator."),
    ("correction", "The original headline incorrectly said that Malta had closed its port."),
    ("correction", "This article has been corrected to show that Fiji abstained."),
    ("correction", "This news report was amended on 4 March to remove a reference to Togo."),
    ("correction", "(Corrects second paragraph to say Bolivia, not Brazil)"),
    ("correction", "Editor's note: An earlier version of this article said that Laos had paid."),
    ("retraction", "This article has been retracted."),
    ("retraction", "This report has been withdrawn pending a review of its sources."),
    ("retraction", "Editor's note: This story was taken down because its main source was invented."),
    ("retraction", "We have withdrawn this article after doubts about the documents it quoted."),
    ("retraction", "Retraction: Example Wire could not confirm that Zambia expelled the envoy."),
    ("retraction", "Please disregard this report; a substitute will follow."),
    ("update", "This article has been updated with a comment of the Danish ministry."),
    ("update", "(Adds quote from the minister, background)"),
    ("update", "Updated to include Estonia's reply."),
]

NEWS_ABOUT_REPORTS = [
    "An earlier version of the treaty misstated the border, Ecuador said.",
    "An earlier version of the bill was rejected by Chile's senate.",
    "An earlier report accused Eritrea of arming the rebels.",
    "The commission's report has been withdrawn after Rwanda protested.",
    "This report was withdrawn after Rwanda protested to the commission.",
    "The minister has retracted his statement on the strait.",
    "The Daily Example has retracted its article on Serbia, its rival reported.",
    "Chile corrected its tariff schedule on Friday.",
    "This post was removed by Jordan's army at dawn.",
    "The amended agreement was signed in Doha.",
    'Armenia said that "this text has been amended five times".',
    "Turkey called for a correction of the map.",
    "Course corrections were made by the two fleets.",
    "Update on the talks is due on Friday, Cyprus said.",
    "Corrections officers of Honduras crossed the border.",
]


@pytest.mark.parametrize(("kind", "words"), NOTICES)
def test_a_notice_is_kept_with_its_kind_and_told_from_the_news(kind: str, words: str) -> None:
    below = read_text(f"{NEWS}\n\n{MORE}\n\n{words}")
    above = read_text(f"{words}\n\n{NEWS}\n\n{MORE}")
    for report in (below, above):
        assert report.notice == Notice(kind, words)  # type: ignore[arg-type]
        told = [report.text[start:end] for start, end in notices_in(report.text)]
        left = report.text
        for each in told:
            left = left.replace(each, "")
        assert left.split() == f"{NEWS} {MORE}".split()


@pytest.mark.parametrize(("kind", "words"), NOTICES)
def test_a_notice_may_be_all_there_is(kind: str, words: str) -> None:
    report = read_text(words)
    assert report.notice == Notice(kind, words)  # type: ignore[arg-type]
    assert [report.text[start:end] for start, end in notices_in(report.text)] == [words]


@pytest.mark.parametrize("words", NEWS_ABOUT_REPORTS)
def test_news_about_reports_and_texts_is_no_notice(words: str) -> None:
    report = read_text(f"{NEWS}\n\n{words}\n\n{MORE}")
    assert report.notice is None
    assert notices_in(report.text) == ()
    assert words in report.text


def test_in_one_paragraph_only_the_sentences_of_the_notice_are() -> None:
    text = (
        "Correction: An earlier version of this report gave the wrong day. The error was made by the desk. "
        f"{NEWS} An earlier version misstated the U.S. Treasury's duty on Peru. {MORE}"
    )
    report = read_text(text)
    told = [report.text[start:end] for start, end in notices_in(report.text)]
    assert told == [
        "Correction: An earlier version of this report gave the wrong day. The error was made by the desk.",
        "An earlier version misstated the U.S. Treasury's duty on Peru.",
    ]


def test_the_gravest_of_several_is_the_reports() -> None:
    report = read_text(f"This article was updated on Monday.\n\n{NEWS}\n\n{MORE}\n\nThis article has been retracted.")
    assert report.notice == Notice("retraction", "This article has been retracted.")


def test_a_title_may_tell_it() -> None:
    for title, kind in (
        ("CORRECTED: Peru and Chile sign", "correction"),
        ("Retracted: Peru and Chile sign", "retraction"),
    ):
        assert read_text(NEWS, title=title).notice == Notice(kind, title)  # type: ignore[arg-type]
    for title in ("Correction in copper prices weighs on Chile", "Withdrawn troops return to Chad"):
        assert read_text(NEWS, title=title).notice is None


def test_a_page_tells_it_too() -> None:
    page = (
        "<html><head><title>Peru and Chile sign</title></head><body><article><h1>Peru and Chile sign</h1>"
        f"<p>{NEWS} {MORE}</p><p>{MORE}</p><p><i>This article was corrected on 5 March 2024: the talks were held in "
        "Arica.</i></p></article></body></html>"
    )
    notice = read_html(page).notice
    assert notice is not None and notice.kind == "correction"
