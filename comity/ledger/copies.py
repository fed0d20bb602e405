"""Which reports are copies of one text: one wire story at two addresses, with another headline or a paragraph less."""

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from comity.ledger.member import Member

_WORD = re.compile(r"\w+")
# Five words in a row are seldom the same by chance; a copy's editor changes a few words of a sentence.
_SHINGLE = 5
# One shingle in so many stands for the rest, chosen by its own hash and so alike in all copies.
_SAMPLE = 4
# Too few say nothing: under about 35 words only the very same text is a copy.
_FEWEST = 8
# Of the shorter text this share stands in the longer one. A quoted communique seldom fills a third of a report.
_COPIED = 0.6
# An incident that more texts tell is sure enough; comparing all would cost the square of their number.
_MOST_TEXTS = 64


def first_tellers(members: Sequence[Member]) -> dict[str, str]:
    """For each text (by its hash) the hash of the earliest of these of which it is a copy, itself if of none."""
    found: dict[str, str] = {}
    originals: list[tuple[str, frozenset[int]]] = []
    distinct = {member.text_hash for member in members}
    for member in members:
        if member.text_hash in found:
            continue
        found[member.text_hash] = member.text_hash
        if len(distinct) == 1 or len(found) > _MOST_TEXTS:
            continue
        shingles = _shingles(member.report.text)
        original = next((known for known, other in originals if _copied(shingles, other)), None)
        if original is None:
            originals.append((member.text_hash, shingles))
        else:
            found[member.text_hash] = original
    return found


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[int]:
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    hashes = (crc32(b" ".join(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1))
    return frozenset(each for each in hashes if each % _SAMPLE == 0)


def _copied(one: frozenset[int], other: frozenset[int]) -> bool:
    fewest = min(len(one), len(other))
    return fewest >= _FEWEST and len(one & other) >= _COPIED * fewest
