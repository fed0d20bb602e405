"""All that the ledger draws from one set of codings, each part drawn once, when it is first asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from comity.ledger.gathering import incidents
from comity.ledger.meaning import Meanings
from comity.ledger.pledges import pledges
from comity.ledger.settling import settled
from comity.model import Coding, Correction, Incident, LedgerPledge, Settled


@dataclass(frozen=True)
class Ledger:
    """What these codings tell together, corrected by hand, as of a day.

    `as_of` is an ISO day or null. Null stands for the day of the latest report: what no report can have seen is
    held against nobody. `merge` gives the incidents of the codings: by default as they come, else as a record keeps
    them; it is called when they are first asked for.
    """

    codings: tuple[Coding, ...]
    corrections: tuple[Correction, ...] = ()
    as_of: str | None = None
    merge: Callable[[Iterable[Coding]], tuple[Incident, ...]] = incidents

    @cached_property
    def today(self) -> str | None:
        """The ISO day on which promises and expectations are judged; null when no report has a date."""
        days = (each.report.published for each in self.codings if each.report.published)
        return self.as_of[:10] if self.as_of else max((day[:10] for day in days), default=None)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """The acts, each once."""
        return self.merge(self.codings)

    @cached_property
    def pledges(self) -> tuple[LedgerPledge, ...]:
        """The promises, each once, with what became of them."""
        return self._pledges(self.codings, self.incidents)

    @cached_property
    def settled(self) -> Mapping[str, Settled]:
        """What became of each expectation, by the id of its row; causes are left out."""
        return settled(
            self.codings,
            self.incidents,
            today=self.today,
            corrections=self.corrections,
            meanings=self._meanings,
        )

    def pledges_of(self, dyad: str) -> tuple[LedgerPledge, ...]:
        """The promises as the reports tell that name one of a dyad's states, to save time on a large record."""
        pair = set(dyad.replace(">", "-").split("-"))
        near = [each for each in self.codings if pair & {actor.country for actor in each.actors}]
        held = {event.id for each in near for event in each.events}
        return self._pledges(near, [row for row in self.incidents if held.intersection(row.events)])

    def _pledges(self, codings: Sequence[Coding], merged: Sequence[Incident]) -> tuple[LedgerPledge, ...]:
        return pledges(codings, merged, today=self.today, corrections=self.corrections, meanings=self._meanings)

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings()
