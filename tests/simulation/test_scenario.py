"""Scenario files, and what in them is refused."""

import msgspec
import pytest

from comity.errors import UsageError
from comity.model import Date, LedgerPledge, Scenario
from comity.simulation import changed, enough, scenario_from
from comity.simulation.checking import checked

HEAD = 'title = "t"\ndyad = "CHL-PER"\n'
SUMMIT = '[[intervention]]\ninput = "summit"\ndate = 2021-03-01\n'


def scenario(text: str = SUMMIT) -> Scenario:
    return scenario_from(HEAD + text, "s.toml")


def check(text: str, pledges: tuple[LedgerPledge, ...] = ()) -> Scenario:
    return checked(scenario(text), since="2010-01-01", until="2020-12-31", pledges=pledges)


def leader(**keys: str) -> str:
    rows = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return f'[[intervention]]\ninput = "leader-replaced"\ndate = 2021-05-01\n{rows}'


def pledge(status: str = "open") -> LedgerPledge:
    made = Date("2019-01-01", "2019-01-01", "day")
    return LedgerPledge(
        id="p-77", parties=(), to=(), text="open the border post", area=None, made_on=made, due=None, kind="promise",
        agreement=None, status=status, history=(), matches=(), told=("p-77",), reports=1, outlets=1, differences=(),
        evidence=(), confidence=0.8,
    )  # fmt: skip


def settled(kind: str, name: str = "p-77") -> str:
    return f'[[intervention]]\ninput = "{kind}"\npledge = "{name}"\ndate = 2021-02-01\n'


def test_a_scenario_is_read() -> None:
    found = scenario()
    assert found.dyad == "CHL-PER"
    assert [(each.input, each.date) for each in found.interventions] == [("summit", "2021-03-01")]
    assert (found.months, found.paths) == (24, 10_000)
    assert changed(found, months=6, seed=4) == msgspec.structs.replace(found, months=6, seed=4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it assumes nothing"),
        ("x", "no TOML"),
        ("months = -1\n" + SUMMIT, "months = -1 can't be used; take a whole number from 1 to 60"),
        ("colour = 1\n" + SUMMIT, "'colour' is not known"),
        ('[[intervention]]\ninput = "coup"\ndate = 2021-03-01\n', "input 'coup' is not known; take one of"),
        ('[[intervention]]\ninput = "summit"\ndate = "soon"\n', "'soon' is no day"),
        ('[[intervention]]\ninput = "summit"\ndate = 2021-03-01\ncamp = "new"\nleader = "x"\n', "summit has no leader"),
    ],
)
def test_what_is_no_scenario_is_refused(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("(", r"\(")):
        scenario(text)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2009-05-01", "before the record, which begins on 2010-01-01"),
        (
            "2020-05-01",
            "in the past of the record, which reaches to 2020-12-31; take a day from 2021-01-01 to 2022-12-31",
        ),
        ("2023-01-01", "after the months that are simulated"),
    ],
)
def test_a_day_outside_is_refused(date: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check(SUMMIT.replace("2021-03-01", date))


def test_a_change_of_leader_is_filled_in_from_the_table() -> None:
    (found,) = check(leader(state="CHL", successor="a senator", camp="new")).interventions
    assert (found.office, found.leader, found.camp) == ("president", "Sebastian Pinera", "new")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (leader(), "names no state"),
        (leader(state="BOL"), "BOL is no side of CHL-PER"),
        (leader(leader="Nobody Known"), "leads neither side"),
        (leader(state="CHL", office="harbour master"), 'write office = "president"'),
        (leader(state="CHL", successor="A") + leader(state="CHL", successor="B"), "two leaders of one office at once"),
    ],
)
def test_leaders_that_can_not_be_are_refused(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check(text)


def test_pledges_are_those_of_the_ledger() -> None:
    assert check(settled("pledge-kept"), (pledge(),)).interventions[0].pledge == "p-77"
    with pytest.raises(UsageError, match="not in the ledger of the two; take one of p-77"):
        check(settled("pledge-kept", "p-1"), (pledge(),))
    with pytest.raises(UsageError, match="is fulfilled already"):
        check(settled("pledge-broken"), (pledge("fulfilled"),))
    with pytest.raises(UsageError, match="both kept and broken"):
        check(settled("pledge-kept") + settled("pledge-broken"), (pledge(),))


def test_too_little_history_is_refused() -> None:
    enough("CHL-PER", 24, 10)
    with pytest.raises(UsageError, match="covers 12 months with 40 of its acts, which is too little history"):
        enough("CHL-PER", 12, 40)
