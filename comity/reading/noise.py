"""Page noise: what a page prints around a report is taken out and kept, with the reason.

What tells noise by its own words stands in patterns.py, what its place tells in judges.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.model import Removed
from comity.reading.characters import original_length, writable
from comity.reading.dateline import find_dateline
from comity.reading.judges import JUDGES, Page
from comity.reading.lines import Line, group_lines, join_lines, split_lines
from comity.reading.notices import kind_of
from comity.reading.patterns import noise_reason
from comity.reading.published import date_line


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a text, what was told beside it, and what was taken out."""

    text: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    place: str | None = None
    outlet: str | None = None
    removed: tuple[Removed, ...] = ()


def clean(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    known: Mapping[str, str] | None = None,
) -> Cleaned:
    """The report in `text` without its page noise.

    `title` and `published` are given from outside and win over what the text says. `known` names plain lines
    that are noise for a reason the caller knows (a PDF's running heads). Offsets point into `text`.
    """
    text = writable(text)
    page = _page(text, title, known or {})
    if not page.groups:
        return Cleaned("")
    if len(page.groups) == 1:
        page.reasons = [None]
    else:
        judged: list[str | None] = []
        while judged != page.reasons:  # what one noise line hid is seen once it is gone; reasons are only added
            judged = list(page.reasons)
            for judge in JUDGES:
                judge(page)
        if not page.kept():
            page.reasons = list(page.told)
            page.title = title
    return _assemble(page, text, published)


def _page(text: str, title: str | None, known: Mapping[str, str]) -> Page:
    lines = split_lines(text)
    noise = [known.get(line.text) or ("date" if date_line(line.text) else noise_reason(line.text)) for line in lines]
    groups = group_lines(lines, noise)
    texts = [join_lines([lines[index].text for index in group]) for group in groups]
    reasons = [noise[group[0]] for group in groups]
    page = Page(lines, groups, texts, reasons, title)
    page.told = list(reasons)
    return page


def _assemble(page: Page, text: str, published: str | None) -> Cleaned:
    removed = [
        _removed(text, page.lines[line], reason)
        for group, reason in zip(page.groups, page.reasons, strict=True)
        if reason is not None
        for line in group
    ]
    kept = page.kept()
    paragraphs = [page.texts[index] for index in kept]
    dateline = None
    for position in range(min(3, len(kept))):
        # "CORRECTION (March 5):" has the shape of a dateline.
        dateline = find_dateline(paragraphs[position]) if kind_of(paragraphs[position]) is None else None
        if dateline is None or dateline.length >= len(paragraphs[position]):
            continue
        line = page.lines[page.groups[kept[position]][0]]
        raw = text[line.start : line.end]
        prefix = paragraphs[position][: dateline.length]
        length = original_length(raw, prefix.strip())
        if length:
            removed.append(_removed(text, line._replace(end=line.start + length), "dateline"))
            paragraphs[position] = paragraphs[position][dateline.length :].strip()
            break
    day = published or page.published
    return Cleaned(
        text="\n\n".join(paragraphs),
        title=page.title,
        byline=page.byline,
        published=day or (dateline.published(None) if dateline else None),
        place=dateline.place if dateline else None,
        outlet=page.outlet or (dateline.agency if dateline else None),
        removed=tuple(sorted(removed, key=lambda item: (item.start, item.end))),
    )


def _removed(text: str, line: Line, reason: str) -> Removed:
    return Removed(line.start, line.end, text[line.start : line.end], reason)
