"""Two reports told side by side: what both tell, what one leaves out, where they differ and only seem to."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.codebook import Leader
from comity.config import Settings
from comity.ledger import Meanings, compare
from comity.model import Coding, Comparison, Report
from comity.pipeline import code_reports
from ledger.comparison_scores import score, total

GOLD = Path(__file__).parent.parent / "gold/comparisons.jsonl"
PUBLISHED = "2024-03-06"  # a Wednesday


@cache
def told(text: str, published: str = PUBLISHED) -> Coding:
    return comity.code_text(text, published=published, id=f"r-{abs(hash((text, published))):x}")


def held(one: str, other: str, **changes: Any) -> Comparison:
    return compare(told(one), told(other), **changes)


def points(found: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.one.value, each.other.value) for each in found.differently]


TALKS = "Ghana's trade minister met her Togolese counterpart in Accra on Monday."
DIFFERENT = [
    (TALKS, "The trade ministers of Togo and Ghana met in Accra on Saturday.", ("date", "2024-03-04", "2024-03-02")),
    (TALKS, "The trade ministers of Togo and Ghana met in Lome on Monday.", ("place", "Accra", "Lome")),
    (
        "Nigeria sent 40 engineers to Benin on Tuesday.",
        "Nigeria sent 65 engineers to Benin on Tuesday.",
        ("figure", "40", "65"),
    ),
    (
        "Croatia will reopen its consulate in Sarajevo, officials said.",
        "Croatia has reopened its consulate in Sarajevo, officials said.",
        ("status", "planned", "occurred"),
    ),
    (
        "Finland accused Estonia of blocking a ferry line on Monday.",
        "Estonia accused Finland of blocking a ferry line on Monday.",
        ("actor", "FIN", "EST"),
    ),
    (
        'Jamaica called the verdict "a scandal" on Monday.',
        'Jamaica called the verdict "a disgrace" on Monday.',
        ("wording", "a scandal", "a disgrace"),
    ),
]


@pytest.mark.parametrize(("one", "other", "point"), DIFFERENT, ids=[row[2][0] for row in DIFFERENT])
def test_a_point_on_which_two_reports_differ(one: str, other: str, point: tuple[str, str, str]) -> None:
    assert points(held(one, other)) == [point]
    kind, here, there = point
    assert points(held(other, one)) == [(kind, there, here)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TALKS, "The trade ministers of Togo and Ghana met in Accra this week."),
        ("Nigeria sent about 60 engineers to Benin on Tuesday.", "Nigeria sent 64 engineers to Benin on Tuesday."),
        ("Over 900 engineers went from Nigeria to Benin.", "In all 934 engineers went from Nigeria to Benin."),
        ("Nigeria lent Benin 2,000,000 dollars on Monday.", "On Monday Nigeria lent Benin $2 million."),
        ("Ghana's president met Togo's president in May 2023.", "Togo's and Ghana's presidents met on May 6, 2023."),
    ],
)
def test_what_only_seems_to_differ(one: str, other: str) -> None:
    assert points(held(one, other)) == []


def test_a_plan_told_before_its_day_is_no_contradiction() -> None:
    plan = told("The foreign ministers of Fiji and Samoa will meet in Apia on March 8.", "2024-03-05")
    deed = told("The foreign ministers of Fiji and Samoa met in Apia on March 8.", "2024-03-09")
    found = compare(plan, deed)
    assert found.differently == ()
    assert [(each.kind, each.note) for each in found.apparent] == [
        ("status", "the report that tells the plan appeared before 2024-03-08")
    ]


def test_one_name_in_two_orders_and_two_spellings() -> None:
    base = "{} of Cambodia, the trade minister, met Laotian officials in Vientiane on Monday."
    turned = held(base.format("Trade minister Sok Vannarith"), base.format("Trade minister Vannarith Sok"))
    assert [each.kind for each in turned.differently] == []
    assert ("name", "one name in two orders") in [(each.kind, each.note) for each in turned.apparent]
    spelt = held(base.format("Trade minister Sok Vannarith"), base.format("Trade minister Sok Vanarit"))
    assert ("name", "Sok Vannarith", "Sok Vanarit") in points(spelt)


def test_who_said_it() -> None:
    quote = '"The border will stay open to all who trade," {} minister said.'
    found = held(quote.format("Chad's interior"), quote.format("Niger's interior"))
    assert [each.kind for each in found.differently] == ["speaker"]


def test_what_is_left_out_keeps_its_evidence() -> None:
    more = TALKS + " Togo lifted its ban on Ghanaian cement."
    found = held(TALKS, more)
    assert [each.kind for each in found.both] == ["act"]
    assert found.only_one == ()
    assert [each.other.evidence[0].text for each in found.only_other if each.other] == [
        "Togo lifted its ban on Ghanaian cement."
    ]


def test_copies_are_told_apart_from_accounts_that_share_a_quote() -> None:
    speech = ' "We shall dredge the river together and share what it costs us," Togo\'s prime minister said.'
    copy = held(TALKS + speech, TALKS + speech + " No more was known.")
    assert (copy.shared_words, copy.independent) == (1.0, False)
    own = held(TALKS + speech, "Accra played host to trade officials of both neighbours." + speech)
    assert own.independent


def test_a_year_of_office_is_held_against_the_whos_who() -> None:
    def leader(name: str, since: str, until: str) -> Leader:
        id = f"person:{name.lower().replace(' ', '-')}"
        family = name.split()[-1]
        return Leader(id, name, family, name.split()[0], (), "URY", "foreign minister", "GOV", since, until)

    people = (
        leader("Ramon Alcorta", "1985-03-01", "1990-02-28"),
        leader("Julio Ibarzabal", "1990-03-01", "1995-02-28"),
    )
    text = "Uruguay honoured a declaration by Foreign Minister {} in {}. Paraguay praised the declaration."
    right = held(text.format("Ramon Alcorta", 1987), TALKS, people=people)
    assert [(each.year, each.fits) for each in right.attributions] == [(1987, True)]
    wrong = held(text.format("Ramon Alcorta", 1993), TALKS, people=people)
    assert [(each.year, each.fits) for each in wrong.attributions] == [(1993, False)]
    assert [each.kind for each in wrong.differently] == ["attribution"]
    unknown = held(text.format("Ramon Alcorta", 1993), TALKS, people=())
    assert [(each.year, each.fits) for each in unknown.attributions] == [(1993, None)]
    assert unknown.attributions[0].note


def test_shares_of_quoted_words_add_up() -> None:
    text = TALKS + ' "We are content," Ghana\'s minister said. "So are we all here," Togo\'s minister said.'
    found = held(text, TALKS)
    assert sum(voice.share for voice in found.voices) == pytest.approx(1, abs=0.01)
    assert [voice.state for voice in found.voices] == ["TGO", "GHA"]


def test_reports_without_a_row_tell_nothing() -> None:
    blank = Coding(Report("empty", "Rain fell."), "comity-rules.v1", *((),) * 9)
    found = compare(blank, told(TALKS))
    assert (found.both, found.only_one, found.differently) == ((), (), ())
    assert len(found.only_other) == 1


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    reports = [
        Report(f"{row['id']}-{at}", each["text"], published=each["published"], outlet=each["outlet"])
        for row in rows
        for at, each in enumerate(row["reports"])
    ]
    codings = list(code_reports(reports, settings=Settings()))
    meanings = Meanings()
    scores: dict[str, list[dict[str, Any]]] = {"open": [], "kept": []}
    for row, one, other in zip(rows, codings[::2], codings[1::2], strict=True):
        scores[row["set"]].append(score(row, compare(one, other, meanings=meanings)))
    return {name: total(found) for name, found in scores.items()}


@pytest.mark.parametrize(("name", "recall", "precision", "both"), [("open", 0.9, 0.9, 0.9), ("kept", 0.8, 0.9, 0.7)])
def test_planted_differences_are_found(
    name: str, recall: float, precision: float, both: float, measured: dict[str, dict[str, float]]
) -> None:
    found = measured[name]
    assert found["recall"] >= recall, found
    assert found["precision"] >= precision, found
    assert found["both"] >= both, found
    assert found["alone"] >= 0.95, found
    assert found["apparent"] == 0, found
