"""Noun phrases that name an actor: who is meant by "the Chilean minister", "Tokyo", "Peru's navy", "Lee"."""

from dataclasses import dataclass, field

from comity import codebook
from comity.codebook import Office
from comity.model import ActorRef, Role, Sentence, Span
from comity.recognition.names import Name
from comity.recognition.people import FORMER, Person, in_office
from comity.recognition.scene import Named, Scene
from comity.recognition.slug import slug
from comity.recognition.tree import chain_head, kids, objects_of, phrase, words

STATE_KINDS = frozenset({"state", "demonym", "house", "capital"})
QUANTITY = frozenset(
    "dozen hundred thousand ten score number group some member crowd team majority handful couple lot series many several most "
    "all one two three four five six seven eight nine type kind part half none either neither each any people tens".split()
)
PEOPLE = frozenset({"group", "member", "crowd", "people", "team", "dozen", "hundred", "thousand"})
# The last word of a body's name tells its sector where the offices table does not know the whole.
BODY_WORDS = {
    "court": "JUD", "tribunal": "JUD", "party": "PTY", "front": "PTY", "bank": "BUS", "corp": "BUS", "inc": "BUS", "ltd": "BUS",
    "group": "BUS", "company": "BUS", "airlines": "BUS", "ministry": "GOV", "department": "GOV", "agency": "GOV", "council": "GOV",
    "commission": "GOV", "army": "MIL", "navy": "MIL", "force": "MIL", "forces": "MIL", "guard": "MIL", "police": "COP",
    "university": "EDU", "institute": "EDU", "school": "EDU", "union": "LAB", "times": "MED", "post": "MED", "news": "MED",
    "association": "CVL", "movement": "CVL", "foundation": "NGO", "church": "REL", "parliament": "LEG", "congress": "LEG",
    "senate": "LEG", "assembly": "LEG", "house": "LEG", "committee": "LEG", "board": "GOV", "office": "GOV", "bureau": "GOV",
}  # fmt: skip


# "Washington's allies" are other states: whose they are does not say where they belong.
OTHERS = frozenset({"ally", "enemy", "foe", "neighbor", "neighbour", "partner", "adversary"})


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


def meaning(cast: Cast, name: Named) -> Name:
    """Choose what an ambiguous name means: a party is the one of a state that the report speaks of."""
    options = name.hit.meanings
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


def owners(cast: Cast, sentence: Sentence, head: int, *, deep: bool = True) -> tuple[ActorRef, ...]:
    """Give whose a thing is: states, bodies and people before its noun, then after "of", "by", "from", "in"."""
    first, _ = phrase(sentence, head)
    found: list[ActorRef] = []
    for i in range(first, head):
        key = (sentence.index, i)
        name = cast.scene.at[sentence.index].get(i)
        if (
            name is not None
            and i == name.first
            and head not in range(name.first, name.last)
            and not based(sentence, name)
        ):
            if name.kind in STATE_KINDS or name.kind in ("organisation", "group"):
                found.append(named_ref(meaning(cast, name), name.hit.text))
        elif key in cast.person_at and key in cast.refs:
            found.extend(cast.refs[key])
        elif sentence.tokens[i].tag == "PRP$" and key in cast.refs:
            found.extend(cast.refs[key])
        elif key in cast.refs and sentence.tokens[i].dep == "poss":
            found.extend(cast.refs[key])
    if found or not deep:
        return unique(found)
    for preps in (("of",), ("by", "from"), ("in", "at")):
        for target in objects_of(sentence, head, preps):
            for i in [target, *kids(sentence, target, "conj", "compound", "amod", "poss")]:
                name = cast.scene.at[sentence.index].get(i)
                if name is not None and name.kind in (*STATE_KINDS, "organisation", "place"):
                    ref = place_owner(name) if name.kind == "place" else named_ref(meaning(cast, name), name.hit.text)
                    if ref is not None:
                        found.append(ref)
                elif (sentence.index, i) in cast.person_at and i == target:
                    person = cast.person_at[sentence.index, i]
                    found.append(person_ref(person, sentence.tokens[i].text, cast.scene.report.published))
        if found:
            break
    return unique(found)


def based(sentence: Sentence, name: Named) -> bool:
    """Tell whether a name only says where something is ("the Seoul-based representative")."""
    after = sentence.tokens[name.last : name.last + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].text in ("based", "born", "born,", "area")


def place_owner(name: Named) -> ActorRef | None:
    """Give the state in which a named place lies, or null for disputed places."""
    row = codebook.places()[int(name.hit.meanings[0].code)]
    if row.country is None:
        return None
    return ActorRef(row.country, "GOV", f"place:{slug(row.name)}", row.name, name.hit.text)


def unique(refs: list[ActorRef]) -> tuple[ActorRef, ...]:
    """Drop references that mean the same actor twice."""
    seen: dict[tuple[str | None, str | None, str], ActorRef] = {}
    for ref in refs:
        seen.setdefault((ref.country, ref.id, "" if ref.id else ref.text), ref)
    return tuple(seen.values())


def office_at(sentence: Sentence, head: int) -> tuple[int, Office] | None:
    """Find the longest office title that ends at a noun: (first token, office)."""
    table = codebook.offices()
    for start in range(max(0, head - 4), head + 1):
        text = " ".join(token.text for token in sentence.tokens[start : head + 1]).lower().replace(" - ", "-")
        office = table.get(text) or table.get(text.replace("-", " "))
        if office is not None:
            return start, office
    lemma = table.get(sentence.tokens[head].lemma)
    return (head, lemma) if lemma is not None else None


def office_refs(cast: Cast, sentence: Sentence, head: int, start: int, office: Office) -> tuple[ActorRef, ...]:
    """Give who is meant by a title or role noun: a known person where it is definite, the office otherwise."""
    tokens = sentence.tokens
    first, last = phrase(sentence, head)
    if tokens[first].dep in ("det", "predet") or tokens[first].text in ("the", "a", "an"):
        first += 1
    text = words(sentence, range(min(first, start), max(last, head + 1)))
    near = {token.text.lower() for token in tokens[first : head + 1]}
    singular = tokens[head].tag in ("NN", "NNP") and office.kind == "person"
    holders = owners(cast, sentence, head)
    countries = [ref.country for ref in holders if ref.country] if tokens[head].lemma not in OTHERS else []
    day = cast.scene.report.published
    named = cast.person_at.get((sentence.index, tokens[head].head)) if tokens[head].dep == "appos" else None
    if named is not None and singular:
        settle(named, office, countries)
        note_role(cast, sentence, named, head, words(sentence, range(start, head + 1)), countries)
        return (person_ref(named, text, day),)
    for child in kids(sentence, head, "appos"):
        person = cast.person_at.get((sentence.index, child))
        if person is not None and singular:
            settle(person, office, countries)
            return (person_ref(person, text, day),)
    definite = any(
        tokens[i].text.lower() in ("the", "his", "her", "its", "their") for i in kids(sentence, head, "det", "poss")
    )
    if singular and not near & FORMER and (definite or countries):
        person = holder(cast, sentence, head, office, countries)
        if person is not None:
            return (person_ref(person, text, day),)
        if len(countries) == 1 and office.rank <= 2:
            rows = [
                row for row in codebook.leaders()
                if row.country == countries[0] and row.office == office.title and day and in_office(row, day)
            ]  # fmt: skip
            if len({row.id for row in rows}) == 1:
                return (ActorRef(countries[0], office.sector, rows[0].id, rows[0].name, text),)
    sector = office.sector
    said = words(sentence, range(start, head + 1)).lower()
    if len(countries) >= 1:
        return tuple(
            ActorRef(code, sector, f"office:{code}:{slug(office.title)}", f"{said}, {code}", text)
            for code in dict.fromkeys(countries)
        )
    return (ActorRef(None, sector, f"office:unknown:{slug(office.title)}", office.title, text),)


def note_role(cast: Cast, sentence: Sentence, person: Person, head: int, text: str, countries: list[str]) -> None:
    """Note the office that an apposition tells, with the body it belongs to ("the representative of the fund")."""
    body = next(iter(objects_of(sentence, head, ("of", "at", "for"))), None)
    organisation = None
    if body is not None and sentence.tokens[body].pos == "PROPN":
        first, last = phrase(sentence, body)
        organisation = words(sentence, range(first, last))
    at = text.split()
    start = next((t.start for t in sentence.tokens if t.text == at[0] and t.i <= head), sentence.tokens[head].start)
    end = sentence.tokens[head].end
    evidence = Span(start, end, cast.scene.report.text[start:end])
    person.roles.append(Role(text, countries[0] if countries else None, organisation, None, None, (evidence,)))


def settle(person: Person, office: Office, countries: list[str]) -> None:
    """Learn a person's office and state from an apposition."""
    if person.office is None:
        person.office, person.title = office, office.title
    if person.country is None and countries:
        person.country = countries[0]


def holder(cast: Cast, sentence: Sentence, head: int, office: Office, countries: list[str]) -> Person | None:
    """Find the person of this report who holds an office, the one last named before this place."""
    best: tuple[tuple[int, int], Person] | None = None
    for person in cast.people:
        if person.former or person.office is None or person.office.title != office.title:
            if not (
                person.leaders
                and office.title
                in {row.office for row in person.leaders if in_office(row, cast.scene.report.published)}
            ):
                continue
            if person.former:
                continue
        if countries and person.country not in countries:
            continue
        before = [(s, f) for s, f, _ in person.spans if (s, f) < (sentence.index, head)]
        if before and (best is None or before[-1] > best[0]):
            best = (before[-1], person)
    return best[1] if best is not None else None


def body_sector(text: str) -> str | None:
    """Guess a body's sector from the last telling word of its name."""
    for word in reversed(text.lower().replace(".", "").split()):
        if word in BODY_WORDS:
            return BODY_WORDS[word]
    return None


def noun_refs(cast: Cast, sentence: Sentence, head: int) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    """Give (kind, token span, references) of the noun phrase headed by a token, or null when it is no actor."""
    tokens = sentence.tokens
    token = tokens[head]
    key = (sentence.index, head)
    person = cast.person_at.get(key)
    if person is not None:
        first, last = next((f, e) for s, f, e in person.spans if s == sentence.index and f <= head < e)
        if head != head_of(sentence, first, last):
            return None
        return (
            "person",
            (first, last),
            (person_ref(person, words(sentence, range(first, last)), cast.scene.report.published),),
        )
    name = cast.scene.at[sentence.index].get(head)
    if name is not None:
        if head != head_of(sentence, name.first, name.last):
            return None
        said = meaning(cast, name)
        if said.kind == "leader":
            return None
        if said.kind == "place":
            owner = place_owner(name)
            if owner is None or token.dep in ("compound", "nmod", "amod"):
                return None
            return "place", (name.first, name.last), (owner,)
        people = said.kind == "demonym" and token.tag in ("NNS", "NNPS")
        return said.kind, (name.first, name.last), (named_ref(said, name.hit.text, people=people),)
    if token.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return None
    if token.lemma in QUANTITY or token.pos == "NUM":
        if token.lemma in PEOPLE and not objects_of(sentence, head, ("of",)):
            first, last = phrase(sentence, head)
            text = words(sentence, range(first, last))
            holders = [ref.country for ref in owners(cast, sentence, head) if ref.country]
            ref = ActorRef(
                holders[0] if holders else None, "CVL", f"office:unknown:{slug(token.lemma)}", token.lemma, text
            )
            return "office", (first, last), (ref,)
        for target in objects_of(sentence, head, ("of",)):
            inner = noun_refs(cast, sentence, target)
            if inner is not None:
                first, _ = phrase(sentence, head)
                return inner[0], (first, inner[1][1]), inner[2]
    if part_of_name(cast, sentence, head):
        return None
    office = office_at(sentence, head)
    if office is not None and (
        token.pos in ("NOUN", "PROPN") or token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj")
    ):
        refs = office_refs(cast, sentence, head, *office)
        first, last = phrase(sentence, head)
        return "office", (first, max(last, head + 1)), refs
    if token.entity in ("ORG", "NORP", "PERSON") and token.pos == "PROPN":
        if tokens[chain_head(sentence, head)].dep == "compound":
            return None
        return proper_ref(cast, sentence, head)
    return None


def part_of_name(cast: Cast, sentence: Sentence, head: int) -> bool:
    """Tell whether a title only stands before the name that carries the phrase ("President" in "President Lee")."""
    token = sentence.tokens[head]
    return (
        token.dep in ("compound", "nmod", "amod")
        and (sentence.index, token.head) in cast.person_at
        and head < token.head
    )


def proper_ref(cast: Cast, sentence: Sentence, head: int) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    """Give a body or person that only the parser's name finder knows."""
    tokens = sentence.tokens
    first = head
    while (
        first > 0
        and tokens[first - 1].entity == tokens[head].entity
        and (tokens[first - 1].text[0].isupper() or tokens[first - 1].pos in ("ADP", "DET", "CCONJ"))
    ):
        first -= 1
    while first < head and tokens[first].pos in ("DET", "ADP", "CCONJ"):
        first += 1
    last = head + 1
    while last < len(tokens) and tokens[last].entity == tokens[head].entity and tokens[last].text[0].isupper():
        last += 1
    text = words(sentence, range(first, last))
    if tokens[head].entity == "PERSON":
        if last - first == 1 and tokens[head].dep not in ("nsubj", "nsubjpass", "dobj", "poss"):
            return None
        return "person", (first, last), (ActorRef(None, None, f"person:{slug(text)}", text, text),)
    holders = [ref.country for ref in owners(cast, sentence, head) if ref.country]
    return "body", (first, last), (
        ActorRef(holders[0] if holders else None, body_sector(text), f"body:{slug(text)}", text, text),
    )  # fmt: skip
