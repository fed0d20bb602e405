"""Who's who: the rows of `comity actors`, and their layout for the eye."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

import msgspec

from comity.model import ActorRef, Coding
from comity.presentation.filters import Filters, names
from comity.presentation.names import state_name
from comity.presentation.wording import count_text, listing, quoted

_WIDTH = 100
_INDENT = "    "
_MOST_NAMES = 6
_MOST_WORDS = 14
_PRONOUNS = frozenset("he she it they his her its their him them himself herself who whom".split())


def actor_rows(codings: Iterable[Coding], wanted: Filters) -> tuple[dict[str, Any], ...]:
    """Give the rows of the who's who that filters keep, as plain values; offices also as the reports tell them."""
    from comity.ledger import people

    held = tuple(codings)
    found = [msgspec.to_builtins(person) for person in people(held)]
    roles: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for coding in held:
        for actor in coding.actors:
            roles[actor.id, coding.report.id] = msgspec.to_builtins(actor.roles)
    rows = []
    for row in found:
        # A person parted from another of the same name bears a longer id than the reports' own.
        plain = ":".join(row["id"].split(":")[:2])
        ids = dict.fromkeys((row["id"], plain))
        told = [each for report in row["reports"] for own in ids for each in roles.get((own, report), [])]
        row["roles"] = [each for at, each in enumerate(told) if each not in told[:at]]
        if _fits(row, wanted):
            rows.append(row)
    return tuple(rows)


def _fits(row: dict[str, Any], wanted: Filters) -> bool:
    if wanted.type is not None and row["kind"] != wanted.type:
        return False
    if wanted.dyad is not None and row["country"] not in wanted.dyad.replace(">", "-").split("-"):
        return False
    if wanted.actor is None:
        return True
    called = [each for each in (row["name"], *row["variants"]) if each.lower() not in _PRONOUNS]
    # A short name is no code's piece: "lee" finds the Lees, "IRN" no Cairn.
    if any(wanted.actor.casefold() in each.casefold().replace("-", " ").split() for each in called):
        return True
    return names([ActorRef(row["country"], None, row["id"], name, name) for name in called], wanted.actor)


def who_text(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Give the lines of the who's who: a block a person, then a line each for states, bodies and groups."""
    others = [row for row in rows if row["kind"] != "person"]
    for row in rows:
        if row["kind"] == "person":
            yield from _block(row)
            yield ""
    for kind in dict.fromkeys(row["kind"] for row in others):
        told = "; ".join(f"{row['name']} ({_named(row)})" for row in others if row["kind"] == kind)
        yield from _wrapped(f"{kind.upper()}  ", told, indent="  ")
        yield ""


def _block(row: dict[str, Any]) -> Iterator[str]:
    state = state_name(row["country"]) if row["country"] else "state not told"
    yield f"{row['name'].upper()}  ·  {state}  ·  named {_named(row)}  ·  {row['id']}"
    own = {each for each in row["variants"] if each.lower() not in _PRONOUNS and each != row["name"]}
    also = sorted(each for each in own if each[:1].isupper() and not each.startswith("The "))
    if also:
        yield from _wrapped("also      ", ", ".join(also[:_MOST_NAMES]))
    head = "offices   "
    for tenure in row["tenures"]:
        yield from _wrapped(head, _tenure(tenure, row["country"]))
        head = " " * len(head)
    for name, called in (("party     ", "parties"), ("camp      ", "camps")):
        if row[called]:
            yield from _wrapped(name, "; ".join(f"{each['name']} ({_cited(each)})" for each in row[called]))
    for name, side in (("before    ", "succeeded"), ("after     ", "preceded")):
        for each in row[side]:
            yield from _wrapped(name, _neighbour(each))
            name = " " * len(name)
    for each in row["contradictions"]:
        claims = " — but ".join(f"{claim['told']} ({_source(claim)})" for claim in each["claims"])
        yield from _wrapped("DOES NOT FIT  ", claims)


def _tenure(tenure: dict[str, Any], country: str | None) -> str:
    days = _days(tenure)
    where = tenure["organisation"] or (
        state_name(tenure["country"]) if tenure["country"] and tenure["country"] != country else ""
    )
    title = f"{tenure['title']}{f', {where}' if where else ''}"
    return f"{days:<26}{title}  [{'table' if tenure['source'] == 'table' else _cited(tenure)}]"


def _days(tenure: dict[str, Any]) -> str:
    if tenure["from"] or tenure["to"]:
        return f"{tenure['from'] or '?'} to {tenure['to']}" if tenure["to"] else f"since {tenure['from']}"
    if tenure["former"]:
        return f"before {tenure['seen']}" if tenure["seen"] else "formerly"
    return f"seen {tenure['seen']}" if tenure["seen"] else "day not told"


def _neighbour(each: dict[str, Any]) -> str:
    office = f", {each['office']}" if each["office"] else ""
    when = f", {each['on']}" if each["on"] else ""
    told = "; ".join(part for part in ("table" if each["source"] == "table" else "", _cited(each)) if part)
    return f"{each['name']}{office}{when}  [{told}]"


def _cited(row: dict[str, Any]) -> str:
    """The first words that tell it, and in how many reports."""
    if not row["evidence"]:
        return ""
    reports = len({each["report"] for each in row["evidence"]})
    more = f", {count_text(reports, 'report')}" if reports > 1 else ""
    return f"{quoted(row['evidence'][0]['span']['text'], most=_MOST_WORDS)}{more}"


def _source(claim: dict[str, Any]) -> str:
    reports = list(dict.fromkeys(each["report"] for each in claim["evidence"]))
    return f"report {listing(reports)}" if reports else claim["source"]


def _named(row: dict[str, Any]) -> str:
    times = "once" if row["named"] == 1 else count_text(row["named"], "time")
    return f"{times} in {count_text(len(row['reports']), 'report')}"


def _wrapped(head: str, text: str, *, indent: str = _INDENT) -> Iterator[str]:
    start = indent + head
    yield from wrap(text, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_long_words=False)
