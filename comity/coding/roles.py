"""Who acts and who is acted on: the roles that a frame names, found in the parse."""

from typing import NamedTuple

from comity.codebook import Frame
from comity.coding.predicates import HAPPEN_VERBS, SUPPORT_VERBS
from comity.model import ActorRef, Reading, Sentence
from comity.recognition.arguments import is_passive, logical_objects, logical_subjects, surface_subjects
from comity.recognition.tree import SUBJECTS, conjuncts, kids, objects_of, phrase

STATES = ("state:", "igo:")
MOVE_VERBS = frozenset({"arrive", "travel", "fly", "head", "go", "come", "return", "depart", "leave", "land", "trip", "visit"})


class Roles(NamedTuple):
    """The actors and recipients of one act."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]


class Stage:
    """What every role look-up needs of one reading: references by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.refs: dict[tuple[int, int], tuple[ActorRef, ...]] = {}
        self.kinds: dict[tuple[int, int], str] = {}
        self.heads: dict[int, frozenset[int]] = {}
        grouped: dict[int, set[int]] = {}
        for mention in reading.mentions:
            self.refs[mention.sentence, mention.head] = mention.actors
            self.kinds[mention.sentence, mention.head] = mention.kind
            grouped.setdefault(mention.sentence, set()).add(mention.head)
        self.heads = {number: frozenset(found) for number, found in grouped.items()}

    def at(self, sentence: Sentence, positions: list[int]) -> list[ActorRef]:
        """Give the references of the phrases headed by `positions`, conjuncts included."""
        found: list[ActorRef] = []
        for first in positions:
            for i in conjuncts(sentence, first):
                found.extend(self.refs.get((sentence.index, i), ()))
        return merged(found)

    def owner(self, sentence: Sentence, noun: int) -> list[ActorRef]:
        """Give whose a thing is: actors before its noun, then after "of", "by", "from"."""
        first, _ = phrase(sentence, noun)
        found = [
            ref for i in range(first, noun)
            for ref in self.refs.get((sentence.index, i), ())
            if self.under(sentence, i, noun)
        ]  # fmt: skip
        if not found:
            for preps in (("by",), ("of", "from"), ("between", "among")):
                found = self.at(sentence, objects_of(sentence, noun, preps))
                if found:
                    break
        return merged(found)

    def under(self, sentence: Sentence, i: int, noun: int) -> bool:
        """Tell whether a token stands below a noun without another actor phrase between them."""
        token = sentence.tokens[i]
        while token.head != token.i:
            if token.head == noun:
                return True
            if token.dep not in ("conj", "compound", "nmod", "poss", "amod") and (sentence.index, token.head) in self.refs:
                return False
            token = sentence.tokens[token.head]
        return False


def merged(refs: list[ActorRef]) -> list[ActorRef]:
    """Drop references to the same actor, the first words kept."""
    seen: dict[tuple[str | None, str], ActorRef] = {}
    for ref in refs:
        seen.setdefault((ref.id, "" if ref.id and not ref.id.startswith("office:unknown") else ref.text), ref)
    return list(seen.values())


def bind(stage: Stage, sentence: Sentence, i: int, frame: Frame) -> Roles:
    """Find the actors and recipients of the act that a frame tells at a token."""
    carrier = carrying_verb(sentence, i) if frame.pos == "noun" else None
    actors = find_role(stage, sentence, i, frame.actor, carrier)
    if not actors and frame.actor == "owner":
        actors = find_role(stage, sentence, i, "by", carrier) or find_role(stage, sentence, i, "between", carrier)
    if not actors and carrier is not None and frame.actor in ("owner", "by", "between", "subject", "of"):
        actors = stage.at(sentence, logical_subjects(sentence, carrier))
    if frame.actor == "subject" and not actors and frame.pos == "adjective":
        actors = stage.at(sentence, kids(sentence, sentence.tokens[i].head, "nsubj"))
    recipients: list[ActorRef] = []
    for role in frame.recipient:
        recipients = [ref for ref in find_role(stage, sentence, i, role, carrier) if not same(ref, actors)]
        if recipients:
            break
    if not recipients and frame.recipient and carrier is not None:
        recipients = [ref for ref in from_carrier(stage, sentence, carrier, frame) if not same(ref, actors)]
    if frame.reciprocal:
        return reciprocal(stage, sentence, i, carrier, actors, recipients)
    return Roles(tuple(actors), tuple(recipients))


def same(ref: ActorRef, others: list[ActorRef]) -> bool:
    return any(ref.id == other.id and (ref.id is not None or ref.text == other.text) for other in others)


def carrying_verb(sentence: Sentence, noun: int) -> int | None:
    """Find the verb that carries an act told by a noun: "launched an attack", "a meeting was held"."""
    token = sentence.tokens[noun]
    while token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = sentence.tokens[token.head]
    governor = sentence.tokens[token.head]
    if token.dep in ("dobj", "nsubjpass", "attr", "oprd", "nsubj") and governor.pos in ("VERB", "AUX"):
        if token.dep == "nsubj":
            return governor.i if governor.lemma in HAPPEN_VERBS and not is_passive(sentence, governor.i) else None
        if governor.lemma in SUPPORT_VERBS:
            return governor.i
    if token.dep == "pobj" and governor.text.lower() in ("for", "in", "on", "into", "out", "to", "at", "with"):
        verb = sentence.tokens[governor.head]
        if verb.pos == "VERB" and (
            verb.lemma in MOVE_VERBS or verb.lemma in ("take", "engage", "enter", "meet", "join", "carry", "gather", "participate", "embark", "sit", "be")
        ):
            return verb.i
    return None


def find_role(stage: Stage, sentence: Sentence, i: int, role: str, carrier: int | None) -> list[ActorRef]:
    """Give the references in one role of a predicate; an unknown role name is a preposition."""
    noun = sentence.tokens[i].pos in ("NOUN", "PROPN")
    if role == "subject":
        if noun:
            return stage.at(sentence, logical_subjects(sentence, carrier)) if carrier is not None else stage.owner(sentence, i)
        if sentence.tokens[i].pos == "ADJ":
            return stage.at(sentence, kids(sentence, sentence.tokens[i].head, "nsubj"))
        return stage.at(sentence, logical_subjects(sentence, i))
    if role == "object":
        return object_refs(stage, sentence, i) if not noun else stage.at(sentence, objects_of(sentence, i, ("of",)))
    if role == "owner":
        if noun:
            return stage.owner(sentence, i)
        return stage.at(sentence, logical_subjects(sentence, i))
    if role == "object-owner":
        return [ref for obj in logical_objects(sentence, i) for o in conjuncts(sentence, obj) for ref in stage.owner(sentence, o)]
    if role == "clause":
        return clause_subjects(stage, sentence, i)
    return prepositional_refs(stage, sentence, i, role, carrier)


def object_refs(stage: Stage, sentence: Sentence, i: int) -> list[ActorRef]:
    """Give the actors in object position; "dozens of", "the killing of" look through to what they count."""
    objects = logical_objects(sentence, i) + kids(sentence, i, "dative", "iobj")
    found = stage.at(sentence, objects)
    if found:
        return found
    for obj in objects:
        inner = stage.at(sentence, objects_of(sentence, obj, ("of",)))
        if inner and sentence.tokens[obj].pos == "NUM":
            return inner
    return []


def clause_subjects(stage: Stage, sentence: Sentence, i: int) -> list[ActorRef]:
    """Give the subjects of a predicate's complement: "demanded that Iran stop", "wants Iran to stop"."""
    for child in kids(sentence, i, "ccomp", "xcomp", "advcl"):
        found = stage.at(sentence, kids(sentence, child, *SUBJECTS))
        if found:
            return found
        found = stage.at(sentence, logical_objects(sentence, child)) if is_passive(sentence, child) else []
        if found:
            return found
    return []


def prepositional_refs(stage: Stage, sentence: Sentence, i: int, prep: str, carrier: int | None) -> list[ActorRef]:
    """Give the actors after a preposition of the predicate, of its object, or of the verb that carries it."""
    preps = (prep, "among") if prep == "between" else (prep,)
    hosts = [i]
    if sentence.tokens[i].pos in ("VERB", "AUX"):
        hosts += [o for o in logical_objects(sentence, i)]
    if carrier is not None:
        hosts.append(carrier)
    for host in hosts:
        targets = objects_of(sentence, host, preps)
        found = stage.at(sentence, targets)
        if found:
            return found
        for target in targets:
            found = stage.owner(sentence, target)
            if found:
                return found
    return []


def from_carrier(stage: Stage, sentence: Sentence, carrier: int, frame: Frame) -> list[ActorRef]:
    """Give the recipient of a carried act from the verb: "imposed a tariff on", "paid Chile a visit"."""
    for role in frame.recipient:
        if role in ("object", "object-owner", "subject", "owner", "clause"):
            continue
        found = stage.at(sentence, objects_of(sentence, carrier, (role,)))
        if found:
            return found
    return stage.at(sentence, kids(sentence, carrier, "dative", "iobj"))


def reciprocal(
    stage: Stage, sentence: Sentence, i: int, carrier: int | None, actors: list[ActorRef], recipients: list[ActorRef]
) -> Roles:
    """Join both sides of a joint act: "A met B", "A and B met", "talks between A and B"."""
    sides = list(actors)
    if not recipients:
        for host in (i, carrier):
            if host is not None:
                recipients = [ref for ref in stage.at(sentence, objects_of(sentence, host, ("with", "between"))) if not same(ref, sides)]
                if recipients:
                    break
    if not recipients and not sides and sentence.tokens[i].pos == "VERB":
        sides = stage.at(sentence, surface_subjects(sentence, i))
    everyone = merged([*sides, *recipients])
    codes = {ref.country or ref.id or ref.text for ref in everyone}
    if len(codes) >= 2:
        return Roles(tuple(everyone), tuple(everyone))
    if recipients:
        return Roles(tuple(sides), tuple(recipients))
    return Roles(tuple(everyone), ())
