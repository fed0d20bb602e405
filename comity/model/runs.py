"""Traces of runs: what each command that changed a record was told, did, left unknown and took."""

from typing import Any, Literal

import msgspec

RunStatus = Literal["begun", "done", "failed", "stopped"]


class StageTime(msgspec.Struct, frozen=True):
    """A stage of a run: its seconds by the wall clock, without those of stages inside it, and how often it was entered.

    Work of other processes counts where their results are waited for.
    """

    name: str
    seconds: float
    calls: int


class Run(msgspec.Struct, frozen=True):
    """The trace of one run over a record.

    `started` and `ended` are ISO moments (UTC); a run that was killed, or still goes on, has no end and is "begun".
    `settings` are those that bear on the result, none that names a machine or a person. `counts` says what was done,
    `unknowns` what stays null by its reason, `skipped` inputs by reason. `peak_memory` is in bytes, of the process or
    the largest of its children, null where the system doesn't tell it. `error` names the kind of error of a run that
    failed; `release` is Comity's version. `noted` is when the trace of a long run was last renewed while it goes on:
    its counts are as of then.
    """

    id: str
    command: str
    started: str
    ended: str | None = None
    status: RunStatus = "begun"
    settings: dict[str, Any] = {}
    stages: tuple[StageTime, ...] = ()
    counts: dict[str, int] = {}
    unknowns: dict[str, int] = {}
    skipped: dict[str, int] = {}
    coders: tuple[str, ...] = ()
    peak_memory: int | None = None
    error: str | None = None
    release: str = ""
    notes: tuple[str, ...] = ()
    noted: str | None = None


class Migration(msgspec.Struct, frozen=True):
    """What `comity migrate` did: the schema before and after, and how many earlier runs it found in the log."""

    before: int
    after: int
    runs: int = 0


class Compaction(msgspec.Struct, frozen=True):
    """What compaction did to one table: its files and rows, and how many files of earlier versions it removed."""

    table: str
    files_before: int
    files_after: int
    rows: int
    removed: int


class FieldChange(msgspec.Struct, frozen=True):
    """A field of a row that two coders give otherwise."""

    field: str
    old: Any
    new: Any


class RowChange(msgspec.Struct, frozen=True):
    """A row that two codings of one text don't share.

    `id` is the old row's, of a row that only the new coder gives its own; `sentence` is the evidence, and `type` that
    of the old row where there is one.
    """

    report: str
    table: str
    change: Literal["only old", "only new", "changed"]
    type: str
    id: str
    old_coder: str
    new_coder: str
    sentence: str
    fields: tuple[FieldChange, ...] = ()


class ChangeCount(msgspec.Struct, frozen=True):
    """How many rows of a table and type both coders give alike, otherwise, or only one of them."""

    table: str
    type: str
    same: int
    changed: int
    only_old: int
    only_new: int


class RecodeSummary(msgspec.Struct, frozen=True):
    """What coding kept reports again did.

    `reports` were looked at, `coded` got a coding by `coder` (those of `--all` that had one are compared alone), `same`
    of all give the same rows. `changes` counts rows by table and type; `examples` are some of them. `failed` tells
    of each report that could not be coded again.
    """

    coder: str
    run: str = ""
    reports: int = 0
    coded: int = 0
    same: int = 0
    changes: tuple[ChangeCount, ...] = ()
    examples: tuple[RowChange, ...] = ()
    failed: tuple[str, ...] = ()
