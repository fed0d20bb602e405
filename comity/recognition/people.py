"""People of a report: named in full once, by surname later, in either name order, with their offices."""

import msgspec

from comity import codebook
from comity.codebook import Leader
from comity.model import Role, Sentence, Span, Token
from comity.recognition.dates_words import MONTHS, WEEKDAYS
from comity.recognition.full_names import FAMILY_FIRST, HONORIFICS, full_names, is_name_token, title_before
from comity.recognition.person import Person, in_office, keys, leader_families, leader_keys
from comity.recognition.scene import Scene
from comity.recognition.slug import slug

STATES = frozenset({"state", "demonym", "house", "capital"})
FORMER = frozenset({"former", "ex", "then", "late", "ousted", "deposed", "onetime", "ex-", "impeached", "outgoing"})
PAST = FORMER - {"outgoing"}
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))


def find_people(scene: Scene) -> list[Person]:
    """Find every person of the report, each once, with all mentions and the offices that the text tells."""
    by_key: dict[str, Person] = {}
    people: list[Person] = []
    taken: set[tuple[int, int]] = set()
    for sentence in scene.sentences:
        for first, last in full_names(scene, sentence):
            if any((sentence.index, i) in taken for i in range(first, last)):
                continue
            parts = [token.text for token in sentence.tokens[first:last]]
            names = keys(parts)
            person = next((by_key[key] for key in sorted(names) if key in by_key), None)
            if person is None:
                person = new_person(scene, parts, names)
                people.append(person)
            for key in names:
                by_key.setdefault(key, person)
            add_mention(scene, person, sentence, first, last)
            taken.update((sentence.index, i) for i in range(first, last))
    for person in people:
        settle_family(scene, person, people)
    carry_surnames(scene, people, taken)
    share_states(scene, people)
    return people


def share_states(scene: Scene, people: list[Person]) -> None:
    """Give a person with an office but no state that of the others named in the same sentence, if they share one."""
    for person in people:
        if person.country is None and person.office is not None:
            number = person.spans[0][0]
            others = {p.country for p in people if p.country and any(s == number for s, _, _ in p.spans)}
            said = {m.code for n in scene.named[number] for m in n.hit.meanings[:1] if m.kind in STATES}
            if len(others) == 1 and said <= others:
                person.country = others.pop()
                person.roles = [
                    msgspec.structs.replace(role, country=role.country or person.country) for role in person.roles
                ]


def new_person(scene: Scene, parts: list[str], names: set[str]) -> Person:
    """Make a person from a full name, with the leaders' rows that carry it."""
    rows = next((leader_keys()[key] for key in sorted(names) if key in leader_keys()), ())
    name = rows[0].name if rows else " ".join(parts)
    family = rows[0].family if rows else (parts[0] if parts[0] in FAMILY_FIRST and "-" in parts[-1] else parts[-1])
    person = Person(rows[0].id if rows else f"person:{slug(name)}", name, family, leaders=rows)
    if rows:
        day = scene.report.published
        person.country = next((row.country for row in rows if in_office(row, day)), rows[-1].country)
    return person


def add_mention(scene: Scene, person: Person, sentence: Sentence, first: int, last: int) -> None:
    """Note a mention, the words used, and the title before it."""
    person.spans.append((sentence.index, first, last))
    tokens = sentence.tokens
    person.variants.add(" ".join(token.text for token in tokens[first:last]))
    at = scene.at[sentence.index]
    title = title_before(sentence, first)
    after = tokens[last].text if last < len(tokens) else ""
    if title is None and first > 1 and tokens[first - 1].text == "," == after:
        title = title_before(sentence, first - 1)
    start = title[0] if title else first
    before = start - 1
    while before >= 0 and tokens[before].text in ("'s", "’s"):
        before -= 1
    owner = at.get(before)
    marker = (owner.first if owner else start) - 1
    near = {token.text.lower().strip("-") for token in tokens[max(0, marker - 1) : start]}
    country = owner.hit.meanings[0].code if owner and owner.kind in ("state", "demonym", "house", "capital") else None
    if title is not None and country is None and after == "of":
        told = at.get(last + 1) or at.get(last + 2)
        country = told.hit.meanings[0].code if told is not None and told.kind in STATES else None
    if title is None and country is None:
        return
    if title is not None and not title[2].title:
        return
    if title is not None:
        person.title, person.office = (title[1], title[2]) if person.office is None else (person.title, person.office)
        if near & PAST:
            person.former = True
    if country is not None and person.country is None:
        person.country = country
    said = sentence.tokens[owner.first if owner else start]
    text = scene.report.text[said.start : tokens[last - 1].end]
    evidence = Span(said.start, tokens[last - 1].end, text)
    former = "former " if near & PAST else ""
    if title is not None:
        named = title[1] if " of " in title[1] or title[2].kind != "person" else title[2].title
        role = Role(former + named, country or person.country, None, None, None, (evidence,))
        if not any((old.title, old.country) == (role.title, role.country) for old in person.roles):
            person.roles.append(role)


def settle_family(scene: Scene, person: Person, people: list[Person]) -> None:
    """Settle which part of an unknown name is the surname: the part that stands alone later in the text."""
    if person.leaders:
        return
    number, first, last = person.spans[0]
    parts = [token.text for token in scene.sentences[number].tokens[first:last]]
    counts = dict.fromkeys((parts[0], parts[-1]), 0)
    spans = {(s, i) for p in people for s, f, e in p.spans for i in range(f, e)}
    for sentence in scene.sentences:
        for token in sentence.tokens:
            if token.text in counts and (sentence.index, token.i) not in spans:
                counts[token.text] += 1
    if counts[parts[0]] > counts[parts[-1]] and (parts[0] in FAMILY_FIRST or counts[parts[-1]] == 0):
        person.family = parts[0]


def carry_surnames(scene: Scene, people: list[Person], taken: set[tuple[int, int]]) -> None:
    """Give bare surnames to the person they mean; leaders named by surname alone are people too."""
    by_family: dict[str, list[Person]] = {}
    for person in people:
        by_family.setdefault(person.family, []).append(person)
    for sentence in scene.sentences:
        tokens = sentence.tokens
        for token in tokens:
            if (sentence.index, token.i) in taken or not is_name_token(token):
                continue
            beside = [tokens[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(tokens)]
            after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
            if (
                after is not None
                and after.pos == "PROPN"
                and is_name_token(after)
                and after.text.lower() not in codebook.offices()
            ):
                continue
            candidates = by_family.get(token.text, [])
            if not candidates:
                leader = lone_leader(scene, sentence, token, beside)
                if leader is None:
                    continue
                candidates = [Person(leader.id, leader.name, leader.family, leader.country, (leader,))]
                by_family[token.text] = candidates
                people.extend(candidates)
            elif token.i in scene.at[sentence.index] and scene.at[sentence.index][token.i].kind != "place":
                continue
            person = pick(candidates, sentence, token)
            add_mention(scene, person, sentence, token.i, token.i + 1)
            taken.add((sentence.index, token.i))


def pick(candidates: list[Person], sentence: Sentence, token: Token) -> Person:
    """Choose between people of one surname: the title before it decides, then who was introduced first.

    A report introduces its main person first and calls them by surname; the others keep their full name.
    """
    if len(candidates) > 1:
        title = title_before(sentence, token.i)
        if title is not None:
            for person in candidates:
                if person.office is not None and person.office.title == title[2].title:
                    return person
    return candidates[0]


def lone_leader(scene: Scene, sentence: Sentence, token: Token, beside: list[Token]) -> Leader | None:
    """Find the leader meant by a surname that no full name introduced, only where it is beyond doubt."""
    day = scene.report.published
    rows = [row for row in leader_families().get(token.text, ()) if in_office(row, day)]
    if not rows or token.i in scene.at[sentence.index]:
        return None
    title = title_before(sentence, token.i)
    if title is None:
        # A prime minister may be called Friday or May; by that word alone it is the day or the month.
        if token.text in CALENDAR:
            return None
        previous = beside[0] if token.i else None
        if (
            previous is not None
            and previous.pos == "PROPN"
            and is_name_token(previous)
            and previous.text.lower() not in HONORIFICS
        ):
            return None
        if token.entity not in ("PERSON", "ORG", "GPE", "NORP") and token.pos != "PROPN":
            return None
        if token.text in FAMILY_FIRST or len(token.text) < 4 or (token.i == 0 and token.entity != "PERSON"):
            return None
    else:
        near = [n for i, n in scene.at[sentence.index].items() if title[0] - 3 <= i < title[0]]
        codes = {meaning.code for name in near for meaning in name.hit.meanings}
        rows = [row for row in rows if row.country in codes] or ([] if codes else rows)
    ids = {row.id for row in rows}
    if len(ids) != 1:
        current = [row for row in rows if title is not None and row.office == title[2].title]
        return current[0] if len({row.id for row in current}) == 1 else None
    return rows[-1]
