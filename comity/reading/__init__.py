"""Reading: text, HTML, PDF, JSON lines, feeds, WARC archives, files, folders and standard input -> Report."""

from comity.reading.archives import Archived, read_archive
from comity.reading.feeds import Entry, Feed, dated, is_feed, read_entry, read_feed, without_body
from comity.reading.notices import notices_in
from comity.reading.reports import read_bytes, read_html, read_json_line, read_pdf, read_text
from comity.reading.sources import ENDINGS, judged, read_paths
from comity.reading.unpacking import KNOWN, encodings_of, unpacked

__all__ = [
    "ENDINGS",
    "KNOWN",
    "Archived",
    "Entry",
    "Feed",
    "dated",
    "encodings_of",
    "is_feed",
    "judged",
    "notices_in",
    "read_archive",
    "read_bytes",
    "read_entry",
    "read_feed",
    "read_html",
    "read_json_line",
    "read_paths",
    "read_pdf",
    "read_text",
    "unpacked",
    "without_body",
]
