"""Words set into rows: paragraphs broken where a line may break, each row with its height and its pieces."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from comity.presentation.charts.shapes import Picture
from comity.presentation.pdf.letters import Letters

INK, SOFT, ACCENT, RULE, PANEL = "#1d1f24", "#5b5f6a", "#1f4e79", "#c9c5bb", "#f2efe8"
# Scripts that are written without blanks break before any letter.
_SOLID = re.compile(r"[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〉》”’ー々")
# The height of letters above their foot, as a share of their size.
_RISE = 0.8


class Run(msgspec.Struct, frozen=True):
    """Words of one look; `link` is an address or "#name" of a place, `raised` sets them as the mark of a footnote."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    link: str = ""
    raised: bool = False


class Piece(msgspec.Struct, frozen=True):
    """A run's part on one row, `x` from the row's left; one that `follows` begins where the piece before it ends.

    Letters are measured apart and drawn nearer together, so that only the drawing knows where a piece ends.
    """

    x: float
    run: Run
    follows: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row of the page: its height, the space `before` it, what stands on it, and the footnotes that it needs.

    `joined` keeps it on one page with the next; `panel` puts a ground behind it, `rule` a line below; `name` is what
    links to it call it, `heading` its name in the document's outline.
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    indent: float = 0.0
    before: float = 0.0
    notes: tuple[int, ...] = ()
    joined: bool = False
    panel: bool = False
    rule: bool = False
    name: str = ""
    heading: str = ""
    picture: Picture | None = None


def paragraph(
    letters: Letters,
    runs: Sequence[Run],
    *,
    width: float,
    leading: float,
    indent: float = 0.0,
    before: float = 0.0,
    bullet: Run | None = None,
    hang: float = 0.0,
) -> list[Row]:
    """Give runs as rows of `width` points less the indent; `bullet` stands before the first, `hang` to its right."""
    room = width - indent - hang
    rows: list[Row] = []
    for at, pieces in enumerate(_lines(letters, runs, room)):
        shifted = [Piece(piece.x + hang, piece.run, piece.follows) for piece in pieces]
        if at == 0 and bullet is not None:
            shifted.insert(0, Piece(0.0, bullet))
        rows.append(Row(leading, tuple(shifted), indent, 0.0 if at else before, joined=True))
    return [*rows[:-1], msgspec.structs.replace(rows[-1], joined=False)] if rows else []


def _lines(letters: Letters, runs: Sequence[Run], room: float) -> Iterator[tuple[Piece, ...]]:
    """Fill lines from the left; neighbours of one look are one piece, so that they are shaped together."""
    line: list[tuple[float, str, Run]] = []
    x = 0.0
    for text, run, glued in _tokens(letters, runs, room):
        wide = _width(letters, text, run)
        if line and x + _width(letters, text.rstrip(), run) > room:
            # What hangs on the word before takes it along.
            taken = line.pop() if glued and len(line) > 1 else None
            if taken is not None or not glued:
                yield _pieces(line)
                line, x = [], 0.0
            if taken is not None:
                line, x = [(0.0, taken[1], taken[2])], _width(letters, taken[1], taken[2])
        if not line:
            text = text.lstrip()
            wide = _width(letters, text, run)
        line.append((x, text, run))
        x += wide
    if line:
        yield _pieces(line)


def _width(letters: Letters, text: str, run: Run) -> float:
    return letters.width(text, run.size, bold=run.bold)


def _pieces(line: Sequence[tuple[float, str, Run]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for x, text, run in line:
        if pieces and msgspec.structs.replace(pieces[-1].run, text="") == msgspec.structs.replace(run, text=""):
            joined = msgspec.structs.replace(run, text=pieces[-1].run.text + text)
            pieces[-1] = Piece(pieces[-1].x, joined, pieces[-1].follows)
        else:
            pieces.append(Piece(x, msgspec.structs.replace(run, text=text), bool(pieces)))
    return tuple(pieces)


def _tokens(letters: Letters, runs: Sequence[Run], room: float) -> Iterator[tuple[str, Run, bool]]:
    """Give what may not be broken, with the blank behind it; the first of a run is glued where no blank parts it."""
    open_ended = False
    for run in runs:
        text = letters.shown(run.text)
        lead = run.text[:1] == " "
        trail = run.text[-1:] == " "
        text = f"{' ' * lead}{text}{' ' * (trail and bool(text))}"
        for at, word in enumerate(re.findall(r" *[^ ]+ ?| +", text)):
            for part, token in enumerate(_broken(letters, word, run, room)):
                yield token, run, open_ended and at == 0 and part == 0 and not token.startswith(" ")
                open_ended = not token.endswith(" ")


def _broken(letters: Letters, word: str, run: Run, room: float) -> Iterator[str]:
    """Part a word between letters of scripts without blanks, and one that is wider than the room anywhere."""
    if not _SOLID.search(word) and _width(letters, word.strip(), run) <= room:
        yield word
        return
    token, wide = "", 0.0
    for letter in word:
        letter_wide = _width(letters, letter, run)
        solid = bool(_SOLID.match(letter)) and letter not in _NEVER_FIRST and not unicodedata.combining(letter)
        after = bool(token) and bool(_SOLID.match(token[-1]))
        if token.strip() and ((solid or (after and letter.isalnum())) or wide + letter_wide > room):
            yield token
            token, wide = "", 0.0
        token += letter
        wide += letter_wide
    if token:
        yield token


def foot(row: Row) -> float:
    """Give how far below a row's top its letters stand."""
    size = max((piece.run.size for piece in row.pieces if not piece.run.raised), default=0.0)
    return (row.height - size) / 2 + size * _RISE
