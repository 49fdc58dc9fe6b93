"""A deterministic agent for a real ADK API server: no model, no key. ``case NAME`` in the instruction picks its part.

Runs in an environment of its own, which has google-adk; drafts are invented from the documented keys.
"""
# mypy: ignore-errors

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.events import Event, EventActions
from google.genai import types

TITLE = {"tt": 7, "sg": [{"s": 0, "d": 3000, "m": {"text": "Urban Dreams"}}]}
CLIP = {"tt": 0, "sg": [{"s": 0, "d": 10000, "m": {"name": "city timelapse"}}]}
EDIT = "edit_multitrack"
GENERATE = "generate_video_with_seedance"


def draft(*tracks: dict[str, Any]) -> dict[str, Any]:
    return {"t": list(tracks), "d": 10000, "m": {"title": "project", "width": 1920, "height": 1080}}


def text(words: str, **more: Any) -> types.Part:
    return types.Part(text=words, **more)


def call(number: str | None, name: str = EDIT, **args: Any) -> types.Part:
    return types.Part(function_call=types.FunctionCall(id=number, name=name, args=args))


def answer(number: str | None, name: str = EDIT, **response: Any) -> types.Part:
    return types.Part(function_response=types.FunctionResponse(id=number, name=name, response=response))


def event(*parts: types.Part, state: dict[str, Any] | None = None, role: str = "model", **more: Any) -> Event:
    actions = more.pop("actions", None) or EventActions(state_delta=state or {})
    content = types.Content(role=role, parts=list(parts)) if parts else None
    return Event(author=more.pop("author", "nemo_agent"), content=content, actions=actions, **more)


def done(number: str | None, name: str = EDIT, state: dict[str, Any] | None = None, **response: Any) -> Event:
    return event(answer(number, name, **(response or {"status": "success"})), state=state, role="user")


def says() -> Iterator[Event]:
    yield event(text("Your video is ready."))


def says_twice() -> Iterator[Event]:
    yield event(text("First."), text("And a half."))
    yield event(text("Second."))


def fragments() -> Iterator[Event]:
    for words in ("I'll ", "generate ", "it now."):
        yield event(text(words), partial=True)
    yield event(text("I'll generate it now."))


def thinks() -> Iterator[Event]:
    yield event(text("Let me think.", thought=True))
    yield event(text("Still thinking.", thought=True), text("Done thinking."))


def silent() -> Iterator[Event]:
    yield event(call("adk-1", ops=["add_title"]))
    yield done("adk-1", state={"draft": draft(CLIP, TITLE)})


def silent_noop() -> Iterator[Event]:
    yield event(call("adk-1", ops=["none"]))
    yield done("adk-1")


def generates() -> Iterator[Event]:
    yield event(text("I'll generate your video now..."))
    yield event(call("adk-1", GENERATE, prompt="city"), long_running_tool_ids={"adk-1"})
    yield done("adk-1", GENERATE, {"draft": draft(CLIP)})
    yield event(text("The raw video is ready (10s)."))
    yield event(call("adk-2"))
    yield done("adk-2", state={"draft": draft(CLIP, TITLE)})
    yield event(text("All done! Click the Export button to save it."))


def tool_fails() -> Iterator[Event]:
    yield event(call("adk-1"))
    yield done("adk-1", status="error", error="no such track")
    yield event(text("I could not find that track."))


def raises_first() -> Iterator[Event]:
    raise RuntimeError("failed before any event")
    yield event()


def raises_with_quotes() -> Iterator[Event]:
    yield event(text("Working on it."))
    raise ValueError('bad "value"\nsecond line \\ end')


def raises_with_a_blank_line() -> Iterator[Event]:
    yield event(text("Working on it."))
    raise ValueError('one\n\ndata: {"two": 2}\n\nthree')


def raises_after_a_change() -> Iterator[Event]:
    yield event(call("adk-1"))
    yield done("adk-1", state={"draft": draft(CLIP, TITLE)})
    raise RuntimeError("the model fell over")


def raises_in_a_tool() -> Iterator[Event]:
    yield event(call("adk-1"))
    raise RuntimeError("tool exploded")


def error_event() -> Iterator[Event]:
    yield event(text("Working on it."))
    yield event(error_code="INSUFFICIENT_CREDITS", error_message="Not enough credits")


def error_only() -> Iterator[Event]:
    yield event(error_code="SAFETY")


def pending() -> Iterator[Event]:
    yield event(call("adk-1", GENERATE, prompt="city"), long_running_tool_ids={"adk-1"})
    yield done("adk-1", GENERATE, status="pending", ticket="job-1")


def pending_said() -> Iterator[Event]:
    yield from pending()
    yield event(text("I have started it; it will take a few minutes."))


def pending_done() -> Iterator[Event]:
    yield from pending()
    yield done("adk-1", GENERATE, {"draft": draft(CLIP)})


def unicode() -> Iterator[Event]:
    yield event(text("line\u2028sep\u2029para\u0085nel\x0bvt\x0cff 夏日回忆 🎬 é"))


def artifact() -> Iterator[Event]:
    yield event(text("saved a file"), actions=EventActions(artifact_delta={"out.mp4": 0}))


def artifact_of_a_tool() -> Iterator[Event]:
    yield event(call("adk-1"), actions=EventActions(artifact_delta={"in.json": 0}))
    changes = EventActions(artifact_delta={"out.mp4": 0}, state_delta={"draft": draft(CLIP)})
    yield event(answer("adk-1", status="success"), role="user", actions=changes)


def empty() -> Iterator[Event]:
    yield event()
    yield Event(author="nemo_agent", content=types.Content(role="model", parts=[]))
    yield event(text(""))
    yield event(text("ok"))


def nothing() -> Iterator[Event]:
    yield from ()


def transfer() -> Iterator[Event]:
    yield event(
        call("adk-1", "transfer_to_agent", agent_name="editor"), actions=EventActions(transfer_to_agent="editor")
    )
    yield done("adk-1", "transfer_to_agent")
    yield event(text("From the editor."), author="editor", branch="nemo_agent.editor")
    yield event(author="editor", actions=EventActions(escalate=True))


def long() -> Iterator[Event]:
    yield event(text("长" * 350_000))


def scoped_state() -> Iterator[Event]:
    delta = {"app:version": 2, "user:lang": "en", "temp:scratch": "gone", "draft": draft(CLIP)}
    yield event(state=delta)


def temporary_state() -> Iterator[Event]:
    yield event(state={"temp:scratch": "gone"})


def inline() -> Iterator[Event]:
    blob = types.Blob(data=b"\x89PNG\r\n\x1a\n\xff\xe0", mime_type="image/png")
    yield event(types.Part(inline_data=blob), text("a picture"))


def odd_numbers() -> Iterator[Event]:
    yield event(state={"odd": [math.nan, math.inf, 10**30]})
    yield event(text("counted"))


def lone_surrogate() -> Iterator[Event]:
    yield event(text("before"))
    yield event(text("half \ud83c of a sign"))


def escapes() -> Iterator[Event]:
    yield event(text("\x1b[31mred\x1b[0m\x1b]0;title\x07 plain\x00\x08"))


def ids_reused() -> Iterator[Event]:
    for words in ("one", "two"):
        yield event(call("adk-1", ops=[words]))
        yield done("adk-1")
    yield event(text("Both done."))


def parallel() -> Iterator[Event]:
    yield event(call("adk-1", ops=["a"]), call("adk-2", ops=["b"]))
    yield event(answer("adk-2", status="success"), answer("adk-1", status="success"), role="user")


def no_ids() -> Iterator[Event]:
    yield event(call(None, ops=["a"]))
    yield done(None)


def open_call() -> Iterator[Event]:
    yield event(text("Working on it."))
    yield event(call("adk-1"))


def code() -> Iterator[Event]:
    yield event(
        types.Part(executable_code=types.ExecutableCode(code="1+1", language="PYTHON")),
        types.Part(code_execution_result=types.CodeExecutionResult(outcome="OUTCOME_OK", output="2")),
        text("It is 2."),
    )


def temporary_issue() -> Iterator[Event]:
    yield event(text("I encountered a temporary issue. Please try again."))


def several_states() -> Iterator[Event]:
    yield event(call("adk-1", GENERATE))
    yield done("adk-1", GENERATE, {"draft": draft(CLIP), "generated_media": {"url": "https://cdn.example.com/a.mp4"}})
    yield event(call("adk-2"))
    yield done("adk-2", state={"draft": draft(CLIP, TITLE)})


CASES: dict[str, Callable[[], Iterator[Event]]] = {
    case.__name__: case
    for case in (
        says,
        says_twice,
        fragments,
        thinks,
        silent,
        silent_noop,
        generates,
        tool_fails,
        raises_first,
        raises_with_quotes,
        raises_with_a_blank_line,
        raises_after_a_change,
        raises_in_a_tool,
        error_event,
        error_only,
        pending,
        pending_said,
        pending_done,
        unicode,
        artifact,
        artifact_of_a_tool,
        empty,
        nothing,
        transfer,
        long,
        scoped_state,
        temporary_state,
        inline,
        odd_numbers,
        lone_surrogate,
        escapes,
        ids_reused,
        parallel,
        no_ids,
        open_call,
        code,
        temporary_issue,
        several_states,
    )
}


async def waits_unchanged() -> AsyncGenerator[Event]:
    """Says something and works for a minute: cut it in between, and ADK cancels it with nothing changed."""
    yield event(text("Working on it."))
    yield event(call("adk-1"))
    await asyncio.sleep(60)
    yield done("adk-1", state={"draft": draft(CLIP)})


async def waits_changed() -> AsyncGenerator[Event]:
    """The same, after a change that stays."""
    yield event(call("adk-1"))
    yield done("adk-1", state={"draft": draft(CLIP, TITLE)})
    yield event(call("adk-2"))
    await asyncio.sleep(60)
    yield done("adk-2")


async def changes_late() -> AsyncGenerator[Event]:
    """Works for a second and a half, then changes: for a run that goes on after its caller has gone."""
    yield event(call("adk-1"))
    await asyncio.sleep(1.5)
    yield done("adk-1", state={"draft": draft(CLIP, TITLE)})


WAITING = {case.__name__: case for case in (waits_unchanged, waits_changed, changes_late)}


class Director(BaseAgent):
    async def _run_async_impl(self, ctx: Any) -> AsyncGenerator[Event, None]:
        said = " ".join(part.text or "" for part in ctx.user_content.parts)
        name = re.search(r"case (\w+)", said)[1]
        if name in WAITING:
            async for found in WAITING[name]():
                found.invocation_id = ctx.invocation_id
                yield found
            return
        for found in CASES[name]():
            found.invocation_id = ctx.invocation_id
            yield found


root_agent = Director(name="nemo_agent")
