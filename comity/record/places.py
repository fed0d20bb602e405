"""Where a record lies: in a folder of this machine, or at an address of an object store.

A folder is a `Path` and works as it always did. An address is a `Remote`, which knows just what the record needs of a
folder: `/`, its name as text, and whole small objects. Tables are `deltalake`'s business in both.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from comity.errors import UsageError

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)")
_SCHEMES = {"s3": "s3", "s3a": "s3"}
# The library's own ten retries take minutes over a store that is not there.
_OPTIONS = {"max_retries": "6", "retry_timeout": "30s", "connect_timeout": "5s"}


@dataclass(frozen=True)
class Remote:
    """An address of an object store, such as `s3://bucket/prefix`; the `AWS_*` environment says how it is reached."""

    url: str

    def __str__(self) -> str:
        """The address."""
        return self.url

    def __truediv__(self, name: str) -> "Remote":
        """The address of what lies below this one."""
        return Remote(f"{self.url}/{name}")

    def read_bytes(self) -> bytes:
        """The object at this address; raises `FileNotFoundError` when none lies there, `OSError` for other faults."""
        from deltalake.fs import DeltaStorageHandler

        above, _, name = self.url.rpartition("/")
        found: bytes = DeltaStorageHandler(above, _OPTIONS).open_input_file(name).read()
        return found

    def write_bytes(self, content: bytes) -> None:
        """Put an object at this address, whole or not at all."""
        from pyarrow.fs import FileSystem

        system, path = FileSystem.from_uri(self.url)
        with system.open_output_stream(path) as file:
            file.write(content)


Place: TypeAlias = Path | Remote


def located(word: str | Place) -> Place:
    """The place that a word names: a folder, or `s3://bucket/prefix`. Raises `UsageError` for other addresses."""
    if isinstance(word, Remote):
        return word
    # A `Path` made of an address has lost one of its slashes.
    address = _ADDRESS.fullmatch(str(word))
    if address is None:
        return Path(word)
    scheme, rest = _SCHEMES.get(address[1].lower()), address[2].strip("/")
    if scheme is None:
        raise UsageError(str(word), "no record can lie there", "name a folder, or s3://bucket/prefix")
    if "/" not in rest:
        raise UsageError(str(word), "names no place in a bucket", "name one with a prefix: s3://bucket/prefix")
    return Remote(f"{scheme}://{rest}")


def tables_in(place: Place) -> list[Place]:
    """The tables that lie in a record's place, whatever they hold."""
    if isinstance(place, Path):
        return [log.parent for log in sorted(place.glob("*/_delta_log"))]
    from pyarrow.fs import FileSelector, FileSystem, FileType

    system, path = FileSystem.from_uri(place.url)
    found = system.get_file_info(FileSelector(path, recursive=True))
    logs = (each.path for each in found if each.type == FileType.File and each.path.endswith(".json"))
    names = {log.split("/")[-3] for log in logs if log.split("/")[-2] == "_delta_log"}
    return [place / name for name in sorted(names)]


def storage_of(place: Place) -> dict[str, str] | None:
    """What `deltalake` is told of how to reach a place; null for a folder."""
    return dict(_OPTIONS) if isinstance(place, Remote) else None


def caches_of(place: Place) -> Path:
    """The folder for what can be worked out again: a record's own, or one of this machine's caches for a `Remote`."""
    if isinstance(place, Path):
        return place
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(root) / "comity" / sha256(place.url.encode()).hexdigest()[:16]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def rows_at(delta: Any) -> Any:
    """The rows of a `DeltaTable` on an object store as an Arrow data set, of which DuckDB fetches what it needs.

    Arrow's own client reads the files: through `deltalake`'s, which calls back into Python, every third process that
    had read anything crashed when it ended (deltalake 1.6, pyarrow 25).
    """
    from pyarrow.fs import FileSystem, SubTreeFileSystem

    system, path = FileSystem.from_uri(delta.table_uri)
    return delta.to_pyarrow_dataset(filesystem=SubTreeFileSystem(path, system))
