"""What each function of the API begins with: the settings that hold."""

from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings, load_settings

if TYPE_CHECKING:
    from comity.record import Place


def settings_of(settings: Settings | None, record: str | Path | None) -> Settings:
    """Give the settings of a call; a record that is named by itself wins over theirs."""
    named = None if record is None else str(record)
    if settings is None:
        return load_settings(record=named)
    if named is None:
        return settings
    import msgspec

    return msgspec.structs.replace(settings, record=named)


def caches(settings: Settings) -> Path:
    """Give the folder in which measures of the record are kept: its own, or this machine's for an object store."""
    from comity.record import caches_of, located

    return caches_of(located(settings.record))


def place(settings: Settings) -> "Place":
    """Give where the record lies: a folder, or an address of an object store."""
    from comity.record import located

    return located(settings.record)
