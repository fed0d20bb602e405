"""What a target of fuzzing is."""

import random
from collections.abc import Callable
from dataclasses import dataclass

Mutator = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Target:
    """One way in: `run` gives bytes to it and raises where something does not hold.

    `calls` names what it calls, for the table; `seeds` makes the documents to start from. `mutate` changes an input in
    its own terms, and takes turns with the fuzzer's own changes; `longest` bounds an input (bytes).
    """

    name: str
    calls: str
    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    mutate: Mutator
    longest: int = 8_192
