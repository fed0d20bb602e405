"""The check of a record: whether every row rests on its report, and the rows agree with each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from comity.errors import RecordDamaged
from comity.model import Coding, Span
from comity.record import corrections, store
from comity.record.columns import dyads_of, refs_of, rows_of, states_of, text_hash, walk
from comity.record.failures import fetching
from comity.record.log import open_record
from comity.record.places import Place, located

# Only these are named in a coding's `actors`; states and bodies are the codebook's.
_OWN_ACTORS = ("person:", "group:")


def check(path: str | Place) -> tuple[str, ...]:
    """What is wrong with the record, a sentence each, sorted; empty when it is whole.

    Raises `RecordMissing` when none lies there and `RecordNewer` when this version can't judge it.
    """
    folder = located(path)
    try:
        open_record(folder, create=False)
        with fetching(folder):
            return tuple(sorted((*_problems(store.raw_rows(folder)), *_corrections_off(folder))))
    except RecordDamaged as damage:
        return (str(damage),)


def coding_problems(coding: Coding) -> Iterator[str]:
    """What in one coding does not rest on its report or points nowhere, without the report's name."""
    text = coding.report.text
    for part in (coding.actors, *rows_of(coding), coding.figures):
        name = getattr(part, "id", "a figure" if part is coding.figures else "an actor")
        for span in (each for each in walk(part) if isinstance(each, Span)):
            if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.text:
                yield f"{name} has a span {span.start}..{span.end} that is not the text there"
    for skipped in coding.skipped:
        if not 0 <= skipped.start <= skipped.end <= len(text):
            yield f"a skipped stretch {skipped.start}..{skipped.end} lies outside the text"
    ids = Counter(each.id for each in (*rows_of(coding), *coding.actors))
    yield from (f"the id {each} is there {count} times" for each, count in ids.items() if count > 1)
    yield from _dangling(coding)


def _dangling(coding: Coding) -> Iterator[str]:
    pledges = {each.id for each in coding.pledges}
    agreements = {each.id for each in coding.agreements}
    actors = {each.id for each in coding.actors}
    for agreement in coding.agreements:
        for lost in sorted(set(agreement.pledges) - pledges):
            yield f"{agreement.id} names the pledge {lost}, which is not there"
    for pledge in coding.pledges:
        if pledge.agreement is not None and pledge.agreement not in agreements:
            yield f"{pledge.id} names the agreement {pledge.agreement}, which is not there"
    for row in rows_of(coding):
        for lost in sorted({ref.id for ref in refs_of(row) if ref.id} - actors):
            if lost.startswith(_OWN_ACTORS):
                yield f"{row.id} names the actor {lost}, who is not there"


def _problems(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    decoder = msgspec.json.Decoder(Coding)
    keys: Counter[tuple[str, str, str]] = Counter()
    places: Counter[int] = Counter()
    for row in rows:
        name = f"report {row['report_id']} by {row['coder']}"
        keys[(row["report_id"], row["coder"], row["text_hash"])] += 1
        places[row["sequence"]] += 1
        if row["schema_version"] > store.SCHEMA:  # rows of earlier schemas are as good as those of this one
            yield f"{name}: its schema is {row['schema_version']}, the record's {store.SCHEMA}"
        try:
            coding = decoder.decode(row["coding"])
        except (msgspec.MsgspecError, TypeError) as error:
            yield f"{name}: its coding can't be decoded ({error})"
            continue
        yield from (f"{name}: {each}" for each in _columns_off(row, coding))
        yield from (f"{name}: {each}" for each in coding_problems(coding))
    for (report, coder, digest), count in keys.items():
        if count > 1:
            yield f"report {report} by {coder}: it is there {count} times with the same text ({digest[:12]})"
    for place, count in places.items():
        if count > 1:
            yield f"the place {place} in the log's order is taken {count} times"


def _corrections_off(folder: Place) -> Iterator[str]:
    """Corrections by hand of what the log does not hold; incidents are the ledger's to know."""
    made = corrections.held(folder)
    if not made:
        return
    known = {each for head in store.heads(folder, extra=["row_ids"]) for each in (head.report_id, *head.row_ids)}
    for each in made:
        tied = each.value if each.action in ("part", "match", "unmatch") else None
        for id in (each.target, tied):
            if isinstance(id, str) and not id.startswith(corrections.INCIDENT) and id not in known:
                yield f"the correction {each.id} is of {id}, which is not there"
    for id, count in Counter(each.id for each in made).items():
        if count > 1:
            yield f"the correction {id} is there {count} times"


def _columns_off(row: dict[str, Any], coding: Coding) -> Iterator[str]:
    truth = {
        "report_id": coding.report.id,
        "coder": coding.coder,
        "text_hash": text_hash(coding.report.text),
        "published": coding.report.published,
        "dyads": list(dyads_of(coding)),
        "states": list(states_of(coding)),
        "row_ids": [each.id for each in rows_of(coding)],
    }
    for name, value in truth.items():
        if row[name] != value:
            yield f"its column {name} does not say what its coding says"
