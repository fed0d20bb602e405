"""What a verb's own words say of its status: auxiliaries, tense, the opening of its clause."""

from typing import NamedTuple

from comity.coding.status_signs import announced_for_later, condition_phrase, framed, inverted
from comity.coding.status_words import CONTINUE, GOING, HABIT, MODAL_DEMAND, MODAL_OPEN, MODAL_PLAN, SAYING, TIMETABLE
from comity.model import Sentence, Status
from comity.recognition.tree import SUBJECTS, ancestors, kids


class StatusFound(NamedTuple):
    """A status, with the words that decided it, and whether the act is only alleged or habitual."""

    status: Status
    cue: str
    alleged: bool = False
    habitual: bool = False


def by_tense(sentence: Sentence, i: int) -> StatusFound:
    """Read what only the tense tells: what lasts, what a plan's present announces, and what is told as done."""
    token = sentence.tokens[i]
    if token.tag in ("VBZ", "VBP") and token.lemma in GOING and any(t.text.lower() == "will" for t in sentence.tokens):
        return StatusFound("planned", "present for what is to come")
    if token.tag in ("VBZ", "VBP") and token.lemma in TIMETABLE and announced_for_later(sentence, i, weekdays=True):
        return StatusFound("planned", "a timetable's present")
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
    still = any(sentence.tokens[c].text.lower() == "still" for c in kids(sentence, i, "advmod"))
    if still and token.tag in ("VBZ", "VBP"):
        return StatusFound("ongoing", "still", habitual=habitual)
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
