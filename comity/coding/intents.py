"""Acts inside acts: what is promised, asked, refused or threatened, and what is announced."""

from functools import lru_cache
from itertools import takewhile

from comity import codebook
from comity.codebook import Frame
from comity.coding.found import COOPERATIVE, OPERATORS, POLITICAL, Found, confidence
from comity.coding.predicates import Match
from comity.coding.roles import Roles, same
from comity.coding.stage import Stage
from comity.coding.status import StatusFound, opened_by_if, status_of
from comity.model import ActorRef, Sentence
from comity.recognition.arguments import is_passive, logical_subjects
from comity.recognition.tree import ancestors, kids, subtree

SPEECH = frozenset(
    "say tell announce declare state add vow promise pledge warn insist stress write tweet reiterate "
    "confirm note signal indicate hint inform notify assure".split()
)
MODE_OF = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "AGREE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
THREAT_MODE = {
    ("COERCE", "arrest"): "arrest",
    ("SANCTION", "expel"): "expel",
    ("COERCE", "deport"): "expel",
    ("SANCTION", "withdraw"): "relations",
    ("SANCTION", "discontinue"): "restrict",
    ("COERCE", "restrict"): "restrict",
    ("COERCE", "seize"): "territory",
    ("COERCE", None): "restrict",
    ("SANCTION", None): "restrict",
}


STATED = "stated intent"
TIMING = frozenset({"before", "after", "during", "until", "till", "since", "ahead"})
VISIT = "a visit to a place, not a meeting"


def complement_mode(sentence: Sentence, i: int, frame: Frame, matches: dict[int, Match]) -> str | None:
    """Give the mode of a request, refusal or threat from what is asked, refused or threatened."""
    if frame.type == "AGREE":
        return None
    below = [t for t in subtree(sentence, i) if t in matches and t != i and not only_a_time(sentence, t, i)]
    inner = matches[below[0]].frame if below else None
    if frame.type == "THREATEN":
        if inner is None:
            return None
        mode = inner.mode if inner.mode != "*" else None
        fallback = "violence" if inner.type in ("ASSAULT", "MOBILIZE") else None
        return THREAT_MODE.get((inner.type, mode), THREAT_MODE.get((inner.type, None), fallback))
    if inner is None:
        return "change" if kids(sentence, i, "xcomp", "ccomp") else None
    return MODE_OF.get(inner.type, "change")


def only_a_time(sentence: Sentence, t: int, i: int) -> bool:
    """Tell whether an act below what is asked only says by when: "to suspend the fees before a meeting"."""
    return any(
        sentence.tokens[each].text.lower() in TIMING
        or (
            sentence.tokens[each].dep == "advcl"
            and {sentence.tokens[c].text.lower() for c in kids(sentence, each, "mark")} & TIMING
        )
        for each in (t, *takewhile(lambda above: above != i, ancestors(sentence, t)))
    )


def with_complement(stage: Stage, row: Found, rows: dict[int, Found]) -> Found:
    """Give a promise, threat, refusal or request the recipient of what is promised ("to lift sanctions on Iran")."""
    if row.type not in OPERATORS or row.roles.recipients or row.match.frame.pos != "verb" or row.match.frame.needs:
        return row
    mine = list(row.roles.actors)
    for i in subtree(row.sentence, row.token):
        inner = rows.get(i)
        if inner is None or i <= row.token or not complement_of(row.sentence, row.token, i):
            continue
        if inner.type == "CONSULT" and inner.mode == "visit" and not inner.roles.recipients:
            row = row._replace(notes=(*row.notes, VISIT))
        found = tuple(ref for ref in (*inner.roles.recipients, *inner.roles.actors) if not same(ref, mine))
        if found and len(row.roles.actors) < 2:
            roles = Roles(row.roles.actors, found)
            return row._replace(roles=roles, confidence=confidence(row.match.frame, roles, row.status))
    named = tuple(ref for ref in inside_complement(stage, row) if not same(ref, mine))
    if named and mine and len(mine) < 2:
        roles = Roles(row.roles.actors, named[:1])
        return row._replace(roles=roles, confidence=confidence(row.match.frame, roles, row.status))
    return row


def inside_complement(stage: Stage, row: Found) -> list[ActorRef]:
    """Give the states and bodies named inside what is promised or refused, where no frame tells their part."""
    sentence = row.sentence
    found: list[ActorRef] = []
    for clause in kids(sentence, row.token, "xcomp", "ccomp", "prep", "dobj"):
        for i in subtree(sentence, clause):
            token = sentence.tokens[i]
            if token.dep in ("dobj", "pobj", "nsubj", "dative", "poss") and complement_of(sentence, row.token, i):
                if stage.kinds.get((sentence.index, i)) in (
                    "state",
                    "capital",
                    "organisation",
                    "person",
                    "office",
                    "pronoun",
                ):
                    found.extend(ref for ref in stage.refs[sentence.index, i] if ref.country)
    return found


MUST = frozenset({"must", "should", "ought"})


@lru_cache(maxsize=1)
def demand_frame() -> Frame:
    return next(frame for frame in codebook.frames() if frame.id == "stated-demand")


def stated_demands(stage: Stage, sentence: Sentence, known: list[Found]) -> list[Found]:
    """Give the request in "X said that Y must V": by X, of Y, whatever the verb."""
    found = []
    for token in sentence.tokens:
        head = sentence.tokens[token.head]
        if token.dep != "ccomp" or head.lemma not in SPEECH or token.pos not in ("VERB", "AUX"):
            continue
        if not MUST & {sentence.tokens[c].text.lower() for c in kids(sentence, token.i, "aux")}:
            continue
        speakers = stage.at(sentence, logical_subjects(sentence, head.i))
        asked = [
            ref for ref in stage.at(sentence, kids(sentence, token.i, "nsubj", "nsubjpass")) if not same(ref, speakers)
        ]
        if not speakers or not asked or any(row.type == "REQUEST" for row in known):
            continue
        roles, status = Roles(tuple(speakers), tuple(asked)), StatusFound("occurred", "must")
        frame = demand_frame()
        match = Match(frame, head.i, frame.strength, None, 0.0)
        found.append(
            Found(sentence, head.i, match, "REQUEST", "change", roles, status, confidence(frame, roles, status))
        )
    return found


def complement_of(sentence: Sentence, upper: int, lower: int) -> bool:
    """Tell whether a predicate is what another is about, not a remark inside it ("shrine, which honours ...")."""
    token = sentence.tokens[lower]
    while token.i != upper:
        if token.dep in ("relcl", "amod", "advcl", "appos", "parataxis") or token.head == token.i:
            return False
        token = sentence.tokens[token.head]
    return True


def stated_intent(stage: Stage, row: Found) -> Found | None:
    """Give the verbal act in "X said it would (not) V", "X will not V": a promise, a threat, a refusal.

    What is announced may never happen, but announcing it did: the deed stays planned or denied beside it.
    """
    sentence, token = row.sentence, row.sentence.tokens[row.token]
    boycott = row.type == "REJECT" and row.status.status == "planned"
    if (
        row.match.frame.pos != "verb"
        or (row.type in OPERATORS and not boycott)
        or row.status.status not in ("planned", "denied", "conditional")
        or opened_by_if(sentence, row.token)
        or (row.type == "CONSULT" and not row.roles.recipients)
    ):
        return None
    modal = {sentence.tokens[c].text.lower() for c in kids(sentence, row.token, "aux")} & WILL
    head = sentence.tokens[token.head]
    if token.dep == "ccomp" and head.lemma in SPEECH:
        return said_intent(stage, row, head.i) if modal else None
    if not row.roles.actors or not all(ref.country or ref.sector in POLITICAL for ref in row.roles.actors):
        return None
    refused = row.status.status == "denied" and token.dep in ("ROOT", "conj")
    return as_stated(row) if refused and (modal & {"will", "wo"} or failed(row)) else None


WILL = frozenset({"will", "would", "wo", "shall", "'ll", "’ll"})


def failed(row: Found) -> bool:
    """Tell whether a refusal stands in the denied act itself: "did not give permission", "did not grant"."""
    token = row.sentence.tokens[row.token]
    return token.lemma in ("give", "grant", "allow", "accept", "agree", "approve", "sign", "release") and (
        row.status.cue in ("not", "n't", "n’t", "never")
    )


def said_intent(stage: Stage, row: Found, verb: int) -> Found | None:
    """Give the verbal act where the speaker announces an own act: "X said it would (not) V"."""
    sentence = row.sentence
    speakers = stage.at(sentence, logical_subjects(sentence, verb))
    if not row.roles.actors and is_passive(sentence, row.token):
        row = row._replace(roles=Roles(tuple(speakers), row.roles.recipients))
    if not any(s.id == a.id or (s.country and s.country == a.country) for s in speakers for a in row.roles.actors):
        return None
    after = any(token.text.lower() in ("if", "unless", "once") for token in sentence.tokens[row.token :])
    if status_of(sentence, verb).status != "occurred" or after or opened_by_if(sentence, row.token):
        return None
    return announced_by(as_stated(row), {ref.country for ref in speakers if ref.country})


def announced_by(row: Found, states: set[str | None]) -> Found:
    """Give a joint act that one side announces to that side alone: "Seoul said it would hold talks with Hanoi"."""
    others = tuple(ref for ref in row.roles.recipients if ref.country not in states)
    mine = tuple(ref for ref in row.roles.actors if ref.country in states)
    both = {ref.country for ref in row.roles.actors} == {ref.country for ref in row.roles.recipients}
    return row._replace(roles=Roles(mine, others)) if both and mine and others else row


def as_stated(row: Found) -> Found:
    """Turn an announced act into the verbal act that announces it."""
    status = StatusFound("occurred", "stated")
    if row.type == "ACCUSE" and row.status.status == "planned":
        return row._replace(status=status, notes=(STATED,))  # an inquiry announced is one opened
    kind = codebook.quad_class(row.type) in COOPERATIVE
    type_ = ("REJECT" if kind else "AGREE") if row.status.status == "denied" else ("AGREE" if kind else "THREATEN")
    mode = None
    if type_ == "REJECT":
        mode = MODE_OF.get(row.type, "change")
    elif type_ == "THREATEN":
        mode = THREAT_MODE.get((row.type, row.mode), THREAT_MODE.get((row.type, None), "violence"))
    return row._replace(type=type_, mode=mode, status=status, notes=(STATED,))
