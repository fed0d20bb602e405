"""The brief to hand over: two pages of PDF, with its own fonts, and the same bytes for the same brief."""

from comity.presentation.pdf.document import render_pdf
from comity.presentation.pdf.letters import need_fpdf

__all__ = ["need_fpdf", "render_pdf"]
