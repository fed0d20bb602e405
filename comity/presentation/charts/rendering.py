"""A chart that is laid out becomes a file: SVG, which we write, or PNG, which matplotlib draws."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from comity.presentation.charts.lettering import FONT, lacking, need_matplotlib
from comity.presentation.charts.palette import PAPER, PatternName, ShapeName
from comity.presentation.charts.shapes import Area, Marks, Patch, Picture, Single, Stroke, Words, singles
from comity.presentation.charts.svg import svg_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

# At 72 dots an inch a point of matplotlib is a pixel of the canvas.
_DPI = 72
_MARKERS: dict[ShapeName, str] = {
    "circle": "o", "square": "s", "triangle": "v", "diamond": "D", "up": "^", "down": "v",
}  # fmt: skip
_HATCHES: dict[PatternName, str] = {"dots": "...", "lines": "////", "crossed": "xxxx", "sparse": "//"}
# Letters that DejaVu Sans lacks, in a PNG: the first of these that is installed and has them.
_FALLBACKS = ("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans", "Arial Unicode MS", "Hiragino Sans", "MS Gothic")
# matplotlib's settings are one for the whole process, and a web server draws in several threads.
_ONE_AT_A_TIME = Lock()
# Hinted letters would be wider on a small PNG than the layout was told.
_OURS: Any = {"path.simplify": False, "text.hinting": "none"}


def render_png(picture: Picture, scale: float) -> bytes:
    """Give the picture as PNG, `scale` pixels of the file to one of the canvas.

    Letters that no font of the machine has come as boxes; an SVG keeps them for its viewer's fonts.
    """
    with _settings():
        buffer = BytesIO()
        _figure(picture).savefig(buffer, format="png", dpi=_DPI * scale, metadata={"Software": None})
    return buffer.getvalue()


@contextmanager
def _settings() -> Iterator[None]:
    """Draw by matplotlib's own settings and ours, whatever a file or another part of the program has set."""
    import matplotlib

    with _ONE_AT_A_TIME, matplotlib.rc_context(), warnings.catch_warnings():
        # A box in the picture says it already.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_OURS)
        yield


def _figure(picture: Picture) -> "Figure":
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    figure = Figure(figsize=(picture.width / _DPI, picture.height / _DPI), dpi=_DPI, facecolor=PAPER)
    # From pixels that count down the page to inches that count up.
    canvas = Affine2D().scale(1 / _DPI, -1 / _DPI).translate(0, picture.height / _DPI) + figure.dpi_scale_trans
    for at, shape in enumerate(singles(picture.shapes)):
        artist = _artist(shape, canvas)
        artist.set_zorder(at + 1)
        figure.add_artist(artist)
    return figure


def _artist(shape: Single, canvas: "Transform") -> "Artist":
    from matplotlib.lines import Line2D
    from matplotlib.patches import Polygon

    match shape:
        case Stroke():
            xs, ys = zip(*shape.points, strict=True)
            style: Any = (0, shape.dashes) if shape.dashes else "-"
            return Line2D(xs, ys, color=shape.colour, linewidth=shape.width, linestyle=style, transform=canvas)
        case Area():
            return Polygon(shape.points, closed=True, facecolor=shape.colour, edgecolor="none", transform=canvas)
        case Patch():
            return _patch(shape, canvas)
        case Marks():
            return _marks(shape, canvas)
        case Words():
            return _words(shape, canvas)


def _patch(shape: Patch, canvas: "Transform") -> "Artist":
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    path = Path.make_compound_path(*(Path((*ring, ring[0]), closed=True) for ring in shape.rings))
    return PathPatch(
        path,
        facecolor=to_rgba(shape.colour, shape.opacity),
        # The hatch takes the colour of the edge.
        edgecolor=shape.ink if shape.pattern else shape.edge or "none",
        linewidth=shape.edge_width if shape.edge else 0.0,
        hatch=_HATCHES[shape.pattern] if shape.pattern else None,
        transform=canvas,
    )


def _marks(shape: Marks, canvas: "Transform") -> "Artist":
    from matplotlib.collections import PathCollection
    from matplotlib.markers import MarkerStyle
    from matplotlib.transforms import IdentityTransform

    marker = MarkerStyle(_MARKERS[shape.shape])
    return PathCollection(
        [marker.get_path().transformed(marker.get_transform())],
        sizes=[(2 * radius) ** 2 for radius in shape.radii],
        offsets=shape.points,
        offset_transform=canvas,
        facecolors=shape.colour if shape.filled else PAPER,
        edgecolors=shape.colour,
        linewidths=0.4 if shape.filled else 1.0,
        alpha=None if shape.opacity == 1 else shape.opacity,
        # Without one of its own the figure gives it the whole canvas as the unit of its size.
        transform=IdentityTransform(),
    )


def _words(shape: Words, canvas: "Transform") -> "Artist":
    from matplotlib.font_manager import FontProperties
    from matplotlib.patheffects import withStroke
    from matplotlib.text import Text

    sides: Any = {"start": "left", "middle": "center", "end": "right"}
    font = FontProperties(family=_families(shape.text), size=shape.size, weight="bold" if shape.bold else "normal")
    return Text(
        shape.x,
        shape.y,
        shape.text,
        color=shape.colour,
        fontproperties=font,
        horizontalalignment=sides[shape.anchor],
        verticalalignment="baseline",
        rotation=90 if shape.upright else 0,
        rotation_mode="anchor",
        parse_math=False,
        transform=canvas,
        gid=shape.role,
        path_effects=[withStroke(linewidth=2.5, foreground=PAPER)] if shape.halo else None,
    )


def _families(text: str) -> list[str]:
    """The fonts to take letters from; others than our own only for letters that it lacks."""
    return [FONT, *_installed()] if lacking(text) else [FONT]


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    there = {entry.name for entry in fontManager.ttflist}
    return tuple(name for name in _FALLBACKS if name in there)


class Chart(msgspec.Struct, frozen=True):
    """A chart that is laid out and waits to be drawn; the same chart gives the same file."""

    picture: Picture

    @property
    def description(self) -> str:
        """The chart in two to four sentences, for those who can't see it."""
        return self.picture.description

    def svg(self, *, tokens: bool = False, darkens: bool = False) -> str:
        """Give it as SVG, with `<title>` and `<desc>`, whose words stay words; with `tokens` a page may darken it.

        One that `darkens` is dark by itself where the reader's screen is.
        """
        return svg_of(self.picture, tokens=tokens, darkens=darkens)

    def png(self, scale: float = 2.0) -> bytes:
        """Give it as PNG, 700 pixels wide at a scale of 1.

        Raises `UsageError` for a scale below 0.25 or above 8, `ExtraMissing` without matplotlib.
        """
        from comity.errors import UsageError

        if not 0.25 <= scale <= 8:
            raise UsageError(f"scale {scale:g}", "is not between 0.25 and 8", "2 gives a picture 1,400 pixels wide")
        need_matplotlib()
        return render_png(self.picture, scale)
