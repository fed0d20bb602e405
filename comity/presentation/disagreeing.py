"""One point on which two reports differ, as a sentence."""

import re

from comity import codebook
from comity.errors import CodebookError
from comity.model import Disagreement, Side
from comity.presentation.material import Material
from comity.presentation.names import state_name
from comity.presentation.sentences import clause
from comity.presentation.wording import MONTHS, day_text, listing, quoted, range_text

_STATUSES = {"occurred": "took place", "denied": "did not take place", "conditional": "on a condition"}
_NOUN = 4
_STOP = re.compile(r"[.,;:]\s|[.;:]$")
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def disagreement_text(each: Disagreement, material: Material) -> str:
    """Give a difference as a sentence that names the point, both values with their marks, and the reason."""
    one, other = (f"{_value(each, side)} {material.marks((side.report,))}".strip() for side in (each.one, each.other))
    about = _about(each, material)
    text = {
        "date": f"{about}: dated {one}, but {other}",
        "place": f"{about}: placed in {one}, but in {other}",
        "figure": f"The figure is {one}, but {other}",
        "name": f"One person is named {one}, but {other}",
        "status": f"{about}: {one}, but {other}",
        "actor": f"Who acted ({about}): {one}, but {other}",
        "speaker": f"Who said {quoted(each.what)}: {one}, but {other}",
        "wording": f"{_speaker(each.what)} is quoted with {one}, but with {other}",
        "stance": f"{each.what}: {one}, but {other}",
        "attribution": f"{one}, but {other}"
        if each.other.report in material.sources
        else f"{one}; the who's who: {other}",
    }[each.kind]
    return f"{text} ({each.note})" if each.note else text


def _about(each: Disagreement, material: Material) -> str:
    """Give the act as the surer report tells it, else the words of the difference."""
    told = [material.events[row] for side in (each.one, each.other) for row in side.rows if row in material.events]
    if not told:
        return quoted(each.one.evidence[0].text, most=14) if each.one.evidence else each.what
    event, report = max(told, key=lambda pair: pair[0].confidence)
    return clause(event, event=event, published=report.published)


def _value(each: Disagreement, side: Side) -> str:
    value = side.value or "nothing"
    if each.kind == "figure":
        return _with_noun(value, side)
    if each.kind == "date":
        return _day(value)
    if each.kind == "status":
        status, _, days = value.partition(" (")
        return f"{_STATUSES.get(status, status)} ({_day(days.rstrip(')'))})" if days else _STATUSES.get(status, status)
    if each.kind == "actor":
        return listing([state_name(code) for code in value.split(", ")])
    if each.kind == "wording":
        return quoted(value)
    if each.kind == "attribution":
        return told_note(value)
    if each.kind == "speaker":
        return listing([_speaker(name) for name in value.split(", ")])
    return value


def _with_noun(value: str, side: Side) -> str:
    """Quote a figure with the words after it, which tell what it counts."""
    text = side.evidence[0].text if side.evidence else ""
    at = text.find(value)
    after = _STOP.split(text[at + len(value) :])[0].split()[:_NOUN] if at >= 0 else []
    return quoted(" ".join((value, *after)))


def _speaker(name: str) -> str:
    """Put the state's name for its code behind who speaks."""
    words, _, code = name.rstrip(")").rpartition(" (")
    if not words:
        return name
    try:
        known = code in codebook.states() or code in codebook.organisations()
    except CodebookError:
        known = False
    return f"{words} ({state_name(code)})" if known else name


def told_note(note: str) -> str:
    """Give what the who's who tells with its ISO days in words."""
    return _ISO.sub(lambda match: day_text(match[0]), note)


def _day(value: str) -> str:
    start, _, end = value.partition("..")
    if len(start) == 7 and not end:
        return f"{MONTHS[int(start[5:]) - 1]} {start[:4]}"
    return range_text(start, end or start) if len(start) == 10 else value
