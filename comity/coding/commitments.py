"""Words that bind: every act of a sentence that somebody promised, plans or agreed to do.

What others expect, hope or demand, what hangs on a condition, what is denied and what is over never binds.
"""

from collections.abc import Iterator
from typing import NamedTuple

from comity.coding.binding_words import (
    CONDITION,
    DOUBTFUL,
    GIVING,
    HOLDING,
    INTEND,
    JOINT,
    NOUNS,
    OBLIGING,
    PROMISE,
    SCHEDULED,
    SPEECH,
    STATIVE,
    WISH,
    Kind,
)
from comity.coding.documents import FORMS
from comity.coding.status import is_negated, opened_by_if, verb_status
from comity.model import TOOK_PLACE, Sentence
from comity.recognition.tree import SUBJECTS, ancestors, conjuncts, kids, objects_of


class Bound(NamedTuple):
    """One act that somebody is bound to: the word that binds, the act, and where its doers stand.

    `subject` is the verb whose subject is bound; `speaker` the verb of speech above, null when the report tells it.
    """

    cue: int
    act: int
    kind: Kind
    subject: int
    speaker: int | None
    weight: float
    rule: str


def bound_acts(sentence: Sentence) -> list[Bound]:
    """Give every bound act of a sentence once, in order of its words."""
    found: dict[int, Bound] = {}
    for i in range(len(sentence.tokens)):
        for bound in (*by_verb(sentence, i), *by_schedule(sentence, i), *by_noun(sentence, i)):
            found.setdefault(bound.act, bound)
    for i in range(len(sentence.tokens)):
        for bound in by_modal(sentence, i):
            found.setdefault(bound.act, bound)
    return [found[act] for act in sorted(found)]


def by_verb(sentence: Sentence, i: int) -> Iterator[Bound]:
    """Give acts bound by a verb: "pledged to", "agreed to", "plans to", "promised that", "pledged aid"."""
    token = sentence.tokens[i]
    if token.pos == "VERB" and token.lemma in OBLIGING and kids(sentence, i, "dobj") and stands(sentence, i):
        yield from by_document(sentence, i)
    if token.pos != "VERB" or token.lemma not in PROMISE | JOINT | INTEND | WISH or not stands(sentence, i):
        return
    kind: Kind = "promise" if token.lemma in PROMISE else "undertaking" if token.lemma in JOINT else "plan"
    weight = {"promise": 0.8, "undertaking": 0.82, "plan": 0.7}[kind] - (
        0.15 if token.lemma in WISH | {"offer"} else 0.0
    )
    for act in complements(sentence, i):
        yield bind_act(sentence, i, act, kind, i, weight, token.lemma)
    if token.lemma in {"pledge", "promise", "guarantee", "offer", "vow"}:
        for noun in kids(sentence, i, "dobj"):
            if sentence.tokens[noun].pos in ("NOUN", "NUM", "SYM") and not kids(sentence, i, "xcomp", "ccomp"):
                yield Bound(i, noun, kind, i, speech_above(sentence, i), weight - 0.1, f"{token.lemma} noun")
    prep = {"agree": "on", "commit": "to"}.get(token.lemma, "")
    for target in objects_of(sentence, i, (prep,)):
        for act in conjuncts(sentence, target):
            if sentence.tokens[act].pos in ("NOUN", "VERB"):
                yield bind_act(sentence, i, act, kind, i, weight - 0.05, f"{token.lemma} {prep}")


def by_document(sentence: Sentence, i: int) -> Iterator[Bound]:
    """Give acts that a document lays on its sides: "the accord commits both countries to share"."""
    subjects = kids(sentence, i, "nsubj")
    if not any(sentence.tokens[s].lemma.lower() in FORMS for s in subjects):
        return
    tops = kids(sentence, i, "xcomp") + objects_of(sentence, i, ("to",))
    tops += [
        c for o in kids(sentence, i, "dobj") for c in (*kids(sentence, o, "acl"), *objects_of(sentence, o, ("to",)))
    ]
    for act in (a for top in tops for a in conjuncts(sentence, top)):
        if sentence.tokens[act].pos in ("VERB", "NOUN"):
            yield Bound(i, act, "undertaking", i, None, 0.75, "obliged")


def complements(sentence: Sentence, i: int) -> Iterator[int]:
    """Give the acts in a verb's infinitive or that-clause, with those coordinated with them."""
    for child in kids(sentence, i, "xcomp", "ccomp", "advcl"):
        aux = {sentence.tokens[c].text.lower() for c in kids(sentence, child, "aux")}
        infinitive = "to" in aux and not kids(sentence, child, *SUBJECTS)
        future = sentence.tokens[child].dep == "ccomp" and aux & {"will", "would", "'ll", "’ll", "shall"} and child > i
        if (not infinitive and not future) or (sentence.tokens[child].dep == "advcl" and not infinitive):
            continue
        for act in (*conjuncts(sentence, child), *(listed_on(sentence, child) if infinitive else ())):
            own = kids(sentence, act, *SUBJECTS)
            if (
                sentence.tokens[act].pos in ("VERB", "AUX")
                and (act == child or not own)
                and sentence.tokens[act].tag in ("VB", "VBN")
            ):
                yield act


def listed_on(sentence: Sentence, first: int) -> Iterator[int]:
    """Give the further items of "to a, to b and to c", where a parser takes "to b" for the purpose of "to a"."""
    for child in kids(sentence, first, "advcl"):
        to = min(kids(sentence, child, "aux"), default=0)
        after = [i for i in conjuncts(sentence, child) if i != child and to_marked(sentence, i)]
        if after and to and to_marked(sentence, child) and sentence.tokens[to - 1].text == ",":
            yield from (child, *after)


def by_schedule(sentence: Sentence, i: int) -> Iterator[Bound]:
    """Give acts that are set for a time: "are due to meet", "is to visit", "talks will be held"."""
    token = sentence.tokens[i]
    word = token.text.lower()
    if word in SCHEDULED and token.pos in ("VERB", "ADJ") and stands(sentence, i):
        verb = token.head if token.dep == "acomp" else i
        acts = [
            a
            for first in kids(sentence, i, "xcomp", "ccomp", "advcl")
            if to_marked(sentence, first)
            for a in conjuncts(sentence, first)
        ]
        for act in acts:
            if sentence.tokens[act].lemma in ("take", "be") or passive(sentence, act):
                yield from set_event(sentence, i, verb)
            else:
                yield bind_act(sentence, i, act, "plan", verb, 0.75, word)
        if not acts and (objects_of(sentence, i, ("for", "on", "in")) or kids(sentence, i, "npadvmod")):
            yield from set_event(sentence, i, verb)
    if token.lemma == "be" and token.tag in ("VBZ", "VBP", "VBD") and stands(sentence, i):
        for act in kids(sentence, i, "xcomp"):
            if to_marked(sentence, act) and not kids(sentence, i, "acomp", "attr", "expl"):
                yield bind_act(sentence, i, act, "plan", i, 0.65, "be to")
    held = (token.lemma in HOLDING and passive(sentence, i)) or (
        token.lemma == "take" and any(sentence.tokens[c].text == "place" for c in kids(sentence, i, "dobj"))
    )
    if (
        held
        and {"will", "'ll"} & {sentence.tokens[c].text.lower() for c in kids(sentence, i, "aux")}
        and stands_open(sentence, i)
    ):
        yield from set_event(sentence, i, i)


def set_event(sentence: Sentence, cue: int, verb: int) -> Iterator[Bound]:
    """Give the event noun that is set for a time: "talks are scheduled for Tuesday"."""
    for noun in kids(sentence, verb, "nsubj", "nsubjpass"):
        if sentence.tokens[noun].pos == "NOUN":
            yield Bound(cue, noun, "plan", verb, speech_above(sentence, verb), 0.65, "set for")


def by_noun(sentence: Sentence, i: int) -> Iterator[Bound]:
    """Give acts bound by a noun: "renewed its pledge to", "announced plans to", "gave assurances that"."""
    token = sentence.tokens[i]
    governor = sentence.tokens[token.head]
    if token.pos != "NOUN" or token.lemma not in NOUNS or token.dep != "dobj" or governor.lemma not in GIVING:
        return
    if any(sentence.tokens[c].text.lower() == "no" for c in sentence.children[i]) or not stands(sentence, governor.i):
        return
    kind: Kind = "plan" if token.lemma in ("plan", "intention", "decision") else "promise"
    for act in kids(sentence, i, "acl", "ccomp", "relcl"):
        aux = {sentence.tokens[c].text.lower() for c in kids(sentence, act, "aux")}
        if aux & {"to", "will", "would"}:
            for each in conjuncts(sentence, act):
                yield bind_act(sentence, i, each, kind, governor.i, 0.7, f"{token.lemma} to")
    for act in kids(sentence, governor.i, "xcomp", "advcl"):
        if act > i and to_marked(sentence, act) and act - i <= 2 + len(kids(sentence, act, "aux", "neg")):
            yield bind_act(sentence, i, act, kind, governor.i, 0.65, f"{token.lemma} to")
    for target in objects_of(sentence, i, ("for", "to", "of")):
        if sentence.tokens[target].pos in ("NOUN", "VERB"):
            yield bind_act(sentence, i, target, kind, governor.i, 0.6, f"{token.lemma} for")


def by_modal(sentence: Sentence, i: int) -> Iterator[Bound]:
    """Give acts told with "will", and with "would" where somebody is reported to have said so."""
    token = sentence.tokens[i]
    word = token.text.lower()
    if word not in ("will", "'ll", "’ll", "wo", "shall", "would") or token.dep != "aux":
        return
    first = token.head
    speaker = speech_above(sentence, first)
    if word == "would" and (speaker is None or sentence.tokens[speaker].tag not in ("VBD", "VBN", "VBG")):
        return
    if sentence.tokens[first].lemma in STATIVE or not stands_open(sentence, first):
        return
    for act in conjuncts(sentence, first):
        own = {sentence.tokens[c].text.lower() for c in kids(sentence, act, "aux")}
        if act != first and (kids(sentence, act, *SUBJECTS) or own or sentence.tokens[act].tag not in ("VB", "VBN")):
            continue
        if sentence.tokens[act].pos == "VERB" and sentence.tokens[act].lemma not in STATIVE:
            yield bind_act(sentence, i, act, "promise", first, 0.65 if word != "would" else 0.6, word)


def bind_act(sentence: Sentence, cue: int, act: int, kind: Kind, subject: int, weight: float, rule: str) -> Bound:
    """Make a bound act: what is promised not to be done is an assurance."""
    negative = negated_act(sentence, act) or negated_act(sentence, cue)
    meets = (
        sentence.tokens[act].lemma in ("meet", "visit", "travel", "attend", "convene", "gather", "fly")
        and kind == "promise"
    )
    final: Kind = "assurance" if negative else "plan" if meets and rule in ("will", "'ll", "would") else kind
    return Bound(cue, act, final, subject, speech_above(sentence, subject), weight, rule)


def negated_act(sentence: Sentence, act: int) -> bool:
    """Tell whether an act's own words negate it, not those of the clause above."""
    if sentence.tokens[act].pos not in ("VERB", "AUX"):
        return False
    if any(
        sentence.tokens[c].dep == "neg" or sentence.tokens[c].text.lower() in ("never", "neither")
        for c in sentence.children[act]
    ):
        return True
    token = sentence.tokens[act]
    return token.dep == "conj" and not kids(sentence, act, "aux") and any(
        sentence.tokens[c].text.lower() in ("or", "nor") for c in sentence.children[token.head]
    ) and negated_act(sentence, token.head)  # fmt: skip


def to_marked(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb is an infinitive with "to"."""
    return any(sentence.tokens[c].text.lower() == "to" for c in kids(sentence, i, "aux", "mark"))


def passive(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb has a passive auxiliary."""
    return bool(kids(sentence, i, "auxpass"))


def speech_above(sentence: Sentence, i: int) -> int | None:
    """Give the verb of speech that a clause hangs on, null when the report tells it."""
    token = sentence.tokens[i]
    while (
        token.dep in ("conj", "advcl", "xcomp")
        and token.head != token.i
        and sentence.tokens[token.head].pos in ("VERB", "AUX")
    ):
        if sentence.tokens[token.head].lemma in SPEECH and token.dep != "conj":
            return token.head
        token = sentence.tokens[token.head]
    if token.dep == "ccomp" and sentence.tokens[token.head].lemma in SPEECH:
        return token.head
    for child in kids(sentence, token.i, "parataxis"):
        if sentence.tokens[child].lemma in SPEECH:
            return child
    return None


def stands(sentence: Sentence, i: int) -> bool:
    """Tell whether a binding word is told as a fact: not denied, demanded, conditional, planned or long past."""
    verb = i if sentence.tokens[i].pos in ("VERB", "AUX") else sentence.tokens[i].head
    status = verb_status(sentence, verb)
    if status.status not in TOOK_PLACE or status.alleged or status.habitual:
        return False
    aux = {sentence.tokens[c].text.lower() for c in kids(sentence, verb, "aux")}
    if aux & {"had", "could", "would", "might", "may", "should", "must", "did"} and not (
        aux & {"had"} and sentence.tokens[verb].dep == "ccomp"
    ):
        return False
    if sentence.tokens[verb].dep == "advcl" and any(
        sentence.tokens[c].text.lower() in ("when", "while", "after") for c in kids(sentence, verb, "mark", "advmod")
    ):
        return sentence.tokens[verb].tag in ("VBD", "VBG")
    return stands_open(sentence, verb)


def stands_open(sentence: Sentence, verb: int) -> bool:
    """Tell whether no condition, doubt, question or forecast governs a clause."""
    if opened_by_if(sentence, verb) or sentence.tokens[-1].text == "?":
        return False
    for clause in kids(sentence, verb, "advcl", "prep", "mark"):
        marks = {sentence.tokens[c].text.lower() for c in kids(sentence, clause, "mark", "advmod")} | {
            sentence.tokens[clause].text.lower()
        }
        if marks & CONDITION:
            return False
    if any(sentence.tokens[c].text.lower() in DOUBTFUL for c in kids(sentence, verb, "advmod")):
        return False
    token = sentence.tokens[verb]
    if token.dep == "relcl" and sentence.tokens[token.head].pos not in ("PROPN",):
        return False
    for above in ancestors(sentence, verb):
        governor = sentence.tokens[above]
        if token.dep in ("ccomp", "xcomp") and governor.pos in ("VERB", "AUX", "ADJ"):
            plain = governor.lemma in SPEECH | PROMISE | JOINT | INTEND or governor.text.lower() in SCHEDULED
            if not plain or is_negated(sentence, above):
                return False
        elif token.dep in ("acl", "csubj", "pcomp", "mark"):
            return (
                governor.pos == "NOUN" and governor.lemma in NOUNS | {"statement", "letter", "note", "declaration"}
            ) or token.dep == "pcomp"
        token = governor
    return True
