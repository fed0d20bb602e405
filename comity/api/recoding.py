"""Kept reports coded again by this version of the coder, beside what earlier versions gave."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api.opening import settings_of
from comity.api.tracing import traced
from comity.config import Settings
from comity.errors import ReadError, UsageError
from comity.model import Coding, RecodeSummary, Report, RowChange

if TYPE_CHECKING:
    from comity.record import Record


def recode(
    *,
    coder: str | None = None,
    everything: bool = False,
    record: str | Path | None = None,
    settings: Settings | None = None,
    jobs: int | None = 1,
    watch: Callable[[RowChange | ReadError], None] | None = None,
    advance: Callable[[Report], None] | None = None,
) -> RecodeSummary:
    """Code again every kept report whose newest coding is by an earlier version of the coder, and tell what changed.

    The new codings stand beside the old ones in the log, and tables show the newest. `coder` keeps those that this
    version coded; `everything` takes reports that the present version has coded, too: their coding is compared with
    the kept one and not added. `watch` is called with each row that changed and each report that could not be coded,
    `advance` with each report taken up. A run that is stopped is finished by the next. Raises `UsageError`,
    `RecordError`, `ModelMissing`.
    """
    from comity import pipeline
    from comity.coding import RulesCoder, batches
    from comity.ledger import keep
    from comity.record import Tally, kept_codings, open_record, to_code_again, unknowns_of

    chosen = settings_of(settings, record)
    log = open_record(chosen.record, create=False)
    target = RulesCoder.name
    _check_coder(log, coder)
    tally, coded, failed, unknowns, reasons = Tally(), 0, list[str](), Counter[str](), Counter[str]()
    with traced(log, "recode", chosen, coder=coder, all=everything, jobs=jobs) as run:
        wanted = to_code_again(log, coder=target, of=coder, everything=everything)
        before: dict[str, Coding] = {}

        def kept() -> Iterator[Report]:
            for coding in run.stages.over("read", kept_codings(log, wanted)):
                before[coding.report.id] = coding
                if advance is not None:
                    advance(coding.report)
                yield coding.report

        found = pipeline.code_all(kept(), settings=chosen, jobs=jobs)
        for batch in run.stages.over("code", batches(found)):
            fresh = [each for each in batch if isinstance(each, Coding)]
            with run.stages.of("record"):
                unknowns.update(reason for each in fresh for reason in unknowns_of(each))
                coded += len(log.append(fresh, read_at=run.at, run=run.id).added)
            with run.stages.of("merge"):
                keep(log)
            for each in batch:
                if isinstance(each, ReadError):
                    failed.append(str(each))
                    reasons[each.reason] += 1
                    changes: tuple[RowChange | ReadError, ...] = (each,)
                else:
                    changes = tally.add(before.pop(each.report.id), each)
                for change in changes if watch is not None else ():
                    watch(change)  # type: ignore[misc]
        coders = tuple(sorted({target, *(each.coder for each in wanted)}))
        run.tell(counts={"reports": len(wanted), "coded": coded, "same": tally.same}, coders=coders)
        run.tell(skipped=dict(reasons), unknowns=dict(unknowns))
        return tally.summary(coder=target, run=run.id, coded=coded, failed=tuple(failed))


def _check_coder(log: "Record", coder: str | None) -> None:
    if coder is None:
        return
    held = sorted({head.coder for head in log.versions()})
    if coder not in held:
        step = f"take one of {', '.join(held)}" if held else "read reports first"
        raise UsageError(f"coder {coder!r}", "has coded no report of this record", step)
