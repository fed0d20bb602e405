"""The process's DuckDB is given back now and then, while others still ask it."""

from pathlib import Path

from comity.record import forget_files, open_record

from .factory import coding

AT = "2024-03-05T08:00:00Z"


def test_a_query_that_has_begun_goes_on_when_the_files_are_forgotten(tmp_path: Path) -> None:
    record = open_record(tmp_path / "record", create=True)
    record.append([coding(f"r{n}") for n in range(5000)], read_at=AT, run="one")
    asked = record.identities()
    assert next(asked)[0] == "r0"
    forget_files()
    assert sum(1 for _ in asked) == 4999
    assert record.extent().reports == 5000
