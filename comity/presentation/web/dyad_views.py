"""A dyad's page as its address tells it, and what is made for it in the workshop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlencode

from comity.errors import UsageError
from comity.presentation.filters import Filters, day, dyad_code, one_of
from comity.presentation.index import Index
from comity.presentation.web.addresses import LONGEST_VALUE, By
from comity.presentation.web.crafts_dyads import conditionals_part, forecast_part, relation_part
from comity.presentation.web.dyad_counts import last_act_day
from comity.presentation.web.gathering import Work
from comity.presentation.web.problems import NotThere

# What a dyad's address may ask, in the order in which it stands there.
PARAMETERS = {
    "period": "the length of a period of the measure: week, month or quarter",
    "since": "measure and list from this day, month or year on",
    "until": "measure and list up to this day, month or year",
    "direction": "only what the first does towards the second, such as CHL>PER",
    "coder": "only this coder's acts, such as icews; all by default",
    "as_of": "the record as it stood on this day",
    "by": "as of reading (read) or of publication (published)",
    "chart": "which chart an .svg gives: relation or forecast",
    "embed": "1 leaves out the frame around the view",
}
PERIODS = ("week", "month", "quarter")
CHARTS = ("relation", "forecast")


@dataclass(frozen=True)
class DyadView:
    """A dyad as an address asks for it; `params` are the parameters given, checked and in order."""

    pair: str
    way: str | None
    params: Mapping[str, str]
    period: str = "month"
    since: str | None = None
    until: str | None = None
    coder: str | None = None
    as_of: str | None = None
    by: By = "read"
    chart: str = "relation"

    @property
    def sides(self) -> tuple[str, str]:
        """The codes of the two."""
        one, _, other = self.pair.partition("-")
        return one, other

    @property
    def filters(self) -> Filters:
        """What tables are narrowed to for this view."""
        return Filters(dyad=self.way or self.pair, since=self.since, until=self.until, coder=self.coder)

    def address(self, *, form: str | None = None, dyad: str | None = None, **changed: str | None) -> str:
        """The address of this view with some parameters changed; null drops one."""
        kept = {name: value for name, value in self.params.items() if name not in ("chart", *changed)}
        kept |= {name: value for name, value in changed.items() if value is not None}
        name = quote(dyad or self.way or self.pair, safe=">:")
        asked = urlencode([(each, kept[each]) for each in PARAMETERS if each in kept], safe=">:,", quote_via=quote)
        return f"/dyads/{name}{f'.{form}' if form else ''}{f'?{asked}' if asked else ''}"

    def asked(self, *names: str) -> dict[str, Any]:
        """Keywords for the function that makes a part."""
        values = {"direction": self.way, "period": self.period, "since": self.since, "until": self.until,
                  "coder": self.coder, "as_of": self.as_of, "by": self.by}  # fmt: skip
        return {name: values[name] for name in names}


def dyad_view(name: str, given: Mapping[str, str]) -> DyadView:
    """Read a view from the name of a dyad and the parameters of an address.

    Raises `NotThere` for a name that is no dyad, `UsageError` for parameters that can't be meant.
    """
    try:
        named = dyad_code(name[:LONGEST_VALUE])
    except UsageError as error:
        raise NotThere(error.subject, error.problem, error.step) from error
    told = {key: value.strip() for key, value in given.items() if value.strip()}
    for key, value in told.items():
        one_of(key, PARAMETERS, "parameter")
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"the parameter {key}", f"is longer than {LONGEST_VALUE} letters", "write less")
    pair = "-".join(sorted(named.split(">"))) if ">" in named else named
    if len(set(_sides(named))) < 2:
        raise NotThere(f"dyad {named!r}", "names one party twice", "write two different codes, such as CHL-PER")
    since, until = (None if key not in told else day(told[key], last=key == "until") for key in ("since", "until"))
    if since and until and since > until:
        raise UsageError(f"since {since}", f"comes after until {until}", "give the earlier day first")
    as_of = told.get("as_of")
    return DyadView(
        pair=pair,
        way=_way(named, pair, told.pop("direction", None)),
        params={key: told[key] for key in PARAMETERS if key in told},
        period=one_of(told.get("period", "month"), PERIODS, "period"),
        since=since,
        until=until,
        coder=told.get("coder"),
        as_of=as_of if as_of is None or "T" in as_of else day(as_of, last=True),
        by=cast(By, one_of(told.get("by", "read"), ("read", "published"), "by")),
        chart=one_of(told.get("chart", "relation"), CHARTS, "chart"),
    )


def works(view: DyadView, index: Index, settings: Any) -> dict[str, Work]:
    """Give what a dyad's page has made in the workshop, by the part's name."""
    stamp = stamp_of(view.pair, index)
    name = view.way or view.pair

    def work(part: str, craft: Any, what: str, *names: str) -> Work:
        asked = view.asked(*names)
        return Work((part, view.pair, *asked.items()), stamp, craft, (settings, view.pair, asked), what)

    told = ("as_of", "by")
    return {
        "relation": work("relation", relation_part, f"The relation of {name} is being measured",
                         "direction", "period", "since", "until", "coder", *told),
        "forecast": work("forecast", forecast_part, f"The forecast of {name} is being made",
                         "direction", "coder", *told),
        "conditionals": Work(
            ("conditionals", view.pair, view.as_of, view.by), stamp, conditionals_part,
            (settings, view.pair, view.as_of, view.by), "What reports say would follow is being gathered",
        ),
    }  # fmt: skip


def stamp_of(pair: str, index: Index) -> tuple[object, ...]:
    """Give a mark of what the index holds of a dyad; it changes when a row of the two or an import does.

    The month of the record's last act is in it, for a measure goes on to that month whoever acted in it.
    """
    found: list[object] = []
    for table in ("incidents", "reports"):
        columns = index.columns(table)
        ids = columns.ids[columns.alive & columns.among("dyad", (pair,))]
        # Rows that are written anew get numbers of their own.
        found += [len(ids), int(ids.sum())]
    corrected = len((index.meta("corrections") or "").split())
    return (*found, corrected, index.meta("imported"), (last_act_day(index) or "")[:7])


def _sides(named: str) -> list[str]:
    return named.split(">" if ">" in named else "-")


def _way(named: str, pair: str, direction: str | None) -> str | None:
    own = named if ">" in named else None
    if direction is None:
        return own
    way = dyad_code(direction)
    if ">" not in way or "-".join(sorted(way.split(">"))) != pair or (own is not None and way != own):
        one, _, other = pair.partition("-")
        raise UsageError(
            f"direction {direction!r}", f"is none of {own or pair}", f"write {one}>{other} or {other}>{one}"
        )
    return way
