"""A process that reads and places, for the tests of many writers: `keeper.py RECORD BATCHES FIRST STEP UNLOCKED DIE`.

Batch n holds reports r{FIRST + n * STEP} and the one after it. DIE is the batch between whose two commits the
process ends without a word (-1: none).
"""

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "record"))

from factory import coding

from comity.ledger import keep, keeping
from comity.record import log, open_record


def main(path: str, batches: int, first: int, step: int, unlocked: int, die: int) -> None:
    if unlocked:
        # As on a network disk without locks: only the tables' own transactions are left to keep order.
        free: Any = lambda _: nullcontext()  # noqa: E731
        log.locked = keeping.locked = free
    record = open_record(path, create=True)
    for number in range(batches):
        start = first + number * step
        given = [coding(f"r{start + each}") for each in range(2)]
        record.append(given, read_at=f"2024-03-05T08:00:{number % 60:02d}Z", run=f"from {first}")
        if number == die:
            os._exit(9)
        keep(record)
        print(start, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
