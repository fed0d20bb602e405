"""What every look-up of a reading needs: which phrase refers to whom, and whose a thing is."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from comity.coding.counting import counted
from comity.coding.firsts import First
from comity.model import ActorRef, Figure, Mention, Quote, Reading, Sentence
from comity.recognition.tree import conjuncts, kids, objects_of, phrase

NAMED = frozenset({"state", "capital", "house", "organisation"})
# Nouns that are nobody's by themselves: "part of Syria's second city" is Syria's.
PARTS = frozenset(
    "part city town area region end leader member half number series export import production supply sale "
    "purchase use dozen hundred rest piece section stretch kind implementation development testing launch".split()
)
OWNING = frozenset(
    {"state", "demonym", "capital", "house", "organisation", "group", "person", "body", "pronoun", "pair", "place"}
)


class Placed(Protocol):
    """What has a place in the report's text; rows of a reading are sorted by it."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


def within(rows: Sequence[P], sentence: Sentence) -> Sequence[P]:
    """Give the rows that start inside a sentence, by halving: reports may hold thousands of them."""
    first = bisect_left(rows, sentence.start, key=lambda row: row.start)
    return rows[first : bisect_left(rows, sentence.end, lo=first, key=lambda row: row.start)]


class Stage:
    """What every role look-up needs of one reading: references by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.refs: dict[tuple[int, int], tuple[ActorRef, ...]] = {}
        self.kinds: dict[tuple[int, int], str] = {}
        self.heads: dict[int, frozenset[int]] = {}
        self.named: Counter[str] | None = None
        self.quotes: dict[int, list[Quote]] = {}
        self.runs: dict[int, list[tuple[int, ...]]] = {}
        self.mentions: dict[int, list[Mention]] = {}
        self.counted: dict[int, tuple[tuple[Figure, ...], tuple[First, ...]]] = {}
        grouped: dict[int, set[int]] = {}
        for mention in reading.mentions:
            self.refs[mention.sentence, mention.head] = mention.actors
            self.kinds[mention.sentence, mention.head] = mention.kind
            grouped.setdefault(mention.sentence, set()).add(mention.head)
            self.mentions.setdefault(mention.sentence, []).append(mention)
        self.heads = {number: frozenset(found) for number, found in grouped.items()}

    def figures(self, sentence: Sentence) -> tuple[Figure, ...]:
        """Give the figures of a sentence that each of its events carries; found once."""
        return self._counts(sentence)[0]

    def firsts(self, sentence: Sentence) -> tuple[First, ...]:
        """Give the comparisons of a sentence that hang on one act alone."""
        return self._counts(sentence)[1]

    def all_figures(self, sentence: Sentence) -> list[Figure]:
        """Give every figure of a sentence, comparisons among them, in order."""
        found = [*self.figures(sentence), *(first.figure for first in self.firsts(sentence))]
        return sorted(found, key=lambda figure: figure.evidence[0].start)

    def _counts(self, sentence: Sentence) -> tuple[tuple[Figure, ...], tuple[First, ...]]:
        if sentence.index not in self.counted:
            heads = self.heads.get(sentence.index, frozenset())
            self.counted[sentence.index] = counted(self.reading, sentence, within(self.reading.dates, sentence), heads)
        return self.counted[sentence.index]

    def direct_quotes(self, sentence: Sentence) -> list[Quote]:
        """Give the direct quotes that touch a sentence."""
        if sentence.index not in self.quotes:
            self.quotes[sentence.index] = [
                quote for quote in self.reading.quotes
                if quote.direct and quote.start < sentence.end and quote.end > sentence.start
            ]  # fmt: skip
        return self.quotes[sentence.index]

    def weights(self) -> Counter[str]:
        """Give how often each state and body is named in the report; counted once."""
        if self.named is None:
            self.named = Counter()
            for mention in self.reading.mentions:
                self.named.update({ref.country for ref in mention.actors if ref.country})
        return self.named

    def sentences_between(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Give the sentences that touch a stretch of the text."""
        sentences = self.reading.sentences
        first = bisect_right(sentences, start, key=lambda s: s.end)
        return sentences[first : bisect_left(sentences, end, lo=first, key=lambda s: s.start)]

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Give the mentions that start between two places of the text, sentence by sentence."""
        found: list[Mention] = []
        for sentence in self.sentences_between(start, end):
            found.extend(m for m in self.mentions.get(sentence.index, ()) if start <= m.start < end)
        return found

    def at(self, sentence: Sentence, positions: list[int]) -> list[ActorRef]:
        """Give the references of the phrases headed by `positions`, conjuncts included."""
        found: list[ActorRef] = []
        for first in positions:
            for i in self.listed(sentence, first):
                found.extend(self.refs.get((sentence.index, i), ()))
        return merged(found)

    def lists(self, sentence: Sentence) -> list[tuple[int, ...]]:
        """Give the runs of names joined by commas and a last "and" ("Peru, Chile and Bolivia"), whatever the parse."""
        if sentence.index not in self.runs:
            runs: list[tuple[int, ...]] = []
            names = sorted(i for i in self.heads.get(sentence.index, ()) if self.kinds[sentence.index, i] in NAMED)
            run: list[int] = []
            joined = ""
            for i in names:
                between = (
                    " ".join(t.text.lower() for t in sentence.tokens[run[-1] + 1 : i] if t.text.lower() != "the")
                    if run
                    else ""
                )
                if run and between in (",", "and", ", and", "or", ", or"):
                    run.append(i)
                    joined = between
                else:
                    runs.extend(
                        [tuple(run)] if len(run) > 2 and "," not in joined.strip(", ") and joined not in (",",) else []
                    )
                    run, joined = [i], ""
            runs.extend([tuple(run)] if len(run) > 2 and joined != "," else [])
            self.runs[sentence.index] = runs
        return self.runs[sentence.index]

    def listed(self, sentence: Sentence, first: int) -> list[int]:
        """Give a phrase and all coordinated with it; a list of states is often parsed as appositions."""
        found = conjuncts(sentence, first)
        for i in list(found):
            # "Obama and Medvedev met": the first of two names is sometimes parsed as part of the second.
            found.extend(
                c for c in kids(sentence, i, "nmod")
                if self.kinds.get((sentence.index, c)) == "person" and self.kinds.get((sentence.index, i)) == "person"
            )  # fmt: skip
        for run in self.lists(sentence):
            if first in run:
                found.extend(i for i in run if i not in found)
        for i in found:
            for child in kids(sentence, i, "appos"):
                lists = (
                    self.kinds.get((sentence.index, i)) in NAMED and self.kinds.get((sentence.index, child)) in NAMED
                )
                tail = conjuncts(sentence, child)[0 if lists else 1 :]
                found.extend(c for c in tail if c not in found)
        return found

    def owner(self, sentence: Sentence, noun: int, depth: int = 0, without: tuple[str, ...] = ()) -> list[ActorRef]:
        """Give whose a thing is: actors before its noun, then after "of", "by", "from"."""
        first, _ = phrase(sentence, noun)
        found = [
            ref for i in range(first, noun)
            for ref in self.refs.get((sentence.index, i), ())
            if self.under(sentence, i, noun) and (
                self.kinds.get((sentence.index, i)) in OWNING or sentence.tokens[i].dep == "poss"
            )
        ]  # fmt: skip
        for preps in (("by",), ("of", "from"), ("between", "among")):
            targets = objects_of(sentence, noun, [p for p in preps if p not in without]) if not found else []
            found = found or self.at(sentence, targets)
            if not found and depth < 2:
                inner = [t for t in targets if sentence.tokens[noun].lemma in PARTS or preps == ("by",)]
                found = [ref for target in inner for ref in self.owner(sentence, target, depth + 1)]
        return merged(found)

    def under(self, sentence: Sentence, i: int, noun: int) -> bool:
        """Tell whether a token stands below a noun without another actor phrase between them."""
        token = sentence.tokens[i]
        while token.head != token.i:
            if token.head == noun:
                return True
            if token.dep != "conj" and (sentence.index, token.head) in self.refs:
                return False
            token = sentence.tokens[token.head]
        return False


def merged(refs: list[ActorRef]) -> list[ActorRef]:
    """Drop references to the same actor, the first words kept."""
    seen: dict[tuple[str | None, str], ActorRef] = {}
    for ref in refs:
        seen.setdefault((ref.id, "" if ref.id and not ref.id.startswith("office:unknown") else ref.text), ref)
    return list(seen.values())
