"""Event data of other coders, brought into the record through the front door."""

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import comity
from comity.errors import UsageError
from comity.exchange import rows_table
from comity.model import ImportProgress
from comity.presentation.cli import app
from tests.exchange.samples import benchmark

VISIT = ("2013-03-04", "Foreign_Affairs_(Peru)", "Make_a_visit", "Chile", "train")
ACCUSE = ("2014-05-06", "Kenya", "Accuse", "Police (Uganda)", "test")


def rows(record: Path) -> list[dict[str, Any]]:
    return sorted(rows_table(record).everything(), key=lambda each: (each["date"], each["id"]))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record"


def test_a_benchmark_becomes_rows_beside_the_records_own(tmp_path: Path, record: Path) -> None:
    found = comity.import_events("icews", benchmark(tmp_path / "b.tsv", VISIT, ACCUSE), record=record)
    assert (found.rows, found.skipped, found.between, found.unplaced) == (2, 0, 2, 0)
    first, second = rows(record)
    assert (first["actor"], first["actor_sector"], first["actor_name"]) == ("PER", "GOV", "Foreign Affairs (Peru)")
    assert (first["recipient"], first["dyad"], first["type"], first["mode"]) == ("CHL", "CHL-PER", "CONSULT", "visit")
    assert (first["cameo"], first["label"], first["status"]) == ("042", "Make a visit", "occurred")
    assert (first["precision"], first["sample"], first["joint"]) == ("day", "train", False)
    assert (second["type"], second["quad"], second["recipient_sector"]) == ("ACCUSE", "verbal conflict", "COP")
    assert comity.events(record=record) == ()


def test_the_same_file_again_changes_nothing(tmp_path: Path, record: Path) -> None:
    path = benchmark(tmp_path / "b.tsv", VISIT, ACCUSE)
    comity.import_events("icews", path, record=record)
    again = comity.import_events("icews", path, record=record)
    assert again.files == () and [each.file for each in again.known] == ["b.tsv"]
    assert len(rows(record)) == 2 and len(comity.imports(record=record)) == 1


def test_what_a_stopped_run_left_is_finished_and_not_doubled(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.exchange import importing
    from comity.exchange import rows as reading

    monkeypatch.setattr(importing, "CHUNK", 100)
    monkeypatch.setattr(reading, "BLOCK", 4096)
    lines = [("2013-03-04", "Peru", "Consult", "Chile", str(number)) for number in range(5000)]
    path = benchmark(tmp_path / "b.tsv", *lines)

    def stop(found: object) -> None:
        if isinstance(found, ImportProgress) and found.rows > 4000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        comity.import_events("icews", path, record=record, watch=stop)
    assert 0 < len(rows(record)) < 5000
    assert comity.imports(record=record) == ()
    found = comity.import_events("icews", path, record=record)
    assert found.rows == 5000
    assert sorted(int(each["sample"]) for each in rows(record)) == list(range(5000))


def test_a_killed_process_is_finished_by_the_next(tmp_path: Path, record: Path) -> None:
    lines = [("2013-03-04", "Peru", "Consult", "Chile", str(number)) for number in range(3000)]
    path = benchmark(tmp_path / "b.tsv", *lines)
    script = (
        "import os, sys, comity\n"
        "from comity.exchange import importing, rows\n"
        "importing.CHUNK, rows.BLOCK = 100, 4096\n"
        "def die(found):\n"
        "    if found.rows > 2500: os._exit(9)\n"
        "comity.import_events('icews', sys.argv[1], record=sys.argv[2], watch=die)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path), str(record)], check=False)
    assert done.returncode == 9
    assert comity.import_events("icews", path, record=record).rows == 3000
    assert len(rows(record)) == 3000


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_gzip_and_zip_of_several_members(kind: str, tmp_path: Path, record: Path) -> None:
    plain = benchmark(tmp_path / "b.tsv", VISIT, ACCUSE)
    path = tmp_path / f"b.{kind}"
    if kind == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(plain, "2013/one.tsv")
            archive.write(benchmark(tmp_path / "c.tsv", VISIT), "2014/two.tsv")
            archive.writestr("__MACOSX/._one.tsv", b"\0")
    found = comity.import_events("icews", path, record=record)
    assert found.rows == (2 if kind == "gz" else 3)
    assert len({each["id"] for each in rows(record)}) == found.rows


def test_what_cannot_be_used_is_counted_and_shown(tmp_path: Path, record: Path) -> None:
    path = benchmark(
        tmp_path / "b.tsv",
        VISIT,
        ("2013-02-30", "Peru", "Consult", "Chile", ""),
        ("1899-12-31", "Peru", "Consult", "Chile", ""),
        ("2999-01-01", "Peru", "Consult", "Chile", ""),
        ("2013-03-04", "Peru", "Play chess with", "Chile", ""),
        ("2013-03-04", "Peru", "Consult"),
        ("2013-03-04", "Somebody Unheard-of", "Consult", "Middle_East", ""),
    )
    found = comity.import_events("icews", path, record=record)
    assert {each.reason: each.samples for each in found.skips} == {
        "wrong number of columns": ("2013-03-04 Peru Consult",),
        "no date that can be read": ("2013-02-30",),
        "before 1900": ("1899-12-31",),
        "in the future": ("2999-01-01",),
        "unknown code": ("Play chess with",),
    }
    assert (found.rows, found.skipped, found.mentions, found.unplaced) == (2, 5, 4, 2)
    assert {each.name for each in found.unplaced_names} == {"Somebody Unheard-of", "Middle East"}
    nobody = next(each for each in rows(record) if each["actor_name"] == "Somebody Unheard-of")
    assert nobody["actor"] is None and nobody["dyad"] is None


def test_bytes_that_are_no_text_do_not_stop_a_run(tmp_path: Path, record: Path) -> None:
    path = tmp_path / "b.tsv"
    path.write_bytes(b"date\tsource\trelation\ttarget\n2013-03-04\tCaf\xe9 (Peru)\tConsult\tChile\r\n")
    assert comity.import_events("icews", path, record=record).rows == 1
    assert rows(record)[0]["actor_name"] == "Caf� (Peru)" and rows(record)[0]["actor"] == "PER"


def test_a_line_of_a_byte_order_mark_alone_is_counted(tmp_path: Path, record: Path) -> None:
    path = tmp_path / "b.tsv"
    row = b"2013-03-04\tPeru\tConsult\tChile"
    path.write_bytes(b"date\tsource\trelation\ttarget\n\xef\xbb\xbf\n\xef\xbb\xbf\n" + row)
    found = comity.import_events("icews", path, record=record)
    assert (found.rows, found.skipped) == (1, 2)


def test_files_that_cannot_be_read_are_told_and_the_run_goes_on(tmp_path: Path, record: Path) -> None:
    good = benchmark(tmp_path / "good.tsv", VISIT)
    for name, content in {
        "empty.tsv": b"",
        "binary.tsv": b"\x7fELF\0\0\0\0",
        "cut.gz": gzip.compress(good.read_bytes() * 3000)[:-20],
        "cut.zip": b"PK\x03\x04 and no more",
        "words.tsv": b"The talks were held on Monday.\n",
        "gdelt.tsv": ("\t".join(["1", "20240304", *[""] * 59]) + "\n").encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
    bad = ["missing.tsv", "empty.tsv", "binary.tsv", "cut.gz", "cut.zip", "words.tsv", "gdelt.tsv", "."]
    files = [str(tmp_path / name) for name in (*bad, "good.tsv")]
    result = CliRunner().invoke(app, ["import", "icews", *files, "--record", str(record)])
    assert result.exit_code == 3
    for words in (
        "missing.tsv: does not exist", "empty.tsv: is empty", "binary.tsv: is no text",
        "cut.gz: the compressed file ends",
        "cut.zip: the zip ends", "words.tsv: is not icews", "which looks like gdelt; try `comity import gdelt`",
        "is a folder", "1 file imported, 0 known, 8 not read",
    ):  # fmt: skip
        assert words in result.stderr, words
    assert "Traceback" not in result.output
    assert len(rows(record)) == 1


def test_rows_of_a_file_that_breaks_in_the_middle_are_taken_back(
    tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.exchange import importing
    from comity.exchange import rows as reading

    monkeypatch.setattr(importing, "CHUNK", 100)
    monkeypatch.setattr(reading, "BLOCK", 4096)
    lines = [("2013-03-04", "Peru", "Consult", "Chile", str(number)) for number in range(5000)]
    path = tmp_path / "b.gz"
    path.write_bytes(gzip.compress(benchmark(tmp_path / "b.tsv", *lines).read_bytes())[:-20])
    found = comity.import_events("icews", path, record=record)
    assert (found.rows, found.mentions, len(found.failed)) == (0, 0, 1)
    assert rows(record) == [] and comity.imports(record=record) == ()


def test_a_header_without_rows_is_told(tmp_path: Path, record: Path) -> None:
    found = comity.import_events("icews", benchmark(tmp_path / "b.tsv"), record=record)
    assert found.files == () and "holds a header and no rows" in found.failed[0]


def test_an_unknown_format_is_refused(tmp_path: Path, record: Path) -> None:
    with pytest.raises(UsageError, match="is not known; write one of icews, gdelt"):
        comity.import_events("idea", tmp_path / "x", record=record)


def test_imports_lists_the_files(tmp_path: Path, record: Path) -> None:
    path = benchmark(tmp_path / "b.tsv", VISIT, ACCUSE)
    told = ["--licence", "CC0 1.0", "--origin", "made up"]
    result = CliRunner().invoke(app, ["import", "icews", str(path), "--json", *told, "--record", str(record)])
    assert result.exit_code == 0 and json.loads(result.stdout)["rows"] == 2
    listed = CliRunner().invoke(app, ["imports", "--json", "--record", str(record)])
    (row,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (row["file"], row["coder"], row["layout"], row["rows"], row["skipped"]) == (
        "b.tsv", "icews", "benchmark", 2, 0,
    )  # fmt: skip
    assert (row["since"], row["until"]) == ("2013-03-04", "2014-05-06")
    assert (row["licence"], row["origin"]) == ("CC0 1.0", "made up")
    csv = CliRunner().invoke(app, ["imports", "--csv", "--record", str(record)])
    assert csv.stdout.startswith("file,coder,layout,batch,rows,skipped,since,until,licence,origin")


def test_a_format_brings_its_own_licence(tmp_path: Path, record: Path) -> None:
    comity.import_events("icews", benchmark(tmp_path / "b.tsv", VISIT), record=record)
    (held,) = comity.imports(record=record)
    assert "10.7910/DVN/28075" in held.origin and "terms" in held.licence


def test_a_chunk_is_sorted_by_dyad(tmp_path: Path, record: Path) -> None:
    pairs = [
        ("Peru", "Chile"),
        ("Kenya", "Uganda"),
        ("Nobody at all", "Chile"),
        ("Chile", "Peru"),
        ("Angola", "Zambia"),
    ]
    lines = [("2013-03-04", one, "Consult", other, "") for one, other in pairs]
    comity.import_events("icews", benchmark(tmp_path / "b.tsv", *lines), record=record)
    with rows_table(record).opened().asked() as query:
        dyads = [row[0] for row in query("SELECT dyad FROM rows")]
    assert dyads == ["AGO-ZMB", "CHL-PER", "CHL-PER", "KEN-UGA", None]
