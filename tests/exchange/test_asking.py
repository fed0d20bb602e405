"""Questions to imported rows: what counts as one act, in which direction and period, and what was covered."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.exchange import Imported
from comity.exchange.covering import start_of
from tests.exchange.factory import imported, lay


def counts(folder: Path, **asked: Any) -> list[tuple[Any, ...]]:
    rows = Imported(folder).counts(**{"period": "week", **asked}).to_pylist()
    return [(row["direction"], str(row["start"]), row["quad"], row["acts"], row["weight"], row["reports"])
            for row in rows]  # fmt: skip


def test_a_record_without_imports_gives_empty_answers(tmp_path: Path) -> None:
    held = Imported(tmp_path)
    assert held.counts(period="week").num_rows == 0
    assert held.coverage(period="month").num_rows == 0
    assert held.counts(period="week").schema.names == ("direction start coder quad acts joint weight reports".split())
    assert held.acts("CHL-PER") == () and held.dyads() == [] and held.coders() == ()
    assert held.too_coarse(period="week") == 0


def test_an_act_told_by_many_rows_is_one_act(tmp_path: Path) -> None:
    # Two stories, one of which tells the act in two sentences; the last row is another office's act. PLOVER weighs a
    # consultation 2.5, whatever the source does.
    lay(tmp_path, [imported(story="s1"), imported(story="s1"), imported(story="s2"),
                   imported(actor_name="Navy (CHL)", intensity=-2.0)])  # fmt: skip
    assert counts(tmp_path) == [("CHL>PER", "2024-03-04", "verbal cooperation", 2, 5.0, 3)]
    assert [act.reports for act in Imported(tmp_path).acts("CHL-PER")] == [2, 1]


def test_rows_without_a_story_add_up_their_reports(tmp_path: Path) -> None:
    lay(tmp_path, [imported(reports=3), imported(reports=4)])
    assert counts(tmp_path) == [("CHL>PER", "2024-03-04", "verbal cooperation", 1, 2.5, 7)]


def test_a_joint_act_counts_in_both_directions_and_is_one_act(tmp_path: Path) -> None:
    turned = {"actor_name": "Government (PER)", "recipient_name": "Foreign Ministry (CHL)"}
    lay(tmp_path, [imported(joint=True), imported(direction="PER>CHL", joint=True, **turned)])
    assert [row[0] for row in counts(tmp_path)] == ["CHL>PER", "PER>CHL"]
    assert [row[3] for row in counts(tmp_path)] == [1, 1]
    assert [row[0] for row in counts(tmp_path, dyad="PER>CHL")] == ["PER>CHL"]
    (act,) = Imported(tmp_path).acts("CHL-PER")
    assert act.joint and {act.actor, act.recipient} == {"CHL", "PER"}
    assert Imported(tmp_path).dyads() == [("CHL-PER", 1)]


def test_only_what_took_place_between_known_states_counts(tmp_path: Path) -> None:
    unknown = {"recipient": None, "dyad": None}
    rows = [imported(), imported(status="planned"), imported(**unknown), imported(day=None), imported(status=None)]
    lay(tmp_path, rows)
    assert [row[3] for row in counts(tmp_path)] == [1]
    # All rows with a day are covered, whoever acts.
    assert Imported(tmp_path).coverage(period="week").to_pylist() == [
        {"coder": "icews", "start": date(2024, 3, 4), "rows": 4, "sources": 1, "days": 1}
    ]


def test_rows_of_a_file_that_is_not_whole_are_not_seen(tmp_path: Path) -> None:
    lay(tmp_path, [imported()])
    lay(tmp_path, [imported(batch="b2", day="2024-03-05")], whole=False)
    assert [row[3] for row in counts(tmp_path)] == [1]
    assert [act.date for act in Imported(tmp_path).acts("CHL-PER")] == ["2024-03-04"]
    assert Imported(tmp_path).coverage(period="week").to_pylist()[0]["rows"] == 1
    lay(tmp_path, [imported(batch="b2", day="2024-03-06")])
    assert [row[3] for row in counts(tmp_path)] == [3]
    assert Imported(tmp_path).coverage(period="week").to_pylist()[0]["rows"] == 3


def test_few_acts_dates_and_coders_are_left_out_when_asked(tmp_path: Path) -> None:
    lay(tmp_path, [imported("2024-01-31"), imported("2024-02-01"), imported(direction="KEN>UGA")])
    lay(tmp_path, [imported(batch="b2", coder="gdelt", sample="odd")])
    assert {row[0] for row in counts(tmp_path, least=2)} == {"CHL>PER"}
    assert [row[1] for row in counts(tmp_path, period="month", coders=("icews",), dyad="PER-CHL")] == [
        "2024-01-01", "2024-02-01"]  # fmt: skip
    assert [row[1] for row in counts(tmp_path, period="quarter", dyad="CHL-PER", until="2024-02-28")] == ["2024-01-01"]
    assert len(counts(tmp_path, sample="odd")) == 1
    assert Imported(tmp_path).dyads(least=2) == [("CHL-PER", 3)]
    odd = Imported(tmp_path).coverage(period="month", coders=("gdelt",), sample="odd").to_pylist()
    assert [row["rows"] for row in odd] == [1]
    sources = {each.coder: each for each in Imported(tmp_path).coders()}
    assert sources["icews"].own_terms and not sources["gdelt"].own_terms
    assert (sources["icews"].since, sources["icews"].until, sources["icews"].rows) == ("2024-01-31", "2024-03-04", 3)


def test_a_day_that_is_not_known_to_the_period_is_left_out_and_counted(tmp_path: Path) -> None:
    if "precision" not in imported():
        pytest.skip("the imported rows carry no precision yet")
    lay(tmp_path, [imported(), imported("2024-03-01", precision="month"), imported("2024-01-01", precision="year")])
    held = Imported(tmp_path)
    assert sum(row[3] for row in counts(tmp_path)) == 1 and held.too_coarse(period="week") == 2
    assert sum(row[3] for row in counts(tmp_path, period="month")) == 2 and held.too_coarse(period="month") == 1
    assert held.too_coarse(period="month", dyad="PER>CHL") == 0


def test_acts_come_in_order_of_time_or_the_strongest_first(tmp_path: Path) -> None:
    threat = {"type": "THREATEN", "quad": "verbal conflict", "cameo": "130", "intensity": -6.0, "label": "Threaten"}
    lay(tmp_path, [imported("2024-03-08", direction="PER>CHL", **threat), imported(), imported("2024-03-06")])
    held = Imported(tmp_path)
    assert [act.date for act in held.acts("CHL-PER")] == ["2024-03-04", "2024-03-06", "2024-03-08"]
    assert [act.text for act in held.acts("CHL-PER", strongest=True, limit=1)] == ["Threaten"]
    assert [act.type for act in held.acts("CHL-PER", quads=("verbal conflict",))] == ["THREATEN"]
    assert len(held.acts("CHL-PER", direction="CHL>PER")) == 2
    assert len(held.acts("CHL-PER", since="2024-03-05", until="2024-03-07")) == 1


def test_days_covered_are_those_between_the_first_and_last_of_a_file(tmp_path: Path) -> None:
    lay(tmp_path, [imported("2024-03-06"), imported("2024-03-19")])
    rows = Imported(tmp_path).coverage(period="week").to_pylist()
    assert [(str(row["start"]), row["rows"], row["days"]) for row in rows] == [
        ("2024-03-04", 1, 5), ("2024-03-11", 0, 7), ("2024-03-18", 1, 2)]  # fmt: skip


def test_coverage_is_kept_and_counted_anew_after_an_import(tmp_path: Path) -> None:
    lay(tmp_path, [imported()])
    first = Imported(tmp_path).coverage(period="week")
    assert Imported(tmp_path).coverage(period="week").equals(first)
    lay(tmp_path, [imported(batch="b2", source="Coast Daily")])
    assert Imported(tmp_path).coverage(period="week").to_pylist()[0] == {
        "coder": "icews", "start": date(2024, 3, 4), "rows": 2, "sources": 2, "days": 1}  # fmt: skip
    assert len(list((tmp_path / "import_totals").iterdir())) == 1


def test_a_period_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="week, month, quarter"):
        Imported(tmp_path).counts(period="decade")  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 60), st.booleans(), st.booleans(), st.sampled_from(["040", "130", "061"])), max_size=20
    ),
    period=st.sampled_from(["week", "month", "quarter"]),
)
def test_counts_are_those_of_a_plain_count(
    acts: list[tuple[int, bool, bool, str]], period: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = date(2024, 1, 1)
    rows = [
        imported((first + timedelta(days=n)).isoformat(), "CHL>PER" if ours else "PER>CHL", joint=joint, cameo=code)
        for n, ours, joint, code in acts
    ]
    folder = tmp_path_factory.mktemp("record")
    if rows:
        lay(folder, rows)
    plain: dict[tuple[str, date], set[tuple[Any, ...]]] = {}
    for row in rows:
        for turned in (False, True) if row["joint"] else (False,):
            sides = [(row["actor"], row["actor_name"]), (row["recipient"], row["recipient_name"])]
            (one, ours), (other, theirs) = reversed(sides) if turned else sides
            key = (f"{one}>{other}", start_of(row["date"], period))
            plain.setdefault(key, set()).add((row["date"], ours, theirs, row["cameo"]))
    found = Imported(folder).counts(period=period).to_pylist()
    assert {(row["direction"], row["start"]): row["acts"] for row in found} == {
        key: len(each) for key, each in plain.items()
    }
