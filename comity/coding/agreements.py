"""Agreements: the documents and accords that a report tells as made, each once."""

from collections.abc import Sequence
from typing import NamedTuple

from comity.coding.bilateral import binding, countries, main_states, state_ref, talks_date
from comity.coding.documents import (
    FORMS,
    JOINT,
    NOT_YET,
    PLAIN,
    Form,
    making_verb,
    making_verb_indefinite,
    old,
    qualifiers,
    title_span,
)
from comity.coding.ids import row_id
from comity.coding.issues import find_issues
from comity.coding.stage import Stage, merged
from comity.coding.when import date_of
from comity.model import ActorRef, Agreement, Date, Event, Sentence, Span
from comity.recognition.arguments import is_passive, logical_subjects
from comity.recognition.tree import objects_of, words


class Draft(NamedTuple):
    """An agreement while the report is read: where it is told, what else is known of it."""

    title: str
    form: Form
    topic: frozenset[str]
    parties: tuple[ActorRef, ...]
    date: Date | None
    sentences: tuple[int, ...]
    start: int
    end: int
    confidence: float


def find_drafts(stage: Stage, events: Sequence[Event]) -> list[Draft]:
    """Give every document of the report that its sides made, in order; later mentions are added to the first."""
    drafts: list[Draft] = []
    for sentence in stage.reading.sentences:
        for token in sentence.tokens:
            if token.lemma.lower() not in FORMS or token.pos not in ("NOUN", "PROPN"):
                continue
            known = again(stage, sentence, token.i, drafts)
            if known is not None:
                drafts[known] = drafts[known]._replace(sentences=(*drafts[known].sentences, sentence.index))
                continue
            draft = drafted(stage, events, sentence, token.i)
            if draft is None:
                continue
            same = next((n for n, other in enumerate(drafts) if same_document(draft, other)), None)
            if same is None:
                drafts.append(draft)
            else:
                drafts[same] = joined(drafts[same], draft)
    return drafts


def joined(first: Draft, again_: Draft) -> Draft:
    """Add what a later sentence tells of the same document."""
    sentences = tuple(dict.fromkeys((*first.sentences, *again_.sentences)))
    return first._replace(sentences=sentences, date=first.date or again_.date)


def drafted(stage: Stage, events: Sequence[Event], sentence: Sentence, noun: int) -> Draft | None:
    """Read one noun as a document made by both sides, null when it is not told as made or not joint."""
    form = FORMS[sentence.tokens[noun].lemma.lower()]
    verb = making_verb(sentence, noun)
    modifiers = qualifiers(sentence, noun)
    if verb is None or modifiers & NOT_YET or (sentence.tokens[noun].tag == "NNS" and form == "statement"):
        return None
    if any(
        sentence.tokens[c].dep == "neg" or sentence.tokens[c].text.lower() in ("no", "any")
        for c in sentence.children[noun]
    ):
        return None
    joint = bool(modifiers & JOINT)
    parties, sure = parties_of(stage, events, sentence, noun, verb, joint)
    if len(countries(parties)) < 2 and not (joint and parties):
        return None
    date = date_of(stage, sentence, noun) or date_of(stage, sentence, verb)
    if old(stage, sentence, verb, date):
        return None
    sides = countries(parties)
    date = date or agreed_date(events, sentence, sides) or talks_date(events, stage, sentence, sides)
    first, last = title_span(sentence, noun)
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    topic = frozenset(w for w in modifiers if w not in PLAIN and not w[0].isdigit())
    return Draft(
        stage.reading.report.text[start:end], form, topic, tuple(parties), date, (sentence.index,), start, end,
        0.85 if sure else 0.6,
    )  # fmt: skip


def parties_of(
    stage: Stage, events: Sequence[Event], sentence: Sentence, noun: int, verb: int, joint: bool
) -> tuple[list[ActorRef], bool]:
    """Give who made a document, and whether the sentence itself names both sides."""
    found = binding(stage.at(sentence, logical_subjects(sentence, verb)))
    found += binding(
        stage.at(
            sentence,
            [*objects_of(sentence, verb, ("with",)), *objects_of(sentence, noun, ("with", "between", "by"))],
        )
    )
    if len(countries(found)) < 2:
        found += [ref for ref in binding(stage.owner(sentence, noun)) if ref.country not in countries(found)]
    found = merged(found)
    if len(countries(found)) >= 2:
        return one_each(found), True
    for event in events:
        inside = event.evidence and event.evidence[0].start == sentence.start
        if inside and event.type in ("AGREE", "CONSULT") and event.status == "occurred":
            sides = binding((*event.actors, *event.recipients))
            if len(countries(sides)) >= 2 and countries(found) <= countries(sides):
                return one_each(merged(sides)), True
    leading = main_states(stage)[:2]
    strong = joint or (is_passive(sentence, verb) and sentence.tokens[verb].lemma in ("sign", "initial", "conclude"))
    if strong and len(leading) == 2 and countries(found) <= set(leading):
        return [*found, *(state_ref(stage, code) for code in leading if code not in countries(found))], False
    return found, False


def one_each(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Keep every reference but a bare state whose office or person stands beside it."""
    offices = {ref.country for ref in refs if ref.id is None or not ref.id.startswith(("state:", "igo:"))}
    return [ref for ref in refs if not (ref.id or "").startswith("state:") or ref.country not in offices]


def agreed_date(events: Sequence[Event], sentence: Sentence, sides: frozenset[str]) -> Date | None:
    """Give the date of the agreeing that the same sentence tells."""
    for event in events:
        if event.type == "AGREE" and event.date and event.evidence and event.evidence[0].start == sentence.start:
            if countries((*event.actors, *event.recipients)) & sides and event.status == "occurred":
                return event.date
    return None


def same_document(draft: Draft, other: Draft) -> bool:
    """Tell whether two tellings mean one document: same form, no rival subject, a common side."""
    if draft.form != other.form or (draft.topic and other.topic and not draft.topic & other.topic):
        return False
    return bool(countries(draft.parties) & countries(other.parties)) and near(draft.date, other.date)


def near(one: Date | None, other: Date | None) -> bool:
    """Tell whether two dates may be the same day."""
    if one is None or other is None or one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def again(stage: Stage, sentence: Sentence, noun: int, drafts: Sequence[Draft]) -> int | None:
    """Give the document that "the statement", "the two-page accord" refers back to."""
    definite = any(sentence.tokens[c].text.lower() in ("the", "this", "that") for c in sentence.children[noun])
    if not definite or making_verb_indefinite(sentence, noun):
        return None
    form = FORMS[sentence.tokens[noun].lemma.lower()]
    topic = frozenset(w for w in qualifiers(sentence, noun) if w not in PLAIN and not w[0].isdigit())
    for n in range(len(drafts) - 1, -1, -1):
        fits = drafts[n].form == form or (form == "agreement" and drafts[n].form in ("treaty", "understanding"))
        if fits and (not topic or topic & drafts[n].topic or topic <= set(words(sentence, [noun]).lower().split())):
            return n
    return None


def mentioned_in(drafts: Sequence[Draft], sentence: Sentence) -> Draft | None:
    """Give the document that a sentence tells of, the latest when it tells of several."""
    return next((draft for draft in reversed(drafts) if sentence.index in draft.sentences), None)


def draft_id(stage: Stage, draft: Draft) -> str:
    """Give the id of an agreement's row."""
    return row_id("g", stage.reading.report.id, draft.start, draft.end, draft.form)


def as_agreement(stage: Stage, draft: Draft, pledges: Sequence[str], areas: Sequence[str]) -> Agreement:
    """Make the agreement row; its areas are those of its pledges, then of its own sentence."""
    text = stage.reading.report.text
    told = [stage.reading.sentences[index] for index in draft.sentences]
    own = () if pledges else find_issues(text[told[0].start : told[0].end])
    return Agreement(
        id=draft_id(stage, draft),
        title=draft.title,
        form=draft.form,
        parties=draft.parties,
        date=draft.date,
        areas=tuple(dict.fromkeys((*find_issues(draft.title), *areas, *own))),
        pledges=tuple(pledges),
        evidence=tuple(Span(s.start, s.end, text[s.start : s.end]) for s in told),
        confidence=draft.confidence,
    )
