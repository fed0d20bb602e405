"""Judges of a page: what only its place tells to be noise, one function a kind. What is doubtful stays."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from comity.reading import patterns
from comity.reading.lines import Line, ends_sentence, is_bullet
from comity.reading.published import date_line

# A headline or subheading is short; longer lines without a full stop are sentences whose stop was lost.
_HEADING_WORDS = 14
_HEADING_LENGTH = 100
_TITLE_LENGTH = 180
_CAPTION_LENGTH = 320
# Above this many paragraphs stands no page's head; a text of headings alone must not cost square time.
_DEEPEST_TOP = 60


@dataclass(slots=True)
class Page:
    """The paragraphs of one text while they are judged; it never leaves this room."""

    lines: list[Line]
    groups: list[list[int]]
    texts: list[str]
    reasons: list[str | None]
    title: str | None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    told: list[str | None] = field(default_factory=list)

    def gap(self, index: int) -> bool:
        return self.lines[self.groups[index][0]].gap

    def kept(self) -> list[int]:
        return [index for index, reason in enumerate(self.reasons) if reason is None]


def _heading(text: str) -> bool:
    bare = text.rstrip("?")
    return (
        len(text) <= _HEADING_LENGTH
        and len(text.split()) <= _HEADING_WORDS
        and not ends_sentence(bare)
        and bare[-1:] not in ":;,—–"
        and not text[0].islower()
        and not is_bullet(text)
        and not (text[0] in '"“' and text[-1] in '"”')
    )


def _top(page: Page) -> int:
    """The first paragraph of the body: full sentences, or too long for a headline."""
    for index, text in enumerate(page.texts[:_DEEPEST_TOP]):
        if page.reasons[index] is None and not patterns.credited(text):
            if len(text) > _TITLE_LENGTH or (ends_sentence(text.rstrip("?!")) and not _byline(text)):
                return index
    return min(len(page.texts), _DEEPEST_TOP)


def _byline(text: str) -> str | None:
    match = patterns.BYLINE.fullmatch(text.rstrip(".")) if text[:1].isupper() else None
    return match["by"] if match and len(text) <= 120 else None


def _judge_title(page: Page) -> None:
    top = _top(page)
    heads = [
        index
        for index in range(top)
        if page.reasons[index] is None and not _byline(page.texts[index]) and not _label(page.texts[index])
    ]
    # A caption's alternative text is no headline either.
    heads = [i for i in heads if not patterns.credited(page.texts[i])]
    # Nor is the masthead; where the page repeats it among its labels it is a label.
    heads = [
        i for i in heads if not (i == _first(page) and patterns.OUTLET.fullmatch(page.texts[i])) or len(heads) == 1
    ]
    if page.title is None and heads:
        counts = Counter(page.texts[i] for i in heads)
        long = [i for i in heads if len(page.texts[i].split()) >= 4]
        chosen = next((i for i in long if counts[page.texts[i]] > 1), next(iter(long), None))
        if chosen is None and len(heads) == 1 and top < len(page.texts) and len(page.texts[heads[0]].split()) > 1:
            chosen = heads[0] if not patterns.OUTLET.fullmatch(page.texts[heads[0]]) else None
        page.title = page.texts[chosen] if chosen is not None else None
    if page.title is None:
        return
    seen = False
    for index, text in enumerate(page.texts):
        if page.reasons[index] is None and _same(text, page.title):
            page.reasons[index] = "repeated title" if seen else "title"
            seen = True


def _same(text: str, title: str) -> bool:
    return text.casefold().strip(" .") == title.casefold().strip(" .")


def _label(text: str) -> bool:
    return bool(patterns.BREADCRUMB.fullmatch(text) or patterns.RUN_TOGETHER.fullmatch(text))


def titled(name: str) -> str:
    """Write a masthead in capitals as a reader would: "EXAMPLE REVIEW OF ASIA" -> "Example Review of Asia"."""
    return re.sub(r"\b(Of|The|And)\b", lambda word: word[0].lower(), name.title()) if name.isupper() else name


def _judge_top(page: Page) -> None:
    """Outlet, byline, date and section labels, which stand above the body or right below its standfirst."""
    crumbs = {
        crumb.strip()
        for text in page.texts
        if patterns.BREADCRUMB.fullmatch(text)
        for crumb in re.split(r"[|›»>/]", text)
    }
    top = _top(page)
    # A second paragraph may come before the byline: the standfirst.
    edge = min(top + 3, len(page.texts))
    for index in range(edge):
        text = page.texts[index]
        if page.reasons[index] == "date":
            page.published = page.published or date_line(text)
        elif page.reasons[index] is not None:
            continue
        elif _byline_here(page, index):
            page.reasons[index] = "byline"
        elif _dated_byline(page, index):
            continue
        elif index < top and index == _first(page) and patterns.OUTLET.fullmatch(text) and text not in crumbs:
            page.outlet, page.reasons[index] = titled(text), "outlet"
        elif index < top and (_label(text) or text in crumbs):
            page.reasons[index] = "section label"
    _demote_dates(page, edge)


def _first(page: Page) -> int:
    return next((i for i, reason in enumerate(page.reasons) if reason in (None, "title", "outlet")), 0)


def _byline_here(page: Page, index: int) -> bool:
    text = page.texts[index]
    by = _byline(text)
    if by is None and "title" in page.reasons[:index] and len(text) <= 80:
        dated = any(reason == "date" for reason in page.reasons[max(index - 1, 0) : index + 2])
        if patterns.PLACED.fullmatch(text) or (dated and patterns.NAMED.fullmatch(text)):
            by = text
    if by is None:
        return False
    page.byline = page.byline or by
    return True


def _dated_byline(page: Page, index: int) -> bool:
    """ "By A Writer | March 4, 2024": both are told on one line."""
    text = page.texts[index]
    parts = re.split(r"\s*[|•·–—]\s*|,\s+(?=[A-Z][a-z]+ \d|\d)", text, maxsplit=1)
    if len(text) > 140 or len(parts) != 2 or not date_line(parts[1]) or not _byline(parts[0]):
        return False
    page.byline, page.published = page.byline or _byline(parts[0]), page.published or date_line(parts[1])
    page.reasons[index] = "byline"
    return True


def _demote_dates(page: Page, edge: int) -> None:
    # A date alone on a line further down belongs to a list or a chronicle.
    for index in range(edge, len(page.texts)):
        if page.reasons[index] == "date":
            page.reasons[index] = None


def _judge_captions(page: Page) -> None:
    for index, text in enumerate(page.texts):
        if page.reasons[index] is None and len(text) <= _CAPTION_LENGTH and _credited(text):
            page.reasons[index] = "caption"
            before = index - 1
            # The alternative text of a picture is printed right above its caption.
            if before >= 0 and not page.gap(index) and page.reasons[before] is None:
                if not ends_sentence(page.texts[before]) and len(page.texts[before]) <= _CAPTION_LENGTH:
                    page.reasons[before] = "caption"
        elif page.reasons[index] == "credit":
            for near, sure in ((index - 1, False), (index + 1, True)):
                if 0 <= near < len(page.texts) and page.reasons[near] is None:
                    if _caption(page.texts[near], sure=sure):
                        page.reasons[near] = "caption"
                        break


def _credited(text: str) -> bool:
    match = patterns.credited(text)
    if match is None:
        return False
    # "Ministers met. ... talks failed (Photo: ...)": of several sentences only a picture has one or two.
    return len(re.findall(r"[.!?][\"”’']? [A-Z]", text[: match.start()])) <= 1


def _caption(text: str, *, sure: bool) -> bool:
    """Whether a sentence next to a credit is a caption; below the credit the report begins, so be `sure`."""
    one = len(re.findall(r"[a-z]{2}[.!?][\"”’']? [A-Z]", text)) == 0
    if len(text) > _CAPTION_LENGTH or not one or " said" in text:
        return False
    return bool(patterns.PICTURED.search(text) or (not sure and patterns.POSED.search(text)))


def _judge_videos(page: Page) -> None:
    for index, reason in enumerate(page.reasons):
        before = index - 1
        if reason != "video" or not patterns.DURATION.fullmatch(page.texts[index]) or before < 0:
            continue
        if page.reasons[before] is None and len(page.texts[before]) <= _TITLE_LENGTH:
            if not ends_sentence(page.texts[before].rstrip("?!")):
                page.reasons[before] = "video"


def _judge_headings(page: Page) -> None:
    body = [i for i in page.kept() if not _heading(page.texts[i])]
    if not body:
        return
    above = ""
    for index in page.kept():
        text, over = page.texts[index], above
        above = text
        # After a colon comes a list, whose items are part of the text.
        if not _heading(text) or over.endswith(":") or not (page.gap(index) or _parted(page, index)):
            continue
        if index < body[0]:
            page.reasons[index] = "section label"
        elif index > body[-1]:
            page.reasons[index] = "teaser"
        elif not _listed(page, index):
            page.reasons[index] = "subheading"
            above = over


def _parted(page: Page, index: int) -> bool:
    return index > 0 and (page.reasons[index - 1] is not None or ends_sentence(page.texts[index - 1]))


def _listed(page: Page, index: int) -> bool:
    """Whether short lines stand side by side: a list or a poem, not a subheading."""
    near = [i for i in (index - 1, index + 1) if 0 <= i < len(page.texts) and page.told[i] is None]
    return any(_heading(page.texts[i]) and page.reasons[i] in (None, "subheading") for i in near)


JUDGES: tuple[Callable[[Page], None], ...] = (
    _judge_title,
    _judge_top,
    _judge_captions,
    _judge_videos,
    _judge_headings,
)
