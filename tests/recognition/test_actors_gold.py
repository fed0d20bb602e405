"""Who is who in news language against a set coded by hand: states, people by date, bodies, and names that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from comity.model import ActorRef, Mention, Reading, Report
from comity.recognition import recognise_all

GOLD = Path(__file__).parents[1] / "gold" / "actors.jsonl"
RIGHT = 0.95

# Bodies of a state that act in its name; the people and the firms of a state do not.
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def head_of(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The token that carries the words `start..end`: the first whose own head lies outside them."""
    for sentence in reading.sentences:
        inside = {token.i for token in sentence.tokens if token.start < end and start < token.end}
        for i in sorted(inside):
            if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i:
                return sentence.index, i
    return None


def inside(reading: Reading, start: int, end: int) -> list[Mention]:
    """The mentions whose head stands in the words `start..end`."""
    found = []
    for mention in reading.mentions:
        token = reading.sentences[mention.sentence].tokens[mention.head]
        if start <= token.start and token.end <= end:
            found.append(mention)
    return found


def meant(reading: Reading, start: int, end: int) -> tuple[ActorRef, ...]:
    """Whom the words `start..end` refer to, by the mention on their head, else by the longest one in them."""
    found = inside(reading, start, end)
    head = head_of(reading, start, end)
    for mention in found:
        if (mention.sentence, mention.head) == head:
            return mention.actors
    return max(found, key=lambda each: each.end - each.start).actors if found else ()


def is_government(ref: ActorRef) -> bool:
    return ref.sector in OFFICIAL and ref.country is not None and not ref.country.startswith(("IGO:", "NGO:"))


def wrong(row: dict[str, Any], reading: Reading) -> str:
    """What is wrong with the reading of a row, empty when nothing is."""
    start = row.get("at", row["text"].index(row["mention"]))
    end = start + len(row["mention"])
    wanted, refs = row["id_or_country"], meant(reading, start, end)
    shown = ", ".join(f"{ref.country} {ref.sector} {ref.id}" for ref in refs) or "nobody"
    if "not_id" in wanted and any(ref.id == wanted["not_id"] for ref in refs):
        return shown
    if not row["actor"]:
        # An adjective of a state ("Japanese" in "Japanese tourists") is judged by the noun that it belongs to.
        head = head_of(reading, start, end)
        heads = [
            ref for each in inside(reading, start, end) if each.kind != "demonym" for ref in each.actors
        ]  # fmt: skip
        carried = [each for each in inside(reading, start, end) if (each.sentence, each.head) == head]
        said = [ref for each in carried for ref in each.actors]
        official = [ref for ref in (*heads, *said) if is_government(ref)]
        abroad = [ref for ref in said if wanted["country"] and ref.country not in (None, wanted["country"])]
        return shown if official or abroad else ""
    expected = wanted["country"] if isinstance(wanted["country"], list) else [wanted["country"]]
    if sorted({ref.country or "" for ref in refs}) != sorted(expected):
        return shown
    if any(key in wanted and any(getattr(ref, key) != wanted[key] for ref in refs) for key in ("id", "sector")):
        return shown
    if "same_as" in wanted:
        first = row["text"].index(wanted["same_as"])
        before = meant(reading, first, first + len(wanted["same_as"]))
        if {ref.id for ref in before} != {ref.id for ref in refs}:
            return f"{shown}, before: {', '.join(str(ref.id) for ref in before) or 'nobody'}"
    return ""


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    found = rows()
    reports = [Report(id=row["id"], text=row["text"], published=row["published"]) for row in found]
    return {row["id"]: reading for row, reading in zip(found, recognise_all(reports), strict=True)}


def test_the_set_is_whole() -> None:
    found = rows()
    assert len(found) >= 280
    assert len({row["id"] for row in found}) == len(found)
    assert all(row["mention"] in row["text"] for row in found)
    assert sum(not row["actor"] for row in found) >= 80


def test_who_is_who(readings: dict[str, Reading]) -> None:
    misses = []
    for row in rows():
        got = wrong(row, readings[row["id"]])
        if got:
            misses.append(f"{row['id']} {row['text']} [{row['mention']}] wanted {row['id_or_country']}, got {got}")
    total = len(readings)
    print(f"{total - len(misses)} of {total} right", *misses, sep="\n")
    assert (total - len(misses)) / total >= RIGHT, "\n".join(misses)
