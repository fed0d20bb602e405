"""Corrections by hand: rows of their own, applied when the record is read, as of any day; nothing is deleted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest

from comity.errors import RecordDamaged, UsageError
from comity.model import Coding, Correction, Notice
from comity.record import Record, check, corrections, open_record

from .factory import DEED, PROMISE, TEXT, coding, day, event, report

READ = "2024-03-06T08:00:00Z"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = open_record(tmp_path / "record", create=True)
    record.append([coding("r1"), coding("r2")], read_at=READ, run="one")
    return record


def correct(record: Record, action: Any, target: str, *, at: str, why: str = "read again", **more: Any) -> Correction:
    return record.correct(Correction("", at, "A. Reader", why, action, target, **more))


def one(record: Record, id: str, **asked: Any) -> Coding:
    return next(each for each in record.codings(**asked) if each.report.id == id)


def ids(record: Record, **asked: Any) -> list[str]:
    return [each.report.id for each in record.codings(**asked)]


def raw(record: Record) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((record.path / "codings").rglob("*")) if path.is_file())


def test_a_revised_field_is_shown_and_the_log_stays_as_it_was(record: Record) -> None:
    before = raw(record)
    made = correct(record, "revise", "e-r1", field="date", value="2024-03-05", at="2024-03-07")
    row = one(record, "r1").events[0]
    assert row.date == day("2024-03-05")
    assert row.notes == (f"date corrected by hand ({made.id}): read again",)
    assert one(record, "r1").corrected == {"e-r1": (made.id,)}
    assert one(record, "r2") == coding("r2")
    assert raw(record) == before
    assert record.coding("r1").events[0].date == day("2024-03-04")
    assert record.find("e-r1")[1] == row
    assert check(record.path) == ()


@pytest.mark.parametrize(
    ("field", "value", "gives"),
    [
        ("date", "2024-03-05..2024-03-06", day("2024-03-05", "2024-03-06")),
        ("date", "2024-02", day("2024-02-01", "2024-02-29", "month")),
        ("date", None, None),
        ("date", "null", None),
        ("status", "planned", "planned"),
        ("confidence", "0.9", 0.9),
        ("issues", "tariffs, fisheries", ("tariffs", "fisheries")),
        ("issues", ["tariffs"], ("tariffs",)),
        ("place", None, None),
    ],
)
def test_a_value_is_json_or_plain_words(record: Record, field: str, value: Any, gives: Any) -> None:
    correct(record, "revise", "e-r1", field=field, value=value, at="2024-03-07")
    assert getattr(one(record, "r1").events[0], field) == gives


def test_actors_are_written_as_codes(record: Record) -> None:
    correct(record, "revise", "e-r1", field="recipients", value="BOL.MIL, IGO:UN", at="2024-03-07")
    (bolivia, body) = one(record, "r1").events[0].recipients
    assert (bolivia.country, bolivia.sector, bolivia.name, bolivia.text) == ("BOL", "MIL", "Bolivia", "")
    assert (body.country, body.id) == ("IGO:UN", "igo:UN")
    assert ids(record, dyad="BOL-PER") == ["r1"]
    assert ids(record, dyad="CHL-PER") == ["r1", "r2"]


def test_a_corrected_report_leaves_a_dyad_that_it_tells_of_no_more(record: Record) -> None:
    lone = coding(report("r3", text=DEED))
    record.append([lone], read_at=READ, run="two")
    for field, at in (("actors", "2024-03-07"), ("recipients", "2024-03-08")):
        correct(record, "revise", "e-r3", field=field, value="FJI, TON", at=at)
    assert ids(record, dyad="FJI-TON") == ["r3"]
    assert "r3" not in ids(record, dyad="CHL-PER")
    assert "r3" not in ids(record, states=("PER",))


def test_spans_must_stand_in_the_report(record: Record) -> None:
    correct(record, "revise", "e-r1", field="evidence", value=PROMISE, at="2024-03-07")
    assert one(record, "r1").events[0].evidence == (msgspec.convert(_span(PROMISE), type=type(event("e").evidence[0])),)
    for value in ("no such words", [{"start": 0, "end": 5, "text": "Chile"}]):
        with pytest.raises(UsageError, match="evidence"):
            correct(record, "revise", "e-r1", field="evidence", value=value, at="2024-03-08")


def _span(words: str) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


def test_quad_intensity_and_cameo_follow_the_type(record: Record) -> None:
    correct(record, "revise", "e-r1", field="type", value="SANCTION", at="2024-03-07")
    row = one(record, "r1").events[0]
    assert (row.type, row.mode, row.quad) == ("SANCTION", None, "material conflict")
    assert row.intensity is not None and row.intensity < 0
    correct(record, "revise", "e-r1", field="intensity", value=-1, at="2024-03-08")
    assert one(record, "r1").events[0].intensity == -1
    with pytest.raises(UsageError, match="mode of SANCTION 'visit'"):
        correct(record, "revise", "e-r1", field="mode", value="visit", at="2024-03-09")


def test_the_later_correction_of_a_field_holds_and_other_fields_stay(record: Record) -> None:
    first = correct(record, "revise", "e-r1", field="date", value="2024-03-01", at="2024-03-07")
    other = correct(record, "revise", "e-r1", field="status", value="planned", at="2024-03-08")
    last = correct(record, "revise", "e-r1", field="date", value="2024-03-02", at="2024-03-09")
    row = one(record, "r1").events[0]
    assert (row.date, row.status) == (day("2024-03-02"), "planned")
    assert one(record, "r1").corrected["e-r1"] == (other.id, last.id)
    assert [each.id for each in record.corrections()] == [first.id, other.id, last.id]
    assert one(record, "r1", as_of="2024-03-08").events[0].date == day("2024-03-01")


def test_a_withdrawn_row_leaves_every_view_and_comes_back(record: Record) -> None:
    correct(record, "withdraw", "p-r1", at="2024-03-07")
    shown = one(record, "r1")
    assert shown.pledges == ()
    assert shown.agreements[0].pledges == ()
    assert len(shown.events) == 1
    correct(record, "restore", "p-r1", at="2024-03-08")
    assert one(record, "r1") == coding("r1")
    assert one(record, "r1", as_of="2024-03-07").pledges == ()


def test_a_withdrawn_agreement_leaves_its_pledges_on_their_own(record: Record) -> None:
    correct(record, "withdraw", "a-r1", at="2024-03-07")
    shown = one(record, "r1")
    assert (shown.agreements, shown.pledges[0].agreement) == ((), None)


def test_a_withdrawn_report_leaves_whole_and_comes_back_in_its_place(record: Record) -> None:
    correct(record, "withdraw", "r1", why="the outlet retracted it", at="2024-03-07")
    assert ids(record) == ["r2"]
    assert ids(record, dyad="CHL-PER") == ["r2"]
    assert record.find("e-r1")[0].report.id == "r1", "explain can still tell why it was there"
    correct(record, "restore", "r1", at="2024-03-08")
    assert ids(record) == ["r1", "r2"]


def test_a_report_has_fields_too(record: Record) -> None:
    correct(record, "revise", "r1", field="published", value="2024-02-29", at="2024-03-07")
    shown = one(record, "r1")
    assert shown.report.published == "2024-02-29"
    assert shown.report.notes and "published corrected by hand" in shown.report.notes[0]
    assert ids(record, as_of="2024-03-01", by="published") == ["r1"]
    with pytest.raises(UsageError, match="published"):
        correct(record, "revise", "r1", field="published", value="last week", at="2024-03-08")


def test_what_a_correction_names_may_be_the_beginning_of_an_id(record: Record) -> None:
    assert correct(record, "withdraw", "s-r1", at="2024-03-07").target == "s-r1"
    long = coding(report("harbour-0042", text=DEED))
    record.append([long], read_at=READ, run="two")
    assert correct(record, "withdraw", "harb", at="2024-03-08").target == "harbour-0042"


def test_the_ledgers_corrections_are_kept_for_the_ledger(record: Record) -> None:
    kept = [
        correct(record, "join", "i-1", value="i-2", at="2024-03-07T01:00:00Z"),
        correct(record, "part", "i-1", value="e-r1", at="2024-03-07T02:00:00Z"),
        correct(record, "match", "p-r1", value="e-r2", at="2024-03-07T03:00:00Z"),
        correct(record, "unmatch", "p-r1", value="e-r2", at="2024-03-07T04:00:00Z"),
        correct(record, "settle", "p-r1", value="fulfilled", at="2024-03-07T05:00:00Z"),
        correct(record, "settle", "x-r1", value="came true", at="2024-03-07T06:00:00Z"),
    ]
    assert list(record.corrections()) == kept
    assert list(record.codings()) == [coding("r1"), coding("r2")]
    assert record.corrections(as_of="2024-03-07T02:30:00Z") == tuple(kept[:2])


@pytest.mark.parametrize(
    ("action", "target", "more", "told"),
    [
        ("withdraw", "e-r9", {}, "no row or report of this id is in the record; did you mean e-r2 or e-r1"),
        ("withdraw", "e-r", {}, "2 rows or reports begin like this"),
        ("withdraw", "", {}, "an empty id"),
        ("revise", "e-r1", {"field": "dates", "value": "2024"}, "did you mean date"),
        ("revise", "e-r1", {"field": "id", "value": "e-2"}, "no field of an event"),
        ("revise", "e-r1", {"field": "date", "value": "March"}, "date 'March': does not fit"),
        ("revise", "e-r1", {"field": "date", "value": "2024-02-30"}, "no day of the calendar"),
        ("revise", "e-r1", {"field": "date", "value": "2024-03-05..2024-03-01"}, "no stretch of days"),
        ("revise", "e-r1", {"field": "status", "value": "done"}, "take one of conditional, demanded"),
        ("revise", "e-r1", {"field": "type", "value": "CONSULTS"}, "did you mean CONSULT"),
        ("revise", "e-r1", {"field": "issues", "value": "tarifs"}, "did you mean tariffs"),
        ("revise", "e-r1", {"field": "actors", "value": "PRU"}, "country 'PRU': is not in the codebook"),
        ("revise", "e-r1", {"field": "actors", "value": "PER.ARMY"}, "sector 'ARMY'"),
        ("revise", "e-r1", {"field": "confidence", "value": 2}, "lies outside 0..1"),
        ("revise", "e-r1", {"field": "confidence", "value": "high"}, "does not fit"),
        ("revise", "r1", {"field": "text", "value": "other words"}, "no field of a report"),
        ("restore", "e-r1", {}, "it is not withdrawn"),
        ("match", "e-r1", {"value": "e-r2"}, "it is no pledge or assessment"),
        ("match", "p-r1", {"value": "s-r2"}, "it is no event"),
        ("settle", "p-r1", {"value": "kept"}, "take one of open, due, fulfilled"),
        ("settle", "x-r1", {"value": "fulfilled"}, "take one of open, came true"),
        ("join", "e-r1", {"value": "i-2"}, "it is no incident"),
        ("join", "i-2", {"value": "i-2"}, "one incident with itself"),
        ("delete", "e-r1", {}, "take one of revise, withdraw"),
        ("withdraw", "e-r1", {"why": "  "}, "--why: is empty; say why"),
    ],
)
def test_what_cannot_be_corrected_is_told_in_a_sentence_and_nothing_is_kept(
    record: Record, action: str, target: str, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(UsageError) as raised:
        correct(record, action, target, at="2024-03-07", **more)
    assert told in str(raised.value)
    assert record.corrections() == ()
    assert not (record.path / "corrections").exists()


def test_what_is_withdrawn_already_is_told(record: Record) -> None:
    correct(record, "withdraw", "e-r1", at="2024-03-07")
    for action, more in (("withdraw", {}), ("revise", {"field": "date", "value": "2024"})):
        with pytest.raises(UsageError, match=r"it is withdrawn already .*bring it back first"):
            correct(record, action, "e-r1", at="2024-03-08", **more)
    correct(record, "withdraw", "r2", at="2024-03-08")
    with pytest.raises(UsageError, match="its report r2 is withdrawn"):
        correct(record, "withdraw", "e-r2", at="2024-03-09")


def test_a_correction_is_never_dated_before_the_last(record: Record) -> None:
    correct(record, "withdraw", "e-r1", at="2024-03-08")
    with pytest.raises(UsageError, match="not after the last correction"):
        correct(record, "restore", "e-r1", at="2024-03-07")


def test_corrections_count_as_of_the_time_of_reading_and_always_as_of_publication(record: Record) -> None:
    correct(record, "withdraw", "r1", at="2024-03-20")
    assert ids(record, as_of="2024-03-19") == ["r1", "r2"]
    assert ids(record, as_of="2024-03-20") == ["r2"]
    assert ids(record, as_of="2024-03-19", by="published") == ["r2"]


def test_a_record_asked_as_of_an_earlier_day_says_what_it_said_then(record: Record) -> None:
    """Every kind of change that a record knows, one a day; each day's answer is asked again at the end."""
    told: dict[str, bytes] = {}

    def keep(today: str) -> None:
        told[today] = msgspec.json.encode([list(record.codings()), record.corrections()])

    keep("2024-03-06")
    correct(record, "revise", "e-r1", field="status", value="planned", at="2024-03-07T09:00:00Z")
    keep("2024-03-07")
    corrected = report("r1", text=TEXT + " The post is at Tacna.", notice=Notice("correction", "Corrects the town."))
    record.append([coding(corrected)], read_at="2024-03-08T09:00:00Z", run="two")
    keep("2024-03-08")
    elsewhere = [("r2", record.versions("r2")[0].text_hash, "https://example.org/2")] * 2
    elsewhere.append((*elsewhere[0][:2], "https://example.org/two"))
    assert record.remember(elsewhere, read_at="2024-03-09T09:00:00Z", run="three") == 2
    keep("2024-03-09")
    correct(record, "withdraw", "r2", at="2024-03-10T09:00:00Z")
    keep("2024-03-10")
    correct(record, "restore", "r2", at="2024-03-11T09:00:00Z")
    retraction = report("r1", text="This report has been retracted.", notice=Notice("retraction", "Retracted."))
    record.append([coding(retraction, events=())], read_at="2024-03-11T10:00:00Z", run="four")
    keep("2024-03-11")
    assert len(set(told.values())) == len(told)
    for today, then in told.items():
        now = msgspec.json.encode([list(record.codings(as_of=today)), record.corrections(as_of=today)])
        assert now == then, today


def test_corrections_made_at_once_are_all_kept_each_at_its_own_moment(record: Record) -> None:
    ids = [f"{kind}-r{n}" for kind in "eaps" for n in (1, 2)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda id: correct(record, "withdraw", id, at="2024-03-07T08:00:00Z"), ids))
    kept = record.corrections()
    assert {each.target for each in kept} == set(ids)
    assert {each.id for each in kept} == {each.id for each in made}
    assert len({each.at for each in kept}) == len(ids)
    assert kept[-1].at < "2024-03-07T08:00:01"


def test_a_correction_of_words_that_a_new_version_does_not_hold_waits(record: Record) -> None:
    plain = coding(report("r3", text=DEED))
    record.append([plain], read_at=READ, run="two")
    correct(record, "revise", "e-r3", field="trigger", value="met", at="2024-03-07")
    other = "Correct: " + DEED
    new = coding(report("r3", text=other), events=(event("e-r3", text=other),))
    record.append([new], read_at="2024-03-08", run="three")
    assert one(record, "r3").events[0].trigger is None
    assert one(record, "r3").corrected == {}


def test_the_check_finds_a_correction_of_what_is_not_there(record: Record) -> None:
    correct(record, "match", "p-r1", value="e-r2", at="2024-03-07")
    assert check(record.path) == ()
    lost = Correction("c-1", "2024-03-08T00:00:00.000000Z", "Desk", "lost", "withdraw", "e-gone")
    corrections.add(record.path, lost, before=record.corrections())
    assert check(record.path) == ("the correction c-1 is of e-gone, which is not there",)


def test_a_table_of_corrections_that_is_damaged_is_told(record: Record) -> None:
    correct(record, "withdraw", "e-r1", at="2024-03-07")
    for path in (record.path / "corrections").glob("*.parquet"):
        path.write_bytes(b"PAR1")
    with pytest.raises(RecordDamaged):
        list(record.codings())
    (told,) = check(record.path)
    assert "its tables can't be used" in told
