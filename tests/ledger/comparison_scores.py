"""Scores of a comparison against its gold: differences found and right, and acts told by both or by one."""

from collections.abc import Iterable
from typing import Any

from comity.model import Comparison, Disagreement, Telling


def score(row: dict[str, Any], found: Comparison) -> dict[str, Any]:
    """What of one pair's gold was found: lists of gold differences missed, found ones that are none, and so on."""
    texts = [report["text"] for report in row["reports"]]
    told = list(found.differently)
    missed, hits = [], 0
    for planted in row["differences"]:
        hit = next((each for each in told if _fits(planted, each)), None)
        if hit is None:
            missed.append(planted)
        else:
            told.remove(hit)
            hits += 1
    # What is told differently is told by both.
    both = (*found.both, *found.differently)
    unshared = [pair for pair in row["shared"] if not any(_tells_both(texts, pair, each) for each in both)]
    alone = [(place, words) for place in (0, 1) for words in row["only"][place]]
    wrongly = [
        (place, words)
        for place, words in alone
        if any(_tells(texts[place], words, each, place) for each in found.both if each.kind == "act")
    ]
    none = [planted for planted in row["apparent"] if any(_fits(planted, each) for each in found.differently)]
    return {
        "hits": hits,
        "planted": len(row["differences"]),
        "missed": missed,
        "false": told,
        "shared": len(row["shared"]),
        "unshared": unshared,
        "alone": len(alone),
        "wrongly_shared": wrongly,
        "apparent": len(row["apparent"]),
        "apparent_missed": none,
    }


def total(scores: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Recall and precision of differences, and the shares of acts that were told rightly by both or by one."""
    rows = list(scores)
    hits, planted = sum(row["hits"] for row in rows), sum(row["planted"] for row in rows)
    false = sum(len(row["false"]) for row in rows)
    shared, alone = sum(row["shared"] for row in rows), sum(row["alone"] for row in rows)
    return {
        "planted": planted,
        "recall": round(hits / planted, 3),
        "precision": round(hits / (hits + false), 3) if hits + false else 0.0,
        "both": round(1 - sum(len(row["unshared"]) for row in rows) / shared, 3),
        "alone": round(1 - sum(len(row["wrongly_shared"]) for row in rows) / alone, 3),
        "apparent": sum(len(row["apparent_missed"]) for row in rows),
    }


def _fits(planted: dict[str, str], found: Disagreement) -> bool:
    if planted["kind"] != found.kind:
        return False
    sides = (("one", found.one), ("other", found.other))
    return all(_value(planted["kind"], planted[name], side.value or "") for name, side in sides)


def _value(kind: str, gold: str, value: str) -> bool:
    if kind == "figure":
        from comity.ledger.amounts import amounts
        from comity.model import Span

        told = amounts(Span(0, len(value), value))
        return bool(told) and told[0].value == float(gold)
    if kind == "speaker":
        # The gold names the office in the report's words, the value with the state's code or name.
        return gold.split()[-2].lower()[:5] in value.lower() or _state(gold) in value
    return gold.lower() in value.lower()


def _state(words: str) -> str:
    from comity import codebook

    first = words.split()[0].removesuffix("'s")
    for state in codebook.states().values():
        if first in (state.name, *state.demonyms):
            return state.code
    return "?"


def _tells_both(texts: list[str], pair: list[str], telling: Telling | Disagreement) -> bool:
    return all(_tells(texts[place], pair[place], telling, place) for place in (0, 1))


def _tells(text: str, words: str, telling: Telling | Disagreement, place: int) -> bool:
    side = (telling.one, telling.other)[place]
    start = text.index(words)
    end = start + len(words)
    return side is not None and any(span.start < end and start < span.end for span in side.evidence)
