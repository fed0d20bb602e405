"""The memory of a process and all below it, as the trials tell it: shared pages counted once (PSS)."""

import re
from collections.abc import Iterator
from pathlib import Path


def resident(pid: int) -> Iterator[tuple[int, str, float]]:
    """Of a process and each below it: its number, its command line and its megabytes; one that ends is left out."""
    todo = [pid]
    while todo:
        each = todo.pop()
        folder = Path(f"/proc/{each}")
        try:
            words = (folder / "cmdline").read_bytes().decode().replace("\0", " ")
            pss = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.M)
            todo += [int(child) for child in (folder / "task" / str(each) / "children").read_text().split()]
        except OSError:
            continue
        yield each, words, int(pss[1]) / 1024 if pss else 0.0
