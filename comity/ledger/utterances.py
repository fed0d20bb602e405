"""What both reports quote, and where they quote one utterance otherwise: another word, another speaker."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from comity.ledger.matters import codes
from comity.ledger.meaning import Meanings
from comity.ledger.passages import best_pairs, nearness, sentence_at, sentences
from comity.ledger.points import day_text
from comity.ledger.similarity import days_of, overlap
from comity.model import ActorRef, Coding, Disagreement, DisagreementKind, Side, Span, Statement

# A quote of so many words is cut alike only by chance; a shorter one carries the word that matters.
_SHORT = 6
# Words that introduce a quote as a word, whoever speaks ("the word “regret”").
_THE_WORD = re.compile(r"""\b(?:word|term|phrase|expression)s?\s["“‘'’”]*$""", re.IGNORECASE)
_QUOTED = re.compile(r"""["“]([^"“”\n]{2,60}?)[,.]?["”]|(?<!\w)‘([^‘’\n]{2,60}?)[,.]?’""")
# How near the words around two quotes must be: with the same word before the quote, and without.
_SAME_SLOT, _OTHER_SLOT = 0.3, 0.5
# The share of a long quote's words that must recur, in order, for two of them to be one utterance.
_ONE_UTTERANCE = 0.6
_SAME_REPORTED = 0.5


@dataclass(frozen=True, eq=False)
class Utterance:
    """What a report says that somebody said: the statement (null for a quoted word that is no row), where."""

    statement: Statement | None
    speakers: tuple[ActorRef, ...]
    quote: str
    direct: bool
    span: Span
    sentence: Span

    @property
    def around(self) -> str:
        """The sentence without the quote."""
        at = self.span.start - self.sentence.start
        return f"{self.sentence.text[:at]} {self.sentence.text[at + len(self.span.text) :]}"

    @property
    def before(self) -> str:
        """The last word before the quote, without its marks: the place that the quote takes in the sentence."""
        words = re.findall(r"\w+", self.sentence.text[: self.span.start - self.sentence.start])
        return words[-1].lower() if words else ""

    def side(self, report: str, value: str | None = None) -> Side:
        """This utterance as a side of a comparison."""
        return Side(report, (self.statement.id,) if self.statement else (), value, (self.sentence,))


Pair = tuple[Utterance, Utterance, float]


def utterances(coding: Coding) -> tuple[Utterance, ...]:
    """What a report quotes or reports as said, each quote once with all its speakers, and words it names as words."""
    parts = sentences(coding.report.text)
    found: dict[tuple[int, str], Utterance] = {}
    for row in coding.statements:
        if not row.evidence or not row.quote.strip():
            continue
        span = row.evidence[0]
        sentence = sentence_at(parts, span.start) or span
        key = (span.start, row.quote)
        speakers = (row.speaker,) if row.speaker else ()
        held = found.get(key)
        if held is not None:
            speakers = (*held.speakers, *speakers)
        found[key] = Utterance(held.statement if held else row, speakers, row.quote, row.direct, span, sentence)
    told = [each.span for each in found.values() if each.direct]
    for sentence in parts:
        for match in _QUOTED.finditer(sentence.text):
            words = match[1] or match[2]
            at = sentence.start + match.start(1 if match[1] else 2)
            span = Span(at, at + len(words), words)
            if any(each.start <= at < each.end or at <= each.start < span.end for each in told):
                continue
            if _THE_WORD.search(sentence.text[: at - sentence.start]) and (speaker := _speaker(coding, sentence, at)):
                found[at, words] = Utterance(None, (speaker,), words, True, span, sentence)
    return tuple(found[key] for key in sorted(found))


def same_quotes(one: Sequence[Utterance], other: Sequence[Utterance], meanings: Meanings | None,
                names: frozenset[str]) -> list[Pair]:  # fmt: skip
    """Utterances that both reports give: the same words, or what one speaker is reported to have said."""
    scores = []
    for row, left in enumerate(one):
        for column, right in enumerate(other):
            score = _same(left, right, meanings, names)
            if score:
                scores.append((score, row, column))
    return [(one[a], other[b], score) for a, b, score in best_pairs(scores)]


def _same(left: Utterance, right: Utterance, meanings: Meanings | None, names: frozenset[str]) -> float:
    here, there = bare(left.quote), bare(right.quote)
    short = min(len(here.split()), len(there.split()))
    if here == there and (short > 1 or same_speaker(left, right)):
        return 1.0
    if short >= 3 and (f" {here} " in f" {there} " or f" {there} " in f" {here} "):
        return 0.95
    if (left.direct and right.direct) or not same_speaker(left, right):
        return 0.0
    near = nearness(left.quote, right.quote, meanings, names)
    return near if near >= _SAME_REPORTED and not _days_apart(left, right) else 0.0


def quote_differences(
    one: tuple[Coding, Sequence[Utterance]], other: tuple[Coding, Sequence[Utterance]], same: Sequence[Pair],
    names: frozenset[str], meanings: Meanings | None,
) -> list[Disagreement]:  # fmt: skip
    """Where the reports give one utterance to another speaker, or in other words."""
    reports = one[0].report.id, other[0].report.id
    found = [
        _difference("speaker", reports, pair, (_names(pair[0].speakers), _names(pair[1].speakers)), 0.9)
        for pair in same
        if pair[2] > _ONE_UTTERANCE and pair[0].direct and pair[1].direct and _other_speaker(*pair[:2])
    ]
    found += [
        _difference("date", reports, pair, tuple(_said_on(each) for each in pair[:2]), 0.7)  # type: ignore[arg-type]
        for pair in same
        if pair[2] > _ONE_UTTERANCE and _days_apart(*pair[:2])
    ]
    taken = {id(each) for pair in same for each in pair[:2]}
    left = [each for each in one[1] if each.direct and id(each) not in taken]
    right = [each for each in other[1] if each.direct and id(each) not in taken]
    scores = [
        (score, row, column)
        for row, here in enumerate(left)
        for column, there in enumerate(right)
        if (score := _one_utterance(here, there, names, meanings))
    ]
    for row, column, score in best_pairs(scores):
        pair = (left[row], right[column], score)
        found.append(_difference("wording", reports, pair, (left[row].quote, right[column].quote), 0.4 + score / 2))
    return found


def _one_utterance(left: Utterance, right: Utterance, names: frozenset[str], meanings: Meanings | None) -> float:
    """How likely two unlike quotes are one utterance; 0 for other speakers, days or places in the sentence."""
    here, there = bare(left.quote), bare(right.quote)
    if not here or not there or here in there or there in here:
        return 0.0
    if not same_speaker(left, right) or _days_apart(left, right):
        return 0.0
    if max(len(here.split()), len(there.split())) > _SHORT:
        alike = SequenceMatcher(None, here.split(), there.split()).ratio()
        return alike if alike >= _ONE_UTTERANCE else 0.0
    if min(len(here.split()), len(there.split())) > _SHORT:
        return 0.0
    if bool(_THE_WORD.search(_up_to(left))) != bool(_THE_WORD.search(_up_to(right))):
        return 0.0
    near = nearness(left.around, right.around, meanings, names)
    return near if near >= (_SAME_SLOT if left.before == right.before else _OTHER_SLOT) else 0.0


def _up_to(each: Utterance) -> str:
    return each.sentence.text[: each.span.start - each.sentence.start]


def same_speaker(one: Utterance, other: Utterance) -> bool:
    """Whether two utterances may be of one speaker: an id in common, or a state beside one who speaks for it."""
    if {ref.id for ref in one.speakers if ref.id} & {ref.id for ref in other.speakers if ref.id}:
        return True
    if not codes(one.speakers) & codes(other.speakers):
        return False
    kinds = [{(ref.id or "").partition(":")[0] for ref in each.speakers} for each in (one, other)]
    return any(kind <= {"state", ""} for kind in kinds) or kinds[0] != kinds[1]


def _other_speaker(one: Utterance, other: Utterance) -> bool:
    """Whether both name who speaks, and it is not the same: another state, or another office or person of it."""
    if not one.speakers or not other.speakers or same_speaker(one, other):
        return False
    return all(ref.country or ref.id for ref in (*one.speakers, *other.speakers))


def _days_apart(one: Utterance, other: Utterance) -> bool:
    days = [days_of(each.statement.said_on) if each.statement else None for each in (one, other)]
    return days[0] is not None and days[1] is not None and overlap(days[0], days[1]) is None


def _said_on(each: Utterance) -> str:
    return day_text(each.statement.said_on) if each.statement else ""


def _names(refs: Sequence[ActorRef]) -> str:
    return ", ".join(dict.fromkeys(_name(ref) for ref in refs))


def _name(ref: ActorRef) -> str:
    words = (ref.name or ref.text).partition(",")[0]
    return words if (ref.id or "").startswith("state:") or not ref.country else f"{words} ({ref.country})"


def _difference(
    kind: DisagreementKind, reports: tuple[str, str], pair: Pair, values: tuple[str, str], sure: float
) -> Disagreement:
    left, right, _ = pair
    what = left.quote if kind == "speaker" else _names(left.speakers)
    sides = left.side(reports[0], values[0]), right.side(reports[1], values[1])
    return Disagreement(kind, what, *sides, confidence=round(min(0.95, sure), 2))


def bare(quote: str) -> str:
    """A quote in small letters without marks and stops."""
    return " ".join(re.findall(r"[\w'’-]+", quote.lower()))


def _speaker(coding: Coding, sentence: Span, at: int) -> ActorRef | None:
    """The person or office named last in the sentence before an offset: whose word a quoted word is."""
    named = max(_mentions(coding, sentence, at), default=None, key=lambda each: each[0])
    if named is None:
        return None
    actor = next(actor for actor in coding.actors if actor.id == named[1])
    return ActorRef(actor.country or _country(coding, actor.id), "GOV", actor.id, actor.name, named[2])


def _mentions(coding: Coding, sentence: Span, at: int) -> Iterator[tuple[int, str, str]]:
    for actor in coding.actors:
        if actor.id.startswith(("person:", "office:")):
            for mention in actor.mentions:
                if sentence.start <= mention.start < at:
                    yield mention.start, actor.id, mention.text


def _country(coding: Coding, id: str) -> str | None:
    refs = (ref for event in coding.events for ref in (*event.actors, *event.recipients))
    return next((ref.country for ref in refs if ref.id == id and ref.country), None)
