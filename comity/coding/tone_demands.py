"""What a speaker demands of others: "must" of somebody else, requests and orders."""

from comity.coding.tone_words import turns
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

MUST = frozenset({"must", "should", "ought"})
NEED = frozenset({"have", "need"})
DEMAND = frozenset({"ask", "urge", "call", "demand", "tell", "press", "request", "want", "warn"})


def demands(sentence: Sentence, inside: frozenset[int]) -> frozenset[int]:
    """Give the verbs by which somebody else is told what to do: "must" of others, requests and orders."""
    found = set()
    for i in inside:
        token = sentence.tokens[i]
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        denied = bool(kids(sentence, i, "neg"))
        if is_order(sentence, token, denied, min(inside)) or (
            not denied and (obliges(sentence, token) or is_asked(sentence, token))
        ):
            found.add(i)
    return frozenset(found)


def obliges(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb is what somebody else must do; "should they return" is a condition."""
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass")
    modals = [c for c in kids(sentence, token.i, "aux") if sentence.tokens[c].text.lower() in MUST]
    above = sentence.tokens[token.head]
    if token.dep == "xcomp" and above.lemma in NEED and token.tag == "VB" and not subjects:
        subjects = kids(sentence, token.head, "nsubj")
    elif not modals or not subjects or modals[0] < subjects[0]:
        return False
    below = {sentence.tokens[c].text.lower() for c in subtree(sentence, token.i)}
    if below & {"both", "together"} or not subjects:
        return False
    # "The blockade must be lifted": who is to do it goes without saying.
    lifted = sentence.tokens[subjects[0]].dep == "nsubjpass" and turns(token) is not None
    return lifted or somebody_else(sentence, subjects[0])


def is_asked(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb is what somebody else is asked to do: "we urge Baku to lift the blockade"."""
    if token.dep not in ("xcomp", "ccomp", "advcl", "acl") or token.tag != "VB":
        return False
    above = sentence.tokens[token.head]
    if token.lemma == "let":
        return False
    if above.lemma == "want" and not kids(sentence, token.i, "nsubj"):
        return False  # what one wants to do oneself
    return above.lemma in DEMAND and above.pos == "VERB" and token.i > above.i


def somebody_else(sentence: Sentence, i: int) -> bool:
    """Tell whether a subject is a named actor or those spoken to, not "we" nor a thing."""
    token = sentence.tokens[i]
    if token.text.lower() in ("you", "they", "he", "she"):
        return True
    return token.pos == "PROPN" and not kids(sentence, i, "conj")


def is_order(sentence: Sentence, token: Token, denied: bool, first: int) -> bool:
    """Tell whether a verb is an order: the bare form or "do not" that opens the quoted words, not "let us"."""
    if token.tag not in ("VB", "VBP") or token.lemma in ("let", "thank"):
        return False
    helped = kids(sentence, token.i, "aux")
    opens = (token.i == first and not helped) or (denied and helped[:1] == [first])
    return opens and not kids(sentence, token.i, "nsubj", "nsubjpass")
