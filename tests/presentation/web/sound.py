"""What every answer of the desk keeps, whatever it is asked: headers, no piece of what it was given, nothing leaked."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Route

from comity.presentation.web.pages import ROUTERS

# What none may read in an answer: traces, where files lie, how the index is asked.
LEAKS = re.compile(
    r"Traceback|File &?\"|site-packages|\.py\b[\", ]+line|/tmp/|/home/|\.sqlite|sqlite3\.|OperationalError|"
    r"SELECT [^&]{1,200} FROM (?:events|incidents|reports|codings|meta|tellings)\b|object at 0x|<built-in|"
    r"comity\.presentation",
)  # fmt: skip
# Tags that only a text that got through could bring.
FOREIGN = frozenset({"iframe", "object", "embed", "base", "style", "b", "i", "marquee", "animate", "foreignobject"})
# Pages that show queries, paths of commands and code on purpose.
TELLS_SQL = ("/sql", "/api", "/openapi.json", "/method")


class Page(HTMLParser):
    """The tags and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def routes(app: FastAPI) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of the application that answers GET, with its description; `{}` where it has none."""
    told = app.openapi()["paths"]
    found = [each for router in (app, *ROUTERS) for each in router.routes if isinstance(each, Route)]
    for path in dict.fromkeys(each.path for each in found if "GET" in (each.methods or ())):
        yield path, told.get(path, {}).get("get", {})


def parameters(told: dict[str, Any], where: str = "query") -> list[str]:
    """The names of an operation's parameters."""
    return [each["name"] for each in told.get("parameters", ()) if each["in"] == where]


def hold(answer: Any, at: str) -> None:
    """Hold the answer of an address against what every answer keeps."""
    status, headers, text = answer.status_code, answer.headers, answer.text
    assert status < 500 or (status == 503 and "retry-after" in headers) or at.startswith("/health"), f"{at}: {status}"
    assert headers["x-content-type-options"] == "nosniff", at
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "frame-ancestors" in policy, at
    assert "x-injected" not in headers and "\r" not in headers.get("location", ""), at
    to = headers.get("location", "/").removeprefix("http://testserver")
    assert to.startswith("/") and not to.startswith(("//", "/\\")), f"{at} leads away"
    kind = headers.get("content-type", "")
    # What was asked may be repeated in the answer's sentence.
    words = unescape(text)
    for given in re.split(r"[?&=/]|\.(?:json|csv|svg|pdf|html|md)$", at):
        words = words.replace(unquote(given), "") if len(given) > 3 else words
    leaks = [] if at.startswith(TELLS_SQL) else [each[0] for each in LEAKS.finditer(words)]
    assert not leaks, f"{at} tells {leaks[:3]}"
    if kind.startswith("text/html"):
        # A file to take along has its own style sheet, for it stands alone.
        hold_page(text, at, alone="attachment" in headers.get("content-disposition", ""))
    elif kind.startswith(("image/svg", "application/atom")):
        for each in ElementTree.fromstring(text).iter():
            name = each.tag.rpartition("}")[2].lower() if isinstance(each.tag, str) else ""
            # A drawing's own colours for a dark screen; the policy admits that one style by its hash.
            assert name not in {"script", *FOREIGN} - {"style"}, f"{at}: {name}"
            assert not any(key.lower().startswith("on") for key in each.attrib), at
            assert not any(value.strip().lower().startswith(("javascript:", "data:")) for value in each.attrib.values())


def hold_page(text: str, at: str, *, alone: bool = False) -> None:
    """Hold a page against what no page holds: scripts, styles, handlers and addresses that are not the desk's."""
    page = Page(text)
    for tag, told in page.tags:
        assert tag not in FOREIGN or (alone and tag in ("style", "b", "i")), f"{at}: <{tag}>"
        assert tag != "script" or str(told.get("src", "")).startswith("/static/"), f"{at}: a script"
        assert tag != "img" or re.match(r"/[^/\\]", str(told.get("src", ""))), f"{at}: a picture from {told}"
        assert not any(name.startswith("on") for name in told), f"{at}: {told}"
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            target = (told.get(name) or "").strip().lower()
            assert not target.startswith(("javascript:", "vbscript:", "data:")), f"{at}: {name}={target[:60]}"
            assert tag == "a" or not target.startswith(("http:", "https:", "//")), f"{at}: {tag} {target[:60]}"
    assert "8981" not in "".join(page.words), f"{at}: a template of the input was run"
    assert not re.search("[‪-‮⁦-⁩\x00-\x08\x0b\x0c\x0e-\x1f]", text), f"{at}: a letter that acts"
    assert len(text.encode()) <= 150_000, f"{at}: {len(text.encode()):,} bytes"


def asked(desk: TestClient, at: str, **options: Any) -> Any:
    """Ask once; redirects are not followed, for each is looked at."""
    return desk.get(at, follow_redirects=False, **options)
