"""Clues of a sentence for the learned part: its words with names masked, its main predicate, and what frames fit.

Names, dates and numbers are masked by their kind, so that nothing is learned about any state or person.
"""

from collections.abc import Iterable, Mapping

from comity.coding.found import Found
from comity.coding.predicates import Match
from comity.coding.stage import Stage
from comity.model import Mention, Sentence, Token

MASKS = {
    "state": "@S", "demonym": "@S", "capital": "@S", "house": "@S", "organisation": "@O", "body": "@O", "person": "@P",
    "group": "@G", "pronoun": "@pr", "pair": "@pr", "place": "@L",
}  # fmt: skip
NUMBERS = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
REPORTING = frozenset("say tell announce report declare add note write".split())
INNER = frozenset({"pobj", "dobj", "compound", "amod", "prep", "xcomp"})
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADP"})


def clues(stage: Stage, sentence: Sentence, matches: Mapping[int, Match], rows: Iterable[Found]) -> dict[str, float]:
    """Give the clues of a sentence with their weights; `rows` are the acts that the rules tell of it."""
    masked = masks(sentence, stage.mentions.get(sentence.index, []))
    found: dict[str, float] = {}
    word_clues(sentence, masked, found)
    tree_clues(sentence, masked, found)
    for i, match in matches.items():
        type_, strength = match.frame.type, match.frame.strength
        found[f"frame={type_}"] = max(found.get(f"frame={type_}", 0.0), 3 * strength)
        found[f"frame{min(depth(sentence, i), 2)}={type_}"] = 3 * strength
    told = list(rows)
    for row in told:
        found[f"told={row.type}"] = 4 * row.confidence
        found[f"told={row.type}_{row.status.status}"] = 2.0
    found["told" if told else "untold"] = 2.0
    return found


def masks(sentence: Sentence, mentions: Iterable[Mention]) -> list[str]:
    """Give each token's lemma, or the mask of the name or number it belongs to."""
    kinds = {i: mention.kind for mention in mentions for i in range(mention.first, mention.last)}
    return [masked(token, kinds.get(token.i, "")) for token in sentence.tokens]


def masked(token: Token, kind: str) -> str:
    if kind and kind != "office":
        return MASKS.get(kind, "@X")
    if kind == "office":
        return token.lemma
    if token.pos == "PROPN":
        return "@N"
    return f"@{token.entity}" if token.entity in NUMBERS else token.lemma.lower()


def word_clues(sentence: Sentence, masked: list[str], found: dict[str, float]) -> None:
    """Add words, pairs and triples of words."""
    words = [
        word for i, word in enumerate(masked)
        if sentence.tokens[i].pos != "PUNCT" and not (word.startswith("@") and i and masked[i - 1] == word)
    ]  # fmt: skip
    for i, word in enumerate(words):
        found[f"1={word}"] = 1.0
        if i:
            found[f"2={words[i - 1]}_{word}"] = 1.0
        if i > 1:
            found[f"3={words[i - 2]}_{words[i - 1]}_{word}"] = 1.0


def tree_clues(sentence: Sentence, masked: list[str], found: dict[str, float]) -> None:
    """Add the main predicate with what hangs on it, and every pair of words that hang together."""
    for token in sentence.tokens:
        if token.head == token.i:
            main_clues(sentence, masked, main_predicate(sentence, token.i), found)
        elif token.pos in CONTENT:
            found[f"d={masked[token.head]}>{token.dep}>{masked[token.i]}"] = 1.0


def main_clues(sentence: Sentence, masked: list[str], main: int, found: dict[str, float]) -> None:
    found[f"root={masked[main]}"] = 2.0
    found[f"pos={sentence.tokens[main].pos}"] = 1.0
    for child in sentence.children[main]:
        dep = sentence.tokens[child].dep
        found[f"r_{dep}={masked[child]}"] = 2.0
        found[f"rd={masked[main]}_{dep}_{masked[child]}"] = 2.0
        for inner in sentence.children[child]:
            if sentence.tokens[inner].dep in INNER:
                found[f"r3={masked[main]}_{masked[child]}_{masked[inner]}"] = 1.0
                found[f"k2={masked[child]}_{masked[inner]}"] = 1.0


def main_predicate(sentence: Sentence, root: int) -> int:
    """Give the predicate that a sentence is about: the root, or what "said", "announced" introduce."""
    for _ in range(3):
        if sentence.tokens[root].lemma not in REPORTING:
            break
        inner = [c for c in sentence.children[root] if sentence.tokens[c].dep in ("ccomp", "xcomp")]
        if not inner:
            break
        root = inner[0]
    return root


def depth(sentence: Sentence, i: int) -> int:
    """Give how many tokens stand above one, up to six."""
    steps = 0
    while sentence.tokens[i].head != i and steps < 6:
        i = sentence.tokens[i].head
        steps += 1
    return steps
