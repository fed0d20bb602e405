"""Helps for tests of pages: an address asked until what the workshop makes is there, and what a page may not break."""

import re
import time
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient

# The workshop's first work loads the engines; a busy machine takes its time.
LONGEST = 120.0


def settled(desk: TestClient, at: str, **asked: Any) -> Any:
    """Ask for an address as a browser would: again while a part is being made."""
    until = time.monotonic() + LONGEST
    while True:
        found = desk.get(at, **asked)
        if "refresh" not in found.headers or time.monotonic() > until:
            return found
        time.sleep(0.3)


class Outline(HTMLParser):
    """What a page is made of: its headings, ids, labels, fields and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.heads_without_scope = 0
        self.inline: list[str] = []
        self._in_label = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "label":
            self._in_label += 1
            self.labelled.add(str(told.get("for")))
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden" and not self._in_label:
            self.fields.append(str(told.get("id")))
        if tag == "th" and "scope" not in told:
            self.heads_without_scope += 1
        if "style" in told or tag == "style" or any(name.startswith("on") for name in told):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1


def sound(text: str) -> None:
    """Hold a page against what every page keeps: headings in order, labels, scopes, no inline style or script."""
    page = Outline(text)
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids)), sorted(each for each in page.ids if page.ids.count(each) > 1)
    assert all(field in page.labelled for field in page.fields), set(page.fields) - page.labelled
    assert page.heads_without_scope == 0
    assert not page.inline
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
    assert len(text.encode()) <= 150_000
