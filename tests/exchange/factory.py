"""Imported rows for tests: invented acts of offices, laid in a record's folder as an import lays them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from comity.exchange import files_table, rows_table
from comity.record import open_record

_NUMBERS = count(1)
_LICENCES = {
    "icews": ("own terms (Harvard Dataverse)", "ICEWS, Harvard Dataverse 10.7910/DVN/28075"),
    "gdelt": ("open, with attribution", "The GDELT Project"),
}


def imported(day: str | None = "2024-03-04", direction: str = "CHL>PER", **cells: Any) -> dict[str, Any]:
    """One row of a coder: a consultation in Lima unless `cells` say otherwise."""
    actor, recipient = direction.split(">")
    row: dict[str, Any] = dict.fromkeys(rows_table(Path()).schema().names)
    row |= {
        "id": f"m-{next(_NUMBERS):016x}", "coder": "icews", "layout": "release", "batch": "b1",
        "date": None if day is None else date.fromisoformat(day), "actor": actor, "recipient": recipient,
        "actor_sector": "GOV", "recipient_sector": "GOV", "actor_name": f"Foreign Ministry ({actor})",
        "recipient_name": f"Government ({recipient})", "dyad": "-".join(sorted((actor, recipient))),
        "type": "CONSULT", "quad": "verbal cooperation", "cameo": "040", "label": "Consult", "status": "occurred",
        "source": "Andean Wire", "joint": False, "intensity": 1.0, "reports": 1, "place": "Lima", "country": "PER",
        "latitude": -12.05, "longitude": -77.05, "issues": [], "contexts": [],
    }  # fmt: skip
    return row | cells


def lay(folder: Path, rows: Iterable[Mapping[str, Any]], *, whole: bool = True, **about: Any) -> Path:
    """Append rows to the imported tables of a record; `whole` writes the row of their file too, as the last one."""
    record = open_record(folder, create=True).path
    held = list(rows)
    table = rows_table(record)
    table.laid().append(table.rows(held).sort_by("dyad"))
    if whole:
        days = sorted(row["date"].isoformat() for row in held if row["date"]) or [None]
        coder = held[0]["coder"]
        licence, origin = _LICENCES.get(coder, ("CC BY 4.0", "made up for a test"))
        told = {
            "batch": held[0]["batch"], "coder": coder, "layout": held[0]["layout"], "file": "made-up.tab",
            "sha256": held[0]["batch"] * 8, "since": days[0], "until": days[-1], "licence": licence, "origin": origin,
            "read_at": "2026-01-01T00:00:00Z", "run": "r", "rows": len(held), "skipped": 0,
        }  # fmt: skip
        files = files_table(record)
        files.laid().append(files.rows([told | about]))
    return record
