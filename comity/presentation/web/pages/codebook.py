"""`/codebook`: every code with what it means."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from comity.errors import UsageError
from comity.presentation.web.addresses import address
from comity.presentation.web.answering import as_json, page
from comity.presentation.web.codes import kinds, search

router = APIRouter()
LONGEST = 200
Words = Annotated[str, Query(description="words of a code, its name, or what stands for it in reports")]


@router.get("/codebook", summary="Every code with what it means; /codebook#SANCTION leads to one.")
@router.get("/codebook.json", summary="Every code with what it means, as json.")
def codebook(request: Request, q: Words = "") -> Response:
    """Types, modes, contexts, statuses, quad classes, CAMEO, sectors, issues, states, organisations, hedges."""
    if len(q) > LONGEST:
        raise UsageError("the parameter q", f"is longer than {LONGEST} letters", "write less")
    q = " ".join(q.split())
    found = search(q) if q else kinds()
    if request.url.path.endswith(".json"):
        rows = [msgspec.structs.asdict(code) for kind in found for code in kind.codes]
        return as_json({"count": len(rows), "rows": rows})
    number = sum(len(kind.codes) for kind in found)
    title = f"Codebook: {q}" if q else "Codebook"
    return page(request, "codebook.html", title=title, q=q, kinds=found, number=number,
                json=address("/codebook.json", {"q": q}))  # fmt: skip
