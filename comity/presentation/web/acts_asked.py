"""What `/network` and `/map` are narrowed to: the acts that an address asks for, as a mask over the incidents."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comity.errors import UsageError
from comity.presentation.filters import STATUSES, Filters, day, dyad_code, one_of, party
from comity.presentation.index import Index, Wanted
from comity.presentation.index.columns import Mask
from comity.presentation.web.addresses import LONGEST_VALUE, address
from comity.presentation.web.templating import count, meaning, span
from comity.presentation.web.wording import chip_words

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
# What took place or lasts; plans, demands and denials are shown only when they are asked for.
HAPPENED = ("occurred", "ongoing")
NARROWEST, WIDEST, WIDTH = 280, 2400, 1000
MEANINGS = {
    "dyad": "two states, CHL-PER, or one direction, CHL>PER",
    "state": "one state, by its code or name",
    "period": "one year or month, 2019 or 2019-03",
    "since": "the first day, month or year",
    "until": "the last day, month or year",
    "quad": "the quad class: verbal cooperation, material cooperation, verbal conflict, material conflict",
    "type": "the PLOVER type",
    "issue": "an issue of the codebook, with those below it",
    "status": "occurred, ongoing, planned, conditional, demanded, denied, or all; without it what occurred or lasts",
    "coder": "whose codings: a coder's name, or all; without it the record's own",
    "as_of": "the record as it stood on this day",
    "by": "as of reading (read) or of publication (published)",
    "width": f"how many pixels wide the drawing is, {NARROWEST} to {WIDEST:,}",
    "embed": "1 leaves out the frame around the view",
}
_TOLD = ("quad", "type", "issue", "coder")


@dataclass(frozen=True)
class ActsAsked:
    """The acts that an address asks for; `params` are its parameters, checked."""

    path: str
    params: Mapping[str, str]
    wanted: Wanted
    state: str | None = None
    status: str | None = None
    as_of: str | None = None
    by: str = "read"
    width: int = WIDTH

    @property
    def focus(self) -> tuple[str, ...]:
        """The state or the two states that the view is about."""
        dyad = self.wanted.filters.dyad
        if dyad:
            return tuple(dyad.split(">" if ">" in dyad else "-"))
        return (self.state,) if self.state else ()

    def address(self, *, form: str | None = None, drop: tuple[str, ...] = (), **changed: str | None) -> str:
        """The address of this view with some parameters changed (null drops one)."""
        kept = {name: value for name, value in self.params.items() if name not in drop} | changed
        return address(f"{self.path}{f'.{form}' if form else ''}", kept)

    def both(self) -> dict[str, str]:
        """The parameters that the network and the map share."""
        return {name: value for name, value in self.params.items() if name in MEANINGS}

    def incidents(self, **changed: str | None) -> str:
        """The address of the incidents that are shown; the table has those of other statuses, too."""
        filters = self.wanted.filters
        kept: dict[str, str | None] = {name: self.params.get(name) for name in ("dyad", *_TOLD, "as_of", "by")}
        kept |= {"since": filters.since, "until": filters.until, "actor": self.state, "status": filters.status}
        return address("/incidents", kept | changed)

    def mask(self, index: Index) -> Mask:
        """Which incidents are asked for. Raises `UsageError`."""
        columns = index.columns("incidents")
        mask = index.fitting("incidents", self.wanted)
        if self.status is None:
            mask &= columns.among("status", HAPPENED)
        if self.state is not None:
            state = self.state
            mask &= columns.holding("way", lambda way: state in way.split(">"))
        return mask

    def observed(self, index: Index) -> bool:
        """Whether any report or row of the days that are asked for was read at all."""
        filters = self.wanted.filters
        columns = index.columns("incidents")
        if filters.since is None and filters.until is None:
            return bool(columns.alive.any())
        days = Wanted(Filters(since=filters.since, until=filters.until, coder="all"))
        return bool(index.fitting("incidents", days).any() or np.any(_read(index, filters)))

    def sentence(self, number: int) -> str:
        """What is shown, as a plain sentence, with what is left out."""
        filters = self.wanted.filters
        parts = [] if filters.dyad is None else [chip_words("dyad", filters.dyad)]
        parts += [f"by or on {meaning(self.state) or self.state}"] if self.state else []
        parts += [chip_words(name, self.params[name]) for name in _TOLD if name in self.params]
        days = [f"{word} {span(each, None)}" for word, each in (("from", filters.since), ("to", filters.until)) if each]
        how = {None: "that occurred or are ongoing", "all": "of every status"}.get(
            self.status, f"with the status {self.status}"
        )
        as_of = f", as of {span(self.as_of[:10], None)}" if self.as_of else ""
        extra = "" if self.status else " Plans, demands, conditions and denials are left out."
        told = ", ".join((f"{count(number, 'act')} {how}", *parts, *([" ".join(days)] if days else [])))
        return f"{told}{as_of}. Each act counts once, however many reports tell it.{extra}"

    def chips(self) -> list[tuple[str, str]]:
        """The filters in words, each with the address without it."""
        return [
            (
                f"{name} {value}" if name in ("state", "period", "status") else chip_words(name, value),
                self.address(drop=(name,)),
            )
            for name, value in self.params.items()
            if name not in ("width", "embed", "by", "role")
        ]


def _read(index: Index, filters: Filters) -> Mask:
    return index.fitting("reports", Wanted(Filters(since=filters.since, until=filters.until)))


def acts_asked(path: str, given: Mapping[str, str], *, more: tuple[str, ...] = ()) -> ActsAsked:
    """Read what an address asks for; unknown parameters are refused by name. Raises `UsageError`."""
    told = {name: " ".join(value.split()) for name, value in given.items() if value.strip()}
    for name, value in told.items():
        one_of(name, (*MEANINGS, *more), "parameter")
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"the parameter {name}", f"is longer than {LONGEST_VALUE} letters", "write less")
    for name, check in (("dyad", dyad_code), ("state", lambda word: party(word, word))):
        if name in told:
            told[name] = check(told[name])
    if "quad" in told:
        told["quad"] = one_of(told["quad"], QUADS, "quad")
    status = one_of(told["status"], (*STATUSES, "all"), "status") if "status" in told else None
    since, until = _days(told)
    filters = Filters(
        dyad=told.get("dyad"), since=since, until=until, type=told.get("type"), issue=told.get("issue"),
        status=status if status != "all" else None, coder=told.get("coder"),
    )  # fmt: skip
    as_of = told.get("as_of")
    width = told.get("width", str(WIDTH))
    if not width.isascii() or not width.isdigit() or not NARROWEST <= int(width[:6]) <= WIDEST:
        raise UsageError(f"width {width[:20]!r}", f"is no number from {NARROWEST} to {WIDEST:,}", f"write {WIDTH}")
    return ActsAsked(
        path, told, Wanted(filters, quad=told.get("quad")), told.get("state"), status,
        day(as_of, last=True) if as_of and "T" not in as_of else as_of,
        one_of(told.get("by", "read"), ("read", "published"), "by"), int(width),
    )  # fmt: skip


def _days(told: dict[str, str]) -> tuple[str | None, str | None]:
    if "period" not in told:
        return (day(told["since"], last=False) if "since" in told else None,
                day(told["until"], last=True) if "until" in told else None)  # fmt: skip
    if "since" in told or "until" in told:
        raise UsageError("period", "stands beside since or until", "give one or the other")
    return day(told["period"], last=False), day(told["period"], last=True)


def names_of(code: str) -> str:
    """The name of a state, or its code."""
    return meaning(code) or code
