"""The status of an act that a noun tells: its own marks, its preposition, the verb it hangs on."""

from comity.coding.stage import PARTS
from comity.coding.status import StatusFound, is_negated, status_of, verb_status
from comity.coding.status_hosts import hosted
from comity.coding.status_signs import announced_for_later, condition_phrase, denies, postpones
from comity.coding.status_words import (
    AGAINST,
    AHEAD,
    ANNOUNCE,
    ARRANGED,
    DEMAND,
    DENIED_WORDS,
    DENY,
    DUE,
    ENDED,
    FEAR,
    HAPPEN,
    HOLD,
    LASTING_VERBS,
    MAYBE,
    ONGOING_WORDS,
    OPEN_PLAN,
    OPEN_WORDS,
    PLAN,
    PLANNED_WORDS,
    REALISE,
    REHEARSE,
    TIMETABLE,
    UNDO,
    UNITS,
)
from comity.model import TOOK_PLACE, Sentence
from comity.recognition.tree import ancestors, kids, subtree


def is_nominal(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb in -ing stands for a noun: "the fighting was still raging"."""
    token = sentence.tokens[i]
    return token.tag == "VBG" and token.dep in ("nsubj", "nsubjpass") and not kids(sentence, i, "dobj", "aux")


def told_status(sentence: Sentence, i: int, carrier: int | None) -> StatusFound:
    """Give the status of an act told by a noun, with the verb that carries it if any ("launched an attack")."""
    if carrier is None:
        return noun_status(sentence, i)
    verb = sentence.tokens[carrier]
    if verb.lemma == "be":
        found = verb_status(sentence, carrier)  # "are in talks", "is on a visit"
        present = found.status == "occurred" and verb.tag in ("VBZ", "VBP")
        return StatusFound("ongoing", verb.text) if present else found
    own, found = noun_marks(sentence, i), status_of(sentence, carrier)
    if found.status not in TOOK_PLACE:
        return found
    if never_took_place(sentence, i) or (denies(sentence, carrier) and verb.lemma not in DENY):
        return StatusFound("denied", verb.text)
    if postpones(sentence, carrier) or (verb.lemma in ANNOUNCE and sentence.tokens[i].lemma in ARRANGED):
        return StatusFound("planned", verb.text)
    if verb.lemma in LASTING_VERBS and sentence.tokens[i].dep == "nsubj" and verb.tag in ("VBZ", "VBP"):
        return StatusFound("ongoing", verb.text)
    if own is None or own.status in TOOK_PLACE or (own.status != "denied" and realised(sentence, carrier)):
        return found
    return own


def realised(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb does what its noun names: "began the planned withdrawal", not "was made known"."""
    return sentence.tokens[verb].lemma in REALISE and not kids(sentence, verb, "oprd", "acomp")


def noun_status(sentence: Sentence, i: int) -> StatusFound:
    """Read the words around an act told by a noun: "a planned visit", "no talks", "called for a meeting"."""
    token = sentence.tokens[i]
    if never_took_place(sentence, i):
        return StatusFound("denied", "never")
    own = noun_marks(sentence, i)
    if own is not None and (own.status == "denied" or own.alleged or own.habitual):
        return own
    if token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        around = noun_status(sentence, token.head)
    else:
        around = noun_context(sentence, i)
    if own is None or around.status in ("denied", "demanded"):
        return around
    # "Warnings of an imminent attack": what is only feared is not planned by anybody.
    return around if around.status == "conditional" and own.status == "planned" else own


def noun_marks(sentence: Sentence, i: int) -> StatusFound | None:
    """Read the words that hang on a noun itself: "planned", "possible", "no", "alleged", "to"."""
    for child in sentence.children[i]:
        mark = sentence.tokens[child]
        word = mark.text.lower()
        if mark.dep in ("amod", "det", "nmod", "compound", "poss", "neg"):
            if word in PLANNED_WORDS:
                return StatusFound("planned", word)
            if word in OPEN_WORDS:
                return StatusFound("conditional", word)
            if word in DENIED_WORDS:
                return StatusFound("denied", word)
            if word in ("annual", "regular", "frequent"):
                return StatusFound("ongoing", word, habitual=True)
            if word in ("alleged", "suspected", "reported"):
                return StatusFound("occurred", word, alleged=True)
            if word in ONGOING_WORDS or (word == "long" and kids(sentence, child, "npadvmod")):
                return StatusFound("ongoing", word)
        if mark.tag == "TO" and mark.dep == "aux":
            return StatusFound("planned", "to")
    for below in subtree(sentence, i):
        after = [t.tag for t in sentence.tokens[below + 1 : below + 3]]
        if below > i and sentence.tokens[below].text.lower() == "due" and (after[:1] != ["TO"] or after[1:] == ["VB"]):
            return StatusFound("planned", "due")  # "the withdrawal, due next spring"; "due to rain" is a reason
    return None


def never_took_place(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause on a noun says that it came to nothing: "the signing, which never took place"."""
    for token in (sentence.tokens[t] for t in subtree(sentence, i)):
        which = {sentence.tokens[c].dep for c in sentence.children[token.i] if sentence.tokens[c].tag == "WDT"}
        negated = bool(is_negated(sentence, token.i))
        if token.dep != "relcl" or not which:
            continue
        if negated and "nsubj" in which and token.lemma in HAPPEN | {"materialise", "materialize"}:
            return True
        if not negated and "nsubjpass" in which and token.lemma in UNDO and denies(sentence, token.i):
            return True
    return False


def noun_context(sentence: Sentence, i: int) -> StatusFound:
    """Read the preposition and verb that a noun hangs on."""
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if condition_phrase(sentence, i):
        return StatusFound("conditional", condition_phrase(sentence, i))
    if any(sentence.tokens[a].lemma in REHEARSE and sentence.tokens[a].pos == "VERB" for a in ancestors(sentence, i)):
        return StatusFound("conditional", "rehearsed")
    if token.dep in ("pobj", "pcomp") and governor.pos in ("ADP", "SCONJ"):
        return after_preposition(sentence, governor.i)
    if governor.pos not in ("VERB", "AUX"):
        later = token.dep == "nsubj" and governor.lemma in TIMETABLE  # the model takes "talks open" for an adjective
        later = later and announced_for_later(sentence, governor.i, weekdays=True)
        return StatusFound("planned", governor.text) if later else StatusFound("occurred", "")
    if token.dep in ("nsubj", "nsubjpass"):
        return as_subject(sentence, i)
    if token.dep in ("dobj", "attr"):
        return as_object(sentence, i)
    return StatusFound("occurred", "")


def as_subject(sentence: Sentence, i: int) -> StatusFound:
    """Read the verb that a noun is the subject of: "talks will take place", "the visit was called off", "is due"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    found = verb_status(sentence, verb.i)
    definite = is_definite(sentence, i)
    if verb.lemma in AGAINST and token.dep == "nsubjpass":
        return as_object(sentence, i)
    if denies(sentence, verb.i) and (token.dep == "nsubjpass" or verb.lemma == "fall"):
        return StatusFound("denied" if found.status in TOOK_PLACE else "conditional", verb.text)
    if token.dep == "nsubjpass":
        if postpones(sentence, verb.i):
            return StatusFound("planned", verb.text)
        if verb.lemma in HOLD | DEMAND | PLAN and not (verb.lemma in OPEN_PLAN and definite):
            return as_object(sentence, i)
    elif verb.lemma == "be" and (coming := kids(sentence, verb.i, "xcomp")):
        return verb_status(sentence, coming[0])  # "the visit is to take place"
    elif (said := of_the_act(sentence, verb.i)) is not None:
        return said
    elif verb.lemma in HAPPEN | LASTING_VERBS:
        lasting = verb.lemma in LASTING_VERBS and found.status == "occurred" and unfinished(sentence, verb.i)
        return StatusFound("ongoing", verb.text) if lasting else found
    elif verb.lemma in PLAN and verb.tag == "VBN":
        return StatusFound("planned", verb.text)
    if definite or not (found.status == "conditional" or found.cue in ("would", "would have")):
        return StatusFound("occurred", "")
    return found._replace(status="conditional") if found.cue == "would" else found  # "an attack would, he said, ..."


def unfinished(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb that says how long an act lasts leaves it unended: "has lasted", "was still raging"."""
    token = sentence.tokens[verb]
    aux = {sentence.tokens[c].tag for c in kids(sentence, verb, "aux")}
    return token.tag in ("VBZ", "VBP", "VBG") or bool(aux & {"VBZ", "VBP"})


def of_the_act(sentence: Sentence, verb: int) -> StatusFound | None:
    """Read what a copula says of an act: "is due to begin", "was an option", "is months away", "is under way"."""
    if sentence.tokens[verb].lemma not in ("be", "remain", "seem", "look"):
        return None
    said = kids(sentence, verb, "acomp", "attr", "advmod", "oprd")
    lemmas = {sentence.tokens[c].lemma for c in said}
    negated = bool(is_negated(sentence, verb))
    if lemmas & MAYBE or "unlikely" in lemmas:
        return StatusFound("conditional", min(lemmas & MAYBE, default="unlikely"))
    if lemmas & DUE:
        return StatusFound("denied" if negated else "planned", min(lemmas & DUE))
    if sentence.tokens[verb].tag not in ("VBZ", "VBP") or negated:
        return None
    for prep in kids(sentence, verb, "prep", "advmod"):
        for noun in kids(sentence, prep, "pobj", "pcomp"):
            words = {sentence.tokens[noun].lemma, *(sentence.tokens[c].text.lower() for c in kids(sentence, noun))}
            term = {"week", "day", "month", "year"} & words and {"its", "their"} & words
            if words & {"way", "force", "place", "effect", "progress"} or term:
                return StatusFound("ongoing", sentence.tokens[noun].text)
    return StatusFound("ongoing", "underway") if "underway" in lemmas else None


def as_object(sentence: Sentence, i: int) -> StatusFound:
    """Read the verb that a noun is the object of: "cancelled a visit", "demanded talks", "is weighing sanctions"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    if token.dep == "attr":
        return presupposed(sentence, i, verb.i)
    if verb.lemma == "deny" and any(sentence.tokens[c].text.lower() == "any" for c in kids(sentence, i, "det")):
        return StatusFound("denied", verb.lemma)
    if verb.lemma in ("deny", "dispute"):
        return StatusFound("conditional", verb.lemma, alleged=True)
    if postpones(sentence, verb.i):
        return StatusFound("planned", verb.lemma)
    upper = verb_status(sentence, verb.i)
    if verb.lemma in AGAINST:
        return StatusFound("occurred" if is_definite(sentence, i) else "conditional", verb.lemma)
    if verb.lemma in FEAR and verb.pos == "VERB":
        return StatusFound("conditional", verb.lemma)
    if denies(sentence, verb.i):
        dropped = upper.status in TOOK_PLACE or verb.lemma in ("rule", "exclude")
        # "Did not rule out sanctions" leaves them open; "may cancel the visit" leaves the visit planned or open.
        if upper.status == "denied":
            return StatusFound("conditional", verb.lemma)
        return StatusFound("denied" if dropped else "conditional", verb.lemma)
    if verb.lemma in DEMAND - {"warn"}:
        return StatusFound("demanded", verb.lemma)
    if verb.lemma == "want":
        return StatusFound("demanded", verb.lemma)
    if verb.lemma in (PLAN | OPEN_PLAN) - {"set", "think"}:
        if upper.status == "denied":
            return StatusFound("denied", verb.lemma)
        return StatusFound("conditional" if verb.lemma in OPEN_PLAN else "planned", verb.lemma)
    if verb.lemma in ANNOUNCE and token.lemma in ARRANGED and upper.status in TOOK_PLACE:
        return StatusFound("planned", verb.lemma)
    return presupposed(sentence, i, verb.i)


def after_preposition(sentence: Sentence, prep: int) -> StatusFound:
    """Read a noun after a preposition: "ahead of a visit", "without talks", "called for a meeting"."""
    word = sentence.tokens[prep].text.lower()
    host = sentence.tokens[sentence.tokens[prep].head]
    if host.lemma in PARTS and word == "of":
        return noun_context(sentence, host.i)
    if host.lemma in UNITS and word == "of":
        return noun_status(sentence, host.i)
    if host.lemma in ENDED and word in ("in", "to", "of") and host.pos == "NOUN":
        return StatusFound("conditional", host.lemma, alleged=True)  # "a pause in the bombing" tells no bombing
    if word in AHEAD or (host.text.lower() == "ahead"):
        return StatusFound("planned", word)
    if word in ("without", "against", "instead"):
        denied = host.lemma in (DENY | PLAN) or word != "against"
        return StatusFound("denied", word) if denied else StatusFound("occurred", "")
    if host.lemma == "come" and word == "of":
        nothing = any(sentence.tokens[c].text.lower() == "nothing" for c in kids(sentence, host.i, "nsubj"))
        return StatusFound("denied", "nothing") if nothing else StatusFound("occurred", "")
    if host.lemma in ("short", "stop") and word == "of":
        return StatusFound("denied", "short of")
    if host.pos in ("NOUN", "PROPN") and (found := hosted(sentence, host.i, word)) is not None:
        return found
    if host.lemma in DENY:
        return StatusFound("denied", host.lemma)
    if host.lemma in (DEMAND - {"warn", "order"}):
        return StatusFound("demanded", host.lemma)
    if host.pos in ("VERB", "ADJ") and host.lemma in OPEN_PLAN | FEAR:
        if word in ("of", "about", "over", "for", "to", "against"):
            return StatusFound("conditional", host.lemma)
    if host.lemma in PLAN and host.pos in ("VERB", "NOUN", "ADJ") and word in ("for", "to", "on", "of", "about", "at"):
        return StatusFound("planned", host.lemma)
    if host.pos not in ("VERB", "AUX"):
        return StatusFound("occurred", "")
    found = verb_status(sentence, host.i)
    lasting = host.lemma == "be" and word in ("in", "on", "under", "for") and host.tag in ("VBZ", "VBP")
    return StatusFound("ongoing", host.text) if lasting and found.status == "occurred" else found


def is_definite(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun is spoken of as known: "the ban", "its ban", "Chad's ban"."""
    return any(
        sentence.tokens[c].dep == "poss" or sentence.tokens[c].text.lower() in ("the", "this", "that", "its", "their")
        for c in sentence.children[i]
    )


def presupposed(sentence: Sentence, i: int, verb: int) -> StatusFound:
    """Read a noun under a verb that does not make it: "did not mention the ban" leaves the ban a fact."""
    found = verb_status(sentence, verb)
    if sentence.tokens[verb].lemma in HOLD:
        return found
    return StatusFound("occurred", "") if is_definite(sentence, i) else found
