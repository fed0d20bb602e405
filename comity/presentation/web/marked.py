"""Pages of the documentation as HTML: Markdown of our own, whose links lead to pages of the desk."""

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from comity.presentation.web.shipped import document

# The pages that the desk shows, by their place in docs/.
PAGES = (
    "method.md", "method/level.md", "method/turning-points.md", "method/drivers.md", "method/forecasts.md",
    "method/forecasts-issued.md", "method/half-life.md", "method/reciprocity.md", "method/triads.md",
    "method/issues.md", "method/fulfilment.md", "method/next-acts.md", "method/what-if.md",
)  # fmt: skip


def slug(name: str) -> str:
    """Give the word by which a page of the documentation stands in an address."""
    return "coding" if name == "method.md" else name.removeprefix("method/").removesuffix(".md")


@lru_cache(maxsize=32)
def heading(name: str) -> str:
    """Give the heading of a page of the documentation; its file's name where it has none."""
    found = re.search(r"^# (.+)$", document(name) or "", re.MULTILINE)
    return found[1].replace("`", "") if found else slug(name)


@lru_cache(maxsize=32)
def html(name: str) -> Markup | None:
    """Give a page of the documentation as HTML, null where this installation has none."""
    from markdown_it import MarkdownIt

    text = document(name)
    if text is None:
        return None
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    used: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[at + 1].content, used))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        if token.children:
            token.children = _linked(token.children, name)
    made = parser.renderer.render(tokens, parser.options, {})
    # Wide tables scroll by themselves, also with the keyboard.
    made = made.replace(
        "<table>", '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table class="rows">'
    )
    # What is rendered is our own documentation, with HTML switched off; nothing of a report is in it.
    return Markup(made.replace("</table>", "</table></div>"))


def _linked(children: list[Any], name: str) -> list[Any]:
    """Links to pages that the desk has lead there; of others the words stay."""
    found: list[Any] = []
    dropped = 0
    for child in children:
        if child.type == "link_open":
            to = _address(str(child.attrGet("href")), name)
            if to is None:
                dropped += 1
                continue
            child.attrSet("href", to)
        elif child.type == "link_close" and dropped:
            dropped -= 1
            continue
        found.append(child)
    return found


def _address(href: str, name: str) -> str | None:
    path, mark, anchor = href.partition("#")
    if not path:
        return href
    folder = name.rpartition("/")[0]
    parts = [part for part in (folder, *path.split("/")) if part not in ("", ".")]
    while ".." in parts:
        at = parts.index("..")
        parts = parts[: max(at - 1, 0)] + parts[at + 1 :]
    place = "/".join(parts)
    if place in ("method/README.md", "method"):
        return "/method"
    if place == "codebook.md":
        return "/codebook"
    return f"/method/{slug(place)}{mark}{anchor}" if place in PAGES else None


def _anchor(text: str, used: set[str]) -> str:
    word = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "part"
    found, number = word, 2
    while found in used:
        found, number = f"{word}-{number}", number + 1
    used.add(found)
    return found
