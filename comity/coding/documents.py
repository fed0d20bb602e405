"""Nouns of documents: which form they are, whether a clause tells them as made, what they are called."""

from typing import Literal

from comity.coding.stage import Stage
from comity.coding.status import verb_status
from comity.model import TOOK_PLACE, Date, Sentence, Token
from comity.recognition.tree import kids, phrase

Form = Literal["treaty", "agreement", "statement", "declaration", "understanding"]
FORMS: dict[str, Form] = {
    "treaty": "treaty", "convention": "treaty", "protocol": "treaty",
    "agreement": "agreement", "accord": "agreement", "pact": "agreement", "deal": "agreement", "compact": "agreement",
    "truce": "agreement", "ceasefire": "agreement",
    "statement": "statement", "communique": "statement", "communiqué": "statement",
    "declaration": "declaration",
    "memorandum": "understanding", "memoranda": "understanding", "memo": "understanding", "mou": "understanding",
    "understanding": "understanding", "roadmap": "understanding",
}  # fmt: skip
MAKING = frozenset(
    "issue sign reach conclude adopt ink strike release publish seal clinch finalise finalize initial "
    "unveil produce announce endorse "
    "agree exchange complete secure make broker cement formalise formalize renew".split()
)
# "a deal" is also a bargain of firms and "a statement" anybody's words: both sides must be named, or a word join them.
JOINT = frozenset("joint bilateral trilateral common mutual".split())
PLAIN = frozenset(
    "joint bilateral trilateral common mutual new press landmark historic first rare the a an this that "
    "written final formal official "
    "long-awaited their its of two-page recent such both preliminary draft initial comprehensive".split()
)
NOT_YET = frozenset(
    "draft proposed possible potential future planned prospective past earlier previous old former existing".split()
)
OLD_DAYS = 1


def qualifiers(sentence: Sentence, noun: int) -> frozenset[str]:
    """Give the words before a document's noun that belong to it, and what it is "of" ("understanding")."""
    first, _ = phrase(sentence, noun)
    return frozenset(sentence.tokens[i].text.lower() for i in range(first, noun))


def making_verb(sentence: Sentence, noun: int) -> int | None:
    """Find the verb that tells a document as made: "issued a", "was signed", "In a joint statement, they pledged"."""
    token = sentence.tokens[noun]
    while token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = sentence.tokens[token.head]
    governor = sentence.tokens[token.head]
    if token.dep in ("dobj", "nsubjpass") and governor.pos == "VERB" and governor.lemma in MAKING:
        return governor.i if told_done(sentence, governor.i) else None
    inner = [
        c for c in kids(sentence, noun, "acl") if sentence.tokens[c].lemma in MAKING and sentence.tokens[c].tag == "VBN"
    ]
    if (
        token.dep == "pobj"
        and governor.text.lower() in ("in", "on", "to", "with", "by", "of")
        and governor.pos in ("ADP", "SCONJ")
    ):
        host = sentence.tokens[governor.head]
        definite = any(sentence.tokens[c].text.lower() in ("the", "this", "that") for c in sentence.children[noun])
        ranked = any(sentence.tokens[c].text.lower() in ("first", "joint") for c in sentence.children[noun])
        if governor.text.lower() == "in" and host.pos in ("VERB", "AUX") and (not definite or ranked or inner):
            return host.i if told_done(sentence, host.i) or host.lemma in ("be",) else None
        if governor.text.lower() in ("on", "to") and host.lemma in (
            "agree",
            "sign",
            "decide",
            "come",
            "accede",
        ):
            return host.i if told_done(sentence, host.i) else None
    return inner[0] if inner else None


def told_done(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb is told as done and not as an old story ("had signed")."""
    if verb_status(sentence, verb).status not in TOOK_PLACE:
        return False
    if sentence.tokens[verb].dep == "xcomp" and any(
        sentence.tokens[c].tag == "TO" for c in kids(sentence, verb, "aux")
    ):
        return False  # "hopes to sign", "agreed to conclude": nothing is signed yet
    progressive = sentence.tokens[verb].tag == "VBG" and kids(sentence, verb, "aux")
    return not progressive and not past_perfect(sentence, verb)


def past_perfect(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb stands in the past perfect outside reported speech."""
    perfect = any(sentence.tokens[c].text.lower() in ("had", "'d") for c in kids(sentence, verb, "aux"))
    return perfect and sentence.tokens[verb].tag == "VBN" and sentence.tokens[verb].dep != "ccomp"


def old(stage: Stage, sentence: Sentence, verb: int, date: Date | None) -> bool:
    """Tell whether a participle only refers to a document of earlier days: "the treaty signed in 1965"."""
    if sentence.tokens[verb].dep not in ("acl", "relcl"):
        return False
    published = stage.reading.report.published
    if date is None or date.end is None or published is None:
        return True
    return int(date.end[:4]) * 12 + int(date.end[5:7]) < int(published[:4]) * 12 + int(published[5:7]) - OLD_DAYS


def is_opening(token: Token) -> bool:
    """Tell whether a word before a document's name is no part of it: "their first", "a new"."""
    if token.pos in ("DET", "PUNCT") or token.dep in ("poss", "case", "nummod"):
        return True
    return token.text.lower() in ("first", "new", "rare", "own", "such")


def title_span(sentence: Sentence, noun: int) -> tuple[int, int]:
    """Give first and last token of a document's name: its noun, qualifiers, and "of understanding", "on fisheries"."""
    first, last = phrase(sentence, noun)
    last -= 1
    while first < noun and is_opening(sentence.tokens[first]):
        first += 1
    for prep in kids(sentence, noun, "prep"):
        if sentence.tokens[prep].text.lower() in ("of", "on", "for") and prep == last + 1:
            targets = kids(sentence, prep, "pobj")
            inner = [phrase(sentence, t)[1] - 1 for t in targets]
            if inner and max(inner) - first < 8:
                last = max(inner)
    return first, last


def making_verb_indefinite(sentence: Sentence, noun: int) -> bool:
    """Tell whether "the first joint statement in years" tells a new document in spite of its article."""
    return any(sentence.tokens[c].text.lower() == "first" for c in sentence.children[noun])
