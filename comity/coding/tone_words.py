"""The words of tone: which of a sentence's tokens are warm or hostile, which turn, strengthen or weaken others.

Source: the project's table `tone.csv`, weights set by hand on the scale of PLOVER's intensities.
"""

from functools import lru_cache
from typing import NamedTuple

from comity.codebook.rows import rows
from comity.model import Sentence, Token

GAP = 3  # words that may stand between two of a phrase ("play with such a fire")
KINDS_OF_WORD = {"NOUN": "noun", "PROPN": "noun", "VERB": "verb", "ADJ": "adjective", "ADV": "adjective"}


class Hit(NamedTuple):
    """A word or phrase of tone in a sentence: its head token, its weight (-1..1) and all its tokens."""

    head: int
    weight: float
    tokens: frozenset[int]


class Turn(NamedTuple):
    """What a word does to what it governs: `turn` both ways, `relieve` what is hostile, `refuse` what is warm."""

    kind: str
    factor: float

    def of(self, value: float) -> float:
        """Give a value after the turn."""
        spared = (self.kind == "relieve" and value > 0) or (self.kind == "refuse" and value < 0)
        return value if spared else value * self.factor


class Words(NamedTuple):
    """The table: (lemma, kind of word) -> weight for each kind of row, and phrases by their first lemma."""

    tone: dict[tuple[str, str], float]
    turn: dict[tuple[str, str], Turn]
    more: dict[str, float]
    plain: frozenset[str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], float], ...]]
    only: dict[str, str]


@lru_cache(maxsize=1)
def tone_words() -> Words:
    """Load the table once a process."""
    tone: dict[tuple[str, str], float] = {}
    turn: dict[tuple[str, str], Turn] = {}
    more: dict[str, float] = {}
    plain: set[str] = set()
    phrases: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for row in rows("tone"):
        word, weight = row["word"], float(row["weight"])
        if row["kind"] in ("turn", "relieve", "refuse"):
            turn[word, row["pos"]] = Turn(row["kind"], weight)
        elif row["kind"] == "degree":
            more[word] = weight
        elif row["kind"] == "plain":
            plain.add(word)
        elif " " in word:
            first, *rest = word.split()
            phrases.setdefault(first, []).append(((first, *rest), weight))
        else:
            tone[word, row["pos"]] = weight
    kinds: dict[str, list[str]] = {}
    for word, kind in tone:
        kinds.setdefault(word, []).append(kind)
    # Longest first: of two phrases that begin alike the one that says more is meant.
    sorted_phrases = {first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()}
    only = {word: found[0] for word, found in kinds.items() if len(found) == 1}
    return Words(tone, turn, more, frozenset(plain), sorted_phrases, only)


def hits_of(sentence: Sentence, allowed: frozenset[int]) -> list[Hit]:
    """Give the words and phrases of tone among the tokens `allowed`; phrases first, no token twice."""
    found: list[Hit] = []
    used: set[int] = set()
    for token in sentence.tokens:
        if token.i in used or token.i not in allowed:
            continue
        for words, weight in phrases_at(token):
            matched = match(sentence, token.i, words, allowed)
            if matched is not None and not used & matched:
                found.append(Hit(top_of(sentence, matched), weight, matched))
                used |= matched
                break
    for token in sentence.tokens:
        if token.i in allowed and token.i not in used and not is_name(token):
            single = weight_of(token)
            if single is not None:
                found.append(Hit(token.i, single, frozenset((token.i,))))
    return sorted(found)


def phrases_at(token: Token) -> tuple[tuple[tuple[str, ...], float], ...]:
    table = tone_words().phrases
    word = token.text.lower()
    found = table.get(token.lemma.lower(), ())
    return found if word == token.lemma.lower() else (*found, *table.get(word, ()))


def match(sentence: Sentence, at: int, words: tuple[str, ...], allowed: frozenset[int]) -> frozenset[int] | None:
    """Give the tokens of a phrase that begins at a token, with at most GAP words between two of its words."""
    matched = [at]
    gap = 1 if words[0] in ("no", "not") else GAP  # "no one to use" is not "no use"
    for word in words[1:]:
        after = range(matched[-1] + 1, min(matched[-1] + 2 + gap, len(sentence.tokens)))
        here = next((i for i in after if i in allowed and is_word(sentence.tokens[i], word)), None)
        if here is None or any(sentence.tokens[i].text in ",;." for i in range(matched[-1] + 1, here)):
            return None
        matched.append(here)
    return frozenset(matched)


def is_word(token: Token, word: str) -> bool:
    return word in (token.lemma.lower(), token.text.lower())


def top_of(sentence: Sentence, matched: frozenset[int]) -> int:
    """Give the token of a phrase that hangs on none of its others."""
    return next((i for i in sorted(matched) if sentence.tokens[i].head not in matched - {i}), min(matched))


def is_name(token: Token) -> bool:
    """Tell whether a token is part of a name ("the United Nations", "the Peace Corps")."""
    return token.pos == "PROPN" and token.text[:1].isupper()


def weight_of(token: Token) -> float | None:
    """Give the weight of one token; null for words without tone.

    A word stands in the table as noun, verb or adjective; one that is there only once is taken whatever the
    parser calls it, since it errs most on short quotes.
    """
    table = tone_words()
    kind = KINDS_OF_WORD.get(token.pos)
    if kind is None:
        return None
    word, lemma = token.text.lower(), token.lemma.lower()
    if token.pos == "PROPN":
        lemma = lemma.removesuffix("s")  # a common noun that the parser takes for a name keeps its plural
    for each in (word, lemma):
        weight = table.tone.get((each, kind))
        if weight is not None:
            return weight
    if token.pos == "VERB" and lemma in table.plain:
        return None
    if token.tag in ("VBN", "VBG") and (weight := table.tone.get((word, "adjective"))) is not None:
        return weight
    for each in (word, lemma):
        only = table.only.get(each)
        if only is not None and (kind == "verb") == (only == "verb"):
            return table.tone[each, only]
    return None


def turns(token: Token) -> Turn | None:
    """Give what a word does to what it governs; null for words that turn nothing."""
    kind = KINDS_OF_WORD.get(token.pos)
    if kind is None:
        return None
    table = tone_words().turn
    found = table.get((token.lemma.lower(), kind)) or table.get((token.text.lower(), kind))
    return found or (table.get((token.text.lower(), "adjective")) if kind in ("noun", "adjective") else None)
