"""The parts of a dyad's page that the index gives at once: pledges, issues with both positions, newest incidents."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.model import TOOK_PLACE
from comity.presentation.filters import Filters
from comity.presentation.index import Index, Page, Wanted
from comity.presentation.names import issue_name
from comity.presentation.values import Source
from comity.presentation.web.dyad_views import DyadView

NEWEST, MOST_PLEDGES, MOST_ISSUES, MOST_STANCES = 10, 12, 8, 3
MOST_OUTSIDERS = 6
# What still asks for attention comes first, then how the others ended.
STATUSES = ("due", "open", "broken", "withdrawn", "partly", "lapsed", "fulfilled")
_LOOKED_AT = 400


@dataclass(frozen=True)
class Pledges:
    """The ledger of a dyad: a few rows of it, how many there are of each status, and how many of all."""

    rows: tuple[sqlite3.Row, ...]
    statuses: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True)
class IssueStand:
    """An issue and the newest positions of both sides on it, each side's told in reports about the two."""

    code: str
    name: str
    one: tuple[sqlite3.Row, ...]
    other: tuple[sqlite3.Row, ...]


def incidents_of(view: DyadView, index: Index) -> Page:
    """Give the newest incidents: the record's own, or where there are none those of all coders."""
    found = index.page("incidents", Wanted(view.filters), count=NEWEST, facets=("quad",))
    if not found.total and found.others:
        everyone = Filters(dyad=view.way or view.pair, since=view.since, until=view.until, coder="all")
        return index.page("incidents", Wanted(everyone), count=NEWEST, facets=("quad",))
    return found


def pledges_of(view: DyadView, index: Index) -> Pledges:
    """Give the pledges between the two: those due and open first, the nearest day first among them."""
    columns = index.columns("pledges")
    mask = index.mask("pledges", Wanted(Filters(dyad=view.way or view.pair)))
    counts = {each.value: each.count for each in columns.facet("status", mask)}
    rows: list[sqlite3.Row] = []
    for status in STATUSES:
        if len(rows) < MOST_PLEDGES and status in counts:
            rows += due_first(index, columns.rows(mask & columns.among("status", (status,)), count=_LOOKED_AT))
    ordered = [status for status in (*STATUSES, *counts) if status in counts]
    told = tuple((str(status), counts[status]) for status in dict.fromkeys(ordered))
    return Pledges(tuple(rows[:MOST_PLEDGES]), told, int(mask.sum()))


def due_first(index: Index, numbers: list[int]) -> list[sqlite3.Row]:
    """Give pledges with a day by that day, then the others as they came."""
    rows = index.rows("pledges", numbers)
    return [*sorted((row for row in rows if row["due"]), key=lambda row: str(row["due"])),
            *(row for row in rows if not row["due"])]  # fmt: skip


def falling_due(index: Index, day: str, *, most: int) -> list[sqlite3.Row]:
    """Give the pledges whose day comes on or after the record's own, and those that it has passed unsettled."""
    unsettled = "status IN ('open', 'due')"
    coming = f"SELECT * FROM pledges WHERE due_end >= ? AND {unsettled} ORDER BY due_end, row LIMIT ?"
    passed = f"SELECT * FROM pledges WHERE due_end < ? AND {unsettled} ORDER BY due_end DESC, row LIMIT ?"
    found = index.ask(coming, day, most)
    if len(found) < most:
        found += index.ask(passed, day, most - len(found))
    return found


def issues_of(view: DyadView, index: Index) -> tuple[list[IssueStand], int]:
    """Give the issues on which reports about the two show positions, contested by both first, and how many there are.

    A stance that one of the two takes in a report that does not tell of the other is left out.
    """
    reports = index.columns("reports")
    about = reports.alive & reports.among("dyad", (view.pair,))
    named = reports.single["report"]
    told = sorted({word for code in named.codes[about].tolist() if (word := named.words[code])})
    columns = index.columns("positions")
    inside = columns.alive & index.of_reports("positions", told)
    sides = [inside & columns.among("way", (f"{code}>",)) for code in view.sides]
    counts = [{each.value: each.count for each in columns.facet("issue", mask)} for mask in sides]
    codes = sorted(
        (code for code in counts[0].keys() | counts[1].keys() if code),
        key=lambda code: (-min(each.get(code, 0) for each in counts), -sum(each.get(code, 0) for each in counts), code),
    )
    found = []
    for code in codes[:MOST_ISSUES]:
        on = columns.among("issue", (code,))
        one, other = (_alike_once(index.rows("positions", columns.rows(mask & on, count=12))) for mask in sides)
        found.append(IssueStand(code, issue_name(code), one, other))
    return found, len(codes)


def others_of(view: DyadView, index: Index) -> tuple[dict[str, Any], ...]:
    """Give the outsiders that act most towards either of the two, with their acts by quad class."""
    columns = index.columns("incidents")
    mask = columns.alive & columns.own & columns.among("status", TOOK_PLACE)
    listed, quads = columns.several["way"], columns.single["quad"]
    ways = [word.split(">", 1) for word in listed.words]
    outsiders = sorted({way[0] for way in ways if len(way) == 2 and way[0] and way[1] in view.sides} - set(view.sides))
    place = {code: at for at, code in enumerate(outsiders)}
    of = np.array([place.get(way[0], -1) if way[-1] in view.sides else -1 for way in ways], np.int64)
    if not outsiders:
        return ()
    told = (of[listed.codes] >= 0) & mask[listed.rows]
    # An act towards both of the two is one act.
    size = len(columns.ids)
    pairs = np.unique(of[listed.codes[told]] * size + listed.rows[told])
    cells = np.bincount(pairs // size * len(quads.words) + quads.codes[pairs % size],
                        minlength=len(outsiders) * len(quads.words)).reshape(len(outsiders), -1)  # fmt: skip
    found = [
        {"code": code, "acts": int(row.sum()), "quads": {
            str(quads.words[at]): int(row[at]) for at in np.argsort(-row, kind="stable") if row[at]
        }}
        for code, row in zip(outsiders, cells, strict=True) if row.any()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-int(str(each["acts"])), str(each["code"])))[:MOST_OUTSIDERS])


def places_of(sources: Iterable[Source], index: Index) -> dict[str, str]:
    """Give the address of each act that a measure cites, by its id; acts that the index lacks have none."""
    return ids_known((source.report for source in sources), index)


def ids_known(acts: Iterable[str], index: Index) -> dict[str, str]:
    """Give the addresses of acts that the index holds, by id."""
    ids = sorted(set(acts))
    found: dict[str, str] = {}
    for table in ("events", "incidents"):
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ", ".join("?" * len(part))
            found |= {row["id"]: f"/{table}/{row['id']}"
                      for row in index.ask(f"SELECT id FROM {table} WHERE id IN ({marks})", *part)}  # fmt: skip
    return found


def _alike_once(rows: Iterable[sqlite3.Row]) -> tuple[sqlite3.Row, ...]:
    """The newest of each stance of each actor in one report."""
    found = {(row["report"], row["stance"], row["actor_names"]): row for row in reversed(list(rows))}
    return tuple(reversed(found.values()))[:MOST_STANCES]
