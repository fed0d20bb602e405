"""FEEDS.toml: what is followed and how politely, checked strictly; every error names its entry."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import msgspec

from comity.errors import AddressBarred, UsageError
from comity.following.addresses import web_address
from comity.model import FeedKind

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_SIZES = {"b": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9}
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)", re.IGNORECASE)
_KINDS: dict[str, FeedKind] = {"url": "feed", "page": "page", "folder": "folder", "lines": "lines", "warc": "warc"}
_NAME = re.compile(r"[\w.-][\w. -]{0,79}")
_STEP = "see docs/follow.md for what an entry takes"


class Source(msgspec.Struct, frozen=True):
    """One entry of FEEDS.toml. Times are in seconds, sizes in bytes; `where` is an address or a path.

    `text` says where the reports of a feed are: on the pages that it links to, or in its entries. `most_reports`
    bounds what one poll takes up, `tries` how often a page that fails is tried.
    """

    name: str
    kind: FeedKind
    where: str
    every: float = 900.0
    pause: float = 2.0
    timeout: float = 30.0
    redirects: int = 5
    most_bytes: int = 4_000_000
    most_reports: int = 200
    tries: int = 5
    settle: float = 2.0
    text: Literal["page", "entry"] = "page"
    allow_private: bool = False
    robots: bool = True
    outlet: str | None = None
    language: str | None = None


class Plan(msgspec.Struct, frozen=True):
    """All of FEEDS.toml: its sources, who polls them, and how long a source that fails is left alone.

    `back_off` is the first wait after a failure and `back_off_most` the longest (seconds); `seed` decides the jitter.
    """

    sources: tuple[Source, ...]
    contact: str | None = None
    workers: int = 4
    seed: int = 0
    back_off: float = 60.0
    back_off_most: float = 21_600.0


_SECONDS = frozenset({"every", "pause", "timeout", "settle", "back_off", "back_off_most"})
_BYTES = frozenset({"most_bytes"})
_LEAST = {"workers": 1, "most_reports": 1, "tries": 1, "redirects": 0, "most_bytes": 1, "timeout": 0.001, "seed": 0}
_OF_ALL = frozenset({"contact", "workers", "seed", "back_off", "back_off_most"})
# What only entries of the web take, and what only those of files do.
_WEB = frozenset("pause timeout redirects most_reports tries text allow_private robots outlet language".split())
_FILES = frozenset({"settle"})
_OF_ONE = frozenset(Source.__struct_fields__) - {"kind", "where"}


def load_plan(path: Path) -> Plan:
    """The plan in a file. Raises `UsageError` that names the file, the entry and the key that is wrong."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(str(path), f"can't be read ({error.strerror})", "name a FEEDS.toml") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(str(path), f"is not valid TOML ({error})", "mend it") from error
    _known(held, {"follow", "feed"}, str(path))
    common = _table(held.get("follow", {}), f"{path}, [follow]")
    entries = held.get("feed", [])
    if not isinstance(entries, list) or not entries:
        raise UsageError(str(path), "has no [[feed]]", _STEP)
    _known(common, _OF_ALL | (_OF_ONE - {"name"}), f"{path}, [follow]")
    defaults = {key: value for key, value in common.items() if key not in _OF_ALL}
    sources = tuple(_source(each, number, path, defaults) for number, each in enumerate(entries, 1))
    _told_apart(sources, path)
    rest = {key: value for key, value in common.items() if key in _OF_ALL}
    plan: Plan = _converted({**_read(rest, f"{path}, [follow]"), "sources": sources}, Plan, f"{path}, [follow]")
    if plan.contact and re.search(r"[^\x20-\x7e]", plan.contact):
        raise UsageError(f"{path}, [follow]", '"contact" holds what no header can', "write it in ASCII")
    return plan


def plan_of_one(address: str, **terms: Any) -> Plan:
    """The plan that reads one address once. Raises `AddressBarred` for what is no address of the web."""
    web_address(address)
    return Plan(sources=(Source(name=address, kind="page", where=address, **terms),), workers=1)


def _source(entry: Any, number: int, path: Path, defaults: dict[str, Any]) -> Source:
    subject = f"{path}, feed {number}"
    held = _table(entry, subject)
    if isinstance(held.get("name"), str):
        subject = f'{subject} ("{held["name"][:80]}")'
    _known(held, _OF_ONE | set(_KINDS), subject)
    kinds = [key for key in _KINDS if key in held]
    if len(kinds) != 1:
        problem = f"has {' and '.join(kinds)}" if kinds else "says neither url, page, folder, lines nor warc"
        raise UsageError(subject, problem, f"give one of them; {_STEP}")
    where = held[kinds[0]]
    if not isinstance(where, str) or not where.strip():
        raise UsageError(subject, f'"{kinds[0]}" is no text', _STEP)
    name = held.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise UsageError(subject, "has no name of letters, digits, spaces, dots and dashes", 'add name = "..."')
    kind = _KINDS[kinds[0]]
    if kind in ("feed", "page"):
        try:
            web_address(where)
        except AddressBarred as error:
            raise UsageError(subject, f"{error.subject}: {error.problem}", error.step) from error
    else:
        if "://" in where:
            raise UsageError(subject, f"{where} is no path", "fetch it into a folder, and name the folder")
        # Paths are those of the file's own folder, so that a unit of systemd finds them too.
        where = str(path.parent / where)
    strange = sorted(set(held) & (_FILES if kind in ("feed", "page") else _WEB))
    if strange:
        raise UsageError(subject, f'"{strange[0]}" means nothing for a {kinds[0]}', f"leave it out; {_STEP}")
    rest = {key: value for key, value in {**defaults, **held}.items() if key not in _KINDS}
    source: Source = _converted({**_read(rest, subject), "kind": kind, "where": where}, Source, subject)
    return source


def _told_apart(sources: tuple[Source, ...], path: Path) -> None:
    seen: dict[str, int] = {}
    for number, each in enumerate(sources, 1):
        first = seen.setdefault(each.name.casefold(), number)
        if first != number:
            raise UsageError(f'{path}, feed {number} ("{each.name}")', f"has the name of feed {first}", "rename one")


def _table(value: Any, subject: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(subject, "is no table", _STEP)
    return value


def _known(held: dict[str, Any], names: "set[str] | frozenset[str]", subject: str) -> None:
    for key in held:
        if key not in names:
            near = get_close_matches(key, sorted(names), n=1)
            step = f'did you mean "{near[0]}"' if near else f"what it takes: {', '.join(sorted(names))}"
            raise UsageError(subject, f'"{key}" is not known', step)


def _read(held: dict[str, Any], subject: str) -> dict[str, Any]:
    """The values with times and sizes as numbers, each within its bounds."""
    found = dict(held)
    for key, value in held.items():
        if key in _SECONDS:
            found[key] = _quantity(value, _UNITS, key, subject, 'a time, as in "90 s", "15 min" or "6 h"')
        elif key in _BYTES:
            found[key] = int(_quantity(value, _SIZES, key, subject, 'a size, as in "500 kB" or "4 MB"'))
        least = _LEAST.get(key, 0.0 if key in _SECONDS else None)
        number = found[key]
        if least is not None and isinstance(number, int | float) and not isinstance(number, bool) and number < least:
            raise UsageError(subject, f'"{key}" is {number}', f"{least} is the least")
    return found


def _quantity(value: Any, units: Mapping[str, float], key: str, subject: str, wanted: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = _QUANTITY.fullmatch(value.strip()) if isinstance(value, str) else None
    factor = units.get(match[2].lower()) if match else None
    if match is None or factor is None:
        raise UsageError(subject, f'"{key}" is {value!r}', f"write {wanted}")
    return float(match[1]) * factor


def _converted(held: dict[str, Any], into: type[Any], subject: str) -> Any:
    try:
        return msgspec.convert(held, into)
    except msgspec.ValidationError as error:
        raise UsageError(subject, " ".join(str(error).split()).rstrip("."), _STEP) from error
