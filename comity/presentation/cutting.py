"""The reports' words cut short: a quote ends where a clause or phrase ends, never in the middle of one."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from comity.model import Report, Span

MOST_WORDS = 12
# Two words seldom say more than the verb that stands beside them.
LEAST_WORDS = 3
# A word after which no phrase can end.
_LOOSE_ENDS = frozenset(
    "a an the of and or nor to on in at for with from by as that which who whose its his her their this these "
    "is are was were has have had be been being not no but than into over about between against after before "
    "while when where if because since including such like under during without within toward towards upon "
    "will would could can may might should must do does did also even either neither more most very so "
    "during some many several all our my your spite".split()
)
# A new clause begins before these; a quote may end there whatever its length.
_NEW_CLAUSE = frozenset(
    "while who which whose whom where when because although though but whereas unless until if".split()
)
# What precedes a finite verb may be its subject, so that a quote from a predicate on must not run into it.
_FINITE = frozenset("is are was were has have had will would could may might can should must".split())
_REPORTED = frozenset("that how whether what".split())
# A phrase may end before these when the quote would be too long.
_NEW_PHRASE = frozenset(
    "of to on in at for with from by as that and or into over about between against after before since "
    "during without within toward towards under upon than including amid despite following".split()
)
_LEADS = frozenset("and but or that which who including so as then however moreover yet".split())
_NEGATION = frozenset("not never hardly cannot".split())
_AUXILIARY = frozenset("do does did will would could can may might should is are was were has have had".split())
_SHORTENED = re.compile(r"^(?:\w\.)+$|^(?:[A-Z][a-z]{0,3}|No|vs|approx)\.$")
_OPENING, _CLOSING = "“‘\"'([", "”’\"')]"


def words_from(text: str, *, most: int = MOST_WORDS, whole: bool = True) -> str:
    """Give the words from the start of `text` to the end of its clause, at most `most` of them.

    A longer clause is cut before its last preposition or conjunction that leaves at least three words. Text
    that begins with a predicate rather than a subject is not `whole`: it ends before the next finite verb.
    """
    parts = text.split()
    end = _clause_end(parts)
    if not whole:
        end = min(end, _next_finite(parts))
    if end > most:
        fit = [at for at in range(LEAST_WORDS, most + 1) if _bare(parts[at]) in _NEW_PHRASE and _balanced(parts[:at])]
        end = fit[-1] if fit else most
    while end > 1 and (_bare(parts[end - 1]) in _LOOSE_ENDS or not _balanced(parts[:end])):
        end -= 1
    return " ".join(parts[:end]).rstrip(" ,;:—–-.([")


def trigger_words(evidence: Iterable[Span], trigger: Span | None, *, denied: bool = False) -> str:
    """Give the report's words from the predicate on; what precedes it in its clause if they are too few.

    Words begin with what denies them: right before the predicate, and for a `denied` act when it stands close
    by; "would not undo" must never read as "undo". "" without a predicate.
    """
    span = next((each for each in evidence if trigger and each.start <= trigger.start < each.end), None)
    if span is None or trigger is None:
        return ""
    at = trigger.start - span.start
    before, after = span.text[:at].split(), span.text[at:]
    lead = _negated(before, reach=4 if denied else 2)
    cut = words_from(" ".join([*lead, after]), whole=False)
    if len(cut.split()) >= LEAST_WORDS:
        return cut
    ahead = _clause_start(before)
    while ahead and _bare(ahead[0]) in _LEADS:
        ahead.pop(0)
    cut = words_from(" ".join([*ahead, after]), whole=False)
    fits = len(cut.split()) >= LEAST_WORDS and len(ahead) <= MOST_WORDS - 2
    return cut if fits and trigger.text in cut else ""


def clause_with(text: str, needles: Sequence[str], *, most: int = MOST_WORDS) -> str:
    """Give the clause of `text` that holds one of `needles` (regular expressions), else its first clause."""
    found = next((match for each in needles if (match := re.search(each, text, re.IGNORECASE))), None)
    if found is None:
        return words_from(text, most=most)
    before, after = text[: found.start()].split(), text[found.start() :]
    # A needle in the middle of a word ("re|militar|isation") keeps the word whole.
    glued = text[found.start() - 1 : found.start()].strip() != "" if found.start() else False
    if glued and before:
        after = before.pop() + after
    ahead = _clause_start(before)
    while ahead and _bare(ahead[0]) in _LEADS:
        ahead.pop(0)
    room = max(most, len(ahead) + 1)
    cut = words_from(" ".join([*ahead, after]), most=room)
    if len(cut.split()) <= most + 2:
        return cut
    # The clause is too long before the needle: begin at the phrase nearest to it.
    starts = [at for at in range(len(ahead)) if _bare(ahead[at]) in _NEW_PHRASE and len(ahead) - at < most - 2]
    return words_from(" ".join([*ahead[starts[0] + 1 :], after]) if starts else after, most=most)


def sentence_around(report: Report, span: Span, *, most: int = 300) -> str:
    """Give the sentence of the report around a span, by its stops."""
    stops = [at + len(stop) for stop in (". ", "\n") if (at := report.text.rfind(stop, 0, span.start)) >= 0]
    start = max(stops, default=0)
    ends = [at for stop in (". ", "\n") if (at := report.text.find(stop, span.end)) >= 0]
    end = min(ends, default=len(report.text))
    return report.text[max(start, span.start - most) : min(end, span.end + most)]


def _clause_end(parts: Sequence[str]) -> int:
    """The number of words up to the first stop or the first word of a new clause."""
    inside = 0
    for at, part in enumerate(parts):
        inside += _opened(part)
        last = part.rstrip("”’\"')]")
        if inside <= 0 and _stops(part, last, at + 1 == len(parts)):
            return at + 1
        if at + 1 < len(parts) and inside <= 0:
            following = parts[at + 1]
            if following[0] in "—–([" or (at + 1 >= 2 and following.lower() in _NEW_CLAUSE):
                return at + 1
    return len(parts)


def _next_finite(parts: Sequence[str]) -> int:
    """Where the next finite verb's clause begins: at its "that" or "how", else at the verb."""
    verb = next((at for at in range(2, len(parts)) if parts[at].lower() in _FINITE), len(parts))
    if verb == len(parts):
        return verb
    return next((at for at in range(verb - 1, 0, -1) if parts[at].lower() in _REPORTED), verb)


def _hangs(part: str) -> bool:
    """Tell whether a word is likely a participle that needs what follows ("planned", "growing")."""
    return part.endswith(("ed", "growing", "including"))


def _stops(part: str, last: str, at_end: bool) -> bool:
    if last.endswith((",", ";", ":", "!", "?", "—", "–")) or part in ("—", "–", "-"):
        return True
    return last.endswith(".") and (at_end or not _SHORTENED.match(last))


def _clause_start(before: Sequence[str]) -> list[str]:
    """The words of the clause that runs up to the predicate."""
    kept: list[str] = []
    for part in reversed(before):
        if part.rstrip(_CLOSING).endswith((",", ";", ":", "?", "!")) or part in ("—", "–", "-", "that"):
            break
        if part.endswith(".") and not _SHORTENED.match(part):
            break
        kept.append(part)
    return kept[::-1]


def _negated(before: Sequence[str], *, reach: int) -> list[str]:
    for back in range(1, min(reach, len(before)) + 1):
        word = before[-back].lower()
        if word in _NEGATION or word.endswith(("n't", "n’t")):
            first = len(before) - back
            if first and before[first - 1].lower() in _AUXILIARY:
                first -= 1
            return list(before[first:])
    return []


@lru_cache(maxsize=65_536)
def _opened(part: str) -> int:
    """How many quotes a word opens less those it closes; an apostrophe is neither."""
    straight = part.count('"')
    turned = 0 if straight % 2 == 0 else (1 if part.lstrip("([").startswith('"') else -1)
    return part.count("“") - part.count("”") + turned


def _balanced(parts: Sequence[str]) -> bool:
    return sum(_opened(part) for part in parts) == 0


def _bare(part: str) -> str:
    return part.strip(_OPENING + _CLOSING + ",.;:").lower()
