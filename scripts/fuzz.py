"""Fuzzing: strangers' bytes at every way in, and the table of docs/reliability.md printed as they come to an end.

    python scripts/fuzz.py --minutes 10              every target, two at a time
    python scripts/fuzz.py pdf html --minutes 1      some of them

Findings lie beside the inputs in a folder outside of the tree, each as small as it could be made, with what it raised.
Exit status 1 when there is any. Seconds are the wall clock's; the targets run at the lowest priority.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fuzzing.targets import TARGETS

_HERE = Path(__file__).parent
_STATUS = re.compile(r"^#(\d+)\s.*?cov: (\d+) ft: (\d+)", re.MULTILINE)
_LEAST = 5


@dataclass(frozen=True)
class Run:
    """What a target did: seconds and inputs, how many edges and features of the code it saw, its findings."""

    name: str
    seconds: float
    inputs: int
    edges: int
    features: int
    findings: tuple[str, ...]

    def row(self) -> str:
        """A row of the table."""
        calls = TARGETS[self.name].calls
        minutes, speed = self.seconds / 60, self.inputs / max(self.seconds, 1)
        seen = f"{self.edges:,} / {self.features:,}"
        return (
            f"| {self.name} | {calls} | {minutes:.0f} | {self.inputs:,} | {speed:.0f} | {seen} | {len(self.findings)} |"
        )


def main() -> int:
    """Run the targets that are asked for, and print a row for each."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all where none is named")
    words.add_argument("--minutes", type=float, default=10, help="for each target")
    words.add_argument("--at-once", type=int, default=2, help="targets that run side by side")
    words.add_argument("--folder", type=Path, help="for inputs, findings and logs; a temporary one where none is named")
    words.add_argument("--seed", type=int, default=1, help="of the changes")
    told = words.parse_args()
    if unknown := [name for name in told.targets if name not in TARGETS]:
        words.error(f"no target is called {unknown[0]}; there are {', '.join(TARGETS)}")
    folder = told.folder or Path(tempfile.mkdtemp(prefix="comity-fuzz-"))
    print(f"{datetime.now(UTC):%Y-%m-%d}, in {folder}\n", flush=True)
    print(
        "| target | calls | minutes | inputs | a second | edges / features | findings |\n|---|---|---|---|---|---|---|"
    )
    found: list[str] = []
    with ThreadPoolExecutor(told.at_once) as pool:
        names = told.targets or list(TARGETS)
        for run in pool.map(lambda name: fuzzed(name, folder, told.minutes * 60, told.seed), names):
            print(run.row(), flush=True)
            found += run.findings
    print("", *found, sep="\n")
    return 1 if found else 0


def fuzzed(name: str, folder: Path, seconds: float, seed: int) -> Run:
    """Run one target for so many seconds, again where an input took its process down."""
    log = folder / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    kept = folder / "findings" / name
    spent, inputs, edges, features = 0.0, 0, 0, 0
    while seconds - spent > _LEAST:
        begun = time.monotonic()
        # libFuzzer ends a process without its farewells, so what the targets write is cleared away from here.
        with log.open("w", encoding="utf-8") as stream, tempfile.TemporaryDirectory() as place:
            words = [str(int(seconds - spent)), "--seed", str(seed)]
            child = subprocess.run(
                [sys.executable, "-m", "fuzzing.child", name, str(folder), "--seconds", *words],
                stdout=stream, stderr=subprocess.STDOUT, cwd=_HERE, check=False, preexec_fn=_lowest,
                env=os.environ | {"PYTHONPATH": os.pathsep.join((str(_HERE.parent), str(_HERE))), "TMPDIR": place},
            )  # fmt: skip
        said = log.read_text(encoding="utf-8", errors="replace")
        last = [tuple(map(int, match.groups())) for match in _STATUS.finditer(said)]
        if not last:
            raise RuntimeError(f"fuzzing {name} did not start; look at {log}")
        inputs, edges, features = inputs + last[-1][0], max(edges, last[-1][1]), max(features, last[-1][2])
        spent += time.monotonic() - begun
        seed += 1
        if child.returncode == 0:
            break
    return Run(name, spent, inputs, edges, features, tuple(_findings(kept)))


def _lowest() -> None:
    os.nice(19)


def _findings(kept: Path) -> Iterator[str]:
    for path in sorted(kept.glob("*")):
        if path.suffix == ".txt":
            raised = path.read_text(encoding="utf-8").strip().splitlines()[-1]
            yield f"{path.with_suffix('.bin')}: {raised[:300]}"
        elif path.suffix != ".bin":
            yield f"{path}: the process was taken down by it (time, memory or a library's fault)"


if __name__ == "__main__":
    sys.exit(main())
