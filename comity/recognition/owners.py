"""Whose a thing is: the states, bodies and people named before and after its noun."""

from functools import lru_cache

from comity import codebook
from comity.model import ActorRef, Sentence
from comity.recognition.cast import STATE_KINDS, Cast, meaning, named_ref, person_ref, unique
from comity.recognition.scene import Named
from comity.recognition.slug import slug
from comity.recognition.tree import kids, objects_of, phrase


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
            elif name.kind == "place" and sentence.tokens[name.last - 1].dep == "poss":
                lies = place_owner(name)
                found.extend([lies] if lies is not None else [])
        elif (
            (key in cast.person_at and key in cast.refs)
            or (sentence.tokens[i].tag == "PRP$" and key in cast.refs)
            or (key in cast.refs and sentence.tokens[i].dep == "poss")
        ):
            found.extend(cast.refs[key])
    if found or not deep:
        return unique(found)
    for preps in (("of",), ("by", "from"), ("in", "at")):
        for target in objects_of(sentence, head, preps):
            found.extend(namesakes(sentence, target))
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


@lru_cache(maxsize=64)
def sharing(word: str) -> tuple[str, ...]:
    """Give the states whose names hold a word: two for "Korea", "Congo" and "Sudan"."""
    return tuple(code for code, state in codebook.states().items() if word in state.name.split() and len(code) == 3)


def namesakes(sentence: Sentence, i: int) -> tuple[ActorRef, ...]:
    """Give the two states of "the two Koreas", "both Congos"."""
    token = sentence.tokens[i]
    if not (token.text[:1].isupper() and token.text.endswith("s") and i and token.pos in ("PROPN", "NOUN")):
        return ()
    if sentence.tokens[i - 1].text.lower() not in ("two", "both"):
        return ()
    codes = sharing(token.text[:-1])
    states = codebook.states()
    return tuple(ActorRef(c, "GOV", f"state:{c}", states[c].name, token.text) for c in codes) if len(codes) == 2 else ()


def based(sentence: Sentence, name: Named) -> bool:
    """Tell whether a name only says where something is ("the Seoul-based representative")."""
    after = sentence.tokens[name.last : name.last + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].text in ("based", "born", "born,", "area")


def place_owner(name: Named) -> ActorRef | None:
    """Give the state in which a named place lies, or null for disputed places.

    It has no sector: a town is where its state's government may act or be received, it is not that government.
    """
    row = codebook.places()[int(name.hit.meanings[0].code)]
    if row.country is None:
        return None
    return ActorRef(row.country, None, f"place:{slug(row.name)}", row.name, name.hit.text)
