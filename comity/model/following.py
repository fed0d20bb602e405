"""What a follower does, as it stands and as it ended: values for the health page and the command's last line."""

from typing import Literal

import msgspec

FeedKind = Literal["feed", "page", "folder", "lines", "warc"]


class FeedHealth(msgspec.Struct, frozen=True):
    """How one source of a follower fares. Moments are ISO, UTC; counts are since the record's follower began.

    `lag` is the seconds from the publication of the newest report (for files: their last change, for archives: the
    capture) to its being in the record, null where no moment of publication is known; `pending` counts reports that
    are known of and not read yet, `failures` polls that failed in a row, with the last `problem`.
    """

    name: str
    kind: FeedKind
    address: str
    tried: str | None = None
    succeeded: str | None = None
    next: str | None = None
    failures: int = 0
    failed: int = 0
    problem: str | None = None
    note: str | None = None
    lag: float | None = None
    pending: int = 0
    polls: int = 0
    unchanged: int = 0
    new: int = 0
    known: int = 0
    skipped: int = 0
    bytes: int = 0


class Health(msgspec.Struct, frozen=True):
    """How the follower of a record stands: written every few seconds while it runs, and at its end.

    `state` is "running", "ended", or "lost" when it ended without saying so; `age` is the seconds since it was
    written and `overdue` counts sources that should have been polled by now, both null until they are asked for.
    """

    state: Literal["running", "ended", "lost"]
    started: str
    written: str
    feeds: tuple[FeedHealth, ...] = ()
    lag: float | None = None
    age: float | None = None
    overdue: int | None = None


class FollowSummary(msgspec.Struct, frozen=True):
    """What a run of the follower did. `reasons` counts skipped inputs by the name of their error.

    `skipped` counts inputs that could not be read, polls that failed among them; `retracted` tells of reports that
    their outlets retract, a sentence each.
    """

    polls: int = 0
    unchanged: int = 0
    inputs: int = 0
    coded: int = 0
    known: int = 0
    events: int = 0
    undated: int = 0
    versions: int = 0
    future: int = 0
    addresses: int = 0
    skipped: int = 0
    pending: int = 0
    reasons: dict[str, int] = {}
    retracted: tuple[str, ...] = ()
    stopped: bool = False
