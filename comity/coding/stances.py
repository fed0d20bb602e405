"""Words of stance: which verb, with which particle, takes which side on what its complement names."""

from comity.coding.stance_rules import (
    Stood,
    apology,
    below,
    decided_against,
    kept,
    lifted,
    omission,
    phrasal,
    plain,
    refused_talk,
    urged,
)
from comity.coding.stance_words import (
    MEASURES,
    SHRINES,
)
from comity.coding.status import opened_by_if, verb_status
from comity.model import TOOK_PLACE, Sentence
from comity.recognition.tree import ancestors, kids, objects_of


def stance_at(sentence: Sentence, i: int) -> Stood | None:
    """Read the stance at a token, null when it takes none or is not told as a fact."""
    token = sentence.tokens[i]
    if token.pos == "NOUN" and token.lemma in MEASURES:
        return measure(sentence, i)
    if token.pos not in ("VERB", "AUX") or sentence.tokens[-1].text == "?" or opened_by_if(sentence, i):
        return None
    for rule in (omission, decided_against, kept, apology, lifted, refused_talk, phrasal, urged, plain):
        found = rule(sentence, i)
        if found is not None:
            return found if told(sentence, i, found) else None
    return None


def told(sentence: Sentence, i: int, found: Stood) -> bool:
    """Tell whether a stance is held, not asked for, guessed at or put off by a condition."""
    if any(
        sentence.tokens[c].text.lower() in ("if", "unless")
        for a in kids(sentence, i, "advcl")
        for c in kids(sentence, a, "mark")
    ):
        return False
    aux = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "aux")}
    if aux & {"could", "might", "may", "should", "must"}:
        return False
    status = verb_status(sentence, i).status
    if found.keeps:
        return status in ("denied", "planned")
    return status in ("occurred", "ongoing", "denied")


def measure(sentence: Sentence, i: int) -> Stood | None:
    """Read a state's ban on another's goods: it stands against that trade."""
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if any(
        sentence.tokens[c].text.lower() in ("no", "possible", "proposed", "former", "threatened", "planned", "any")
        for c in sentence.children[i]
    ):
        return None
    if governor.lemma in (
        "lift",
        "end",
        "drop",
        "scrap",
        "ease",
        "remove",
        "threaten",
        "consider",
        "propose",
        "mull",
        "face",
        "revoke",
        "relax",
        "want",
        "seek",
    ):
        return None
    targets = objects_of(sentence, i, ("on", "against"))
    if not targets or any(sentence.tokens[a].lemma in ("if", "threaten", "accuse") for a in ancestors(sentence, i)):
        return None
    carried = token.dep in ("dobj", "nsubjpass") and governor.lemma in (
        "impose",
        "keep",
        "maintain",
        "introduce",
        "extend",
        "place",
        "put",
        "tighten",
    )
    if carried and verb_status(sentence, governor.i).status not in TOOK_PLACE:
        return None
    return Stood(i, "opposes", (*below(sentence, targets), i), governor.i if carried else None, i, 0.55)


def shrine_visit(sentence: Sentence, i: int) -> bool:
    """Tell whether a predicate is a visit or an offering, told as done or firmly meant."""
    token = sentence.tokens[i]
    if token.pos != "VERB" or token.lemma not in SHRINES or opened_by_if(sentence, i):
        return False
    aux = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "aux")}
    status = verb_status(sentence, i).status
    firm = (
        status == "conditional"
        and "would" in aux
        and token.dep == "ccomp"
        and sentence.tokens[token.head].lemma in ("say", "announce", "declare", "promise", "pledge", "vow", "tell")
    )
    return status in ("occurred", "ongoing", "planned") or firm
