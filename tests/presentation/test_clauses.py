"""Clauses: whatever the codes, an act that did not take place never reads as done."""

from typing import get_args

import pytest

from comity import codebook
from comity.model import ActorRef, Status
from comity.presentation.names import actor_name, actor_names
from comity.presentation.sentences import MARKERS, clause, report_phrase
from comity.presentation.verbs import verb_for, verbs

from .rows import BAN, BOTH, CHL, CHN, DUTY, PER, SUMMIT, USA, day, event, ref

STATUSES: tuple[Status, ...] = get_args(Status)
ACTS = [(type_, None) for type_ in codebook.event_types()] + list(codebook.modes())
SIDES = {
    "towards": ((PER,), (CHL,)),
    "alone": ((PER,), ()),
    "joint": (BOTH, BOTH),
    "nobody": ((), (CHL,)),
    "several": (BOTH, (USA,)),
}


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("status", [status for status in STATUSES if status != "occurred"])
def test_what_did_not_take_place_never_reads_as_done(status: Status, sides: str) -> None:
    actors, recipients = SIDES[sides]
    for type_, mode in ACTS:
        done = event("e", type=type_, mode=mode, actors=actors, recipients=recipients)
        other = event("e", type=type_, mode=mode, actors=actors, recipients=recipients, status=status)
        text = clause(other)
        assert any(marker in text for marker in MARKERS[status]), text
        assert text != clause(done)
        assert not any(marker in clause(done) for marker in MARKERS["denied"] + MARKERS["demanded"])
        past = verb_for(type_, mode).towards.split(" ", 1)[0].split("/")[1]
        base = verb_for(type_, mode).towards.split(" ", 1)[0].split("/")[0]
        if status != "ongoing" and past != base:
            assert f" {past} " not in f" {text} ", text


def test_no_clause_holds_an_unfilled_slot() -> None:
    for actors, recipients in SIDES.values():
        for type_, mode in ACTS:
            for status in STATUSES:
                act = event("e", type=type_, mode=mode, actors=actors, recipients=recipients, status=status)
                text = clause(act)
                assert "{" not in text and "/" not in text and "  " not in text


def test_every_mode_of_the_codebook_has_a_wording_of_its_own_or_its_types() -> None:
    table = {key[:2] for key in verbs()}
    assert {(type_, None) for type_ in codebook.event_types()} <= table
    same_as_type = {("ACCUSE", "disapprove"), ("PROTEST", "demo")}
    assert set(codebook.modes()) - table == same_as_type


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Peru and Chile held talks"),
        ({"status": "planned"}, "Peru and Chile are due to hold talks"),
        ({"mode": "visit", "actors": (PER,), "recipients": (CHL,)}, "Peru visited Chile"),
        (
            {"type": "SANCTION", "mode": "expel", "actors": (PER,), "recipients": (CHL,)},
            "Peru expelled people of Chile",
        ),
        (
            {
                "type": "ACCUSE",
                "mode": "disapprove",
                "actors": (PER,),
                "recipients": (CHL,),
                "status": "demanded",
            },
            "Peru was urged to criticise Chile",
        ),
        (
            {
                "type": "ASSAULT",
                "mode": "aerial",
                "actors": (PER,),
                "recipients": (CHL,),
                "status": "conditional",
            },
            "Peru could attack Chile from the air on a condition",
        ),
        (
            {"type": "AID", "actors": (USA,), "recipients": (PER,), "status": "denied"},
            "the United States did not give aid to Peru",
        ),
    ],
)
def test_wordings(changes: dict[str, object], text: str) -> None:
    assert clause(event("e", **changes)) == text


def test_a_vague_code_takes_the_reports_phrase() -> None:
    ban = event(
        "e",
        words=BAN,
        trigger="ban",
        type="SANCTION",
        status="ongoing",
        actors=(PER,),
        recipients=(CHL,),
        issues=("food-imports",),
    )
    assert clause(ban) == ("Peru is keeping trade restrictions on Chile in force (“ban on Chilean poultry”)")
    assert report_phrase(event("e", words=DUTY, trigger="duty")) == "duty on Peruvian and Chilean copper"


def test_an_act_denied_for_a_day_to_come_is_not_told_as_past() -> None:
    summit = event("e", words=SUMMIT, status="denied", recipients=(CHN,), date=day("2024-05-01", "2024-05-31", "month"))
    assert clause(summit, published="2024-03-04") == "Peru and Chile do not plan to hold talks with China"
    assert clause(summit, published="2024-06-04") == "Peru and Chile did not hold talks with China"


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (PER, "Peru"),
        (USA, "the United States"),
        (ref("PER", "Peru's foreign minister"), "Peru's foreign minister"),
        (ref("PER", "the trade ministry"), "Peru's trade ministry"),
        (ref("PER", "his"), "Peru"),
        (ActorRef("PER", "CVL", "state:PER", "Peru", "Peruvians"), "citizens of Peru"),
        (
            ActorRef("PER", "GOV", "office:PER:official", "official, PER", "Peruvian officials"),
            "Peru's officials",
        ),
        (ActorRef(None, "GOV", "office:unknown:envoy", "envoy", "the envoy"), "an unidentified envoy"),
        (ActorRef(None, "GOV", "office:unknown:envoy", "envoy", "envoys"), "unidentified envoys"),
        (ActorRef("IGO:UN", "IGO", "igo:un", "United Nations", "the UN"), "the United Nations"),
        (ref(None, "they"), "an unnamed party"),
        (ref("QQQ"), "QQQ"),
    ],
)
def test_names(actor: ActorRef, name: str) -> None:
    assert actor_name(actor) == name


def test_long_lists_of_actors_are_shortened() -> None:
    refs = [ref(code) for code in ("PER", "CHL", "BOL", "ARG", "BRA")]
    assert actor_names(refs) == "Peru, Chile and 3 others"
    assert actor_names(refs[:4]) == "Peru, Chile, Bolivia and Argentina"
    assert actor_names([PER, ref("PER", "the president")]) == "Peru's president"
