"""Sides that the words of an act leave out, and the rest of its sentence tells: whose president, against whom."""

from comity.coding.found import Found, confidence
from comity.coding.roles import Roles, same
from comity.coding.stage import Stage, merged
from comity.model import ActorRef, Mention, Sentence
from comity.recognition.tree import ancestors

# Attackers whom nobody names need not come from where they strike.
NAMELESS = frozenset({"CRM", "UAF"})
NAMELESS_WORDS = frozenset("gunman gunmen bomber attacker assailant fighter militant terrorist raider pirate".split())
# Roles of outsiders ("inspectors", "mediators"), and the victims of a wrong, who are seldom of the state beside them.
OUTSIDERS = frozenset(
    "inspector mediator monitor observer peacekeeper donor investor tourist ally neighbour survivor victim "
    "comfort".split()
)
SIDES = frozenset(
    {"state", "demonym", "capital", "house", "person", "office", "organisation", "group", "pronoun", "body"}
)


def at_home(stage: Stage, sentence: Sentence, roles: Roles) -> Roles:
    """Give offices and groups without a state ("the president", "dockworkers") the only state that a sentence names."""
    named = {
        ref.country for mention in stage.mentions.get(sentence.index, ()) for ref in mention.actors
        if ref.country and not ref.country.startswith(("IGO:", "NGO:"))
    }  # fmt: skip
    if len(named) != 1:
        return roles
    (code,) = named
    actors = tuple(ref if nameless(ref) else settled(ref, code) for ref in roles.actors)
    return Roles(actors, tuple(settled(ref, code) for ref in roles.recipients))


def nameless(ref: ActorRef) -> bool:
    """Tell whether an attacker is only called one: "gunmen", "hackers"."""
    return ref.sector in NAMELESS or bool(NAMELESS_WORDS & set(ref.text.lower().replace("-", " ").split()))


def settled(ref: ActorRef, code: str) -> ActorRef:
    """Give a role noun without a state the state `code`."""
    key = ref.id or ""
    if ref.country is not None or not key.startswith("office:unknown:"):
        return ref
    if any(word.rstrip("s").strip("“”\"'") in OUTSIDERS or word[:1].isupper() for word in ref.text.split()[-2:]):
        return ref
    return ActorRef(code, ref.sector, key.replace("unknown", code, 1), f"{ref.name}, {code}", ref.text)


def completed(stage: Stage, row: Found, rows: dict[int, Found]) -> Found:
    """Give an act without a recipient the one of the act it is joined to, else the only other state of its sentence."""
    if not row.roles.actors or not row.match.frame.recipient or row.match.frame.reciprocal:
        return row
    if any(ref.country or (ref.id or "").startswith("person:") for ref in row.roles.recipients):
        return row
    found = from_first(row, rows) or only_other(stage, row)
    if not found:
        return row
    code = found[0].country
    people = tuple(settled(ref, code) for ref in row.roles.recipients) if code else ()
    roles = Roles(row.roles.actors, tuple(ref for ref in people if ref.country) or found)
    return row._replace(roles=roles, confidence=round(0.9 * confidence(row.match.frame, roles, row.status), 3))


def from_first(row: Found, rows: dict[int, Found]) -> tuple[ActorRef, ...]:
    """Give the recipients of the act that this one is coordinated with: "accused Iran and threatened to respond"."""
    token = row.sentence.tokens[row.token]
    first = rows.get(token.head)
    if token.dep != "conj" or first is None or not same_doers(first, row):
        return ()
    mine = list(row.roles.actors)
    return tuple(ref for ref in first.roles.recipients if ref.country and not same(ref, mine))


def same_doers(a: Found, b: Found) -> bool:
    return bool({r.id or r.text for r in a.roles.actors} & {r.id or r.text for r in b.roles.actors})


def only_other(stage: Stage, row: Found) -> tuple[ActorRef, ...]:
    """Give the only other state or body that a sentence names, unless it is where something takes place."""
    mine = {ref.country for ref in row.roles.actors}
    if None in mine:
        return ()
    found: list[ActorRef] = []
    for mention in stage.mentions.get(row.sentence.index, ()):
        others = [ref for ref in mention.actors if ref.country and ref.country not in mine]
        if others and (
            mention.kind not in SIDES or is_venue(row.sentence, mention) or told_of_others(row, mention.head)
        ):
            continue
        found += others
    codes = {ref.country for ref in found}
    return tuple(merged(found)[:1]) if len(codes) == 1 else ()


def told_of_others(row: Found, i: int) -> bool:
    """Tell whether a name stands in a clause on those whom the act hits: "protesters who marched on the embassy"."""
    above = [i, *ancestors(row.sentence, i)]
    if row.token not in above or not row.roles.recipients:
        return False
    inner = above[: above.index(row.token)]
    return any(row.sentence.tokens[k].dep == "relcl" and k > row.token for k in inner)


def is_venue(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a capital only says where: "signed in Geneva", "officials in Riga said"."""
    token = sentence.tokens[mention.head]
    return (
        mention.kind in ("capital", "place")
        and token.dep == "pobj"
        and sentence.tokens[token.head].text.lower() in ("in", "at", "near", "outside")
    )
