"""The best of many incidents is found without comparing all of each: it is the one that comparing all would find."""

from hypothesis import given
from hypothesis import strategies as st

from comity.ledger.cluster import Cluster, Seen, join, seen_of
from comity.ledger.likeness import best_fit, likeness
from comity.ledger.member import Member
from comity.ledger.placing import block_of
from comity.model import Event, Figure, Place, Report
from tests.record.factory import day, event, ref, report

TEXTS = (
    "Ministers from Chile and Peru held talks on fishing quotas in the harbour town of Arica.",
    "The fishing quotas were on the table when ministers sat down in the harbour of Arica.",
    "Customs officers compared lists of lorries and agreed to count them twice a week.",
    "A dispute over water from the Lauca river has kept lawyers of both sides occupied.",
)
DAYS = (None, day("2024-03-04"), day("2024-03-05"), day("2024-03-04", "2024-03-06"),
        day("2024-03-01", "2024-03-31", "month"), day("2024-01-01", "2024-12-31", "year"))  # fmt: skip
PLACES = (None, Place("Arica", "CHL", -18.48, -70.31), Place("Lima", "PER", -12.05, -77.04))
SIDES = (ref("CHL"), ref("CHL", id="office:CHL:foreign-minister"), ref("CHL", id="person:marta-quiroga"))

told = st.builds(
    lambda kind, mode, when, place, text, side, issues, figures: {
        "type": kind[0], "quad": kind[1], "mode": mode, "date": when, "place": place, "text": text,
        "actors": (side,), "issues": issues, "figures": figures,
    },
    st.sampled_from((("CONSULT", "verbal cooperation"), ("AGREE", "verbal cooperation"),
                     ("SUPPORT", "verbal cooperation"), ("ACCUSE", "verbal conflict"))),
    st.sampled_from((None, "visit", "meet", "phone")),
    st.sampled_from(DAYS),
    st.sampled_from(PLACES),
    st.sampled_from(TEXTS),
    st.sampled_from(SIDES),
    st.sampled_from(((), ("fishing",), ("water",))),
    st.sampled_from(((), (Figure(12.0, "t", "12 tonnes", None, ()),), (Figure(19.0, "t", "19 tonnes", None, ()),))),
)  # fmt: skip


def seen_in(made: Event, source: Report) -> Seen:
    return seen_of(Member(event=made, report=source, order=int(source.id[1:]), text_hash=""))


@given(st.lists(told, min_size=2, max_size=12), st.booleans())
def test_no_incident_fits_better_than_the_one_that_is_found(tellings: list[dict[str, object]], own: bool) -> None:
    events = [event(f"e{number}", **each) for number, each in enumerate(tellings)]
    sources = [report(f"r{number}") for number in range(len(events))]
    *others, new = events
    *_, source = [sources[0]] if own else sources
    clusters: list[Cluster] = []
    scores: dict[int, float] = {}
    for number, (each, of) in enumerate(zip(others, sources, strict=False)):
        if block_of(each) == block_of(new):
            clusters.append(Cluster(number, each))
            join(clusters[-1], seen_in(each, of))
            fit = likeness(each, new, reports=(of, source))
            scores |= {number: fit.score} if fit.same else {}
    found = best_fit(clusters, seen_in(new, source))
    if scores:
        assert found is not None and scores[found.number] == max(scores.values())
    elif found is not None:
        # A period and the one act of its kind in it.
        assert {each.date.precision for each in (new, found.lead) if each.date} & {"month", "year"}
