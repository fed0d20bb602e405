"""Who acts and who is acted on: the roles that a frame names, found in the parse."""

from typing import NamedTuple

from comity.codebook import Frame
from comity.coding.predicates import HAPPEN_VERBS, SUPPORT_VERBS
from comity.coding.stage import PARTS, Stage, merged
from comity.coding.targets import inside_target
from comity.model import ActorRef, Sentence
from comity.recognition.arguments import is_passive, logical_objects, logical_subjects, surface_subjects
from comity.recognition.tree import SUBJECTS, conjuncts, kids, objects_of

MOVE_VERBS = frozenset(
    {"arrive", "travel", "fly", "head", "go", "come", "return", "depart", "leave", "land", "trip", "visit"}
)


# What these ask or refuse is told by their complement, not by what stands inside their object.
ASKING = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})


class Roles(NamedTuple):
    """The actors and recipients of one act."""

    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]


def bind(stage: Stage, sentence: Sentence, i: int, frame: Frame) -> Roles:
    """Find the actors and recipients of the act that a frame tells at a token."""
    carrier = carrying_verb(sentence, i) if frame.pos == "noun" else None
    if frame.pos == "noun" and frame.actor == "owner":
        actors = stage.owner(sentence, i, without=frame.recipient)
        if frame.type == "CONSULT":
            actors = [ref for ref in actors if not venue(stage, sentence, i, ref)]
    else:
        actors = find_role(stage, sentence, i, frame.actor, carrier)
    faced = faced_by(sentence, i) if frame.pos == "noun" else None
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
    if not recipients and "object" in frame.recipient and frame.pos == "verb":
        recipients = [ref for ref in clause_subjects(stage, sentence, i) if not same(ref, actors)]
    if not recipients and frame.recipient and carrier is not None:
        recipients = [ref for ref in from_carrier(stage, sentence, carrier, frame) if not same(ref, actors)]
    if not recipients and frame.type == "SANCTION":
        # "a tariff on goods from both countries": where the goods come from is who pays.
        recipients = [ref for ref in find_role(stage, sentence, i, "from", carrier) if not same(ref, actors)]
    if faced is not None:
        recipients = recipients or stage.at(sentence, logical_subjects(sentence, faced))
        actors = [ref for ref in actors if not same(ref, recipients)] or find_role(stage, sentence, i, "from", faced)
    if frame.type == "CONSULT" and not recipients:
        recipients = [ref for ref in hosts_of(stage, sentence, i) if not same(ref, actors)]
    if (
        frame.type in ("AGREE", "COOPERATE")
        and not recipients
        and len({ref.country for ref in actors if ref.country}) > 1
    ):
        return Roles(tuple(actors), tuple(actors))
    if frame.reciprocal:
        return reciprocal(stage, sentence, i, carrier, actors, recipients)
    if not recipients and frame.recipient and not (frame.type == "CONSULT" or (frame.type in ASKING and frame.needs)):
        home = {ref.country for ref in actors}
        recipients = [
            ref for ref in inside_target(stage, sentence, i, carrier)
            if not same(ref, actors) and not ((ref.id or "").startswith("place:") and ref.country in home)
        ]  # fmt: skip
    return Roles(tuple(actors), tuple(recipients))


def same(ref: ActorRef, others: list[ActorRef]) -> bool:
    """Tell whether a reference means one of the others; a government does not act on its own state."""
    return any(
        (ref.id == other.id and (ref.id is not None or ref.text == other.text))
        or (ref.country is not None and ref.id == f"state:{other.country}" and other.sector in ("GOV", "MIL", "LEG"))
        for other in others
    )


def venue(stage: Stage, sentence: Sentence, noun: int, ref: ActorRef) -> bool:
    """Tell whether a capital before a meeting's noun is its place ("a Tokyo summit"), not a side of it."""
    return any(
        ref in stage.refs.get((sentence.index, c), ()) and stage.kinds.get((sentence.index, c)) == "capital"
        for c in kids(sentence, noun, "compound", "nmod", "amod")
    )


RECEIVING = frozenset(
    "face draw attract earn win meet encounter suffer undergo receive get endure sustain provoke incur".split()
)
ATTENDING = frozenset("attend skip join visit travel fly arrive go head miss boycott tour land return stop".split())


def faced_by(sentence: Sentence, noun: int) -> int | None:
    """Find the verb whose subject an act falls upon: "faces pressure", "drew criticism from"."""
    token = sentence.tokens[noun]
    governor = sentence.tokens[token.head]
    return governor.i if token.dep == "dobj" and governor.lemma in RECEIVING else None


def hosts_of(stage: Stage, sentence: Sentence, i: int) -> list[ActorRef]:
    """Give the state where somebody goes to: "attend the summit in Beijing", "arrived in Accra"."""
    if sentence.tokens[i].lemma not in ATTENDING:
        return []
    found: list[ActorRef] = []
    for host in (i, *logical_objects(sentence, i)):
        for target in objects_of(sentence, host, ("in", "at")):
            if stage.kinds.get((sentence.index, target)) in ("state", "capital"):
                found.extend(stage.refs.get((sentence.index, target), ()))
    return found


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
            verb.lemma in MOVE_VERBS
            or verb.lemma
            in ("take", "engage", "enter", "meet", "join", "carry", "gather", "participate", "embark", "sit", "be")
        ):
            return verb.i
    return None


def find_role(stage: Stage, sentence: Sentence, i: int, role: str, carrier: int | None) -> list[ActorRef]:
    """Give the references in one role of a predicate; an unknown role name is a preposition."""
    noun = sentence.tokens[i].pos in ("NOUN", "PROPN")
    if role == "subject":
        if noun:
            return (
                stage.at(sentence, logical_subjects(sentence, carrier))
                if carrier is not None
                else stage.owner(sentence, i)
            )
        if sentence.tokens[i].pos == "ADJ":
            return stage.at(sentence, kids(sentence, sentence.tokens[i].head, "nsubj"))
        return doers(stage, sentence, logical_subjects(sentence, i))
    if role == "object":
        return object_refs(stage, sentence, i) if not noun else stage.at(sentence, objects_of(sentence, i, ("of",)))
    if role == "owner":
        if noun:
            return stage.owner(sentence, i)
        return stage.at(sentence, logical_subjects(sentence, i))
    if role == "object-owner":
        return [
            ref
            for obj in logical_objects(sentence, i)
            for o in conjuncts(sentence, obj)
            for ref in stage.owner(sentence, o)
        ]
    if role == "clause":
        return clause_subjects(stage, sentence, i)
    return prepositional_refs(stage, sentence, i, role, carrier)


# Things that act for whoever owns them: "Russian drones struck", "a government statement condemned".
INSTRUMENTS = frozenset(
    "drone missile jet plane warplane aircraft bomber rocket artillery tank shell warship ship vessel "
    "submarine helicopter gun shelling strike raid bombardment force mission statement report editorial "
    "letter note ruling law decree decision resolution team convoy delegation patrol unit campaign guard".split()
)


def doers(stage: Stage, sentence: Sentence, subjects: list[int]) -> list[ActorRef]:
    """Give who does a verb; a weapon or a document acts for its owner."""
    found = stage.at(sentence, subjects)
    if found:
        return found
    return merged([
        ref for s in subjects if sentence.tokens[s].lemma in INSTRUMENTS for ref in stage.owner(sentence, s, depth=2)
    ])  # fmt: skip


def object_refs(stage: Stage, sentence: Sentence, i: int) -> list[ActorRef]:
    """Give the actors in object position; "dozens of", "the killing of" look through to what they count."""
    objects = logical_objects(sentence, i) + kids(sentence, i, "dative", "iobj")
    found = stage.at(sentence, objects) or [ref for obj in objects for ref in holders(stage, sentence, obj)]
    if found:
        return found
    for obj in objects:
        inner = stage.at(sentence, objects_of(sentence, obj, ("of",)))
        if inner and sentence.tokens[obj].pos == "NUM":
            return inner
    return []


def holders(stage: Stage, sentence: Sentence, i: int) -> list[ActorRef]:
    """Give who "his own predecessor Piñera" is: the one named beside it, else somebody of the owner's state."""
    token = sentence.tokens[i]
    if token.lemma not in ("predecessor", "successor"):
        return []
    named = stage.at(sentence, kids(sentence, i, "appos"))
    owners = stage.at(sentence, kids(sentence, i, "poss"))
    return named or [ActorRef(ref.country, ref.sector, None, None, token.text) for ref in owners[:1] if ref.country]


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
        objects = logical_objects(sentence, i)
        hosts += objects
        hosts += [t for o in objects if sentence.tokens[o].lemma in PARTS for t in objects_of(sentence, o, ("of",))]
    if carrier is not None:
        hosts.append(carrier)
    for host in hosts:
        targets = objects_of(sentence, host, preps)
        found = stage.at(sentence, targets)
        if found:
            return found
        for target in targets:
            found = stage.owner(sentence, target, depth=2)
            if found:
                return found
    return []


def from_carrier(stage: Stage, sentence: Sentence, carrier: int, frame: Frame) -> list[ActorRef]:
    """Give the recipient of a carried act from the verb: "imposed a tariff on", "paid Chile a visit"."""
    if sentence.tokens[carrier].lemma in ("engage", "draw", "drag", "involve", "join", "beat", "pay", "deal", "hand"):
        found = stage.at(sentence, kids(sentence, carrier, "dobj"))
        if found:
            return found
    for role in frame.recipient:
        if role in ("object", "object-owner", "subject", "owner", "clause"):
            continue
        found = stage.at(sentence, objects_of(sentence, carrier, (role,)))
        if found:
            return found
    return stage.at(sentence, kids(sentence, carrier, "dative", "iobj"))


def told_once(refs: list[ActorRef]) -> list[ActorRef]:
    """Drop a state or office that only stands for a person named beside it ("the ministers ..., as Minister Ito")."""
    held = {ref.country for ref in refs if (ref.id or "").startswith("person:")}
    vague = [
        (ref.id or "").startswith("office:") or ((ref.id or "").startswith("state:") and ref.name is None)
        for ref in refs
    ]
    return [ref for ref, loose in zip(refs, vague, strict=True) if not (loose and ref.country in held)]


def present_at(stage: Stage, sentence: Sentence, noun: int) -> list[ActorRef]:
    """Give the two sides that act "at a summit", "during talks", when the clause names both."""
    token = sentence.tokens[noun]
    if token.dep != "pobj" or sentence.tokens[token.head].text.lower() not in (
        "at",
        "during",
        "in",
        "after",
        "following",
    ):
        return []
    verb = sentence.tokens[token.head].head
    if sentence.tokens[verb].pos not in ("VERB", "AUX"):
        return []
    found = stage.at(sentence, logical_subjects(sentence, verb))
    return found if len({ref.country for ref in found if ref.country}) >= 2 else []


def reciprocal(
    stage: Stage, sentence: Sentence, i: int, carrier: int | None, actors: list[ActorRef], recipients: list[ActorRef]
) -> Roles:
    """Join both sides of a joint act: "A met B", "A and B met", "talks between A and B"."""
    sides = list(actors)
    if not recipients:
        for host in (i, carrier):
            if host is not None:
                recipients = [
                    ref
                    for ref in stage.at(sentence, objects_of(sentence, host, ("with", "between")))
                    if not same(ref, sides)
                ]
                if recipients:
                    break
    if not recipients and not sides and sentence.tokens[i].pos == "VERB":
        sides = stage.at(sentence, surface_subjects(sentence, i))
    if not recipients and not sides:
        sides = present_at(stage, sentence, i)
    everyone = told_once(merged([*sides, *recipients]))
    codes = {ref.country or ref.id or ref.text for ref in everyone}
    if len(codes) >= 2:
        return Roles(tuple(everyone), tuple(everyone))
    if recipients:
        return Roles(tuple(sides), tuple(recipients))
    return Roles(tuple(everyone), ())
