"""A plain English clause from an act's codes; an act that did not take place never reads as done."""

import re

from comity.model import ActorRef, Event, Incident, Status
from comity.presentation.names import (
    UNNAMED,
    actor_name,
    actor_names,
    is_plural,
    issue_names,
    people_names,
)
from comity.presentation.verbs import verb_for
from comity.presentation.wording import quoted

# The words that mark each status in a clause; what the tests of this file hold it to.
MARKERS: dict[Status, tuple[str, ...]] = {
    "occurred": (),
    "ongoing": (" is ", " are "),
    "planned": (" plans to ", " plan to ", " is due to ", " are due to "),
    "conditional": (" could ",),
    "demanded": (" was urged to ", " were urged to "),
    "denied": (" did not ", " does not plan to ", " do not plan to "),
}
PLACED = frozenset({"CONSULT", "AGREE", "ASSAULT", "MOBILIZE", "PROTEST"})
_LOOSE_ENDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "on",
        "in",
        "at",
        "for",
        "with",
        "from",
        "by",
        "as",
        "that",
        "which",
        "who",
        "its",
        "his",
        "her",
        "their",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "be",
        "been",
        "not",
        "but",
        "than",
        "into",
        "over",
        "about",
        "between",
        "against",
        "after",
        "before",
        "while",
        "when",
    ]
)
# A phrase ends at a stop (but not inside "U.S." or "1.5") and before a finite verb, whose subject it may be.
_STOP = re.compile(
    r"(?<=\w)(?:\s?[,;:!?()\[\]—–\"“”]|\.(?=\s|$)"
    r"|\s(?:is|are|was|were|has|have|had|will|would|could|may|might|can|also|who|which)\b)"
)
_PHRASE_WORDS = 8


def clause(act: Event | Incident, *, event: Event | None = None, published: str | None = None) -> str:
    """Give an act as a clause without a full stop: who did (or did not do) what to whom, where, on what.

    `event` is the telling that gives place and phrase (the act itself if it is an event); `published` the day
    of its report: an act denied for a later day "does not plan to" rather than "did not".
    """
    told = act if isinstance(act, Event) else event
    joint = is_joint(act)
    verb = verb_for(act.type, act.mode, lasting=act.status == "ongoing")
    pattern = verb.joint if joint else verb.towards if act.recipients else verb.alone
    later = bool(published and act.date and act.date.start and act.date.start > published)
    predicate = worded(pattern, act.status, plural=is_plural(act.actors), later=later)
    filled = predicate.replace("{r}", _recipients(act)).replace("{p}", people_names(act.recipients))
    parts = [f"{actor_names(act.actors) or UNNAMED} {filled}"]
    if told is not None and (where := _where(act, told, parts[0])):
        parts.append(where)
    if act.status == "conditional":
        parts.append("on a condition")
    if act.issues:
        parts.append(f"({issue_names(act.issues)})")
    phrase = report_phrase(told) if told is not None and _vague(act, joint) else ""
    if phrase:
        parts.append(f"({quoted(phrase)})")
    return " ".join(parts)


def is_joint(act: Event | Incident) -> bool:
    """Tell whether both sides act together, each on the other."""
    actors = {_key(ref) for ref in act.actors}
    return len(actors) > 1 and actors == {_key(ref) for ref in act.recipients}


def worded(pattern: str, status: Status, *, plural: bool, later: bool = False) -> str:
    """Give a verb's pattern in the wording of a status; `later` is an act of a day after its report."""
    head, _, rest = pattern.partition(" ")
    base, past, doing = head.split("/")
    rest = f" {rest}" if rest else ""
    be = "are" if plural else "is"
    if status == "ongoing":
        return f"{be} {doing}{rest}"
    if status == "planned":
        lead = (
            f"{be} due to"
            if base in ("hold", "meet", "visit", "speak", "attend")
            else "plan to"
            if plural
            else "plans to"
        )
        return f"{lead} {base}{rest}"
    if status == "conditional":
        return f"could {base}{rest}"
    if status == "demanded":
        return f"{'were' if plural else 'was'} urged to {base}{rest}"
    if status == "denied":
        lead = ("do not plan to" if plural else "does not plan to") if later else "did not"
        return f"{lead} {base}{rest}"
    return f"{past}{rest}"


def report_phrase(event: Event) -> str:
    """Give the report's own words from the predicate on, cut at the next stop: "restrictions on seafood"."""
    if event.trigger is None:
        return ""
    for span in event.evidence:
        if span.start <= event.trigger.start < span.end:
            rest = span.text[event.trigger.start - span.start :]
            break
    else:
        return ""
    found = _STOP.search(rest)
    whole = rest[: found.start()].split() if found else rest.split()
    words = whole[:_PHRASE_WORDS]
    while len(words) > 1 and words[-1].lower() in _LOOSE_ENDS:
        words.pop()
    # One word is the verb that the clause has already told.
    return " ".join(words) + (" …" if len(words) < len(whole) else "") if len(words) > 1 else ""


def _where(act: Event | Incident, told: Event, so_far: str) -> str:
    """Give the place as a phrase; a visit to a state needs none, one to nobody named goes to the place."""
    if told.place is None or act.type not in PLACED or told.place.name in so_far:
        return ""
    if act.mode != "visit":
        return f"in {told.place.name}"
    return "" if act.recipients else f"to {told.place.name}"


def _vague(act: Event | Incident, joint: bool) -> bool:
    """Tell whether the codes alone say less than the report: no mode, or a side missing."""
    if act.type == "CONSULT" and (joint or (act.actors and act.recipients)):
        return False
    return (
        act.mode is None
        or not act.actors
        or not act.recipients
        or act.type in ("REJECT", "REQUEST", "COERCE")
    )


def _recipients(act: Event | Incident) -> str:
    names = {actor_name(ref) for ref in act.actors}
    others = [ref for ref in act.recipients if actor_name(ref) not in names]
    return actor_names(others or act.recipients)


def _key(ref: ActorRef) -> str:
    return ref.id or f"{ref.country}.{ref.sector}.{ref.name or ref.text}"
