"""Forecasts and their grades in words: no number without what it is a number of, nor a word without its number."""

import pytest

from comity.model import MonthCount
from comity.presentation import forecast_text, grades_text
from comity.presentation.chances import band_text, chance_text, forecast_chance, fraction_text, skill_text

from .forecasts import PAST, TARGETS, act, forecast, grade, month, prospect, waiting


def told(*args: object, **fields: object) -> str:
    """The text of a prospect on one line."""
    return " ".join(forecast_text(prospect(*args, **fields), width=100, colour=False).split())  # type: ignore[arg-type]


def graded(*grades: object) -> str:
    return " ".join(grades_text(grades, width=100, colour=False).split())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "less than 1 in 100"), (0.004, "less than 1 in 100"), (0.01, "1 in 100"), (0.049, "1 in 20"),
        (0.1, "1 in 10"),
        (0.1667, "1 in 6"), (0.25, "1 in 4"), (0.34, "1 in 3"), (0.4, "2 in 5"), (0.5, "1 in 2"), (0.67, "2 in 3"),
        (0.75, "3 in 4"), (0.9, "9 in 10"), (0.95, "19 in 20"), (0.99, "99 in 100"), (0.999, "more than 99 in 100"),
        (1.0, "more than 99 in 100"),
    ],
)  # fmt: skip
def test_a_probability_is_a_fraction_that_can_be_pictured(probability: float, text: str) -> None:
    assert fraction_text(probability) == text


@pytest.mark.parametrize("hundredths", range(1, 100))
def test_the_fraction_is_near_the_probability(hundredths: int) -> None:
    one, of = fraction_text(hundredths / 100).removeprefix("more than ").split(" in ")
    assert int(one) / int(of) == pytest.approx(hundredths / 100, abs=0.051)


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.25, "unlikely: about 1 chance in 4"),
        (0.7, "likely: about 2 chances in 3"),
        (0.002, "remote: less than 1 chance in 100"),
        (0.999, "almost certain: more than 99 chances in 100"),
    ],
)
def test_a_chance_has_its_word_and_its_fraction(probability: float, text: str) -> None:
    assert chance_text(probability) == text


def test_a_forecast_stands_beside_what_is_usual() -> None:
    assert forecast_chance(forecast()) == "unlikely: about 1 chance in 4 of a conflictual month; usually 1 in 6"
    assert forecast_chance(forecast(base_rate=0)).endswith("; so far in no month")
    assert forecast_chance(forecast("level falls")).startswith("unlikely: about 1 chance in 4 that the level falls")


def test_the_band_is_told_in_acts() -> None:
    assert band_text(forecast()) == "at most two conflictual acts (80% band); in half of such cases none"
    some = forecast("cooperation", quantiles={"0.1": 1, "0.5": 4, "0.9": 12})
    assert band_text(some) == "one to 12 cooperative acts (80% band); in half of such cases four or fewer"
    assert band_text(forecast("level falls")) == ""


def test_a_past_score_says_how_sure_it_is() -> None:
    text = skill_text(PAST, "conflict", 1)
    assert text.startswith("past score of comity-pool.v1, one month ahead over ")
    assert "4,320 months of dyads from 1 January 2021 to 31 December 2023" in text
    assert "12% better than the base rate (95% interval +8% to +16%); 81% of what came lay in the 80% band" in text
    unsure = skill_text(type(PAST)("ewma-nb", -0.01, -0.04, 0.02, 0.8, 90, "2021-01-01", "2021-12-31"), "conflict", 3)
    assert "1% worse than the base rate (95% interval -4% to +2%, which may be chance)" in unsure


def test_the_text_tells_forecast_usual_drivers_past_score_and_data() -> None:
    text = told()
    assert text.startswith("Chile and Peru: what to expect Forecasts of 3 January 2024, from the acts that icews tells")
    assert "January 2024 – unlikely: about 1 chance in 4 of a conflictual month; usually 1 in 6." in text
    assert "four in five of 48 past months brought none to one." in text
    assert "In the last three months there were two conflictual acts, where so many months usually bring 0.6." in text
    assert "The weightiest acts that pulled this way: Peru" in text
    assert "(“the trade ministry called the ban unfair”, 4 November 2023). [1]" in text
    assert "Past score of comity-pool.v1, one month ahead over 4,320 months" in text
    assert (
        "It last turned down in March 2022, from +2.0 to −1.0; a turn at about that time is very likely (83%)." in text
    )
    assert "Peru to criticise Chile (ACCUSE): of late 1.4 a month;" in text
    assert "Counted are the acts that icews (own terms) tells of 48 covered months" in text


def test_months_that_are_forecast_alike_share_a_line() -> None:
    text = told(forecast(), forecast(horizon=3), forecast(horizon=6, probability_any=0.5))
    assert "January 2024 and March 2024 – unlikely" in text
    assert "June 2024 – roughly even: about 1 chance in 2" in text


def test_a_base_rate_is_called_one_and_nothing_moved_it() -> None:
    note = "the base rate, no forecast: 8 months are covered, and a model needs 24"
    text = told(forecast(model="base-rate", past_skill=None, note=note))
    assert "The base rate, no forecast: 8 months are covered, and a model needs 24." in text
    assert "pulled this way:" not in text


def test_what_is_missing_is_said() -> None:
    text = told(forecast(past_skill=None, note="no back-test is kept: run `comity backtest`"), drivers={"conflict": ()})
    assert "No back-test is kept: run `comity backtest`." in text
    assert "No act pulled this way." in text


def test_a_direction_and_what_was_frozen_are_told() -> None:
    text = told(forecast(direction="PER>CHL"), direction="PER>CHL", frozen=("f-1", "f-2"))
    assert text.startswith("Peru towards Chile: what to expect")
    assert "Frozen in the record as f-1 and f-2." in text


def test_months_without_coverage_are_no_quiet_months() -> None:
    history = [MonthCount(*month(at - 14), None if at == 3 else dict.fromkeys(TARGETS, at)) for at in range(14)]
    assert "four in five of 13 past months" in told(history=tuple(history))


def test_of_a_few_months_no_share_is_told() -> None:
    history = [MonthCount(*month(at - 4), dict.fromkeys(TARGETS, at)) for at in range(4)]
    assert "four in five" not in told(history=tuple(history))


def test_acts_are_cited_once() -> None:
    twice = told(forecast(), forecast("level falls"), drivers={"conflict": (act(),), "level falls": (act(),)})
    assert twice.count("Andean Wire") == 1


def test_grades_are_summed_up_and_each_is_told() -> None:
    text = graded(grade(), grade(id="f-2", came=0, brier=0.0625, brier_usual=0.028, log_score=0.3), waiting(id="f-3"))
    assert text.startswith("Forecasts held against what came Three frozen forecasts: 2 graded, 1 open.")
    assert "Conflict, comity-pool.v1, two forecasts: Brier score 0.312, better than the base rate's 0.361;" in text
    assert "2 of 2 inside the 80% band; too few to judge a model by." in text
    assert "January 2024: there came two conflictual acts, inside the 80% band; the forecast was unlikely" in text
    assert "the data reach to 2023-12-31; f-3." in text


def test_late_forecasts_are_told_as_such() -> None:
    text = graded(grade(late=True))
    assert "One of the 1 was issued when the month was over" in text


@pytest.mark.parametrize(("grades", "text"), [((), "no forecast is frozen"), ((waiting(),), "none has come about yet")])
def test_nothing_graded_is_said(grades: tuple[object, ...], text: str) -> None:
    assert text in graded(*grades).casefold()
