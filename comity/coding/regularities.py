"""Passages that tell what happens time and again between states."""

from collections.abc import Iterator

from comity.coding.causes import RELATIONS
from comity.coding.outlook import directions, matters, states_in
from comity.coding.passages import SAYING, Passage, clause, is_question, trimmed
from comity.coding.stage import Stage
from comity.model import Sentence, Token
from comity.recognition.tree import kids, subtree

HABITS = frozenset({
    "often", "usually", "typically", "traditionally", "rarely", "seldom", "invariably", "routinely",
    "generally", "frequently", "regularly", "always", "habitually", "customarily", "sometimes", "commonly",
    "historically", "ordinarily", "perennially", "periodically", "repeatedly", "normally",
})  # fmt: skip
# Whose ways are a rule when it is told of each of them.
RULERS = frozenset({
    "government", "president", "minister", "administration", "leader", "cabinet", "coalition", "premier",
    "parliament", "chancellor", "king", "ruler", "junta", "regime", "party", "generation", "crisis", "summit",
    "election", "war", "round", "ceasefire", "treaty", "agreement", "deal", "politician", "general", "envoy",
    "ambassador", "secretary",
})  # fmt: skip
# "Have a habit of", "are prone to", "have a history of".
WAYS = frozenset({"habit", "history", "tradition", "tendency", "record", "practice", "way"})
INCLINED = frozenset(
    {
        "prone",
        "apt",
        "given",
        "inclined",
        "wont",
        "liable",
        "quick",
        "slow",
        "loath",
        "accustomed",
        "vulnerable",
        "sensitive",
        "hostage",
    }
)
# "Have long wanted" tells a wish, "have long been" a state.
UNSETTLED = frozenset(
    {"want", "seek", "demand", "hope", "call", "be", "complain", "wish", "urge", "ask", "claim", "die"}
)
SWING = frozenset({
    "oscillate", "swing", "alternate", "fluctuate", "depend", "hinge", "vary", "seesaw", "move", "shift",
    "lurch", "run", "follow", "rest", "shape", "dominate", "plague", "haunt", "dog", "mar", "complicate",
})  # fmt: skip


def regularities(stage: Stage, sentence: Sentence) -> Iterator[Passage]:
    """Give what is told to happen as a rule between states, under governments or with agreements."""
    if is_question(sentence):
        return
    found = proportional(sentence)
    if found is not None and (matters(sentence, found.outcome) or states_in(stage, sentence, found.outcome)):
        yield found
        return
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX", "NOUN") or token.dep in ("aux", "auxpass"):
            continue
        if token.lemma in SAYING and token.lemma != "agree":
            continue
        hedged = habit(sentence, token)
        condition = every(sentence, token)
        if hedged is None and not condition and not each_of_them(sentence, token):
            continue
        marks = range(min(condition) - 2, max(condition) + 1) if condition else ()
        outcome = clause(sentence, token.i, {*condition, *marks})
        if len(outcome) > 3 and between_states(stage, sentence, token, outcome):
            yield Passage(
                "regularity",
                token.i,
                trimmed(sentence, list(condition), condition[0]) if condition else (),
                tuple(i for i in outcome if i not in set(condition)),
                hedged or (),
            )


def between_states(stage: Stage, sentence: Sentence, token: Token, outcome: tuple[int, ...]) -> bool:
    """Tell whether a rule is about states, what they sign or what is between them, and no one's way of life."""
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass", "csubj")
    named = {j for i in subjects for j in subtree(sentence, i)}
    if token.dep == "relcl":  # "relations, which have long swung": the noun above is the subject
        named.add(token.head)
        outcome = (token.head, *outcome)
    if any(sentence.tokens[i].lemma in RELATIONS for i in named):
        return True
    single = [i for i in subjects if sentence.tokens[i].tag in ("NN", "NNP", "PRP")]
    if single and stage.kinds.get((sentence.index, single[0])) in ("person", "office", "pronoun"):
        return matters(sentence, [i for i in outcome if i not in named])
    return matters(sentence, outcome) or len(states_in(stage, sentence, outcome)) > 1


def proportional(sentence: Sentence) -> Passage | None:
    """Give "the closer Tbilisi moves to Brussels, the louder Moscow's threats become"; null for other sentences."""
    tokens = sentence.tokens
    comma = next((t.i for t in tokens if t.text == ","), None)
    if len(tokens) < 8 or comma is None or comma + 2 >= len(tokens):
        return None
    opens = [tokens[i].text.lower() == "the" and tokens[i + 1].tag in ("JJR", "RBR") for i in (0, comma + 1)]
    if not all(opens):
        return None
    last = next((t.i for t in tokens[comma + 1 :] if t.text in (",", ";")), len(tokens) - 1)
    return Passage(
        "regularity", comma + 2, tuple(range(comma)), trimmed(sentence, list(range(comma + 1, last)), comma + 2), ()
    )


def each_of_them(sentence: Sentence, token: Token) -> bool:
    """Tell whether a clause is said of each of a kind: "every new government promises", "no cabinet has survived"."""
    if not present(sentence, token):
        return False
    helpers = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "aux")}
    for i in kids(sentence, token.i, "nsubj", "nsubjpass"):
        marks = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "det", "amod")}
        if sentence.tokens[i].lemma not in RULERS:
            continue
        if marks & {"every", "each", "successive"} or ("no" in marks and helpers & {"has", "have"}):
            return True
    return False


def present(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb is told as now or as having been so until now."""
    if token.tag in ("VBZ", "VBP"):
        return True
    helpers = {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "aux", "auxpass")}
    return bool(helpers & {"have", "has", "’ve", "'ve", "is", "are"}) and not helpers & {
        "would",
        "could",
        "may",
        "might",
        "will",
    }


def habit(sentence: Sentence, token: Token) -> tuple[int, ...] | None:
    """Give the words that make a clause a rule: "tend to", "often", "have long"; null when none does."""
    if token.lemma == "tend" and present(sentence, token) and kids(sentence, token.i, "xcomp"):
        return (
            *[c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].lemma in HABITS],
            token.i,
        )
    if not present(sentence, token):
        return plural_noun(sentence, token)
    ways = [c for c in kids(sentence, token.i, "dobj", "acomp", "attr") if sentence.tokens[c].lemma in WAYS | INCLINED]
    if ways and token.lemma in ("have", "be") and kids(sentence, ways[0], "prep", "xcomp"):
        return (*kids(sentence, ways[0], "amod"), ways[0])
    yearly = [
        c
        for n in kids(sentence, token.i, "npadvmod")
        for c in kids(sentence, n, "det")
        if sentence.tokens[c].text.lower() in ("each", "every") and sentence.tokens[n].lemma != "time"
    ]
    if yearly and token.tag in ("VBZ", "VBP"):
        return tuple(yearly)
    again = phrase_places(sentence, token)
    if again:
        return again
    adverbs = [c for c in kids(sentence, token.i, "advmod", "neg") if sentence.tokens[c].text.lower() in HABITS]
    ever = [c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].text.lower() == "ever"]
    adverbs += [j for c in ever for j in kids(sentence, c, "advmod") if sentence.tokens[j].text.lower() == "hardly"]
    subjects = kids(sentence, token.i, "nsubj", "nsubjpass", "csubj")
    if adverbs and subjects:
        return (
            None
            if any(sentence.tokens[c].tag in ("PRP", "NNP") and sentence.tokens[c].entity == "PERSON" for c in subjects)
            else tuple(adverbs)
        )
    longs = [c for c in kids(sentence, token.i, "advmod") if sentence.tokens[c].text.lower() == "long" and c < token.i]
    plural = any(sentence.tokens[i].tag in ("NNS", "NNPS") for i in subjects)
    if longs and plural and token.lemma not in UNSETTLED and sentence.tokens[longs[0]].dep == "advmod":
        return tuple(longs)
    related = any(
        sentence.tokens[i].lemma in RELATIONS or sentence.tokens[i].text.lower() in ("which", "that") for i in subjects
    )
    if (
        longs
        and related
        and (token.lemma in SWING or any(sentence.tokens[i].lemma in directions()["good"] for i in subjects))
    ):
        return tuple(longs)
    return None


def plural_noun(sentence: Sentence, token: Token) -> tuple[int, ...] | None:
    """Give the habit of a verb that the parser took for a noun: "Denmark and Sweden quarrel"; null otherwise."""
    return phrase_places(sentence, token) or None if token.dep == "ROOT" and token.pos == "NOUN" else None


def phrase_places(sentence: Sentence, token: Token) -> tuple[int, ...]:
    """Give the places of "time and again" and "as a rule" where they hang on a verb."""
    low = [t.text.lower() for t in sentence.tokens]
    for phrase in ("time and again", "as a rule", "time after time", "again and again", "more often than not"):
        parts = phrase.split()
        for at in range(len(low) - len(parts) + 1):
            if low[at : at + len(parts)] == parts and set(range(at, at + len(parts))) & set(subtree(sentence, token.i)):
                return tuple(range(at, at + len(parts)))
    return ()


def every(sentence: Sentence, token: Token) -> tuple[int, ...]:
    """Give the words of "whenever ...", "every time ...", or the subject "every new government"."""
    if not present(sentence, token):
        return ()
    for child in kids(sentence, token.i, "advcl", "npadvmod", "ccomp"):
        below = subtree(sentence, child)
        words = [sentence.tokens[i].text.lower() for i in below[:2]]
        if (
            words[0] == "whenever"
            or words == ["every", "time"]
            or words == ["each", "time"]
            or words == ["any", "time"]
        ):
            return tuple(i for i in below if i not in below[: 1 if words[0] == "whenever" else 2])
        verb = sentence.tokens[child]
        now = verb.tag in ("VBZ", "VBP") and token.tag in ("VBZ", "VBP") and verb.dep == "advcl"
        if words[0] == "when" and now and below[0] == 0 and not kids(sentence, child, "auxpass", "aux"):
            return tuple(i for i in below[1:])
    return ()
