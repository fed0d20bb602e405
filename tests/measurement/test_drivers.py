"""The acts that drove a turning point."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from comity.measurement.drivers import MOST, drivers
from comity.model import Act, Quad

SINCE, UNTIL = "2022-03-01", "2022-04-30"


def act(id_: str, kind: str, intensity: float, date: str = "2022-04-10", *, by: str = "TUR", to: str = "GRC") -> Act:
    quad: Quad = "verbal conflict" if intensity < 0 else "verbal cooperation"
    return Act(id_, "hand", date, by, to, False, kind, None, quad, intensity, id_)


# A year of quarrels by word: accusations are what the two always do.
USUAL = [act(f"usual-{n}", "ACCUSE", -3, f"2021-{n % 12 + 1:02}-{n // 12 + 1:02}") for n in range(40)]


def names(acts: list[Act], change: float) -> list[str]:
    return [each.id for each in drivers(acts, since=SINCE, until=UNTIL, change=change)]


def test_what_is_rare_between_the_two_comes_before_what_is_usual() -> None:
    acts = [*USUAL, act("words", "ACCUSE", -6), act("sanction", "SANCTION", -5), act("threat", "THREATEN", -4)]
    assert names(acts, -3.0) == ["sanction", "threat", "words"]


def test_only_acts_of_the_turn_and_the_period_before_it_in_its_direction_count() -> None:
    acts = [
        *USUAL,
        act("too early", "SANCTION", -8, "2022-02-28"),
        act("first day", "SANCTION", -8, "2022-03-01"),
        act("last day", "SANCTION", -7, "2022-04-30"),
        act("too late", "SANCTION", -8, "2022-05-01"),
        act("peace", "AGREE", 6),
        act("neither", "CONSULT", 0),
    ]
    assert names(acts, -1.0) == ["first day", "last day"]
    assert names(acts, 1.0) == ["peace"]
    assert names(acts, 0.0) == []


def test_rows_alike_are_one_deed_told_by_the_strongest() -> None:
    meeting = msgspec.structs.replace(act("one coder", "CONSULT", 4), joint=True)
    other = msgspec.structs.replace(meeting, id="another", coder="chronicle", intensity=5, actor="GRC", recipient="TUR")
    acts = [meeting, other, act("next day", "CONSULT", 3, "2022-04-11")]
    assert names(acts, 2.0) == ["another", "next day"]
    # Who accuses whom makes two deeds of a day.
    assert len(names([act("a", "ACCUSE", -3), act("b", "ACCUSE", -3, by="GRC", to="TUR")], -1.0)) == 2


def test_acts_of_no_type_come_last() -> None:
    acts = [*USUAL, act("said", "", -9), act("statement", "STATEMENT", -8), act("words", "ACCUSE", -1)]
    assert names(acts, -1.0) == ["words", "said", "statement"]


def test_at_most_five() -> None:
    acts = [act(f"{n}", "COERCE", -n, f"2022-04-{n:02}") for n in range(1, 10)]
    assert names(acts, -1.0) == ["9", "8", "7", "6", "5"]
    assert MOST == 5


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_acts_does_not_matter(chance: object) -> None:
    kinds = ("ACCUSE", "SANCTION", "THREATEN", "COERCE", "")
    acts = [*USUAL, *(act(f"{n}", kinds[n % 5], -1 - n % 7, f"2022-04-{n % 9 + 1:02}") for n in range(30))]
    once = names(acts, -1.0)
    chance.shuffle(acts)  # type: ignore[attr-defined]
    assert names(acts, -1.0) == once
