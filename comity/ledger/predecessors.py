"""Who held an office before and after whom: by the leaders' table, and in the words of reports."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from comity.codebook import Leader
from comity.ledger.holding import Holding, is_named
from comity.ledger.passages import sentences
from comity.ledger.succession import GAP_DAYS
from comity.ledger.tenures import Office, terms, terms_of, title_in
from comity.model import Cited, Coding, Neighbour, Span

_AUX = r"(?:(?:has|had|have|who|only|only just|recently|formally|later|then)\s){0,3}"
_FOLLOWS = re.compile(
    rf"^,?\s{_AUX}(?:succeeded|replaced|succeeds|replaces|took over from|takes over from|followed)"
    rf"\s(?:[\w’'-]+\s){{0,5}}$"
)
_FOLLOWED = re.compile(
    rf"^,?\s{_AUX}(?:was|were|been|is)\s(?:later\s)?(?:succeeded|replaced)(?:\s(?:as|in)\s[^,;]{{1,40}})?\sby\s(?:[\w’'-]+\s){{0,5}}$"
)
_HANDED = re.compile(rf"^,?\s{_AUX}(?:handed over|handed power|handed the office|gave way)\sto\s(?:[\w’'-]+\s){{0,5}}$")
_BEFORE = re.compile(
    r"^(?:[’']s)?\s(?:own\s|late\s|immediate\s|ousted\s|conservative\s|liberal\s|[\w-]+\s)?predecessor(?:\sas\s[^,;]{1,40})?,?\s(?:[\w’'-]+\s){0,5}$"
)
_AFTER = re.compile(
    r"^(?:[’']s)?\s(?:own\s|chosen\s|eventual\s|[\w-]+\s)?successor(?:\sas\s[^,;]{1,40})?,?\s(?:[\w’'-]+\s){0,5}$"
)
_IS = re.compile(
    r"^,?\s(?:(?:who\s)?(?:is|was)\s)?(?:the\s|a\s)?(?:\w+\s)?(?P<which>predecessor|successor)\s(?:of|to)\s(?:[\w’'-]+\s){0,5}$"
)


class Follow(NamedTuple):
    """A report tells that one person (`later`) followed another (`earlier`) in an office, null when it names none."""

    later: str
    earlier: str
    office: str | None
    report: str
    evidence: Cited


def followed_in(coding: Coding) -> tuple[Follow, ...]:
    """Give who followed whom by the words between two names of a sentence: "succeeded", "his predecessor"."""
    named = sorted(
        (span.start, span.end, actor.id, is_named(actor, span))
        for actor in coding.actors
        if actor.kind == "person"
        for span in actor.mentions
    )
    text = coding.report.text
    found = []
    for sentence in sentences(text):
        inside = [each for each in named if sentence.start <= each[0] < sentence.end]
        for n, (start, end, one, _) in enumerate(inside):
            following = next((each for each in inside[n + 1 :] if each[0] >= end and each[2] != one and each[3]), None)
            if following is None:
                continue
            between = text[end : following[0]]
            way = _way(between)
            if way == 0:
                continue
            later, earlier = (one, following[2]) if way > 0 else (following[2], one)
            words = Span(start, following[1], text[start : following[1]])
            found.append(Follow(later, earlier, title_in(between), coding.report.id, Cited(coding.report.id, words)))
    return tuple(dict.fromkeys(found))


def _way(between: str) -> int:
    """1 when the first of two persons followed the second, -1 when the second followed the first, 0 for neither."""
    if _FOLLOWS.match(between) or _BEFORE.match(between):
        return 1
    if _FOLLOWED.match(between) or _HANDED.match(between) or _AFTER.match(between):
        return -1
    told = _IS.match(between)
    if told is not None:
        return 1 if told["which"] == "successor" else -1
    return 0


def neighbours(
    person: str, holding: Holding, follows: Sequence[Follow], names: Mapping[str, str]
) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """Give those whom a person followed in an office, and those who followed; the table's first, in order of time."""
    before: list[Neighbour] = []
    after: list[Neighbour] = []
    for term in sorted(holding.terms, key=lambda each: each.since):
        held = terms(Office(term.office, term.country))
        earlier = [one for one in held if _adjoins(one, term)]
        later = [one for one in held if _adjoins(term, one)]
        if earlier:
            before.append(_beside(max(earlier, key=lambda each: each.until), term, term.since))
        if later:
            after.append(_beside(first := min(later, key=lambda each: each.since), term, first.since))
    for follow in follows:
        if follow.later == person:
            _add(before, follow, follow.earlier, names)
        if follow.earlier == person:
            _add(after, follow, follow.later, names)
    return tuple(dict.fromkeys(before)), tuple(dict.fromkeys(after))


def _adjoins(earlier: Leader, later: Leader) -> bool:
    """Whether one term begins where another of somebody else ends, or within the gap in which nobody is missed."""
    if earlier.id == later.id or not earlier.until or not later.since or earlier.since >= later.since:
        return False
    try:
        gap = (date.fromisoformat(later.since) - date.fromisoformat(earlier.until)).days
    except ValueError:
        return False
    return -1 <= gap <= GAP_DAYS


def _beside(other: Leader, term: Leader, on: str) -> Neighbour:
    return Neighbour(other.id, other.name, term.office, term.country, on or None, "table")


def _add(found: list[Neighbour], follow: Follow, other: str, names: Mapping[str, str]) -> None:
    """Add what a report tells; beside the same two in the table its words only bear it out."""
    name = names.get(other) or other.partition(":")[2].replace("-", " ").title()
    for at, each in enumerate(found):
        if each.id == other and (follow.office in (None, each.office) or each.office is None):
            evidence = tuple(dict.fromkeys((*each.evidence, follow.evidence)))
            office = each.office or follow.office
            found[at] = Neighbour(each.id, each.name, office, each.country, each.on, each.source, evidence)
            return
    shared = None if follow.office else shared_office(follow.later, follow.earlier)
    title, country = (shared.title, shared.country) if shared else (follow.office, None)
    found.append(Neighbour(other, name, title, country, None, "reports", (follow.evidence,)))


def shared_office(later: str, earlier: str) -> Office | None:
    """Give the office that the table shows both in, the one before the other; of several the last that was left."""
    pairs = [
        (one.until, one.office, one.country)
        for one in terms_of(earlier)
        for other in terms_of(later)
        if (one.office, one.country) == (other.office, other.country) and one.until and one.until <= other.since
    ]
    return Office(*max(pairs)[1:]) if pairs else None
