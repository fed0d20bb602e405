"""The pages: one file a group of addresses, each with its router."""

from comity.presentation.web.pages import (
    asking,
    codebook,
    corrections,
    health,
    home,
    issues,
    method,
    picturing,
    programs,
    tables,
)

ROUTERS = (
    home.router, tables.router, corrections.router, picturing.router, issues.router, method.router, codebook.router,
    programs.router, asking.router, health.router,
)  # fmt: skip
