"""Changes of an input in its own terms: pieces put in, left out, doubled, swapped, and parts of other documents."""

import random
import re
from collections.abc import Callable, Sequence

from fuzzing.target import Mutator

# Tags, words, marks and white space: where documents can be cut without breaking what the first check asks for.
_PARTS = re.compile(rb"<[^<>]*>|\w+|\s+|[^\w\s]", re.DOTALL)


def by_parts(
    pieces: Sequence[bytes], others: Callable[[], list[bytes]], parts: "re.Pattern[bytes]" = _PARTS, glue: bytes = b""
) -> Mutator:
    """A mutator that takes an input apart by a pattern and changes one to four of the parts."""

    def mutate(data: bytes, chance: random.Random) -> bytes:
        found = parts.findall(data) or [b""]
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(found) + 1)
            length = min(chance.choice((1, 1, 2, 3, 8, 30)), len(found) - at)
            kind = chance.randrange(7)
            if kind <= 1 and pieces:
                found[at:at] = [chance.choice(pieces)]
            elif kind == 2:
                del found[at : at + length]
            elif kind == 3:
                found[at:at] = found[at : at + length] * chance.choice((1, 1, 2, 20))
            elif kind == 4:
                goal = chance.randrange(len(found) + 1)
                found[goal:goal] = found[at : at + length]
            elif kind == 5 and pieces and at < len(found):
                found[at] = chance.choice(pieces)
            else:
                donor = parts.findall(chance.choice(others()))
                start = chance.randrange(len(donor) + 1)
                found[at : at + length] = donor[start : start + chance.choice((1, 3, 10, 40))]
            if not found:
                found = [b""]
        return glue.join(found)

    return mutate


def shaken(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, put in, left out or cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
        elif kind == 2:
            del made[at : at + chance.choice((1, 2, 16))]
        elif chance.random() < 0.2:
            del made[at:]
    return bytes(made)
