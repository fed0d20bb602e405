"""Persons whom two reports name otherwise: another order of the name, another spelling, another holder of an office."""

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from comity.model import Actor, Coding, Disagreement, Role, Side, Span

# Two spellings of one name share this much, two names of one family less; judged on romanised names.
_ONE_NAME = 0.8
_SPELT = "two spellings of one name"
# Offices that several hold at once tell nothing of a name.
_MANY_HOLD = frozenset(
    "official officials adviser advisor spokesman spokeswoman spokesperson senator lawmaker deputy diplomat general "
    "representative governor mayor member minister analyst professor commander officer".split()
)


def spellings(one: Coding, other: Coding, *, one_story: bool = True) -> tuple[list[Disagreement], list[Disagreement]]:
    """Names that differ, and the apparent ones: one person in two orders or spellings of the tables.

    Only in `one_story` is another holder of an office a difference: years apart it is a successor.
    """
    real: list[Disagreement] = []
    apparent: list[Disagreement] = []
    left, right = (_persons(coding) for coding in (one, other))
    known = {actor.id for actor in left} & {actor.id for actor in right}
    for actor in left:
        twin = next((each for each in right if each.id == actor.id), None)
        if twin is not None and (values := _full_names(actor, twin)):
            apparent.append(_name_difference(one, other, actor, twin, values, 0.95, _why_same(*values)))
    fresh = [
        [actor for actor in persons if actor.id not in known and len(actor.name.split()) > 1]
        for persons in (left, right)
    ]
    for actor, twin, sure, note in _pairs(*fresh):
        values = actor.name, twin.name
        if sorted(_parts(actor.name)) == sorted(_parts(twin.name)):
            apparent.append(_name_difference(one, other, actor, twin, values, 0.9, _why_same(*values)))
        elif one_story or note == _SPELT:
            real.append(_name_difference(one, other, actor, twin, values, sure, note))
    return real, apparent


def _why_same(one: str, other: str) -> str:
    if _parts(one) == _parts(other):
        return "one name, its parts joined otherwise"
    return "one name in two orders" if sorted(_parts(one)) == sorted(_parts(other)) else "one person in two spellings"


def _pairs(left: Sequence[Actor], right: Sequence[Actor]) -> Iterator[tuple[Actor, Actor, float, str]]:
    used: set[str] = set()
    for actor in left:
        fits = [(fit, twin) for twin in right if twin.id not in used and (fit := _one_person(actor, twin))]
        if fits:
            (sure, note), twin = max(fits, key=lambda each: each[0][0])
            used.add(twin.id)
            yield actor, twin, sure, note


def _one_person(one: Actor, other: Actor) -> tuple[float, str] | None:
    """How sure it is that two names are meant for one person, and why; null when they are not."""
    if one.country and other.country and one.country != other.country:
        return None
    near = _likeness(one.name, other.name)
    shared = {_plain(role.title) for role in one.roles} & {_plain(role.title) for role in other.roles}
    if near >= _ONE_NAME:
        return (0.9 if shared else 0.75), _SPELT
    if not one.country or one.country != other.country:
        return None
    held = [role for role in one.roles if _plain(role.title) in shared and _single(role)]
    if held and all(role.until is None for role in held):
        return 0.6, f"each is named as {held[0].title}"
    return None


def _single(role: Role) -> bool:
    """Whether an office has one holder at a time."""
    title = _plain(role.title)
    return title not in _MANY_HOLD and not title.startswith("former ") and not title.startswith("deputy ")


def _likeness(one: str, other: str) -> float:
    """How alike two names are in spelling, 0..1, whatever the order of their parts."""
    left, right = sorted(_parts(one)), sorted(_parts(other))
    if len(left) != len(right):
        return SequenceMatcher(None, "".join(left), "".join(right)).ratio() * 0.9
    # Part by part: a family shares one part of the name to the letter, and that makes no one person.
    return min(SequenceMatcher(None, a, b).ratio() for a, b in zip(left, right, strict=True)) * 1.05


def _parts(name: str) -> list[str]:
    return _plain(name).replace("-", " ").replace(".", " ").split()


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _persons(coding: Coding) -> list[Actor]:
    return [actor for actor in coding.actors if actor.kind == "person"]


def _full_names(one: Actor, other: Actor) -> tuple[str, str] | None:
    """The fullest form of the name in each report, where the reports share none."""
    forms = [
        [words for words in actor.variants if len(words.split()) > 1 and set(_parts(words)) <= set(_parts(actor.name))]
        for actor in (one, other)
    ]
    if not all(forms) or set(forms[0]) & set(forms[1]):
        return None
    return max(forms[0], key=len), max(forms[1], key=len)


def _name_difference(
    one: Coding, other: Coding, left: Actor, right: Actor, values: tuple[str, str], sure: float, note: str
) -> Disagreement:
    here = Side(one.report.id, (), values[0], _mention(left, values[0]))
    there = Side(other.report.id, (), values[1], _mention(right, values[1]))
    return Disagreement("name", left.name, here, there, sure, note)


def _mention(actor: Actor, value: str) -> tuple[Span, ...]:
    return tuple(span for span in actor.mentions if span.text == value)[:1] or actor.mentions[:1]
