"""Exports: what goes out comes in again the same; licences travel; a file is there whole or not at all."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from typer.testing import CliRunner

import comity
from comity import codebook
from comity.errors import RecordUnwritable, UsageError
from comity.exchange import About, dictionary, export
from comity.exchange.as_cameo import HEADER, cameo_rows
from comity.presentation.cli import app
from comity.presentation.flat import flat
from tests.exchange.factory import imported, lay

STORIES = (
    "Chile's foreign minister met the Peruvian foreign minister in Lima on Monday. Kenya imposed sanctions on Uganda.",
    'Norway condemned Iceland over the "cod ban", its minister said.\tBolivia plans to hold talks with Peru in May.',
)


def call(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("exports")
    lines = (
        json.dumps({"id": f"wire-{n}", "text": text, "published": "2024-03-06", "outlet": 'Example; "Wire", \n Ltd'})
        for n, text in enumerate(STORIES)
    )
    (folder / "stories.jsonl").write_text("\n".join(lines))
    comity.read(folder / "stories.jsonl", record=folder / "record")
    lay(folder / "record", [
        imported("2024-03-05", story="s1", actor_name="Navy, \"first\" (CHL)", actor_sector="MIL"),
        imported("2024-02-01", direction="KEN>UGA", type="THREATEN", quad="verbal conflict", cameo="130",
                 intensity=-4.4),
        imported("2024-02-03", joint=True), imported(None), imported("2024-02-04", status="planned"),
    ])  # fmt: skip
    lay(folder / "record", [imported("2024-03-07", coder="gdelt", batch="g1", direction="PER>CHL", actor_name=None)])
    return str(folder / "record")


@pytest.fixture(scope="module")
def rows(record: str) -> tuple[dict[str, Any], ...]:
    return comity.events(record=record, coder="all")


def tab(path: Path) -> Iterator[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert tuple(header.split("\t")) == HEADER and len(HEADER) == 20
    return (dict(zip(HEADER, line.split("\t"), strict=True)) for line in lines)


def test_csv_and_parquet_hold_the_values_of_the_tables(
    record: str, rows: tuple[dict[str, Any], ...], tmp_path: Path
) -> None:
    for suffix in ("csv", "parquet"):
        assert comity.export(tmp_path / f"e.{suffix}", record=record, coder="all").rows == len(rows)
    laid = [flat(row) for row in rows]
    # An empty text and null are one in CSV.
    words = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in laid]
    assert list(csv.DictReader((tmp_path / "e.csv").open(encoding="utf-8", newline=""))) == words
    assert parquet.read_table(tmp_path / "e.parquet").to_pylist() == laid


def test_plover_holds_the_same_acts_under_its_names(
    record: str, rows: tuple[dict[str, Any], ...], tmp_path: Path
) -> None:
    comity.export(tmp_path / "e.jsonl", record=record, coder="all")
    found = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({tuple(each) for each in found}) == 1
    for row, told in zip(rows, found, strict=True):
        when = row["date"] or {"start": None, "end": None, "precision": None}
        assert (told["Event ID"], told["Event Type"], told["Event Mode"]) == (row["id"], row["type"], row["mode"])
        assert (told["Event Date"], told["Event Date End"], told["Date Precision"]) == (
            when["start"], when["end"], when["precision"])  # fmt: skip
        for role, name in (("Actor", "actors"), ("Recipient", "recipients")):
            sides = zip(told[f"{role} Country"], told[f"Primary {role} Sector"], told[f"{role} Name"], strict=True)
            assert list(sides) == [(ref["country"], ref["sector"], ref["name"]) for ref in row[name]]
        assert (told["Status"], told["Intensity"], told["CAMEO Code"]) == (
            row["status"], row["intensity"], row["cameo"])  # fmt: skip
        assert told["Quad Code"].lower() == row["quad"] and told["Contexts"] == list(row["contexts"])
        assert (told["Coder"], told["Licence"], told["Source"]) == (row["coder"], row["licence"], row["outlet"])


def test_cameo_has_a_row_a_side_of_what_took_place(
    record: str, rows: tuple[dict[str, Any], ...], tmp_path: Path
) -> None:
    done = comity.export(tmp_path / "e.tab", record=record, coder="all")
    found = list(tab(tmp_path / "e.tab"))
    placed = [row for row in rows if row["status"] in ("occurred", "ongoing")]
    assert sum(done.left_out.values()) == len(rows) - len(placed) > 1
    names = {state.name: state.code for state in codebook.states().values()}
    told = {(each["Event ID"].split(".")[0], each["Event Date"], names.get(each["Source Country"]), each["CAMEO Code"],
             names.get(each["Target Country"])) for each in found}  # fmt: skip
    whole = {
        (row["id"], row["date"]["start"] if row["date"] else "", one.get("country"), row["cameo"], other.get("country"))
        for row in placed
        for one in row["actors"] or [{}]
        for other in row["recipients"] or [{}]
        if one is not other and one != other
    }
    assert told == whole
    joint = next(row for row in placed if row["actors"] == row["recipients"])
    assert [each["Event ID"] for each in found if each["Event ID"].startswith(joint["id"])] == [
        f"{joint['id']}.1", f"{joint['id']}.2"]  # fmt: skip
    assert all("\n" not in cell and each["Sentence Number"] == "" for each in found for cell in each.values())


def test_cameo_comes_in_again_with_the_same_days_sides_and_codes(record: str, tmp_path: Path) -> None:
    if not hasattr(comity, "import_events"):
        pytest.skip("nothing imports ICEWS's release yet")
    dyad = "CHL-PER"
    first = comity.export(tmp_path / "e.tab", record=record, coder="icews", dyad=dyad, status="occurred")
    comity.import_events("icews", tmp_path / "e.tab", record=tmp_path / "again")
    again = comity.events(record=tmp_path / "again", coder="icews")
    told = {(row["date"]["start"], row["actors"][0]["country"], row["actors"][0]["sector"], row["cameo"],
             row["recipients"][0]["country"], row["intensity"]) for row in again}  # fmt: skip
    dated = [row for row in comity.events(record=record, coder="icews", dyad=dyad, status="occurred") if row["date"]]
    assert first.rows == len(dated) + 1
    assert told == {
        (row["date"]["start"], one["country"], one["sector"], row["cameo"], other["country"], row["intensity"])
        for row in dated
        for one in row["actors"]
        for other in row["recipients"]
        if one != other
    }


@pytest.mark.parametrize("precision", ["month", "season", "year", "none"])
def test_cameo_tells_no_day_that_nobody_told(rows: tuple[dict[str, Any], ...], precision: str) -> None:
    row = next(row for row in rows if row["date"] and row["status"] == "occurred")
    wide = row | {"date": {**row["date"], "precision": precision}}
    assert {cells[1] for cells in cameo_rows(wide)} == {""}
    assert {cells[1] for cells in cameo_rows(row)} == {row["date"]["start"]}


def test_a_zip_holds_all_that_others_need(record: str, rows: tuple[dict[str, Any], ...], tmp_path: Path) -> None:
    result = call("export", str(tmp_path / "e.zip"), "--record", record, "--coder", "all", "--since", "2024-02")
    assert result.exit_code == 0 and result.stdout == ""
    assert "5 rows of icews" not in result.stderr and "rows of icews stand under terms of their own" in result.stderr
    with zipfile.ZipFile(tmp_path / "e.zip") as held:
        assert sorted(held.namelist()) == sorted(
            ["README.txt", "dictionary.csv", "licences.csv", "filters.json", "CITATION.cff", "events.csv",
             "events.parquet"])  # fmt: skip
        texts = {name: held.read(name).decode() for name in held.namelist() if not name.endswith("parquet")}
        table = parquet.read_table(io.BytesIO(held.read("events.parquet")))
    in_csv = list(csv.DictReader(io.StringIO(texts["events.csv"], newline="")))
    assert [row["id"] for row in in_csv] == table.column("id").to_pylist() and len(in_csv) < len(rows)
    assert [row["column"] for row in csv.DictReader(io.StringIO(texts["dictionary.csv"]))] == list(in_csv[0])
    licences = {row["coder"]: row for row in csv.DictReader(io.StringIO(texts["licences.csv"]))}
    assert licences["icews"]["licence"].startswith("own terms") and "10.7910/DVN/28075" in licences["icews"]["origin"]
    assert sum(int(row["rows"]) for row in licences.values()) == len(in_csv)
    assert "Rows of icews stand under own terms" in texts["README.txt"] and "gdelt stand" not in texts["README.txt"]
    assert json.loads(texts["filters.json"]) == {"coder": "all", "since": "2024-02-01"}
    assert "preferred-citation:" in texts["CITATION.cff"] and "by gdelt" in texts["CITATION.cff"]


def test_licences_are_told_where_rows_are_under_own_terms(record: str, tmp_path: Path) -> None:
    told = call("export", str(tmp_path / "a.csv"), "--record", record, "--coder", "gdelt").stderr
    assert "own terms" not in told and "wrote 1 events" in told
    ours = call("export", str(tmp_path / "b.csv"), "--record", record).stderr
    assert "also holds" in ours and "--coder all" in ours and "own terms" not in ours
    assert "own terms" in call("export", str(tmp_path / "c.tab"), "--record", record, "--coder", "icews").stderr


def test_the_dictionary_has_every_column_and_no_other(rows: tuple[dict[str, Any], ...]) -> None:
    for row in rows:
        assert list(flat(row)) == [each["column"] for each in dictionary()]
    assert all(each["meaning"] and each["kind"] in ("text", "number", "whole number") for each in dictionary())


def test_the_citation_is_that_of_the_project() -> None:
    house = Path(comity.__file__).parent
    assert (house / "exchange/citation.cff").read_bytes() == (house.parent / "CITATION.cff").read_bytes()


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl", "tab", "zip"])
def test_a_file_that_fails_half_way_is_not_left_behind(
    rows: tuple[dict[str, Any], ...], suffix: str, tmp_path: Path
) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield from rows
        raise OSError(28, "No space left on device")

    (tmp_path / f"e.{suffix}").write_text("as it was")
    about = About(filters={}, sources=(), made="2026-01-01")
    from comity.exchange import format_of

    with pytest.raises(RecordUnwritable, match="No space left"):
        export(broken(), tmp_path / f"e.{suffix}", format_of(f"e.{suffix}"), flat=flat, about=about)
    assert [each.name for each in tmp_path.iterdir()] == [f"e.{suffix}"]
    assert (tmp_path / f"e.{suffix}").read_text() == "as it was"


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("e.xlsx",), 2, "its name does not tell a format"),
        (("e.csv", "--format", "excel"), 2, "take one of plover, cameo"),
        (("no/such/folder/e.csv",), 4, "can't be written"),
        (("e.csv", "--coder", "acled"), 2, "coder 'acled'"),
        (("e.csv", "--status", "happened"), 2, "status 'happened'"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    record: str, words: tuple[str, ...], status: int, told: str, tmp_path: Path
) -> None:
    result = call("export", str(tmp_path / words[0]), *words[1:], "--record", record)
    assert result.exit_code == status and told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1 and list(tmp_path.iterdir()) == []


def test_an_empty_export_has_its_columns(record: str, tmp_path: Path) -> None:
    for suffix in ("csv", "parquet", "tab", "jsonl", "zip"):
        done = comity.export(tmp_path / f"e.{suffix}", record=record, since="1990", until="1991", coder="all")
        assert done.rows == 0 and done.coders == {}
    assert (tmp_path / "e.csv").read_text().startswith("id,type,mode")
    assert parquet.read_schema(tmp_path / "e.parquet").names[0] == "id"
    with pytest.raises(UsageError):
        comity.export(tmp_path / "e.csv", record=record, colour="red")


def test_a_limit_and_a_format_are_heeded(record: str, tmp_path: Path) -> None:
    done = comity.export(tmp_path / "e.txt", format="PLOVER", record=record, coder="all", limit=2)
    assert (done.rows, done.format) == (2, "plover") and len((tmp_path / "e.txt").read_text().splitlines()) == 2


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.text())
def test_whatever_a_name_holds_a_row_of_cameo_has_twenty_cells(name: str, label: str, outlet: str) -> None:
    ref = {"country": "CHL", "sector": "GOV", "id": None, "name": name, "text": name}
    row: dict[str, Any] = dict.fromkeys(("mode", "date", "cameo", "place", "report", "intensity"))
    row |= {"id": "m-1", "type": "CONSULT", "contexts": [], "actors": [ref], "recipients": [], "label": label}
    row["outlet"] = outlet
    (cells,) = cameo_rows(row)
    line = "\t".join(cells)
    assert len(line.split("\t")) == 20 and len(line.splitlines()) == 1
