"""The looks that every chart shares: paper, inks, sizes of letters, and a shape and colour for each quad class.

Blue stands for cooperation and orange to brown for conflict, which the common colour blindnesses tell apart; the four
also differ in lightness, so that a grey print keeps them apart, and in shape, where neither helps.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from comity.model import Quad

PAPER = "#ffffff"
INK = "#1d1f24"
SOFT = "#5b5f6a"
RULE = "#dcdcdc"
FAINT = "#eeeeec"
GRID = "#e6e6e4"
LEVEL = "#1f3a5f"
BAND = "#c3d3e6"
# Beside the band of 90%: a wider one, and the half in the middle.
WIDE_BAND, HALF_BAND = "#dbe5f1", "#96b2d2"
COVERAGE = "#9a9da4"
TURN, FAINT_TURN = "#6f737c", "#b4b7bd"
RISE, FALL = "#0f5c9a", "#6b1d0e"

# Heights of letters in units of the canvas, which are CSS pixels: none is below what a page of 700 pixels shows well.
TITLE, SUBTITLE, SMALL = 18.0, 12.0, 10.0

ShapeName = Literal["circle", "square", "triangle", "diamond", "up", "down"]
PatternName = Literal["dots", "lines", "crossed", "sparse"]


class Sort(msgspec.Struct, frozen=True):
    """How acts of a quad class are drawn: shape and colour; `filled` for material, hollow for verbal ones.

    `dashes` are those of its lines, in widths of the line.
    """

    shape: ShapeName
    colour: str
    filled: bool
    dashes: tuple[float, ...] = ()


# From the most cooperative above to the most conflictual beneath, as the lanes stand.
SORTS: dict[Quad, Sort] = {
    "material cooperation": Sort("square", "#0f5c9a", True),
    "verbal cooperation": Sort("circle", "#4199cc", False, (5.0, 2.5)),
    "verbal conflict": Sort("triangle", "#b0601a", False, (1.5, 2.0)),
    "material conflict": Sort("diamond", "#6b1d0e", True, (7.0, 2.0, 1.5, 2.0)),
}


# Colours that a page may change, each under a name: `--comity-ink` and so on as CSS custom properties. Those of verbal
# acts are "cooperation" and "conflict", as on the desk.
TOKENS: dict[str, str] = {
    "paper": PAPER, "ink": INK, "soft": SOFT, "rule": RULE, "faint": FAINT, "level": LEVEL, "band": BAND,
    "coverage": COVERAGE, "turn": TURN, "faint-turn": FAINT_TURN, "land": "#f3f3f0", "border": "#a3a6ad",
    **{quad.removeprefix("verbal ").replace(" ", "-"): sort.colour for quad, sort in SORTS.items()},
}  # fmt: skip
LAND, BORDER = TOKENS["land"], TOKENS["border"]
# The same names on dark paper. Quad classes keep their hues, and the material ones stand out more, here by being light.
DARK: dict[str, str] = {
    "paper": "#16181d", "ink": "#eceef2", "soft": "#aeb3bf", "rule": "#3a3e48", "faint": "#24272e", "level": "#b9d3f3",
    "band": "#2d4361", "coverage": "#7d828d", "turn": "#9aa0ac", "faint-turn": "#555b67", "land": "#22252c",
    "border": "#646a77", "material-cooperation": "#9fd0f5", "cooperation": "#4c9bd3",
    "conflict": "#d9822b", "material-conflict": "#ffc39a",
}  # fmt: skip


@lru_cache(maxsize=1)
def dark_style() -> str:
    """Give the style by which a drawing in plain colours is dark where its reader's screen is, and on paper is not.

    It goes by the colours themselves, so that programs which know neither CSS nor variables draw the plain ones.
    """
    named = [(colour, DARK[name]) for name, colour in TOKENS.items()]
    pairs = [*named, (GRID, DARK["rule"]), (WIDE_BAND, "#212e42"), (HALF_BAND, "#41608a")]
    rules = "".join(
        f'[{what}="{light}"]{{{what}:{dark}}}' for light, dark in dict(pairs).items() for what in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def token(colour: str) -> str:
    """Give a colour as a page may change it: "var(--comity-ink, #1d1f24)"; one without a name as it is."""
    name = _NAMES.get(colour)
    return f"var(--comity-{name}, {colour})" if name else colour


_NAMES = {colour: name for name, colour in TOKENS.items()}


def lightness(colour: str) -> float:
    """Give how light a colour "#rrggbb" prints in grey: CIE L*, 0 (black) to 100 (white)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return float(116 * luminance ** (1 / 3) - 16) if luminance > 0.008856 else 903.3 * luminance
