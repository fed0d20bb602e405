"""What a later row means for a promise: keeps it, in part or whole, breaks it, takes it back or puts it off.

The way is read from the event's type and status and from the words about it, never from embeddings.
"""

import re
from dataclasses import dataclass
from typing import Literal

from comity.ledger.promise_words import (
    BEGUN,
    BROKE,
    EACH,
    ENDED_BY_DEED,
    EXPIRED,
    KEEPING_STILL,
    KEPT,
    OPEN_ENDED,
    OTHER_SIDE,
    PART,
    POSTPONE,
    REFUSE,
    WHOLE,
    WITHDRAW,
    content,
    counts,
    stem,
    verb_of,
)
from comity.ledger.telling import Entry
from comity.model import TOOK_PLACE, Event, Statement

Name = Literal["keeps", "keeps in part", "breaks", "takes back", "puts off", "expires"]
_UNDONE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})
_FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
_WORDY = frozenset({"AGREE", "REQUEST", "ACCUSE", "THREATEN", "PROTEST"})
# Words before the deed that may govern it: "refused for a third time to take back".
_REACH = 60
_OPEN_ENDED = frozenset(stem(word) for word in OPEN_ENDED)
_OPPOSITES = tuple(
    (frozenset(stem(word) for word in one.split()), frozenset(stem(word) for word in other.split()))
    for one, other in (
        ("lift end lower withdraw ease open resume reopen", "extend impose raise tighten renew reinforce keep close"),
        ("withdraw stop halt cut", "send deploy reinforce resume continue expand"),
        ("increase raise give send resume expand", "stop halt cut suspend block"),
        ("release free return", "arrest detain seize hold"),
        ("open reopen", "close shut block seal"),
        ("accept receive", "expel refuse deport"),
        ("sign ratify join", "reject leave refuse"),
    )
)


@dataclass(frozen=True)
class Meaning:
    """What a row means: `told` when the report says so itself, `same_verb` when the deed is the promised one."""

    name: Name
    told: bool = False
    same_verb: bool = False


def tells_of_keeping(sentence: str) -> bool:
    """Whether a sentence itself tells of keeping, breaking or failing a promise."""
    return any(pattern.search(sentence) for pattern in (KEPT, BROKE, EXPIRED, REFUSE))


def meaning_of(entry: Entry, row: Event | Statement, sentence: str) -> Meaning | None:
    """What a row means for a promise, null when nothing."""
    return _told(entry, row, sentence) or (_deed(entry, row, sentence) if isinstance(row, Event) else None)


def _told(entry: Entry, row: Event | Statement, sentence: str) -> Meaning | None:
    if BROKE.search(sentence):
        return Meaning("breaks", told=True)
    if EXPIRED.search(sentence):
        return Meaning("expires", told=True)
    if KEPT.search(sentence) and not entry.negative:
        return Meaning("keeps", told=True)
    if isinstance(row, Statement) and _fails(entry, sentence):
        return Meaning("breaks", told=True)
    return None


def _fails(entry: Entry, sentence: str) -> bool:
    """Whether a sentence says that the promised act was refused or left undone."""
    verb = verb_of(entry.first.pledge.text)
    found = re.search(rf"(?:{REFUSE.pattern})\s+(?:to\s+)?(\w+)", sentence, re.I)
    return bool(found and verb and stem(found[1]) == verb) and not entry.negative


def _deed(entry: Entry, event: Event, sentence: str) -> Meaning | None:
    trigger = event.trigger.text if event.trigger is not None else ""
    said = stem(trigger.split()[0]) if trigger else ""
    verbs = {verb_of(telling.pledge.text) for telling in entry.tellings}
    own = bool(said) and (said in verbs or bool(event.rule and event.rule in entry.rules))
    governed = _before(event, sentence)
    if POSTPONE.search(governed + " " + trigger) or (POSTPONE.search(sentence) and event.type == "REJECT"):
        return Meaning("puts off", same_verb=own)
    if own:
        return _own_deed(entry, event, sentence, governed)
    if entry.negative:
        # Without the very verb only force is plain enough: what it is about the words must show.
        return Meaning("breaks") if event.status in TOOK_PLACE and event.type in _FORCE else None
    if WITHDRAW.search(_around(event, sentence)) and event.type not in ("CONSULT", "ASSAULT"):
        return Meaning("takes back")
    if event.status == "denied" and event.type in entry.types:
        return Meaning("breaks" if REFUSE.search(governed) else "takes back")
    if event.status not in TOOK_PLACE or event.type in _WORDY:
        return None
    if event.type in _UNDONE and verbs & content(sentence):
        return None  # the promised verb itself stands beside: "released one of the two detained journalists"
    if _opposed(verbs, said) or (event.type in _UNDONE and _undoes(entry, event, verbs)):
        return Meaning("breaks")
    if event.type in _UNDONE and event.type not in entry.types:
        return None
    return Meaning(_whole(entry, event, sentence))


def _own_deed(entry: Entry, event: Event, sentence: str, governed: str) -> Meaning | None:
    if entry.negative:
        return Meaning("breaks", same_verb=True) if event.status in TOOK_PLACE else None
    if WITHDRAW.search(governed):
        return Meaning("takes back", same_verb=True)
    if event.status == "denied":
        if OTHER_SIDE.search(sentence) and ";" in sentence and not REFUSE.search(governed):
            return Meaning("keeps in part", same_verb=True)
        return Meaning("breaks", same_verb=True)
    if event.status not in TOOK_PLACE:
        return None
    return Meaning(_whole(entry, event, sentence, same_verb=True), same_verb=True)


def _before(event: Event, sentence: str) -> str:
    """The words of the clause that stand before the trigger, which may govern it."""
    if event.trigger is None or not event.evidence:
        return ""
    at = event.trigger.start - event.evidence[0].start
    return re.split(r"[;,]|\b(?:and|but|after|while)\b", sentence[max(0, at - _REACH) : at])[-1]


def _around(event: Event, sentence: str) -> str:
    """The trigger with the words on both sides that make its phrase: "pulled out", "took back its pledge"."""
    if event.trigger is None or not event.evidence:
        return ""
    at = event.trigger.start - event.evidence[0].start
    return _before(event, sentence) + sentence[at : at + len(event.trigger.text) + 5].split(",")[0]


def _opposed(verbs: set[str], said: str) -> bool:
    return any((verbs & one and said in other) or (verbs & other and said in one) for one, other in _OPPOSITES)


def _undoes(entry: Entry, event: Event, verbs: set[str]) -> bool:
    """Whether a hostile act is what the promise was to end or prevent: on the same matter, or against a peace kept."""
    if verbs & {stem(word) for word in KEEPING_STILL}:
        return event.type in _FORCE
    about = {telling.pledge.area for telling in entry.tellings if telling.pledge.area}
    words = " ".join(span.text for span in event.evidence)
    shared = len((content(entry.first.pledge.text) - verbs) & content(words))
    eased = entry.types & {"RETREAT", "CONCEDE"} and event.type in ("SANCTION", "MOBILIZE", "ASSAULT", "COERCE")
    return bool(eased and (shared or about & set(event.issues))) or (event.type == "REJECT" and shared >= 1)


def _whole(entry: Entry, event: Event, sentence: str, *, same_verb: bool = False) -> Name:
    """Whether a deed keeps all of a promise or a part: one of two, one side of two, only begun."""
    text = entry.first.pledge.text
    if PART.search(sentence) and not WHOLE.search(sentence):
        return "keeps in part"
    promised, done = counts(text), counts(sentence)
    if any(done[noun] < promised[noun] for noun in promised.keys() & done.keys()):
        return "keeps in part"
    if OTHER_SIDE.search(sentence) and re.search(r"[;,]", sentence):
        return "keeps in part"
    begun = BEGUN.search(_before(event, sentence) + (event.trigger.text if event.trigger else ""))
    if begun and {stem(word) for word in ENDED_BY_DEED} & {verb_of(text)}:
        return "keeps in part"
    if verb_of(text) in _OPEN_ENDED and not same_verb:
        return "keeps in part"
    actors = {ref.country for ref in event.actors if ref.country}
    if len(entry.givers) > 1 and not entry.givers <= actors and EACH.search(text):
        return "keeps in part"
    return "keeps"
