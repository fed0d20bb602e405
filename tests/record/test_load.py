"""The made-up record for trials of size: whole, the same for the same seed, and shaped like news."""

from collections import Counter
from pathlib import Path

import pytest
from load_codings import Load
from load_record import load, main

from comity import api, codebook
from comity.model import Coding
from comity.record import coding_problems, open_record

CODINGS = list(Load(400, 10, 1).codings())


def held(folder: Path) -> tuple[list[Coding], tuple[object, ...]]:
    """What a record tells: its codings and corrections."""
    record = open_record(folder, create=False)
    return list(record.codings()), record.corrections()


def test_a_small_one_is_whole(tmp_path: Path) -> None:
    load(tmp_path / "held", reports=120, each=6, seed=7)
    assert api.check(tmp_path / "held") == ()
    codings, corrections = held(tmp_path / "held")
    assert len(codings) == 120 and corrections
    # One event is withdrawn when all is done, and a withdrawn one was restored.
    assert sum(len(each.events) for each in codings) == 120 * 6 - 1
    assert [each.action for each in corrections] == ["withdraw", "revise", "restore", "withdraw", "revise"]


def test_the_same_seed_gives_the_same_record_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        load(tmp_path / name, reports=40, each=4, seed=seed)
    one, two, three = (held(tmp_path / name) for name in ("one", "two", "three"))
    assert one[0] == two[0] and one[0] != three[0]
    incidents = [[row["id"] for row in api.incidents(record=tmp_path / name)] for name in ("one", "two")]
    assert incidents[0] == incidents[1]


def test_every_span_is_where_it_says() -> None:
    assert [problem for coding in CODINGS for problem in coding_problems(coding)] == []


def test_it_is_shaped_like_news() -> None:
    events = [event for coding in CODINGS for event in coding.events]
    assert len(events) == 4000
    assert {event.type for event in events} == set(codebook.event_types())
    assert len({event.quad for event in events}) == 4 and len({event.mode for event in events}) > 40
    statuses = Counter(event.status for event in events)
    assert len(statuses) == 6 and 0.6 < statuses["occurred"] / len(events) < 0.85
    assert 0.2 < sum(event.place is not None for event in events) / len(events) < 0.45
    assert 14 < sum(len(event.evidence[0].text.split()) for event in events) / len(events) < 30
    dyads = Counter(tuple(sorted({event.actors[0].country, event.recipients[-1].country})) for event in events)
    assert len(dyads) > 100 and dyads.most_common(1)[0][1] > 10 * sorted(dyads.values())[len(dyads) // 2]
    assert 0.05 < sum(bool(coding.pledges) for coding in CODINGS) / len(CODINGS) < 0.15
    assert 0.05 < sum(bool(coding.assessments) for coding in CODINGS) / len(CODINGS) < 0.15
    assert all(coding.statements for coding in CODINGS) and any(coding.agreements for coding in CODINGS)
    assert any(actor.kind == "person" and actor.roles for coding in CODINGS for actor in coding.actors)
    assert len({coding.report.outlet for coding in CODINGS}) > 20
    days = [coding.report.published for coding in CODINGS]
    assert days == sorted(days) and str(days[0])[:4] == "2016" and str(days[-1])[:4] == "2025"


def test_some_acts_are_told_by_several_reports(tmp_path: Path) -> None:
    # A day must have several reports for that: the first of a much longer run.
    from itertools import islice

    record = open_record(tmp_path / "held", create=True)
    record.append(list(islice(Load(20_000, 10, 1).codings(), 150)), read_at="2030-01-01T00:00:00Z", run="one")
    incidents = api.incidents(record=tmp_path / "held")
    assert sum(row["reports"] > 1 for row in incidents) > 20


def test_a_folder_that_is_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["load_record.py", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
