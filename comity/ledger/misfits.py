"""Accounts of offices that can't both hold: of reports against the leaders' table, and of reports among themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from comity.ledger.holding import Holding
from comity.ledger.tenures import TABLE, Office, rank, terms
from comity.model import Attribution, Cited, Claim, Contradiction, Tenure

# Two reports so near in time that name two persons in one office don't both tell of who holds it; judged.
_NEAR_DAYS = 30
# Offices that one person of a state holds at a time: heads, and ministers of whom the table knows a line.
_HEAD_RANK = 3


def contradictions(holdings: Mapping[str, Holding], names: Mapping[str, str]) -> dict[str, list[Contradiction]]:
    """Give by person what does not fit: a year or term told otherwise by the table or another report, two holders."""
    found: dict[str, list[Contradiction]] = {}
    for key, holding in holdings.items():
        mine = [*_years(holding), *_terms(holding, names.get(key, ""))]
        if mine:
            found[key] = mine
    for office in _held(holdings).values():
        for (one, left), (other, right) in combinations(office, 2):
            told = _two_holders(names[one], left, names[other], right) if one != other else None
            if told is not None:
                for key in (one, other):
                    if told not in found.setdefault(key, []):
                        found[key].append(told)
    return found


def _years(holding: Holding) -> Iterator[Contradiction]:
    """Years that reports give to somebody in an office, against the table and against each other."""
    told: dict[tuple[str, int], list[Attribution]] = {}
    for each in holding.years:
        told.setdefault((each.office, each.year), []).append(each)
    for (office, _), group in told.items():
        if group[0].fits is False:
            yield Contradiction("year", office, holding.country, (_claim(group), Claim(group[0].note, TABLE)))
    for (one, left), (other, right) in combinations(told.items(), 2):
        apart = {each.report for each in left}.isdisjoint(each.report for each in right)
        if one[0] == other[0] and apart and not (left[0].fits and right[0].fits):
            yield Contradiction("year", one[0], holding.country, (_claim(left), _claim(right)))


def _claim(told: Sequence[Attribution]) -> Claim:
    """What one or more reports tell alike, under the id of the first."""
    evidence = tuple(Cited(each.report, span) for each in told for span in each.evidence)
    return Claim(f"{told[0].office} {told[0].person} in {told[0].year}", told[0].report, evidence)


def _terms(holding: Holding, name: str) -> Iterator[Contradiction]:
    """Terms told with their years, against the table's of the same office and against those of another report."""
    told = [each for each in holding.tenures if each.source == "reports" and each.since is not None]
    known = [each for each in holding.tenures if each.source == "table"]
    for each in told:
        own = [term for term in known if term.title == each.title]
        if own and not any(_same_years(each, term) for term in own):
            table = Claim("; ".join(f"{name} was {term.title} {_span(term)}" for term in own), TABLE)
            yield Contradiction("term", each.title, holding.country, (_term_claim(name, each), table))
    for one, other in combinations(told, 2):
        apart = {cited.report for cited in one.evidence}.isdisjoint(cited.report for cited in other.evidence)
        if one.title == other.title and apart and not _same_years(one, other):
            claims = (_term_claim(name, one), _term_claim(name, other))
            yield Contradiction("term", one.title, holding.country, claims)


def _same_years(one: Tenure, other: Tenure) -> bool:
    """Whether two terms agree in the years that both tell."""
    for left, right in ((one.since, other.since), (one.until, other.until)):
        if left and right and left[:4] != right[:4]:
            return False
    return True


def _term_claim(name: str, told: Tenure) -> Claim:
    return Claim(f"{name} was {told.title} {_span(told)}", told.evidence[0].report, told.evidence)


def _span(term: Tenure) -> str:
    return f"from {term.since or 'an unknown day'} to {term.until or 'a day not told'}"


def _held(holdings: Mapping[str, Holding]) -> dict[Office, list[tuple[str, Tenure]]]:
    """Whom reports show in an office on a day, by office, of those that only one person can hold."""
    found: dict[Office, list[tuple[str, Tenure]]] = {}
    for key, holding in holdings.items():
        for each in holding.tenures:
            if each.source == "table" or each.former or not each.country or len(each.seen or "") != 10:
                continue
            office = Office(each.title, each.country)
            if rank(each.title) <= _HEAD_RANK and terms(office):
                found.setdefault(office, []).append((key, each))
    return found


def _two_holders(name: str, left: Tenure, other_name: str, right: Tenure) -> Contradiction | None:
    if left.seen is None or right.seen is None:
        return None
    days = sorted((left.seen, right.seen))
    if (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days > _NEAR_DAYS:
        return None
    held = terms(Office(left.title, left.country or ""))
    # A hand-over between the two days explains both.
    if any(days[0] <= term.since <= days[1] for term in held):
        return None
    claims = tuple(
        Claim(f"{who} is {each.title} on {each.seen}", each.evidence[0].report, each.evidence)
        for who, each in ((name, left), (other_name, right))
    )
    return Contradiction("holder", left.title, left.country, claims)
