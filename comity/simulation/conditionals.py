"""The conditionals that reports state, as scenario files to be edited and run."""

from collections.abc import Iterable, Iterator

from comity.model import ActorRef, Assessment, Coding, Conditional
from comity.simulation.checking import horizon
from comity.simulation.inputs import Input, spoken_of
from comity.simulation.leaders import holder, state_name

NONE_FITS = "no input of the table fits its condition: a better one may be chosen by hand"
_OTHER = "other"


def conditionals(codings: Iterable[Coding], dyad: str, *, until: str) -> Iterator[Conditional]:
    """Give what reports say would follow if something happened, of a dyad, the latest report first.

    `until` is the last day that the record covers; scenarios begin after it.
    """
    newest = sorted(codings, key=lambda coding: coding.report.published or "", reverse=True)
    for coding in newest:
        for row in coding.assessments:
            if row.kind == "conditional" and row.condition is not None and dyad in row.dyads:
                yield _conditional(coding, row, dyad, until)


def _conditional(coding: Coding, row: Assessment, dyad: str, until: str) -> Conditional:
    report = coding.report
    condition = row.condition.text if row.condition else ""
    kind = spoken_of(condition)
    said_by = "author" if not isinstance(row.by, ActorRef) else row.by.name or row.by.text
    return Conditional(
        id=row.id,
        dyad=dyad,
        report=report.id,
        outlet=report.outlet,
        published=report.published,
        by=said_by,
        condition=condition,
        outcome=row.outcome.text,
        hedge=row.hedge,
        direction=row.direction,
        likelihood=row.likelihood,
        evidence=row.evidence,
        input=kind.input if kind else _OTHER,
        scenario=_text(row, coding, kind, said_by, dyad, until),
        reason=None if kind else NONE_FITS,
    )


def _text(row: Assessment, coding: Coding, kind: Input | None, said_by: str, dyad: str, until: str) -> str:
    """The text of a scenario file: what is said as comments, what it assumes as keys."""
    first, _ = horizon(until, 1)
    report = coding.report
    condition = _plain(row.condition.text if row.condition else "")
    outlet = ", ".join(each for each in (report.outlet, (report.published or "")[:10], report.id) if each)
    who = "the report's author" if said_by == "author" else _plain(said_by)
    lines = [
        f"# Said by {who} ({_plain(outlet)}): {row.id}",
        f"#   if      {condition}",
        f"#   then    {_plain(row.outcome.text)}",
        f"#   hedge   {_plain(row.hedge or 'none')}; for the relation: {row.direction}",
        f"title = {_quoted('If ' + condition)}",
        f"dyad = {_quoted(dyad)}",
        "months = 24",
        "",
    ]
    body = [
        "[[intervention]]",
        *(_keys(kind, dyad, until, condition) if kind else [f'input = "{_OTHER}"   # {NONE_FITS}']),
        f"date = {first.isoformat()}   # the first day after the record; the report's words may tell a better one",
        f"note = {_quoted(condition)}",
    ]
    return "\n".join([*lines, *body]) + "\n"


def _keys(kind: Input, dyad: str, until: str, condition: str) -> list[str]:
    keys = [f"input = {_quoted(kind.input)}"]
    if kind.source == "leaders":
        spoken = [state for state in dyad.split("-") if _speaks_of(condition, state, until)]
        state = spoken[0] if len(spoken) == 1 else dyad.split("-")[0]
        sure = "" if len(spoken) == 1 else "   # the condition does not say which of the two: choose"
        keys += [f"state = {_quoted(state)}{sure}", '# camp = "new"   # or "same"']
    return keys


def _speaks_of(condition: str, state: str, until: str) -> bool:
    from comity.codebook import states

    row = states().get(state)
    there = holder(state, until)
    words = [state_name(state), *(row.demonyms if row else ()), *(row.capital_names if row else ())]
    words += [there.family] if there and there.family else []
    return any(word and word.casefold() in condition.casefold() for word in words)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """A TOML string of one line."""
    plain = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each for each in plain if each >= " " and each != "\x7f") + '"'
