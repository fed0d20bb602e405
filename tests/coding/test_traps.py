"""Visits that are no friendship: disputed islands, war shrines, fly-overs, patrols, drills and survey ships.

Machine coders have read these as friendly visits, because somebody goes somewhere or two names stand side by side.
Each sentence here is coded for what it is, or not at all, and shows its issue and its place where it has one.
"""

from typing import NamedTuple

import pytest

import comity
from comity import codebook
from comity.model import Coding, Event

FRIENDLY = frozenset({"verbal cooperation", "material cooperation"})


class Trap(NamedTuple):
    """A sentence, the types of which one must be coded (none: no event is needed), who acts on whom, issue, place."""

    text: str
    types: str = ""
    actor: str | None = None
    recipient: str | None = None
    issue: str | None = None
    place: str | None = None


ISLANDS = (
    Trap("The South Korean president landed on Dokdo on Friday and inspected the guard post there.", place="Dokdo"),
    Trap("Russia's president visited Kunashiri on Monday, a first for a Russian president.", place="Kunashiri"),
    Trap("The Japanese prime minister toured the Senkaku Islands by helicopter on Tuesday.", place="Senkaku Islands"),
    Trap("The Philippine defence secretary flew to Thitu Island to raise the flag.", place="Thitu Island"),
    Trap("Vietnam's president travelled to the Spratly Islands and greeted the troops.", place="Spratly Islands"),
    Trap("Iran's president arrived on Abu Musa on Thursday with two generals.", place="Abu Musa"),
    Trap("A Greek minister landed on Imia and laid a wreath for fallen airmen.", place="Imia"),
    Trap("Taiwan's leader paid a visit to Itu Aba on Saturday.", place="Itu Aba"),
    Trap("Argentina protested to Britain after the British foreign secretary visited the Falkland Islands.",
         "REJECT ACCUSE PROTEST", "ARG", "GBR"),
    Trap("Japan protested to South Korea over the president's landing on Dokdo.",
         "REJECT ACCUSE PROTEST", "JPN", "KOR", "islands"),
    Trap("The United Arab Emirates condemned the Iranian president's visit to Abu Musa.",
         "ACCUSE REJECT", "ARE", "IRN"),
    Trap("Japan summoned the Russian ambassador after a Russian deputy premier visited Etorofu.",
         "REQUEST ACCUSE PROTEST", "JPN", "RUS"),
    Trap("Turkey denounced the Greek minister's landing on Imia.", "ACCUSE REJECT", "TUR", "GRC"),
)  # fmt: skip

SHRINES = (
    Trap("The Japanese prime minister visited the Yasukuni Shrine on Friday.", place="Yasukuni Shrine"),
    Trap("Three Japanese ministers paid their respects at Yasukuni Shrine on the anniversary."),
    Trap("Japan's defence minister made a pilgrimage to Yasukuni and sent a masakaki branch."),
    Trap("China condemned the Japanese minister's visit to the Yasukuni Shrine.",
         "ACCUSE REJECT", "CHN", "JPN", "war-shrine"),
    Trap("South Korea voiced deep regret over the visit to Yasukuni by Japan's prime minister.",
         "ACCUSE REJECT", "KOR", "JPN", "war-shrine"),
    Trap("An Israeli minister walked across the Temple Mount on Sunday under police guard."),
    Trap("Jordan condemned the Israeli minister's visit to the Temple Mount.", "ACCUSE REJECT", "JOR", "ISR"),
    Trap("Cambodian soldiers prayed at Ta Muen Thom, and Thailand protested to Phnom Penh.",
         "REJECT ACCUSE PROTEST", "THA", "KHM"),
)  # fmt: skip

FLIGHTS = (
    Trap("Chinese fighters flew over the Taiwan Strait on Monday.", place="Taiwan Strait"),
    Trap("Two Russian bombers entered Japan's air defence zone on Tuesday.", "MOBILIZE COERCE ASSAULT", "RUS", "JPN"),
    Trap("Turkish jets violated Greek airspace eleven times on Wednesday.", "MOBILIZE COERCE ASSAULT", "TUR", "GRC"),
    Trap("Pakistani jets flew low over the Line of Control on Friday."),
    Trap("A Venezuelan warplane buzzed a Guyanese patrol boat on the Esequibo River."),
    Trap("American bombers flew over the Korean peninsula in a warning to North Korea.", "MOBILIZE COERCE THREATEN",
         "USA"),
    Trap("Ethiopian jets crossed into Eritrean airspace on Sunday.", "MOBILIZE COERCE ASSAULT", "ETH", "ERI"),
    Trap("Estonia protested to Moscow after a Russian helicopter entered its airspace.",
         "REJECT ACCUSE PROTEST", "EST", "RUS"),
)  # fmt: skip

SHIPS = (
    Trap("Chinese coast guard ships entered waters around the Senkaku Islands on Saturday.", place="Senkaku Islands"),
    Trap("A Chinese survey ship entered Vietnam's exclusive economic zone.", "MOBILIZE COERCE ASSAULT", "CHN", "VNM"),
    Trap("A Turkish research vessel arrived in waters that Cyprus claims, escorted by two frigates."),
    Trap("An Australian frigate sailed through the Taiwan Strait on Thursday.", "MOBILIZE", "AUS"),
    Trap("The British navy sent a patrol ship to Guyana's coast.", "MOBILIZE AID", "GBR"),
    Trap("India protested to China over a survey ship near the Andaman Islands.",
         "REJECT ACCUSE PROTEST", "IND", "CHN"),
    Trap("A Somali patrol boat chased Kenyan fishermen out of the disputed waters."),
    Trap("Venezuela deployed two gunboats off the Guyanese coast.", "MOBILIZE", "VEN"),
)  # fmt: skip

DRILLS = (
    Trap("Belarus held drills near the Polish border on Monday.", "MOBILIZE", "BLR"),
    Trap("Azerbaijan massed troops along the Armenian border.", "MOBILIZE", None, "ARM"),
    Trap("Rwandan soldiers patrolled close to the Congolese border on Friday."),
    Trap("Algeria staged live-fire exercises near its border with Morocco.", "MOBILIZE", "DZA"),
    Trap("North Korea's leader inspected artillery units facing the South Korean border."),
    Trap("India's army chief visited forward posts along the Line of Actual Control."),
    Trap("The Serbian president reviewed troops near the Kosovo border."),
    Trap("Russia began naval exercises in the Black Sea near Ukraine.", "MOBILIZE", "RUS"),
    Trap("Serbia put its troops near Kosovo on high alert.", "MOBILIZE", "SRB"),
)  # fmt: skip

TRAPS = (*ISLANDS, *SHRINES, *FLIGHTS, *SHIPS, *DRILLS)


def code(trap: Trap) -> Coding:
    return comity.code_text(trap.text, published="2025-09-15")


def told(event: Event) -> str:
    actors, recipients = ([ref.country for ref in side] for side in (event.actors, event.recipients))
    return f"{event.type} {event.mode} {actors} > {recipients} {event.issues} {event.place and event.place.name}"


def at_home(country: str | None) -> bool:
    """Whether a recipient is a territory, whose own officials receive those of the state that it belongs to."""
    state = codebook.states().get(country or "")
    return state is not None and state.kind == "territory"


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.text[:48])
def test_a_trap_is_no_friendly_visit(trap: Trap) -> None:
    friendly = [
        told(event) for event in code(trap).events
        if event.quad in FRIENDLY and event.type != "AID"
        and not (event.recipients and all(at_home(ref.country) for ref in event.recipients))
    ]  # fmt: skip
    assert not friendly, f"{trap.text}: {friendly}"


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if trap.types], ids=lambda trap: trap.text[:48])
def test_a_trap_is_coded_for_what_it_is(trap: Trap) -> None:
    events = code(trap).events
    fit = [
        event for event in events
        if event.type in trap.types.split()
        and (trap.actor is None or trap.actor in {ref.country for ref in event.actors})
        and (trap.recipient is None or trap.recipient in {ref.country for ref in event.recipients})
        and (trap.issue is None or trap.issue in event.issues)
        and (trap.place is None or (event.place is not None and event.place.name == trap.place))
    ]  # fmt: skip
    assert fit, f"{trap.text}: {[told(event) for event in events]}"


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if not trap.types], ids=lambda trap: trap.text[:48])
def test_what_may_be_left_out_names_its_place_when_it_is_coded(trap: Trap) -> None:
    places = [event.place.name for event in code(trap).events if event.place is not None]
    assert trap.place is None or set(places) <= {trap.place}


def test_real_visits_are_still_visits() -> None:
    """The other side of the rule: what is a visit between governments must not be lost with the traps."""
    for text, guest, host in (
        ("The Japanese prime minister arrived in Seoul on Monday for talks.", "JPN", "KOR"),
        ("Kenya's president visited Ethiopia on Friday.", "KEN", "ETH"),
        ("The Danish foreign minister travelled to Ottawa on Tuesday for talks.", "DNK", "CAN"),
    ):
        events = comity.code_text(text, published="2025-09-15").events
        assert any(
            event.type == "CONSULT"
            and guest in {ref.country for ref in event.actors}
            and host in {ref.country for ref in event.recipients}
            for event in events
        ), f"{text}: {[told(event) for event in events]}"
