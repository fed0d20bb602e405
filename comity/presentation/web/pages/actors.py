"""`/actors/ID`: somebody's offices with what they rest on, positions, words, newest acts, and with whom they act."""

from typing import Any

from fastapi import APIRouter, Request, Response

from comity import codebook
from comity.presentation.web import acting, finding
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, page
from comity.presentation.web.careers import career, tenure_days
from comity.presentation.web.finding import Asked, Elsewhere, asked_of, described, leading, located, sources
from comity.presentation.web.problems import NotThere
from comity.presentation.web.showing import shown
from comity.presentation.web.templating import render

router = APIRouter()
NEWEST, SAID = 12, 8
_PRONOUNS = frozenset("he she it they his her its their him them himself herself who whom two both the no each".split())
_NOBODY = dict.fromkeys(("variants", "reports", "tenures", "parties", "camps", "succeeded", "preceded",
                         "contradictions", "roles"), ())  # fmt: skip


@router.get("/actors/{id}.json", openapi_extra={"parameters": described()})
@leading
def actor_data(request: Request, id: str) -> Response:
    """One actor as `comity actors --json` gives it."""
    asked = asked_of(request)
    return as_json(_actor(request, asked, id, after=".json"))


@router.get("/actors/{id}.svg", openapi_extra={"parameters": described()})
@leading
def actor_drawing(request: Request, id: str) -> Response:
    """The offices of one actor over time, as a drawing."""
    asked = asked_of(request)
    row = _actor(request, asked, id, after=".svg")
    drawn = career(shown(row["name"], 80), row["tenures"], until=_until(asked))
    if drawn is None:
        raise NotThere(repr(finding.shortly(id)), "no dated office of this actor is told", "read the page without .svg")
    words = render("actor_career.html", career=drawn, alone=True, title=row["name"])
    return Response(words, media_type="image/svg+xml")


@router.get("/actors/{id}", openapi_extra={"parameters": described()})
@leading
def actor(request: Request, id: str) -> Response:
    """One actor: offices over time, contradictions, positions, statements, newest incidents, company."""
    asked = asked_of(request)
    row = _actor(request, asked, id)
    of_state = row["kind"] in ("state", "organisation") and bool(row["country"])
    key = str(row["country"] if of_state else row["id"])
    index = asked.index
    incidents, acts = acting.newest(index, "incidents", key, NEWEST)
    said, heard = acting.statements(index, key, of_state=of_state)
    positions = acting.positions(index, key, of_state=of_state)
    cited = [each["report"] for tenure in row["tenures"] for each in tenure["evidence"]]
    cited += [each["report"] for rows in positions.values() for each in rows]
    cited += [
        each["report"] for claim in row["contradictions"] for side in claim["claims"] for each in side["evidence"]
    ]
    cited += [each["report"] for name in ("parties", "camps", "succeeded", "preceded") for one in row[name]
              for each in one["evidence"]]  # fmt: skip
    return page(
        request,
        "actor.html",
        title=row["name"],
        asked=asked,
        row=row,
        key=key,
        of_state=of_state,
        called=_called(row),
        alone=False,
        career=career(shown(row["name"], 80), row["tenures"], until=_until(asked)),
        days=tenure_days,
        incidents=incidents,
        acts=acts,
        said=said,
        heard=heard,
        most_said=SAID,
        positions=positions,
        company=acting.company(index, key, country=row["country"]),
        quads=acting.QUADS,
        reports=sources(index, [*cited, *row["reports"][-NEWEST:]]),
    )


def _actor(request: Request, asked: Asked, id: str, *, after: str = "") -> dict[str, Any]:
    """The row of an actor; a bare code leads to its state or body, one that no report names has an empty row."""
    bare = id.upper()
    if asked.index.row("actors", id) is None:
        for whole in (f"state:{bare}", f"igo:{bare.removeprefix('IGO:').lower()}"):
            known = bare in codebook.states() if whole.startswith("state:") else bare in codebook.organisations()
            if known and id != whole:
                raise Elsewhere(address(f"/actors/{whole}{after}", dict(request.query_params)))
        if (empty := _of_codebook(id)) is not None:
            return empty
    try:
        return located(request, asked, "actors", id, after=after)
    except NotThere as error:
        word = "".join(letter for letter in id.partition(":")[2] or id if letter.isalnum() or letter in " -")[:60]
        sql = "SELECT id FROM actors WHERE name LIKE ? ORDER BY named DESC LIMIT 3"
        near = asked.index.ask(sql, f"%{word.replace('-', ' ')}%") if word else []
        if near and "did you mean" not in error.step:
            step = f"did you mean {' or '.join(str(each['id']) for each in near)}"
            raise NotThere(error.subject, error.problem, step) from error
        raise


def _of_codebook(id: str) -> dict[str, Any] | None:
    """A state or body of the codebook that no report names."""
    kind, _, code = id.partition(":")
    if kind == "state" and code in codebook.states():
        name, country = codebook.states()[code].name, code
    elif kind == "igo" and f"IGO:{code.upper()}" in codebook.organisations():
        country = f"IGO:{code.upper()}"
        name = codebook.organisations()[country].name
    else:
        return None
    kind = "state" if kind == "state" else "organisation"
    return {"id": id, "name": name, "kind": kind, "country": country, "named": 0, **_NOBODY}


def _called(row: dict[str, Any]) -> list[str]:
    """The names that reports use, without pronouns and the bare name itself."""
    kept = (each for each in row["variants"] if each[:1].isupper() and each != row["name"])
    return [each for each in kept if each.lower().split(" ")[0] not in _PRONOUNS][:20]


def _until(asked: Asked) -> str | None:
    """Where offices that go on end in the drawing: the day asked for, else that of the latest report."""
    if asked.as_of:
        return asked.as_of[:10]
    columns = asked.index.columns("reports")
    latest = asked.index.rows("reports", columns.rows(columns.alive, count=1))
    return str(latest[0]["end"]) if latest and latest[0]["end"] else None
