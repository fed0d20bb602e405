"""Links inside a record's folder: a record that somebody hands over must not lead to files of one's own."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from comity.errors import RecordDamaged


@lru_cache(maxsize=256)
def make_sure_of_no_links(folder: Path) -> None:
    """Raise `RecordDamaged` when something in a record's folder is a link that leads out of it.

    What is written, made anew or removed in a record would be so at the link's other end. The folder itself may be one.
    It is looked at once a process: who can plant a link later needs none.
    """
    root = os.path.realpath(folder)
    for name in _links(root):
        if not Path(os.path.realpath(name)).is_relative_to(root):
            problem = f"in it, {os.path.relpath(name, root)} is a link that leads out of it"
            raise RecordDamaged(str(folder), problem, "remove the link, or put what it leads to in its place")


def _links(folder: str) -> Iterator[str]:
    try:
        entries = [*os.scandir(folder)]
    except OSError:  # what may not be read, or is no folder, is told by who needs it
        return
    for entry in entries:
        if entry.is_symlink():
            yield entry.path
        elif entry.is_dir():
            yield from _links(entry.path)
