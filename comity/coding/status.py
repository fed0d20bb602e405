"""Whether an act took place: occurred, ongoing, planned, conditional, demanded or denied.

The words around a predicate decide: negation, auxiliaries, the verb that governs it, the clause that it stands
in. What no rule marks as open is told as a fact, so every rule here exists to keep a plan from being a deed.
"""

from comity.coding.status_complements import clause_status, infinitive_status
from comity.coding.status_hosts import noun_clause, noun_hosts
from comity.coding.status_signs import (
    asked,
    asks,
    condition_below,
    deadline,
    denies,
    is_negated,
    missed,
)
from comity.coding.status_words import (
    ACHIEVE,
    ALLEGE,
    CONTACT,
    DEMAND,
    DENY,
    DOUBT,
    HOST_DEMANDED,
    HOST_DENIED,
    HOST_OPEN,
    LEGAL,
    OPEN_PLAN,
    PLAN,
    RANKING,
    REPORTED,
    SPOKEN,
    WANT,
)
from comity.coding.verb_marks import StatusFound, by_tense, clause_mark, opened_by_if, own_marks
from comity.model import TOOK_PLACE, Sentence
from comity.recognition.tree import SUBJECTS, ancestors, kids

__all__ = ["StatusFound", "is_negated", "opened_by_if", "status_of", "verb_status"]


def status_of(sentence: Sentence, i: int) -> StatusFound:
    """Give the status of the act told by the verb or adjective at a token."""
    token = sentence.tokens[i]
    if token.pos == "ADJ" and token.dep in ("acomp", "attr", "oprd", "ROOT"):
        negated = is_negated(sentence, i)
        copula = verb_status(sentence, token.head) if token.head != i else None
        if negated or copula is None:
            return StatusFound("denied", negated) if negated else StatusFound("occurred", "")
        return copula._replace(status="occurred") if copula.status == "ongoing" else copula
    return verb_status(sentence, i)


def verb_status(sentence: Sentence, i: int, depth: int = 0) -> StatusFound:
    """Read a verb's own marks first, then those of the verbs that govern it."""
    token = sentence.tokens[i]
    negated = is_negated(sentence, i) or missed(sentence, i)
    own = own_marks(sentence, i)
    if negated:
        return StatusFound("denied", negated)
    if token.dep in ("pcomp", "ccomp") and asked(sentence, i):
        return StatusFound("conditional", "how")
    if asks(sentence, i):
        return StatusFound("conditional", "?")
    above = governor_status(sentence, i, depth) if depth < 6 else None
    if own is not None and own.cue == "whether":
        return own  # "has not decided whether to expel" leaves it open
    if above is not None and above.status in ("denied", "conditional", "demanded"):
        return above
    found = own or above
    if found is not None:
        upper = token.head if token.dep in ("xcomp", "ccomp") else i
        condition = condition_below(sentence, i) or condition_below(sentence, upper)
        if found.status == "planned" and condition:
            return StatusFound("conditional", condition)
        return found
    if any(sentence.tokens[c].tag == "TO" for c in kids(sentence, i, "aux")):
        return infinitive_left(sentence, i, depth)
    clause = clause_mark(sentence, i)
    if clause is not None:
        return clause
    return by_tense(sentence, i)


def infinitive_left(sentence: Sentence, i: int, depth: int) -> StatusFound:
    """Read an infinitive that no other rule claimed: it is no deed, unless what governs it achieves it."""
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if kids(sentence, i, *SUBJECTS) and any(
        sentence.tokens[c].text.lower() == "for" for c in kids(sentence, i, "mark")
    ):
        needed = any(t.lemma in DEMAND | {"demand", "time", "want"} for t in sentence.tokens[:i])
        return StatusFound("demanded" if needed else "conditional", "for")
    if [t.text.lower() for t in sentence.tokens[max(0, i - 4) : i]][:3] == ["as", "far", "as"] and depth < 6:
        verb = next((a for a in ancestors(sentence, i) if sentence.tokens[a].pos == "VERB"), None)
        if verb is not None:
            return verb_status(sentence, verb, depth + 1)  # "did not go as far as to expel"
    if governor.lemma in ACHIEVE and token.head != i and depth < 6:
        return verb_status(sentence, token.head, depth + 1)
    return StatusFound("conditional", "to")


def governor_status(sentence: Sentence, i: int, depth: int) -> StatusFound | None:
    """Read the verb, adjective or noun that governs an infinitive, gerund or clause."""
    token = sentence.tokens[i]
    above = token.head
    if above == i:
        return None
    governor = sentence.tokens[above]
    if token.dep == "ccomp" and any(t.text == ";" for t in sentence.tokens[i:above]):
        return None  # "they signed an accord; it was never ratified": two sentences, each told for itself
    if token.dep == "conj" and token.tag in ("VBD", "VBZ") and governor.tag == "VB":
        return None  # "fired to disperse them and arrested eleven": the past tense is told for itself
    if token.dep == "conj":
        if governor.pos not in ("VERB", "AUX") or kids(sentence, i, *SUBJECTS):
            if token.dep == "conj" and governor.dep in ("ccomp", "xcomp") and governor.pos == "VERB":
                return governor_status(sentence, above, depth + 1)
            return None
        return governor_status(sentence, above, depth + 1)
    if token.dep == "pcomp":
        return gerund_status(sentence, above, depth)
    if token.dep not in ("xcomp", "ccomp", "advcl", "acl", "acomp", "relcl"):
        return None
    infinitive = any(sentence.tokens[c].tag == "TO" for c in kids(sentence, i, "aux"))
    if infinitive and governor.lemma in CONTACT and token.lemma in SPOKEN:
        return verb_status(sentence, above, depth + 1)  # "telephoned him to apologise": he did
    if token.dep in ("acl", "relcl") and not infinitive and token.tag != "VBG":
        return noun_clause(sentence, i, above)
    if token.dep == "relcl" and infinitive and governor.lemma == "time":
        return StatusFound("demanded", "time")
    if token.dep == "relcl" or (token.dep == "acl" and not infinitive):
        return None
    if token.dep == "acl":
        return noun_infinitive(sentence, above, depth)
    if token.dep == "advcl":
        marks = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "mark", "advmod")}
        if marks & {"before", "until", "till"} and token.tag in ("VBG", "VB"):
            return StatusFound("planned", "before")
        first = kids(sentence, above, "attr")
        if infinitive and first and governor.lemma in ("be", "become") and first[0] < i:
            return noun_infinitive(sentence, first[0], depth)
        if marks & {"than"} and marks & {"rather"}:
            return StatusFound("denied", "rather than")
        if token.tag == "VBG" and denies(sentence, above) and above < i and not kids(sentence, above, "dobj"):
            if not any(t.text == "," for t in sentence.tokens[above:i]):
                return StatusFound("denied", governor.lemma)  # "ruled out sending"
        if infinitive and deadline(sentence, above, i):
            return StatusFound("demanded", governor.lemma)
        if infinitive and governor.lemma in DEMAND - OPEN_PLAN and kids(sentence, above, "prep") and above < i:
            return StatusFound("demanded", governor.lemma)  # "calls upon Rwanda to withdraw"
        if infinitive and governor.lemma in PLAN | DENY and above < i and not kids(sentence, above, "dobj"):
            return complement_status(sentence, i, above, depth, infinitive)
        if infinitive and not kids(sentence, i, "mark"):
            found = verb_status(sentence, above, depth + 1)
            return found if found.status not in TOOK_PLACE else StatusFound("planned", "to")
        return None
    return complement_status(sentence, i, above, depth, infinitive)


def noun_infinitive(sentence: Sentence, noun: int, depth: int) -> StatusFound | None:
    """Read a noun with an infinitive: "the first to visit" did, "pressure to resign" asks, "a plan to" intends."""
    token = sentence.tokens[noun]
    if token.pos not in ("NOUN", "PROPN"):
        return None
    if any(sentence.tokens[c].text.lower() in RANKING for c in sentence.children[noun]):
        above = sentence.tokens[token.head]
        if above.pos in ("VERB", "AUX") and depth < 6:
            return verb_status(sentence, above.i, depth + 1)
        return StatusFound("occurred", "first")
    return noun_hosts(sentence, noun)


def complement_status(sentence: Sentence, i: int, above: int, depth: int, infinitive: bool) -> StatusFound | None:
    """Read the governor of a complement: "agreed to", "urged that", "refused to", "is due to", "said"."""
    governor = sentence.tokens[above]
    upper = (
        verb_status(sentence, above, depth + 1)
        if governor.pos in ("VERB", "AUX")
        else adjective_status(sentence, above, depth)
    )
    lemma = governor.lemma
    bare = sentence.tokens[i].tag == "VB" or lemma in ("help", "let", "make", "see", "watch")
    if lemma == "let" and governor.tag == "VB" and above == 0:
        return StatusFound("demanded", lemma)
    if bare and not infinitive and not kids(sentence, i, "aux", "mark"):
        # "could help Venezuela evade": a bare infinitive is as true as the verb that governs it.
        if lemma in DEMAND | PLAN | DENY:
            return StatusFound("demanded" if lemma in DEMAND else "planned" if lemma in PLAN else "denied", lemma)
        return upper if upper is not None else StatusFound("occurred", "")
    perfect = infinitive and any(sentence.tokens[c].text.lower() == "have" for c in kids(sentence, i, "aux"))
    if perfect and lemma in REPORTED and sentence.tokens[i].tag == "VBN":
        if upper is None or upper.status in TOOK_PLACE:
            return StatusFound("occurred", lemma, alleged=lemma == "allege")  # "are said to have shelled"
    if perfect and lemma == "be" and governor.tag == "VBD":
        return StatusFound("denied", "was to have")
    if lemma in ALLEGE and not infinitive:
        return StatusFound("conditional", lemma, alleged=True)
    if sentence.tokens[i].dep == "ccomp" and not (infinitive and lemma not in WANT):
        return clause_status(sentence, i, above, upper, infinitive)
    if lemma == "tend":
        return StatusFound("occurred", lemma, habitual=True)
    return infinitive_status(sentence, i, above, upper)


def adjective_status(sentence: Sentence, i: int, depth: int) -> StatusFound | None:
    """Read an adjective's own marks ("is unlikely to", "was not ready to") through its copula."""
    token = sentence.tokens[i]
    if token.lemma in DENY:
        return StatusFound("denied", token.lemma)
    if token.lemma in ("likely", "possible", "able"):
        return StatusFound("conditional", token.lemma)
    head = sentence.tokens[token.head]
    if token.dep in ("acomp", "attr", "oprd") and head.pos in ("AUX", "VERB") and depth < 6:
        return verb_status(sentence, token.head, depth + 1)
    return None


def gerund_status(sentence: Sentence, prep: int, depth: int) -> StatusFound | None:
    """Read what a gerund hangs on: "accused of backing", "decided against visiting", "plans for holding"."""
    token = sentence.tokens[prep]
    governor = sentence.tokens[token.head]
    word = token.text.lower()
    if governor.lemma in ALLEGE:
        return StatusFound("conditional", governor.lemma, alleged=True)
    if governor.lemma == "go" and word == "on":
        goes = verb_status(sentence, token.head, depth + 1)
        going = goes.status == "occurred" and governor.tag in ("VBZ", "VBP")
        return goes._replace(status="ongoing") if going else goes
    if governor.lemma in ("close", "short") and word in ("to", "of"):
        return StatusFound("denied", f"{governor.lemma} {word}")
    if governor.pos == "VERB" and governor.lemma in OPEN_PLAN | DOUBT and word in ("of", "about"):
        return StatusFound("conditional", governor.lemma)
    if governor.pos == "NOUN" and governor.lemma in HOST_OPEN | HOST_DENIED | HOST_DEMANDED | PLAN | {"intention"}:
        return noun_hosts(sentence, governor.i)
    if governor.lemma in DENY or word in ("without", "against", "from", "instead"):
        return StatusFound("denied", f"{governor.lemma} {word}")
    if governor.lemma in DEMAND:
        return StatusFound("demanded", governor.lemma)
    if (
        governor.lemma in PLAN
        or word in ("before", "for", "toward", "towards", "at")
        or governor.pos in ("NOUN", "ADJ")
    ):
        found = verb_status(sentence, token.head, depth + 1) if governor.pos in ("VERB", "AUX") else None
        if word == "before" and governor.pos in ("VERB", "AUX"):
            return StatusFound("planned", word) if found is None or found.status != "denied" else found
        if word == "for" and governor.lemma in LEGAL:
            return StatusFound("conditional", governor.lemma, alleged=True)
        if word == "for" and governor.pos == "VERB":
            return None  # "attacked him for improving ties": what a reproof is for is taken as done
        return StatusFound("planned", word)
    return None
