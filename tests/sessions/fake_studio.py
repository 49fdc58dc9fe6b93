"""A scripted studio over a real socket: it keeps sessions, counts what it is asked, and misbehaves on demand."""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio
from tests.client.loopback import Reply, Request

from kineograph.wire.events import (
    EventStamp,
    StateChanged,
    ToolAnswered,
    ToolCalled,
    answer_part,
    call_part,
    frame,
    text_part,
    write_event,
)

Draft = dict[str, Any]
CREDITS = {"available": 100.0, "frozen": 0.0, "total": 100.0}


def draft(seconds: float = 1.0, name: str = "beach.jpg", width: int = 96, height: int = 64, **more: Any) -> Draft:
    ms = round(seconds * 1000)
    clip = {"id": "c1", "s": 0, "d": ms, "src": "m1", "k": "image", "m": {"name": name}}
    return {"t": [{"tt": 0, "sg": [clip]}], "d": ms, "m": {"width": width, "height": height}, **more}


@dataclass
class Turn:
    """What one instruction does: frames to send, a draft to leave behind, and how the stream ends."""

    said: tuple[str, ...] = ("Done.",)
    after: Draft | None = None
    tool: str = "edit_multitrack"
    response: Mapping[str, Any] = field(default_factory=lambda: {"status": "success"})
    raw: bytes = b""
    answered: bool = True
    cut: bool = False
    head: bool = True
    kind: str = "text/event-stream"
    hold: anyio.Event | None = None
    reply: Reply | None = None


@dataclass
class FakeStudio:
    """``turns``: what the next instructions do, the last for good. ``replies``: an answer in place of the usual one, by
    route, used up one by one. ``late``: drafts that appear at the n-th look at a state. ``announces``: what the state
    of a session says besides."""

    video: bytes = b""
    turns: list[Turn] = field(default_factory=lambda: [Turn(after=draft())])
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    late: dict[int, Draft] = field(default_factory=dict)
    renders_fail: int = 0
    hold_uploads: anyio.Event | None = None
    upload_came: anyio.Event = field(default_factory=anyio.Event)
    credits: list[dict[str, float]] = field(default_factory=lambda: [CREDITS])
    announces: dict[str, Any] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=lambda: {"nmv_usr_mine": "user_7"})
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    renders: dict[str, dict[str, Any]] = field(default_factory=dict)
    looks: int = 0
    _ids: Any = field(default_factory=lambda: itertools.count(5529798706024415232))

    def count(self, route: str) -> int:
        return sum(_route(request) == route for request in self.requests)

    def calls(self) -> list[Any]:
        """The arguments of the calls that came beside instructions; None for words alone."""
        bodies = [json.loads(request.body) for request in self.requests if _route(request) == "run"]
        parts = [body["new_message"]["parts"] for body in bodies]
        return [part[1]["functionCall"]["args"] if len(part) > 1 else None for part in parts]

    def said(self) -> list[str]:
        """The instructions that arrived."""
        bodies = [json.loads(request.body) for request in self.requests if _route(request) == "run"]
        return [body["new_message"]["parts"][0]["text"] for body in bodies]

    async def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        route = _route(request)
        if self.replies.get(route):
            return self.replies[route].pop(0)
        handle: Callable[[Request], Awaitable[Reply]] = getattr(self, f"_{route}")
        return await handle(request)

    async def _token(self, _: Request) -> Reply:
        return _ok({"token": "nmv_usr_x", "user_id": "anon_1", "expires_at": "2026-12-01T00:00:00Z"})

    async def _create(self, request: Request) -> Reply:
        user = self.users.get(request.headers["authorization"].removeprefix("Bearer "), "anon_1")
        session_id = str(next(self._ids))
        self.sessions[session_id] = {"video_infos": [], "draft": {}, **self.announces}
        return _ok({"session_id": session_id, "task_id": "task_1", "user_id": user})

    async def _credits(self, _: Request) -> Reply:
        return _ok(self.credits.pop(0) if len(self.credits) > 1 else self.credits[0])

    async def _claim(self, _: Request) -> Reply:
        return _ok({"claim_token": "clm_1", "expires_in": 604800})

    async def _upload(self, request: Request) -> Reply:
        state = self._state_of(request)
        if state is None:
            return _lost()
        if self.hold_uploads is not None:
            self.upload_came.set()
            await self.hold_uploads.wait()
        names = re.findall(rb'filename="([^"]*)"', request.body)
        state["video_infos"] += [{"filename": name.decode()} for name in names]
        return _ok({"files": [{"filename": name.decode()} for name in names], "session_state_applied": True})

    async def _state(self, request: Request) -> Reply:
        state = self._state_of(request)
        if state is None:
            return _lost()
        self.looks += 1
        if self.looks in self.late:
            state["draft"] = self.late[self.looks]
        return _ok({"session_id": "x", "task_id": "task_1", "user_id": "anon_1", "state": state})

    async def _run(self, request: Request) -> Reply:
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if turn.reply is not None:
            return turn.reply
        state = self.sessions.get(json.loads(request.body)["session_id"])
        if state is None:
            return Reply(404, b'{"detail":"Session not found"}')
        if turn.after is not None:
            state["draft"] = copy.deepcopy(turn.after)
            if "revision" in state:
                state["revision"] += 1
        return Reply(200, _stream(turn), turn.kind, cut=turn.cut, head=turn.head)

    async def _render(self, request: Request) -> Reply:
        body = json.loads(request.body)
        if body["id"] in self.renders:
            return Reply(409, b'{"detail":"duplicate id"}')
        self.renders[body["id"]] = body
        return Reply(200, json.dumps({"success": True, "data": {"id": body["id"], "status": "pending"}}).encode())

    async def _render_status(self, request: Request) -> Reply:
        render_id = request.path.rsplit("/", 1)[-1]
        if render_id not in self.renders:
            return Reply(404, b'{"detail":"no such render"}')
        if self.renders_fail:
            self.renders_fail -= 1
            return Reply(200, b'{"status":"failed","error":"out of memory"}')
        url = f"{self.url}/files/{render_id}.mp4?sig=1"
        return Reply(200, json.dumps({"taskId": render_id, "status": "completed", "output": {"url": url}}).encode())

    async def _render_cancel(self, _: Request) -> Reply:
        return Reply(200, b'{"status":"cancelled"}')

    async def _file(self, _: Request) -> Reply:
        return Reply(200, self.video, "video/mp4")

    async def _download(self, _: Request) -> Reply:
        return Reply(200, self.video, "video/mp4")

    def _state_of(self, request: Request) -> dict[str, Any] | None:
        found = re.search(r"/me/(\d+)", request.path)
        return self.sessions.get(found[1]) if found else None


_ROUTES = (
    ("token", "POST", r"/api/auth/anonymous-token"),
    ("claim", "POST", r"/api/auth/claim-token"),
    ("create", "POST", r"/api/tasks/me/with-session/nemo_agent"),
    ("run", "POST", r"/run_sse"),
    ("upload", "POST", r"/api/upload-video/nemo_agent/me/\d+"),
    ("state", "GET", r"/api/state/nemo_agent/me/\d+/latest"),
    ("render", "POST", r"/api/render/proxy/lambda"),
    ("render_status", "GET", r"/api/render/proxy/lambda/[^/]+"),
    ("render_cancel", "POST", r"/api/render/proxy/lambda/[^/]+/cancel"),
    ("download", "GET", r"/api/render/proxy/[^/]+/download"),
    ("credits", "GET", r"/api/credits/balance/simple"),
    ("file", "GET", r"/files/.*"),
)


def _route(request: Request) -> str:
    return next(name for name, method, path in _ROUTES if method == request.method and re.fullmatch(path, request.path))


def _ok(value: Mapping[str, Any]) -> Reply:
    return Reply(200, json.dumps({"code": 0, "data": value}).encode())


def _lost() -> Reply:
    return Reply(200, b'{"code":1002,"message":"session not found"}')


async def _stream(turn: Turn) -> AsyncIterator[bytes]:
    if turn.raw:
        yield turn.raw
        return
    stamp = EventStamp("e-1", "", 0.0)
    if turn.tool:
        yield frame(write_event(stamp, [call_part(ToolCalled("c1", turn.tool))]))
        if turn.hold is not None:
            await turn.hold.wait()
        if turn.answered:
            part = answer_part(ToolAnswered("c1", turn.tool, turn.response))
            delta = StateChanged({"draft": turn.after}).delta if turn.after is not None else None
            yield frame(write_event(stamp, [part], role="user", state_delta=delta))
    for text in turn.said:
        yield frame(write_event(stamp, [text_part(text)]))
