"""Whatever a file holds, each of its rows is kept or counted."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comity

HEADER = b"date\tsource\trelation\ttarget\n"
GOOD = b"2013-03-04\tPeru\tConsult\tChile"
line = st.one_of(
    st.just(GOOD),
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
