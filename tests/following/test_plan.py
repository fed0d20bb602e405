"""FEEDS.toml: strict, and every error names the file, the entry and the key."""

import re
from pathlib import Path

import msgspec
import pytest

from comity.errors import UsageError
from comity.following import Plan, Source, load_plan

WHOLE = """
[follow]
contact = "desk@news.example"
every = "30 min"
workers = 2
seed = 7
back_off = "1 min"

[[feed]]
name = "Coastal Wire"
url = "https://coastal.example/world.rss"
pause = 5
most_bytes = "500 kB"
text = "entry"

[[feed]]
name = "ministry"
page = "https://ministry.example/news"
every = "6 h"

[[feed]]
name = "drop"
folder = "drop"

[[feed]]
name = "queue"
lines = "queue.jsonl"
settle = "500 ms"

[[feed]]
name = "crawl"
warc = "crawl"
"""


def plan_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "FEEDS.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_plan(tmp_path: Path) -> None:
    plan = load_plan(plan_of(tmp_path, WHOLE))
    assert (plan.contact, plan.workers, plan.seed, plan.back_off) == ("desk@news.example", 2, 7, 60.0)
    first, second, third, fourth, fifth = plan.sources
    assert (first.name, first.kind, first.every, first.pause, first.text) == ("Coastal Wire", "feed", 1800, 5, "entry")
    assert first.most_bytes == 500_000
    assert (second.kind, second.every, second.text) == ("page", 21_600, "page")
    assert (third.kind, third.where) == ("folder", str(tmp_path / "drop"))
    assert (fourth.kind, fourth.settle) == ("lines", 0.5)
    assert fifth.kind == "warc"
    assert not any(each.allow_private for each in plan.sources)


FEED = '[[feed]]\nname = "a"\nurl = "https://a.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"FEEDS\.toml: has no \[\[feed\]\]"),
        ("feed = 3", r"has no \[\[feed\]\]"),
        ("[[feed]\n", "is not valid TOML"),
        ("[folow]\n" + FEED, '"folow" is not known; did you mean "follow"'),
        ("[follow]\nevrey = 3\n" + FEED, r'\[follow\]: "evrey" is not known; did you mean "every"'),
        ("[follow]\nname = 'x'\n" + FEED, r'\[follow\]: "name" is not known'),
        (FEED + "colour = 3", r'feed 1 \("a"\): "colour" is not known; what it takes: '),
        (FEED + 'page = "https://a.example/"', "has url and page; give one"),
        ('[[feed]]\nname = "a"', "says neither url, page, folder, lines nor warc"),
        ('[[feed]]\nurl = "https://a.example/rss"', "feed 1: has no name"),
        (FEED.replace('"a"', '"a/b"'), r'feed 1 \("a/b"\): has no name of letters'),
        (FEED + FEED.replace('"a"', '"A"'), r'feed 2 \("A"\): has the name of feed 1'),
        (FEED.replace("https", "file"), '"file" is not fetched; give an address'),
        (FEED.replace("https://", "https://desk:secret@"), "name or password"),
        (FEED + 'every = "soon"', r"\"every\" is 'soon'; write a time, as in"),
        (FEED + 'every = "3 weeks"', r"\"every\" is '3 weeks'"),
        (FEED + "every = -1", '"every" is -1'),
        (FEED + "every = true", r'"every" is True'),
        (FEED + "timeout = 0", '"timeout" is 0'),
        (FEED + "tries = 0", '"tries" is 0; 1 is the least'),
        (FEED + 'tries = "many"', r'feed 1 \("a"\): Expected `int`, got `str` - at `\$\.tries`'),
        (FEED + 'text = "whole"', r"Invalid enum value 'whole'"),
        (FEED + 'most_bytes = "4 miles"', "write a size"),
        (FEED + 'settle = "3 s"', r'feed 1 \("a"\): "settle" means nothing for a url'),
        ('[[feed]]\nname = "a"\nfolder = "x"\nallow_private = true', '"allow_private" means nothing for a folder'),
        ('[[feed]]\nname = "a"\nwarc = "s3://bucket/x"', "is no path"),
        ('[[feed]]\nname = "a"\nfolder = 3', '"folder" is no text'),
        ('[follow]\ncontact = "dësk"\n' + FEED, '"contact" holds what no header can'),
        ('[follow]\nworkers = 0\n' + FEED, r'\[follow\]: "workers" is 0; 1 is the least'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_plan(plan_of(tmp_path, text))
    told = str(caught.value)
    assert re.search(words, told), told
    assert told.startswith(str(tmp_path / "FEEDS.toml"))
    assert "secret" not in told
    assert "\n" not in told


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        load_plan(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="can't be read"):
        load_plan(tmp_path)
    (tmp_path / "latin").write_bytes(b'name = "\xff"')
    with pytest.raises(UsageError, match="not valid TOML"):
        load_plan(tmp_path / "latin")


def test_the_documented_plan_is_one_and_every_key_is_told(tmp_path: Path) -> None:
    told = (Path(__file__).parent.parent.parent / "docs/follow.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", told, re.DOTALL)
    assert len(load_plan(plan_of(tmp_path, example)).sources) == 6
    defaults = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| `?([^|`]+)`? \|$", told, re.MULTILINE))
    for field in msgspec.structs.fields(Source):
        if field.name not in {"name", "kind", "where", "outlet", "language"}:
            assert field.name in defaults, field.name
            (read,) = load_plan(
                plan_of(tmp_path, f'[follow]\n{field.name} = {as_toml(defaults[field.name])}\n{FEED}')
            ).sources  # fmt: skip
            assert getattr(read, field.name) == field.default, field.name
    for field in msgspec.structs.fields(Plan):
        assert field.name == "sources" or re.search(rf"^{field.name} = ", example, re.MULTILINE), field.name


def as_toml(told: str) -> str:
    return told if re.fullmatch(r"\d+|true|false", told) else f'"{told}"'
