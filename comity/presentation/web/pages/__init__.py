"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import home, tables

ROUTERS = (home.router, tables.router)
