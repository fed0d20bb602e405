"""Where experts belong: "a fellow at the Rhine Institute", "who heads the Policy Unit", "of the Gulf Forum".

The table of offices knows who acts for a state; scholars and analysts hold no office, so what the text says of them
beside their name is all there is. A role's title is empty where only the body is told ("Leila Amrouni of the Centre").
"""

import msgspec

from comity.model import Role, Sentence, Span
from comity.recognition.cast import Cast
from comity.recognition.person import Person
from comity.recognition.tree import conjuncts, kids, objects_of, subtree, words

# Nouns for those whose trade is to look on.
EXPERTS = frozenset({
    "analyst", "economist", "professor", "lecturer", "fellow", "researcher", "scholar", "historian", "expert",
    "director", "head", "scientist", "commentator", "columnist", "strategist", "adviser", "advisor", "academic",
    "president", "founder", "correspondent", "editor", "author", "specialist", "associate", "representative",
    "chair", "chairman", "chairwoman", "consultant", "lawyer", "diplomat", "dean", "sociologist", "philosopher",
    "writer", "pollster", "coordinator", "observer",
})  # fmt: skip
# "Who heads the programme", "who teaches at the university".
HEADING = {
    "head": "head", "lead": "leader", "run": "head", "direct": "director", "chair": "chair", "found": "founder",
    "edit": "editor",
}  # fmt: skip
WORKING = {
    "teach": "teacher", "lecture": "lecturer", "research": "researcher", "study": "researcher", "work": "",
    "write": "writer",
}  # fmt: skip
PLACES = ("at", "of", "with", "for", "from")
# Common nouns that are bodies even without a capital: "a university in Dakar".
BODIES = frozenset({
    "university", "institute", "institution", "centre", "center", "college", "school", "forum", "council",
    "foundation", "programme", "program", "unit", "observatory", "group", "bank", "tank", "academy", "society",
    "consultancy", "network", "project", "initiative", "fund", "observer", "monitor", "association",
    "department", "faculty", "desk", "newspaper",
})  # fmt: skip


def note_affiliations(cast: Cast) -> None:
    """Add to each person what a text says of them beside their name: a role, its body, the words as evidence."""
    for person in cast.people:
        for number, first, last in person.spans:
            sentence = cast.scene.sentences[number]
            if last - first < 2:
                continue
            role = beside(cast, sentence, first, last)
            if role is not None:
                keep(person, role)


def keep(person: Person, role: Role) -> None:
    """Put a role in the place of those that were read from fewer of its words; another body's role stays as it is."""
    told = (role.organisation or "").lower()
    others = [each for each in person.roles if each.organisation and bare(each.organisation) not in told]
    if others or (role.organisation is None and person.roles):
        return
    # A state that the table of offices read ("the Ghanaian representative") is kept.
    country = next((each.country for each in person.roles if each.country is not None), None)
    role = msgspec.structs.replace(role, country=country)
    person.roles[:] = [each for each in person.roles if each.title not in role.title and not each.organisation]
    person.roles.append(role)


def bare(name: str) -> str:
    """Give a body's name in small letters without its article."""
    return name.lower().removeprefix("the ")


def beside(cast: Cast, sentence: Sentence, first: int, last: int) -> Role | None:
    """Give the role that an apposition, a relative clause or "of" and a body tell of a name; null for none."""
    head = next((i for i in range(first, last) if not first <= sentence.tokens[i].head < last), last - 1)
    for noun in kids(sentence, head, "appos"):
        for each in conjuncts(sentence, noun):
            if sentence.tokens[each].lemma.lower() in EXPERTS:
                return role_of(cast, sentence, title_of(sentence, each), body_of(sentence, each), noun)
    for verb in kids(sentence, head, "relcl"):
        token = sentence.tokens[verb]
        if not any(sentence.tokens[c].text.lower() == "who" for c in kids(sentence, verb, "nsubj")):
            continue
        if token.lemma in HEADING and (objects := kids(sentence, verb, "dobj")):
            return role_of(cast, sentence, HEADING[token.lemma], full(sentence, objects[0]), verb)
        body = body_of(sentence, verb)
        if token.lemma in WORKING and body is not None:
            return role_of(cast, sentence, WORKING[token.lemma], body, verb)
    before = sentence.tokens[first - 1].lemma.lower() if first else ""
    body = body_of(sentence, head, ("of", "at", "from"))
    if body is not None:
        return role_of(cast, sentence, before if before in EXPERTS else "", body, head)
    return None


def title_of(sentence: Sentence, noun: int) -> str:
    """Give the words of a title without its article and what hangs on it: "senior fellow", "professor of history"."""
    below = [
        i for c in kids(sentence, noun, "amod", "compound", "nmod", "poss") for i in subtree(sentence, c) if i < noun
    ]
    field: list[int] = []
    for prep in kids(sentence, noun, "prep"):
        inner = kids(sentence, prep, "pobj")
        if sentence.tokens[prep].text.lower() in ("of", "for", "in") and inner:
            common = sentence.tokens[inner[0]].pos == "NOUN" and sentence.tokens[inner[0]].lemma not in BODIES
            kept = range(prep, inner[0] + 1) if common else ()
            field += list(kept)
    return words(sentence, sorted({*below, noun, *field}))


def body_of(sentence: Sentence, at: int, preps: tuple[str, ...] = PLACES) -> str | None:
    """Give the body that hangs on a word with "at", "of" or "with", its whole name; null where none is named."""
    for noun in objects_of(sentence, at, preps):
        token = sentence.tokens[noun]
        if (token.pos == "PROPN" and not place(sentence, noun)) or token.lemma in BODIES:
            return full(sentence, noun)
        for deeper in objects_of(sentence, noun, preps):
            if sentence.tokens[deeper].pos == "PROPN" and not place(sentence, deeper):
                return full(sentence, deeper)
    return None


def place(sentence: Sentence, noun: int) -> bool:
    """Tell whether a proper noun is a town or a country and no body: no word of a body, one word or a place's."""
    token = sentence.tokens[noun]
    if any(sentence.tokens[i].lemma.lower() in BODIES for i in subtree(sentence, noun)):
        return False
    return token.entity in ("GPE", "LOC") or (token.entity != "ORG" and not kids(sentence, noun, "compound", "prep"))


def full(sentence: Sentence, noun: int) -> str:
    """Give a body's whole name, its "of" and "for" tails included, without article, town and clauses."""
    kept = {noun}
    for child in sentence.children[noun]:
        token = sentence.tokens[child]
        if token.dep in ("compound", "amod", "nmod", "poss", "nummod") or (
            token.dep == "prep" and token.text.lower() in ("of", "for", "on")
        ):
            kept |= set(subtree(sentence, child))
    ordered = sorted(kept)
    cut = next((i for i in ordered if i > noun and sentence.tokens[i].text.lower() in ("in", ",", "who", "at")), None)
    return words(sentence, [i for i in ordered if cut is None or i < cut])


def role_of(cast: Cast, sentence: Sentence, title: str, body: str | None, top: int) -> Role | None:
    """Give the role with the words around it as evidence; null where neither a title nor a body is told."""
    if not title and body is None:
        return None
    aside = {
        i
        for at in subtree(sentence, top)
        for c in kids(sentence, at, "relcl", "advcl") if c != top
        for i in subtree(sentence, c)
    }  # fmt: skip
    below = [i for i in subtree(sentence, top) if i not in aside]
    while sentence.tokens[below[-1]].pos == "PUNCT":
        below.pop()
    start, end = sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
    evidence = Span(start, end, cast.scene.report.text[start:end])
    return Role(title, None, body, None, None, (evidence,))
