"""What a run knows of its log is kept as digests: never a key lost, never one taken for another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.record import digests
from comity.record.digests import Digests, digest

KEYS = st.tuples(st.sampled_from(["text", "place"]), st.lists(st.text(max_size=3), max_size=3))


@settings(deadline=None)
@given(st.lists(st.tuples(KEYS, st.integers(0, 2**64 - 1))), st.integers(1, 5))
def test_numbers_are_kept_as_a_dict_keeps_them(told: list[tuple[tuple[str, list[str]], int]], fewest: int) -> None:
    before, digests._FEWEST = digests._FEWEST, fewest
    try:
        kept, plain = Digests(), dict[tuple[str, tuple[str, ...]], int]()
        for (kind, parts), number in told:
            assert kept.get(digest(kind, *parts)) == plain.get((kind, tuple(parts)))
            kept.put(digest(kind, *parts), number)
            plain[kind, tuple(parts)] = number
        assert len(kept) == len(plain)
        assert all(kept.get(digest(kind, *parts)) == number for (kind, parts), number in plain.items())
    finally:
        digests._FEWEST = before


def test_digests_that_begin_alike_are_told_apart() -> None:
    before, digests._FEWEST = digests._FEWEST, 2
    try:
        kept = Digests()
        keys = [bytes(7) + bytes([half]) + bytes(7) + bytes([number]) for half in range(3) for number in range(9)]
        for number, key in enumerate(keys):
            kept.put(key, number)
        assert [kept.get(key) for key in keys] == list(range(27))
        assert kept.get(bytes(15) + b"\x63") is None
    finally:
        digests._FEWEST = before


def test_many_keys_take_few_bytes() -> None:
    import tracemalloc

    tracemalloc.start()
    try:
        kept = Digests()
        for number in range(200_000):
            kept.put(digest("text", f"wire-{number}", "0" * 64), 1)
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    # 24 bytes each, and some thousands that wait in a dict: a set of these pairs of text takes 300 each.
    assert size < 40 * 200_000
    assert all(kept.get(digest("text", f"wire-{number}", "0" * 64)) == 1 for number in range(0, 200_000, 997))
