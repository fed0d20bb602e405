"""Stances that lie in an act: a state named friend or foe, an issue one accuses over, remorse that one voices."""

from collections.abc import Iterator, Sequence
from itertools import islice

from comity.coding.bilateral import binding
from comity.coding.ids import row_id
from comity.coding.issues import find_issues
from comity.coding.stage import Stage
from comity.coding.stance_words import LABELS, REMORSE, VAGUE, VOICING, WRONGS, Stance
from comity.coding.status import verb_status
from comity.coding.when import date_of
from comity.model import TOOK_PLACE, ActorRef, Date, Event, Position, Sentence, Span
from comity.recognition.arguments import logical_subjects
from comity.recognition.tree import ancestors, kids, subtree, words

TIES = "bilateral-ties"
APOLOGY = "wartime-apology"
# What a state's past is called where a leader speaks of remorse without naming a wrong.
_PAST = frozenset("war wars wartime history occupation colonial colonialism atrocity atrocities massacre past".split())
_LEAST = 0.5
# How sure a stance is that lies in an act.
_WEIGHT = 0.65
_FAR = 4


def by_acts(stage: Stage, events: Sequence[Event]) -> Iterator[Position]:
    """Give stances from verbal acts towards another state: on the ties when it is named something, or on the issue."""
    for event in events:
        if event.type not in ("ACCUSE", "SUPPORT", "REJECT") or event.status not in TOOK_PLACE:
            continue
        if event.confidence < _LEAST or event.trigger is None or not _abroad(event):
            continue
        sentence = next(iter(stage.sentences_between(event.trigger.start, event.trigger.end)), None)
        at = next((t.i for t in sentence.tokens if t.start == event.trigger.start), None) if sentence else None
        if sentence is None or at is None:
            continue
        stance: Stance = "supports" if event.type == "SUPPORT" else "opposes"
        codes = [TIES] if sentence.tokens[at].lemma in LABELS and stance == "supports" else []
        if event.type == "ACCUSE":
            codes = _over(sentence, at) + ([TIES] if sentence.tokens[at].lemma in LABELS else [])
        for actor in binding(list(event.actors)):
            for code in codes:
                yield position(stage, sentence, at, actor, code, stance, event.date)


def _abroad(event: Event) -> bool:
    ours = {ref.country for ref in event.actors}
    return None not in ours and any(ref.country and ref.country not in ours for ref in event.recipients)


def _over(sentence: Sentence, at: int) -> list[str]:
    """Give the issues that a charge is about: "over", "about" or "for" something that is no wrong by its own name."""
    tops = [c for c in kids(sentence, at, "prep") if sentence.tokens[c].lemma in ("over", "about", "for")]
    tops += [
        c
        for o in kids(sentence, at, "dobj", "oprd", "attr", "ccomp", "xcomp")
        for k in subtree(sentence, o)
        for c in kids(sentence, k, "prep")
        if sentence.tokens[c].lemma == "over"
    ]
    told = [code for top in tops for code in find_issues(words(sentence, subtree(sentence, top)))]
    return [code for code in dict.fromkeys(told) if code not in VAGUE and code not in WRONGS]


def by_remorse(stage: Stage, sentence: Sentence, i: int) -> list[Position]:
    """Give the stance of a leader who voices remorse or regret for a war or an occupation: it concedes."""
    token = sentence.tokens[i]
    if token.lemma.lower() not in REMORSE or token.pos not in ("NOUN", "PROPN", "X", "VERB"):
        return []
    verb = next((a for a in islice(ancestors(sentence, i), _FAR) if sentence.tokens[a].lemma in VOICING), None)
    if verb is None or verb_status(sentence, verb).status not in TOOK_PLACE:
        return []
    told = {t.text.lower() for t in sentence.tokens}
    wrongs = [code for code in find_issues(words(sentence, range(len(sentence.tokens)))) if code in WRONGS]
    if not told & _PAST and not wrongs:
        return []
    actors = binding(stage.at(sentence, logical_subjects(sentence, verb)))
    return [
        position(stage, sentence, i, actor, APOLOGY, "concedes", date_of(stage, sentence, verb)) for actor in actors
    ]


def position(
    stage: Stage,
    sentence: Sentence,
    i: int,
    actor: ActorRef,
    issue: str,
    stance: Stance,
    date: Date | None,
    weight: float = _WEIGHT,
) -> Position:
    """Make a position row: the sentence is its evidence, the word `i` what shows the stance."""
    report = stage.reading.report
    token = sentence.tokens[i]
    kind = f"{stance}:{issue}:{actor.id or actor.text}"
    return Position(
        id=row_id("o", report.id, token.start, token.end, kind),
        actor=actor,
        issue=issue,
        stance=stance,
        date=date,
        evidence=(Span(sentence.start, sentence.end, report.text[sentence.start : sentence.end]),),
        confidence=weight,
    )
