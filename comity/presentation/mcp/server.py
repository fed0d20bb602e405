"""The tools behind the protocol: `mcp`, the official SDK, speaks it; this is all that knows the SDK."""

import logging
from functools import partial
from typing import Any

import msgspec

from comity.config import Settings
from comity.errors import ComityError, ExtraMissing
from comity.presentation.mcp.answers import schema_of
from comity.presentation.mcp.tools import TEACHING, TOOLS, answered

_LOG = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Serve a record over standard input and output until the input ends. Raises `ExtraMissing` without the SDK."""
    try:
        import anyio
        from mcp.server.stdio import stdio_server
    except ImportError as error:
        raise ExtraMissing("the MCP server", "needs the mcp package", "pip install 'comity[mcp]'") from error
    server = _server(settings)

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def _server(settings: Settings) -> Any:
    import anyio
    from mcp.server.lowlevel import Server
    from mcp_types import CallToolResult, ListToolsResult, TextContent, ToolAnnotations
    from mcp_types import Tool as Told

    import comity

    # One question at a time: the whole machine is not the assistant's.
    turn = anyio.CapacityLimiter(1)
    reading = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    told = [
        Told(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=schema_of(tool.ask),
            output_schema=schema_of(tool.answer),
            annotations=reading,
        )
        for tool in TOOLS
    ]

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        return ListToolsResult(tools=told)

    async def call_tool(_context: Any, params: Any) -> CallToolResult:
        call = partial(_outcome, params.name, params.arguments or {}, settings)
        found, words = await anyio.to_thread.run_sync(call, limiter=turn)
        content: list[Any] = [TextContent(type="text", text=words)]
        return CallToolResult(content=content, structured_content=found, is_error=found is None)

    return Server(
        "comity",
        version=comity.__version__,
        title="Comity",
        instructions=TEACHING,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _outcome(name: str, arguments: dict[str, Any], settings: Settings) -> tuple[dict[str, Any] | None, str]:
    """The answer with its JSON, for clients that read no structured answers; or null with an error in one sentence."""
    try:
        found = answered(name, arguments, settings)
        return found, msgspec.json.encode(found).decode()
    except ComityError as error:
        return None, " ".join(str(error).split())
    except Exception as error:
        _LOG.exception("tool %r", name[:100])
        kind = type(error).__name__
        return (
            None,
            f"{name[:100]}: it failed in a way nobody foresaw ({kind}); look at what the server wrote to stderr.",
        )
