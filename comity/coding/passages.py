"""Passages that an assessment rests on: their words, and the verbs, modals and hedges inside them."""

from typing import Literal, NamedTuple

from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

Kind = Literal["conditional", "forecast", "cause", "regularity"]
MODALS = frozenset({"would", "could", "might", "may", "will", "wo", "'ll", "’ll", "'d", "’d"})

IF = frozenset({"if", "unless"})
SAYING = frozenset({
    "say", "tell", "add", "state", "warn", "claim", "argue", "note", "believe", "think", "predict",
    "forecast", "expect", "fear", "worry", "suggest", "caution", "reckon", "estimate", "write", "contend",
    "conclude", "doubt", "insist", "stress", "explain", "maintain", "observe", "judge", "assess",
    "acknowledge", "admit", "concede", "agree",
})  # fmt: skip
EXPECTING = frozenset({
    "likely", "unlikely", "set", "poised", "bound", "certain", "sure", "destined", "expected", "apt",
    "predicted", "forecast", "headed", "heading", "doomed", "liable", "inevitable", "possible", "improbable",
    "doubtful", "unavoidable", "probable", "imminent", "remote", "slim", "unthinkable", "inconceivable",
})  # fmt: skip


OFFICIAL = frozenset({"GOV", "MIL", "LEG", "OPP", "PTY", "COP", "SPY", "JUD", "REB", "IGO"})


class Passage(NamedTuple):
    """What an assessment rests on inside one sentence: token positions, and the token that carries it.

    `needs_view`: "Vietnam will not sign" is a plan unless an outsider is the one who says so.
    """

    kind: Kind
    anchor: int
    condition: tuple[int, ...]
    outcome: tuple[int, ...]
    hedged: tuple[int, ...]
    needs_view: bool = False


def is_question(sentence: Sentence) -> bool:
    return any(token.text == "?" for token in sentence.tokens[-3:])


def modal_of(sentence: Sentence, verb: int) -> Token | None:
    """Give the modal of a verb, or of the verb that it is coordinated with."""
    for child in kids(sentence, verb, "aux"):
        if sentence.tokens[child].tag == "MD" and sentence.tokens[child].text.lower() in MODALS:
            return sentence.tokens[child]
    token = sentence.tokens[verb]
    if (
        token.lemma == "go"
        and token.tag == "VBG"
        and kids(sentence, verb, "aux")
        and "to" in infinitives(sentence, verb)
    ):
        return next(
            (t for t in (sentence.tokens[c] for c in kids(sentence, verb, "aux")) if t.tag in ("VBZ", "VBP")), None
        )
    if token.dep == "conj" and not kids(sentence, verb, "nsubj", "nsubjpass", "aux") and token.tag == "VB":
        return modal_of(sentence, token.head) if sentence.tokens[token.head].pos in ("VERB", "AUX") else None
    return None


def infinitives(sentence: Sentence, verb: int) -> set[str]:
    """Give the auxiliaries of the verbs below a verb: "to" where it governs an infinitive."""
    return {sentence.tokens[a].text.lower() for c in kids(sentence, verb, "xcomp") for a in kids(sentence, c, "aux")}


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
        if (token.dep in ("cc", "mark") and child < verb) or (
            token.dep in ("parataxis", "ccomp") and token.lemma in SAYING and token.pos == "VERB"
        ):
            dropped |= set(subtree(sentence, child))
        if (
            token.dep in ("ccomp", "parataxis")
            and child < verb
            and any(t.text in ("—", "–", ";", "-") for t in sentence.tokens[child:verb])
        ):
            dropped |= set(subtree(sentence, child))
        if token.dep == "prep" and (token.text.lower() == "according" or opinion_of(sentence, child)):
            dropped |= set(subtree(sentence, child))
        if token.dep == "conj" and token.pos in ("VERB", "AUX") and kids(sentence, child, "nsubj", "nsubjpass"):
            dropped |= set(subtree(sentence, child))
            dropped |= {c for c in kids(sentence, verb, "cc") if c < child}
    return trimmed(sentence, [i for i in subtree(sentence, verb) if i not in dropped], verb)


def opinion_of(sentence: Sentence, prep: int) -> list[int]:
    """Give whose view "in the opinion of", "in the view of" tells; nothing for other words."""
    if sentence.tokens[prep].text.lower() not in ("in", "to"):
        return []
    views = [
        c
        for c in kids(sentence, prep, "pobj")
        if sentence.tokens[c].lemma in ("opinion", "view", "judgment", "judgement", "eye")
    ]
    return [t for v in views for p in kids(sentence, v, "prep") for t in kids(sentence, p, "pobj")]


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
        if sentence.tokens[c].text.lower() not in ("can", "will", "wo", "'ll", "’ll", "long")
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
