"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import (
    actors,
    acts,
    asking,
    codebook,
    comparing,
    corrections,
    dyad,
    dyads,
    health,
    home,
    issues,
    method,
    picturing,
    programs,
    reports,
    rows,
    search,
    tables,
    whatif,
)

ROUTERS = (
    home.router, search.router, dyads.router, dyad.router, whatif.router, tables.router, corrections.router,
    acts.router, reports.router, actors.router, rows.router, comparing.router, picturing.router, issues.router,
    method.router, codebook.router, programs.router, asking.router, health.router,
)  # fmt: skip
