"""The status of an act that a noun tells: its own marks, its preposition, the verb it hangs on."""

from comity.coding.stage import PARTS
from comity.coding.status import StatusFound, verb_status
from comity.coding.status_words import (
    AHEAD,
    DEMAND,
    DENIED_WORDS,
    DENY,
    ENDED,
    HAPPEN,
    HOLD,
    PLAN,
    PLANNED_WORDS,
)
from comity.model import Sentence


def noun_status(sentence: Sentence, i: int) -> StatusFound:
    """Read the words around an act told by a noun: "a planned visit", "no talks", "called for a meeting"."""
    token = sentence.tokens[i]
    own = noun_marks(sentence, i)
    if own is not None:
        return own
    if token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        return noun_status(sentence, token.head)
    return noun_context(sentence, i)


def noun_marks(sentence: Sentence, i: int) -> StatusFound | None:
    """Read the words that hang on a noun itself: "planned", "no", "alleged", "to"."""
    for child in sentence.children[i]:
        word = sentence.tokens[child].text.lower()
        if sentence.tokens[child].dep in ("amod", "det", "nmod", "compound", "poss", "neg"):
            if word in PLANNED_WORDS:
                return StatusFound("planned", word)
            if word in DENIED_WORDS:
                return StatusFound("denied", word)
            if word in ("annual", "regular", "frequent"):
                return StatusFound("ongoing", word, habitual=True)
            if word in ("alleged", "suspected", "reported"):
                return StatusFound("occurred", word, alleged=True)
        if sentence.tokens[child].tag == "TO" and sentence.tokens[child].dep == "aux":
            return StatusFound("planned", "to")
    return None


def noun_context(sentence: Sentence, i: int) -> StatusFound:
    """Read the preposition and verb that a noun hangs on."""
    token = sentence.tokens[i]
    above = token.head
    governor = sentence.tokens[above]
    if token.dep in ("pobj", "pcomp") and governor.pos in ("ADP", "SCONJ"):
        return after_preposition(sentence, above)
    if token.dep == "nsubj" and governor.pos in ("VERB", "AUX") and governor.lemma not in HAPPEN:
        found = verb_status(sentence, above)
        definite = any(
            sentence.tokens[c].dep == "poss" or sentence.tokens[c].text.lower() in ("the", "this", "that")
            for c in sentence.children[i]
        )
        return found if found.status == "conditional" and not definite else StatusFound("occurred", "")
    if token.dep in ("dobj", "nsubjpass", "nsubj", "attr") and governor.pos in ("VERB", "AUX"):
        if token.dep == "nsubjpass" and governor.lemma not in (HOLD | DENY | DEMAND | PLAN):
            return StatusFound("occurred", "")
        if token.dep in ("dobj", "nsubjpass") and governor.lemma in ("deny", "dispute"):
            return StatusFound("conditional", governor.lemma, alleged=True)
        if token.dep in ("dobj", "nsubjpass"):
            if governor.lemma in DENY:
                return StatusFound("denied", governor.lemma)
            if governor.lemma in (DEMAND - {"warn"}):
                return StatusFound("demanded", governor.lemma)
            if governor.lemma in (PLAN - {"discuss", "set"}):
                return StatusFound("planned", governor.lemma)
        return presupposed(sentence, i, above)
    return StatusFound("occurred", "")


def after_preposition(sentence: Sentence, above: int) -> StatusFound:
    """Read a noun after a preposition: "ahead of a visit", "without talks", "called for a meeting"."""
    governor = sentence.tokens[above]
    if sentence.tokens[governor.head].lemma in PARTS and governor.text.lower() == "of":
        return noun_context(sentence, governor.head)
    word = governor.text.lower()
    host = sentence.tokens[governor.head]
    if host.lemma in ENDED and word in ("in", "to", "of") and host.pos == "NOUN":
        return StatusFound("conditional", host.lemma, alleged=True)  # "a pause in the bombing" tells no bombing
    if word in AHEAD or (host.text.lower() == "ahead"):
        return StatusFound("planned", word)
    if word in ("without", "against", "instead", "despite") and word != "despite":
        return (
            StatusFound("denied", word)
            if host.lemma in (DENY | PLAN) or word == "without"
            else StatusFound("occurred", "")
        )
    if host.lemma in DENY:
        return StatusFound("denied", host.lemma)
    if host.lemma in (DEMAND - {"warn", "order"}):
        return StatusFound("demanded", host.lemma)
    if host.lemma in PLAN and host.pos in ("VERB", "NOUN", "ADJ") and word in ("for", "to", "on", "of", "about", "at"):
        return StatusFound("planned", host.lemma)
    if host.pos in ("VERB", "AUX"):
        return frame_of_verb(sentence, governor.head)
    if host.pos in ("NOUN", "PROPN") and word in ("for", "of", "on", "to"):
        if host.lemma in (
            PLAN
            | {
                "prospect",
                "possibility",
                "proposal",
                "idea",
                "chance",
                "hope",
                "preparation",
                "risk",
                "threat",
                "invitation",
                "bid",
                "offer",
            }
        ):
            return StatusFound("planned", host.lemma)
        if host.lemma in (DEMAND | {"demand", "calls", "request", "appeal", "need"}):
            return StatusFound("demanded", host.lemma)
    return StatusFound("occurred", "")


def presupposed(sentence: Sentence, i: int, verb: int) -> StatusFound:
    """Read a noun under a verb that does not make it: "did not mention the ban" leaves the ban a fact."""
    found = verb_status(sentence, verb)
    definite = any(
        sentence.tokens[c].dep == "poss" or sentence.tokens[c].text.lower() in ("the", "this", "that", "its", "their")
        for c in sentence.children[i]
    )
    if sentence.tokens[verb].lemma in HOLD:
        return found
    if definite or found.status == "denied":
        return StatusFound("occurred", "") if definite else found
    return found


def frame_of_verb(sentence: Sentence, verb: int) -> StatusFound:
    """Give the status that a noun takes over from its verb; a fact about a noun leaves the noun a fact."""
    return verb_status(sentence, verb)
