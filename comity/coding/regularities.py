"""Passages that tell what happens time and again between states."""

from collections.abc import Iterator

from comity.coding.causes import RELATIONS
from comity.coding.outlook import directions, matters, states_in
from comity.coding.passages import SAYING, Passage, clause, is_question, trimmed
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

HABITS = frozenset({
    "often", "usually", "typically", "traditionally", "rarely", "seldom", "invariably", "routinely",
    "generally", "frequently", "regularly", "always", "habitually", "customarily", "sometimes", "commonly",
    "historically",
})  # fmt: skip
SWING = frozenset({
    "oscillate", "swing", "alternate", "fluctuate", "depend", "hinge", "vary", "seesaw", "move", "shift",
    "lurch", "run", "follow", "rest", "shape", "dominate", "plague", "haunt", "dog", "mar", "complicate",
})  # fmt: skip


def regularities(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give what is told to happen as a rule between states, under governments or with agreements."""
    if is_question(sentence):
        return
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or token.lemma in SAYING or token.dep in ("aux", "auxpass"):
            continue
        hedged = habit(sentence, token)
        condition = every(sentence, token)
        if hedged is None and not condition:
            continue
        outcome = clause(sentence, token.i, set(condition))
        subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
        named = {j for i in subjects for j in subtree(sentence, i)}
        political = (
            matters(sentence, [i for i in outcome if i not in named])
            or any(sentence.tokens[i].lemma in RELATIONS for i in subjects)
            or len(states_in(stage, sentence, outcome)) > 1
        )
        if len(outcome) > 3 and political:
            yield Passage(
                "regularity",
                token.i,
                trimmed(sentence, list(condition), condition[0]) if condition else (),
                outcome,
                hedged or (),
            )


def present(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb is told as now or as having been so until now."""
    if token.tag in ("VBZ", "VBP"):
        return True
    helpers = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "aux", "auxpass")}
    return bool(helpers & {"have", "has", "’ve", "'ve", "is", "are"}) and not helpers & {
        "would",
        "could",
        "may",
        "might",
        "will",
    }


def habit(sentence: Sentence, token: Token) -> tuple[int, ...] | None:
    """Give the words that make a clause a rule: "tend to", "often", "have long"; null when none does."""
    if token.lemma == "tend" and present(sentence, token) and kids(sentence, token.i, "xcomp"):
        return (
            *[c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].lemma in HABITS],
            token.i,
        )
    adverbs = [c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].text.lower() in HABITS]
    if not present(sentence, token):
        return None
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
    if adverbs and subjects:
        return (
            None
            if any(sentence.tokens[c].tag in ("PRP", "NNP") and sentence.tokens[c].entity == "PERSON" for c in subjects)
            else tuple(adverbs)
        )
    longs = [c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].text.lower() == "long" and c < token.i]
    related = any(
        sentence.tokens[i].lemma in RELATIONS or sentence.tokens[i].text.lower() in ("which", "that") for i in subjects
    )
    if (
        longs
        and related
        and (token.lemma in SWING or any(sentence.tokens[i].lemma in directions()["good"] for i in subjects))
    ):
        return tuple(longs)
    return None


def every(sentence: Sentence, token: Token) -> tuple[int, ...]:
    """Give the words of "whenever ...", "every time ...", or the subject "every new government"."""
    if not present(sentence, token):
        return ()
    for child in kids(sentence, token.i, "advcl", "npadvmod", "ccomp"):
        below = subtree(sentence, child)
        words = [sentence.tokens[i].text.lower() for i in below[:2]]
        if (
            words[0] == "whenever"
            or words == ["every", "time"]
            or words == ["each", "time"]
            or words == ["any", "time"]
        ):
            return tuple(i for i in below if i not in below[: 1 if words[0] == "whenever" else 2])
    return ()
