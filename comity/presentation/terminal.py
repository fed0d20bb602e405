"""The brief for the terminal."""

from io import StringIO
from typing import TYPE_CHECKING

from comity.presentation.plain import details, is_list_of_sources, marks, plain
from comity.presentation.values import Brief, Line, Section

if TYPE_CHECKING:
    from rich.console import Console

# Rich breaks a line at a no-break space too; this stands for it until the lines are set.
_JOINT = "\ue000"
# Narrower than this no clause fits on a line.
_LEAST_WIDTH = 24


def render_text(brief: Brief, *, width: int, colour: bool, evidence: bool = False) -> str:
    """Give the brief as text of `width` columns, with footnote marks like [1]; with ANSI colours if `colour`.

    `evidence` prints the reports' words below each line.
    """
    from rich.console import Console

    buffer = StringIO()
    console = Console(
        file=buffer,
        width=max(width, _LEAST_WIDTH),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    _print(console, plain(brief.title), style="bold")
    _print(console, plain(brief.head))
    for section in brief.sections:
        console.print()
        _print(console, section.title.upper(), style="bold cyan", tail=_more(section))
        _section(console, section, evidence=evidence)
    lines = buffer.getvalue().replace(_JOINT, " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _more(section: Section) -> str:
    """Say beside the title what the section leaves out."""
    told = section.more.rstrip(".")
    short = told.removeprefix("The record holds ")
    return f"({short} in the record)" if short != told else f"({told})" if told else ""


def _section(console: "Console", section: Section, *, evidence: bool) -> None:
    from rich.text import Text

    for row in section.figure:
        console.print(Text(f"  {row}"), no_wrap=True, overflow="crop", crop=True)
    for line in section.lines:
        _line(console, line, listed=is_list_of_sources(section), evidence=evidence)
    if not section.lines:
        _print(console, section.empty, indent=2, style="dim")


def _line(console: "Console", line: Line, *, listed: bool, evidence: bool) -> None:
    indent = 4 if line.sub else 2
    if listed:
        source = line.sources[0]
        head = f"[{source.number}]"
        _print(console, plain(line.text), indent=indent, bullet=head)
        if source.url:
            _print(console, plain(source.url), indent=indent + len(head) + 1, style="dim")
        return
    if line.group:
        _print(console, line.group, indent=indent)
    shown, rest = marks(line)
    cited = "".join(f"[{number}]" for number in shown) + (f"[+{rest}]" if rest else "")
    text = f"{plain(line.text)}{_JOINT}{cited}".rstrip(_JOINT)
    _print(console, text, indent=indent, bullet="–" if line.sub else "•", tail=details(line))
    if evidence:
        for words in line.evidence:
            _print(console, plain(words), indent=indent + 2, bullet="|", style="italic")


def _print(
    console: "Console", text: str, *, indent: int = 0, bullet: str = "", style: str = "", tail: str = ""
) -> None:
    """Print one paragraph with a hanging indent and a faint tail; the text is never read as markup."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    body = Text(text, style=style, overflow="fold")
    if tail:
        body.append(f"  {tail}", style="dim")
    if not bullet:
        console.print(Padding(body, (0, 0, 0, indent)))
        return
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=len(bullet), no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(bullet, style=style), body)
    console.print(Padding(grid, (0, 0, 0, indent)))
