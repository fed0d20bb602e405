"""What each tool is asked with: one struct a tool, from which its input schema is made. Nothing else is taken."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

# No name, id or date is longer; a longer word is refused before anything looks at it.
LONGEST = 200
MOST_ROWS = 100
FARTHEST = 1_000_000

Word = Annotated[str, Meta(max_length=LONGEST)]
Dyad = Annotated[
    str,
    Meta(
        max_length=LONGEST,
        description="Two states or bodies by ISO 3166-1 alpha-3 code or English name, in any order: CHL-PER, "
        "Chile-Peru. CHL>PER keeps one direction: what Chile does towards Peru.",
        examples=["CHL-PER", "EGY>ETH"],
    ),
]
Day = Annotated[
    str,
    Meta(
        max_length=LONGEST,
        description="A day (2024-03-04), month (2024-03) or year (2024); months and years are taken whole.",
    ),
]
AsOf = Annotated[
    str, Meta(max_length=LONGEST, description="Answer with what was known at the end of this day; default: now.")
]
Limit = Annotated[int, Meta(ge=1, le=MOST_ROWS, description="How many rows at most.")]
Offset = Annotated[int, Meta(ge=0, le=FARTHEST, description="Rows to pass over: `next_offset` of the answer before.")]
EventStatus = Literal["occurred", "ongoing", "planned", "conditional", "demanded", "denied"]
PledgeState = Literal["open", "due", "fulfilled", "partly", "broken", "lapsed", "withdrawn"]


class _Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all have in common: a name that is not known is refused."""


class SearchEvents(_Ask, frozen=True):
    """Filters of the table of events; what is left out keeps everything."""

    dyad: Dyad | None = None
    since: Day | None = None
    until: Day | None = None
    type: Annotated[Word, Meta(description="A PLOVER type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, "
                               "REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT."
                               )] | None = None  # fmt: skip
    status: EventStatus | None = None
    issue: Annotated[Word, Meta(description="An issue code, such as trade or territory; those below it count too.")] | (
        None
    ) = None
    actor: Annotated[Word, Meta(description="Who acts or is acted on: CHL, CHL.GOV, an id, or part of a name.")] | (
        None
    ) = None
    report: Annotated[Word, Meta(description="One report, by its id or the id's beginning.")] | None = None
    coder: Annotated[
        Word,
        Meta(description="Rows of these coders (icews, gdelt ..., parted by commas), or all; default: the project's."),
    ] | None = None  # fmt: skip
    as_of: AsOf | None = None
    limit: Limit = 20
    offset: Offset = 0


class GetIncident(_Ask, frozen=True):
    """Which incident."""

    id: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST,
            description="The id of an incident (i-...) or of an event (e-...), or enough of its beginning.",
        ),
    ]


class DyadSeries(_Ask, frozen=True):
    """Which relation, over which time."""

    dyad: Dyad
    period: Annotated[Literal["week", "month", "quarter"], Meta(description="The length of a row's period.")] = "month"
    since: Day | None = None
    until: Day | None = None
    direction: Annotated[
        Word, Meta(description="One direction, CHL>PER; default: both sides together.")
    ] | None = None  # fmt: skip


class ForecastAsk(_Ask, frozen=True):
    """What to forecast."""

    dyad: Dyad
    target: Annotated[
        Literal["conflict", "cooperation", "material conflict", "level"],
        Meta(description="Counts of acts, or whether the level falls below that of the last 12 months; default: all."),
    ] | None = None  # fmt: skip
    horizon: Annotated[
        int, Meta(ge=1, le=12, description="Months after the last whole month of the data; default: 1, 3 and 6.")
    ] | None = None  # fmt: skip


class PledgesAsk(_Ask, frozen=True):
    """Which promises."""

    dyad: Dyad | None = None
    status: PledgeState | None = None
    due_before: Annotated[
        str,
        Meta(
            max_length=LONGEST,
            description="Only what falls due before this day (month, year: before it begins); what has no due date is "
            "left out.",
        ),
    ] | None = None  # fmt: skip
    limit: Limit = 20
    offset: Offset = 0


class BriefAsk(_Ask, frozen=True):
    """Whose brief."""

    dyad: Dyad
    since: Day | None = None
    as_of: AsOf | None = None
