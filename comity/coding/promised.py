"""What was promised: the words, the sides, the issue and the due date of one bound act."""

from collections.abc import Sequence
from typing import NamedTuple

from comity.coding.agreements import Draft
from comity.coding.bilateral import (
    binding,
    can_bind,
    counterpart,
    countries,
    other_states,
    state_ref,
)
from comity.coding.binding_words import PROMISE
from comity.coding.clauses import Words
from comity.coding.commitments import Bound
from comity.coding.stage import Stage, merged
from comity.model import ActorRef, Sentence
from comity.recognition.arguments import logical_objects, logical_subjects, surface_subjects
from comity.recognition.tree import kids, objects_of, subtree


class Sides(NamedTuple):
    """Who is bound, and to whom."""

    parties: tuple[ActorRef, ...]
    to: tuple[ActorRef, ...]


def sides_of(stage: Stage, sentence: Sentence, bound: Bound, draft: Draft | None, span: Words) -> Sides | None:
    """Find who is bound and to whom, null where nobody who can bind a state is named."""
    parties = subjects_of(stage, sentence, bound, draft, span)
    if not parties:
        return None
    partner = binding(
        stage.at(sentence, [*objects_of(sentence, bound.cue, ("with",)), *joint_objects(sentence, bound)])
    )
    if bound.rule == "agree" or bound.rule.startswith("agree") or sentence.tokens[bound.act].lemma in ("meet", "talk"):
        if bound.kind in ("undertaking", "plan"):
            parties = merged([*parties, *[p for p in partner if p.country not in countries(parties)]])
    if len(countries(parties)) >= 2:
        return Sides(tuple(parties), ())
    told = (
        kids(sentence, bound.cue, "dobj", "dative", "iobj")
        if bound.act not in kids(sentence, bound.cue, "dobj")
        else kids(sentence, bound.cue, "dative", "iobj")
    )
    to = [ref for ref in binding(stage.at(sentence, told)) if ref.country not in countries(parties)]
    to = to or [ref for ref in partner if ref.country not in countries(parties)]
    to = to or other_states(stage, sentence, range(span.first, span.last + 1), parties)
    if not to and bound.speaker is not None:
        heard = kids(sentence, bound.speaker, "dobj", "dative", "iobj") + objects_of(sentence, bound.speaker, ("to",))
        to = [ref for ref in stage.at(sentence, heard) if ref.country and ref.country not in countries(parties)]
        to = to or other_states(stage, sentence, [i for h in heard for i in subtree(sentence, h)], parties)
    if not to and draft is not None:
        to = [ref for ref in draft.parties if ref.country not in countries(parties)]
    to = [ref if can_bind(ref) else state_ref(stage, ref.country or "") for ref in to]
    return Sides(tuple(parties), tuple(merged(to) or ([] if bound.kind == "plan" else counterpart(stage, parties))))


def joint_objects(sentence: Sentence, bound: Bound) -> list[int]:
    """Give with whom an act is done when it is a meeting: "will meet the envoy", "meet with"."""
    if sentence.tokens[bound.act].lemma not in ("meet", "talk", "consult"):
        return []
    return [*logical_objects(sentence, bound.act), *objects_of(sentence, bound.act, ("with",))]


def subjects_of(stage: Stage, sentence: Sentence, bound: Bound, draft: Draft | None, span: Words) -> list[ActorRef]:
    """Give who is bound: the doer, the sides of an event's noun, a quote's speaker, or a document's parties."""
    if bound.rule == "set for":
        sides = stage.owner(sentence, bound.act)
        sides += stage.at(sentence, objects_of(sentence, bound.act, ("between", "with", "of")))
        return both_or_none(binding(sides))
    if bound.rule == "obliged":
        laid = binding(stage.at(sentence, kids(sentence, bound.cue, "dobj")))
        return laid or (list(draft.parties) if draft is not None else [])
    positions = (
        surface_subjects(sentence, bound.act)
        if bound.rule in ("will", "'ll", "’ll", "would", "wo", "shall")
        else logical_subjects(sentence, bound.subject)
    )
    positions = positions or surface_subjects(sentence, bound.subject)
    found = binding(stage.at(sentence, positions))
    if found:
        return found if agrees_with_speaker(stage, sentence, bound, found, span) else []
    words = {sentence.tokens[p].text.lower() for p in positions}
    if words & {"we", "i"}:
        return quoted_speaker(stage, sentence, bound)
    if bound.speaker is not None and any(_own_country(sentence, p) for p in positions):
        return binding(stage.at(sentence, logical_subjects(sentence, bound.speaker)))
    documents = {
        "statement",
        "agreement",
        "deal",
        "accord",
        "pact",
        "treaty",
        "memorandum",
        "declaration",
        "communique",
        "it",
        "they",
        "both",
        "sides",
        "side",
        "parties",
    }
    if draft is not None and {sentence.tokens[p].lemma.lower() for p in positions} & documents:
        return list(draft.parties)
    if bound.speaker is not None and (bound.kind == "assurance" or kids(sentence, bound.act, "auxpass", "nsubjpass")):
        if any((sentence.index, p) in stage.refs for p in positions):
            return []
        speakers = binding(stage.at(sentence, logical_subjects(sentence, bound.speaker)))
        return speakers if bound.kind == "assurance" or len(countries(speakers)) > 1 else []
    return []


def _own_country(sentence: Sentence, i: int) -> bool:
    """Tell whether a word is a speaker's own state: "his country", "its side"."""
    own = {"his", "her", "its", "their", "our", "my"}
    return sentence.tokens[i].lemma.lower() in ("country", "nation", "side", "kingdom", "republic") and any(
        sentence.tokens[c].text.lower() in own for c in sentence.children[i]
    )


def both_or_none(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Give the sides of a joint event when there are two of them."""
    return merged(list(refs)) if len(countries(refs)) >= 2 else []


def agrees_with_speaker(
    stage: Stage, sentence: Sentence, bound: Bound, parties: Sequence[ActorRef], span: Words
) -> bool:
    """Tell whether who speaks may speak for who is bound: an outsider's "they will" is a forecast, a host's is none."""
    if bound.speaker is None or (
        sentence.tokens[bound.speaker].lemma in PROMISE | {"agree"} and bound.speaker == bound.subject
    ):
        return True
    speakers = stage.at(sentence, logical_subjects(sentence, bound.speaker))
    if not speakers:
        return True
    if not any(ref.country for ref in speakers):
        return all(ref.sector in ("GOV", "MIL", "LEG", "IGO", None) for ref in speakers)
    if bound.kind in ("plan", "undertaking"):  # the other side of a visit or an accord may tell of it as well
        hosts = other_states(stage, sentence, range(span.first, span.last + 1), parties)
        if countries(binding(speakers)) & countries(hosts):
            return True
    return bool(countries(binding(speakers)) & countries(parties))


def quoted_speaker(stage: Stage, sentence: Sentence, bound: Bound) -> list[ActorRef]:
    """Give who says "we" or "I" in a quote around the act."""
    at = sentence.tokens[bound.act].start
    for quote in stage.reading.quotes:
        if quote.direct and quote.start <= at < quote.end and quote.speaker is not None:
            return binding([quote.speaker])
    return []
