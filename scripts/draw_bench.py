"""Measures how long the drawings of the desk take, layout and SVG together: `python scripts/draw_bench.py`.

Run it alone on the machine. The first drawing of a process also reads its tables; the others are what a reader of a
running desk waits for. Each line: drawing, width, milliseconds of processor time of the first and median of 50, size.
"""

import random
import sys
import time
from collections.abc import Callable
from statistics import median

from comity import codebook
from comity.presentation.charts import Drawing, PeriodCount, counts_chart
from comity.presentation.charts.map import StateValue, map_chart
from comity.presentation.charts.network import network_chart
from comity.presentation.charts.palette import SORTS
from comity.presentation.charts.spots import PlaceCount
from comity.presentation.charts.ties import Tie

ROUNDS = 50


def main() -> None:
    chance = random.Random(7)
    codes, quads, towns = list(codebook.states()), list(SORTS), list(codebook.places())
    ties = [
        Tie(chance.choice(codes), chance.choice(codes), chance.choice(quads), chance.randint(1, 90))
        for _ in range(5000)
    ]
    values = [StateValue(code, chance.choice([None, 0, 1, 7, 90])) for code in codes]
    spots = [
        PlaceCount(town.name, town.country, town.latitude, town.longitude, chance.choice(quads), chance.randint(1, 40))
        for town in chance.sample(towns, 300)
    ]
    months = [
        PeriodCount(f"{1996 + at // 12}-{at % 12 + 1:02}-01", f"{1996 + at // 12}-{at % 12 + 1:02}-28", at % 23)
        for at in range(336)
    ]
    drawings: dict[str, Callable[[float], Drawing]] = {
        "network": lambda w: network_chart(ties, title="Who acts on whom", width=w, href=lambda _: "/events"),
        "map": lambda w: map_chart(values, spots, title="Where", width=w, href=lambda _: "/events"),
        "window": lambda w: map_chart(values, spots, title="Where", width=w, focus=["KEN", "UGA", "ETH"]),
        "counts": lambda w: counts_chart(months, title="Acts by month", width=w),
    }
    for name, draw in drawings.items():
        for wide in (360, 900):
            taken, size = [], 0
            for _ in range(ROUNDS):
                begin = time.process_time()
                size = len(draw(wide).svg())
                taken.append((time.process_time() - begin) * 1000)
            times = f"first {taken[0]:6.1f} ms  median {median(taken[1:]):5.1f} ms"
            sys.stdout.write(f"{name:8} {wide:4}  {times}  {size / 1000:6.1f} KB\n")


main()
