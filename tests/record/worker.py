"""A process that appends, for the tests of many writers: `worker.py RECORD BATCHES FIRST STEP SIZE UNLOCKED`.

Batch n holds reports r{FIRST + n * STEP} and the SIZE - 1 after it; a line tells each batch when it is in.
"""

import sys
from contextlib import nullcontext
from typing import Any

from factory import coding

from comity.record import log, open_record


def main(path: str, batches: int, first: int, step: int, size: int, unlocked: int) -> None:
    if unlocked:
        # As on a network disk without locks: only the table's own transactions are left to keep order.
        free: Any = lambda _: nullcontext()  # noqa: E731
        log.locked = free
    record = open_record(path, create=True)
    print("ready", flush=True)
    for number in range(batches):
        start = first + number * step
        given = [coding(f"r{start + each}") for each in range(size)]
        record.append(given, read_at=f"2024-03-05T08:00:{number % 60:02d}Z", run=f"from {first}")
        print(start, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
