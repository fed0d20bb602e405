"""Nouns that name an act without telling it: "its plan to sign", "the fear that it attacks", "no intention of"."""

from comity.coding.status_signs import denies, is_negated
from comity.coding.status_words import HOST_DEMANDED, HOST_DENIED, HOST_OPEN
from comity.coding.verb_marks import StatusFound
from comity.model import Sentence
from comity.recognition.tree import kids


def noun_hosts(sentence: Sentence, noun: int) -> StatusFound:
    """Give what a noun says of the act in its infinitive or gerund; a plan that is dropped plans nothing."""
    token = sentence.tokens[noun]
    if token.lemma in HOST_DENIED:
        return StatusFound("denied", token.text)
    if token.lemma in HOST_DEMANDED:
        return StatusFound("demanded", token.text)
    if host_dropped(sentence, noun):
        return StatusFound("denied", token.text)
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
    if lemma in HOST_DENIED:
        return StatusFound("denied", lemma)
    return StatusFound("conditional", lemma) if lemma in HOST_OPEN else None
