"""The follower: sources polled in threads, what they find coded and kept in one place, states moved on after that."""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.errors import ComityError, FetchFailed, ReadError
from comity.following.files import poll_archives, poll_folder, poll_lines
from comity.following.found import Bounds, Found
from comity.following.keeping import State, Store
from comity.following.manners import MOST_WAIT, back_off
from comity.following.plan import Plan, Source
from comity.following.telling import health_of
from comity.model import FollowSummary, Health, Report, RunSummary

# Reports that are coded and committed together; the first of a lull does not wait for the others.
BATCH = 32
_LULL = 0.1
_HEALTH_EVERY = 5.0
_QUEUED = 64
# Steps without a report (pages in other languages, say) don't hold up the reports between them.
_STEPS = 256
# A crawl of the world is mostly in languages that are not read: of one kind of error so many are told a poll.
MOST_TOLD = 20


@dataclass(frozen=True)
class Clock:
    """The time as the follower sees it: `now` in seconds since 1970, `steady` never goes back.

    `wait` pauses for seconds and is true when the follower was asked to stop meanwhile; `stopped` asks for that.
    """

    now: Callable[[], float]
    steady: Callable[[], float]
    wait: Callable[[float], bool]
    stopped: Callable[[], bool]


@dataclass(frozen=True)
class Kept:
    """What became of a batch: how many of its reports are done, from the first on, and what the run counts of them.

    `results` has for each done report "new", "known", or the error over which its coder broke.
    """

    results: tuple[str | ReadError, ...]
    summary: RunSummary


@dataclass(frozen=True)
class Told:
    """One line of progress: a poll that ended, or an error as it was met."""

    source: Source
    error: ReadError | None
    new: int = 0
    known: int = 0
    skipped: int = 0
    unchanged: bool = False
    wait: float = 0.0


@dataclass
class _Poll:
    """A poll under way: its source, the state, and what it has brought so far."""

    source: Source
    state: State
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    problem: ReadError | None = None


class Follower:
    """Follows a plan into a record. `keep` codes and appends reports; `tell` is called with each line of progress.

    `note` is called every few seconds with what was done so far.
    """

    def __init__(
        self,
        plan: Plan,
        store: Store,
        *,
        clock: Clock,
        bounds: Bounds,
        keep: Callable[[Sequence[Report]], Kept],
        tell: Callable[[Told], None],
        note: Callable[[FollowSummary], None] = lambda summary: None,
    ) -> None:
        from comity.following.fetching import Fetcher

        self._plan, self._store, self._clock = plan, store, clock
        self._bounds, self._keep, self._tell, self._note = bounds, keep, tell, note
        self._fetcher = Fetcher(
            plan, clock=clock.steady, now=clock.now, wait=clock.wait, stopped=lambda: self._halted or clock.stopped()
        )
        self._halted = False
        self._queue: queue.Queue[tuple[_Poll, Found | None]] = queue.Queue(_QUEUED)
        self._states = {each.name: store.state(each.name, each.where) for each in plan.sources}
        self._running: dict[str, _Poll] = {}
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._retracted: list[str] = []
        self._started = clock.now()
        self._health_at = 0.0

    def run(self, *, once: bool) -> FollowSummary:
        """Follow until asked to stop, or with `once` until each source was polled. Raises `RecordError`."""
        todo = {each.name for each in self._plan.sources}
        try:
            self._write_health("running")
            while not self._clock.stopped() and (not once or todo or self._running):
                self._start_due(todo if once else None)
                self._drain()
                if not self._running and not once:
                    self._clock.wait(self._until_due())
                if self._clock.steady() - self._health_at >= _HEALTH_EVERY:
                    self._write_health("running")
                    self._note(self.summary())
        finally:
            self._halted = True
            self._fetcher.close()
            self._write_health("ended")
        return self.summary()

    def _start_due(self, todo: set[str] | None) -> None:
        for source in self._plan.sources:
            if len(self._running) >= self._plan.workers:
                return
            if source.name in self._running or (todo is not None and source.name not in todo):
                continue
            state = self._states[source.name]
            wait = state.not_before - self._clock.now()
            if wait > max(MOST_WAIT, source.every):
                wait = 0.0  # no such wait was ever set: the clock has been put back
            # With `once` the interval counts for nothing, but a server that asked to be left alone is.
            if todo is not None:
                todo.discard(source.name)
                if wait > 0 and (state.failures or state.asked):
                    self._skip_for_now(source, wait)
                    continue
            elif wait > 0:
                continue
            state.tried = self._clock.now()
            state.polls += 1
            self._counts["polls"] += 1
            poll = self._running[source.name] = _Poll(source, state)
            threading.Thread(target=self._poll, args=(poll,), daemon=True, name=f"poll {source.name}").start()

    def _skip_for_now(self, source: Source, wait: float) -> None:
        problem = f"it failed before and is left alone for another {wait:.0f} s"
        error = FetchFailed(source.name, problem, "run again after that")
        self._counts["skipped"] += 1
        self._reasons[error.reason] += 1
        self._tell(Told(source, error, wait=wait))

    def _poll(self, poll: _Poll) -> None:
        """Run in a thread: put what a poll finds into the queue, and at its end null."""
        from comity.following.connecting import Stopped

        try:
            for found in self._steps(poll.source, poll.state):
                if not self._put(poll, found):
                    return
        except Stopped:
            return
        except ReadError as error:
            self._put(poll, Found(error, failed=True))
        except ComityError as error:  # a part that is not installed: told as it is, by the main thread
            self._put(poll, Found(ReadError(error.subject, error.problem, error.step), failed=True))
        except OSError as error:
            problem = f"it can't be read ({error.strerror or error})"
            self._put(poll, Found(ReadError(poll.source.where, problem, "look at its disk and rights"), failed=True))
        except Exception as error:  # one source that breaks must not end the others
            words = " ".join(str(error).split())[:120]
            problem = f"reading it broke ({type(error).__name__}: {words})"
            self._put(poll, Found(ReadError(poll.source.where, problem, "report this to the developers"), failed=True))
        self._put(poll, None)

    def _steps(self, source: Source, state: State) -> Iterator[Found]:
        from comity.following.webs import poll_feed, poll_page

        if source.kind == "feed":
            return poll_feed(source, state, self._fetcher, self._bounds)
        if source.kind == "page":
            return poll_page(source, state, self._fetcher, self._bounds)
        way = {"folder": poll_folder, "lines": poll_lines, "warc": poll_archives}[source.kind]
        return way(source, state, self._clock.now(), self._bounds)

    def _put(self, poll: _Poll, found: Found | None) -> bool:
        while not (self._halted or self._clock.stopped()):
            try:
                self._queue.put((poll, found), timeout=_LULL)
            except queue.Full:
                continue
            return True
        return False

    def _drain(self) -> None:
        """Take from the queue until a batch is full or nothing comes for a moment, and keep it."""
        batch: list[tuple[_Poll, Found | None]] = []
        reports = 0
        while reports < BATCH and len(batch) < _STEPS and not self._clock.stopped():
            try:
                step = self._queue.get(timeout=_LULL)
            except queue.Empty:
                break
            batch.append(step)
            reports += step[1] is not None and isinstance(step[1].item, Report)
        if batch:
            self._settle(batch)

    def _settle(self, batch: list[tuple[_Poll, Found | None]]) -> None:
        """Keep a batch, then move the states on as far as it is in the record."""
        reports = [found.item for _, found in batch if found is not None and isinstance(found.item, Report)]
        kept = self._keep(reports) if reports else Kept((), RunSummary())
        results = iter(kept.results)
        touched: dict[str, _Poll] = {}
        for poll, found in batch:
            result: str | ReadError | None = None
            if found is not None and isinstance(found.item, Report):
                result = next(results, None)
                if result is None:
                    break  # asked to stop: this and all that follows is for the next start
            touched[poll.source.name] = poll
            if found is None:
                self._end(poll)
            else:
                self._step(poll, found, result)
        self._count(kept.summary)
        for name, poll in touched.items():
            self._store.keep(name, poll.state)

    def _step(self, poll: _Poll, found: Found, result: str | ReadError | None) -> None:
        state = poll.state
        state.bytes += found.taken
        error = found.item if isinstance(found.item, ReadError) else result if isinstance(result, ReadError) else None
        if error is not None:
            poll.counts["skipped"] += 1
            state.skipped += 1
            self._counts["skipped"] += 1
            self._reasons[error.reason] += 1
            if found.failed:
                poll.problem = error
            poll.kinds[type(error).__name__] += 1
            if poll.kinds[type(error).__name__] <= MOST_TOLD:
                self._tell(Told(poll.source, error))
        elif result is not None:
            poll.counts[str(result)] += 1
            state.new += result == "new"
            state.known += result == "known"
            if result == "new" and found.at is not None and found.at >= (state.newest or 0.0):
                state.newest, state.lag = found.at, max(0.0, self._clock.now() - found.at)
        if found.mark is not None:
            before = state.unchanged
            found.mark(state)
            poll.counts["unchanged"] += state.unchanged - before

    def _end(self, poll: _Poll) -> None:
        """A poll is over: when its source is looked at again depends on how it went."""
        state, source, plan, now = poll.state, poll.source, self._plan, self._clock.now()
        self._running.pop(source.name, None)
        if poll.problem is None:
            state.succeeded, state.failures, state.problem = now, 0, None
            wait, state.asked = source.every, False
        else:
            state.failures += 1
            state.failed += 1
            state.problem = str(poll.problem)
            wait = back_off(
                state.failures, first=plan.back_off, most=plan.back_off_most, seed=f"{plan.seed}:{source.name}"
            )
            after = poll.problem.after if isinstance(poll.problem, FetchFailed) else None
            wait, state.asked = max(wait, after or 0.0), after is not None
        state.not_before = now + wait
        self._counts["unchanged"] += poll.counts["unchanged"] > 0
        counts = poll.counts
        self._tell(
            Told(
                source, None, counts["new"], counts["known"], counts["skipped"], counts["unchanged"] > 0, wait
            )
        )  # fmt: skip

    def _until_due(self) -> float:
        now = self._clock.now()
        return max(0.0, min(_HEALTH_EVERY, *(state.not_before - now for state in self._states.values())))

    def _count(self, summary: RunSummary) -> None:
        for name in ("inputs", "coded", "known", "events", "undated", "versions", "future", "addresses"):
            self._counts[name] += getattr(summary, name)
        self._retracted = [*self._retracted, *summary.retracted][-100:]

    def summary(self) -> FollowSummary:
        """What was done so far."""
        pending = sum(state.pending for state in self._states.values())
        return FollowSummary(
            pending=pending,
            reasons=dict(self._reasons),
            retracted=tuple(self._retracted),
            stopped=self._clock.stopped(),
            **self._counts,
        )

    def _write_health(self, state: Any) -> None:
        self._health_at = self._clock.steady()
        pairs = [(source, self._states[source.name]) for source in self._plan.sources]
        held: Health = health_of(pairs, state=state, started=self._started, written=self._clock.now())
        self._store.keep_health(held)


def fetch_once(plan: Plan, *, clock: Clock, bounds: Bounds) -> Iterator[Report | ReadError]:
    """The reports at the one address of a plan, whatever lies there; nothing is remembered."""
    from comity.following.fetching import Fetcher
    from comity.following.webs import poll_once

    fetcher = Fetcher(plan, clock=clock.steady, now=clock.now, wait=clock.wait, stopped=clock.stopped)
    try:
        yield from poll_once(plan.sources[0], fetcher, bounds)
    finally:
        fetcher.close()
