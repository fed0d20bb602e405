"""The terms of a promise: whether it is one, its issue, its dates, its items."""

import re
from collections.abc import Sequence

from comity import codebook
from comity.coding.bilateral import (
    DOMESTIC,
    countries,
    main_states,
    other_states,
)
from comity.coding.binding_words import HOSTILE
from comity.coding.clauses import Words, tidy
from comity.coding.commitments import Bound
from comity.coding.issues import find_issues
from comity.coding.listing import Item, comma_items, running
from comity.coding.promised import Sides
from comity.coding.stage import Stage
from comity.coding.when import date_of
from comity.model import ActorRef, Date, Sentence
from comity.recognition.tree import ancestors, kids, subtree

# Warm words that bind to nothing unless they name a subject.
GOODWILL = frozenset(
    "work cooperate co-operate collaborate deepen strengthen enhance boost expand improve promote develop "
    "leave put overcome maintain continue "
    "be become remain look seek strive foster build uphold respect advance consolidate elevate upgrade "
    "intensify step push pursue move go "
    "live act do stand play repeat give take keep make try use turn bring show forget set".split()
)
GIVEABLE = frozenset(
    "aid loan troop soldier dollar million billion vaccine weapon missile tank grant visa ton tonne food "
    "medicine money fund support "
    "assistance relief help investment euro peso rupee equipment training ambassador embassy border "
    "crossing office commission panel "
    "committee council secretariat fund centre center agency list "
    "body group force task hotline corridor consulate flight ferry railway road pipeline bridge "
    "power plant prisoner hostage "
    "visit talk meeting summit".split()
)
DIPLOMATIC = frozenset(
    "meet visit ratify recognise recognize withdraw release reopen open resume repatriate extradite "
    "normalise normalize establish attend "
    "convene exchange reinstate restore host send dispatch lift hold sign create form set".split()
)
# Codes of issues that are everyday words with other meanings.
HOMONYMS = frozenset(
    "history people space media law women occupation water labour currency aid protocol nuclear".split()
)
# Verbs of making, which a place makes definite.
SITED = frozenset("build open place set base station establish construct put".split())
PLACING = frozenset({"put", "take", "bring", "set"})
AREAS = frozenset("area field sector domain subject matter issue topic sphere".split())
SPREADING = frozenset(
    "cooperate co-operate collaborate work deepen strengthen enhance boost expand improve promote develop "
    "foster build advance step "
    "intensify cover coordinate engage broaden widen extend elevate upgrade".split()
)


# What is promised never to come again binds, though the same word alone is goodwill ("never repeat the devastation").
ONCE_ONLY = frozenset({"repeat", "recur"})


def concrete(stage: Stage, sentence: Sentence, span: Words, parties: Sequence[ActorRef]) -> bool:
    """Tell whether an act names how many things, where, or which state: "give three boats", "build a port in Hobyo"."""
    counted = any(
        sentence.tokens[i].dep == "nummod" and sentence.tokens[sentence.tokens[i].head].pos == "NOUN"
        and not any(m.start <= sentence.tokens[i].start < m.end for m in stage.reading.dates)
        for i in range(span.first, span.last + 1)
    )  # fmt: skip
    sited = sentence.tokens[span.first].lemma in SITED and any(
        sentence.tokens[i].pos == "PROPN" and sentence.tokens[i].dep == "pobj"
        and sentence.tokens[sentence.tokens[i].head].text.lower() in ("in", "at", "near", "off")
        for i in range(span.first, span.last + 1)
    )  # fmt: skip
    placed = sentence.tokens[span.first].lemma in PLACING and bool(
        other_states(stage, sentence, kids(sentence, span.first, "dobj"), parties)
    )  # "put Iceland back on its list"
    return counted or sited or placed


def in_quote(stage: Stage, at: int) -> bool:
    """Tell whether an offset lies in somebody's own words."""
    return any(quote.direct and quote.start <= at < quote.end for quote in stage.reading.quotes)


def refused(stage: Stage, sentence: Sentence, bound: Bound, sides: Sides, span: Words, *, agreed: bool = False) -> str:
    """Give why a bound act is no pledge of this record, "" when it is one."""
    token = sentence.tokens[bound.act]
    at_nobody = len(countries(sides.parties)) >= 2 and not other_states(
        stage, sentence, range(span.first, span.last + 1), sides.parties
    )  # "the two sides pledged to fight smuggling"
    if token.lemma in HOSTILE and bound.kind != "assurance" and not at_nobody:
        return "a threat"
    nouns = {
        sentence.tokens[i].lemma.lower()
        for i in range(span.first, span.last + 1)
        if sentence.tokens[i].pos in ("NOUN", "PROPN", "SYM")
    }
    issues = find_issues(span.text)
    if re.match(r"(?:would |will )?(?:not |never )?do (?:so|it|that|this)\b", span.text, re.I):
        return "its act is told elsewhere"
    if bound.rule in ("want", "wish") and len(countries(sides.parties)) < 2:
        return "a wish of one side"
    never_again = bound.kind == "assurance" and token.lemma in ONCE_ONLY and bool(sides.to)
    spared = (
        bound.kind == "assurance"
        and token.lemma in PLACING
        and bool(
            kids(sentence, bound.act, "dobj")
            and other_states(stage, sentence, range(span.first, span.last + 1), sides.parties)
        )
    )  # "will not put new duties on Peruvian copper"
    named_thing = bool(nouns & GIVEABLE) or never_again or spared or concrete(stage, sentence, span, sides.parties)
    if token.lemma in GOODWILL and not issues and not named_thing:
        return "goodwill"
    if bound.rule == "offer noun" and not nouns & GIVEABLE:
        return "nothing named"
    if token.pos in ("NOUN", "NUM", "SYM") and bound.rule != "set for" and not issues and not named_thing:
        return "nothing named"
    if (
        in_quote(stage, sentence.tokens[bound.act].start)
        and not issues
        and not named_thing
        and token.lemma not in DIPLOMATIC
    ):
        return "words without an act"
    foreign = (
        agreed
        or len(countries(sides.parties)) >= 2
        or bool(other_states(stage, sentence, range(span.first, span.last + 1), sides.parties))
    )
    heard = [i for i in kids(sentence, bound.cue, "dobj", "dative", "iobj") if i != bound.act]
    if bound.speaker is not None:  # "told Guyana that it would": said to another state's face
        heard += kids(sentence, bound.speaker, "dobj", "dative", "iobj")
    foreign = foreign or bool(other_states(stage, sentence, heard, sides.parties))
    foreign = foreign or (bound.rule.startswith(("assure", "reassure", "agree")) and bool(sides.to))
    named = {i for i in range(len(sentence.tokens)) if sentence.tokens[i].pos != "SPACE"}
    beside = bool(other_states(stage, sentence, sorted(named), sides.parties))
    at_stake = any(code not in DOMESTIC for code in issues) and len(main_states(stage)) > 1
    diplomatic = token.lemma in DIPLOMATIC and beside
    if never_again:
        return ""
    if not foreign and not at_stake and not diplomatic and not (bound.kind == "assurance" and beside and sides.to):
        return "a state's own affair"
    return ""


def area_of(text: str) -> str | None:
    """Give the first issue of some words, else the issue that one of the words names ("health"), else null."""
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
    inside = [
        m
        for m in stage.reading.dates
        if span.start <= m.start < span.end and m.date is not None and m.date.end is not None
    ]
    published = stage.reading.report.published
    if found is not None and sentence.tokens[bound.act].dep == "advcl":
        # An item of "to a by June, to b" does not take the date of the one before it.
        here = sentence.tokens[bound.act].start
        found = found if any(m.date == found and m.start >= here for m in stage.reading.dates) else None
    if found is not None and bound.kind != "assurance" and any(m.date == found for m in inside):
        found = ahead(found, published)
        if not any(m.date == found for m in inside):
            return found
    options = ([found] if found is not None else []) + [m.date for m in inside if m.date is not None]
    for date in options:
        told = any(m.date == date and span.start <= m.start < span.end for m in stage.reading.dates)
        if bound.kind == "assurance" and date is not found:
            continue
        if not told and bound.cue != bound.act and date == date_of(stage, sentence, bound.cue):
            continue  # "agreed on Monday to visit": Monday is when they agreed
        if (
            date.end is not None
            and (published is None or date.end >= published)
            and (told or bound.rule == "set for" or date is found)
        ):
            return date
    return None


def ahead(when: Date, published: str | None) -> Date:
    """Give a day, month or season without a year as the next one from the report on: what is promised lies ahead."""
    if published is None or when.start is None or when.end is None or when.end >= published:
        return when
    if not re.search(r"[A-Za-z]", when.text) or re.search(r"\d{4}|\b(?:last|past|previous|ago)\b|day\b", when.text):
        return when
    if when.precision not in ("day", "month", "season"):
        return when
    start, end = (f"{int(day[:4]) + 1}{day[4:]}" for day in (when.start, when.end))
    if when.end.endswith("02-29") or when.end.endswith("02-28"):
        end = f"{end[:4]}-02-28"
    start = start.replace("-02-29", "-02-28")
    return Date(start, end, when.precision, when.text) if end >= published else when


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
    """Give the items of a running list inside a promise, each with the words that lead to it, else the whole.

    "Develop ties in many areas, including trade, space and sport" gives an item an issue ("develop ties in trade").
    A list is cut only when its items are noun phrases and at least half of them name an issue.
    """
    text = stage.reading.report.text
    whole = [Item(span.start, span.end, span.text)]
    if bound.kind == "assurance" or (sentence.tokens[bound.act].lemma not in SPREADING and bound.rule != "agree on"):
        return whole
    opened, items = running(text, span.start, span.end)
    lead = span.start, opened
    if items:
        for i in range(span.first, span.last + 1):
            token = sentence.tokens[i]
            if token.lemma.lower() in AREAS and token.end <= opened:
                below = [
                    sentence.tokens[k].start
                    for k in subtree(sentence, i)
                    if sentence.tokens[k].end <= token.end and k >= span.first
                ]
                lead = span.start, min([token.start, *below])
    else:
        for i in range(span.last, span.first, -1):
            token = sentence.tokens[i]
            if (
                token.dep == "pobj"
                and len(kids(sentence, i, "conj"))
                and any(a == bound.act for a in ancestors(sentence, i))
            ):
                start = min(sentence.tokens[k].start for k in subtree(sentence, i))
                items, lead = comma_items(text, start, span.end), (span.start, start)
        if len(items) < 3:
            return whole
    named = [item for item in items if area_of(item.text)]
    if len(items) < 2 or len(named) * 2 < len(items) or any(len(item.text.split()) > 12 for item in items):
        return whole
    opening = tidy(text[lead[0] : lead[1]])
    return [Item(item.start, item.end, tidy(f"{opening} {item.text}")) for item in items]
