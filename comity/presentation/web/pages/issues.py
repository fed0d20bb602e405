"""`/issues` and `/issues/CODE`: what the record tells of each issue, and who stands where on it."""

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from comity import codebook
from comity.errors import UsageError
from comity.presentation.filters import Filters, dyad_code
from comity.presentation.index import Index, Wanted, tally
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, desk_of, page
from comity.presentation.web.problems import NotThere
from comity.presentation.web.templating import dyad_name

router = APIRouter()
COUNTED = ("incidents", "positions", "pledges", "statements")
STANCES = ("demands", "supports", "opposes", "concedes", "avoids")
# States named beside an issue of the tree; its own page has all.
MOST_NAMED = 4
MOST_POSITIONS, MOST_ROWS = 60, 15
MOST_DYADS = 8

AsOf = Annotated[str, Query(description="the record as it stood on this day")]
By = Annotated[str, Query(description="as of reading (read) or of publication (published)")]
Dyad = Annotated[str, Query(description="whose positions stand side by side: two states, CHL-PER")]


@router.get("/issues", summary="The issues of the codebook as a tree, with what the record tells of each.")
@router.get("/issues.json", summary="The issues of the codebook with what the record tells of each, as json.")
def issues(request: Request, as_of: AsOf = "", by: By = "read") -> Response:
    """A tree with counts, and who stands where."""
    index = desk_of(request).index(as_of or None, _by(by))
    rows = _tree(index)
    if request.url.path.endswith(".json"):
        return as_json({"count": len(rows), "rows": rows})
    beside = {"as_of": as_of or None, "by": by if as_of else None}
    told = sum(1 for row in rows if any(row["counts"].values()))
    return page(request, "issues.html", title="Issues", rows=rows, told=told, beside=beside, counted=COUNTED[:3],
                json=address("/issues.json", beside))  # fmt: skip


@router.get("/issues/{code}", summary="One issue: the positions of both sides over time, incidents, pledges.")
@router.get("/issues/{code}.json", summary="One issue as json.")
def issue(request: Request, code: str, dyad: Dyad = "", as_of: AsOf = "", by: By = "read") -> Response:
    """Where two states stand on an issue, what happened over it and what was promised."""
    code = code.casefold()
    if code not in codebook.issues():
        raise NotThere(f"issue {code[:60]!r}", "is not in the codebook", "look at /issues")
    index = desk_of(request).index(as_of or None, _by(by))
    pairs = [(str(each.value), each.count) for each in index.columns("incidents").facet(
        "dyad", index.mask("incidents", Wanted(Filters(issue=code, coder="all"))), most=MOST_DYADS)]  # fmt: skip
    chosen = dyad_code(dyad.replace(">", "-")) if dyad.strip() else (pairs[0][0] if pairs else None)
    sides = [_side(index, code, state) for state in chosen.split("-")] if chosen else []
    states = _standing(index, index.mask("positions", Wanted(Filters(issue=code))), code=None)
    about = _about(code)
    found: dict[str, Any] = {
        **about,
        "counts": {table: index.total(table, _wanted(table, code)) for table in COUNTED},
        "dyad": chosen,
        "stances": [{"state": state, "stance": stance, "count": count} for state, stance, count in states],
    }
    if request.url.path.endswith(".json"):
        rows = {table: list(index.values(table, _numbers(index, table, code, chosen))) for table in COUNTED[:3]}
        return as_json(found | rows)
    params = {"as_of": as_of or None, "by": by if as_of else None}
    newest = {
        table: index.rows(table, _numbers(index, table, code, chosen)[:MOST_ROWS]) for table in ("incidents", "pledges")
    }
    return page(
        request, "issue.html", title=f"Issue: {about['name']}", issue=found, sides=sides, newest=newest,
        stances=STANCES,
        dyads=[
            (dyad_name(pair), pair, number, address(f"/issues/{code}", {"dyad": pair, **params}))
            for pair, number in pairs
        ],
        by_state=_by_state(states), code=code, chosen=chosen, params=params,
        json=address(f"/issues/{code}.json", {"dyad": chosen, **params}), parents=_parents(code),
    )  # fmt: skip


def _by(word: str) -> str:
    if word not in ("read", "published"):
        raise UsageError(f"by {word[:20]!r}", "is not known", "take read or published")
    return word


def _wanted(table: str, code: str, dyad: str | None = None) -> Wanted:
    return Wanted(Filters(issue=code, dyad=dyad))


def _numbers(index: Index, table: str, code: str, dyad: str | None) -> list[int]:
    return index.numbers(table, _wanted(table, code, dyad))


def _about(code: str) -> dict[str, Any]:
    row = codebook.issues()[code]
    below = [each.code for each in codebook.issues().values() if each.parent == code]
    return {"code": code, "name": row.name, "parent": row.parent or None, "below": below, "words": list(row.words)}


def _parents(code: str) -> list[str]:
    found: list[str] = []
    while parent := codebook.issues()[code].parent:
        found.insert(0, parent)
        code = parent
    return found


def _tree(index: Index) -> list[dict[str, Any]]:
    """Every issue in the order of the tree, with its depth, counts and the commonest stances."""
    own: dict[str, dict[str, int]] = {
        table: {
            str(each.value): each.count for each in index.columns(table).facet("issue", index.mask(table, Wanted()))
        }
        for table in COUNTED
    }
    stances: dict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = index.columns("positions")
    for (issue, way, stance), count in tally(columns, columns.alive, "issue", "way", "type"):
        if issue and way and stance:
            stances[issue].append({"state": way.split(">")[0], "stance": stance, "count": count})
    below: dict[str, list[str]] = defaultdict(list)
    for each in codebook.issues().values():
        below[each.parent].append(each.code)
    found: list[dict[str, Any]] = []

    def walk(code: str, depth: int) -> None:
        counts = {table: own[table].get(code, 0) for table in COUNTED}
        found.append({"code": code, "name": codebook.issues()[code].name,
                      "parent": codebook.issues()[code].parent or None,
                      "depth": depth, "counts": counts, "whole": dict(counts), "stances": stances[code]})  # fmt: skip
        for each in below[code]:
            walk(each, depth + 1)

    for top in below[""]:
        walk(top, 0)
    for row in found:
        if below[row["code"]]:
            # An act on two issues of one branch counts once in the branch.
            row["whole"] = {table: int(index.mask(table, _wanted(table, row["code"])).sum()) for table in COUNTED}
    return found


def _standing(index: Index, mask: Any, *, code: str | None) -> list[tuple[str, str, int]]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (way, stance), count in tally(index.columns("positions"), mask, "way", "type"):
        if way and stance:
            found[way.split(">")[0], stance] += count
    return [(state, stance, count) for (state, stance), count in sorted(found.items(), key=lambda each: -each[1])]


def _by_state(states: list[tuple[str, str, int]]) -> list[tuple[str, dict[str, int]]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for state, stance, count in states:
        found[state][stance] = count
    return sorted(found.items(), key=lambda each: -sum(each[1].values()))[:30]


def _side(index: Index, code: str, state: str) -> dict[str, Any]:
    """A state's positions on an issue, the earliest first, by year and one by one."""
    columns = index.columns("positions")
    mask = index.mask("positions", Wanted(Filters(issue=code))) & columns.among("way", (f"{state}>",))
    numbers = columns.rows(mask, count=MOST_POSITIONS)
    rows = index.rows("positions", numbers)
    dated = [row for row in rows[::-1] if row["start"]]
    return {"state": state, "total": int(mask.sum()), "rows": [*dated, *(row for row in rows if not row["start"])]}
