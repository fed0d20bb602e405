"""A follower at work beside the desk: its counts and its lag for a monitor, and how it stands for a reader."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from following.site import RSS, Site, answer, feed, page, serving

import comity
from comity.config import Settings
from comity.model import FeedHealth, Health
from comity.presentation.metrics import exposition, follower_metrics
from comity.presentation.web import create_app

FEEDS = """
[follow]
every = "500 ms"
pause = 0
robots = false
allow_private = true
back_off = "1 h"

[[feed]]
name = "Coast Wire"
url = "{rss}"

[[feed]]
name = "gone"
url = "{gone}"
"""
SOURCE = 'source="Coast Wire"'


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as started:
        started.pages |= {"/0": answer(page(0)), "/1": answer(page(1))}
        started.pages["/rss"] = answer(feed([started.url("/0"), started.url("/1")]), kind=RSS)
        yield started


def until(found: Callable[[], Any], *, longest: float = 90.0) -> Any:
    """Ask until something is given; a busy machine takes its time."""
    begun = time.monotonic()
    while not (value := found()):
        assert time.monotonic() - begun < longest
        time.sleep(0.3)
    return value


def samples(desk: TestClient) -> dict[str, float]:
    found = desk.get("/metrics")
    assert found.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line.rpartition(" ") for line in found.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_a_follower_beside_the_desk_is_measured_and_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.presentation.web.pages import health as page_of_health

    monkeypatch.setattr(page_of_health, "EVERY", 0.2)
    record, feeds = tmp_path / "record", tmp_path / "FEEDS.toml"
    comity.import_events("chronicle", record=record)  # lays an empty record
    feeds.write_text(FEEDS.format(rss=site.url("/rss"), gone=site.url("/gone")), encoding="utf-8")
    command = [sys.executable, "-m", "comity", "follow", str(feeds), "--record", str(record)]
    with TestClient(create_app(Settings(record=str(record)))) as desk:
        assert until(
            lambda: desk.get("/health.json").json()["follower_reason"] == "nobody has followed into this record"
        )
        assert not [name for name in samples(desk) if "follower" in name]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            told = until(
                lambda: (
                    (found := samples(desk)).get(f'comity_follower_reports_total{{{SOURCE},outcome="new"}}') == 2
                    and found
                )
            )
            assert told["comity_follower_up"] == 1
            assert told[f"comity_follower_failures_in_a_row{{{SOURCE}}}"] == 0
            assert told['comity_follower_failures_in_a_row{source="gone"}'] == 1
            # The feed's entries are of March 2024.
            assert told[f"comity_follower_lag_seconds{{{SOURCE}}}"] > 365 * 86_400
            assert time.time() - told[f"comity_follower_last_success_timestamp_seconds{{{SOURCE}}}"] < 120
            assert f"comity_follower_received_bytes_total{{{SOURCE}}}" in told
            assert told['comity_runs_begun{command="follow"}'] == 1
            assert told["comity_desk_record_asked"] == 1
            # The index takes a moment to be laid over the first reports.
            health = until(
                lambda: (found := desk.get("/health.json").json())["ok"] and found["follower"]["lag"] and found
            )
            (well, gone) = health["follower"]["feeds"]
            assert (health["ok"], health["follower"]["state"], well["new"]) == (True, "running", 2)
            assert (gone["failures"], gone["succeeded"]) == (1, None)
            assert health["warnings"] == ["1 source failed when last polled: gone"]
            text = desk.get("/health").text
            for words in ("at work", "404 Not Found", "1 failure in a row", "never", "The desk is well, and not all"):
                assert words in text
        finally:
            process.kill()
            process.wait()
        until(lambda: samples(desk)["comity_follower_up"] == 0)
        lost = until(lambda: (found := desk.get("/health.json").json())["follower"]["state"] == "lost" and found)
        assert lost["ok"]
        assert lost["warnings"][0].startswith("the follower ended without saying so")


def test_the_metrics_of_a_follower_are_as_prometheus_asks() -> None:
    source = FeedHealth("a", "feed", "https://a.example/", lag=1.5, succeeded="2024-03-04T00:00:10+00:00")
    held = Health("ended", "2024-03-04T00:00:00+00:00", "2024-03-04T00:00:05+00:00", (source,), overdue=2)
    text = exposition(follower_metrics(held))
    families: dict[str, str] = dict(re.findall(r"^# TYPE (\w+) (\w+)$", text, re.MULTILINE))
    assert len(re.findall(r"^# HELP ", text, re.MULTILINE)) == len(families) > 10
    for name, kind in families.items():
        assert name.startswith("comity_follower_")
        # What grows ends in _total, and nothing else does; times and sizes name their unit, the base one.
        assert name.endswith("_total") == (kind == "counter"), name
        assert not re.search(r"_(ms|minutes|kb|megabytes)(_|$)", name)
    assert 'comity_follower_lag_seconds{source="a"} 1.5\n' in text
    assert 'comity_follower_last_success_timestamp_seconds{source="a"} 1709510410\n' in text
    assert "comity_follower_up 0\n" in text
    # What is not known has no sample.
    bare = msgspec.structs.replace(held, feeds=(FeedHealth("b", "feed", "https://b.example/"),), overdue=None)
    unknown = exposition(follower_metrics(bare))
    for name in ("lag_seconds", "last_success", "overdue"):
        assert f"comity_follower_{name}" not in unknown
