"""What somebody expects, or why they think that it happened: assessments, never events."""

from collections.abc import Sequence
from itertools import chain

from comity.coding.causes import causes
from comity.coding.conditions import conditionals
from comity.coding.expectations import PREDICTING, THINKING
from comity.coding.forecasts import forecasts
from comity.coding.ids import row_id
from comity.coding.outlook import LASTING, Direction, direction_of, dyads_of, few, hedge_of, likelihood_of
from comity.coding.outlook_words import UNWILLED
from comity.coding.passages import OFFICIAL, SAYING, Passage, modal_of, opinion_of
from comity.coding.regularities import regularities
from comity.coding.stage import Stage
from comity.model import ActorRef, Assessment, Event, Quote, Sentence, Span
from comity.recognition.arguments import logical_subjects, surface_subjects
from comity.recognition.tree import ancestors, kids, subtree, words

SURE = {"conditional": 0.8, "forecast": 0.7, "cause": 0.65, "regularity": 0.7}
# Hedges of what stands in a diary.
SET_DOWN = frozenset({"set", "expected", "due", "expects", "expect"})
# Somebody's view is reported by these too, though they are no verbs of speech.
VIEWING = (
    SAYING
    | PREDICTING
    | THINKING
    | frozenset(
        [
            "see",
            "hope",
            "suspect",
            "assume",
            "speculate",
            "interpret",
            "describe",
            "point",
            "signal",
            "indicate",
            "assert",
        ]
    )
)


def find_assessments(stage: Stage, events: Sequence[Event]) -> list[Assessment]:
    """Give the assessments of a reading, in order, one a passage.

    `by` is "author" unless somebody is quoted or named as the source. A passage that an event
    tells already as its own plan (`planned` there) is left to the event.
    """
    found: list[Assessment] = []
    for sentence in stage.reading.sentences:
        taken: set[int] = set()
        for passage in chain(
            conditionals(stage, sentence),
            causes(stage, sentence),
            regularities(stage, sentence),
            forecasts(stage, sentence),
        ):
            used = {*passage.condition, *passage.outcome}
            if taken & used:
                continue
            by = source_of(stage, sentence, passage)
            if passage.needs_view and not is_view(by):
                continue
            if own_promise(stage, sentence, passage, by) or diary(sentence, passage, events):
                continue
            taken |= used
            found.append(as_assessment(stage, sentence, passage, by))
    return sorted(found, key=lambda row: (row.outcome.start, row.outcome.end))


def as_assessment(stage: Stage, sentence: Sentence, passage: Passage, by: ActorRef | None) -> Assessment:
    text = stage.reading.report.text
    outcome = span_of(text, sentence, passage.outcome)
    condition = span_of(text, sentence, passage.condition) if passage.condition else None
    confidence = SURE[passage.kind] - (0.1 if by is not None and by.id is None else 0.0)
    return Assessment(
        id=row_id("a", stage.reading.report.id, outcome.start, outcome.end, passage.kind),
        kind=passage.kind,
        by="author" if by is None else by,
        condition=condition,
        outcome=outcome,
        hedge=hedge_of(sentence, passage.hedged),
        dyads=dyads_of(stage, sentence, passage.outcome, passage.condition),
        direction=heading(sentence, passage),
        evidence=(Span(sentence.start, sentence.end, text[sentence.start : sentence.end]),),
        confidence=round(confidence, 3),
        likelihood=likelihood_of(sentence, passage.hedged),
    )


def heading(sentence: Sentence, passage: Passage) -> Direction:
    """Give which way relations go by a passage: what is doubted or unlikely, whichever way, changes nothing."""
    told = direction_of(sentence, list(passage.outcome))
    views = PREDICTING | THINKING - {"doubt", "fear", "worry"}
    if any(few(sentence, i) for i in passage.hedged if sentence.tokens[i].lemma in views):
        return "none"  # "few expect"
    likely = likelihood_of(sentence, passage.hedged)
    if likely is None or likely.high > 0.5:
        return told
    return "worsens" if told == "improves" and outlasting(sentence, passage) else "none"


def outlasting(sentence: Sentence, passage: Passage) -> bool:
    """Tell whether it is doubted that something good goes on: "doubts whether the truce will last"."""
    inner = kids(sentence, passage.anchor, "xcomp")
    return any(sentence.tokens[i].lemma in LASTING for i in (passage.anchor, *inner))


def span_of(text: str, sentence: Sentence, positions: Sequence[int]) -> Span:
    start, end = sentence.tokens[min(positions)].start, sentence.tokens[max(positions)].end
    return Span(start, end, text[start:end])


def source_of(stage: Stage, sentence: Sentence, passage: Passage) -> ActorRef | None:
    """Give who holds a view: the speaker of the quote around it, the source it names, else null (author)."""
    start = sentence.tokens[passage.anchor].start
    aside = is_aside(sentence, passage.anchor)
    around: list[Quote] = [
        quote for quote in stage.reading.quotes if quote.start <= start < quote.end and (quote.direct or not aside)
    ]
    for quote in sorted(around, key=lambda quote: quote.end - quote.start):
        if quote.speaker is not None:
            return quote.speaker
    source = None if aside else named_source(stage, sentence, passage)
    if source is None and any(quote.direct for quote in around):
        cue = around[0].cue
        return ActorRef(None, None, None, None, cue.text if cue is not None else "")
    return source


def is_aside(sentence: Sentence, anchor: int) -> bool:
    """Tell whether a clause is the author's remark on what was said (", which would be seen as ...")."""
    for above in (anchor, *ancestors(sentence, anchor)):
        if sentence.tokens[above].dep == "relcl":
            first = subtree(sentence, above)[0]
            return (
                sentence.tokens[first].text.lower() == "which" and first > 0 and sentence.tokens[first - 1].text == ","
            )
    return False


def named_source(stage: Stage, sentence: Sentence, passage: Passage) -> ActorRef | None:
    """Give the source that the sentence itself names: "analysts say", "according to the bank"."""
    inside = {*passage.outcome, *passage.condition}
    verbs = [above for above in ancestors(sentence, passage.anchor) if above not in inside]
    verbs += [c for c in kids(sentence, passage.anchor, "parataxis", "ccomp") if c not in inside]
    for verb in verbs:
        token = sentence.tokens[verb]
        if token.pos == "VERB" and token.lemma in VIEWING and modal_of(sentence, verb) is None:
            subjects = [
                i for i in logical_subjects(sentence, verb) or surface_subjects(sentence, verb) if i not in inside
            ]
            if subjects:
                return ref_at(stage, sentence, subjects[0])
    for token in sentence.tokens:
        if token.dep == "prep" and (viewers := opinion_of(sentence, token.i)):
            return ref_at(stage, sentence, viewers[0])
        if token.text.lower() == "according":
            holders = [t for c in kids(sentence, token.i, "prep") for t in kids(sentence, c, "pobj")]
            if holders:
                return ref_at(stage, sentence, holders[0])
    return None


def ref_at(stage: Stage, sentence: Sentence, i: int) -> ActorRef | None:
    """Give the actor at a token, or the bare words when nobody known stands there; null for "it"."""
    refs = stage.refs.get((sentence.index, i), ())
    token = sentence.tokens[i]
    if len(refs) > 1 and token.pos != "PRON":
        return ActorRef(None, refs[0].sector, None, None, words(sentence, subtree(sentence, i)[:8]))
    if refs:
        return refs[0]
    if token.pos == "PRON" and token.lemma not in (
        "many",
        "some",
        "others",
        "he",
        "she",
        "they",
        "few",
        "most",
    ):
        return None
    return ActorRef(None, None, None, None, words(sentence, subtree(sentence, i)[:12]))


def is_view(by: ActorRef | None) -> bool:
    """Tell whether what will be is told by somebody who looks on: an expert, "analysts"; no office, firm or paper."""
    return by is not None and by.sector not in OFFICIAL | {"MED", "BUS"} and by.country is None


def own_promise(stage: Stage, sentence: Sentence, passage: Passage, by: ActorRef | None) -> bool:
    """Tell whether a speaker tells what they themselves would do: a pledge, a plan or a threat."""
    if passage.kind not in ("conditional", "forecast") or by is None:
        return False
    if any(sentence.tokens[i].lemma in THINKING for i in passage.hedged):
        return False  # who doubts or fears tells a view, even of themselves
    # A subject outside the passage is the speaker's own: the parser found none inside.
    subjects = [i for i in surface_subjects(sentence, passage.anchor) if i in passage.outcome]
    if any(sentence.tokens[i].text.lower() in ("we", "i") for i in subjects):
        return sentence.tokens[passage.anchor].lemma not in UNWILLED
    if by.sector not in OFFICIAL:
        return False
    modal = modal_of(sentence, passage.anchor)
    willing = any((sentence.index, i) in stage.refs or sentence.tokens[i].pos == "PRON" for i in subjects)
    will = modal is not None and modal.text.lower() in ("will", "'ll", "’ll", "wo")
    undertaken = willing or bool(kids(sentence, passage.anchor, "auxpass"))
    if passage.kind == "forecast" and will and undertaken and by.country is not None:
        return True
    for i in subjects:
        for ref in stage.refs.get((sentence.index, i), ()):
            if ref.id == by.id or (
                ref.country is not None and ref.country == by.country and ref.id == f"state:{ref.country}"
            ):
                return True
    return False


def diary(sentence: Sentence, passage: Passage, events: Sequence[Event]) -> bool:
    """Tell whether a forecast is only a planned act that an event tells already."""
    if passage.kind != "forecast" or not any(sentence.tokens[i].text.lower() in SET_DOWN for i in passage.hedged):
        return False
    start, end = sentence.tokens[passage.outcome[0]].start, sentence.tokens[passage.outcome[-1]].end
    return any(
        event.status == "planned"
        and event.type == "CONSULT"
        and event.trigger is not None
        and start <= event.trigger.start < end
        for event in events
    )
