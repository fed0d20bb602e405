"""The desk's addresses in words, from its OpenAPI description, and lines that fetch a view from other programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI

from comity.presentation.filters import Filters
from comity.presentation.index import TABLES
from comity.presentation.web.addresses import FORMS, address


@dataclass
class Place:
    """An address with what it shows, the endings of its data, and its parameters with their meanings."""

    path: str
    summary: str
    forms: list[str] = field(default_factory=list)
    parameters: tuple[tuple[str, str, str], ...] = ()
    same_as: str | None = None

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return self.path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "desk"


def places(app: FastAPI) -> list[Place]:
    """Give every address that can be read, the data forms of a page with it, in the order of the description."""
    found: dict[str, Place] = {}
    for path, methods in app.openapi()["paths"].items():
        told = methods.get("get")
        if told is None:
            continue
        stem, form = _parted(path)
        parameters = tuple(
            (each["name"], each.get("description", ""), "path" if each["in"] == "path" else "")
            for each in told.get("parameters", ())
        )
        place = found.setdefault(stem, Place(stem, _summary(told), [], parameters))
        if form:
            place.forms.append(form)
    seen: dict[tuple[tuple[str, str, str], ...], str] = {}
    for place in found.values():
        if len(place.parameters) > 4:
            # Nine tables take the same parameters, which are told once.
            first = seen.setdefault(place.parameters, place.path)
            place.same_as = first if first != place.path else None
    return sorted(found.values(), key=lambda each: each.path)


def _summary(told: dict[str, Any]) -> str:
    """A sentence on an address: its summary, or the first line of its description where nobody wrote one."""
    summary = str(told.get("summary", ""))
    return summary if summary.endswith(".") else str(told.get("description", summary)).splitlines()[0]


def forms_of(app: FastAPI, path: str) -> tuple[str, ...] | None:
    """Give the data forms of a concrete address, null where the desk has none like it."""
    paths = list(app.openapi()["paths"])
    forms = tuple(
        form for form in FORMS if any(each.endswith(f".{form}") and _fits(each, f"{path}.{form}") for each in paths)
    )
    return forms if forms or any(_fits(each, path) for each in paths) else None


def lines(base: str, path: str, params: dict[str, str], forms: Sequence[str]) -> list[tuple[str, str]]:
    """Give runnable lines that fetch a view: curl, Python, R, and the library where it has a twin of the view."""
    form = next((each for each in ("csv", "json") if each in forms), None)
    if form is None:
        whole = base + address(quote(path), dict(params))
        return [("curl", f"curl -sS '{whole}' -o page.html")]
    whole = base + address(quote(f"{path}.{form}"), dict(params))
    told = json.dumps(whole)
    found = [("curl", f"curl -sS '{whole}' -o {_file(path)}.{form}")]
    if form == "csv":
        found += [
            ("Python", f"import pandas as pd\n\nrows = pd.read_csv({told})\nprint(len(rows))\nprint(rows.head())"),
            ("R", f'rows <- read.csv({told}, encoding = "UTF-8")\nnrow(rows)\nhead(rows)'),
        ]
    else:
        found += [
            (
                "Python",
                f"import json\nfrom urllib.request import urlopen\n\nfound = json.load(urlopen({told}))\nlist(found)",
            ),
            ("R", f"library(jsonlite)\n\nfound <- fromJSON({told})\nnames(found)"),
        ]
    if (twin := library(path, params)) is not None:
        found.append(("Python, without the desk", twin))
    return found


def library(path: str, params: dict[str, str]) -> str | None:
    """Give the lines of the library that give the same rows, null where it has no such view."""
    table = path.strip("/")
    known = {*Filters.__struct_fields__, "as_of", "by"}
    if table not in TABLES or not set(params) <= {*known, "sort", "page", "per_page", "embed"}:
        return None
    given = "".join(f", {name}={json.dumps(value)}" for name, value in params.items() if name in known)
    return f'import comity\n\nfor row in comity.{table}(record="comity-record"{given}):\n    print(row)'


def _fits(pattern: str, path: str) -> bool:
    """Whether a path is one of a route's: a part in braces stands for one part of any words."""
    told, given = pattern.split("/"), path.split("/")
    return len(told) == len(given) and all(_part(one, other) for one, other in zip(told, given, strict=True))


def _part(pattern: str, part: str) -> bool:
    start, brace, rest = pattern.partition("{")
    if not brace:
        return pattern == part
    end = rest.partition("}")[2]
    return part.startswith(start) and part.endswith(end) and len(part) > len(start) + len(end)


def _parted(path: str) -> tuple[str, str | None]:
    stem, dot, ending = path.rpartition(".")
    return (stem, ending) if dot and ending in FORMS else (path, None)


def _file(path: str) -> str:
    word = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in path.strip("/"))
    return f"comity-{word or 'desk'}"[:60]
