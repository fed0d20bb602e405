"""RSS and Atom: entries with their days, links and own texts; nothing in a feed is run, fetched or expanded."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.errors import InputBroken, InputEmpty
from comity.model import Report
from comity.reading import read_entry, read_feed, read_paths

STORY = (
    "Kenya's foreign minister met the Ugandan delegation in Kisumu on Monday, and the two sides signed an "
    "agreement on fishing in the lake. Officials said that talks would go on in the spring."
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Lake Wire</title><link>https://lake.example/</link>
<item><title>Envoys meet</title><link>/world/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Mon, 04 Mar 2024 23:30:00 -0500</pubDate><description>{STORY}</description></item>
<item><title>No link, no id</title><description>Short.</description></item>
<item><description>Neither title nor link.</description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Wire</title>
<entry><id>urn:1</id><title>Envoys meet</title><link href="https://coast.example/1"/>
<updated>2024-03-05T02:00:00Z</updated><published>2024-03-04T22:00:00+09:00</published>
<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/"><channel><title>Old Wire</title></channel>
<item rdf:about="https://old.example/1"><title>T</title><link>https://old.example/1</link></item></rdf:RDF>"""


def test_rss() -> None:
    feed = read_feed(RSS.encode(), source="the feed", url="https://lake.example/rss")
    assert (feed.title, feed.problem, len(feed.entries)) == ("Lake Wire", None, 2)
    first = feed.entries[0]
    assert (first.key, first.title, first.url) == ("g-1", "Envoys meet", "https://lake.example/world/1")
    # The day is the outlet's own, the moment everybody's.
    assert first.published == "2024-03-04"
    assert first.at == 1_709_613_000
    report = read_entry(first, source="the entry")
    assert STORY in report.text
    assert (report.published, report.outlet, report.url) == ("2024-03-04", "Lake Wire", first.url)


def test_atom_and_rdf() -> None:
    (entry,) = read_feed(ATOM.encode(), source="the feed").entries
    assert (entry.published, entry.url) == ("2024-03-04", "https://coast.example/1")
    assert "alert" not in read_entry(entry, source="the entry").text
    (old,) = read_feed(RDF.encode(), source="the feed").entries
    assert (old.title, old.url, old.published) == ("T", "https://old.example/1", None)
    with pytest.raises(InputEmpty, match="no text of its own"):
        read_entry(old, source="the entry")


def test_an_entry_that_changes_is_told_by_its_mark() -> None:
    one = read_feed(RSS.encode(), source="the feed").entries[0]
    same = read_feed(RSS.encode(), source="the feed").entries[0]
    other = read_feed(RSS.replace("Envoys meet", "Envoys meet again").encode(), source="the feed").entries[0]
    assert one.mark == same.mark != other.mark
    assert one.key == other.key


def _in_utf_7(text: str) -> bytes:
    return text.replace("<!", "+ADw-!").encode("ascii")


def _with_shifts(text: str) -> bytes:
    return text.replace("<!ENT", "<!ENT\x1b(B").encode("ascii")


@pytest.mark.parametrize(
    ("encoding", "encoded"),
    [
        ("UTF-8", str.encode),
        ("utf-16", lambda text: text.encode("utf-16")),
        ("cp037", lambda text: text.encode("cp037")),
        ("cp500", lambda text: text.encode("cp500")),
        ("utf-7", _in_utf_7),
        ("utf_______________________________________________7", _in_utf_7),
        ("iso-2022-jp", _with_shifts),
        ('utf-8"?><rss> the encoding="utf-7', _in_utf_7),
    ],
)
def test_entities_are_neither_fetched_nor_blown_up(
    tmp_path: Path, encoding: str, encoded: Callable[[str], bytes]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the keys")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY l0 "ha">{laughs}'
    hostile = f"""<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [{declared}]>
<rss version="2.0"><channel><title>&x;&l11;</title><item><title>Kept &x;</title><guid>1</guid></item></channel></rss>"""
    begun = time.monotonic()
    with pytest.raises(InputBroken, match="declares entities of its own"):
        read_feed(encoded(hostile), source="the feed")
    assert time.monotonic() - begun < 1


def test_bytes_are_never_taken_for_a_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(RSS)
    for name in (str(path), "http://127.0.0.1:9/rss", path.as_uri()):
        with pytest.raises(InputBroken, match="neither RSS nor Atom"):
            read_feed(name.encode(), source="the feed")


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_empty_feeds(data: bytes) -> None:
    with pytest.raises(InputEmpty):
        read_feed(data, source="the feed")


def test_what_is_no_feed_and_what_breaks_off() -> None:
    with pytest.raises(InputBroken, match="name the address of the feed"):
        read_feed(b"<html><body>Latest news</body></html>", source="the feed")
    cut = read_feed(RSS[: RSS.index("<item><title>No link")].encode(), source="the feed")
    assert len(cut.entries) == 1
    assert cut.problem is not None
    assert "not well-formed" in cut.problem


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = RSS.replace("UTF-8", encoding).replace("Envoys meet", "Envoys meet in São Tomé")
    assert read_feed(text.encode(encoding), source="the feed").entries[0].title == "Envoys meet in São Tomé"


def test_a_feed_that_lies_as_a_file(tmp_path: Path) -> None:
    for name, text in (("a.rss", RSS), ("b.xml", ATOM), ("c.atom", ATOM)):
        path = tmp_path / name
        path.write_text(text)
        found = list(read_paths([path]))
        assert isinstance(found[0], Report)
        assert STORY in found[0].text
    assert len(list(read_paths([tmp_path]))) == 3  # a.rss has two entries; .xml is no report by its name alone


def test_no_start_of_a_page_takes_long_to_be_told_from_a_feed() -> None:
    from comity.reading import is_feed

    begun = time.monotonic()
    for start in ("<!-- --> " * 900, "<!DOCTYPE " * 800, "<?x " * 2000, "<!--" * 2000, "<!DOCTYPE a [" * 600):
        assert not is_feed(start)
    assert time.monotonic() - begun < 1
    assert is_feed("\ufeff<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<rss version='2.0'>".lstrip("\ufeff"))
    assert not is_feed("<html><body>about &lt;rss&gt; <rss></body></html>")
