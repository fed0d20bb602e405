"""The gate before the parser: a report that can't tell of relations between states is not parsed.

A sentence tells when it names a political actor and holds the words of a frame: its predicate in any form, the
further words, an object and a preposition where the frame asks for them. No frame can fire without its words. A
report that names two states or bodies is parsed whole when one of its sentences tells, since words refer back and
pledges are told in lists; of other reports only the paragraphs that tell. See decision 8.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from comity import codebook
from comity.model import Reading, Report, Skipped
from comity.reading import notices_in
from comity.recognition.dates_words import MONTHS, WEEKDAYS
from comity.recognition.forms import words_of

NOTICE = "a notice of the outlet about its report"
REASON = "no political actor with the words of an act in any sentence: not parsed"
# A sentence's end for the gate; a wrong one ("U.S. | troops") may only part an actor from its act.
SENTENCE = re.compile(r"[^\n]*?(?:[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|\n|\Z)")
WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
# A second actor may be meant by one of these; "it" and "its" are mostly things.
PRONOUN = re.compile(r"\b(?:they|them|their|he|him|his|she|her|who|we|us|both)\b", re.I)
# Unrest is political whoever takes part, teachers and shoppers included.
UNREST = re.compile(
    r"(?i)\b(?:on strike|(?:hunger|general) strike|(?:protest|demonstrat|boycott|riot)(?:s|ed|ers?|ing|ors?)?)\b"
)
# What somebody political says is kept whether or not it tells an act.
QUOTED = re.compile(r"[\"“”«»„]|\b(?:said|says|according to|told)\b")
# What is expected between two states, why it came about and what is their way tells no act, and is kept.
VIEWED = re.compile(
    r"(?i)\b(?:could|may|might|would|will|won't|(?:un)?likely|probabl[ey]|certain(?:ly)?|expect(?:s|ed)?|predicts?|doubts?|"
    r"fears?|risks?|threatens?|chances?|prospects?|danger|if|unless|without|because|owing|due|thanks|stems?|rooted|behind|"
    r"caused|triggered|result|response|tends?|usually|often|rarely|seldom|always|whenever|every|long|historically|"
    r"relations?(?:hips?)?|ties|friendship|mistrust|tensions?|closer|rift|quarrels?|rivalry|warmth)\b"
)
# The auxiliaries come shortened too ("won't", "they've"); they are never what a frame fails on.
ALWAYS = frozenset({"not", "be", "have", "do", "will"})
# Demands are told without a frame: "said that the council must act".
SAID = frozenset("say tell announce declare state add vow promise pledge warn insist stress write tweet".split())
DUE = frozenset({"must", "should", "need", "ought"})
# Who acts for a state or against one. The rest (residents, fans, banks) are in all news, and act on states seldom.
PUBLIC = frozenset({"GOV", "MIL", "LEG", "REB", "SPY", "IGO", "OPP", "PTY", "REF", "LAB"})
# Family names of leaders that every report holds.
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
REMEMBERED = 100_000


class Terms(NamedTuple):
    """What a frame asks of a sentence: all of `words`, one of each of `sets`, and a second actor where `two`."""

    words: frozenset[str]
    sets: tuple[frozenset[str], ...]
    two: bool


@lru_cache(maxsize=1)
def triggers() -> dict[str, tuple[Terms, ...]]:
    """Give, by head word, what the frames of that word ask for; nothing where one of them asks for nothing more."""
    found: dict[str, dict[Terms, None]] = {}
    for frame in codebook.frames():
        terms = terms_of(frame.words[1:], frame.object, frame.prep, bool(frame.needs))
        found.setdefault(frame.words[0], {})[terms] = None
    free = Terms(frozenset(), (), False)
    return {head: () if free in rows else tuple(rows) for head, rows in found.items()}


@cache
def terms_of(words: tuple[str, ...], objects: tuple[str, ...], preps: tuple[str, ...], needs: bool) -> Terms:
    """Give what a frame asks for beside its head word, as far as single words can tell."""
    sets = []
    if objects and not any(each.startswith("@") for each in objects):
        sets.append(spelled(objects))
    if preps:
        sets.append(frozenset(item.partition(":")[0] for item in preps))
    two = needs or (bool(objects) and all(each == "@actor" for each in objects))
    return Terms(frozenset(words) - ALWAYS, tuple(each for each in sets if not each & ALWAYS), two)


@cache
def spelled(cell: tuple[str, ...]) -> frozenset[str]:
    """Give the words that a cell allows, its classes spelled out."""
    classes = codebook.word_classes()
    return frozenset(word for item in cell for word in (classes.get(item[1:], ()) if item[:1] == "$" else (item,)))


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Give all words that the gate looks for; others need not be kept."""
    rows = [row for rows in triggers().values() for row in rows]
    return frozenset(triggers()).union(SAID, DUE, *(row.words for row in rows), *(s for row in rows for s in row.sets))


_known: dict[str, tuple[str, ...]] = {}


def words_in(text: str) -> set[str]:
    """Give the words of the vocabulary that a sentence may hold, in any form and inside hyphens."""
    found: set[str] = set()
    for form in WORD.findall(text):
        words = _known.get(form)
        if words is None:
            if len(_known) > REMEMBERED:
                _known.clear()
            lower = form.lower()
            parts = {lower, *re.split(r"[-.'’]", lower)}
            words = tuple(vocabulary() & {word for part in parts for word in words_of(part)})
            _known[form] = words
        found.update(words)
    return found


def acts(words: set[str], *, two: bool) -> bool:
    """Tell whether a sentence of these words may hold an act; `two` says that it may name two actors."""
    table = triggers()
    for head in words:
        rows = table.get(head)
        if rows is None:
            continue
        if not rows or any(
            (two or not row.two) and row.words <= words and all(not each.isdisjoint(words) for each in row.sets)
            for row in rows
        ):
            return True
    return not words.isdisjoint(SAID) and not words.isdisjoint(DUE)


@lru_cache(maxsize=1)
def public_titles() -> Any:
    """Build the automaton of the titles and role nouns of those who act in public, in small letters."""
    import ahocorasick

    machine = ahocorasick.Automaton()
    for title, office in codebook.offices().items():
        if office.sector in PUBLIC:
            machine.add_word(title, (len(title), ""))
    machine.make_automaton()
    return machine


@lru_cache(maxsize=1)
def political_names() -> Any:
    """Build the automaton of states, capitals, houses, bodies, groups, leaders: whoever may be a side of an act."""
    import ahocorasick

    machine = ahocorasick.Automaton()
    for state in codebook.states().values():
        for name in (state.name, *state.names, *state.demonyms, *state.houses, state.capital, *state.capital_names):
            add(machine, name, state.code)
    for body in codebook.organisations().values():
        for name in (body.name, *body.names):
            add(machine, name, body.code)
    for group in codebook.groups():
        if group.kind != "media":
            for name in (group.name, *group.names):
                add(machine, name, group.country or group.code)
    for leader in codebook.leaders():
        for name in (leader.name, leader.family, *leader.names):
            if len(name) > 3 and name not in CALENDAR:
                add(machine, name, leader.country)
    machine.make_automaton()
    return machine


def add(machine: Any, name: str, code: str) -> None:
    if len(name) > 1 and name not in machine:
        machine.add_word(name, (len(name), code))


def ends(machine: Any, text: str) -> dict[int, str]:
    """Give where names of an automaton end in a text, as whole words, with the codes of those they name."""
    size = len(text)
    found = {}
    for last, (length, code) in machine.iter(text):
        start, end = last - length + 1, last + 1
        if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
            found[end] = code
    return found


def tells(sentence: str) -> bool:
    """Tell whether a sentence may hold an act of or against a political actor, or a view of two of them."""
    states = ends(political_names(), sentence)
    named = {*states, *ends(public_titles(), sentence.lower())}
    if not named:
        return UNREST.search(sentence) is not None
    if len(set(states.values())) > 1 and VIEWED.search(sentence) is not None:
        return True
    two = len(named) > 1 or PRONOUN.search(sentence) is not None
    return QUOTED.search(sentence) is not None or acts(words_in(sentence), two=two)


def passages(text: str, *, gate: bool = True) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a report that are to be parsed: all of it, some paragraphs, or none.

    What the outlet says about its own report never is; without `gate` all the rest is.
    """
    found, notices = telling(text) if gate else ((0, len(text)),), notices_in(text)
    if not notices:
        return found
    return tuple(trimmed(text, *each) for each in outside(found, notices) if text[slice(*each)].strip())


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a stretch without the white space at its edges: a sentence begins with its first word."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def telling(text: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches that may tell an act.

    A report that names two states or bodies is parsed whole once a sentence of it tells. In one that names fewer
    only the paragraphs that tell are, and the one before where a pronoun may refer back to it.
    """
    stretches = [match.span() for match in re.finditer(r"[^\n]+", text)]
    tell = {
        number
        for number, (start, end) in enumerate(stretches)
        if any(tells(match[0]) for match in SENTENCE.finditer(text, start, end))
    }
    if not tell:
        return ()
    if len(set(ends(political_names(), text).values())) > 1:
        return ((0, len(text)),)
    before = {number - 1 for number in tell if PRONOUN.search(text, *stretches[number])}
    return tuple(each for number, each in enumerate(stretches) if number in tell | before)


def outside(
    stretches: tuple[tuple[int, int], ...], notices: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Give what is left of stretches without the notices in them; both in order."""
    for first, last in notices:
        stretches = tuple(
            part
            for start, end in stretches
            for part in ((start, min(end, first)), (max(start, last), end))
            if part[0] < part[1]
        )
    return stretches


def left_out(text: str, passed: tuple[tuple[int, int], ...]) -> tuple[Skipped, ...]:
    """Give the stretches that stay unparsed, with the reason."""
    notices = notices_in(text)
    edges = [0, *(edge for stretch in passed for edge in stretch), len(text)]
    gaps = outside(tuple(zip(edges[::2], edges[1::2], strict=True)), notices)
    untold = [Skipped(start, end, REASON) for start, end in gaps if text[start:end].strip()]
    found = (*untold, *(Skipped(start, end, NOTICE) for start, end in notices))
    return tuple(sorted(found, key=lambda each: each.start))


def unread(report: Report) -> Reading:
    """Give the empty reading of a report that is not parsed."""
    return Reading(report, (), (), (), (), (), (), passed_over=left_out(report.text, ()))


def pass_over(report: Report) -> Reading | None:
    """Give the empty reading of a report that stays outside the gate, null for one of which something is parsed."""
    return None if passages(report.text) else unread(report)
