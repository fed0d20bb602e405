"""Nouns that name an act without telling it: "its plan to sign", "the fear that it attacks", "no intention of"."""

from comity.coding.status_signs import denies, is_negated
from comity.coding.status_words import HOST_DEMANDED, HOST_DENIED, HOST_OPEN, HOST_PLANNED, REPORTS
from comity.coding.verb_marks import StatusFound
from comity.model import Sentence
from comity.recognition.tree import kids


def noun_hosts(sentence: Sentence, noun: int) -> StatusFound:
    """Give what a noun says of the act in its infinitive or gerund; a plan that is dropped plans nothing."""
    token = sentence.tokens[noun]
    if token.lemma in HOST_DENIED:
        return StatusFound("denied", token.text)
    if host_dropped(sentence, noun):
        return StatusFound("denied", token.text)
    if token.lemma in HOST_DEMANDED:
        # "Their push to upgrade ties" is their own; a demand or a call is for others to meet.
        own = token.lemma in ("push", "drive") and kids(sentence, noun, "poss")
        return StatusFound("planned" if own else "demanded", token.text)
    return StatusFound("conditional" if token.lemma in HOST_OPEN else "planned", token.text)


def host_dropped(sentence: Sentence, noun: int) -> bool:
    """Tell whether a plan or fear is said not to be, or to be given up: "no plans to", "abandoned its plan to"."""
    token = sentence.tokens[noun]
    if any(sentence.tokens[c].text.lower() in ("no", "neither") for c in kids(sentence, noun, "det", "neg")):
        return True
    verb = sentence.tokens[token.head]
    if token.dep not in ("dobj", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return False
    return denies(sentence, verb.i) or (
        verb.lemma in ("have", "see", "harbour", "harbor") and bool(is_negated(sentence, verb.i))
    )


def noun_clause(sentence: Sentence, i: int, noun: int) -> StatusFound | None:
    """Read a clause that a noun announces: "its demand that Mali withdraw", "the fear that Iran attacks"."""
    if not any(
        sentence.tokens[c].text.lower() == "that" and sentence.tokens[c].dep == "mark" for c in kids(sentence, i)
    ):
        return None
    lemma = sentence.tokens[noun].lemma
    if lemma in HOST_DEMANDED and sentence.tokens[i].tag in ("VB", "VBN", "VBP"):
        return StatusFound("demanded", lemma)
    if lemma in HOST_DENIED or (lemma in REPORTS and host_dropped(sentence, noun)):
        return StatusFound("denied", lemma)  # "denied a report that troops had crossed"
    return StatusFound("conditional", lemma) if lemma in HOST_OPEN else None


def hosted(sentence: Sentence, host: int, word: str) -> StatusFound | None:
    """Read a noun that names an act without telling it: "fear of an attack", "calls for talks", "lack of a meeting"."""
    if word not in ("for", "of", "on", "to", "about", "over"):
        return None
    token = sentence.tokens[host]
    if token.lemma in REPORTS and word == "of":
        if host_dropped(sentence, host):
            return StatusFound("denied", token.lemma)  # "dismissed reports of an attack"
        return StatusFound("conditional", token.lemma) if token.lemma in HOST_OPEN else None
    if token.lemma == "event" and word == "of" and "in" in sentence.tokens[token.head].text.lower():
        return StatusFound("conditional", "in the event of")
    if token.lemma in HOST_DEMANDED - {"time", "order"} and word in ("for", "of"):
        return StatusFound("denied" if host_dropped(sentence, host) else "demanded", token.lemma)
    if token.lemma in HOST_DENIED:
        return StatusFound("denied", token.lemma)
    if token.lemma in HOST_OPEN and not (token.lemma == "talk" and word != "of"):
        return StatusFound("denied" if host_dropped(sentence, host) else "conditional", token.lemma)
    if token.lemma in HOST_PLANNED:
        return StatusFound("denied" if host_dropped(sentence, host) else "planned", token.lemma)
    return None
