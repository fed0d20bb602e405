"""The share of settled pledges that were kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.measurement.fulfilment import KEPT, UNIT, fulfilment, fulfilment_by_party
from comity.model import ActorRef, Interval, LedgerPledge, PledgeStatus


def pledge(status: PledgeStatus, *parties: str) -> LedgerPledge:
    return LedgerPledge(
        id=f"p-{status}",
        parties=tuple(ActorRef(code, "GOV", None, None, code) for code in parties or ("KEN",)),
        to=(),
        text="",
        area=None,
        made_on=None,
        due=None,
        kind="undertaking",
        agreement=None,
        status=status,
        history=(),
        matches=(),
        told=(),
        reports=1,
        outlets=1,
        differences=(),
        evidence=(),
        confidence=0.8,
    )


def test_one_kept_pledge_says_little() -> None:
    found = fulfilment([pledge("fulfilled"), pledge("open"), pledge("due")])
    # Beta(2, 1): mean 2/3, quantiles are square roots.
    assert found == Interval(2 / 3, pytest.approx(0.05**0.5, abs=1e-4), pytest.approx(0.95**0.5, abs=1e-4), 1, UNIT)


@pytest.mark.parametrize("status", ["broken", "lapsed", "withdrawn"])
def test_what_was_settled_otherwise_was_not_kept(status: PledgeStatus) -> None:
    found = fulfilment([pledge(status)])
    assert found is not None
    assert (found.mean, found.n) == (pytest.approx(1 / 3), 1)
    assert found.low == pytest.approx(1 - 0.95**0.5, abs=1e-4)


def test_a_part_counts_half() -> None:
    found = fulfilment([pledge("partly"), pledge("partly")])
    assert found is not None
    assert found.mean == pytest.approx(0.5)
    # Beta(2, 2), whose distribution function is 3 x**2 - 2 x**3.
    assert 3 * found.low**2 - 2 * found.low**3 == pytest.approx(0.05, abs=1e-4)


def test_nothing_settled_has_no_share() -> None:
    assert fulfilment([]) is None
    assert fulfilment([pledge("open"), pledge("due")]) is None
    assert fulfilment([pledge("fulfilled", "KEN")], party="UGA") is None


def test_each_party_answers_for_its_own_and_for_joint_pledges() -> None:
    found = fulfilment_by_party([
        pledge("fulfilled", "UGA"), pledge("fulfilled", "KEN", "UGA"), pledge("broken", "KEN"), pledge("open", "TZA"),
    ])  # fmt: skip
    assert {party: (share.mean, share.n) for party, share in found.items()} == {"KEN": (0.5, 2), "UGA": (0.75, 2)}
    assert list(found) == ["KEN", "UGA"]


@given(st.lists(st.sampled_from(sorted(KEPT)), min_size=1, max_size=60))
def test_the_interval_holds_the_mean_and_more_pledges_narrow_it(statuses: list[PledgeStatus]) -> None:
    pledges = [pledge(status) for status in statuses]
    once, often = fulfilment(pledges), fulfilment(pledges * 4)
    assert once is not None and often is not None
    assert 0 <= once.low < once.mean < once.high <= 1
    assert often.high - often.low < once.high - once.low
    assert fulfilment(pledges[::-1]) == once


def test_thousands_of_pledges_keep_a_fine_interval() -> None:
    found = fulfilment([pledge("fulfilled")] * 30_000 + [pledge("broken")] * 10_000)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.7464, abs=2e-4), pytest.approx(0.7536, abs=2e-4))
