"""The docs of the desk tell every address, parameter, data form and column that there is, and nothing that is gone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from comity.config import Settings
from comity.presentation.flat import EMPTY, SHOWN
from comity.presentation.index import TABLES, public_columns
from comity.presentation.web import create_app

from .sound import parameters

ROOT = Path(__file__).resolve().parents[3]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/desk").glob("*.md"))}
FIELDS = (ROOT / "docs/fields.md").read_text(encoding="utf-8")
ENDING = re.compile(r"\.(json|csv|parquet|svg|zip|atom|toml|pdf|html|md)$")


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    app: FastAPI = create_app(Settings(record="none"), keep=False)
    paths: dict[str, Any] = app.openapi()["paths"]
    return paths


def spans(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def addresses(text: str) -> Iterator[str]:
    """The addresses that a page of the docs names, without what follows the question mark."""
    for each in spans(text):
        if re.match(r"/(?!/)[\w./{}>:#-]*(\?|#|$)", each):
            yield re.split(r"[?#]", each)[0]


def pattern(path: str) -> re.Pattern[str]:
    """What an address looks like in the docs, where a part that varies is in capitals."""
    return re.compile(re.sub(r"\\\{\w+\\\}", "[A-Z][A-Za-z>:-]*", re.escape(path)))


def told_by(path: str) -> list[str]:
    """The pages of the docs that name an address."""
    return [name for name, text in PAGES.items() if any(pattern(path).fullmatch(each) for each in addresses(text))]


def stem(path: str) -> str:
    return ENDING.sub("", path)


@pytest.mark.parametrize("path", sorted({stem(path) for path in described()}))
def test_every_address_is_documented_with_its_parameters_and_forms(path: str) -> None:
    # What has data alone, such as a brief, is told by the address of the data.
    forms = [other for other in described() if stem(other) == path and other != path]
    named = told_by(path) or [name for other in forms for name in told_by(other)]
    assert named, f"{path} is in no page of docs/desk"
    words = "\n".join(PAGES[name] for name in (*named, "README.md"))
    for other in forms:
        form = other[len(path) :]
        assert form in spans(words) or any(each.endswith(form) for each in addresses(words)), f"{other} is told nowhere"
    for other in (path, *forms):
        for operation in described().get(other, {}).values():
            told = [name for name in parameters(operation) if not _told(name, words)]
            assert not told, f"{other}: {told} are told in none of {named}"


def _told(name: str, words: str) -> bool:
    """Whether a parameter is named; of numbered ones the first is enough."""
    first = re.sub(r"\d$", "1", name)
    return bool(re.search(rf"`{name}[`=]|`{first}`|[?&]{name}=", words))


@pytest.mark.parametrize("name", PAGES)
def test_no_address_is_documented_that_is_gone(name: str) -> None:
    known = [pattern(path) for path in (*described(), "/openapi.json", "/static/{name}")]
    known += [re.compile(re.escape(path.split("{")[0])) for path in described() if "{" in path]
    for each in addresses(PAGES[name]):
        assert any(found.fullmatch(each) for found in known) or _concrete(each), f"{name}: {each}"


def _concrete(address: str) -> bool:
    """Whether an address with a value in it, such as /dyads/CHL-PER, is one of ours."""
    return any(re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)), address) for path in described())


@pytest.mark.parametrize("name", PAGES)
def test_no_parameter_is_documented_that_is_gone(name: str) -> None:
    known = {each for methods in described().values() for told in methods.values() for each in parameters(told)}
    for table in re.findall(r"^\| parameter \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGES[name], re.MULTILINE):
        for line in table.splitlines():
            for each in spans(line.split("|")[1]):
                assert each in known, f"{name}: {each}"


def test_every_column_of_the_tables_is_documented() -> None:
    named = spans("\n".join(PAGES.values())) | spans(FIELDS)
    columns = {name for table in TABLES for name in (*EMPTY.get(table, ()), *SHOWN[table])}
    columns |= {name for names in public_columns().values() for name in names}
    assert not columns - named, sorted(columns - named)


def test_the_readme_has_an_index_of_all_pages() -> None:
    named = set(addresses(PAGES["README.md"]))
    missing = [path for path in {stem(path) for path in described()} if "/brief" not in path and path not in ("/home",)
               and not any(pattern(path).fullmatch(each) for each in named)]  # fmt: skip
    assert not missing, sorted(missing)
    for name in PAGES:
        assert name == "README.md" or f"({name})" in PAGES["README.md"], f"docs/desk/README.md does not lead to {name}"
