"""Signs of status that need no other verb's status: questions, inversions, conditions and plans told by set phrases."""

from comity.coding.status_words import (
    DAYS,
    DENY,
    FRAMED,
    IMAGINED,
    MISSED,
    MONTHS,
    PHRASAL_DENY,
    PHRASAL_POSTPONE,
    POSTPONE,
)
from comity.model import Sentence, Status
from comity.recognition.tree import SUBJECTS, kids

# Set phrases that open a condition without "if"; the parse files their words anywhere.
CONDITIONS = (
    ("in", "case"),
    ("as", "long", "as"),
    ("so", "long", "as"),
    ("provided", "that"),
    ("providing", "that"),
    ("provided",),
    ("assuming", "that"),
    ("supposing",),
    ("on", "condition", "that"),
    ("in", "the", "event", "that"),
)
WH = frozenset("why how when where who what which whom whose".split())
DURATION = frozenset("hour day week fortnight month year deadline time".split())
# "Nearly doubled its aid" did raise it: with these verbs the adverb tells how much, not whether.
MEASURED = frozenset("double triple quadruple halve complete finish empty exhaust".split())


def inverted(sentence: Sentence, i: int) -> str:
    """Give the auxiliary that stands before its verb's subject ("had Chile signed", "did Rwanda bomb"), else ""."""
    subjects = kids(sentence, i, *SUBJECTS)
    if not subjects:
        return ""
    for child in kids(sentence, i, "aux", "auxpass"):
        if child < subjects[0] and child == min(sentence.children[i]):
            return sentence.tokens[child].text.lower()
    return ""


def asks(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb is what a yes-or-no question asks; "why did it attack?" takes the attack for granted."""
    if sentence.tokens[-1].text != "?" or not inverted(sentence, i):
        return False
    return not any(sentence.tokens[c].text.lower() in WH for c in sentence.children[i])


def condition_phrase(sentence: Sentence, i: int) -> str:
    """Give the set phrase that opens the clause of a token as a condition ("in case Ethiopia attacks"), else ""."""
    words = [token.text.lower() for token in sentence.tokens[:i]]
    start = max((n + 1 for n, word in enumerate(words) if word in (",", ";", ":", "that") and n), default=0)
    if start and words[start - 1] == "that":
        start = max((n + 1 for n, word in enumerate(words) if word in (",", ";", ":")), default=0)
    for first in range(start, len(words)):
        for phrase in CONDITIONS:
            if tuple(words[first : first + len(phrase)]) == phrase and (first == start or len(phrase) > 1):
                return " ".join(phrase)
    return ""


def condition_below(sentence: Sentence, i: int) -> str:
    """Give the word of a condition that hangs on a verb ("will leave unless ..."), "" when none does."""
    for clause in kids(sentence, i, "advcl", "prep"):
        if condition := condition_phrase(sentence, clause):
            if clause != i and "provided" in condition:
                return condition
        marks = [sentence.tokens[c].text.lower() for c in kids(sentence, clause, "mark")]
        before = {sentence.tokens[c].text.lower() for c in kids(sentence, clause, "advmod")}
        if marks and marks[0] in ("if", "unless") and not before & {"even"}:
            return marks[0]
    return ""


def missed(sentence: Sentence, i: int) -> str:
    """Give the adverb that says an act did not quite happen ("almost attacked"), "" when none does."""
    for child in kids(sentence, i, "advmod"):
        word = sentence.tokens[child].text.lower()
        if word in MISSED and child < i and sentence.tokens[i].lemma not in MEASURED:
            return word
    return ""


def denies(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb keeps its object from happening: "cancelled", "called off", "turned down"."""
    lemma = sentence.tokens[verb].lemma
    if lemma == "end" and "up" in particles(sentence, verb):
        return False  # "ended up withdrawing" did withdraw
    return (lemma in DENY and lemma not in POSTPONE) or bool(particles(sentence, verb) & PHRASAL_DENY.get(lemma, set()))


def postpones(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb moves its object to a later day: "postponed", "put off"."""
    lemma = sentence.tokens[verb].lemma
    return lemma in POSTPONE or bool(particles(sentence, verb) & PHRASAL_POSTPONE.get(lemma, set()))


def particles(sentence: Sentence, verb: int) -> set[str]:
    """Give the particles of a verb, whatever the parse calls them."""
    return {sentence.tokens[c].text.lower() for c in kids(sentence, verb, "prt", "advmod", "prep")}


def framed(sentence: Sentence, i: int) -> Status | None:
    """Give what a frame around a present tense makes of it: "under the plan, Mali withdraws", "in a scenario"."""
    if sentence.tokens[i].tag not in ("VBZ", "VBP"):
        return None
    for prep in kids(sentence, i, "prep"):
        for noun in kids(sentence, prep, "pobj"):
            lemma = sentence.tokens[noun].lemma
            if prep < i and lemma in IMAGINED:
                return "conditional"
            if prep < i and lemma in FRAMED and sentence.tokens[prep].text.lower() == "under":
                return "planned"
    return None


def announced_for_later(sentence: Sentence, i: int, *, weekdays: bool = False) -> bool:
    """Tell whether a verb has a day to come: "said it was sending troops next week", "in June", "open on Monday"."""
    names = MONTHS | DAYS if weekdays else MONTHS
    things = kids(sentence, i, "dobj") if weekdays else []
    # "hosts talks with Togo on Sunday": a parse hangs the day on the talks, or on Togo.
    inner = [c for thing in things for prep in kids(sentence, thing, "prep") for c in kids(sentence, prep, "pobj")]
    for child in [c for host in (i, *things, *inner) for c in kids(sentence, host, "prep", "npadvmod", "advmod")]:
        words = [sentence.tokens[child], *(sentence.tokens[c] for c in kids(sentence, child, "pobj", "amod"))]
        if any(word.text.lower() in ("next", "tomorrow", "soon") or word.text in names for word in words):
            return True
    return False


def overtaken(sentence: Sentence, verb: int) -> bool:
    """Tell whether "but" goes on from a past plan: "was due to visit but stayed at home", "but talks were put off"."""
    token = sentence.tokens[verb]
    while token.pos == "ADJ" and token.head != token.i:
        token = sentence.tokens[token.head]
    past = token.tag == "VBD" or any(sentence.tokens[c].tag == "VBD" for c in kids(sentence, token.i, "auxpass", "aux"))
    return (
        past
        and any(sentence.tokens[c].text.lower() == "but" for c in kids(sentence, token.i, "cc"))
        and any(sentence.tokens[c].tag == "VBD" or _fell_through(sentence, c) for c in kids(sentence, token.i, "conj"))
    )


def _fell_through(sentence: Sentence, verb: int) -> bool:
    """Tell whether something was cancelled or moved to a later day."""
    was = any(sentence.tokens[c].tag == "VBD" for c in kids(sentence, verb, "auxpass"))
    return was and (denies(sentence, verb) or postpones(sentence, verb))


def deadline(sentence: Sentence, verb: int, i: int) -> bool:
    """Tell whether "gave Vilnius a week to" sets a term for what follows."""
    return sentence.tokens[verb].lemma == "give" and any(t.lemma in DURATION for t in sentence.tokens[verb:i])


def asked(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause is an indirect question ("on how much water it would let through")."""
    first = min([i, *sentence.children[i]])
    before = sentence.tokens[max(0, first - 2) : i]
    return any(token.text.lower() in ("how", "whether") for token in before)


def is_negated(sentence: Sentence, i: int) -> str:
    """Give the word that negates a verb, "" when none does."""
    for child in sentence.children[i]:
        token = sentence.tokens[child]
        word = token.text.lower()
        after = sentence.tokens[child + 1].text.lower() if child + 1 < len(sentence.tokens) else ""
        if word == "not" and after in ("until", "till", "only", "just", "merely"):
            continue  # "not until Wednesday did it release them" says that it did
        if token.dep == "neg" or word in ("never", "neither", "nor", "hardly", "cannot"):
            return word
        if word == "longer" and child and sentence.tokens[child - 1].text.lower() == "no":
            return "no longer"
        if token.dep in SUBJECTS and subject_negated(sentence, child):
            return "neither"
        if token.dep in ("preconj", "cc", "det") and word in ("neither", "nor"):
            return word
    if inverted(sentence, i) and sentence.tokens[-1].text != "?":
        before = {t.text.lower() for t in sentence.tokens[: min(kids(sentence, i, "aux", "auxpass"))]}
        if before & {"no", "never", "nowhere", "nor"}:
            return min(before & {"no", "never", "nowhere", "nor"})  # "at no point did they attack"
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
