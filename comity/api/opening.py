"""What each function of the API begins with: the settings that hold."""

from pathlib import Path

from comity.config import Settings, load_settings


def settings_of(settings: Settings | None, record: str | Path | None) -> Settings:
    """Give the settings of a call; a record that is named by itself wins over theirs."""
    named = None if record is None else str(record)
    if settings is None:
        return load_settings(record=named)
    if named is None:
        return settings
    import msgspec

    return msgspec.structs.replace(settings, record=named)
