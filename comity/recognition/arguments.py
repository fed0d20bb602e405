"""Predicates and their arguments: who is the logical subject and object of a verb.

Passives, participles, infinitives (control and raising), relative clauses and coordination all put the doer
somewhere else than before the verb; these functions undo that. They give token positions.
"""

from comity.model import Sentence
from comity.recognition.tree import SUBJECTS, conjuncts, kids, objects_of

# "urged Iran to stop": the one who is to act is the object of the governing verb, not its subject.
OBJECT_CONTROL = frozenset(
    "urge ask tell order force press pressure call demand want allow let permit enable help invite "
    "request require encourage persuade convince warn advise instruct direct command beg implore "
    "implement authorize authorise compel oblige expect push prompt lead cause get make have see hear "
    "leave forbid ban bar prevent stop accuse blame appoint elect appeal exhort beseech entreat nudge "
    "lobby pressurise pressurize goad summon dispatch send deploy assign commission teach train arm fund "
    "pay remind challenge dare".split()
)


# "passed a resolution criticising": the text does what its authors do.
DOCUMENTS = frozenset(
    "statement resolution letter report bill law decree order message declaration petition motion speech "
    "interview tweet communique decision ruling verdict note post complaint remark comment article "
    "document pact agreement deal memorandum proposal".split()
)


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb stands in the passive, as a finite form or as a participle after a noun."""
    token = sentence.tokens[verb]
    if kids(sentence, verb, "auxpass", "nsubjpass", "csubjpass"):
        return True
    if token.tag == "VBN" and token.dep in ("acl", "amod", "advcl", "relcl") and not kids(sentence, verb, "aux"):
        return True
    if token.tag == "VBN" and token.dep in ("conj", "xcomp", "ccomp") and not kids(sentence, verb, "nsubj", "aux"):
        return is_passive(sentence, token.head) if token.dep == "conj" else True
    return False


def surface_subjects(sentence: Sentence, verb: int, depth: int = 0) -> list[int]:
    """Give the grammatical subject of a verb, inherited from the verb above where it has none of its own."""
    own = kids(sentence, verb, "nsubj", "nsubjpass", "expl")
    if own:
        return [i for first in own for i in conjuncts(sentence, first)]
    token = sentence.tokens[verb]
    if depth > 6 or token.head == verb:
        return []
    above = token.head
    if token.dep == "conj" and sentence.tokens[above].pos in ("VERB", "AUX"):
        return surface_subjects(sentence, above, depth + 1)
    if token.dep in ("xcomp", "ccomp"):
        return controller(sentence, verb, above, depth)
    if token.dep in ("advcl", "dep", "parataxis") and sentence.tokens[above].pos in ("VERB", "AUX"):
        return surface_subjects(sentence, above, depth + 1)
    if token.dep == "pcomp":
        return prepositional(sentence, above, depth)
    if token.dep in ("acomp", "attr", "oprd") and sentence.tokens[above].pos in ("VERB", "AUX"):
        return surface_subjects(sentence, above, depth + 1)
    if token.dep in ("acl", "relcl"):
        return modifier_subjects(sentence, verb, above, depth)
    return []


def controller(sentence: Sentence, verb: int, above: int, depth: int) -> list[int]:
    """Give who is to do an infinitive: the object of verbs like "urge", else the subject above."""
    governor = sentence.tokens[above]
    if governor.pos not in ("VERB", "AUX", "ADJ"):
        return surface_subjects(sentence, above, depth + 1)
    objects = kids(sentence, above, "dobj", "iobj", "dative")
    if objects and governor.lemma in OBJECT_CONTROL and sentence.tokens[objects[0]].i < verb:
        return conjuncts(sentence, objects[0])
    called = objects_of(sentence, above, ("on", "upon", "to", "with"))
    if called and governor.lemma in ("call", "appeal", "plead", "prevail", "rely", "count", "depend"):
        return [i for first in called for i in conjuncts(sentence, first)]
    return surface_subjects(sentence, above, depth + 1)


def prepositional(sentence: Sentence, prep: int, depth: int) -> list[int]:
    """Give who does a gerund after a preposition: "before traveling", "accused Iran of backing"."""
    above = sentence.tokens[prep].head
    governor = sentence.tokens[above]
    if governor.pos in ("VERB", "AUX"):
        objects = kids(sentence, above, "dobj", "nsubjpass")
        if objects and sentence.tokens[prep].text.lower() in ("of", "for", "from", "into", "as"):
            return conjuncts(sentence, objects[0])
        return surface_subjects(sentence, above, depth + 1)
    return kids(sentence, above, "poss")


def modifier_subjects(sentence: Sentence, verb: int, noun: int, depth: int) -> list[int]:
    """Give the subject of a clause that hangs on a noun: "troops attacking", "Lee's plan to visit"."""
    token = sentence.tokens[verb]
    infinitive = any(sentence.tokens[i].text.lower() == "to" for i in kids(sentence, verb, "aux"))
    document = token.tag == "VBG" and sentence.tokens[noun].lemma in DOCUMENTS
    if (not infinitive and not document) or token.dep == "relcl":
        return [noun]
    poss = kids(sentence, noun, "poss")
    if poss:
        return poss
    above = sentence.tokens[noun].head
    if sentence.tokens[noun].dep in ("dobj", "attr", "nsubjpass") and sentence.tokens[above].pos in ("VERB", "AUX"):
        if sentence.tokens[noun].dep == "nsubjpass":
            return objects_of(sentence, above, ("by",))
        return surface_subjects(sentence, above, depth + 1)
    return []


def logical_subjects(sentence: Sentence, verb: int) -> list[int]:
    """Give who does the verb: its subject, or the by-phrase of a passive (its own or the coordinated one's)."""
    if is_passive(sentence, verb):
        agents = [i for first in objects_of(sentence, verb, ("by",)) for i in conjuncts(sentence, first)]
        token = sentence.tokens[verb]
        if not agents and token.dep == "conj":
            return logical_subjects(sentence, token.head) if is_passive(sentence, token.head) else []
        for child in kids(sentence, verb, "conj"):
            if not agents and is_passive(sentence, child):
                agents = objects_of(sentence, child, ("by",))
        return agents
    return surface_subjects(sentence, verb)


def logical_objects(sentence: Sentence, verb: int) -> list[int]:
    """Give whom the verb is done to: its object, or the subject of a passive."""
    token = sentence.tokens[verb]
    if is_passive(sentence, verb):
        if token.dep == "amod":
            return [token.head]
        return [i for i in surface_subjects(sentence, verb) if sentence.tokens[i].dep not in ("expl",)]
    found = [i for first in kids(sentence, verb, "dobj") for i in conjuncts(sentence, first)]
    if not found:
        for child in kids(sentence, verb, "conj"):
            if sentence.tokens[child].pos == "VERB" and not kids(sentence, child, *SUBJECTS):
                shared = kids(sentence, child, "dobj")
                adjacent = not any(sentence.tokens[i].pos in ("NOUN", "PROPN") for i in range(verb + 1, child))
                if shared and adjacent:
                    return [i for first in shared for i in conjuncts(sentence, first)]
    return found
