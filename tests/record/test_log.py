"""The log keeps each report once, whole, and shows it as of any day."""

import json
from pathlib import Path

import pytest

from comity.errors import RecordDamaged, RecordMissing, RecordNewer, RecordUnwritable, UsageError
from comity.record import Record, check, open_record, text_hash
from comity.record.knowing import Known

from .factory import CODER, TEXT, coding, event, ref, report

AT = "2024-03-05T08:00:00Z"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return open_record(tmp_path / "record", create=True)


def ids(codings: object) -> list[str]:
    return [each.report.id for each in codings]  # type: ignore[attr-defined]


def test_what_is_appended_is_read_back_in_its_order(record: Record) -> None:
    given = [coding(f"r{n}") for n in (3, 1, 2)]
    assert record.append(given, read_at=AT, run="one").added == ("r3", "r1", "r2")
    assert list(record.codings()) == given
    assert record.coding("r1") == given[1]
    assert check(record.path) == ()


def test_appending_twice_changes_nothing(record: Record) -> None:
    given = [coding("r1"), coding("r2")]
    record.append(given, read_at=AT, run="one")
    before = record.versions()
    again = record.append(given, read_at="2024-03-06T08:00:00Z", run="two")
    assert (again.added, again.known) == ((), ("r1", "r2"))
    assert record.versions() == before


def test_a_report_given_twice_in_one_call_is_added_once(record: Record) -> None:
    result = record.append([coding("r1"), coding("r1")], read_at=AT, run="one")
    assert (result.added, result.known) == (("r1",), ("r1",))
    assert ids(record.codings()) == ["r1"]


def test_a_run_over_old_and_new_adds_the_new(record: Record) -> None:
    record.append([coding("r1")], read_at=AT, run="one")
    result = record.append([coding("r1"), coding("r2")], read_at=AT, run="two")
    assert (result.added, result.known) == (("r2",), ("r1",))


def test_known_lets_a_run_skip_what_it_has(record: Record) -> None:
    record.append([coding("r1"), coding("r2", coder="other.v1")], read_at=AT, run="one")
    hash = text_hash(TEXT)
    assert [Known(record, CODER).take(each, hash) for each in ("r1", "r2")] == [False, True]
    assert [Known(record, "nobody.v1").take(each, hash) for each in ("r1", "r2")] == [True, True]


def test_two_coders_stand_side_by_side(record: Record) -> None:
    record.append([coding("r1"), coding("r1", coder="other.v1")], read_at=AT, run="one")
    assert [each.coder for each in record.codings()] == [CODER, "other.v1"]
    assert [each.coder for each in record.codings(coder="other.v1")] == ["other.v1"]
    assert record.coding("r1", coder=CODER).coder == CODER


def test_a_corrected_report_is_a_new_version_and_the_old_one_stays(record: Record) -> None:
    record.append([coding("r1")], read_at="2024-03-05T08:00:00Z", run="one")
    corrected = coding(report("r1", text=TEXT + " Corrected: the post is at Tacna."))
    record.append([corrected], read_at="2024-03-07T08:00:00Z", run="two")
    (shown,) = record.codings()
    assert (shown.report.text, shown.events) == (corrected.report.text, corrected.events)
    assert shown.report.notes == ("supersedes 1 earlier version",)
    assert record.coding("r1") == corrected
    assert list(record.codings(as_of="2024-03-06")) == [coding("r1")]
    assert [each.run for each in record.versions("r1")] == ["one", "two"]
    assert check(record.path) == ()


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        ("2024-03-04", []),
        ("2024-03-05", ["early", "late"]),
        ("2024-03-05T12:00:00+00:00", ["early"]),
        ("2024-03-05T12:00:00-09:00", ["early", "late"]),
        ("2030-01-01", ["early", "late"]),
    ],
)
def test_as_of_the_time_of_reading(record: Record, as_of: str, seen: list[str]) -> None:
    record.append([coding("early")], read_at="2024-03-05T08:00:00", run="one")
    record.append([coding("late")], read_at="2024-03-05T18:00:00+00:00", run="two")
    assert ids(record.codings(as_of=as_of)) == seen


def test_as_of_the_day_of_publication_leaves_out_the_undated(record: Record) -> None:
    days = {"old": "2023-12-31", "new": "2024-03-05", "undated": None}
    given = [coding(report(name, published=published)) for name, published in days.items()]
    record.append(given, read_at=AT, run="one")
    assert ids(record.codings(as_of="2024-01-01", by="published")) == ["old"]
    assert ids(record.codings(as_of="2024-03-05", by="published")) == ["old", "new"]


def test_a_dyad_or_states_leave_out_the_rest(record: Record) -> None:
    away = event("e-x", actors=(ref("FJI"),), recipients=(ref("TON"), ref("WSM")))
    plain = coding(report("r2", text="Fiji wrote to Tonga and Samoa."), events=(away,))
    record.append([coding("r1"), plain], read_at=AT, run="one")
    assert ids(record.codings(dyad="CHL-PER")) == ["r1"]
    assert ids(record.codings(dyad="FJI-TON")) == ["r2"]
    assert ids(record.codings(dyad="TON-WSM")) == []
    assert ids(record.codings(states=("TON", "WSM"))) == ["r2"]
    assert ids(record.codings(states=("TON", "PER"))) == []


def test_a_row_is_found_by_its_id_or_the_beginning_of_it(record: Record) -> None:
    record.append([coding("r1"), coding("r12")], read_at=AT, run="one")
    for prefix, kind in (("e", "events"), ("a", "agreements"), ("p", "pledges"), ("s", "statements")):
        found, row = record.find(f"{prefix}-r12")
        assert found.report.id == "r12"
        assert getattr(found, kind) == (row,)
    assert record.find("x-r1")[0].report.id == "r1"
    with pytest.raises(UsageError, match="2 rows begin like this"):
        record.find("o-r")
    for unknown in ("z-", ""):
        with pytest.raises(UsageError, match="no row of this id"):
            record.find(unknown)
    with pytest.raises(UsageError, match="no report of this id"):
        record.coding("r9")


def test_words_that_are_no_time_are_refused(record: Record) -> None:
    with pytest.raises(UsageError, match="not an ISO day or time"):
        record.append([coding("r1")], read_at="yesterday", run="one")
    with pytest.raises(UsageError, match="not an ISO day or time"):
        record.codings(as_of="March")


def test_a_missing_record_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        open_record(tmp_path / "none", create=False)
    with pytest.raises(RecordMissing):
        check(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_record_is_neither_read_nor_written(record: Record) -> None:
    marker = record.path / "record.json"
    told = json.loads(marker.read_text())
    assert told["schema"] == 2
    assert told["created_by"].startswith("comity ")
    marker.write_text(json.dumps(told | {"schema": 3}))
    for create in (True, False):
        with pytest.raises(RecordNewer, match="schema 3"):
            open_record(record.path, create=create)
    with pytest.raises(RecordNewer):
        check(record.path)


@pytest.mark.parametrize("words", ["", "{", "[]", '{"schema": "one"}', '{"schema": true}', "\x00\xff"])
def test_a_damaged_marker_is_told(record: Record, words: str) -> None:
    (record.path / "record.json").write_text(words)
    with pytest.raises(RecordDamaged):
        open_record(record.path, create=True)
    assert len(check(record.path)) == 1


def test_many_small_appends_are_joined_and_keep_their_order(record: Record) -> None:
    names = [f"r{n}" for n in range(70)]
    for name in names:
        record.append([coding(name)], read_at=AT, run="one")
    assert ids(record.codings()) == names
    assert check(record.path) == ()
    assert record.append([coding("r5")], read_at=AT, run="two").known == ("r5",)


@pytest.mark.parametrize("name", ["a b", "it's", "Перу", "50%", "a*b?c", "#1"])
def test_a_folder_may_have_an_odd_name(tmp_path: Path, name: str) -> None:
    record = open_record(tmp_path / name, create=True)
    record.append([coding("r1")], read_at=AT, run="one")
    assert record.append([coding("r1")], read_at=AT, run="two").known == ("r1",)
    assert list(record.codings()) == [coding("r1")]
    assert check(record.path) == ()


@pytest.mark.parametrize("name", ["a[1]", "a|b", "a^b", "100%25", "a\\b", "a\nb"])
def test_a_folder_that_tables_cannot_lie_in_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordUnwritable, match="whose path holds"):
        open_record(tmp_path / name, create=True)
    assert list(tmp_path.iterdir()) == []
