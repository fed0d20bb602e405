"""Notices: what an outlet says about its own report, that it is corrected, updated or retracted.

A notice speaks of "this report" or of "an earlier version"; what others do with their reports is news. It is told
by its own words, sentence by sentence, so that a text in one paragraph keeps what follows it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from comity.model import Notice

Kind = Literal["correction", "retraction", "update"]

_PIECE = r"(?:article|report|story|dispatch|(?:news )?item|piece|post|page|column|headline|caption|interview|analysis)"
_OURS = rf"(?:this|our) (?:[\w-]+ ){{0,2}}?{_PIECE}"
_BEFORE = r"(?:an?|the|our) (?:earlier|previous|prior|original|initial|first)"
_DONE = r"(?:was|were|has been|have been|is|is being|will be)(?: (?:since|hereby|now|later|being|last))?"
_GONE = r"(?:withdrawn|taken down|removed|deleted|pulled|unpublished)\b"
# Verbs of an outlet that got something wrong: with these it need not say that the version is its own.
_WRONG = (
    r"(?:had )?(?:misstated|misidentified|misspell?ed|misspelt|misquoted|misattributed|mischaracteri[sz]ed|mislabell?ed"
    r"|(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately) \w+|(?:gave|contained|carried|included) "
    r"(?:an? |the )?(?:\w+ )?(?:incorrect|wrong|error|mistake|inaccura\w+)|was wrong)"
)
_LABEL = (
    r"(?:\s*\([^()]{1,60}\)|,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?\s*[:—–-]\s*(?=\S)"
)

# By what a sentence begins with; the first kind that fits is taken.
_SENTENCES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "retraction",
        re.compile(
            rf"retraction{_LABEL}"
            rf"|{_OURS} {_DONE} retracted\b"
            # A report may be a commission's, and its withdrawal news: what follows then has to be an outlet's.
            rf"|this (?:news )?(?:article|story|dispatch|interview) {_DONE} {_GONE}"
            rf"|(?:this|our) report {_DONE} {_GONE}"
            r"(?=\W*$|[.!?;,]| because| pending| from (?:the|our) (?:web)?site| after we )"
            r"|this (?:article|story|report) is no longer available\b"
            r"|we (?:have |are |hereby )?(?:retract|withdr[ae]w)(?:s|ed|n|ing)? (?:this|our|the above) (?:[\w-]+ )?"
            r"(?:article|report|story|dispatch|item)\b"
            r"|(?:editors,? )?please disregard (?:this|our|the above) (?:article|report|story|dispatch|item)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "correction",
        re.compile(
            rf"(?:corrections?|clarification|correction and clarification){_LABEL}"
            rf"|{_BEFORE} (?:version|edition)s? of {_OURS}\b"
            rf"|{_BEFORE} (?:version|edition)s? of the (?:article|story|dispatch|headline|caption) {_WRONG}"
            rf"|{_BEFORE} (?:version|article|story|dispatch|headline|caption)s? {_WRONG}"
            rf"|{_OURS} (?:{_WRONG}|{_DONE} (?:corrected|amended|clarified|refiled|edited to (?:correct|clarify)))\b"
            r"|\((?:corrects|clarifies|refiles?|fixes)\b[^()]{3,300}\)",
            re.IGNORECASE,
        ),
    ),
    (
        "update",
        re.compile(
            rf"{_OURS} {_DONE} (?:updated|expanded)\b"
            r"|\((?:updates?|adds|recasts|rewrites)\b[^()]{3,300}\)"
            r"|updated (?:to (?:add|include|reflect|clarify|say)|with|throughout)\b",
            re.IGNORECASE,
        ),
    ),
)
_EDITORS = re.compile(r"(?:editor(?:s|['’]s|s['’])? note|note to readers)\s*[:—–-]\s*", re.IGNORECASE)
_TITLE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("retraction", re.compile(r"(?:RETRACTED|RETRACTION|WITHDRAWN|Retracted|Retraction|Withdrawn)\s*[:—–-]")),
    ("correction", re.compile(r"(?:CORRECTED|CORRECTION|REFILE|Corrected|Correction)(?: \(\w+\))?\s*[:—–-]")),
)
# What goes on about a notice: the apology, and what would have been right.
_GOES_ON = re.compile(
    r"(?:we|[A-Z]\w+(?: [A-Z]\w+){0,2}) (?:regrets?|apologi[sz]es?)\b|(?:the )?error (?:was|has been)\b"
    r"|(?:it|the (?:text|article|story|report|headline|error|mistake|version)) (?:was|has been|is) (?:since |now )?"
    r"(?:corrected|amended|updated|removed|fixed|changed)\b|the correct \w+\b|in fact,? (?:it|he|she|they)\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"(?i)correct|clarif|retract|withdr|amended|updated|(?:earlier|previous|prior|original|initial|first) (?:version"
    r"|edition|article|story|dispatch|headline|caption)|refile|recasts|\((?:adds|fixes|updates)|disregard|taken down"
    r"|no longer available|(?:this|our) [\w -]{0,30}(?:removed|deleted|pulled|unpublished|expanded)"
)
_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$"
)
_OPENING = " \t*_[>—–-"
# A labelled paragraph longer than this is more than a notice.
_LONGEST = 1000


def find_notice(title: str | None, text: str, removed: Iterable[str]) -> Notice | None:
    """The notice that a report carries in its text, in what was taken out of its page, or in its title.

    Of several the gravest: a retraction, then a correction, then an update.
    """
    found = [(kind_of(words), words) for words in removed]
    found += [(kind_of(text[start:end]), text[start:end]) for start, end in notices_in(text)]
    found += [(kind, title) for kind, pattern in _TITLE if title and pattern.match(title)]
    for kind in ("retraction", "correction", "update"):
        for each, words in found:
            if each == kind and words:
                return Notice(each, " ".join(words.split()))
    return None


def kind_of(words: str) -> Kind | None:
    """The kind of notice that words begin with; null when they are none."""
    words = words.lstrip(_OPENING)
    body = words[match.end() :] if (match := _EDITORS.match(words)) else words
    return next((kind for kind, pattern in _SENTENCES if pattern.match(body)), None)


def notices_in(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a cleaned text that are notices, in order: they tell of the report, not of the world."""
    if not _HINT.search(text):
        return ()
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[tuple[int, int]] = []
    for start, end in paragraphs:
        if len(paragraphs) > 1 and end - start <= _LONGEST and _labelled(text[start:end]):
            found.append((start, end))
        else:
            found += _sentences_of_notice(text, start, end)
    return tuple(found)


def _labelled(paragraph: str) -> bool:
    """Whether a paragraph says by its first words that all of it is a notice."""
    words = paragraph.lstrip(_OPENING)
    label = re.match(rf"(?:retraction|corrections?|clarification){_LABEL}", words, re.IGNORECASE)
    return kind_of(paragraph) is not None and bool(label or _EDITORS.match(words))


def _sentences_of_notice(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first: int | None = None
    last = start
    for left, right in _sentences(text, start, end):
        words = text[left:right]
        if kind_of(words) is not None or (first is not None and _GOES_ON.match(words)):
            first = left if first is None else first
            last = right
        elif first is not None:
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; a bracketed notice at its head is one of its own."""
    at = start
    head = next((m for _, pattern in _SENTENCES if (m := pattern.match(text, at, end)) and text[at] == "("), None)
    if head is not None:
        yield at, head.end()
        at = head.end()
    for match in _END.finditer(text, at, end):
        if match[0][0] == "." and _SHORT.search(text, max(at, match.start() - 6), match.start()):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
