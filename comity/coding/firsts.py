"""Firsts and their like: "the first joint statement in 17 years", "the biggest drill since 2019"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.coding.first_tails import Tail, find_tail
from comity.coding.first_things import TO_DO, antecedent, counted_words, noun_from, timed, token_from
from comity.coding.first_words import (
    BEFORE_NO_RANK,
    DEEDS,
    ENDS,
    NO_RANK,
    NO_RECORD,
    ORDINALS,
    PARTS_OF_A_WHOLE,
    RECORD_THINGS,
)
from comity.coding.predicates import match
from comity.model import DateMention, Figure, FigureComparison, Report, Sentence, Span

_RANK = re.compile(
    rf"\b(?P<place>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))(?:[ -]ever)?(?=[\s,;:.-]|$)"
    rf"(?:[ -](?P<end>[a-z]+est)\b)?|\b(?:(?P<most>(?<!at )most|(?<!at )least)\s[a-z]+|"
    rf"(?P<top>{'|'.join(sorted(ENDS))}))\b",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:all[- ]time\s(?P<time>high|low)|record(?:[ -](?P<way>high|low))?)\b", re.IGNORECASE)
_BEFORE_RECORD = re.compile(
    r"(?:\b(?:an?|its|their|the|new|his|her|hit|hits|set|reached|to|at)|[’']s)\s(?:new\s|fresh\s)?$", re.IGNORECASE
)
_NEVER = re.compile(
    r"\b(?P<none>no\s[^,;:.]{3,70}?\shad\s)(?P<verb>\w+)|\bhad(?:n[’']t|\snot|\snever)\s(?:yet\s)?(?P<not>\w+)",
    re.IGNORECASE,
)
_SUCH = re.compile(r"\s(?:\w+\s){0,2}?such\b", re.IGNORECASE)
_TIME = re.compile(r"\bfor\s(?:only\s|just\s)?(?:the|a)\s$", re.IGNORECASE)
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "'s", "’s"})


class First(NamedTuple):
    """A comparison that stands on its own: its figure, the token that it qualifies, and its noun if it has one."""

    figure: Figure
    anchor: int
    noun: int | None


def find_firsts(
    report: Report, sentence: Sentence, dates: Sequence[DateMention], heads: frozenset[int]
) -> tuple[First, ...]:
    """Give the comparisons of a sentence in order; `heads` are the tokens that head the phrases of actors."""
    text = report.text[sentence.start : sentence.end]
    found: list[First] = []
    for make in (_ranks, _records, _nevers):
        for first in make(text, sentence, dates, heads):
            span = first.figure.evidence[0]
            if all(
                span.end <= one.figure.evidence[0].start or span.start >= one.figure.evidence[0].end for one in found
            ):
                found.append(first)
    return tuple(sorted(found, key=lambda first: first.figure.evidence[0].start))


def _ranks(text: str, sentence: Sentence, dates: Sequence[DateMention], heads: frozenset[int]) -> Iterator[First]:
    for told in _RANK.finditer(text):
        start, end = told.start(), told.end()
        if NO_RANK.match(text, start) or BEFORE_NO_RANK.search(text, 0, start):
            continue
        if start and text[start].isupper():
            continue  # "the Third Fleet": a name
        words = told[0].lower()
        if told["end"] and told["end"].lower() not in ENDS:
            end = told.end("place")
        rank = _rank(told)
        if rank is None:
            continue
        at = token_from(sentence, start + sentence.start)
        if sentence.tokens[at].dep == "advmod" and sentence.tokens[sentence.tokens[at].head].pos in ("VERB", "AUX"):
            continue  # "first met in 2019" dates a beginning
        noun = (
            noun_from(sentence, end + sentence.start)
            if told["top"] or told["place"]
            else noun_from(sentence, told.end("most") + sentence.start)
        )
        after = sentence.tokens[noun].end - sentence.start if noun is not None else end
        tail = find_tail(text, end, sentence.start, dates)
        if tail is None and words.endswith("ever"):
            tail = Tail(end - len("ever"), end, "ever")
        if tail is not None and tail.start < after and noun is not None and tail.kind != "ever":
            noun, after = None, end
        act = noun is not None and (sentence.tokens[noun].lemma in DEEDS or match(sentence, noun, heads) is not None)
        doing = TO_DO.match(text, after) or (TO_DO.match(text, tail.end) if tail else None)
        if not _counts(text, sentence, told, at, noun, tail, act, doing is not None):
            continue
        stop = max(after, tail.end if tail else after)
        verb = token_from(sentence, sentence.start + doing.start("verb")) if doing else None
        anchor = verb if verb is not None else noun if noun is not None else at
        if noun is not None and sentence.tokens[noun].lemma == "time":
            anchor = timed(text, sentence, told, noun)
        of = counted_words(text, sentence, start, end, tail, noun, anchor, words)
        yield First(_figure(sentence, rank, of, told[0], start, stop, text, tail), anchor, noun)


def _rank(told: re.Match[str]) -> int | str | None:
    if told["top"]:
        return ENDS[told["top"].lower()]
    if told["most"]:
        return "highest" if told["most"].lower() == "most" else "lowest"
    place = told["place"].lower()
    return ORDINALS[place] if place in ORDINALS else int(re.sub(r"\D", "", place))


def _counts(
    text: str,
    sentence: Sentence,
    told: re.Match[str],
    at: int,
    noun: int | None,
    tail: Tail | None,
    act: bool,
    doing: bool,
) -> bool:
    """Tell whether a rank word counts something over time, and is no part of a name or of a whole."""
    lemma = sentence.tokens[noun].lemma if noun is not None else ""
    plain = told["place"] is not None
    if lemma == "time":
        return plain and (
            tail is not None or bool(_TIME.search(text, 0, told.start())) or " time that" in text[told.start() :]
        )
    if lemma in PARTS_OF_A_WHOLE:
        return tail is not None and tail.kind == "span"
    if not plain:
        return tail is not None
    if told["place"][0].isdigit() and not act:
        return False
    if tail is not None:
        # "of 2024" beside a thing that is no act only dates it; before a noun "ever" and "since" always compare.
        return act or noun is None or tail.kind in ("since", "span", "ever")
    if doing:
        return told["place"].lower() in ORDINALS
    if not act or told["place"][0].isdigit():
        return False
    such = bool(_SUCH.match(text, told.end("place")))
    owned = at > 0 and sentence.tokens[at - 1].text.lower() in _OWNERS
    apart = bool(re.search(r"[,—–]\s(?:the|a)\s$", text[: told.start()]))
    return such or owned or apart


def _records(text: str, sentence: Sentence, dates: Sequence[DateMention], heads: frozenset[int]) -> Iterator[First]:
    for told in _RECORD.finditer(text):
        start, end = told.start(), told.end()
        before = text[:start]
        if told["time"] is None:
            if NO_RECORD.match(text, start) or not _BEFORE_RECORD.search(before):
                continue
            at = token_from(sentence, start + sentence.start)
            after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else sentence.tokens[at]
            noun = noun_from(sentence, end + sentence.start)
            bare = after.pos == "PUNCT" or after.pos not in ("NUM", "NOUN", "ADJ", "PROPN")
            counted = after.pos == "NUM" or (noun is not None and sentence.tokens[noun].lemma in RECORD_THINGS)
            if not counted and not told["way"] and bare and not re.search(r"\b(?:a|new)\s$", before):
                continue
        else:
            noun = None
        way = told["time"] or told["way"]
        rank = f"record {way.lower()}" if way else "record"
        tail = find_tail(text, end, sentence.start, dates)
        stop = sentence.tokens[noun].end - sentence.start if noun is not None else end
        at = token_from(sentence, start + sentence.start)
        of = text[end:stop].strip() or antecedent(sentence, at)
        yield First(
            _figure(
                sentence,
                rank,
                of,
                told[0],
                start,
                stop,
                text,
                tail if tail and tail.kind in ("since", "span") else None,
            ),
            noun or at,
            noun,
        )


def _nevers(text: str, sentence: Sentence, dates: Sequence[DateMention], heads: frozenset[int]) -> Iterator[First]:
    """Firsts told by what had not been: "no leader had visited since 2003", "the two had not met in nine years"."""
    for told in _NEVER.finditer(text):
        name = "verb" if told["verb"] else "not"
        tail = find_tail(text, told.end(name), sentence.start, dates)
        if tail is None or tail.kind == "period":
            continue
        anchor = token_from(sentence, sentence.start + told.start(name))
        start = told.start("none") if told["none"] else told.start(name)
        of = re.sub(r"^no\s", "", text[start : tail.start].strip(), flags=re.IGNORECASE)
        yield First(_figure(sentence, 1, of, "first", told.start(), tail.end, text, tail), anchor, None)


def _figure(
    sentence: Sentence, rank: int | str, of: str, word: str, start: int, stop: int, text: str, tail: Tail | None
) -> Figure:
    since, span = (tail.since, tail.span) if tail else (None, None)
    value, unit = (float(rank) if isinstance(rank, int) else 1.0), "rank"
    if span is not None:
        value, unit = span.value, span.unit
    elif since is not None and since.start is not None and tail is not None and tail.kind == "since":
        value, unit = float(since.start[:4]), "year"
    evidence = Span(sentence.start + start, sentence.start + stop, text[start:stop])
    what = f"{word.lower()} {of}".strip()
    return Figure(value, unit, what, None, (evidence,), FigureComparison(rank, of, since, span))
