"""Which way a passage says that relations go, between whom, and with what reserve."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal

from comity.codebook.rows import rows
from comity.coding.stage import Stage
from comity.model import Likelihood, Sentence
from comity.recognition.tree import SUBJECTS, kids

Direction = Literal["improves", "worsens", "none", "unknown"]
NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nothing", "cannot"})
# Hedges that turn what follows into its absence: "is unlikely to improve" tells of no improvement.
UNLIKELY = frozenset(
    {"unlikely", "improbable", "nil", "slim", "little", "remote", "rarely", "seldom", "hardly", "doubt", "fail"}
)
REFUSING = frozenset({"fail", "refuse", "decline", "unlikely"})
STATE_KINDS = frozenset({"state", "demonym", "capital", "house", "pair", "organisation"})
COMING_VERBS = frozenset(
    {"see", "mean", "face", "risk", "expect", "bring", "reach", "find", "get", "enjoy", "become", "use"}
)
# Verbs by which something good goes on; denied, it comes to an end.
LASTING = frozenset({"last", "survive", "hold", "endure", "outlive", "continue", "stay", "remain"})
# "The risk of a war", "a return to gunboat diplomacy": what comes about stands after these.
COMING = frozenset(
    {
        "risk",
        "danger",
        "return",
        "fear",
        "prospect",
        "threat",
        "round",
        "start",
        "outbreak",
        "slide",
        "wave",
        "storm",
        "chance",
        "possibility",
        "spiral",
    }
)
# What relations between states are made of, beside the nouns of the direction table.
MATTERS = frozenset({
    "government", "parliament", "president", "minister", "premier", "coalition", "cabinet", "envoy",
    "ambassador", "embassy", "diplomat", "diplomacy", "border", "policy", "election", "successor",
    "predecessor", "administration", "leader", "army", "troop", "missile", "base", "bloc", "member",
    "membership", "state", "country", "neighbour", "neighbor", "capital", "side", "party", "ruling", "vote",
    "referendum", "veto", "drill", "patrol", "mission", "thaw", "rapprochement", "breakthrough", "coup",
    "junta", "consulate", "recognition", "frontier", "crossing", "airspace", "islet", "island", "strait",
    "navy", "warship", "weapon", "bomb", "nuke", "sovereignty", "independence", "separatist", "nationalist",
    "politician", "accession", "accord", "memorandum", "leadership", "hegemony", "communique", "communiqué",
    "pipeline", "corridor", "mediator", "mediation", "rebel", "militia", "invasion", "occupation", "enemy",
    "friendship", "closeness", "dependence", "influence", "foe", "rival", "adversary", "summit", "chancellor",
    "monarch", "king", "kingdom", "superpower", "guarantee", "regime", "refugee", "migrant", "asylum",
    "extradition", "dam", "quota", "reparation", "apology", "nation", "province", "opposition", "split",
    "wound", "raid", "shelling", "incident", "map", "expulsion",
})  # fmt: skip


@lru_cache(maxsize=1)
def directions() -> dict[str, frozenset[str]]:
    """Give the words of each class of the direction table: improves, worsens, more, less, undo, good, bad."""
    found: dict[str, set[str]] = {}
    for row in rows("directions"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


@lru_cache(maxsize=1)
def hedges() -> dict[str, str]:
    """Give the hedging words with their kind (likelihood, modal, predicate, verb, adverb, noun)."""
    return {row["hedge"]: row["kind"] for row in rows("hedges")}


@lru_cache(maxsize=1)
def scale() -> dict[str, Likelihood]:
    """Give the likelihood of each hedge that states one, by the table."""
    return {
        row["hedge"]: Likelihood(row["term"], float(row["low"]), float(row["high"]))
        for row in rows("hedges") if row["term"]
    }  # fmt: skip


def matters(sentence: Sentence, positions: Iterable[int]) -> bool:
    """Tell whether words speak of relations between states, their leaders or what they signed."""
    table = directions()
    return any(
        lemma in MATTERS or lemma in table["good"] or lemma in table["bad"]
        for i in positions
        if sentence.tokens[i].pos in ("NOUN", "PROPN")
        for lemma in (sentence.tokens[i].lemma.lower(), sentence.tokens[i].lemma.lower().removesuffix("s"))
    )


def states_in(stage: Stage, sentence: Sentence, positions: Iterable[int], *, pairs: bool = True) -> list[str]:
    """Give the states that words of a sentence name or refer to, in order; `pairs` adds "the two nations"."""
    found: dict[str, None] = {}
    paired: dict[str, None] = {}
    for i in positions:
        for ref in stage.refs.get((sentence.index, i), ()):
            if ref.country is not None and len(ref.country) == 3:
                (paired if stage.kinds[sentence.index, i] == "pair" else found)[ref.country] = None
    return list(found or (paired if pairs else ()))


def main_dyad(stage: Stage) -> tuple[str, ...]:
    """Give the two states that a report names most, or nothing when it names fewer than two."""
    counts = {code: number for code, number in stage.weights().items() if len(code) == 3}
    return tuple(sorted(sorted(counts, key=lambda code: -counts[code])[:2])) if len(counts) > 1 else ()


def dyads_of(stage: Stage, sentence: Sentence, outcome: tuple[int, ...], condition: tuple[int, ...]) -> tuple[str, ...]:
    """Give the pairs of states that an outcome names, else the whole passage, else the report's main pair.

    A passage that names only a state outside the main pair has no dyad: its other side is not told.
    """
    named = states_in(stage, sentence, outcome, pairs=False)
    if len(named) < 2:
        named = list(dict.fromkeys([*named, *states_in(stage, sentence, condition, pairs=False)]))
    named = named or states_in(stage, sentence, (*outcome, *condition))
    if len(named) > 1:
        return tuple(f"{a}-{b}" for a, b in combinations(sorted(named[:4]), 2))
    pair = main_dyad(stage)
    if not pair or (named and named[0] not in pair):
        return ()
    return (f"{pair[0]}-{pair[1]}",)


def direction_of(sentence: Sentence, positions: list[int]) -> Direction:
    """Tell which way the words go: each verb with what it acts on, each telling noun or adjective on its own.

    Words of both ways give `unknown`; a negated way is `none`.
    """
    inside = set(positions)
    signs: list[int] = []
    for i in positions:
        sign = sign_of(sentence, i, inside)
        if sign:
            signs.append(0 if negated(sentence, i) else sign)
        elif sentence.tokens[i].lemma in LASTING and sentence.tokens[i].pos == "VERB" and value_of(sentence, i, inside):
            signs.append(value_of(sentence, i, inside) * (-1 if negated(sentence, i) else 1))
    if not signs:
        return without_signs(sentence, positions)
    told = {sign for sign in signs if sign}
    if not told:
        return "none"
    if len(told) == 2:
        return "unknown"
    if any(sentence.tokens[i].lemma in UNLIKELY for i in positions):
        return "none"
    return "improves" if told == {1} else "worsens"


def without_signs(sentence: Sentence, positions: list[int]) -> Direction:
    """Give the direction where no verb or adjective tells one.

    Something bad that comes about worsens things, something good improves them; what won't come changes nothing.
    """
    table = directions()
    verbs = [i for i in positions if sentence.tokens[i].pos in ("VERB", "AUX")]
    denied = any(sentence.tokens[i].lemma in UNLIKELY for i in positions) or any(negated(sentence, i) for i in verbs)
    nouns = [i for i in positions if sentence.tokens[i].pos == "NOUN" and (not verbs or comes_about(sentence, i))]
    bad = any(sentence.tokens[i].lemma in table["bad"] | {"risk", "danger"} for i in nouns)
    good = bool(verbs) and any(sentence.tokens[i].lemma in table["good"] for i in nouns)
    if denied or bad == good:
        return "none" if denied else "unknown"
    return "worsens" if bad else "improves"


def comes_about(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun is what comes about ("a return to war"), not what is spoken of ("the row over the war")."""
    token = sentence.tokens[i]
    above = sentence.tokens[token.head]
    if token.dep == "nsubj":
        return above.lemma in ("be", "look", "seem", "appear", "remain")
    if token.dep in ("dobj", "attr", "oprd"):
        return above.lemma in COMING_VERBS or token.dep != "dobj" or token.lemma in directions()["bad"]
    higher = sentence.tokens[above.head]
    if token.dep == "conj":
        return comes_about(sentence, above.i)
    return (
        token.dep == "pobj"
        and above.text.lower() in ("to", "into", "for", "of")
        and (higher.lemma in COMING or (higher.pos in ("VERB", "AUX") and above.text.lower() != "of"))
    )


def sign_of(sentence: Sentence, i: int, inside: set[int]) -> int:
    """Give 1 for a word that tells of better relations here, -1 for worse, 0 for neither."""
    table = directions()
    token = sentence.tokens[i]
    lemma = token.lemma
    word = token.text.lower()
    if token.pos in ("VERB", "NOUN", "ADJ", "ADV", "AUX", "PROPN"):
        for name, sign in (("improves", 1), ("worsens", -1)):
            if lemma in table[name] or word in table[name]:
                if token.pos == "NOUN" and acted_on(sentence, i):
                    return 0  # "could slow the thaw": it is the verb that tells which way
                topic = value_of(sentence, i, inside) if token.pos == "VERB" else 0
                return -1 if topic < 0 and lemma in ("cool", "collapse") else sign
    if token.pos in ("VERB", "NOUN", "ADJ") and lemma in table["undo"] and lemma not in table["good"]:
        return -1 if value_of(sentence, i, inside) >= 0 else 1
    if token.pos in ("VERB", "NOUN") and (lemma in table["less"] or lemma in table["more"]):
        return value_of(sentence, i, inside) * (1 if lemma in table["more"] else -1)
    return 0


def acted_on(sentence: Sentence, i: int) -> bool:
    """Tell whether a noun is the object of a verb that lessens, furthers or undoes it."""
    table = directions()
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    verbs = table["less"] | table["more"] | table["undo"]
    return token.dep in ("dobj", "nsubjpass") and verb.pos == "VERB" and verb.lemma in verbs


def value_of(sentence: Sentence, i: int, inside: set[int]) -> int:
    """Give 1 when a predicate acts on something good between states, -1 on something bad, 0 on neither."""
    table = directions()
    objects = kids(sentence, i, "dobj", "nsubjpass")
    if sentence.tokens[i].dep == "amod":
        objects.append(sentence.tokens[i].head)
    if not objects:
        preps = [
            c
            for c in kids(sentence, i, "prep", "prt")
            if sentence.tokens[c].text.lower() in ("to", "in", "of", "from", "on", "with")
        ]
        objects = kids(sentence, i, *SUBJECTS) + [t for c in preps for t in kids(sentence, c, "pobj")]
    above = i
    while (
        not objects
        and sentence.tokens[above].dep in ("xcomp", "conj", "oprd", "acomp")
        and sentence.tokens[above].head != above
    ):
        above = sentence.tokens[above].head
        objects = kids(sentence, above, "nsubj", "nsubjpass", "dobj")
    for first in objects:
        for noun in [first, *kids(sentence, first, "compound", "conj")]:
            lemma = sentence.tokens[noun].lemma
            if lemma in table["bad"] or lemma in table["worsens"]:
                return -1
            if lemma in table["good"] or lemma in table["improves"]:
                return 1
    return 0


def negated(sentence: Sentence, i: int) -> bool:
    """Tell whether a word, or the verb right above an infinitive or predicate, is negated."""
    token = sentence.tokens[i]
    for at in (i, token.head if token.dep in ("xcomp", "acomp", "attr", "dobj", "oprd") else i):
        for child in sentence.children[at]:
            if sentence.tokens[child].text.lower() in NEGATION or sentence.tokens[child].lemma in (
                "hardly",
                "rarely",
            ):
                return True
    return token.dep == "xcomp" and sentence.tokens[token.head].lemma in REFUSING


def hedge_of(sentence: Sentence, positions: Iterable[int]) -> str | None:
    """Give the hedging words among the positions, joined by blanks; null when there are none.

    The longest row of the table wins: "almost certainly" is one hedge, of which one word must be among the positions.
    """
    return " ".join(words for _, words in hedge_words(sentence, positions)) or None


def hedge_words(sentence: Sentence, positions: Iterable[int]) -> list[tuple[str, str]]:
    """Give (row of the hedge table, the words of the text), in order of the text."""
    table, wanted, tokens = hedges(), set(positions), sentence.tokens
    low = [token.text.lower() for token in tokens]
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(tokens):
        for size in (5, 4, 3, 2):
            phrase = " ".join(low[at : at + size])
            if phrase in table and wanted & set(range(at, at + size)):
                found.append((phrase, " ".join(t.text for t in tokens[at : at + size])))
                at += size
                break
        else:
            row = low[at] if low[at] in table else tokens[at].lemma
            if at in wanted and row in table and (table[row] != "verb" or tokens[at].pos == "VERB"):
                found.append((row, tokens[at].text))
            at += 1
    return found


def likelihood_of(sentence: Sentence, positions: Sequence[int]) -> Likelihood | None:
    """Give the range that ICD 203 gives the hedge's term; null where the words state no one likelihood.

    "Could" and its like say that something is possible, not how likely it is. A negated "likely" is "unlikely"; what
    else is negated ("few doubt", "not certain") has no range of its own.
    """
    terms = {row: scale()[row] for row, _ in hedge_words(sentence, positions) if row in scale()}
    if len({found.term for found in terms.values()}) != 1:
        return None
    found = next(iter(terms.values()))
    if any(negated(sentence, i) or few(sentence, i) for i in positions if said(sentence, i) in terms):
        return scale()["unlikely"] if found.term == "likely" else None
    return found


def said(sentence: Sentence, i: int) -> str:
    """Give a word as the hedge table spells it."""
    token = sentence.tokens[i]
    return token.text.lower() if token.text.lower() in hedges() else token.lemma


def few(sentence: Sentence, verb: int) -> bool:
    """Tell whether "few" or "nobody" is a verb's subject: "few doubt" is no doubt."""
    return any(
        sentence.tokens[i].lemma in ("few", "nobody", "none") or sentence.tokens[i].text.lower() == "no one"
        or any(sentence.tokens[c].lemma in ("few", "no") for c in kids(sentence, i, "amod", "det"))
        for i in kids(sentence, verb, "nsubj")
    )  # fmt: skip
