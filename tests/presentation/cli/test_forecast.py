"""`forecast` on a small record of imported acts: words, rows, a picture; frozen, and graded when its month has come."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from exchange.factory import imported, lay

import comity
from presentation.cli.conftest import call, rows


def acts(first: int, last: int, batch: str) -> list[dict[str, Any]]:
    """Acts of Peru and Chile in each month `first..last`, counted from January 2019, and one of two others."""
    found = []
    for at in range(first, last + 1):
        start = date(2019 + at // 12, at % 12 + 1, 1)
        found.append(imported(start.isoformat(), "BOL>BRA", batch=batch))
        for number in range(at * 7 % 4):
            found.append(
                imported(
                    (start + timedelta(days=3 + number)).isoformat(), "PER>CHL", batch=batch, type="ACCUSE",
                    quad="verbal conflict", cameo="112", label="Accuse", intensity=-2.0,
                )
            )  # fmt: skip
        for number in range(at * 5 % 6):
            found.append(imported((start + timedelta(days=9 + number)).isoformat(), "CHL>PER", batch=batch))
    return found


@pytest.fixture
def record(tmp_path: Path) -> str:
    """A record whose data reach from January 2019 to December 2022."""
    return str(lay(tmp_path / "record", acts(0, 47, "b1"), since="2019-01-01", until="2022-12-31"))


def later(record: str) -> None:
    """Bring in January to March 2023."""
    lay(Path(record), acts(48, 50, "b2"), since="2023-01-01", until="2023-03-31")


def test_words_by_default(record: str) -> None:
    result = call("forecast", "PER-CHL", "--record", record)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Chile and Peru: what to expect\n")
    for part in (
        "CONFLICT\n",
        "COOPERATION\n",
        "MATERIAL CONFLICT\n",
        "THE LEVEL\n",
        "January 2023",
        "80% band",
        "EVIDENCE",
    ):
        assert part in result.stdout
    assert "No back-test of this target and horizon is kept: run `comity backtest --together`." in result.stdout


def test_rows_are_those_of_the_function(record: str) -> None:
    asked = ("--target", "conflict", "--horizon", "1", "--horizon", "3", "--record", record)
    found = rows("forecast", "CHL>PER", *asked, "--json")
    assert [(row["direction"], row["target"], row["start"], row["horizon"]) for row in found] == [
        ("CHL>PER", "conflict", "2023-01-01", 1),
        ("CHL>PER", "conflict", "2023-03-01", 3),
    ]
    twin = comity.forecast("CHL-PER", direction="CHL>PER", target="conflict", horizon=[1, 3], record=record)
    assert [each.quantiles for each in twin] == [row["quantiles"] for row in found]
    table = list(csv.DictReader(io.StringIO(call("forecast", "CHL>PER", *asked, "--csv").stdout)))
    assert [row["quantile_0.5"] for row in table] == [str(each.quantiles["0.5"]) for each in twin]
    assert "2 forecasts" in call("forecast", "CHL>PER", *asked, "--table").stdout


def test_what_is_frozen_is_graded_when_it_has_come_about(record: str) -> None:
    issued = call("forecast", "CHL-PER", "--target", "conflict", "--issue", "--who", "desk", "--record", record)
    assert issued.exit_code == 0, issued.output
    assert issued.stderr.startswith("frozen in the record: f-")
    before = rows("forecast", "--grade", "--record", record, "--json")
    assert [(row["status"], row["who"]) for row in before] == [("open", "desk")] * 3
    later(record)
    after = rows("forecast", "CHL-PER", "--grade", "--record", record, "--json")
    assert [(row["start"], row["status"], row["came"]) for row in after] == [
        ("2023-01-01", "graded", 48 * 7 % 4),
        ("2023-03-01", "graded", 50 * 7 % 4),
        ("2023-06-01", "open", None),
    ]
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert [row["probability_any"] for row in after] == [row["probability_any"] for row in before]
    words = call("forecast", "--grade", "--record", record).stdout
    assert "Three frozen forecasts: 2 graded, 1 open." in words
    assert comity.grades("CHL-PER", record=record)[0].crps == after[0]["crps"]
    assert rows("forecast", "BOL-PER", "--grade", "--record", record, "--json") == []


def test_issuing_again_from_the_same_data_freezes_nothing_new(record: str) -> None:
    one = call("forecast", "CHL-PER", "--horizon", "1", "--issue", "--record", record)
    other = call("forecast", "CHL-PER", "--horizon", "1", "--issue", "--record", record)
    assert one.stderr == other.stderr
    assert len(comity.grades(record=record)) == 4
    later(record)
    call("forecast", "CHL-PER", "--horizon", "1", "--issue", "--record", record)
    assert len(comity.grades(record=record)) == 8


def test_a_forecast_without_issue_leaves_nothing(record: str) -> None:
    call("forecast", "CHL-PER", "--record", record)
    assert comity.grades(record=record) == ()
    assert not (Path(record) / "forecasts").exists()


def test_the_past_is_forecast_from_what_was_told_then(record: str) -> None:
    then = rows("forecast", "CHL-PER", "--horizon", "1", "--record", record, "--json")
    later(record)
    past = ("--as-of", "2022-12-31", "--by", "published")
    again = rows("forecast", "CHL-PER", "--horizon", "1", "--record", record, *past, "--json")
    assert [{**row, "issued": ""} for row in again] == [{**row, "issued": ""} for row in then]


def test_a_month_in_part_is_not_yet_seen(record: str) -> None:
    lay(Path(record), acts(48, 48, "b3")[:1], since="2023-01-01", until="2023-01-20")
    assert rows("forecast", "CHL-PER", "--horizon", "1", "--record", record, "--json")[0]["start"] == "2023-01-01"


def test_a_dyad_without_acts_gets_the_base_rate(record: str) -> None:
    found = rows("forecast", "LAO-THA", "--record", record, "--json")
    assert {row["model"] for row in found} == {"base-rate"}
    assert {row["target"] for row in found} == {"conflict", "cooperation", "material conflict"}
    assert found[0]["note"].startswith("the base rate, no forecast: there are 0 acts of the two in 48 covered months")


def test_a_chart_is_drawn(record: str, tmp_path: Path) -> None:
    result = call("forecast", "CHL-PER", "--record", record, "--chart", str(tmp_path / "fan.svg"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "fan.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("CHL-PER", "--horizon", "0"), "horizon 0: is not a number of months ahead; take 1 to 12"),
        (("CHL-PER", "--horizon", "-3"), "horizon -3: is not a number of months ahead; take 1 to 12"),
        (("CHL-PER", "--horizon", "13"), "horizon 13: is not a number of months ahead; take 1 to 12"),
        (("CHL-PER", "--target", "war"), "take one of conflict, cooperation, material conflict, level"),
        (("CHL-PER", "--period", "week"), "take one of month"),
        (("CHL-CHL",), "names one party twice; write two different codes"),
        (("CHL>CHL",), "names one party twice; write two different codes"),
        (("CHL",), "names one party; write two codes"),
        ((), "names no dyad; write it like comity forecast CHL-PER"),
        (("CHL-PER", "--direction", "BOL>PER"), "is none of CHL-PER"),
        (("CHL-PER", "--coder", "gdelt"), "coder 'gdelt'"),
        (("CHL-PER", "--issue", "--as-of", "2020-12-31"), "leave out --as-of"),
        (("LAO-THA", "--target", "level"), "ask for --target conflict or cooperation"),
        (("CHL-PER", "--chart", "fan.gif"), "end its name in .svg or .png"),
        (("CHL-PER", "--target", "level", "--chart", "fan.svg"), "add --target conflict"),
        (("CHL-PER", "--grade", "--issue"), "take one or the other"),
        (("--grade", "--direction", "PER>CHL"), "needs a dyad"),
        (("CHL-PER", "--as-of", "2018-06-30", "--by", "published"), "name a later --as-of"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(record: str, words: tuple[str, ...], told: str) -> None:
    result = call("forecast", *words, "--record", record)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_record_without_acts_says_what_to_do(tmp_path: Path) -> None:
    from comity.record import open_record

    open_record(tmp_path / "empty", create=True)
    result = call("forecast", "CHL-PER", "--record", str(tmp_path / "empty"))
    assert result.exit_code == 2
    assert "bring in event data: `comity import icews FILE`" in result.stderr


def test_a_month_of_which_a_chronicle_tells_nothing_is_a_quiet_one(tmp_path: Path) -> None:
    told = [imported(f"{year}-{month:02}-05", coder="chronicle") for year in (2019, 2020, 2021) for month in (1, 4, 9)]
    record = str(lay(tmp_path / "chronicled", told, since="2019-01-01", until="2021-12-31"))
    (row,) = rows("forecast", "CHL-PER", "--target", "cooperation", "--horizon", "1", "--record", record, "--json")
    assert row["base_rate"] == pytest.approx(9 / 36)
