"""`comity explain`: why a row is there."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.presentation.cli import options
from comity.presentation.corrected import told

if TYPE_CHECKING:
    from comity.exchange import Provenance
    from comity.model import Incident
    from comity.presentation.explaining import Explanation


def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a row or incident, or its beginning.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a row.")] = False,
    record: options.Record = None,
) -> None:
    """Explain a row: its sentence, the rule that fired, what else it could have been, its source.

    A pledge also shows what became of it: each change of its status and the later rows that bear on it.
    The trigger is marked in the sentence. Below it stand the codebook's row of the rule, the roles, the
    word that decided the status, the words that told the date, the best rule of another type, and what
    nearby gave nothing and why. A row of another coder shows its file, licence, and what its codes and
    names were taken to mean.

    \b
    Examples:
      comity explain e-3f2a
      comity explain i-90c1 --json
    """
    from comity import api
    from comity.exchange import Provenance

    found = api.explain(id, record=record)
    if json:
        import msgspec

        for each in found:
            typer.echo(msgspec.json.encode(each).decode())
        return
    if isinstance(found[0], Provenance):
        typer.echo("\n".join(provenance_lines(found[0])))
        return
    if id.startswith("i-"):
        typer.echo("\n".join(incident_lines(api.incident(id, record=record), asked=id)) + "\n")
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    told = (each for each in found if not isinstance(each, Provenance))
    typer.echo("\n\n".join("\n".join(lines(each, colour=colour)) for each in told))


def incident_lines(incident: "Incident", *, asked: str) -> list[str]:
    """Give what leads to an incident: the id that holds its events now, and each change of them."""
    now = "" if incident.id.startswith(asked) else f"; {asked} is part of it"
    found = [f"{incident.id} (incident of {len(incident.events)} events in {incident.reports} reports{now})"]
    for change in incident.history:
        to = f" to {change.other}" if change.other else ""
        found.append(f"  {change.at[:10]}  {change.incident} {change.change}{to}, by {change.by}: {change.why}")
    return found


def provenance_lines(each: "Provenance") -> list[str]:
    """Give as lines of text where a row of another coder comes from, and what was made of it."""
    found = [
        f"{each.id} (imported from {each.coder}, layout {each.layout})",
        f"  report      {each.row['report'] or 'not told'}, {each.row['outlet'] or 'publisher not told'}",
        f"  status      {each.row['status'] or 'not told'}",
    ]
    found += _roles(each.row)[1:]
    found += [f"  mapping     {told}" for told in each.mapping]
    found += [f"  note        {note}" for note in each.row["notes"]]
    found += [
        f"  file        {each.file} (SHA-256 {each.sha256}), imported {each.read_at[:10]} by run {each.run}",
        f"  licence     {each.licence}",
        f"  origin      {each.origin}",
    ]
    return found


def lines(each: "Explanation", *, colour: bool) -> list[str]:
    """Give an explanation as lines of text."""
    mark = typer.style(each.trigger, bold=True, fg="yellow") if colour else f"[{each.trigger}]" if each.trigger else ""
    report = each.report
    source = ", ".join(str(report[name]) for name in ("outlet", "published", "title") if report[name])
    found = [
        f"{each.id} ({each.table}, by {each.coder})",
        f"  sentence    {' '.join((each.before + mark + each.after).split())}",
        f"  report      {report['id']}" + (f" ({source})" if source else ""),
    ]
    found += _roles(each.row)
    if each.rule is not None:
        found.append(f"  rule        {each.rule}" + (f", score {each.score:g}" if each.score is not None else ""))
    if each.frame is not None:
        found.append(f"  frame       {_cells(each.frame)}")
    if each.runner_up is not None:
        found.append(
            f"  runner-up   {each.runner_up['type']} by {each.runner_up['id']}, score {each.runner_up_score:g}"
        )
    elif each.score is not None:
        found.append("  runner-up   none: no frame of another type fits")
    found += [f"  corrected   {told(one)}" for one in each.corrections]
    if each.ledger is not None:
        found += _ledger(each.ledger)
    found += [f"  note        {note}" for note in each.notes]
    found += [f"  skipped     {refusal.text!r}: {refusal.reason}" for refusal in each.nearby]
    found += _settled(each)
    if "status" in each.row:
        cue = f' for "{each.cue}"' if each.cue else " (no word says otherwise)" if each.cue == "" else ""
        found.insert(3, f"  status      {each.row['status']}{cue}")
    return found


def _settled(each: "Explanation") -> list[str]:
    if each.settled is None:
        return []
    on = f" on {each.settled.on}" if each.settled.on else ""
    found = [f"  settled     {each.settled.outcome}{on}: {each.settled.why}"]
    for match in each.settled.matches:
        parts = ", ".join(f"{name} {value:g}" for name, value in match.parts.items())
        words = " ".join(" ".join(span.text for span in match.evidence).split())
        found.append(f"  match       {match.row} in {match.report}: {match.meaning} (score {match.score:g}; {parts})")
        found += [f"              | {words}"] if words else []
    return found


def _roles(row: dict[str, Any]) -> list[str]:
    found = []
    if "type" in row:
        code = "/".join(part for part in (row["type"], row["mode"]) if part)
        found.append(
            f"  type        {code}, {row['quad']}, intensity {row['intensity']}, CAMEO {row['cameo']}, "
            f"confidence {row['confidence']}"
        )
    for name in ("actors", "recipients", "parties", "to", "about"):
        if name in row:
            found.append(f"  {name:<11} {'; '.join(_who(ref) for ref in row[name]) or 'none found'}")
    for name in ("speaker", "actor", "by", "reported_by"):
        if row.get(name):
            found.append(f"  {name:<11} {row[name] if isinstance(row[name], str) else _who(row[name])}")
    for name in ("date", "made_on", "due", "said_on"):
        if name in row:
            when = row[name]
            told = (
                "unknown: no words tell it"
                if when is None
                else f'{when["start"]}..{when["end"]} ({when["precision"]}) for "{when["text"]}"'
            )
            found.append(f"  {name:<11} {told}")
    for name in ("kind", "form", "stance", "issue", "area", "direction", "hedge", "text", "quote"):
        if row.get(name):
            found.append(f"  {name:<11} {row[name]}")
    return found


def _ledger(entry: dict[str, Any]) -> list[str]:
    """The entry of the pledge ledger: its status, how it came by it, and what bears on it."""
    found = [
        f"  ledger      {entry['id']}: {entry['status']}, told {len(entry['told'])} times in {entry['reports']} reports"
    ]
    for change in entry["history"]:
        source = f" [{change['match']}]" if change["match"] else ""
        found.append(f"  history     {change['on'] or 'day unknown'}  {change['status']}: {change['why']}{source}")
    for match in entry["matches"]:
        parts = ", ".join(f"{name} {value:g}" for name, value in match["parts"].items())
        told = " ".join(match["evidence"][0]["text"].split()) if match["evidence"] else ""
        found.append(
            f"  match       {match['row']} {match['meaning']}, score {match['score']:g} ({parts}) by {match['by']}"
        )
        found.append(f"              {told}")
    return found


def _who(ref: dict[str, Any]) -> str:
    code = ".".join(part for part in (ref["country"], ref["sector"]) if part) or "?"
    return f'{code} {ref["name"] or ref["id"] or ""} for "{ref["text"]}"'


def _cells(frame: dict[str, Any]) -> str:
    """A frame on one line; the lists of some hold dozens of words, of which the first say enough."""
    found = []
    for name, value in frame.items():
        if isinstance(value, tuple | list):
            value = " ".join(value[:6]) + (f" and {len(value) - 6} more" if len(value) > 6 else "")
        if name != "id":
            found.append(f"{name} {value}")
    return "; ".join(found)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", short_help="Why a row is there: its sentence, rule and alternatives.")(explain)
