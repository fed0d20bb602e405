"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import (
    actors,
    acts,
    comparing,
    corrections,
    dyad,
    dyads,
    home,
    reports,
    rows,
    search,
    tables,
    whatif,
)

ROUTERS = (
    home.router, search.router, dyads.router, dyad.router, whatif.router, tables.router, corrections.router,
    acts.router, reports.router, actors.router, rows.router, comparing.router,
)  # fmt: skip
