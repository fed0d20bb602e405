"""A web page -> its report's text: trafilatura finds the body, the noise pass cleans it, the rest is kept."""

import re

from comity.model import Removed
from comity.reading.markup import Block, blocks, depth, facts
from comity.reading.noise import Cleaned, clean
from comity.reading.parsing import body_of
from comity.reading.patterns import noise_reason
from comity.reading.published import date_line

# libxml2 gives up at 256 levels, and walks of a deeper tree recurse; real pages stay under 60.
_DEEPEST = 200
# 40,000 elements cost trafilatura over three seconds on one core; real pages hold a tenth of that.
_MOST_TAGS = 25_000
_LEAST_BODY = 80


def clean_page(
    markup: str, *, source: str = "the page", title: str | None = None, published: str | None = None
) -> tuple[Cleaned, str | None]:
    """The cleaned page, with the address that its head names.

    Offsets of `removed` point into the markup, and a removed text is the markup's own, tags included. Raises
    `InputUnparsed`.
    """
    head = facts(markup)
    page = blocks(markup)
    body = _main_text(markup, source) or "\n\n".join(block.text for block in page if block.aside is None)
    title = title or _headline(head.title, page)
    cleaned = clean(body, title=title, published=published or head.published)
    outlet = head.outlet or cleaned.outlet
    result = Cleaned(
        text=cleaned.text,
        title=cleaned.title,
        byline=cleaned.byline or head.byline,
        published=cleaned.published,
        place=cleaned.place,
        outlet=outlet,
        removed=_removed(markup, page, cleaned),
    )
    return result, head.url


def _headline(title: str | None, page: list[Block]) -> str | None:
    # Pages append their name to the title: "Ministers meet | Example Wire". The headline is what is printed.
    if title is None:
        return None
    printed = {block.text for block in page}
    for mark in (" | ", " - ", " – ", " — "):
        head = title.rsplit(mark, 1)[0]
        if head != title and head in printed:
            return head
    return title


def _main_text(markup: str, source: str) -> str | None:
    """The body as trafilatura finds it, a blank line between paragraphs; null when it finds too little."""
    if markup.count("<") > _MOST_TAGS or depth(markup) > _DEEPEST:
        return None
    text = body_of(markup, source)
    if text is None or len(text) < _LEAST_BODY:
        return None
    return re.sub(r"\n+", "\n\n", text)


def _squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _removed(markup: str, page: list[Block], cleaned: Cleaned) -> tuple[Removed, ...]:
    whole = _squash(cleaned.text)
    kept = {_squash(paragraph) for paragraph in cleaned.text.split("\n\n")}
    reasons = {_squash(item.text): item.reason for item in cleaned.removed}
    title = _squash(cleaned.title or "")
    removed = []
    for block in page:
        words = _squash(block.text)
        if words in kept or (len(words) > 40 and words in whole):
            continue
        if any(len(paragraph) > 40 and paragraph in words for paragraph in kept):
            continue
        reason = reasons.get(words) or ("title" if words == title else None) or noise_reason(block.text)
        reason = reason or ("date" if date_line(block.text) else None) or block.aside or "page furniture"
        removed.append(Removed(block.start, block.end, markup[block.start : block.end], reason))
    return tuple(removed)
