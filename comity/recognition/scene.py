"""What is known while one report is being recognised: its sentences and the names found in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from comity import codebook
from comity.model import Report, Sentence
from comity.recognition.names import Hit, Name, find_names


class Named(NamedTuple):
    """A codebook name on the tokens `first..last` (exclusive) of one sentence."""

    sentence: int
    first: int
    last: int
    hit: Hit

    @property
    def kind(self) -> str:
        return self.hit.kind


@dataclass
class Scene:
    """The working state of one report. `at` gives the name that covers a token of a sentence."""

    report: Report
    sentences: tuple[Sentence, ...]
    named: list[list[Named]] = field(default_factory=list)
    at: list[dict[int, Named]] = field(default_factory=list)

    def drop(self, name: Named) -> None:
        """Forget a name that turned out to be part of something else (a person called Jordan)."""
        self.named[name.sentence].remove(name)
        for i in range(name.first, name.last):
            self.at[name.sentence].pop(i, None)


def set_scene(report: Report, sentences: tuple[Sentence, ...]) -> Scene:
    """Lay the codebook's names over the parsed sentences."""
    scene = Scene(report, sentences, [[] for _ in sentences], [{} for _ in sentences])
    starts = [sentence.start for sentence in sentences]
    for hit in in_context(report.text, find_names(report.text)):
        number = bisect_left(starts, hit.start + 1) - 1
        if number < 0 or hit.kind == "not":
            continue
        sentence = sentences[number]
        first = last = None
        for token in sentence.tokens:
            if token.end > hit.start and token.start < hit.end:
                first = token.i if first is None else first
                last = token.i + 1
        if first is None or last is None:
            continue
        if hit.kind == "place" and not is_place(sentence, first, last, hit):
            continue
        if hit.kind == "state" and is_given_name(sentence, first, last):
            continue
        name = Named(number, first, last, hit)
        scene.named[number].append(name)
        for i in range(first, last):
            scene.at[number][i] = name
    return scene


# Words that speak of a state of a federation.
PROVINCIAL = re.compile(r"\b(?:governors?|Gov\.|count(?:y|ies)|U\.?S\.? state|state (?:senat|legislat|lawmaker|troop))")


def in_context(text: str, hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """Give the hits as the words around them tell: "Cuba, Missouri" is a town, Georgia with a governor no state."""
    told = {each.code for hit in hits if hit.kind in ("capital", "demonym") for each in hit.meanings}
    provincial = PROVINCIAL.search(text) is not None
    for hit, after in zip_longest(hits, hits[1:]):
        if after is not None and text[hit.end : after.start] == ", " and region_of(after) not in (None, hit_code(hit)):
            continue
        if hit.kind == "state" and provincial and hit_code(hit) not in told:
            parts = tuple(each for each in hit.meanings if each.kind == "place" and is_region(each))
            yield hit._replace(meanings=parts) if parts else hit
        else:
            yield hit


def is_region(name: Name) -> bool:
    return codebook.places()[int(name.code)].kind == "region"


def region_of(hit: Hit) -> str | None:
    """Give the state of which a name means a region, null when it means something else."""
    for each in hit.meanings:
        if each.kind == "place" and is_region(each):
            return codebook.places()[int(each.code)].country
    return None


def hit_code(hit: Hit) -> str | None:
    """Give the state that a name means or lies in; a name of anything else gives no state."""
    first = hit.meanings[0]
    return codebook.places()[int(first.code)].country if first.kind == "place" else first.code


# States whose names many people bear.
GIVEN = frozenset({"Chad", "Georgia", "Israel", "Jordan"})


def is_given_name(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a state's name is somebody's first name ("Chad Brennan"), as the parser's finder has it."""
    tokens = sentence.tokens
    after = tokens[last] if last < len(tokens) else None
    if last - first > 1 or after is None or after.pos != "PROPN" or not after.text[0].isupper():
        return False
    if tokens[first].entity == "PERSON" == after.entity:
        return True
    titles = {" ".join(token.text.lower() for token in tokens[last : last + n]) for n in (1, 2, 3)}
    return tokens[first].text in GIVEN and after.entity != "ORG" and titles.isdisjoint(codebook.offices())


def seldom_else(hit: Hit) -> bool:
    """Tell whether a name is that of an island, a strait or a shrine, which hardly anybody is called after."""
    kinds = {codebook.places()[int(each.code)].kind for each in hit.meanings if each.kind == "place"}
    return bool(kinds) and kinds <= {"island", "strait", "shrine", "border"}


def is_place(sentence: Sentence, first: int, last: int, name: Hit) -> bool:
    """Tell whether a gazetteer name is used as a place: many are also surnames and common words."""
    if last - first > 1 or seldom_else(name):
        return True
    token = sentence.tokens[first]
    before = sentence.tokens[first - 1].text.lower() if first else ""
    after = sentence.tokens[last] if last < len(sentence.tokens) else None
    if (
        after is not None
        and after.pos == "PROPN"
        and after.text[0].isupper()
        and after.entity in ("PERSON", token.entity)
    ):
        return False
    if after is not None and after.text.islower() and before == "the":
        return True
    return token.entity in ("GPE", "LOC", "FAC") or (
        before in ("in", "at", "near", "from", "to", "outside", "around", "off", "over", "of", "toward", "towards")
        and token.entity != "PERSON"
    )
