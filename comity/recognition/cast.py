"""Everybody of a report while it is recognised, and the references to people, states and bodies."""

from dataclasses import dataclass, field

from comity import codebook
from comity.model import ActorRef, Sentence
from comity.recognition.names import Name
from comity.recognition.person import Person, in_office
from comity.recognition.scene import Named, Scene
from comity.recognition.slug import slug

STATE_KINDS = frozenset({"state", "demonym", "house", "capital"})


@dataclass
class Cast:
    """Everybody found so far: `refs` gives what the phrase headed by (sentence, token) refers to."""

    scene: Scene
    people: list[Person]
    person_at: dict[tuple[int, int], Person] = field(default_factory=dict)
    refs: dict[tuple[int, int], tuple[ActorRef, ...]] = field(default_factory=dict)
    kinds: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    female: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for person in self.people:
            for number, first, last in person.spans:
                for i in range(first, last):
                    self.person_at[number, i] = person

    def note(self, sentence: Sentence, head: int, span: tuple[int, int], kind: str, refs: tuple[ActorRef, ...]) -> None:
        self.refs[sentence.index, head] = refs
        self.kinds[sentence.index, head] = kind
        self.spans[sentence.index, head] = span


def person_ref(person: Person, text: str, day: str | None) -> ActorRef:
    """Give the reference to a person: office and state from the text first, from the leaders' table second."""
    sector = person.office.sector if person.office is not None else None
    if sector is None and person.leaders:
        current = [row for row in person.leaders if in_office(row, day)]
        sector = (current or list(person.leaders))[-1].sector if current or day is None else None
    return ActorRef(person.country, sector, person.id, person.name, text)


def named_ref(name: Name, text: str, *, people: bool = False) -> ActorRef:
    """Give the reference to a codebook name; the people of a state are not its government."""
    if name.kind in STATE_KINDS:
        return ActorRef(name.code, "CVL" if people else "GOV", f"state:{name.code}", name.name, text)
    if name.kind == "organisation":
        kind = "IGO" if name.code.startswith("IGO") else "NGO"
        return ActorRef(name.code, kind, name.code.lower(), name.name, text)
    group = next(group for group in codebook.groups() if group.code == name.code)
    sector = {"armed": "REB", "party": "PTY", "media": "MED"}.get(group.kind, "CVL")
    return ActorRef(group.country, sector, f"group:{slug(group.code)}", group.name, text)


def stood(code: str, day: str) -> bool:
    """Tell whether a state was one on a day, as far as the codebook tells."""
    state = codebook.states()[code]
    return (state.since or "") <= day <= (state.until or "9999")


def meaning(cast: Cast, name: Named) -> Name:
    """Choose what an ambiguous name means: a party is the one of a state that the report speaks of."""
    options = name.hit.meanings
    day = cast.scene.report.published
    if day is not None and len(options) > 1 and options[0].kind in STATE_KINDS:
        standing = [each for each in options if each.kind == options[0].kind and stood(each.code, day)]
        return standing[0] if standing else options[0]
    if options[0].kind == "organisation" and any(option.kind == "capital" for option in options):
        # "Brussels" is the European Union unless the report speaks of Belgium.
        capital = next(option for option in options if option.kind == "capital")
        told = {m.code for row in cast.scene.named for n in row if n.hit.text != name.hit.text for m in n.hit.meanings}
        return capital if capital.code in told else options[0]
    if len(options) > 1 and options[0].kind in ("group", "medium"):
        said = {m.code for row in cast.scene.named for n in row for m in n.hit.meanings if n.kind in STATE_KINDS}
        owners = {group.code: group.country for group in codebook.groups()}
        for option in options:
            if owners.get(option.code) in said:
                return option
    return options[0]


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """Give the token of a span whose head lies outside it."""
    for i in range(last - 1, first - 1, -1):
        if not first <= sentence.tokens[i].head < last or sentence.tokens[i].head == i:
            return i
    return last - 1


def unique(refs: list[ActorRef]) -> tuple[ActorRef, ...]:
    """Drop references that mean the same actor twice."""
    seen: dict[tuple[str | None, str | None, str], ActorRef] = {}
    for ref in refs:
        seen.setdefault((ref.country, ref.id, "" if ref.id else ref.text), ref)
    return tuple(seen.values())
