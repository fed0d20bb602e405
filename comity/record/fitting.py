"""What a field of a row or report takes: a value by hand, as JSON or in plain words, checked and made JSON again."""

import json
import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args, get_type_hints

import msgspec

from comity import codebook
from comity.errors import UsageError
from comity.model import ActorRef, Date, Event, Report, Span
from comity.record.columns import Row, refs_of, walk

# What ties a row to others, or says how it came about, is no matter of what the report tells.
_FIXED = frozenset({"id", "pledges", "agreement", "rule", "notes"})
_OF_REPORTS = ("title", "published", "outlet", "byline", "place", "language", "url")
_BOUNDS = {"confidence": (0.0, 1.0), "tone": (-1.0, 1.0), "intensity": (-10.0, 10.0)}
_ISSUES = frozenset({"issue", "issues", "area", "areas"})
_DAYS = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:\s*\.\.\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?))?")
_PRECISION: dict[int, Any] = {4: "year", 7: "month", 10: "day"}
_LIST = re.compile(r"\s*[,|]\s*")
_MOST_SHOWN = 12


def fields_of(thing: Row | Report) -> tuple[str, ...]:
    """The fields of a row or report that a correction may set."""
    if isinstance(thing, Report):
        return _OF_REPORTS
    return tuple(name for name in thing.__struct_fields__ if name not in _FIXED)


@lru_cache(maxsize=32)
def field_types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The type of each field of a struct."""
    return get_type_hints(kind)


def field_named(thing: Row | Report, name: str | None) -> str:
    """The field of this name; raises `UsageError` with the nearest ones when a correction can't set it."""
    names = fields_of(thing)
    if name in names:
        return str(name)
    near = get_close_matches((name or "").casefold(), names, n=3, cutoff=0.5)
    step = f"did you mean {' or '.join(near)}" if near else f"take one of {', '.join(names)}"
    problem = f"no field of {_kind(thing)} that can be corrected has this name"
    raise UsageError(f"field {name!r}", problem, step)


def fitted(thing: Row | Report, name: str, given: Any, *, text: str) -> Any:
    """The value as plain JSON, checked against the field's type, the codebook and the report's `text`.

    `given` is a JSON value, or text: JSON, a date (2025-09-08, 2025-09, 2025-09-08..2025-09-10), codes of actors
    (CHL.GOV, PER), words of the report, a list parted by commas, or the words themselves. Raises `UsageError`.
    """
    wanted = field_types(type(thing))[name]
    problem = ""
    for candidate in _candidates(given, wanted, text):
        try:
            value = msgspec.convert(candidate, wanted)
        except msgspec.ValidationError as error:
            problem = problem or str(error)
            continue
        _sensible(thing, name, value, text)
        return msgspec.to_builtins(value)
    shown = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    raise UsageError(f"{name} {shown!r}", f"does not fit ({problem.rstrip('.') or 'no value is told'})", _step(wanted))


def _candidates(given: Any, wanted: Any, text: str) -> Iterator[Any]:
    """The values that the words may mean, the likeliest first."""
    if not isinstance(given, str):
        yield given
        return
    words = given.strip()
    inner = _inner(wanted)
    if Date in inner and (match := _DAYS.fullmatch(words)):
        yield _date(match, words)
    if str not in inner or words[:1] == '"' or words == "null" or words[:1] == "[":
        with suppress(ValueError):
            yield json.loads(words)
    many = "tuple" in str(wanted)
    if ActorRef in inner and words and words != "author":
        refs = [_ref(each) for each in _LIST.split(words)]
        yield refs if many else refs[0]
    elif Span in inner and words:
        start = text.find(words)
        if start >= 0 and text.find(words, start + 1) < 0:
            found = {"start": start, "end": start + len(words), "text": words}
            yield [found] if many else found
    if many:
        yield [each for each in _LIST.split(words) if each]
    yield given


def _inner(wanted: Any) -> set[Any]:
    found, todo = set(), [wanted]
    while todo:
        each = todo.pop()
        found.add(each)
        todo += [arg for arg in get_args(each) if not isinstance(arg, str)]
    return found


def _date(match: re.Match[str], words: str) -> dict[str, Any]:
    first, last = match[1], match[2] or match[1]
    return {
        "start": _edge(first, last=False, words=words),
        "end": _edge(last, last=True, words=words),
        "precision": _PRECISION[min(len(first), len(last))],
        "text": "",
    }


def _edge(day: str, *, last: bool, words: str) -> str:
    try:
        year, month = int(day[:4]), int(day[5:7] or (12 if last else 1))
        given = int(day[8:] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, given).isoformat()
    except ValueError as error:
        raise UsageError(f"date {words!r}", "is no day of the calendar", "write 2025-09-08 or 2025-09") from error


def _ref(code: str) -> dict[str, Any]:
    """An actor by its code; the report's words for it are not known, so none are given."""
    country, _, sector = code.partition(".")
    state = codebook.states().get(country.upper())
    body = codebook.organisations().get(country) or codebook.organisations().get(country.upper())
    name = state.name if state else body.name if body else None
    id = f"state:{state.code}" if state else f"igo:{body.code.removeprefix('IGO:')}" if body else None
    known = state.code if state else body.code if body else country
    plain = sector.upper() or ("GOV" if state else "IGO" if body else None)
    return {"country": known, "sector": plain, "id": id, "name": name, "text": ""}


def _sensible(thing: Row | Report, name: str, value: Any, text: str) -> None:
    """Raise `UsageError` for a value of the right shape that means nothing."""
    for each in walk(value):
        if isinstance(each, Date):
            _check_date(name, each)
        elif isinstance(each, Span) and text[each.start : each.end] != each.text:
            step = "copy the words from the report as `comity explain` shows them"
            raise UsageError(f"{name} {each.text!r}", "these words do not stand there in the report", step)
    for ref in refs_of(value):
        if ref.country is not None:
            _known(ref.country, {*codebook.states(), *codebook.organisations()}, f"{name} country")
        if ref.sector is not None:
            _known(ref.sector, _sectors(), f"{name} sector")
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str):
            _check_word(thing, name, word)
    low, high = _BOUNDS.get(name, (None, None))
    if low is not None and high is not None and value is not None and not low <= value <= high:
        raise UsageError(f"{name} {value}", f"lies outside {low:g}..{high:g}", "give a number between them")


def _check_word(thing: Row | Report, name: str, word: str) -> None:
    if name in _ISSUES:
        _known(word, codebook.issues(), "issue")
    elif name == "contexts":
        _known(word, codebook.contexts(), "context")
    elif name == "cameo":
        _known(word, codebook.cameo_codes(), "CAMEO code")
    elif isinstance(thing, Event) and name == "type":
        _known(word, codebook.event_types(), "type")
    elif isinstance(thing, Event) and name == "mode":
        _known(word, [mode for type_, mode in codebook.modes() if type_ == thing.type], f"mode of {thing.type}")
    elif name == "dyads" and not _is_dyad(word):
        raise UsageError(f"dyad {word!r}", "is none", "write two codes by the alphabet, such as CHL-PER")
    elif name == "published":
        _check_date(name, Date(word, word, "day"))


def _check_date(name: str, value: Date) -> None:
    if value.start is None and value.end is None:
        return
    try:
        whole = date.fromisoformat(value.start or "") <= date.fromisoformat(value.end or "")
    except ValueError:
        whole = False
    if not whole:
        problem = "is no stretch of days"
        raise UsageError(f"{name} {value.start}..{value.end}", problem, "write 2025-09-08 or 2025-09-08..2025-09-10")


def _is_dyad(text: str) -> bool:
    known = {*codebook.states(), *codebook.organisations()}
    cuts = (text[:at] + " " + text[at + 1 :] for at, mark in enumerate(text) if mark == "-")
    return any(set(cut.split(" ")) <= known and cut.split(" ") == sorted(set(cut.split(" "))) for cut in cuts)


def _known(word: str, valid: Collection[str], what: str) -> None:
    if word in valid:
        return
    near = get_close_matches(word.casefold(), [each.casefold() for each in valid], n=3, cutoff=0.5)
    meant = [each for each in valid if each.casefold() in near]
    some = ", ".join(sorted(valid)[:_MOST_SHOWN]) or "none"
    step = f"did you mean {' or '.join(meant[:3])}" if meant else f"take one of {some}"
    raise UsageError(f"{what} {word!r}", "is not in the codebook", step)


@lru_cache(maxsize=1)
def _sectors() -> frozenset[str]:
    """PLOVER's sectors, as far as an office, a leader or a group of the codebook has them."""
    offices = {office.sector for office in codebook.offices().values()}
    groups = {group.code.partition(":")[0] for group in codebook.groups()}
    return frozenset({"GOV", "IGO", *offices, *groups, *(leader.sector for leader in codebook.leaders())} - {""})


def _step(wanted: Any) -> str:
    inner = _inner(wanted)
    words = [arg for each in inner for arg in get_args(each) if isinstance(arg, str)]
    if words:
        return f"take one of {', '.join(sorted(words))}"
    if Date in inner:
        return "write a date as 2025-09-08 or 2025-09-08..2025-09-10"
    if ActorRef in inner:
        return "write codes as CHL.GOV, or JSON as docs/fields.md shows it"
    if Span in inner:
        return "copy words that stand once in the report, or give JSON as docs/fields.md shows it"
    return "write it as docs/fields.md shows the field"


def _kind(thing: Row | Report) -> str:
    name = type(thing).__name__.lower()
    return f"{'an' if name[0] in 'aeio' else 'a'} {name}"
