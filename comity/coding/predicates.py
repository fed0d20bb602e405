"""Predicates of a sentence looked up in the table of frames: the most specific frame that fits wins."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from comity import codebook
from comity.codebook import Frame
from comity.model import Sentence
from comity.recognition.arguments import is_passive, logical_objects
from comity.recognition.tree import conjuncts, kids, objects_of

# Verbs that only carry an act told by their object: "launch an attack", "pay a visit", "hold talks".
SUPPORT_VERBS = frozenset(
    "launch carry conduct stag hold make stage mount pay begin open start resume host take engage deliver "
    "issue impose announce have give perform undertake lead organize organise call express voice lodge "
    "file offer show wage commit execute join receive sign reach strike clinch conclude seal ink step "
    "place slap levy unveil release extend provide send do see continue complete wrap arrive return "
    "travel fly head depart come go leave pursue intensify resume restart renew finish end mark follow "
    "approve adopt enforce maintain keep tighten expand raise put enter convene chair".split()
)
HAPPEN_VERBS = frozenset(
    "erupt happen occur follow continue begin start break take resume end unfold rage flare ensue spread "
    "kill injure wound leave".split()
)
PARTICLES = (
    "prt",
    "prep",
    "advmod",
    "npadvmod",
    "advcl",
    "acomp",
    "oprd",
    "attr",
    "dobj",
    "pobj",
    "pcomp",
    "xcomp",
    "dative",
    "agent",
    "compound",
    "amod",
    "nsubjpass",
    "nummod",
    "poss",
    "ccomp",
    "neg",
    "aux",
    "acl",
    "relcl",
    "nmod",
    "det",
)


class Match(NamedTuple):
    """A frame that fits a predicate, and the next best one (for `explain`)."""

    frame: Frame
    token: int
    score: float
    runner_up: Frame | None
    runner_up_score: float
    others: tuple[tuple[float, Frame], ...] = ()  # the next best, for when the sides that the first needs are missing


@lru_cache(maxsize=1)
def index() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Give the frames by (part of speech, head word)."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in codebook.frames():
        found.setdefault((frame.pos, frame.words[0]), []).append(frame)
    return {key: tuple(rows) for key, rows in found.items()}


@lru_cache(maxsize=4096)
def members(spec: tuple[str, ...]) -> frozenset[str]:
    """Give the lemmas that a cell of the table allows, its classes spelled out; `@` marks stay as they are."""
    found: set[str] = set()
    for item in spec:
        if item.startswith("$"):
            found |= codebook.word_classes().get(item[1:], frozenset())
        else:
            found.add(item)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def frames_of(pos: str, lemma: str, lower: str) -> tuple[tuple[Frame, ...], dict[str, tuple[Frame, ...]]]:
    """Give the frames that a word may stand for, by lemma and by form: those without further words, and those with.

    The latter stand under their second word: a common verb has hundreds, of which a sentence may hold one or two.
    """
    table = index()
    found = list(table.get((pos, lemma), ()))
    if lower != lemma:
        found.extend(frame for frame in table.get((pos, lower), ()) if frame not in found)
    by_word: dict[str, tuple[Frame, ...]] = {}
    for frame in found:
        if len(frame.words) > 1:
            by_word[frame.words[1]] = (*by_word.get(frame.words[1], ()), frame)
    return tuple(frame for frame in found if len(frame.words) == 1), by_word


def lemmas(sentence: Sentence, positions: list[int]) -> set[str]:
    """Give the lemmas and lower-case words at token positions."""
    return {word for i in positions for word in (sentence.tokens[i].lemma, sentence.tokens[i].text.lower())}


def match(sentence: Sentence, i: int, actors_at: frozenset[int]) -> Match | None:
    """Find the frame for the predicate at a token; `actors_at` holds the tokens that head actor phrases."""
    token = sentence.tokens[i]
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}.get(token.pos)
    if pos is None:
        return None
    plain, by_word = frames_of(pos, token.lemma, token.text.lower())
    if not plain and not by_word:
        return None
    near = reach(sentence, i) if by_word else frozenset[str]()
    around = Around(sentence, i, near)
    candidates = [*plain, *(frame for word in near if word in by_word for frame in by_word[word])]
    fits = sorted(
        ((score, frame.id, frame) for frame in candidates if (score := fit(around, frame, actors_at)) > 0),
        key=lambda row: (-row[0], row[1]),
    )
    if not fits:
        return None
    best = fits[0]
    second = next((row for row in fits[1:] if row[2].type != best[2].type), None)
    others = tuple((score, frame) for score, _, frame in fits[1:4])
    return Match(best[2], i, best[0], second[2] if second else None, second[0] if second else 0.0, others)


class Around:
    """What stands around a predicate, looked up once for the dozens of frames that its word may stand for."""

    def __init__(self, sentence: Sentence, i: int, near: frozenset[str]) -> None:
        self.sentence = sentence
        self.i = i
        self.near = near  # the words that further words of a frame are looked for in (`reach`)
        self.targets: dict[tuple[int, str], tuple[bool, set[str]]] = {}

    @cached_property
    def logical_objects(self) -> list[int]:
        """Whom a verb is done to."""
        return logical_objects(self.sentence, self.i)

    @cached_property
    def object_words(self) -> tuple[list[int], set[str]]:
        """What a frame's object may be, those inside "a series of" included at the end, and their words."""
        sentence, i = self.sentence, self.i
        if sentence.tokens[i].pos in ("NOUN", "PROPN"):
            objects = [
                *kids(sentence, i, "compound", "amod", "nmod"),
                *objects_of(sentence, i, ("of", "on", "to", "for")),
            ]
        else:
            objects = self.logical_objects
        several = [o for o in objects if sentence.tokens[o].lemma in QUANTIFIERS]
        found = [*objects, *(t for o in several for t in objects_of(sentence, o, ("of",)))]
        return found, lemmas(sentence, found)

    def after(self, host: int, prep: str) -> tuple[bool, set[str]]:
        """Give whether a preposition fits a host without a named noun, and the words of its objects."""
        found = self.targets.get((host, prep))
        if found is None:
            sentence = self.sentence
            targets = [t for first in objects_of(sentence, host, (prep,)) for t in conjuncts(sentence, first)]
            alone = any(
                sentence.tokens[c].text.lower() == prep and not dates_something(sentence, c)
                for c in sentence.children[host]
            )
            found = alone or bool(targets and prep not in ("on", "in", "at", "for")), lemmas(sentence, targets)
            self.targets[host, prep] = found
        return found


def fit(around: Around, frame: Frame, actors_at: frozenset[int]) -> float:
    """Score how well a frame fits: 0 for not at all; each condition met makes it more specific."""
    score = frame.strength
    if len(frame.words) > 1:
        if not around.near.issuperset(frame.words[1:]):
            return 0.0
        score += 2.0 * (len(frame.words) - 1)
    if frame.object:
        gain = object_fit(around, frame, actors_at)
        if gain == 0:
            return 0.0
        score += gain
    if frame.prep:
        if not prep_fit(around, frame):
            return 0.0
        score += 1.0
    return score


def reach(sentence: Sentence, i: int) -> frozenset[str]:
    """Give the words near a predicate: its dependents, theirs, and their objects."""
    found: set[str] = set()
    level = [i]
    for _ in range(3):
        below = [
            child for parent in level for child in sentence.children[parent]
            if sentence.tokens[child].dep in PARTICLES and not dates_something(sentence, child)
        ]  # fmt: skip
        for child in below:
            found.add(sentence.tokens[child].lemma)
            found.add(sentence.tokens[child].text.lower())
        level = below
    if is_passive(sentence, i):
        for child in logical_objects(sentence, i):
            found |= lemmas(sentence, [child])
    return frozenset(found)


def dates_something(sentence: Sentence, prep: int) -> bool:
    """Tell whether a preposition only brings a date ("called the king on Friday" is no "call on")."""
    objects = kids(sentence, prep, "pobj")
    return sentence.tokens[prep].dep == "prep" and any(sentence.tokens[o].entity in ("DATE", "TIME") for o in objects)


def object_fit(around: Around, frame: Frame, actors_at: frozenset[int]) -> float:
    """Score the object condition of a frame: named words weigh more than "any actor"."""
    objects, words = around.object_words
    allowed = members(frame.object)
    if "@nodobj" in allowed:
        return 0.0 if objects else 0.1
    if "@none" in allowed and not objects and not kids(around.sentence, around.i, "ccomp", "xcomp"):
        return 0.5
    if not words.isdisjoint(allowed):
        return 1.6
    if "@actor" in allowed and any(o in actors_at for o in objects):
        return 0.8
    return 0.0


QUANTIFIERS = frozenset(
    "series number round package set kind sort type part wave string range raft spate lot dozen hundred "
    "thousand all some".split()
)


def prep_fit(around: Around, frame: Frame) -> bool:
    """Tell whether a preposition (with its noun, where the frame names one) hangs on a predicate or its object."""
    i = around.i
    hosts = [i, *around.logical_objects] if frame.pos == "verb" else [i, around.sentence.tokens[i].head]
    for item in frame.prep:
        prep, _, noun = item.partition(":")
        for host in hosts:
            alone, words = around.after(host, prep)
            if not words.isdisjoint(members((noun,))) if noun else alone:
                return True
    return False
