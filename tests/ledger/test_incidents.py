"""Events that are one act become one incident; acts that are two stay two."""

import random
import time
from datetime import date, timedelta
from typing import Any

import pytest

from comity.ledger import incidents
from comity.model import Coding, Event, Figure, Incident, Place
from tests.record.factory import coding, day, event, ref, report

AGAIN = "The Chilean ministry said it met Peru's trade ministry in Arica on the customs post on Monday."
OTHER = "Fishing boats were the subject when officials of both capitals sat down."


def told(*events: Event, outlet: str | None = None, text: str | None = None) -> Coding:
    """A coding of a report that holds these events; its name and its words are those of its first event."""
    name = events[0].id.split(":")[0]
    source = report(name, text=text or f"Report {name}.", outlet=outlet)
    return coding(source, events=events)


def one(*codings: Coding) -> Incident:
    (incident,) = incidents(codings)
    return incident


def acts(*codings: Coding) -> list[set[str]]:
    return sorted((set(each.events) for each in incidents(codings)), key=sorted)


def test_two_reports_of_one_meeting_are_one_incident() -> None:
    incident = one(
        told(event("r1:1", confidence=0.6), outlet="Wire"),
        told(event("r2:1", confidence=0.7, text=AGAIN), outlet="Herald"),
    )
    assert incident.events == ("r1:1", "r2:1")
    assert (incident.reports, incident.outlets) == (2, 2)
    assert incident.confidence == pytest.approx(1 - 0.4 * 0.3)
    assert incident.quote == AGAIN
    assert incident.differences == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "AGREE"},
        {"status": "planned"},
        {"date": day("2024-03-06")},
        {"date": day("2024-03-05"), "text": OTHER},
        {"actors": (ref("BOL"), ref("CHL")), "recipients": (ref("BOL"), ref("CHL"))},
        {"actors": (ref("PER"),), "recipients": (ref("BOL"),)},
        {"place": Place("Lima", "PER", -12.05, -77.04)},
        {"place": Place("Santiago", "CHL", -33.45, -70.67)},
        {"mode": "mediate", "text": OTHER},
        {"date": None, "text": OTHER},
        {"date": day("2024-01-01", "2024-12-31", "year"), "mode": "mediate", "text": OTHER},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_another_act_stays_apart(changes: dict[str, Any]) -> None:
    assert acts(told(event("r1:1")), told(event("r2:1", **changes))) == [{"r1:1"}, {"r2:1"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"date": day("2024-03-02", "2024-03-04")},
        {"date": day("2024-03-05"), "text": AGAIN},
        {"date": day("2024-03-01", "2024-03-31", "month"), "text": OTHER, "mode": None},
        {"date": None, "text": AGAIN, "issues": ("customs",)},
        {"date": None},
        {"status": "ongoing"},
        {"mode": None, "text": OTHER},
        {"place": None},
        {"actors": (ref("PER"),), "recipients": (ref("CHL"),)},
        {"actors": (ref("CHL"),), "recipients": (ref("PER"),)},
        {"place": Place("Arica port", "CHL", -18.47, -70.32)},
        {"actors": (ref("CHL", "LEG"), ref("PER")), "recipients": (ref("CHL", "LEG"), ref("PER"))},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_the_same_act_told_otherwise_is_joined(changes: dict[str, Any]) -> None:
    first = told(event("r1:1", issues=("customs",)))
    assert acts(first, told(event("r2:1", **changes))) == [{"r1:1", "r2:1"}]


def directed(id: str, **changes: Any) -> Event:
    values: dict[str, Any] = {
        "type": "ACCUSE",
        "quad": "verbal conflict",
        "mode": None,
        "actors": (ref("PER"),),
        "recipients": (ref("CHL"),),
        "place": None,
    }
    return event(id, **(values | changes))


def test_who_acts_on_whom_matters() -> None:
    back = directed("r2:1", actors=(ref("CHL"),), recipients=(ref("PER"),))
    assert acts(told(directed("r1:1")), told(back)) == [{"r1:1"}, {"r2:1"}]


def test_a_near_type_joins_only_in_words_alike() -> None:
    first = told(directed("r1:1"))
    assert acts(first, told(directed("r2:1", type="REJECT", text=AGAIN))) == [{"r1:1", "r2:1"}]
    assert acts(first, told(directed("r2:1", type="REJECT", text=OTHER))) == [{"r1:1"}, {"r2:1"}]


def test_other_issues_in_other_words_are_other_acts_save_in_one_meeting() -> None:
    trade, sea = directed("r1:1", issues=("trade",)), directed("r2:1", issues=("sea",), text=OTHER)
    assert acts(told(trade), told(sea)) == [{"r1:1"}, {"r2:1"}]
    talks = event("r1:1", issues=("trade",)), event("r2:1", issues=("sea",), text=OTHER)
    assert acts(*(told(each) for each in talks)) == [{"r1:1", "r2:1"}]


def test_within_one_state_the_sectors_tell_acts_apart() -> None:
    party = directed("r1:1", actors=(ref("CHL", "PTY"),))
    unions = directed("r2:1", actors=(ref("CHL", "LAB"),))
    assert acts(told(party), told(unions)) == [{"r1:1"}, {"r2:1"}]


def test_days_do_not_chain_and_a_month_joins_no_two_of_them() -> None:
    daily = [told(directed(f"d{n}:1", date=day(f"2024-03-{n:02d}"))) for n in range(4, 14, 2)]
    month = told(directed("m:1", date=day("2024-03-01", "2024-03-31", "month"), text=OTHER))
    assert acts(*daily, month) == [*({f"d{n}:1"} for n in (10, 12, 4, 6, 8)), {"m:1"}]
    assert acts(month, daily[0], daily[1]) == [{"d4:1", "m:1"}, {"d6:1"}]


def test_two_days_in_one_report_are_two_acts() -> None:
    pair = directed("r1:1"), directed("r1:2", date=day("2024-03-05"))
    assert acts(told(*pair)) == [{"r1:1"}, {"r1:2"}]


def test_an_undated_mention_joins_its_own_report() -> None:
    pair = event("r1:0", date=None, text=OTHER), event("r1:1")
    assert acts(told(*pair)) == [{"r1:0", "r1:1"}]


def test_what_reports_differ_on_is_told_with_its_sources() -> None:
    def figure(value: float) -> Figure:
        return Figure(value, "people", "officials", None, ())

    incident = one(
        told(event("r1:1", figures=(figure(12),), issues=("customs",))),
        told(
            event(
                "r2:1",
                text=AGAIN,
                date=day("2024-03-05"),
                mode="mediate",
                status="ongoing",
                figures=(figure(15),),
                place=Place("Arica port", "CHL", -18.47, -70.32),
            )
        ),
        told(event("r3:1", figures=(figure(12),))),
    )
    fields = {each.field: [(v["value"], v["event"], v["report"]) for v in each.values] for each in incident.differences}
    assert fields["date"] == [
        ("2024-03-04", "r1:1", "r1"),
        ("2024-03-05", "r2:1", "r2"),
        ("2024-03-04", "r3:1", "r3"),
    ]
    assert [value for value, _, _ in fields["place"]] == ["Arica", "Arica port", "Arica"]
    assert [value for value, _, _ in fields["figures"]] == [12, 15, 12]
    assert [value for value, _, _ in fields["mode"]] == ["visit", "mediate", "visit"]
    assert [value for value, _, _ in fields["status"]] == ["occurred", "ongoing", "occurred"]
    assert incident.status == "occurred"
    assert incident.date == day("2024-03-04")


def test_the_most_exact_date_is_kept_and_a_wider_one_is_no_difference() -> None:
    wide = event("r1:1", date=day("2024-03-01", "2024-03-31", "month"))
    incident = one(told(wide), told(event("r2:1")))
    assert incident.date == day("2024-03-04")
    assert incident.differences == ()


def test_copies_and_one_outlet_lend_no_weight() -> None:
    same = "Wire copy, word for word."
    copied = one(told(event("r1:1"), outlet="Wire", text=same), told(event("r2:1"), outlet="Herald", text=same))
    assert (copied.reports, copied.outlets, copied.confidence) == (2, 1, pytest.approx(0.6))
    house = one(told(event("r1:1"), outlet="Wire"), told(event("r2:1", confidence=0.7), outlet="wire"))
    assert (house.outlets, house.confidence) == (1, pytest.approx(0.7))
    unnamed = one(told(event("r1:1")), told(event("r2:1")))
    assert unnamed.outlets == 2
    many = one(*(told(event(f"r{n}:1")) for n in range(20)))
    assert many.confidence == 0.99


def test_ids_and_earlier_members_survive_new_reports() -> None:
    chance = random.Random(7)
    log = list(_synthetic(400, chance))
    for size in (50, 150, 399):
        before = {each.id: set(each.events) for each in incidents(log[:size])}
        after = {each.id: set(each.events) for each in incidents(log)}
        assert all(events <= after[id] for id, events in before.items())


def test_every_event_is_in_one_incident() -> None:
    log = list(_synthetic(300, random.Random(11)))
    placed = [each for incident in incidents(log) for each in incident.events]
    assert sorted(placed) == sorted(event.id for coding in log for event in coding.events)


def _synthetic(count: int, chance: random.Random, *, dyads: int = 12) -> "Any":
    """Codings of four events each, over ten years, about as mixed in their dates as news is."""
    states = [f"{chr(65 + n)}{chr(65 + n)}{chr(65 + n)}" for n in range(26)]
    kinds = [
        ("CONSULT", "verbal cooperation"),
        ("ACCUSE", "verbal conflict"),
        ("SANCTION", "material conflict"),
    ]
    stock = [f"word{n:03d}" for n in range(300)]
    first = date(2015, 1, 1)
    for number in range(count):
        day_read = first + timedelta(days=number * 3650 // count)
        events = []
        for place in range(4):
            when = day_read - timedelta(days=chance.randrange(4))
            width = chance.choice((0, 0, 0, 2, 30, 365, None))
            pair = chance.randrange(dyads)
            kind, quad = chance.choice(kinds)
            events.append(
                directed(
                    f"s{number}:{place}",
                    type=kind,
                    quad=quad,
                    actors=(ref(states[pair % 26]),),
                    recipients=(ref(states[(pair // 26 + pair + 1) % 26]),),
                    date=None if width is None else day(f"{when}", f"{when + timedelta(days=width)}"),
                    issues=(chance.choice(("trade", "sea", "border", "history")),) if place % 2 else (),
                    text=" ".join(chance.choices(stock, k=12)),
                )
            )
        yield told(*events, outlet=f"Outlet {number % 40}")


@pytest.mark.trial
@pytest.mark.parametrize("dyads", [1, 300])
def test_a_hundred_thousand_events_take_under_a_minute(dyads: int) -> None:
    log = list(_synthetic(25_000, random.Random(3), dyads=dyads))
    # The process's own time: others may share the machine's cores.
    start = time.process_time()
    found = incidents(log)
    took = time.process_time() - start
    assert sum(len(each.events) for each in found) == 100_000
    assert took < 60
