"""A run places what it appends now and then, and all of it in the end."""

from pathlib import Path
from typing import Any

import pytest
from generated import codings

from comity.ledger import disagreements, paced, pacing
from comity.ledger.keeping import lacking
from comity.record import Stages, open_record

READ = "2024-03-05T08:00:00Z"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The placings that are made."""
    made: list[Any] = []
    keep = pacing.keep
    monkeypatch.setattr(pacing, "keep", lambda record: made.append(keep(record)))
    return made


def test_many_appends_are_placed_in_few_goes(tmp_path: Path, counted: list[Any]) -> None:
    record, stages = open_record(str(tmp_path / "r"), create=True), Stages()
    with paced(record, stages) as place:
        for coding in codings(1200):
            record.append([coding], read_at=READ, run="r")
            place(1)
    # Each of the first fifty, then fewer and fewer: 50 + 50 * ln(300 / 50), and the last.
    assert 100 < len(counted) < 160
    assert sum(counted) == 1200
    assert not lacking(record)
    assert list(disagreements(record)) == []


def test_a_run_of_very_many_reports_is_placed_in_goes_that_stay_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes: list[int] = []
    waiting = 0

    def keep(record: Any) -> int:
        nonlocal waiting
        goes.append(waiting)
        waiting = 0
        return 0

    monkeypatch.setattr(pacing, "keep", keep)
    record = open_record(str(tmp_path / "r"), create=True)
    largest: dict[int, int] = {}
    with paced(record, Stages()) as place:
        for appended in range(32, 1_000_001, 32):
            waiting += 32
            place(32)
            if appended in (20_000, 100_000, 500_000, 1_000_000):
                largest[appended] = max(goes)
    # What a go holds in memory is bounded by its reports; of a million it may be twice as many as of half a million.
    assert largest == {20_000: 416, 100_000: 1024, 500_000: 1024, 1_000_000: 2016}
    assert len(goes) < 1300


def test_a_run_that_breaks_off_leaves_the_rest_to_the_next(tmp_path: Path, counted: list[Any]) -> None:
    record = open_record(str(tmp_path / "r"), create=True)
    with pytest.raises(KeyboardInterrupt), paced(record, Stages()) as place:
        for number, coding in enumerate(codings(800)):
            record.append([coding], read_at=READ, run="r")
            place(1)
            if number == 180:
                raise KeyboardInterrupt
    assert lacking(record)
    with paced(record, Stages()):
        pass
    assert not lacking(record)
    assert sum(counted) == 181 * 4
