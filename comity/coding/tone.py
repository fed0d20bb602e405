"""The tone of what somebody said, -1 (hostile) to 1 (warm), towards those the words are about.

Every word of tone is weighed where it stands in the parse: what is negated, stopped, demanded or given as a
condition counts otherwise than what is told. Section "Tone" of docs/method.md tells the steps.
"""

from collections.abc import Sequence
from typing import NamedTuple

from comity.coding.tone_demands import demands
from comity.coding.tone_turns import ACCEPTING, negated_verbs, remorse, turned
from comity.coding.tone_words import Hit, hits_of, tone_words, turns, weight_of
from comity.model import Sentence, Token
from comity.recognition.tree import ancestors, kids, subtree

FIRST = frozenset({"i", "we", "us", "our", "my", "ours", "both", "together", "let"})
CONCERNING = frozenset({"on", "over", "about", "concerning", "regarding", "touching"})
DEALINGS = frozenset(
    "agreement accord deal treaty pact talk dialogue statement negotiation consultation commission report question "
    "discussion meeting document resolution speak discuss negotiate consult".split()
)
CONCESSIVE = frozenset({"although", "though", "while", "despite", "even"})
# Judged by hand on sentences written for this: a negation leaves less than the opposite ("no enemy" is not yet a
# friend), and what is refused for ever is refused harder.
NEGATED_WARM, NEGATED_HOSTILE, NEVER = -0.7, -0.6, 1.5
OUTSIDE = 0.5  # words that the report puts beside the quote are not the speaker's own
AFTER_BUT, BEFORE_BUT, ASIDE = 3.0, 0.5, 0.5
OPPOSED = 0.3  # what a "but" without a word of tone still takes away
DEMANDED = -0.35  # "must", "stop!" towards somebody else
DAMPED = 0.2  # what is warm in a demand is asked for, not offered; a subject yields to its predicate
CUE = 0.8
FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll"})
THREAT, REPROACH = -0.6, -0.3  # "they will regret it", "we regret that they left"
REFUSED = -0.3  # "we will not sign": a refusal has no word of tone and is none the warmer
NOUNS = ("NOUN", "ADJ")
INSTITUTIONAL = 0.65  # nouns lighter than this ("agreement", "contact") colour no plain fact
LIGHT = 0.35  # a hostile adjective lighter than this ("slow") takes nothing from its noun
LEAST = 0.02


class Weighed(NamedTuple):
    """A word's value (-1..1) where it stands, how much it counts, and whether it stands before or after a "but"."""

    value: float
    share: float
    side: int = 0


def tone_of(
    parts: Sequence[tuple[int, int]], sentences: Sequence[Sentence], cue: tuple[Sentence, int] | None
) -> float | None:
    """Give the tone of the words between the offsets `parts`; 0 for plain facts, null where the words can't tell.

    `cue` is the reporting verb with its sentence: "accused", "hailed" tell the tone as well. Values are averaged
    by their own strength, so that one strong word isn't drowned by many weak ones.
    """
    found: list[Weighed] = []
    plain: list[bool] = []
    for sentence in sentences:
        inside = frozenset(t.i for t in sentence.tokens if any(start <= t.start < end for start, end in parts))
        if inside:
            here = cue[1] if cue is not None and cue[0].index == sentence.index else None
            scope = Scope(sentence, inside, here)
            found += scope.weighed()
            plain.append(scope.plain())
    if cue is not None and cue[0].tokens[cue[1]].lemma != "regret":
        weight = weight_of(cue[0].tokens[cue[1]])
        found += [Weighed(weight * CUE, 1.0)] if weight is not None else []
    found = [each for each in found if abs(each.value) > LEAST]
    if not found:
        return 0.0 if plain and all(plain) else None
    total = sum(abs(each.value) * each.share for each in found)
    tone = sum(each.value * abs(each.value) * each.share for each in found) / total
    return round(max(-1.0, min(1.0, tone)), 3)


class Scope:
    """The quoted words of one sentence, and what stands around them below the reporting verb."""

    def __init__(self, sentence: Sentence, inside: frozenset[int], cue: int | None) -> None:
        self.sentence = sentence
        self.inside = inside
        self.cue = cue
        self.outside = self.beside() if cue is not None and not self.whole() else frozenset[int]()
        self.demands = demands(sentence, inside)
        # "We failed them and I am ashamed": in an apology even the hostile words are one's own deeds.
        self.sorry = any(
            sentence.tokens[i].lemma in ("sorry", "ashamed", "apologise", "apologize")
            and not kids(sentence, i, "neg")
            and not kids(sentence, sentence.tokens[i].head, "neg")
            and any(t.text.lower() in ("i", "we") for t in sentence.tokens if t.i in inside)
            for i in inside
        )
        buts = [
            t.i
            for t in sentence.tokens
            if t.i in inside and t.text.lower() in ("but", "yet", "however") and t.dep in ("cc", "advmod", "mark")
        ]
        # "Nothing but force" and "not X but Y" set nothing against each other.
        self.but = buts[-1] if buts and sentence.tokens[buts[-1] - 1].text.lower() not in ("nothing", "none") else None

    def whole(self) -> bool:
        """Tell whether the quoted words are a clause of their own, with a subject and a verb."""
        tokens = self.sentence.tokens
        return any(tokens[i].dep in ("nsubj", "nsubjpass") and tokens[i].head in self.inside for i in self.inside)

    def beside(self) -> frozenset[int]:
        """Give the words of the reported clause that are not quoted ("the raid was 'a crime'")."""
        assert self.cue is not None
        below: set[int] = set()
        for child in kids(self.sentence, self.cue, "ccomp", "xcomp", "dobj", "prep", "oprd", "acomp"):
            below.update(subtree(self.sentence, child))
        return frozenset(below - self.inside)

    def weighed(self) -> list[Weighed]:
        """Give each word of tone with its value and share, the demands, and what a "but" takes back."""
        hits = [(hit, 1.0) for hit in hits_of(self.sentence, self.inside)]
        hits += [(hit, OUTSIDE) for hit in hits_of(self.sentence, self.outside)]
        values = {hit.head: self.value(hit) for hit, _ in hits}
        fact = self.plain(frozenset(i for hit, _ in hits if len(hit.tokens) > 1 for i in hit.tokens))
        found = []
        for hit, outer in hits:
            value = values[hit.head]
            if self.yields(hit, values):
                value *= DAMPED
            if (
                fact
                and len(hit.tokens) == 1
                and -LIGHT < hit.weight < INSTITUTIONAL
                and self.sentence.tokens[hit.head].pos in NOUNS
            ):
                value *= DAMPED
            found.append(Weighed(value * outer, self.share(hit.head), self.side(hit.head)))
        found += [Weighed(DEMANDED, self.share(i), self.side(i)) for i in self.demands]
        found += self.opposed(found)
        return found or self.refusals()

    def side(self, i: int) -> int:
        return 0 if self.but is None else 1 if i > self.but else -1

    def opposed(self, found: list[Weighed]) -> list[Weighed]:
        """Give what a "but" without a word of tone behind it takes away: "we thank them, but we have waited"."""
        if self.but is None or any(each.side == 1 for each in found):
            return []
        before = sum(each.value for each in found if each.side == -1)
        return [Weighed(-OPPOSED if before > 0 else OPPOSED, AFTER_BUT, 1)] if abs(before) > LEAST else []

    def yields(self, hit: Hit, values: dict[int, float]) -> bool:
        """Tell whether a word counts little: the subject of a predicate of the other sign, a noun beside its
        hostile adjective ("cold peace"), the deed in an apology.
        """
        tokens = self.sentence.tokens
        token = tokens[hit.head]
        value = values[hit.head]
        if token.dep in ("nsubj", "nsubjpass") and any(
            other * value < 0
            for at, other in values.items()
            if at not in hit.tokens and (at == token.head or tokens[at].head == token.head)
        ):
            return True
        if token.pos == "VERB" and 0 < hit.weight < LIGHT and self.takes_hostile(hit, values):
            return True
        if self.left_behind(token) or (value < 0 and self.is_matter(hit.head)):
            return True
        if value > 0 and any(values.get(child, 0.0) < -LIGHT for child in kids(self.sentence, hit.head, "amod")):
            return True
        return value < 0 and (remorse(self.sentence, hit.head, self.cue) or self.sorry)

    def takes_hostile(self, hit: Hit, values: dict[int, float]) -> bool:
        """Tell whether a warm verb has a hostile object, which tells what it is worth: "reopen old wounds"."""
        objects = kids(self.sentence, hit.head, "dobj")
        return any(values.get(child, 0.0) * values[hit.head] < 0 for child in objects)

    def left_behind(self, token: Token) -> bool:
        """Tell whether a noun is what one moves away from: "from confrontation to cooperation"."""
        prep = self.sentence.tokens[token.head]
        if token.dep != "pobj" or prep.text.lower() != "from":
            return False
        after = self.sentence.tokens[token.i + 1 : token.i + 3]
        return any(each.text.lower() in ("to", "towards", "toward") for each in after)

    def is_matter(self, i: int) -> bool:
        """Tell whether a noun is only what is dealt with: "agreements concerning disputes", "talks on the war"."""
        for above in (i, *ancestors(self.sentence, i)):
            token = self.sentence.tokens[above]
            if token.text.lower() in CONCERNING and self.sentence.tokens[token.head].lemma in DEALINGS:
                return True
            if token.pos in ("VERB", "AUX") and token.text.lower() not in CONCERNING:
                return False
        return False

    def refusals(self) -> list[Weighed]:
        """Give what is refused or denied in words without tone: "we will never sign", "that is not an answer".

        Not to stop or rule something out is mild.
        """
        found = []
        for i in sorted(self.inside):
            token = self.sentence.tokens[i]
            if token.pos not in ("VERB", "AUX") or not kids(self.sentence, i, "neg"):
                continue
            subjects = {self.sentence.tokens[c].text.lower() for c in kids(self.sentence, i, "nsubj")}
            modal = any(self.sentence.tokens[c].tag == "MD" for c in kids(self.sentence, i, "aux"))
            mild = turns(token) is not None and token.lemma not in ACCEPTING
            if modal and subjects & FIRST:
                found.append(Weighed(-REFUSED if mild else REFUSED, self.share(i), self.side(i)))
            elif (
                token.lemma == "be" and subjects & {"this", "that"} and kids(self.sentence, i, "attr", "ccomp", "advcl")
            ):
                found.append(Weighed(REFUSED, self.share(i), self.side(i)))
        return found

    def value(self, hit: Hit) -> float:
        """Give the weight of a word as it stands: strengthened, then turned by all that governs it."""
        token = self.sentence.tokens[hit.head]
        value = self.owned(hit, token)
        for child in kids(self.sentence, hit.head, "advmod", "amod"):
            degree = self.sentence.tokens[child]
            value *= tone_words().more.get(degree.text.lower(), 1.0)
            turn = turns(degree) if degree.dep == "amod" and child not in hit.tokens else None
            value = turn.of(value) if turn is not None else value
        for factor in turned(self.sentence, hit, self.cue):
            if isinstance(factor, str):
                harder = NEVER if factor == "never" and value > 0 else 1.0
                value *= harder * (NEGATED_WARM if value > 0 else NEGATED_HOSTILE)
            else:
                value = factor.of(value)
        if value > 0 and any(i in self.demands for i in (hit.head, *ancestors(self.sentence, hit.head))):
            value = DEMANDED if hit.weight < 0 else value * DAMPED
        return max(-1.0, min(1.0, value))

    def owned(self, hit: Hit, token: Token) -> float:
        """Give the weight of "regret" and "responsibility": one's own are warm, another's a reproach or a threat."""
        lemmas = {self.sentence.tokens[i].lemma for i in hit.tokens}
        subjects = kids(self.sentence, token.i, "nsubj")
        own = not subjects or self.sentence.tokens[subjects[0]].text.lower() in FIRST
        if "responsibility" in lemmas and token.pos == "VERB":
            return hit.weight if own else -abs(hit.weight)
        if token.lemma != "regret":
            return hit.weight
        if {self.sentence.tokens[i].text.lower() for i in kids(self.sentence, token.i, "aux")} & FUTURE:
            return hit.weight if own else THREAT
        for clause in kids(self.sentence, token.i, "ccomp"):
            doers = kids(self.sentence, clause, "nsubj", "nsubjpass")
            if doers and self.sentence.tokens[doers[0]].text.lower() not in FIRST:
                return REPROACH
        return hit.weight

    def share(self, i: int) -> float:
        """Give how much a word counts by its clause: more after "but", less before it and in conditions."""
        share = {0: 1.0, 1: AFTER_BUT, -1: BEFORE_BUT}[self.side(i)]
        for above in (i, *ancestors(self.sentence, i)):
            if above == self.cue:
                break
            marks = {self.sentence.tokens[c].text.lower() for c in kids(self.sentence, above, "mark", "advmod")}
            if marks & {"if", "unless"} or (self.sentence.tokens[above].dep == "advcl" and marks & CONCESSIVE):
                return share * ASIDE
        return share

    def plain(self, told: frozenset[int] = frozenset()) -> bool:
        """Tell whether the words but those `told` only give a fact: a figure or a matter-of-fact verb, none denied."""
        tokens = [self.sentence.tokens[i] for i in sorted(self.inside - told)]
        verbs = [t for t in tokens if t.pos == "VERB"]
        if any(t.dep == "neg" or (t.tag == "MD" and t.text.lower() not in ("will", "would")) for t in tokens):
            return False
        if negated_verbs(self.sentence, self.inside):
            return False
        if verbs and all(t.lemma.lower() in tone_words().plain for t in verbs):
            return True
        return any(t.pos == "NUM" and t.lemma not in ("one", "two", "both") for t in tokens)
