"""Falls that everybody who knows a relation would name, in public event data that lies beside the project, not in it.

Japan and South Korea: the ordinance on a disputed island (March 2005), the president's landing there (August 2012), and
the aftermath of a visit to the Yasukuni shrine (which the data date to January 2014). In November 2013 the data cover
five times as much, and nothing happened.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity
from comity.model import Relation, RelationRow

DATA = Path(__file__).parents[3] / "shared" / "data" / "icews_2005_2015.tsv.gz"
pytestmark = pytest.mark.skipif(not DATA.is_file(), reason="the public event data do not lie beside the project")
FULLER = "2013-11"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Relation:
    """The relation by all rows."""
    record = tmp_path_factory.mktemp("whole")
    comity.import_events("icews", DATA, record=record)
    return comity.relation("JPN-KOR", record=record)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Relation:
    """The relation by the rows of the 20% sample that goes through all years."""
    record = tmp_path_factory.mktemp("sampled")
    path = record / "sampled.tsv"
    with gzip.open(DATA, "rt", encoding="utf-8") as rows, path.open("w", encoding="utf-8") as out:
        out.writelines(_kept(rows))
    comity.import_events("icews", path, record=record)
    return comity.relation("JPN-KOR", record=record)


def _kept(rows: Iterator[str]) -> Iterator[str]:
    yield next(rows)
    yield from (row for row in rows if "20%" in row.rsplit("\t", 1)[1])


def of(relation: Relation, since: str, until: str) -> list[RelationRow]:
    """The rows of months from one to another, both inclusive."""
    return [row for row in relation.rows if since <= row.start[:7] <= until]


@pytest.mark.parametrize("month", ["2005-03", "2012-08", "2014-01"])
def test_known_falls_lie_below_the_fifth_of_the_year_before(whole: Relation, month: str) -> None:
    at = next(place for place, row in enumerate(whole.rows) if row.start.startswith(month))
    before = sorted(row.level for row in whole.rows[max(at - 12, 0) : at] if row.level is not None)
    level = whole.rows[at].level
    assert level is not None
    assert sum(each < level for each in before) <= len(before) / 5


def test_bands_are_wider_on_the_sample_alone(whole: Relation, sampled: Relation) -> None:
    widths = [
        sum(row.high - row.low for row in of(each, "2014-01", "2015-12"))  # type: ignore[operator]
        for each in (sampled, whole)
    ]
    assert widths[0] > 1.2 * widths[1]


def test_fuller_coverage_makes_no_turn(whole: Relation) -> None:
    assert not any(turn.start.startswith(FULLER) for turn in whole.turning_points)
    counts = [sum(row.events for row in of(whole, *span)) for span in (("2013-07", "2013-10"), ("2013-12", "2014-03"))]
    assert counts[1] > 2.5 * counts[0]


def test_every_month_has_a_level_in_its_band(whole: Relation) -> None:
    assert len(whole.rows) == 132
    assert all(-10 <= row.low < row.level < row.high <= 10 for row in whole.rows)  # type: ignore[operator]
