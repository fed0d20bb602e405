"""Noun phrases that name an actor: who is meant by "the Chilean minister", "Tokyo", "Peru's navy", "Lee"."""

import msgspec

from comity import codebook
from comity.model import ActorRef, Sentence
from comity.recognition.cast import Cast, head_of, meaning, named_ref, person_ref
from comity.recognition.owners import owners, place_owner
from comity.recognition.scene import Named
from comity.recognition.slug import slug
from comity.recognition.titles import office_at, office_refs
from comity.recognition.tree import chain_head, objects_of, phrase, words

QUANTITY = frozenset(
    "dozen hundred thousand ten score number group some member crowd team majority handful couple lot "
    "series many several most all one two three four five six seven eight nine type kind part half none "
    "either neither each any people tens".split()
)
PEOPLE = frozenset({"group", "member", "crowd", "people", "team", "dozen", "hundred", "thousand"})
# The last word of a body's name tells its sector where the offices table does not know the whole.
BODY_WORDS = {
    "court": "JUD",
    "tribunal": "JUD",
    "party": "PTY",
    "front": "PTY",
    "bank": "BUS",
    "corp": "BUS",
    "inc": "BUS",
    "ltd": "BUS",
    "group": "BUS",
    "company": "BUS",
    "airlines": "BUS",
    "ministry": "GOV",
    "department": "GOV",
    "agency": "GOV",
    "council": "GOV",
    "commission": "GOV",
    "army": "MIL",
    "navy": "MIL",
    "force": "MIL",
    "forces": "MIL",
    "guard": "MIL",
    "police": "COP",
    "university": "EDU",
    "institute": "EDU",
    "school": "EDU",
    "union": "LAB",
    "times": "MED",
    "post": "MED",
    "news": "MED",
    "association": "CVL",
    "movement": "CVL",
    "foundation": "NGO",
    "church": "REL",
    "parliament": "LEG",
    "congress": "LEG",
    "senate": "LEG",
    "assembly": "LEG",
    "house": "LEG",
    "committee": "LEG",
    "board": "GOV",
    "office": "GOV",
    "bureau": "GOV",
}


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
        if in_a_name(sentence, name):
            return None
        people = said.kind == "demonym" and (token.tag in ("NNS", "NNPS") or is_plural(name.hit.text, said.code))
        ref = named_ref(said, name.hit.text, people=people)
        if said.kind == "capital" and is_site(sentence, head):
            ref = msgspec.structs.replace(ref, sector=None)
        return said.kind, (name.first, name.last), (ref,)
    if token.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return None
    if token.lemma in QUANTITY or token.pos == "NUM":
        counted = counted_refs(cast, sentence, head)
        if counted is not None:
            return counted
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
    if (
        token.pos == "PROPN"
        and token.entity in ("", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "GPE")
        and acts(sentence, head)
    ):
        return unknown_name(cast, sentence, head)
    return None


def is_plural(text: str, code: str) -> bool:
    """Tell whether a word for a people is the plural of another ("Nigeriens"), whatever the parser makes of it."""
    state = codebook.states().get(code)
    return text.endswith("s") and state is not None and text[:-1] in state.demonyms


# Who goes to a capital, or is received in it, has to do with its government; what happens there has not.
GOING = frozenset("arrive travel fly go come land return visit stop receive host welcome visit trip arrival".split())
WITHIN = frozenset({"in", "at", "near", "outside", "around", "across", "over", "inside", "throughout", "through"})


def is_site(sentence: Sentence, head: int) -> bool:
    """Tell whether a capital is only where something is: "a fire in Seoul", "Tokyo share prices"."""
    token = sentence.tokens[chain_head(sentence, head)]
    above = sentence.tokens[token.head]
    if token.dep == "pobj" and above.text.lower() in WITHIN:
        return sentence.tokens[above.head].lemma not in GOING
    if token.dep not in ("compound", "nmod", "amod") or above.pos != "NOUN":
        return False
    return office_at(sentence, above.i) is None


# Bodies of a state, whose name holds that of the state because they are the state's.
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})


def in_a_name(sentence: Sentence, name: Named) -> bool:
    """Tell whether a state is named only as a part of the name of a firm, a school or a paper ("Korea Zinc")."""
    tokens = sentence.tokens
    token = tokens[name.first]
    if token.entity != "ORG" or name.kind not in ("state", "capital"):
        return False
    first, last = name.first, name.last
    while first > 0 and tokens[first - 1].entity == "ORG":
        first -= 1
    while last < len(tokens) and tokens[last].entity == "ORG":
        last += 1
    around = [*range(first, name.first), *range(name.last, last)]
    if not any(tokens[i].pos == "PROPN" and tokens[i].text[0].isupper() for i in around):
        return False
    if any(office.sector in OFFICIAL for i in around if (office := codebook.offices().get(tokens[i].text.lower()))):
        return False
    sector = body_sector(" ".join(tokens[i].text for i in around))
    return sector in ("BUS", "EDU", "MED") or (sector is None and token.dep == "compound")


def counted_refs(cast: Cast, sentence: Sentence, head: int) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    """Give whom a quantity counts: "dozens of Peruvians", or the crowd itself where nothing follows."""
    token = sentence.tokens[head]
    if token.lemma in PEOPLE and not objects_of(sentence, head, ("of",)):
        first, last = phrase(sentence, head)
        text = words(sentence, range(first, last))
        holders = [ref.country for ref in owners(cast, sentence, head) if ref.country]
        ref = ActorRef(holders[0] if holders else None, "CVL", f"office:unknown:{slug(token.lemma)}", token.lemma, text)
        return "office", (first, last), (ref,)
    for target in objects_of(sentence, head, ("of",)):
        inner = noun_refs(cast, sentence, target)
        if inner is not None:
            first, _ = phrase(sentence, head)
            return inner[0], (first, inner[1][1]), inner[2]
    return None


def acts(sentence: Sentence, head: int) -> bool:
    """Tell whether a phrase stands where somebody acts: the subject of a verb, or after "by" in a passive."""
    token = sentence.tokens[chain_head(sentence, head)]
    above = sentence.tokens[token.head]
    return token.text[0].isupper() and (
        (token.dep in ("nsubj", "nsubjpass") and above.pos == "VERB") or (token.dep == "pobj" and above.dep == "agent")
    )


def unknown_name(cast: Cast, sentence: Sentence, head: int) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    """Give a body that no table and no name finder knows, where its name is the subject of a verb."""
    first, last = phrase(sentence, head)
    while first < head and sentence.tokens[first].pos in ("DET", "PUNCT"):
        first += 1
    text = words(sentence, range(first, last))
    if text.isupper() and len(text) > 12:
        return None  # a headline in capitals
    holders = [ref.country for ref in owners(cast, sentence, head) if ref.country]
    country = holders[0] if holders else None
    return "body", (first, last), (ActorRef(country, body_sector(text), f"body:{slug(text)}", text, text),)


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
