"""How to cite a view: the publishers first, then the record with its version; and what a zip tells of itself."""

import json
from collections.abc import Sequence

import comity
from comity.presentation.index import Facet
from comity.presentation.web.addresses import View
from comity.presentation.wording import day_text

# A citation names so many publishers; the rest are counted.
MOST_NAMED = 5

_README = """\
{title}
{line}

{said}
From {address}
The record as of {made}; Comity {version}.

{table}.csv, {table}.parquet  the rows, the same in both; the columns are told in docs/fields.md
LICENCES.txt                  whose words and codings these are
CITATION.bib                  how to cite them
view.json                     what the rows were narrowed to
"""
_LICENCES = """\
The rows are codings. Each holds short quotations of the reports that it rests on, whose rights stay with their
publishers: {publishers}.

Codings by {coders}.
{terms}"""


def citation(view: View, publishers: Sequence[Facet], *, said: str, address: str, day: str) -> str:
    """Give the view as a reference in a text; `day` is that of the newest report it may rest on."""
    who = _named(publishers)
    first = f"{who}; as coded in: " if who else ""
    return f"{first}Comity record, {view.table}: {said} Comity {comity.__version__}, as of {day_text(day)}. {address}"


def bibtex(view: View, publishers: Sequence[Facet], *, said: str, address: str, day: str) -> str:
    """Give the view as a BibTeX entry."""
    who = _named(publishers).replace("{", "").replace("}", "")
    fields = {
        "author": "{{Comity record}}",
        "title": f"{{{view.table.capitalize()}: {said.rstrip('.')}}}",
        "year": f"{{{day[:4]}}}",
        "note": f"{{{f'Reports of {who}; ' if who else ''}coded by Comity {comity.__version__}, as of {day}}}",
        "url": f"{{{address}}}",
    }
    told = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{comity-{view.table}-{day},\n{told}\n}}\n"


def texts(
    view: View,
    publishers: Sequence[Facet],
    coders: Sequence[tuple[str, str | None]],
    *,
    said: str,
    address: str,
    day: str,
) -> dict[str, str]:
    """Give the files that go into a zip beside the rows; `coders` have their licence where they are not our own."""
    terms = "".join(f"Rows of {coder} stand under {licence}.\n" for coder, licence in coders if licence)
    title = f"Comity: {view.table}"
    return {
        "README.txt": _README.format(title=title, line="=" * len(title), said=said, address=address, made=day,
                                     version=comity.__version__, table=view.table),
        "LICENCES.txt": _LICENCES.format(
            publishers=_named(publishers, most=100) or "not told",
            coders=", ".join(coder for coder, _ in coders) or "Comity",
            terms=terms,
        ),
        "CITATION.bib": bibtex(view, publishers, said=said, address=address, day=day),
        "view.json": json.dumps(dict(view.params), indent=2, ensure_ascii=False) + "\n",
    }  # fmt: skip


def _named(publishers: Sequence[Facet], most: int = MOST_NAMED) -> str:
    names = [each.value for each in publishers if each.value]
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
