"""Which lines of a brief go first when it must fit two pages: the least telling."""

from collections.abc import Callable, Sequence

import msgspec

from comity.presentation.plain import is_list_of_sources
from comity.presentation.values import Brief, Line, Section

# How much the first line of a section tells whoever must act on it; judged by what a reader of the two pages would
# miss first. The second line of a section weighs half of its first, the third a third.
_WEIGHTS = {
    "judgements": 24.0, "relation": 20.0, "over-time": 20.0, "due": 16.0, "watch": 16.0, "new": 12.0, "happened": 12.0,
    "disputed": 12.0, "agreed": 10.0, "differing": 8.0, "pressures": 8.0, "expected": 6.0, "said": 5.0, "home": 3.0,
    "figures": 2.0, "untold": 11.0,
}  # fmt: skip
_OTHER = 8.0
# What stands alone at the top of a brief stays whatever else goes.
_KEPT = "bottom"
_MOST_TRIED = 40
# That nothing of the kind was found tells little, but for what is due and what is to come.
_EMPTY = 3.0
_TELLS_EMPTY = frozenset({"due", "watch"})

_Unit = tuple[float, int, int]


class Fitted(msgspec.Struct, frozen=True):
    """The sections with what was kept of them, and how many lines of each were left out, by its title.

    `places` are where the kept lines stood: number of the section and of the line, from 0.
    """

    sections: tuple[Section, ...]
    left_out: tuple[tuple[str, int], ...]
    places: frozenset[tuple[int, int]]

    @property
    def number(self) -> int:
        """How many lines were left out."""
        return sum(number for _, number in self.left_out)


def whole(brief: Brief) -> Fitted:
    """Give all sections with all their lines."""
    return _without(brief.sections, ())


def fitted(brief: Brief, fits: Callable[[Fitted], bool]) -> Fitted:
    """Give the sections with as few lines left out as make them fit, the least telling first.

    A line goes with those that belong to it; the bottom line stays. What `fits` never says yes to is given at its
    shortest.
    """
    order = _least_telling_first(brief.sections)
    uncut = whole(brief)
    if fits(uncut):
        return uncut
    few, many = 0, len(order)
    while many - few > 1:
        middle = (few + many) // 2
        if fits(_without(brief.sections, order[:middle])):
            many = middle
        else:
            few = middle
    out = order[:many]
    # A page may have room left that the next line was too long for: the most telling of the others come back into it.
    for unit in order[:many][::-1][:_MOST_TRIED]:
        fuller = [each for each in out if each != unit]
        if fits(_without(brief.sections, fuller)):
            out = fuller
    return _without(brief.sections, out)


def units(section: Section) -> list[tuple[Line, ...]]:
    """Give the lines of a section, each with those that belong to it."""
    found: list[tuple[Line, ...]] = []
    for line in section.lines:
        if line.sub and found:
            found[-1] = (*found[-1], line)
        else:
            found.append((line,))
    return found


def _least_telling_first(sections: Sequence[Section]) -> list[_Unit]:
    ranked = [
        (_WEIGHTS.get(section.key, _OTHER) / (place + 1), at, place)
        for at, section in enumerate(sections)
        if section.key != _KEPT and not is_list_of_sources(section)
        for place in range(len(units(section)))
    ]
    ranked += [
        (_EMPTY, at, 0)
        for at, section in enumerate(sections)
        if not section.lines and section.key != _KEPT and section.key not in _TELLS_EMPTY
    ]
    return sorted(ranked, key=lambda unit: (unit[0], -unit[1], -unit[2]))


def _without(sections: Sequence[Section], out: Sequence[_Unit]) -> Fitted:
    gone: dict[int, set[int]] = {}
    for _, at, place in out:
        gone.setdefault(at, set()).add(place)
    kept: list[Section] = []
    left_out: list[tuple[str, int]] = []
    places: set[tuple[int, int]] = set()
    for at, section in enumerate(sections):
        lines: list[Line] = []
        row, group = 0, ""
        for place, unit in enumerate(units(section)):
            # A group's name stands before the first line of it that is kept.
            group = unit[0].group or group
            if place not in gone.get(at, ()):
                lines += [msgspec.structs.replace(unit[0], group=group), *unit[1:]]
                places.update((at, row + each) for each in range(len(unit)))
                group = ""
            row += len(unit)
        if gone.get(at):
            left_out.append((section.title, len(section.lines) - len(lines) or 1))
        if lines or not (section.lines or gone.get(at)):
            kept.append(msgspec.structs.replace(section, lines=tuple(lines)))
    return Fitted(tuple(kept), tuple(left_out), frozenset(places))
