"""The one place where a failure becomes text that an agent reads, and where arguments are made strict.

* A foreseen failure (``KineographError``) is ``CODE: advice``, an error of the tool, not of the protocol.
* Wrong arguments are one line that names them and lists the allowed ones: never the rejected value, never a link.
* Anything else says that it failed, and no more: its detail goes to the log.
* No call outlasts what clients survive, whatever the studio does.
* A tool, prompt or method that does not exist is a protocol error, -32602 (MCP 2026-07-28, tools and prompts).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import anyio
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, TextContent, ToolAnnotations
from pydantic import ConfigDict, ValidationError

from kineograph.errors import KineographError

logger = logging.getLogger(__name__)

CEILING_S = 48.5
"""Of the 50 s that are promised: the answer has to travel, too. Waits end before it; what reaches it is a studio that
neither answers nor refuses. Clients give up at 60 s."""
TOO_LONG = (
    "STUDIO_SLOW: The studio has not answered within 50 seconds. Nothing was lost, and what had begun goes on: call "
    "get_timeline to see where things stand before repeating anything."
)


class GuardedTool(Tool):
    """A tool that refuses unknown arguments and answers every failure in our words."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """The tool's result, or an error result. Protocol errors and cancellation pass."""
        with anyio.move_on_after(CEILING_S):
            try:
                return await super().run(arguments, context, convert_result=convert_result)
            except ToolError as error:
                return refused(self._words(error))
        logger.warning("%s reached the ceiling of %s s", self.name, CEILING_S)
        return refused(TOO_LONG)

    def _words(self, error: ToolError) -> str:
        match error.__cause__:
            case KineographError() as failure:
                logger.info("%s failed: %s %s", self.name, failure.code, failure.detail)
                return f"{failure.code}: {failure.advice}"
            case ValidationError() as failure if not isinstance(error, UnexpectedToolError):
                return bad_arguments(failure, list(self.parameters["properties"]))
            case failure:
                logger.error("%s broke", self.name, exc_info=failure)
                return (
                    f"INTERNAL: {self.name} failed for a reason that was not foreseen. Call get_timeline to see where "
                    "things stand before repeating it; the reason is in the server's log (stderr)."
                )


def refused(words: str) -> CallToolResult:
    """An error result that is complete in its text, because some clients drop the rest of it."""
    return CallToolResult(is_error=True, content=[TextContent(type="text", text=words)])


def bad_arguments(failure: ValidationError, allowed: list[str]) -> str:
    """One line: which argument is wrong, why, and which there are."""
    faults = []
    for fault in failure.errors(include_url=False, include_context=False, include_input=False):
        name = ".".join(str(step) for step in fault["loc"])
        faults.append(_FAULTS.get(fault["type"], "{name}: {msg}").format(name=name[:60], msg=fault["msg"].lower()))
    listed = ", ".join(allowed) or "none"
    return f"BAD_ARGUMENTS: {'; '.join(faults[:4])}. Allowed arguments: {listed}."


_FAULTS = {
    "extra_forbidden": "{name} is not an argument of this tool",
    "missing": "{name} is missing",
}


@dataclass(frozen=True, slots=True)
class Hints:
    """What a tool does to the world. All four are said for every tool: clients differ in what they assume."""

    read_only: bool
    destructive: bool
    idempotent: bool
    open_world: bool = True


LOOKS = Hints(read_only=True, destructive=False, idempotent=True)
ADDS = Hints(read_only=False, destructive=False, idempotent=True)
CHANGES = Hints(read_only=False, destructive=True, idempotent=False)
STOPS = Hints(read_only=False, destructive=True, idempotent=True)


def guarded(
    fn: Callable[..., Any], *, title: str, hints: Hints, outlined: tuple[str, ...] = (), appendix: str = ""
) -> GuardedTool:
    """``fn`` as a tool with strict arguments and lean schemas; its docstring is what agents read, with the
    ``appendix``. ``outlined`` are parts of the answer that another tool's schema spells out: advertised as objects
    here, and still checked."""
    annotations = ToolAnnotations(
        read_only_hint=hints.read_only,
        destructive_hint=hints.destructive,
        idempotent_hint=hints.idempotent,
        open_world_hint=hints.open_world,
    )
    tool = cast("GuardedTool", GuardedTool.from_function(fn, title=title, annotations=annotations))
    tool.description = " ".join([*tool.description.split(), *appendix.split()])
    loose = tool.fn_metadata.arg_model
    strict: type[ArgModelBase] = type(
        loose.__name__, (loose,), {"model_config": ConfigDict(extra="forbid"), "__module__": loose.__module__}
    )
    tool.fn_metadata.arg_model = strict
    tool.parameters = lean(strict.model_json_schema(by_alias=True))
    tool.fn_metadata.output_schema = outline(lean(tool.fn_metadata.output_schema or {}), outlined)
    return tool


def lean(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` without what pydantic adds for people: titles, and the descriptions that are our docstrings."""
    slim: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            continue
        if key in ("properties", "$defs"):
            slim[key] = {name: lean(inner) for name, inner in value.items()}
        else:
            slim[key] = lean(value) if isinstance(value, dict) else value
    if slim.get("type") == "object":
        slim.pop("description", None)
    return slim


def outline(schema: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """``schema`` as the names of what is answered, one in the other; the properties ``names`` as plain objects. Every
    client reads all of this before the first word is said, and types follow from names: the answer itself is checked
    against the whole schema."""
    definitions = schema.get("$defs", {})
    properties = {
        name: {"type": "object"} if name in names else _named(inner, definitions)
        for name, inner in schema["properties"].items()
    }
    return {"type": "object", "properties": properties}


def _named(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        return {"properties": {name: _named(value, definitions) for name, value in schema["properties"].items()}}
    if items := _named(schema["items"], definitions) if "items" in schema else {}:
        return {"items": items}
    return {"description": schema["description"]} if "description" in schema else {}


def only_known(tools: frozenset[str], prompts: frozenset[str]) -> Callable[..., Any]:
    """A middleware that answers -32602 where the SDK answers with a result or with its own code."""
    known = {"tools/call": ("tool", tools), "prompts/get": ("prompt", prompts)}

    async def check(ctx: ServerRequestContext[Any], call_next: CallNext) -> HandlerResult:
        kind, names = known.get(ctx.method, ("", frozenset()))
        name = (ctx.params or {}).get("name")
        if kind and name not in names:
            raise MCPError(INVALID_PARAMS, f"Unknown {kind}: {str(name)[:60]}")
        return await call_next(ctx)

    return check
