"""Words that link a cause to what it explains: "is rooted in", "owes much to", "led to", "is behind".

Each rule gives the verb that carries the link, the words of the cause and the words of what is explained.
"""

from comity.coding.link_words import (
    ASIDE,
    CAUSE_FIRST,
    EXPLAINED_FIRST,
    MOVING,
    RAISING,
    SHOWING,
    STAKES,
    STATES_OF_MIND,
)
from comity.coding.passages import SAYING, clause, trimmed
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

Found = tuple[int, tuple[int, ...], tuple[int, ...]]


def linked(stage: Stage, sentence: Sentence, token: Token) -> Found | None:
    """Give cause and explained of a link whose verb is this token; null when it links nothing."""
    if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
        return None
    return (
        explained_first(sentence, token)
        or cause_first(stage, sentence, token)
        or moved(stage, sentence, token)
        or attributed(sentence, token)
        or reason(sentence, token)
        or cleft(sentence, token)
        or at_the_root(sentence, token)
        or helped(stage, sentence, token)
    )


def after_words(sentence: Sentence, verb: int, phrases: tuple[str, ...]) -> list[int]:
    """Give the words after a phrase that hangs on a verb ("back to 1974": "1974 ..."), nothing where none does."""
    below = subtree(sentence, verb)
    low = {i: sentence.tokens[i].text.lower() for i in below}
    for phrase in phrases:
        parts = phrase.split()
        for at in [i for i in below if i > verb and i - verb < 9]:
            place = range(at, at + len(parts))
            if [low.get(i) for i in place] != parts:
                continue
            first = at + len(parts)
            objects = [
                i
                for i in below
                if i >= first and sentence.tokens[i].head < first <= i and sentence.tokens[i].dep != "punct"
            ]
            hangs = sentence.tokens[at].head in (verb, at - 1) or sentence.tokens[sentence.tokens[at].head].head == verb
            if objects and hangs and sentence.tokens[first].tag not in ("VB", "VBP"):
                return [i for i in subtree(sentence, objects[0]) if i >= first]
    return []


def subject_of(sentence: Sentence, verb: int) -> list[int]:
    """Give the words of a verb's subject; of the verb above an infinitive ("appears to be driven by")."""
    own = kids(sentence, verb, "nsubj", "nsubjpass", "csubj")
    token = sentence.tokens[verb]
    if not own and token.dep == "xcomp" and sentence.tokens[token.head].lemma in ("appear", "seem"):
        own = kids(sentence, token.head, "nsubj", "nsubjpass")
    return subtree(sentence, own[0]) if own else []


def explained_first(sentence: Sentence, token: Token) -> Found | None:
    """ "The row stems from ...", "is rooted in", "can be explained by", "owes much to" """
    phrases = EXPLAINED_FIRST.get(token.lemma)
    if phrases is None:
        return None
    passive = bool(kids(sentence, token.i, "auxpass", "nsubjpass"))
    if ("by" in phrases or token.lemma in ("root", "ground", "trace", "attribute", "blame")) and not passive:
        return None
    if token.lemma in (
        "come",
        "follow",
        "emerge",
        "rest",
        "lie",
        "date",
        "fail",
        "collapse",
        "go",
        "reach",
    ) and not abstract(sentence, token.i):
        return None
    cause = after_words(sentence, token.i, phrases)
    effect = subject_of(sentence, token.i)
    if not cause or not effect or (sentence.tokens[effect[0]].pos == "PRON" and len(effect) == 1):
        return None
    if token.lemma in ("suffer", "come", "collapse", "fail", "founder", "strain", "sour") and not passive:
        effect = [i for i in clause(sentence, token.i, set(cause)) if i < cause[0] - 1] or effect
    return token.i, tuple(cause), tuple(effect)


def abstract(sentence: Sentence, verb: int) -> bool:
    """Tell whether a subject is a thing and no one who acts or travels: "the thaw came after ..."."""
    return any(
        sentence.tokens[i].pos == "NOUN"
        or (sentence.tokens[i].pos in ("ADJ", "PRON") and len(subtree(sentence, i)) > 2)
        for i in kids(sentence, verb, "nsubj", "nsubjpass")
    )


def cause_first(stage: Stage, sentence: Sentence, token: Token) -> Found | None:
    """ "The dispute led Tanzania to ...", "fear of China is behind ...", "competition underlies ..." """
    phrases = CAUSE_FIRST.get(token.lemma) or (("",) if token.lemma in RAISING else None)
    subjects = kids(sentence, token.i, "nsubj", "csubj")
    if phrases is None or not subjects or acts(stage, sentence, subjects[0]):
        return None
    # A list of causes may be parsed as several subjects.
    cause = [i for each in subjects for i in subtree(sentence, each)]
    cause = list(range(min(cause), max(cause) + 1))
    objects = kids(sentence, token.i, "dobj")
    if token.lemma == "lead" and (found := urged(sentence, token)) is not None:
        return token.i, tuple(cause), found
    if token.lemma in RAISING:
        effect = subtree(sentence, objects[0]) if objects and sentence.tokens[objects[0]].lemma in STAKES else []
    elif "" in phrases and objects:
        effect = subtree(sentence, objects[0])
    else:
        effect = after_words(sentence, token.i, tuple(p for p in phrases if p))
        if token.lemma == "help" and not effect:
            inner = [c for c in kids(sentence, token.i, "xcomp", "ccomp") if sentence.tokens[c].lemma == "explain"]
            effect = [i for c in inner for i in subtree(sentence, c) if i > c]
    return (token.i, tuple(cause), tuple(effect)) if effect else None


def urged(sentence: Sentence, token: Token) -> tuple[int, ...] | None:
    """Give "Tanzania to slap a ban ..." of "led Tanzania to slap a ban ..."; null without an infinitive."""
    inner = [c for c in kids(sentence, token.i, "xcomp", "ccomp") if sentence.tokens[c].tag == "VB"]
    if not inner:
        return None
    return tuple(
        i
        for i in subtree(sentence, token.i)
        if i > token.i and i >= min([*kids(sentence, token.i, "dobj"), inner[0]]) - 2
    )


def acts(stage: Stage, sentence: Sentence, i: int) -> bool:
    """Tell whether a subject is somebody who acts, or a bare pronoun: what they do is an act, no cause told."""
    return (sentence.index, i) in stage.refs or sentence.tokens[i].pos in ("PRON", "PROPN")


def moved(stage: Stage, sentence: Sentence, token: Token) -> Found | None:
    """ "Cheap oil has brought Delhi and Moscow closer", "falling aid pushed the islands toward Beijing" """
    subjects = kids(sentence, token.i, "nsubj")
    if token.lemma not in MOVING or not subjects or acts(stage, sentence, subjects[0]):
        return None
    if token.tag not in ("VBD", "VBN", "VBZ", "VBP") or sentence.tokens[subjects[0]].pos != "NOUN":
        return None
    apart = {i for c in kids(sentence, token.i, "conj", "advcl") for i in subtree(sentence, c)}
    apart |= set(kids(sentence, token.i, "cc"))
    tail = [i for i in subtree(sentence, token.i) if i > token.i and i not in apart]
    objects = kids(sentence, token.i, "dobj", "ccomp", "nsubj")
    objects = [i for i in objects if i > token.i]
    if not objects or not tail or sentence.tokens[objects[0]].pos == "PRON":
        return None
    if any(sentence.tokens[i].text.lower() in ("likely", "unlikely", "inevitable") for i in tail):
        return None  # what is made likely is a forecast
    leaving = token.lemma in ("leave", "plunge", "throw") and any(sentence.tokens[i].text.lower() == "in" for i in tail)
    moving = leaving or any(
        sentence.tokens[i].text.lower() in ASIDE for i in kids(sentence, token.i, "advmod", "prep", "prt", "acomp")
    )
    made = any(
        sentence.tokens[i].dep == "ccomp" or sentence.tokens[i].dep == "oprd" for i in sentence.children[token.i]
    )
    if token.lemma == "make":
        moving = made = made or any(
            sentence.tokens[c].text.lower() == "of" for o in objects for c in kids(sentence, o, "prep")
        )
    if not (moving or made):
        return None
    return token.i, tuple(subtree(sentence, subjects[0])), trimmed(sentence, tail, objects[0])


def attributed(sentence: Sentence, token: Token) -> Found | None:
    """ "Advisers attribute the breakdown to leaks", "Seoul's caution reflects its dependence" """
    objects = kids(sentence, token.i, "dobj")
    if (
        token.lemma in ("attribute", "ascribe", "trace", "blame")
        and objects
        and not kids(sentence, token.i, "nsubjpass")
    ):
        cause = after_words(sentence, token.i, ("to", "back to", "on"))
        below = set(cause)
        return (
            (token.i, tuple(cause), tuple(i for i in subtree(sentence, objects[0]) if i not in below))
            if cause
            else None
        )
    subjects = kids(sentence, token.i, "nsubj")
    if token.lemma in SHOWING and objects and subjects and sentence.tokens[subjects[0]].lemma in STATES_OF_MIND:
        return token.i, tuple(subtree(sentence, objects[0])), tuple(subtree(sentence, subjects[0]))
    return None


def reason(sentence: Sentence, token: Token) -> Found | None:
    """ "The friendship was the reason why ...", "the reason for the delay is simple: nobody wants ..." """
    if token.lemma != "be":
        return None
    for noun in kids(sentence, token.i, "attr", "nsubj"):
        if sentence.tokens[noun].lemma not in ("reason", "cause", "explanation", "root", "source"):
            continue
        told = kids(sentence, noun, "relcl", "acl") or [
            t for c in kids(sentence, noun, "prep") if sentence.tokens[c].text.lower() in ("for", "of", "behind")
            for t in kids(sentence, c, "pobj", "pcomp")
        ]  # fmt: skip
        if not told:
            continue
        effect = [i for i in subtree(sentence, told[0]) if sentence.tokens[i].text.lower() not in ("why", "that")]
        if sentence.tokens[noun].dep == "attr":
            cause = subject_of(sentence, token.i)
            lone = len(cause) == 1 and sentence.tokens[cause[0]].pos == "PRON"
            return None if not cause or lone else (token.i, tuple(cause), tuple(effect))
        cause = [i for i in subtree(sentence, token.i) if i > max(effect) and i != token.i]
        colon = next((i for i in cause if sentence.tokens[i].text == ":"), None)
        later = range(colon + 1, len(sentence.tokens)) if colon is not None else cause
        words = upto_quote(sentence, later)
        return (token.i, words, tuple(effect)) if len(words) > 1 else None
    return None


def upto_quote(sentence: Sentence, places: range | list[int]) -> tuple[int, ...]:
    """Give places up to a closing quote mark or the words that report them."""
    found: list[int] = []
    for i in places:
        token = sentence.tokens[i]
        if token.text in ('"', "”", "''") or (
            token.text == "," and i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].lemma in SAYING
        ):
            break
        found.append(i)
    return trimmed(sentence, found, found[0]) if found else ()


def cleft(sentence: Sentence, token: Token) -> Found | None:
    """ "It was the drought that turned ...", "what brought them together was ..." """
    if token.lemma != "be":
        return None
    nouns = kids(sentence, token.i, "attr", "nsubj", "nsubjpass")
    its = [i for i in nouns if sentence.tokens[i].text.lower() == "it"]
    for noun in nouns:
        inner = [
            c for c in [*kids(sentence, noun, "relcl"), *kids(sentence, token.i, "relcl", "advcl", "ccomp")] if c > noun
        ]
        if its and noun not in its and inner:
            told = [
                i for i in subtree(sentence, inner[0]) if i > inner[0] - 1 and sentence.tokens[i].text.lower() != "that"
            ]
            cause = [i for i in subtree(sentence, noun) if i not in set(subtree(sentence, inner[0]))]
            return (inner[0], tuple(cause), tuple(told[1:])) if len(told) > 3 and cause else None
    heads = kids(sentence, token.i, "csubj", "ccomp")
    for clause_head in heads:
        below = subtree(sentence, clause_head)
        if below and sentence.tokens[below[0]].text.lower() == "what" and nouns and max(below) < token.i:
            cause = [i for n in nouns if n > token.i for i in subtree(sentence, n)]
            return (token.i, tuple(cause), tuple(i for i in below if i > clause_head)) if cause else None
    return None


def at_the_root(sentence: Sentence, token: Token) -> Found | None:
    """ "At the root of the quarrel lies the question of access" """
    if token.lemma not in ("lie", "be", "stand"):
        return None
    subjects = [i for i in kids(sentence, token.i, "nsubj", "attr", "dobj") if i > token.i]
    for prep in kids(sentence, token.i, "prep"):
        deep = [
            c for c in kids(sentence, prep, "pobj") if sentence.tokens[c].lemma in ("root", "heart", "core", "bottom")
        ]
        told = [t for c in deep for p in kids(sentence, c, "prep") for t in kids(sentence, p, "pobj")]
        if prep < token.i and told and subjects:
            return token.i, tuple(subtree(sentence, subjects[0])), tuple(subtree(sentence, told[0]))
    return None


def helped(stage: Stage, sentence: Sentence, token: Token) -> Found | None:
    """ "Anger over the killings helped bring the two parties back to the table" """
    subjects = kids(sentence, token.i, "nsubj")
    inner = [c for c in kids(sentence, token.i, "xcomp", "ccomp") if sentence.tokens[c].lemma in MOVING]
    if token.lemma != "help" or token.tag not in ("VBD", "VBN", "VBZ") or not inner or not subjects:
        return None
    if acts(stage, sentence, subjects[0]):
        return None
    return token.i, tuple(subtree(sentence, subjects[0])), tuple(subtree(sentence, inner[0]))
