"""Whether an act took place: occurred, ongoing, planned, conditional, demanded or denied.

The words around a predicate decide: negation, auxiliaries, the verb that governs it, the clause that it stands
in. What no rule marks as open is told as a fact, so every rule here exists to keep a plan from being a deed.
"""

from typing import NamedTuple

from comity.coding.status_words import (
    ACHIEVE,
    ADVOCATE,
    ALLEGE,
    DEMAND,
    DENY,
    DOUBT,
    GOING,
    HABIT,
    LEGAL,
    MODAL_DEMAND,
    MODAL_OPEN,
    MODAL_PLAN,
    PLAN,
    RANKING,
    SAYING,
)
from comity.model import Sentence, Status
from comity.recognition.tree import SUBJECTS, ancestors, kids


class StatusFound(NamedTuple):
    """A status, with the words that decided it, and whether the act is only alleged or habitual."""

    status: Status
    cue: str
    alleged: bool = False
    habitual: bool = False


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
    negated = is_negated(sentence, i)
    own = own_marks(sentence, i)
    if negated:
        return StatusFound("denied", negated)
    if token.dep in ("pcomp", "ccomp") and asked(sentence, i):
        return StatusFound("conditional", "how")
    above = governor_status(sentence, i, depth) if depth < 6 else None
    if above is not None and above.status in ("denied", "conditional", "demanded"):
        return above
    if own is not None:
        return own
    if above is not None:
        return above
    if any(sentence.tokens[c].tag == "TO" for c in kids(sentence, i, "aux")):
        return infinitive_left(sentence, i, depth)
    clause = clause_mark(sentence, i)
    if clause is not None:
        return clause
    if token.tag in ("VBZ", "VBP") and token.lemma in GOING and any(t.text.lower() == "will" for t in sentence.tokens):
        return StatusFound("planned", "present for what is to come")
    habitual = any(sentence.tokens[c].lemma in HABIT for c in kids(sentence, i, "advmod"))
    progressive = token.tag == "VBG" and any(
        sentence.tokens[c].lemma == "be" and sentence.tokens[c].tag in ("VBZ", "VBP", "VB")
        for c in kids(sentence, i, "aux")
    )
    if progressive:
        return StatusFound("ongoing", "progressive", habitual=habitual)
    return StatusFound("occurred", "", habitual=habitual)


def asked(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause is an indirect question ("on how much water it would let through")."""
    first = min([i, *sentence.children[i]])
    before = sentence.tokens[max(0, first - 2) : i]
    return any(token.text.lower() in ("how", "whether") for token in before)


def infinitive_left(sentence: Sentence, i: int, depth: int) -> StatusFound:
    """Read an infinitive that no other rule claimed: it is no deed, unless what governs it achieves it."""
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if governor.lemma in ACHIEVE and token.head != i and depth < 6:
        return verb_status(sentence, token.head, depth + 1)
    return StatusFound("conditional", "to")


def is_negated(sentence: Sentence, i: int) -> str:
    """Give the word that negates a verb, "" when none does."""
    for child in sentence.children[i]:
        token = sentence.tokens[child]
        word = token.text.lower()
        if token.dep == "neg" or word in ("never", "neither", "nor", "hardly", "cannot"):
            return word
        if word == "longer" and child and sentence.tokens[child - 1].text.lower() == "no":
            return "no longer"
        if token.dep in SUBJECTS and subject_negated(sentence, child):
            return "neither"
        if token.dep in ("preconj", "cc", "det") and word in ("neither", "nor"):
            return word
    token = sentence.tokens[i]
    if token.dep == "conj" and not kids(sentence, i, *SUBJECTS):
        if (
            any(sentence.tokens[c].text.lower() in ("nor", "or") for c in sentence.children[token.head])
            and token.head != i
        ):
            return is_negated(sentence, token.head)
    if token.dep == "pcomp" and sentence.tokens[token.head].text.lower() in ("without", "against", "instead"):
        return sentence.tokens[token.head].text.lower()
    return ""


def subject_negated(sentence: Sentence, subject: int) -> bool:
    """Tell whether a subject is "neither A nor B", "no minister", "none of them", "nobody"."""
    if sentence.tokens[subject].text.lower() in ("neither", "none", "nobody", "no-one"):
        return True
    for child in sentence.children[subject]:
        if sentence.tokens[child].text.lower() in ("neither", "no", "nor"):
            return True
    before = sentence.tokens[max(0, min([subject, *sentence.children[subject]]) - 1)]
    return before.text.lower() == "neither"


def own_marks(sentence: Sentence, i: int) -> StatusFound | None:
    """Read the auxiliaries of a verb (inherited by coordinated verbs) and "is to", "due to"."""
    token = sentence.tokens[i]
    aux = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "aux", "auxpass")}
    if not aux and token.dep == "conj" and sentence.tokens[token.head].pos in ("VERB", "AUX"):
        if not kids(sentence, i, *SUBJECTS) and token.tag in ("VB", "VBN", "VBG"):
            aux = {sentence.tokens[c].text.lower() for c in kids(sentence, token.head, "aux", "auxpass")}
    marks = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "mark", "advmod")}
    if marks & {"before", "until", "till"} and token.tag in ("VBZ", "VBP"):
        return StatusFound("planned", "before")
    if marks & {"when", "once"} and token.tag in ("VBZ", "VBP") and token.dep == "advcl":
        return StatusFound("planned", "when")
    above = sentence.tokens[token.head]
    if "would" in aux and token.dep == "ccomp" and above.lemma in SAYING and above.tag in ("VBD", "VBN"):
        return StatusFound("planned", "would")
    if aux & MODAL_OPEN:
        return StatusFound("conditional", min(aux & MODAL_OPEN))
    if "to" in aux and token.tag == "VB" and token.dep in ("ROOT", "conj") and kids(sentence, i, "nsubj"):
        return StatusFound("planned", "to")  # headlines: "Italy to lend Malta two ships"
    if aux & MODAL_PLAN:
        return StatusFound("planned", min(aux & MODAL_PLAN))
    if aux & MODAL_DEMAND:
        return StatusFound("demanded", min(aux & MODAL_DEMAND))
    if token.tag == "VB" and token.dep == "ROOT" and not kids(sentence, i, "nsubj", "aux"):
        return StatusFound("demanded", "imperative") if token.i == 0 else None
    return None


def governor_status(sentence: Sentence, i: int, depth: int) -> StatusFound | None:
    """Read the verb, adjective or noun that governs an infinitive, gerund or clause."""
    token = sentence.tokens[i]
    above = token.head
    if above == i:
        return None
    governor = sentence.tokens[above]
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
        if infinitive and not kids(sentence, i, "mark"):
            found = verb_status(sentence, above, depth + 1)
            return found if found.status not in ("occurred", "ongoing") else StatusFound("planned", "to")
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
    if token.lemma in ("demand", "call", "request", "appeal", "plea", "order", "instruction", "ultimatum", "pressure"):
        return StatusFound("demanded", token.text)
    if token.lemma in ("refusal", "failure", "inability", "reluctance", "unwillingness"):
        return StatusFound("denied", token.text)
    return StatusFound("planned", token.text)


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
    if bare and not infinitive and not kids(sentence, i, "aux", "mark"):
        # "could help Venezuela evade": a bare infinitive is as true as the verb that governs it.
        if lemma in DEMAND | PLAN | DENY:
            return StatusFound("demanded" if lemma in DEMAND else "planned" if lemma in PLAN else "denied", lemma)
        return upper if upper is not None else StatusFound("occurred", "")
    if lemma in ALLEGE and not infinitive:
        return StatusFound("conditional", lemma, alleged=True)
    if sentence.tokens[i].dep == "ccomp" and not infinitive:
        if lemma in DEMAND and sentence.tokens[i].tag == "VB":
            return StatusFound("demanded", lemma)
        if lemma in DOUBT:
            return StatusFound("conditional", lemma)
        if lemma == "deny" or (upper is not None and upper.status == "denied" and lemma not in ("say", "tell")):
            return StatusFound("denied", lemma)
        return (
            upper
            if upper is not None and upper.status in ("conditional", "demanded") and lemma in (PLAN | DEMAND)
            else None
        )
    if lemma == "tend":
        return StatusFound("occurred", lemma, habitual=True)
    if lemma in DENY:
        return StatusFound("denied", lemma)
    if lemma in DEMAND:
        return StatusFound("demanded", lemma)
    if lemma in ADVOCATE and sentence.tokens[i].tag == "VBG":
        return StatusFound("conditional", lemma, alleged=True)
    if lemma in PLAN or lemma in ("have", "be", "go", "need", "would"):
        if upper is not None and upper.status in ("denied", "conditional", "demanded"):
            return upper
        if any(sentence.tokens[c].text.lower() == "yet" for c in kids(sentence, above, "advmod")):
            return StatusFound("denied", "yet to")
        if lemma == "have" or lemma == "need":
            return StatusFound("demanded", lemma)
        return StatusFound("planned", lemma)
    if lemma in DOUBT:
        return StatusFound("conditional", lemma)
    if governor.pos == "ADJ":
        return StatusFound("planned", lemma)
    return upper if upper is not None and upper.status != "occurred" else None


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


def clause_mark(sentence: Sentence, i: int) -> StatusFound | None:
    """Read the clause that a verb stands in: an "if" above it makes it conditional."""
    seen = 0
    while seen < 8:
        token = sentence.tokens[i]
        for child in kids(sentence, i, "mark", "advmod", "aux"):
            word = sentence.tokens[child].text.lower()
            if word in ("if", "unless", "lest", "whether", "provided", "case") or (
                word == "should"
                and child < i
                and sentence.tokens[child].dep == "aux"
                and sentence.tokens[max(0, child - 1)].pos != "PRON"
                and child == min(sentence.children[i])
            ):
                return StatusFound("conditional", word)
        if token.head == i or token.dep not in (
            "advcl",
            "conj",
            "xcomp",
            "ccomp",
            "relcl",
            "acl",
            "pobj",
            "dobj",
            "prep",
            "nsubj",
            "nsubjpass",
            "pcomp",
            "advmod",
        ):
            return None
        if token.dep in ("relcl", "acl") and token.pos == "VERB":
            return None
        i = token.head
        seen += 1
    return None


def opened_by_if(sentence: Sentence, i: int) -> bool:
    """Tell whether a predicate stands in the condition itself ("if he resigns"): that is an assessment's part."""
    for above in (i, *ancestors(sentence, i)):
        token = sentence.tokens[above]
        marks = {sentence.tokens[c].text.lower() for c in kids(sentence, above, "mark", "advmod")}
        if token.dep == "advcl" and marks & {"if", "unless", "lest"}:
            return True
    return False
