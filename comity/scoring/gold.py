"""Gold: sentences with the events that people say they tell, a JSON object a line (`tests/gold/README.md`)."""

import hashlib
from pathlib import Path

import msgspec

from comity.errors import UsageError
from comity.model import TOOK_PLACE


class GoldEvent(msgspec.Struct, frozen=True):
    """One act of a sentence; `actor` and `recipient` are codes of states or bodies, `_text` words of the sentence."""

    type: str
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    actor_text: str | None = None
    recipient_text: str | None = None
    quad: str | None = None
    status: str = "occurred"
    date: tuple[str, str] | None = None


class GoldSentence(msgspec.Struct, frozen=True):
    """A sentence with its acts; none at all says that nothing happens between political actors in it."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]
    published: str | None = None
    interstate: bool = False

    @property
    def happened(self) -> tuple[GoldEvent, ...]:
        """The acts that count: told as occurred or ongoing."""
        return tuple(event for event in self.events if event.status in TOOK_PLACE)


def read_gold(path: str | Path) -> tuple[GoldSentence, ...]:
    """Read a file of gold. Raises `UsageError`, naming the line, where one is not in the format."""
    decoder = msgspec.json.Decoder(GoldSentence)
    found: list[GoldSentence] = []
    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError as error:
        raise UsageError(str(path), f"can't be read ({error.strerror})", "name a file of gold sentences") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            step = 'each line is a JSON object {"id", "text", "events": [{"type", ...}]}; see tests/gold/README.md'
            raise UsageError(f"{path}, line {number}", f"is no gold sentence ({error})", step) from error
    if not found:
        raise UsageError(str(path), "holds no sentence", "name a file of gold sentences")
    return tuple(found)


def digest(path: str | Path) -> str:
    """Give the first 12 hex digits of the file's SHA-256: scores compare only where the digests are the same."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
