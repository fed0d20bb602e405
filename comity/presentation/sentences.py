"""A plain English clause from an act's codes; an act that did not take place never reads as done."""

import re
from collections.abc import Sequence

from comity import codebook
from comity.errors import CodebookError
from comity.model import ActorRef, Event, Incident, Status
from comity.presentation.cutting import trigger_words
from comity.presentation.names import (
    UNNAMED,
    actor_name,
    actor_names,
    is_plural,
    issue_name,
    people_names,
)
from comity.presentation.verbs import Verb, verb_by_stem, verb_for
from comity.presentation.wording import quoted

# The words that mark each status in a clause; what the tests of this file hold it to.
MARKERS: dict[Status, tuple[str, ...]] = {
    "occurred": (),
    "ongoing": (" is ", " are "),
    "planned": (" plans to ", " plan to ", " is due to ", " are due to "),
    "conditional": (" could ",),
    "demanded": (" was urged to ", " were urged to "),
    "denied": (" did not ", " does not ", " do not "),
}
PLACED = frozenset({"CONSULT", "AGREE", "ASSAULT", "MOBILIZE", "PROTEST"})
_TARIFF = re.compile(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies))")
# CAMEO 043: the actor is the host.
_HOSTED = Verb("receive/received/receiving {r}", "receive/received/receiving guests", "meet/met/meeting on a visit")
# A promise in words of one's own: "would not reopen the ruling".
_PROMISE = re.compile(r"^(?:will|would|shall|won't|won’t|not)\b", re.IGNORECASE)
_PROMISED = Verb("give/gave/giving {r} an assurance", "give/gave/giving an assurance", "give/gave/giving an assurance")
_TRADE = re.compile(r"\b(?:im|ex)port|\btrade\b|\btariff")
# Subjects so wide that beside an act they tell nothing; so is every subject that others of the table narrow.
_WIDE = frozenset({"diplomacy", "summit-diplomacy", "leadership", "elections", "strategic-communication"})


def clause(act: Event | Incident, *, event: Event | None = None, published: str | None = None) -> str:
    """Give an act as a clause without a full stop: who did (or did not do) what to whom, where, on what.

    `event` is the telling that gives place and phrase (the act itself if it is an event); `published` the day
    of its report: an act denied for a later day "does not plan to" rather than "did not".
    """
    told = act if isinstance(act, Event) else event
    joint = is_joint(act)
    verb = _verb(act, told)
    # Forces are sent near a state or its people; "with artillery" is no place that they are sent to.
    aimed = [ref for ref in act.recipients if ref.country] if act.type == "MOBILIZE" else act.recipients
    pattern = verb.joint if joint else verb.towards if aimed else verb.alone
    later = bool(published and act.date and act.date.start and act.date.start > published)
    if act.recipients and all((ref.id or "").startswith("person:") for ref in act.recipients):
        pattern = pattern.replace("an envoy of {r}", "{r}")
    predicate = worded(pattern, act.status, plural=is_plural(act.actors), later=later, stance=act.type == "REJECT")
    filled = predicate.replace("{r}", _recipients(act)).replace("{p}", people_names(act.recipients))
    parts = [f"{actor_names(act.actors) or UNNAMED} {filled}"]
    if told is not None and (where := _where(act, told, parts[0])):
        parts.append(where)
    if act.status == "conditional":
        parts.append("on a condition")
    phrase = report_phrase(told) if told is not None and _vague(act, joint) else ""
    if phrase:
        parts.append(f"({quoted(phrase)})")
    elif issue := _issue(act.issues):
        parts.append(f"(issue: {issue})")
    return " ".join(parts)


def _verb(act: Event | Incident, told: Event | None) -> Verb:
    """Give the verb that says most: of the predicate, of trade, of a gathering, else of type and mode."""
    lasting = act.status == "ongoing"
    if told is not None and act.type == "SANCTION":
        if not lasting and (tariff := _tariff(act, told)):
            return Verb(f"{tariff} on {{r}}", tariff, f"{tariff} on each other")
        if act.mode in (None, "discontinue") and _on_trade(act, told):
            return verb_for("SANCTION", "trade", lasting=lasting)
    predicate = told.trigger.text if told is not None and told.trigger is not None else ""
    if act.type == "CONSULT" and told is not None and told.cameo == "043" and not is_joint(act):
        return _HOSTED
    if act.type == "CONSULT" and not predicate.startswith("attend"):
        return verb_for(act.type, act.mode, lasting=lasting)
    if act.type == "CONSULT" and told is not None and told.place is not None and not is_joint(act):
        # The host of a gathering is where it takes place; nobody need meet its government.
        here = f"attend/attended/attending an event in {told.place.name}"
        return Verb(here, here, here)
    if act.type == "REJECT" and act.status == "denied":
        return verb_by_stem("REJECT", "oppose") or verb_for(act.type, act.mode)
    if act.type == "AGREE" and told is not None and _PROMISE.match(report_phrase(told)):
        return _PROMISED
    return verb_by_stem(act.type, predicate) or verb_for(act.type, act.mode, lasting=lasting)


def _tariff(act: Event | Incident, told: Event) -> str:
    """Word a tariff with its rate; without the rate where the reports differ on it."""
    differ = isinstance(act, Incident) and any(each.field == "figures" for each in act.differences)
    for figure in told.figures:
        if figure.unit == "percent" and _TARIFF.search(figure.what.lower()):
            rate = "" if differ else f" of {figure.value:g} percent"
            return f"impose/imposed/imposing a tariff{rate}"
    return ""


def _on_trade(act: Event | Incident, told: Event) -> bool:
    """Tell whether a restriction is one on trade, by the issues or the words of its clause."""
    try:
        table = codebook.issues()
    except CodebookError:
        return False
    if any(code == "trade" or (code in table and table[code].parent == "trade") for code in act.issues):
        return True
    return bool(_TRADE.search(report_phrase(told).lower()))


def _issue(codes: Sequence[str]) -> str:
    """Name the first subject that is narrow enough to tell something; "" for none."""
    try:
        wide = frozenset(issue.parent for issue in codebook.issues().values()) | _WIDE
    except CodebookError:
        wide = _WIDE
    return next((issue_name(code) for code in codes if code not in wide), "")


def is_joint(act: Event | Incident) -> bool:
    """Tell whether both sides act together, each on the other."""
    actors = {_key(ref) for ref in act.actors}
    return len(actors) > 1 and actors == {_key(ref) for ref in act.recipients}


def worded(pattern: str, status: Status, *, plural: bool, later: bool = False, stance: bool = False) -> str:
    """Give a verb's pattern in the wording of a status.

    `later` is an act of a day after its report; `stance` one that lasts when denied ("does not oppose").
    """
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
        do = "do not" if plural else "does not"
        lead = f"{do} plan to" if later else do if stance else "did not"
        return f"{lead} {base}{rest}"
    return f"{past}{rest}"


def report_phrase(event: Event) -> str:
    """Give the report's own words around the predicate, cut at a clause's end; "" for fewer than three."""
    return trigger_words(event.evidence, event.trigger, denied=event.status == "denied" or event.type == "REJECT")


def _where(act: Event | Incident, told: Event, so_far: str) -> str:
    """Give the place as a phrase; a visit to a state needs none, one to nobody named goes to the place."""
    if told.place is None or act.type not in PLACED or told.place.name in so_far:
        return ""
    if act.mode == "phone":
        return ""
    if act.mode != "visit":
        return f"in {told.place.name}"
    return "" if act.recipients else f"to {told.place.name}"


def _vague(act: Event | Incident, joint: bool) -> bool:
    """Tell whether the codes alone say less than the report: all but a meeting of two named sides do."""
    return not (act.type == "CONSULT" and act.mode != "multilateral" and (joint or (act.actors and act.recipients)))


def _recipients(act: Event | Incident) -> str:
    names = {actor_name(ref) for ref in act.actors}
    others = [ref for ref in act.recipients if actor_name(ref) not in names]
    return actor_names(others or act.recipients)


def _key(ref: ActorRef) -> str:
    return ref.id or f"{ref.country}.{ref.sector}.{ref.name or ref.text}"
