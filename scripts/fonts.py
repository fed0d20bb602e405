"""The letters of the PDF, cut from fonts that the npm registry serves, into comity/presentation/fonts/.

    for each in noto-sans noto-sans-{armenian,devanagari,georgian,hebrew,jp,kr,sc,thai} vazirmatn; do
        npm pack @expo-google-fonts/$each@0.4 | tail -1 | xargs -n 1 tar xzf
        mv package $each
    done
    python scripts/fonts.py FOLDER_OF_THE_PACKAGES

Noto Sans all through but for Arabic: Noto's Arabic fonts part a letter from its dots, which then can't be copied out of
a PDF as text. Vazirmatn's letters are whole.

What is kept: Latin, Greek and Cyrillic with all their marks, in regular and bold; Hangul, all 11,172 syllables; kana
and the kanji of JIS X 0208; the hanzi of GB 2312, and those of Big5's first plane (what Taipei writes) that neither
has; Arabic, Persian, Urdu, Pashto and Kurdish; five small
scripts. Hinting goes: a printer has no use for it. The same packages give the same files.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).parent.parent / "comity/presentation/fonts"
# Signs that any script stands beside: dashes, quotes, arrows, currency, the box for a letter that no font has.
LATIN = {*range(0x20, 0x530), *range(0x1D00, 0x2400), *range(0x25A0, 0x2600), *range(0x2C60, 0x2E00), 0xFFFD}
HANGUL = {*range(0xAC00, 0xD7A4), *range(0x3130, 0x3190), *range(0x1100, 0x1200)}
ARABIC = {*range(0x600, 0x700), *range(0x750, 0x780), *range(0x2000, 0x2010), *range(0xFB50, 0xFF00)}
KANA = {*range(0x3000, 0x3100), *range(0x31F0, 0x3200), *range(0xFF00, 0xFFF0)}
ALL = set(range(0x110000))
# What shapes these scripts; the rest of a font's features is looks that nobody asks for.
SHAPING = ["ccmp", "locl", "mark", "mkmk", "kern", "rlig", "init", "medi", "fina", "isol", "liga", "calt", "rclt"]
INDIC = ["nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct", "pres", "abvs", "blws"]
INDIC += ["psts", "haln", "dist", "abvm", "blwm"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]


def encoded(codec: str, rows: Iterable[int], cells: Iterable[int]) -> set[int]:
    """Give the code points of a table of two bytes."""
    return {
        ord(text)
        for row in rows
        for cell in [*cells]
        if len(text := bytes([row, cell]).decode(codec, errors="ignore")) == 1
    }


def wanted() -> dict[str, tuple[str, str, set[int]]]:
    """Give what each file is made of: package, weight, code points."""
    full = range(0xA1, 0xFF)
    kanji = encoded("euc_jp", range(0xB0, 0xF5), full)
    hanzi = encoded("gb2312", range(0xB0, 0xF8), full)
    taipei = encoded("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *full])
    return {
        "NotoSans-Regular": ("noto-sans", "400Regular", LATIN),
        "NotoSans-Bold": ("noto-sans", "700Bold", LATIN),
        "Vazirmatn-Regular": ("vazirmatn", "400Regular", ARABIC),
        "NotoSansKR-Regular": ("noto-sans-kr", "400Regular", HANGUL),
        "NotoSansJP-Regular": ("noto-sans-jp", "400Regular", KANA | kanji),
        "NotoSansSC-Regular": ("noto-sans-sc", "400Regular", hanzi | (taipei - kanji)),
        **{
            f"NotoSans{script}-Regular": (f"noto-sans-{script.lower()}", "400Regular", ALL)
            for script in ("Armenian", "Devanagari", "Georgian", "Hebrew", "Thai")
        },
    }


def cut(font: Path, codes: set[int], to: Path) -> None:
    """Write the part of a font that holds `codes` and what they are shaped into."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = SHAPING + INDIC
    options.notdef_outline = True
    options.name_IDs = NAMES
    options.drop_tables += ["DSIG", "STAT", "BASE", "vhea", "vmtx", "VORG", "meta"]
    options.recalc_timestamp = False
    loaded = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(loaded)
    subset.save_font(loaded, str(to), options)


def main() -> None:
    """Cut all fonts and say how large they are together."""
    parser = argparse.ArgumentParser(description="Cut the fonts of the PDF out of Noto Sans.")
    parser.add_argument("packages", type=Path, help="the folder that holds noto-sans, noto-sans-kr and so on")
    packages = parser.parse_args().packages
    FONTS.mkdir(exist_ok=True)
    for name, (package, weight, codes) in wanted().items():
        (font,) = (packages / package / weight).glob("*.ttf")
        cut(font, codes, FONTS / f"{name}.ttf")
    total = 0
    for each in sorted(FONTS.glob("*.ttf")):
        total += each.stat().st_size
        print(f"{each.stat().st_size:>10,}  {each.name}")
    print(f"{total:>10,}  together")


if __name__ == "__main__":
    main()
