"""`comity correct` and `comity corrections`: what is wrong is set right by hand, and every table shows it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import comity
from comity.presentation.cli import app
from presentation.cli.conftest import call, rows

SUB = ("revise", "withdraw", "restore", "join", "part", "match", "unmatch", "settle")


@pytest.fixture
def held(record: str, tmp_path: Path) -> str:
    """A copy of the record that may be corrected."""
    folder = tmp_path / "comity-record"
    shutil.copytree(record, folder)
    return str(folder)


def tariff() -> dict[str, Any]:
    (row,) = rows("events", "--type", "SANCTION", "--status", "occurred")
    return row


def test_help_teaches_each_kind_with_an_example() -> None:
    for name in SUB:
        shown = call("correct", name, "--help")
        assert shown.exit_code == 0
        assert f"comity correct {name} " in shown.stdout
    shown = call("correct", "--help").stdout
    assert [line.split()[0] for line in shown.split("Commands:")[1].splitlines() if line.strip()] == list(SUB)
    assert "comity corrections" in call("corrections", "--help").stdout
    assert "correct" in get_command(app).commands  # type: ignore[attr-defined]


def test_a_revised_row_is_shown_as_corrected_everywhere(held: str) -> None:
    id = tariff()["id"]
    done = call("correct", "revise", id[:8], "date", "2024-02-29..2024-03-01", "--why", "two decrees", "--who", "Desk")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{id}: date set to 2024-02-29..2024-03-01 by Desk on ")
    (made,) = rows("corrections")
    assert (made["who"], made["why"], made["action"], made["target"]) == ("Desk", "two decrees", "revise", id)
    row = tariff()
    assert (row["date"]["start"], row["date"]["end"]) == ("2024-02-29", "2024-03-01")
    assert row["corrected_by"] == [made["id"]]
    (incident,) = rows("incidents", "--type", "SANCTION", "--status", "occurred")
    assert incident["corrected_by"] == [made["id"]]
    assert all(each["corrected_by"] == [] for each in rows("events") if each["id"] != id)
    assert made["id"] in call("events", "--csv").stdout
    line = f"  corrected   date set to 2024-02-29..2024-03-01 by Desk on {made['at'][:10]}: two decrees ({made['id']})"
    assert line in call("explain", id).stdout.splitlines()
    (told,) = rows("explain", id, "--json")
    assert [each["id"] for each in told["corrections"]] == [made["id"]]


def test_a_withdrawn_row_is_gone_from_tables_and_brief_until_it_is_restored(held: str) -> None:
    id = tariff()["id"]
    before = call("brief", "CHL-PER").stdout
    assert "tariff" in before
    assert call("correct", "withdraw", id, "--why", "it was announced, not imposed").exit_code == 0
    assert id not in {row["id"] for row in rows("events")}
    assert id not in {each for row in rows("incidents") for each in row["events"]}
    assert call("brief", "CHL-PER").stdout != before
    assert "withdrawn by" in call("explain", id).stdout
    assert call("correct", "restore", id, "--why", "it was imposed").exit_code == 0
    assert call("brief", "CHL-PER").stdout == before


def test_a_retracted_report_is_withdrawn_whole(held: str) -> None:
    assert call("correct", "withdraw", "wire-1", "--why", "retracted by the outlet").exit_code == 0
    assert [row["id"] for row in rows("reports")] == ["post-1"]
    assert {row["report"] for row in rows("events")} == {"post-1"}
    assert [row["target"] for row in rows("corrections", "--type", "withdraw")] == ["wire-1"]


def test_join_and_part_take_incidents(held: str) -> None:
    one, other = (row["id"] for row in rows("incidents")[:2])
    event = rows("incidents")[0]["events"][0]
    assert call("correct", "join", one[:10], other, "--why", "one meeting").exit_code == 0
    (joined,) = (row for row in rows("incidents") if row["id"] == one)
    assert event in joined["events"] and other not in {row["id"] for row in rows("incidents")}
    assert call("correct", "part", one, event, "--why", "another day").exit_code == 0
    again = call("correct", "part", one, event, "--why", "another day")
    assert again.exit_code == 2 and f"the incident {one} does not hold this event" in again.stderr
    found = [(row["action"], row["target"], row["value"]) for row in rows("corrections")]
    assert found == [("join", one, other), ("part", one, event)]
    assert "no incident of this id" in call("correct", "join", "i-zz", other, "--why", "x").stderr


def test_who_comes_from_the_option_the_setting_or_the_system(held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    id = tariff()["id"]
    monkeypatch.setattr("comity.api.correcting.getuser", lambda: "somebody")
    call("correct", "withdraw", id, "--why", "a")
    monkeypatch.setenv("COMITY_WHO", "The desk")
    call("correct", "restore", id, "--why", "b")
    call("correct", "withdraw", id, "--why", "c", "--who", "Night shift")
    assert [row["who"] for row in rows("corrections")] == ["somebody", "The desk", "Night shift"]
    assert [row["why"] for row in rows("corrections", "--who", "desk")] == ["b"]


def test_the_table_of_corrections_has_filters_and_forms(held: str, tmp_path: Path) -> None:
    assert rows("corrections") == []
    assert call("corrections", "--csv").stdout.startswith("id,at,who,action,")
    id = tariff()["id"]
    call("correct", "revise", id, "actors", "CHL.GOV", "--why", "the ministry")
    call("correct", "withdraw", "post-1", "--why", "a copy")
    assert [row["target"] for row in rows("corrections", "--id", id[:6])] == [id]
    assert rows("corrections", "--until", "2020") == []
    assert len(rows("corrections", "--since", "2024", "--limit", "1")) == 1
    assert rows("corrections", "--as-of", "2020-01-01") == []
    assert call("corrections", "--table").exit_code == 0
    assert call("corrections", "--parquet", str(tmp_path / "c.parquet")).exit_code == 0
    assert '""country"": ""CHL""' in call("corrections", "--csv").stdout
    told = call("corrections", "--type", "withdrew")
    assert (told.exit_code, "did you mean withdraw" in told.stderr) == (2, True)
    assert call("corrections", "--id", "e-nowhere").exit_code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("withdraw", "e-nowhere", "--why", "x"), "no row or report of this id is in the record"),
        (("withdraw", "wire-1", "--why", " "), "--why: is empty; say why"),
        (("revise", "{id}", "dates", "2024", "--why", "x"), "did you mean date"),
        (("revise", "{id}", "date", "soon", "--why", "x"), "write a date as 2025-09-08"),
        (("revise", "{id}", "confidence", "-1", "--why", "x"), "lies outside 0..1"),
        (("restore", "{id}", "--why", "x"), "it is not withdrawn"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(held: str, words: tuple[str, ...], told: str) -> None:
    id = tariff()["id"]
    result = call("correct", *(word.format(id=id) for word in words))
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert rows("corrections") == []


def test_functions_do_the_same(held: str) -> None:
    id = tariff()["id"]
    made = comity.correct("revise", id, None, field="date", why="no day is told", who="Desk")
    assert tariff()["date"] is None
    assert [row["id"] for row in comity.corrections(id=id)] == [made.id]
    with pytest.raises(comity.ComityError, match="did you mean who"):
        comity.corrections(whom="Desk")


TABLES = (
    "events", "incidents", "agreements", "pledges", "statements", "positions", "assessments", "actors", "reports",
    "corrections",
)  # fmt: skip


def answers(*when: str) -> list[str]:
    """What every table and the brief say, in bytes."""
    words = [(name, "--json") for name in TABLES] + [("brief", "CHL-PER", "--evidence")]
    return [call(*each, *when).stdout for each in words]


def test_as_of_an_earlier_day_every_table_and_the_brief_say_what_they_said_then(
    held: str, stories: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from datetime import UTC, datetime, timedelta

    first = datetime.now(UTC) + timedelta(days=1)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return Clock.today_is

        today_is = first

    monkeypatch.setattr("comity.api.tracing.datetime", Clock)
    monkeypatch.setattr("comity.api.correcting.datetime", Clock)
    id, other = tariff()["id"], rows("events", "--type", "CONSULT", "--status", "occurred")[0]["id"]
    more = tmp_path / "more.jsonl"
    line = {"id": "post-1", "published": "2024-03-05", "outlet": "Example Post", "text": "Peru's envoy left Santiago."}
    more.write_text(json.dumps(line), encoding="utf-8")
    changes = (
        ("correct", "revise", id, "status", "planned", "--why", "announced"),
        ("correct", "withdraw", other, "--why", "told twice"),
        ("read", str(more)),
        ("correct", "withdraw", "wire-1", "--why", "retracted"),
        ("correct", "restore", "wire-1", "--why", "not retracted"),
    )
    told = {}
    for number, words in enumerate(changes):
        Clock.today_is = first + timedelta(days=number)
        assert call(*words).exit_code == 0
        told[f"{Clock.today_is:%Y-%m-%d}"] = answers()
    Clock.today_is = first + timedelta(days=30)
    assert len({json.dumps(each) for each in told.values()}) == len(told)
    for today, then in told.items():
        assert answers("--as-of", today) == then, today


def test_as_of_the_day_of_publication_shows_every_correction(held: str) -> None:
    id = tariff()["id"]
    call("correct", "withdraw", id, "--why", "announced only")
    asked = ("--as-of", "2024-03-04", "--by", "published")
    assert id not in {row["id"] for row in rows("events", *asked)}
    assert {row["report"] for row in rows("events", *asked)} == {"wire-1"}
    assert call("brief", "CHL-PER", *asked).exit_code == 0
    assert call("brief", "CHL-PER", *asked).stdout == call("brief", "CHL-PER", *asked).stdout
