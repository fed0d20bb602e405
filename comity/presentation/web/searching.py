"""The search: what a reader types as a dyad, a state, an issue, an id or words, each kind in a group, best first."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import combinations
from typing import Any

from comity import codebook
from comity.presentation.filters import Filters
from comity.presentation.index import TABLES, Index, Wanted
from comity.presentation.index.wanting import search_words
from comity.presentation.web.addresses import address
from comity.presentation.web.templating import count, dyad_name, when

LONGEST = 200
EACH, MOST_ISSUES = 5, 6
# So many matches are ranked by how well they fit; of more the last added come first, for ranking all takes too long.
MOST_RANKED = 2_000
SHOWN = ("incidents", "pledges", "agreements", "statements", "positions", "assessments", "reports")
_WORDS = {"incidents": "told", "pledges": "text", "agreements": "title", "statements": "quote",
          "positions": "evidence", "assessments": "outcome", "reports": "title", "actors": "name",
          "events": "told"}  # fmt: skip
# What stands between two states without meaning anything.
_BETWEEN = frozenset(("and", "vs", "versus", "with", "to", "towards", "between", "relations", "the", "of"))
_LONGEST_NAME = 6


@dataclass(frozen=True)
class Hit:
    """Something found: its words, where it is, and what is said beside it."""

    words: str
    address: str
    aside: str = ""
    id: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `total` of them, more than that where `over`; `more` is the address of all."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    total: int
    more: str = ""
    over: bool = False
    order: str = ""


@dataclass(frozen=True)
class Found:
    """What a search found; `searched` says what was gone through, `near` are words that may have been meant."""

    groups: tuple[Group, ...]
    searched: str
    near: tuple[str, ...] = ()


def search(index: Index, text: str) -> Found:
    """Search the index for what a reader typed."""
    asked = " ".join(text[:LONGEST].split())
    states, rest = states_in(asked)
    groups = [
        _ids(index, asked),
        _dyads(index, states),
        _states(index, states if states and not rest else states[:4]),
        _issues(asked),
        _people(index, asked),
        *(_rows(index, table, asked) for table in SHOWN),
    ]
    found = tuple(group for group in groups if group is not None and group.hits)
    searched = (
        "Searched: names and codes of states and bodies, issues, the beginnings of ids, who’s who, and the words of "
        "incidents, pledges, agreements, statements, positions, expectations and titles of reports. Every word must "
        "stand there; the last one may go on."
    )
    return Found(found, searched, () if found else _near(asked))


def states_in(text: str) -> tuple[list[str], list[str]]:
    """Give the states and bodies that words name, in their order, and the words that are left."""
    words = [word for word in re.split(r"[\s,;/]+|(?<=\w)[-–—>](?=\w)", text) if word]
    known = _names()
    found: list[str] = []
    rest: list[str] = []
    unsure: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            parts = words[at : at + size]
            # A hyphen that parts two states stands inside some names.
            code = known.get(" ".join(parts).casefold()) or known.get("-".join(parts).casefold())
            if code and not (size == 1 and parts[0].casefold() in _BETWEEN):
                found.append(code)
                if size == 1 and parts[0].upper() == code and parts[0] != code:
                    unsure.append((code, parts[0]))
                at += size
                break
        else:
            if words[at].casefold() not in _BETWEEN:
                rest.append(words[at])
            at += 1
    if rest:
        # Beside other words "can" and "per" are no codes of states.
        found = [code for code in found if code not in {each for each, _ in unsure}]
        rest += [word for _, word in unsure]
    return list(dict.fromkeys(found)), rest


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for state in codebook.states().values():
        for name in (state.code, state.name, *state.names, *state.demonyms):
            found.setdefault(name.casefold(), state.code)
    for body in codebook.organisations().values():
        for name in (body.code, body.name, *body.names):
            found.setdefault(name.casefold(), body.code)
    return found


def _ids(index: Index, text: str) -> Group | None:
    """Rows whose id begins like this."""
    if " " in text or len(text) < 4:
        return None
    hits = []
    for table in TABLES:
        rows = index.ask(f"SELECT * FROM {table} WHERE id >= ? AND id < ? LIMIT {EACH}", text, f"{text}￿")
        hits += [_hit(table, row, named=True) for row in rows]
    exact = [hit for hit in hits if hit.id == text]
    shown = tuple((exact or hits)[: 2 * EACH])
    return Group("id", "Ids that begin like this", shown, len(shown))


def _dyads(index: Index, states: list[str]) -> Group | None:
    hits = []
    for one, other in combinations(states[:4], 2):
        pair = "-".join(sorted((one, other)))
        told = index.columns("incidents")
        acts = int((told.alive & told.among("dyad", (pair,))).sum())
        where = f"/dyads/{pair}" if acts else address("/incidents", {"dyad": pair})
        hits.append((acts, Hit(dyad_name(pair), where, count(acts, "incident") if acts else "no incident told", pair)))
    hits.sort(key=lambda each: -each[0])
    return Group("dyad", "Dyads", tuple(hit for _, hit in hits), len(hits))


def _states(index: Index, states: list[str]) -> Group | None:
    hits = []
    for code in states:
        known = codebook.states().get(code) or codebook.organisations().get(code)
        acts = index.page("incidents", Wanted(Filters(actor=code)), count=0, facets=()).total
        name = known.name if known else code
        hits.append(Hit(name, address("/dyads", {"q": code}), f"its dyads; {count(acts, 'incident')}", code))
        hits.append(Hit(f"Incidents with {name}", address("/incidents", {"actor": code}), "", code))
    return Group("state", "States and bodies", tuple(hits), len(states))


def _issues(text: str) -> Group | None:
    wanted = text.casefold().replace("-", " ").split()
    found = []
    for issue in codebook.issues().values():
        words = f"{issue.code} {issue.name}".casefold().replace("-", " ").split()
        if wanted and all(any(word.startswith(each) for word in words) for each in wanted):
            found.append(Hit(issue.name, f"/issues/{issue.code}", issue.code, issue.code))
    found.sort(key=lambda hit: (len(hit.words), hit.words))
    return Group("issue", "Issues", tuple(found[:MOST_ISSUES]), len(found), "/issues")


def _people(index: Index, text: str) -> Group | None:
    phrase = search_words(text)
    if not phrase:
        return None
    sql = ("SELECT t.* FROM actors_words w JOIN actors t ON t.row = w.rowid WHERE actors_words MATCH ? "
           f"ORDER BY t.named DESC LIMIT {MOST_RANKED + 1}")  # fmt: skip
    rows = index.ask(sql, phrase)
    hits = tuple(_hit("actors", row) for row in rows[:EACH])
    return Group("actors", "Who’s who", hits, min(len(rows), MOST_RANKED), address("/actors", {"q": text}),
                 len(rows) > MOST_RANKED, "the most often named first")  # fmt: skip


def _rows(index: Index, table: str, text: str) -> Group | None:
    phrase = search_words(text)
    if not phrase:
        return None
    words = f"{table}_words"
    within = f"SELECT count(*) FROM (SELECT 1 FROM {words} WHERE {words} MATCH ? LIMIT {MOST_RANKED + 1})"
    total = int(index.ask(within, phrase)[0][0])
    over = total > MOST_RANKED
    order = "rowid DESC" if over else "rank, rowid DESC"
    found = index.ask(f"SELECT rowid FROM {words} WHERE {words} MATCH ? ORDER BY {order} LIMIT {4 * EACH}", phrase)
    # Rows of other coders tell one act once for each pair of states in the same words.
    told: dict[str, sqlite3.Row] = {}
    for row in index.rows(table, [row[0] for row in found]):
        told.setdefault(str(row[_WORDS[table]]), row)
    rows = list(told.values())[:EACH]
    asked = {"q": text, "coder": "all"} if table == "incidents" else {"q": text}
    title = "Expectations" if table == "assessments" else table.capitalize()
    said = "the last added first" if over else "best match first"
    return Group(table, title, tuple(_hit(table, row) for row in rows), min(total, MOST_RANKED),
                 address(f"/{table}", asked), over, said)  # fmt: skip


def _hit(table: str, row: sqlite3.Row, *, named: bool = False) -> Hit:
    words = str(row[_WORDS[table]] or row["id"])
    asides = list(_asides(table, row))
    if named:
        asides = [f"{table.removesuffix('s')} {row['id']}", *asides]
    return Hit(words, f"/{table}/{row['id']}", " · ".join(asides), row["id"])


def _asides(table: str, row: sqlite3.Row) -> Iterator[str]:
    told: dict[str, Any] = dict(zip(row.keys(), row, strict=True))
    if table == "actors":
        yield str(told["kind"])
        if told["country"]:
            yield str(told["country"])
        return
    yield when(row)
    for name in ("speaker_names", "actor_names", "by_names", "stance", "status"):
        if told.get(name) and told[name] not in ("occurred", "author"):
            yield str(told[name])
    if told["origin"] == "imported":
        yield str(told["coder"])
    if told.get("outlet"):
        yield str(told["outlet"])


def _near(text: str) -> tuple[str, ...]:
    """Names that a word which found nothing may have meant."""
    found: list[str] = []
    for word in text.casefold().split()[:4]:
        if len(word) > 3 and word.isascii():
            found += get_close_matches(word, _names(), n=2, cutoff=0.75)
    return tuple(dict.fromkeys(name.title() for name in found))[:4]
