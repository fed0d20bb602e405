"""What arrives in a run: whether the record knows it, what is added, and what a reader should be told of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from shlex import quote

from msgspec import Struct
from msgspec.structs import replace

from comity.errors import ReadError
from comity.model import Coding, Report, RunSummary
from comity.record.columns import rows_of, text_hash
from comity.record.knowing import Known
from comity.record.log import Record
from comity.record.standing import standing
from comity.record.unknowns import unknowns_of
from comity.record.views import in_the_future


class Kept(Struct, frozen=True):
    """What a run counts of an appended coding: its report without the text, and what it comes to."""

    report: Report
    text_hash: str
    events: int
    tells: bool
    unknowns: dict[str, int]


def kept_of(record: Record, codings: Sequence[Coding], *, read_at: str, run: str) -> list[Kept]:
    """Append codings in one commit and give those that are in the log in this run's name.

    Those that it had from this run already are given too: whoever appended them was lost before it could tell. Raises
    `RecordUnwritable`.
    """
    found = record.append(codings, read_at=read_at, run=run)
    added = Counter(found.added)
    if found.known:
        added.update({head.report_id for head in record.versions() if head.run == run} & set(found.known))
    kept: list[Kept] = []
    for coding in codings:
        if added[coding.report.id] > 0:
            added[coding.report.id] -= 1
            bare, digest = replace(coding.report, text=""), text_hash(coding.report.text)
            kept.append(Kept(bare, digest, len(coding.events), any(rows_of(coding)), Counter(unknowns_of(coding))))
    return kept


class Arrivals:
    """The reports of one run over a record: taken up one by one, kept in batches, told in a summary at the end.

    `coder` is the coder's name; `read_at` the ISO time and `run` the name under which the run is filed.
    """

    def __init__(self, record: Record, *, coder: str, read_at: str, run: str) -> None:
        self._record = record
        self._known = Known(record, coder)
        self.begin(read_at=read_at, run=run)

    def begin(self, *, read_at: str, run: str) -> None:
        """Begin another run over the same record: what is known stays known, the counts start anew."""
        self._read_at, self._run = read_at, run
        self._withdrawn = standing(self._record.corrections()).withdrawn
        self._counts = Counter[str]()
        self._unknowns = Counter[str]()
        self._reasons = Counter[str]()
        self._skipped: list[str] = []
        self._retracted: list[str] = []
        self._elsewhere: list[tuple[str, str, str]] = []

    def take(self, item: Report | ReadError) -> bool:
        """Take an input up; gives whether it goes on to be coded. A known text at an address is remembered there."""
        self._counts["inputs"] += 1
        if isinstance(item, ReadError):
            return True
        digest = text_hash(item.text)
        if self._known.take(item.id, digest):
            return True
        if item.url and not self._known.lies_at(item.id, digest, item.url):
            self._elsewhere.append((item.id, digest, item.url))
        return False

    def keep(self, batch: Iterable[Coding | ReadError]) -> None:
        """Append the codings of a batch in one commit, and count them. Raises `RecordUnwritable`."""
        items = list(batch)
        coded = [item for item in items if isinstance(item, Coding)]
        self.count(item for item in items if isinstance(item, ReadError))
        self.count(kept_of(self._record, coded, read_at=self._read_at, run=self._run))

    def count(self, batch: Iterable[Kept | ReadError]) -> None:
        """Count what was appended, by whomever in this run's name, and what was skipped."""
        for item in batch:
            if isinstance(item, ReadError):
                self._skipped.append(str(item))
                self._reasons[item.reason] += 1
            else:
                self._count(item)

    def summary(self) -> RunSummary:
        """What the run did; also writes down the addresses at which known texts were found."""
        found = self._record.remember(self._elsewhere, read_at=self._read_at, run=self._run)
        known = self._counts["inputs"] - self._counts["coded"] - len(self._skipped)
        counts = RunSummary(
            known=known,
            addresses=found,
            skipped=tuple(self._skipped),
            retracted=tuple(self._retracted),
            reasons=dict(self._reasons),
            unknowns=dict(self._unknowns),
            run=self._run,
        )
        return replace(counts, **self._counts)

    def _count(self, kept: Kept) -> None:
        report = kept.report
        # The report that this one is a later text of is there by its id, else by its address.
        known = self._known.has(report.id)
        later = known or (bool(report.url) and self._known.has_address(report.url or ""))
        retraction = report.notice is not None and report.notice.kind == "retraction"
        self._counts["coded"] += 1
        self._counts["events"] += kept.events
        self._counts["undated"] += report.published is None
        self._counts["future"] += in_the_future(report.published, self._read_at)
        # The same text by a newer version of the coder is no later text.
        self._counts["versions"] += later and not retraction and not self._known.held(report.id, kept.text_hash)
        self._unknowns.update(kept.unknowns)
        if retraction and (later or kept.tells):
            older = None if known else self._known.at_address(report.url or "")
            self._retract(older or report.id, report.notice.text if report.notice else "")
        self._known.add(report.id, kept.text_hash, report.url)
        if report.url and not retraction:
            self._known.add_address(report.id, report.url)

    def _retract(self, id: str, words: str) -> None:
        if id not in self._withdrawn:
            step = f"to take it out: comity correct withdraw {quote(id)} --why TEXT"
            self._retracted.append(f'{id}: its outlet retracts it ("{words}"), and its rows stay as they are; {step}')
