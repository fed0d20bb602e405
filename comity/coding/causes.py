"""Passages that tell why relations are as they are, or why a state acted."""

import re
from collections.abc import Iterator

from comity.coding.links import Found, linked
from comity.coding.outlook import matters, states_in
from comity.coding.passages import SAYING, Passage, clause, is_question, trimmed
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import ancestors, kids, subtree

# Verbs that tell how relations went; what made them go is a cause, not an act of its own.
WENT = frozenset({
    "sour", "deteriorate", "worsen", "improve", "thaw", "warm", "cool", "chill", "strain", "plunge", "sink",
    "collapse", "freeze", "break", "fray", "rise", "escalate", "plummet", "nosedive", "recover", "mend",
    "heal", "erupt", "flare", "suffer", "slump", "tumble", "fall", "unravel", "cooled", "turn", "rupture",
    "stall", "spike", "begin", "start", "soar", "surge", "ease",
})  # fmt: skip
MADE = frozenset({
    "trigger", "prompt", "spark", "cause", "drive", "motivate", "provoke", "spur", "fuel", "inspire",
    "ignite", "precipitate", "hasten",
})  # fmt: skip
MARRED = frozenset({
    "strain", "damage", "hurt", "harm", "dent", "poison", "test", "sour", "chill", "boost", "lift", "buoy",
    "improve", "warm", "worsen", "shake", "upend", "mar", "overshadow", "cool", "shape", "colour", "color",
})  # fmt: skip
RELATIONS = frozenset({
    "tie", "relation", "relationship", "tension", "trust", "trade", "cooperation", "alliance", "diplomacy",
    "dispute", "rift", "friendship", "partnership", "row", "feud", "talk", "dialogue", "confidence",
    "hostility", "friction", "mistrust", "thaw", "rapprochement", "chill", "standoff", "quarrel", "warmth", "closeness",
    "rivalry", "breakdown", "split", "crisis", "distrust", "suspicion", "morale", "breakthrough", "truce", "conflict",
})  # fmt: skip
ANSWERS = frozenset({
    "response", "reaction", "retaliation", "answer", "result", "consequence", "product", "legacy",
    "symptom", "outcome", "reply",
})  # fmt: skip
# "Fell by a third", "fell after Tuesday": how much and when tell no cause.
AMOUNTS = frozenset({"DATE", "PERCENT", "TIME", "CARDINAL", "QUANTITY", "MONEY"})
FRONTS = re.compile(
    r"(because of|owing to|thanks to|as a result of|as a consequence of|in response to|in retaliation for|"
    r"in reaction to|on account of|in the wake of|for fear of|in the face of|out of fear of|by reason of|"
    r"in the hope of|in hopes of)$",
    re.I,
)


def causes(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give explanations of how relations stand or why a state acted; the condition is the cause."""
    if is_question(sentence):
        return
    for token in sentence.tokens:
        found = (
            went(sentence, token)
            or marred(stage, sentence, token)
            or answered(sentence, token)
            or because(sentence, token)
            or fronted(sentence, token)
            or linked(stage, sentence, token)
        )
        if found is None:
            continue
        anchor, cause, effect = found
        cause = trimmed(sentence, list(cause), cause[0]) if cause else ()
        if len(effect) < 2 or not cause or future(sentence, anchor):
            continue
        both = (*cause, *effect)
        states = states_in(stage, sentence, both)
        about = any(sentence.tokens[i].lemma in RELATIONS for i in both)
        if len(states) > 1 or (matters(sentence, both) and (states or about)):
            hedged = tuple(
                c for c in kids(sentence, anchor, "advmod") if sentence.tokens[c].lemma not in ("long", "not")
            ) + tuple(
                c
                for k in kids(sentence, anchor, "acomp", "attr", "prep")
                for c in [k, *kids(sentence, k, "advmod", "amod")]
            )
            yield Passage("cause", anchor, cause, effect, hedged)


def future(sentence: Sentence, verb: int) -> bool:
    """Tell whether the explained clause is itself open: that is a forecast or a plan."""
    seeming = sentence.tokens[sentence.tokens[verb].head].lemma in ("appear", "seem")
    explained = sentence.tokens[verb].lemma in ("explain", "trace", "attribute", "understand")
    return any(
        (sentence.tokens[c].tag == "MD" and not (explained and sentence.tokens[c].text.lower() == "can"))
        or (sentence.tokens[c].text.lower() == "to" and not seeming)
        for c in kids(sentence, verb, "aux")
    )


def went(sentence: Sentence, token: Token) -> Found | None:
    """ "Relations soured when ...", "ties have been strained since ...", "trust broke down over ..." """
    stood = token.lemma in ("be", "remain", "hit", "reach", "stand") and token.tag in ("VBD", "VBN")
    if not stood and (token.pos != "VERB" or token.lemma not in WENT or token.tag not in ("VBD", "VBN", "VBG")):
        return None
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
    if not subjects or sentence.tokens[subjects[0]].lemma not in RELATIONS:
        return None
    for child in sentence.children[token.i]:
        kid = sentence.tokens[child]
        first = sentence.tokens[subtree(sentence, child)[0]].text.lower()
        told = kid.dep == "advcl" and first in ("when", "after", "because", "as", "since")
        noun = kid.dep in ("prep", "agent") and kid.text.lower() in (
            "over",
            "after",
            "following",
            "amid",
            "by",
            "with",
            "since",
        )
        if kid.text.lower() in ("after", "over", "since") and kid.dep == "prep" and kids(sentence, child, "pcomp"):
            noun = True
        if noun and any(
            sentence.tokens[i].entity in AMOUNTS
            or sentence.tokens[i].lemma in ("third", "half", "quarter", "fifth", "point")
            for i in kids(sentence, child, "pobj")
        ):
            continue
        if told or noun:
            below = set(subtree(sentence, child))
            return token.i, tuple(without_head(sentence, child, kid)), clause(sentence, token.i, below)
    return None


def without_head(sentence: Sentence, child: int, kid: Token) -> list[int]:
    """Give a cause's words without the connective that opens it."""
    below = subtree(sentence, child)
    marks = {below[0]} if kid.dep == "advcl" else {child}
    if len(below) > 1 and sentence.tokens[below[0]].text.lower() in (
        "because",
        "largely",
        "partly",
        "mainly",
    ):
        marks |= {below[0]}
    return [i for i in below if i not in marks]


def marred(stage: Stage, sentence: Sentence, token: Token) -> Found | None:
    """ "The ruling damaged relations", "was triggered by", "the raid prompted ...", "stems from" """
    if token.pos != "VERB":
        return None
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
    if not subjects:
        return None
    agents = [c for c in kids(sentence, token.i, "agent") if sentence.tokens[c].text.lower() == "by"]
    relation = sentence.tokens[subjects[0]].lemma in RELATIONS
    if agents and (token.lemma in MADE or (token.lemma in MARRED and relation)):
        below = subtree(sentence, agents[0])
        effect = tuple(subtree(sentence, subjects[0])) if token.lemma in MADE else clause(sentence, token.i, set(below))
        return token.i, tuple(i for i in below if i != agents[0]), effect
    doer = (sentence.index, subjects[0]) in stage.refs or sentence.tokens[subjects[0]].pos == "PRON"
    objects = kids(sentence, token.i, "dobj", "ccomp")
    if doer or not objects or token.tag not in ("VBD", "VBN", "VBZ") or kids(sentence, token.i, "auxpass"):
        return None
    if token.lemma in MADE or (token.lemma in MARRED and sentence.tokens[objects[0]].lemma in RELATIONS):
        cause = subtree(sentence, subjects[0])
        low = min(i for o in objects for i in subtree(sentence, o))
        changed = [i for i in subtree(sentence, token.i) if i >= low]
        return token.i, tuple(cause), trimmed(sentence, changed, objects[0])
    return None


def answered(sentence: Sentence, token: Token) -> Found | None:
    """ "The push is likely a response to ..." """
    if token.lemma != "be" or token.dep in ("aux", "auxpass"):
        return None
    subjects = kids(sentence, token.i, "nsubj")
    for noun in kids(sentence, token.i, "attr"):
        preps = [c for c in kids(sentence, noun, "prep") if sentence.tokens[c].text.lower() in ("to", "of", "for")]
        if sentence.tokens[noun].lemma in ANSWERS and preps and subjects:
            if sentence.tokens[subjects[0]].pos == "PRON":
                return None
            cause = [i for i in subtree(sentence, preps[0]) if i != preps[0]]
            return token.i, tuple(cause), trimmed(sentence, subtree(sentence, subjects[0]), subjects[0])
    return None


def because(sentence: Sentence, token: Token) -> Found | None:
    """ "X did it because Y" """
    if token.dep != "advcl":
        return None
    grounds = ("because", "since") if token.tag in ("VBZ", "VBP") else ("because",)
    marks = [c for c in kids(sentence, token.i, "mark") if sentence.tokens[c].text.lower() in grounds]
    if not marks or sentence.tokens[token.head].pos not in ("VERB", "AUX"):
        return None
    below = set(subtree(sentence, token.i))
    verb = token.head
    if sentence.tokens[verb].lemma in SAYING and kids(sentence, verb, "ccomp"):
        verb = kids(sentence, verb, "ccomp")[0]
    if verb in below:
        return None
    return verb, tuple(sorted(below - set(marks))), clause(sentence, verb, below)


def fronted(sentence: Sentence, token: Token) -> Found | None:
    """ "because of Y", "in retaliation for Y", "thanks to Y", "as a result of Y" """
    if token.dep not in ("pobj", "pcomp"):
        return None
    first = subtree(sentence, token.i)[0]
    if first == 0 or not sentence.tokens[first - 1].text.lower().endswith(("of", "to", "for")):
        return None
    before = " ".join(t.text for t in sentence.tokens[max(0, token.i - 30) : first])
    match = FRONTS.search(before)
    if match is None:
        return None
    front = subtree(sentence, token.i)[0] - len(match[0].split())
    for above in ancestors(sentence, token.i):
        up = sentence.tokens[above]
        if up.pos in ("VERB", "AUX") and not front <= above < token.i:
            below = set(subtree(sentence, token.i)) | set(range(front, token.i))
            return above, tuple(subtree(sentence, token.i)), clause(sentence, above, below)
    return None
