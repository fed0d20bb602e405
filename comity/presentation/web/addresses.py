"""The address is the view: what its parameters ask for, and the addresses of views beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import quote, urlencode

from comity.errors import UsageError
from comity.presentation.filters import Filters, day, dyad_code, one_of
from comity.presentation.index import TABLES, Wanted

# What an address may ask of a table, in the order in which it stands there.
FILTERS = (
    "q", "dyad", "since", "until", "type", "status", "quad", "issue", "actor", "outlet", "country", "place",
    "direction", "language", "told_by", "report", "coder",
)  # fmt: skip
VIEW = ("as_of", "by", "sort", "page", "per_page", "embed")
FORMS = ("json", "csv", "parquet", "svg", "zip", "atom")
MOST_A_PAGE = 200
LONGEST_VALUE = 300

By = Literal["read", "published"]


@dataclass(frozen=True)
class View:
    """A view of a table as its address tells it; `params` are the parameters given, checked and in order."""

    table: str
    wanted: Wanted
    params: Mapping[str, str]
    as_of: str | None = None
    by: By = "read"
    page: int = 1
    per_page: int = 50
    earliest: bool = False
    embed: bool = False

    @property
    def first(self) -> int:
        """How many rows stand on the pages before."""
        return (self.page - 1) * self.per_page

    def address(self, *, form: str | None = None, drop: Iterable[str] = (), **changed: str | int | None) -> str:
        """The address of this view with some parameters changed (null drops one); another page starts anew."""
        kept = {name: value for name, value in self.params.items() if name not in (*drop, *changed)}
        if set(changed) - {"page"} or form is not None or drop:
            kept.pop("page", None)
        kept |= {name: str(value) for name, value in changed.items() if value is not None}
        return address(f"/{self.table}{f'.{form}' if form else ''}", kept)


def address(path: str, params: Mapping[str, str | int | None]) -> str:
    """Give a path with parameters in the order in which addresses have them."""
    order = {name: at for at, name in enumerate((*FILTERS, *VIEW))}
    told = sorted(
        ((n, str(v)) for n, v in params.items() if v not in (None, "")), key=lambda each: order.get(each[0], 99)
    )
    # "JPN>KOR" and "IGO:UN-KOR" stay readable.
    return f"{path}?{urlencode(told, safe='>:,', quote_via=quote)}" if told else path


def view_of(table: str, given: Mapping[str, str]) -> View:
    """Read a view from the parameters of an address; unknown ones are refused by name, empty ones left out.

    Raises `UsageError`.
    """
    table = one_of(table, TABLES, "table")
    told = {name: value.strip() for name, value in given.items() if value.strip()}
    for name, value in told.items():
        one_of(name, (*FILTERS, *VIEW), "parameter")
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"the parameter {name}", f"is longer than {LONGEST_VALUE} letters", "write less")
    if "dyad" in told:
        told["dyad"] = dyad_code(told["dyad"])
    filters = Filters(**{name: told[name] for name in Filters.__struct_fields__ if name in told})
    beside = {name: told[name] for name in FILTERS if name in told and name not in Filters.__struct_fields__}
    as_of = told.get("as_of")
    if as_of is not None and "T" not in as_of:
        as_of = day(as_of, last=True)
    return View(
        table=table,
        wanted=Wanted(filters=filters, **beside),
        params={name: told[name] for name in (*FILTERS, *VIEW) if name in told},
        as_of=as_of,
        by=cast(By, one_of(told.get("by", "read"), ("read", "published"), "by")),
        page=number(told.get("page", "1"), "page", most=10_000_000),
        per_page=number(told.get("per_page", "50"), "per_page", most=MOST_A_PAGE),
        earliest=one_of(told.get("sort", "latest"), ("latest", "earliest"), "sort") == "earliest",
        embed=told.get("embed") == "1",
    )


def number(text: str, what: str, *, most: int, least: int = 1) -> int:
    """Give a whole number of an address. Raises `UsageError`."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        raise UsageError(f"{what} {text[:40]!r}", f"is no number from {least} to {most:,}", f"write {what}={least}")
    return int(text)
