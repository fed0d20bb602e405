"""The network: who acts on whom, states round a ring and an arrow a quad class from actor to recipient."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import hypot, sqrt

import msgspec

from comity.errors import UsageError
from comity.presentation.charts.arrows import Curve, arrow, bent, line_width, tie_key
from comity.presentation.charts.drawing import Drawing, Table, checked_width, framed
from comity.presentation.charts.keys import Key, key_shapes
from comity.presentation.charts.lettering import clean, fitted, width
from comity.presentation.charts.palette import INK, LEVEL, SMALL, SORTS, SUBTITLE
from comity.presentation.charts.shapes import Anchor, Frame, Linked, Marks, Point, Shape, Single, Words
from comity.presentation.charts.ties import Network, Tie, added_up, network
from comity.presentation.names import state_name
from comity.presentation.wording import count_text, listing

# How many states and ties a drawing holds before it can't be read; narrow ones hold fewer.
MOST_NODES, MOST_TIES = 40, 120
_NARROW, _NARROW_NODES, _NARROW_TIES = 560.0, 24, 60
# From name to name down a side of the ring.
_STEP = 15.0
_BESIDE = 4.0
# The height that two states alone take: eight arrows side by side.
_PAIR_HIGH = 130.0
# The widest lines, on narrow canvases and on others.
_THICK = (4.0, 6.0)


class Node(msgspec.Struct, frozen=True):
    """A state on the canvas; `side` is where its name stands: left (-1), right (1) or beneath (0)."""

    code: str
    at: Point
    radius: float
    side: int


def network_chart(
    rows: Sequence[Tie],
    *,
    title: str,
    width: float,
    focus: Sequence[str] = (),
    href: Callable[[Tie | str], str | None] | None = None,
) -> Drawing:
    """Give the network of who acts on whom, `width` CSS pixels wide: at most 40 states and 120 ties.

    Rows of the same actor, recipient and quad class are added up. `focus` names a state, or the two of a dyad: they
    stand in the middle, their ties come first, and those of the others are drawn faintly. `href` gives where a state
    (its code) or a tie leads. Rows of the table: all ties, the strongest first, and whether each is drawn. Raises
    `UsageError` for a width, a number, a focus or a link that can't be drawn.
    """
    width = checked_width(width, "a network")
    if len(set(focus)) > 2:
        raise UsageError(f"a focus of {len(set(focus))} states", "is no state and no dyad", "name one or two")
    ties = added_up(rows)
    narrow = width < _NARROW
    most_nodes, most_ties = (_NARROW_NODES, _NARROW_TIES) if narrow else (MOST_NODES, MOST_TIES)
    net = network(ties, focus=focus, most_nodes=most_nodes, most_ties=most_ties)

    def body(frame: Frame) -> tuple[list[Shape], float]:
        return _body(net, frame, _THICK[not narrow], href or _nowhere)

    summary = _summary(ties, net)
    drawn = set(net.ties)
    table = Table(
        ("actor", "actor_name", "recipient", "recipient_name", "quad", "count", "drawn"),
        tuple((t.actor, _name(t.actor), t.recipient, _name(t.recipient), t.quad, t.count, t in drawn) for t in ties),
    )
    return Drawing(framed(title, summary, width, body, lambda: _foot(net)), summary, table)


def _nowhere(each: Tie | str) -> None:
    return None


@lru_cache(maxsize=1024)
def _name(code: str) -> str:
    name = clean(state_name(code)).removeprefix("the ")
    return f"{name[:1].upper()}{name[1:]}"


def _body(
    net: Network, frame: Frame, thick: float, href: Callable[[Tie | str], str | None]
) -> tuple[list[Shape], float]:
    if not net.ties:
        text = "No acts between states to draw."
        return [Words(frame.left, frame.top + 16, text, SUBTITLE, "empty", INK)], frame.top + 24
    nodes, bottom = _nodes(net, frame)
    arrows = _arrows(net, nodes, thick, Frame(frame.left, frame.top, frame.right, bottom), href)
    shapes = [*arrows, *(_node(node, net, frame, href) for node in nodes.values())]
    below, y = key_shapes(_keys(net, thick), Frame(frame.left, bottom + 8, frame.right, 0))
    return [*shapes, *below], y


def _nodes(net: Network, frame: Frame) -> tuple[dict[str, Node], float]:
    """Give each state its place: on an ellipse, in even steps down each side, so that names beside them keep clear."""
    inner = frame.right - frame.left
    count = len(net.ring)
    names = [width(_name(code), SMALL) for code in net.ring]
    room = min(max(names, default=0.0), (0.22 if inner < _NARROW else 0.3) * inner) + 16
    across = max(inner / 2 - room, 40.0)
    roomy = min(460.0, max(0.5 * inner, 300.0)) * min(1.0, (count + 4) / 16)
    down = max((count + 1) // 2 * _STEP, roomy, 60.0 * len(net.centre)) / 2
    x, y = (frame.left + frame.right) / 2, frame.top + down
    most = max(net.acts.values())
    if not net.ring and len(net.centre) == 2:
        # Nobody else is drawn: the two stand as far apart as their names allow, for their arrows to be told apart.
        halves = [min(width(_name(code), SUBTITLE, bold=True), 0.45 * inner) / 2 + 2 for code in net.centre]
        ends = zip(net.centre, (frame.left + halves[0], frame.right - halves[1]), strict=True)
        y = frame.top + _PAIR_HIGH / 2
        return {code: Node(code, (at, y), _radius(net, code, most), 0) for code, at in ends}, frame.top + _PAIR_HIGH
    found: dict[str, Node] = {}
    for at, code in enumerate(net.centre):
        lift = (2 * at - 1) * 0.4 * down if len(net.centre) == 2 else 0.0
        found[code] = Node(code, (x, y + lift), _radius(net, code, most), 0)
    right = (count + 1) // 2
    for at, code in enumerate(net.ring):
        own, place, side = (right, at, 1) if at < right else (count - right, count - 1 - at, -1)
        height = down * ((2 * place + 1) / own - 1)
        out = across * sqrt(max(0.0, 1 - (height / down) ** 2))
        found[code] = Node(code, (x + side * out, y + height), _radius(net, code, most), side)
    return found, frame.top + 2 * down + 6


def _radius(net: Network, code: str, most: int) -> float:
    return 2.5 + 4.0 * sqrt(net.acts[code] / most)


def _node(node: Node, net: Network, frame: Frame, href: Callable[[Tie | str], str | None]) -> Shape:
    (x, y), name = node.at, _name(node.code)
    shapes: list[Single] = [Marks((node.at,), (node.radius,), "circle", LEVEL)]
    if node.side:
        start = x + node.side * (node.radius + _BESIDE)
        room = frame.right - start if node.side > 0 else start - frame.left
        text = fitted(name, SMALL, room)
        side: Anchor = "start" if node.side > 0 else "end"
        shapes.append(Words(start, y + 3.6, text, SMALL, "state", INK, side, halo=True))
    else:
        text = fitted(name, SUBTITLE, 0.45 * (frame.right - frame.left), bold=True)
        shapes.append(Words(x, y + node.radius + 13, text, SUBTITLE, "focus", INK, "middle", bold=True, halo=True))
    return Linked(f"{name}: {count_text(net.acts[node.code], 'act')} done or received", href(node.code), tuple(shapes))


def _arrows(
    net: Network,
    nodes: dict[str, Node],
    thick: float,
    frame: Frame,
    href: Callable[[Tie | str], str | None],
) -> list[Shape]:
    """Give the arrows, the strongest lowest; those between the same two lie side by side."""
    most = max(tie.count for tie in net.ties)
    bundles: dict[tuple[str, str], list[Tie]] = {}
    for tie in net.ties:
        one, other = sorted((tie.actor, tie.recipient))
        bundles.setdefault((one, other), []).append(tie)
    curves: dict[Tie, tuple[Curve, float]] = {}
    order = list(SORTS)
    for (one, other), ties in bundles.items():
        ties.sort(key=lambda tie: (tie.actor, order.index(tie.quad)))
        widths = [line_width(tie.count, most, thick) for tie in ties]
        for at, tie in enumerate(ties):
            aside = sum(widths[:at]) + widths[at] / 2 - sum(widths) / 2 + (at - (len(ties) - 1) / 2) * 7.0
            curve = _curve(nodes[one], nodes[other], 2 * aside, frame, toward_other=tie.actor == one)
            # Signs of a bundle stand apart, each a little further along.
            curves[tie] = curve, 0.36 + 0.28 * (at + 0.5) / len(ties)
    centre = set(net.centre)
    faint = [tie for tie in net.ties if centre and not centre & {tie.actor, tie.recipient}]
    shapes: list[Shape] = []
    for tie in (*faint, *(tie for tie in net.ties if tie not in set(faint))):
        curve, part = curves[tie]
        drawn = arrow(curve, tie.quad, line_width(tie.count, most, thick), part, faint=tie in faint)
        shapes.append(Linked(_told(tie), href(tie), drawn))
    return shapes


def _curve(one: Node, other: Node, aside: float, frame: Frame, *, toward_other: bool) -> Curve:
    """A curve between two states, drawn towards the middle where they are far apart, and `aside` of that by pixels."""
    (a, b), (c, d) = one.at, other.at
    long = hypot(c - a, d - b) or 1.0
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    pull = 0.2 + 0.35 * min(1.0, long / (frame.bottom - frame.top)) if one.side and other.side else 0.0
    control = (
        (a + c) / 2 * (1 - pull) + x * pull - (d - b) / long * aside,
        (b + d) / 2 * (1 - pull) + y * pull + (c - a) / long * aside,
    )
    start, end = (one, other) if toward_other else (other, one)
    return bent(start.at, control, end.at, start.radius + 1.5, end.radius + 1.5)


def _told(tie: Tie) -> str:
    return f"{_name(tie.actor)} to {_name(tie.recipient)}: {count_text(tie.count, 'act')} of {tie.quad}"


def _keys(net: Network, thick: float) -> list[Key]:
    there = {tie.quad for tie in net.ties}
    keys = [tie_key(quad, 1.6, quad) for quad in SORTS if quad in there]
    most = max(net.ties, key=lambda tie: tie.count)
    least = min(net.ties, key=lambda tie: tie.count)
    for tie in (least, most) if least.count < most.count else (most,):
        wide = line_width(tie.count, most.count, thick)
        keys.append(tie_key(None, wide, count_text(tie.count, "act")))
    return keys


def _summary(ties: Sequence[Tie], net: Network) -> str:
    """A sentence on how much was done between states, or by and to those in focus."""
    told = [tie for tie in ties if tie.actor != tie.recipient]
    if net.centre:
        told = [tie for tie in told if {tie.actor, tie.recipient} & set(net.centre)]
    acts = sum(tie.count for tie in told)
    many = len({code for tie in told for code in (tie.actor, tie.recipient)} - set(net.centre))
    names = listing([state_name(code) for code in net.centre])
    between = f"between {names} and {count_text(many, 'other')}" if names else f"between {count_text(many, 'state')}"
    if not told:
        return clean(f"No acts {f'by or to {names}' if names else 'between states'} were told.")
    shares = []
    for quad in SORTS:
        count = sum(tie.count for tie in told if tie.quad == quad)
        shares += [f"{count:,} of {quad}"] if count else []
    tie = told[0]
    most = f"the most from {state_name(tie.actor)} to {state_name(tie.recipient)} ({tie.count:,} of {tie.quad})"
    text = f"{count_text(acts, 'act')} {between}: {listing(shares, most=4)}; {most}."
    return clean(f"{text[:1].upper()}{text[1:]}")


def _foot(net: Network) -> list[str]:
    parts = [count_text(net.nodes_left, "state")] if net.nodes_left else []
    parts += [count_text(net.ties_left, "tie")] if net.ties_left else []
    parts += [f"{count_text(net.home, 'act')} of a state on itself"] if net.home else []
    words = ["An arrow leads from who acts to whom; a joint act leads both ways."] if net.ties else []
    return words + ([f"Not drawn, but in the table: {listing(parts)}."] if parts else [])
