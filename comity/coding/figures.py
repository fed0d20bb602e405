"""Numbers with units: shares, sums of money, people, things."""

import re

from comity.model import Figure, Report, Sentence, Span

SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"dozen": 12.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "hundred": 100.0}
CURRENCY = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "a$": "AUD",
    "c$": "CAD",
}
CURRENCY_WORDS = {
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "yen": "JPY",
    "won": "KRW",
    "pounds": "GBP",
    "yuan": "CNY",
    "roubles": "RUB",
    "rubles": "RUB",
    "rupees": "INR",
    "pesos": "MXN",
    "reais": "BRL",
    "lira": "TRY",
    "rand": "ZAR",
}
PEOPLE = (
    "people|persons|troops|soldiers|civilians|refugees|migrants|workers|tourists|visitors|students|"
    "protesters|demonstrators|prisoners|"
    "hostages|victims|survivors|militants|fighters|police officers|officers|sailors|marines|travellers|"
    "travelers|diplomats|observers"
)
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALES = r"(?:\s?(thousand|million|billion|trillion|bn|m|k|tn)\b)?"
THINGS = (
    r"km|kilomet(?:er|re)s?|miles?|nautical miles?|tonn?es?|tons|barrels|kg|megawatts?|gigawatts?|missiles|rockets|"
    r"warheads|ships|warships|vessels|aircraft|jets|drones|tanks|points?|hours?|seats"
)
PATTERNS = (
    ("percent", re.compile(rf"({NUMBER})\s?(?:%|per ?cent\b|percentage points?\b)", re.I)),
    ("money", re.compile(rf"(us\$|a\$|c\$|[$€£¥₩₹])\s?({NUMBER}){SCALES}", re.I)),
    ("money-word", re.compile(rf"({NUMBER}){SCALES}\s({'|'.join(CURRENCY_WORDS)})\b", re.I)),
    (
        "people",
        re.compile(
            rf"\b({NUMBER})(?:\s?(thousand|million|billion))?\s"
            rf"((?:[A-Z][\w-]+\s){{0,2}}(?:[a-z-]+\s){{0,1}}?(?:{PEOPLE})|(?:North |South )?[A-Z][a-z]+s)\b"
        ),
    ),
    ("measure", re.compile(rf"\b({NUMBER})(?:\s?(thousand|million|billion))?\s?({THINGS})\b", re.I)),
)
# Each of the patterns needs one of these, and most sentences have none.
ANY_NUMBER = re.compile(r"\d")


def number(text: str) -> float | None:
    """Read a number in figures or small words; null for any other word."""
    plain = text.lower().replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return SMALL.get(plain)


def find_figures(report: Report, sentence: Sentence) -> tuple[Figure, ...]:
    """Give the figures of a sentence, in order, each with the words that tell it."""
    text = report.text[sentence.start : sentence.end]
    if not ANY_NUMBER.search(text):
        return ()
    found: dict[int, Figure] = {}
    taken: set[int] = set()
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not taken.isdisjoint(range(match.start(), match.end())):
                continue
            figure = read(kind, match, report, sentence.start, text)
            if figure is not None:
                taken.update(range(match.start(), match.end()))
                found[match.start()] = figure
    return tuple(found[at] for at in sorted(found))


def read(kind: str, match: re.Match[str], report: Report, offset: int, text: str) -> Figure | None:
    """Turn one match into a figure: value, unit and the words for what it counts."""
    start, end = offset + match.start(), offset + match.end()
    span = Span(start, end, report.text[start:end])
    after = " ".join(text[match.end() :].split()[:4]).strip(" ,.;")
    if kind == "money":
        value = number(match[2])
        unit = CURRENCY[match[1].lower()]
        scale = match[3]
    else:
        value = number(match[1])
        scale = match[2] if match.re.groups > 1 else None
        unit = {"percent": "percent", "people": "people"}.get(kind, "")
        if kind == "money-word":
            unit = CURRENCY_WORDS[match[3].lower()]
        elif kind == "measure":
            unit = match[3].lower()
    if value is None:
        return None
    what = match[3] if kind == "people" else after
    if kind == "people" and match[2] is None and value < 2000 and 1900 < value < 2100:
        return None
    return Figure(value * SCALE.get((scale or "").lower(), 1.0), unit, what, None, (span,))
