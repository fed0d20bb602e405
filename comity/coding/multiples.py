"""A value beside an earlier one: "double last year's", "up from 12 percent", "three times as many as in 2019"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from comity.coding.figures import NUMBER, SCALE, SMALL, number
from comity.coding.first_tails import clause_end, dated
from comity.coding.first_things import token_from
from comity.coding.first_words import MULTIPLES, TIMES
from comity.coding.firsts import First
from comity.model import DateMention, Figure, FigureComparison, Report, Sentence, Span

_COUNTS = "|".join(sorted(SMALL, key=len, reverse=True))
_MULTIPLE = re.compile(
    rf"\b(?:(?P<word>half|double|twice|triple|treble|quadruple|doubled|tripled|trebled|quadrupled|halved)|"
    rf"(?P<count>{_COUNTS}|\d+)(?:\stimes|[- ]?fold))\b(?P<rest>[^,;:.]*)",
    re.IGNORECASE,
)
# What a multiple is taken of; without it "double standards" and "half the fleet" would compare.
_BASIS = re.compile(
    r"\b(?:(?:that|those)\s(?:of|in|from)|than|as\sin|as|since|compared\s(?:with|to)|from|on|over|in)\s|"
    r"\b(?:last|the\sprevious|the\syear\sbefore)|\b(?:a|one)\syear\s(?:ago|earlier|before)|\bthose\b|\bthat\b|(?:19|20)\d\d",
    re.IGNORECASE,
)
# "Twice last year" counts meetings; "twice last year's" compares.
_PLAIN_BASIS = re.compile(
    r"^\s(?:(?:that|those|the\s\w+|as\s(?:many|much|high|large|big)|what|its|their)\b|last\s\w+[’']s|"
    r"(?:higher|lower|more|larger|bigger|greater)\b[^,;]{0,40}?\bthan\b)",
    re.IGNORECASE,
)
_VALUE = rf"(?P<sign>us\$|[$€£¥₩₹])?(?P<than>{NUMBER})\s?(?P<scale>thousand|million|billion|trillion|bn|m|k)?\b"
_FROM = re.compile(
    rf"\b(?P<way>up|down|(?:rose|risen|grew|grown|climbed|jumped|raised|increased|fell|fallen|dropped|cut|lowered|sank|shrank|"
    rf"declined)\b[^,;.]{{0,40}}?\bto\s(?:[^,;]|,(?=\d)){{1,40}}?)\s?,?\sfrom\s(?:(?:about|nearly|almost|just|only|some|around)\s)?{_VALUE}",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"\b(?:compared\s(?:with|to)|against)\s(?:(?:about|nearly|almost|just|only|some|around)\s)?{_VALUE}"
    rf"(?=[^,;.]{{0,25}}\b(?:earlier|before|last\s(?:year|month|week)|in\s(?:19|20)\d\d|previous)|%|\spercent|\sper\scent)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?:us\$|[$€£¥₩₹])?({NUMBER})\s?(thousand|million|billion|trillion|bn|m|k)?\b", re.IGNORECASE)
# Verbs whose subject is what is counted.
_MOVING = frozenset(
    "be rise fall grow climb jump drop sink shrink decline increase decrease reach hit total stand double triple "
    "treble quadruple halve exceed top remain amount account come go".split()
)
_LOWER = re.compile(r"down|fell|fallen|dropped|cut|lowered|sank|shrank|declined", re.IGNORECASE)


class Compared(NamedTuple):
    """A comparison with an earlier value; `now` is the place in the report of the number that it qualifies."""

    first: First
    now: int | None


def find_multiples(report: Report, sentence: Sentence, dates: Sequence[DateMention]) -> tuple[Compared, ...]:
    """Give the multiples and the earlier values that a sentence names, in order."""
    text = report.text[sentence.start : sentence.end]
    found = [*_multiples(text, sentence, dates), *_values(text, sentence, dates)]
    return tuple(sorted(found, key=lambda one: one.first.figure.evidence[0].start))


def onto(figures: Sequence[Figure], compared: Sequence[Compared]) -> tuple[list[Figure], list[First]]:
    """Put each comparison on the figure that it qualifies; those without one come back on their own."""
    kept = list(figures)
    alone: list[First] = []
    for one in compared:
        base = one.first.figure
        at = next(
            (
                n
                for n, f in enumerate(kept)
                if one.now is not None and f.evidence[0].start <= one.now < f.evidence[0].end
            ),
            None,
        )
        if at is None or base.comparison is None:
            alone.append(one.first)
            continue
        inside, what = base.evidence[0], kept[at].what
        # "up from 12 percent" is no name of what 25 percent are.
        what = base.comparison.of if what and what in inside.text else what
        comparison = msgspec.structs.replace(base.comparison, of=base.comparison.of or what)
        kept[at] = msgspec.structs.replace(kept[at], what=what, comparison=comparison)
        # The earlier value is no figure of this act beside the new one.
        kept = [f for n, f in enumerate(kept) if n == at or not inside.start <= f.evidence[0].start < inside.end]
    return kept, alone


def _multiples(text: str, sentence: Sentence, dates: Sequence[DateMention]) -> Iterator[Compared]:
    for told in _MULTIPLE.finditer(text):
        rest = told["rest"]
        basis = _BASIS.search(rest)
        verb = bool(told["word"]) and told["word"].lower().endswith("d")
        if basis is None or not (verb or _PLAIN_BASIS.match(rest)):
            continue
        day = dated(told.start("rest"), told.end("rest"), sentence.start, dates)
        if day is None and not verb and not re.search(r"\b(?:last|previous|earlier|ago|before)\b", rest):
            continue
        word = (told["word"] or "").lower()
        count = number(told["count"]) if told["count"] else TIMES[MULTIPLES[word]]
        if count is None:
            continue
        rank = MULTIPLES[word] if word else {2.0: "double", 3.0: "triple", 4.0: "quadruple"}.get(count, "times")
        old = re.search(rf"\bfrom\s{_VALUE}", rest) if verb else None
        than = _number(old["than"], old["scale"]) if old and not _is_year(old["than"]) else None
        if verb and day is None and than is None:
            continue
        since = day.date if day is not None else None
        at = token_from(sentence, sentence.start + told.start())
        of = _subject(text, sentence, at) or rest.strip()
        now = None if verb else _before(text, sentence, told.start())
        yield Compared(
            _first(
                text, sentence, told.start(), told.end(), FigureComparison(rank, of, since, None, than), count, "times"
            ),
            now,
        )


def _values(text: str, sentence: Sentence, dates: Sequence[DateMention]) -> Iterator[Compared]:
    for pattern in (_FROM, _AGAINST):
        for told in pattern.finditer(text):
            than = _number(told["than"], told["scale"])
            if than is None or (
                _is_year(told["than"])
                and not told["scale"]
                and not text[told.end() : told.end() + 2].strip().startswith("%")
            ):
                continue
            way = told["way"] if pattern is _FROM else ""
            short = way.lower() in ("up", "down")
            now = _before(text, sentence, told.start()) if short or not way else _inside(text, sentence, told)
            value = _at(text, now - sentence.start) if now is not None else None
            if not short and not way and value is None:
                continue
            lower = value < than if value is not None and not short else bool(_LOWER.match(way))
            edge = clause_end(text, told.end())
            day = dated(told.end(), edge, sentence.start, dates)
            at = token_from(sentence, sentence.start + told.start())
            if day is not None and day.date is not None and day.date.precision not in ("year", "month", "season"):
                day = None  # "from 10 percent on Monday": the day of the change, not of the earlier value
            comparison = FigureComparison(
                "lower" if lower else "higher", _subject(text, sentence, at), day.date if day else None, None, than
            )
            yield Compared(
                _first(text, sentence, told.start(), edge, comparison, value if value is not None else than, ""), now
            )


def _first(
    text: str, sentence: Sentence, start: int, end: int, comparison: FigureComparison, value: float, unit: str
) -> First:
    stretch = text[start:end].rstrip(" ,.")
    span = Span(sentence.start + start, sentence.start + start + len(stretch), stretch)
    return First(
        Figure(value, unit, comparison.of, None, (span,), comparison),
        token_from(sentence, sentence.start + start),
        None,
    )


def _number(digits: str, scale: str | None) -> float | None:
    value = number(digits)
    return None if value is None else value * SCALE.get((scale or "").lower(), 1.0)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) < 2100


def _before(text: str, sentence: Sentence, start: int) -> int | None:
    """Give the place in the report of the last number before an offset, years left aside; null for none near."""
    found = [m for m in _NUMBER.finditer(text, max(0, start - 90), start) if not _is_year(m[1])]
    return sentence.start + found[-1].start(1) if found else None


def _inside(text: str, sentence: Sentence, told: re.Match[str]) -> int | None:
    """Give the place of the number that a verb rose or fell to."""
    to = re.search(r"\bto\s", told["way"])
    found = _NUMBER.search(text, told.start("way") + to.end(), told.end("way")) if to else None
    return sentence.start + found.start(1) if found else None


def _at(text: str, at: int) -> float | None:
    found = _NUMBER.match(text, at)
    return _number(found[1], found[2]) if found else None


def _subject(text: str, sentence: Sentence, at: int) -> str:
    """Give the words of what is compared: what rose or fell, else what the act is done to; "" when there is none."""
    token = sentence.tokens[at]
    for _ in range(12):
        roles = ("nsubj", "nsubjpass") if token.lemma in _MOVING else ("dobj", "nsubjpass")
        names = [c for c in sentence.children[token.i] if sentence.tokens[c].dep in roles]
        if names and sentence.tokens[names[0]].pos not in ("PRON", "NUM"):
            near = [c for c in sentence.children[names[0]] if sentence.tokens[c].dep in ("compound", "amod", "prep")]
            last = max([names[0], *near])
            end = max([sentence.tokens[last].end, *(sentence.tokens[c].end for c in sentence.children[last])])
            start = min(sentence.tokens[i].start for i in (names[0], *near))
            return re.split(r",|\s(?:to|worth)\s", text[start - sentence.start : end - sentence.start])[0]
        if token.head == token.i:
            break
        token = sentence.tokens[token.head]
    return ""
