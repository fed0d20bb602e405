"""Conditions with what would follow from them: "should X, Y", "Y unless X", "without X, Y".

The parser often hangs a fronted clause on the wrong word, so the stretch of a condition is read from its opening words
and the commas around it, and the tree is asked only for the verb that tells what would follow.
"""

from collections.abc import Iterator
from typing import NamedTuple

from comity.coding.outlook import matters, states_in
from comity.coding.passages import (
    SAYING,
    Passage,
    clause,
    hedge_places,
    hedged_predicate,
    is_perfect,
    is_question,
    modal_of,
    trimmed,
)
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

# Words that open a condition, longest first; a clause follows.
CLAUSES = (
    "unless and until", "if and when", "on the condition that", "on condition that", "provided that", "providing that",
    "assuming that", "supposing that", "as long as", "so long as", "even if", "only if", "in case", "if", "unless",
    "provided", "providing", "assuming", "supposing", "suppose", "the moment",
)  # fmt: skip
# A noun follows, and the words stand at the head of a clause.
NOUNS = (
    "in the event of", "in case of", "in the absence of", "but for", "short of", "with no", "without", "barring",
    "absent", "failing", "given",
)  # fmt: skip
# "Given its debts" tells a cause; only what is not there yet is a condition.
NOT_YET = frozenset({"another", "enough", "sufficient", "more", "time", "no", "a", "further"})
# Words after which "if" means "whether".
WONDER = frozenset({
    "ask", "wonder", "know", "see", "doubt", "decide", "determine", "check", "question", "unclear", "consider",
    "unsure", "sure", "discuss", "debate", "clear", "learn", "tell", "uncertain", "certain",
})  # fmt: skip
STOPS = frozenset({",", ";", ":", "—", "–", "--"})
QUOTES = frozenset({'"', "“", "”", "``", "''", "'", "‘", "’"})
LEADING = frozenset({"but", "and", "yet", "still", "that", "even", "only", "especially", "or", "then", "so"})
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


class Opening(NamedTuple):
    """Where a condition stands: its opening words `at..first`, its own words `first..last` (exclusive)."""

    at: int
    first: int
    last: int
    fronted: bool


def conditionals(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give conditions with what would follow from them; the outcome needs a modal or hedge."""
    if is_question(sentence):
        return
    for opening in openings(sentence):
        condition = trimmed(sentence, list(range(opening.first, opening.last)), opening.first)
        main = outcome_verb(sentence, opening)
        if main is None or len(condition) < 2 or unreal(sentence, condition):
            continue
        outcome = outcome_of(sentence, opening, main)
        both = (*condition, *outcome)
        if len(outcome) > 1 and (matters(sentence, both) or states_in(stage, sentence, both)):
            yield Passage("conditional", main, condition, outcome, hedge_places(sentence, main, outcome))


def openings(sentence: Sentence) -> Iterator[Opening]:
    """Give the conditions of a sentence, in order, none inside another."""
    low = [token.text.lower() for token in sentence.tokens]
    done = 0
    for at, token in enumerate(sentence.tokens):
        if at < done:
            continue
        first = after_clause_words(sentence, low, at) or after_noun_words(sentence, low, at) or inverted(sentence, at)
        if first is None:
            continue
        fronted = heads_clause(sentence, at)
        last = end_of(sentence, first, fronted)
        if last is None or last <= first or token.text in QUOTES:
            continue
        done = last
        yield Opening(at, first, last, fronted)


def opened_by(low: list[str], at: int, phrases: tuple[str, ...]) -> int | None:
    """Give the place after the longest phrase that starts at a place."""
    for phrase in phrases:
        parts = phrase.split()
        if low[at : at + len(parts)] == parts:
            return at + len(parts)
    return None


def after_clause_words(sentence: Sentence, low: list[str], at: int) -> int | None:
    """Give where the clause after "if", "unless", "provided that" begins; null when nothing of the kind stands here."""
    first = opened_by(low, at, CLAUSES)
    if first is None:
        return None
    before = low[at - 1] if at else ""
    previous = sentence.tokens[at - 1].lemma if at else ""
    if low[at] == "if" and (before in ("as", "what", "not") or previous in WONDER):
        return None
    if low[at] in ("provided", "providing", "assuming", "supposing", "suppose") and not heads_clause(sentence, at):
        return None
    if low[at] == "the" and heads_clause(sentence, at):
        return None
    if low[at] == "unless":
        return first
    return first if any(t.pos in ("VERB", "AUX") for t in sentence.tokens[first : first + 25]) else None


def after_noun_words(sentence: Sentence, low: list[str], at: int) -> int | None:
    """Give where the noun after "without", "failing", "in the event of" begins, at the head of a clause only."""
    first = opened_by(low, at, NOUNS)
    if first is None or first >= len(low) or not heads_clause(sentence, at):
        return None
    if low[at] == "given" and low[first] not in NOT_YET:
        return None
    # "With no time to lose" and "without saying why" tell how, not on what condition.
    if sentence.tokens[first].tag == "VBG" and low[at] in ("without", "short"):
        return None
    return first - 1 if low[at] == "with" else first


def inverted(sentence: Sentence, at: int) -> int | None:
    """Give where the clause of "should Hanoi sign" or "were Lima to close" begins: after the auxiliary."""
    low = sentence.tokens[at].text.lower()
    if low not in ("should", "were"):
        return None
    tokens = sentence.tokens
    subjects = kids(sentence, at, "nsubj", "nsubjpass") + kids(sentence, tokens[at].head, "nsubj", "nsubjpass")
    if any(i < at for i in subjects if tokens[i].head == at or low == "should"):
        # "Peru would move closer were Lima to ...": the parser may take the first clause for the subject.
        return None
    ahead = tokens[at + 1 : at + 13]
    if not ahead or ahead[0].pos not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM", "VERB"):
        return None
    if low == "should":
        return at + 1 if heads_clause(sentence, at) and any(t.tag in ("VB", "NN", "NNP") for t in ahead[1:]) else None
    infinitive = any(t.tag == "TO" for t in ahead[1:])
    return at + 1 if infinitive or heads_clause(sentence, at) else None


def heads_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether a word stands at the head of a clause: first, or after a stop, a quote mark or "that"."""
    while at > 0 and sentence.tokens[at - 1].text.lower() in LEADING:
        at -= 1
    return at == 0 or sentence.tokens[at].text == "that" or sentence.tokens[at - 1].text in STOPS | QUOTES


def end_of(sentence: Sentence, first: int, fronted: bool) -> int | None:
    """Give where a condition ends (exclusive): at the comma before its outcome, or with its sentence or quote."""
    tokens = sentence.tokens
    open_quote = sum(t.text in QUOTES and t.text != "'" and t.text != "’" for t in tokens[:first]) % 2 == 1
    only = fronted and first > 1 and tokens[first - 2].text.lower() == "only"
    for i in range(first + 1, len(tokens)):
        text = tokens[i].text
        if only and tokens[i].tag == "MD" and tokens[i - 1].text.lower() not in ("that", "which"):
            return i  # "only if Lima apologises will Bolivia ...": no comma parts the two
        if text in (";", ":") or (text in QUOTES and open_quote and text not in ("'", "’")):
            return i
        if text in STOPS:
            if reporting(sentence, i + 1) or (fronted and outcome_after(sentence, i + 1)):
                return i
            # ", in which case ..." and ", which would ..." go on about the outcome.
            if not fronted and i + 1 < len(tokens) and tokens[i + 1].text.lower() in ("which", "in", "but", "and"):
                return i
    return last_word(sentence)


def last_word(sentence: Sentence) -> int:
    """Give the place after the last word, the sentence's end marks left off."""
    last = len(sentence.tokens)
    while last and sentence.tokens[last - 1].pos in ("PUNCT", "SPACE"):
        last -= 1
    return last


def reporting(sentence: Sentence, at: int) -> bool:
    """Tell whether a stretch after a comma names who said it: "said a diplomat", "the paper wrote", "according to"."""
    tokens = sentence.tokens
    while at < len(tokens) and tokens[at].text in QUOTES:
        at += 1
    stop = next((i for i in range(at, len(tokens)) if tokens[i].text in STOPS), len(tokens))
    words = tokens[at:stop]
    if not words:
        return False
    if words[0].text.lower() == "according" or (words[0].lemma in SAYING and words[0].tag in FINITE):
        return True
    verbs = [t for t in words if t.tag in FINITE or (t.tag == "VBN" and t.lemma in SAYING)]
    told = [t for t in words[1:] if t.lemma in SAYING and t.tag in (*FINITE, "VBN")]
    return bool(told) and told[0].i >= stop - 4 and len(verbs) <= 2 and not any(t.tag == "MD" for t in words)


def outcome_after(sentence: Sentence, at: int) -> bool:
    """Tell whether the main clause of a fronted condition begins here: a subject, then a verb that looks ahead."""
    stop = next((i for i in range(at, len(sentence.tokens)) if sentence.tokens[i].text in (";", ",")), None)
    words = sentence.tokens[at : stop if stop is not None else len(sentence.tokens)]
    if not words or words[0].tag in ("WDT", "WP", "WRB", "CC", "VBG"):
        return False
    return any(t.tag in FINITE for t in words[:14])


def outcome_verb(sentence: Sentence, opening: Opening) -> int | None:
    """Give the verb that tells what would follow: after a fronted condition, else the nearest one before it."""
    after = range(opening.last, len(sentence.tokens))
    before = range(opening.at - 1, -1, -1)
    places: list[int] = [*after, *before] if opening.fronted else [*before, *after]
    outer = {i for i in places if unsaid(sentence, sentence.tokens[i])}
    for i in places:
        token = sentence.tokens[i]
        if i not in outer or token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        modal = modal_of(sentence, i) or only_can(sentence, i, opening)
        if modal is not None and is_perfect(sentence, i):
            return None
        if (modal is not None and modal.i in outer) or hedged_predicate(sentence, i):
            return i
    return None


def only_can(sentence: Sentence, verb: int, opening: Opening) -> Token | None:
    """Give "can" where "only if" or "as long as" makes it a condition of what follows; null otherwise."""
    near = {t.text.lower() for t in sentence.tokens[max(0, opening.at - 1) : opening.first]}
    if not near & {"only", "long", "unless", "without"}:
        return None
    return next((sentence.tokens[c] for c in kids(sentence, verb, "aux") if sentence.tokens[c].lemma == "can"), None)


def unsaid(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb is none of saying: "analysts say" tells nothing that would follow."""
    return token.lemma not in SAYING or any(sentence.tokens[c].tag == "MD" for c in kids(sentence, token.i, "aux"))


def outcome_of(sentence: Sentence, opening: Opening, main: int) -> tuple[int, ...]:
    """Give the words of what would follow, without the condition where that stands at an end."""
    inside = set(range(opening.at, opening.last))
    words = list(clause(sentence, main, inside))
    if main >= opening.last and opening.fronted and not any(i < opening.at for i in own_subjects(sentence, main)):
        words = [i for i in words if i >= opening.last] or words
        start = next((i for i in range(opening.last, main) if sentence.tokens[i].text not in STOPS), main)
        # The parser may leave the subject with the condition; a reporting clause between the two is none of it.
        if not reporting(sentence, start):
            words = list(range(start, max(words) + 1))
    elif main >= opening.last:
        subjects = [i for i in own_subjects(sentence, main) if i < opening.at]
        first = min(j for i in subjects for j in subtree(sentence, i)) if subjects else main
        words = list(range(first, max(words) + 1))
    else:
        words = [i for i in words if i < opening.at]
    return trimmed(sentence, words, main)


def own_subjects(sentence: Sentence, verb: int) -> list[int]:
    return kids(sentence, verb, "nsubj", "nsubjpass")


def unreal(sentence: Sentence, condition: tuple[int, ...]) -> bool:
    """Tell whether a condition is past and never came true: "if he had listened"."""
    return any(
        sentence.tokens[i].text.lower() in ("had", "’d", "'d") and sentence.tokens[i].dep == "aux" for i in condition
    )
