"""Does a clause speak of the past or of the future? A guess from the words around a date.

The nearest verb-like cue decides: first to the left in the same clause, then to its right, then in the rest
of the sentence. So "said on Monday that it will close" is past, and "will meet on Monday" is not.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from comity.recognition.dates_calendar import Lean
from comity.recognition.dates_words import SP

_MOVES = (
    "(?:flying|travelling|traveling|heading|visiting|meeting|hosting|holding|arriving|leaving|departing|going|"
    "attending|convening|starting|beginning|opening|returning|sending|launching|joining|signing|preparing)"
)
_BE = r"(?:is|are|am|[’']s|[’']re)"
_ACTS = (
    "(?:meet|hold|visit|travel|fly|attend|host|sign|begin|start|open|arrive|send|vote|resume|discuss|convene|"
    "depart|leave|return|take|launch|join|address|speak|talk|go|come|be|become|head|publish|release|announce|"
    "decide|close|end|expire|impose|introduce|raise|cut|lift|withdraw|deploy|conduct|stage|deliver|present|mark)"
)
# "will be held": the participle belongs to the future and is no cue of its own.
_PASSIVE = rf"(?:(?:{SP}not)?{SP}be{SP}[a-z]{{3,16}})?"
# A timetable's present tense: "the talks resume on Tuesday", "the accord expires in February".
_PRESENT = (
    "(?:expires?|resumes?|reopens?|returns?|begins?|opens?|starts?|convenes?|ends?|closes?|departs?|arrives?|leaves?|flies|travels?|"
    "hosts?|meets?|takes?(?= effect\\b))"
)
_IRREGULAR = (
    "said|told|was|were|had|has|have|did|met|held|flew|went|came|took|gave|made|left|began|won|lost|sent|saw|spoke|"
    "wrote|fell|rose|sat|led|struck|shot|broke|fought|became|found|brought|stood|hit|paid|built|drew|ran|grew|threw|"
    "withdrew|sought|bought|kept|heard|swore|chose|drove|sank|died|tore|laid|rode|drank|ate|sang|swam|"
    "wore|bore|slept|taught|caught|fled|dealt|meant|lent|spent|hid|froze|forbade|upheld|overthrew|withheld|foresaw|"
    "understood|arose|shook|stole|strove|undertook|forgave|taken|begun|given|shown|seen|"
    "since|following"
)
_CUE = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<future>(?:[Ww]ill(?!{SP}of\b)|shall|won[’']t|may|might|could|would|should|must){_PASSIVE}|"
    rf"due(?={SP}(?:to|in|on|at|for|next|by|back|this)\b)|scheduled|"
    rf"slated|plan(?:s|ned)?(?={SP}(?:to|for|a|an|on)\b)|planning(?={SP}(?:to|for|a|an)\b)|intends?(?={SP}to\b)|"
    rf"{_BE}{SP}(?:not{SP})?to{_PASSIVE}(?={SP}|[.,;])|{_BE}{SP}(?:not{SP}|also{SP}|now{SP})?going{SP}to|expected|set(?={SP}(?:to|for)\b)|"
    rf"poised|about(?={SP}to\b)|upcoming|forthcoming|(?:the{SP})?coming(?={SP}[a-z])(?!{SP}(?:from|after|to|into|in)\b)|"
    rf"next(?!{SP}to\b)|hopes?(?={SP}to\b)|[Ii]f|[Uu]nless|"
    rf"{_BE}{SP}(?:also{SP}|now{SP}|currently{SP})?{_MOVES})|"
    rf"(?P<either>to{SP}be{SP}[a-z]{{3,16}}|to{SP}{_ACTS}|{_PRESENT}|(?:before|by|and){SP}{_MOVES}|{_MOVES}(?={SP}(?:to|for|from|in)\b))|"
    rf"(?P<past>(?:after|while|when){SP}{_MOVES}|(?:was|were){SP}{_MOVES}|{_IRREGULAR}|"
    rf"(?!(?:indeed|hundred|exceed|proceed|succeed|speed|need|feed|seed|breed|agreed(?={SP}to\b))\b)[a-z]{{2,16}}ed)"
    rf")(?!\w)"
)
_HARD = re.compile(
    r"\n|[;:!?]|(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bGen)(?<!\bGov)(?<!\bSen)"
    r"\.(?=[\"”’')\]]?\s{1,3}[\"“‘'(\[]?[A-Z0-9])(?!\s{1,3}[0-9]{1,2}\b)"
)
_SOFT = re.compile(
    rf"[,()“”\"–—]|(?<!\w)(?:that|which|who|whom|whose|after|when|while|because|where|but|although|saying|adding)(?!\w)"
    rf"(?!{SP}{_MOVES})"
)
# Words right before the date that point on, where no verb says so more clearly.
_ONWARD = re.compile(
    rf"(?<!\w)(?:(?P<from>from|starting)|ahead{SP}of|before|by|until|till|no{SP}later{SP}than)"
    rf"{SP}(?:the{SP}|on{SP}|a{SP})?\Z"
)
_SINCE = re.compile(rf"(?<!\w)(?:[Ss]ince|[Ff]ollowing){SP}(?:the{SP})?\Z")


class Hints(NamedTuple):
    """Cues and breaks of a text, in order of place."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: tuple[Lean, ...]
    hard: tuple[int, ...]
    soft: tuple[int, ...]


def read_hints(text: str) -> Hints:
    """The cues of a whole text, found once, so that each date costs only a search in sorted places."""
    starts, ends, kinds = [], [], []
    for match in _CUE.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        kind: Lean = "future" if match["future"] else "either" if match["either"] else "past"
        kinds.append(kind)
    hard = tuple(match.start() for match in _HARD.finditer(text))
    soft = tuple(sorted({match.start() for match in _SOFT.finditer(text)} | set(hard)))
    return Hints(text, tuple(starts), tuple(ends), tuple(kinds), hard, soft)


def _bounds(breaks: tuple[int, ...], start: int, end: int, size: int) -> tuple[int, int]:
    low = bisect_left(breaks, start)
    high = bisect_left(breaks, end)
    return (breaks[low - 1] if low else 0), (breaks[high] if high < len(breaks) else size)


def _nearest_left(hints: Hints, floor: int, start: int) -> Lean | None:
    """The last cue before the date; behind a weak one, up to three cues back, a clear future still counts."""
    last = bisect_right(hints.ends, start) - 1
    kinds = [hints.kinds[at] for at in range(last, max(-1, last - 3), -1) if hints.starts[at] >= floor]
    if not kinds:
        return None
    if kinds[0] == "either" and "future" in kinds:
        return "future"
    return kinds[0]


def _nearest_right(hints: Hints, end: int, ceiling: int) -> Lean | None:
    at = bisect_left(hints.starts, end)
    return hints.kinds[at] if at < len(hints.starts) and hints.starts[at] < ceiling else None


def guess_lean(hints: Hints, start: int, end: int) -> Lean:
    """Where the clause around `text[start:end]` points in time."""
    before = hints.text[max(0, start - 24) : start]
    if _SINCE.search(before):
        return "past"
    clause = _bounds(hints.soft, start, end, len(hints.text))
    sentence = _bounds(hints.hard, start, end, len(hints.text))
    found = (
        _nearest_left(hints, clause[0], start)
        or _nearest_right(hints, end, clause[1])
        or _nearest_left(hints, sentence[0], start)
        or _nearest_right(hints, end, sentence[1])
        or "none"
    )
    onward = _ONWARD.search(before)
    if onward is None or found == "future" or (onward["from"] and found == "past"):
        return found
    return "either"
