"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import actors, acts, comparing, corrections, home, reports, rows, tables

ROUTERS = (
    home.router, tables.router, corrections.router, acts.router, reports.router, actors.router, rows.router,
    comparing.router,
)  # fmt: skip
