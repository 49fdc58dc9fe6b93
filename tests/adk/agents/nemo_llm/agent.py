"""ADK's own LlmAgent over a model that is a list of answers: what its tool loop puts on the wire."""
# mypy: ignore-errors
# ruff: noqa: ARG002 - the names are ADK's

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import LlmAgent
from google.adk.models import BaseLlm
from google.adk.models.llm_response import LlmResponse
from google.adk.tools import FunctionTool, LongRunningFunctionTool
from google.adk.tools.tool_context import ToolContext
from google.genai import types

DRAFT = {"t": [{"tt": 7, "sg": [{"s": 0, "d": 3000, "m": {"text": "Hi"}}]}], "d": 10000}


def edit_multitrack(ops: list[str], tool_context: ToolContext) -> dict[str, Any]:
    """Edits."""
    tool_context.state["draft"] = DRAFT
    return {"status": "success", "ops": ops}


def broken_tool() -> dict[str, Any]:
    """Raises."""
    raise RuntimeError("tool exploded")


def generate_video_with_seedance(prompt: str) -> dict[str, Any]:
    """Takes long."""
    return {"status": "pending", "ticket": f"job for {prompt}"}


def render_elsewhere() -> None:
    """Takes long and reports nothing."""


def delete_track(track: int) -> dict[str, Any]:
    """Wants to be confirmed."""
    return {"status": "success", "track": track}


def words(text: str, **more: Any) -> LlmResponse:
    return LlmResponse(content=types.Content(role="model", parts=[types.Part(text=text)]), **more)


def calls(name: str, text: str = "", partial: bool | None = None, **args: Any) -> LlmResponse:
    parts = [types.Part(text=text)] if text else []
    parts.append(types.Part(function_call=types.FunctionCall(name=name, args=args)))
    return LlmResponse(content=types.Content(role="model", parts=parts), partial=partial)


QUIET = LlmResponse(content=types.Content(role="model", parts=[]))
# each case: the answers of one turn, a list for each question to the model
CASES: dict[str, list[list[LlmResponse]]] = {
    "llm_text": [[words("Here it is.")]],
    "llm_tools": [[calls("edit_multitrack", "Adding a title.", ops=["title"])], [words("I added a title.")]],
    "llm_silent": [[calls("edit_multitrack", ops=["title"])], [QUIET]],
    "llm_tool_raises": [[calls("broken_tool")], [words("never")]],
    "llm_unknown_tool": [[calls("no_such_tool")], [words("never")]],
    "llm_raise": [],
    "llm_error": [[LlmResponse(error_code="SAFETY", error_message="blocked")]],
    "llm_cut_short": [[words("As far as I ca", finish_reason=types.FinishReason.MAX_TOKENS)]],
    "llm_pending": [[calls("generate_video_with_seedance", prompt="city")], [words("It will take a while.")]],
    "llm_pending_silent": [[calls("generate_video_with_seedance", prompt="city")], [QUIET]],
    "llm_no_answer": [[calls("render_elsewhere")], [words("never")]],
    "llm_confirmation": [[calls("delete_track", track=2)], [words("never")]],
    "llm_transfer": [[calls("transfer_to_agent", agent_name="editor")], [words("The editor here.")]],
    "llm_streaming": [[words("Here ", partial=True), words("it is.", partial=True), words("Here it is.")]],
    "llm_streaming_calls": [
        [
            words("On ", partial=True),
            calls("edit_multitrack", partial=True, ops=["ti"]),
            calls("edit_multitrack", "On it.", ops=["title"]),
        ],
        [words("Done.")],
    ],
}


class Script(BaseLlm):
    async def generate_content_async(self, llm_request: Any, stream: bool = False) -> AsyncGenerator[LlmResponse, None]:
        said = [part.text or "" for content in llm_request.contents for part in content.parts or [] if content.parts]
        name = re.search(r"case (\w+)", " ".join(said))[1]
        asked = sum(any(part.function_response for part in content.parts or []) for content in llm_request.contents)
        # a transfer is told to the next agent in words
        asked += any("transfer_to_agent" in line for line in said)
        if name == "llm_raise":
            raise RuntimeError("503 UNAVAILABLE. The model is overloaded.")
        for found in CASES[name][min(asked, len(CASES[name]) - 1)]:
            yield found.model_copy(deep=True)


def confirmed(function: Any) -> FunctionTool:
    return FunctionTool(function, require_confirmation=True)


root_agent = LlmAgent(
    name="nemo_llm",
    model=Script(model="script"),
    instruction="none",
    tools=[
        edit_multitrack,
        broken_tool,
        LongRunningFunctionTool(generate_video_with_seedance),
        LongRunningFunctionTool(render_elsewhere),
        confirmed(delete_track),
    ],
    sub_agents=[LlmAgent(name="editor", model=Script(model="script"), instruction="none")],
)
