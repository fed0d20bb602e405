"""What is known while one report is being recognised: its sentences and the names found in them."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from comity.model import Report, Sentence
from comity.recognition.names import Hit, find_names


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
    for hit in find_names(report.text):
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
        if hit.kind == "place" and not is_place(sentence, first, last):
            continue
        name = Named(number, first, last, hit)
        scene.named[number].append(name)
        for i in range(first, last):
            scene.at[number][i] = name
    return scene


def is_place(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a gazetteer name is used as a place: many are also surnames and common words."""
    if last - first > 1:
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
