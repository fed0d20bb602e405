"""One writer at a time on one machine; several machines are told apart by the table's own transactions."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from comity.record.places import Place, Remote

try:
    import fcntl
except ImportError:  # Windows has no fcntl; the table's transaction check alone guards the append there
    fcntl = None  # type: ignore[assignment]

LOCK_NAME = ".lock"
# Some network disks know no locks; the transaction check still keeps their records whole.
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}


@contextmanager
def locked(folder: Place) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when the process ends, however it ends.

    An object store has no locks: there the tables' own transactions keep order among writers.
    """
    if isinstance(folder, Remote):
        yield
        return
    handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError as error:
                if error.errno not in _NO_LOCKS:
                    raise
        yield
    finally:
        os.close(handle)
