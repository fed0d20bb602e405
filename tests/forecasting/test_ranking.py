"""Ranking who does what to whom next, on small worlds whose next act is known."""

import builtins
import sys
from datetime import date, timedelta

import pytest

from comity.errors import UsageError
from comity.forecasting.ranking import Act, Learning, Ranker, Recurrency, coded, evaluated, home_in_name, ordinal, skill

# Small worlds need few trees, and every day of them to learn from.
SMALL = Learning(share=0.5, every=1, others=1.0, rounds=20, leaves=7)
STATES = ("Chile", "Ghana", "Fiji", "Norway", "Oman", "Laos", "Malta", "Togo", "Haiti", "Kenya")


def day(number: int) -> str:
    return (date(2020, 1, 1) + timedelta(days=number)).isoformat()


def world(days: int = 60) -> list[Act]:
    """Peru threatens Bolivia each third day and Bolivia rejects it the day after; others meet by turns."""
    acts = []
    for number in range(days):
        if number % 3 == 0:
            acts.append(Act(day(number), "Peru", "THREATEN", "Bolivia"))
        if number % 3 == 1:
            acts.append(Act(day(number), "Bolivia", "REJECT", "Peru"))
        for step in range(3):
            one, other = STATES[(number + step * 3) % 10], STATES[(number * 7 + step + 1) % 10]
            if one != other:
                acts.append(Act(day(number), one, "CONSULT", other))
    return acts


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(how=SMALL).fit(world())


def test_a_pair_that_repeats_comes_first(ranker: Ranker) -> None:
    assert ranker.model == "learned"
    assert ranker.why is None
    first = ranker.rank("Peru", "THREATEN", day(60))[0]
    assert (first.place, first.name, first.basis) == (1, "Bolivia", "learned")


def test_it_asks_for_the_actor_too(ranker: Ranker) -> None:
    assert ranker.rank("Bolivia", "THREATEN", day(60), asks="actor")[0].name == "Peru"


def replies(days: int = 80) -> list[Act]:
    """Each day another state is accused, and answers its accuser the day after."""
    acts = []
    for number in range(days):
        one, other = STATES[number % 10], STATES[(number * 3 + 1 + number // 10) % 10]
        if one != other:
            acts += [Act(day(number), one, "ACCUSE", other), Act(day(number + 1), other, "REJECT", one)]
    return acts


def test_a_reply_is_learnt_from_other_pairs() -> None:
    """Asked of a pair that never answered before."""
    acts = replies()
    acts += [Act(day(70), "Peru", "CONSULT", name) for name in STATES] + [Act(day(81), "Samoa", "ACCUSE", "Peru")]
    assert Ranker(how=SMALL).fit(acts).rank("Peru", "REJECT", day(82))[0].name == "Samoa"


def test_what_comes_after_the_day_changes_nothing() -> None:
    before = Ranker(how=SMALL).fit(world(), until=day(50)).rank("Peru", "THREATEN", day(51), most=50)
    planted = [Act(day(number), "Peru", "THREATEN", "Atlantis") for number in range(51, 60)]
    planted += [Act(day(51), "Chile", "CONSULT", "Ghana"), Act(day(55), "Peru", "ASSAULT", "Fiji")]
    again = Ranker(how=SMALL).fit([*world(), *planted], until=day(50))
    after = again.rank("Peru", "THREATEN", day(51), most=50)
    assert after == before
    assert "Atlantis" in {each.name for each in again.rank("Peru", "THREATEN", day(52), most=50)}


def test_an_earlier_day_may_be_asked_after_a_later_one() -> None:
    ranker = Ranker(how=SMALL).fit(world())
    early = ranker.rank("Peru", "THREATEN", day(40))
    ranker.rank("Peru", "THREATEN", day(60))
    assert ranker.rank("Peru", "THREATEN", day(40)) == early


def test_of_an_unknown_actor_the_type_alone_speaks(ranker: Ranker) -> None:
    found = ranker.rank("Samoa", "THREATEN", day(60))
    assert [(each.name, each.basis) for each in found] == [("Bolivia", "type alone")]


def test_an_unknown_type_or_day_is_an_error(ranker: Ranker) -> None:
    with pytest.raises(UsageError, match="is the type of no act"):
        ranker.rank("Peru", "SING", day(60))
    with pytest.raises(UsageError, match="is no day"):
        ranker.rank("Peru", "THREATEN", "soon")
    with pytest.raises(UsageError, match="holds no acts"):
        Ranker().fit([])
    with pytest.raises(UsageError, match="no act before it"):
        Ranker().fit(world(), until="2019-12-31")


def test_without_lightgbm_recurrency_ranks_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    ranker = Ranker(how=SMALL).fit(world())
    assert ranker.model == "recurrency"
    assert ranker.why is not None and "comity[learned]" in ranker.why
    first = ranker.rank("Peru", "THREATEN", day(60))[0]
    assert (first.name, first.basis) == ("Bolivia", "recurrency")
    early = ranker.rank("Peru", "THREATEN", day(10))
    assert early[0].name == "Bolivia"


def test_lightgbm_is_imported_only_to_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: object, **more: object) -> object:
        assert name != "lightgbm"
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    Recurrency(coded(world())).fit([ordinal(day(30))])


def test_the_learned_ranker_beats_recurrency_where_there_is_a_pattern() -> None:
    acts = replies()
    days = range(ordinal(day(60)), ordinal(day(80)))
    ranker = Ranker(how=SMALL).fit(acts, until=day(60))
    baseline = Recurrency(coded(acts))
    learned = skill(evaluated(ranker, ((each, ranker.asked(each)) for each in days)))
    plain = skill(evaluated(baseline, ((each, baseline.asked(each)) for each in days)))
    asked = [act for act in acts if day(60) <= act.day < day(80)]
    assert learned.questions == plain.questions == 2 * len(asked)
    assert learned.mrr > plain.mrr + 0.1


def test_a_name_carries_its_state() -> None:
    assert home_in_name("Police (Peru)") == "Peru"
    assert home_in_name("Peru") is None
