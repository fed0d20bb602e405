"""The actors of a report as rows: each once, with all its names, mentions and offices."""

from comity import codebook
from comity.model import Actor, Mention, Role, Span
from comity.recognition.affiliations import note_affiliations
from comity.recognition.cast import Cast
from comity.recognition.person import Person, in_office
from comity.recognition.tree import words

KINDS = {
    "state": "state", "person": "person", "office": "office", "igo": "organisation", "ngo": "organisation",
    "group": "group", "body": "body",
}  # fmt: skip


def mentions_of(cast: Cast) -> tuple[Mention, ...]:
    """Give every phrase that refers to an actor, in order."""
    found = []
    for (number, head), refs in sorted(cast.refs.items()):
        sentence = cast.scene.sentences[number]
        first, last = cast.spans[number, head]
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        text = cast.scene.report.text[start:end]
        found.append(Mention(number, first, last, head, start, end, text, cast.kinds[number, head], refs))
    return tuple(found)


def actors_of(cast: Cast) -> tuple[Actor, ...]:
    """Give every actor of the report once; roles come from the text first, then from the leaders' table."""
    note_affiliations(cast)
    spans: dict[str, dict[Span, None]] = {}
    names: dict[str, tuple[str, str | None]] = {}
    for mention in mentions_of(cast):
        for ref in mention.actors:
            if ref.id is None:
                continue
            span = Span(mention.start, mention.end, mention.text)
            spans.setdefault(ref.id, {})[span] = None
            if ref.id not in names or (names[ref.id][0] == ref.id and ref.name):
                names[ref.id] = (ref.name or ref.id, ref.country)
    people: dict[str, Person] = {person.id: person for person in cast.people}
    for person in cast.people:
        for number, first, last in person.spans:
            sentence = cast.scene.sentences[number]
            span = Span(
                sentence.tokens[first].start, sentence.tokens[last - 1].end, words(sentence, range(first, last))
            )
            spans.setdefault(person.id, {})[span] = None
            names[person.id] = (person.name, person.country)
    return tuple(
        Actor(
            id=key, name=display(key, names[key][0]), kind=KINDS.get(key.split(":")[0], "body"),
            country=people[key].country if key in people else names[key][1],
            variants=tuple(sorted({span.text for span in found})), mentions=tuple(sorted(found)),
            roles=roles_of(cast, people[key]) if key in people else (),
        )
        for key, found in sorted(spans.items())
    )  # fmt: skip


def display(key: str, name: str) -> str:
    if key.startswith("state:"):
        state = codebook.states().get(key.removeprefix("state:"))
        return state.name if state is not None else name
    return name


def roles_of(cast: Cast, person: Person) -> tuple[Role, ...]:
    """Give a person's offices: those the text tells, then the leaders' table's (without evidence in the text)."""
    told: dict[tuple[str, str | None], Role] = {}
    for role in person.roles:
        told.setdefault((role.title, role.country), role)
    day = cast.scene.report.published
    for row in person.leaders:
        if day is not None and in_office(row, day):
            key = (row.office, row.country)
            known = told.get(key)
            told[key] = Role(
                row.office, row.country, known.organisation if known else None, row.since or None, row.until or None,
                known.evidence if known else (),
            )  # fmt: skip
    return tuple(told.values())
