"""Shapes become a file: SVG whose words stay words, or PNG; matplotlib draws both, the same for the same shapes."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from comity.presentation.charts.lettering import FONT, clean, lacking
from comity.presentation.charts.palette import PAPER, PatternName, ShapeName
from comity.presentation.charts.shapes import Area, Marks, Patch, Picture, Single, Stroke, Words, singles
from comity.presentation.charts.svg import FAMILIES

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
# A hundredth of a pixel is enough, and half the size of the file.
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_SVG = "{http://www.w3.org/2000/svg}"
# matplotlib's settings are one for the whole process, and a web server draws in several threads.
_ONE_AT_A_TIME = Lock()
# Hinted letters would be wider on a small PNG than the layout was told.
_OURS: Any = {"svg.fonttype": "none", "svg.hashsalt": "comity", "path.simplify": False, "text.hinting": "none"}


def render_png(picture: Picture, scale: float) -> bytes:
    """Give the picture as PNG, `scale` pixels of the file to one of the canvas.

    Letters that no font of the machine has come as boxes; an SVG keeps them for its viewer's fonts.
    """
    with _settings():
        buffer = BytesIO()
        _figure(picture).savefig(buffer, format="png", dpi=_DPI * scale, metadata={"Software": None})
    return buffer.getvalue()


def render_svg(picture: Picture) -> str:
    """Give the picture as SVG that begins with `<svg`, so that it can stand in a page as it is.

    It has no style sheet and no `style` attributes, which a page's policy may forbid.
    """
    with _settings():
        buffer = BytesIO()
        nothing: dict[str, Any] = {"Date": None, "Creator": None, "Format": None, "Type": None}
        _figure(picture).savefig(buffer, format="svg", metadata=nothing)
    return _tidied(buffer.getvalue(), picture)


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


def _tidied(drawn: bytes, picture: Picture) -> str:
    """Give matplotlib's SVG with title and description for screen readers, without what only a lone file may have."""
    from lxml import etree

    root = etree.fromstring(drawn, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))
    for needless in (*root.findall(f"{_SVG}metadata"), *root.findall(f"{_SVG}defs")):
        if needless.tag.endswith("metadata") or needless.find(f"{_SVG}style") is not None:
            root.remove(needless)
    for element in root.iter():
        _restyled(element)
    # Two charts on one page must not share names.
    name = f"chart-{sha256(drawn + picture.description.encode('utf-8')).hexdigest()[:10]}"
    _renamed(root, name)
    for key in list(root.attrib):
        del root.attrib[key]
    size = {"width": f"{picture.width:g}", "height": f"{picture.height:g}"}
    root.attrib.update(size | {"viewBox": f"0 0 {size['width']} {size['height']}", "role": "img"})
    root.attrib.update({"aria-labelledby": f"{name}-title {name}-desc", "stroke-linejoin": "round"})
    for at, (tag, text) in enumerate((("title", picture.title), ("desc", picture.description))):
        element = etree.Element(f"{_SVG}{tag}", id=f"{name}-{tag}")
        element.text = clean(text)
        root.insert(at, element)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _restyled(element: Any) -> None:
    """Turn `style` into attributes, which mean the same and are allowed everywhere, and shorten numbers."""
    style = element.attrib.pop("style", "")
    for rule in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = rule.partition(":")
        value = value.strip()
        if key == "font":
            # Before 3.10 matplotlib wrote size, weight and family into one word.
            found = re.match(r"(?:(\d+) )?([\d.]+px) (.+)", value)
            if found:
                element.attrib.update({"font-size": found[2], "font-family": found[3]})
                element.attrib.update({"font-weight": found[1]} if found[1] else {})
            continue
        element.set(key, value)
    for key in ("d", "x", "y", "transform"):
        if key in element.attrib:
            element.set(key, _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", element.get(key)))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if "font-family" in element.attrib:
        element.set("font-family", FAMILIES)


def _renamed(root: Any, name: str) -> None:
    """Make ids of the drawing its own, and the roles of words classes, which may come more than once."""
    for group in root.iter(f"{_SVG}g"):
        role = group.attrib.pop("id", "")
        words = group.find(f"{_SVG}text")
        if words is not None:
            words.set("class", role)
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{name}-{element.get('id')}")
        for key in ("{http://www.w3.org/1999/xlink}href", "clip-path"):
            value = element.get(key)
            if value:
                element.set(key, value.replace("#", f"#{name}-"))


class Chart(msgspec.Struct, frozen=True):
    """A chart that is laid out and waits to be drawn; the same chart gives the same file."""

    picture: Picture

    @property
    def description(self) -> str:
        """The chart in two to four sentences, for those who can't see it."""
        return self.picture.description

    def svg(self) -> str:
        """Give it as SVG, with `<title>` and `<desc>`, whose words stay words."""
        return render_svg(self.picture)

    def png(self, scale: float = 2.0) -> bytes:
        """Give it as PNG, 700 pixels wide at a scale of 1. Raises `UsageError` for a scale below 0.25 or above 8."""
        from comity.errors import UsageError

        if not 0.25 <= scale <= 8:
            raise UsageError(f"scale {scale:g}", "is not between 0.25 and 8", "2 gives a picture 1,400 pixels wide")
        return render_png(self.picture, scale)
