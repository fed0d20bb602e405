"""Train the learned part of the coder on the sentences of training/: `make train`.

Reads every training/*.tsv (type, actor, recipient, text), codes the sentences by the rules alone, takes their
clues, fits a multinomial logistic regression and writes comity/coding/judge.npz. The same sentences, rules and
library versions give the same file. Five-fold accuracy is printed first: it is what the file can be expected to do.
"""

import hashlib
import re
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from comity.coding import judge as judging
from comity.coding.clues import clues
from comity.coding.events import told
from comity.coding.judge import NONE, WEIGHTS, judge
from comity.coding.second_opinion import floor_of, odds
from comity.coding.stage import Stage
from comity.model import TOOK_PLACE, Report
from comity.recognition import recognise_all
from comity.scoring import read_gold

ROOT = Path(__file__).parent.parent
LEAST = 2  # a clue of one sentence only teaches that sentence
STRENGTH = 5.0  # inverse of the penalty, chosen by five-fold accuracy among 1, 2, 5, 10 and 20
RAREST = 5.0  # the highest weight that rarity gives
KEPT = 14_000  # clues kept: those with the largest weights


def sentences() -> list[tuple[str, str]]:
    """Give (type, text) of every training sentence."""
    found = []
    for path in sorted((ROOT / "training").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines[1:], 2):
            cells = line.split("\t")
            if len(cells) != 4:
                sys.exit(f"{path}, line {number}: {len(cells)} columns, 4 are expected")
            found.append((cells[0], cells[3]))
    return found


def clues_of(texts: list[str]) -> list[dict[str, float]]:
    """Give the clues of each text, all its sentences together."""
    found = []
    reports = (Report(id=str(i), text=text, published="2025-03-10") for i, text in enumerate(texts))
    for reading in recognise_all(reports):
        stage = Stage(reading)
        merged: dict[str, float] = {}
        for sentence in reading.sentences:
            matches, rows = told(stage, sentence)
            merged |= clues(stage, sentence, matches, rows)
        found.append(merged)
    return found


def main() -> None:
    """Train and write the file."""
    rows = sentences()
    kinds = np.array([kind for kind, _ in rows])
    print(f"{len(rows)} sentences; taking their clues ...", file=sys.stderr)
    found = clues_of([text for _, text in rows])
    counts: dict[str, int] = {}
    for each in found:
        for name in each:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    rarity = np.array([min(np.log(1 + len(rows) / counts[name]), RAREST) for name in names], dtype=np.float32)
    matrix = weighed(found, names, rarity)
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    guesses = cross_val_predict(model, matrix, kinds, cv=folds, n_jobs=2)
    print(f"five-fold accuracy {np.mean(guesses == kinds):.3f} of {len(names)} clues", file=sys.stderr)
    for kind in sorted(set(kinds)):
        print(f"  {kind:10} found {np.mean(guesses[kinds == kind] == kind):.2f}", file=sys.stderr)
    model.fit(matrix, kinds)
    weights = model.coef_.T.astype(np.float32)
    best = np.sort(np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:KEPT])
    version = hashlib.sha256(weights[best].astype(np.float16).tobytes()).hexdigest()[:12]
    np.savez_compressed(
        WEIGHTS, version=version, types=" ".join(model.classes_),
        names=np.frombuffer("\n".join(names[i] for i in best).encode(), dtype=np.uint8),
        weights=weights[best].astype(np.float16), rarity=rarity[best].astype(np.float16),
        bias=model.intercept_.astype(np.float32), calibration=np.array([0.0, 1.0, 0.0, 0.0]),
    )  # fmt: skip
    seal()
    calibrate()
    seal()
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes, version {version}", file=sys.stderr)


def calibrate() -> None:
    """Fit how an act's own confidence and the learned part's say make how often it is right, and store it.

    Four numbers, fitted on the gold that rules were worked on; `comity bench` checks them on the part kept apart.
    """
    judge.cache_clear()
    features, right = [], []
    for name in ("events", "negatives"):
        gold = read_gold(ROOT / f"tests/gold/{name}.jsonl")
        reports = (Report(id=row.id, text=row.text, published=row.published) for row in gold)
        for row, reading in zip(gold, recognise_all(reports), strict=True):
            stage = Stage(reading)
            types = {act.type for act in row.happened}
            for sentence in reading.sentences:
                matches, acts = told(stage, sentence)
                likely = judge().likely(clues(stage, sentence, matches, acts))
                best = max(p for kind, p in likely.items() if kind != NONE)
                for act in acts:
                    share = likely[act.type] / best
                    if act.status.status in TOOK_PLACE and share >= floor_of(act):
                        features.append([odds(act.confidence), np.log(max(share, 1e-3)), odds(likely[NONE])])
                        right.append(act.type in types)
    fitted = LogisticRegression(C=1.0).fit(np.array(features), np.array(right))
    with np.load(WEIGHTS) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["calibration"] = np.array([fitted.intercept_[0], *fitted.coef_[0]], dtype=np.float64)
    np.savez_compressed(WEIGHTS, **arrays)


def seal() -> None:
    """Write the hash of the weights into the code that reads them."""
    judging.SHA256 = hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    judge.cache_clear()
    code = Path(judging.__file__)
    text = code.read_text(encoding="utf-8")
    code.write_text(re.sub(r'^SHA256 = "\w*"', f'SHA256 = "{judging.SHA256}"', text, flags=re.MULTILINE), "utf-8")


def weighed(found: list[dict[str, float]], names: list[str], rarity: np.ndarray) -> csr_matrix:
    """Give the matrix of clues, each row of length 1."""
    index = {name: i for i, name in enumerate(names)}
    values, columns, ends = [], [], [0]
    for each in found:
        known = [(index[name], value * rarity[index[name]]) for name, value in each.items() if name in index]
        length = np.sqrt(sum(value**2 for _, value in known)) or 1.0
        columns += [column for column, _ in known]
        values += [value / length for _, value in known]
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(found), len(names)), dtype=np.float32)


if __name__ == "__main__":
    main()
