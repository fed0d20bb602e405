"""Following end to end: real servers and files, a real record; polite, complete, and nothing twice."""

import contextlib
import gzip
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from base64 import b32encode
from collections.abc import Callable, Iterator
from hashlib import sha1
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

import comity
from comity.api.following import health
from comity.coding import RulesCoder
from comity.errors import ExtraMissing, RecordMissing, RecordUnwritable, UsageError
from comity.following import Store, Told
from comity.model import FollowSummary, Run
from comity.presentation.cli import app
from comity.record import open_record

from .site import RSS, STORIES, Site, answer, conditional, feed, page, raw, redirect, serving

TERMS = """
[follow]
every = "1 h"
pause = 0
timeout = "2 s"
back_off = "40 s"
robots = false
allow_private = true
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as started:
        yield started


class Desk:
    """A folder with a FEEDS.toml and a record, followed round by round."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.record, self.feeds = folder, folder / "record", folder / "FEEDS.toml"
        self.told: list[Told] = []

    def follows(self, *entries: str, terms: str = TERMS) -> None:
        text = "".join(f'[[feed]]\nname = "f{number}"\n{entry}\n' for number, entry in enumerate(entries, 1))
        self.feeds.write_text(terms + text, encoding="utf-8")

    def round(self, **more: Any) -> FollowSummary:
        self.told.clear()
        return comity.follow(self.feeds, once=True, record=self.record, tell=self.told.append, **more)

    def errors(self) -> str:
        return "\n".join(str(each.error) for each in self.told if each.error)

    def urls(self) -> list[str]:
        return sorted(each.report.url or "" for each in open_record(self.record, create=False).codings())

    def patient(self) -> None:
        """Let every wait be over."""
        for path in (self.record / "follow").glob("f*.json"):
            held = json.loads(path.read_text())
            path.write_text(json.dumps(held | {"not_before": 0.0}))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def until(true: Callable[[], bool], *, longest: float = 60.0) -> None:
    """Wait until something is true; a busy machine takes its time."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < longest
        time.sleep(0.1)


def news(site: Site, count: int = 2, **more: Any) -> list[str]:
    """Put a feed and its pages on the site; gives the pages' addresses."""
    links = [site.url(f"/{number}") for number in range(count)]
    for number in range(count):
        site.pages[f"/{number}"] = answer(page(number))
    site.pages["/rss"] = conditional(feed(links, **more), etag=f'"{count}{more}"', kind=RSS)
    return links


def test_a_feed_is_read_once_and_then_asked_only_for_changes(site: Site, desk: Desk) -> None:
    links = news(site)
    desk.follows(f'url = "{site.url("/rss")}"')
    first = desk.round()
    assert (first.polls, first.coded, first.known, first.skipped) == (1, 2, 0, 0)
    assert first.events > 0
    assert desk.urls() == links
    reports = {each.report.url: each.report for each in open_record(desk.record, create=False).codings()}
    # The outlet's day by its own clock, and its name, come from the feed where the page tells neither.
    assert reports[links[0]].published == "2024-03-04"
    assert reports[links[0]].outlet == "Example Wire"
    again = desk.round()
    assert (again.polls, again.unchanged, again.inputs, again.skipped) == (1, 1, 0, 0)
    assert [site.times(path) for path in ("/rss", "/0", "/1")] == [2, 1, 1]
    news(site, 3)
    assert desk.round().coded == 1
    assert comity.check(desk.record) == ()
    assert [site.times(path) for path in ("/0", "/1", "/2")] == [1, 1, 1]


def test_a_changed_report_is_a_new_version_of_the_old_one(site: Site, desk: Desk) -> None:
    (link,) = news(site, 1)
    desk.follows(f'url = "{site.url("/rss")}"')
    desk.round()
    site.pages["/0"] = answer(page(0, more="Chile's envoy left the capital on Tuesday after the signing."))
    news_again = feed([link], updated=" (updated)")
    site.pages["/rss"] = answer(news_again, kind=RSS)
    found = desk.round()
    assert (found.coded, found.versions) == (1, 1)
    assert desk.urls() == [link]


def test_the_same_report_in_two_feeds_and_under_tracking_words(site: Site, desk: Desk) -> None:
    site.pages["/0"] = answer(page(0))
    site.pages["/rss"] = answer(feed([site.url("/0")]), kind=RSS)
    site.pages["/atom"] = answer(feed([site.url("/0?utm_source=rss#top")]), kind=RSS)
    desk.follows(f'url = "{site.url("/rss")}"', f'url = "{site.url("/atom")}"', terms=TERMS + "workers = 1\n")
    found = desk.round()
    assert (found.coded, found.known, found.addresses) == (1, 1, 0)
    assert desk.urls() == [site.url("/0")]


def test_entries_with_their_own_text(site: Site, desk: Desk) -> None:
    bodies = [f"<p>{story}</p>" for _, story in STORIES[:2]]
    site.pages["/rss"] = answer(feed([site.url("/0"), site.url("/1")], bodies=bodies), kind=RSS)
    desk.follows(f'url = "{site.url("/rss")}"\ntext = "entry"\noutlet = "Our Wire"')
    assert desk.round().coded == 2
    assert len(site.asked) == 1
    reports = [each.report for each in open_record(desk.record, create=False).codings()]
    assert {each.outlet for each in reports} == {"Our Wire"}
    assert STORIES[0][1] in reports[0].text


def test_pages_that_fail_are_tried_again_and_given_up_in_the_end(site: Site, desk: Desk) -> None:
    news(site, 3)
    site.pages["/1"] = answer("", status="503 Busy")
    desk.follows(f'url = "{site.url("/rss")}"\ntries = 2\nmost_reports = 9', terms=TERMS.replace("40 s", "0 s"))
    first = desk.round()
    assert (first.coded, first.skipped, first.pending, first.reasons) == (2, 1, 1, {"not fetched": 1})
    assert "answers 503 Busy; it is tried again later" in desk.errors()
    second = desk.round()
    assert (second.coded, second.skipped, second.pending) == (0, 1, 0)
    assert desk.round().unchanged == 1
    assert site.times("/1") == 2


def test_a_page_that_comes_back_is_read(site: Site, desk: Desk) -> None:
    links = news(site, 2)
    site.pages["/1"] = raw(b"")
    desk.follows(f'url = "{site.url("/rss")}"', terms=TERMS.replace("40 s", "0 s"))
    assert desk.round().coded == 1
    site.pages["/1"] = answer(page(1))
    assert desk.round().coded == 1
    assert desk.urls() == links


def test_a_server_that_fails_is_left_alone_with_all_its_pages(site: Site, desk: Desk) -> None:
    news(site, 4)
    site.pages["/0"] = answer("", status="429 Slow down", Retry_After="90")
    desk.follows(f'url = "{site.url("/rss")}"')
    found = desk.round()
    # One is told; the others were not asked for and wait.
    assert (found.coded, found.skipped, found.pending) == (0, 1, 4)
    assert [site.times(f"/{number}") for number in range(4)] == [1, 0, 0, 0]


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(site: Site, desk: Desk) -> None:
    site.pages["/rss"] = answer("", status="500 Broken")
    desk.follows(f'url = "{site.url("/rss")}"')
    assert desk.round().skipped == 1
    (wait,) = [each.wait for each in desk.told if each.error is None]
    assert 20 <= wait <= 40
    # The next round comes too early for it.
    assert desk.round().skipped == 1
    assert "it failed before and is left alone for another" in desk.errors()
    assert site.times("/rss") == 1
    desk.patient()
    desk.round()
    (longer,) = [each.wait for each in desk.told if each.error is None]
    assert 40 <= longer <= 80
    held = health(desk.record)
    assert held is not None
    (feed_health,) = held.feeds
    assert (feed_health.failures, feed_health.failed, feed_health.succeeded) == (2, 2, None)
    assert feed_health.problem is not None
    assert "answers 500 Broken" in feed_health.problem
    news(site)
    desk.patient()
    assert desk.round().coded == 2
    held = health(desk.record)
    assert held is not None
    assert (held.feeds[0].failures, held.feeds[0].failed, held.feeds[0].problem) == (0, 2, None)


def test_retry_after_of_a_feed_is_obeyed_over_restarts(site: Site, desk: Desk) -> None:
    site.pages["/rss"] = answer("", status="503 Busy", Retry_After="5000")
    desk.follows(f'url = "{site.url("/rss")}"')
    desk.round()
    assert [each.wait for each in desk.told if each.error is None] == [5000]
    desk.round()
    assert site.times("/rss") == 1


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (answer(page(0)), "neither RSS nor Atom"),
        (answer("", kind=RSS), "the feed is empty"),
        (answer(b"\x89PNG\r\n", kind="image/png"), "image/png"),
        (answer(gzip.compress(b"\0" * 9_000_000), kind=RSS, Content_Encoding="gzip"), "longer than|times its size"),
        (raw(b"", pause=4), "took longer than 2 s"),
        (redirect("http://169.254.169.254/latest"), "private network"),
        (redirect("file:///etc/hostname"), '"file" is not fetched'),
        (answer(b"\xff\xfe<\x00r\x00s\x00", kind=RSS), "neither|not well-formed|can't be parsed"),
    ],
)
def test_bad_feeds_do_not_stop_the_good_one(site: Site, desk: Desk, handler: Any, words: str) -> None:
    import re

    news(site, 1)
    site.pages["/bad"] = handler
    terms = TERMS.replace("allow_private = true", "")
    # Only the good one may lead into the network of this machine; the bad one begins there by a name.
    desk.follows(
        f'url = "{site.url("/rss")}"\nallow_private = true',
        f'url = "{site.url("/bad")}"\nallow_private = {"false" if "private" in words else "true"}',
        terms=terms,
    )
    found = desk.round()
    assert (found.coded, found.skipped) == (1, 1)
    assert re.search(words, desk.errors())


def test_links_of_a_feed_lead_nowhere_else(site: Site, desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(page(1))
    links = [secret.as_uri(), "javascript:alert(1)", "ftp://127.0.0.1/x", site.url("/0")]
    site.pages["/0"] = answer(page(0))
    site.pages["/rss"] = answer(feed(links), kind=RSS)
    desk.follows(f'url = "{site.url("/rss")}"')
    found = desk.round()
    assert (found.coded, found.skipped, found.reasons) == (1, 3, {"at a barred address": 3})
    # Told once; what can't be read for good is not tried again.
    assert desk.round().skipped == 0
    assert desk.urls() == [site.url("/0")]


def test_scripts_in_pages_and_entries_are_text_of_nobody(site: Site, desk: Desk) -> None:
    site.pages["/0"] = answer(page(0, more="<script>document.write('Peru attacked Chile on Monday.')</script>"))
    site.pages["/rss"] = answer(feed([site.url("/0")]), kind=RSS)
    desk.follows(f'url = "{site.url("/rss")}"')
    assert desk.round().coded == 1
    (coding,) = open_record(desk.record, create=False).codings()
    assert "attacked" not in coding.report.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page(0).replace("Peru", "São Tomé").encode("latin-1"), "text/html; charset=iso-8859-1"),
        (page(0).replace("Peru", "São Tomé").encode(), "text/html; charset=no-such-thing"),
        (page(0).replace("Peru", "São Tomé").encode("cp1252"), "text/html; charset=utf-8"),
        (page(0).replace("Peru", "São Tomé").encode("utf-16"), "text/html"),
    ],
)
def test_wrong_encodings(site: Site, desk: Desk, body: bytes, kind: str) -> None:
    site.pages["/0"] = answer(body, kind=kind)
    desk.follows(f'page = "{site.url("/0")}"')
    assert desk.round().coded == 1
    (coding,) = open_record(desk.record, create=False).codings()
    assert "São Tomé" in coding.report.text


def test_a_page_that_is_watched(site: Site, desk: Desk) -> None:
    site.pages["/statement"] = answer(page(0))
    desk.follows(f'page = "{site.url("/statement")}"')
    assert desk.round().coded == 1
    assert desk.round().unchanged == 1
    site.pages["/statement"] = answer(page(1))
    assert desk.round().coded == 1


def old(path: Path, seconds: float = 60) -> None:
    """Let a file look as if it had been written a while ago."""
    at = time.time() - seconds
    os.utime(path, (at, at))


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    old(path)
    return path


def line(number: int, **more: str) -> str:
    headline, story = STORIES[number]
    return json.dumps({"id": f"n{number}", "title": headline, "text": story, "published": "2024-03-05"} | more) + "\n"


def test_a_folder(desk: Desk) -> None:
    drop = desk.folder / "drop"
    write(drop / "a.txt", STORIES[0][1])
    write(drop / "b" / "c.html", page(1))
    write(drop / "notes.docx", "no report")
    fresh = write(drop / "d.txt", STORIES[2][1])
    fresh.touch()
    write(desk.folder / "outside.txt", STORIES[3][1])
    (drop / "link.txt").symlink_to(desk.folder / "outside.txt")
    os.mkfifo(drop / "pipe.txt")
    desk.follows('folder = "drop"\nsettle = "20 s"')
    first = desk.round()
    # What was written a moment ago may not be whole yet; what lies outside is not read.
    assert (first.coded, first.pending, first.skipped) == (2, 1, 1)
    assert "the link leads out of the folder" in desk.errors()
    old(fresh)
    second = desk.round()
    assert (second.coded, second.known, second.skipped, second.pending) == (1, 0, 0, 0)
    assert desk.round().inputs == 0
    write(drop / "a.txt", STORIES[0][1] + " The envoy left on Tuesday.")
    assert desk.round().coded == 1


def test_json_lines_that_grow(desk: Desk) -> None:
    queue = write(desk.folder / "queue.jsonl", line(0) + "{broken\n" + line(1) + line(2)[:40])
    queue.touch()
    desk.follows('lines = "queue.jsonl"\nsettle = "20 s"')
    first = desk.round()
    assert (first.coded, first.skipped, first.pending) == (2, 1, 1)
    with queue.open("a") as file:
        file.write(line(2)[40:])
    second = desk.round()
    assert (second.coded, second.inputs, second.pending) == (1, 1, 0)
    # Another file in its place is read from its beginning, a shorter one as well.
    write(queue, line(3) + line(0) + line(1) + line(2) + "\n\n")
    third = desk.round()
    assert (third.coded, third.known) == (1, 3)
    write(queue, line(0, id="again"))
    assert desk.round().coded == 1
    assert desk.round().inputs == 0


def test_of_many_errors_of_one_kind_the_first_are_told_and_all_counted(desk: Desk) -> None:
    write(desk.folder / "queue.jsonl", "{broken\n" * 300 + line(0) + "[]\n" * 5)
    desk.follows('lines = "queue.jsonl"')
    found = desk.round()
    assert (found.coded, found.skipped, found.reasons) == (1, 305, {"broken": 305})
    assert len([each for each in desk.told if each.error]) == 20
    assert desk.told[-1].skipped == 305


def warc(*numbers: int) -> bytes:
    """A WARC of these pages, packed record by record."""
    parts = []
    for number in numbers:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number).encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/{number}\r\n"
            f"WARC-Date: 2024-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Block-Digest: sha1:{b32encode(sha1(http).digest()).decode()}\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    return b"".join(parts)


def test_archives_go_on_where_they_were_left(desk: Desk) -> None:
    path = write(desk.folder / "crawl" / "CC-NEWS-1.warc.gz", warc(0, 1))
    desk.follows('warc = "crawl"')
    assert desk.round().coded == 2
    assert desk.round().inputs == 0
    write(path, warc(0, 1, 2))
    write(desk.folder / "crawl" / "CC-NEWS-2.warc.gz", warc(3)[:-200] + warc(1))
    found = desk.round()
    assert found.inputs == 2
    assert (found.coded, found.known, found.skipped) == (1, 1, 1)


def test_a_run_that_is_stopped_goes_on_with_the_next_report(desk: Desk) -> None:
    write(desk.folder / "queue.jsonl", "".join(line(number % 4, id=f"n{number}") for number in range(40)))
    desk.follows('lines = "queue.jsonl"')
    stop = threading.Event()
    record = open_record(desk.record, create=True)

    def ask() -> None:
        while not (record.path / "follow").exists():
            time.sleep(0.01)
        time.sleep(0.4)
        stop.set()

    threading.Thread(target=ask, daemon=True).start()
    first = desk.round(stop=stop)
    assert first.stopped
    # Only what is in the record has moved the state on.
    held = sum(1 for _ in record.codings())
    assert held == first.coded < 40
    second = desk.round()
    assert first.coded + second.coded == 40
    assert second.known == 0
    assert sum(1 for _ in record.codings()) == 40


def test_a_state_that_is_lost_or_broken_doubles_nothing(site: Site, desk: Desk) -> None:
    news(site)
    desk.follows(f'url = "{site.url("/rss")}"')
    desk.round()
    for change in (Path.unlink, lambda path: path.write_bytes(b"\x00 not JSON")):
        for path in (desk.record / "follow").glob("f*.json"):
            change(path)
        found = desk.round()
        assert (found.coded, found.known) == (0, 2)
    assert len(desk.urls()) == 2


def test_the_health_of_a_follower(site: Site, desk: Desk) -> None:
    with pytest.raises(comity.ComityError, match="no record lies here"):
        health(desk.record)
    open_record(desk.record, create=True)
    assert health(desk.record) is None
    news(site)
    write(desk.folder / "drop" / "a.txt", STORIES[3][1])
    desk.follows(f'url = "{site.url("/rss")}"', 'folder = "drop"')
    desk.round()
    held = health(desk.record)
    assert held is not None
    assert (held.state, held.overdue) == ("ended", 0)
    assert held.age is not None
    assert held.age < 60
    web, drop = held.feeds
    assert (web.name, web.kind, web.address, web.new, web.polls) == ("f1", "feed", site.url("/rss"), 2, 1)
    assert web.tried is not None and web.succeeded is not None and web.next is not None
    assert web.succeeded >= web.tried
    assert web.bytes > 1000
    assert drop.lag is not None and web.lag is not None
    assert 55 < drop.lag < 120
    assert held.lag == max(drop.lag, web.lag)


def test_a_clock_that_was_put_back_puts_no_source_to_sleep(desk: Desk) -> None:
    write(desk.folder / "drop" / "a.txt", STORIES[0][1])
    desk.follows('folder = "drop"')
    desk.round()
    (path,) = (desk.record / "follow").glob("f*.json")
    held = json.loads(path.read_text())
    path.write_text(json.dumps(held | {"not_before": time.time() + 9_000_000, "failures": 3}))
    assert (desk.round().polls, health(desk.record).feeds[0].failures) == (1, 0)  # type: ignore[union-attr]


def test_one_follower_at_a_time(desk: Desk) -> None:
    from comity.following import Store

    write(desk.folder / "drop" / "a.txt", STORIES[0][1])
    desk.follows('folder = "drop"')
    record = open_record(desk.record, create=True)
    store = Store(record.path)
    with store.alone():
        assert store.running()
        with pytest.raises(RecordUnwritable, match="another follower is at work"):
            desk.round()
    assert not store.running()
    assert desk.round().coded == 1


def test_a_follower_that_is_killed_is_told_as_lost(desk: Desk) -> None:
    write(desk.folder / "drop" / "a.txt", STORIES[0][1])
    desk.follows('folder = "drop"')
    desk.round()
    path = desk.record / "follow" / "health.json"
    path.write_text(path.read_text().replace('"ended"', '"running"'))
    held = health(desk.record)
    assert held is not None
    assert held.state == "lost"


def test_reports_that_break_the_coder_are_told_and_passed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import pipeline

    real: Callable[..., Any] = pipeline.code_reports

    def breaking(found: Any, **more: Any) -> Any:
        (report,) = found
        if report.id == "n1":
            raise RecursionError("too deep")
        return real([report], **more)

    monkeypatch.setattr(pipeline, "code_reports", breaking)
    write(desk.folder / "queue.jsonl", line(0) + line(1) + line(2))
    desk.follows('lines = "queue.jsonl"')
    found = desk.round()
    assert (found.coded, found.skipped, found.reasons) == (2, 1, {"failed": 1})
    assert "the coder broke on it (RecursionError: too deep)" in desk.errors()


def test_what_is_missing_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        desk.round()
    desk.follows('folder = "nowhere"', 'lines = "nothing.jsonl"', 'warc = "none"')
    assert desk.round().skipped == 3
    assert desk.errors().count("no such file or folder") == 3
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ExtraMissing, match=r"comity\[follow\]"):
        desk.round()


def test_the_command(site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    news(site)
    desk.follows(f'url = "{site.url("/rss")}"')
    words = ["follow", str(desk.feeds), "--once", "--json", "--record", str(desk.record)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "f1: 2 new, 0 known, 0 skipped; next in 60 min" in done.stderr
    assert "1 poll, 0 of them without a change; 2 new, 0 known, 0 skipped" in done.stderr
    assert json.loads(done.stdout)["coded"] == 2
    again = CliRunner().invoke(app, words)
    assert "f1: nothing has changed" in again.stderr
    desk.follows(f'url = "{site.url("/none")}"')
    failed = CliRunner().invoke(app, words)
    assert failed.exit_code == 3
    assert "1 skipped (1 not fetched)" in failed.stderr
    desk.follows('url = "gopher://n.example/"')
    assert CliRunner().invoke(app, words).exit_code == 2


@pytest.mark.parametrize("place", ["before", "after"])
def test_log_json_gives_an_object_a_line(site: Site, desk: Desk, place: str) -> None:
    news(site)
    write(desk.folder / "drop" / "empty.txt", "")
    desk.follows(f'url = "{site.url("/rss")}"', 'folder = "drop"', f'url = "{site.url("/none")}"')
    words = ["follow", str(desk.feeds), "--once", "--record", str(desk.record)]
    words = ["--log-json", *words] if place == "before" else [*words, "--log-json"]
    done = CliRunner().invoke(app, words)
    lines = [json.loads(each) for each in done.stderr.splitlines()]
    assert {"at", "level", "event", "message"} <= set.intersection(*map(set, lines))
    polls = {each["source"]: each for each in lines if each["event"] == "poll"}
    assert (set(polls), polls["f1"]["new"], polls["f1"]["wait"]) == ({"f1", "f2", "f3"}, 2, 3600)
    complaints = {each["source"]: each for each in lines if each["event"] == "complaint"}
    assert {name: each["kind"] for name, each in complaints.items()} == {"f2": "InputEmpty", "f3": "FetchFailed"}
    assert {each["level"] for each in complaints.values()} == {"warning"}
    assert complaints["f2"]["message"].startswith("f2: ")
    assert (lines[-1]["event"], lines[-1]["summary"]["coded"]) == ("summary", 2)


def test_reading_an_address_once(site: Site, desk: Desk) -> None:
    links = news(site)
    words = ["--record", str(desk.record)]
    barred = CliRunner().invoke(app, ["read", links[0], *words])
    assert barred.exit_code == 3
    assert "private network" in barred.stderr
    # The address of one's own machine has to be allowed; robots.txt counts here as well.
    one = CliRunner().invoke(app, ["read", links[0], "--allow-private", *words])
    assert "1 read: 1 new" in one.stderr, one.stderr
    story = write(desk.folder / "story.txt", STORIES[3][1])
    all_of_it = CliRunner().invoke(app, ["read", str(story), site.url("/rss"), "--allow-private", *words])
    assert "3 read: 2 new, 1 known" in all_of_it.stderr, all_of_it.stderr
    site.pages["/lines"] = answer(line(2), kind="application/x-ndjson")
    lines = CliRunner().invoke(app, ["read", site.url("/lines"), "--allow-private", *words])
    assert "1 read: 1 new" in lines.stderr, lines.stderr
    site.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /", kind="text/plain")
    refused = CliRunner().invoke(app, ["read", links[0], "--allow-private", *words])
    assert "robots.txt" in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_after_the_report_in_hand(site: Site, desk: Desk, number: signal.Signals) -> None:
    news(site)
    desk.follows(f'url = "{site.url("/rss")}"\nevery = "200 ms"')
    words = [sys.executable, "-m", "comity", "follow", str(desk.feeds), "--record", str(desk.record)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        begun = time.monotonic()
        while site.times("/rss") < 3 and time.monotonic() - begun < 60:
            time.sleep(0.05)
        held = health(desk.record)
        assert held is not None
        assert held.state == "running"
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0, told
    assert "stopped" in told.splitlines()[-1]
    held = health(desk.record)
    assert held is not None
    assert held.state == "ended"
    assert len(desk.urls()) == 2


def runs_of(desk: Desk) -> list[Run]:
    return [each for each in comity.runs(record=desk.record) if each.command == "follow"]


def test_a_round_leaves_one_trace_that_the_log_names(site: Site, desk: Desk) -> None:
    news(site)
    write(desk.folder / "drop" / "empty.txt", "")
    desk.follows(f'url = "{site.url("/rss")}"', 'folder = "drop"')
    desk.round()
    (run,) = runs_of(desk)
    assert (run.status, run.error, run.coders) == ("done", None, (RulesCoder.name,))
    assert run.settings["once"] is True
    assert run.settings["sources"] == 2
    assert (run.counts["polls"], run.counts["coded"], run.counts["skipped"]) == (2, 2, 1)
    assert run.counts["events"] > 0
    assert run.skipped == {"empty": 1}
    assert "event without a place" in run.unknowns
    assert {each.name for each in run.stages} == {"code", "record", "merge"}
    # Nothing of this machine is in it.
    assert str(desk.folder) not in str(run)
    assert {head.run for head in open_record(desk.record, create=False).versions()} == {run.id}
    # A round that brings nothing adds nothing to the sums.
    desk.round()
    assert runs_of(desk)[1].counts["coded"] == 0
    assert runs_of(desk)[1].unknowns == {}


def test_a_follower_that_breaks_off_tells_what_it_did(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk.folder / "drop" / "a.txt", STORIES[0][1])
    desk.follows('folder = "drop"')

    def full(self: Store, *_: Any) -> None:
        raise RecordUnwritable("the record", "the disk is full", "free some space")

    monkeypatch.setattr(Store, "keep", full)
    with pytest.raises(RecordUnwritable):
        desk.round()
    (run,) = runs_of(desk)
    assert (run.status, run.error, run.counts["coded"]) == ("failed", "RecordUnwritable", 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_long_run_renews_its_trace_and_tells_its_end(desk: Desk, number: signal.Signals) -> None:
    drop = desk.folder / "drop"
    write(drop / "a.txt", STORIES[0][1])
    desk.follows('folder = "drop"\nevery = "100 ms"\nsettle = 0')
    # As the command, but for how often: nobody waits half an hour for a test.
    words = (
        "import sys; from comity.api import tracing; from comity.following import rounds\n"
        "tracing._FIRST_RENEWAL = tracing._LONGEST_RENEWAL = rounds._HEALTH_EVERY = 0.2\n"
        "from comity.presentation.cli import app; app()"
    )
    command = [sys.executable, "-c", words, "follow", str(desk.feeds), "--record", str(desk.record)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def renewed(coded: int) -> bool:
        with contextlib.suppress(RecordMissing):
            return any(run.counts.get("coded", 0) >= coded and run.noted for run in runs_of(desk))
        return False

    try:
        until(lambda: renewed(1))
        write(drop / "b.txt", STORIES[1][1])
        until(lambda: renewed(2))
        process.send_signal(number)
        process.wait(timeout=20)
    finally:
        process.kill()
        process.wait()
    (run,) = runs_of(desk)
    killed = number == signal.SIGKILL
    assert (run.status, run.ended is None) == (("begun", True) if killed else ("stopped", False))
    assert run.counts["coded"] == 2
    assert (run.noted or "") > run.started if killed else run.noted is None
    assert comity.check(desk.record) == ()


def test_a_trace_is_renewed_ever_more_rarely(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.api import tracing
    from comity.config import Settings

    clock = [0.0]
    monkeypatch.setattr(tracing, "perf_counter", lambda: clock[0])
    record = open_record(desk.record, create=True)
    day, renewals = 86_400, []
    with tracing.traced(record, "follow", Settings()) as run:
        for clock[0] in range(0, day, 5):
            run.tell(counts={"polls": int(clock[0])})
            if run.renew():
                renewals.append(clock[0])
        assert not run.renew()
    waits = [after - before for before, after in itertools.pairwise([0, *renewals])]
    assert waits[:3] == [60, 120, 240]
    assert max(waits) == 1800
    assert len(renewals) < 60
    (told,) = runs_of(desk)
    assert (told.status, told.counts) == ("done", {"polls": day - 5})


@pytest.mark.trial
def test_a_follower_that_is_killed_loses_and_doubles_nothing(desk: Desk) -> None:
    count = 60
    write(desk.folder / "queue.jsonl", "".join(line(number % 4, id=f"n{number}") for number in range(count)))
    desk.follows('lines = "queue.jsonl"')
    random = Random(1)
    words = [sys.executable, "-m", "comity", "follow", str(desk.feeds), "--once", "--record", str(desk.record)]
    for _ in range(8):
        process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=random.uniform(2, 9))
        process.kill()
        process.wait()
    desk.round()
    ids = [each.report.id for each in open_record(desk.record, create=False).codings()]
    assert sorted(ids) == sorted(f"n{number}" for number in range(count))
    assert comity.check(desk.record) == ()
