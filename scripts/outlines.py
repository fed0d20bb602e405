"""Writes the outlines of states from Natural Earth, 1:110 million, as the table that maps are drawn from.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install pycountry
    python scripts/outlines.py package/countries-110m.json > comity/presentation/charts/data/outlines.csv

The file is TopoJSON: lines between states are held once, in whole steps from point to point, and outlines name the
lines that they are made of (https://github.com/topojson/topojson-specification). A row of the table is a state by its
ISO alpha-3 code, empty where ISO has none; `rings` are parted by "|", each a first point and then the steps to the
next ones, longitude and latitude in hundredths of a degree. A ring within another is a hole in it.
"""

import csv
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

# A code that the codebook gives to a state which ISO 3166-1 leaves out.
GIVEN = {"Kosovo": "XKX"}
PARTS = 100
TURN = 360 * PARTS
Points = list[tuple[int, int]]


def lines(world: dict[str, Any]) -> list[Points]:
    """The lines of the file as points in hundredths of a degree."""
    (wide, high), (left, low) = world["transform"]["scale"], world["transform"]["translate"]
    found = []
    for line in world["arcs"]:
        x = y = 0
        points = []
        for across, up in line:
            x, y = x + across, y + up
            points.append((round((left + x * wide) * PARTS), round((low + y * high) * PARTS)))
        found.append(points)
    return found


def ring(names: list[int], known: list[Points]) -> Points:
    """Lines put end to end; a number below zero is a line read backwards."""
    points: Points = []
    for name in names:
        line = known[name] if name >= 0 else known[~name][::-1]
        points += line[1:] if points else line
    kept = [point for at, point in enumerate(unbroken(points)) if at == 0 or points[at] != points[at - 1]]
    if kept[0] == kept[-1]:
        kept.pop()
    elif abs(kept[0][0] - kept[-1][0]) == TURN:
        # Land all round a pole is closed along it.
        pole = 90 * PARTS if kept[0][1] > 0 else -90 * PARTS
        kept += [(kept[-1][0], pole), (kept[0][0], pole)]
    return kept


def unbroken(points: Points) -> Points:
    """Points whose longitudes go on beyond 180 degrees in place of leaping to the other side of the world."""
    found = points[:1]
    for x, y in points[1:]:
        leap = x - found[-1][0]
        found.append((x - round(leap / TURN) * TURN, y))
    return found


def written(points: Points) -> str:
    steps = [points[0]] + [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    return " ".join(f"{x} {y}" for x, y in steps)


def main() -> None:
    world = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    known = lines(world)
    rows = []
    for state in world["objects"]["countries"]["geometries"]:
        name = state["properties"]["name"]
        row = pycountry.countries.get(numeric=state["id"]) if state.get("id") else None
        polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
        rings = [written(found) for polygon in polygons for names in polygon if len(found := ring(names, known)) > 2]
        rows.append((row.alpha_3 if row else GIVEN.get(name, ""), name, "|".join(rings)))
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("code", "name", "rings"))
    table.writerows(sorted(rows))


main()
