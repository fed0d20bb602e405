"""The record as tools for assistants: a Model Context Protocol server over stdio that reads and never writes."""

from comity.presentation.mcp.server import serve
from comity.presentation.mcp.tools import TOOLS, Tool, answered

__all__ = ["TOOLS", "Tool", "answered", "serve"]
