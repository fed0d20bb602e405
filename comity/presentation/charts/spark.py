"""Numbers as one line of blocks."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


def sparkline(values: Sequence[float | None], *, width: int, least_span: float = 0.0) -> str:
    """Give numbers as one line of at most `width` blocks, the lowest for their least and the highest for their most.

    Of more numbers than `width` each block shows the mean of its share. What is not known is a dot. Where the numbers
    lie closer together than `least_span`, the blocks span that much around their middle, so that noise looks flat.
    """
    means = _shares(values, max(width, 1))
    known = [mean for mean in means if mean is not None]
    if not known:
        return GAP * len(means)
    span = max(max(known) - min(known), least_span)
    least = (min(known) + max(known) - span) / 2
    return "".join(GAP if mean is None else _block(mean, least, span) for mean in means)


def _block(mean: float, least: float, span: float) -> str:
    if span <= 0:
        return BLOCKS[len(BLOCKS) // 2 - 1]
    return BLOCKS[min(int((mean - least) / span * len(BLOCKS)), len(BLOCKS) - 1)]


def _shares(values: Sequence[float | None], width: int) -> list[float | None]:
    """The means of `width` even shares of the values; the values themselves where they are fewer."""
    count = min(width, len(values))
    means: list[float | None] = []
    for at in range(count):
        share = values[at * len(values) // count : (at + 1) * len(values) // count]
        known = [value for value in share if value is not None]
        means.append(sum(known) / len(known) if known else None)
    return means
