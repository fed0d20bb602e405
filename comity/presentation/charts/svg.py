"""Shapes become SVG without matplotlib, in milliseconds: for a server that draws while its reader waits."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from comity.errors import UsageError
from comity.presentation.charts.lettering import clean
from comity.presentation.charts.palette import PAPER, PatternName, ShapeName, dark_style, token
from comity.presentation.charts.shapes import (
    Area,
    Linked,
    Marks,
    Patch,
    Picture,
    Point,
    Shape,
    Single,
    Stroke,
    Words,
    singles,
)

# What a viewer has of these it takes; each is narrower than the letters that the layout was measured with.
FAMILIES = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
# Marks as outlines around their middle, their half height being 1.
_OUTLINES: dict[ShapeName, tuple[Point, ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((-1, -0.9), (1, -0.9), (0, 1)),
    "down": ((-1, -0.9), (1, -0.9), (0, 1)),
    "up": ((-1, 0.9), (1, 0.9), (0, -1)),
}
_TILES: dict[PatternName, tuple[float, str]] = {
    "dots": (4.0, '<circle cx="2" cy="2" r="0.8" fill="{ink}"/>'),
    "lines": (4.0, '<path d="M-1 1l2-2M0 4l4-4M3 5l2-2" stroke="{ink}" stroke-width="0.9"/>'),
    "crossed": (4.0, '<path d="M-1 1l2-2M0 4l4-4M3 5l2-2M0 0l4 4" stroke="{ink}" stroke-width="0.9"/>'),
    "sparse": (7.0, '<path d="M-1 -1l9 9M-1 6l2 2M6 -1l2 2" stroke="{ink}" stroke-width="0.5"/>'),
}
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_NEEDLESS = re.compile(r"(\.\d) (?=\.)")
Ink = Callable[[str], str]


def svg_of(picture: Picture, *, tokens: bool = True, darkens: bool = False) -> str:
    """Give a picture as SVG that begins with `<svg`, without scripts, the same for the same picture.

    With `tokens` a colour is a CSS custom property with its own value to fall back on, `var(--comity-ink, #1d1f24)`,
    so that a page may darken it; without, plain colours, for a file that other programs open. A picture in plain
    colours that `darkens` brings its one style (`dark_style`): a page can't reach into an image. The role is `img`; a
    picture that holds links is a `group`, since an image hides what is inside it from a screen reader. Raises
    `UsageError` for a link that is neither relative nor http(s).
    """
    ink: Ink = token if tokens else str
    linked = any(isinstance(shape, Linked) and shape.href is not None for shape in picture.shapes)
    patches = (each for each in singles(picture.shapes) if isinstance(each, Patch))
    fills = list(dict.fromkeys(_filling(patch) for patch in patches if patch.pattern))
    body = "".join(_alike(edge, list(own), ink) for edge, own in groupby(picture.shapes, key=_edge))
    # Two drawings on one page must not share names.
    name = f"chart-{sha256(f'{picture.title}{picture.description}{picture.width}{body}'.encode()).hexdigest()[:10]}"
    for at, fill in enumerate(fills):
        body = body.replace(_reference(fill), f"url(#{name}-p{at})")
    wide, high = _number(picture.width), _number(picture.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' role="{"group" if linked else "img"}" aria-labelledby="{name}-title {name}-desc"'
        f' font-family="{FAMILIES}" stroke-linejoin="round">'
        f'<title id="{name}-title">{_text(picture.title)}</title>'
        f'<desc id="{name}-desc">{_text(picture.description)}</desc>'
    )
    tiles = "".join(_tile(f"{name}-p{at}", fill, ink) for at, fill in enumerate(fills))
    style = f"<style>{dark_style()}</style>" if darkens else ""
    defs = f"<defs>{tiles}</defs>" if tiles else ""
    return f'{head}{style}{defs}<path d="M0 0h{wide}v{high}h-{wide}z" fill="{ink(PAPER)}"/>{body}</svg>\n'


class _Filling(NamedTuple):
    """What land is filled with where it has a pattern: the pattern in an ink over a colour."""

    pattern: PatternName
    ink: str
    colour: str
    opacity: float


def _filling(patch: Patch) -> _Filling:
    assert patch.pattern
    return _Filling(patch.pattern, patch.ink, patch.colour, patch.opacity)


def _tile(name: str, fill: _Filling, ink: Ink) -> str:
    side, marks = _TILES[fill.pattern]
    size = f'width="{side:g}" height="{side:g}"'
    under = f'<rect {size} fill="{ink(fill.colour)}"{_seen(fill.opacity)}/>'
    return (
        f'<pattern id="{name}" {size} patternUnits="userSpaceOnUse">{under}{marks.format(ink=ink(fill.ink))}</pattern>'
    )


def _reference(fill: _Filling) -> str:
    # No text of a report can hold it: "<" is escaped there.
    return f"<{fill.pattern} {fill.ink} {fill.colour} {fill.opacity}>"


def _seen(opacity: float) -> str:
    return f' fill-opacity="{_number(opacity)}"' if opacity < 1 else ""


def _edge(shape: Shape) -> tuple[str | None, float]:
    """The edge of land, by which neighbours are put together; the map of the world has 250 edges that are alike."""
    inner = shape.shapes[0] if isinstance(shape, Linked) and len(shape.shapes) == 1 else shape
    return (inner.edge, inner.edge_width) if isinstance(inner, Patch) else (None, 0.0)


def _alike(edge: tuple[str | None, float], shapes: Sequence[Shape], ink: Ink) -> str:
    colour, width = edge
    drawn = "".join(_shape(shape, ink, edged=not colour) for shape in shapes)
    return f'<g stroke="{ink(colour)}" stroke-width="{_number(width)}">{drawn}</g>' if colour else drawn


def _shape(shape: Shape, ink: Ink, *, edged: bool) -> str:
    if not isinstance(shape, Linked):
        return _single(shape, ink, edged=edged)
    inner = f"<title>{_text(shape.title)}</title>" + "".join(_single(each, ink, edged=edged) for each in shape.shapes)
    if shape.href is None:
        return f"<g>{inner}</g>"
    return f'<a href="{_address(shape.href)}">{inner}</a>'


def _address(href: str) -> str:
    """Give an address fit for a link; browsers drop control characters, which could hide a scheme that runs."""
    address = clean(href)
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        raise UsageError(f"link {address[:60]!r}", "is no address of a page", "give a path, or http or https")
    return escape(address, quote=True)


def _single(shape: Single, ink: Ink, *, edged: bool) -> str:
    match shape:
        case Stroke():
            dashes = f' stroke-dasharray="{" ".join(map(_number, shape.dashes))}"' if shape.dashes else ""
            look = f'stroke="{ink(shape.colour)}" stroke-width="{_number(shape.width)}"{dashes}'
            return f'<path d="{_path(shape.points)}" fill="none" {look}/>'
        case Area():
            return f'<path d="{_path(shape.points)}z" fill="{ink(shape.colour)}"/>'
        case Patch():
            return _patch(shape, ink, edged=edged)
        case Marks():
            return _marks(shape, ink)
        case Words():
            return _words(shape, ink)


def _patch(shape: Patch, ink: Ink, *, edged: bool) -> str:
    d = "".join(f"{_known_path(ring)}z" for ring in shape.rings)
    edge = f' stroke="{ink(shape.edge)}" stroke-width="{_number(shape.edge_width)}"' if shape.edge and edged else ""
    fill = f'"{_reference(_filling(shape))}"' if shape.pattern else f'"{ink(shape.colour)}"{_seen(shape.opacity)}'
    holes = ' fill-rule="evenodd"' if len(shape.rings) > 1 else ""
    return f'<path d="{d}" fill={fill}{holes}{edge}/>'


def _marks(shape: Marks, ink: Ink) -> str:
    seen = f' opacity="{_number(shape.opacity)}"' if shape.opacity < 1 else ""
    fill, wide = (ink(shape.colour), 0.4) if shape.filled else (ink(PAPER), 1.2)
    look = f'fill="{fill}" stroke="{ink(shape.colour)}" stroke-width="{wide}"{seen}'
    drawn = []
    for (x, y), radius in zip(shape.points, shape.radii, strict=True):
        if shape.shape == "circle":
            drawn.append(f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" {look}/>')
        else:
            outline = [(x + a * radius, y + b * radius) for a, b in _OUTLINES[shape.shape]]
            drawn.append(f'<path d="{_path(outline)}z" {look}/>')
    return "".join(drawn)


def _words(shape: Words, ink: Ink) -> str:
    x, y = _number(shape.x), _number(shape.y)
    turned = f' transform="rotate(-90 {x} {y})"' if shape.upright else ""
    side = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    bold = ' font-weight="700"' if shape.bold else ""
    halo = f' stroke="{ink(PAPER)}" stroke-width="2.5" paint-order="stroke"' if shape.halo else ""
    look = f'font-size="{_number(shape.size)}px" fill="{ink(shape.colour)}"{side}{bold}{halo}{turned}'
    return f'<text class="{escape(shape.role)}" x="{x}" y="{y}" {look}>{_text(shape.text)}</text>'


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _path(points: Sequence[Point]) -> str:
    """Give points as a path: the first in its place, then steps in tenths of a pixel, which add up without drifting."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    steps = [_step(c - a, d - b) for (a, b), (c, d) in pairwise(tenths)]
    drawn = f"M{_tenth(x)}{_after(y)}l{''.join(steps).lstrip()}" if steps else f"M{_tenth(x)}{_after(y)}"
    # A second point can't belong to the number before, so no blank is needed.
    return _NEEDLESS.sub(r"\1", drawn)


@lru_cache(maxsize=4096)
def _known_path(points: tuple[Point, ...]) -> str:
    """The same land comes again and again on the maps of a server."""
    return _path(points)


@lru_cache(maxsize=16384)
def _step(x: int, y: int) -> str:
    return _after(x) + _after(y)


def _after(number: int) -> str:
    """A number behind another, kept apart by its sign or a blank."""
    text = _tenth(number)
    return text if text.startswith("-") else f" {text}"


def _tenth(number: int) -> str:
    text = f"{number / 10:g}"
    return text.replace("0.", ".", 1) if -10 < number < 10 and number else text


def _number(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
