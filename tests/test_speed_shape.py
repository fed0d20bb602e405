"""How cost grows: what a command loads, and that time follows the amount of text. Seconds are for `make bench`."""

import gc
import subprocess
import sys
import time
from pathlib import Path

import generated
import pytest
import stream

import comity
from comity.config import Settings
from comity.errors import InputTooLarge
from comity.ledger import incidents, keep
from comity.ledger.placing import Placer
from comity.pipeline import code_reports
from comity.reading import read_text
from comity.recognition.gate import passages
from comity.record import open_record

# What only some commands need; together they cost a second and more.
HEAVY = {"spacy", "numpy", "pyarrow", "deltalake", "duckdb", "trafilatura", "lxml", "jinja2", "py3langid"}


def loaded(code: str) -> set[str]:
    """The heavy libraries that a process has loaded after running this code."""
    script = f"import sys\n{code}\nprint('loaded', *({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_what_commands_load() -> None:
    command = "from comity.presentation.cli import app\napp({words!r}, standalone_mode=False)"
    assert loaded("import comity") == set()
    assert loaded("import comity.presentation.cli, comity.presentation") == set()
    assert loaded(command.format(words=["--help"])) == set()
    assert loaded(command.format(words=["events", "--help"])) == set()
    assert loaded(command.format(words=["codebook", "JPN"])) == set()
    # The brief of a record parses nothing.
    assert "spacy" not in loaded("import comity.record, comity.presentation.views, comity.presentation.brief")
    # A question to the record loads what reads it, and not the coder.
    asked = "import tempfile, comity\nfrom comity.record import open_record\nfolder = tempfile.mkdtemp()\n"
    asked += "open_record(folder, create=True)\nassert comity.incidents(record=folder) == ()"
    assert loaded(asked) <= {"deltalake", "duckdb", "pyarrow", "numpy"}


def test_quiet_news_loads_no_parser(tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.txt"
    quiet.write_text("The library opens at nine and lends board games to the people of the town.\n", encoding="utf-8")
    command = f"from comity.presentation.cli import app\napp(['code', {str(quiet)!r}], standalone_mode=False)"
    assert "spacy" not in loaded(command)


def test_too_long_a_report_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Peru met Chile in Lima on Monday.\n" * 60_000, encoding="utf-8")
    (found,) = comity.code([long])
    assert isinstance(found, InputTooLarge)


def test_the_gate_costs_little_beside_the_parser() -> None:
    texts = [each["text"] for each in stream.reports(8000) if "\n\n" in each["text"]]
    start = time.process_time()
    for text in texts:
        passages(text)
    # 20 microseconds a sentence where it was measured; the parser takes 4,000.
    assert time.process_time() - start < 8000 * 0.0005


def cpu(texts: list[str]) -> float:
    """The processor's seconds for coding texts; the better of two, since others may use the machine too."""
    reports = [read_text(text, id=f"r{number}") for number, text in enumerate(texts)]
    best = float("inf")
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        assert sum(1 for _ in code_reports(reports, settings=Settings())) == len(texts)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.slow
def test_time_grows_with_the_number_of_reports() -> None:
    texts = [each["text"] for each in generated.reports(64, size=2)]
    cpu(texts[:4])
    assert cpu(texts) < 11 / 10 * 8 * cpu(texts[:8]) + 0.5


@pytest.mark.slow
def test_time_grows_with_the_length_of_a_report() -> None:
    pool = generated.paragraphs()
    short, long = "\n\n".join(pool[:8]), "\n\n".join(pool[:64])
    cpu([short])
    # People and dates are looked up in what came before, so a book costs more than its pages apart: twice at most.
    assert cpu([long]) < 16 * cpu([short]) + 0.5


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Peru met Chile and " * 1000,
        "word " * 20_000,
        "Lima, " * 5000,
        "“" * 5000,
        "on Monday " * 3000,
        "Mr " * 5000,
        "A" * 50_000,
        "Peru (" * 3000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_ends_in_time(text: str) -> None:
    start = time.process_time()
    coding = comity.code_text(text, published="2024-03-06")
    assert coding.report.text
    assert time.process_time() - start < 60


def merging(events: int, busy: float) -> float:
    """The processor's seconds for merging generated events; the better of two."""
    log = list(generated.codings(events, busy=busy))
    best = float("inf")
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        assert sum(len(each.events) for each in incidents(log)) == events
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("busy", [0.0, 0.6], ids=["many dyads", "a busy dyad"])
def test_merging_grows_with_the_number_of_events(busy: float) -> None:
    merging(400, busy)
    # Until its lists are full an event has more and more to look at; what looked at all would take 16 times as long.
    assert merging(12_000, busy) < 9 * merging(3_000, busy) + 0.2


def test_one_report_more_reads_few_of_the_events_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    *most, last = generated.codings(8_000, busy=0.6)
    log = open_record(tmp_path / "record", create=True)
    log.append(most, read_at="2024-03-05T08:00:00Z", run="most")
    keep(log)
    log.append([last], read_at="2024-03-05T09:00:00Z", run="one more")
    restored = []
    restore = Placer.restore
    monkeypatch.setattr(Placer, "restore", lambda placer, each: restored.append(each) or restore(placer, each))
    assert keep(log) == len(last.events)
    assert 0 < len(restored) < 400
