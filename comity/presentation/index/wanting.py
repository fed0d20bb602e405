"""What is asked of a table: the filters of the commands, those that only pages have, and words to search for."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from comity.errors import UsageError
from comity.presentation.filters import CODED_BY_OTHERS, STATUSES_OF, Filters, checked
from comity.presentation.index.columns import Columns, Mask

ALL = Filters()


@dataclass(frozen=True)
class Wanted:
    """What to keep of a table: the filters of the commands, and those that only pages have; null keeps everything.

    `q` are words of the row, `quad`, `outlet`, `country`, `direction`, `language`, `told_by` and `place` are values of
    their columns.
    """

    filters: Filters = ALL
    q: str | None = None
    quad: str | None = None
    outlet: str | None = None
    country: str | None = None
    direction: str | None = None
    language: str | None = None
    told_by: str | None = None
    place: str | None = None

    def value(self, name: str) -> str | None:
        """What is asked of a parameter, null for nothing."""
        found = getattr(self.filters, name) if name in Filters.__struct_fields__ else getattr(self, name)
        return None if found is None else str(found)


def search_words(text: str) -> str:
    """Give what a reader types as a query of FTS5: every word must stand there, the last one may go on."""
    words = "".join(letter if letter.isalnum() else " " for letter in text[:200]).split()[:12]
    quoted = [f'"{word}"' for word in words]
    return " ".join((*quoted[:-1], f"{quoted[-1]}*")) if quoted else ""


def of_dyad(columns: Columns, dyad: str) -> Mask:
    """Which rows tell of a dyad, or of one of its directions."""
    directed = ">" in dyad
    one, other = dyad.split(">" if directed else "-")
    if columns.table in ("assessments", "reports"):
        return columns.among("dyad", ("-".join(sorted((one, other))),))
    if columns.table == "positions":
        return columns.among("way", (f"{one}>",) if directed else (f"{one}>", f"{other}>"))
    if columns.table == "actors":
        return columns.among("country", (one, other))
    return columns.among("way", (f"{one}>{other}",) if directed else (f"{one}>{other}", f"{other}>{one}"))


def naming(actor: str, table: str) -> Callable[[str], bool]:
    """Give what tells whether a party is the actor asked for: a code, or a piece of a name."""
    wanted = actor.casefold()

    def fits(word: str) -> bool:
        # Three letters are a code, never a piece of a name.
        if table == "actors" and wanted in word.casefold().replace("-", " ").split():
            return True
        if len(wanted) <= 3:
            return word == actor.upper()
        return wanted in word.casefold()

    return fits


def meant(wanted: Wanted, table: str) -> Wanted:
    """Give the filters as the codebook writes them; `coder` is checked against the rows, `report` too."""
    filters = wanted.filters
    if filters.status is not None and table not in STATUSES_OF:
        raise UsageError("status", f"the table of {table} has none", f"use it with {', '.join(STATUSES_OF)}")
    timeless = table == "actors" and {"since", "until", "issue"} & {
        name for name in Filters.__struct_fields__ if getattr(filters, name)
    }
    if timeless:
        raise UsageError(min(timeless), "actors have no day and no issue", "use it with another table")
    # Which coders there are the rows tell, not the record's files.
    coder = filters.coder if table in CODED_BY_OTHERS else None
    kept = checked(msgspec.structs.replace(filters, coder=None if coder else filters.coder), table)
    return replace(wanted, filters=msgspec.structs.replace(kept, coder=coder))
