"""A chronicle's table is held to its format, and those that come with the package to the facts of the codebook."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.codebook import Leader, leaders, offices, quad_class
from comity.errors import InputMissing
from comity.exchange.chronicle import COLUMNS, LONGEST, problems, shipped

GOOD = {
    "date": "2004-03-02", "precision": "day", "actors": "PER", "recipients": "CHL", "type": "SANCTION", "mode": "",
    "status": "occurred", "issues": "food-imports|trade", "text": "Peru banned Chilean poultry.",
    "source": "announcement of the agriculture ministry of Peru", "confidence_note": "",
}  # fmt: skip


def table(*rows: dict[str, str]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[column] for column in COLUMNS] for row in rows)
    return out.getvalue()


def faults(folder: Path, content: str | bytes) -> tuple[str, ...]:
    path = folder / "chronicle-chl-per.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return problems(path)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_the_shipped_chronicles_have_no_fault(path: Path) -> None:
    assert problems(path) == ()


@pytest.mark.parametrize(
    "row",
    [
        GOOD,
        {**GOOD, "date": "2004-03", "precision": "month", "confidence_note": "begun and ended in March"},
        {**GOOD, "date": "2004", "precision": "year", "confidence_note": "the month is not known"},
        {**GOOD, "status": "ongoing", "issues": ""},
        {**GOOD, "type": "CONSULT", "mode": "visit", "actors": "CHL|PER", "recipients": "PER|CHL"},
        {**GOOD, "type": "CONSULT", "mode": "multilateral", "actors": "BRA|CHL|PER", "recipients": "BRA|CHL|PER"},
    ],
)
def test_a_good_row_has_no_fault(tmp_path: Path, row: dict[str, str]) -> None:
    assert faults(tmp_path, table(row)) == ()


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("type", "QUARREL", "type is 'QUARREL', which is none of PLOVER's"),
        ("type", "", "type is ''"),
        ("mode", "visit", "mode is 'visit', which is none of SANCTION"),
        ("status", "planned", "status is 'planned', not one of occurred, ongoing"),
        ("issues", "food-imports|poultry", "issues names 'poultry'"),
        ("issues", "trade|trade", "issues names an issue twice"),
        ("actors", "PERU", "actors names 'PERU', which is no state"),
        ("actors", "", "actors names ''"),
        ("recipients", "CHL|CHL", "recipients names a state twice"),
        ("recipients", "CHL|PER", "actors and recipients share some states but not all"),
        ("recipients", "PER", "actors and recipients are one and the same state"),
        ("precision", "week", "precision is 'week', not one of day, month, year"),
        ("precision", "month", "date is '2004-03-02', no month in ISO form"),
        ("date", "2004-03", "date is '2004-03', no day in ISO form"),
        ("date", "2 March 2004", "no day in ISO form"),
        ("date", "2003-02-29", "no day in ISO form"),
        ("date", "٢٠٠٤-03-02", "no day in ISO form"),
        ("text", "", "text is empty"),
        ("text", "Peru banned Chilean poultry.\nChile protested.", "text has more than one line"),
        ("text", "Peru banned poultry." * 11, f"text has 220 characters, more than {LONGEST}"),
        ("text", " Peru banned Chilean poultry.", "text begins or ends with a space"),
        ("source", "", "source is empty"),
    ],
)
def test_a_fault_is_told_with_its_row(tmp_path: Path, column: str, cell: str, fault: str) -> None:
    told = faults(tmp_path, table(GOOD, {**GOOD, "text": "Peru did it.", column: cell}))
    assert [each for each in told if each.startswith("row 3: ") and fault in each], told


def test_a_coarse_date_needs_its_reason(tmp_path: Path) -> None:
    told = faults(tmp_path, table({**GOOD, "date": "2004-03", "precision": "month"}))
    assert told == ("row 2: confidence_note is empty, though the date is known to the month only",)


def test_rows_stand_in_order_a_month_before_its_days(tmp_path: Path) -> None:
    month = {**GOOD, "date": "2004-03", "precision": "month", "confidence_note": "it took days"}
    assert faults(tmp_path, table(month, GOOD)) == ()
    assert faults(tmp_path, table(GOOD, month)) == ("row 3: its date 2004-03 stands after 2004-03-02",)


def test_one_act_stands_once_however_its_states_are_ordered(tmp_path: Path) -> None:
    visit = {**GOOD, "type": "CONSULT", "mode": "visit", "actors": "CHL|PER", "recipients": "CHL|PER"}
    again = {**visit, "actors": "PER|CHL", "source": "another"}
    assert faults(tmp_path, table(visit, again)) == ("row 3: it tells the same act as row 2",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "but nothing"),
        ("date,text\n2004-03-02,Peru banned poultry.\n", "row 1: the header is not"),
        (table(), "no row"),
        (table(GOOD) + "2004-03-03,day\n", "row 3: it has 2 cells, not 11"),
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
        (table(GOOD) + '"2004', "no CSV in UTF-8"),
    ],
)
def test_a_broken_file_gives_a_sentence(tmp_path: Path, content: str | bytes, fault: str) -> None:
    (told,) = faults(tmp_path, content)
    assert fault in told


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="can't be opened"):
        problems(tmp_path / "nothing.csv")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda more: table(GOOD) + more)))
def test_whatever_a_file_holds_it_is_judged_and_never_fatal(tmp_path: Path, content: str | bytes) -> None:
    assert all(fault and "\n" not in fault for fault in faults(tmp_path, content))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(), precision=st.sampled_from(["day", "month", "year"]))
def test_every_day_is_a_date_in_its_own_precision_only(tmp_path: Path, day: object, precision: str) -> None:
    shown = {"day": str(day), "month": str(day)[:7], "year": str(day)[:4]}
    for form, told in shown.items():
        row = {**GOOD, "date": told, "precision": precision, "confidence_note": "to show the form"}
        assert bool(faults(tmp_path, table(row))) == (form != precision)


# Names of people: an office that a shipped chronicle names with a person is held by that person on that day.
_NAME = r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)+)"
_TITLES = sorted({title for title in offices() if " " in title or title == "president"}, key=len, reverse=True)
_HOLDER = re.compile(rf"(former )?\b({'|'.join(map(re.escape, _TITLES))})(-elect)? {_NAME}")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def holds(leader: Leader, title: str, first: str, last: str) -> bool:
    """Whether a term covers a part of the span between two ISO days, in the office so called."""
    office = offices()[title].title
    return leader.office in (title, office) and leader.since <= last and (leader.until or last) >= first


def misnamed(row: dict[str, str]) -> Iterator[str]:
    """Give the people of a row who did not hold the office that it gives them, nor are marked as former or elect."""
    states = {*row["actors"].split("|"), *row["recipients"].split("|")}
    first, last = row["date"] + "-01-01"[len(row["date"]) - 4 :], row["date"] + "-12-31"[len(row["date"]) - 4 :]
    known = [leader for leader in leaders() if leader.country in states]
    placed = {match.start(4): match for match in _HOLDER.finditer(row["text"])}
    for match in placed.values():
        former, title, elect, name = match.groups()
        terms = [leader for leader in known if name in (leader.name, *leader.names)]
        if not terms or not (former or elect or any(holds(term, title, first, last) for term in terms)):
            yield f"{row['date']}: {title} {name}"
    for name in {name for leader in known for name in (leader.name, *leader.names) if " " in name}:
        for found in re.finditer(rf"\b{re.escape(name)}\b", row["text"]):
            if found.start() not in placed:
                yield f"{row['date']}: {name} without an office"


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_whoever_is_named_held_the_office_on_that_day(path: Path) -> None:
    rows = rows_of(path)
    assert sum(bool(_HOLDER.search(row["text"])) for row in rows) > 20
    assert [fault for row in rows for fault in misnamed(row)] == []


def test_who_did_not_hold_the_office_is_found() -> None:
    def told(text: str) -> list[str]:
        return list(misnamed({**GOOD, "date": "2012-05-01", "actors": "FRA", "recipients": "DEU", "text": text}))

    assert told("France's president Nicolas Sarkozy met Germany's chancellor in Berlin.") == []
    assert told("France's former president Jacques Chirac visited Germany.") == []
    assert told("France's president-elect François Hollande visited Germany.") == []
    assert told("France's president Emmanuel Macron visited Germany.")
    assert told("France's prime minister Nicolas Sarkozy visited Germany.")
    assert told("France's president Nobody Known visited Germany.")
    assert told("Nicolas Sarkozy visited Germany.")


def test_the_chronicle_of_japan_and_south_korea_is_spread_over_years_classes_and_directions() -> None:
    (path,) = (path for path in shipped() if path.name == "chronicle-jpn-kor.csv")
    rows = rows_of(path)
    assert len(rows) >= 150
    assert {row["date"][:4] for row in rows} == {str(year) for year in range(1998, 2026)}
    assert {row["status"] for row in rows} == {"occurred"}
    assert all({"JPN", "KOR"} <= {*row["actors"].split("|"), *row["recipients"].split("|")} for row in rows)
    assert min(Counter(quad_class(row["type"]) for row in rows).values()) >= 30
    sides = Counter((row["actors"], row["recipients"]) for row in rows)
    assert min(sides["JPN", "KOR"], sides["KOR", "JPN"], sides["JPN|KOR", "JPN|KOR"]) >= 50
