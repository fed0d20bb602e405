"""Measure the ranking of next acts on a file of acts: the recurrency baseline and the learned ranker.

    python scripts/rank_bench.py icews14.tsv.gz --train-until 2014-09-20 --valid-until 2014-11-11 --on valid

The file holds tab-separated columns `date source relation target` below a header, gzipped or not. Days before
`--train-until` teach, those from there to `--valid-until` are for choosing, the rest is the test.
"""

import argparse
import gzip
import time
from collections.abc import Iterator
from pathlib import Path

from comity.forecasting.ranking import (
    Act,
    Asked,
    Learning,
    Ranker,
    Recurrency,
    Skill,
    coded,
    evaluated,
    ordinal,
    skill,
)


def acts(path: Path) -> list[Act]:
    """The acts of a file, its first four columns."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        next(lines)
        return [Act(*line.rstrip("\n").split("\t")[:4]) for line in lines]


def asked(scorer: Ranker | Recurrency, days: range) -> Iterator[tuple[int, Asked]]:
    """The questions of each day that has any."""
    for day in days:
        found = scorer.asked(day)
        if len(found.answer):
            yield day, found


def row(name: str, found: Skill, wall: float, processor: float) -> str:
    """A line of the table."""
    shares = " | ".join(f"{100 * value:.1f}" for value in found[:4])
    return f"| {name} | {shares} | {found.questions:,} | {wall:.0f} | {processor:.0f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--train-until", required=True, help="the first day that does not teach")
    parser.add_argument("--valid-until", required=True, help="the first day of the test")
    parser.add_argument("--on", choices=("valid", "test"), default="valid")
    parser.add_argument("--every", type=int, default=1, help="measure on each so-manieth day only")
    parser.add_argument("--only", choices=("recurrency", "ranker"))
    parser.add_argument("--rounds", type=int, default=Learning.rounds)
    parser.add_argument("--teach-every", type=int, default=Learning.every)
    parser.add_argument("--threads", type=int, default=Learning.threads)
    given = parser.parse_args()
    rows = acts(given.file)
    first, second = ordinal(given.train_until), ordinal(given.valid_until)
    last = max(ordinal(each.day) for each in rows)
    days = range(first, second, given.every) if given.on == "valid" else range(second, last + 1, given.every)
    print("| what | MRR | H@1 | H@3 | H@10 | questions | s | s of a core |\n|---|---|---|---|---|---|---|---|")
    for name in [given.only] if given.only else ["recurrency", "ranker"]:
        wall, processor = time.perf_counter(), time.process_time()
        scorer: Ranker | Recurrency
        if name == "recurrency":
            scorer = Recurrency(coded(rows))
            if given.on == "test":
                scorer.fit(range(first, second))
        else:
            how = Learning(rounds=given.rounds, every=given.teach_every, threads=given.threads)
            scorer = Ranker(how=how).fit(rows, until=given.train_until)
            name += "" if scorer.why is None else f" ({scorer.why})"
        found = skill(evaluated(scorer, asked(scorer, days)))
        print(row(name, found, time.perf_counter() - wall, time.process_time() - processor), flush=True)


if __name__ == "__main__":
    main()
