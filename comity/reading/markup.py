"""Markup, read once from left to right: how deep it is, the text of its blocks, and the facts of its head.

No tree is built here, so hostile pages (unclosed comments, thousands of nested tags) cost linear time.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from comity.reading.characters import plain_line
from comity.reading.published import parse_day

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>?")
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_OPENING = re.compile(
    r"\s*(?:\ufeff)?\s*<(?:!doctype\s+html|!--|\?xml|/?(?:html|head|body|article|main|section|div|p|h[1-6]|span|header|figure|"
    r"ul|ol|table|meta|title|br|a|b|i|em|strong|blockquote|img)\b[^<>]*>)",
    re.IGNORECASE,
)
_VOID_WORDS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
# Closed by the parser when the next one opens, so they nest only on paper.
_IMPLIED_WORDS = "p li dt dd tr td th option thead tbody tfoot"
_IMPLIED = frozenset(_IMPLIED_WORDS.split())
_INLINE_WORDS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_WORDS.split())
_SKIPPED = ("script", "style", "noscript", "template", "svg", "iframe", "title", "textarea")
_ASIDE = {
    "nav": "navigation",
    "header": "page furniture",
    "footer": "page furniture",
    "aside": "page furniture",
    "form": "page furniture",
    "button": "page furniture",
    "figure": "caption",
    "figcaption": "caption",
}


class Block(NamedTuple):
    """Words between two block tags: offsets into the markup, plain words, why they stand aside."""

    start: int
    end: int
    text: str
    aside: str | None


class Facts(NamedTuple):
    """What the head of a page says of it, each null when it does not."""

    title: str | None
    published: str | None
    outlet: str | None
    byline: str | None
    url: str | None


def is_markup(text: str) -> bool:
    """Whether a text starts as an HTML page or fragment does."""
    return _OPENING.match(text[:2000]) is not None


def depth(markup: str) -> int:
    """How deep tags nest, counted without parsing."""
    now = deepest = 0
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if name in _VOID or name in _IMPLIED:
            continue
        now = max(0, now - 1) if match[1] else now + 1
        deepest = max(deepest, now)
    return deepest


def blocks(markup: str) -> list[Block]:
    """The blocks of words in a page, in order; scripts, styles and comments are no words."""
    found: list[Block] = []
    parts: list[str] = []
    start = end = 0
    aside: dict[str, int] = dict.fromkeys(_ASIDE, 0)

    def close() -> None:
        text = plain_line(html.unescape("".join(parts)))
        if text:
            why = next((_ASIDE[name] for name in reversed(_ASIDE) if aside[name]), None)
            found.append(Block(start, end, text, why))
        parts.clear()

    for left, right, name, closing in _pieces(markup):
        if not name:
            if not parts and markup[left:right].isspace():
                continue
            if not parts:
                start = left + len(markup[left:right]) - len(markup[left:right].lstrip())
            parts.append(markup[left:right])
            if not markup[left:right].isspace():
                end = left + len(markup[left:right].rstrip())
        elif name not in _INLINE:
            close()
            if name in aside:
                aside[name] = max(0, aside[name] + (-1 if closing else 1))
    close()
    return found


def _pieces(markup: str) -> Iterator[tuple[int, int, str, bool]]:
    """Text (empty name) and tags in order, as (start, end, name, closing)."""
    lower = markup.lower()
    position, size = 0, len(markup)
    # Once a mark is known not to come again, it is not sought again: an unclosed one can't cost square time.
    missing: set[str] = set()

    def after(mark: str, start: int) -> int:
        if mark in missing:
            return start
        at = lower.find(mark, start)
        if at < 0:
            missing.add(mark)
            return start
        return at + len(mark)

    while position < size:
        at = markup.find("<", position)
        if at < 0:
            yield position, size, "", False
            return
        if at > position:
            yield position, at, "", False
        match = _TAG.match(markup, at)
        if match is not None:
            name, position = match[2].lower(), match.end()
            if name in _SKIPPED and not match[1] and not match[0].endswith("/>"):
                position = after(f"</{name}", position)
                position = position if f"</{name}" in missing else after(">", position)
            yield at, position, name, bool(match[1])
        elif markup.startswith("<!--", at):
            position = after("-->", at + 4)
        elif markup[at + 1 : at + 2] in {"!", "?"}:
            position = after(">", at + 1)
        else:
            yield at, at + 1, "", False
            position = at + 1


def facts(markup: str) -> Facts:
    """Title, day, outlet, byline and address as the page's own tags tell them."""
    meta: dict[str, str] = {}
    url = moment = None
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if match[1] or name not in {"meta", "link", "time"}:
            continue
        values = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(match[0])}
        if name == "meta" and values.get("content"):
            key = values.get("property") or values.get("name") or values.get("itemprop") or ""
            meta.setdefault(key.lower(), values["content"])
        elif name == "link" and values.get("rel", "").lower() == "canonical":
            url = url or values.get("href")
        elif name == "time":
            moment = moment or parse_day(values.get("datetime"))
    data = _linked_data(markup)
    dates = (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dcterms.date",
        "pubdate",
        "parsely-pub-date",
    )
    days = [parse_day(meta.get(key)) for key in dates] + [parse_day(_word(data.get("datePublished"))), moment]
    return Facts(
        title=_plain(
            meta.get("og:title") or _word(data.get("headline")) or _between(markup, "h1") or _between(markup, "title")
        ),
        published=next((day for day in days if day), None),
        outlet=_plain(meta.get("og:site_name") or _word(data.get("publisher")) or meta.get("publisher")),
        byline=_plain(meta.get("author") or _word(data.get("author"))),
        url=_plain(meta.get("og:url") or url),
    )


def _linked_data(markup: str) -> dict[str, Any]:
    """The first article among the page's JSON-LD blocks; empty when there is none."""
    at = 0
    lower = markup.lower()
    for _ in range(20):
        at = lower.find("application/ld+json", at)
        left, right = lower.find(">", at), lower.find("</script", at)
        if at < 0 or left < 0 or right < left:
            return {}
        try:
            data = json.loads(markup[left + 1 : right])
        except (ValueError, RecursionError):
            data = None
        items = data if isinstance(data, list) else [data]
        if isinstance(data, dict) and isinstance(data.get("@graph"), list):
            items = data["@graph"]
        for item in items:
            if isinstance(item, dict) and ("headline" in item or "datePublished" in item):
                return item
        at = right
    return {}


def _word(value: object) -> str | None:
    if isinstance(value, list) and value:
        return ", ".join(word for item in value if (word := _word(item))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and not value.startswith(("http://", "https://")) else None


def _between(markup: str, name: str) -> str | None:
    match = re.search(rf"<{name}\b[^<>]*>", markup, re.IGNORECASE)
    if match is None:
        return None
    end = re.compile(rf"</{name}", re.IGNORECASE).search(markup, match.end(), match.end() + 2000)
    return html.unescape(re.sub(r"<[^<>]*>", " ", markup[match.end() : end.start()])) if end else None


def _plain(value: str | None) -> str | None:
    return plain_line(value) or None if value else None
