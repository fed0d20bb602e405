"""The chronicle: one plain sentence a row on acts of states, written by hand with the kind of source to check it."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from typing import NamedTuple, get_args

import numpy as np

from comity.codebook import issues as issue_table
from comity.codebook import organisations, states
from comity.exchange import acts, counting
from comity.exchange.columns import constant, of_words
from comity.exchange.counting import Tally
from comity.exchange.dates import days_of
from comity.exchange.drafts import Draft, Side, acts_by
from comity.exchange.rows import Raw
from comity.model import Status

COLUMNS = (
    "date", "precision", "actors", "recipients", "type", "mode", "status", "issues", "text", "source",
    "confidence_note",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_PRECISIONS = ("year", "month", "day")


class _Party(NamedTuple):
    """A code as a row writes it ("JPN", "IGO:UN", "KOR.GOV"): state or body, and sector."""

    country: str | None
    sector: str | None
    name: str


class _Row(NamedTuple):
    """A row of the file that can be kept."""

    number: int
    day: str
    precision: str
    actors: tuple[_Party, ...]
    recipients: tuple[_Party, ...]
    cells: dict[str, str | None]


class _Pair(NamedTuple):
    """One row of the record."""

    row: _Row
    actor: _Party | None
    recipient: _Party | None
    joint: bool


def draft(raw: Raw, *, today: date, tally: Tally) -> Draft:
    """Rows of the chronicle; one with several actors or recipients gives a row a pair.

    Where both lists are the same set, each pair of it acted jointly. With precision year or month the day is its first.
    """
    table = {name: raw.words(name) for name in COLUMNS}
    kept = []
    for number in range(raw.size):
        row = _row(number, {name: column[number] for name, column in table.items()}, today, tally)
        if row is not None:
            kept.append(row)
    pairs = [pair for row in kept for pair in _pairs(row)]
    return _drafted(pairs, today)


def _drafted(pairs: list[_Pair], today: date) -> Draft:
    def column(name: str) -> list[str | None]:
        return [pair.row.cells[name] for pair in pairs]

    dated = of_words([pair.row.day for pair in pairs])
    kinds, modes = of_words(column("type")), of_words(column("mode"))
    issues = of_words(column("issues"))
    lists = [_split(cell) for cell in issues.values]
    known = frozenset(issue_table())
    return Draft(
        days=days_of(dated, today=today),
        dated=dated,
        actor=_side([pair.actor for pair in pairs]),
        recipient=_side([pair.recipient for pair in pairs]),
        acts=acts_by((kinds, modes), lambda kind, mode: acts.of_plover(kind, mode), kinds),
        label=of_words(column("text")),
        status=of_words([pair.row.cells["status"] or "occurred" for pair in pairs]),
        precise=of_words([pair.row.precision for pair in pairs]),
        joint=np.array([pair.joint for pair in pairs], dtype=bool),
        issues=(issues.codes, [tuple(each for each in codes if each in known) for codes in lists]),
        origin=np.array([pair.row.number for pair in pairs], dtype=np.int64),
        contexts=(constant(None, len(pairs)).codes, ()),
        more={"source": of_words(column("source")), "note": of_words(column("confidence_note"))},
    )


def _row(number: int, cells: dict[str, str | None], today: date, tally: Tally) -> _Row | None:
    """A row, if its date, type, status and parties can be read; what can't be is counted."""
    dated = _dated(cells["date"] or "", cells["precision"], today)
    if len(dated) == 1:
        tally.skip(dated[0], 1, [" ".join(each for each in (cells["date"], cells["precision"]) if each) or "(empty)"])
        return None
    if acts.of_plover(cells["type"] or "") is None:
        tally.skip(counting.CODE, 1, [cells["type"] or "(empty)"])
        return None
    status = (cells["status"] or "occurred").casefold()
    actors, recipients = (tuple(_party(code) for code in _split(cells[name])) for name in ("actors", "recipients"))
    if status not in get_args(Status) or not (actors or recipients):
        tally.skip(counting.FIELD, 1, [cells["status"] or "" if actors or recipients else "no actors or recipients"])
        return None
    if cells["mode"] and acts.mode_of(cells["type"] or "", cells["mode"]) is None:
        tally.lose(counting.MODE, 1, [f"{cells['type']} {cells['mode']}"])
    odd = [code for code in _split(cells["issues"]) if code not in issue_table()]
    tally.lose(counting.ISSUE, int(bool(odd)), odd)
    return _Row(number, dated[0], dated[1], actors, recipients, cells | {"status": status})


def _dated(text: str, precision: str | None, today: date) -> tuple[str, ...]:
    """The first day that a date covers and its precision; or, alone, the reason why there is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return (counting.DATE,)
    told = sum(part is not None for part in found.groups()) - 1
    wanted = told if precision is None else _place(precision)
    if wanted is None or wanted > told:
        return (counting.DATE,)
    year, month, day = found[1], found[2] if wanted > 0 else "01", found[3] if wanted > 1 else "01"
    try:
        first = date(int(year), int(month), int(day))
    except ValueError:
        return (counting.DATE,)
    if first.year < 1900:
        return (counting.BEFORE,)
    return (counting.FUTURE,) if first > today else (first.isoformat(), _PRECISIONS[wanted])


def _place(precision: str) -> int | None:
    word = precision.casefold()
    return _PRECISIONS.index(word) if word in _PRECISIONS else None


def _pairs(row: _Row) -> Iterator[_Pair]:
    actors, recipients = row.actors, row.recipients
    if len(set(actors)) > 1 and set(actors) == set(recipients):
        for one, other in combinations(sorted(set(actors), key=lambda each: each.name), 2):
            yield _Pair(row, one, other, True)
        return
    for actor, recipient in product(actors or (None,), recipients or (None,)):
        yield _Pair(row, actor, recipient, False)


def _side(parties: list[_Party | None]) -> Side:
    return Side(
        of_words([each.country if each else None for each in parties]),
        of_words([each.sector if each else None for each in parties]),
        of_words([each.name if each else None for each in parties]),
    )


def _party(word: str) -> _Party:
    code, _, sector = word.partition(".")
    return _Party(code if code in states() or code in organisations() else None, sector or None, word)


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (cell or "").split("|") if part.strip()))
