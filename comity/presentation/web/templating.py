"""Templates: where they lie, and the words that they may use. All that is shown is escaped."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from comity import codebook
from comity.presentation.names import stance_of
from comity.presentation.periods import period_text
from comity.presentation.values import Line
from comity.presentation.web.addresses import address
from comity.presentation.web.showing import harmless, outward, shown
from comity.presentation.wording import day_text, duration_text

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HERE = files("comity.presentation.web")


def render(name: str, **values: Any) -> str:
    """Give a page of a template; what a template names must be given."""
    return _template(name).render(**values)


def static(name: str) -> bytes:
    """Give a file of `static/`; raises `FileNotFoundError`."""
    # Held against what is there: a name may mean more to a file system than to us.
    found = {each.name: each for each in (_HERE / "static").iterdir()}.get(name)
    if found is None:
        raise FileNotFoundError(name)
    return found.read_bytes()


@lru_cache(maxsize=32)
def static_address(name: str) -> str:
    """Give the address of a static file, which changes with what is in it, so that browsers may keep it for ever."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:12]}"


def count(number: int, noun: str) -> str:
    """Give "1 report", "1,200 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def when(row: Any) -> str:
    """Give the days of an index row in words: "4 March 2024", "March 2024", "2024", or "no date"."""
    start, end = row["start"], row["end"]
    return "no date" if not start else span(start, end)


def span(start: str, end: str | None) -> str:
    """Give a stretch of days in words."""
    if not end or end == start:
        return day_text(start)
    if start[:7] == end[:7] and start.endswith("-01") and int(end[8:]) >= 28:
        return period_text(start, "month")
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]} to {end[:4]}"
    return f"{day_text(start)} to {day_text(end)}"


def nested(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Give the lines of a section, each with those that stand below it."""
    found: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.sub and found and not line.group:
            found[-1][1].append(line)
        else:
            found.append((line, []))
    return found


@lru_cache(maxsize=4096)
def meaning(code: str) -> str:
    """Give what a code of the codebook means, in a few words; "" for what is none."""
    if code in codebook.states():
        return codebook.states()[code].name
    if code in codebook.organisations():
        return codebook.organisations()[code].name
    if code in codebook.issues():
        return codebook.issues()[code].name
    return codebook.event_types()[code].gloss if code in codebook.event_types() else ""


@lru_cache(maxsize=4096)
def dyad_name(dyad: str) -> str:
    """Give a dyad by its names: "Chile and Peru", "Chile towards Peru"."""
    one, mark, other = dyad.partition(">" if ">" in dyad else "-")
    return f"{meaning(one) or one} {'towards' if mark == '>' else 'and'} {meaning(other) or other}"


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (_HERE / "templates" / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        # Whatever page shows it: no word of a report turns the direction of a page or carries a control letter into it.
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "static": static_address, "address": address, "count": count, "when": when, "meaning": meaning,
        "dyad_name": dyad_name, "span": span, "duration": duration_text, "stance_of": stance_of,
        "nested": nested, "shown": shown, "outward": outward,
    }  # fmt: skip
    return environment


@lru_cache(maxsize=64)
def _template(name: str) -> "Template":
    return _environment().get_template(name)
