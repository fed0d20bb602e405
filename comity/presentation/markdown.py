"""The brief as Markdown that reads the same in any renderer."""

import re

from comity.presentation.plain import details, is_list_of_sources, marks, plain, timeline_text
from comity.presentation.values import Brief, Line

# Every mark that may open markup inside a line, the pipe of tables and the tilde of struck-out text too.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&^])")
_OPENING = re.compile(r"^([-+=:]|\d+[.)])")
# A bare address would become a link that the brief did not mean to give.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def escape(text: str) -> str:
    """Give text on one line in which nothing is read as Markdown or HTML."""
    safe = _SPECIAL.sub(r"\\\1", plain(text))
    safe = _ADDRESS.sub(r"\1\\\2", safe)
    return _OPENING.sub(lambda match: match[1][:-1] + "\\" + match[1][-1], safe)


def render_markdown(brief: Brief) -> str:
    """Give the brief as Markdown: sections as headings, lines as lists with marks like [1], sources numbered.

    The marks are plain text: a renderer that knows footnotes would move them away from their heading.
    """
    parts = [f"# {escape(brief.title)}", "", escape(brief.head)]
    for section in brief.sections:
        parts += ["", f"## {escape(section.title)}", ""]
        if section.figure:
            parts += ["```", *section.figure, "```", ""]
        if is_list_of_sources(section):
            parts += [_source(line) for line in section.lines]
        else:
            parts += [row for line in section.lines for row in _rows(line)]
        if not section.lines:
            parts.append(escape(section.empty))
        if section.more:
            parts += ["", escape(section.more)]
        if section.key == "happened" and brief.timeline:
            parts += ["", escape(timeline_text(brief))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def _rows(line: Line) -> list[str]:
    indent = "    " if line.sub else ""
    shown, rest = marks(line)
    cited = "".join(f"\\[{number}\\]" for number in shown) + (f"\\[+{rest}\\]" if rest else "")
    rows = ["", escape(line.group), ""] if line.group else []
    rows.append(f"{indent}- {escape(line.text)}\u00a0{cited}".rstrip("\u00a0"))
    if under := details(line):
        rows[-1] += "  "
        rows.append(f"{indent}  *{escape(under)}*")
    for words in line.evidence:
        rows += ["", f"{indent}  > {escape(words)}"]
    return [*rows, ""] if line.evidence else rows


def _source(line: Line) -> str:
    """Give a source with its number; its address is code, so that it is text and no link."""
    source = line.sources[0]
    address = f" `{plain(source.url).replace('`', '%60')}`" if source.url else ""
    return f"{source.number}. {escape(line.text)}{address}"
