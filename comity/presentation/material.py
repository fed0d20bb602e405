"""What the sections draw on: codings and incidents of one dyad, with reports numbered as sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from comity.model import ActorRef, Coding, Event, Incident, LedgerPledge, Report, Settled, Span
from comity.presentation.dyads import Standing, standing, states_in
from comity.presentation.firsts import firsts_text
from comity.presentation.names import actor_name, state_name
from comity.presentation.ranks import NO_RANK, rank_of, speaker_ranks
from comity.presentation.sentences import clause
from comity.presentation.values import Line, Source
from comity.presentation.wording import confidence_text, count_text, date_text, quoted, sentence, unique, years_before
from comity.record import rows_of

UNKNOWN_OUTLET = "unknown outlet"
# A reader follows a handful of quotes; the record holds the rest.
_MOST_EVIDENCE = 4
# Years after which a plan without a day, or an expectation that nobody renewed, is history.
_LATELY = 2


@dataclass(frozen=True, eq=False)
class Material:
    """The rows that a brief is drawn from. `pair` is null when the reports tell of no two states.

    `settled` tells what became of assessments, by id; `full` asks for every line rather than a page and a half.
    """

    codings: tuple[Coding, ...]
    incidents: tuple[Incident, ...]
    pair: tuple[str, str] | None
    sources: dict[str, Source]
    pledges: tuple[LedgerPledge, ...] = ()
    settled: Mapping[str, Settled] = field(default_factory=dict)
    full: bool = False

    @cached_property
    def events(self) -> dict[str, tuple[Event, Report]]:
        """Each event with its report, by id."""
        return {event.id: (event, coding.report) for coding in self.codings for event in coding.events}

    @cached_property
    def last_day(self) -> str | None:
        """The day of the latest report: what lies before it is no longer to come."""
        days = [coding.report.published for coding in self.codings if coding.report.published]
        return max(days) if days else None

    @cached_property
    def by_standing(self) -> dict[Standing, tuple[Incident, ...]]:
        """The incidents by where they stand to the pair; without a pair all are between."""
        found: dict[Standing, list[Incident]] = {"between": [], "outside": [], "own": [], "other": []}
        for incident in self.incidents:
            found[standing(incident, self.pair) if self.pair else "between"].append(incident)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def report_of(self) -> dict[str, Report]:
        """The report of each row, by the row's id."""
        return {row.id: coding.report for coding in self.codings for row in rows_of(coding)}

    def place_of(self, id: str) -> tuple[int, int]:
        """Where a pledge is told: its report's place among the sources, and its place in the report."""
        return self._places.get(id, (len(self.codings), 0))

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {
            row.id: (self.sources[coding.report.id].number, at)
            for coding in self.codings
            for at, row in enumerate(coding.pledges)
        }

    def told_on(self, pledge: LedgerPledge) -> str:
        """The day of the last report that tells a pledge, "" for none."""
        return max((self.report_of[row].published or "" for row in pledge.told if row in self.report_of), default="")

    def lately(self, published: str | None) -> bool:
        """Tell whether a report is of the two years before the latest, or has no day: what is older is history."""
        return published is None or self.last_day is None or published >= years_before(self.last_day, _LATELY)

    def tellers(self, pledges: Iterable[LedgerPledge]) -> list[str]:
        """Give the ids of the reports that tell pledges."""
        return [self.report_of[row].id for each in pledges for row in each.told if row in self.report_of]

    def told(self, incident: Incident) -> tuple[tuple[Event, Report], ...]:
        """Give the events of an incident with their reports, the surest first."""
        found = [self.events[each] for each in incident.events if each in self.events]
        return tuple(sorted(found, key=lambda pair: -pair[0].confidence))

    @cached_property
    def bound(self) -> frozenset[tuple[str, int]]:
        """Where pledges and agreements are told: report and start of the sentence."""
        return frozenset(
            (coding.report.id, span.start)
            for coding in self.codings
            for evidence in (*(row.evidence for row in coding.pledges), *(row.evidence for row in coding.agreements))
            for span in evidence
        )

    @cached_property
    def pledged_words(self) -> str:
        """The words of all pledges, bare: a term quoted in one is no statement of its own."""
        return " ".join(bare(pledge.text) for coding in self.codings for pledge in coding.pledges)

    @cached_property
    def experts(self) -> dict[str, str]:
        """Where persons without an office of a state belong, by id: an organisation, or a state's name."""
        ranks = speaker_ranks(self.codings)
        found: dict[str, str] = {}
        for coding in self.codings:
            for actor in coding.actors:
                if not actor.id.startswith("person:"):
                    continue
                if min(ranks.get(actor.id, NO_RANK), rank_of(actor.id)) < NO_RANK:
                    continue
                bodies = [role.organisation for role in actor.roles if role.organisation]
                # A politician of a party is named with the state, as in every other line.
                if bodies:
                    found[actor.id] = bodies[0]
        return found

    def speaker(self, ref: ActorRef) -> str:
        """Name who speaks or expects; a person without an office of a state with whom they belong to."""
        if ref.id in self.experts and ref.name:
            return f"{ref.name} ({self.experts[ref.id]})"
        return actor_name(ref)

    def told_as_pledge(self, incident: Incident) -> bool:
        """Tell whether every telling of an act is a sentence that a pledge or agreement rests on."""
        told = self.told(incident)
        return bool(told) and all(
            any((report.id, span.start) in self.bound for span in event.evidence) for event, report in told
        )

    def cite(self, reports: Iterable[str]) -> tuple[Source, ...]:
        """Give the sources of report ids, each once, by number."""
        found = {report: self.sources[report] for report in reports if report in self.sources}
        return tuple(sorted(found.values(), key=lambda source: source.number))

    def marks(self, reports: Iterable[str]) -> str:
        """Give reports as marks inside a sentence: "[1, 2]"."""
        numbers = [str(source.number) for source in self.cite(reports)]
        return f"[{', '.join(numbers)}]" if numbers else ""

    def mine(self, code: str | None) -> bool:
        """Tell whether a state's own row belongs here: one of the pair, or any when there is none."""
        return self.pair is None or code in self.pair

    def incident_clause(self, incident: Incident) -> str:
        """Give an incident as a clause: phrase from its surest telling, names and place from the fullest."""
        told = self.told(incident)
        if not told:
            return clause(incident)
        event, report = told[0]
        place = next((each.place for each, _ in told if each.place is not None), None)
        shown = _fullest(incident, [each for each, _ in told])
        return clause(shown, event=msgspec.structs.replace(event, place=place), published=report.published)

    def incident_line(self, incident: Incident, *, lead: str = "") -> Line:
        """Give an incident as a line with all its sources."""
        told = self.told(incident)
        return Line(
            text=sentence(
                lead + self.incident_clause(incident) + firsts_text(f for each, _ in told for f in each.figures)
            ),
            date=date_text(incident.date),
            status=incident.status,
            sources=self.cite(report.id for _, report in told),
            evidence=unique(words(event.evidence) for event, _ in told)[:_MOST_EVIDENCE],
            confidence=confidence_text(incident.confidence),
            told=told_by(incident.reports, incident.outlets),
        )


def _fullest(incident: Incident, events: Sequence[Event]) -> Incident:
    """Take the sides from the telling that names most persons, if the incident's own name only states or leaders."""
    if any(not _general(ref) for ref in (*incident.actors, *incident.recipients)):
        return incident

    def persons(act: Event | Incident) -> int:
        return sum((ref.id or "").startswith("person:") for ref in (*act.actors, *act.recipients))

    def sides(act: Event | Incident) -> tuple[set[str], set[str]]:
        return states_in(act.actors), states_in(act.recipients)

    fit = [event for event in events if sides(event) == sides(incident)]
    best = max(fit, key=persons, default=None)
    if best is None or persons(best) <= persons(incident):
        return incident
    return msgspec.structs.replace(incident, actors=best.actors, recipients=best.recipients)


def _general(ref: ActorRef) -> bool:
    """Tell whether a ref is a state or its leaders, whom a person's name only makes plainer."""
    return (ref.id or "").startswith("state:") or (ref.id or "").endswith((":leaders", ":leader"))


def told_by(reports: int, outlets: int = 0) -> str:
    """Say how many tell a line when it is more than one; a single report is what its mark shows."""
    if reports < 2:
        return ""
    return count_text(reports, "report") + (f", {count_text(outlets, 'outlet')}" if outlets else "")


def words(evidence: Sequence[Span]) -> str:
    """Give the report's words of one row."""
    return " ".join(span.text for span in evidence)


def bare(quote: str) -> str:
    """Give a quote's words without marks and case, to compare quotes."""
    return " ".join("".join(letter for letter in word if letter.isalnum()) for word in quote.lower().split())


def newest_first(incident: Incident) -> tuple[bool, str, float, str]:
    """Order dated incidents from the newest back, undated ones last, the surest first among equals."""
    day = incident.date.start if incident.date and incident.date.start else ""
    return not day, _backwards(day), -incident.confidence, incident.id


def soonest_first(incident: Incident) -> tuple[str, float, str]:
    """Order incidents from the soonest on, undated ones last."""
    return (
        (incident.date.start if incident.date and incident.date.start else "~"),
        -incident.confidence,
        incident.id,
    )


def _backwards(day: str) -> str:
    return "".join(str(9 - int(figure)) if figure.isdigit() else figure for figure in day)


def number_sources(codings: Iterable[Coding]) -> dict[str, Source]:
    """Number the reports as footnotes, by day of publication (undated last), outlet and id."""
    reports = {coding.report.id: coding.report for coding in codings}
    ordered = sorted(reports.values(), key=lambda report: (report.published or "~", report.outlet or "~", report.id))
    return {
        report.id: Source(
            number=number,
            report=report.id,
            outlet=report.outlet or UNKNOWN_OUTLET,
            published=report.published,
            title=report.title,
            url=report.url,
            notes=_notes(report),
        )
        for number, report in enumerate(ordered, start=1)
    }


def _notes(report: Report) -> tuple[str, ...]:
    """What a reader should know of a source, each in some words."""
    words = {"correction": "carries a correction", "retraction": "says that it is retracted", "update": "was updated"}
    told = (f"{words[report.notice.kind]}: {quoted(report.notice.text)}",) if report.notice else ()
    others = [address for address in report.addresses if address != report.url]
    same = (f"the same text at {' and '.join(others)}",) if others else ()
    return (*told, *report.notes, *same)


def tells_of(coding: Coding, pair: tuple[str, str]) -> bool:
    """Tell whether a report holds a row of the dyad: an act of one or both, or rows of both states."""
    if any(standing(event, pair) == "between" for event in coding.events):
        return True
    named: set[str] = set()
    for agreement in coding.agreements:
        named = named | states_in(agreement.parties) if set(pair) <= states_in(agreement.parties) else named
    for pledge in coding.pledges:
        bound = states_in((*pledge.parties, *pledge.to))
        named = named | bound if set(pair) <= bound else named
    for statement in coding.statements:
        if statement.speaker is not None:
            bound = states_in((statement.speaker, *statement.about, *statement.addressees))
            named = named | bound if set(pair) <= bound else named
    if set(pair) <= named or any("-".join(pair) in row.dyads for row in coding.assessments):
        return True
    stances: dict[str, set[str]] = {}
    for position in coding.positions:
        stances.setdefault(position.issue, set()).update(states_in((position.actor,)))
    if any(set(pair) <= states for states in stances.values()):
        return True
    return any(standing(event, pair) == "outside" for event in coding.events)


def pair_text(pair: tuple[str, str]) -> str:
    """Give a dyad as its states' names: "Chile and Peru"."""
    return " and ".join(sorted((state_name(code) for code in pair), key=lambda name: name.removeprefix("the ")))
