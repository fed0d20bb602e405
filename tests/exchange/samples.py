"""Small files in the published layouts, with rows made up for the tests: acts of states and offices."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

RELEASE = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor COW", "Actor ISO3", "Actor Country", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient COW", "Recipient ISO3", "Recipient Country",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Source", "Publication Date", "Story ID", "Headline", "Language", "Version",
)  # fmt: skip
CLINE = (
    "eid", "story_date", "year", "month", "day", "source", "source_root", "source_agent", "source_others", "target",
    "target_root", "target_agent", "target_others", "code", "root_code", "quad_class", "goldstein", "joined_issues",
    "lat", "lon", "placename", "statename", "countryname", "aid", "process",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
CHRONICLE = (
    "date", "precision", "actors", "recipients", "type", "mode", "status", "issues", "text", "source",
    "confidence_note",
)  # fmt: skip


def tabbed(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A file of tab-separated rows."""
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def comma(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def row(columns: Sequence[str], **cells: str) -> list[str]:
    """A row with these cells, by the columns' names with underscores for blanks; the others are empty."""
    named = {name.casefold().replace(" ", "_"): at for at, name in enumerate(columns)}
    made = [""] * len(columns)
    for name, cell in cells.items():
        made[named[name.casefold()]] = cell
    return made


def benchmark(path: Path, *rows: Sequence[str]) -> Path:
    """A benchmark of ICEWS: date, source, relation, target, split."""
    return tabbed(path, [("date", "source", "relation", "target", "split"), *rows])


def gdelt_row(version: str, **cells: str) -> list[str]:
    """A row of GDELT 1.0 (58 columns) or 2.0 (61), which have no header."""
    actor = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    geo = "Type FullName CountryCode ADM1Code Lat Long FeatureID"
    if version == "2.0":
        geo = geo.replace("ADM1Code", "ADM1Code ADM2Code")
    columns = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
    columns += [f"Actor{n}{part}" for n in (1, 2) for part in actor.split()]
    columns += (
        "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles "
        "AvgTone"
    ).split()
    columns += [f"{place}Geo_{part}" for place in ("Actor1", "Actor2", "Action") for part in geo.split()]
    columns += ["DATEADDED", "SOURCEURL"]
    return row(columns, **cells)
