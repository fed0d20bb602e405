"""Reading: text, HTML, PDF, JSON lines, files, folders and standard input -> Report."""

from comity.reading.notices import notices_in
from comity.reading.reports import read_html, read_json_line, read_pdf, read_text
from comity.reading.sources import read_paths

__all__ = ["notices_in", "read_html", "read_json_line", "read_paths", "read_pdf", "read_text"]
