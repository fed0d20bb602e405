"""How a follower stands, as values: what its states say, and what a reader of its health file makes of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from msgspec.structs import replace

from comity.following.keeping import State, Store
from comity.following.plan import Source
from comity.model import FeedHealth, Health

# A follower writes its health every five seconds, and a long batch of reports may take a minute.
_SILENT = 300.0


def health_of(
    pairs: Sequence[tuple[Source, State]], *, state: Literal["running", "ended"], started: float, written: float
) -> Health:
    """The health of a follower from the states of its sources; moments in seconds since 1970."""
    feeds = tuple(_feed(source, held) for source, held in pairs)
    lags = [each.lag for each in feeds if each.lag is not None]
    return Health(
        state=state,
        started=_moment(started),
        written=_moment(written),
        feeds=feeds,
        lag=max(lags) if lags else None,
    )


def judged_health(store: Store, *, now: float) -> Health | None:
    """The health that lies in a record as it looks at a moment (seconds since 1970); null if nobody followed it."""
    held = store.health()
    if held is None:
        return None
    age = max(0.0, now - datetime.fromisoformat(held.written).timestamp())
    state = held.state
    if state == "running" and not store.running():
        state = "lost"
    due = [datetime.fromisoformat(each.next).timestamp() for each in held.feeds if each.next is not None]
    # A poll may take as long as its source is slow, so a source is overdue only after a while.
    return replace(held, state=state, age=age, overdue=sum(at + _SILENT < now for at in due))


def _feed(source: Source, held: State) -> FeedHealth:
    return FeedHealth(
        name=source.name,
        kind=source.kind,
        address=source.where,
        tried=None if held.tried is None else _moment(held.tried),
        succeeded=None if held.succeeded is None else _moment(held.succeeded),
        next=_moment(held.not_before) if held.not_before else None,
        failures=held.failures,
        failed=held.failed,
        problem=held.problem,
        note=held.note,
        lag=held.lag,
        pending=held.pending,
        polls=held.polls,
        unchanged=held.unchanged,
        new=held.new,
        known=held.known,
        skipped=held.skipped,
        bytes=held.bytes,
    )


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
