"""A coding comes back from the log as it went in, whatever text and values it holds."""

import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import (
    Actor,
    ActorRef,
    Assessment,
    Coding,
    Date,
    Event,
    Figure,
    Place,
    Report,
    Role,
    Skipped,
    Span,
)
from comity.record import check, open_record

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
maybe = st.none() | text
codes = st.none() | st.sampled_from(["JPN", "KOR", "XKX", "IGO:UN"])
number = st.floats(allow_nan=False, allow_infinity=False)
share = st.floats(0, 1)
spans = st.builds(Span, start=st.integers(0), end=st.integers(0), text=text)
dates = st.builds(
    lambda first, more, words: Date(f"{first}", f"{max(first, more)}", "day", words),
    st.dates(),
    st.dates(),
    text,
) | st.builds(lambda words: Date(None, None, "none", words), text)
refs = st.builds(ActorRef, country=codes, sector=maybe, id=maybe, name=maybe, text=text)
places = st.builds(Place, name=text, country=codes, latitude=st.none() | number, longitude=st.none() | number)


def some(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, max_size=2).map(tuple)


figures = st.builds(Figure, value=number, unit=text, what=text, date=st.none() | dates, evidence=some(spans))
roles = st.builds(Role, title=text, country=codes, organisation=maybe, since=maybe, until=maybe, evidence=some(spans))
events = st.builds(
    Event,
    mode=maybe,
    contexts=some(text),
    actors=some(refs),
    recipients=some(refs),
    date=st.none() | dates,
    intensity=st.none() | number,
    cameo=maybe,
    place=st.none() | places,
    issues=some(text),
    figures=some(figures),
    reported_by=st.none() | refs,
    evidence=some(spans),
    confidence=share,
    trigger=st.none() | spans,
)
assessments = st.builds(
    Assessment,
    by=refs | st.just("author"),
    condition=st.none() | spans,
    outcome=spans,
    hedge=maybe,
    dyads=some(st.just("JPN-KOR")),
    evidence=some(spans),
)
codings = st.builds(
    Coding,
    report=st.builds(Report, id=text, text=text, title=maybe, published=maybe, outlet=maybe, removed=st.just(())),
    coder=text,
    actors=some(st.builds(Actor, country=codes, variants=some(text), mentions=some(spans), roles=some(roles))),
    events=some(events),
    agreements=st.just(()),
    pledges=st.just(()),
    statements=st.just(()),
    positions=st.just(()),
    assessments=some(assessments),
    figures=some(figures),
    skipped=some(st.builds(Skipped, start=st.integers(0), end=st.integers(0), reason=text)),
)


@settings(max_examples=60, deadline=None)
@given(codings)
def test_json_round_trip(coding: Coding) -> None:
    assert msgspec.json.decode(msgspec.json.encode(coding), type=Coding) == coding


@settings(max_examples=10, deadline=None)
@given(st.lists(codings, min_size=1, max_size=3, unique_by=lambda each: (each.report.id, each.coder)))
def test_the_log_gives_back_what_it_was_given(given_codings: list[Coding]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record", create=True)
        record.append(given_codings, read_at="2024-03-05T08:00:00Z", run="one")
        assert list(record.codings()) == given_codings
        # Random spans do not hold; the check must tell so, and never fail over them.
        assert isinstance(check(record.path), tuple)
