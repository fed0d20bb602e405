"""Numbers in a sentence with what they count, and whether two of them say the same."""

import re
from dataclasses import dataclass

from comity.ledger.passages import stems
from comity.model import Span

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=2,
    )
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
_MONEY = (
    "dollars|dollar|euros|euro|pounds|yen|yuan|won|roubles|rubles|rupees|pesos|reais|lira|rand|francs|crowns|dinars"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_AMOUNT = re.compile(
    rf"(?P<hedge>\b(?:more than|less than|fewer than|at least|up to|close to|as many as|about|around|some|roughly|"
    rf"approximately|nearly|almost|over|under)\s+)?(?P<sign>[$€£¥₩₹]|\b)"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(_WORDS)}))"
    rf"(?![\w,:]*\d|st\b|nd\b|rd\b|th\b|-)(?:[\s-]?(?P<scale>{'|'.join(_SCALES)})\b)?"
    rf"(?:\s?(?P<unit>%|per ?cent\b|(?:{_MONEY})\b))?",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\b{_MONTH}\s(?:\d{{1,2}}\s(?:and|to|-|–)\s)?$")
_DAY_AFTER = re.compile(rf"^\s(?:(?:and|to|-|–)\s\d{{1,2}}\s)?{_MONTH}\b")
_YEAR_BEFORE = re.compile(r"\b(?:in|since|of|by|until|from|during|the)\s$", re.IGNORECASE)
# The parties themselves are counted in nearly every sentence.
_PARTIES = re.compile(
    r"^\s(?:\w+\s)?(?:countries|sides|nations|leaders|neighbou?rs|governments|states|parties|presidents|ministers|"
    r"capitals|powers|allies)\b",
    re.IGNORECASE,
)
# "Six days later" tells a day, not a count.
_INTERVAL = re.compile(r"^\s(?:minutes|hours|days|weeks|months|years)\s(?:later|earlier|ago|before|after)\b")
_NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*"
_NAMED_BEFORE = re.compile(rf"\b{_NAME}(?:,\s{_NAME})*,?\sand\s$")
# How many words after a number may name what it counts.
_REACH = 3
# Above this share two figures differ by more than rounding does.
_ROUNDED, _ABOUT, _AT_LEAST = 0.05, 0.1, 0.5


@dataclass(frozen=True)
class Amount:
    """A number as a sentence tells it: its `hedge` ("about", "more than"), unit and stems of what it counts.

    `beside` is how many are named before it and counted in a total ("Lima and three other cities": one).
    """

    value: float
    hedge: str
    unit: str
    what: frozenset[str]
    span: Span
    beside: int = 0


def amounts(sentence: Span) -> tuple[Amount, ...]:
    """The numbers of a sentence that count or measure; days, years and the number of parties are none."""
    found = []
    for match in _AMOUNT.finditer(sentence.text):
        before, after = sentence.text[: match.start("number")], sentence.text[match.end() :]
        if _is_day_or_year(match, before, after) or _PARTIES.match(after) or _INTERVAL.match(after):
            continue
        plain = match["number"].lower().replace(",", "")
        value = _WORDS.get(plain) or float(plain)
        value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
        words = match[0].strip()
        start = sentence.start + match.start() + match[0].index(words)
        span = Span(start, start + len(words), words)
        what = stems(" ".join(re.split(r"[.,;:]\s", after)[0].split()[:_REACH]))
        unit = (match["unit"] or match["sign"] or "").lower().replace(" ", "").rstrip("s")
        unit = {"percent": "%", "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won", "₹": "rupee"}.get(
            unit, unit
        )
        beside = len(re.findall(_NAME, named[0])) if (named := _NAMED_BEFORE.search(before)) else 0
        found.append(Amount(value, (match["hedge"] or "").strip().lower(), unit, what, span, beside))
    return tuple(found)


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts measure in one unit and count what shares a word."""
    if one.unit != other.unit:
        return False
    return bool(one.what & other.what) or bool(one.unit and not (one.what and other.what))


def same_amount(one: Amount, other: Amount) -> str | None:
    """Why two amounts say the same ("" when they are equal); null when they differ."""
    if one.value == other.value:
        return ""
    if one.value + one.beside == other.value + other.beside:
        return "one counts those that the other names besides"
    for left, right in ((one, other), (other, one)):
        low, high = _room(left)
        if low <= right.value <= high:
            return f"“{left.span.text}” leaves room for “{right.span.text}”" if left.hedge else "one is rounded"
    return None


def _room(amount: Amount) -> tuple[float, float]:
    """What an amount leaves room for, by its hedge, or by the zeros at its end."""
    value = amount.value
    if amount.hedge in ("more than", "over", "at least"):
        return value, value * (1 + _AT_LEAST)
    if amount.hedge in ("nearly", "almost", "less than", "fewer than", "under", "up to", "as many as", "close to"):
        return value * (1 - 2 * _ABOUT), value * (1 + (_ROUNDED if amount.hedge == "close to" else 0))
    if amount.hedge:
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    # Two digits and zeros are how a count is rounded; 14 and 20 are not.
    if value >= 100 and float(f"{value:.1e}") == value:
        return value * (1 - _ROUNDED), value * (1 + _ROUNDED)
    return value, value


def _is_day_or_year(match: re.Match[str], before: str, after: str) -> bool:
    number = match["number"]
    if match["unit"] or match["scale"] or (match["sign"] and match["sign"].strip()) or not number.isdigit():
        return False
    if len(number) == 4 and 1800 <= int(number) <= 2100:
        return bool(_YEAR_BEFORE.search(before) or not re.match(r"\s[a-z]", after))
    return len(number) <= 2 and bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(after))
