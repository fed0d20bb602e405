"""What was issued stays as it was issued, and is graded by what came."""

from datetime import date
from math import log
from pathlib import Path

import pytest

from comity.errors import RecordDamaged
from comity.forecasting import all_frozen, freeze, graded
from comity.forecasting.frozen import table
from comity.model import Frozen, Grade
from comity.record import open_record

from .issues import issued, panel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(open_record(tmp_path / "record", create=True).path)


def grade(each: Frozen, came: list[int], *, until: str = "2020-01-31", gaps: tuple[int, ...] = ()) -> Grade:
    """The grade of a forecast of January 2020, the last of 25 months with so many conflictual acts at their end."""
    acts = [0] * (25 - len(came)) + came
    known = panel(("KEN-UGA", acts, [1] * 25), first=date(2018, 1, 1), gaps=gaps)
    (found,) = graded([each], lambda _: (known, until))
    return found


def test_a_record_without_frozen_forecasts_has_none(folder: Path) -> None:
    assert all_frozen(folder) == ()


def test_what_is_frozen_comes_back_as_it_was(folder: Path) -> None:
    given = issued(chances=(0.1, 0.2, 0.3, 0.4))
    assert freeze(folder, [given]) == (given,)
    assert all_frozen(folder) == (given,)


def test_the_same_forecast_issued_again_is_the_first_one(folder: Path) -> None:
    first, again = issued(), issued(on="2019-12-20T08:00:00+00:00")
    assert first.id != again.id
    freeze(folder, [first])
    assert freeze(folder, [again]) == (first,)
    assert all_frozen(folder) == (first,)


def test_another_forecast_of_the_same_month_stands_beside_the_first(folder: Path) -> None:
    first, later = issued(), issued(chances=(0.3, 0.3, 0.4), on="2019-12-20T08:00:00+00:00")
    freeze(folder, [first])
    freeze(folder, [later])
    assert all_frozen(folder) == (first, later)


def test_freezing_only_appends(folder: Path) -> None:
    freeze(folder, [issued()])
    before = {path: path.read_bytes() for path in table(folder).path.rglob("*.parquet")}
    freeze(folder, [issued("cooperation")])
    assert before
    assert {path: path.read_bytes() for path in before} == before


def test_a_frozen_value_takes_no_other(folder: Path) -> None:
    (given,) = freeze(folder, [issued()])
    with pytest.raises(AttributeError):
        given.who = "somebody else"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        given.forecast.probability_any = 0.99  # type: ignore[misc]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("probability_any", 0.99),
        ("issued", "2019-01-01T00:00:00+00:00"),
        ("distribution", [0.01, 0.09, 0.9]),
        ("quantiles", '{"0.1":0.0,"0.5":2.0,"0.9":2.0}'),
        ("who", "somebody else"),
        ("start", "2020-02-01"),
    ],
)
def test_a_row_changed_behind_our_back_is_found(folder: Path, column: str, value: object) -> None:
    import pyarrow as pa
    from deltalake import write_deltalake

    freeze(folder, [issued(), issued("cooperation")])
    held = table(folder).opened().delta.to_pyarrow_table()
    field = held.schema.field(column)
    changed = pa.array([value, *held[column].to_pylist()[1:]], field.type)
    forged = held.set_column(held.schema.get_field_index(column), field, changed)
    write_deltalake(table(folder).path, forged, mode="overwrite")
    with pytest.raises(RecordDamaged, match="is not what was issued"):
        all_frozen(folder)
    with pytest.raises(RecordDamaged, match="is not what was issued"):
        freeze(folder, [issued("material conflict")])


def test_scores_are_those_of_the_distribution_that_was_frozen() -> None:
    found = grade(issued(chances=(0.5, 0.25, 0.25)), [1])
    assert (found.status, found.came, found.inside80) == ("graded", 1, True)
    assert found.log_score == pytest.approx(-log(0.25))
    # Below 1 lies 0.5, where 0 was right; below 2 lies 0.75, where 1 was right.
    assert found.crps == pytest.approx(0.5**2 + 0.25**2)
    assert found.brier == pytest.approx(0.5**2)
    assert found.brier_usual == pytest.approx(0.6**2)


def test_more_than_the_distribution_tells_apart_counts_as_its_last_place() -> None:
    found = grade(issued(chances=(0.5, 0.25, 0.25)), [40])
    assert (found.came, found.inside80) == (40, False)
    assert found.log_score == pytest.approx(-log(0.25))


def test_a_quiet_month_is_an_outcome_too() -> None:
    found = grade(issued(chances=(0.9, 0.1)), [0])
    assert (found.came, found.brier) == (0, pytest.approx(0.01))


def test_a_forecast_is_open_until_the_data_cover_its_month_to_the_end() -> None:
    found = grade(issued(), [3], until="2020-01-30")
    assert (found.status, found.came, found.brier) == ("open", None, None)
    assert found.note == "the data reach to 2020-01-30"


def test_a_month_in_which_nothing_was_covered_is_no_quiet_month() -> None:
    found = grade(issued(), [0], gaps=(24,))
    assert (found.status, found.came) == ("void", None)


def test_a_forecast_without_its_coders_rows_stays_open() -> None:
    (found,) = graded([issued()], lambda _: None)
    assert (found.status, found.note) == ("open", "the record holds no rows of icews")


def test_a_dyad_that_no_row_names_had_no_act() -> None:
    assert grade(issued(dyad="GHA-TGO"), [5]).came == 0


@pytest.mark.parametrize(("conflict", "came"), [(3, 1), (0, 0)])
def test_a_level_falls_when_the_month_is_worse_than_the_year_before(conflict: int, came: int) -> None:
    found = grade(issued("level falls", chances=(0.4, 0.6)), [*[1] * 12, conflict])
    assert (found.status, found.came, found.inside80) == ("graded", came, None)
    assert found.brier == pytest.approx((0.6 - came) ** 2)


def test_who_issues_when_the_month_is_over_is_late() -> None:
    assert not grade(issued(on="2020-01-31T23:00:00+00:00"), [1]).late
    assert grade(issued(on="2020-02-01T00:10:00+00:00"), [1]).late


def test_grading_changes_nothing(folder: Path) -> None:
    freeze(folder, [issued()])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    grade(all_frozen(folder)[0], [1])
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_every_part_of_a_forecast_is_in_its_id() -> None:
    others = {
        issued(base_rate=0.5).id,
        issued(on="2019-12-03T08:00:00+00:00").id,
        issued(chances=(0.5, 0.3, 0.2)).id,
        issued(direction="KEN>UGA").id,
    }
    assert len(others) == 4
    assert issued().id not in others
