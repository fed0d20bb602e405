"""The tables of the desk: the same rows as the commands, whatever the address asks for."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from comity import api
from comity.errors import UsageError
from comity.presentation.filters import Filters
from comity.presentation.index import TABLES, Index, Wanted, index_path

ASKED = (
    {}, {"dyad": "JPN-KOR"}, {"dyad": "JPN>KOR"}, {"since": "2019"}, {"since": "2015", "until": "2015-12"},
    {"actor": "KOR"}, {"issue": "trade"}, {"issue": "history"}, {"status": "planned"}, {"status": "open"},
    {"type": "CONSULT"}, {"type": "promise"}, {"coder": "all"}, {"coder": "chronicle"},
    {"dyad": "JPN-KOR", "coder": "all", "since": "2010"}, {"status": "occurred", "issue": "history"},
)  # fmt: skip
TIMELESS = {"since", "until", "issue"}


@pytest.fixture(scope="module")
def index(record: Path, desk: TestClient) -> Index:
    return Index(index_path(record))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_page_has_the_rows_of_the_command(table: str, asked: dict[str, str], record: Path, index: Index) -> None:
    if table == "actors" and TIMELESS & set(asked):
        with pytest.raises(UsageError):
            index.page(table, Wanted(Filters(**asked)))
        return
    try:
        view = api.table(table, record=record, **asked)
    except UsageError:
        with pytest.raises(UsageError):
            index.page(table, Wanted(Filters(**asked)))
        return
    found = index.page(table, Wanted(Filters(**asked)), count=100_000)
    assert sorted(row["id"] for row in found.rows) == sorted(row["id"] for row in view.rows)
    assert (found.total, found.undated) == (len(view.rows), view.undated)
