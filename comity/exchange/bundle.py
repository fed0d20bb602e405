"""A zip of events with all that others need to use and cite them: dictionary, licences, filters, citation."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from comity.exchange.covering import OtherCoder

if TYPE_CHECKING:
    from comity.exchange.exporting import About, Export

_README = """\
Events exported from a Comity record on {made}: {rows} rows.

events.csv, events.parquet  the rows, the same in both
dictionary.csv              a line a column: its kind and meaning
licences.csv                who coded the rows, how many, under which licence and from where
filters.json                what the rows were narrowed to
CITATION.cff                how to cite them
{terms}"""
_TERMS = """
Rows of {coder} stand under {licence}. Look the terms up before you pass them on: {origin}.
"""


def bundle(path: Path, data: Iterable[Path], *, told: "Export", about: "About") -> None:
    """Write the zip: the files of `data` under their names, and what tells of them. Removes nothing."""
    year, month, day = (int(part) for part in about.made.split("-"))
    terms = "".join(
        _TERMS.format(coder=each.coder, licence=each.licence, origin=each.origin) for each in told.own_terms
    )
    texts = {
        "README.txt": _README.format(made=about.made, rows=told.rows, terms=terms),
        "dictionary.csv": (files("comity.exchange") / "flat_columns.csv").read_text(encoding="utf-8"),
        "licences.csv": licences(told),
        "filters.json": json.dumps(about.filters, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
        "CITATION.cff": citation(told, made=about.made),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as held:
        for name, text in texts.items():
            # The day of the export, not of each file: the same rows give the same zip.
            info = ZipInfo(name, (year, month, day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            held.writestr(info, text)
        for each in data:
            info = ZipInfo(each.name, (year, month, day, 0, 0, 0))
            # Parquet is compressed already.
            info.compress_type = ZIP_STORED if each.suffix == ".parquet" else ZIP_DEFLATED
            info.file_size = each.stat().st_size
            with each.open("rb") as source, held.open(info, "w") as target:
                while some := source.read(1 << 20):
                    target.write(some)


def licences(told: "Export") -> str:
    """A CSV: who coded the rows, how many, their licence and origin, and the days of what was imported of them."""
    others: Mapping[str, OtherCoder] = {each.coder: each for each in told.sources}
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("coder", "rows", "licence", "origin", "since", "until"))
    for coder, rows in told.coders.items():
        other = others.get(coder)
        about = ("", "coded by Comity from the reports of this record", "", "")
        if other is not None:
            about = (other.licence, other.origin, other.since or "", other.until or "")
        writer.writerow((coder, rows, *about))
    return lines.getvalue()


def citation(told: "Export", *, made: str) -> str:
    """The project's CITATION.cff with the export as what to cite: its day, its rows by coder, the coders it holds."""
    text = (files("comity.exchange") / "citation.cff").read_text(encoding="utf-8")
    counts = ", ".join(f"{count} by {coder}" for coder, count in told.coders.items()) or "none"
    found = [
        text.rstrip("\n"),
        "preferred-citation:",
        "  type: data",
        "  title: Events exported from a Comity record",
        "  authors:",
        "    - name: The Comity developers",
        f"  year: {made[:4]}",
        f"  date-released: {made}",
        f"  notes: {json.dumps(f'Rows: {counts}.')}",
    ]
    if told.sources:
        found.append("references:")
    for each in told.sources:
        found += [
            "  - type: data",
            f"    title: {json.dumps(each.origin or each.coder)}",
            "    authors:",
            f"      - name: {json.dumps(each.coder)}",
            f"    notes: {json.dumps(f'Licence: {each.licence}')}",
        ]
    return "\n".join(found) + "\n"
