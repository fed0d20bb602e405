"""How much each coder covered a period: its rows of any actors, its publishers, and the days of its files."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from comity.record import Opened

TOTALS = "import_totals"
_Days = Mapping[tuple[str, date], int]


class OtherCoder(msgspec.Struct, frozen=True):
    """A coder whose rows a record holds: under which `licence`, from where, which days (ISO), how many rows.

    Licences and origins that differ from file to file are parted by "; ".
    """

    coder: str
    licence: str
    origin: str
    since: str | None
    until: str | None
    rows: int

    @classmethod
    def of(cls, coder: str, files: Sequence[Mapping[str, Any]]) -> "OtherCoder":
        """The coder of these files."""
        told = {name: "; ".join(sorted({each[name] for each in files if each[name]})) for name in ("licence", "origin")}
        since = min((each["since"] for each in files if each["since"]), default=None)
        until = max((each["until"] for each in files if each["until"]), default=None)
        return cls(coder, told["licence"], told["origin"], since, until, sum(each["rows"] for each in files))

    @property
    def own_terms(self) -> bool:
        """Whether its rows stand under terms of their own, which whoever passes them on has to look up."""
        return "own terms" in self.licence.casefold()


@dataclass(frozen=True)
class Covered:
    """The totals of all rows of some batches, counted once for each state of the tables.

    Counting reads every row, which takes seconds where there are millions; the answer is kept in a small file in
    `folder` (the record's, or this machine's caches), whose name tells the state that it was counted from. Where the
    folder can't be written to, it is counted each time.
    """

    folder: Path
    opened: Opened
    batches: tuple[str, ...]

    def a(self, period: str) -> Any:
        """An Arrow table of `coder`, `sample`, `start`, `rows`, `sources`, a row a period; `part` is 1 for all samples.

        Publishers of two samples may be the same, so their numbers can't be added up.
        """
        from pyarrow import parquet

        path = self.folder / TOTALS / f"{period}-{self._state()}.parquet"
        with suppress(OSError):
            return parquet.read_table(path)
        found = self._counted(period)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            parquet.write_table(found, draft)
            draft.replace(path)
            for other in path.parent.glob(f"{period}-*.parquet"):
                if other != path:
                    other.unlink(missing_ok=True)
        return found

    def _state(self) -> str:
        told = "\n".join((str(self.opened.version), *sorted(self.batches)))
        return sha256(told.encode()).hexdigest()[:16]

    def _counted(self, period: str) -> Any:
        import pyarrow as pa

        listed = ", ".join("'" + batch.replace("'", "''") + "'" for batch in self.batches) or "''"
        # A day has few publishers beside its rows, so the rows are counted by day and publisher before anything else.
        sql = f"""
            SELECT coder, sample, start, sum(told)::BIGINT AS rows, count(DISTINCT source) AS sources,
                grouping(sample)::INTEGER AS part
            FROM (
                SELECT coder, sample, date_trunc('{period}', date)::DATE AS start, source, count(*) AS told
                FROM rows WHERE batch IN ({listed}) AND date IS NOT NULL GROUP BY ALL
            ) GROUP BY GROUPING SETS ((coder, sample, start), (coder, start))
        """
        return pa.Table.from_batches(list(self.opened.batches(sql)), schema=_totals_schema())


def covered_days(files: Iterable[Mapping[str, Any]], period: str) -> dict[tuple[str, date], int]:
    """How many days of each coder's periods lie between the first and last day of one of its files."""
    days: dict[str, set[date]] = {}
    for each in files:
        if each["since"] and each["until"]:
            first, last = date.fromisoformat(each["since"]), date.fromisoformat(each["until"])
            held = days.setdefault(each["coder"], set())
            held.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    found: dict[tuple[str, date], int] = {}
    for coder, held in days.items():
        for day in held:
            key = (coder, start_of(day, period))
            found[key] = found.get(key, 0) + 1
    return found


def coverage_table(counted: Any, days: _Days, coders: Sequence[str], sample: str | None = None) -> Any:
    """The totals of all samples, or of one, with the days, in the order of coder and period."""
    import pyarrow as pa

    rows: dict[tuple[str, date], tuple[int, int]] = dict.fromkeys(days, (0, 0))
    for row in counted.to_pylist() if counted else ():
        if row["part"] == (1 if sample is None else 0) and (sample is None or row["sample"] == sample):
            rows[row["coder"], row["start"]] = (row["rows"], row["sources"])
    kept = sorted(key for key in rows if not coders or key[0] in coders)
    columns = {
        "coder": pa.array([coder for coder, _ in kept], pa.string()),
        "start": pa.array([start for _, start in kept], pa.date32()),
        "rows": pa.array([rows[key][0] for key in kept], pa.int64()),
        "sources": pa.array([rows[key][1] for key in kept], pa.int64()),
        "days": pa.array([days.get(key, 0) for key in kept], pa.int64()),
    }
    return pa.table(columns)


def start_of(day: date, period: str) -> date:
    """The first day of the week (a Monday), month or quarter of a day."""
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if period == "month" else 3 * ((day.month - 1) // 3) + 1)


def _totals_schema() -> Any:
    import pyarrow as pa

    texts = [pa.field(name, pa.string()) for name in ("coder", "sample")]
    numbers = [pa.field(name, pa.int64()) for name in ("rows", "sources")]
    return pa.schema([*texts, pa.field("start", pa.date32()), *numbers, pa.field("part", pa.int32())])
