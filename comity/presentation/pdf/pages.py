"""Rows laid onto pages: what belongs together stays together, and a footnote stands below the row that needs it."""

from collections.abc import Mapping, Sequence

import msgspec

from comity.presentation.pdf.setting import Row

# A4, in points, and what stays free around the text: the header stands in the upper margin, the page number below.
WIDTH, HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 50.0, 62.0, 46.0
INNER = WIDTH - 2 * LEFT
# Between the text and the first footnote, with the line that parts them in its middle.
NOTES_GAP = 9.0


class Page(msgspec.Struct, frozen=True):
    """A page: its rows with the heights on the page where they begin, then those of its footnotes."""

    rows: tuple[tuple[float, Row], ...]
    notes: tuple[tuple[float, Row], ...]


class _Open:
    """A page that is being filled: `y` where the next row begins, `low` where the footnotes will begin."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, Row]] = []
        self.notes: list[int] = []
        self.y, self.low = TOP, HEIGHT - BOTTOM


def paged(rows: Sequence[Row], notes: Mapping[int, Sequence[Row]]) -> list[Page]:
    """Give pages of rows and the footnotes that they need, `notes` being the rows of each by number."""
    pages = [_Open()]
    noted: set[int] = set()
    for group in _groups(rows):
        new = list(dict.fromkeys(each for row in group for each in row.notes if each not in noted))
        if not _fits(pages[-1], group, new, notes) and pages[-1].rows:
            pages.append(_Open())
        for row in group:
            wanted = [each for each in row.notes if each not in noted]
            # Only a group that is higher than a page is parted.
            if not _fits(pages[-1], [row], wanted, notes) and pages[-1].rows:
                pages.append(_Open())
            _add(pages[-1], row, wanted, notes)
            noted.update(wanted)
    return [_closed(page, notes) for page in pages]


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = [[]]
    for row in rows:
        groups[-1].append(row)
        if not row.joined:
            groups.append([])
    return [group for group in groups if group]


def _notes_height(wanted: Sequence[int], notes: Mapping[int, Sequence[Row]]) -> float:
    return sum(row.before + row.height for each in wanted for row in notes[each])


def _fits(page: _Open, group: Sequence[Row], new: Sequence[int], notes: Mapping[int, Sequence[Row]]) -> bool:
    high = sum(row.height + (row.before if at or page.rows else 0.0) for at, row in enumerate(group))
    gap = NOTES_GAP if new and not page.notes else 0.0
    return page.y + high <= page.low - gap - _notes_height(new, notes)


def _add(page: _Open, row: Row, new: Sequence[int], notes: Mapping[int, Sequence[Row]]) -> None:
    # Space before the first row of a page would only push it down.
    page.y += row.before if page.rows else 0.0
    page.rows.append((page.y, row))
    page.y += row.height
    page.low -= _notes_height(new, notes) + (NOTES_GAP if new and not page.notes else 0.0)
    page.notes += new


def _closed(page: _Open, notes: Mapping[int, Sequence[Row]]) -> Page:
    y = page.low + (NOTES_GAP if page.notes else 0.0)
    below: list[tuple[float, Row]] = []
    for each in sorted(page.notes):
        for row in notes[each]:
            below.append((y + row.before, row))
            y += row.before + row.height
    return Page(tuple(page.rows), tuple(below))
