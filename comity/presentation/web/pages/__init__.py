"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import corrections, home, tables

ROUTERS = (home.router, tables.router, corrections.router)
