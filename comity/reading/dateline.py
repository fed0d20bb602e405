"""The dateline that opens a report: place, day and agency, as in "LIMA, March 4 (Example Wire) — "."""

import re
from typing import NamedTuple

from comity.reading.published import MONTH, day_near, parse_day

_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*){0,4}"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]+(?:[ /](?:(?:de|del|do|da|of|la|al) )?[A-ZÀ-ÖØ-Þ][\w.'’\-]+){0,3}"
_DAY = rf"(?P<day>{MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
_REGION = r"(?:, (?!(?:" + MONTH + r") ?\d)[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
_AGENCY = r"\((?P<agency>[A-Z][^()]{1,40})\)"
_DASH = r"(?:\s*[—–]\s*|\s+-{1,2}\s+|\s*--\s*|\s*:\s+)"

_WITH_AGENCY = re.compile(
    rf"(?:(?P<place>{_UPPER}|{_TITLED}){_REGION}(?:,? {_DAY})?,? |{_DAY.replace('day', 'lone')},? )"
    rf"{_AGENCY}{_DASH}(?=\S)"
)
_WITHOUT = re.compile(rf"(?P<place>{_UPPER}){_REGION}(?:,? {_DAY})?(?:\s*[—–]\s*|\s+-{{1,2}}\s+)(?=[\"“‘'A-Z0-9À-Þ])")
# Bodies whose names are capitals too, and may open a sentence before a dash.
_BODIES_WORDS = "AFRICOM APEC ASEAN AUKUS BRICS CARICOM COMESA ECOWAS MERCOSUR NATO OPEC OSCE QUAD SAARC"
_BODIES = frozenset(_BODIES_WORDS.split())
_SMALL = frozenset({"de", "del", "do", "da", "dos", "of", "la", "al", "and"})


class Dateline(NamedTuple):
    """What a dateline says: its length in the plain paragraph, and place, agency and day words if told."""

    length: int
    place: str | None
    agency: str | None
    day: str | None

    def published(self, known: str | None) -> str | None:
        """The day as an ISO day; one without a year only near a `known` day of publication."""
        if self.day is None:
            return None
        return parse_day(self.day) or day_near(self.day, known)


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens a plain paragraph; null when there is none."""
    head = paragraph[:160]
    match = _WITH_AGENCY.match(head)
    if match is not None:
        place = match["place"]
        return Dateline(match.end(), _place(place), match["agency"].strip(), match["day"] or match["lone"])
    match = _WITHOUT.match(head)
    if match is None or len(match["place"]) < 4 or match["place"] in _BODIES:
        return None
    return Dateline(match.end(), _place(match["place"]), None, match["day"])


def _place(words: str | None) -> str | None:
    if words is None or not words.isupper():
        return words
    parts = re.split(r"([ /\-])", words.lower())
    return "".join(part if part in _SMALL and i else part.capitalize() for i, part in enumerate(parts))
