"""Expectations that verbs, nouns and set phrases tell: "doubts whether", "the risk of", "it is unlikely that"."""

from collections.abc import Iterator

from comity.coding.outlook import matters, states_in
from comity.coding.passages import EXPECTING, MODALS, Passage, clause, hedge_places, later, modal_of, trimmed
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

# Verbs whose clause is somebody's view of what comes.
PREDICTING = frozenset({"expect", "predict", "forecast", "anticipate", "foresee", "bet"})
THINKING = frozenset(
    {"believe", "think", "reckon", "fear", "doubt", "suspect", "assume", "worry", "hope", "judge", "concede"}
)
# What is expected on these verbs is a date in a diary.
VISITING = frozenset(
    {"visit", "travel", "meet", "attend", "arrive", "sign", "hold", "host", "fly", "address", "chair", "tour"}
)
CHANCES = frozenset(
    {
        "chance",
        "prospect",
        "likelihood",
        "possibility",
        "risk",
        "danger",
        "odds",
        "probability",
        "fear",
        "threat",
        "outlook",
        "hope",
        "end",
        "sign",
    }
)
# Verbs that put a chance before the reader: "faces the risk of", "raises the prospect of".
BEARING = frozenset({
    "stand", "face", "run", "see", "raise", "increase", "carry", "pose", "open", "offer", "heighten", "hold",
    "stoke", "fuel", "reduce", "lessen", "bring", "create", "deepen", "dim", "revive", "stir", "entail",
})  # fmt: skip
WEIGHING = frozenset(
    {"likely", "unlikely", "possible", "probable", "improbable", "doubtful", "conceivable", "inevitable"}
)
# What a fixed phrase says of its subject: "a deal is within reach".
PHRASES = (
    "within reach",
    "out of reach",
    "in sight",
    "on the cards",
    "in the cards",
    "on the horizon",
    "in the offing",
)
# Subjects of news that no relation between states hangs on, whatever state is named.
ORDINARY = frozenset({
    "rain", "snow", "storm", "temperature", "wind", "flood", "weather", "winter", "share", "stock", "index",
    "yield", "price", "sale", "rate", "currency", "striker", "player", "team", "squad", "fan", "captain",
    "champion", "runner", "coach", "defender", "club", "cup", "film", "festival", "patient", "virus", "doctor",
    "ferry", "museum", "concert", "harvest", "crop", "cyclist",
})  # fmt: skip


def expectations(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give the forecasts of a sentence that rest on a verb of thought, a noun of chance or a set phrase."""
    for token in sentence.tokens:
        if token.pos == "VERB" and token.lemma in PREDICTING | THINKING | {"suggest"}:
            found = thought(stage, sentence, token)
        elif token.pos == "NOUN" and token.lemma in CHANCES:
            found = chance(sentence, token)
        elif token.lemma in ("be", "seem", "look", "appear", "judge", "remain", "think", "deem", "consider"):
            found = extraposed(sentence, token) or set_phrase(sentence, token)
        elif token.lemma == "make" and token.tag in ("VBZ", "VBP"):
            found = made_likely(sentence, token)
        elif token.lemma == "warn" and kids(sentence, token.i, "nsubj"):
            found = warned_of(sentence, token)
        elif token.lemma == "rule" and kids(sentence, token.i, "neg") and kids(sentence, token.i, "nsubjpass"):
            # "A return to war cannot be ruled out".
            found = Passage("forecast", token.i, (), clause(sentence, token.i), (token.i,))
        else:
            found = None
        if found is not None and len(found.outcome) > 1 and political(stage, sentence, found):
            yield found


def political(stage: Stage, sentence: Sentence, found: Passage) -> bool:
    """Tell whether an outcome is about states or what is between them."""
    subjects = kids(sentence, found.anchor, "nsubj", "nsubjpass")
    if any(sentence.tokens[i].lemma.lower() in ORDINARY for i in subjects):
        return False
    return matters(sentence, found.outcome) or bool(states_in(stage, sentence, found.outcome))


def thought(stage: Stage, sentence: Sentence, token: Token) -> Passage | None:
    """Give what a verb of thought says will be: "expects ties to improve", "doubts whether the truce will last"."""
    if token.tag not in ("VBZ", "VBP", "VB", "VBG", "VBN") and token.lemma not in PREDICTING | {"doubt", "fear"}:
        return None
    below = [
        c for c in kids(sentence, token.i, "ccomp", "xcomp") if c > token.i or token.lemma not in ("judge", "suggest")
    ]
    subjects = kids(sentence, token.i, "nsubj")
    if token.lemma == "suggest":
        nothing = subjects and sentence.tokens[subjects[0]].text.lower() in ("nothing", "little")
        if not nothing or not below or modal_of(sentence, below[0]) is None:
            return None
        return Passage(
            "forecast", below[0], (), clause(sentence, below[0], later(sentence, below[0])), (subjects[0], token.i)
        )
    for verb in below:
        own = kids(sentence, verb, "nsubj", "nsubjpass", "expl")
        if (
            ahead(sentence, token, verb)
            and own
            and not (token.lemma in ("expect", "anticipate") and sentence.tokens[verb].lemma in VISITING)
            and not willed(sentence, verb, own)
        ):
            outcome = clause(sentence, verb, later(sentence, verb))
            outcome = tuple(i for i in outcome if i > token.i) if verb > token.i else outcome
            inner = [i for i in hedge_places(sentence, verb, ()) if sentence.tokens[i].text.lower() != "would"]
            plain = token.lemma == "doubt" or not any(sentence.tokens[i].lemma in STRONG for i in inner)
            return Passage("forecast", verb, (), outcome, (token.i,) if plain else tuple(inner))
    if below or token.lemma not in ("expect", "anticipate", "fear", "predict", "foresee", "forecast"):
        return None
    objects = [c for c in kids(sentence, token.i, "dobj") if sentence.tokens[c].pos == "NOUN"]
    if not objects or not subjects or token.tag not in ("VBZ", "VBP", "VBG"):
        return None
    return Passage("forecast", objects[0], (), trimmed(sentence, subtree(sentence, objects[0]), objects[0]), (token.i,))


STRONG = frozenset({
    "could", "may", "might", "likely", "unlikely", "probably", "certainly", "perhaps", "possibly", "set",
    "poised", "bound",
})  # fmt: skip


def willed(sentence: Sentence, verb: int, subjects: list[int]) -> bool:
    """Tell whether the clause is the thinker's own doing: "we believe we will"."""
    return any(sentence.tokens[i].text.lower() in ("we", "i", "you") for i in subjects)


def ahead(sentence: Sentence, token: Token, verb: int) -> bool:
    """Tell whether a clause under a verb of thought looks ahead: by a modal, or as an infinitive after "expect"."""
    helpers = {sentence.tokens[c].text.lower() for c in kids(sentence, verb, "aux")}
    if "have" in helpers or "had" in helpers:
        return False
    if token.lemma in PREDICTING and "to" in helpers:
        return True
    return bool(helpers & (MODALS - {"'d", "’d"})) or any(
        sentence.tokens[c].text.lower() in EXPECTING for c in kids(sentence, verb, "acomp")
    )


def chance(sentence: Sentence, token: Token) -> Passage | None:
    """Give what a noun of chance says may come: "there is little chance of", "raises the prospect of"."""
    about = [c for c in kids(sentence, token.i, "prep", "acl", "ccomp", "relcl") if opens_content(sentence, c)]
    head = sentence.tokens[token.head]
    hedged = (token.i, *kids(sentence, token.i, "amod", "det", "advmod"))
    if token.lemma == "chance" and any(sentence.tokens[c].tag == "VB" for c in about):
        return None  # "a chance to mend fences" is an opportunity
    verbal = head.pos in ("VERB", "AUX")
    plain = token.lemma not in ("end", "sign", "hope", "outlook")
    if (
        plain
        and verbal
        and token.dep == "attr"
        and head.tag in ("VBZ", "VBP")
        and (about or not kids(sentence, head.i, "expl"))
    ):
        return Passage("forecast", head.i, (), clause(sentence, head.i), hedged)
    there = verbal and bool(kids(sentence, head.i, "expl"))
    none = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "det", "amod")} & {"no", "little"}
    if there and none and head.tag in ("VBZ", "VBP"):
        return Passage("forecast", head.i, (), clause(sentence, head.i), hedged)
    if not about or token.lemma in ("end", "sign", "hope") or (token.lemma == "fear" and token.tag == "NN"):
        return None
    if (
        verbal
        and token.dep == "nsubj"
        and head.lemma in ("be", "remain", "look", "seem")
        and head.tag in ("VBZ", "VBP")
    ):
        told = [i for c in kids(sentence, head.i, "acomp", "attr") for i in subtree(sentence, c)]
        return Passage("forecast", head.i, (), clause(sentence, head.i), tuple(told) or hedged)
    if verbal and token.dep == "dobj" and head.lemma == "stand":
        return Passage("forecast", head.i, (), clause(sentence, head.i), hedged)
    if (token.dep == "dobj" and head.lemma in BEARING) or (token.dep in ("nsubj", "ROOT") and about):
        return Passage("forecast", token.i, (), trimmed(sentence, subtree(sentence, token.i), token.i), hedged)
    return None


def opens_content(sentence: Sentence, i: int) -> bool:
    """Tell whether words after a noun of chance tell of what: "of a clash", "that talks fail", "for peace"."""
    token = sentence.tokens[i]
    return token.pos in ("VERB", "AUX") or token.text.lower() in ("of", "for", "that")


def extraposed(sentence: Sentence, token: Token) -> Passage | None:
    """Give what "it is unlikely that ..." or "it is hard to see how ..." is said of."""
    if token.tag == "VBD" and token.lemma in ("be", "seem", "look", "appear", "remain"):
        return None
    near = [
        c
        for c in kids(sentence, token.i, "acomp", "oprd", "attr")
        if sentence.tokens[c].lemma in (*WEIGHING, "hard", "matter")
    ]
    lone = [c for c in kids(sentence, token.i, "ccomp") if sentence.tokens[c].lemma in WEIGHING]
    pronoun = any(
        sentence.tokens[c].text.lower() == "it"
        for at in (token.i, *lone)
        for c in kids(sentence, at, "nsubj", "expl", "dobj")
    )
    if not pronoun:
        return None
    for weigh in [*near, *lone]:
        word = sentence.tokens[weigh].lemma
        if word == "hard":
            seeing = [
                c
                for at in (weigh, token.i)
                for c in kids(sentence, at, "xcomp")
                if sentence.tokens[c].lemma in ("see", "imagine")
            ]
            inner = [c for s in seeing for c in kids(sentence, s, "ccomp", "xcomp")]
            hedged = (weigh, *seeing)
        elif word == "matter":
            inner = [c for at in (weigh, token.i) for c in kids(sentence, at, "advcl", "relcl", "acl")]
            inner += [
                c
                for p in kids(sentence, weigh, "prep")
                for t in subtree(sentence, p)
                for c in kids(sentence, t, "relcl", "pcomp", "advcl")
            ]
            hedged = (weigh,)
        else:
            inner = [c for at in (weigh, token.i) for c in kids(sentence, at, "ccomp", "advcl") if c not in lone]
            hedged = (weigh, *kids(sentence, weigh, "advmod"))
        inner = [c for c in inner if c > weigh and kids(sentence, c, "nsubj", "nsubjpass", "expl")]
        if inner:
            outcome = clause(sentence, inner[0], later(sentence, inner[0]))
            return Passage("forecast", inner[0], (), tuple(i for i in outcome if i > weigh), hedged)
    return None


def set_phrase(sentence: Sentence, token: Token) -> Passage | None:
    """Give the clause of "a deal is within reach", "a breakthrough is not in sight"."""
    if token.tag not in ("VBZ", "VBP") or not kids(sentence, token.i, "nsubj"):
        return None
    low = [t.text.lower() for t in sentence.tokens]
    for prep in kids(sentence, token.i, "prep", "acomp", "advmod", "attr"):
        last = max(subtree(sentence, prep))
        told = " ".join(low[prep : last + 1])
        if any(told.startswith(phrase) or phrase in told[: len(phrase) + 4] for phrase in PHRASES):
            hedged = (token.i, *range(prep, last + 1)) if token.lemma != "be" else tuple(range(prep, last + 1))
            return Passage("forecast", token.i, (), clause(sentence, token.i), hedged)
    return None


def made_likely(sentence: Sentence, token: Token) -> Passage | None:
    """Give the clause of "the killing makes war more likely"; null where nothing is made so."""
    below = [
        i
        for i in subtree(sentence, token.i)
        if i > token.i and sentence.tokens[i].text.lower() in ("likely", "unlikely", "inevitable")
    ]
    if not below or not kids(sentence, token.i, "nsubj"):
        return None
    return Passage("forecast", token.i, (), clause(sentence, token.i), (below[0],))


def warned_of(sentence: Sentence, token: Token) -> Passage | None:
    """Give what somebody warns of: "observers warn of a new arms race"."""
    for prep in kids(sentence, token.i, "prep"):
        nouns = [c for c in kids(sentence, prep, "pobj") if sentence.tokens[c].pos == "NOUN"]
        if sentence.tokens[prep].text.lower() == "of" and nouns:
            return Passage("forecast", nouns[0], (), trimmed(sentence, subtree(sentence, nouns[0]), nouns[0]), ())
    return None
