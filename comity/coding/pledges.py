"""Agreements and pledges: what was agreed, who bound themselves to what, towards whom, by when."""

import re
from collections.abc import Sequence

from comity.coding.agreements import Draft, as_agreement, draft_id, find_drafts, mentioned_in
from comity.coding.bilateral import binding, countries, talks_date
from comity.coding.binding_words import PROMISE, Kind
from comity.coding.clauses import tidy, words_of
from comity.coding.commitments import Bound, bound_acts
from comity.coding.ids import row_id
from comity.coding.listing import NUMBERED, Item, listed
from comity.coding.pledge_terms import area_of, due_of, made_on, parts, refused
from comity.coding.promised import Sides, sides_of
from comity.coding.stage import Stage
from comity.coding.status import verb_status
from comity.model import TOOK_PLACE, ActorRef, Agreement, Date, Event, Pledge, Sentence, Span
from comity.recognition.arguments import logical_subjects

LEADING = frozenset(
    "outline list set lay agree cover include contain identify name adopt sign announce unveil detail "
    "issue reach conclude release "
    "publish comprise specify provide map chart define establish decide resolve settle endorse".split()
) | PROMISE  # fmt: skip
# An item that is a sentence of its own says again who binds themselves: "They agreed to ..."
LED_IN = re.compile(
    r"^(?:they|we|both(?: sides| countries)?|the (?:two )?(?:sides|countries|leaders|ministers|parties))\s+(?:also\s+)?"
    r"(?:(?:agreed|pledged|promised|undertook|decided|resolved|vowed)\s+to|will|shall)\s+", re.I,
)  # fmt: skip


def find_pledges(stage: Stage, events: Sequence[Event]) -> tuple[list[Agreement], list[Pledge]]:
    """Give the agreements that a report tells as made, and every pledge in it.

    An enumerated list gives one pledge an item, in the item's words; a running list ("ties in many areas, including
    a, b and c") gives one an item when its items name issues, led by the verb that they share. A joint pledge has
    both sides in `parties` and nobody in `to`; a one-sided one names in `to` whom it is made to, where the report
    tells or its main pair leaves no doubt. `made_on` is a date told with the pledging, else that of the agreement
    or talks in the same breath; `due` a date told with the act. What is hoped, demanded, conditional, denied,
    threatened or a state's own routine is no pledge.
    """
    drafts = find_drafts(stage, events)
    pledges: list[Pledge] = []
    covered = -1
    for sentence in stage.reading.sentences:
        draft = document_of(drafts, stage, sentence)
        opened, listed_rows, until = from_list(stage, events, sentence, draft)
        inside = sentence.start < covered
        covered = max(covered, until if listed_rows else -1)
        pledges.extend(listed_rows)
        if not inside:
            pledges.extend(
                from_clauses(
                    stage,
                    events,
                    sentence,
                    draft,
                    opened if listed_rows else sentence.end + 1,
                    bool(listed_rows),
                )
            )
    pledges = distinct(pledges)
    agreements = []
    for draft in drafts:
        own = [p for p in pledges if p.agreement == draft_id(stage, draft)]
        agreements.append(as_agreement(stage, draft, [p.id for p in own], [p.area for p in own if p.area]))
    return agreements, pledges


def document_of(drafts: Sequence[Draft], stage: Stage, sentence: Sentence) -> Draft | None:
    """Give the document that a sentence's pledges belong to: its own, or the one before ("they also agreed")."""
    own = mentioned_in(drafts, sentence)
    if own is not None or not sentence.index:
        return own
    before = stage.reading.sentences[sentence.index - 1]
    also = any(token.text.lower() == "also" for token in sentence.tokens)
    return mentioned_in(drafts, before) if also and before.paragraph == sentence.paragraph else None


def from_clauses(
    stage: Stage, events: Sequence[Event], sentence: Sentence, draft: Draft | None, before: int, is_list: bool
) -> list[Pledge]:
    """Give the pledges that the clauses of a sentence tell, those before the offset `before` only."""
    bounds = bound_acts(sentence)
    acts = frozenset(bound.act for bound in bounds)
    rows: list[Pledge] = []
    for bound in bounds:
        span = words_of(stage, sentence, bound, acts)
        if is_list and span.end >= before - 2:
            continue  # the list's own pledges say it
        sides = sides_of(stage, sentence, bound, draft, span)
        if sides is None:
            continue
        own = (
            draft
            if draft is not None and countries(sides.parties) <= countries(draft.parties) and bound.rule != "set for"
            else None
        )
        if refused(stage, sentence, bound, sides, span, agreed=own is not None):
            continue
        due = due_of(stage, sentence, bound, span)
        made = made_on(stage, sentence, bound, span, due)
        if made is None and (bound.kind != "plan" or own is not None):  # nobody tells when a plan was made
            made = inherited(stage, events, sentence, sides, own)
        items = parts(stage, sentence, bound, span)
        for item in items:
            area = area_of(stage.reading.report.text[item.start : item.end])
            area = area or (area_of(whole(stage, sentence).text) if len(items) == 1 else None)
            evidence = (whole(stage, sentence),)
            rows.append(
                pledge(
                    stage,
                    sides,
                    item,
                    settled(bound, sides, own),
                    area,
                    made,
                    due,
                    own,
                    evidence,
                    sureness(bound, sides, area),
                )
            )
    return rows


def settled(bound: Bound, sides: Sides, draft: Draft | None) -> Kind:
    """Give the kind of a pledge once its sides are known: what both bind themselves to is an undertaking or a plan."""
    if len(countries(sides.parties)) < 2 or bound.kind != "promise":
        return bound.kind
    return "plan" if bound.rule in ("will", "'ll", "’ll", "shall", "would") and draft is None else "undertaking"


def sureness(bound: Bound, sides: Sides, area: str | None) -> float:
    """Give the confidence: the cue's weight, lowered where side or issue stay unknown."""
    value = bound.weight
    if not sides.to and len(countries(sides.parties)) < 2:
        value *= 0.85
    return round(value * (1.0 if area else 0.9), 3)


def inherited(
    stage: Stage, events: Sequence[Event], sentence: Sentence, sides: Sides, draft: Draft | None
) -> Date | None:
    """Give the day of the agreement or talks that a pledge was made in."""
    if draft is not None and draft.date is not None:
        return draft.date
    return talks_date(events, stage, sentence, countries((*sides.parties, *sides.to)))


def from_list(
    stage: Stage, events: Sequence[Event], sentence: Sentence, draft: Draft | None
) -> tuple[int, list[Pledge], int]:
    """Give where a list opens in a sentence, its pledges, and where it ends (it may run over several sentences)."""
    end = list_end(stage, sentence)
    text = stage.reading.report.text
    opened, items = listed(text, sentence.start, end)
    if not items:
        return end, [], end
    parties = list_parties(stage, sentence, draft, opened)
    if not parties:
        return end, [], end
    sides = Sides(tuple(parties), ())
    own = draft if draft is not None and countries(parties) <= countries(draft.parties) else None
    made = inherited(stage, events, sentence, sides, own)
    kind: Kind = "undertaking" if len(countries(parties)) >= 2 else "promise"
    rows = []
    for item in items:
        plain = item._replace(text=tidy(LED_IN.sub("", item.text)))
        due = item_due(stage, item)
        evidence = (
            (whole(stage, sentence),)
            if item.end <= sentence.end
            else (whole(stage, sentence), Span(item.start, item.end, item.text))
        )
        rows.append(pledge(stage, sides, plain, kind, area_of(item.text), made, due, own, evidence, 0.8))
    return opened, rows, end


def item_due(stage: Stage, item: Item) -> Date | None:
    """Give the first date inside an item that does not lie before the report."""
    published = stage.reading.report.published or ""
    inside = [m.date for m in stage.reading.dates if item.start <= m.start < item.end and m.date is not None]
    return next((date for date in inside if date.end is not None and published <= date.end), None)


def list_end(stage: Stage, sentence: Sentence) -> int:
    """Give where a sentence ends when its list runs on into the next ones."""
    text, end = stage.reading.report.text, sentence.end
    bare = False  # a parser may take the mark "4." for a sentence of its own
    for following in stage.reading.sentences[sentence.index + 1 :]:
        body = text[following.start : following.end]
        marked = NUMBERED.match(text, following.start) is not None
        open_end = (
            bare
            or text[:end].rstrip()[-1:] in ":;,("
            or re.search(r"[;:]\s*(?:and\s*)?\(?\w{1,2}[).]\s*$", text[sentence.start : end])
        )
        if not (marked or open_end) or (following.paragraph != sentence.paragraph and not (marked or bare)):
            break
        end = following.end
        bare = NUMBERED.fullmatch(body.strip() + " ") is not None
    return end


def list_parties(stage: Stage, sentence: Sentence, draft: Draft | None, opened: int) -> list[ActorRef]:
    """Give whom a list binds: the subjects of the verb that leads it, or the parties of its document."""
    for token in reversed([t for t in sentence.tokens if t.end <= opened]):
        if token.pos != "VERB" or token.lemma not in LEADING or verb_status(sentence, token.i).status not in TOOK_PLACE:
            continue
        found = binding(stage.at(sentence, logical_subjects(sentence, token.i)))
        if draft is not None and countries(found) <= countries(draft.parties) and token.lemma not in PROMISE:
            return list(draft.parties)
        if len(countries(found)) >= 2 or (found and token.lemma in PROMISE):
            return found
        if draft is not None and not found:
            return list(draft.parties)
    return []


def pledge(
    stage: Stage, sides: Sides, item: Item, kind: Kind, area: str | None, made: Date | None, due: Date | None,
    draft: Draft | None, evidence: tuple[Span, ...], confidence: float,
) -> Pledge:  # fmt: skip
    """Make the pledge row."""
    return Pledge(
        id=row_id("p", stage.reading.report.id, item.start, item.end, kind),
        parties=sides.parties,
        to=sides.to,
        text=item.text,
        area=area,
        made_on=made,
        due=due,
        kind=kind,
        agreement=draft_id(stage, draft) if draft is not None else None,
        evidence=evidence,
        confidence=confidence,
    )


def whole(stage: Stage, sentence: Sentence) -> Span:
    """Give the span of a sentence."""
    return Span(sentence.start, sentence.end, stage.reading.report.text[sentence.start : sentence.end])


def distinct(pledges: Sequence[Pledge]) -> list[Pledge]:
    """Drop rows of the same id and the same words of the same sides, the first kept."""
    seen: set[tuple[object, ...]] = set()
    rows: list[Pledge] = []
    for row in pledges:
        key = (row.text.lower(), row.kind, tuple(sorted(countries(row.parties))))
        if key not in seen and not any(other.id == row.id for other in rows):
            seen.add(key)
            rows.append(row)
    return rows
