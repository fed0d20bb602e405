"""Which states a report is mainly about, and which references may bind a state: shared by pledges and positions."""

from collections.abc import Sequence
from datetime import date

from comity.coding.found import POLITICAL
from comity.coding.stage import Stage, merged
from comity.model import ActorRef, Date, Event, Sentence

# Talks told a few sentences before date what their parties then agreed; farther back it would be a guess.
NEAR = 5
# Talks this many days before the report are background, not where what it tells was agreed.
BACKGROUND = 92
DOMESTIC = frozenset(
    "elections democracy leadership economy tax labour education health birth-rate women corruption "
    "currency religion agriculture "
    "regional-revitalisation suicide-prevention law people culture media minorities energy infrastructure "
    "disaster-relief climate "
    "pollution biodiversity pandemic vaccines technology telecoms drugs renewable-energy investment rights".split()
)


def countries(refs: Sequence[ActorRef]) -> frozenset[str]:
    """Give the states and international bodies that references belong to."""
    return frozenset(ref.country for ref in refs if ref.country is not None)


def can_bind(ref: ActorRef) -> bool:
    """Tell whether somebody may speak for a state or body: states, offices, parties; not the media or firms."""
    if ref.country is None:
        return False
    return ref.sector is None or ref.sector in POLITICAL


def binding(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Keep who may speak for a state."""
    return merged([ref for ref in refs if can_bind(ref)])


def main_states(stage: Stage) -> list[str]:
    """Give the states of the report, the most often named first."""
    return [code for code, _ in stage.weights().most_common()]


def state_ref(stage: Stage, code: str) -> ActorRef:
    """Give the reference to a state as the report first names it."""
    for mention in stage.reading.mentions:
        for ref in mention.actors:
            if ref.id in (f"state:{code}", f"igo:{code.removeprefix('IGO:')}"):
                return ref
    return ActorRef(country=code, sector="GOV", id=f"state:{code}", name=None, text=code)


def other_states(
    stage: Stage, sentence: Sentence, positions: Sequence[int], parties: Sequence[ActorRef]
) -> list[ActorRef]:
    """Give the states named at token positions that are none of the parties'."""
    own = countries(parties)
    found = [
        ref for i in positions for ref in stage.refs.get((sentence.index, i), ())
        if ref.country is not None and ref.country not in own
    ]  # fmt: skip
    seen: dict[str | None, ActorRef] = {}
    for ref in found:
        seen.setdefault(ref.country, ref)
    return list(seen.values())


def counterpart(stage: Stage, parties: Sequence[ActorRef]) -> list[ActorRef]:
    """Give the other side of the report's main pair when the parties are one of its two sides."""
    leading = main_states(stage)[:2]
    own = countries(parties)
    if len(leading) == 2 and len(own & set(leading)) == 1:
        return [state_ref(stage, next(code for code in leading if code not in own))]
    return []


def talks_date(events: Sequence[Event], stage: Stage, sentence: Sentence, sides: frozenset[str]) -> Date | None:
    """Give the date of the talks between both sides that the report told just before (or in) a sentence."""
    if len(sides) < 2:
        return None
    starts = {s.start: s.index for s in stage.reading.sentences}
    best: Date | None = None
    for event in events:
        at = starts.get(event.evidence[0].start) if event.evidence else None
        if at is None or not sentence.index - NEAR <= at <= sentence.index or event.date is None:
            continue
        if (
            event.type == "CONSULT"
            and event.status == "occurred"
            and sides <= countries((*event.actors, *event.recipients))
            and not _background(event.date, stage.reading.report.published)
        ):
            best = event.date
    return best


def _background(when: Date, published: str | None) -> bool:
    """Tell whether a date lies so far before the report that it only gives the story's background."""
    if when.end is None or published is None:
        return False
    return (date.fromisoformat(published[:10]) - date.fromisoformat(when.end[:10])).days > BACKGROUND


def report_text(stage: Stage, sentence: Sentence, first: int, last: int) -> str:
    """Give the report's words from one token to another (inclusive)."""
    return stage.reading.report.text[sentence.tokens[first].start : sentence.tokens[last].end]
