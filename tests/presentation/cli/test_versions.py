"""Reports that come twice, are corrected, retracted or dated in the future: each with one visible result."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from presentation.cli.conftest import call, rows

URL = "https://example.org/santiago"
NEWS = (
    "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday. "
    "Chile imposed a tariff on Peru on Friday. Bolivia's president will visit Lima on April 12."
)
FIXED = NEWS.replace("Peru on Friday", "Ecuador on Friday")
NOTICE = "Correction: An earlier version of this report said that Chile had imposed a tariff on Peru."
GONE = "This report has been retracted. Chile imposed no tariff on Peru."


def line(text: str, **about: Any) -> dict[str, Any]:
    return {"published": "2024-03-04", "outlet": "Example Wire", "title": "Talks in Santiago", "text": text, **about}


def read(tmp_path: Path, *lines: dict[str, Any]) -> Any:
    """Read lines in one run."""
    path = tmp_path / "more.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    result = call("read", str(path))
    assert result.exit_code == 0, result.output
    return result


def sanctioned() -> list[str]:
    return [row["recipients"][0]["country"] for row in rows("events", "--type", "SANCTION", "--status", "occurred")]


@pytest.mark.parametrize("same", [{"id": "wire-7"}, {"url": URL}])
def test_a_corrected_version_takes_the_place_of_the_older_one(same: dict[str, str], tmp_path: Path) -> None:
    read(tmp_path, line(NEWS, **same))
    assert sanctioned() == ["PER"]
    told = read(tmp_path, line(f"{FIXED}\n\n{NOTICE}", **same)).stderr
    assert "1 new version of known reports" in told
    assert sanctioned() == ["ECU"]
    (report,) = rows("reports")
    assert report["notice"] == {"kind": "correction", "text": NOTICE}
    assert report["notes"][0].startswith("supersedes 1 earlier version")
    assert f"correction: {NOTICE}" in call("reports", "--csv").stdout
    brief = " ".join(call("brief", "CHL-PER").stdout.split())
    assert f"carries a correction: “{NOTICE}”" in brief


def test_in_one_run_the_version_with_the_notice_is_the_later_one(tmp_path: Path) -> None:
    read(tmp_path, line(f"{FIXED}\n\n{NOTICE}", id="wire-7"), line(NEWS, id="wire-7"))
    assert sanctioned() == ["ECU"]


def test_what_a_notice_says_is_no_event(tmp_path: Path) -> None:
    read(tmp_path, line(f"{NOTICE}\n\nThe sun shone over Santiago, and the cafés were full.", id="wire-8"))
    assert rows("events") == []
    (coded,) = (
        json.loads(each) for each in call("code", "-", stdin=json.dumps(line(GONE, id="wire-9"))).stdout.splitlines()
    )
    assert coded["report"]["notice"]["kind"] == "retraction"
    assert next(each["reason"] for each in coded["skipped"]) == "a notice of the outlet about its report"


@pytest.mark.parametrize("same", [{"id": "wire-7"}, {"url": URL}])
def test_a_retraction_is_marked_and_left_to_a_person(same: dict[str, str], tmp_path: Path) -> None:
    read(tmp_path, line(NEWS, **same))
    (before,) = rows("reports")
    told = read(tmp_path, line(GONE, **same)).stderr
    step = f"comity correct withdraw {before['id']} --why TEXT"
    warned = next(each for each in told.splitlines() if each.startswith("comity: "))
    assert before["id"] in warned and "its outlet retracts it" in warned and warned.endswith(f"{step}.")
    assert "1 retracted" in told
    (report,) = rows("reports")
    assert report["id"] == before["id"]
    assert report["notes"][0].startswith("retracted by its outlet, as read on 20")
    assert "retracted by its outlet" in " ".join(call("brief", "CHL-PER").stdout.split())
    assert sanctioned() == ["PER"], "its rows stay until a person withdraws them"
    assert call("correct", "withdraw", before["id"], "--why", "retracted").exit_code == 0
    assert (rows("events"), rows("reports")) == ([], [])
    assert "retracts it" not in read(tmp_path, line(GONE, **same)).stderr


def test_a_retraction_of_what_is_not_known_and_tells_nothing_asks_for_nothing(tmp_path: Path) -> None:
    told = read(tmp_path, line("This report has been retracted.", id="wire-9")).stderr
    assert "withdraw" not in told
    assert rows("reports")[0]["notice"]["kind"] == "retraction"


def test_the_same_text_under_two_addresses_is_one_source_with_both(tmp_path: Path) -> None:
    other = "https://example.com/copy"
    read(tmp_path, line(NEWS, url=URL))
    told = read(tmp_path, line(NEWS, url=other)).stderr
    assert "1 read: 0 new, 1 known" in told and "1 known at another address" in told
    (report,) = rows("reports")
    assert (report["url"], report["addresses"]) == (URL, [URL, other])
    assert all(row["reports"] == row["outlets"] == 1 for row in rows("incidents"))
    brief = "".join(call("brief", "CHL-PER").stdout.split())
    assert URL in brief and other in brief
    before = [call(name, "--json").stdout for name in ("reports", "events", "incidents")]
    assert "another address" not in read(tmp_path, line(NEWS, url=other)).stderr
    assert [call(name, "--json").stdout for name in ("reports", "events", "incidents")] == before


def test_the_same_text_under_two_ids_is_one_source_too(tmp_path: Path) -> None:
    other = "https://example.com/copy"
    read(tmp_path, line(NEWS, id="a", url=URL), line(NEWS, id="b", url=other))
    assert [row["addresses"] for row in rows("reports")] == [[URL, other]] * 2
    assert all(row["outlets"] == 1 for row in rows("incidents"))
    once = {row["confidence"] for row in rows("incidents")}
    assert once == {
        max(row["confidence"] for row in rows("events") if row["id"] in each["events"]) for each in rows("incidents")
    }


def test_different_reports_of_one_front_page_stay_apart(tmp_path: Path) -> None:
    second = "Kenya's trade minister signed an accord with Uganda in Nairobi on Monday."
    read(tmp_path, line(NEWS, id="a", url=URL), line(second, id="b", url=URL, title="Accord in Nairobi"))
    assert [row["id"] for row in rows("reports")] == ["a", "b"]


def test_a_report_dated_in_the_future_is_kept_and_flagged(tmp_path: Path) -> None:
    later = (datetime.now(UTC) + timedelta(days=400)).date()
    text = f"{NEWS} Peru and Chile will sign an accord on {later + timedelta(days=9):%B %-d}."
    told = read(tmp_path, line(text, id="wire-9", published=later.isoformat())).stderr
    assert "1 published in the future" in told
    (report,) = rows("reports")
    assert (report["published"], report["notes"]) == (later.isoformat(), ["published in the future"])
    assert "published in the future" in " ".join(call("brief", "CHL-PER").stdout.split())
    # Its own day divides what happened from what is to come.
    for row in rows("events"):
        if row["date"] is not None:
            start = date.fromisoformat(row["date"]["start"])
            assert (row["status"] == "planned") == (start > later), row
    assert {row["status"] for row in rows("events")} >= {"occurred", "planned"}
    assert rows("reports", "--as-of", datetime.now(UTC).date().isoformat(), "--by", "published") == []
    assert "future" not in read(tmp_path, line(NEWS, id="wire-1")).stderr


def test_a_wrong_day_is_set_right_by_hand(tmp_path: Path) -> None:
    read(tmp_path, line(NEWS, id="wire-9", published="2124-03-04"))
    assert call("correct", "revise", "wire-9", "published", "2024-03-04", "--why", "a slip").exit_code == 0
    (report,) = rows("reports", "--as-of", "2024-03-05", "--by", "published")
    assert report["published"] == "2024-03-04"
    assert "published in the future" not in report["notes"]
