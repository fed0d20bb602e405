"""What the whole ledger gives is the same drawn dyad by dyad; a dyad is drawn again only for a report of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.presentation.index import Index, catch_up, derive, deriving
from comity.presentation.index.facts import unpacked

REPORTS = {
    "well": "Kenya and Uganda signed a water agreement in Nairobi on 4 March 2024. "
    "Kenya pledged Uganda to reopen the Busia crossing by June 2024. "
    "Analysts expect Uganda to ratify it within a year.",
    "visit": "Uganda's foreign minister visited Kenya on 9 April 2024. Kenya reopened the Busia crossing on Monday.",
    "fish": "Ghana promised Togo to share its fishing grounds by May 2025. Togo welcomed the promise on 2 May 2024.",
}


def read(folder: Path, *names: str) -> None:
    lines = (json.dumps({"id": name, "published": "2024-05-06", "text": REPORTS[name]}) for name in names)
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    comity.read([folder / "reports.jsonl"], record=folder / "record")


def held(path: Path, table: str) -> list[dict[str, Any]]:
    index = Index(path)
    rows = [unpacked(row["json"]) for row in index.ask(f"SELECT json FROM {table} ORDER BY id")]
    index.close()
    return rows


@pytest.mark.parametrize("table", ["pledges", "assessments"])
def test_dyad_by_dyad_gives_what_the_whole_ledger_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    read(tmp_path, *REPORTS)
    paths = [tmp_path / "whole.sqlite", tmp_path / "parts.sqlite"]
    for path, bound in zip(paths, (deriving.WHOLE_LEDGER, 0), strict=True):
        monkeypatch.setattr(deriving, "WHOLE_LEDGER", bound)
        catch_up(tmp_path / "record", path)
        assert derive(tmp_path / "record", path)
        assert not derive(tmp_path / "record", path)
    whole, parts = (held(path, table) for path in paths)
    assert whole and parts == whole


def test_only_the_dyads_of_new_reports_are_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "WHOLE_LEDGER", 0)
    path, asked = tmp_path / "index.sqlite", list[str]()
    draw = deriving._drawn
    monkeypatch.setattr(
        deriving, "_drawn", lambda settings, dyad, *rest: asked.append(dyad) or draw(settings, dyad, *rest)
    )
    read(tmp_path, "well", "fish")
    catch_up(tmp_path / "record", path)
    derive(tmp_path / "record", path)
    assert sorted(asked) == ["GHA-TGO", "KEN-UGA"]
    before = {row["id"] for row in held(path, "pledges")}
    asked.clear()
    read(tmp_path, "visit")
    catch_up(tmp_path / "record", path)
    derive(tmp_path / "record", path)
    assert asked == ["KEN-UGA"]
    assert {row["id"] for row in held(path, "pledges")} == before


def test_what_was_drawn_stays_when_the_next_dyad_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "WHOLE_LEDGER", 0)
    path, draw = tmp_path / "index.sqlite", deriving._drawn
    read(tmp_path, *REPORTS)
    catch_up(tmp_path / "record", path)

    def breaking(settings: Any, dyad: str, *rest: Any) -> Any:
        if dyad == "GHA-TGO":
            raise MemoryError
        return draw(settings, dyad, *rest)

    monkeypatch.setattr(deriving, "_drawn", breaking)
    with pytest.raises(MemoryError):
        derive(tmp_path / "record", path)
    assert {party for row in held(path, "pledges") for party in [each["country"] for each in row["parties"]]} == {"KEN"}
    index = Index(path)
    assert not index.drawn("pledges")
    index.close()
