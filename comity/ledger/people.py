"""Who's who: the persons of the reports with offices, party, camp, who came before and after, and what does not fit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from comity import codebook
from comity.ledger.attributions import attributions
from comity.ledger.camps import camps_in, parties_in
from comity.ledger.holding import Appearance, Holding, ordered, tenures
from comity.ledger.misfits import contradictions
from comity.ledger.passages import sentences
from comity.ledger.predecessors import Follow, followed_in, neighbours
from comity.ledger.tenures import terms_of
from comity.model import Actor, Cited, Coding, Contradiction, Label, Person

# Sectors of those who hold an office of a state or strive for one; somebody of the same name elsewhere is another.
_POLITICAL = frozenset({"GOV", "MIL", "LEG", "JUD", "OPP", "PTY", "SPY", "COP", "IGO"})


def people(codings: Iterable[Coding]) -> tuple[Person, ...]:
    """Give the who's who of codings: a row a person, state, body and group, those that most reports name first.

    Persons are told from reports and from the codebook's table of leaders. Two of one name stay apart where their
    states differ, or where one has an office of politics and the other a trade of another kind; the one whom the
    table knows, else the one named most, keeps the id, and the others get one with a state or number behind it.
    """
    found: dict[str, list[Appearance]] = {}
    all_codings = tuple(codings)
    for coding in all_codings:
        parts, years = sentences(coding.report.text), attributions(coding)
        for actor in coding.actors:
            own = tuple(each for each in years if each.person == actor.name)
            found.setdefault(actor.id, []).append(Appearance(actor, coding, parts, own))
    groups = {name: group for actor_id, rows in found.items() for name, group in _apart(actor_id, rows).items()}
    names = {key: _name(group) for key, group in groups.items()}
    follows = [follow for coding in all_codings for follow in followed_in(coding)]
    holdings = {key: _holding(key, group) for key, group in groups.items() if group[0].actor.kind == "person"}
    misfits = contradictions(holdings, names)
    rows = [_row(key, group, holdings.get(key), names, follows, misfits) for key, group in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.reports), -row.named, row.id)))


def _apart(actor_id: str, rows: Sequence[Appearance]) -> dict[str, list[Appearance]]:
    """Part the appearances of one id into persons; what names no state goes with the first that its trade allows."""
    if rows[0].actor.kind != "person":
        return {actor_id: list(rows)}
    parts: dict[tuple[str | None, bool | None], list[Appearance]] = {}
    for row in rows:
        parts.setdefault((row.actor.country, _in_politics(row.actor)), []).append(row)
    known = {term.country for term in terms_of(actor_id)}
    order = sorted(
        parts, key=lambda key: (key[0] is None, key[0] not in known, key[1] is not True, -len(parts[key]), str(key))
    )
    kept: list[tuple[str | None, bool | None, list[Appearance]]] = []
    for country, politics in order:
        for at, (other, trade, group) in enumerate(kept):
            if _agree(country, other) and _agree(politics, trade):
                kept[at] = (other or country, trade if trade is not None else politics, group)
                group.extend(parts[country, politics])
                break
        else:
            kept.append((country, politics, list(parts[country, politics])))
    found: dict[str, list[Appearance]] = {}
    for number, (country, _, group) in enumerate(kept):
        plain = country is None or country in {kept[at][0] for at in range(number)}
        found[actor_id if number == 0 else f"{actor_id}:{number + 1 if plain else str(country).lower()}"] = group
    return found


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _in_politics(actor: Actor) -> bool | None:
    """Whether an actor's offices are of politics; null when the codebook knows none of them."""
    known = [codebook.offices()[title] for role in actor.roles if (title := role.title.lower()) in codebook.offices()]
    return any(office.sector in _POLITICAL for office in known) if known else None


def _holding(key: str, group: Sequence[Appearance]) -> Holding:
    country = Counter(row.actor.country for row in group if row.actor.country).most_common(1)
    state = country[0][0] if country else None
    # What the table tells is of the person whose state it gives.
    terms = [term for term in terms_of(group[0].actor.id) if state in (None, term.country)]
    terms = terms if key == group[0].actor.id else []
    return tenures(key, state or (terms[0].country if terms else None), terms, group)


def _name(group: Sequence[Appearance]) -> str:
    told = Counter(row.actor.name for row in group)
    return min(told, key=lambda name: (-told[name], name))


def _row(
    key: str,
    group: Sequence[Appearance],
    holding: Holding | None,
    names: Mapping[str, str],
    follows: Sequence[Follow],
    misfits: Mapping[str, Sequence[Contradiction]],
) -> Person:
    first = group[0].actor
    plain = Person(
        id=key,
        name=names[key],
        kind=first.kind,
        country=holding.country if holding else next((r.actor.country for r in group if r.actor.country), None),
        variants=tuple(dict.fromkeys(each for row in group for each in row.actor.variants)),
        named=sum(len(row.actor.mentions) for row in group),
        reports=tuple(dict.fromkeys(row.coding.report.id for row in group)),
    )
    if holding is None:
        return plain
    mine = {row.coding.report.id for row in group}
    before, after = neighbours(first.id, holding, [one for one in follows if one.report in mine], names)
    return Person(
        plain.id, plain.name, plain.kind, plain.country, plain.variants, plain.named, plain.reports,
        tenures=ordered(holding.tenures),
        parties=_labels(label for row in group for label in parties_in(row.actor, row.coding)),
        camps=_labels(label for row in group for label in camps_in(row.actor, row.coding)),
        succeeded=before,
        preceded=after,
        contradictions=tuple(misfits.get(key, ())),
    )  # fmt: skip


def _labels(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Join what several reports call somebody, the words of each kept."""
    found: dict[str, list[Cited]] = {}
    for label in labels:
        found.setdefault(label.name, []).extend(label.evidence)
    return tuple(Label(name, tuple(dict.fromkeys(evidence))) for name, evidence in found.items())
