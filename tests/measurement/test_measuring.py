"""The measured relation through the front door, on small imported tables: no number where there is no knowledge."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.codebook import intensity
from comity.errors import UsageError
from comity.exchange.chronicle import COLUMNS
from comity.measurement.relation import NO_COVERAGE
from comity.model import Relation, RelationRow
from tests.exchange.factory import imported, lay

DEEDS = {
    "CONSULT": "verbal cooperation", "COOPERATE": "material cooperation", "ACCUSE": "verbal conflict",
    "SANCTION": "material conflict",
}  # fmt: skip


def row(day: str, direction: str = "CHL>PER", type_: str = "CONSULT", **cells: Any) -> dict[str, Any]:
    """A row of an office's deed."""
    return imported(
        day, direction, type=type_, quad=DEEDS[type_], intensity=intensity(type_, None), cameo=None, **cells
    )


DAYS = ("2019-12-31", "2020-12-31", "2021-12-31")


def months(first: int, last: int) -> Iterator[str]:
    for year in range(first, last + 1):
        for month in range(1, 13):
            yield f"{year}-{month:02d}"


def usual(direction: str = "CHL>PER", *, first: int = 2010, last: int = 2013, **cells: Any) -> Iterator[dict[str, Any]]:
    """Three friendly deeds and a hostile one a month, on days of their own."""
    for month in months(first, last):
        for day, type_ in ((3, "CONSULT"), (9, "CONSULT"), (16, "COOPERATE"), (23, "ACCUSE")):
            yield row(f"{month}-{day:02d}", direction, type_, **cells)


def others(*, first: int = 2010, last: int = 2013, number: int = 14, **cells: Any) -> Iterator[dict[str, Any]]:
    """What is read of others, as much each month."""
    for month in months(first, last):
        for each in range(number):
            yield row(f"{month}-{1 + each * 2:02d}", "KEN>UGA", ("CONSULT", "ACCUSE")[each % 2], **cells)


def measured(folder: Path, *tables: Iterable[dict[str, Any]], dyad: str = "CHL-PER", **asked: Any) -> Relation:
    lay(folder, [each for table in tables for each in table])
    return comity.relation(dyad, record=folder, **asked)


def chronicle(folder: Path, rows: Iterable[tuple[str, str, str, str]]) -> Path:
    """A chronicle of (day, actor, recipient, type)."""
    path = folder / "chronicle-made-up.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for day, actor, recipient, type_ in rows:
            text = f"The foreign ministry of {actor} dealt with {recipient}."
            out.writerow([day, "day", actor, recipient, type_, "", "occurred", "", text, "made up for a test", ""])
    return path


def levels(found: Relation) -> list[float | None]:
    return [each.level for each in found.rows]


def at(found: Relation, month: str) -> RelationRow:
    return next(each for each in found.rows if each.start.startswith(month))


def test_every_month_has_a_level_in_its_band_and_counts(tmp_path: Path) -> None:
    found = measured(tmp_path, usual(), others())
    assert len(found.rows) == 48
    for each in found.rows:
        assert each.level is not None and each.low is not None and each.high is not None
        assert -10 <= each.low < each.level < each.high <= 10
        assert (each.events, each.reports, each.coverage, each.note) == (4, 4, 18, None)
    assert found.turning_points == ()
    assert [each.coder for each in found.coders] == ["icews"]


def test_a_new_regime_is_found_with_what_drove_it(tmp_path: Path) -> None:
    calm = (each for each in usual() if each["date"] < date(2012, 3, 1))
    hostile = (
        row(f"{month}-{day:02d}", "CHL>PER", type_)
        for month in months(2012, 2013) if month >= "2012-03"
        for day, type_ in ((2, "SANCTION"), (6, "SANCTION"), (11, "ACCUSE"), (18, "ACCUSE"), (25, "CONSULT"))
    )  # fmt: skip
    found = measured(tmp_path, calm, hostile, others())
    (turn,) = found.turning_points
    assert "2012-02" <= turn.start[:7] <= "2012-04"
    assert turn.after < turn.before - 3
    assert {act.type for act in turn.drivers} <= {"SANCTION", "ACCUSE"} and turn.drivers
    assert [found.direction, found.rows[0].direction] == [None, None]


def test_an_act_told_by_ten_rows_moves_nothing(tmp_path: Path) -> None:
    once = row("2012-05-20", type_="SANCTION", story="s0", source="Agency 0")
    copies = [row("2012-05-20", type_="SANCTION", story=f"s{each}", source=f"Agency {each}") for each in range(1, 10)]
    plain = measured(tmp_path / "once", usual(), others(), [once])
    copied = measured(tmp_path / "copied", usual(), others(), [once, *copies])
    assert at(copied, "2012-05").events == at(plain, "2012-05").events == 5
    assert at(copied, "2012-05").reports == at(plain, "2012-05").reports + 9
    # What is read of others is the same too; only the pool's usual rate, per row read, may differ in the last digit.
    assert levels(copied) == pytest.approx(levels(plain), abs=0.001)
    assert [each.turning for each in copied.rows] == pytest.approx([each.turning for each in plain.rows], abs=0.001)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [*usual(), *others(), *usual("PER>CHL")]
    one = measured(tmp_path / "one", rows)
    other = measured(tmp_path / "other", reversed(rows))
    assert one.rows == other.rows and one.turning_points == other.turning_points


def test_a_dyad_without_an_event_has_no_number_and_a_sentence(tmp_path: Path) -> None:
    found = measured(tmp_path, usual(), others(), dyad="GHA-TGO")
    assert found.rows == ()
    assert found.notes == (
        "no act between Ghana and Togo is on record, so there is no number; what was read in that time is about others",
    )


def test_an_empty_record_has_no_number_either(tmp_path: Path) -> None:
    comity.import_events("chronicle", chronicle(tmp_path, [("2012-05-20", "KEN", "UGA", "ACCUSE")]), record=tmp_path)
    (note,) = comity.relation("CHL-PER", record=tmp_path).notes
    assert note.startswith("no act between Chile and Peru is on record")


@pytest.mark.parametrize(
    ("dyad", "name", "founded"),
    [
        ("MNE-SRB", "Montenegro", "2006-06-03"),
        ("SDN-SSD", "South Sudan", "2011-07-09"),
        ("SRB-XKX", "Kosovo", "2008-02-17"),
    ],
)
def test_a_state_has_no_relation_before_it_was_founded(tmp_path: Path, dyad: str, name: str, founded: str) -> None:
    year = int(founded[:4])
    one, other = dyad.split("-")
    rows = [(f"{month}-11", one, other, "ACCUSE") for month in months(year - 2, year + 2)]
    comity.import_events("chronicle", chronicle(tmp_path, rows), record=tmp_path)
    found = comity.relation(dyad, record=tmp_path)
    for each in found.rows:
        if each.start < founded:
            assert (each.level, each.low, each.turning) == (None, None, None)
            assert each.note is not None and f"{name} is counted as a state from {founded}" in each.note
        else:
            assert each.level is not None and each.note is None
    assert f"{name} is counted as a state from {founded} on, so earlier periods have no number" in found.notes
    assert not any("not covered" in note for note in found.notes)


def test_acts_told_of_a_state_that_was_not_there_move_nothing(tmp_path: Path) -> None:
    later = [*usual("SRB>XKX", first=2009, last=2012), *others(first=2006, last=2012)]
    early = [row(f"{month}-{day:02d}", "SRB>XKX", "SANCTION") for month in months(2006, 2007) for day in (4, 14, 24)]
    with_them = measured(tmp_path / "with", later, early, dyad="SRB-XKX")
    without = measured(tmp_path / "without", later, dyad="SRB-XKX")
    # They are rows of the coder all the same, and so a part of what is usual between any two.
    assert levels(with_them)[-48:] == pytest.approx(levels(without)[-48:], abs=0.2)


def test_an_interval_that_nobody_read_has_nulls_and_is_counted(tmp_path: Path) -> None:
    lay(tmp_path, [*usual(last=2010), *others(last=2010)], batch="b1")
    later = [{**each, "batch": "b2"} for each in (*usual(first=2012, last=2012), *others(first=2012, last=2012))]
    lay(tmp_path, later)
    found = comity.relation("CHL-PER", record=tmp_path)
    silent = [each for each in found.rows if each.start.startswith("2011")]
    assert len(silent) == 12
    for each in silent:
        assert (each.level, each.low, each.high, each.cooperation, each.conflict, each.turning) == (None,) * 6
        assert (each.events, each.coverage, each.note) == (0, 0, NO_COVERAGE)
    assert all(each.level is not None for each in found.rows if each not in silent)
    assert "12 of 36 months were not covered by any coder and have no number" in found.notes


def test_a_month_that_was_read_and_tells_nothing_of_the_dyad_has_a_level(tmp_path: Path) -> None:
    quiet = (each for each in usual() if each["date"].year != 2012)
    found = measured(tmp_path, quiet, others())
    silent, told = at(found, "2012-06"), at(found, "2010-06")
    assert silent.events == 0 and silent.level is not None and told.level is not None
    assert silent.high - silent.low > told.high - told.low  # type: ignore[operator]


def test_one_enormous_month_is_pointed_at_and_stays_one_month(tmp_path: Path) -> None:
    flood = [row("2012-05-20", type_="ACCUSE", actor_name=f"Office {each}") for each in range(5000)]
    found = measured(tmp_path, usual(), others(), flood)
    assert at(found, "2012-05").events == 5004
    (note,) = (each for each in found.notes if "alone holds" in each)
    assert note.startswith("the month of 2012-05-01 alone holds 5004 of 5192 acts")
    plain = comity.relation("KEN-UGA", record=tmp_path)
    assert all(each.level is not None for each in plain.rows)
    away = [each.level for each in found.rows if not "2011-11" <= each.start[:7] <= "2012-11"]
    assert all(level is not None and level > -3 for level in away)


def test_few_acts_are_said_to_be_few(tmp_path: Path) -> None:
    found = measured(tmp_path, [row("2012-05-20")], others())
    assert "1 acts in all are too few for more than a wide band" in found.notes
    assert all(each.high - each.low > 5 for each in found.rows)  # type: ignore[operator]


def test_days_that_have_not_begun_are_counted_by_the_import_and_measured_by_nothing(tmp_path: Path) -> None:
    rows = [(f"{month}-11", "CHL", "PER", "CONSULT") for month in months(2010, 2012)]
    path = chronicle(tmp_path, [*rows, ("2999-01-04", "CHL", "PER", "SANCTION")])
    summary = comity.import_events("chronicle", path, record=tmp_path)
    assert (summary.rows, summary.skipped, summary.skips[0].reason) == (36, 1, "in the future")
    found = comity.relation("CHL-PER", record=tmp_path)
    assert found.rows[-1].end == "2012-12-31"


def test_two_coders_that_disagree_are_told_of(tmp_path: Path) -> None:
    lay(tmp_path, [*usual(), *others()])
    hostile = [
        row(f"{month}-{day:02d}", type_=type_, coder="gdelt", batch="b2")
        for month in months(2010, 2013)
        for day, type_ in ((4, "SANCTION"), (12, "ACCUSE"), (20, "ACCUSE"))
    ]
    lay(tmp_path, [*hostile, *others(coder="gdelt", batch="b2")])
    found = comity.relation("CHL-PER", record=tmp_path)
    assert [(each.coder, each.acts) for each in found.coders] == [("icews", 192), ("gdelt", 144)]
    assert found.coders[1].conflict > 0.5 > 0 > found.coders[1].cooperation
    (note,) = (each for each in found.notes if "disagree" in each)
    assert note.startswith("gdelt and icews disagree") and note.endswith("which has more acts")
    alone = comity.relation("CHL-PER", record=tmp_path, coder="icews")
    assert alone.coders[0].coder == "icews" and len(alone.coders) == 1
    # The second coder has its own effect, so the level stays that of the first one.
    gap = [one - other for one, other in zip(levels(found), levels(alone), strict=True)]  # type: ignore[operator]
    assert max(map(abs, gap)) < 2


def test_a_record_that_holds_one_direction_alone_teaches_nobody(tmp_path: Path) -> None:
    found = measured(tmp_path, usual())
    assert len(found.rows) == 48 and all(each.level is not None for each in found.rows)


def test_a_direction_alone(tmp_path: Path) -> None:
    cold = (row(f"{month}-{day:02d}", "PER>CHL", "ACCUSE") for month in months(2010, 2013) for day in (5, 15, 25))
    lay(tmp_path, [*usual(), *cold, *others()])
    warm, cool = (comity.relation("CHL-PER", record=tmp_path, direction=way) for way in ("CHL>PER", "PER>CHL"))
    assert (warm.direction, cool.direction) == ("CHL>PER", "PER>CHL")
    assert all(one.level > other.level for one, other in zip(warm.rows, cool.rows, strict=True))  # type: ignore[operator]
    assert comity.relation("PER>CHL", record=tmp_path).rows == cool.rows


def test_since_and_until_cut_what_is_shown_and_not_what_is_known(tmp_path: Path) -> None:
    whole = measured(tmp_path, usual(), others())
    part = comity.relation("CHL-PER", record=tmp_path, since="2011", until="2011-06")
    assert part.rows == whole.rows[12:18]
    outside = comity.relation("CHL-PER", record=tmp_path, since="1990", until="1991")
    assert outside.rows == ()


def test_days_beyond_what_was_read_have_no_number_and_a_sentence(tmp_path: Path) -> None:
    found = measured(tmp_path, usual(), others(), since="2030")
    assert found.rows == () and found.half_life is None and found.associations == ()
    (note,) = found.notes
    assert note.startswith("what was read of Chile and Peru reaches from 2010-01-01 to 2013-12-31")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2012", "until": "2010"}, "comes after until '2010'"),
        ({"period": "decade"}, "take one of week, month, quarter"),
        ({"period": "mont"}, "did you mean month"),
        ({"since": "last spring"}, "is no day"),
        ({"direction": "KEN>UGA"}, "is none of CHL-PER"),
        ({"coder": "icewz"}, "did you mean icews"),
    ],
)
def test_what_can_t_be_meant_is_refused_in_a_sentence(tmp_path: Path, asked: dict[str, str], words: str) -> None:
    lay(tmp_path, [row("2012-05-20")])
    with pytest.raises(UsageError, match=words):
        comity.relation("CHL-PER", record=tmp_path, **asked)  # type: ignore[arg-type]


def test_by_the_clock_of_publication_later_acts_are_not_known(tmp_path: Path) -> None:
    measured(tmp_path, usual(), others())
    then = comity.relation("CHL-PER", record=tmp_path, as_of="2011-03", by="published")
    assert then.rows[-1].start == "2011-03-01"
    assert len(then.rows) == 15
    assert all(mark.date <= "2011-03-31" for mark in then.marks)


def test_by_the_clock_of_reading_files_that_came_later_are_not_known(tmp_path: Path) -> None:
    lay(tmp_path, [*usual(last=2011), *others(last=2011)], read_at="2020-05-01T00:00:00Z")
    more = [*usual(first=2012), *others(first=2012)]
    lay(tmp_path, [{**each, "batch": "b2"} for each in more], read_at="2021-05-01T00:00:00Z")
    ends = {day[:4]: comity.relation("CHL-PER", record=tmp_path, as_of=day).rows for day in DAYS}
    assert ends["2019"] == ()
    assert (ends["2020"][-1].end, ends["2021"][-1].end) == ("2011-12-31", "2013-12-31")


@pytest.mark.parametrize(("period", "rows"), [("week", 209), ("month", 48), ("quarter", 16)])
def test_weeks_months_and_quarters_tell_the_same_relation(tmp_path: Path, period: str, rows: int) -> None:
    found = measured(tmp_path, usual(), others(), period=period)
    assert len(found.rows) == rows
    known = [level for level in levels(found) if level is not None]
    assert 3 < sum(known) / len(known) < 9
