"""The published layouts of event data: how a file of each begins, and which one a file that does not fit looks like."""

import csv
import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.errors import InputBroken, UsageError


class Layout(NamedTuple):
    """A published form: its columns in their order, or in a header the names that tell it (`needs`)."""

    format: str
    name: str
    told: str
    columns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    delimiters: str = "\t"


class Shape(NamedTuple):
    """What a file's first line shows: the layout, its columns, the delimiter, whether it has a header or quotes."""

    layout: Layout
    columns: tuple[str, ...]
    delimiter: str
    header: bool
    quoted: bool


class Source(NamedTuple):
    """Whose data a format holds: the licence and origin that go with its rows unless an import says otherwise."""

    licence: str
    origin: str


SOURCES = {
    "icews": Source("ICEWS's own terms of use (Harvard Dataverse)",
                    "ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075"),
    "gdelt": Source("open with attribution (GDELT Project terms of use)", "The GDELT Project, https://www.gdeltproject.org"),
    "polecat": Source("CC0 1.0", "POLECAT Event Dataset, Harvard Dataverse, doi:10.7910/DVN/AJGVIT"),
    "phoenix": Source("open with attribution (Cline Center, Open Event Data Alliance)",
                      "Cline Center Phoenix Event Data, and Phoenix of the Open Event Data Alliance"),
    "acled": Source("ACLED's own terms of use, with attribution",
                    "Armed Conflict Location & Event Data Project (ACLED), https://acleddata.com"),
    "chronicle": Source("CC BY 4.0", "Comity's chronicle"),
}  # fmt: skip
FORMATS = tuple(SOURCES)

_GDELT = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate {actor1} {actor2} IsRootEvent EventCode EventBaseCode "
    "EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone {geo1} {geo2} {geo3} DATEADDED"
)
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO_1 = "Type FullName CountryCode ADM1Code Lat Long FeatureID"
_GEO_2 = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
_OEDA = (
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute "
    "TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass "
    "GoldsteinScore Issues Lat Lon LocationName StateName CountryCode SentenceID URLs NewsSources"
)


def _named(prefix: str, parts: str) -> str:
    return " ".join(f"{prefix}{part}" for part in parts.split())


def _gdelt(geo: str, *, url: bool) -> tuple[str, ...]:
    told = _GDELT.format(
        actor1=_named("Actor1", _ACTOR),
        actor2=_named("Actor2", _ACTOR),
        geo1=_named("Actor1Geo_", geo),
        geo2=_named("Actor2Geo_", geo),
        geo3=_named("ActionGeo_", geo),
    )
    return (*told.split(), *(("SOURCEURL",) if url else ()))


LAYOUTS = (
    Layout("icews", "release", "the tab-separated release with its header of 20 columns",
           needs=("event id", "event date", "source name", "event text", "cameo code", "intensity", "target name")),
    Layout("icews", "benchmark", "a tab-separated benchmark with the header date, source, relation, target",
           needs=("date", "source", "relation", "target")),
    Layout("gdelt", "2.0", "61 tab-separated columns", columns=_gdelt(_GEO_2, url=True)),
    Layout("gdelt", "1.0", "58 tab-separated columns", columns=_gdelt(_GEO_1, url=True)),
    Layout("gdelt", "1.0", "57 tab-separated columns", columns=_gdelt(_GEO_1, url=False)),
    Layout("polecat", "ngec", "the tab-separated release with the header Event ID, Event Date, Event Type, Event Mode",
           needs=("event id", "event date", "event type", "event mode", "actor name", "recipient name")),
    Layout("phoenix", "oeda", "26 columns, comma- or tab-separated", columns=tuple(_OEDA.split()), delimiters=",\t"),
    Layout("phoenix", "cline", "a CSV with the header eid, story_date, source, target, code",
           needs=("eid", "story_date", "source", "target", "code"), delimiters=",\t"),
    Layout("acled", "export", "a CSV with the header event_id_cnty, event_date, event_type, sub_event_type, actor1",
           needs=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"), delimiters=",;\t"),
    Layout("chronicle", "chronicle", "a CSV with the header date, precision, actors, recipients, type, mode, status",
           needs=("date", "precision", "actors", "recipients", "type", "status", "text"), delimiters=",;"),
)  # fmt: skip


def known_format(word: str) -> str:
    """The format of a word. Raises `UsageError`."""
    found = word.strip().casefold()
    if found not in SOURCES:
        raise UsageError(f"format {word!r}", "is not known", f"write one of {', '.join(FORMATS)}")
    return found


def shape_of(first_line: bytes, *, format: str, name: str) -> Shape:
    """The shape of a file by its first line.

    Raises `InputBroken` when it is none of the format's: what was expected, what was found, and what it looks like.
    """
    text = first_line.decode("utf-8-sig", "replace").rstrip("\r\n")
    fits = [shape for layout in LAYOUTS if (shape := _fitted(layout, text))]
    for shape in fits:
        if shape.layout.format == format:
            return shape
    expected = " or ".join(dict.fromkeys(each.told for each in LAYOUTS if each.format == format))
    problem = f"is not {format} ({expected}), but begins with {_seen(text)}"
    if fits:
        other = fits[0].layout.format
        raise InputBroken(name, f"{problem}, which looks like {other}", f"try `comity import {other}`")
    raise InputBroken(name, problem, f"choose another format ({', '.join(FORMATS)}) or file")


def _fitted(layout: Layout, line: str) -> Shape | None:
    for delimiter in layout.delimiters:
        cells = _cells(line, delimiter)
        # Tab-separated tables of coders hold stray quotes; only a quoted header says that quotes mean something.
        quoted = delimiter != "\t" or line.startswith('"')
        if layout.needs:
            names = tuple(_plain(cell) for cell in cells)
            if set(layout.needs) <= set(names) and len(set(names)) == len(names):
                return Shape(layout, names, delimiter, True, quoted)
        elif len(cells) == len(layout.columns):
            header = _plain(cells[0]) == _plain(layout.columns[0])
            # Rows without a header are known by their second column, a day in eight digits or with hyphens.
            if header or re.fullmatch(r"\d{8}|\d{4}-\d\d-\d\d", cells[1].strip()):
                return Shape(layout, layout.columns, delimiter, header, quoted)
    return None


def _cells(line: str, delimiter: str) -> Sequence[str]:
    if delimiter == "\t" and not line.startswith('"'):
        return line.split("\t")
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _plain(cell: str) -> str:
    return " ".join(cell.strip().casefold().split())


def _seen(line: str) -> str:
    shown = " ".join(line.split())
    shown = shown if len(shown) <= 50 else f"{shown[:49]}…"
    count = max(len(_cells(line, delimiter)) for delimiter in "\t,;")
    return f"{count} column{'s' if count != 1 else ''}: {shown!r}"
