"""Parts of a page: what is there is shown, what is not says so, and one that fails leaves the others alone."""

from typing import Any

import pytest

from comity.errors import UsageError
from comity.presentation.web.gathering import Part, Work, gathered, headers
from comity.presentation.web.problems import Preparing
from comity.presentation.web.workshop import Made


class Bench:
    """A desk whose workshop gives what it is told to, and remembers how long it was waited for."""

    def __init__(self, **given: Any) -> None:
        self.given, self.waited = given, dict[str, list[float]]()

    def made(self, key: str, craft: Any, *values: Any, what: str, stamp: Any, wait: float) -> Made:
        self.waited.setdefault(key, []).append(wait)
        found = self.given[key]
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[no-any-return]


def works(*names: str) -> dict[str, Work]:
    return {name: Work(name, 0, len, (), f"The {name} is being made") for name in names}


def test_each_part_tells_how_it_stands() -> None:
    bench = Bench(
        there=Made(1),
        old=Made(2, fresh=False),
        slow=Preparing("The slow one is being made"),
        wrong=UsageError("dyad CHL-PER", "has no act", "read more"),
    )
    found = gathered(bench, works("there", "old", "slow", "wrong"), within=0.2)  # type: ignore[arg-type]
    assert found["there"] == Part("ready", 1) and found["old"] == Part("older", 2)
    assert found["slow"] == Part("preparing", why="The slow one is being made.")
    assert found["wrong"].state == "refused" and "has no act" in found["wrong"].why


def test_all_are_started_before_one_is_waited_for() -> None:
    bench = Bench(one=Preparing("x"), other=Preparing("y"))
    gathered(bench, works("one", "other"), within=0.2)  # type: ignore[arg-type]
    assert [waits[0] for waits in bench.waited.values()] == [0.0, 0.0]
    assert all(sum(waits) <= 0.2 for waits in bench.waited.values())


def test_a_broken_part_is_told_without_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    found = gathered(Bench(bad=ValueError("/secret/path")), works("bad"))["bad"]  # type: ignore[arg-type]
    assert found.state == "refused" and "/secret/path" not in found.why
    assert "/secret/path" in caplog.text


def test_a_page_comes_back_only_while_something_is_made() -> None:
    assert headers({"a": Part("ready", 1), "b": Part("refused")}) == {}
    assert headers({"a": Part("preparing")}) == {"cache-control": "no-store", "refresh": "3"}
    assert headers({"a": Part("older", 1)})["refresh"] == "10"
