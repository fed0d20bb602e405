"""The two sides that a report speaks of: "both countries", "the two leaders", "their defence ministers"."""

from typing import NamedTuple

from comity.model import ActorRef, Sentence
from comity.recognition.cast import STATE_KINDS, Cast
from comity.recognition.tree import kids, objects_of, phrase, words

PAIR_NOUNS = frozenset(
    "leader side country nation neighbor neighbour government minister party president state power ally "
    "counterpart capital people premier man woman economy army military official diplomat rival foe "
    "delegation adversary".split()
)


PAIR_WORDS = frozenset({"two", "both", "neither", "each", "either"})


# What a minister is minister of.
PORTFOLIOS = frozenset(
    "foreign defence defense trade finance interior prime economy energy transport environment".split()
)


PERSONAL = frozenset(
    {"man", "woman", "leader", "minister", "president", "premier", "counterpart", "official", "diplomat"}
)

# "Two diplomats said so" are two of many, "two leaders" the ones that the report is about.
OF_MANY = frozenset({"official", "diplomat", "minister", "military", "people", "man", "woman", "delegation"})


class Trace(NamedTuple):
    """A reference already made, as a later pronoun may look for it."""

    sentence: int
    token: int
    kind: str
    refs: tuple[ActorRef, ...]
    subject: bool


def main_pair(cast: Cast) -> tuple[str, ...]:
    """Give the two states that a report speaks of most, in the order of their weight."""
    counts: dict[str, int] = {}
    for row in cast.scene.named:
        for name in row:
            if name.kind in STATE_KINDS:
                code = name.hit.meanings[0].code
                counts[code] = counts.get(code, 0) + 1
    return tuple(sorted(counts, key=lambda code: -counts[code])[:2])


def one_a_state(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """Keep one reference a state, a person before an office or the state itself."""
    best: dict[str, ActorRef] = {}
    for ref in refs:
        key = ref.country or ref.id or ref.text
        if key not in best or ((ref.id or "").startswith("person:") and not (best[key].id or "").startswith("person:")):
            best[key] = ref
    return tuple(best.values())


def with_pair(
    cast: Cast,
    sentence: Sentence,
    i: int,
    kind: str,
    refs: tuple[ActorRef, ...],
    traces: list[Trace],
    pair: tuple[str, ...],
) -> tuple[str, tuple[ActorRef, ...]]:
    """Turn "the two leaders", "both countries", "their defence ministers" into the pair they mean."""
    token = sentence.tokens[i]
    modifiers = {sentence.tokens[c].text.lower() for c in sentence.children[i]}
    if token.lemma not in PAIR_NOUNS or any(ref.country for ref in refs) or token.tag not in ("NNS", "NNPS", "NN"):
        return kind, refs
    if token.tag == "NN" and not modifiers & {"neither", "each", "either"}:
        return kind, refs
    theirs = [c for c in kids(sentence, i, "poss") if sentence.tokens[c].text.lower() == "their"]
    of_pair = [
        t for t in objects_of(sentence, i, ("of", "from"))
        if sentence.tokens[t].lemma in PAIR_NOUNS
        and {sentence.tokens[c].text.lower() for c in sentence.children[t]} & PAIR_WORDS
    ]  # fmt: skip
    counted = modifiers & PAIR_WORDS
    if counted == {"two"} and token.lemma in OF_MANY and not _pointed_at(sentence, i):
        counted = set()
    plain = "the" in modifiers and token.lemma in ("leader", "side", "neighbor", "neighbour", "minister", "president")
    if not counted and not theirs and not of_pair and not plain:
        return kind, refs
    bare = plain and not counted
    if bare and held_apart(sentence, i):
        return kind, refs
    portfolio = bool(modifiers & PORTFOLIOS)
    if bare and portfolio:
        codes = near_pair(sentence, traces)
    else:
        codes = pair if bare else recent_pair(sentence, i, traces) or pair
    if len(codes) != 2:
        return kind, refs
    first, last = phrase(sentence, i)
    text = words(sentence, range(first, last))
    sector = refs[0].sector if refs else "GOV"
    if token.lemma in PERSONAL:
        return "pair", tuple(leader_of(cast, code, text, sector, token.lemma) for code in codes)
    return "pair", tuple(ActorRef(code, "GOV", f"state:{code}", None, text) for code in codes)


def _pointed_at(sentence: Sentence, i: int) -> bool:
    """Tell whether words say that these are known: "the two ministers", "those two", "its two"."""
    return any(
        sentence.tokens[c].tag in ("DT", "PDT", "PRP$", "WP$") for c in kids(sentence, i, "det", "predet", "poss")
    )


def held_apart(sentence: Sentence, i: int) -> bool:
    """Tell whether words single out which ministers are meant: of what, from where; their portfolio does not."""
    if kids(sentence, i, "prep", "relcl"):
        return True
    if any(sentence.tokens[c].text.lower() not in PORTFOLIOS for c in kids(sentence, i, "amod", "compound")):
        return True
    return any(sentence.tokens[c - 1].text != "," for c in kids(sentence, i, "acl"))


def near_pair(sentence: Sentence, traces: list[Trace]) -> tuple[str, ...]:
    """Give the two states that this sentence and the one before it name, when they are exactly two."""
    codes = dict.fromkeys(
        ref.country for trace in traces for ref in trace.refs
        if trace.sentence >= sentence.index - 1 and ref.country and ":" not in ref.country
    )  # fmt: skip
    return tuple(code for code in codes if code) if len(codes) == 2 else ()


def recent_pair(sentence: Sentence, i: int, traces: list[Trace]) -> tuple[str, ...]:
    """Give the two states named before a place in its own sentence, when they are exactly two.

    Earlier sentences are not asked: there the two states that the report speaks of most are meant more often.
    """
    codes = dict.fromkeys(
        ref.country for trace in traces for ref in trace.refs
        if trace.sentence == sentence.index and trace.token < i and ref.country and not ref.country.startswith("IGO")
    )  # fmt: skip
    return tuple(code for code in codes if code) if len(codes) == 2 else ()


def leader_of(cast: Cast, code: str, text: str, sector: str | None, lemma: str) -> ActorRef:
    """Give a state's head as the report names them, or its office."""
    if lemma in ("leader", "president", "premier"):
        for person in cast.people:
            if (
                person.country == code
                and not person.former
                and (person.office is None or person.office.rank <= 2)
                and person.leaders
            ):
                return ActorRef(code, "GOV", person.id, person.name, text)
    return ActorRef(code, sector or "GOV", f"state:{code}", None, text)
