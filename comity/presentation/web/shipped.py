"""Pages of the documentation that the desk shows: in the package where it was built, else in the checkout beside it."""

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import comity

_ROW = re.compile(r"^\| `(\w+)`(?: \*)? \| (.+?) \|\s*$", re.MULTILINE)


@lru_cache(maxsize=64)
def document(name: str) -> str | None:
    """Give the text of docs/NAME, null where this installation has none."""
    beside = Path(comity.__file__).parent.parent / "docs" / name
    for place in (files("comity") / "docs" / name, beside):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return None


@lru_cache(maxsize=1)
def fields() -> dict[str, dict[str, str]]:
    """Give what docs/fields.md tells of each field, by the noun that it belongs to."""
    parts = re.split(r"^## (.+)$", document("fields.md") or "", flags=re.MULTILINE)
    return {title.strip(): dict(_ROW.findall(text)) for title, text in zip(parts[1::2], parts[2::2], strict=True)}
