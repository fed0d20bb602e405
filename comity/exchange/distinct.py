"""What makes rows one act: its coder and day, who acts on whom under which names, and its code (or type).

Data sets of events tell an act once for each sentence or story that tells it; who counts rows counts the press.
"""

from collections.abc import Sequence
from functools import lru_cache

from comity.codebook import event_types, modes, weight

# Both directions of a row: a joint act is one of each side towards the other.
_SIDED = """
    SELECT *, unnest(CASE WHEN joint THEN [false, true] ELSE [false] END) AS turned FROM ({rows})
"""
# The rows of one act in one direction are one: by its day, its names, and its code (or type, where there is none).
# A report that tells it in several sentences is one report; where the layout tells no report apart, rows are summed.
# Names and codes are grouped by their hash, a third faster: two acts of one dyad and day share one in 10^19.
_REPORTS = "CASE WHEN any_value(story) IS NULL THEN sum(coalesce(reports, 1)) ELSE max(coalesce(reports, 1)) END"
_ACTS = """
    SELECT dyad, coder, date, one, other, act, min(quad) AS quad, max(intensity) AS weight, sum(reports) AS reports,
        min(turned) AS turned, max(joint::TINYINT) AS joint
    FROM (
        SELECT dyad, coder, date, hash(story) AS telling,
            CASE WHEN turned THEN recipient ELSE actor END AS one,
            CASE WHEN turned THEN actor ELSE recipient END AS other,
            hash(
                CASE WHEN turned THEN recipient_name ELSE actor_name END,
                CASE WHEN turned THEN actor_name ELSE recipient_name END, coalesce(cameo, type)) AS act,
            min(quad) AS quad, max({points}) AS intensity, min(turned::TINYINT) AS turned,
            max(joint::TINYINT) AS joint, {told} AS reports
        FROM ({sided}) GROUP BY ALL
    ) GROUP BY ALL
"""


def directed_sql(rows: str) -> str:
    """SQL that gives each distinct act of `rows` (SQL over all columns) once in each direction that it goes.

    Columns: `dyad`, `coder`, `date`, `one` and `other` (the codes of who acts and on whom), `act` (a hash), `quad`,
    `weight` (see `points_sql`), `reports`, `turned` (1 where a joint act is told in its second direction only), `joint`
    (1 of a joint act).
    """
    return _ACTS.format(sided=_SIDED.format(rows=rows), told=_REPORTS, points=points_sql())


@lru_cache(maxsize=1)
def points_sql() -> str:
    """SQL for what an act weighs in a measure (`codebook.weight`); what has no type, such as a statement, weighs 0."""

    def scored(type_: str) -> str:
        ways = "".join(f" WHEN '{mode}' THEN {weight(type_, mode)}" for known, mode in modes() if known == type_)
        return f"CASE mode{ways} ELSE {weight(type_, None)} END" if ways else f"{weight(type_, None)}"

    return "CASE type" + "".join(f" WHEN '{type_}' THEN {scored(type_)}" for type_ in event_types()) + " ELSE 0 END"


def acts_sql(rows: str, columns: Sequence[str], *, parted: Sequence[str] = ()) -> str:
    """SQL that gives each distinct act of `rows` (SQL with `id` and `columns`) once, under the smallest of its ids.

    `ids` are those of all its rows, `outlets` counts its publishers, `reports` what tells it; `columns` are those of
    the row of the smallest id. Acts that differ in a column of `parted` too are several.
    """
    kept = ", ".join(f"first({name} ORDER BY id) AS {name}" for name in columns if name != "reports")
    # The sides of a joint act stand in either order; by the order of their codes the two rows are one.
    turned = "joint AND recipient < actor"
    key = f"""{"".join(f"{name}, " for name in parted)}coder, date, joint, coalesce(cameo, type),
        CASE WHEN {turned} THEN recipient ELSE actor END, CASE WHEN {turned} THEN actor ELSE recipient END,
        CASE WHEN {turned} THEN recipient_name ELSE actor_name END,
        CASE WHEN {turned} THEN actor_name ELSE recipient_name END"""
    return f"""
        SELECT min(id) AS id, {kept}, list(id ORDER BY id) AS ids, count(DISTINCT source) AS outlets,
            sum(share)::BIGINT AS reports
        FROM (
            SELECT *, CASE WHEN story IS NULL THEN coalesce(reports, 1)
                WHEN row_number() OVER (PARTITION BY act, story ORDER BY reports DESC, id) = 1
                THEN coalesce(reports, 1) ELSE 0 END AS share
            FROM (SELECT *, hash({key}) AS act FROM ({rows}))
        ) GROUP BY act
    """
