"""Agreements: the documents and accords that a report tells as made, each once."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from comity.coding.bilateral import binding, countries, main_states, state_ref, talks_date
from comity.coding.ids import row_id
from comity.coding.issues import find_issues
from comity.coding.roles import Stage, merged
from comity.coding.status import verb_status
from comity.coding.when import date_of
from comity.model import ActorRef, Agreement, Date, Event, Sentence, Span
from comity.recognition.arguments import is_passive, logical_subjects
from comity.recognition.tree import kids, objects_of, phrase, words

Form = Literal["treaty", "agreement", "statement", "declaration", "understanding"]

FORMS: dict[str, Form] = {
    "treaty": "treaty", "convention": "treaty", "protocol": "treaty",
    "agreement": "agreement", "accord": "agreement", "pact": "agreement", "deal": "agreement", "compact": "agreement",
    "truce": "agreement", "ceasefire": "agreement",
    "statement": "statement", "communique": "statement", "communiqué": "statement",
    "declaration": "declaration",
    "memorandum": "understanding", "memoranda": "understanding", "memo": "understanding", "mou": "understanding",
    "understanding": "understanding", "roadmap": "understanding",
}  # fmt: skip
MAKING = frozenset(
    "issue sign reach conclude adopt ink strike release publish seal clinch finalise finalize initial unveil produce announce endorse "
    "agree exchange complete secure make broker cement formalise formalize renew".split()
)
# "a deal" is also a bargain of firms and "a statement" anybody's words: these need both sides named, or a word that joins them.
JOINT = frozenset("joint bilateral trilateral common mutual".split())
PLAIN = frozenset(
    "joint bilateral trilateral common mutual new press landmark historic first rare the a an this that written final formal official "
    "long-awaited their its of two-page recent such both preliminary draft initial comprehensive".split()
)
NOT_YET = frozenset("draft proposed possible potential future planned prospective past earlier previous old former existing".split())
OLD_DAYS = 1


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
    if verb is None or modifiers & NOT_YET or sentence.tokens[noun].tag == "NNS" and form == "statement":
        return None
    if any(sentence.tokens[c].dep == "neg" or sentence.tokens[c].text.lower() in ("no", "any") for c in sentence.children[noun]):
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


def qualifiers(sentence: Sentence, noun: int) -> frozenset[str]:
    """Give the words before a document's noun that belong to it, and what it is "of" ("understanding")."""
    first, _ = phrase(sentence, noun)
    return frozenset(sentence.tokens[i].text.lower() for i in range(first, noun))


def making_verb(sentence: Sentence, noun: int) -> int | None:
    """Find the verb that tells a document as made: "issued a", "was signed", "In a joint statement, they pledged"."""
    token = sentence.tokens[noun]
    while token.dep == "conj" and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = sentence.tokens[token.head]
    governor = sentence.tokens[token.head]
    if token.dep in ("dobj", "nsubjpass") and governor.pos == "VERB" and governor.lemma in MAKING:
        return governor.i if told_done(sentence, governor.i) else None
    inner = [c for c in kids(sentence, noun, "acl") if sentence.tokens[c].lemma in MAKING and sentence.tokens[c].tag == "VBN"]
    if token.dep == "pobj" and governor.text.lower() in ("in", "on", "to", "with", "by", "of") and governor.pos in ("ADP", "SCONJ"):
        host = sentence.tokens[governor.head]
        definite = any(sentence.tokens[c].text.lower() in ("the", "this", "that") for c in sentence.children[noun])
        ranked = any(sentence.tokens[c].text.lower() in ("first", "joint") for c in sentence.children[noun])
        if governor.text.lower() == "in" and host.pos in ("VERB", "AUX") and (not definite or ranked or inner):
            return host.i if told_done(sentence, host.i) or host.lemma in ("be",) else None
        if governor.text.lower() in ("on", "to") and host.lemma in ("agree", "sign", "decide", "come", "accede"):
            return host.i if told_done(sentence, host.i) else None
    return inner[0] if inner else None


def told_done(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb is told as done and not as an old story ("had signed")."""
    if verb_status(sentence, verb).status not in ("occurred", "ongoing"):
        return False
    if sentence.tokens[verb].dep == "xcomp" and any(sentence.tokens[c].tag == "TO" for c in kids(sentence, verb, "aux")):
        return False  # "hopes to sign", "agreed to conclude": nothing is signed yet
    progressive = sentence.tokens[verb].tag == "VBG" and kids(sentence, verb, "aux")
    return not progressive and not past_perfect(sentence, verb)


def past_perfect(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb stands in the past perfect outside reported speech."""
    perfect = any(sentence.tokens[c].text.lower() in ("had", "'d") for c in kids(sentence, verb, "aux"))
    return perfect and sentence.tokens[verb].tag == "VBN" and sentence.tokens[verb].dep != "ccomp"


def old(stage: Stage, sentence: Sentence, verb: int, date: Date | None) -> bool:
    """Tell whether a participle only refers to a document of earlier days: "the treaty signed in 1965"."""
    if sentence.tokens[verb].dep not in ("acl", "relcl"):
        return False
    published = stage.reading.report.published
    if date is None or date.end is None or published is None:
        return True
    return int(date.end[:4]) * 12 + int(date.end[5:7]) < int(published[:4]) * 12 + int(published[5:7]) - OLD_DAYS


def parties_of(
    stage: Stage, events: Sequence[Event], sentence: Sentence, noun: int, verb: int, joint: bool
) -> tuple[list[ActorRef], bool]:
    """Give who made a document, and whether the sentence itself names both sides."""
    found = binding(stage.at(sentence, logical_subjects(sentence, verb)))
    found += binding(stage.at(sentence, [*objects_of(sentence, verb, ("with",)), *objects_of(sentence, noun, ("with", "between", "by"))]))
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
    strong = joint or is_passive(sentence, verb) and sentence.tokens[verb].lemma in ("sign", "initial", "conclude")
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


def title_span(sentence: Sentence, noun: int) -> tuple[int, int]:
    """Give first and last token of a document's name: its noun, qualifiers, and "of understanding", "on fisheries"."""
    first, last = phrase(sentence, noun)
    last -= 1
    while first < noun and (sentence.tokens[first].pos in ("DET", "PUNCT") or sentence.tokens[first].dep in ("poss", "case", "nummod")
                            or sentence.tokens[first].text.lower() in ("first", "new", "rare", "own", "such")):  # fmt: skip
        first += 1
    for prep in kids(sentence, noun, "prep"):
        if sentence.tokens[prep].text.lower() in ("of", "on", "for") and prep == last + 1:
            targets = kids(sentence, prep, "pobj")
            inner = [phrase(sentence, t)[1] - 1 for t in targets]
            if inner and max(inner) - first < 8:
                last = max(inner)
    return first, last


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


def making_verb_indefinite(sentence: Sentence, noun: int) -> bool:
    """Tell whether "the first joint statement in years" tells a new document in spite of its article."""
    return any(sentence.tokens[c].text.lower() == "first" for c in sentence.children[noun])


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
