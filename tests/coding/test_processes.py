"""Several processes give what one gives, in order, and a report that breaks the coder stops nothing."""

import json
import pickle
from pathlib import Path

import pytest

import comity
from comity.coding import processes, sharing
from comity.errors import InputMissing, ReadError, ReportFailed
from comity.model import Report
from comity.pipeline import code, read
from comity.record import open_record

TEXTS = ("Peru imposed a tariff on Chile on Monday.", "The lake froze.", "Fiji's envoy met Tonga's king in Suva.")


def lines(path: Path, count: int) -> Path:
    rows = ({"id": f"r{n}", "published": "2024-03-06", "text": TEXTS[n % 3]} for n in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.slow
def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    paths = [lines(tmp_path / "a.jsonl", 50), tmp_path / "missing.txt", lines(tmp_path / "b.jsonl", 7)]
    one = list(code(paths, settings=comity.Settings(), jobs=1))
    two = list(code(paths, settings=comity.Settings(), jobs=2))
    assert [str(each) if isinstance(each, ReadError) else each for each in one] == [
        str(each) if isinstance(each, ReadError) else each for each in two
    ]
    assert isinstance(two[50], InputMissing)


@pytest.mark.slow
def test_a_record_is_the_same_whoever_codes(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", 60)
    for jobs in (1, 2):
        settings = comity.Settings(record=str(tmp_path / str(jobs)))
        summary = read([path], settings=settings, read_at="2024-03-07", run="r", jobs=jobs)
        assert (summary.inputs, summary.coded, summary.known) == (60, 60, 0)
    found = [list(open_record(str(tmp_path / str(jobs)), create=False).codings()) for jobs in (1, 2)]
    assert found[0] == found[1]


def test_a_report_that_breaks_the_coder_is_told_and_the_others_are_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    def break_on_bad(reports: list[Report], model: str, gate: bool) -> list[bytes]:
        if any(report.id == "bad" for report in reports):
            raise ValueError("no such word")
        return [report.id.encode() for report in reports]

    monkeypatch.setattr(processes, "codings", lambda *words: iter(break_on_bad(*words)))
    batch = msgspec.msgpack.encode([Report("a", "x"), Report("bad", "x"), Report("b", "x")])
    first, second, third = processes.code_packed(batch, "model", True)
    assert (first, third) == (b"a", b"b")
    assert isinstance(second, tuple)
    assert str(ReportFailed(*second)).startswith("bad: the coder broke on it (ValueError: no such word);")


def test_errors_travel_between_processes() -> None:
    error = ReportFailed("r1", "the coder broke on it", "send it in")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (ReportFailed, str(error))


def test_few_inputs_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 8)
    found = [Report(f"r{n}", "x") for n in range(processes.FEW)]
    for given, jobs, expected in ((found[:-1], None, 1), (found, None, 8), (found[:2], 3, 3), (found, 1, 1)):
        chosen, items = sharing(given, jobs)
        assert (chosen, list(items)) == (expected, given)


def test_chunks_keep_the_order_and_pass_over_what_the_gate_leaves() -> None:
    missing = InputMissing("x", "is not there", "look again")
    found = [Report("a", TEXTS[0]), missing, Report("b", TEXTS[1])]
    (chunk,) = processes.chunks(found, gate=True)
    assert [type(item).__name__ for item in chunk.items] == ["NoneType", "InputMissing", "Coding"]
    assert [report.id for report in chunk.reports] == ["a"]
    (whole,) = processes.chunks(found, gate=False)
    assert [report.id for report in whole.reports] == ["a", "b"]
