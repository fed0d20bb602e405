"""Counts of a record, its runs, its follower and this process in Prometheus's text format, for `/metrics` of the desk.

The format is version 0.0.4 of https://prometheus.io/docs/instrumenting/exposition_formats/: a HELP and a TYPE line a
metric, then a line a sample.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from comity.exchange import Imported
from comity.model import Health, Run
from comity.record import Record, release

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Metric:
    """A metric: its name, what it is, a line of help, and its samples by their labels."""

    name: str
    kind: Literal["counter", "gauge"]
    help: str
    samples: Mapping[Labels, float]


def metrics_text(record: Record | None = None, *, follower: Health | None = None, extra: Iterable[Metric] = ()) -> str:
    """Give the metrics of a record, its follower and this process, with `extra` ones of the caller.

    Without a record those of the process alone. Raises `RecordError` when the record can't be read.
    """
    found = () if record is None else metrics_of(record, follower=follower)
    return exposition((*found, *process_metrics(), *extra))


def metrics_of(record: Record, *, follower: Health | None = None) -> Iterator[Metric]:
    """Give the metrics of a record, of its runs, and of the follower that stands so. Raises `RecordError`."""
    yield from _of_record(record)
    yield from _of_runs(record.runs())
    yield from () if follower is None else follower_metrics(follower)


def exposition(metrics: Iterable[Metric]) -> str:
    """Give metrics as text; those without a sample are left out."""
    lines: list[str] = []
    for each in metrics:
        if each.samples:
            told = each.help.replace("\\", "\\\\").replace("\n", "\\n")
            lines += [f"# HELP {each.name} {told}", f"# TYPE {each.name} {each.kind}"]
            lines += [f"{each.name}{_labels(labels)} {_number(value)}" for labels, value in each.samples.items()]
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Labels) -> str:
    escaped = ((name, value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")) for name, value in labels)
    told = ",".join(f'{name}="{value}"' for name, value in escaped)
    return f"{{{told}}}" if told else ""


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def gauge(name: str, help: str, samples: Mapping[Labels, float] | float) -> Metric:
    """Give a metric that may fall; one number is a sample without labels."""
    return Metric(name, "gauge", help, samples if isinstance(samples, Mapping) else {(): samples})


def _of_record(record: Record) -> Iterator[Metric]:
    reports, coders = record.totals()
    yield gauge("comity_record_reports", "Reports in the record.", reports)
    codings: dict[Labels, float] = {(("coder", coder),): count for coder, count in coders.items()}
    yield gauge("comity_record_codings", "Codings in the log, older versions too.", codings)
    imported: dict[Labels, float] = {(("coder", each.coder),): each.rows for each in Imported(record.path).coders()}
    yield gauge("comity_record_imported_rows", "Rows of other coders.", imported)
    yield gauge("comity_record_corrections", "Corrections made by hand.", len(record.corrections()))
    if last := record.last_moment():
        help = "The latest moment that anything of the record is filed under."
        yield gauge("comity_record_last_timestamp_seconds", help, _seconds(last))


def _of_runs(runs: Iterable[Run]) -> Iterator[Metric]:
    states: dict[Labels, float] = {}
    counts: dict[Labels, float] = {}
    stages: dict[Labels, float] = {}
    unknowns: dict[Labels, float] = {}
    skipped: dict[Labels, float] = {}
    ended: dict[Labels, float] = {}
    memory: dict[Labels, float] = {}
    open_ended: dict[Labels, float] = {}

    def add(found: dict[Labels, float], value: float, **labels: str) -> None:
        key = tuple(labels.items())
        found[key] = found.get(key, 0) + value

    for run in runs:
        name = run.command
        if run.status == "begun":
            add(open_ended, 1, command=name)
        else:
            add(states, 1, command=name, status=run.status)
        for what, count in run.counts.items():
            add(counts, count, command=name, what=what)
        for stage in run.stages:
            add(stages, stage.seconds, command=name, stage=stage.name)
        for reason, count in run.unknowns.items():
            add(unknowns, count, reason=reason)
        for reason, count in run.skipped.items():
            add(skipped, count, reason=reason)
        if run.ended is not None and run.status == "done":
            ended[(("command", name),)] = _seconds(run.ended)
        if run.peak_memory is not None:
            memory[(("command", name),)] = run.peak_memory
    # What the table of runs adds up only grows, so these are counters although they are read anew each time.
    yield Metric("comity_runs_total", "counter", "Runs over the record, by command and how they ended.", states)
    yield gauge("comity_runs_begun", "Runs without an end: they go on, or were killed.", open_ended)
    yield Metric("comity_run_items_total", "counter", "What runs have counted.", counts)
    yield Metric("comity_run_stage_seconds_total", "counter", "Seconds in each stage of the runs.", stages)
    yield Metric("comity_unknowns_total", "counter", "What stayed null, by reason.", unknowns)
    yield Metric("comity_inputs_skipped_total", "counter", "Inputs that runs skipped, by reason.", skipped)
    yield gauge("comity_last_success_timestamp_seconds", "When each command last ended well.", ended)
    yield gauge("comity_last_run_peak_memory_bytes", "The most memory that the last run of a command held.", memory)


def follower_metrics(held: Health) -> Iterator[Metric]:
    """Give the metrics of a follower; each source under its name in FEEDS.toml."""

    def each(field: str) -> dict[Labels, float]:
        found = ((feed.name, getattr(feed, field)) for feed in held.feeds)
        return {(("source", name),): value for name, value in found if value is not None}

    def moments(field: str) -> dict[Labels, float]:
        found = ((feed.name, getattr(feed, field)) for feed in held.feeds)
        return {(("source", name),): _seconds(value) for name, value in found if value is not None}

    def counter(name: str, help: str, samples: dict[Labels, float]) -> Metric:
        return Metric(f"comity_follower_{name}", "counter", help, samples)

    yield gauge("comity_follower_up", "1 while a follower is at work on the record.", int(held.state == "running"))
    yield gauge("comity_follower_start_timestamp_seconds", "When the follower started.", _seconds(held.started))
    help = "When the follower last told how it stands: every five seconds while it is well."
    yield gauge("comity_follower_told_timestamp_seconds", help, _seconds(held.written))
    if held.overdue is not None:
        yield gauge("comity_follower_overdue_sources", "Sources that should have been polled.", held.overdue)
    help = "From the publication of a source's newest report to its being in the record."
    yield gauge("comity_follower_lag_seconds", help, each("lag"))
    yield gauge("comity_follower_last_poll_timestamp_seconds", "When a source was last polled.", moments("tried"))
    help = "When a source was last polled without failing."
    yield gauge("comity_follower_last_success_timestamp_seconds", help, moments("succeeded"))
    yield gauge("comity_follower_failures_in_a_row", "Polls that failed since the last success.", each("failures"))
    yield gauge("comity_follower_pending_reports", "Reports that wait for the next poll.", each("pending"))
    # States outlast restarts, so these only grow until a source gets another address.
    yield counter("polls_total", "Polls.", each("polls"))
    yield counter("failed_polls_total", "Polls that failed.", each("failed"))
    yield counter("unchanged_polls_total", "Polls that found nothing changed.", each("unchanged"))
    reports: dict[Labels, float] = {}
    for outcome in ("new", "known"):
        reports |= {(*labels, ("outcome", outcome)): value for labels, value in each(outcome).items()}
    yield counter("reports_total", "Reports that came: new to the record, or known to it.", reports)
    yield counter("skipped_total", "Reports and polls that could not be read.", each("skipped"))
    yield counter("received_bytes_total", "Bytes fetched, as they came over the network.", each("bytes"))


def process_metrics() -> Iterator[Metric]:
    """Give the metrics of this process."""
    yield gauge("comity_info", "The release of Comity.", {(("version", release()),): 1})
    try:
        import resource
    except ImportError:  # Windows does not tell
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    yield Metric("process_cpu_seconds_total", "counter", "Processor time of this process in seconds.", {(): spent})
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        size = pages * resource.getpagesize()
        yield gauge("process_resident_memory_bytes", "Memory of this process in bytes.", size)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
