"""Forecasts: what somebody expects of relations, leaders and agreements, without a condition."""

from collections.abc import Iterator

from comity.coding.everyday import SPORT
from comity.coding.expectations import ORDINARY, expectations
from comity.coding.outlook import STATE_KINDS, direction_of, directions, matters, states_in
from comity.coding.outlook_words import (
    COMPLETE,
    DEEDS,
    DIARY,
    FATES,
    GUESSES,
    OPEN,
    PURPOSE,
    RULES,
    SEEN,
    SPEAKERS,
    TELLING,
    UNDERTAKING,
    UNWILLED,
    WILLING,
)
from comity.coding.passages import (
    EXPECTING,
    IF,
    SAYING,
    Passage,
    clause,
    hedge_places,
    infinitives,
    is_negated,
    is_perfect,
    is_question,
    later,
    modal_of,
    trimmed,
)
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.arguments import surface_subjects
from comity.recognition.tree import ancestors, kids, subtree


def forecasts(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give what somebody expects of relations, leaders and pacts, with the words that hedge it."""
    if is_question(sentence) or counterfactual(sentence):
        return
    yield from expectations(stage, sentence)
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        ground = modal_ground(stage, sentence, token) or predicate_ground(sentence, token)
        if ground is None:
            continue
        hedged, needs_view = ground
        outcome = clause(sentence, token.i, later(sentence, token.i))
        if stranded(sentence, token.i):
            outcome = trimmed(sentence, list(range(max(outcome) + 1)), token.i)
        if len(outcome) > 2 and worth(stage, sentence, token.i, outcome):
            yield Passage("forecast", token.i, (), outcome, hedged, needs_view)


def counterfactual(sentence: Sentence) -> bool:
    """Tell whether a sentence opens on what never came true: "Had Oslo agreed, relations would be warmer"."""
    return sentence.tokens[0].text == "Had" and any(t.dep in ("nsubj", "nsubjpass") for t in sentence.tokens[1:8])


# Hedging tokens, and whether only an outsider's view makes it a forecast ("Vietnam will not let ..., said a scholar").
Ground = tuple[tuple[int, ...], bool]


def modal_ground(stage: Stage, sentence: Sentence, token: Token) -> Ground | None:
    """Give the hedging tokens of a verb whose modal looks ahead; null when it has none."""
    modal = modal_of(sentence, token.i)
    if modal is None:
        near = kids(sentence, token.i, "advmod")
        barely = [c for c in near if sentence.tokens[c].text.lower() in ("only", "hardly", "scarcely", "barely")]
        can = any(sentence.tokens[c].text.lower() == "can" for c in kids(sentence, token.i, "aux"))
        return (tuple(barely), False) if can and barely and not is_perfect(sentence, token.i) else None
    looks = open_modal(stage, sentence, token, modal)
    return None if looks is None else (hedge_places(sentence, token.i, ()), looks)


def predicate_ground(sentence: Sentence, token: Token) -> Ground | None:
    """Give the hedging tokens of "is likely to", "looks set to", "risks", "threatens to"; null for other verbs."""
    low = token.lemma
    if past(sentence, token):
        return None
    if low == "risk" and token.tag in ("VBZ", "VBP", "VBG"):
        return ((token.i,), False) if kids(sentence, token.i, "xcomp", "pcomp", "dobj") else None
    if low in ("threaten", "promise", "stand") and token.tag in ("VBZ", "VBP"):
        return threatened(sentence, token)
    near = [sentence.tokens[c] for c in kids(sentence, token.i, "acomp", "oprd", "attr")]
    predicate = next((t for t in [*near, token] if t.text.lower() in EXPECTING), None)
    if predicate is None:
        return None
    inner = [
        c
        for at in dict.fromkeys((token.i, predicate.i))
        for c in kids(sentence, at, "xcomp", "ccomp", "advcl", "prep")
        if (sentence.tokens[c].tag == "VB" and infinitive(sentence, c))
        or (sentence.tokens[c].dep == "prep" and sentence.tokens[c].text.lower() in ("for", "on", "to"))
    ]
    word = predicate.text.lower()
    looks = (token.i, predicate.i) if low in ("look", "seem", "appear") else (predicate.i,)
    if not inner:
        bare = word in COMPLETE and low in ("be", "look", "seem", "appear", "remain")
        return (looks, False) if bare and matters(sentence, subject_words(sentence, token.i)) else None
    verb = sentence.tokens[inner[0]]
    if verb.tag != "VB" and word not in ("headed", "heading", "set", "bound", "destined", "poised", "doomed"):
        return None
    if word in ("set", "expected", "due") and verb.lemma in DIARY:
        return None
    if predicate.i == token.i and not (kids(sentence, token.i, "auxpass") or word in ("headed", "heading")):
        return None
    people = any(sentence.tokens[c].tag in ("PRP", "NNP") for c in kids(sentence, token.i, "nsubj", "nsubjpass"))
    if word in ("set", "expected") and people and verb.tag == "VB" and verb.lemma not in UNWILLED:
        return None if direction_of(sentence, subtree(sentence, verb.i)) == "unknown" else (looks, False)
    return looks, False


def threatened(sentence: Sentence, token: Token) -> Ground | None:
    """Give the hedge of "the move threatens to ..." and "the mission promises a warmer phase"; null for people."""
    subjects = kids(sentence, token.i, "nsubj")
    if not subjects or sentence.tokens[subjects[0]].pos != "NOUN" or sentence.tokens[subjects[0]].lemma in SPEAKERS:
        return None
    infinitives = [c for c in kids(sentence, token.i, "xcomp") if infinitive(sentence, c)]
    if infinitives or (token.lemma != "stand" and kids(sentence, token.i, "dobj")):
        return (token.i,), False
    return None


def subject_words(sentence: Sentence, verb: int) -> list[int]:
    return [j for i in kids(sentence, verb, "nsubj", "nsubjpass") for j in subtree(sentence, i)]


def past(sentence: Sentence, token: Token) -> bool:
    """Tell whether an expectation is told as past: "was expected to" is no forecast of today."""
    if token.tag == "VBD":
        return True
    return any(
        sentence.tokens[c].text.lower() in ("was", "were", "had", "’d", "'d")
        for c in kids(sentence, token.i, "aux", "auxpass")
    )


def infinitive(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[c].text.lower() == "to" for c in kids(sentence, verb, "aux"))


def open_modal(stage: Stage, sentence: Sentence, token: Token, modal: Token) -> bool | None:
    """Tell whether a modal looks ahead: null for ability, purpose, promise or rule; true where a view must be named."""
    word = modal.text.lower()
    if is_perfect(sentence, token.i):
        return None
    marks = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "mark", "advmod")}
    if marks & (IF | {"whether"}) or (token.dep == "advcl" and marks & PURPOSE and not stranded(sentence, token.i)):
        return None
    relative = {
        sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "nsubj", "nsubjpass", "dobj", "advmod")
    }
    if relative & {"where", "when", "what", "how", "why"}:
        return None
    if word in ("may", "can") and allowed(sentence):
        return None
    if word in OPEN:
        bygone = is_negated(sentence, token.i) or past_frame(sentence, token.i) or past_year(stage, sentence, token.i)
        return None if word == "could" and bygone else False
    if word in ("would", "'d", "’d") and token.lemma in SEEN and kids(sentence, token.i, "auxpass", "prep"):
        return False
    return will_or_would(stage, sentence, token, word)


def allowed(sentence: Sentence) -> bool:
    """Tell whether a sentence tells what a rule permits: "may enter without notice under the agreement"."""
    for token in sentence.tokens:
        if token.text.lower() in ("under", "without") and token.dep == "prep":
            if any(sentence.tokens[c].lemma in RULES for c in kids(sentence, token.i, "pobj")):
                return True
        if token.text.lower() == "any" and token.dep == "det":
            return True
    return False


def stranded(sentence: Sentence, verb: int) -> bool:
    """Tell whether the parser hung the only finite verb below a noun ("the stop before Washington could ...")."""
    root = next(t for t in sentence.tokens if t.head == t.i)
    finite = [t.i for t in sentence.tokens if t.tag == "MD" or (t.tag in ("VBZ", "VBP", "VBD") and t.head != verb)]
    return root.pos in ("NOUN", "PROPN") and bool(finite) and sentence.tokens[finite[0]].head == verb


def will_or_would(stage: Stage, sentence: Sentence, token: Token, word: str) -> bool | None:
    """Tell what "will" and "would" are: of those who can will it a plan, but for what nobody plans; else a forecast."""
    if token.lemma == "have" and "to" in infinitives(sentence, token.i) and not subjects_act(stage, sentence, token.i):
        return None
    if any(sentence.tokens[i].lemma in UNDERTAKING for i in ancestors(sentence, token.i)):
        return None
    subjects = surface_subjects(sentence, token.i)
    pronouns = {sentence.tokens[i].text.lower() for i in subjects if sentence.tokens[i].pos == "PRON"}
    kinds = {stage.kinds.get((sentence.index, i)) for i in subjects}
    people = pronouns & {"he", "she", "they", "we", "i", "you", "who"}
    if unwilled(sentence, token) or guessed(sentence, token.i):
        return False
    if kinds & WILLING or people:
        dated = token.lemma in DIARY and not is_negated(sentence, token.i)
        return None if people & {"we", "i", "you"} or dated else True
    heading = direction_of(sentence, list(clause(sentence, token.i)))
    if heading in ("improves", "worsens", "none") or token.lemma in TELLING:
        return False
    return False if word != "will" and word not in ("'ll", "’ll", "wo") else None


def subjects_act(stage: Stage, sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb's subject is an actor: "Berlin would have to pay", not "a deal would have to be signed"."""
    return any((sentence.index, i) in stage.refs for i in surface_subjects(sentence, verb))


def unwilled(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb tells what comes over somebody: lose, remain, be weaker; being somewhere is a diary's."""
    if token.lemma in ("be", "have"):
        if token.lemma == "be":
            return any(sentence.tokens[c].tag != "VBN" for c in kids(sentence, token.i, "acomp", "attr"))
        return not matters(sentence, kids(sentence, token.i, "dobj")) or bool(
            directions()["bad"] & {sentence.tokens[c].lemma for c in kids(sentence, token.i, "dobj")}
        )
    return token.lemma in UNWILLED


def guessed(sentence: Sentence, verb: int) -> bool:
    """Tell whether an adverb makes a clause a guess: "will probably", "will almost certainly", "will hardly"."""
    return any(sentence.tokens[c].text.lower() in GUESSES for c in kids(sentence, verb, "advmod", "neg"))


def past_year(stage: Stage, sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb's own date lies before the report: "in 1950 a traveller could cross"."""
    day = stage.reading.report.published
    for child in kids(sentence, verb, "prep", "npadvmod"):
        below = subtree(sentence, child)
        start, end = sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
        for mention in stage.reading.dates:
            if (
                start <= mention.start < end
                and mention.date is not None
                and mention.date.end is not None
                and day is not None
            ):
                if mention.date.end < day and sentence.tokens[child].text.lower() in (
                    "in",
                    "on",
                    "during",
                    "until",
                ):
                    return True
    return False


def past_frame(sentence: Sentence, verb: int) -> bool:
    """Tell whether "could" is the past of "can" here: under a past narrative, not under reported speech."""
    for child in kids(sentence, verb, "advcl", "npadvmod", "prep"):
        token = sentence.tokens[child]
        if token.dep == "advcl" and token.tag == "VBD" and sentence.tokens[child].lemma not in SAYING:
            if any(
                sentence.tokens[m].text.lower() in ("when", "because", "as", "after")
                for m in kids(sentence, child, "mark", "advmod")
            ):
                return True
    token = sentence.tokens[verb]
    if token.dep in ("conj", "advcl", "relcl") and sentence.tokens[token.head].tag == "VBD":
        if sentence.tokens[token.head].lemma not in SAYING:
            return token.dep != "relcl"
    return any(
        sentence.tokens[a].lemma in ("ensure", "enable", "hope", "want", "so") for a in ancestors(sentence, verb)
    )


def worth(stage: Stage, sentence: Sentence, verb: int, outcome: tuple[int, ...]) -> bool:
    """Tell whether a forecast is about relations, leaders or agreements, not prices, sport or the weather."""
    subjects = surface_subjects(sentence, verb)
    if any(sentence.tokens[i].lemma.lower() in ORDINARY for i in subjects) or (
        SPORT | {"club", "defender", "cup", "transfer"}
    ) & {sentence.tokens[i].lemma.lower() for i in outcome}:
        return False
    told = matters(sentence, outcome)
    kinds = {stage.kinds.get((sentence.index, i)) for i in subjects}
    said = [i for i in outcome if i not in set(subjects)]
    if kinds & {"person", "office", "pronoun", "pair"}:
        token = sentence.tokens[verb]
        inner = {token.lemma, *(sentence.tokens[c].lemma for c in kids(sentence, verb, "xcomp", "acomp"))}
        fates = inner & (FATES | UNWILLED) or modal_of(sentence, verb) is None
        return bool(fates) or matters(sentence, said) or direction_of(sentence, list(outcome)) != "unknown"
    if sentence.tokens[verb].lemma in TELLING and states_in(stage, sentence, outcome):
        return True
    named = len(states_in(stage, sentence, outcome))
    if named > 1 or (named and kinds & STATE_KINDS):
        return told or named > 1 or direction_of(sentence, list(outcome)) != "unknown"
    if named and (
        told or direction_of(sentence, list(outcome)) in ("improves", "worsens") or politic(sentence, subjects)
    ):
        return True
    return told and (
        bool(kinds & STATE_KINDS) or matters(sentence, subjects) or direction_of(sentence, list(outcome)) != "unknown"
    )


def politic(sentence: Sentence, subjects: list[int]) -> bool:
    """Tell whether a subject is what politics is made of: a victory, a visit, a move, words."""
    return any(sentence.tokens[i].lemma in DEEDS for i in subjects)
