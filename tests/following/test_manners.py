"""Politeness: waits double, differ by the seed and no more, and servers may ask for longer ones."""

import pytest

from comity.following.manners import MOST_WAIT, Hosts, Rules, back_off, retry_after

NOW = 1_709_546_400.0  # 4 March 2024, 10:00 UTC


def test_waits_double_up_to_a_bound_and_follow_the_seed() -> None:
    waits = [back_off(count, first=60, most=3600, seed="7:a") for count in range(1, 12)]
    assert all(30 * 2**n <= wait <= 60 * 2**n for n, wait in enumerate(waits[:6]))
    assert all(1800 <= wait <= 3600 for wait in waits[6:])
    assert waits == [back_off(count, first=60, most=3600, seed="7:a") for count in range(1, 12)]
    assert waits != [back_off(count, first=60, most=3600, seed="8:a") for count in range(1, 12)]
    assert back_off(0, first=60, most=3600, seed="7") == 0
    assert back_off(10_000, first=60, most=3600, seed="7") <= 3600


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 0 ", 0), ("Mon, 04 Mar 2024 10:05:00 GMT", 300), ("Mon, 04 Mar 2024 09:00:00 GMT", 0),
        ("99999999", MOST_WAIT), ("Mon, 04 Mar 2124 10:05:00 GMT", MOST_WAIT),
        (None, None), ("", None), ("soon", None), ("-5", None), ("1.5", None), ("9" * 400, None),
        ("Mon, 99 Mar 2024 10:05:00 GMT", None),
    ],
)  # fmt: skip
def test_what_retry_after_asks_for(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=NOW) == seconds


class Time:
    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return False


def test_hosts_are_asked_in_turn_and_left_alone_after_failures() -> None:
    time = Time()
    hosts = Hosts(clock=lambda: time.now, wait=time.wait)
    assert [hosts.turn("a", 2.0), hosts.turn("b", 2.0), hosts.turn("a", 2.0)] == [True, True, True]
    assert time.waits == [0, 0, 2]
    hosts.failed("a", after=None, first=10, most=100, seed=0)
    first = hosts.closed("a")
    hosts.failed("a", after=None, first=10, most=100, seed=0)
    assert 5 <= first <= 10 <= hosts.closed("a") <= 20
    hosts.failed("a", after=500, first=10, most=100, seed=0)
    assert hosts.closed("a") == 500
    assert hosts.closed("b") == 0
    time.now += 501
    hosts.answered("a")
    hosts.failed("a", after=None, first=10, most=100, seed=0)
    assert hosts.closed("a") <= 10


def test_rules_of_robots() -> None:
    text = b"User-agent: *\nDisallow: /a\nAllow: /a/open\nCrawl-delay: 400\n"
    rules = Rules.read(200, text, "comity")
    assert not rules.allow("https://n.example/a/x")
    assert rules.allow("https://n.example/a/open/x")
    assert rules.pause(2) == 60
    assert Rules.read(404, b"", "comity").allow("https://n.example/a")
    for status in (0, 429, 500, 503):
        assert Rules.read(status, b"", "comity").unknown
        assert not Rules.read(status, b"", "comity").allow("https://n.example/a")
