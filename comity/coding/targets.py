"""At whom an act is aimed when no frame tells: the actors named inside its object and its purpose."""

from comity.coding.stage import Stage, merged
from comity.model import ActorRef, Sentence
from comity.recognition.arguments import logical_objects
from comity.recognition.tree import kids, objects_of

# Prepositions whose object tells at whom or where an act is aimed.
AIMING = (
    "on",
    "against",
    "to",
    "toward",
    "towards",
    "at",
    "into",
    "for",
    "of",
    "from",
    "over",
    "with",
    "in",
    "near",
    "along",
    "across",
    "around",
)


def inside_target(stage: Stage, sentence: Sentence, i: int, carrier: int | None) -> list[ActorRef]:
    """Give the nearest actors named inside what an act is aimed at: "a Yemeni school bus", "curbs on aid to Niger"."""
    level = [*logical_objects(sentence, i)] if sentence.tokens[i].pos in ("VERB", "AUX") else []
    hosts = [i] if carrier is None else [i, carrier]
    level += [t for host in hosts for t in objects_of(sentence, host, AIMING)]
    level += [
        clause for host in hosts for clause in kids(sentence, host, "xcomp", "advcl") if purpose(sentence, clause)
    ]
    for depth in range(4):
        found = stage.at(sentence, level) or merged([ref for t in level for ref in stage.owner(sentence, t)])
        if depth:
            # Deep inside only states and bodies are meant: an agreement "on comfort women" is not aimed at them.
            found = [ref for ref in found if ref.country]
        if found:
            return found
        level = [below for t in level for below in inner_nouns(sentence, t)]
    return []


def inner_nouns(sentence: Sentence, noun: int) -> list[int]:
    """Give the nouns inside a noun's phrase: coordinated, after prepositions, and after its participles."""
    found = [*kids(sentence, noun, "conj", "appos", "dobj"), *objects_of(sentence, noun, AIMING)]
    for clause in kids(sentence, noun, "acl"):
        found += [*kids(sentence, clause, "dobj"), *objects_of(sentence, clause, ("by", *AIMING))]
    return found


def purpose(sentence: Sentence, clause: int) -> bool:
    """Tell whether a clause is an infinitive that says what an act is for: "sent teams to help Niger"."""
    return any(sentence.tokens[c].tag == "TO" for c in kids(sentence, clause, "aux"))
