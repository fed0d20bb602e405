"""Events: each predicate of a sentence with its frame, roles, status, date and place becomes at most one."""

from typing import NamedTuple

from comity import codebook
from comity.codebook import Frame
from comity.coding.figures import find_figures
from comity.coding.ids import row_id
from comity.coding.issues import find_issues
from comity.coding.predicates import Match, match
from comity.coding.roles import Roles, Stage, bind, carrying_verb
from comity.coding.status import StatusFound, status_of
from comity.coding.when import date_of, place_of
from comity.model import ActorRef, Event, Sentence, Skipped, Span, Status
from comity.recognition.arguments import logical_subjects
from comity.recognition.tree import ancestors, kids, objects_of, subtree

COOPERATIVE = frozenset({"verbal cooperation", "material cooperation"})
SPEECH = frozenset("say tell announce declare state add vow promise pledge warn insist stress write tweet reiterate confirm note report claim".split())
# Nouns that name an act without telling it again: "after the talks", "during the visit".
STRUCTURAL = frozenset({"PROTEST", "ASSAULT"})
POLITICAL = frozenset({"GOV", "MIL", "LEG", "JUD", "OPP", "PTY", "REB", "COP", "SPY", "IGO"})


class Found(NamedTuple):
    """A predicate that may become an event, before doubles are joined."""

    sentence: Sentence
    token: int
    match: Match
    type: str
    mode: str | None
    roles: Roles
    status: StatusFound
    confidence: float
    notes: tuple[str, ...] = ()


def find_events(stage: Stage) -> tuple[list[Event], list[Skipped]]:
    """Give the events of a reading and, for every predicate that gave none, the reason."""
    events: list[Event] = []
    skipped: list[Skipped] = []
    for sentence in stage.reading.sentences:
        found: list[Found] = []
        for row in candidates(stage, sentence):
            reason = refused(stage, row)
            token = sentence.tokens[row.token]
            if reason:
                skipped.append(Skipped(token.start, token.end, reason))
            else:
                found.append(row)
        for row in joined(stage, found):
            events.append(as_event(stage, row))
    return events, skipped


def candidates(stage: Stage, sentence: Sentence) -> list[Found]:
    """Give every predicate of a sentence that a frame fits, with roles and status."""
    rows: dict[int, Found] = {}
    heads = stage.heads.get(sentence.index, frozenset())
    matches = {
        token.i: found for token in sentence.tokens
        if token.pos in ("VERB", "NOUN", "ADJ", "PROPN", "AUX") and (found := match(sentence, token.i, heads)) is not None
    }  # fmt: skip
    for i, found in matches.items():
        frame = found.frame
        noun = frame.pos == "noun"
        carrier = carrying_verb(sentence, i) if noun else None
        if not noun and carries_other(sentence, i, found, matches):
            continue
        if noun and carrier is not None and carrier in matches and specific(matches[carrier].frame):
            continue
        status = status_of(sentence, carrier if carrier is not None and sentence.tokens[carrier].lemma != "be" else i, noun=noun and carrier is None)
        if carrier is not None:
            own = status_of(sentence, i, noun=True)
            if own.status in ("planned", "denied") and status.status == "occurred":
                status = own
        roles = bind(stage, sentence, i, frame)
        type_, mode, notes = frame.type, frame.mode if frame.mode != "*" else None, ()
        if frame.mode == "*":
            mode = complement_mode(sentence, i, frame, matches)
        rows[i] = Found(sentence, i, found, type_, mode, roles, status, confidence(frame, roles, status), notes)
    return list(rows.values())


def specific(frame: Frame) -> bool:
    """Tell whether a frame names its object or further words, so that the verb decides and not its object."""
    return bool(frame.object and "@actor" not in frame.object) or len(frame.words) > 1


def carries_other(sentence: Sentence, i: int, found: Match, matches: dict[int, Match]) -> bool:
    """Tell whether a loose verb only carries an act that its object tells ("launched an attack")."""
    if specific(found.frame):
        return False
    return any(
        carrying_verb(sentence, noun) == i and other.frame.pos == "noun" and sentence.tokens[noun].dep in ("dobj", "nsubjpass", "conj")
        for noun, other in matches.items()
    )


MODE_OF = {
    "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "AGREE": "assist", "RETREAT": "yield",
    "CONCEDE": "yield",
}  # fmt: skip
THREAT_MODE = {
    ("COERCE", "arrest"): "arrest", ("SANCTION", "expel"): "expel", ("COERCE", "deport"): "expel", ("SANCTION", "withdraw"): "relations",
    ("SANCTION", "discontinue"): "restrict", ("COERCE", "restrict"): "restrict", ("COERCE", "seize"): "territory",
    ("COERCE", None): "restrict", ("SANCTION", None): "restrict",
}  # fmt: skip


def complement_mode(sentence: Sentence, i: int, frame: Frame, matches: dict[int, Match]) -> str | None:
    """Give the mode of a request, refusal or threat from what is asked, refused or threatened."""
    if frame.type == "AGREE":
        return None
    below = [t for t in subtree(sentence, i) if t in matches and t != i]
    inner = matches[below[0]].frame if below else None
    if frame.type == "THREATEN":
        if inner is None:
            return None
        mode = inner.mode if inner.mode != "*" else None
        fallback = "violence" if inner.type in ("ASSAULT", "MOBILIZE") else None
        return THREAT_MODE.get((inner.type, mode), THREAT_MODE.get((inner.type, None), fallback))
    return MODE_OF.get(inner.type, "change") if inner is not None else None


def confidence(frame: Frame, roles: Roles, status: StatusFound) -> float:
    """Give how sure a coding is: the frame's strength, lowered where a role is missing or the words hedge."""
    value = frame.strength
    if not roles.actors:
        value *= 0.75
    if frame.recipient and not roles.recipients:
        value *= 0.85
    if any(ref.country is None for ref in (*roles.actors, *roles.recipients)):
        value *= 0.9
    if status.alleged:
        value *= 0.5
    if status.status in ("planned", "conditional"):
        value *= 0.9
    return round(max(0.05, min(0.97, value)), 3)


def refused(stage: Stage, row: Found) -> str:
    """Give the reason why a predicate is not coded, "" when it is."""
    frame, sentence = row.match.frame, row.sentence
    everyone = (*row.roles.actors, *row.roles.recipients)
    if not everyone:
        return f"{row.type.lower()} without an actor or a recipient"
    if row.status.habitual:
        return "a habit, not an act"
    if row.status.alleged and row.status.status == "conditional":
        return "only alleged"
    if frame.needs == "recipient" and not row.roles.recipients:
        return f"{frame.id} needs a recipient"
    if frame.needs == "state" and not (political(row.roles.actors) and (political(row.roles.recipients) or not frame.recipient)):
        return f"{frame.id} needs states on both sides"
    if frame.pos == "noun":
        token = sentence.tokens[row.token]
        if token.dep == "compound" or (token.dep == "conj" and sentence.tokens[token.head].dep == "compound"):
            return "part of a name or compound"
        if not row.roles.actors and row.type not in STRUCTURAL and carrying_verb(sentence, row.token) is None:
            return "an act named without who did it"
    if self_only(row):
        return "an actor acting on itself"
    if opened_by_if(sentence, row.token):
        return "inside a condition"
    return ""


def political(refs: tuple[ActorRef, ...]) -> bool:
    return any(ref.sector in POLITICAL or (ref.id or "").startswith("state:") for ref in refs)


def self_only(row: Found) -> bool:
    left, right = {r.id or r.text for r in row.roles.actors}, {r.id or r.text for r in row.roles.recipients}
    return bool(left) and left == right and len(left) == 1


def opened_by_if(sentence: Sentence, i: int) -> bool:
    """Tell whether a predicate stands in the condition itself ("if he resigns"): that is an assessment's part."""
    for above in (i, *ancestors(sentence, i)):
        token = sentence.tokens[above]
        marks = {sentence.tokens[c].text.lower() for c in kids(sentence, above, "mark", "advmod")}
        if token.dep == "advcl" and marks & {"if", "unless", "lest"}:
            return True
    return False


def joined(stage: Stage, rows: list[Found]) -> list[Found]:
    """Join predicates of one sentence that tell the same act ("flew to Santiago for talks")."""
    kept: list[Found] = []
    for row in sorted(rows, key=lambda row: (-row.confidence, row.token)):
        twin = next((k for k in kept if tells_same(k, row)), None)
        if twin is None:
            kept.append(row)
            continue
        better = twin._replace(
            mode=twin.mode or row.mode,
            roles=Roles(twin.roles.actors or row.roles.actors, twin.roles.recipients or row.roles.recipients),
        )
        kept[kept.index(twin)] = better
    return sorted(kept, key=lambda row: row.token)


def tells_same(a: Found, b: Found) -> bool:
    """Tell whether two predicates of a sentence have one type, one status and compatible sides."""
    if a.type != b.type or (a.status.status != b.status.status and a.type != "CONSULT"):
        return False
    def states(row: Found) -> set[str]:
        return {ref.country or ref.id or ref.text for ref in (*row.roles.actors, *row.roles.recipients)}
    one, two = states(a), states(b)
    if a.type == "CONSULT" and a.status.status != b.status.status:
        return one == two and {a.status.status, b.status.status} == {"occurred", "planned"} and a.status.cue in ("", "to", "for") and b.status.cue in ("", "to", "for")
    return one <= two or two <= one


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


def as_event(stage: Stage, row: Found) -> Event:
    """Make the event row: codes, date, place, issues and figures from the sentence around its predicate."""
    reading, sentence, frame = stage.reading, row.sentence, row.match.frame
    token = sentence.tokens[row.token]
    text = reading.report.text[sentence.start : sentence.end]
    status: Status = row.status.status
    contexts = frame.contexts
    event_id = row_id("e", reading.report.id, row.type, sentence.start, token.start, status)
    return Event(
        id=event_id,
        type=row.type,
        mode=row.mode,
        contexts=contexts,
        actors=row.roles.actors,
        recipients=row.roles.recipients,
        date=date_of(stage, sentence, row.token),
        status=status,
        quad=codebook.quad_class(row.type),
        intensity=codebook.intensity(row.type, row.mode),
        cameo=frame.cameo or codebook.to_cameo(row.type, row.mode, contexts),
        place=place_of(stage, sentence, row.token),
        issues=find_issues(text),
        figures=find_figures(reading.report, sentence),
        reported_by=reporter(stage, sentence, row.token, row.roles),
        evidence=(Span(sentence.start, sentence.end, text),),
        confidence=row.confidence,
        trigger=Span(token.start, token.end, token.text),
        rule=frame.id,
        notes=row.notes + ((f"alleged: {row.status.cue}",) if row.status.alleged else ()),
    )


def recipients_of(stage: Stage, sentence: Sentence, i: int, prep: str) -> list[ActorRef]:
    """Give the actors after one preposition of a predicate."""
    return stage.at(sentence, objects_of(sentence, i, (prep,)))
