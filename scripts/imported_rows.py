"""Rows of other coders, made up: for trials of how fast the imported tables answer.

    python scripts/imported_rows.py FOLDER [MILLIONS]

lays a record in FOLDER with that many million rows (5 by default) and times the questions that the measures ask.
"""

import random
import resource
import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

from comity import codebook
from comity.exchange import CHUNK, Imported, files_table, rows_table
from comity.record import open_record

FIRST = date(2005, 1, 3)
YEARS = 11
_CODES = [row for row in codebook.cameo_codes().values() if row.quad]


def chunk(number: int, size: int, *, batch: str, coder: str = "icews") -> Any:
    """One chunk of rows, sorted by dyad as an import sorts it: few dyads have many rows, most have few."""
    import numpy as np

    rng = np.random.default_rng(number)
    states = sorted(code for code, state in codebook.states().items() if state.kind == "state")
    shares = 1 / np.arange(1, len(states) + 1)
    picks = rng.choice(len(states), size=(size, 2), p=shares / shares.sum())
    actor, recipient = (pa.array(states).take(pa.array(picks[:, side])) for side in (0, 1))
    known = picks[:, 0] != picks[:, 1]
    ends = np.sort(picks, axis=1)
    names = np.array(states)
    dyad = np.where(known, np.char.add(np.char.add(names[np.minimum(*ends.T)], "-"), names[np.maximum(*ends.T)]), "")
    codes = rng.integers(0, len(_CODES), size)
    offices = pa.array([f"Office {n}" for n in range(40)])
    columns: dict[str, Any] = {
        "id": pa.array([f"m-{number:04x}{n:012x}" for n in range(size)]),
        "coder": pa.array([coder]).take(pa.array(np.zeros(size, int))),
        "layout": pa.array(["release"]).take(pa.array(np.zeros(size, int))),
        "batch": pa.array([batch]).take(pa.array(np.zeros(size, int))),
        "date": pa.array(np.datetime64(FIRST) + rng.integers(0, 365 * YEARS, size)),
        "actor": actor, "actor_name": offices.take(pa.array(rng.integers(0, 40, size))),
        "recipient": recipient, "recipient_name": offices.take(pa.array(rng.integers(0, 40, size))),
        "dyad": pa.array(dyad.tolist(), pa.string(), mask=~known),
        "type": pa.array([row.type for row in _CODES]).take(pa.array(codes)),
        "quad": pa.array([row.quad for row in _CODES]).take(pa.array(codes)),
        "cameo": pa.array([row.cameo for row in _CODES]).take(pa.array(codes)),
        "label": pa.array([row.name for row in _CODES]).take(pa.array(codes)),
        "status": pa.array(["occurred"]).take(pa.array(np.zeros(size, int))),
        "source": pa.array([f"Agency {n}" for n in range(300)]).take(pa.array(rng.integers(0, 300, size))),
        "story": pa.array([f"s{n}" for n in rng.integers(0, 10 * size, size)]),
        "joint": pa.array(np.zeros(size, bool)),
        "intensity": pa.array([float(row.goldstein or 0) for row in _CODES]).take(pa.array(codes)),
        "reports": pa.array(np.ones(size, "int32")),
    }  # fmt: skip
    schema = rows_table(Path()).schema()
    filled = [columns[field.name].cast(field.type) if field.name in columns else pa.nulls(size, field.type)
              for field in schema]  # fmt: skip
    return pa.table(filled, schema=schema).sort_by("dyad")


def lay(folder: Path, rows: int, *, batch: str = "0123456789abcdef", coder: str = "icews") -> None:
    """Lay a record with this many made-up rows, as one imported file."""
    record = open_record(folder, create=True).path
    for number in range(-(-rows // CHUNK)):
        size = min(CHUNK, rows - number * CHUNK)
        rows_table(record).laid().append(chunk(number, size, batch=batch, coder=coder))
    until = (FIRST + timedelta(days=365 * YEARS - 1)).isoformat()
    told = {"batch": batch, "coder": coder, "layout": "release", "file": "made-up.tab", "sha256": batch,
            "since": FIRST.isoformat(), "until": until, "licence": "made up", "origin": "a trial",
            "read_at": "2026-01-01T00:00:00Z", "run": "trial", "rows": rows, "skipped": 0}  # fmt: skip
    table = files_table(record)
    table.laid().append(table.rows([told]))


def timed(name: str, question: Any) -> None:
    """Print how long a question takes, and the most memory that the process has held until then."""
    began = perf_counter()
    found = question()
    size = found.num_rows if hasattr(found, "num_rows") else len(found)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<44} {perf_counter() - began:7.3f} s {size:>9} rows {most:7.0f} MB")


def main() -> None:
    """Lay the record where none lies, then time."""
    folder = Path(sys.argv[1])
    rows = int(float(sys.argv[2] if len(sys.argv) > 2 else 5) * 1_000_000)
    if not folder.exists():
        lay(folder, rows)
        return
    dyads = Imported(folder).dyads(least=100)
    random.seed(1)
    for dyad in (dyads[0][0], dyads[len(dyads) // 2][0], *random.sample([name for name, _ in dyads], 2)):
        timed(f"counts of {dyad} by week", lambda dyad=dyad: Imported(folder).counts(period="week", dyad=dyad))
        timed(f"acts of {dyad}", lambda dyad=dyad: Imported(folder).acts(dyad, limit=100, strongest=True))
    for _ in range(2):
        timed("coverage by week", lambda: Imported(folder).coverage(period="week"))
    both = lambda: (Imported(folder).counts(period="week", dyad=dyads[0][0]),  # noqa: E731
                    Imported(folder).coverage(period="week"))  # fmt: skip
    timed("counts and coverage of one dyad", both)
    timed("dyads", lambda: Imported(folder).dyads())
    timed("counts of all dyads by month", lambda: Imported(folder).counts(period="month", least=50))
    timed("counts of all dyads by week", lambda: Imported(folder).counts(period="week"))


if __name__ == "__main__":
    main()
