"""The letters of a page: which font has a letter, how wide words are, and what stands for a letter that none has."""

import re
import unicodedata
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, cast

from comity.errors import ExtraMissing
from comity.presentation.plain import plain

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

BASE = "sans"
# Stands for a letter that no font of ours has, an emoji for example.
BOX = "\ufffd"
_BOXES = re.compile(f"{BOX}+")
# A blank at which no line breaks, and what stands for it while blanks are put in order.
TIE, _TIED = "\u00a0", "\ue000"
Way = Literal["ltr", "rtl"]
# The height of letters above their foot, as a share of their size, at which fpdf sets a cell of one line.
_RISE = 0.8
_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"[{_R}](?:(?:[{_R}]|\\W|\\d)*[{_R}])?")
_NUMBERS = re.compile(r"(\d+(?:[.,:/-]\d+)*)")
# Where a script's letters lie, and the fonts that may have them, the likeliest first.
_BLOCKS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    (0x0530, 0x058F, ("armenian",)), (0xFB13, 0xFB17, ("armenian",)),
    (0x0590, 0x05FF, ("hebrew",)), (0xFB1D, 0xFB4F, ("hebrew",)),
    (0x0600, 0x08FF, ("arabic",)), (0xFB50, 0xFDFF, ("arabic",)), (0xFE70, 0xFEFF, ("arabic",)),
    (0x0900, 0x097F, ("devanagari",)), (0xA8E0, 0xA8FF, ("devanagari",)),
    (0x0E00, 0x0E7F, ("thai",)),
    (0x10A0, 0x10FF, ("georgian",)), (0x1C90, 0x1CBF, ("georgian",)), (0x2D00, 0x2D2F, ("georgian",)),
    (0x1100, 0x11FF, ("kr",)), (0x3130, 0x318F, ("kr",)), (0xAC00, 0xD7AF, ("kr",)),
    (0x3000, 0x30FF, ("jp",)), (0x31F0, 0x31FF, ("jp",)), (0xFF00, 0xFFEF, ("jp",)),
    (0x3400, 0x9FFF, ("jp", "sc")), (0xF900, 0xFAFF, ("jp", "sc")),
)  # fmt: skip
_FILES = {
    "arabic": "Vazirmatn", "armenian": "NotoSansArmenian", "devanagari": "NotoSansDevanagari",
    "georgian": "NotoSansGeorgian", "hebrew": "NotoSansHebrew", "jp": "NotoSansJP", "kr": "NotoSansKR",
    "sc": "NotoSansSC", "thai": "NotoSansThai",
}  # fmt: skip
# Without these two, letters of Arabic and Devanagari would join, or part, where they should not.
_JOINERS = "\u200c\u200d"
# Fonts whose letters are composed of several signs.
_JOINING = frozenset({"arabic", "devanagari", "hebrew", "thai"})
_ZERO_WIDTH = 0x200D
_KANA = range(0x3040, 0x3100)
_HAN = range(0x3400, 0xA000)


def need_fpdf() -> None:
    """Raise `ExtraMissing` when fpdf2 or uharfbuzz, which shapes letters for it, is not installed."""
    if find_spec("fpdf") is None or find_spec("uharfbuzz") is None:
        raise ExtraMissing(
            "a PDF", "can't be made without fpdf2 and uharfbuzz", "install them with: pip install 'comity[pdf]'"
        )


class Letters:
    """The fonts of one document, opened when a letter first needs one. Widths are in points."""

    def __init__(self, pdf: "FPDF") -> None:
        self.pdf = pdf
        self.lacking: set[str] = set()
        self._opened: set[str] = set()
        self._widths: dict[tuple[str, bool], float] = {}
        self._shown: dict[str, str] = {}
        for style, name in (("", "NotoSans-Regular"), ("B", "NotoSans-Bold")):
            self._open(BASE, name, style)
        self._own = self._font(BASE).cmap.keys()

    def _open(self, family: str, name: str, style: str = "") -> None:
        with as_file(files("comity.presentation") / "fonts" / f"{name}.ttf") as path:
            self.pdf.add_font(family, style, path)

    def _font(self, key: str) -> "TTFFont":
        return cast("TTFFont", self.pdf.fonts[key])

    def shown(self, text: str) -> str:
        """Give text on one line as the fonts can show it: a box for each letter that none has, kept in `lacking`."""
        safe = self._shown.get(text)
        if safe is None:
            # Blanks at which no line may break come through.
            safe = plain(unicodedata.normalize("NFC", text).replace(TIE, _TIED)).replace(_TIED, TIE)
            if not safe.isascii():
                # An emoji may be made of several signs, and is one to who reads it.
                safe = _BOXES.sub(BOX, "".join(map(self._letter, safe)))
            self._shown[text] = safe
        return safe

    def _letter(self, letter: str) -> str:
        code = ord(letter)
        if code in self._own or any(code in self._cmap(name) for name in _fonts_for(code)):
            return letter
        # A mark that shows nothing leaves nothing behind: soft hyphens, the joints of an emoji, its colours.
        if unicodedata.category(letter) in ("Cf", "Mn") and letter not in _JOINERS:
            return ""
        self.lacking.add(letter)
        return BOX

    def _cmap(self, name: str) -> dict[int, str]:
        if name not in self._opened:
            self._open(name, f"{_FILES[name]}-Regular")
            self._opened.add(name)
        return self._font(name).cmap

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Give the width of words at letters of `size` points."""
        key = (text, bold)
        if key not in self._widths:
            self._widths[key] = self._measured(text, bold)
        return self._widths[key] * size

    def _measured(self, text: str, bold: bool) -> float:
        """Measure at a size of one point; words of the base font as if no two letters were drawn nearer together."""
        codes = [ord(letter) for letter in text]
        if all(code in self._own for code in codes):
            wide = self._font(BASE + "B" * bold).cw
            return sum(wide[code] for code in codes) / 1000
        return sum(self._choose(part, way, 100, bold) for part, way in visual(text)) / 100

    def draw(
        self, text: str, x: float, y: float, size: float, *, colour: str, bold: bool = False, link: str | int = ""
    ) -> float:
        """Draw words with their foot at `y`, each in its own direction, and give where they end."""
        self.pdf.set_text_color(colour)
        for part, way in visual(text):
            wide = self._choose(part, way, size, bold)
            self.pdf.set_xy(x, y - _RISE * size)
            self.pdf.cell(wide, size, part, link=link)
            x += wide
        return x

    def close(self) -> None:
        """Let each drawn sign that stands for no letter be copied as one that shows nothing."""
        for key in (BASE, f"{BASE}B", *self._opened):
            for glyph, _ in self._font(key).subset.items():
                if glyph is not None and not glyph.unicode:
                    glyph.unicode = (_ZERO_WIDTH,)

    def _choose(self, text: str, way: Way, size: float, bold: bool) -> float:
        """Set font and direction for what is drawn next, and give its width."""
        self.choose(text, size, bold=bold)
        # A letter with its mark stays one sign where the font has it, so that it can be copied out again.
        whole = not any(_JOINING.intersection(_fonts_for(ord(letter))) for letter in text)
        self.pdf.set_text_shaping(True, direction=way, features={"ccmp": False} if whole else None)
        return float(self.pdf.get_string_width(text))

    def choose(self, text: str, size: float, *, bold: bool = False) -> None:
        """Set the font for a text, and where the letters come from that it lacks."""
        self.pdf.set_font(BASE, "B" if bold else "", size)
        if text.isascii() or all(ord(letter) in self._own for letter in text):
            return
        self.pdf.set_fallback_fonts(self._chain(text), exact_match=False)

    def _chain(self, text: str) -> list[str]:
        """The fonts to look into; the words around a Han character tell whose form of it is meant."""
        codes = [ord(letter) for letter in text]
        names = list(dict.fromkeys(name for code in codes for name in _fonts_for(code)))
        if "sc" in names and not any(code in _KANA for code in codes):
            # A text with a character that Japanese does not write is taken for Chinese as a whole.
            japanese = self._cmap("jp")
            if any(code in _HAN and code not in japanese for code in codes):
                names.sort(key=lambda name: name != "sc")
        for name in names:
            self._cmap(name)
        return names


def visual(text: str) -> list[tuple[str, Way]]:
    """Give the parts of a line that reads from left to right in the order in which they stand, with their directions.

    What lies between two letters of a script that reads from the right, and is no letter of the other, belongs to it:
    a name of that script keeps its order, and what follows the name stays behind it.
    """
    found: list[tuple[str, Way]] = []
    end = 0
    for span in _RIGHT_TO_LEFT.finditer(text):
        if span.start() > end:
            found.append((text[end : span.start()], "ltr"))
        # Numbers inside read from the left.
        parts = [part for part in _NUMBERS.split(span[0]) if part]
        found += [(part, "ltr" if _NUMBERS.fullmatch(part) else "rtl") for part in reversed(parts)]
        end = span.end()
    return [*found, (text[end:], "ltr")] if end < len(text) else found


def _fonts_for(code: int) -> tuple[str, ...]:
    return next((names for first, last, names in _BLOCKS if first <= code <= last), ())
