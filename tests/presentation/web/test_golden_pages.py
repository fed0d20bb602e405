"""Pages of a small record as words, reviewed by reading: what a reader is told, line by line.

After a change that is meant: `COMITY_GOLDEN=1 pytest tests/presentation/web/test_golden_pages.py`, then read what
`git diff` shows.
"""

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import comity
from comity.config import Settings
from comity.presentation.web import create_app

GOLDEN = Path(__file__).parent / "golden"
WIRE = """Kenya and Uganda signed an agreement on cross-border power lines in Kampala on Tuesday.

Kenya promised to open a customs post at Busia by June 30, 2024. Uganda rejected Kenya's claim to the island of Migingo.

If the drought goes on, trade between the two countries could fall, an economist at Makerere University said."""
POST = """Kenya and Uganda signed an agreement on power lines in Kampala on March 12.

Uganda's energy minister praised Kenya for its patience."""
COAST = """Ecuador's foreign minister met his Colombian counterpart in Quito on Monday. Colombia "will not accept" the
new fishing rules, the Colombian minister said. Ecuador imposed a ban on imports of Colombian rice in February."""
REPORTS = (
    {"id": "wire-1", "text": WIRE, "outlet": "Example Wire", "published": "2024-03-13", "title": "Power lines agreed"},
    {"id": "post-1", "text": POST, "outlet": "Example Post", "published": "2024-03-14", "title": "Lines at last"},
    {"id": "coast-1", "text": COAST, "outlet": "Example Coast", "published": "2024-03-19", "title": "Talks in Quito"},
)
PAGES = {
    "incidents": "/incidents",
    "incidents-narrowed": "/incidents?dyad=KEN-UGA&status=occurred&since=2024-03",
    "pledges": "/pledges",
    "report": "/reports/wire-1",
    "compare": "/compare?a=wire-1&b=post-1",
    "bad-value": "/incidents?since=2024-13-45",
    "not-there": "/incidents/i-0000000000000000",
}
BLOCKS = frozenset("h1 h2 h3 h4 p li tr dt dd figcaption summary label option pre blockquote section div nav".split())


class Words(HTMLParser):
    """The words of a page, a line a block; headings with as many marks as their level."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines = [""]
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "svg", "head")
        if tag in BLOCKS:
            self.lines.append("#" * int(tag[1]) + " " if re.fullmatch("h[1-4]", tag) else "")
        elif tag in ("td", "th"):
            self.lines[-1] += " | "
        elif tag == "br":
            self.lines.append("")
        elif tag == "mark":
            self.lines[-1] += "["

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "svg", "head")
        if tag == "mark":
            self.lines[-1] += "]"
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data

    def told(self) -> str:
        found = (" ".join(line.split()).strip("| ") for line in self.lines)
        return "\n".join(line for line in found if line) + "\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk on three reports, none of them changing from day to day."""
    folder = tmp_path_factory.mktemp("golden")
    source = folder / "reports.jsonl"
    source.write_text("\n".join(json.dumps(each) for each in REPORTS), encoding="utf-8")
    comity.read([source], record=folder / "record")
    app = create_app(Settings(record=str(folder / "record")), keep=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_what_it_told_when_it_was_read(small: TestClient, name: str) -> None:
    answer = small.get(PAGES[name])
    for _ in range(30):
        if answer.status_code != 503:
            break
        answer = small.get(PAGES[name])
    told = Words(answer.text).told()
    told = told.replace(f"Comity {comity.__version__}", "Comity VERSION")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("COMITY_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
