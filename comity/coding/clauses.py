"""The words of a promise: the clause of one act, without the acts and asides around it."""

import re
from typing import NamedTuple

from comity.coding.commitments import Bound
from comity.coding.stage import Stage
from comity.model import Sentence
from comity.recognition.tree import SUBJECTS, kids, subtree


class Words(NamedTuple):
    """The words of a promise: token positions and offsets into the report's text."""

    first: int
    last: int
    start: int
    end: int
    text: str


def words_of(stage: Stage, sentence: Sentence, bound: Bound, acts: frozenset[int]) -> Words:
    """Give the clause of an act from its verb (or noun phrase) to its last word, without the acts beside it."""
    token = sentence.tokens[bound.act]
    verbal = token.pos in ("VERB", "AUX") and bound.rule != "set for"
    inside = own_positions(sentence, bound.act, acts)
    undergone = kids(sentence, bound.act, "nsubjpass") if verbal else []
    if undergone:
        inside = sorted({*inside, *subtree(sentence, undergone[0])})
    if verbal:
        first = bound.act
        if bound.kind == "assurance":
            before = [c for c in kids(sentence, bound.act, "aux", "neg", "auxpass", "advmod") if c < bound.act
                      and (sentence.tokens[c].dep != "advmod" or sentence.tokens[c].text.lower() == "never")
                      and sentence.tokens[c].text.lower() != "to"]  # fmt: skip
            first = min([bound.act, *before])
        if undergone:
            first = min(subtree(sentence, undergone[0]))
    else:
        nominal = [i for i in inside if i <= bound.act]
        if bound.rule.endswith("noun"):  # "pledged aid to Malawi": whom it goes to hangs on the verb
            given = [
                c
                for c in kids(sentence, bound.cue, "prep", "dative")
                if c > bound.act and sentence.tokens[c].text.lower() in ("to", "for", "towards")
            ]
            inside = sorted({*inside, *(k for c in given for k in subtree(sentence, c))})
        first = min(nominal)
        while first < bound.act and sentence.tokens[first].pos in ("DET", "PUNCT", "CCONJ"):
            first += 1
    if bound.rule == "set for":
        inside = sorted({*inside, *own_positions(sentence, bound.subject, acts)})
    last = first
    for i in range(max(first, bound.act), len(sentence.tokens)):
        if i not in inside and i > bound.act:
            break
        last = i
    last = max(last, bound.act)
    while last > bound.act and (
        sentence.tokens[last].pos in ("PUNCT", "CCONJ", "SPACE") or sentence.tokens[last].text in ("—", "–", "-")
    ):
        last -= 1
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Words(first, last, start, end, tidy(stage.reading.report.text[start:end]))


def own_positions(sentence: Sentence, act: int, acts: frozenset[int]) -> list[int]:
    """Give the tokens below an act that tell it, not the acts beside it nor a speaker's tag."""
    drop: set[int] = set()
    for child in sentence.children[act]:
        token = sentence.tokens[child]
        beside = token.dep == "conj" and (child in acts or token.pos in ("VERB", "AUX"))
        loose = token.dep in ("parataxis", "advcl") and child > act and far(sentence, act, child)
        if beside or loose or (token.dep in SUBJECTS and sentence.tokens[act].pos in ("VERB", "AUX")):
            drop.update(subtree(sentence, child))
    for i in subtree(sentence, act):
        if i != act and sentence.tokens[i].dep == "relcl" and far(sentence, i, i):
            drop.update(subtree(sentence, i))
    return [i for i in subtree(sentence, act) if i not in drop or i == act]


def far(sentence: Sentence, act: int, clause: int) -> bool:
    """Tell whether a clause stands apart: after a comma, with no "to" that tells what the act is for."""
    first = min(subtree(sentence, clause))
    return sentence.tokens[clause].dep == "parataxis" or (first > 0 and sentence.tokens[first - 1].text == ",")


def tidy(text: str) -> str:
    """Give words on one line without an odd quote mark or trailing punctuation."""
    line = re.sub(r"\s+", " ", text).strip()
    for opening, closing in ('""', "“”"):
        if line.count(opening) + (line.count(closing) if opening != closing else 0) == 1:
            line = line.replace(opening, "").replace(closing, "")
    return line.strip(" ,;:.")
