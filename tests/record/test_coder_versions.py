"""Codings by several versions of a coder stand side by side; views show the newest, as of any day."""

from pathlib import Path

import pytest

from comity.ledger import disagreements, keep, kept_incidents
from comity.record import Record, check, coder_version, family, newest_coder, open_record, to_code_again

from .factory import CODER, TEXT, coding, event, ref, report

NEW, NEWEST = "comity-rules.v2", "comity-rules.v10"
FIRST, SECOND, THIRD = "2024-03-05T08:00:00Z", "2024-03-07T08:00:00Z", "2024-03-09T08:00:00Z"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return open_record(tmp_path / "record", create=True)


def shown(record: Record, **view: object) -> list[tuple[str, str]]:
    return [(each.report.id, each.coder) for each in record.codings(**view)]  # type: ignore[arg-type]


def test_a_coder_has_a_family_and_a_version() -> None:
    assert (family(NEWEST), coder_version(NEWEST)) == ("comity-rules", (10,))
    assert (family("icews"), coder_version("icews")) == ("icews", ())
    assert coder_version("x.v1.10") > coder_version("x.v1.9")
    assert newest_coder([CODER, CODER, NEW, "other.v7"]) == NEW


def test_tables_show_the_newest_version_and_an_earlier_day_the_one_of_then(record: Record) -> None:
    record.append([coding("r1"), coding("r2")], read_at=FIRST, run="one")
    record.append([coding("r1", coder=NEW)], read_at=SECOND, run="two")
    record.append([coding("r1", coder=NEWEST)], read_at=THIRD, run="three")
    # The order of the log is that of the reports, whenever they were coded again.
    assert shown(record) == [("r1", NEWEST), ("r2", CODER)]
    assert shown(record, as_of="2024-03-08") == [("r1", NEW), ("r2", CODER)]
    assert shown(record, as_of="2024-03-06") == [("r1", CODER), ("r2", CODER)]
    assert shown(record, coder=CODER) == [("r1", CODER), ("r2", CODER)]
    assert shown(record, coder=(CODER, NEW)) == [("r1", NEW), ("r2", CODER)]
    assert record.coding("r1").coder == NEWEST
    assert check(record.path) == ()


def test_an_older_version_that_comes_later_takes_no_ones_place(record: Record) -> None:
    record.append([coding("r1", coder=NEW)], read_at=FIRST, run="one")
    record.append([coding("r1")], read_at=SECOND, run="an old Comity")
    assert shown(record) == [("r1", NEW)]
    assert record.coding("r1").coder == NEW


def test_another_family_stands_beside(record: Record) -> None:
    record.append([coding("r1"), coding("r1", coder="other.v1")], read_at=FIRST, run="one")
    record.append([coding("r1", coder=NEW)], read_at=SECOND, run="two")
    assert shown(record) == [("r1", NEW), ("r1", "other.v1")]


def test_a_dyad_that_only_the_older_version_tells_is_no_longer_told(record: Record) -> None:
    away = event("e-x", actors=(ref("FJI"),), recipients=(ref("TON"),), text=TEXT[:20])
    record.append([coding(report("r1", text=TEXT[:60]), events=(away,))], read_at=FIRST, run="one")
    record.append([coding(report("r1", text=TEXT[:60]), events=(), coder=NEW)], read_at=SECOND, run="two")
    assert shown(record, dyad="FJI-TON") == []
    assert shown(record, dyad="FJI-TON", as_of="2024-03-06") == [("r1", CODER)]


def test_a_text_that_is_coded_again_does_not_outdate_a_later_text(record: Record) -> None:
    later = TEXT + " Corrected: the post is at Tacna."
    record.append([coding("r1")], read_at=FIRST, run="one")
    record.append([coding(report("r1", text=later))], read_at=SECOND, run="two")
    record.append([coding("r1", coder=NEW)], read_at=THIRD, run="three")
    (now,) = record.codings()
    assert (now.report.text, now.coder) == (later, CODER)
    assert now.report.notes == ("supersedes 1 earlier version",)
    assert record.coding("r1").report.text == later


def test_incidents_outlast_the_new_version_and_tell_of_it(record: Record) -> None:
    record.append([coding("r1")], read_at=FIRST, run="one")
    keep(record)
    (before,) = kept_incidents(record, record.codings())
    other = event("e-new", type="SANCTION", quad="material conflict")
    record.append([coding("r1", events=(other,), coder=NEW)], read_at=SECOND, run="two")
    keep(record)
    (now,) = kept_incidents(record, record.codings())
    assert now.type == "SANCTION"
    assert [each.id for each in kept_incidents(record, record.codings(as_of="2024-03-06"), as_of="2024-03-06")] == [
        before.id
    ]
    assert list(disagreements(record)) == []


def test_what_is_to_be_coded_again(record: Record) -> None:
    later = TEXT + " Corrected: the post is at Tacna."
    record.append([coding("r1"), coding("r2"), coding("r3", coder="other.v1")], read_at=FIRST, run="one")
    record.append([coding(report("r2", text=later)), coding("r4", coder=NEW)], read_at=SECOND, run="two")
    wanted = to_code_again(record, coder=NEW)
    assert [(each.report_id, each.run) for each in wanted] == [("r1", "one"), ("r2", "two")]
    assert [each.report_id for each in to_code_again(record, coder=NEW, everything=True)] == ["r1", "r2", "r4"]
    assert to_code_again(record, coder=NEW, of="other.v1") == []
    assert to_code_again(record, coder=CODER, of=NEW)[0].report_id == "r4"
