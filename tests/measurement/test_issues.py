"""The issues that carry the conflict of a relation."""

from hypothesis import given
from hypothesis import strategies as st

from comity.measurement.issues import issue_shares
from comity.model import Act, IssueShare, Quad

COOPERATION: Quad = "verbal cooperation"
CONFLICT: Quad = "verbal conflict"


def act(intensity: float, *issues: str, quad: Quad = CONFLICT) -> Act:
    kind = "ACCUSE" if quad == CONFLICT else "SUPPORT"
    return Act("a", "hand", "2021-05-03", "IND", "NPL", False, kind, None, quad, intensity, "", issues)


def test_issues_go_by_their_share_of_conflict() -> None:
    shares, unknown = issue_shares([
        act(-6, "land-border"),
        act(-2, "tariffs"),
        act(3, "tariffs", quad=COOPERATION),
        act(4, "technology", quad=COOPERATION),
        act(-9),
    ])  # fmt: skip
    assert shares == (
        IssueShare("land-border", conflict=1, cooperation=0, share=0.75),
        IssueShare("tariffs", conflict=1, cooperation=1, share=0.25),
        IssueShare("technology", conflict=0, cooperation=1, share=0.0),
    )
    assert unknown == 1


def test_an_act_is_split_evenly_over_its_issues() -> None:
    shares, _ = issue_shares([act(-6, "land-border", "tariffs", "land-border"), act(-1, "tariffs")])
    assert [(row.issue, row.conflict, round(row.share, 4)) for row in shares] == [
        ("tariffs", 2, round(4 / 7, 4)),
        ("land-border", 1, round(3 / 7, 4)),
    ]


def test_an_issue_counts_for_itself_and_not_for_the_wider_one() -> None:
    shares, _ = issue_shares([act(-5, "land-border")])
    assert [row.issue for row in shares] == ["land-border"]


def test_codes_that_the_codebook_lacks_are_not_known() -> None:
    shares, unknown = issue_shares([act(-5, "CHN"), act(-5, "CHN", "tariffs")])
    assert [(row.issue, row.share) for row in shares] == [("tariffs", 1.0)]
    assert unknown == 1


def test_without_conflict_no_issue_has_a_share() -> None:
    assert issue_shares([act(3, "tariffs", quad=COOPERATION)]) == ((IssueShare("tariffs", 0, 1, 0.0),), 0)
    assert issue_shares([]) == ((), 0)


ACTS = st.lists(
    st.builds(
        lambda intensity, issues: act(intensity, *issues),
        st.floats(-10, -0.1),
        st.lists(st.sampled_from(["tariffs", "land-border", "visas", "history", "nowhere"]), max_size=3),
    ),
    max_size=12,
)


@given(ACTS, st.randoms(use_true_random=False))
def test_shares_sum_to_one_whatever_the_order_and_scale(acts: list[Act], chance: object) -> None:
    shares, unknown = issue_shares(acts)
    assert not shares or abs(sum(row.share for row in shares) - 1) < 1e-9
    mixed = list(acts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    halved = [act(each.intensity / 2, *each.issues) for each in mixed]
    again, unknown_again = issue_shares(halved)
    assert unknown_again == unknown
    assert {row.issue: round(row.share, 9) for row in again} == {row.issue: round(row.share, 9) for row in shares}
