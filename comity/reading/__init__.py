"""Reading: text, HTML, PDF, JSON lines, files, folders and standard input -> Report."""

from comity.reading.reports import read_html, read_json_line, read_pdf, read_text
from comity.reading.sources import read_paths

__all__ = ["read_html", "read_json_line", "read_paths", "read_pdf", "read_text"]
