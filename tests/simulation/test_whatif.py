"""What-ifs of a record through the front door: `comity.whatif`, `comity.scenarios` and `comity whatif`."""

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import comity
from comity.errors import InputMissing, UsageError
from comity.exchange import shipped
from comity.model import WhatIf
from comity.presentation.cli import app

SCENARIO = {
    "dyad": "kor-jpn",
    "title": "A visit and a summit",
    "months": 8,
    "paths": 500,
    "intervention": [
        {"input": "shrine-visit", "date": "2025-12-26", "by": "JPN"},
        {"input": "summit", "date": "2026-03-10"},
        {"input": "other", "date": "2026-05-01"},
    ],
}
FILE = """title = "A summit"
dyad = "JPN-KOR"
months = 4
paths = 200

[[intervention]]
input = "summit"
date = 2026-01-10
"""
REPORT = """LIMA, March 4, 2024 (Example Wire) - Peru and Chile signed a customs agreement in Lima on Monday. Peru's
foreign minister praised Chile. If Chile's president loses the election in October, relations between Chile and Peru
could worsen, an economist said. Chile and Peru also agreed to share data on fishing.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds the chronicle that comes with the library, and nothing else."""
    folder = tmp_path_factory.mktemp("whatif") / "record"
    comity.import_events("chronicle", *shipped(), record=folder)
    return folder


@pytest.fixture(scope="module")
def found(record: Path) -> WhatIf:
    return comity.whatif(SCENARIO, record=record)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["whatif", *words])


def test_a_row_a_month_begins_after_the_record(found: WhatIf) -> None:
    assert len(found.rows) == 8
    assert (found.rows[0].start, found.rows[-1].end) == ("2025-11-01", "2026-06-30")
    assert all(row.dyad == "JPN-KOR" for row in found.rows)
    for row in found.rows:
        for band in (row.baseline, row.scenario):
            assert -10 <= band.low <= band.mean <= band.high <= 10


def test_nothing_differs_before_what_is_assumed(found: WhatIf) -> None:
    assert found.rows[0].difference.low == found.rows[0].difference.high == 0
    assert found.rows[0].precedents == 0
    assert found.rows[0].note == "nothing that is assumed has happened yet"
    assert found.rows[2].difference.low < found.rows[2].difference.high


def test_every_effect_says_what_it_rests_on(found: WhatIf) -> None:
    shrine, summit, other = found.effects
    assert (shrine.footing, other.footing) == ("event study", "prior only")
    assert summit.own == summit.used >= 20
    assert other.used == 0
    assert other.precedents == ()
    assert found.rows[-1].note is not None
    assert found.rows[-1].note.startswith("prior only")
    for each in shrine.precedents:
        assert each.own
        assert each.act is not None
        assert each.act.actor == "JPN"
        assert "visited" in each.text or "offering" in each.text


def test_leaders_go_by_their_terms(found: WhatIf) -> None:
    assert {each.kind for each in found.odds} == {"leader"}
    assert all(0 <= each.low <= each.scenario <= each.high <= 1 for each in found.odds)


def test_the_same_seed_gives_the_same_numbers(record: Path, found: WhatIf) -> None:
    assert comity.whatif(SCENARIO, record=record).rows == found.rows
    assert comity.whatif(SCENARIO | {"seed": 2}, record=record).rows != found.rows


def test_as_of_an_earlier_day_a_scenario_may_begin_earlier(record: Path) -> None:
    past = SCENARIO | {"intervention": [{"input": "summit", "date": "2011-02-01"}]}
    with pytest.raises(UsageError, match="in the past of the record"):
        comity.whatif(past, record=record)
    rows = comity.whatif(past, record=record, as_of="2010-12-31", by="published").rows
    assert rows[0].start == "2011-01-01"


def test_two_states_that_nobody_tells_of_are_refused(record: Path) -> None:
    with pytest.raises(UsageError, match="too little history"):
        comity.whatif(SCENARIO | {"dyad": "CHL-PER"}, record=record)
    with pytest.raises(InputMissing):
        comity.whatif("nowhere.toml", record=record)


def test_the_command_tells_it_in_words_first(record: Path, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(FILE)
    result = run(str(tmp_path / "s.toml"), "--record", str(record), "--chart", str(tmp_path / "s.svg"))
    assert result.exit_code == 0, result.output
    heads = [line for line in result.output.splitlines() if line.isupper()]
    assert heads[:3] == ["WHAT IS ASSUMED", "WHAT FOLLOWS", "BY HOW MUCH, AND WHAT THAT RESTS ON"]
    assert heads[-1] == "WHAT THE ENGINE CAN'T KNOW"
    assert "(Japanese foreign ministry announcement)" in " ".join(result.output.split())
    drawn = (tmp_path / "s.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "with what is assumed" in drawn


def test_the_command_gives_rows(record: Path, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(FILE)
    words = (str(tmp_path / "s.toml"), "--record", str(record))
    rows = [json.loads(line) for line in run(*words, "--json").stdout.splitlines()]
    assert [set(rows[0][name]) for name in ("baseline", "scenario", "difference")] == [{"mean", "low", "high"}] * 3
    flat = list(csv.DictReader(io.StringIO(run(*words, "--csv").stdout)))
    assert float(flat[3]["difference_mean"]) == rows[3]["difference"]["mean"]
    told = [json.loads(line) for line in run(*words, "--precedents").stdout.splitlines()]
    assert {row["input"] for row in told} == {"summit"}
    assert all(row["act"]["id"] for row in told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "no scenario is named"),
        (("s.toml", "--from", "CHL-PER"), "a scenario and --from are named"),
        (("s.toml", "--write", "x"), "goes with --from only"),
        (("s.toml", "--json", "--csv"), "two forms"),
        (("s.toml", "--months", "-3"), "months = -3 can't be used"),
        (("s.toml", "--chart", "x.pdf"), "kind of file"),
    ],
)
def test_words_of_the_call_are_checked(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.toml").write_text(FILE)
    result = run(*words)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert told in result.output


def test_conditionals_of_reports_become_scenarios(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    comity.read(tmp_path / "report.txt", record=tmp_path / "record")
    (told,) = comity.scenarios("PER-CHL", record=tmp_path / "record")
    assert (told.input, told.direction, told.hedge) == ("leader-replaced", "worsens", "could")
    scenario = tomllib.loads(told.scenario)
    assert scenario["dyad"] == "CHL-PER"
    assert scenario["intervention"][0]["state"] == "CHL"
    assert str(scenario["intervention"][0]["date"]) == "2024-04-01"
    result = run("--from", "CHL-PER", "--record", str(tmp_path / "record"), "--write", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / f"{told.id}.toml").read_text(encoding="utf-8") == told.scenario
