"""Which function reads the rows of a layout, and the columns that it needs."""

from datetime import date
from typing import NamedTuple, Protocol

from comity.exchange import from_icews
from comity.exchange.counting import Tally
from comity.exchange.drafts import Draft
from comity.exchange.rows import Raw


class Way(Protocol):
    """From rows as they stand in a file to rows in the record's terms."""

    def __call__(self, raw: Raw, *, today: date, tally: Tally) -> Draft: ...


class Reader(NamedTuple):
    """What reads a layout."""

    columns: tuple[str, ...]
    draft: Way


READERS: dict[tuple[str, str], Reader] = {
    ("icews", "release"): Reader(from_icews.RELEASE, from_icews.release),
    ("icews", "benchmark"): Reader(from_icews.BENCHMARK, from_icews.benchmark),
}
