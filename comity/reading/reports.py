"""One input -> one Report: the ways of text, HTML, PDF and JSON lines meet here."""

import hashlib
import json
import re
from typing import Any

from comity.errors import InputBroken, InputEmpty, InputUnparsed
from comity.model import Report
from comity.reading.characters import LINE_BREAK, plain_line, plain_value, writable
from comity.reading.decoding import decode
from comity.reading.language import language_code, tell_language
from comity.reading.markup import is_markup
from comity.reading.noise import Cleaned, clean
from comity.reading.notices import find_notice
from comity.reading.pages import clean_page
from comity.reading.portable import pdf_text
from comity.reading.published import parse_day

_FIELDS = ("id", "published", "outlet", "title", "url", "language")
# A JSON line of one paragraph up to this length is a sentence to code as it stands, not a page.
_SENTENCE = 400
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)


def read_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """The report in a plain text; what is given wins over what the text says.

    `published` may be any complete date. Raises InputEmpty when nothing is left of the text.
    """
    title = plain_value(title)
    cleaned = clean(text, title=title, published=parse_day(published))
    return _report(cleaned, source=id or "the text", id=id, outlet=outlet, url=url, language=language)


def read_html(
    markup: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """The report on a web page; its head's title, day, outlet and byline count where none is given.

    Offsets of `removed` point into the markup. Raises InputEmpty when no text is on the page, InputUnparsed when
    parsing it takes too much.
    """
    markup = writable(markup)
    source = id or "the page"
    cleaned, address = clean_page(markup, source=source, title=plain_value(title), published=parse_day(published))
    # The page's own lang attribute is not asked: templates leave lang="en" on pages in any language.
    return _report(cleaned, source=source, id=id, outlet=outlet, url=url or address, language=language)


def read_pdf(
    data: bytes,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """The report in a PDF. Offsets of `removed` point into the text of its pages.

    Raises InputBroken (damaged or locked), InputEmpty (pictures without text), InputTooLarge or InputUnparsed.
    """
    source = id or "the PDF"
    text, running = pdf_text(data, source)
    cleaned = clean(text, title=plain_value(title), published=parse_day(published), known=running)
    return _report(cleaned, source=source, id=id, outlet=outlet, url=url, language=language)


def read_json_line(line: str | bytes, *, source: str = "the JSON line") -> Report:
    """The report in one JSON object `{"id", "text", "published", "outlet", "title", "url", "language"}`.

    All but `text` may be missing or null; other keys are ignored. `text` may be HTML. A single short
    paragraph with an id is kept whole. Raises InputBroken, InputEmpty, InputEncoding or InputUnparsed.
    """
    if isinstance(line, bytes):
        line = decode(line, source)
    try:
        item = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        where = (
            f"the JSON ends or breaks at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else None
        )
        raise InputBroken(source, where or "the JSON can't be parsed", "write one whole JSON object a line") from error
    return read_item(item, source=source)


def read_item(item: object, *, source: str) -> Report:
    """The report in one parsed JSON object. Raises InputBroken, InputEmpty or InputUnparsed, naming `source`."""
    if not isinstance(item, dict):
        problem = f"it holds {_kind(item)} where an object is expected"
        raise InputBroken(source, problem, 'write {"text": "..."} with the fields that are known')
    if item.get("text") is None:
        raise InputBroken(source, 'it has no "text"', 'put the report under the key "text"')
    for key in ("text", *_FIELDS):
        value = item.get(key)
        if value is not None and not isinstance(value, str):
            step = "put it in quotes, or leave it out" if key != "text" else "put it in quotes"
            raise InputBroken(source, f'"{key}" is {_kind(value)} where text is expected', step)
    text: str = item["text"]
    given: dict[str, Any] = {key: item.get(key) for key in _FIELDS}
    if not text.strip():
        raise InputEmpty(source, '"text" is empty', "leave the line out, or give the report's text")
    try:
        if is_markup(text):
            return read_html(text, **given)
        if given["id"] and len(text) <= _SENTENCE and not re.search(r"\n\s*\n", LINE_BREAK.sub("\n", text.strip())):
            return _sentence(text, given, source)
        return read_text(text, **given)
    except (InputEmpty, InputUnparsed) as error:
        raise type(error)(source, error.problem, error.step) from error


def read_bytes(
    data: bytes,
    kind: str,
    *,
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    charset: str | None = None,
) -> Report:
    """The report in the bytes of a file of `kind` text, html or pdf. Errors name `source`.

    `charset` is what a server said of a page that does not name its encoding itself; bytes that contradict both win.
    """
    if not data.strip():
        raise InputEmpty(source, "the file is empty", "leave it out, or fetch it again")
    try:
        if kind == "pdf":
            text, running = pdf_text(data, source)
            cleaned = clean(text, known=running)
            return _report(cleaned, source=source, url=url, outlet=outlet, language=language)
        hint = _CHARSET.search(data[:4000]) if kind == "html" else None
        text = decode(data, source, hint=hint[1].decode("ascii") if hint else charset)
        read = read_html if kind == "html" else read_text
        return read(text, url=url, outlet=outlet, language=language)
    except (InputEmpty, InputUnparsed) as error:
        raise type(error)(source, error.problem, error.step) from error


def _sentence(text: str, given: dict[str, Any], source: str) -> Report:
    cleaned = Cleaned(plain_line(text), title=plain_value(given["title"]), published=parse_day(given["published"]))
    rest = {key: given[key] for key in ("id", "outlet", "url", "language")}
    return _report(cleaned, source=source, **rest)


def _report(
    cleaned: Cleaned,
    *,
    source: str,
    id: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    if not cleaned.text:
        problem = "nothing is left once page noise is gone" if cleaned.removed else "no text is in it"
        raise InputEmpty(source, problem, "leave it out, or give the text of the report itself")
    digest = hashlib.sha256(f"{cleaned.title or ''}\n{cleaned.text}".encode()).hexdigest()
    return Report(
        id=plain_value(id) or f"r-{digest[:16]}",
        text=cleaned.text,
        title=cleaned.title,
        published=cleaned.published,
        outlet=plain_value(outlet) or cleaned.outlet,
        byline=cleaned.byline,
        place=cleaned.place,
        language=language_code(language) or tell_language(cleaned.text),
        url=plain_value(url),
        removed=cleaned.removed,
        notice=find_notice(cleaned.title, cleaned.text, (each.text for each in cleaned.removed)),
    )


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"
