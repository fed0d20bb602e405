"""The acts that a measured relation rests on, in words, and the numbers under which they are cited."""

from collections.abc import Iterable, Sequence
from datetime import date

from comity.model import Act, Relation
from comity.presentation.dyads import is_body
from comity.presentation.names import state_name
from comity.presentation.sentences import worded
from comity.presentation.values import Line, Section, Source
from comity.presentation.verbs import verb_for
from comity.presentation.wording import count_text, day_text, listing, quoted, sentence

# A driver stands in a sentence of its own kind; longer words belong to `comity explain`.
_MOST_WORDS = 24
MOST_ACTS = 3
NO_SOURCE = "source not told"


class Cited:
    """Numbers for acts in the order in which they are first cited."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str], tuple[Source, Act]] = {}

    def cite(self, acts: Iterable[Act]) -> tuple[Source, ...]:
        """Give the acts as sources of a line, each under the number that it keeps."""
        found = []
        for act in acts:
            key = (act.coder, act.id)
            if key not in self._sources:
                source = Source(len(self._sources) + 1, act.id, act.source or NO_SOURCE, act.date, act.text, None)
                self._sources[key] = source, act
            found.append(self._sources[key][0])
        return tuple(found)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that was cited, by number."""
        return tuple(source for source, _ in self._sources.values())

    def section(self) -> Section:
        """Give the list of what was cited: day, sides, words, outlet, coder and id of each act."""
        lines = tuple(Line(evidence_text(act), sources=(source,)) for source, act in self._sources.values())
        # Every rendering lays a section of this key out as a list of sources.
        return Section("sources", "Evidence", lines)


def act_text(act: Act, *, sourced: bool = False) -> str:
    """Give an act with its words and day: "Chile criticised Peru (“called the ban unfair”, 4 March 2024)".

    Words that are a whole sentence say what was done better than the codes do, and only the sides are added:
    "“Chile's minister called the ban unfair.” (Chile to Peru, 4 March 2024)". `sourced` adds outlet and coder, for an
    act that no mark leads to.
    """
    words = act.text.strip()
    shown = quoted(words, most=_MOST_WORDS) if words else ""
    more = (day_text(act.date), *((act.source or NO_SOURCE, act.coder) if sourced else ()))
    if words.endswith((".", ".”", '."')) and words[0].isupper():
        return f"{shown} ({', '.join((_sides(act), *more))})"
    return f"{act_clause(act)} ({', '.join(part for part in (shown, *more) if part)})"


def _sides(act: Act) -> str:
    return f"{state_name(act.actor)} {'and' if act.joint else 'to'} {state_name(act.recipient)}"


def act_clause(act: Act) -> str:
    """Give who did what to whom, by the act's codes alone."""
    verb = verb_for(act.type, act.mode)
    one, other = state_name(act.actor), state_name(act.recipient)
    if act.joint:
        return f"{listing((one, other))} {worded(verb.joint, 'occurred', plural=True)}"
    done = worded(verb.towards, "occurred", plural=False)
    people = other if is_body(act.recipient) else f"people of {other}"
    return f"{one} {done.replace('{r}', other).replace('{p}', people)}"


def acts_text(acts: Sequence[Act]) -> str:
    """Give acts in one phrase, parted by semicolons, for each holds commas of its own.

    A sentence that tells of several acts is given once.
    """
    return "; ".join(dict.fromkeys(act_text(act) for act in acts))


def evidence_text(act: Act) -> str:
    """Give all that a reader needs to look an act up."""
    told = f" · {count_text(act.reports, 'report')}" if act.reports > 1 else ""
    words = quoted(act.text) if act.text.strip() else "no words given"
    head = f"{day_text(act.date)}, {_sides(act)}: {act.type}{f' ({act.mode})' if act.mode else ''}, {words}"
    return f"{sentence(head)} {sentence(act.source or NO_SOURCE).rstrip('.')}{told} · {act.coder} · {act.id}"


def latest_acts(relation: Relation, end: str, *, since: str) -> tuple[Act, ...]:
    """Give the marks of the days `since..end`, the strongest first; where there are none, the last ones before."""
    day = date.fromisoformat
    told = [act for act in relation.marks if day(act.date) <= day(end)]
    inside = [act for act in told if day(act.date) >= day(since)]
    if inside:
        return tuple(sorted(inside, key=lambda act: (-abs(act.intensity), act.date, act.id))[:MOST_ACTS])
    return tuple(sorted(told, key=lambda act: (act.date, abs(act.intensity), act.id), reverse=True)[:MOST_ACTS])
