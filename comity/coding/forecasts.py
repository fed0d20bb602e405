"""Forecasts: what somebody expects of relations, leaders and agreements, without a condition."""

from collections.abc import Iterator

from comity.coding.outlook import STATE_KINDS, direction_of, matters, states_in
from comity.coding.passages import (
    EXPECTING,
    IF,
    OFFICIAL,
    SAYING,
    Passage,
    clause,
    hedge_places,
    is_negated,
    is_perfect,
    is_question,
    later,
    modal_of,
)
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.arguments import surface_subjects
from comity.recognition.tree import ancestors, kids, subtree

OPEN = frozenset({"could", "may", "might"})
# What is expected or set on these verbs is a date in a diary, not a view of what follows.
DIARY = frozenset({
    "visit", "travel", "meet", "attend", "arrive", "sign", "hold", "host", "fly", "join", "address",
    "discuss", "open", "begin", "start", "take", "announce", "leave", "speak", "deliver", "receive",
    "convene", "vote", "return", "land", "depart", "head", "come", "go", "gather", "chair", "launch",
    "unveil", "publish", "present", "talk", "tour", "participate", "run", "last", "stay", "mark",
    "commemorate", "celebrate", "honor", "honour", "resume",
})  # fmt: skip
PREDICTING = frozenset({"expect", "predict", "forecast", "anticipate", "foresee"})
SEEN = frozenset({"see", "view", "regard", "consider", "interpret", "read", "take", "treat", "perceive"})
PURPOSE = frozenset({"so", "that", "when", "where", "before", "until", "while", "whether", "as", "since"})


def forecasts(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give what somebody expects of relations, leaders and pacts, with the words that hedge it."""
    if is_question(sentence):
        return
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX"):
            continue
        hedged = forecast_hedge(stage, sentence, token)
        if hedged is None:
            continue
        verb = token.i
        if token.lemma in PREDICTING and token.tag in ("VBZ", "VBP", "VBD"):
            verb = kids(sentence, verb, "ccomp", "xcomp")[0]
        outcome = clause(sentence, verb, later(sentence, verb))
        if len(outcome) > 2 and worth(stage, sentence, verb, outcome):
            yield Passage("forecast", verb, (), outcome, hedged)


def forecast_hedge(stage: Stage, sentence: Sentence, token: Token) -> tuple[int, ...] | None:
    """Give the hedging tokens of a verb that tells a forecast; null when it tells none."""
    modal = modal_of(sentence, token.i)
    if modal is not None:
        good = open_modal(stage, sentence, token, modal)
        return hedge_places(sentence, token.i, ()) if good else None
    near = [sentence.tokens[c] for c in kids(sentence, token.i, "acomp", "oprd")]
    predicate = next((t for t in [*near, token] if t.text.lower() in EXPECTING), None)
    if predicate is not None and not past(sentence, token):
        inner = [
            c
            for at in dict.fromkeys((token.i, predicate.i))
            for c in kids(sentence, at, "xcomp")
            if sentence.tokens[c].tag == "VB"
        ]
        if not inner and predicate.text.lower() in ("likely", "unlikely") and token.lemma == "be":
            return (predicate.i,) if matters(sentence, kids(sentence, token.i, "nsubj")) else None
        if not inner or not infinitive(sentence, inner[0]):
            return None
        if predicate.text.lower() in ("set", "expected") and sentence.tokens[inner[0]].lemma in DIARY:
            return None
        if (
            predicate.text.lower() in ("set", "expected")
            and predicate.i == token.i
            and not kids(sentence, token.i, "auxpass", "aux")
        ):
            return None
        return (token.i, predicate.i) if token.lemma in ("look", "seem", "appear") else (predicate.i,)
    if (
        token.lemma == "risk"
        and token.tag in ("VBZ", "VBP", "VBG")
        and kids(sentence, token.i, "xcomp", "pcomp", "dobj")
    ):
        return (token.i,)
    if token.lemma in PREDICTING and token.tag in ("VBZ", "VBP", "VBD") and kids(sentence, token.i, "ccomp", "xcomp"):
        speakers = stage.at(sentence, surface_subjects(sentence, token.i))
        inner = kids(sentence, token.i, "ccomp", "xcomp")
        own = kids(sentence, inner[0], "nsubj", "nsubjpass")
        return (token.i,) if own and not any(ref.sector in OFFICIAL for ref in speakers) else None
    return None


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


def open_modal(stage: Stage, sentence: Sentence, token: Token, modal: Token) -> bool:
    """Tell whether a modal looks ahead: no ability, purpose, past possibility, promise or rule."""
    word = modal.text.lower()
    if is_perfect(sentence, token.i):
        return False
    marks = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "mark", "advmod")}
    if marks & IF or (token.dep == "advcl" and marks & PURPOSE):
        return False
    relative = {
        sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "nsubj", "nsubjpass", "dobj", "advmod")
    }
    if relative & {"where", "when", "what", "how", "why"}:
        return False
    if word in OPEN:
        return not (
            word == "could"
            and (
                is_negated(sentence, token.i) or (past_frame(sentence, token.i) or past_year(stage, sentence, token.i))
            )
        )
    subjects = surface_subjects(sentence, token.i)
    if word in ("would", "'d", "’d") and token.lemma in SEEN and kids(sentence, token.i, "auxpass"):
        return True
    if any(
        stage.kinds.get((sentence.index, i)) in ("person", "state", "capital", "house", "office", "pair")
        for i in subjects
    ):
        return False
    if word == "would" and any(
        sentence.tokens[i].pos == "PRON" and sentence.tokens[i].lemma not in ("it", "this", "that", "which")
        for i in subjects
    ):
        return False
    if direction_of(sentence, list(clause(sentence, token.i))) not in ("improves", "worsens", "none"):
        return False
    return word == "would" or matters(sentence, subjects)


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
    """Tell whether a forecast is about relations, leaders or agreements, not prices or the weather."""
    told = matters(sentence, outcome)
    subjects = surface_subjects(sentence, verb)
    kinds = {stage.kinds.get((sentence.index, i)) for i in subjects}
    if kinds & {"person", "office", "pronoun", "pair"}:
        return True
    named = len(states_in(stage, sentence, outcome))
    if named > 1 and kinds & STATE_KINDS:
        return True
    if named and (told or direction_of(sentence, list(outcome)) in ("improves", "worsens")):
        return True
    return told and (
        bool(kinds & STATE_KINDS) or matters(sentence, subjects) or direction_of(sentence, list(outcome)) != "unknown"
    )
