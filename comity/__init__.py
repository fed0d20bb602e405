"""Comity reads news reports about relations between states and keeps what they say as a sourced record.

    >>> import comity
    >>> text = "Peru's foreign minister met his Chilean counterpart on Monday."
    >>> coding = comity.code_text(text, published="2024-03-06")
    >>> coding.events[0].type
    'CONSULT'

The names below are all there is; each is loaded when it is first used, so that `import comity` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity import codebook
    from comity.api import (
        actors,
        agreements,
        assessments,
        backtest,
        bench,
        brief,
        check,
        code,
        code_text,
        codings,
        compact,
        compare,
        correct,
        corrections,
        events,
        explain,
        export,
        follow,
        forecast,
        foresight,
        grades,
        import_events,
        imports,
        incidents,
        meanings,
        metrics,
        migrate,
        pledges,
        positions,
        read,
        recode,
        relation,
        relations,
        reports,
        runs,
        scenarios,
        statements,
        whatif,
    )
    from comity.config import Settings, load_settings
    from comity.errors import ComityError
    from comity.model import Coding, Event, Incident, Report

    __version__: str

_HOMES = {
    "comity.api": (
        "actors", "agreements", "assessments", "backtest", "bench", "brief", "check", "code", "code_text",
        "codings", "compact", "compare", "correct", "corrections", "events", "explain", "export", "follow", "forecast",
        "foresight", "grades", "import_events", "imports", "incidents", "meanings", "metrics", "migrate", "pledges",
        "positions", "read", "recode", "relation", "relations", "reports", "runs", "scenarios", "statements", "whatif",
    ),
    "comity.config": ("Settings", "load_settings"),
    "comity.errors": ("ComityError",),
    "comity.model": ("Coding", "Event", "Incident", "Report"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Coding",
    "ComityError",
    "Event",
    "Incident",
    "Report",
    "Settings",
    "__version__",
    "actors",
    "agreements",
    "assessments",
    "backtest",
    "bench",
    "brief",
    "check",
    "code",
    "code_text",
    "codebook",
    "codings",
    "compact",
    "compare",
    "correct",
    "corrections",
    "events",
    "explain",
    "export",
    "follow",
    "forecast",
    "foresight",
    "grades",
    "import_events",
    "imports",
    "incidents",
    "load_settings",
    "meanings",
    "metrics",
    "migrate",
    "pledges",
    "positions",
    "read",
    "recode",
    "relation",
    "relations",
    "reports",
    "runs",
    "scenarios",
    "statements",
    "whatif",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("comity")
        except PackageNotFoundError:  # run from a folder of sources
            return "0.1.0"
    if name == "codebook":
        return import_module("comity.codebook")
    if name not in _HOME:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
