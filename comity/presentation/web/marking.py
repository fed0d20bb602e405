"""Spans laid over a text: overlapping ones flattened to segments, and the paragraphs that hold them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

# So much of a paragraph stands around what is marked in it.
AROUND = 700
MOST_PARAGRAPHS = 6


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of a text (`start` to `end`, code points) of a kind: the row that it belongs to and what it says.

    `label` is a letter with a number that stands for the row, `row` its id, `address` where it leads.
    """

    start: int
    end: int
    kind: str
    label: str = ""
    row: str = ""
    address: str = ""
    title: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch on which the same marks lie, the longest first; `ending` are those of them that end with it.

    `anchors` are the rows whose first mark begins here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that lie here, each once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def innermost(self) -> Mark | None:
        """The shortest mark that leads somewhere."""
        return next((mark for mark in reversed(self.marks) if mark.address), None)

    @property
    def title(self) -> str:
        """What all marks say."""
        return "; ".join(dict.fromkeys(" ".join(filter(None, (mark.label, mark.title))) for mark in self.marks))


def segments(
    text: str, marks: Iterable[Mark], *, first: int = 0, last: int | None = None, anchored: set[str] | None = None
) -> tuple[Segment, ...]:
    """Give `text[first:last]` cut wherever a mark begins or ends; marks outside the text or empty are left out.

    `anchored` collects the rows that have an anchor already.
    """
    last = len(text) if last is None else min(last, len(text))
    kept = sorted(
        (each for each in marks if max(each.start, first) < min(each.end, last)),
        key=lambda each: (each.start, -each.end, each.kind, each.row),
    )
    seen = set() if anchored is None else anchored
    cuts = sorted({first, last, *(min(max(at, first), last) for each in kept for at in (each.start, each.end))})
    found = []
    begun: list[Mark] = []
    waiting = iter([*kept, None])
    following = next(waiting)
    for start, end in pairwise(cuts):
        while following is not None and following.start <= start:
            begun.append(following)
            following = next(waiting)
        begun = [each for each in begun if each.end > start]
        here = sorted(begun, key=lambda each: (each.start - each.end, each.kind, each.row))
        anchors = tuple(dict.fromkeys(each.row for each in here if each.row and each.row not in seen))
        seen.update(anchors)
        ending = tuple(each for each in here if min(each.end, last) == end)
        found.append(Segment(text[start:end], tuple(here), ending, anchors))
    return tuple(found)


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where the paragraph begins and ends in which `start` to `end` stand."""
    first = text.rfind("\n", 0, max(start, 0)) + 1
    last = text.find("\n", min(end, len(text)))
    return first, len(text) if last < 0 else last


@dataclass(frozen=True)
class Excerpt:
    """A paragraph of a report with its marks; `before` and `after` tell that more of it stands there."""

    segments: tuple[Segment, ...]
    before: bool
    after: bool


def excerpts(text: str, marks: Sequence[Mark], *, around: int = AROUND) -> tuple[Excerpt, ...]:
    """Give the paragraphs in which marks lie, in the order of the text; a long one is cut around its marks."""
    places = sorted({paragraph(text, mark.start, mark.end) for mark in marks if 0 <= mark.start < mark.end})
    found = []
    for first, last in _joined(places)[:MOST_PARAGRAPHS]:
        inside = [mark for mark in marks if first <= mark.start < last]
        start = max(first, min(mark.start for mark in inside) - around)
        end = min(last, max(mark.end for mark in inside) + around, start + 6 * around)
        found.append(Excerpt(segments(text, inside, first=start, last=end), start > first, end < last))
    return tuple(found)


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in places:
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def parts(text: str, size: int) -> tuple[tuple[int, int], ...]:
    """Give a text in stretches of about `size` letters that end with a line where one ends nearby."""
    found = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            line = text.rfind("\n", start + size // 2, end)
            word = text.rfind(" ", start + size // 2, end)
            end = line + 1 if line >= 0 else word + 1 if word >= 0 else end
        found.append((start, end))
        start = end
    return tuple(found) or ((0, 0),)


def by_kind(marks: Iterable[Mark]) -> dict[str, int]:
    """Give how many rows of each kind are marked."""
    ordered = sorted(marks, key=lambda mark: mark.kind)
    return {kind: len({mark.row or (mark.start, mark.end) for mark in some}) for kind, some in
            groupby(ordered, key=lambda mark: mark.kind)}  # fmt: skip
