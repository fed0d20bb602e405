"""An event with the report that tells it."""

from dataclasses import dataclass

from comity.model import Event, Report


@dataclass(frozen=True, eq=False)
class Member:
    """An event of an incident with its report; `order` is its coding's place in the log."""

    event: Event
    report: Report
    order: int
    text_hash: str
