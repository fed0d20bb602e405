"""Passages that an assessment rests on, and those that tell a condition with its outcome."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

Kind = Literal["conditional", "forecast", "cause", "regularity"]
MODALS = frozenset({"would", "could", "might", "may", "will", "'ll", "’ll", "'d", "’d"})

IF = frozenset({"if", "unless"})
SAYING = frozenset({
    "say", "tell", "add", "state", "warn", "claim", "argue", "note", "believe", "think", "predict",
    "forecast", "expect", "fear", "worry", "suggest", "caution", "reckon", "estimate", "write", "contend",
    "conclude", "doubt", "insist", "stress", "explain", "maintain", "observe", "judge", "assess",
    "acknowledge", "admit", "concede", "agree",
})  # fmt: skip
# Governors under which "if" means "whether".
WONDER = frozenset({
    "ask", "wonder", "know", "see", "doubt", "decide", "determine", "check", "question", "unclear",
    "consider", "unsure", "sure", "discuss", "debate", "clear", "learn", "tell",
})  # fmt: skip
EXPECTING = frozenset({
    "likely", "unlikely", "set", "poised", "bound", "certain", "sure", "destined", "expected", "apt",
    "predicted", "forecast",
})  # fmt: skip


OFFICIAL = frozenset({"GOV", "MIL", "LEG", "OPP", "PTY", "COP", "SPY", "JUD", "REB", "IGO"})


class Passage(NamedTuple):
    """What an assessment rests on inside one sentence: token positions, and the token that carries it."""

    kind: Kind
    anchor: int
    condition: tuple[int, ...]
    outcome: tuple[int, ...]
    hedged: tuple[int, ...]


def is_question(sentence: Sentence) -> bool:
    return any(token.text == "?" for token in sentence.tokens[-3:])


def modal_of(sentence: Sentence, verb: int) -> Token | None:
    """Give the modal of a verb, or of the verb that it is coordinated with."""
    for child in kids(sentence, verb, "aux"):
        if sentence.tokens[child].tag == "MD" and sentence.tokens[child].text.lower() in MODALS:
            return sentence.tokens[child]
    token = sentence.tokens[verb]
    if token.dep == "conj" and not kids(sentence, verb, "nsubj", "nsubjpass", "aux") and token.tag == "VB":
        return modal_of(sentence, token.head) if sentence.tokens[token.head].pos in ("VERB", "AUX") else None
    return None


def is_negated(sentence: Sentence, verb: int) -> bool:
    return bool(kids(sentence, verb, "neg")) or any(
        sentence.tokens[c].text.lower() in ("never", "hardly", "barely", "only", "scarcely")
        for c in kids(sentence, verb, "advmod", "neg")
    )


def is_perfect(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[c].lemma in ("have", "’ve", "'ve") for c in kids(sentence, verb, "aux"))


def clause(sentence: Sentence, verb: int, without: set[int] | None = None) -> tuple[int, ...]:
    """Give the tokens of a verb's clause, outer punctuation, connectives and a reported source left off."""
    dropped: set[int] = set(without or ())
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        if token.dep in ("cc", "mark") or (
            token.dep in ("parataxis", "ccomp") and token.lemma in SAYING and token.pos == "VERB"
        ):
            dropped |= set(subtree(sentence, child))
        if (
            token.dep in ("ccomp", "parataxis")
            and child < verb
            and any(t.text in ("—", "–", ";", "-") for t in sentence.tokens[child:verb])
        ):
            dropped |= set(subtree(sentence, child))
        if token.dep == "prep" and token.text.lower() == "according":
            dropped |= set(subtree(sentence, child))
        if token.dep == "conj" and token.pos in ("VERB", "AUX") and kids(sentence, child, "nsubj", "nsubjpass"):
            dropped |= set(subtree(sentence, child))
    return trimmed(sentence, [i for i in subtree(sentence, verb) if i not in dropped], verb)


def trimmed(sentence: Sentence, positions: list[int], anchor: int) -> tuple[int, ...]:
    """Give positions without loose words at both ends; of torn pieces, the one around the anchor."""
    loose = (
        ".",
        ",",
        ";",
        ":",
        "-",
        "–",
        "—",
        "“",
        "”",
        '"',
        "'",
        "``",
        "''",
        "then",
        "But",
        "And",
        "Still",
        "However",
        "Yet",
    )
    kept = sorted(positions)
    pieces: list[list[int]] = []
    for i in kept:
        if pieces and all(sentence.tokens[j].pos in ("PUNCT", "SPACE") for j in range(pieces[-1][-1] + 1, i)):
            pieces[-1].append(i)
        else:
            pieces.append([i])
    if len(pieces) > 1:
        mine = next((piece for piece in pieces if anchor in piece), pieces[-1])
        if len(mine) > 3:
            kept = mine
    while kept and (
        sentence.tokens[kept[0]].text in loose or sentence.tokens[kept[0]].pos in ("PUNCT", "SPACE", "CCONJ")
    ):
        kept.pop(0)
    while kept and (sentence.tokens[kept[-1]].text in loose or sentence.tokens[kept[-1]].pos in ("PUNCT", "SPACE")):
        kept.pop()
    return tuple(kept)


def conditionals(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give conditions with what would follow from them; the outcome needs a modal or hedge."""
    if is_question(sentence):
        return
    for token in sentence.tokens:
        opened = opener(sentence, token)
        if opened is None:
            continue
        drop, outer = opened
        if outer is None:
            continue
        below = set(subtree(sentence, token.i))
        main = outcome_verb(sentence, outer)
        if main is None or main in below:
            continue
        condition = trimmed(sentence, [i for i in below if i not in drop], token.i)
        if token.dep == "pobj":
            below |= set(range(min(top_of(sentence, token.i), min(below)), max(below) + 1))
        outcome = clause(sentence, main, below | later(sentence, main))
        if len(condition) > 1 and len(outcome) > 1:
            yield Passage("conditional", main, condition, outcome, hedge_places(sentence, main, outcome))


def top_of(sentence: Sentence, i: int) -> int:
    """Give the first preposition of the chain above a noun: "in" of "in the event of a blockade"."""
    while sentence.tokens[i].dep in ("pobj", "prep") and sentence.tokens[sentence.tokens[i].head].pos not in (
        "VERB",
        "AUX",
    ):
        i = sentence.tokens[i].head
    return i


def opener(sentence: Sentence, token: Token) -> tuple[set[int], int | None] | None:
    """Give the words to leave off a condition, and its governing verb; null when there is none."""
    governor = sentence.tokens[token.head]
    if (
        token.dep in ("ccomp", "parataxis", "conj", "dep", "relcl")
        and governor.i != token.i
        and inverted(sentence, token)
    ):
        return {
            c
            for c in kids(sentence, token.i, "aux", "auxpass")
            if sentence.tokens[c].text.lower() in ("should", "were")
        }, token.head
    if token.dep == "advcl" and token.pos in ("VERB", "AUX", "ADJ", "NOUN"):
        marks = [c for c in kids(sentence, token.i, "mark", "advmod") if sentence.tokens[c].text.lower() in IF]
        if marks and (governor.lemma not in WONDER or sentence.tokens[0].text.lower() in IF):
            before = sentence.tokens[marks[0] - 1].text.lower() if marks[0] else ""
            extra = {marks[0] - 1} if before in ("even", "only", "but", "especially", "and") else set()
            return None if before == "as" else ({*marks, *extra}, token.head)
        if inverted(sentence, token):
            aux = [
                c
                for c in kids(sentence, token.i, "aux", "auxpass")
                if sentence.tokens[c].text.lower() in ("should", "were")
            ]
            return set(aux), token.head
    if token.dep == "pobj" and governor.text.lower() in ("without", "barring", "absent") and governor.dep == "prep":
        fronted = governor.i == 0 or sentence.tokens[governor.i - 1].text in (",", "that", "“", '"')
        return (set(), governor.head) if fronted else None
    if token.dep == "pobj" and governor.text.lower() == "of" and sentence.tokens[governor.head].lemma == "event":
        above = sentence.tokens[sentence.tokens[governor.head].head]
        return (set(), above.head) if above.text.lower() == "in" else None
    return None


def inverted(sentence: Sentence, token: Token) -> bool:
    """Tell "should Hanoi sign, ...": the auxiliary before its subject, at the start of a clause."""
    for aux in kids(sentence, token.i, "aux", "auxpass"):
        subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
        if sentence.tokens[aux].text.lower() in ("should", "were") and subjects and aux < subjects[0]:
            return (
                aux == 0
                or sentence.tokens[aux - 1].pos in ("PUNCT", "CCONJ", "SCONJ")
                or sentence.tokens[aux - 1].text == "that"
            )
    return False


def outcome_verb(sentence: Sentence, outer: int) -> int | None:
    """Give the verb that tells what would follow, at a condition's governor or inside what is said there."""
    below = kids(sentence, outer, "ccomp") if sentence.tokens[outer].lemma in SAYING else []
    above: list[int] = []
    climb = outer
    while (
        sentence.tokens[climb].dep in ("advcl", "xcomp", "acl", "relcl", "conj")
        and sentence.tokens[climb].head != climb
        and len(above) < 3
    ):
        climb = sentence.tokens[climb].head
        above.append(climb)
    for verb in [*below, outer, *kids(sentence, outer, "xcomp", "conj"), *above]:
        modal = modal_of(sentence, verb)
        if is_perfect(sentence, verb) and modal is not None:
            continue
        if modal is not None or hedged_predicate(sentence, verb):
            return verb
    return None


def hedged_predicate(sentence: Sentence, verb: int) -> bool:
    token = sentence.tokens[verb]
    if token.lemma == "risk" and token.tag in ("VBZ", "VBP"):
        return True
    near = [sentence.tokens[c] for c in kids(sentence, verb, "acomp", "oprd", "advmod")]
    return token.tag in ("VBZ", "VBP", "VBN") and any(t.text.lower() in EXPECTING for t in [*near, token])


def later(sentence: Sentence, verb: int) -> set[int]:
    """Give other conditions of a verb, so that the outcome does not swallow them."""
    return {
        i
        for c in kids(sentence, verb, "advcl")
        for i in subtree(sentence, c)
        if any(sentence.tokens[m].text.lower() in IF for m in kids(sentence, c, "mark"))
    }


def hedge_places(sentence: Sentence, verb: int, outcome: tuple[int, ...]) -> tuple[int, ...]:
    """Give the tokens that may hedge a verb: its auxiliaries, adverbs and the predicate itself."""
    found = {
        c
        for c in kids(sentence, verb, "aux", "advmod", "acomp", "oprd")
        if sentence.tokens[c].text.lower() not in ("can", "will", "'ll", "’ll", "long")
    }
    if not any(sentence.tokens[c].tag == "MD" for c in found):
        modal = modal_of(sentence, verb)
        found |= {modal.i} if modal is not None and modal.text.lower() in ("could", "may", "might", "would") else set()
    if sentence.tokens[verb].lemma in (
        "risk",
        "tend",
        "seem",
        "appear",
        "look",
        "expect",
        "predict",
        "forecast",
        "set",
    ):
        found.add(verb)
    return tuple(sorted(i for i in found if sentence.tokens[i].lemma not in ("to", "be", "have")))
