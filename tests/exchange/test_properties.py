"""Whatever a file holds, each of its rows is kept or counted."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comity
from comity.exchange.dates import day_of

from .samples import gdelt_row

HEADER = b"date\tsource\trelation\ttarget\n"
GOOD = b"2013-03-04\tPeru\tConsult\tChile"
line = st.one_of(
    st.just(GOOD),
    st.just(b"\xef\xbb\xbf"),
    st.binary(max_size=60),
    st.lists(st.binary(max_size=8), min_size=4, max_size=4).map(b"\t".join),
    st.binary(max_size=12).map(lambda some: GOOD.replace(b"Peru", some)),
)


@given(st.lists(line, max_size=12), st.sampled_from([b"\n", b"\r\n"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_kept_and_skipped_are_all_rows(lines: list[bytes], ending: bytes) -> None:
    body = ending.join(lines)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "b.tsv"
        path.write_bytes(HEADER + GOOD + b"\n" + body.replace(b"\0", b"0"))
        found = comity.import_events("icews", path, record=Path(folder) / "record")
        rows = 1 + sum(1 for each in re.split(rb"\r\n|\n|\r", body) if each)
        assert found.failed == ()
        assert found.rows + found.skipped == rows
        assert found.files[0].rows == found.rows and found.files[0].skipped == found.skipped


@given(st.lists(st.text(alphabet='abc,"\n', max_size=20), max_size=8))
@settings(max_examples=25, deadline=None)
def test_a_csv_of_any_quotes_is_read_to_its_end(lines: list[str]) -> None:
    import csv
    import io

    header = "date,precision,actors,recipients,type,mode,status,issues,text,source,confidence_note\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "c.csv"
        text = header + "\n".join(lines)
        path.write_text(text, encoding="utf-8", newline="")
        found = comity.import_events("chronicle", path, record=Path(folder) / "record")
        rows = sum(1 for each in csv.reader(io.StringIO(text, newline="")) if each) - 1
        assert found.rows + found.skipped == rows


@given(st.sampled_from(["1.0", "2.0"]), st.lists(st.tuples(st.integers(0, 60), st.binary(max_size=10)), max_size=10))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_gdelt_are_kept_or_counted_whatever_their_cells(version: str, cells: list[tuple[int, bytes]]) -> None:
    good = [
        cell.encode()
        for cell in gdelt_row(
            version, GLOBALEVENTID="7", SQLDATE="20130304", Actor1CountryCode="PER", Actor2CountryCode="CHL",
            EventCode="040", EventRootCode="04", GoldsteinScale="1.0", NumArticles="3", SOURCEURL="https://n.example/1",
        )
    ]  # fmt: skip
    lines = [b"\t".join(good)]
    for place, words in cells:
        made = list(good)
        made[place % len(made)] = words.replace(b"\0", b"0")
        lines.append(b"\t".join(made))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "g.tsv"
        path.write_bytes(b"\n".join(lines))
        found = comity.import_events("gdelt", path, record=Path(folder) / "record")
        assert found.failed == ()
        assert found.rows + found.skipped == sum(1 for each in re.split(rb"\r\n|\n|\r", b"\n".join(lines)) if each)
        assert found.rows >= 1


@given(st.dates(min_value=date(1000, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_a_day_comes_back_in_each_published_spelling(day: date) -> None:
    spellings = (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.day} {day:%B} {day:%Y}", f"{day.month}/{day.day}/{day:%Y}")
    assert {day_of(words) for words in spellings} == {day}
