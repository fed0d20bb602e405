"""What an import of other coders' rows did, and the files that a record holds rows of."""

import msgspec


class ImportedFile(msgspec.Struct, frozen=True):
    """A file whose rows the record holds; `batch` is what its rows are marked with.

    `rows` of the file were kept and `skipped` not; `since` and `until` are ISO days of the rows, null without any.
    """

    file: str
    coder: str
    layout: str
    batch: str
    rows: int
    skipped: int
    since: str | None
    until: str | None
    licence: str
    origin: str
    read_at: str
    run: str
    sha256: str


class Shortfall(msgspec.Struct, frozen=True):
    """Rows that were skipped, or kept with less, for one reason; up to three `samples` of what stood there."""

    reason: str
    rows: int
    samples: tuple[str, ...] = ()


class NameCount(msgspec.Struct, frozen=True):
    """A name as its source wrote it, and how many kept rows have it on either side."""

    name: str
    rows: int


class ImportSummary(msgspec.Struct, frozen=True):
    """What an import did.

    `files` were read now, `known` in the record before, `failed` tells of each file that could not be read. `rows`
    were kept and `skipped` not, for the reasons in `skips`; `losses` are what kept rows lost. `between` rows tell of
    two different states, `untyped` have no PLOVER type. `mentions` counts names of actors and recipients, `unplaced`
    those whose state or body is not known; the commonest of these are in `unplaced_names`.
    """

    files: tuple[ImportedFile, ...] = ()
    known: tuple[ImportedFile, ...] = ()
    failed: tuple[str, ...] = ()
    rows: int = 0
    skipped: int = 0
    skips: tuple[Shortfall, ...] = ()
    losses: tuple[Shortfall, ...] = ()
    between: int = 0
    untyped: int = 0
    mentions: int = 0
    unplaced: int = 0
    unplaced_names: tuple[NameCount, ...] = ()


class ImportProgress(msgspec.Struct, frozen=True):
    """How far an import is in one file: bytes of the file done and in all, rows kept so far."""

    file: str
    done: int
    size: int
    rows: int
