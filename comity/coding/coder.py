"""Coders: what turns a reading into a coding. One protocol, so that others can stand beside the rules."""

from typing import Protocol

from comity.coding.events import find_events
from comity.coding.roles import Stage
from comity.model import Coding, Reading


class Coder(Protocol):
    """A coder names itself with a version, says what it needs of a reading and what it fills of a coding."""

    name: str
    requires: tuple[str, ...]
    assigns: tuple[str, ...]

    def code(self, reading: Reading) -> Coding:
        """Give the coding of one reading; never raises on text that was read."""
        ...


class RulesCoder:
    """Frames over the parse: every decision can be shown with the words it rests on."""

    name = "comity-rules.v1"
    requires = ("sentences", "mentions", "dates", "places", "quotes")
    assigns = ("events", "agreements", "pledges", "statements", "positions", "assessments", "figures", "skipped")

    def code(self, reading: Reading) -> Coding:
        """Give all rows that the rules find in a reading."""
        stage = Stage(reading)
        events, skipped = find_events(stage)
        return Coding(
            report=reading.report,
            coder=self.name,
            actors=reading.actors,
            events=tuple(events),
            agreements=(),
            pledges=(),
            statements=(),
            positions=(),
            assessments=(),
            figures=(),
            skipped=tuple(skipped),
        )
