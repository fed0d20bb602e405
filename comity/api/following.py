"""Following, as functions: feeds and files polled into the record, how that stands, and one address read once."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from comity.api.opening import settings_of
from comity.api.tracing import Tracer, some, traced
from comity.config import Settings
from comity.errors import ComityError, ExtraMissing, ReadError, ReportFailed
from comity.model import Coding, FollowSummary, Health, Report, RunSummary

if TYPE_CHECKING:
    from comity.following import Bounds, Clock, Kept, Told


def follow(
    feeds: str | Path,
    *,
    once: bool = False,
    record: str | Path | None = None,
    settings: Settings | None = None,
    tell: "Callable[[Told], None] | None" = None,
    stop: threading.Event | None = None,
) -> FollowSummary:
    """Poll what FEEDS.toml names and append what is new to the record, until `stop` is set; with `once` one round.

    Where it stopped is kept in the record's folder, and the next call goes on there. `tell` is called with each
    error and at the end of each poll. The whole call is one run of the record, whose trace is renewed while it goes on.
    Raises `UsageError` for a file that is wrong, `RecordError`, `ExtraMissing` without `comity[follow]`.
    """
    from comity.following import Follower, Store, load_plan
    from comity.record import caches_of, open_record

    plan = load_plan(Path(feeds))
    _installed()
    chosen = settings_of(settings, record)
    held = open_record(chosen.record, create=True)
    clock = _clock(stop or threading.Event())
    store = Store(caches_of(held.path))
    with store.alone(), traced(held, "follow", chosen, once=once, sources=len(plan.sources)) as run:
        keeper = _Keeper(chosen, clock.stopped, run)

        def note(so_far: FollowSummary) -> None:
            run.tell(**_counted(so_far, keeper.unknowns))
            run.renew()

        follower = Follower(
            plan, store, clock=clock, bounds=_bounds(chosen), keep=keeper, tell=tell or _silent, note=note
        )
        try:
            found = follower.run(once=once)
        finally:
            run.tell(**_counted(follower.summary(), keeper.unknowns))
        if found.stopped:
            run.tell(status="stopped")
    return found


def health(record: str | Path | None = None, *, settings: Settings | None = None) -> Health | None:
    """Give how the follower of a record stands now: lag, last success by source, failures, counts.

    Null when nobody has followed into it. Raises `RecordMissing`.
    """
    from comity.following import Store, judged_health
    from comity.record import caches_of, open_record

    held = open_record(settings_of(settings, record).record, create=False)
    return judged_health(Store(caches_of(held.path)), now=time.time())


def fetched(address: str, *, settings: Settings, allow_private: bool = False) -> Iterator[Report | ReadError]:
    """Give the reports at one address, read once and politely: of a feed those that it links to, else the page.

    What can't be read comes as a `ReadError` in its place. Raises `ExtraMissing` without `comity[follow]`.
    """
    from comity.following import fetch_once, plan_of_one

    _installed()
    try:
        plan = plan_of_one(address, allow_private=allow_private)
    except ReadError as error:
        yield error
        return
    yield from fetch_once(plan, clock=_clock(threading.Event()), bounds=_bounds(settings))


def with_addresses(
    paths: Sequence[str | Path], *, settings: Settings, stdin: BinaryIO | None, allow_private: bool
) -> Iterator[Report | ReadError] | None:
    """Give the reports of paths and addresses in their order; null when there is no address among them."""
    from comity import pipeline

    def found() -> Iterator[Report | ReadError]:
        for path in paths:
            if _is_address(path):
                yield from fetched(str(path), settings=settings, allow_private=allow_private)
            else:
                yield from pipeline.reports([path], settings=settings, stdin=stdin)

    return found() if any(map(_is_address, paths)) else None


def _is_address(path: object) -> bool:
    return isinstance(path, str) and path.casefold().startswith(("http://", "https://"))


class _Keeper:
    """Codes reports and appends them, a commit a call; after each report it looks whether it is to stop.

    All is filed under one `run`; `unknowns` counts what stayed null in what was added, by reason.
    """

    def __init__(self, settings: Settings, stopped: Callable[[], bool], run: Tracer) -> None:
        from comity.coding import RulesCoder
        from comity.ledger import keep
        from comity.record import Arrivals, open_record

        self._settings, self._stopped, self._trace = settings, stopped, run
        self._record = open_record(settings.record, create=True)
        self.unknowns: Counter[str] = Counter()
        with run.stages.of("merge"):
            keep(self._record)  # what a run that was killed has left
        self._arrivals = Arrivals(self._record, coder=RulesCoder.name, read_at=run.at, run=run.id)

    def __call__(self, reports: Sequence[Report]) -> "Kept":
        from comity.following import Kept
        from comity.ledger import keep

        stages = self._trace.stages
        # Each batch is filed under its own moment: a follower that began weeks ago tells news of today.
        self._arrivals.begin(read_at=self._trace.now(), run=self._trace.id)
        results: list[str | ReadError] = []
        coded: list[Coding] = []
        for report in reports:
            if self._stopped():
                break
            with stages.of("code"):
                results.append(self._code(report, coded))
        if not results:
            return Kept((), RunSummary())
        with stages.of("record"):
            self._arrivals.keep(coded)
        if coded:
            with stages.of("merge"):
                keep(self._record)
        done = self._arrivals.summary()
        self.unknowns.update(done.unknowns)
        return Kept(tuple(results), done)

    def _code(self, report: Report, coded: list[Coding]) -> str | ReadError:
        from comity import pipeline

        if not self._arrivals.take(report):
            return "known"
        try:
            coded.extend(pipeline.code_reports([report], settings=self._settings))
        except ComityError:
            raise
        except Exception as error:  # one report that breaks the coder must not end a run around the clock
            words = " ".join(str(error).split())[:200] or "no message"
            problem = f"the coder broke on it ({type(error).__name__}: {words})"
            return ReportFailed(report.url or report.title or report.id, problem, "report this to the developers")
        return "new"


def _counted(summary: FollowSummary, unknowns: Counter[str]) -> dict[str, Any]:
    """What a trace tells of a follower."""
    from comity.coding import RulesCoder

    names = ("polls", "unchanged", "inputs", "coded", "known", "events", "skipped")
    counts = {name: getattr(summary, name) for name in names} | {"new versions": summary.versions}
    return {
        "counts": counts,
        "unknowns": some(unknowns),
        "skipped": dict(summary.reasons),
        "coders": (RulesCoder.name,),
    }


def _bounds(settings: Settings) -> "Bounds":
    from comity.following import Bounds

    return Bounds(max_bytes=settings.max_bytes, languages=frozenset(settings.languages))


def _clock(stop: threading.Event) -> "Clock":
    from comity.following import Clock

    return Clock(now=time.time, steady=time.monotonic, wait=stop.wait, stopped=stop.is_set)


def _installed() -> None:
    try:
        import httpcore  # noqa: F401
        import httpx  # noqa: F401
    except ImportError as error:
        raise ExtraMissing("fetching from the web", "needs httpx", 'install "comity[follow]"') from error


def _silent(told: "Told") -> None:
    """Nobody looks on."""
