"""Titles and role nouns: who is meant by "the Chilean minister", "the president", "navy officers"."""

from functools import lru_cache

from comity import codebook
from comity.codebook import Office
from comity.model import ActorRef, Role, Sentence, Span
from comity.recognition.cast import Cast, person_ref
from comity.recognition.owners import owners
from comity.recognition.people import FORMER
from comity.recognition.person import Person, in_office
from comity.recognition.slug import slug
from comity.recognition.tree import kids, objects_of, phrase, words

# "Washington's allies" are other states: whose they are does not say where they belong.
OTHERS = frozenset({"ally", "enemy", "foe", "neighbor", "neighbour", "partner", "adversary"})


# "a Japanese prime minister" is any of them, not the one in office.
INDEFINITE = frozenset({"a", "an", "another", "any", "some", "no", "every", "each", "first", "next", "future"})


# Words before a title that make it another office, where the table has none of that name.
LESSER = frozenset({"deputy", "vice", "assistant", "acting", "shadow", "designate", "elect", "incoming"})


def spelled(sentence: Sentence, first: int, last: int) -> str:
    """Give the words of a range as the table of offices spells them."""
    return " ".join(token.text for token in sentence.tokens[first:last]).lower().replace(" - ", "-")


def office_at(sentence: Sentence, head: int) -> tuple[int, Office] | None:
    """Find the longest office title whose noun stands at a place: (first token, office).

    A title's noun is its last word, but for "secretary of state" and its like.
    """
    table, tokens = codebook.offices(), sentence.tokens
    if any(tokens[i].text.lower() == "of" for i in kids(sentence, head, "prep")):
        for last in range(min(head + 6, len(tokens)), head + 2, -1):
            for start in range(max(0, head - 3), head + 1):
                office = table.get(spelled(sentence, start, last))
                if office is not None:
                    return start, office
    # Nearly all nouns end no title, so the joining of words is left to those that may.
    if last_part(tokens[head].text.lower()) not in title_ends():
        lemma = table.get(tokens[head].lemma)
        return (head, lemma) if lemma is not None else None
    for start in range(max(0, head - 4), head + 1):
        text = spelled(sentence, start, head + 1)
        office = table.get(text) or table.get(text.replace("-", " "))
        if office is not None:
            inside = " of " in text and tokens[head].dep == "pobj" and tokens[tokens[head].head].i > start
            return None if inside else (start, office)
    lemma = table.get(tokens[head].lemma)
    return (head, lemma) if lemma is not None else None


def last_part(words: str) -> str:
    """Give what stands after the last blank or hyphen."""
    return words[max(words.rfind(" "), words.rfind("-")) + 1 :]


@lru_cache(maxsize=1)
def title_ends() -> frozenset[str]:
    """Give the last parts of all titles of the codebook."""
    return frozenset(last_part(title) for title in codebook.offices())


def office_refs(cast: Cast, sentence: Sentence, head: int, start: int, office: Office) -> tuple[ActorRef, ...]:
    """Give who is meant by a title or role noun: a known person where it is definite, the office otherwise."""
    tokens = sentence.tokens
    first, last = phrase(sentence, head)
    if tokens[first].dep in ("det", "predet") or tokens[first].text in ("the", "a", "an"):
        first += 1
    text = words(sentence, range(min(first, start), max(last, head + 1)))
    near = {token.text.lower() for token in tokens[first : head + 1]}
    if head > 1 and tokens[head - 1].text == "-":
        near.add(tokens[head - 2].text.lower())  # "ex-president"
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
    vague = any(tokens[i].text.lower() in INDEFINITE for i in kids(sentence, head, "det", "amod"))
    other = FORMER & near or LESSER & {token.text.lower() for token in tokens[first:start]}
    if singular and not vague and not other and (definite or countries):
        person = holder(cast, sentence, head, office, countries)
        if person is not None:
            return (person_ref(person, text, day),)
        if len(countries) == 1 and office.rank <= 3:
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
