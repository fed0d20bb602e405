"""`brief`, `explain`, `codebook` and `check`."""

import json
import shutil
import sys
from pathlib import Path

import pytest

import comity
from comity.codebook.lint import lint
from comity.ledger import placements
from presentation.cli.conftest import call, rows


def test_a_brief_of_paths_keeps_nothing(stories: str, tmp_path: Path) -> None:
    result = call("brief", stories)
    assert result.exit_code == 0
    assert "Chile" in result.stdout
    assert "Peru" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_brief_of_the_record_by_dyad_or_without(record: str) -> None:
    named = call("brief", "per-chl", "--record", record)
    assert named.exit_code == 0
    assert call("brief", "--record", record).stdout.splitlines()[0] == named.stdout.splitlines()[0]
    bolivia = call("brief", "BOL-PER", "--record", record)
    assert "Bolivia" in bolivia.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "start"), [("brief.html", "<!doctype html"), ("brief.md", "#"), ("brief.txt", "Chile")]
)
def test_a_brief_is_written_to_a_file(name: str, start: str, stories: str, tmp_path: Path) -> None:
    result = call("brief", stories, "-o", name)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(start.lower())


def test_a_kind_of_file_that_is_not_drawn_is_refused(stories: str) -> None:
    result = call("brief", stories, "-o", "brief.docx")
    assert result.exit_code == 2
    assert ".pdf" in result.stderr


def test_a_brief_of_a_dyad_is_handed_over_as_pdf_with_its_relation(record: str, tmp_path: Path) -> None:
    pytest.importorskip("fpdf", reason="the extra `pdf` is not installed")
    pypdf = pytest.importorskip("pypdf")
    result = call("brief", "CHL-PER", "--record", record, "-o", "brief.pdf")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    pages = pypdf.PdfReader(tmp_path / "brief.pdf").pages
    assert len(pages) <= 2 and "THE RELATION" in "".join(page.extract_text() for page in pages)
    bare = call("brief", "CHL-PER", "--record", record, "--no-relation", "-o", "bare.html")
    assert bare.exit_code == 0
    assert "The relation" not in (tmp_path / "bare.html").read_text(encoding="utf-8")


def test_a_pdf_that_cannot_be_written_is_told_in_one_sentence(stories: str) -> None:
    pytest.importorskip("fpdf", reason="the extra `pdf` is not installed")
    result = call("brief", stories, "-o", "no/such/folder/brief.pdf")
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 1 and "can't be written" in result.stderr


def test_without_the_extra_no_report_is_coded_in_vain(stories: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fpdf", None)
    result = call("brief", stories, "-o", "brief.pdf")
    assert result.exit_code == 6
    assert "pip install 'comity[pdf]'" in result.stderr


def test_a_brief_tells_what_it_could_not_read(stories: str) -> None:
    assert call("brief", stories, "nowhere.txt").exit_code == 3
    alone = call("brief", "nowhere.txt")
    assert alone.exit_code == 3
    assert alone.stdout == ""
    assert len(alone.stderr.splitlines()) == 1


def test_a_dyad_that_is_misspelt_is_no_path(record: str) -> None:
    result = call("brief", "CHL-PRE", "--record", record)
    assert result.exit_code == 2
    assert "PER" in result.stderr


def test_explain_shows_sentence_rule_and_source(record: str) -> None:
    (event,) = rows("events", "--type", "SANCTION", "--status", "occurred", "--record", record)
    shown = call("explain", event["id"][:10], "--record", record).stdout
    assert "Chile [imposed] a tariff on Peru" in shown
    assert event["rule"] in shown
    assert "wire-1 (Example Wire, 2024-03-04" in shown
    assert 'for "Friday"' in shown or 'for "on Friday"' in shown
    (told,) = rows("explain", event["id"], "--json", "--record", record)
    assert told["frame"]["type"] == "SANCTION"
    assert told["score"] >= told["frame"]["strength"]
    assert told["before"] + told["trigger"] + told["after"] == event["evidence"][0]["text"]


def test_explain_tells_what_nearby_gave_nothing(record: str) -> None:
    (planned,) = rows("events", "--status", "planned", "--record", record)
    (told,) = rows("explain", planned["id"], "--json", "--record", record)
    assert told["cue"]
    assert "inside a condition" in {refusal["reason"] for refusal in told["nearby"]}


def test_explain_of_an_incident_explains_each_event(record: str) -> None:
    (meeting,) = rows("incidents", "--type", "CONSULT", "--status", "occurred", "--record", record)
    told = rows("explain", meeting["id"], "--json", "--record", record)
    assert [each["id"] for each in told] == meeting["events"]


@pytest.mark.parametrize("id", ["e-ffffffffffffffff", "e-", "i-ffffffffffffffff"])
def test_explain_of_an_unknown_or_unclear_id(id: str, record: str) -> None:
    assert call("explain", id, "--record", record).exit_code == 2


def test_the_codebook_finds_every_meaning() -> None:
    tables = {
        term: {row["table"] for row in rows("codebook", term, "--json")} for term in ("Lima", "sanction", "042", "PER")
    }
    assert {"states", "places"} <= tables["Lima"]
    assert {"types", "frames"} <= tables["sanction"]
    assert tables["042"] == {"cameo"}
    assert "states" in tables["PER"]
    assert [m.table for m in comity.meanings("042")] == ["cameo"]


def test_a_term_that_is_not_there_names_the_nearest() -> None:
    result = call("codebook", "Santigo")
    assert result.exit_code == 2
    assert "santiago" in result.stderr


def test_the_codebook_counts_its_tables() -> None:
    counts = {row["table"]: row["rows"] for row in rows("codebook", "--json")}
    assert counts["types"] == 16
    assert counts["states"] > 190


def test_the_codebook_holds_together() -> None:
    assert lint() == ()
    assert call("codebook", "--lint").exit_code == 0


def test_lint_ends_with_its_own_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.codebook.lint.lint", lambda: ("states: a column is missing",))
    result = call("codebook", "--lint")
    assert result.exit_code == 5
    assert result.stdout == "states: a column is missing\n"


def test_check_of_a_whole_record(record: str) -> None:
    assert call("check", record).exit_code == 0
    assert comity.check(record) == ()


def test_check_of_no_record() -> None:
    assert call("check", "nowhere").exit_code == 4


def test_check_lists_problems(monkeypatch: pytest.MonkeyPatch, record: str) -> None:
    monkeypatch.setattr("comity.record.check", lambda path: ("report x: a span is off",))
    result = call("check", record)
    assert result.exit_code == 4
    assert result.stdout == "report x: a span is off\n"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, record: str) -> None:
    monkeypatch.setenv("COMITY_RECORD", record)
    assert len(rows("reports")) == 2
    monkeypatch.setenv("COMITY_MAX_BYTES", "many")
    assert call("reports").exit_code == 2


def test_json_is_one_object_a_line(record: str) -> None:
    for line in call("statements", "--record", record).stdout.splitlines():
        assert isinstance(json.loads(line), dict)


def test_incidents_tell_their_history_and_are_explained_with_it(record: str) -> None:
    found = rows("incidents", "--json", "--record", record)
    (made,) = found[0]["history"]
    assert (made["incident"], made["change"], made["by"]) == (found[0]["id"], "made", "rule")
    result = call("explain", found[0]["id"], "--record", record)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{found[0]['id']} (incident of {len(found[0]['events'])} events")
    assert "made, by rule: first told by report" in result.stdout


def test_an_incident_that_is_not_there_is_told(record: str) -> None:
    result = call("explain", "i-zzzz", "--record", record)
    assert result.exit_code == 2
    assert "no incident of this id is in the record" in result.stderr


def test_a_rebuild_of_what_is_whole_changes_nothing(record: str, tmp_path: Path) -> None:
    record = shutil.copytree(record, str(tmp_path / "copy"))
    before = rows("incidents", "--json", "--record", record)
    result = call("check", record, "--rebuild")
    assert (result.exit_code, result.stdout) == (0, "")
    assert rows("incidents", "--json", "--record", record) == before


def test_the_check_tells_how_placements_are_mended(record: str, tmp_path: Path) -> None:
    record = shutil.copytree(record, str(tmp_path / "copy"))
    with placements.table(Path(record)).opened().asked() as query:
        (first, *_) = placements.placements(query, 0)
    again = placements.arrow_rows(Path(record), [first], edition=0, decided="")
    placements.table(Path(record)).opened().append(again)
    result = call("check", record)
    assert result.exit_code == 4
    assert result.stdout.startswith("placements: ") and "is placed twice" in result.stdout
    assert "--repair" in result.stderr
    assert call("check", record, "--repair").exit_code == 0
    assert call("check", record).exit_code == 0
