"""The targets of fuzzing hold on the documents that fuzzing starts from, and on a few changes of them."""

import random

import pytest
from fuzzing.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# Each input of this one is parsed.
FEW = {"spans": 2}


@pytest.mark.parametrize("name", TARGETS)
def test_the_documents_to_start_from(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    assert len(seeds) == len(set(seeds)) > 4
    for seed in seeds:
        assert len(seed) <= target.longest
        target.run(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_changed_documents(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=FEW.get(name, 25), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(target.seeds()), st.randoms(use_true_random=False), st.integers(1, 3))
    def run(seed: bytes, chance: random.Random, times: int) -> None:
        for _ in range(times):
            seed = target.mutate(seed, chance)[: target.longest]
        target.run(seed)

    run()


def test_a_target_tells_what_does_not_hold() -> None:
    from fuzzing.holds import Broken, dates
    from fuzzing.words import dates as target

    from comity.model import Date, DateMention

    target(b"2024-03-05\nKenya left on Monday.")
    with pytest.raises(Broken, match="begins before it ends"):
        dates("May", (DateMention(0, 3, "May", Date("2024-05-31", "2024-05-01", "month", "May")),))
