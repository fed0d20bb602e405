"""Positions: where an actor stands on an issue, by the words of stance that a report uses."""

from collections.abc import Sequence

from comity.coding.agreements import Draft, find_drafts
from comity.coding.bilateral import binding, countries, main_states, state_ref
from comity.coding.binding_words import SPEECH
from comity.coding.documents import FORMS
from comity.coding.issues import find_issues
from comity.coding.stage import Stage, merged
from comity.coding.stance_rules import Stood
from comity.coding.stance_words import CRITICAL, IMPORTS, VAGUE, WRONGS
from comity.coding.stances import shrine_visit, stance_at
from comity.coding.told_stances import by_acts, by_remorse, position
from comity.coding.when import date_of
from comity.model import ActorRef, Date, Event, Position, Sentence
from comity.recognition.arguments import logical_objects, logical_subjects, surface_subjects
from comity.recognition.tree import ancestors, kids, subtree, words

DOCUMENTS = frozenset(FORMS) | {"document", "text", "summit", "meeting", "talk", "negotiation", "joint"}
SHRINE = "war-shrine"
# A row needs the issue in the words that the stance is about; more than three in one object is a list of topics.
MOST = 3


def find_positions(stage: Stage, events: Sequence[Event]) -> list[Position]:
    """Give where each actor stands on each issue, one row an actor, issue, stance and sentence.

    The issue must be named in the verb's own complement. A document that leaves something out avoids it for each
    of its parties; visits and offerings to a shrine of the war dead support it; a ban on another state's goods opposes
    that trade; an act that names another state friend or foe is a stance on the ties. What is asked of others,
    conditional or denied is no stand.
    """
    drafts = find_drafts(stage, events)
    found: dict[tuple[str, str, str, int], Position] = {}
    for sentence in stage.reading.sentences:
        for token in sentence.tokens:
            for row in (*by_words(stage, drafts, sentence, token.i), *by_shrine(stage, sentence, token.i)):
                key = (row.actor.id or row.actor.text, row.issue, row.stance, sentence.index)
                found.setdefault(key, row)
            for row in by_remorse(stage, sentence, token.i):
                found.setdefault((row.actor.id or row.actor.text, row.issue, row.stance, sentence.index), row)
    for row in by_acts(stage, events):
        sentence = stage.sentences_between(row.evidence[0].start, row.evidence[0].end)[0]
        found.setdefault((row.actor.id or row.actor.text, row.issue, row.stance, sentence.index), row)
    return list(found.values())


def by_words(stage: Stage, drafts: Sequence[Draft], sentence: Sentence, i: int) -> list[Position]:
    """Give the rows of one word of stance: its actors times the issues of its complement."""
    stood = stance_at(sentence, i)
    if stood is None or not stood.target or receives(stage, sentence, stood):
        return []
    codes = issues_of(stage, sentence, stood)
    if not codes:
        return []
    actors, date = actors_of(stage, drafts, sentence, stood)
    date = date or day_of(stage, sentence, stood)
    return [
        position(stage, sentence, i, actor, code, stood.stance, date, stood.weight)
        for code in codes
        for actor in actors
    ]


def receives(stage: Stage, sentence: Sentence, stood: Stood) -> bool:
    """Tell whether the object is somebody and no issue: "welcomed the minister", "criticised the president"."""
    if stood.owner is not None or stood.stance not in ("supports", "opposes"):
        return False
    objects = logical_objects(sentence, stood.at)
    somebody = ("person", "state", "capital", "pronoun", "office")
    for o in objects:
        named = stage.kinds.get((sentence.index, o)) in somebody and sentence.tokens[o].dep != "pobj"
        if named and countries(stage.at(sentence, [o])):
            return True
    return False


def day_of(stage: Stage, sentence: Sentence, stood: Stood) -> Date | None:
    """Give the date of a stance, not that of its object ("the 2014 ruling", "in force since May")."""
    date = date_of(stage, sentence, stood.at)
    if date is None:
        return None
    told = [m for m in stage.reading.dates if m.date == date and sentence.start <= m.start < sentence.end]
    if any(stage.reading.report.text[: m.start].endswith("since ") for m in told):
        return None
    if date.precision != "year":
        return date
    first, last = sentence.tokens[stood.target[0]].start, sentence.tokens[stood.target[-1]].end
    return None if any(first <= m.start < last for m in told) else date


def issues_of(stage: Stage, sentence: Sentence, stood: Stood) -> list[str]:
    """Give the issues that a stance is about."""
    # "ban on Chilean poultry" reads as "ban on poultry" once the states are out of it.
    bare = [
        k
        for k in stood.target
        if stage.kinds.get((sentence.index, k)) not in ("demonym", "state", "capital")
        and sentence.tokens[k].tag != "POS"
    ]
    told = dict.fromkeys((*find_issues(words(sentence, stood.target)), *find_issues(words(sentence, bare))))
    codes = [code for code in told if code not in VAGUE]
    lemma = sentence.tokens[stood.at].lemma
    if stood.stance == "opposes" and lemma in CRITICAL:
        codes = [code for code in codes if code not in WRONGS]
    if stood.owner is not None:
        codes = [code for code in codes if code in IMPORTS][:1]
    if lemma in ("apologise", "apologize") and not codes:
        codes = [code for code in find_issues(words(sentence, range(len(sentence.tokens)))) if code in WRONGS][:1]
    if SHRINE in codes and stood.stance == "avoids":
        return [SHRINE]
    return codes if len(codes) <= MOST or stood.stance == "avoids" else codes[:1]


def actors_of(
    stage: Stage, drafts: Sequence[Draft], sentence: Sentence, stood: Stood
) -> tuple[list[ActorRef], Date | None]:
    """Give who takes a stance; what a document leaves out its parties avoid, at its date."""
    if stood.owner is not None:
        owners = binding(stage.owner(sentence, stood.owner, without=("on", "against", "of", "from")))
        if not owners and stood.actor is not None:
            owners = binding(stage.at(sentence, logical_subjects(sentence, stood.actor)))
        return owners, None
    if stood.actor is None:
        return [], None
    positions = logical_subjects(sentence, stood.actor)
    if stood.spoken and not binding(stage.at(sentence, positions)):
        speech = next((a for a in ancestors(sentence, stood.at) if sentence.tokens[a].lemma in SPEECH), None)
        return (binding(stage.at(sentence, logical_subjects(sentence, speech))) if speech is not None else []), None
    found = binding(stage.at(sentence, positions))
    if found:
        return found, None
    own = surface_subjects(sentence, stood.actor)
    lemmas = {sentence.tokens[p].lemma.lower() for p in own}
    if not lemmas & DOCUMENTS or stood.stance != "avoids":
        return [], None  # what an older text expressed is not where both parties stand now
    return document_parties(stage, drafts, sentence, own)


def document_parties(
    stage: Stage, drafts: Sequence[Draft], sentence: Sentence, own: Sequence[int]
) -> tuple[list[ActorRef], Date | None]:
    """Give the parties of the document that a subject means, else the report's main pair."""
    draft = next((d for d in reversed(drafts) if d.sentences[0] <= sentence.index), None)
    if draft is not None and len(countries(draft.parties)) >= 2:
        return list(draft.parties), draft.date
    sides = [ref for noun in own for ref in binding(stage.owner(sentence, noun))]
    if sides:
        return merged(sides), None
    joint = any(sentence.tokens[c].text.lower() in ("joint", "the") for noun in own for c in sentence.children[noun])
    leading = main_states(stage)[:2]
    return ([state_ref(stage, code) for code in leading], None) if joint and len(leading) == 2 else ([], None)


def by_shrine(stage: Stage, sentence: Sentence, i: int) -> list[Position]:
    """Give the rows of a visit or an offering to a shrine of the war dead."""
    token = sentence.tokens[i]
    if token.pos != "VERB" or not shrine_visit(sentence, i):
        return []
    tops = kids(sentence, i, "dobj", "prep", "dative")
    reach = [k for top in tops for k in subtree(sentence, top)]
    if SHRINE not in find_issues(words(sentence, reach)):
        return []
    if token.lemma in ("send", "offer", "make", "pay", "donate", "dedicate") and not any(
        sentence.tokens[o].lemma
        in ("offering", "visit", "homage", "tribute", "respect", "tree", "prayer", "wreath", "donation")
        for o in kids(sentence, i, "dobj")
    ):
        return []
    actors = binding(stage.at(sentence, logical_subjects(sentence, i)))
    date = date_of(stage, sentence, i)
    return [position(stage, sentence, i, actor, SHRINE, "supports", date, 0.75) for actor in actors]
