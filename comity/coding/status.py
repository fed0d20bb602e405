"""Whether an act took place: occurred, ongoing, planned, conditional, demanded or denied.

The words around a predicate decide: negation, auxiliaries, the verb that governs it, the clause that it stands
in. What no rule marks as open is told as a fact, so every rule here exists to keep a plan from being a deed.
"""

from typing import NamedTuple

from comity.coding.status_signs import (
    announced_for_later,
    asks,
    condition_below,
    condition_phrase,
    deadline,
    denies,
    framed,
    inverted,
    missed,
    postpones,
)
from comity.coding.status_words import (
    ACHIEVE,
    ADVOCATE,
    ALLEGE,
    CONTINUE,
    DEMAND,
    DENY,
    DOUBT,
    GOING,
    HABIT,
    HOST_DEMANDED,
    HOST_DENIED,
    HOST_OPEN,
    LEGAL,
    MAYBE,
    MODAL_DEMAND,
    MODAL_OPEN,
    MODAL_PLAN,
    OPEN_PLAN,
    PLAN,
    RANKING,
    REPORTED,
    SAYING,
)
from comity.model import Sentence, Status
from comity.recognition.tree import SUBJECTS, ancestors, kids


WANT = frozenset({"want", "like", "prefer"})


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
    negated = is_negated(sentence, i) or missed(sentence, i)
    own = own_marks(sentence, i)
    if negated:
        return StatusFound("denied", negated)
    if token.dep in ("pcomp", "ccomp") and asked(sentence, i):
        return StatusFound("conditional", "how")
    if asks(sentence, i):
        return StatusFound("conditional", "?")
    above = governor_status(sentence, i, depth) if depth < 6 else None
    if above is not None and above.status in ("denied", "conditional", "demanded"):
        return above
    found = own or above
    if found is not None:
        if found.status == "planned" and (condition := condition_below(sentence, i)):
            return StatusFound("conditional", condition)
        return found
    if any(sentence.tokens[c].tag == "TO" for c in kids(sentence, i, "aux")):
        return infinitive_left(sentence, i, depth)
    clause = clause_mark(sentence, i)
    if clause is not None:
        return clause
    return by_tense(sentence, i)


def by_tense(sentence: Sentence, i: int) -> StatusFound:
    """Read what only the tense tells: what lasts, what a plan's present announces, and what is told as done."""
    token = sentence.tokens[i]
    if token.tag in ("VBZ", "VBP") and token.lemma in GOING and any(t.text.lower() == "will" for t in sentence.tokens):
        return StatusFound("planned", "present for what is to come")
    frame = framed(sentence, i)
    if frame is not None:
        return StatusFound(frame, "under")
    habitual = any(sentence.tokens[c].lemma in HABIT for c in kids(sentence, i, "advmod"))
    if token.tag == "VBG" and lasts(sentence, i):
        return StatusFound("ongoing", "progressive", habitual=habitual)
    if token.tag == "VBG" and token.dep == "ccomp" and announced_for_later(sentence, i):
        if any(sentence.tokens[c].lemma == "be" for c in kids(sentence, i, "aux")):
            return StatusFound("planned", "said it was")
    if token.tag in ("VBZ", "VBP") and token.lemma in CONTINUE:
        return StatusFound("ongoing", token.lemma, habitual=habitual)
    marks = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "mark")}
    if token.tag in ("VBZ", "VBP") and token.dep == "advcl" and marks & {"as", "while"}:
        main = sentence.tokens[token.head]
        if main.tag == "VBG" and lasts(sentence, main.i):
            return StatusFound("ongoing", "while", habitual=habitual)
    return StatusFound("occurred", "", habitual=habitual)


def lasts(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb in -ing has an auxiliary of the present: "is bombing", "has been bombing"."""
    aux = [sentence.tokens[c] for c in kids(sentence, i, "aux")]
    if not any(token.lemma == "be" for token in aux):
        return False
    return any(token.tag in ("VBZ", "VBP", "VB") and token.lemma in ("be", "have") for token in aux)


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
        if sentence.tokens[child].text.lower() == "not" and child + 1 < len(sentence.tokens):
            if sentence.tokens[child + 1].text.lower() in ("a", "one"):
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
    opened = opening(sentence, i, aux, marks)
    if opened is not None:
        return opened
    if marks & {"before", "until", "till"} and token.tag in ("VBZ", "VBP"):
        return StatusFound("planned", "before")
    if marks & {"when", "once"} and token.tag in ("VBZ", "VBP") and token.dep == "advcl":
        return StatusFound("planned", "when")
    above = sentence.tokens[token.head]
    if "would" in aux and token.dep == "ccomp" and above.lemma in SAYING and above.tag in ("VBD", "VBN"):
        return StatusFound("planned", "would")
    if "would" in aux and "have" in aux and not condition_phrase(sentence, i):
        return StatusFound("denied", "would have")
    if aux & MODAL_OPEN:
        return StatusFound("conditional", min(aux & MODAL_OPEN))
    if "to" in aux and token.tag == "VB" and token.dep in ("ROOT", "conj") and kids(sentence, i, "nsubj"):
        return StatusFound("planned", "to")  # headlines: "Italy to lend Malta two ships"
    if aux & MODAL_PLAN:
        return StatusFound("planned", min(aux & MODAL_PLAN))
    if aux & MODAL_DEMAND:
        return StatusFound("demanded", min(aux & MODAL_DEMAND))
    if "had" in aux and "better" in marks and token.tag == "VB":
        return StatusFound("demanded", "had better")
    if token.tag == "VB" and token.dep == "ROOT" and not kids(sentence, i, "nsubj", "aux"):
        return StatusFound("demanded", "imperative") if token.i == 0 else None
    return None


def opening(sentence: Sentence, i: int, aux: set[str], marks: set[str]) -> StatusFound | None:
    """Read what opens a clause before its tense counts: "whether", "perhaps", "had it", "should it", "in case"."""
    token = sentence.tokens[i]
    if marks & {"whether", "perhaps", "maybe", "possibly"}:
        return StatusFound("conditional", min(marks & {"whether", "perhaps", "maybe", "possibly"}))
    first = inverted(sentence, i)
    if first == "had" and sentence.tokens[-1].text != "?" and "been" not in marks:
        return StatusFound("denied", "had")  # "had Chile signed" says that it did not
    if first == "should" and token.dep == "advcl":
        return StatusFound("conditional", "should")
    above = sentence.tokens[token.head]
    if above.text.lower() == "were" and above.dep == "advcl" and "to" in aux:
        return StatusFound("conditional", "were")
    if token.dep in ("advcl", "ccomp", "conj", "prep", "pcomp", "ROOT", "relcl") and "to" not in aux:
        phrase = condition_phrase(sentence, i)
        if phrase:
            return StatusFound("conditional", phrase)
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
    if token.dep == "acl" and not infinitive and token.tag != "VBG":
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
        if infinitive and governor.lemma in PLAN | DENY and above < i and not kids(sentence, above, "dobj"):
            return complement_status(sentence, i, above, depth, infinitive)
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
    return noun_hosts(sentence, noun)


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
        if upper is None or upper.status in ("occurred", "ongoing"):
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


def clause_status(
    sentence: Sentence, i: int, above: int, upper: StatusFound | None, infinitive: bool
) -> StatusFound | None:
    """Read a clause with its own subject: "urged that it be expelled", "feared that it will", "wants it to lift"."""
    lemma = sentence.tokens[above].lemma
    if infinitive:
        return StatusFound("demanded", lemma) if upper is None or upper.status != "denied" else upper
    if lemma in DEMAND and subjunctive(sentence, i):
        return StatusFound("demanded", lemma)
    if lemma in DOUBT:
        return StatusFound("conditional", lemma)
    if lemma == "deny" or (upper is not None and upper.status == "denied" and lemma not in ("say", "tell")):
        return StatusFound("denied", lemma)
    said = {sentence.tokens[c].lemma for c in kids(sentence, above, "acomp", "attr")}
    if lemma in ("be", "remain", "seem", "look") and said & MAYBE:
        return StatusFound("conditional", min(said & MAYBE))
    if lemma in ("provide", "assume", "suppose") and sentence.tokens[above].dep in ("prep", "advcl", "mark"):
        return StatusFound("conditional", lemma)
    open_above = upper is not None and upper.status in ("conditional", "demanded")
    return upper if open_above and lemma in (PLAN | DEMAND) else None


def subjunctive(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause has the bare verb of a demand: "that it free them", "that Belarus be expelled"."""
    token = sentence.tokens[i]
    aux = [sentence.tokens[c] for c in kids(sentence, i, "aux", "auxpass")]
    if any(word.tag == "MD" for word in aux):
        return False
    if aux:
        return aux[0].text.lower() == "be"
    if token.tag == "VB":
        return True
    subjects = kids(sentence, i, "nsubj")
    single = bool(subjects) and (
        sentence.tokens[subjects[0]].tag in ("NN", "NNP")
        or sentence.tokens[subjects[0]].text.lower() in ("it", "he", "she")
    )
    return token.tag == "VBP" and single and not kids(sentence, subjects[0], "conj")


def infinitive_status(sentence: Sentence, i: int, above: int, upper: StatusFound | None) -> StatusFound | None:
    """Read an infinitive or gerund by what governs it: "refused to", "urged", "is weighing", "is due to"."""
    governor = sentence.tokens[above]
    lemma = governor.lemma
    if postpones(sentence, above):
        return StatusFound("planned", lemma)
    if lemma == "end" and any(sentence.tokens[c].text.lower() == "up" for c in kids(sentence, above)):
        return upper
    if lemma in DENY:
        return StatusFound("denied", lemma)
    if lemma in DEMAND and lemma not in OPEN_PLAN:
        return StatusFound("demanded", lemma)
    if lemma in ADVOCATE and sentence.tokens[i].tag == "VBG" and lemma not in OPEN_PLAN:
        return StatusFound("conditional", lemma, alleged=True)
    if lemma in OPEN_PLAN and upper is not None and upper.status == "demanded":
        return StatusFound("conditional", lemma)  # "asked to consider withdrawing"
    if lemma in PLAN or lemma in ("have", "be", "go", "need", "would", "ought"):
        if upper is not None and upper.status in ("denied", "conditional", "demanded"):
            return upper
        if any(sentence.tokens[c].text.lower() == "yet" for c in kids(sentence, above, "advmod")):
            return StatusFound("denied", "yet to")
        if lemma in ("have", "need", "ought"):
            return StatusFound("demanded", lemma)
        if lemma in ("try", "seek", "attempt") and any(t.text.lower() == "vain" for t in sentence.tokens[above:i]):
            return StatusFound("denied", "in vain")
        return StatusFound("conditional" if lemma in OPEN_PLAN else "planned", lemma)
    if lemma in DOUBT:
        return StatusFound("conditional", lemma)
    if governor.pos == "ADJ":
        if upper is not None and upper.status in ("denied", "conditional", "demanded"):
            return upper
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
    if governor.lemma == "go" and word == "on":
        found = verb_status(sentence, token.head, depth + 1)
        going = found.status == "occurred" and governor.tag in ("VBZ", "VBP")
        return found._replace(status="ongoing") if going else found
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
