"""Which acts are precedents of an input."""

import msgspec
import pytest

from comity.codebook import event_types, issues, modes
from comity.errors import UsageError
from comity.model import Act
from comity.simulation import input_of, inputs, spoken_of

ACT = Act(
    id="x-1", coder="comity-rules.v1", date="2024-05-01", actor="PER", recipient="CHL", joint=False, type="SANCTION",
    mode=None, quad="material conflict", intensity=-6.0, text="Peru put a tariff of 12% on Chilean grapes.",
)  # fmt: skip


def act(**changes: object) -> Act:
    return msgspec.structs.replace(ACT, **changes)


def test_an_act_of_a_report_is_a_precedent_by_type_and_words() -> None:
    assert inputs()["tariff"].shows(ACT)
    assert not inputs()["tariff"].shows(act(text="Peru lifted its tariff on Chilean grapes."))
    assert not inputs()["tariff"].shows(act(type="ACCUSE", text="Chile complained about the tariff."))


def test_an_act_of_another_coder_is_a_precedent_by_its_label() -> None:
    assert inputs()["apology"].shows(act(coder="icews", type="CONCEDE", text="Apologize"))
    assert inputs()["agreement"].shows(act(coder="icews", type="SUPPORT", text="Sign formal agreement"))
    assert not inputs()["agreement"].shows(act(coder="icews", type="AGREE", text="Express intent to settle dispute"))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("shrine-visit", {"type": "REJECT", "issues": ("war-shrine",), "text": "A minister visited the war shrine."}),
        ("missile-test", {"type": "MOBILIZE", "text": "Pakistan fired a ballistic missile into the sea."}),
        ("summit", {"type": "CONSULT", "mode": "visit", "joint": True, "text": "The presidents met in Lima."}),
        ("joint-exercise", {"type": "COOPERATE", "joint": True, "text": "Both navies held an exercise off Arica."}),
        (
            "denial",
            {"type": "REJECT", "issues": ("history",), "text": "The ministry denied that the massacre took place."},
        ),
    ],
)
def test_acts_find_their_input(name: str, changes: dict[str, object]) -> None:
    assert inputs()[name].shows(act(**changes))


def test_a_complaint_about_a_visit_is_no_visit() -> None:
    complaint = act(type="ACCUSE", issues=("war-shrine",), text="The ministry deplored the minister's visit.")
    assert not inputs()["shrine-visit"].shows(complaint)


def test_an_unknown_input_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean summit"):
        input_of("sumit", "scenario")


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("the prime minister loses power in the spring election", "leader-replaced"),
        ("Ankara signs the gas deal", "agreement"),
        ("Delhi tests another missile", "missile-test"),
        ("the duties on steel come into force", "tariff"),
        ("no summit is held this year", None),
        ("the harvest is poor", None),
    ],
)
def test_conditions_speak_of_inputs(condition: str, name: str | None) -> None:
    found = spoken_of(condition)
    assert (found.input if found else None) == name


def test_the_table_keeps_to_the_codebook() -> None:
    for each in inputs().values():
        assert each.types <= set(event_types()), each.input
        assert each.modes <= {mode for _, mode in modes()}, each.input
        assert each.issues <= set(issues()), each.input
