"""The index's tables and columns in words, for `/sql`: those of docs/fields.md, and what the index adds."""

from functools import lru_cache

from comity.presentation.index import public_columns
from comity.presentation.web.shipped import fields

ABOUT = {
    "events": "acts, one row for each telling in each report",
    "incidents": "acts, one row for each however many reports tell it",
    "agreements": "what was agreed",
    "pledges": "what was promised, and what became of it",
    "statements": "what was said, and by whom",
    "positions": "where each stands on an issue",
    "assessments": "what is expected, and by whom",
    "actors": "who is named",
    "reports": "the reports that were read",
    "tellings": "which report tells which incident, by which event",
}
_NOUN = {
    "events": "Event", "incidents": "Incident", "agreements": "Agreement", "pledges": "LedgerPledge",
    "statements": "Statement", "positions": "Position", "assessments": "Assessment", "actors": "Person",
    "reports": "Report",
}  # fmt: skip
_EVERY = {
    "row": "the number of the row in the index; later ones were added later, and a row that changes gets another",
    "id": "the row's id, which stays",
    "report": "the id of the report that tells it; null where several do",
    "start": "its first day (ISO), null where none is told",
    "end": "its last day (ISO)",
    "ways": "who acts on whom, `CHL>PER`, parted by tabs; of positions `CHL>`",
    "dyads": "the dyads, `CHL-PER`, parted by tabs",
    "parties": "the codes, ids and names of those who take part, parted by tabs",
    "subjects": "the issues that it is about, parted by tabs",
    "kind": "the PLOVER type, or the table's own kind, form or stance",
    "origin": "`own` for the record's own codings, `imported` for those of others",
    "told": "the act in words",
    "coder": "whose coding it is: name and version",
    "outlet": "who published the report",
    "published": "the day of the report's publication",
    "title": "the report's headline",
    "evidence": "the words of the report that it rests on",
    "reports": "how many reports tell it",
    "outlets": "how many outlets tell it",
    "events": "the ids of its events",
    "place": "the place where it was, by its name",
    "place_country": "the state of that place",
    "place_latitude": "degrees north",
    "place_longitude": "degrees east",
    "due_end": "the last day by which it is due",
    "settled_on": "the day on which it was settled",
    "settled": "what became of the expectation",
    "quote": "the words",
    "likelihood": "the chance that the hedge tells, as a range",
    "characters": "the length of the cleaned text",
    "incident": "the incident's id",
    "event": "the event's id",
}
_OWN = {
    ("agreements", "title"): "the agreement's own title",
    ("reports", "id"): "the report's id",
    ("reports", "place"): "the dateline's place",
    ("reports", "skipped"): "how many stretches were seen and not coded",
    ("actors", "named"): "how often the reports name it",
    ("actors", "roles"): "the offices it held, with their days",
}


@lru_cache(maxsize=1)
def schema() -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Give each table, what it holds, and its columns with their meanings."""
    return tuple(
        (table, ABOUT[table], tuple((name, _meaning(table, name)) for name in names))
        for table, names in public_columns().items()
    )


def _meaning(table: str, name: str) -> str:
    told = _OWN.get((table, name))
    if told is None and table == "reports" and name in _NOUN:
        told = f"how many {name} it tells"
    if told is None:
        told = fields().get(_NOUN.get(table, ""), {}).get(name) if name not in ("id", "report", "reports") else None
    if told is None and name.endswith("_names"):
        told = f"the names of {name.removesuffix('_names').replace('_', ' ')}, parted by |"
    return told or _EVERY.get(name) or ""
