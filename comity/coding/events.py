"""Events: each predicate of a sentence with its frame, roles, status, date and place becomes at most one."""

from comity import codebook
from comity.codebook import Frame
from comity.coding.found import VERBAL, Found, confidence, needs_met
from comity.coding.hanging import hung
from comity.coding.ids import row_id
from comity.coding.intents import STATED, complement_mode, stated_demands, stated_intent, with_complement
from comity.coding.issues import find_issues
from comity.coding.joining import joined, told_before
from comity.coding.nominal_status import is_nominal, told_status
from comity.coding.predicates import Match, lemmas, match, members
from comity.coding.refusals import refused
from comity.coding.roles import Roles, bind, carrying_verb
from comity.coding.second_opinion import second_opinion
from comity.coding.sides import at_home, completed
from comity.coding.stage import PARTS, Stage
from comity.coding.status import StatusFound, status_of
from comity.coding.when import date_of, place_of
from comity.model import TOOK_PLACE, ActorRef, Event, Sentence, Skipped, Span, Status
from comity.recognition.arguments import logical_subjects
from comity.recognition.tree import ancestors, kids

SPEECH = frozenset(
    "say tell announce declare state add vow promise pledge warn insist stress write tweet reiterate "
    "confirm note report claim".split()
)
# Measures that last until they are lifted: named as a thing ("restrictions on imports") they are in force.
LASTING = frozenset({"SANCTION", "COERCE"})
MEASURES = frozenset(
    "sanction restriction ban tariff embargo duty curb quota blockade control freeze curfew boycott limit levy".split()
)


def find_events(stage: Stage) -> tuple[list[Event], list[Skipped]]:
    """Give the events of a reading and, for every predicate that gave none, the reason."""
    events: list[Event] = []
    skipped: list[Skipped] = []
    earlier: list[Found] = []
    for sentence in stage.reading.sentences:
        found: list[Found] = []
        matches = matched(stage, sentence)
        for row in candidates(stage, sentence, matches):
            reason = refused(stage, row) or ("told before in this report" if told_before(row, earlier) else "")
            if reason:
                skipped.append(passed_over(row, reason))
            else:
                found.append(row)
        kept, dropped = second_opinion(stage, sentence, matches, joined(stage, found))
        skipped.extend(passed_over(row, reason) for row, reason in dropped)
        earlier.extend(kept)
        events.extend(as_event(stage, row) for row in kept)
    return hung(stage, earlier, events), skipped


def passed_over(row: Found, reason: str) -> Skipped:
    token = row.sentence.tokens[row.token]
    return Skipped(token.start, token.end, reason)


def matched(stage: Stage, sentence: Sentence) -> dict[int, Match]:
    """Give the best frame of every predicate of a sentence."""
    heads = stage.heads.get(sentence.index, frozenset())
    return {
        token.i: found
        for token in sentence.tokens
        if token.pos in ("VERB", "NOUN", "ADJ", "PROPN", "AUX")
        and (found := match(sentence, token.i, heads)) is not None
    }


def told(stage: Stage, sentence: Sentence) -> tuple[dict[int, Match], list[Found]]:
    """Give the frames that fit a sentence, and the acts that the rules alone make of them."""
    matches = matched(stage, sentence)
    rows = [row for row in candidates(stage, sentence, matches) if not refused(stage, row)]
    return matches, joined(stage, rows)


def candidates(stage: Stage, sentence: Sentence, matches: dict[int, Match] | None = None) -> list[Found]:
    """Give every predicate of a sentence that a frame fits, with roles and status."""
    rows: dict[int, Found] = {}
    matches = matched(stage, sentence) if matches is None else matches
    for i, found in matches.items():
        frame = found.frame
        noun = frame.pos == "noun"
        carrier = carrying_verb(sentence, i) if noun else None
        if not noun and carries_other(sentence, i, found, matches):
            continue
        if noun and consumed(sentence, i, matches):
            continue
        if noun and carrier is not None and carrier in matches and specific(matches[carrier].frame):
            if found.score - frame.strength <= matches[carrier].score - matches[carrier].frame.strength:
                continue
        nominal = noun or is_nominal(sentence, i)
        status = told_status(sentence, i, carrier) if nominal else status_of(sentence, i)
        if noun and carrier is None and status.status == "occurred" and frame.type in LASTING:
            if sentence.tokens[i].lemma in MEASURES:
                status = StatusFound("ongoing", "a measure in force")
        elif status.cue == "before" and frame.type in VERBAL and past_above(sentence, i):
            status = StatusFound("occurred", "before")
        found, roles = bound(stage, sentence, i, found)
        frame = found.frame
        type_, mode, notes = frame.type, frame.mode if frame.mode != "*" else None, ()
        type_, mode, roles = by_actors(sentence, frame, type_, mode, roles)
        if frame.mode == "*":
            mode = complement_mode(sentence, i, frame, matches)
        rows[i] = Found(sentence, i, found, type_, mode, roles, status, confidence(frame, roles, status), notes)
    aimed = [completed(stage, with_complement(stage, row, rows), rows) for row in rows.values()]
    said = [act for row in aimed if (act := stated_intent(stage, row)) is not None]
    return aimed + said + stated_demands(stage, sentence, [*aimed, *said])


def bound(stage: Stage, sentence: Sentence, i: int, found: Match) -> tuple[Match, Roles]:
    """Bind the sides of a frame; where those that it needs are missing, the next best frame that has its own."""
    roles = at_home(stage, sentence, bind(stage, sentence, i, found.frame))
    # Rows without an actor only stop a more general row: "capture the imagination".
    if needs_met(found.frame, roles) or found.frame.actor == "none":
        return found, roles
    for score, frame in found.others:
        sides = at_home(stage, sentence, bind(stage, sentence, i, frame))
        if frame.pos == found.frame.pos and needs_met(frame, sides):
            return found._replace(frame=frame, score=score), sides
    return found, roles


def by_actors(
    sentence: Sentence, frame: Frame, type_: str, mode: str | None, roles: Roles
) -> tuple[str, str | None, Roles]:
    """Correct the type of an act where who does it, or what for, decides."""
    sectors = {ref.sector for ref in roles.actors}
    if type_ == "MOBILIZE" and any("peacekeep" in token.text.lower() for token in sentence.tokens):
        return "AID", None, roles  # troops sent to keep the peace protect, they do not threaten
    if type_ == "RETREAT" and "border" in (*frame.words, *frame.object) and frame.words[0] in ("open", "reopen"):
        if roles.recipients and all(ref.sector in ("CVL", "REF") for ref in roles.recipients):
            return "AID", None, roles  # a border opened to people in flight shelters them
    if type_ == "COERCE" and mode == "seize" and sectors and sectors <= {"REB"}:
        return "ASSAULT", None, roles  # rebels who take a place fight for it, they enforce nothing
    if type_ == "PROTEST" and frame.words[0] == "protest" and sectors and sectors <= {"GOV", "IGO"}:
        return "ACCUSE", "disapprove", roles  # a government that protests complains, it does not march
    if frame.id == "order-release" and sectors == {"JUD"}:
        return "RETREAT", "release", roles  # a court's order frees, a government's asks
    if type_ == "MOBILIZE" and DRILLS & {*frame.words, *frame.object}:
        if len({ref.country or ref.text for ref in roles.actors}) > 1:
            return "COOPERATE", None, Roles(roles.actors, roles.actors)  # forces of two states train together
    return type_, mode, roles


DRILLS = frozenset("drill exercise game wargame manoeuvre maneuver".split())


def consumed(sentence: Sentence, i: int, matches: dict[int, Match]) -> bool:
    """Tell whether a noun is the object that a verb's frame names ("froze part of its aid" is no aid)."""
    token = sentence.tokens[i]
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.text.lower() == "of" and sentence.tokens[above.head].lemma in PARTS:
        token = sentence.tokens[above.head]
        above = sentence.tokens[token.head]
    if token.dep not in ("dobj", "nsubjpass") or above.i not in matches:
        return False
    frame, noun = matches[above.i].frame, matches.get(i)
    if noun is not None and noun.score - noun.frame.strength > matches[above.i].score - frame.strength:
        return False  # the noun says more precisely what was done: "launched an air strike"
    return bool(members(frame.object) & lemmas(sentence, [i])) or sentence.tokens[i].lemma in frame.words[1:]


def past_above(sentence: Sentence, i: int) -> bool:
    """Tell whether the verb above "before pledging" is in the past: what came after it has come as well."""
    return any(sentence.tokens[a].tag == "VBD" for a in ancestors(sentence, i))


def specific(frame: Frame) -> bool:
    """Tell whether a frame names its object or further words, so that the verb decides and not its object."""
    return bool(frame.object and "@actor" not in frame.object) or len(frame.words) > 1


def carries_other(sentence: Sentence, i: int, found: Match, matches: dict[int, Match]) -> bool:
    """Tell whether a loose verb only carries an act that its object tells ("launched an attack")."""
    bar = found.score - found.frame.strength if specific(found.frame) else -1.0
    return any(
        carrying_verb(sentence, noun) == i
        and other.frame.pos == "noun"
        and other.score - other.frame.strength > bar
        and sentence.tokens[noun].dep in ("dobj", "nsubjpass", "conj")
        for noun, other in matches.items()
    )


def reporter(stage: Stage, sentence: Sentence, i: int, roles: Roles) -> ActorRef | None:
    """Give who is quoted as the source of an act: "officials said that ...", "according to the navy"."""
    for above in ancestors(sentence, i):
        token = sentence.tokens[above]
        if token.pos == "VERB" and token.lemma in SPEECH:
            refs = stage.at(sentence, logical_subjects(sentence, above))
            if refs and not any(ref.id == refs[0].id and ref.id for ref in roles.actors):
                return refs[0]
    for token in sentence.tokens:
        if token.text.lower() == "according":
            refs = stage.at(sentence, [t for c in kids(sentence, token.i, "prep") for t in kids(sentence, c, "pobj")])
            if refs:
                return refs[0]
    return None


def narrow(issues: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the particular issues of a sentence; a top of the tree ("security") only where nothing narrower is."""
    table = codebook.issues()
    return tuple(code for code in issues if table[code].parent) or issues


def as_event(stage: Stage, row: Found) -> Event:
    """Make the event row: codes, date, place, issues and figures from the sentence around its predicate."""
    reading, sentence, frame = stage.reading, row.sentence, row.match.frame
    token = sentence.tokens[row.token]
    text = reading.report.text[sentence.start : sentence.end]
    days = (date_of(stage, sentence, i) for i in (row.token, *row.also))
    # Words that date a promised deed do not date the promise.
    day = None if STATED in row.notes else next((found for found in days if found is not None), None)
    status: Status = row.status.status
    published = reading.report.published
    if status in TOOK_PLACE and published and day is not None and day.start and day.start > published:
        status = "planned"  # what is dated after its report cannot have happened, whatever the tense
    contexts = frame.contexts
    event_id = row_id("e", reading.report.id, row.type, sentence.start, token.start, status)
    return Event(
        id=event_id,
        type=row.type,
        mode=row.mode,
        contexts=contexts,
        actors=row.roles.actors,
        recipients=row.roles.recipients,
        date=day,
        status=status,
        quad=codebook.quad_class(row.type),
        intensity=codebook.intensity(row.type, row.mode),
        cameo=frame.cameo or codebook.to_cameo(row.type, row.mode, contexts),
        place=place_of(stage, sentence, row.token),
        issues=narrow(find_issues(text)),
        figures=stage.figures(sentence),
        reported_by=reporter(stage, sentence, row.token, row.roles),
        evidence=(Span(sentence.start, sentence.end, text),),
        confidence=row.confidence,
        trigger=Span(token.start, token.end, token.text),
        rule=frame.id,
        notes=row.notes + ((f"alleged: {row.status.cue}",) if row.status.alleged else ()),
    )
