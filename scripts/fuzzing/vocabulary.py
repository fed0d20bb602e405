"""What means something to a reader: words, marks and lines, one a line in the files of `pieces/`.

Characters that can't be seen stand there as Python writes them ("\\u200b", "\\x20" for a blank at an end).
"""

from pathlib import Path

_FOLDER = Path(__file__).parent / "pieces"


def pieces(name: str) -> list[bytes]:
    """The pieces of one file, in UTF-8."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_seen(line).encode("utf-8", "surrogatepass") for line in lines]


def _seen(line: str) -> str:
    return line.encode("latin-1", "backslashreplace").decode("unicode_escape")
