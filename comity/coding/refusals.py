"""Why a predicate is not coded: each rule keeps something that is no act between actors out of the record."""

from functools import lru_cache
from itertools import pairwise

from comity import codebook
from comity.coding.everyday import everyday
from comity.coding.found import VERBAL, Found, needs_met
from comity.coding.intents import VISIT
from comity.coding.roles import carrying_verb
from comity.coding.stage import Stage, within
from comity.coding.status import opened_by_if
from comity.coding.when import date_of, place_of, token_at
from comity.model import Place, Sentence
from comity.recognition.arguments import is_passive, logical_objects
from comity.recognition.tree import ancestors, kids, objects_of

# Below this the words tell the act less often than not (measured on the project's own sentences).
LEAST = 0.32
# Acts that a noun may tell without naming who did them: "protests broke out", "the attack on".
STRUCTURAL = frozenset({"PROTEST", "ASSAULT"})
# Subjects that do harm without anybody's will.
NATURE = frozenset(
    "storm flood earthquake quake typhoon hurricane cyclone fire wildfire blaze landslide avalanche virus "
    "disease pandemic drought crash accident tsunami eruption volcano heat snow rain wave tornado famine "
    "outbreak malaria cholera cancer "
    "lightning rain bacterium heatwave frost hail wind boar bear wolf shark locust crab "
    "jellyfish elephant tiger lion crocodile snake dog beetle moth fungus bird rat mosquito leopard".split()
)


# Acts that only somebody can do; violence and moves of forces may be told of weapons and crowds.
WILLED = VERBAL | {"CONSULT", "SANCTION", "COERCE", "AID", "COOPERATE", "RETREAT"}
# Where ships and aircraft go, and nobody is received.
WATERS = frozenset({"water", "zone", "airspace", "sea", "shelf", "shoal", "reef"})
LABELLING = frozenset("call describe label brand term dub consider name see deem declare portray".split())
ACCORDS = frozenset("agreement accord pact treaty deal understanding memorandum convention protocol".split())


def refused(stage: Stage, row: Found) -> str:
    """Give the reason why a predicate is not coded, "" when it is."""
    if not row.roles.actors and not row.roles.recipients:
        return f"{row.type.lower()} without an actor or a recipient"
    if VISIT in row.notes:
        return VISIT
    return by_status(row) or by_words(row) or by_sides(stage, row)


def by_status(row: Found) -> str:
    """Refuse what is told as a habit, a mere allegation, a condition, or too vaguely."""
    if row.status.habitual:
        return "a habit, not an act"
    if row.status.alleged and row.status.status == "conditional":
        return "only alleged or denied"
    if row.confidence < LEAST:
        return "too unsure"
    if opened_by_if(row.sentence, row.token):
        return "inside a condition"
    return ""


def by_words(row: Found) -> str:
    """Refuse predicates that only describe ("the jailed leader", "a Japan-funded body", "agreements between")."""
    frame, sentence = row.match.frame, row.sentence
    token = sentence.tokens[row.token]
    if listed_item(row):
        return "an item of a list, not told as done"
    if frame.pos == "verb" and token.dep == "amod":
        return "an attribute, not an act"
    there = sentence.tokens[token.head].dep == "attr" and any(
        sentence.tokens[c].dep == "expl" for c in sentence.children[sentence.tokens[token.head].head]
    )
    if frame.pos == "verb" and token.dep == "acl" and token.tag == "VBN" and not row.roles.actors and not there:
        return "an attribute, not an act"
    if token.lemma in ("protest", "complain", "object", "lodge", "convey") and token.dep in ("xcomp", "advcl"):
        if row.sentence.tokens[token.head].lemma == "summon":
            return "why somebody was summoned, told with the summons"
    if row.type == "CONSULT" and token.lemma in LABELLING and kids(sentence, row.token, "oprd"):
        return "what somebody calls it, not an act"
    if frame.pos == "noun":
        if token.dep in ("oprd", "attr") and sentence.tokens[token.head].lemma in LABELLING:
            return "what somebody calls it, not an act"
        if token.dep == "compound" or (token.dep == "conj" and sentence.tokens[token.head].dep == "compound"):
            return "part of a name or compound"
        if not row.roles.actors and row.type not in STRUCTURAL and carrying_verb(sentence, row.token) is None:
            return "an act named without who did it"
        if row.type == "AGREE" and token.lemma in ACCORDS and carrying_verb(sentence, row.token) is None:
            return "an agreement that is named, not made here"
        if row.type in VERBAL and token.tag == "NNS" and carrying_verb(sentence, row.token) is None:
            if not kids(sentence, row.token, "poss", "det", "nummod") and not objects_of(sentence, row.token, ("by",)):
                return "acts in general, not one act"
    return ""


def listed_item(row: Found) -> bool:
    """Tell whether a gerund stands in an enumerated list ("areas of work: 1) opening a post; 2) training")."""
    tokens = row.sentence.tokens
    i = row.token
    for _ in range(4):
        token = tokens[i]
        if token.tag != "VBG" and i == row.token:
            return False
        before = [t.text for t in tokens[max(0, i - 4) : i]]
        if any(
            mark in (")", ".") and number.strip("(").isalnum() and len(number) <= 2 for number, mark in pairwise(before)
        ):
            return True
        if token.dep not in ("conj", "advcl", "acl", "appos", "pcomp") or token.head == i:
            return False
        i = token.head
    return False


def by_sides(stage: Stage, row: Found) -> str:
    """Refuse acts whose sides are no actors, or not those that the frame needs."""
    frame, sentence = row.match.frame, row.sentence
    token = sentence.tokens[row.token]
    if frame.needs == "recipient" and not row.roles.recipients:
        return f"{frame.id} needs a recipient"
    if not needs_met(frame, row.roles):
        return f"{frame.id} needs states on both sides"
    if row.type == "ACCUSE" and not row.roles.actors and token.dep in ("acl", "relcl"):
        return "an accusation named without who made it"
    if row.type in ("SUPPORT", "AGREE", "THREATEN", "CONCEDE") and not row.roles.actors and frame.pos == "verb":
        return "said by nobody who is named"
    if (
        frame.pos == "verb"
        and not row.roles.actors
        and frame.actor == "subject"
        and not is_passive(sentence, row.token)
    ):
        subjects = kids(sentence, row.token, "nsubj")
        if subjects and sentence.tokens[subjects[0]].lemma in NATURE:
            return "nature acts, nobody else"
        if row.type in WILLED and (subjects or token.dep not in ("ROOT", "advcl")):
            return "its subject is no known actor"
    if (
        row.type == "PROTEST"
        and row.mode == "demo"
        and row.roles.actors
        and all(r.sector in ("GOV", "IGO") for r in row.roles.actors)
    ):
        return "officials at work, not a demonstration"
    if row.type == "CONSULT":
        return no_meeting(stage, row)
    if row.type == "SUPPORT" and not row.roles.recipients and unhosted(stage, row):
        return VISIT
    lived = everyday(row)
    if lived:
        return lived
    day = date_of(stage, sentence, row.token)
    if day is not None and day.end is not None and day.end < "1900":
        return "history before 1900"
    if self_only(row):
        return "an actor acting on itself"
    return ""


def no_meeting(stage: Stage, row: Found) -> str:
    """Refuse visits of tourists, visits to shrines and islands, and meetings with one side only."""
    actors = row.roles.actors
    if (
        row.mode == "visit"
        and actors
        and all(ref.sector in ("CVL", "BUS", "MED", "EDU", "REF", "REL", "LAB", "CRM") for ref in actors)
    ):
        return "people who travel, not states that meet"
    place = place_of(stage, row.sentence, row.token)
    if row.match.frame.id.endswith("visit-place") or (place is not None and not is_host(place)) or unhosted(stage, row):
        return VISIT
    if row.mode == "visit" and WATERS & goals(row.sentence, row.token):
        return "a move into waters or airspace, not a meeting"
    if own_forces(row):
        return "a government among its own forces"
    sides = {ref.country or ref.id or ref.text for ref in (*actors, *row.roles.recipients)}
    if row.match.frame.pos == "noun" and row.mode != "visit" and len(sides) < 2:
        return "a meeting told with one side only"
    return "an actor acting on itself" if self_only(row) else ""


def goals(sentence: Sentence, i: int) -> set[str]:
    """Give the nouns that a movement is told to go to: its objects, and those of the prepositions of place."""
    found = [*logical_objects(sentence, i), *objects_of(sentence, i, ("in", "into", "at", "to", "on", "off", "near"))]
    return {sentence.tokens[goal].lemma for goal in found}


def unhosted(stage: Stage, row: Found) -> bool:
    """Tell whether an act goes to a shrine or a disputed island, as its object or after a preposition of it."""
    for mention in within(stage.reading.places, row.sentence):
        at = token_at(row.sentence, mention.start, mention.end)
        if at is not None and not is_host(mention.place):
            above = [each for each in ancestors(row.sentence, at) if row.sentence.tokens[each].pos != "ADP"]
            if row.token in above[:2]:
                return True
    return False


def own_forces(row: Found) -> bool:
    """Tell whether a government only meets its own officials or troops."""
    everyone = (*row.roles.actors, *row.roles.recipients)
    states = {ref.country for ref in everyone}
    return len(states) == 1 and None not in states and "MIL" in {ref.sector for ref in row.roles.recipients}


@lru_cache(maxsize=1)
def no_hosts() -> frozenset[str]:
    """Give the places that no government receives at: shrines, and islands that states dispute."""
    return frozenset(
        row.name for row in codebook.places() if row.kind == "shrine" or (row.kind == "island" and row.country is None)
    )


def is_host(place: Place) -> bool:
    return place.name not in no_hosts()


def self_only(row: Found) -> bool:
    left, right = {r.id or r.text for r in row.roles.actors}, {r.id or r.text for r in row.roles.recipients}
    return bool(left) and left == right and len(left) == 1
