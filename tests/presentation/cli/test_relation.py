"""`relation`: words by default, rows when asked, a picture beside; all is checked before anything is measured."""

import csv
import io
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import pytest

from comity import api
from comity.model import Relation, RelationRow
from presentation.cli.conftest import call, rows
from presentation.told_relations import rising, uncovered


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was asked of the measure, which here gives the same levels whatever the question."""
    calls: list[dict[str, Any]] = []

    def relation(dyad: str, **words: Any) -> Relation:
        assert callable(words.pop("watch"))
        calls.append({"dyad": dyad, **words})
        found = rising()
        way = words["direction"]
        turned = tuple(msgspec.structs.replace(row, direction=way) for row in found.rows)
        return msgspec.structs.replace(found, direction=way, rows=turned)

    monkeypatch.setattr(api, "relation", relation, raising=False)
    return calls


@pytest.fixture
def charts(monkeypatch: pytest.MonkeyPatch) -> list[Relation]:
    """The relations that were drawn."""
    drawn: list[Relation] = []
    module = ModuleType("comity.presentation.charts")

    def relation_chart(relation: Relation) -> Any:
        drawn.append(relation)
        return SimpleNamespace(svg=lambda: "<svg></svg>", png=lambda: b"\x89PNG\r\n")

    module.relation_chart = relation_chart  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "comity.presentation.charts", module)
    return drawn


def test_words_by_default(asked: list[dict[str, Any]]) -> None:
    result = call("relation", "CHL-PER")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Chile and Peru\nMeasured by month")
    assert "This is the closest it has been since December 2015." in result.stdout
    assert asked == [
        {
            "dyad": "CHL-PER", "direction": None, "period": "month", "since": None, "until": None, "coder": None,
            "record": None, "as_of": None, "by": "read",
        }
    ]  # fmt: skip


def test_names_parts_of_dates_and_options_reach_the_measure(asked: list[dict[str, Any]]) -> None:
    result = call(
        "relation", "peru-Chile", "--since", "2015", "--until", "2021-02", "--period", "Quarter", "--coder", "icews",
        "--record", "held", "--as-of", "2022-01-01", "--by", "published",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert asked == [
        {
            "dyad": "CHL-PER", "direction": None, "period": "quarter", "since": "2015-01-01", "until": "2021-02-28",
            "coder": "icews", "record": "held", "as_of": "2022-01-01", "by": "published",
        }
    ]  # fmt: skip


def test_json_gives_both_together_then_each_direction(asked: list[dict[str, Any]]) -> None:
    found = rows("relation", "CHL-PER", "--json")
    assert [each["direction"] for each in asked] == [None, "CHL>PER", "PER>CHL"]
    assert [row["direction"] for row in found] == [None] * 90 + ["CHL>PER"] * 90 + ["PER>CHL"] * 90
    assert list(found[0]) == list(RelationRow.__struct_fields__)
    assert found[0]["level"] == 4.0


@pytest.mark.parametrize(
    "words", [("CHL-PER", "--direction", "PER>CHL"), ("PER>CHL",), ("Peru>Chile", "--direction", "PER>CHL")]
)
def test_one_direction(words: tuple[str, ...], asked: list[dict[str, Any]]) -> None:
    found = rows("relation", *words, "--json")
    assert [each["direction"] for each in asked] == ["PER>CHL"]
    assert {row["direction"] for row in found} == {"PER>CHL"}


def test_csv_and_table(asked: list[dict[str, Any]]) -> None:
    flat = list(csv.DictReader(io.StringIO(call("relation", "CHL-PER", "--csv").stdout)))
    assert len(flat) == 270
    assert list(flat[0]) == list(RelationRow.__struct_fields__)
    shown = call("relation", "CHL-PER", "--direction", "CHL>PER", "--table").stdout
    assert "2015-01-01" in shown and " 4.00 " in shown
    assert shown.rstrip().endswith("90 rows")


def test_rows_without_coverage_are_null(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "relation", lambda *_, **__: uncovered(), raising=False)
    found = rows("relation", "CHL-PER", "--json")
    assert found[0]["level"] is None and found[0]["note"]
    assert "There is no number for February 2024 to April 2024" in call("relation", "CHL-PER").stdout


@pytest.mark.parametrize(("name", "start"), [("c.svg", b"<svg>"), ("c.PNG", b"\x89PNG")])
def test_a_chart_beside_the_words(
    name: str, start: bytes, asked: list[dict[str, Any]], charts: list[Relation], tmp_path: Path
) -> None:
    result = call("relation", "CHL-PER", "--chart", name)
    assert result.exit_code == 0, result.output
    assert result.stderr == f"wrote {name}\n"
    assert result.stdout.startswith("Chile and Peru")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [each.direction for each in charts] == [None]
    lines = call("relation", "CHL-PER", "--json", "--chart", name).stdout.splitlines()
    assert len([json.loads(line) for line in lines]) == 270


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["CHL-PER", "--chart", "c.pdf"], "end its name in .svg or .png"),
        (["CHL-PER", "--period", "year"], "week, month, quarter"),
        (["CHL-PER", "--direction", "CHL>BOL"], "write 'CHL>PER' or 'PER>CHL'"),
        (["CHL>PER", "--direction", "PER>CHL"], "write 'CHL>PER'"),
        (["CHL-PER", "--direction", "CHL-PER"], "write 'CHL>PER' or 'PER>CHL'"),
        (["CHL-PRE"], "PER"),
        (["CHL-PER", "--since", "2020", "--until", "2019"], "name the earlier day first"),
        (["CHL-PER", "--since", "soon"], "is no day"),
        (["CHL-PER", "--by", "day"], "read or published"),
        (["CHL-PER", "--json", "--csv"], "choose one"),
    ],
)
def test_what_is_refused_before_anything_is_measured(words: list[str], told: str, asked: list[dict[str, Any]]) -> None:
    result = call("relation", *words)
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert asked == []


def test_a_chart_that_can_not_be_written(asked: list[dict[str, Any]], charts: list[Relation]) -> None:
    result = call("relation", "CHL-PER", "--chart", "missing/c.svg")
    assert result.exit_code == 4
    assert "missing/c.svg" in result.stderr and result.stderr.count("\n") == 1
