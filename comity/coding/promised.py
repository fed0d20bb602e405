"""What was promised: the words, the sides, the issue and the due date of one bound act."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity import codebook
from comity.coding.agreements import Draft
from comity.coding.bilateral import DOMESTIC, binding, can_bind, counterpart, countries, main_states, other_states, state_ref
from comity.coding.commitments import HOSTILE, PROMISE, Bound
from comity.coding.issues import find_issues
from comity.coding.listing import Item, comma_items, running
from comity.coding.roles import Stage, merged
from comity.coding.when import date_of
from comity.model import ActorRef, Date, Sentence
from comity.recognition.arguments import logical_objects, logical_subjects, surface_subjects
from comity.recognition.tree import SUBJECTS, ancestors, kids, objects_of, subtree

# Warm words that bind to nothing unless they name a subject.
GOODWILL = frozenset(
    "work cooperate co-operate collaborate deepen strengthen enhance boost expand improve promote develop leave put overcome maintain continue "
    "be become remain look seek strive foster build uphold respect advance consolidate elevate upgrade intensify step push pursue move go "
    "live act do stand play repeat give take keep make try use turn bring show forget set".split()
)
GIVEABLE = frozenset(
    "aid loan troop soldier dollar million billion vaccine weapon missile tank grant visa ton tonne food medicine money fund support "
    "assistance relief help investment euro peso rupee equipment training ambassador embassy border crossing office commission panel "
    "committee body group force task hotline corridor consulate flight ferry railway road pipeline bridge power plant prisoner hostage "
    "visit talk meeting summit".split()
)
DIPLOMATIC = frozenset(
    "meet visit ratify recognise recognize withdraw release reopen open resume repatriate extradite normalise normalize establish attend "
    "convene exchange reinstate restore host send dispatch lift hold sign create form set".split()
)
# Codes of issues that are everyday words with other meanings.
HOMONYMS = frozenset("history people space media law women occupation water labour currency aid protocol nuclear".split())
AREAS = frozenset("area field sector domain subject matter issue topic sphere".split())
SPREADING = frozenset(
    "cooperate co-operate collaborate work deepen strengthen enhance boost expand improve promote develop foster build advance step "
    "intensify cover coordinate engage broaden widen extend elevate upgrade".split()
)


class Sides(NamedTuple):
    """Who is bound, and to whom."""

    parties: tuple[ActorRef, ...]
    to: tuple[ActorRef, ...]


class Words(NamedTuple):
    """The words of a promise: token positions and offsets into the report's text."""

    first: int
    last: int
    start: int
    end: int
    text: str


def words_of(stage: Stage, sentence: Sentence, bound: Bound, acts: frozenset[int]) -> Words:
    """Give the clause of an act from its verb (or noun phrase) to its last word, without the acts beside it."""
    token = sentence.tokens[bound.act]
    verbal = token.pos in ("VERB", "AUX") and bound.rule != "set for"
    inside = own_positions(sentence, bound.act, acts)
    undergone = kids(sentence, bound.act, "nsubjpass") if verbal else []
    if undergone:
        inside = sorted({*inside, *subtree(sentence, undergone[0])})
    if verbal:
        first = bound.act
        if bound.kind == "assurance":
            before = [c for c in kids(sentence, bound.act, "aux", "neg", "auxpass", "advmod") if c < bound.act
                      and (sentence.tokens[c].dep != "advmod" or sentence.tokens[c].text.lower() == "never")
                      and sentence.tokens[c].text.lower() != "to"]  # fmt: skip
            first = min([bound.act, *before])
        if undergone:
            first = min(subtree(sentence, undergone[0]))
    else:
        nominal = [i for i in inside if i <= bound.act]
        first = min(nominal)
        while first < bound.act and sentence.tokens[first].pos in ("DET", "PUNCT", "CCONJ"):
            first += 1
    if bound.rule == "set for":
        inside = sorted({*inside, *own_positions(sentence, bound.subject, acts)})
    last = first
    for i in range(max(first, bound.act), len(sentence.tokens)):
        if i not in inside and i > bound.act:
            break
        last = i
    last = max(last, bound.act)
    while last > bound.act and (sentence.tokens[last].pos in ("PUNCT", "CCONJ", "SPACE") or sentence.tokens[last].text in ("—", "–", "-")):
        last -= 1
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Words(first, last, start, end, tidy(stage.reading.report.text[start:end]))


def own_positions(sentence: Sentence, act: int, acts: frozenset[int]) -> list[int]:
    """Give the tokens below an act that tell it, not the acts beside it nor a speaker's tag."""
    drop: set[int] = set()
    for child in sentence.children[act]:
        token = sentence.tokens[child]
        beside = token.dep == "conj" and (child in acts or token.pos in ("VERB", "AUX"))
        loose = token.dep in ("parataxis", "advcl") and child > act and far(sentence, act, child)
        if beside or loose or (token.dep in SUBJECTS and sentence.tokens[act].pos in ("VERB", "AUX")):
            drop.update(subtree(sentence, child))
    for i in subtree(sentence, act):
        if sentence.tokens[i].dep == "relcl" and far(sentence, i, i):
            drop.update(subtree(sentence, i))
    return [i for i in subtree(sentence, act) if i not in drop or i == act]


def far(sentence: Sentence, act: int, clause: int) -> bool:
    """Tell whether a clause stands apart: after a comma, with no "to" that tells what the act is for."""
    first = min(subtree(sentence, clause))
    return sentence.tokens[clause].dep == "parataxis" or (first > 0 and sentence.tokens[first - 1].text == ",")


def tidy(text: str) -> str:
    """Give words on one line without an odd quote mark or trailing punctuation."""
    line = re.sub(r"\s+", " ", text).strip()
    for opening, closing in ('""', "“”"):
        if line.count(opening) + (line.count(closing) if opening != closing else 0) == 1:
            line = line.replace(opening, "").replace(closing, "")
    return line.strip(" ,;:.")


def sides_of(stage: Stage, sentence: Sentence, bound: Bound, draft: Draft | None, span: Words) -> Sides | None:
    """Find who is bound and to whom, null where nobody who can bind a state is named."""
    parties = subjects_of(stage, sentence, bound, draft)
    if not parties:
        return None
    partner = binding(stage.at(sentence, [*objects_of(sentence, bound.cue, ("with",)), *joint_objects(sentence, bound)]))
    if bound.rule == "agree" or bound.rule.startswith("agree") or sentence.tokens[bound.act].lemma in ("meet", "talk"):
        if bound.kind in ("undertaking", "plan"):
            parties = merged([*parties, *[p for p in partner if p.country not in countries(parties)]])
    if len(countries(parties)) >= 2:
        return Sides(tuple(parties), ())
    told = kids(sentence, bound.cue, "dobj", "dative", "iobj") if bound.act not in kids(sentence, bound.cue, "dobj") else kids(sentence, bound.cue, "dative", "iobj")
    to = [ref for ref in binding(stage.at(sentence, told)) if ref.country not in countries(parties)]
    to = to or [ref for ref in partner if ref.country not in countries(parties)]
    to = to or other_states(stage, sentence, range(span.first, span.last + 1), parties)
    if not to and bound.speaker is not None:
        heard = [c for c in kids(sentence, bound.speaker, "dobj", "dative", "iobj")] + objects_of(sentence, bound.speaker, ("to",))
        to = [ref for ref in stage.at(sentence, heard) if ref.country and ref.country not in countries(parties)]
        to = to or other_states(stage, sentence, [i for h in heard for i in subtree(sentence, h)], parties)
    if not to and draft is not None:
        to = [ref for ref in draft.parties if ref.country not in countries(parties)]
    to = [ref if can_bind(ref) else state_ref(stage, ref.country or "") for ref in to]
    return Sides(tuple(parties), tuple(merged(to) or counterpart(stage, parties)))


def joint_objects(sentence: Sentence, bound: Bound) -> list[int]:
    """Give with whom an act is done when it is a meeting: "will meet the envoy", "meet with"."""
    if sentence.tokens[bound.act].lemma not in ("meet", "talk", "consult"):
        return []
    return [*logical_objects(sentence, bound.act), *objects_of(sentence, bound.act, ("with",))]


def subjects_of(stage: Stage, sentence: Sentence, bound: Bound, draft: Draft | None) -> list[ActorRef]:
    """Give who is bound: the doer, the sides of an event's noun, a quote's speaker, or a document's parties."""
    if bound.rule == "set for":
        sides = stage.owner(sentence, bound.act)
        sides += stage.at(sentence, objects_of(sentence, bound.act, ("between", "with", "of")))
        return both_or_none(binding(sides))
    positions = surface_subjects(sentence, bound.act) if bound.rule in ("will", "'ll", "’ll", "would", "wo", "shall") else logical_subjects(sentence, bound.subject)
    positions = positions or surface_subjects(sentence, bound.subject)
    found = binding(stage.at(sentence, positions))
    if found:
        return found if agrees_with_speaker(stage, sentence, bound, found) else []
    words = {sentence.tokens[p].text.lower() for p in positions}
    if words & {"we", "i"}:
        return quoted_speaker(stage, sentence, bound)
    documents = {"statement", "agreement", "deal", "accord", "pact", "treaty", "memorandum", "declaration", "communique", "it", "they", "both", "sides", "side", "parties"}
    if draft is not None and {sentence.tokens[p].lemma.lower() for p in positions} & documents:
        return list(draft.parties)
    if bound.speaker is not None and (bound.kind == "assurance" or kids(sentence, bound.act, "auxpass", "nsubjpass")):
        if any((sentence.index, p) in stage.refs for p in positions):
            return []
        speakers = binding(stage.at(sentence, logical_subjects(sentence, bound.speaker)))
        return speakers if bound.kind == "assurance" or len(countries(speakers)) > 1 else []
    return []


def both_or_none(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Give the sides of a joint event when there are two of them."""
    return merged(list(refs)) if len(countries(refs)) >= 2 else []


def agrees_with_speaker(stage: Stage, sentence: Sentence, bound: Bound, parties: Sequence[ActorRef]) -> bool:
    """Tell whether who speaks may speak for who is bound: an outsider's "they will" is a forecast."""
    if bound.speaker is None or sentence.tokens[bound.speaker].lemma in PROMISE | {"agree"} and bound.speaker == bound.subject:
        return True
    speakers = stage.at(sentence, logical_subjects(sentence, bound.speaker))
    if not speakers:
        return True
    if not any(ref.country for ref in speakers):
        return all(ref.sector in ("GOV", "MIL", "LEG", "IGO", None) for ref in speakers)
    return bool(countries(binding(speakers)) & countries(parties))


def quoted_speaker(stage: Stage, sentence: Sentence, bound: Bound) -> list[ActorRef]:
    """Give who says "we" or "I" in a quote around the act."""
    at = sentence.tokens[bound.act].start
    for quote in stage.reading.quotes:
        if quote.direct and quote.start <= at < quote.end and quote.speaker is not None:
            return binding([quote.speaker])
    return []


def in_quote(stage: Stage, at: int) -> bool:
    """Tell whether an offset lies in somebody's own words."""
    return any(quote.direct and quote.start <= at < quote.end for quote in stage.reading.quotes)


def refused(stage: Stage, sentence: Sentence, bound: Bound, sides: Sides, span: Words, *, agreed: bool = False) -> str:
    """Give why a bound act is no pledge of this record, "" when it is one."""
    token = sentence.tokens[bound.act]
    if token.lemma in HOSTILE and bound.kind != "assurance":
        return "a threat"
    nouns = {sentence.tokens[i].lemma.lower() for i in range(span.first, span.last + 1) if sentence.tokens[i].pos in ("NOUN", "PROPN", "SYM")}
    issues = find_issues(span.text)
    if bound.rule in ("want", "wish") and len(countries(sides.parties)) < 2:
        return "a wish of one side"
    if token.lemma in GOODWILL and not issues and not nouns & GIVEABLE:
        return "goodwill"
    if token.pos in ("NOUN", "NUM", "SYM") and bound.rule != "set for" and not issues and not nouns & GIVEABLE:
        return "nothing named"
    if in_quote(stage, sentence.tokens[bound.act].start) and not issues and not nouns & GIVEABLE and token.lemma not in DIPLOMATIC:
        return "words without an act"
    foreign = agreed or len(countries(sides.parties)) >= 2 or bool(other_states(stage, sentence, range(span.first, span.last + 1), sides.parties))
    foreign = foreign or bound.rule.startswith(("assure", "reassure", "agree")) and bool(sides.to)
    named = {i for i in range(len(sentence.tokens)) if sentence.tokens[i].pos != "SPACE"}
    beside = bool(other_states(stage, sentence, sorted(named), sides.parties))
    at_stake = any(code not in DOMESTIC for code in issues) and len(main_states(stage)) > 1
    diplomatic = token.lemma in DIPLOMATIC and beside
    if not foreign and not at_stake and not diplomatic and not (bound.kind == "assurance" and beside and sides.to):
        return "a state's own affair"
    return ""


def area_of(text: str) -> str | None:
    """Give the first issue of some words, else the issue that goes by one of the words itself ("health"); null for none."""
    found = find_issues(text)
    if found:
        return found[0]
    known = codebook.issues()
    return next((w for w in re.findall(r"[a-z]+", text.lower()) if w in known and w not in HOMONYMS), None)


def due_of(stage: Stage, sentence: Sentence, bound: Bound, span: Words) -> Date | None:
    """Give the date by which an act falls due: a date told with the act, not before the report."""
    found = date_of(stage, sentence, bound.act)
    if bound.rule == "set for" and found is None:
        found = date_of(stage, sentence, bound.subject) or date_of(stage, sentence, bound.cue)
    inside = [m for m in stage.reading.dates if span.start <= m.start < span.end and m.date is not None and m.date.end is not None]
    published = stage.reading.report.published
    options = ([found] if found is not None else []) + [m.date for m in inside if m.date is not None]
    for date in options:
        told = any(m.date == date and span.start <= m.start < span.end for m in stage.reading.dates)
        if bound.kind == "assurance" and date is not found:
            continue
        if date.end is not None and (published is None or date.end >= published) and (told or bound.rule == "set for" or date is found):
            return date
    return None


def made_on(stage: Stage, sentence: Sentence, bound: Bound, span: Words, due: Date | None) -> Date | None:
    """Give the date of the pledging: a date with the binding word or the speech above it, not that of the act."""
    published = stage.reading.report.published
    for at in (bound.cue, bound.subject, bound.speaker):
        found = date_of(stage, sentence, at) if at is not None else None
        if found is None or found == due:
            continue
        if any(m.date == found and span.start <= m.start < span.end for m in stage.reading.dates):
            continue
        if published is None or found.start is None or found.start <= published:
            return found
    return None


def parts(stage: Stage, sentence: Sentence, bound: Bound, span: Words) -> list[Item]:
    """Give the items of a running list inside a promise, each with the words that lead to it; the whole when there is none.

    "Develop ties in many areas, including trade, space and sport" gives an item an issue ("develop ties in trade").
    A list is cut only when its items are noun phrases and at least half of them name an issue.
    """
    text = stage.reading.report.text
    whole = [Item(span.start, span.end, span.text)]
    if bound.kind == "assurance" or sentence.tokens[bound.act].lemma not in SPREADING and bound.rule != "agree on":
        return whole
    opened, items = running(text, span.start, span.end)
    lead = span.start, opened
    if items:
        for i in range(span.first, span.last + 1):
            token = sentence.tokens[i]
            if token.lemma.lower() in AREAS and token.end <= opened:
                below = [sentence.tokens[k].start for k in subtree(sentence, i) if sentence.tokens[k].end <= token.end and k >= span.first]
                lead = span.start, min([token.start, *below])
    else:
        for i in range(span.last, span.first, -1):
            token = sentence.tokens[i]
            if token.dep == "pobj" and len(kids(sentence, i, "conj")) and any(a == bound.act for a in ancestors(sentence, i)):
                start = min(sentence.tokens[k].start for k in subtree(sentence, i))
                items, lead = comma_items(text, start, span.end), (span.start, start)
        if len(items) < 3:
            return whole
    named = [item for item in items if area_of(item.text)]
    if len(items) < 2 or len(named) * 2 < len(items) or any(len(item.text.split()) > 12 for item in items):
        return whole
    opening = tidy(text[lead[0] : lead[1]])
    return [Item(item.start, item.end, tidy(f"{opening} {item.text}")) for item in items]

