"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import asking, corrections, home, picturing, tables

ROUTERS = (home.router, tables.router, corrections.router, picturing.router, asking.router)
