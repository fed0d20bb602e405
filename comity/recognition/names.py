"""Names of the codebook found in a text: states, capitals, houses, bodies, groups, leaders, places.

One Aho-Corasick automaton holds every name, so the time is linear in the text whatever the codebook's size.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from comity import codebook

# The order in which a name that means several things is taken.
PRIORITY = ("not", "leader", "group", "medium", "organisation", "state", "house", "demonym", "capital", "place")
# Single words that are also everyday English: as place names they only bring errors.
EVERYDAY = frozenset(
    "Of Most Same Nice Reading Bath Split Hull Mobile Orange Independence Liberty Hope Union Victoria "
    "Victory Man Bar Van Male Sale Derby Corona March May Police Mission Media Along Asia University "
    "Central Enterprise Lead Pope Best Mercedes Santos Friendship Commerce Industry Clay Date Ube Ise Ede "
    "Ota Ora Aba Ife Un Tours Temple Sandy Rugby Poole Marina Progress Commune Republic Federal "
    "Federation Sunday Monday San Los El La Buy Bani Bay Chester Worth Ho Wa Goes Come Ali Hassan Ibrahim "
    "Salman Lincoln Jackson Franklin Madison Jefferson Washington Clinton Carter Monroe Cleveland Douglas "
    "Gary Tyler Kent Nelson Lee Kim Austin Paris Florence Normal Parole Blair Brown Bush Christian "
    "Georgia Jordan George Martin Eugene Sydney".split()
) - {"Paris", "Sydney", "Georgia", "Jordan"}  # fmt: skip


class Name(NamedTuple):
    """What a surface form can stand for: `kind` is one of `PRIORITY`, `code` its key in the codebook."""

    kind: str
    code: str
    name: str


class Hit(NamedTuple):
    """A name found in a text; offsets are code points."""

    start: int
    end: int
    text: str
    meanings: tuple[Name, ...]

    @property
    def kind(self) -> str:
        return self.meanings[0].kind


@lru_cache(maxsize=1)
def automaton() -> Any:
    """Build the automaton of every name in the codebook once a process."""
    import ahocorasick

    surfaces: dict[str, list[Name]] = {}

    def add(surface: str, name: Name) -> None:
        if len(surface) > 1 and name not in surfaces.setdefault(surface, []):
            surfaces[surface].append(name)

    for state in codebook.states().values():
        for surface in (state.name, *state.names):
            add(surface, Name("state", state.code, state.name))
        for surface in state.demonyms:
            add(surface, Name("demonym", state.code, state.name))
        for surface in state.houses:
            add(surface, Name("house", state.code, state.name))
        for surface in (state.capital, *state.capital_names):
            add(surface, Name("capital", state.code, state.name))
        for surface in state.not_names:
            add(surface, Name("not", "", surface))
    for body in codebook.organisations().values():
        for surface in (body.name, *body.names):
            add(surface, Name("organisation", body.code, body.name))
    for group in codebook.groups():
        for surface in (group.name, *group.names):
            add(surface, Name("medium" if group.kind == "media" else "group", group.code, group.name))
    for leader in codebook.leaders():
        for surface in (leader.name, *leader.names):
            if " " in surface:
                add(surface, Name("leader", leader.id, leader.name))
    for number, place in enumerate(codebook.places()):
        for surface in (place.name, *place.names):
            if len(surface) > 2 and surface not in EVERYDAY and surface[0].isupper():
                add(surface, Name("place", str(number), place.name))
    machine = ahocorasick.Automaton()
    for surface, names in surfaces.items():
        # A capital outlives its state: "Belgrade" is Serbia's before it is that of a state that is no more.
        names.sort(key=lambda name: (PRIORITY.index(name.kind), ended(name)))
        if len(names) > 1 and names[0].kind == "not":
            names = names[1:]  # "North Korea" is no name of South Korea, but it is one of its own
        machine.add_word(surface, (surface, tuple(names)))
    machine.make_automaton()
    return machine


def ended(name: Name) -> bool:
    """Tell whether a name means a state that is no more."""
    state = codebook.states().get(name.code)
    return state is not None and bool(state.until)


def find_names(text: str) -> tuple[Hit, ...]:
    """Give the names in a text, longest first where they overlap, in order of their place.

    A name ends and begins at a word's edge; matching is by case ("US" is a state, "us" is not).
    """
    found = []
    size = len(text)
    for last, (surface, meanings) in automaton().iter(text):
        start, end = last - len(surface) + 1, last + 1
        if start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_@#"):
            continue
        if end < size and (text[end].isalnum() or text[end] in "_@"):
            continue
        found.append(Hit(start, end, surface, meanings))
    found.sort(key=lambda hit: (-(hit.end - hit.start), PRIORITY.index(hit.kind), hit.start))
    return without_overlaps(found)


def without_overlaps(hits: list[Hit]) -> tuple[Hit, ...]:
    """Keep the earlier of overlapping hits in the order given; give them sorted by place."""
    taken: set[int] = set()
    kept = []
    for hit in hits:
        span = range(hit.start, hit.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(hit)
    return tuple(sorted(kept))
