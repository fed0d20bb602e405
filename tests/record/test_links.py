"""A record that somebody hands over does not lead to files of one's own: nothing there is read, changed or removed."""

import json
import os
import shutil
from pathlib import Path

import pytest

import comity
from comity.errors import RecordDamaged, RecordUnwritable
from comity.presentation.index import index_path
from comity.record import open_record
from comity.record.log import MARKER

TEXT = "Peru's foreign minister met his Chilean counterpart in Santiago on Saturday.\n"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A record with a report in it, in whose place a test lays its links."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    comity.read([tmp_path / "a.txt"], record=tmp_path / "made")
    # Elsewhere, as what comes out of an archive is.
    shutil.copytree(tmp_path / "made", tmp_path / "given")
    return tmp_path / "given"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a file of one's own."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "diary.txt").write_text("dear diary", encoding="utf-8")
    return tmp_path / "own"


@pytest.mark.parametrize(
    "place", [f"{MARKER}.new", ".lock", "desk", "codings/old", "codings/_delta_log/.room", "follow"]
)
def test_a_link_that_leads_out_of_a_record_is_refused(given: Path, own: Path, place: str) -> None:
    link = given / place
    link.unlink(missing_ok=True)
    link.symlink_to(own if "." not in link.name else own / "diary.txt")
    for attempt in (
        lambda: open_record(given, create=False),
        lambda: comity.compact(record=given),
        lambda: comity.read([own.parent / "a.txt"], record=given),
        lambda: index_path(given),
    ):
        with pytest.raises(RecordDamaged, match="is a link that leads out of it; remove the link"):
            attempt()
    (problem,) = comity.check(given)
    assert place in problem
    assert (own / "diary.txt").read_text(encoding="utf-8") == "dear diary"


def test_a_record_may_be_reached_by_a_link_and_hold_links_of_its_own(given: Path, tmp_path: Path) -> None:
    (tmp_path / "by-another-name").symlink_to(given)
    (given / "notes").mkdir()
    (given / "notes" / "log").symlink_to(given / "codings")
    assert len(comity.reports(record=tmp_path / "by-another-name")) == 1


def test_a_log_that_names_files_elsewhere_removes_none_of_them(given: Path, own: Path) -> None:
    """A commit may say that any file was replaced long ago; what is swept up lies in the table's own folder."""
    log = given / "codings" / "_delta_log"
    names = ("../../own/diary.txt", str(own / "diary.txt"), f"file://{own}/diary.txt", "%2E%2E/%2E%2E/own/diary.txt")
    removed = [json.dumps({"remove": {"path": each, "deletionTimestamp": 1, "dataChange": True}}) for each in names]
    number = max(int(each.stem) for each in log.glob("*.json")) + 1
    (log / f"{number:020d}.json").write_text("\n".join(removed), encoding="utf-8")
    comity.compact(record=given)
    assert (own / "diary.txt").exists()


def test_an_index_folder_that_another_user_laid_is_not_used(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    folder = index_path(given).parent
    assert folder.parent == tmp_path and folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o777)
    with pytest.raises(RecordUnwritable, match="another user of this machine"):
        index_path(given)
    folder.rmdir()
    folder.symlink_to(given)
    with pytest.raises(RecordUnwritable, match="another user of this machine"):
        index_path(given)
    folder.unlink()
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(RecordUnwritable, match="another user of this machine"):
        index_path(given)
