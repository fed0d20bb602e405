"""How much a tool answers at most: what an assistant can take in, whatever the record holds."""

from collections.abc import Sequence
from typing import Any

import msgspec

# Bytes of JSON, about 50,000 tokens: most clients cut longer answers without a word.
LARGEST = 200_000
# Twelve years of weeks.
MOST_PERIODS = 630
# Of a list inside an incident: events, differences, changes.
MOST_INSIDE = 200
# Of a word that was given, when it is said again in an error.
_SAID_AGAIN = 300


def fitted(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], int, list[str]]:
    """Give the first rows that fit together, how many rows they stand for, and notes on what is left out.

    A row that would not fit even alone is passed over and named in the notes.
    """
    kept: list[dict[str, Any]] = []
    notes: list[str] = []
    left = LARGEST
    for number, row in enumerate(rows):
        size = len(msgspec.json.encode(row))
        if size > LARGEST:
            notes.append(f"{row.get('id', 'a telling')} is left out: it alone is {size} bytes long")
            continue
        if size > left:
            return kept, number, [*notes, f"{len(kept)} of {len(rows)} rows are shown: more would be too long"]
        left -= size
        kept.append(row)
    return kept, len(rows), notes


def shortened(row: dict[str, Any], names: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Give a row with its lists of these names cut where they are too long, and a note for each."""
    notes = []
    for name in names:
        cells = row[name]
        if len(cells) > MOST_INSIDE or len(msgspec.json.encode(cells)) > LARGEST:
            few, _, _ = fitted([{"id": name, "cell": each} for each in cells[:MOST_INSIDE]])
            row = row | {name: [each["cell"] for each in few]}
            notes.append(f"the first {len(few)} of {len(cells)} {name} of the incident are shown")
    return row, notes


def cut_text(text: str) -> str:
    """Give text short enough to be said again in an error."""
    return text if len(text) <= _SAID_AGAIN else text[: _SAID_AGAIN - 1] + "…"
