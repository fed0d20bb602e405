"""Years that a report gives to a person in an office, held against the who's who ("Foreign Minister X in 1994")."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from comity import codebook
from comity.codebook import Leader
from comity.ledger.passages import sentence_at, sentences
from comity.model import Actor, Attribution, Coding, Disagreement, Side, Span

# Between a name and its year stand at most a few words, and no other name or stop.
_YEAR = re.compile(r"^(?P<words>[^.;:()]{0,40}?)\(?\b(?:in|of|from)?\s?(?P<year>1[89]\d\d|20\d\d)\b")
# No form of an office is longer, in characters.
_LONGEST = 120
_OPEN_END = "9999"


def attributions(coding: Coding, people: Sequence[Leader] | None = None) -> tuple[Attribution, ...]:
    """Each year that the report gives to a person it names with an office, and whether the who's who agrees.

    `people` are rows of the who's who, by default those of the codebook. `fits` is null, with the reason, where
    it tells nothing of the person in that office or of who held it in that year.
    """
    rows = codebook.leaders() if people is None else tuple(people)
    parts = sentences(coding.report.text)
    named = sorted(mention.start for actor in coding.actors if actor.kind == "person" for mention in actor.mentions)
    found = []
    for actor in coding.actors:
        if actor.kind != "person":
            continue
        for mention in actor.mentions:
            sentence = sentence_at(parts, mention.start)
            if sentence is None:
                continue
            following = next((at for at in named if at >= mention.end), sentence.end)
            told = _told(coding.report.text, mention, sentence, min(following, sentence.end))
            if told is not None:
                office, year, span = told
                fits, note = _check(actor, office, year, rows)
                found.append(
                    (span.start, Attribution(coding.report.id, actor.name, office, year, fits, note, (sentence,)))
                )
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def attribution_differences(one: Sequence[Attribution], other: Sequence[Attribution]) -> list[Disagreement]:
    """Where two reports give one person in one office different years, or a report and the who's who do."""
    found = []
    for each in (*one, *other):
        if each.fits is False:
            told = Side(each.report, (), f"{each.office} {each.person} in {each.year}", each.evidence)
            table = Side("who's who", (), f"the who's who: {each.note}", ())
            found.append(Disagreement("attribution", each.person, told, table, 0.85))
    for here in one:
        years = {each.year: each for each in other if (each.person, each.office) == (here.person, here.office)}
        mine = {each.year for each in one if (each.person, each.office) == (here.person, here.office)}
        if years and here.year not in years and not mine & set(years):
            there = next(iter(years.values()))
            left = Side(here.report, (), str(here.year), here.evidence)
            right = Side(there.report, (), str(there.year), there.evidence)
            found.append(Disagreement("attribution", f"{here.office} {here.person}", left, right, 0.7))
    return found


def _told(text: str, mention: Span, sentence: Span, end: int) -> tuple[str, int, Span] | None:
    """The office before a name and the year after it, with the words from one to the other."""
    # Few names have a year after them, and the search for an office is the dearer one.
    year = _YEAR.search(text[mention.end : end])
    if year is None:
        return None
    first = max(sentence.start, mention.start - _LONGEST)
    match = _office().search(text[first : mention.start].rstrip())
    if match is None:
        return None
    start, stop = first + match.start(), mention.end + year.end()
    return codebook.offices()[match[1].lower()].title, int(year["year"]), Span(start, stop, text[start:stop])


def _check(actor: Actor, office: str, year: int, rows: Sequence[Leader]) -> tuple[bool | None, str]:
    own = [row for row in rows if row.id == actor.id and row.office == office]
    if own:
        terms = ", ".join(_term(row) for row in own)
        held = any(_first(row) <= f"{year}-12-31" and f"{year}-01-01" <= _last(row) for row in own)
        return held, f"{own[0].name} was {office} {terms}"
    country = _country(actor, office, rows)
    others = list(_holders(rows, country, office, year))
    if others and _whole_year(others, year):
        told = "; ".join(f"{row.name} was {office} {_term(row)}" for row in others)
        return False, told
    if country is None:
        return None, f"the state of {actor.name} is not known"
    state = codebook.states()[country].name if country in codebook.states() else country
    return None, f"it does not tell who was {office} of {state} in {year}"


def _country(actor: Actor, office: str, rows: Sequence[Leader]) -> str | None:
    """The state in whose office somebody is named: theirs, that of the role, or the only one with such an office."""
    told = actor.country or next((role.country for role in actor.roles if role.country and role.title == office), None)
    states = {row.country for row in rows if row.id == actor.id} or {
        row.country for row in rows if row.office == office
    }
    return told or (states.pop() if len(states) == 1 else None)


def _holders(rows: Sequence[Leader], country: str | None, office: str, year: int) -> Iterator[Leader]:
    for row in rows:
        if row.country == country and row.office == office and row.since:
            if row.since <= f"{year}-12-31" and f"{year}-01-01" <= _last(row):
                yield row


def _whole_year(rows: Sequence[Leader], year: int) -> bool:
    """Whether the terms fill the year from end to end: then nobody else held the office in it."""
    reached = f"{year}-01-01"
    for row in sorted(rows, key=lambda row: row.since):
        if row.since > reached:
            return False
        reached = max(reached, _last(row))
    return reached >= f"{year}-12-31"


def _first(row: Leader) -> str:
    return row.since or "0000"


def _last(row: Leader) -> str:
    return row.until or _OPEN_END


def _term(row: Leader) -> str:
    return f"from {row.since or 'an unknown day'} to {row.until or 'now'}"


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    """An office as the last words before a name."""
    longest_first = sorted(codebook.offices(), key=lambda form: -len(form))
    return re.compile(rf"\b({'|'.join(re.escape(form) for form in longest_first)})$", re.IGNORECASE)
