"""Whose name it is: state, body and sector of an actor as another coder wrote it; null when that is not sure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from comity.codebook import Leader, groups, leaders, organisations, states
from comity.exchange import sectors

_EPOCH = date(1970, 1, 1).toordinal()
_OPEN = date(9999, 12, 31).toordinal() - _EPOCH
_GENERATION = 25 * 365


class Term(NamedTuple):
    """Somebody's time in an office: days since 1970, both ends inclusive."""

    since: int
    until: int
    country: str
    sector: str
    id: str


class Whose(NamedTuple):
    """State or body and sector; `terms` are those of a person, whose state and sector depend on the day.

    After the day `heard_until` the name is taken for another person's.
    """

    country: str | None = None
    sector: str | None = None
    terms: tuple[Term, ...] = ()
    heard_until: int = _OPEN

    def on(self, day: int) -> tuple[str | None, str | None]:
        """State or body and sector on a day.

        Out of office a person has no sector and belongs where they last served before, or first did. Of several
        persons of one name the one in office is meant; while none or several of different states are, it is unknown.
        """
        if not self.terms:
            return self.country, self.sector
        if day > self.heard_until:
            return None, None
        held = [term for term in self.terms if term.since <= day <= term.until]
        if held:
            latest = max(held)
            alike = {term.country for term in held if term.id != latest.id} <= {latest.country}
            return (latest.country, latest.sector) if alike else (None, None)
        if len({term.country for term in self.terms}) == 1:
            return self.terms[0].country, None
        if len({term.id for term in self.terms}) > 1:
            return None, None
        before = [term for term in self.terms if term.until < day]
        return (max(before) if before else min(self.terms)).country, None

    def steps(self) -> tuple["Step", ...]:
        """A person's states and sectors in order of time, each with the first day from which it holds."""
        ends = {self.heard_until + 1, *(term.until + 1 for term in self.terms)}
        days = sorted({-_OPEN, *(term.since for term in self.terms), *ends})
        return tuple(Step(day, *self.on(day)) for day in days)


class Step(NamedTuple):
    """From this day on (days since 1970), a person's state or body and sector."""

    day: int
    country: str | None
    sector: str | None


NOBODY = Whose()
_SUFFIX = re.compile(r"(.*\S)\s*\(([^()]+(?:\([^()]*\))?[^()]*)\)$")
# A demonym shows whose it is only in the name of a body; with these the body is that of several states.
_BODIES = frozenset(
    "agency alliance army assembly association authority bank brigade cabinet committee command commission congress "
    "constabulary corps council court federation force forces front government guard guards ministry movement navy "
    "organisation organization parliament party parties police senate service union military marines embassy "
    "authorities militia".split()
)
_SHARED = re.compile(
    r"\b(united nations|un|international|african union|european|eu|nato|asian|arab|latin|inter|joint|multinational|"
    r"mission|friendship|relations|exile)\b"
)
_POSSESSIVE = re.compile(r"['’]s?\b")


def folded(name: str) -> str:
    """A name without what its writers vary: case, accents, hyphens, underscores, full stops and commas."""
    plain = unicodedata.normalize("NFKD", name.replace("_", " "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    plain = re.sub(r"['’`.]", "", plain)
    return " ".join(re.sub(r"[^\w()]+", " ", plain).split())


@lru_cache(maxsize=65536)
def country_named(name: str) -> str | None:
    """The state of a country's name or ISO code in any spelling of the codebook; null for regions and the unknown."""
    return _countries().get(folded(name))


@lru_cache(maxsize=262144)
def whose(name: str) -> Whose:
    """Whose an actor's name is: "Police (Kenya)", "Peru", "African Union", "Israeli Defense Forces", a leader's."""
    text = " ".join(name.replace("_", " ").split())
    suffixed = _SUFFIX.match(text)
    if suffixed:
        role, inner = suffixed.groups()
        return _with_role(role, inner)
    plain = folded(text)
    return (
        _state(plain) or _bodies().get(plain) or _houses().get(plain) or _leaders().get(plain) or _longer_name(plain)
        or _by_demonym(text) or NOBODY
    )  # fmt: skip


@lru_cache(maxsize=65536)
def steps_of(name: str) -> tuple[Step, ...]:
    """The steps of a person's name; none where it is no person's."""
    found = whose(name)
    return found.steps() if found.terms else ()


def body_named(name: str) -> Whose | None:
    """The international body or group of a name, or null; names of states and persons are not looked up."""
    return _bodies().get(folded(name))


def _with_role(role: str, inner: str) -> Whose:
    country = country_named(inner)
    sector = sectors.of_role(role)
    if country is not None:
        return Whose(country, sector)
    group = _bodies().get(folded(inner))
    # "Armed Rebel (Boko Haram)" belongs where its group does; "Citizen (Africa)" belongs to no state.
    return Whose(group.country if group else None, (group.sector if group else None) or sector)


def _state(plain: str) -> Whose | None:
    code = _countries().get(plain)
    return None if code is None else Whose(code)


def _longer_name(plain: str) -> Whose | None:
    """A leader known by first and last name, written with names between them."""
    parts = plain.split()
    if not 3 <= len(parts) <= 4:
        return None
    found = _leaders().get(f"{parts[0]} {parts[-1]}")
    if found is None or len({term.country for term in found.terms}) > 1:
        return None
    # The fewer the words that agree, the likelier it is another person of that name, the more so a generation later.
    last = max(term.until for term in found.terms)
    return found._replace(heard_until=min(last + _GENERATION, _OPEN))


def _by_demonym(text: str) -> Whose | None:
    """The one state whose name or demonym stands in the name of a body."""
    plain = folded(_POSSESSIVE.sub("", text))
    words = plain.split()
    if not _BODIES.intersection(words) or _SHARED.search(plain):
        return None
    left = f" {plain} "
    found: set[str] = set()
    for phrase, code in _phrases(frozenset(words)):
        if f" {phrase} " in left:
            # The longest phrase comes first and takes its words: "South Korean" leaves no "Korean".
            left = left.replace(f" {phrase} ", "  ")
            found.add(code)
    if len(found) != 1 or "" in found:
        return None
    return Whose(found.pop(), sectors.of_role(text))


def _phrases(words: frozenset[str]) -> Iterable[tuple[str, str]]:
    """What may show a state among these words, the longest first; an empty code is a phrase that shows none."""
    table = _signs()
    near = {entry for word in words for entry in table.get(word, ())}
    return sorted(near, key=lambda entry: (-len(entry[0]), entry))


@lru_cache(maxsize=1)
def _signs() -> dict[str, tuple[tuple[str, str], ...]]:
    """Phrases by their first word: demonyms and names of states, and those that only look like them."""
    shown: dict[str, set[str]] = {}
    for state in states().values():
        for phrase in (state.name, *state.names, *state.demonyms):
            if len(folded(phrase)) > 2 or phrase.isupper():
                shown.setdefault(folded(phrase), set()).add(state.code)
    for state in states().values():
        for phrase in state.not_names:
            if folded(phrase) not in shown:
                shown[folded(phrase)] = {""}
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, codes in shown.items():
        if phrase:
            code = next(iter(codes)) if len(codes) == 1 else ""
            found.setdefault(phrase.split()[0], []).append((phrase, code))
    return {word: tuple(entries) for word, entries in found.items()}


# How ICEWS, GDELT and ACLED call states where the codebook has no such spelling, and one that they use otherwise: a
# bare "Congo" is Brazzaville's to coders that also write "Democratic Republic of Congo".
_SPELLINGS = {
    "congo": "COG", "congo brazzaville": "COG", "congo kinshasa": "COD", "congo the democratic republic of the": "COD",
    "occupied palestinian territory": "PSE", "palestinian territory occupied": "PSE", "palestinian territories": "PSE",
    "west bank": "PSE", "gaza strip": "PSE", "russian federation": "RUS", "virgin islands us": "VIR",
    "virgin islands british": "VGB", "iran islamic republic of": "IRN", "korea republic of": "KOR",
    "korea democratic peoples republic of": "PRK", "moldova republic of": "MDA", "macedonia": "MKD",
    "macedonia the former yugoslav republic of": "MKD", "tanzania united republic of": "TZA",
    "venezuela bolivarian republic of": "VEN", "bolivia plurinational state of": "BOL",
    "micronesia federated states of": "FSM", "taiwan province of china": "TWN", "lao pdr": "LAO",
    "falkland islands (malvinas)": "FLK", "swaziland": "SWZ", "holy see": "VAT", "vatican": "VAT",
    "holy see (vatican city state)": "VAT", "burma": "MMR", "cape verde": "CPV", "east timor": "TLS",
}  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    # States that are no more give way to those of today.
    for state in sorted(states().values(), key=lambda each: bool(each.until)):
        found.setdefault(folded(state.name), state.code)
        found.setdefault(state.code.casefold(), state.code)
    for state in sorted(states().values(), key=lambda each: bool(each.until)):
        for name in state.names:
            # "English" and "Scottish" stand among the names, and are read as such.
            found.setdefault(folded(name), state.code)
    return found | {name: code for name, code in _SPELLINGS.items() if code in states()}


@lru_cache(maxsize=1)
def _bodies() -> dict[str, Whose]:
    """International bodies and groups by each of their names; a name that two share stands for none."""
    found: dict[str, Whose] = {}
    for body in organisations().values():
        made = Whose(body.code, body.code.partition(":")[0])
        for name in (body.name, *body.names):
            found.setdefault(folded(name), made)
    shared: set[str] = set()
    for group in groups():
        made = Whose(group.country, group.code.partition(":")[0])
        for name in (group.name, *group.names):
            key = folded(name)
            if key in found and found[key].country != made.country:
                shared.add(key)
            found.setdefault(key, made)
    return {name: made for name, made in found.items() if name not in shared}


@lru_cache(maxsize=1)
def _houses() -> dict[str, Whose]:
    found: dict[str, set[Whose]] = {}
    for state in states().values():
        for house in state.houses:
            found.setdefault(folded(house), set()).add(Whose(state.code, sectors.of_role(house) or "GOV"))
    return {name: next(iter(made)) for name, made in found.items() if len({each.country for each in made}) == 1}


@lru_cache(maxsize=1)
def _leaders() -> dict[str, Whose]:
    """Persons by each spelling of their whole name; a family name alone names nobody."""
    found: dict[str, list[Term]] = {}
    for leader in leaders():
        for name in {folded(each) for each in (leader.name, *leader.names, *_orders(leader))}:
            if " " in name:
                found.setdefault(name, []).append(_term(leader))
    return {name: Whose(terms=tuple(sorted(set(terms)))) for name, terms in found.items()}


def _orders(leader: Leader) -> tuple[str, ...]:
    if not leader.family or not leader.given:
        return ()
    return f"{leader.given} {leader.family}", f"{leader.family} {leader.given}"


def _term(leader: Leader) -> Term:
    since = date.fromisoformat(leader.since).toordinal() - _EPOCH if leader.since else -_OPEN
    until = date.fromisoformat(leader.until).toordinal() - _EPOCH if leader.until else _OPEN
    return Term(since, until, leader.country, leader.sector, leader.id)
