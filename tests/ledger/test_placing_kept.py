"""What a record keeps of its incidents: ids outlast new reports, other versions, kills and rebuilds."""

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.ledger import (
    disagreements,
    incidents,
    keep,
    keeping,
    kept_incident,
    kept_incidents,
    place_anew,
    placements,
)
from comity.ledger.placing import Placement, Placer, told_of
from comity.model import Coding, Correction, Event, Incident, Notice
from comity.record import Record, open_record, text_hash
from tests.record.factory import coding, day, event, ref, report

from .test_incidents import _synthetic, directed, told

EARLY, LATE = "2024-03-05T08:00:00Z", "2024-03-09T08:00:00Z"
ANSWER = "Chilean fishing boats were turned back by a Peruvian patrol off Arica."


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return open_record(tmp_path / "record", create=True)


def add(record: Record, *codings: Coding, at: str = EARLY) -> None:
    record.append(codings, read_at=at, run="test")
    keep(record)


def seen(record: Record, **view: Any) -> dict[str, set[str]]:
    return {each.id: set(each.events) for each in shown(record, **view)}


def shown(record: Record, corrections: tuple[Correction, ...] = (), **view: Any) -> tuple[Incident, ...]:
    return kept_incidents(record, record.codings(**view), corrections=corrections, **view)


def kept(record: Record) -> list[Placement]:
    with placements.table(record.path).opened().asked() as query:
        return placements.placements(query, placements.editions(query)[-1].number)


def by_hand(action: Any, target: str, value: str | None, at: str = LATE) -> Correction:
    return Correction(f"c-{action}-{at}", at, "desk", "two reports of one meeting", action, target, None, value)


def versions(chance: random.Random, count: int) -> list[Coding]:
    """Generated codings of which every fifth is a report read again, in other words and with other dates."""
    log = list(_synthetic(count, chance, dyads=3))
    for number in range(4, count, 5):
        old = log[number - chance.randrange(1, 4)]
        events = [
            msgspec.structs.replace(each, date=chance.choice((each.date, log[number].events[0].date)))
            for each in old.events[chance.randrange(2) :]
        ]
        text = f"{old.report.text} Read again at {number}."
        log[number] = coding(msgspec.structs.replace(old.report, text=text), events=tuple(events))
    return log


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), cuts=st.lists(st.integers(1, 39), max_size=4))
def test_any_split_of_the_log_into_runs_gives_the_table_that_one_run_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cuts: list[int]
) -> None:
    log = versions(random.Random(seed), 40)
    record = open_record(tmp_path_factory.mktemp("record"), create=True)
    bounds = [0, *sorted(set(cuts)), len(log)]
    for first, last in pairwise(bounds):
        add(record, *log[first:last])
    placer = Placer()
    whole = [
        placed
        for number, each in enumerate(log)
        for placed in placer.place(
            told_of(each, sequence=number, text_hash=text_hash(each.report.text), read_at="2024-03-05T08:00:00.000000Z")
        )
    ]
    assert kept(record) == whole
    assert place_anew(record, at=LATE) == 0
    assert list(disagreements(record)) == []


def test_an_act_without_a_day_is_found_by_a_later_run_in_the_week_before_its_report(record: Record) -> None:
    words = "Peruvian and Chilean envoys met over the fishing zone off Arica."
    undated = coding(report("r1", text="one", published="2024-03-06"), events=(event("r1:1", date=None, text=words),))
    dated = coding(
        report("r2", text="two", published="2024-03-05"), events=(event("r2:1", date=day("2024-03-04"), text=words),)
    )
    add(record, undated)
    assert {"day:2024-02-29", "day:2024-03-06"} <= set(kept(record)[0].listed)
    add(record, dated)
    assert list(seen(record).values()) == [{"r1:1", "r2:1"}]


def test_history_tells_what_took_a_reports_place_at_its_address(record: Record) -> None:
    place = "https://example.org/patrol"
    older = coding(report("r1", text="Envoys met in Santiago on Monday", url=place), events=(event("r1:1"),))
    newer = coding(
        report("r2", text="Envoys met in Santiago on Monday, it was said", url=place),
        events=(directed("r2:1", text=ANSWER),),
    )
    add(record, older)
    ((id, _),) = seen(record).items()
    add(record, newer, at=LATE)
    assert id not in seen(record)
    with pytest.raises(UsageError, match="report r2 took the place of report r1"):
        kept_incident(record, id)


def test_a_retraction_takes_no_place_in_the_history(record: Record) -> None:
    add(record, told(event("r1:1")))
    notice = Notice("retraction", "The report has been withdrawn.")
    again = report("r1", text="The report has been withdrawn.", notice=notice)
    add(record, coding(again, events=()), at=LATE)
    (incident,) = shown(record)
    assert [each.change for each in incident.history] == ["made"]


def test_a_record_shows_what_the_codings_alone_would(record: Record) -> None:
    log = list(_synthetic(60, random.Random(5)))
    add(record, *log)
    bare = [msgspec.structs.replace(each, history=()) for each in shown(record)]
    assert tuple(bare) == incidents(log)


def test_an_id_survives_a_version_without_its_first_event(record: Record) -> None:
    add(record, told(event("r1:1")), told(event("r2:1")))
    ((id, events),) = seen(record).items()
    assert events == {"r1:1", "r2:1"}
    add(record, told(directed("r1:9", text=ANSWER), text="Report r1, in other words."), at=LATE)
    now = seen(record)
    assert now[id] == {"r2:1"}
    assert seen(record, as_of="2024-03-06") == {id: events}


def test_a_corrected_date_stays_with_its_incident(record: Record) -> None:
    add(record, told(event("r1:1")))
    ((id, _),) = seen(record).items()
    add(record, told(event("r1:2", date=day("2024-04-20")), text="r1, corrected"), at=LATE)
    # The new version has no name of its own: a report's id is what makes it the same report.
    again = coding(report("r1", text="r1, corrected once more"), events=(event("r1:3", date=day("2024-05-02")),))
    add(record, again, at="2024-03-10T08:00:00Z")
    assert seen(record) == {id: {"r1:3"}}
    (incident,) = shown(record)
    assert incident.date == day("2024-05-02")


def test_a_view_by_day_of_publication_gives_the_same_ids(record: Record) -> None:
    first = coding(report("r1", text="one", published="2024-03-08"), events=(event("r1:1"),))
    second = coding(report("r2", text="two", published="2024-03-05"), events=(event("r2:1"),))
    add(record, first, second)
    ((id, _),) = seen(record).items()
    assert seen(record, as_of="2024-03-06", by="published") == {id: {"r2:1"}}


def test_history_tells_what_emptied_an_incident(record: Record) -> None:
    add(record, told(event("r1:1")))
    ((id, _),) = seen(record).items()
    add(record, told(directed("r1:9", text=ANSWER), text="Report r1, in other words."), at=LATE)
    with pytest.raises(UsageError, match=r"nothing tells its events any more .*read again"):
        kept_incident(record, id)
    (incident,) = shown(record)
    assert [(each.change, each.why) for each in incident.history] == [("made", "first told by report r1")]


def test_a_withdrawn_report_leaves_the_id_and_is_told(record: Record) -> None:
    add(record, told(event("r1:1")), told(event("r2:1")))
    ((id, _),) = seen(record).items()
    gone = by_hand("withdraw", "r1", None)
    left = [each for each in record.codings() if each.report.id != "r1"]
    (incident,) = kept_incidents(record, left, corrections=(gone,))
    assert (incident.id, incident.events) == (id, ("r2:1",))
    made, moved = incident.history
    assert (made.change, moved.change, moved.events, moved.by) == ("made", "moved", ("r1:1",), "desk")


def test_joined_by_hand_two_are_one_and_the_old_id_leads_on(record: Record) -> None:
    add(record, told(event("r1:1")), told(event("r2:1", date=day("2024-03-20"))))
    one, other = sorted(seen(record), key=lambda id: seen(record)[id] != {"r1:1"})
    join = by_hand("join", one, other)
    (incident,) = shown(record, corrections=(join,))
    assert (incident.id, incident.events) == (one, ("r1:1", "r2:1"))
    merged = incident.history[-1]
    assert (merged.incident, merged.change, merged.other, merged.events) == (other, "merged", one, ("r2:1",))
    assert (merged.by, merged.why) == ("desk", "two reports of one meeting")
    assert kept_incident(record, other[:10], corrections=(join,)).id == one
    assert set(seen(record, corrections=(join,), as_of="2024-03-08")) == {one, other}
    # A later report of the second falls to both.
    add(record, told(event("r3:1", date=day("2024-03-20"))), at=LATE)
    assert seen(record, corrections=(join,)) == {one: {"r1:1", "r2:1", "r3:1"}}


def test_a_join_across_dyads_is_whole_in_either_view(record: Record) -> None:
    bolivia = (ref("BOL"), ref("CHL"))
    add(record, told(event("r1:1")), told(event("r2:1", actors=bolivia, recipients=bolivia)))
    one, other = (next(id for id, events in seen(record).items() if events == {name}) for name in ("r1:1", "r2:1"))
    join = by_hand("join", one, other)
    for dyad in ("CHL-PER", "BOL-CHL"):
        found = kept_incidents(record, record.codings(dyad=dyad), corrections=(join,))
        assert [(each.id, set(each.events)) for each in found] == [(one, {"r1:1", "r2:1"})]


def test_parted_by_hand_an_event_stands_alone(record: Record) -> None:
    add(record, told(event("r1:1")), told(event("r2:1")))
    ((id, _),) = seen(record).items()
    part = by_hand("part", id, "r2:1")
    found = seen(record, corrections=(part,))
    assert found[id] == {"r1:1"}
    (new,) = set(found) - {id}
    assert found[new] == {"r2:1"}
    alone = kept_incident(record, new, corrections=(part,))
    assert [(each.incident, each.change, each.other) for each in alone.history] == [(id, "split", new)]


def test_a_rebuild_by_other_rules_keeps_ids_and_tells_what_changed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(record, told(event("r1:1")), told(event("r2:1")), told(event("r3:1", date=day("2024-03-20"))))
    before = seen(record)
    (pair,) = (id for id, events in before.items() if len(events) == 2)
    monkeypatch.setattr("comity.ledger.placing.best_fit", lambda *_: None)
    assert place_anew(record, at=LATE) == 1
    apart = seen(record)
    assert set(before) < set(apart) and sorted(len(events) for events in apart.values()) == [1, 1, 1]
    (split,) = (each for each in kept_incident(record, pair).history if each.change == "split")
    assert (split.incident, split.at, split.by) == (pair, "2024-03-09T08:00:00.000000Z", "rule")
    monkeypatch.setattr("comity.ledger.placing.best_fit", lambda found, _: next(iter(found), None))
    monkeypatch.setattr("comity.ledger.placing._asked", lambda *_: ["day:2024-03-04", "day:2024-03-20"])
    assert place_anew(record, at="2024-03-12T08:00:00Z") > 0
    gone = set(apart) - set(seen(record))
    assert gone
    for id in gone:
        assert kept_incident(record, id).id in seen(record)
    # An earlier day is seen as it was placed then.
    assert seen(record, as_of="2024-03-08") == before
    assert list(disagreements(record)) == []


def test_a_record_without_the_table_is_placed_on_first_need(record: Record) -> None:
    record.append([told(event("r1:1"))], read_at=EARLY, run="before the table")
    assert list(disagreements(record)) == []
    (incident,) = shown(record)
    assert kept_incident(record, incident.id).events == ("r1:1",)
    assert len(kept(record)) == 1


def test_a_record_that_takes_no_writes_is_placed_in_memory(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add(record, told(event("r1:1")))
    record.append([told(event("r2:1"))], read_at=LATE, run="not placed")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(keeping, "locked", refuse)
    ((id, events),) = seen(record).items()
    assert events == {"r1:1", "r2:1"}
    assert kept_incident(record, id).id == id
    assert len(kept(record)) == 1


def test_the_check_finds_placements_that_the_log_does_not_bear(record: Record) -> None:
    add(record, told(event("r1:1")), told(event("r2:1")))
    (first, second) = kept(record)
    stray = msgspec.structs.replace(first, number=2, event=event("r9:1"))
    rows = placements.arrow_rows(record.path, [stray, second], edition=0, decided="")
    placements.table(record.path).opened().append(rows)
    assert [each.removeprefix("placements: ") for each in disagreements(record)] == [
        "event r2:1 of report r2 is placed twice",
        "event r9:1 is placed, and the log does not hold it at 0",
    ]
    assert place_anew(record, at=LATE) == 0
    assert list(disagreements(record)) == []


def test_one_id_in_two_blocks_names_two_incidents(record: Record) -> None:
    add(record, told(event("r1:1")))
    back: Event = directed("r1:1")
    add(record, told(back, text="Report r1, whose parties were corrected."), at=LATE)
    ids = {each.incident for each in kept(record)}
    assert len(ids) == 2
    (now,) = shown(record)
    assert [(each.change, each.other) for each in now.history] == [("made", None), ("emptied", now.id)]
