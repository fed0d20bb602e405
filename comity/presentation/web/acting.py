"""What an actor's page gathers from the index: whom they act with, their positions, words and newest acts."""

import sqlite3
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.presentation.index import Index
from comity.presentation.index.columns import Mask

QUADS = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True)
class Company:
    """A dyad that an actor acts in: how many incidents of the record it has, in all and by quad class."""

    dyad: str
    total: int
    quads: dict[str, int]


def mask_of(index: Index, table: str, key: str) -> Mask:
    """Give which rows name an actor: by id, or of a state or body by its code; imported rows are left out."""
    columns = index.columns(table)
    found: Mask = columns.alive & columns.own & columns.holding("actor", lambda word: word == key)
    return found


def company(index: Index, key: str, *, country: str | None, most: int = 10) -> tuple[Company, ...]:
    """Give the dyads of an actor's incidents that tell of most, with how many fall in each quad class.

    Where the actor's `country` is known, only its dyads: others who take part in the same act have dyads of their own.
    """
    columns = index.columns("incidents")
    mask = mask_of(index, "incidents", key)
    dyads, quads = columns.several["dyad"], columns.single["quad"]
    inside = dyads.inside(mask)
    width = max(len(quads.words), 1)
    pairs = dyads.codes[inside].astype(np.int64) * width + quads.codes[dyads.rows[inside]]
    counts = np.bincount(pairs, minlength=len(dyads.words) * width).reshape(-1, width)
    found: list[Company] = []
    for at in np.argsort(-counts.sum(axis=1), kind="stable"):
        total = int(counts[at].sum())
        if not total or len(found) >= most:
            break
        if country is None or country in dyads.words[at].split("-"):
            by_quad = {word: int(counts[at][code]) for code, word in enumerate(quads.words) if word}
            found.append(Company(dyads.words[at], total, {quad: by_quad.get(quad, 0) for quad in QUADS}))
    return tuple(found)


def newest(index: Index, table: str, key: str, count: int) -> tuple[tuple[sqlite3.Row, ...], int]:
    """Give the newest rows of a table that name an actor, and how many there are."""
    mask = mask_of(index, table, key)
    return index.rows(table, index.columns(table).rows(mask, count=count)), int(mask.sum())


def positions(index: Index, key: str, *, of_state: bool, most: int = 60) -> dict[str, list[dict[str, Any]]]:
    """Give where an actor stands by issue, the newest first; of a state those of all who speak for it."""
    columns = index.columns("positions")
    mask = columns.alive & columns.among("way", (f"{key}>",)) if of_state else mask_of(index, "positions", key)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in index.rows("positions", columns.rows(mask, count=most)):
        whole = index.row("positions", row["id"])
        if whole is not None:
            found.setdefault(whole["issue"], []).append(whole)
    return found


def statements(index: Index, key: str, *, of_state: bool, most: int = 80) -> tuple[list[Any], list[Any]]:
    """Give what an actor said, and what others said of or to them, the newest first, of the newest `most`."""
    rows, _ = newest(index, "statements", key, most)
    said: list[dict[str, Any]] = []
    heard: list[dict[str, Any]] = []
    for row in rows:
        whole = index.row("statements", row["id"])
        if whole is not None:
            speaker = whole["speaker"] or {}
            own = key in ((speaker.get("country"),) if of_state else (speaker.get("id"),))
            (said if own else heard).append(whole)
    return said, heard
