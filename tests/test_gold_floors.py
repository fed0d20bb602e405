"""The gate: no figure of the coder on the project's own gold falls below its pinned floor unseen."""

from pathlib import Path

import pytest

import comity
from comity.scoring import below, load_floors

ROOT = Path(__file__).parent.parent
FLOORS = load_floors(ROOT / "tests/gold/floors.json")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    found = comity.bench(ROOT / f"tests/gold/{name}.jsonl")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert below(FLOORS[name], found.scores, changelog) == []
