"""Relations measured over time, as functions: one dyad's, and all of them beside each other."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from comity.api import others
from comity.api.asking import By, ledger
from comity.api.opening import caches, settings_of
from comity.config import Settings
from comity.errors import UsageError
from comity.model import Period, Relation, Standing

if TYPE_CHECKING:
    from comity.exchange import Imported
    from comity.measurement import Counted, Covered, Everyone, Learnt
    from comity.model import Act, LedgerPledge

PERIODS = ("week", "month", "quarter")
Watch = Callable[[str], None]


def relation(
    dyad: str,
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    since: str | None = None,
    until: str | None = None,
    period: str = "month",
    direction: str | None = None,
    coder: str | None = None,
    as_of: str | None = None,
    by: By = "read",
    watch: Watch | None = None,
) -> Relation:
    """Give a dyad's measured relation: both sides together, or one `direction` ("PER>CHL").

    All coders of the record are used, each with its own effect, or only those that `coder` names. `watch` is told what
    takes longer. Where nothing was read there is no number and `notes` say why. Raises `UsageError`, `RecordError`.
    """
    from comity.measurement import Evidence, measured, neighbours

    chosen = settings_of(settings, record)
    pair, way = sides_of(dyad, direction)
    wanted = _period(period)
    first, last = _days(since, until)
    end = last_known(as_of)
    own, imported = others.parted(coder if coder is not None else others.ALL, chosen)
    held = others.imported(chosen, read_by=end if by == "read" else None)
    counted, covered, acts, pledges, _ = own_rows(pair, wanted, chosen, own, as_of=as_of, by=by)
    if imported:
        counted += counted_of(held, wanted, imported, pair, end)
        covered += covered_by(held, wanted, imported, end)
        acts += list(held.acts(pair, until=end, coders=imported))
    known = learnt_of(held, wanted, imported, chosen, watch, end)
    outside = neighbours({dyad: float(acts) for dyad, acts in known.acts.items()}, pair) if way is None else ()
    pressures = {state: _towards(held, wanted, imported, state, pair, end) for state in outside}
    evidence = Evidence(
        dyad=pair,
        counted=counted,
        covered=covered,
        acts=acts,
        pledges=pledges,
        pressures=pressures,
        licences={each.coder: each.licence for each in held.coders()},
    )
    # Not by way of the pipeline: it loads the coder, which takes longer than the measure.
    return measured(evidence, known, period=wanted, direction=way, since=first, until=last)


def relations(
    *,
    record: str | Path | None = None,
    settings: Settings | None = None,
    period: str = "month",
    coder: str | None = None,
    least: int = 12,
    watch: Watch | None = None,
    advance: Callable[[int, int], None] | None = None,
) -> tuple[Standing, ...]:
    """Give where each dyad of at least `least` acts stands now and how it moved in a year, the largest change first.

    One imported coder is measured: the one named, else the one with most rows, for coders are not alike. `advance` is
    told how many of how many dyads are done. Raises `UsageError` where nothing was imported, and `RecordError`.
    """
    from comity.measurement import standings

    chosen = settings_of(settings, record)
    wanted = _period(period)
    _own_coders, imported = others.parted(coder if coder is not None else others.ALL, chosen)
    held = others.imported(chosen)
    rows = {each.coder: each.rows for each in held.coders() if each.coder in imported}
    if not rows:
        step = "import some (comity import --help), or ask for one dyad: comity relation CHL-PER"
        raise UsageError("relations", "the record holds no imported events to compare dyads by", step)
    name = max(rows, key=lambda each: rows[each])
    everyone = everyone_of(held, wanted, name)
    known = learnt_of(held, wanted, (name,), chosen, watch, everyone=everyone)
    enough = sum(acts >= least for acts in everyone.pairs().values())
    found: list[Standing] = []
    for each in standings(everyone, known, period=wanted, least=least, coder=name):
        found.append(each)
        if advance is not None:
            advance(len(found), enough)
    return tuple(sorted(found, key=lambda each: (-abs(each.change or 0), each.dyad)))


def own_rows(
    pair: str, period: Period, settings: Settings, coders: Sequence[str] | None, *, as_of: str | None, by: By
) -> "tuple[list[Counted], list[Covered], list[Act], tuple[LedgerPledge, ...], dict[str, str]]":
    """Give what the record's own codings tell of a dyad, cover, and count as promised.

    Counts, coverage, acts, pledges, and the form of each agreement by its id.
    """
    from comity.measurement import acts_of, covered_reports, exact_enough
    from comity.measurement import counted as counted_acts
    from comity.record import family, newest_coder, open_record

    log = open_record(settings.record, create=False)
    # A report that is coded again counts once, and what is coded by another version of the coder is covered, too.
    families = None if coders is None else {family(each) for each in coders}
    heads = [head for head in log.versions() if families is None or family(head.coder) in families]
    if not heads:
        return [], [], [], (), {}
    name = newest_coder(head.coder for head in heads)
    drawn = ledger(settings=settings, as_of=as_of, by=by, dyad=pair)
    outlets = {event.id: each.report.outlet for each in drawn.codings for event in each.events if each.report.outlet}
    told = [row for row in drawn.incidents if exact_enough(row, period)]
    acts = [
        act for act in acts_of(told, coder=name, sources=outlets) if {act.actor, act.recipient} == set(pair.split("-"))
    ]
    limit = last_known(as_of) or "9999"
    read = {head.report_id: head.published for head in heads if (head.published or "9999")[:10] <= limit}
    return (
        list(counted_acts(acts, period)),
        list(covered_reports(read.values(), coder=name, period=period)),
        acts,
        drawn.pledges,
        {row.id: row.form for coding in drawn.codings for row in coding.agreements},
    )


def counted_of(held: "Imported", period: Period, coders: Sequence[str], pair: str, end: str | None) -> "list[Counted]":
    """Give the counts of imported rows of a dyad or direction, by these coders."""
    from comity.measurement import counted_rows

    return list(counted_rows(held.counts(period=period, coders=coders, dyad=pair, until=end)))


def covered_by(held: "Imported", period: Period, coders: Sequence[str], end: str | None) -> "list[Covered]":
    """Give what these coders of imported rows covered."""
    from comity.measurement import covered_rows, covered_until

    rows = covered_rows(held.coverage(period=period, coders=coders))
    return list(rows) if end is None else list(covered_until(rows, period, end))


def _towards(
    held: "Imported", period: Period, coders: Sequence[str], state: str, pair: str, end: str | None
) -> "list[Counted]":
    """Counts of what an outside state does towards each of the two."""
    return [row for side in pair.split("-") for row in counted_of(held, period, coders, f"{state}>{side}", end)]


def learnt_of(
    held: "Imported",
    period: Period,
    coders: Sequence[str],
    settings: Settings,
    watch: Watch | None,
    end: str | None = None,
    everyone: "Everyone | None" = None,
) -> "Learnt":
    """Give what the record's dyads teach about any of them: kept from before, or learnt now from acts up to `end`.

    `everyone` are the teacher's counts, for who has read them already.
    """
    from comity import measurement

    teacher = teacher_of(held, coders)
    key = (measurement.VERSION, period, teacher or "", end or "", *held.state)
    folder = caches(settings)
    if known := measurement.kept(folder, key):
        return known
    if teacher is None:
        return measurement.taught_by_none(period)
    if watch is not None:
        watch(f"learning from all dyads of {teacher} (once for each state of the record)")
    found = (everyone or everyone_of(held, period, teacher, end)).learnt(period)
    measurement.keep(folder, key, found)
    return found


def teacher_of(held: "Imported", coders: Sequence[str]) -> str | None:
    """Give the coder whose dyads teach: that with most rows; those of a chronicle were picked and show turns only."""
    rows = {each.coder: each.rows for each in held.coders() if each.coder in coders and each.coder != "chronicle"}
    return max(rows, key=lambda each: rows[each], default=None)


def everyone_of(held: "Imported", period: Period, coder: str, end: str | None = None) -> "Everyone":
    """Give the counts of all dyads that a coder tells of, up to the day `end`."""
    from comity.measurement import Everyone

    coverage = tuple(covered_by(held, period, (coder,), end))
    return Everyone(held.counts(period=period, coders=(coder,), until=end), coverage)


def sides_of(dyad: str, direction: str | None) -> tuple[str, str | None]:
    """Give the dyad by its codes in their order, and the direction that is asked for. Raises `UsageError`."""
    from comity.presentation.filters import dyad_code

    named = dyad_code(dyad)
    pair = "-".join(sorted(named.replace(">", "-").split("-")))
    if len(set(pair.split("-"))) == 1:
        raise UsageError(f"dyad {dyad!r}", "names one party twice", "write two different codes")
    way = dyad_code(direction) if direction is not None else named if ">" in named else None
    if way is not None and (">" not in way or set(way.split(">")) != set(pair.split("-"))):
        one, other = pair.split("-")
        raise UsageError(f"direction {direction!r}", f"is none of {pair}", f"write '{one}>{other}' or '{other}>{one}'")
    return pair, way


def _period(word: str) -> Period:
    from comity.presentation.filters import one_of

    return cast(Period, one_of(word, PERIODS, "period"))


def _days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    from comity.presentation.filters import day

    first = None if since is None else date.fromisoformat(day(since, last=False))
    last = None if until is None else date.fromisoformat(day(until, last=True))
    if first and last and first > last:
        raise UsageError(f"since {since!r}", f"comes after until {until!r}", "give the earlier day first")
    return first, last


def last_known(as_of: str | None) -> str | None:
    """Give the last day of which a record as of a day, month or year knows."""
    from comity.presentation.filters import day

    return None if as_of is None else day(as_of, last=True)
