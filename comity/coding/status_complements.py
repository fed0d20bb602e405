"""Complements of a verb or adjective: what "refused to", "urged that", "is weighing" make of the act below them."""

from comity.coding.status_signs import is_negated, overtaken, postpones
from comity.coding.status_words import ADVOCATE, DEMAND, DENY, DOUBT, MAYBE, OPEN_PLAN, PLAN, SHIRK
from comity.coding.verb_marks import StatusFound, subjunctive
from comity.model import Sentence
from comity.recognition.tree import kids


def clause_status(
    sentence: Sentence, i: int, above: int, upper: StatusFound | None, infinitive: bool
) -> StatusFound | None:
    """Read a clause with its own subject: "urged that it be expelled", "feared that it will", "wants it to lift"."""
    lemma = sentence.tokens[above].lemma
    if infinitive:
        return StatusFound("demanded", lemma) if upper is None or upper.status != "denied" else upper
    if lemma in DEMAND | {"propose", "suggest"} and subjunctive(sentence, i):
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


def infinitive_status(sentence: Sentence, i: int, above: int, upper: StatusFound | None) -> StatusFound | None:
    """Read an infinitive or gerund by what governs it: "refused to", "urged", "is weighing", "is due to"."""
    governor = sentence.tokens[above]
    lemma = governor.lemma
    if postpones(sentence, above):
        return StatusFound("planned", lemma)
    if lemma in SHIRK and upper is not None and upper.status == "denied" and is_negated(sentence, above):
        return StatusFound("occurred", f"not {lemma}")
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
        if overtaken(sentence, above):
            return StatusFound("denied", "but")
        if any(sentence.tokens[c].text.lower() == "yet" for c in kids(sentence, above, "advmod")):
            return StatusFound("denied", "yet to")
        if lemma in ("have", "need", "ought"):
            return StatusFound("demanded", lemma)
        if lemma in ("try", "seek", "attempt") and any(t.text.lower() == "vain" for t in sentence.tokens[above:i]):
            return StatusFound("denied", "in vain")
        opened = lemma in OPEN_PLAN and sentence.tokens[governor.head].lemma != "get"  # "is getting ready to"
        return StatusFound("conditional" if opened else "planned", lemma)
    if lemma in DOUBT:
        if lemma == "suppose" and overtaken(sentence, above):
            return StatusFound("denied", "but")
        return StatusFound("conditional", lemma)
    if governor.pos == "ADJ":
        if upper is not None and upper.status in ("denied", "conditional", "demanded"):
            return upper
        return StatusFound("planned", lemma)
    return upper if upper is not None and upper.status != "occurred" else None
