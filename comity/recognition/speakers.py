"""Who speaks: the subjects of a verb of speech, those they stand for, and those spoken to."""

from comity.model import ActorRef, Sentence
from comity.recognition.arguments import is_passive, logical_subjects, surface_subjects
from comity.recognition.cast import Cast
from comity.recognition.pairs import PERSONAL
from comity.recognition.tree import conjuncts, kids, objects_of, phrase

Refs = tuple[ActorRef, ...]

# "Two officials said" are two unnamed people, not the two sides of the report.
UNNAMED = frozenset({"official", "diplomat", "source", "person", "people", "analyst"})
# What speaks for those to whom it belongs.
MOUTHPIECES = frozenset(
    "office statement note letter communique declaration message post tweet remark comment account spokesperson "
    "spokesman spokeswoman camp team side cabinet delegation announcement release".split()
)
# Whom these have for their object is spoken to.
HEARING = frozenset(
    "tell ask urge warn remind inform assure reassure promise beg implore advise caution order implore offer".split()
)
MOST = 4  # a statement by more is that of a crowd, whose first four stand for it
BACK = 3  # "the two leaders" are named at most this many sentences before


def speakers_of(
    cast: Cast, sentence: Sentence, verb: int, *, named: bool = False, quoted: tuple[int, int] = (0, 0)
) -> tuple[Refs, Refs]:
    """Give the speakers and the addressees of a verb of speech; several where a pair or a list of them spoke.

    A speaker that is nobody's name ("a fisherman", "the treaty") comes with its words only, unless `named`. Nobody
    speaks out of the words that are `quoted` (offsets), whatever the parse hangs on the verb.
    """
    found = [i for i in subjects(sentence, verb) if not quoted[0] <= sentence.tokens[i].start < quoted[1]]
    refs: list[ActorRef] = []
    for i in found:
        here = cast.refs.get((sentence.index, i), ())
        pair = cast.kinds.get((sentence.index, i)) == "pair"
        if len(here) > 1 and pair and sentence.tokens[i].lemma in UNNAMED:
            return (ActorRef(None, here[0].sector, None, None, here[0].text),), ()
        if pair:
            refs += [before(cast, sentence, i, ref) for ref in here]
        else:
            # "They" may take in whoever was a subject before; only sides of two states surely speak together.
            together = sentence.tokens[i].pos != "PRON" or len({ref.country for ref in here} - {None}) == len(here)
            refs += here if together else here[:1]
    if not refs:
        refs = [ref for i in found[:1] for ref in stand_in(cast, sentence, i, named=named)]
    to: list[ActorRef] = []
    lemma = sentence.tokens[verb].lemma
    heard = kids(sentence, verb, "dobj", "dative", "iobj") if lemma in HEARING else []
    called = objects_of(sentence, verb, ("on", "upon")) if lemma == "call" else []
    for first in [*(i for i in heard if i not in found), *called, *objects_of(sentence, verb, ("to",))]:
        for i in conjuncts(sentence, first):
            to.extend(cast.refs.get((sentence.index, i), ()))
    return tuple({(ref.id or ref.text): ref for ref in refs}.values())[:MOST], tuple(to)


def subjects(sentence: Sentence, verb: int) -> list[int]:
    """Give the tokens that say: the doers of the verb, wherever the parse puts them."""
    token = sentence.tokens[verb]
    above = sentence.tokens[token.head]
    if token.dep == "pcomp" and sentence.tokens[above.head].lemma in ("quote", "cite"):
        # "quoted his counterpart as saying"
        if quoted := kids(sentence, above.head, "dobj", "nsubjpass"):
            return conjuncts(sentence, quoted[0])
    found = logical_subjects(sentence, verb)
    if not found and (not is_passive(sentence, verb) or token.lemma == "quote"):
        found = surface_subjects(sentence, verb)
    if not found and not is_passive(sentence, verb) and token.dep == "ROOT":
        # "...," warned the army: the parser takes the speaker after a bare verb for its object.
        found = [
            j
            for i in kids(sentence, verb, "dobj")
            if i > verb and sentence.tokens[verb - 1].pos == "PUNCT"
            for j in conjuncts(sentence, i)
        ]
    return found


def names_who_speaks(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Tell whether words in marks are the name of who speaks: '"Radio Lima" reported that the talks were over'."""
    inside = [i for i in subjects(sentence, verb) if start <= sentence.tokens[i].start < end]
    return bool(inside) and any(
        not start <= sentence.tokens[clause].start < end for clause in kids(sentence, verb, "ccomp")
    )


def before(cast: Cast, sentence: Sentence, i: int, ref: ActorRef) -> ActorRef:
    """Give the one of "the two leaders" who was named before, where only their state is known."""
    if sentence.tokens[i].lemma not in PERSONAL or not (ref.id or "").startswith("state:"):
        return ref
    for number in range(sentence.index - 1, max(-1, sentence.index - 1 - BACK), -1):
        for token in cast.scene.sentences[number].tokens:
            here = cast.refs.get((number, token.i), ())
            if cast.kinds.get((number, token.i)) in ("person", "office") and len(here) == 1:
                other = here[0]
                if other.country == ref.country and other.id:
                    return ActorRef(other.country, other.sector, other.id, other.name, ref.text)
    return ref


def stand_in(cast: Cast, sentence: Sentence, i: int, *, named: bool) -> Refs:
    """Give the speaker of a subject that refers to nobody known: its owner, who "it" is, or its words alone."""
    token = sentence.tokens[i]
    if token.pos == "PRON":
        return last_subject(cast, sentence) if token.text.lower() == "it" else ()
    if token.pos not in ("NOUN", "PROPN"):
        return ()
    first, last = phrase(sentence, i)
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    text = cast.scene.report.text[start:end]
    if token.lemma == "counterpart":
        return counterpart(cast, sentence, i, text)
    if token.lemma in MOUTHPIECES:
        for owner in (*kids(sentence, i, "poss"), *objects_of(sentence, i, ("by", "from", "of", "for"))):
            owners = cast.refs.get((sentence.index, owner), ())
            if owners and any(ref.country or ref.id for ref in owners):
                own = sentence.tokens[owner].dep == "poss"
                return tuple(ActorRef(r.country, r.sector, r.id, r.name, text if own else r.text) for r in owners)
    return () if named else (ActorRef(None, None, None, None, text),)


def counterpart(cast: Cast, sentence: Sentence, i: int, text: str) -> Refs:
    """Give "his Lao counterpart": the state that is told, in the sector of the one whose counterpart it is."""
    states = [
        ref
        for child in kids(sentence, i, "amod", "compound")
        for ref in cast.refs.get((sentence.index, child), ())
        if ref.country
    ]
    owners = [ref for child in kids(sentence, i, "poss") for ref in cast.refs.get((sentence.index, child), ())]
    if not states:
        return (ActorRef(None, None, None, None, text),)
    return (ActorRef(states[0].country, owners[0].sector if owners else None, None, None, text),)


def last_subject(cast: Cast, sentence: Sentence) -> Refs:
    """Give the single subject of the sentence before: the ministry that "it" is, where no state is meant."""
    if not sentence.index:
        return ()
    earlier = cast.scene.sentences[sentence.index - 1]
    for token in earlier.tokens:
        refs = cast.refs.get((earlier.index, token.i), ())
        if token.dep in ("nsubj", "nsubjpass") and len(refs) == 1 and not (refs[0].id or "").startswith("person:"):
            ref = refs[0]
            return (ActorRef(ref.country, ref.sector, ref.id, ref.name, "it"),)
    return ()
