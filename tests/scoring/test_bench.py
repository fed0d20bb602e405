"""Measuring the coder: what counts as right, and the gate that no figure falls through unseen."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import comity
from comity.model import ActorRef, Coding, Event, Report
from comity.presentation.cli import app
from comity.scoring import Floor, GoldEvent, GoldSentence, below, expected_error, raised, reliability, scores

QUADS = {
    kind: quad
    for quad, kinds in {
        "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
        "material cooperation": "COOPERATE AID RETREAT",
        "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
        "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }.items()
    for kind in kinds.split()
}


def ref(code: str | None, text: str = "") -> ActorRef:
    return ActorRef(code, "GOV", f"state:{code}", text or code, text or code or "")


def event(kind: str, actors: str, recipients: str, *, status: str = "occurred", confidence: float = 0.8) -> Event:
    """An event between states given as codes with blanks between them."""
    return Event(
        id=kind, type=kind, mode=None, contexts=(), actors=tuple(map(ref, actors.split())),
        recipients=tuple(map(ref, recipients.split())), date=None, status=status, quad=QUADS[kind], intensity=0.0,
        cameo="", place=None, issues=(), figures=(), reported_by=None, evidence=(), confidence=confidence,
        trigger=None, rule="", notes=(),
    )  # fmt: skip


def coding(name: str, *events: Event) -> Coding:
    report = Report(id=name, text="x")
    rest = ("actors", "agreements", "pledges", "statements", "positions", "assessments", "figures", "skipped")
    empty: dict[str, tuple[()]] = dict.fromkeys(rest, ())
    return Coding(report=report, coder="test", events=events, **empty)


def gold(name: str, *events: GoldEvent) -> GoldSentence:
    return GoldSentence(name, "x", events)


def test_a_meeting_counts_once_each_way() -> None:
    rows = [
        gold(
            "a", GoldEvent("CONSULT", actor="KEN", recipient="UGA"), GoldEvent("CONSULT", actor="UGA", recipient="KEN")
        )
    ]
    found = scores(rows, {"a": coding("a", event("CONSULT", "KEN UGA", "KEN UGA"))}, QUADS)
    assert (found.type, found.dyad_type, found.false_alarms) == (1.0, 1.0, None)


def test_a_plan_told_as_a_deed_is_a_false_alarm() -> None:
    rows = [gold("a", GoldEvent("CONSULT", actor="KEN", recipient="UGA", status="planned")), gold("b")]
    found = scores(rows, {"a": coding("a", event("CONSULT", "KEN", "UGA")), "b": coding("b")}, QUADS)
    assert found.false_alarms == 0.5
    assert found.status == 0.0


def test_the_wrong_side_costs_the_dyad_and_not_the_type() -> None:
    rows = [gold("a", GoldEvent("AID", actor="NOR", recipient="MLI"))]
    found = scores(rows, {"a": coding("a", event("AID", "NOR", "NER"))}, QUADS)
    assert (found.type, found.quad, found.dyad, found.dyad_type) == (1.0, 1.0, 0.0, 0.0)


def test_a_file_that_knows_only_yield_is_scored_on_it() -> None:
    found = scores([gold("a", GoldEvent("YIELD"))], {"a": coding("a", event("RETREAT", "NOR", ""))}, QUADS)
    assert found.by_type == {"YIELD": 1.0}


def test_what_was_not_coded_at_all_is_a_miss() -> None:
    found = scores([gold("a", GoldEvent("AID"))], {}, QUADS)
    assert (found.type, found.coded) == (0.0, 0.0)


def test_calibration_compares_what_was_said_with_what_was_true() -> None:
    rows = [gold(name, GoldEvent("AID")) for name in "abcd"]
    found = {
        name: coding(name, event("AID" if name != "d" else "REJECT", "NOR", "", confidence=0.75)) for name in "abcd"
    }
    table = reliability(rows, found)
    assert [(row.events, row.right) for row in table] == [(4, 0.75)]
    assert expected_error(table) == pytest.approx(0.0)


def test_a_floor_rises_freely_and_sinks_only_with_a_reason_in_the_changelog() -> None:
    rows = [gold("a", GoldEvent("AID")), gold("b", GoldEvent("AID"))]
    half = scores(rows, {"a": coding("a", event("AID", "NOR", ""))}, QUADS)
    whole = scores(rows, {name: coding(name, event("AID", "NOR", "")) for name in "ab"}, QUADS)
    high = raised(raised({}, half), whole)
    assert high["type"].floor == pytest.approx(0.995)
    assert raised(high, half)["type"] == high["type"]
    assert any("below its floor" in problem for problem in below(high, half, ""))
    low = raised(high, half, lower="a new rule of AID")
    assert low["type"] == Floor(pytest.approx(0.662, abs=0.001), high["type"].best, "a new rule of AID")
    assert any("changelog" in problem for problem in below(low, half, "- nothing"))
    assert below(low, half, "- a new rule of AID") == []


def test_the_command_measures_a_file_and_names_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    row = {
        "id": "1",
        "text": "Norway condemned Chad.",
        "events": [{"type": "ACCUSE", "actor": "NOR", "recipient": "TCD"}],
    }
    path.write_text(json.dumps(row) + "\n")
    told = CliRunner().invoke(app, ["bench", str(path), "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert found["scores"]["dyad_type"] == 1.0
    assert len(found["digest"]) == 12
    assert comity.bench(path).scores.type == 1.0


def test_a_file_that_is_no_gold_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "1", "text": "x", "events": []}\n{"id": 2}\n')
    told = CliRunner().invoke(app, ["bench", str(path)])
    assert told.exit_code == 2
    assert "line 2" in told.stderr
    assert told.stderr.count("\n") == 1


def test_the_gate_shuts_on_a_figure_below_its_floor(tmp_path: Path) -> None:
    path, floors = tmp_path / "mine.jsonl", tmp_path / "floors.json"
    path.write_text('{"id": "1", "text": "The harvest was good.", "events": [{"type": "ACCUSE"}]}\n')
    floors.write_text('{"mine": {"type": {"floor": 0.9, "best": 0.9}}}')
    told = CliRunner().invoke(app, ["bench", str(path), "--floors", str(floors)])
    assert told.exit_code == 7
    assert "below its floor of 0.900" in told.stderr
