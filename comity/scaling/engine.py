"""A Dask cluster: found or started, greeted, and used as the engine that the stages run on.

`distributed` is imported inside the functions: it takes a second, and only `--cluster` needs it.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.errors import ClusterError, ComityError, ExtraMissing, RecordMissing, UsageError
from comity.record import Place, Record, open_record
from comity.scaling.work import release, sees

_LOCAL = re.compile(r"local:(\d+)")
_MOST_LOCAL = 512
# Seconds until a scheduler must have answered, and one of its workers; and after which one looks whether there are any.
_ANSWER, _WORKERS = 10, 60
_LOOK = 5
# Parts of the blocks for each worker: blocks are of many sizes, and smaller parts even them out.
_PARTS = 3


@dataclass(frozen=True)
class Cluster:
    """A cluster that answers: an engine for `comity.ledger.keep`, with its Dask `client`."""

    address: str
    client: Any

    @property
    def workers(self) -> int:
        """How many calls run at once; at least one, also while the workers are being replaced."""
        with self.kept():
            threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    @property
    def parts(self) -> int:
        """Into how many parts work is best divided."""
        return self.workers * _PARTS

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """Begin a call on a worker; gives its future. A worker that is lost has its calls made again by others."""
        # Calls with a like input are calls of their own: what they read may have changed.
        return self.client.submit(function, *given, pure=False)

    def result(self, handle: Any) -> Any:
        """The value of a future. Raises what the call raised, or `ClusterError` when the cluster lost it."""
        with self.kept():
            while True:
                try:
                    return handle.result(timeout=_LOOK)
                except TimeoutError:
                    self.look()

    def look(self) -> None:
        """Raise `ClusterError` when no worker is left and none comes: calls would wait for ever."""
        try:
            self.client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError as error:
            raise ClusterError(self.address, "no worker is left", _AGAIN) from error

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Turn the errors of a cluster that is lost in the middle into `ClusterError`."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError, FuturesCancelledError
        from distributed.comm.core import CommClosedError

        try:
            yield
        except ComityError:
            raise
        except KilledWorker as killed:
            problem = "each worker that took up one of the tasks ended, perhaps for want of memory"
            raise ClusterError(self.address, problem, "give the workers more memory and run again") from killed
        except (CommClosedError, FutureCancelledError, FuturesCancelledError, TimeoutError, ConnectionError) as lost:
            raise ClusterError(self.address, "the scheduler was lost", _AGAIN) from lost


_AGAIN = "run the same command again when it is back: what was added stays, and nothing is doubled"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """A cluster by its address: `local:N` starts N processes here and ends them, any other is a Dask scheduler's.

    Raises `ExtraMissing`, `UsageError` for what is no address, and `ClusterError`.
    """
    count = _LOCAL.fullmatch(address.strip())
    if count is None and "://" not in address and not re.fullmatch(r"[\w.-]+:\d+", address):
        problem = "is neither an address nor local:N"
        raise UsageError(f"--cluster {address}", problem, "write tcp://HOST:8786, or local:4 for four processes here")
    if count is not None and not 1 <= int(count[1]) <= _MOST_LOCAL:
        raise UsageError(f"--cluster {address}", "is no number of processes", f"take 1 to {_MOST_LOCAL}")
    try:
        import distributed
    except ImportError as error:
        step = "install it with `pip install comity[cluster]`"
        raise ExtraMissing("--cluster", "needs Dask distributed, which is not installed", step) from error
    # What workers come and go is told by the errors, if it matters.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with _started(distributed, address, None if count is None else int(count[1])) as client:
        found = Cluster(address, client)
        _greet(found)
        yield found


@contextmanager
def _started(distributed: Any, address: str, count: int | None) -> Iterator[Any]:
    import dask

    if count is None:
        try:
            # What listens there may be no scheduler, and never answer a greeting.
            with dask.config.set({"distributed.comm.timeouts.connect": f"{_ANSWER}s"}):
                client = distributed.Client(address, timeout=_ANSWER)
        except TypeError as error:
            # What Dask says of an address of TLS without keys.
            step = "set Dask's distributed.comm.tls (docs/security.md), or take local:N"
            raise ClusterError(address, "needs keys and certificates", step) from error
        except (OSError, TimeoutError, ValueError) as error:
            step = "start one with `dask scheduler` and `dask worker`, or take local:N"
            raise ClusterError(address, "no scheduler answers there", step) from error
        with client:
            yield client
        return
    try:
        # With keys of its own: what listens on a port of this machine would run what any of its users sends.
        security = distributed.Security.temporary()
    except ImportError as error:
        step = "install it with `pip install comity[cluster]`"
        raise ExtraMissing("--cluster local:N", "needs cryptography, which is not installed", step) from error
    with (
        distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tls://",
            security=security,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def _greet(cluster: Cluster) -> None:
    """Make sure that a worker answers, and that it has this Comity."""
    with cluster.kept():
        try:
            cluster.client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError as error:
            step = "start some with `dask worker ADDRESS`"
            raise ClusterError(cluster.address, "the scheduler has no worker", step) from error
        try:
            there = cluster.submit(release).result(timeout=_WORKERS)
        except ImportError as error:
            step = "install Comity of this version where the workers run"
            raise ClusterError(cluster.address, f"its workers lack a package ({error})", step) from error
    if there != release():
        problem = f"its workers run Comity {there}, and this is {release()}"
        raise ClusterError(cluster.address, problem, "install the same version on both sides")


def shared(record: str | Place, cluster: Cluster, *, create: bool = True) -> Record:
    """The record, by a place that workers can use too. Raises `ClusterError` where they don't see it, `RecordError`."""
    found = open_record(record, create=create)
    place: Place = found.path.absolute() if isinstance(found.path, Path) else found.path
    try:
        cluster.result(cluster.submit(sees, place))
    except RecordMissing as error:
        step = "put it on a disk that all share, or in an object store (s3://bucket/prefix)"
        raise ClusterError(str(place), "the cluster's workers don't see this record", step) from error
    return Record(place)


def forget(futures: list[Any]) -> None:
    """Let go of calls whose outcome nobody waits for any more."""
    for future in futures:
        with suppress(Exception):
            future.cancel()
