"""Single rows for the tests of the brief: invented deeds of offices and states, with spans that hold."""

from typing import Any

from comity import codebook
from comity.model import (
    ActorRef,
    Coding,
    Date,
    Event,
    Report,
    Span,
)

TALKS = "Peru's foreign minister met his Chilean counterpart in Santiago on March 2, the first in nine years."
STATEMENT = "In a joint statement the two set out joint patrols at sea and a shared customs post."
PLAN = "Their defence ministers are due to meet in Lima on April 12."
BAN = "The statement passed over Peru's ban on Chilean poultry, in force since last year."
REMARK = 'Chile "will not reopen" the ruling on the sea border, the Chilean minister said.'
PRAISE = 'Peru\'s president praised Chile as "our closest partner in the Pacific" on Friday.'
DUTY = "The United States has put a 10% duty on Peruvian and Chilean copper."
SUMMIT = "Neither minister plans to attend the summit in Beijing in May."
OUTLOOK = "If the coalition loses its majority, the customs post could be delayed, an economist said."
TEXT = " ".join((TALKS, STATEMENT, PLAN, BAN, REMARK, PRAISE, DUTY, SUMMIT, OUTLOOK))

RETOLD = "Peru's foreign minister met his Chilean counterpart in Santiago on March 3, a first in nine years."
MILD = 'Peru\'s president called Chile a "close friend" in his speech on Friday.'
LOWER = "The United States has put a 12% duty on Peruvian and Chilean copper."
SECOND = " ".join((RETOLD, MILD, LOWER))


def ref(country: str | None, text: str = "", *, sector: str = "GOV", id: str | None = None) -> ActorRef:
    """A reference to a state, or to an office of it in the report's words."""
    kind = id or (f"state:{country}" if country and not text else None)
    return ActorRef(country=country, sector=sector, id=kind, name=None, text=text or country or sector)


PER, CHL, USA, CHN = ref("PER"), ref("CHL"), ref("USA"), ref("CHN")
MINISTER = ActorRef("CHL", "GOV", "office:CHL:foreign-minister", "foreign minister, CHL", "the Chilean minister")
PRESIDENT = ActorRef("PER", "GOV", "office:PER:president", "president, PER", "Peru's president")
BOTH = (PER, CHL)


def day(start: str, end: str | None = None, precision: Any = "day") -> Date:
    """A date."""
    return Date(start=start, end=end or start, precision=precision)


def span(text: str, part: str) -> Span:
    """The span of `part` in `text`."""
    start = text.index(part)
    return Span(start=start, end=start + len(part), text=part)


def event(id: str, *, text: str = TEXT, words: str = TALKS, trigger: str | None = None, **changes: Any) -> Event:
    """Talks of Peru and Chile on 2 March 2024, changed as asked; `words` is its evidence in `text`."""
    values: dict[str, Any] = {
        "type": "CONSULT",
        "mode": None,
        "contexts": (),
        "actors": BOTH,
        "recipients": BOTH,
        "date": day("2024-03-02"),
        "status": "occurred",
        "place": None,
        "issues": (),
        "figures": (),
        "reported_by": None,
        "confidence": 0.8,
    }
    values |= changes
    values.setdefault("quad", codebook.quad_class(values["type"]))
    found = span(text, words)
    at = text.index(trigger, found.start) if trigger else found.start
    return Event(
        id=id,
        intensity=None,
        cameo=None,
        evidence=(found,),
        trigger=Span(at, at + len(trigger), trigger) if trigger else None,
        **values,
    )


def report(id: str, *, text: str, outlet: str | None = "Example Wire", **changes: Any) -> Report:
    """A report of an invented outlet."""
    values: dict[str, Any] = {"title": "Talks in Santiago", "published": "2024-03-04", "language": "en"}
    return Report(id=id, text=text, outlet=outlet, **(values | changes))


def coding(of: Report, **rows: Any) -> Coding:
    """A coding with the given rows and nothing else."""
    names = [
        "actors",
        "events",
        "agreements",
        "pledges",
        "statements",
        "positions",
        "assessments",
        "figures",
        "skipped",
    ]
    values: dict[str, Any] = dict.fromkeys(names, ())
    return Coding(report=of, coder="comity-rules.v1", **(values | rows))
