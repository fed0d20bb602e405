"""Codings for the tests of the record: invented deeds of offices and states, with spans that hold."""

from typing import Any

from comity.model import (
    Actor,
    ActorRef,
    Agreement,
    Assessment,
    Coding,
    Date,
    Event,
    Place,
    Pledge,
    Position,
    Report,
    Span,
    Statement,
)

CODER = "comity-rules.v1"
DEED = "Peru's trade ministry met its Chilean counterpart in Arica on Monday about the customs post."
PROMISE = "Chile will open the customs post at Arica by June."
REMARK = 'The Chilean minister said the post was "open to all".'
OUTLOOK = "The post could be delayed if the strike goes on."
TEXT = " ".join((DEED, PROMISE, REMARK, OUTLOOK))


def span(text: str, part: str) -> Span:
    """The span of `part` in `text`."""
    start = text.index(part)
    return Span(start=start, end=start + len(part), text=part)


def ref(country: str | None, sector: str = "GOV", id: str | None = None) -> ActorRef:
    """A reference to a state's office."""
    return ActorRef(country=country, sector=sector, id=id, name=None, text=country or sector)


def day(start: str, end: str | None = None, precision: Any = "day") -> Date:
    """A date."""
    return Date(start=start, end=end or start, precision=precision)


def event(id: str, **changes: Any) -> Event:
    """A meeting of Peru and Chile on a Monday; `text` is its evidence, standing alone."""
    text = changes.pop("text", DEED)
    both = (ref("PER"), ref("CHL"))
    values: dict[str, Any] = {
        "id": id,
        "type": "CONSULT",
        "mode": "visit",
        "contexts": (),
        "actors": both,
        "recipients": both,
        "date": day("2024-03-04"),
        "status": "occurred",
        "quad": "verbal cooperation",
        "intensity": 2.5,
        "cameo": "040",
        "place": Place(name="Arica", country="CHL", latitude=-18.48, longitude=-70.33),
        "issues": (),
        "figures": (),
        "reported_by": None,
        "evidence": (Span(start=0, end=len(text), text=text),),
        "confidence": 0.6,
    }
    return Event(**(values | changes))


def report(id: str, *, text: str = TEXT, outlet: str | None = "Example Wire", **changes: Any) -> Report:
    """A report of an invented outlet."""
    values: dict[str, Any] = {"title": "Customs post", "published": "2024-03-05", "language": "en"}
    return Report(id=id, text=text, outlet=outlet, **(values | changes))


def coding(of: Report | str, *, events: tuple[Event, ...] | None = None, coder: str = CODER) -> Coding:
    """A coding with a row of every kind, when the text is the standard one; else with the given events."""
    source = report(of) if isinstance(of, str) else of
    full = source.text.startswith(TEXT)
    name = source.id
    chile, peru = ref("CHL", id="person:minister" if full else None), ref("PER")
    return Coding(
        report=source,
        coder=coder,
        actors=(_minister(source.text),) if full else (),
        events=(event(f"e-{name}"),) if events is None else events,
        agreements=(
            Agreement(
                id=f"a-{name}",
                title="Customs understanding",
                form="understanding",
                parties=(chile, peru),
                date=None,
                areas=("trade",),
                pledges=(f"p-{name}",),
                evidence=(span(source.text, PROMISE),),
            ),
        )
        if full
        else (),
        pledges=(
            Pledge(
                id=f"p-{name}",
                parties=(chile,),
                to=(peru,),
                text=PROMISE,
                area="trade",
                made_on=None,
                due=day("2024-06-01", "2024-06-30", "month"),
                kind="undertaking",
                agreement=f"a-{name}",
                evidence=(span(source.text, PROMISE),),
            ),
        )
        if full
        else (),
        statements=(_statement(name, source.text, chile, peru),) if full else (),
        positions=(Position(f"o-{name}", chile, "customs", "supports", None, (span(source.text, PROMISE),)),)
        if full
        else (),
        assessments=(_assessment(name, source.text),) if full else (),
        figures=(),
        skipped=(),
    )


def _minister(text: str) -> Actor:
    words = span(text, "The Chilean minister")
    return Actor("person:minister", "Minister", "person", "CHL", ("The Chilean minister",), (words,))


def _statement(name: str, text: str, speaker: ActorRef, about: ActorRef) -> Statement:
    said = (span(text, REMARK),)
    return Statement(f"s-{name}", speaker, (), (about,), "open to all", True, None, 0.3, said)


def _assessment(name: str, text: str) -> Assessment:
    return Assessment(
        id=f"x-{name}",
        kind="conditional",
        by="author",
        condition=span(text, "the strike goes on"),
        outcome=span(text, "The post could be delayed"),
        hedge="could",
        dyads=("CHL-PER",),
        direction="worsens",
        evidence=(span(text, OUTLOOK),),
    )
