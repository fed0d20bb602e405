"""Coders: what turns a reading into a coding. One protocol, so that others can stand beside the rules."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from comity.coding.assessments import find_assessments
from comity.coding.events import find_events
from comity.coding.pledges import find_pledges
from comity.coding.positions import find_positions
from comity.coding.stage import Stage
from comity.coding.statements import find_statements
from comity.model import ActorRef, Coding, Reading


class Coder(Protocol):
    """A coder names itself with a version, says what it needs of a reading and what it fills of a coding."""

    @property
    def name(self) -> str: ...
    @property
    def requires(self) -> tuple[str, ...]: ...
    @property
    def assigns(self) -> tuple[str, ...]: ...

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
        agreements, pledges = find_pledges(stage, events)
        statements = find_statements(stage)
        positions = find_positions(stage, events)
        assessments = find_assessments(stage, events)
        figures = [figure for sentence in reading.sentences for figure in stage.all_figures(sentence)]
        named = named_in(events, agreements, pledges, statements, positions, assessments)
        return Coding(
            report=reading.report,
            coder=self.name,
            actors=tuple(actor for actor in reading.actors if actor.kind not in LOOSE or actor.id in named),
            events=tuple(events),
            agreements=tuple(agreements),
            pledges=tuple(pledges),
            statements=tuple(statements),
            positions=tuple(positions),
            assessments=tuple(assessments),
            figures=tuple(figures),
            skipped=(*reading.passed_over, *skipped),
        )


# Role nouns and bodies that only the parser knows are actors of the report when a row names them.
LOOSE = frozenset({"office", "body"})


def named_in(*rows: Iterable[msgspec.Struct]) -> frozenset[str]:
    """Give the ids of all actors that rows refer to."""
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, ActorRef):
            if value.id is not None:
                found.add(value.id)
        elif isinstance(value, msgspec.Struct):
            for field in value.__struct_fields__:
                walk(getattr(value, field))
        elif isinstance(value, (tuple, list)):
            for item in value:
                walk(item)

    walk(rows)
    return frozenset(found)
