"""Later acts, and how well one fits an act that was expected: parties, type, issue, words, date."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from comity.ledger.expectation import Expectation
from comity.ledger.meaning import Meanings
from comity.model import TOOK_PLACE, ActorRef, Coding, Date, Event, Incident, Match, Report, Span

# Weights of the parts that are told, and the least score of a match: reasoned, then checked on settled.jsonl (open).
WEIGHTS = {"parties": 0.3, "type": 0.3, "text": 0.25, "issue": 0.1, "date": 0.05}
THRESHOLD = 0.6
# No other part makes up for other parties, another kind of act, or another matter.
LEAST = {"parties": 0.9, "type": 0.5, "text": 0.3}
# The cosine of the words of two matters: unrelated ones (copper, tourism) stay below the first, one matter in other
# words (power, electricity) reaches about the second; measured on twenty pairs written for it.
UNRELATED = 0.3
SAME = 0.7
# A refusal says less of what was refused than a deed does of what was done.
LEAST_UNDOING = 0.5
# Types that tell one act in other words ("sign an agreement" is SUPPORT, "agree" AGREE; see docs/decisions/0006).
_KIN = {
    frozenset({"AGREE", "SUPPORT"}): 0.8,
    frozenset({"AGREE", "COOPERATE"}): 0.5,
    frozenset({"SUPPORT", "COOPERATE"}): 0.5,
    frozenset({"SANCTION", "COERCE"}): 0.8,
    frozenset({"RETREAT", "CONCEDE"}): 0.7,
    frozenset({"AID", "COOPERATE"}): 0.7,
    frozenset({"ACCUSE", "PROTEST"}): 0.7,
    frozenset({"ACCUSE", "REJECT"}): 0.6,
    frozenset({"ASSAULT", "COERCE"}): 0.5,
}
_TOGETHER = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of hedging, time, grammar and of kinds of acts tell no matter; the type has the last already.
_EMPTY = frozenset("""
    about above after again against agree agreed agreement agreements ahead also another anew april august autumn back
    become been before begin being between both break broke carry could cut cuts december deal during each early end
    expected expel expelled february fire fired first from further have held hold holds impose imposed improbable into
    january join joint july june keep later launch lift lifted likely made make many march meet meeting meets might
    month months more most next november occupy october officials order over pact press probably probable reach reached
    recall recalled recently reopen reopened resume resumed said same september set should sign signed signs soon spring
    start still stop summer summit summon summoned suspend suspended take talk talks than that their them then there
    these they this three through time today toward towards treaty under unlikely until upon very visit visited visits
    week weeks well were what when where which will winter with within without would year years
    ahead perhaps possible possibly certain almost certainly send sends sent some within coming fall poised bound due
    file filed protest protests file condemn criticise criticised accuse accused counterpart relations ties
    plan proposal step move measure issue matter question
    president minister prime foreign leader chancellor premier secretary ambassador
    diplomat government capital country countries nation official
""".split())  # fmt: skip
_OFFICES = (
    ("head", re.compile(r"\b(?:presidents?|prime ministers?|premiers?|chancellors?|leaders?|heads? of \w+|king)\b")),
    ("foreign", re.compile(r"\b(?:foreign (?:ministers?|secretar(?:y|ies))|secretary of state|top diplomats?)\b")),
    ("defence", re.compile(r"\b(?:defen[cs]e (?:ministers?|chiefs?|secretar(?:y|ies)))\b")),
    ("trade", re.compile(r"\b(?:trade|economy|finance|commerce) (?:ministers?|secretar(?:y|ies))\b")),
)  # fmt: skip
_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed)? off|cancel\w*|scrap(?:s|ped)?|abandon(?:s|ed)?|refus\w+|reject\w*|rul(?:es|ed) out"
    r"|broke(?:n)? off|fail(?:s|ed) to|collaps\w+|walk(?:s|ed) out)\b",
    re.I,
)
_NAMED_ACT = {
    "CONSULT": re.compile(r"\b(?:meet\w*|talks|summit|visit\w*)\b", re.I),
    "AGREE": re.compile(r"\b(?:agreement|accord|deal|treaty|pact|protocol|agree)\b", re.I),
    "SUPPORT": re.compile(r"\b(?:agreement|accord|deal|treaty|pact|protocol|recogni\w+|ratif\w+|sign)\b", re.I),
    "COOPERATE": re.compile(r"\b(?:drills?|exercises?|patrols?|project|cooperat\w+)\b", re.I),
    "AID": re.compile(r"\baid\b", re.I),
}

Pair = frozenset[str]


class Told(NamedTuple):
    """An act as a report tells it; `incident` holds it, which was `first` printed on an ISO day and has a `date`."""

    event: Event
    report: Report
    incident: str
    first: str
    date: Date | None


class Acts:
    """The dated reports' acts by the states in them, and on which days reports name which states."""

    def __init__(self, codings: Iterable[Coding], incidents: Iterable[Incident], *, today: str) -> None:
        dated = [each for each in codings if each.report.published and each.report.published[:10] <= today]
        dated.sort(key=lambda coding: (coding.report.published or "", coding.report.id))
        by_event = {event: incident for incident in incidents for event in incident.events}
        first: dict[str, str] = {}
        self._by_state: dict[str, list[Told]] = {}
        self._days: dict[str, set[tuple[str, str]]] = {}
        self.resignations: list[Told] = []
        for coding in dated:
            day = (coding.report.published or "")[:10]
            for state in {actor.country for actor in coding.actors if actor.country}:
                self._days.setdefault(state, set()).add((day, coding.report.id))
            for event in coding.events:
                held = by_event.get(event.id)
                name = held.id if held else event.id
                when = held.date if held and held.date else event.date
                told = Told(event, coding.report, name, first.setdefault(name, day), when)
                if event.type == "RETREAT" and event.mode == "resign" and event.status in TOOK_PLACE:
                    self.resignations.append(told)
                for state in sides(event):
                    self._by_state.setdefault(state, []).append(told)

    def of(self, parties: Pair) -> list[Told]:
        """Give the acts that one of these states has part in and that name no fewer of them than the rest."""
        rarest = min(parties, key=lambda state: len(self._by_state.get(state, ())), default=None)
        return self._by_state.get(rarest, []) if rarest else []

    def reported(self, parties: Pair, since: str) -> bool:
        """Tell whether a report printed on or after an ISO day names all of these states: whether there is coverage."""
        days = [self._days.get(state, set()) for state in parties]
        shared = set.intersection(*days) if days else set()
        return any(day >= since for day, _ in shared)


def sides(event: Event) -> Pair:
    """Give the states and bodies on either side of an act."""
    return frozenset(ref.country for ref in (*event.actors, *event.recipients) if ref.country)


class Judged(NamedTuple):
    """What a later act means for an expectation, with the match and the ISO day it took place (or was printed)."""

    meaning: Literal["does", "undoes"]
    on: str
    match: Match


def judged(
    wanted: Expectation, words: str, names: Pair, acts: Acts, *, after: str, until: str, meanings: Meanings,
    without: Pair = frozenset(),
) -> list[Judged]:  # fmt: skip
    """Give the later acts that do what was expected, or undo it, the earliest first.

    `words` are those of the expectation, `names` the lower-case words of the names in it; an act counts when it
    was first printed after the ISO day `after` and took place after it, and not later than `until`.
    """
    found = []
    trigger = wanted.event.trigger if wanted.event else None
    topic = topic_of(words, names | {trigger.text.lower()} if trigger else names)
    for told in acts.of(wanted.parties):
        day = (told.report.published or "")[:10]
        if told.first <= after or told.event.id in without or told.incident in without:
            continue
        if not wanted.parties <= sides(told.event):
            continue
        on = _day_of(told, day)
        if on <= after or on > until:
            continue
        parts = _parts(wanted, words, topic, told, meanings)
        meaning = _meaning(wanted, told, parts)
        if meaning is None:
            continue
        found.append(Judged(meaning, on, _match(told, parts, meaning)))
    return sorted(found, key=lambda each: (each.on, -each.match.score, each.match.row))


def _day_of(told: Told, day: str) -> str:
    """The day of an act: its own, or that of the report where none is told or only a stretch that began before."""
    when = told.date
    if when is None or when.start is None or when.end is None:
        return day
    return when.start if when.precision in ("day", "week") else max(when.start, min(when.end, day))


def _parts(
    wanted: Expectation, words: str, topic: Mapping[str, str], told: Told, meanings: Meanings
) -> dict[str, float]:
    sentence = " ".join(span.text for span in told.event.evidence)
    parts = {"parties": _parties(wanted, words, told, sentence), "type": _type(wanted, told.event)}
    if topic and parts["parties"] >= LEAST["parties"]:
        refs = (*told.event.actors, *told.event.recipients)
        told_by = told.event.trigger.text.lower() if told.event.trigger else ""
        there = topic_of(sentence, _names(refs) | {told_by})
        share = sum(stem in there for stem in topic) / len(topic)
        if share < LEAST["text"] and (parts["type"] >= LEAST["type"] or _refuses(told.event, sentence)):
            near = meanings.nearness(" ".join(topic.values()), " ".join(there.values()))
            share = max(share, min(1.0, max(0.0, (near - UNRELATED) / (SAME - UNRELATED))))
        parts["text"] = round(share, 3)
    issues = set(wanted.event.issues) if wanted.event else set()
    if issues and told.event.issues:
        parts["issue"] = 1.0 if issues & set(told.event.issues) else 0.0
    parts["date"] = 1.0 if told.date is not None and told.date.start else 0.5
    return parts


def _refuses(event: Event, sentence: str) -> bool:
    return event.status == "denied" or event.type == "REJECT" or bool(_CALLED_OFF.search(sentence))


def _names(refs: Iterable[ActorRef]) -> Pair:
    return frozenset(word.lower() for ref in refs for word in ref.text.split() if word[:1].isupper())


def topic_of(words: str, names: Pair) -> dict[str, str]:
    """Give the words that tell the matter, by their stems: not names, time, hedges, offices or the kind of act."""
    told = (word for word in _WORD.findall(words.lower()) if word not in names)
    return {stem: word for word in told if (stem := _stem(word)) not in _EMPTY_STEMS}


def _stem(word: str) -> str:
    return re.sub(r"(?:ations?|ings?|ions?|ed|es|s|e)$", "", word)


_EMPTY_STEMS = frozenset(_stem(word) for word in _EMPTY)


def _parties(wanted: Expectation, words: str, told: Told, sentence: str) -> float:
    there = sides(told.event)
    share = len(wanted.parties & there) / len(wanted.parties) if wanted.parties else 0.0
    if share < 1.0:
        return share
    kinds = [{name for name, pattern in _OFFICES if pattern.search(text.lower())} for text in (words, sentence)]
    if kinds[0] and kinds[1] and kinds[0].isdisjoint(kinds[1]):
        # The foreign ministers met, where the presidents were expected to.
        return 0.5
    did = {ref.country for ref in told.event.actors if ref.country}
    one_way = wanted.type not in _TOGETHER and wanted.doers and did
    return 0.5 if one_way and wanted.doers.isdisjoint(did) else share


def _type(wanted: Expectation, event: Event) -> float:
    if wanted.type == event.type:
        mode = wanted.event.mode if wanted.event else None
        if mode is None or event.mode is None or mode == event.mode:
            return 1.0
        return 0.8 if event.type == "CONSULT" else 0.5
    return _KIN.get(frozenset({wanted.type or "", event.type}), 0.0)


def _score(parts: dict[str, float]) -> float:
    weight = sum(WEIGHTS[name] for name in parts)
    return round(sum(WEIGHTS[name] * value for name, value in parts.items()) / weight, 3)


def _meaning(wanted: Expectation, told: Told, parts: dict[str, float]) -> Literal["does", "undoes"] | None:
    if parts["parties"] < LEAST["parties"] or parts.get("text", 1.0) < LEAST["text"]:
        return None
    event = told.event
    sentence = " ".join(span.text for span in event.evidence)
    named = _NAMED_ACT.get(wanted.type or "")
    off = bool(named and named.search(sentence) and _CALLED_OFF.search(sentence))
    far = parts.get("text", 1.0) < LEAST_UNDOING
    if event.status == "denied":
        return "undoes" if not far and parts["type"] >= LEAST["type"] else None
    if event.status not in TOOK_PLACE:
        return None
    if off and wanted.type not in ("REJECT", event.type):
        return None if far else "undoes"
    if event.type == "REJECT" and wanted.type != "REJECT" and named and named.search(sentence):
        return None if far else "undoes"
    return "does" if parts["type"] >= LEAST["type"] and _score(parts) >= THRESHOLD else None


def _match(told: Told, parts: dict[str, float], meaning: str, *, by: str = "rule") -> Match:
    evidence: Sequence[Span] = told.event.evidence
    return Match(
        row=told.event.id,
        report=told.report.id,
        meaning="does what was expected" if meaning == "does" else "undoes what was expected",
        score=_score(parts),
        parts=parts,
        date=told.date,
        published=told.report.published,
        evidence=tuple(evidence),
        by=by,
    )
