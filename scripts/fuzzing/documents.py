"""Documents to start from, one for each kind and feature; the deeds in them are invented."""

import gzip
import json
from base64 import b32encode
from functools import cache
from hashlib import sha1

STORY = (
    "The foreign ministers of Kenya and Uganda signed a fisheries accord in Kisumu on Monday, 4 March 2024.",
    "“We will keep the lake open,” the Ugandan ministry said; Kenya’s cabinet had promised 40 patrol boats by June.",
    "Tanzania's premier warned that the deal “could be void” if no census of fish is taken within two years.",
    "Oman recalled its envoy from Muscat's southern neighbour last week, a spokesman told the Example Wire.",
)
_NOISE = (
    "1. Skip to content", "ADVERTISEMENT", "By our correspondent in Kisumu", "March 4, 2024", "Photo: Example Wire/dpa",
    "KISUMU (Example Wire) — ", "Read more: What the accord leaves out", "Page 2 of 3", "- 3 -", "02:10",
    "Published: 2024-03-04T10:00:00Z | Updated: 5 March 2024", "CORRECTION (March 5): ", "(Reporting by the Lima desk)",
    "This story has been retracted.", "© 2024 Example Wire. All rights reserved.", "* a point", "1) a point",
)  # fmt: skip
_ODD = (
    "\u200b",
    "\u202e",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x0c",
    "e\u0301",
    "ﬁ",
    "\ud7a3",
    "🇵🇪",
    "\x00",
    "\x1b[0m",
)


def _coded(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


def texts() -> list[bytes]:
    """Plain texts: paragraphs, lines broken to fit, noise around them, encodings."""
    body = "\n\n".join(STORY)
    narrow = "\n".join(STORY[0][at : at + 40] for at in range(0, len(STORY[0]), 40))
    page = "\n".join([*_NOISE[:5], f"{_NOISE[5]}{STORY[0]}", "", *STORY[1:], *_NOISE[6:]])
    return [
        *_coded(body, narrow, page, f"KISUMU, March 4 (Example Wire) - {STORY[0]}", "\r\n".join(STORY), STORY[0]),
        *_coded(*(f"{STORY[0]}{odd}\n\n{odd}{STORY[1]}" for odd in _ODD)),
        STORY[1].encode("cp1252"), STORY[1].encode("utf-16"), STORY[1].encode("utf-32"), STORY[1].encode("utf-16-be"),
        "外務大臣は火曜日にナイロビを訪問した。".encode("shift_jis"), STORY[0].encode() + b"\xff\xfe",
    ]  # fmt: skip


_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lake accord | Example Wire</title>'
    '<meta property="og:title" content="Lake accord &amp; census"><meta name="author" content="The Kisumu desk">'
    '<meta property="article:published_time" content="2024-03-04T10:00:00Z">'
    '<link rel="canonical" href="https://wire.example/lake">'
    '<script type="application/ld+json">{"@graph": [{"headline": "Lake accord", "datePublished": "2024-03-04", '
    '"author": [{"name": "The Kisumu desk"}], "publisher": {"name": "Example Wire"}}]}</script></head>'
)


def pages() -> list[bytes]:
    """Web pages: heads with facts, tables, nested lists, entities, asides, comments left open, no body at all."""
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY)
    article = f"<article><h1>Lake accord</h1><time datetime='2024-03-04'>March 4</time>{paragraphs}</article>"
    made = _coded(
        f"{_HEAD}<body><nav><ul><li>Home</li></ul></nav>{article}<aside>More</aside><footer>©</footer></body></html>",
        f"<html><body><table><tr><td>{STORY[0]}</td><td>{STORY[1]}<table><tr><td>x</table></table></body>",
        f"<div><ul><li>{STORY[0]}<ul><li>{STORY[1]}</ul></ul><ol><li>{STORY[2]}</ol></div>",
        f"<p>&#8220;{STORY[0]}&rdquo; &amp;amp; &lt;p&gt; &#x0; &#55296; &#1114112; &nbsp;&shy;&zwj;<p>{STORY[1]}",
        f"<body><!-- open {article}<script>var a = '<p>';</script><style>p{{}}</style>{article}<template>{article}",
        f"<figure><img alt='x'><figcaption>{STORY[0]}</figcaption></figure><p>{STORY[1]}<br>{STORY[2]}<br/><hr>",
        f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><![CDATA[{STORY[0]}]]>{paragraphs}",
        f"<h1>A</h1><blockquote>{STORY[1]}<cite>A</cite></blockquote><pre>{STORY[0]}\n{STORY[1]}</pre><textarea>",
    )
    return [*made, f"<meta charset=windows-1252><p>{STORY[1]}</p>".encode("cp1252"), f"<p>{STORY[1]}".encode("utf-16")]


def lines() -> list[bytes]:
    """JSON lines, lists and single objects, with the way they are given as the first byte: 0 a stream, 1 a .json."""
    whole = {
        "id": "a",
        "text": "\n\n".join(STORY),
        "published": "2024-03-04",
        "outlet": "Example Wire",
        "title": "Lake",
    }
    short = {"id": "b", "text": STORY[0], "url": "https://wire.example/b", "language": "en"}
    page = {"text": pages()[0].decode(), "published": "4 March 2024"}
    rows = [json.dumps(whole), json.dumps(short, ensure_ascii=False), json.dumps(page)]
    odd = [
        '{"text": "\\ud800 x"}',
        '{"text": null}',
        '{"id": "\\udfff", "text": "Peru left.", "title": "\\u0000"}',
        "[]",
        "{",
        "1e999",
    ]
    odd += [
        '{"text": "Oman left.", "text": 3}',
        '{"text": NaN}',
        '{"text": "Mali left.", "language": "xx-YY", "published": "30.2.2024"}',
    ]
    joined = "\n".join([*rows, "", *odd])
    return [
        *(b"0" + each.encode() for each in (*rows, *odd, joined, joined.replace("\n", "\r\n"))),
        *(b"1" + each.encode() for each in (f"[{','.join(rows)}]", rows[0], joined, "[[]]", '{"text": ["a"]}')),
        b"0" + joined.encode("utf-16"), b"0\xef\xbb\xbf" + rows[1].encode(), b"1" + rows[0].encode("utf-32"),
    ]  # fmt: skip


def feeds() -> list[bytes]:
    """RSS 2, RSS 1 (RDF) and Atom, whole entries and teasers, odd days, markup in titles, broken ends."""
    item = (
        f"<item><title>Lake &lt;b&gt;accord</title><link>/lake</link><guid>g1</guid>"
        "<pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate>"
        f"<description>{STORY[0]}</description><content:encoded><![CDATA[<p>{STORY[1]}</p><p>{STORY[2]}</p>]]>"
        "</content:encoded><source url='https://x.example'>Other Wire</source></item>"
    )
    rss = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Wire</title><link>https://wire.example/</link>{item}"
        f"<item><title>Teaser</title><dc:date>2024-02-30</dc:date><description>{STORY[3]}</description></item>"
        "</channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/a/">'
        '<title type="html">&lt;i&gt;Wire</title>'
        "<entry><id>urn:1</id><title>Lake</title><link href='b'/><updated>2024-03-04T10:00:00+03:00</updated>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{STORY[1]}</p></div></content></entry>"
        f"<entry><id>urn:2</id><summary>{STORY[2]}</summary><published>9999-12-31T23:59:59-14:00</published></entry>"
        "</feed>"
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<item rdf:about='u'><title>Lake</title><link>u</link><description>{STORY[0]}</description></item></rdf:RDF>"
    )
    return [*_coded(rss, atom, rdf, rss[: len(rss) // 2], rss.replace("<item>", "<item>" * 3)), atom.encode("utf-16")]


def warc_record(
    body: bytes, kind: str = "text/html", *, extra: str = "", digest: bool = True, status: int = 200
) -> bytes:
    """One response of an archive, not packed."""
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    told = f"WARC-Block-Digest: sha1:{b32encode(sha1(http).digest()).decode()}\r\n" if digest else ""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/1\r\n"
        "WARC-Date: 2024-03-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n{told}Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@cache
def archives() -> list[bytes]:
    """Archives, with how they are packed as the first byte: 0 as they are, 1 gzip by record."""
    page = f"<html><body><article><p>{STORY[0]}</p><p>{STORY[1]}</p></article></body></html>".encode()
    half = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (50, page[:50], len(page) - 50, page[50:])
    made = [
        warc_record(page),
        warc_record(page, digest=False),
        warc_record(half, extra="Transfer-Encoding: chunked\r\n", digest=False),
        warc_record(gzip.compress(page, mtime=0), extra="Content-Encoding: gzip\r\n", digest=False),
        warc_record(page, extra="Content-Encoding: br, deflate\r\n"),
        warc_record("\n\n".join(STORY).encode(), "text/plain; charset=utf-8", digest=False),
        warc_record(page, status=404),
        warc_record(b"%PDF-1.4\n%%EOF", "application/pdf", digest=False),
    ]
    info = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
    whole = [*made, b"".join([info, *made[:3]]), b"".join(made)]
    return [*(b"0" + each for each in whole), *(b"1" + each for each in whole), b"0" + gzip.compress(made[0], mtime=0)]
