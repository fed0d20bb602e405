"""What became of assessments: gold sequences, and rules one by one. Deeds belong to offices and states."""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity import pipeline
from comity.config import load_settings
from comity.ledger import foresight, incidents, settled
from comity.ledger.foresight import wilson
from comity.model import Assessment, Coding, Correction, Report, Settled

GOLD = Path(__file__).parent.parent / "gold/settled.jsonl"
# Floors lie a little below what was reached when the gold was first met and its open half mended.
FLOORS = {"open": {"right": 0.78, "right of found": 0.95}, "kept": {"right": 0.75, "right of found": 0.87}}
LEAST_PRECISION = {"open": 0.95, "kept": 0.8}


def coded(*told: tuple[str, str], outlet: str = "Harbour Post", **about: Any) -> tuple[Coding, ...]:
    reports = [
        Report(id=f"r{i}", text=text, published=day or None, outlet=outlet, **about)
        for i, (day, text) in enumerate(told)
    ]
    return tuple(pipeline.code_reports(reports, settings=load_settings()))


def became(codings: Sequence[Coding], today: str | None = None, **more: Any) -> list[Settled]:
    found = settled(codings, incidents(codings), today=today, **more)
    return [found[row.id] for coding in codings for row in coding.assessments if row.id in found]


@cache
def measured(which: str) -> Counter[tuple[str, str]]:
    rows = [row for line in GOLD.open(encoding="utf-8") if (row := json.loads(line))["set"] == which]
    reports = [
        Report(id=f"{row['id']}-{i}", text=each["text"], published=each["published"], outlet=each["outlet"])
        for row in rows
        for i, each in enumerate(row["reports"])
    ]
    codings = {each.report.id: each for each in pipeline.code_reports(reports, settings=load_settings())}
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        held = [codings[f"{row['id']}-{i}"] for i in range(len(row["reports"]))]
        wanted = followed(held, row["assessment"])
        if wanted is None:
            found[row["outcome"], "not found"] += 1
        else:
            result = settled(held, incidents(held), today=row["today"])
            found[row["outcome"], result[wanted.id].outcome] += 1
    return found


def followed(held: Sequence[Coding], words: str) -> Assessment | None:
    """The first assessment, no cause, whose outcome overlaps with the gold's words."""
    for coding in held:
        start = coding.report.text.find(words)
        for row in coding.assessments:
            if start >= 0 and row.kind != "cause" and overlaps(row, start, words):
                return row
    return None


def overlaps(row: Assessment, start: int, words: str) -> bool:
    return row.outcome.start < start + len(words) and row.outcome.end > start


@pytest.mark.parametrize("which", ["open", "kept"])
def test_the_gold_is_settled_as_people_settled_it(which: str) -> None:
    found = measured(which)
    right = sum(number for (want, got), number in found.items() if want == got)
    total = sum(found.values())
    coded_rows = total - sum(number for (_, got), number in found.items() if got == "not found")
    assert right / total >= FLOORS[which]["right"]
    assert right / coded_rows >= FLOORS[which]["right of found"]
    true = sum(number for (_, got), number in found.items() if got == "came true")
    assert found["came true", "came true"] / true >= LEAST_PRECISION[which]


def test_a_succession_is_settled_by_the_leaders_table_up_to_the_day_asked() -> None:
    text = (
        "Chile and Peru held talks on Monday. Chile's president, Gabriel Boric, could be replaced by José Antonio Kast."
    )
    codings = coded(("2025-09-02", text))
    assert [each.outcome for each in became(codings, "2025-12-31")] == ["open"]
    (later,) = became(codings, "2026-03-31")
    assert (later.outcome, later.on) == ("came true", "2026-03-11")
    assert "leaders' table: José Antonio Kast, president of Chile since 2026-03-11" in later.matches[-1].meaning


def test_another_successor_means_that_it_did_not_come_true() -> None:
    text = "Ghana and Togo held talks on Monday. Ghana's president could be succeeded by Mahamudu Bawumia."
    (found,) = became(coded(("2024-10-08", text)), "2025-06-30")
    assert (found.outcome, found.on) == ("did not", "2025-01-07")


def test_another_office_that_falls_vacant_settles_nothing() -> None:
    (found, *_) = became(
        coded(
            ("2024-06-11", "Togo and Benin held talks on Monday. Togo's foreign minister may resign, diplomats said."),
            ("2024-07-16", "Togo's finance minister resigned on Monday. Togo and Benin discussed a road."),
        )
    )
    assert found.outcome == "open"


def test_who_replaces_a_minister_does_not_take_his_place() -> None:
    text = (
        "Poland and Germany held talks on Monday. "
        "Polish Prime Minister Donald Tusk could replace his foreign minister, Radoslaw Sikorski, this autumn."
    )
    (found,) = became(coded(("2025-08-05", text)), "2025-12-31")
    assert (found.outcome, "foreign minister of Poland" in found.why) == ("did not", True)


FORECAST = "Peru and Chile held talks on Monday. Peru and Chile are likely to sign an agreement on copper this year."


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        (("2024-10-08", "Peru and Chile signed an agreement on copper on Monday."), "came true"),
        (("2024-10-08", "Peru and Bolivia signed an agreement on copper on Monday."), "open"),
        (("2024-10-08", "Peru and Chile plan to sign an agreement on copper in May."), "open"),
        (("2024-10-08", "Peru and Chile signed an agreement on student visas on Monday."), "open"),
        (("2024-02-06", "Peru and Chile signed an agreement on copper on Monday."), "open"),
        (("2024-10-08", "Chile rejected the agreement on copper with Peru on Monday."), "did not"),
        (("2025-02-11", "Peru accused Chile of spying on Monday."), "did not"),
        (("2025-02-11", "Peru accused Bolivia of spying on Monday."), "unclear"),
    ],
)
def test_an_act_is_settled_by_the_same_act_of_the_same_parties_in_its_time(
    later: tuple[str, str], outcome: str
) -> None:
    (found,) = became(coded(("2024-03-05", FORECAST), later))
    assert found.outcome == outcome, found.why


def test_the_act_that_settles_is_shown_with_its_score_and_words() -> None:
    codings = coded(("2024-03-05", FORECAST), ("2024-10-08", "Peru and Chile signed an agreement on copper on Monday."))
    (found,) = became(codings)
    assert found.on == "2024-10-07"
    (match,) = found.matches
    assert match.score >= 0.6 and match.parts["parties"] == 1.0
    assert match.evidence[0].text.startswith("Peru and Chile signed")


def test_what_was_said_to_be_unlikely_comes_true_by_silence_and_fails_by_the_deed() -> None:
    said = ("2024-03-05", "Egypt accused Sudan on Monday. Egypt is unlikely to apologise to Sudan this year.")
    deed = ("2024-05-07", "Egypt apologised to Sudan on Monday.")
    news = ("2025-01-14", "Egypt and Sudan held talks on Monday.")
    assert became(coded(said, deed))[0].outcome == "did not"
    assert became(coded(said, news))[0].outcome == "came true"


CONDITIONAL = (
    "2025-01-14",
    "Latvia held talks with China on Monday. "
    "If Latvia expels Chinese diplomats by June, China would impose sanctions on Latvia.",
)


def test_a_condition_comes_first() -> None:
    expelled = ("2025-03-04", "Latvia expelled three Chinese diplomats on Monday.")
    punished = ("2025-04-08", "China imposed sanctions on Latvia on Monday.")
    quiet = ("2025-09-09", "Latvia and China discussed flights on Monday.")
    (found,) = became(coded(CONDITIONAL, expelled, punished))
    assert (found.outcome, found.on) == ("came true", "2025-04-07")
    assert found.why.startswith("Its condition came about on 2025-03-03")
    (found,) = became(coded(CONDITIONAL, quiet))
    assert (found.outcome, "Its condition did not come about" in found.why) == ("unclear", True)
    (found,) = became(coded(CONDITIONAL))
    assert found.outcome == "open"


def test_an_undated_report_is_settled_only_by_who_follows_a_person_whom_it_shows_in_office() -> None:
    text = (
        "Canada and Denmark held talks. Canadian Prime Minister Justin Trudeau could be replaced by Mark Carney. "
        "Canada and Denmark are likely to sign an agreement on ice."
    )
    codings = coded(("", text), ("2025-05-06", "Canada and Denmark signed an agreement on ice on Monday."))
    outcomes = {each.outcome: each.why for each in became(codings)}
    assert "no day of publication, but shows a term of office" in outcomes["came true"]
    assert "no day of publication" in outcomes["unclear"]


def test_hands_settle_before_rules_do() -> None:
    deed = ("2024-10-08", "Peru and Chile signed an agreement on copper on Monday.")
    codings = coded(("2024-03-05", FORECAST), deed)
    (row,) = codings[0].assessments
    (event,) = codings[1].events

    def by_hand(action: Any, value: str) -> Settled:
        correction = Correction(
            "c-1", "2024-11-01T09:00:00Z", "an analyst", "read the text", action, row.id, value=value
        )
        return became(codings, corrections=(correction,))[0]

    assert by_hand("settle", "did not") == Settled(
        "did not", "2024-11-01", "Settled by hand by an analyst: read the text"
    )
    assert by_hand("unmatch", event.id).outcome == "open"
    tied = by_hand("match", event.id)
    assert (tied.outcome, tied.matches[0].by) == ("came true", "an analyst")


def test_causes_are_left_out_and_patterns_stay_open() -> None:
    codings = coded(
        ("2024-03-05", "Relations between Kenya and Uganda soured because Kenya closed the border to Ugandan milk."),
        ("2024-03-05", "New governments in Peru tend to walk away from agreements with Chile."),
    )
    kinds = [row.kind for coding in codings for row in coding.assessments]
    assert kinds == ["cause", "regularity"]
    assert [each.outcome for each in became(codings)] == ["open"]


def test_who_expects_well_is_counted_by_source_with_wilsons_interval() -> None:
    said = (
        "Peru and Chile held talks on Monday. Peru and Chile are likely to sign an agreement on copper this year, "
        "said Ana Rojas, an economist at the Institute of Lima. Peru could ban Chilean wine."
    )
    deed = ("2024-10-08", "Peru and Chile signed an agreement on copper on Monday.")
    codings = coded(("2024-03-05", said), deed, byline="By Luis Paz in Lima")
    rows = {row.source: row for row in foresight(codings, settled(codings, incidents(codings), today=None))}
    expert, author = rows["Ana Rojas"], rows["Luis Paz"]
    assert (expert.kind, expert.made, expert.settled, expert.came_true, expert.share) == ("person", 1, 1, 1, 1.0)
    assert (author.kind, author.affiliation, author.settled, author.share) == ("author", "Harbour Post", 0, None)


def test_wilsons_interval() -> None:
    assert wilson(0, 0) is None
    low, high = wilson(8, 10) or (0, 0)
    # Brown, Cai and DasGupta 2001 give the formula; these are its values for z = 1.645.
    assert (round(low, 3), round(high, 3)) == (0.541, 0.931)
    assert wilson(3, 3) == (pytest.approx(0.526, abs=0.001), 1.0)
