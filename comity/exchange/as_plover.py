"""Events as PLOVER publishes them: a JSON object a line, by the field names of its data set POLECAT.

Source: Halterman, Bagozzi, Beger, Schrodt and Scarborough, PLOVER and POLECAT: A New Political Event Ontology and
Dataset (2023); the columns of the release on Harvard Dataverse, doi:10.7910/DVN/AJGVIT.
"""

from collections.abc import Mapping, Sequence
from typing import Any


def plover(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of events under PLOVER's names; what PLOVER has no name for keeps ours, with a capital.

    Fields in which an event may have several values are lists. What is not known is null.
    """
    date, place = row["date"] or {}, row["place"] or {}
    return {
        "Event ID": row["id"],
        "Event Date": date.get("start"),
        "Event Type": row["type"],
        "Event Mode": row["mode"],
        "Intensity": row["intensity"],
        "Quad Code": None if row["quad"] is None else row["quad"].upper(),
        "Contexts": list(row["contexts"]),
        **_side("Actor", row["actors"]),
        **_side("Recipient", row["recipients"]),
        "Placename": place.get("name"),
        "Country": place.get("country"),
        "Latitude": place.get("latitude"),
        "Longitude": place.get("longitude"),
        "Source": row["outlet"],
        "Publication Date": row["published"],
        "Story ID": row["report"],
        "Headline": row["title"],
        "Event Date End": date.get("end"),
        "Date Precision": date.get("precision"),
        "Status": row["status"],
        "CAMEO Code": row["cameo"],
        "Issues": list(row["issues"]),
        "Event Text": " ".join(" ".join(span["text"] for span in row["evidence"]).split()) or row["label"],
        "Confidence": row["confidence"],
        "URL": row["url"],
        "Coder": row["coder"],
        "Licence": row["licence"],
    }


def _side(role: str, refs: Sequence[Mapping[str, Any]]) -> dict[str, list[str | None]]:
    """Lists of one length: the n-th of each tells the n-th actor."""
    return {
        f"{role} Name": [ref["name"] for ref in refs],
        f"{role} Name Raw": [ref["text"] for ref in refs],
        f"{role} Country": [ref["country"] for ref in refs],
        f"Primary {role} Sector": [ref["sector"] for ref in refs],
    }
