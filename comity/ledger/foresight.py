"""Who expects well: each source's assessments with what became of them."""

import re
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Literal, NamedTuple

from comity.model import Assessment, Coding, Foresight, Report, Settled

# A 90% interval: the normal quantile of 0.95.
Z = 1.6448536269514722
_PLACE = re.compile(r"\s+in\s+[A-Z].*$")
_BY = re.compile(r"^\s*by\s+", re.I)


class _Source(NamedTuple):
    """Who holds an assessment: one row of the table."""

    source: str
    kind: Literal["author", "person", "office"]
    affiliation: str | None
    country: str | None


def foresight(codings: Iterable[Coding], became: Mapping[str, Settled]) -> tuple[Foresight, ...]:
    """Give a row a source over the assessments that `became` (of `settled`) holds, those most often right first.

    An author is known by byline and outlet, by the outlet alone where there is no byline; a person by name and
    affiliation; others by their office. `share` is came true / (came true + did not), `low` and `high` its
    Wilson 90% interval; `brier` the mean of (p - o)^2 over those that state a likelihood.
    """
    held: dict[_Source, list[tuple[Assessment, Settled]]] = {}
    for coding in codings:
        for row in coding.assessments:
            if row.id in became:
                held.setdefault(_source(row, coding), []).append((row, became[row.id]))
    rows = [_row(source, told) for source, told in held.items()]
    return tuple(sorted(rows, key=lambda row: (-row.settled, -(row.share or 0.0), -row.made, row.source)))


def wilson(right: int, number: int, *, z: float = Z) -> tuple[float, float] | None:
    """Give Wilson's interval for a share of `right` in `number`; null of nothing. Source: Wilson 1927, JASA 22, 209."""
    if number == 0:
        return None
    share, weight = right / number, 1 + z * z / number
    middle = (share + z * z / (2 * number)) / weight
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number)) / weight
    return max(0.0, middle - half), min(1.0, middle + half)


def _row(source: _Source, told: list[tuple[Assessment, Settled]]) -> Foresight:
    counts = {name: sum(each.outcome == name for _, each in told) for name in ("came true", "did not", "unclear")}
    right, decided = counts["came true"], counts["came true"] + counts["did not"]
    band = wilson(right, decided)
    scores = [score for row, each in told if (score := _score(row, each)) is not None]
    return Foresight(
        source=source.source,
        kind=source.kind,
        affiliation=source.affiliation,
        country=source.country,
        made=len(told),
        settled=decided,
        came_true=right,
        did_not=counts["did not"],
        unclear=counts["unclear"],
        open=len(told) - decided - counts["unclear"],
        share=round(right / decided, 4) if decided else None,
        low=round(band[0], 4) if band else None,
        high=round(band[1], 4) if band else None,
        brier=round(sum(scores) / len(scores), 4) if scores else None,
        scored=len(scores),
        assessments=tuple(row.id for row, _ in told),
    )


def _score(row: Assessment, settled: Settled) -> float | None:
    """(p - o)^2 with p the middle of the likelihood's range; null where none is stated or nothing is settled.

    A range below one half is said of an event that is expected not to come about, so its coming true is o = 0.
    """
    stated = row.likelihood
    if stated is None or settled.outcome not in ("came true", "did not"):
        return None
    chance = (stated.low + stated.high) / 2
    happened = (settled.outcome == "came true") == (chance >= 0.5)
    return float((chance - happened) ** 2)


def _source(row: Assessment, coding: Coding) -> _Source:
    if row.by == "author":
        return _author(coding.report)
    if (row.by.id or "").startswith("person:"):
        actor = next((each for each in coding.actors if each.id == row.by.id), None)
        role = next(iter(actor.roles), None) if actor else None
        where = ", ".join(part for part in (role.title, role.organisation or role.country) if part) if role else None
        return _Source(row.by.name or row.by.text, "person", where, row.by.country)
    return _Source(row.by.name or row.by.text, "office", None, row.by.country)


def _author(report: Report) -> _Source:
    byline = _PLACE.sub("", _BY.sub("", report.byline or "")).strip()
    if byline:
        return _Source(byline, "author", report.outlet, None)
    return _Source(report.outlet or f"author of {report.id}", "author", report.outlet, None)
