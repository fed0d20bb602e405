"""Writes how wide the letters of DejaVu Sans are, so that charts are laid out without the font itself.

    python scripts/letter_widths.py > comity/presentation/charts/data/letters.csv

Needs matplotlib, which brings the font. A line stands for code points that follow each other and are equally wide, in
parts of 2,048 of the height of the letters, regular and bold. Private and unassigned code points are left out.
"""

import sys
import unicodedata

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

FONT = "DejaVu Sans"
SOFT_HYPHEN = 0xAD
UNSCALED = LoadFlags.NO_SCALE | LoadFlags.NO_HINTING


def advances(weight: str) -> dict[int, int]:
    font = get_font(findfont(FontProperties(family=[FONT], weight=weight)))
    font.set_size(2048, 72)
    return {
        # A soft hyphen is drawn only at the end of a line, where charts put none.
        code: 0 if code == SOFT_HYPHEN else round(font.load_char(code, flags=UNSCALED).horiAdvance)
        for code in font.get_charmap()
        if unicodedata.category(chr(code)) not in ("Co", "Cn", "Cs")
    }


def main() -> None:
    regular, bold = advances("normal"), advances("bold")
    rows: list[list[int]] = []
    for code in sorted(regular):
        widths = [regular[code], bold.get(code, regular[code])]
        if rows and rows[-1][1] == code - 1 and rows[-1][2:] == widths:
            rows[-1][1] = code
        else:
            rows.append([code, code, *widths])
    sys.stdout.write("first,last,regular,bold\n")
    for first, last, wide, wider in rows:
        sys.stdout.write(f"{first:x},{last:x},{wide},{wider}\n")


main()
