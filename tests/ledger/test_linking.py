"""What belongs together is linked and stays apart: a trip with its talks, its dinner and what was signed there."""

from typing import Any

import pytest

from comity.config import Settings
from comity.ledger import Likeness, incidents, likeness
from comity.model import Event, Incident, Place, Report, Span
from comity.pipeline import code_reports
from tests.ledger.test_incidents import OTHER, told
from tests.record.factory import DEED, coding, day, event, ref, report

TRIPS = {
    "La Paz": (
        (
            "Andes Wire", "2024-04-19", "Uruguay's president arrived in La Paz on Tuesday for a three-day visit. On "
            "Wednesday he met his Bolivian counterpart for two hours of talks on lithium and river ports. In a joint "
            "statement the two presidents promised to finish a road through the Chaco.",
        ),
        (
            "Plata Herald", "2024-04-18", "The presidents of Bolivia and Uruguay held talks in La Paz on April 17. "
            "They issued a joint statement on transport. Lithium, a metal for batteries, was the main subject.",
        ),
        (
            "Harbour News", "2024-04-20", "The Uruguayan president visited Bolivia from Tuesday to Thursday. He and "
            "the Bolivian leader met on Wednesday.",
        ),
    ),
    "Muscat": (
        (
            "Gulf Courier", "2024-10-10", "Malaysia's prime minister flew to Muscat on Monday. On Tuesday he held "
            "talks with Oman's sultan on shipping. Malaysia and Oman signed an agreement on ports on Tuesday.",
        ),
        (
            "Straits Voice", "2024-10-09", "Oman and Malaysia signed a ports agreement in Muscat on Tuesday. The "
            "Malaysian prime minister met the sultan of Oman in the capital the same day.",
        ),
        ("Capital Herald", "2024-10-09", "Malaysia's prime minister met Oman's sultan in Muscat on October 8."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("trip", "kinds"),
    [("La Paz", ["AGREE", "CONSULT", "CONSULT"]), ("Muscat", ["CONSULT", "CONSULT", "SUPPORT"])],
)
def test_a_trip_in_three_outlets_is_as_many_incidents_as_a_reader_counts(trip: str, kinds: list[str]) -> None:
    reports = [
        Report(id=f"r{number}", text=text, published=published, outlet=outlet, language="en")
        for number, (outlet, published, text) in enumerate(TRIPS[trip])
    ]
    found = [each for each in incidents(code_reports(reports, settings=Settings())) if each.status == "occurred"]
    assert sorted(each.type for each in found) == kinds
    ids = {each.id for each in found}
    for each in found:
        assert {link.id for link in each.links} == ids - {each.id}
    visit = next(each for each in found if each.type == "CONSULT" and "part of" not in relations(each))
    assert "includes" in relations(visit)


def relations(incident: Incident) -> list[str]:
    return [link.relation for link in incident.links]


def between(*accounts: Event, apart: bool = False) -> dict[str, dict[str, str]]:
    """The links among the incidents of these events, told in one report or each in its own, by first event."""
    logs = [told(each) for each in accounts] if apart else [told(*accounts)]
    found = incidents(logs)
    first = {each.id: each.events[0] for each in found}
    return {first[each.id]: {first[link.id]: link.relation for link in each.links} for each in found}


def signed(id: str, **changes: Any) -> Event:
    return event(id, **({"type": "AGREE", "mode": None, "text": "A customs treaty was signed."} | changes))


def talks(id: str, **changes: Any) -> Event:
    return event(id, **({"mode": None, "text": OTHER, "date": day("2024-03-05")} | changes))


def test_a_visit_includes_the_talks_on_its_days_whoever_tells_them() -> None:
    stay = event("r1:1", date=day("2024-03-04", "2024-03-06"))
    meant = {"r1:1": {"r2:1": "includes"}, "r2:1": {"r1:1": "part of"}}
    assert between(stay, talks("r2:1"), apart=True) == meant
    assert between(talks("r2:1"), stay, apart=True) == meant


def test_what_is_signed_at_talks_is_of_the_same_occasion() -> None:
    meant = {"r1:1": {"r1:2": "same occasion"}, "r1:2": {"r1:1": "same occasion"}}
    assert between(talks("r1:1"), signed("r1:2", date=day("2024-03-05"))) == meant
    assert between(talks("r1:1"), signed("r1:2", date=None)) == meant


@pytest.mark.parametrize(
    "changes",
    [
        {"date": day("2024-03-25")},
        {"date": day("2024-03-01", "2024-03-31", "month")},
        {"place": Place("Lima", "PER", -12.05, -77.04)},
        {"actors": (ref("PER"), ref("BOL")), "recipients": (ref("PER"), ref("BOL"))},
        {"status": "planned"},
        {"date": None, "evidence": (Span(5000, 5010, "A treaty .."),)},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_another_day_place_or_party_is_another_occasion(changes: dict[str, Any]) -> None:
    links = between(talks("r1:1"), signed("r1:2", **({"date": day("2024-03-05")} | changes)))
    assert links == {"r1:1": {}, "r1:2": {}}


def test_what_was_planned_is_followed_up_by_what_was_held() -> None:
    plan, held = talks("r1:1", status="planned"), talks("r2:1")
    assert between(plan, held, apart=True) == {"r1:1": {}, "r2:1": {"r1:1": "follows up"}}
    put_off = talks("r2:1", date=day("2024-05-05"))
    assert between(plan, put_off, apart=True) == {"r1:1": {}, "r2:1": {}}


def test_a_later_act_on_one_issue_follows_up_the_last_before_it() -> None:
    days = ("2024-01-10", "2024-02-10", "2024-03-10")
    deals = [signed(f"r1:{n}", date=day(each), issues=("customs",)) for n, each in enumerate(days)]
    meant = {"r1:0": {}, "r1:1": {"r1:0": "follows up"}, "r1:2": {"r1:1": "follows up"}}
    assert between(*deals) == meant
    alone = [signed(f"r{n}:0", date=day(each), issues=("customs",)) for n, each in enumerate(days)]
    assert between(*alone, apart=True) == {"r0:0": {}, "r1:0": {}, "r2:0": {}}


STORY = """The customs ministers of two neighbours opened a new post in the hills on Monday after nine years of delay. \
Lorries will pass it by night as well, a port official said, and drivers need only one paper instead of five. \
Traders in the valley had waited for it since a landslide closed the old road and sent their fruit round by sea. \
The post has four lanes, a cold store and a laboratory in which the health of plants and animals is looked into."""
LAST = " A second post farther south is to open next year if money is found for the bridge."


@pytest.mark.parametrize(
    ("copy", "outlets"),
    [
        (STORY, 1),
        ("NEW POST OPENS\n\n" + STORY, 1),
        (STORY + LAST, 1),
        (STORY.split(" Traders")[0], 1),
        (STORY.replace("lorries", "trucks").replace("nine years", "almost a decade"), 1),
        ("A border post was opened on Monday in the hills, with four lanes. " + LAST * 4, 2),
    ],
    ids=["same", "headline", "longer", "cut", "edited", "own words"],
)
def test_a_near_copy_is_no_second_outlet(copy: str, outlets: int) -> None:
    log = [
        told(event("r1:1"), outlet="Wire", text=STORY + LAST),
        told(event("r2:1"), outlet="Herald", text=copy),
    ]
    (incident,) = incidents(log)
    assert (incident.reports, incident.outlets) == (2, outlets)


def alike(one: Event, other: Event) -> Likeness:
    return likeness(one, other, reports=(report("r1"), report("r2")))


def test_likeness_gives_its_parts_and_what_speaks_against_it() -> None:
    told_twice = alike(event("r1:1"), event("r2:1", text=OTHER, place=None))
    assert told_twice.same and told_twice.against is None
    assert told_twice.parts == {
        "days": 1.0, "kind": 0.6, "words": 0.0, "participants": None, "place": None, "issues": None, "figures": None,
    }  # fmt: skip
    assert alike(event("r1:1"), event("r2:1", date=day("2024-03-20"))).against == "days"
    assert alike(event("r1:1"), event("r2:1", status="planned")).against == "status"
    assert alike(event("r1:1"), event("r2:1", mode="phone")).against == "kind"
    assert alike(event("r1:1"), event("r2:1", actors=(ref("PER"), ref("BOL")))).against == "parties"


def test_an_account_from_before_an_act_is_of_another() -> None:
    undated = event("r1:1", date=None, text=DEED)
    early = coding(report("r1", text="Early.", published="2024-03-01"), events=(undated,))
    late = coding(report("r1", text="Late.", published="2024-03-06"), events=(undated,))
    assert len(incidents([early, told(event("r2:1"))])) == 2
    assert len(incidents([late, told(event("r2:1"))])) == 1


def test_officials_of_other_rank_hold_other_talks() -> None:
    def met(id: str, title: str, **changes: Any) -> Event:
        both = tuple(ref(code, id=f"office:{code}:{title}") for code in ("PER", "CHL"))
        return event(id, actors=both, recipients=both, **changes)

    first = told(met("r1:1", "president"))
    assert len(incidents([first, told(met("r2:1", "defence-minister", text=OTHER))])) == 2
    assert len(incidents([first, told(met("r2:1", "president", text=OTHER))])) == 1
    assert len(incidents([first, told(met("r2:1", "official", text=OTHER))])) == 1
