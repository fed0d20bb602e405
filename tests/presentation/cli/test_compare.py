"""`compare`: two reports, by path or by id, as text, as a file, as JSON."""

import json
from pathlib import Path

import pytest

import comity
from presentation.cli.conftest import call

MEETING = "Peru's foreign minister met his Chilean counterpart in Santiago on March 2."
ONE = f"{MEETING} Chile imposed a tariff of 10 percent on Peru."
OTHER = (
    "The foreign ministers of Peru and Chile met in Santiago on February 29. "
    "Chile imposed a tariff of 15 percent on Peru."
)


@pytest.fixture
def paths(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("one", ONE), ("other", OTHER)):
        row = {"id": name, "text": text, "published": "2024-03-04", "outlet": f"Example {name.title()}"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return "one.jsonl", "other.jsonl"


def test_two_paths_in_plain_sentences(paths: tuple[str, str]) -> None:
    result = call("compare", *paths, "--evidence")
    assert result.exit_code == 0, result.output
    shown = " ".join(result.stdout.split())
    for title in ("TOLD BY BOTH", "ONLY [1], EXAMPLE ONE", "ONLY [2], EXAMPLE OTHER", "TOLD DIFFERENTLY"):
        assert title in shown
    assert "dated 2 March 2024 [1], but 29 February 2024 [2]" in shown
    assert "“10 percent on Peru” [1], but “15 percent on Peru” [2]" in shown
    assert "independent: yes" in shown
    assert MEETING in shown


def test_ids_of_the_record_and_paths_may_be_mixed(paths: tuple[str, str], record: str) -> None:
    found = call("compare", "wire-1", "post", "--record", record)
    assert found.exit_code == 0, found.output
    mixed = call("compare", "wire-1", paths[0], "--json", "--record", record)
    assert json.loads(mixed.stdout)["reports"] == ["wire-1", "one"]


def test_json_is_one_object_whose_spans_hold(paths: tuple[str, str]) -> None:
    result = call("compare", *paths, "--json")
    found = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    texts = dict(zip(found["reports"], (ONE, OTHER), strict=True))
    sides = [each[side] for each in (*found["both"], *found["differently"]) for side in ("one", "other")]
    assert len(sides) > 4
    for side in sides:
        for span in side["evidence"]:
            assert texts[side["report"]][span["start"] : span["end"]] == span["text"]
    assert found == json.loads(json.dumps(_plain(comity.compare(*paths))))


def _plain(value: object) -> object:
    import msgspec

    return msgspec.to_builtins(value)


def test_standard_input_is_a_report(paths: tuple[str, str]) -> None:
    result = call("compare", "-", paths[1], stdin=ONE)
    assert result.exit_code == 0, result.output
    assert "Told differently".upper() in result.stdout


@pytest.mark.parametrize(("name", "start"), [("c.html", "<!doctype html"), ("c.md", "#"), ("c.txt", "example one")])
def test_a_comparison_is_written_to_a_file(name: str, start: str, paths: tuple[str, str], tmp_path: Path) -> None:
    result = call("compare", *paths, "-o", name)
    assert (result.exit_code, result.stdout) == (0, "")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.lower().startswith(start)
    assert "brief" not in text.lower().replace("brief.css", "")


def test_a_copy_under_another_path_is_called_one(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ONE, encoding="utf-8")
    result = call("compare", "a.txt", "b.txt")
    assert result.exit_code == 0, result.output
    assert "independent: no" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["one.jsonl"], 2, "it takes two"),
        (["one.jsonl", "other.jsonl", "third.jsonl"], 2, "comity brief"),
        (["one.jsonl", "one.jsonl"], 2, "is named twice"),
        (["one.jsonl", "folder/missing.txt"], 3, "folder/missing.txt"),
        (["one.jsonl", "other.jsonl", "--json", "-o", "c.html"], 2, "choose one"),
        (["one.jsonl", "other.jsonl", "-o", "c.docx"], 2, "end its name in .html, .md, .pdf, .txt"),
        (["one.jsonl", "both.jsonl"], 2, "holds 2 reports"),
    ],
)
def test_what_can_not_be_compared(
    words: list[str], status: int, told: str, paths: tuple[str, str], tmp_path: Path
) -> None:
    both = "\n".join((tmp_path / path).read_text(encoding="utf-8") for path in paths)
    (tmp_path / "both.jsonl").write_text(both, encoding="utf-8")
    result = call("compare", *words)
    assert result.exit_code == status, result.output
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_id_that_no_report_has(paths: tuple[str, str], record: str) -> None:
    result = call("compare", paths[0], "nothing-like-it", "--record", record)
    assert result.exit_code == 2
    assert "neither a file nor a report of the record" in result.stderr
