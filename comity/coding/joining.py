"""The same act told twice: by two predicates of a sentence, or again later in the report."""

from comity.coding.found import Found
from comity.coding.roles import Roles
from comity.coding.stage import Stage
from comity.recognition.tree import subtree


def joined(stage: Stage, rows: list[Found]) -> list[Found]:
    """Join predicates of one sentence that tell the same act ("flew to Santiago for talks")."""
    kept: list[Found] = []
    for row in sorted(rows, key=lambda row: (-row.confidence, row.token)):
        twin = next((k for k in kept if tells_same(k, row)), None)
        if twin is None:
            kept.append(row)
            continue
        better = twin._replace(
            mode=twin.mode or row.mode,
            roles=wider(twin, row),
            also=(*twin.also, row.token),
        )
        kept[kept.index(twin)] = better
    return sorted(kept, key=lambda row: row.token)


def wider(a: Found, b: Found) -> Roles:
    """Give the sides of two tellings of one act, each from the one that names it."""
    if a.roles.actors and a.roles.recipients:
        return a.roles
    actors = a.roles.actors or b.roles.actors
    taken = {ref.id or ref.text for ref in actors}
    recipients = a.roles.recipients or tuple(r for r in b.roles.recipients if (r.id or r.text) not in taken)
    return Roles(actors, recipients)


def tells_same(a: Found, b: Found) -> bool:
    """Tell whether two predicates of a sentence have one type, one status and compatible sides."""
    aim = {a.status.status, b.status.status} == {"occurred", "planned"} and "to" in (a.status.cue, b.status.cue)
    if a.type != b.type or (a.status.status != b.status.status and a.type != "CONSULT" and not aim):
        return False
    if a.type == "ASSAULT" and complements(a, b):
        return True
    doers = [{ref.id or ref.text for ref in row.roles.actors} for row in (a, b)]
    if all(doers) and not doers[0] & doers[1]:
        return False
    one, two = states(a), states(b)
    if a.type == "CONSULT" and a.status.status != b.status.status:
        return (
            one == two
            and {a.status.status, b.status.status} == {"occurred", "planned"}
            and a.status.cue in ("", "to", "for")
            and b.status.cue in ("", "to", "for")
        )
    return one <= two or two <= one


def told_before(row: Found, earlier: list[Found]) -> bool:
    """Tell whether a noun only refers back to an act that this report told already ("the visit", "Lee's visit")."""
    if row.match.frame.pos != "noun" and (row.roles.actors or row.type != "CONSULT"):
        return False
    token = row.sentence.tokens[row.token]
    if row.match.frame.pos == "noun" and any(
        row.sentence.tokens[c].text.lower() in ("a", "an", "another", "new", "second", "third")
        for c in row.sentence.children[token.i]
    ):
        return False
    mine = states(row)
    return any(old.type == row.type and mine <= states(old) for old in earlier)


def states(row: Found) -> set[str]:
    """Give the states of both sides of an act, or the names of those without one."""
    return {ref.country or ref.id or ref.text for ref in (*row.roles.actors, *row.roles.recipients)}


def complements(a: Found, b: Found) -> bool:
    """Tell whether one act tells the other's missing side ("were killed in Israeli shelling")."""
    upper, lower = (a, b) if a.match.frame.pos == "verb" else (b, a)
    if lower.match.frame.pos != "noun" or upper.roles.actors:
        return False
    return lower.token in subtree(upper.sentence, upper.token)
