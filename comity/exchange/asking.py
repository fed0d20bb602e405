"""What the imported rows tell: acts of a dyad, counts a period, and how much each coder covered.

Rows are asked where they lie, by DuckDB; only those of files that were imported to their end count.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, get_args

import msgspec

from comity.errors import UsageError
from comity.exchange.covering import Covered, OtherCoder, coverage_table, covered_days
from comity.exchange.distinct import acts_sql, directed_sql
from comity.exchange.store import files_table, rows_table
from comity.model import TOOK_PLACE, Act, Period, Quad
from comity.record import Opened, Place, caches_of, fetching

# How wide the days are that a precision leaves open, and how wide a period is: what is wider than the period is
# left out of its counts.
_WIDTHS: dict[str, int] = {"day": 0, "week": 1, "month": 2, "quarter": 3, "season": 3, "year": 4, "none": 5}

_ACT_COLUMNS = (
    "id", "coder", "date::VARCHAR", "actor", "recipient", "joint", "type", "mode", "quad", "intensity", "label",
    "issues", "source", "reports",
)  # fmt: skip

Dealing = tuple[str, str, str, str]


@dataclass(frozen=True)
class Imported:
    """The rows of other coders in a record's folder, as they stand when the first question is asked.

    `coders` (of any question) are data sets ("icews", "gdelt"), all of them when none is named; days are ISO and
    inclusive. `read_by` (an ISO time) leaves out files that were imported later. Raises `RecordDamaged` when the tables
    can't be used.
    """

    folder: Place
    read_by: str | None = None

    @cached_property
    def _opened(self) -> Opened | None:
        table = rows_table(self.folder)
        with fetching(self.folder):
            return table.opened() if table.exists() else None

    @cached_property
    def files(self) -> tuple[dict[str, Any], ...]:
        """The files that were imported to their end, a batch once."""
        with fetching(self.folder):
            rows = files_table(self.folder).everything() if self._opened is not None else []
        return tuple({row["batch"]: row for row in rows if not self.read_by or row["read_at"] <= self.read_by}.values())

    @cached_property
    def state(self) -> tuple[str, ...]:
        """What tells this state of the rows from any other: the files that they came from."""
        # The digits of the file's own bytes: a batch may also name the attempt that read it.
        return tuple(sorted(row["batch"][:16] for row in self.files))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rows have on disk; a record made by an earlier Comity may lack the newest."""
        return () if self._opened is None else tuple(field.name for field in self._opened.delta.schema().fields)

    def coders(self) -> tuple[OtherCoder, ...]:
        """The coders of the rows with their licence, origin, first and last day and number of rows, by name."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.files:
            found.setdefault(row["coder"], []).append(row)
        return tuple(OtherCoder.of(coder, found[coder]) for coder in sorted(found))

    def counts(
        self,
        *,
        period: Period,
        coders: Sequence[str] = (),
        dyad: str | None = None,
        since: str | None = None,
        until: str | None = None,
        sample: str | None = None,
        least: int = 0,
    ) -> Any:
        """An Arrow table of acts: `direction`, `start`, `coder`, `quad`, `acts`, `joint`, `weight`, `reports`.

        A row a direction ("JPN>KOR"), period (`start`, a date: weeks begin on Monday), coder and quad class, in this
        order. `acts` are distinct ones: a day, two names and a code (or type) are one act however many rows tell it.
        `joint` counts the joint ones among them;
        `weight` is the sum of their absolute intensities on PLOVER's scale; `reports` how many reports tell
        them. A joint act counts in both directions. Only what took place counts, between two known states, on a
        day known at least to the period (`too_coarse` counts the others). `dyad` may be one direction; dyads with
        fewer acts than `least` in all are left out.
        """
        where, values = self._where(coders=coders, dyad=dyad, since=since, until=until, sample=sample)
        fine = self._fine(period)
        rows = f"SELECT * FROM rows WHERE {where} AND dyad IS NOT NULL AND {_took_place()} AND {fine}"
        acts = directed_sql(rows)
        side = "" if dyad is None or ">" not in dyad else f"WHERE one = '{_plain(dyad.split('>')[0])}'"
        enough = "" if least <= 0 else f"QUALIFY sum(acts - twice) OVER (PARTITION BY dyad) >= {int(least)}"
        sql = f"""
            SELECT one || '>' || other AS direction, start, coder, quad, acts, joint::BIGINT AS joint,
                coalesce(weight, 0)::DOUBLE AS weight, reports::BIGINT AS reports
            FROM (
                SELECT dyad, one, other, date_trunc('{_word(period)}', date)::DATE AS start, coder, quad,
                    count(*) AS acts, sum(joint) AS joint, sum(turned) AS twice, sum(weight) AS weight,
                    sum(reports) AS reports
                FROM ({acts}) {side} GROUP BY ALL
            ) {enough} ORDER BY direction, start, coder, quad
        """
        return self._table(sql, values, _COUNTS)

    def too_coarse(
        self,
        *,
        period: Period,
        coders: Sequence[str] = (),
        dyad: str | None = None,
        since: str | None = None,
        until: str | None = None,
        sample: str | None = None,
    ) -> int:
        """How many rows `counts` leaves out because their day is not known to the period."""
        where, values = self._where(coders=coders, dyad=dyad, since=since, until=until, sample=sample)
        sided = "" if dyad is None or ">" not in dyad else f"AND ({_towards(dyad)})"
        sql = f"""SELECT count(*) FROM rows WHERE {where} {sided} AND dyad IS NOT NULL AND {_took_place()}
            AND NOT ({self._fine(period)})"""
        return next((int(count) for (count,) in self.ask(sql, values)), 0)

    def coverage(self, *, period: Period, coders: Sequence[str] = (), sample: str | None = None) -> Any:
        """An Arrow table of what coders covered: `coder`, `start`, `rows`, `sources`, `days`.

        A row a coder and period, periods in which it covered days without a row included. `rows` are all rows of
        the coder on the period's days, whoever acts; `sources` their distinct publishers, 0 where the layout has
        none; `days` how many days of the period lie between the first and last of an imported file.
        """
        word = _word(period)
        days = covered_days(self.files, word)
        if self._opened is None:
            return coverage_table((), days, coders)
        with fetching(self.folder):
            counted = Covered(caches_of(self.folder), self._opened, tuple(row["batch"] for row in self.files)).a(word)
        return coverage_table(counted, days, coders, sample)

    def acts(
        self,
        dyad: str,
        *,
        since: str | None = None,
        until: str | None = None,
        coders: Sequence[str] = (),
        quads: Sequence[Quad] = (),
        direction: str | None = None,
        limit: int | None = None,
        strongest: bool = False,
    ) -> tuple[Act, ...]:
        """The distinct acts of a dyad that took place, in order of time, or the `strongest` first.

        An act that several rows tell is one, under the smallest of their ids; a joint one is not told twice.
        `direction` ("JPN>KOR") keeps those of one side towards the other, joint ones included. Acts whose type
        PLOVER has not (statements) carry their CAMEO code as type; an unknown intensity is 0.
        """
        where, values = self._where(coders=coders, dyad=direction or dyad, since=since, until=until)
        if direction is not None or ">" in dyad:
            where += f" AND ({_towards(direction or dyad)})"
        if quads:
            where += f" AND quad IN ({_listed(quads)})"
        columns = ("coder", "date", "joint", "cameo", "story", "actor", "recipient", "actor_name", "recipient_name")
        rows = f"""SELECT id, {", ".join(columns)}, coalesce(type, cameo) AS type, mode, quad, issues, source, reports,
            coalesce(intensity, 0) AS intensity, coalesce(label, '') AS label
            FROM rows WHERE {where} AND {_took_place()} AND quad IS NOT NULL"""
        told = (*columns, "type", "mode", "quad", "issues", "source", "reports", "intensity", "label")
        sql = f"""
            SELECT {", ".join(_ACT_COLUMNS)} FROM ({acts_sql(rows, told)})
            ORDER BY {"abs(intensity) DESC, " if strongest else ""}date, id
            {"" if limit is None else f"LIMIT {int(limit)}"}
        """
        names = Act.__struct_fields__
        found = (dict(zip(names, row, strict=True)) for row in self.ask(sql, values))
        return tuple(msgspec.convert(row | {"issues": row["issues"] or ()}, Act) for row in found)

    def dealings(self, states: Sequence[str], *, since: str, until: str, coders: Sequence[str] = ()) -> list[Dealing]:
        """What any of some states did, or had done to it, by another state: (ISO day, actor, type, recipient).

        Only acts that took place and have a PLOVER type; a joint act goes both ways.
        """
        where, values = self._where(coders=coders, since=since, until=until)
        listed = _listed(states)
        sql = f"""
            SELECT DISTINCT date::VARCHAR, unnest([actor, recipient]) AS one, type, unnest([recipient, actor]) AS other
            FROM rows WHERE {where} AND joint AND dyad IS NOT NULL AND type IS NOT NULL AND {_took_place()}
                AND (actor IN ({listed}) OR recipient IN ({listed}))
            UNION SELECT date::VARCHAR, actor, type, recipient
            FROM rows WHERE {where} AND NOT joint AND dyad IS NOT NULL AND type IS NOT NULL AND {_took_place()}
                AND (actor IN ({listed}) OR recipient IN ({listed}))
            ORDER BY ALL
        """
        return [(str(day), str(one), str(type_), str(other)) for day, one, type_, other in self.ask(sql, values)]

    def dyads(self, *, least: int = 1, coders: Sequence[str] = ()) -> list[tuple[str, int]]:
        """The dyads ("JPN-KOR") with their number of distinct acts that took place, of all coders, most first."""
        where, values = self._where(coders=coders)
        sql = f"""
            SELECT dyad, count(*) AS acts FROM (
                SELECT DISTINCT dyad, hash(coder, date, coalesce(cameo, type), joint,
                    CASE WHEN joint AND recipient < actor THEN recipient_name ELSE actor_name END,
                    CASE WHEN joint AND recipient < actor THEN actor_name ELSE recipient_name END,
                    NOT joint AND recipient < actor)
                FROM rows WHERE {where} AND dyad IS NOT NULL AND {_took_place()}
            ) GROUP BY dyad HAVING acts >= {int(least)} ORDER BY acts DESC, dyad
        """
        return [(str(dyad), int(acts)) for dyad, acts in self.ask(sql, values)]

    def _where(
        self,
        *,
        coders: Sequence[str] = (),
        dyad: str | None = None,
        since: str | None = None,
        until: str | None = None,
        sample: str | None = None,
    ) -> tuple[str, list[Any]]:
        """What rows of whole batches are asked for, and the values of the condition's `$1`, `$2` ..."""
        batches = [row["batch"] for row in self.files if not coders or row["coder"] in coders]
        parts = [f"batch IN ({_listed(batches)})" if batches else "false", "date IS NOT NULL"]
        values: list[Any] = []
        pair = None if dyad is None else "-".join(sorted(dyad.replace(">", "-").split("-")))
        days = [None if each is None else date.fromisoformat(each) for each in (since, until)]
        for told, value in (("dyad =", pair), ("date >=", days[0]), ("date <=", days[1]), ("sample =", sample)):
            if value is not None:
                values.append(value)
                parts.append(f"{told} ${len(values)}")
        return " AND ".join(parts), values

    def _fine(self, period: Period) -> str:
        """The condition that a row's day is known to the period; a row that tells no precision tells a day."""
        if "precision" not in self.columns:
            return "true"
        limit = _WIDTHS[_word(period)]
        return f"coalesce(precision, 'day') IN ({_listed(name for name, width in _WIDTHS.items() if width <= limit)})"

    def ask(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query over the view `rows`; nothing where no row was imported."""
        if self._opened is None:
            return
        with fetching(self.folder), self._opened.asked() as query:
            yield from query(sql, *values)

    def batches(self, sql: str, values: Sequence[Any], *, by: int) -> Iterator[Any]:
        """Arrow record batches of at most `by` rows of a query over the view `rows`."""
        if self._opened is not None:
            with fetching(self.folder):
                yield from self._opened.batches(sql, *values, by=by)

    def _table(self, sql: str, values: Sequence[Any], columns: Sequence[tuple[str, str]]) -> Any:
        import pyarrow as pa

        schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in columns])
        with fetching(self.folder):
            batches = [] if self._opened is None else list(self._opened.batches(sql, *values))
        return pa.Table.from_batches(batches).cast(schema) if batches else schema.empty_table()


_COUNTS = (
    ("direction", "string"), ("start", "date32"), ("coder", "string"), ("quad", "string"), ("acts", "int64"),
    ("joint", "int64"), ("weight", "float64"), ("reports", "int64"),
)  # fmt: skip


def _word(period: str) -> str:
    if period not in get_args(Period):
        raise UsageError(f"period {period!r}", "is not known", f"take one of {', '.join(get_args(Period))}")
    return period


def _took_place() -> str:
    return f"status IN ({_listed(sorted(TOOK_PLACE))})"


def _towards(direction: str) -> str:
    """The condition of rows in which one side acts towards the other, together included."""
    one, other = (f"'{_plain(side)}'" for side in direction.split(">"))
    return f"joint OR (actor = {one} AND recipient = {other})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{_plain(word)}'" for word in words)


def _plain(word: str) -> str:
    return word.replace("'", "''")
