"""Floors: figures below which the coder may not fall unseen. Raising is free; lowering must say why.

The file is a JSON object, file of gold -> figure -> floor. `best` is the highest that a floor ever was; where
`floor` is lower, `why` must say why, in words that the changelog holds too.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from comity.errors import UsageError
from comity.scoring.counting import Scores

# Figures that are kept; of the last the floor is a ceiling.
FIGURES = ("type", "type_macro", "quad", "dyad_type", "dyad_quad", "actor_found", "recipient_found", "status")
CEILINGS = ("false_alarms",)
SLACK = 0.005  # what the last digit of a figure may move by when a parser's weights are rounded otherwise


class Floor(msgspec.Struct, frozen=True):
    """One figure's floor (for `false_alarms` a ceiling), the best it ever was, and why it is lower than that."""

    floor: float
    best: float
    why: str = ""


Floors = dict[str, dict[str, Floor]]


def load_floors(path: str | Path) -> Floors:
    """Read a file of floors. Raises `UsageError` when it is none."""
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Floors)
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(str(path), f"is no file of floors ({error})", "make one with --floors FILE --raise") from error


def save_floors(path: str | Path, floors: Floors) -> None:
    """Write a file of floors, a figure a line, so that changes read well in a diff."""
    text = msgspec.json.format(msgspec.json.encode(floors, order="sorted"), indent=2)
    Path(path).write_bytes(text + b"\n")


def below(floors: Mapping[str, Floor], found: Scores, changelog: str) -> list[str]:
    """Give a sentence for every figure under its floor, and for every lowered floor that the changelog is silent on."""
    problems: list[str] = []
    for name, floor in floors.items():
        value = getattr(found, name)
        ceiling = name in CEILINGS
        if value is None or (value > floor.floor + 1e-9 if ceiling else value < floor.floor - 1e-9):
            told = "nothing" if value is None else f"{value:.3f}"
            problems.append(
                f"{name} is {told}, {'above its ceiling' if ceiling else 'below its floor'} of {floor.floor:.3f}"
            )
        lowered = floor.floor > floor.best + 1e-9 if ceiling else floor.floor < floor.best - 1e-9
        if lowered and (not floor.why or floor.why not in changelog):
            step = f"from {floor.best:.3f} to {floor.floor:.3f}"
            problems.append(f"the floor of {name} was lowered {step} without a line in the changelog")
    return problems


def raised(floors: Mapping[str, Floor], found: Scores, *, lower: str = "") -> dict[str, Floor]:
    """Give new floors from scores: each as high as now, less `SLACK`. Only with `lower`, the reason, do they sink."""
    new: dict[str, Floor] = {}
    for name in (*FIGURES, *CEILINGS):
        value = getattr(found, name)
        if value is None:
            continue
        ceiling = name in CEILINGS
        now = round(value + SLACK if ceiling else value - SLACK, 3)
        old = floors.get(name)
        if old is None:
            new[name] = Floor(now, now)
        elif now < old.floor if ceiling else now > old.floor:
            best = min(now, old.best) if ceiling else max(now, old.best)
            new[name] = Floor(now, best, "" if now == best else old.why)
        elif lower and now != old.floor:
            new[name] = Floor(now, old.best, lower)
        else:
            new[name] = old
    return new
