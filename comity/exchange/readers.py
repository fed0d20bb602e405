"""Which function reads the rows of a layout, and the columns that it needs."""

from datetime import date
from typing import NamedTuple, Protocol

from comity.exchange import from_acled, from_chronicle, from_gdelt, from_icews, from_phoenix, from_polecat
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
    ("gdelt", "2.0"): Reader(from_gdelt.COLUMNS, from_gdelt.draft),
    ("gdelt", "1.0"): Reader(from_gdelt.COLUMNS, from_gdelt.draft),
    ("polecat", "ngec"): Reader(from_polecat.COLUMNS, from_polecat.draft),
    ("phoenix", "oeda"): Reader(from_phoenix.OEDA, from_phoenix.oeda),
    ("phoenix", "cline"): Reader(from_phoenix.CLINE, from_phoenix.cline),
    ("acled", "export"): Reader(from_acled.COLUMNS, from_acled.draft),
    ("chronicle", "chronicle"): Reader(from_chronicle.COLUMNS, from_chronicle.draft),
}
