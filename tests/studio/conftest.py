"""A studio to call, over a real socket. Most tests share one; the others start their own."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from httpx_sse import EventSource
from PIL import Image

from kineograph.studio.faults import Faults
from kineograph.studio.options import StudioOptions
from kineograph.studio.render.service import OnProgress, RenderedFile, RenderOrder
from kineograph.studio.serve import running_studio
from kineograph.wire import attribution, routes
from kineograph.wire.events import Event, Said, StateChanged, ToolAnswered, ToolCalled, read_event

SKILL = attribution.Attribution("a2e-image-to-video", "1.0.0", "unknown").headers()
PATIENCE_S = 20  # how long a test waits for what must happen, before it fails
_numbers = itertools.count(1)


@dataclass
class Clock:
    """Time that only moves when told to; seconds since 1970."""

    seconds: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class QuickRenderer:
    """Stands in for the renderer: writes a small file at once, and remembers what it was asked for."""

    orders: list[RenderOrder] = field(default_factory=list)

    async def __call__(self, order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
        self.orders.append(order)
        assert all(path.is_file() for path in order.sources.values())
        on_progress(1.0, "done")
        order.out.write_bytes(b"0123456789")
        canvas = order.timeline.canvas
        return RenderedFile(order.out, order.timeline.duration_ms, 10, canvas.width, canvas.height, canvas.fps, 1)


@dataclass
class Caller:
    """Someone with a token, over httpx."""

    http: httpx.AsyncClient
    client_id: str
    token: str = ""
    session: str = ""

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.http.get(path, headers=self.headers(), **more)

    async def post(self, path: str, body: object = None, *, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return await self.http.post(path, json=body, headers={**self.headers(), **(headers or {})})

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **SKILL} if self.token else {**SKILL}

    async def sign_in(self) -> dict[str, Any]:
        path = routes.ANONYMOUS_TOKEN.path
        answer = await self.http.post(path, headers={attribution.CLIENT_ID: self.client_id})
        made: dict[str, Any] = answer.json()["data"]
        self.token = made["token"]
        return made

    async def open_session(self, name: str = "project", **more: object) -> str:
        answer = await self.post(routes.CREATE_SESSION.path, {"task_name": name, **more})
        self.session = answer.json()["data"]["session_id"]
        return self.session

    async def upload(self, *files: tuple[str, bytes]) -> httpx.Response:
        parts = [("files", file) for file in files]
        path = routes.UPLOAD.at(session_id=self.session)
        return await self.http.post(path, files=parts, headers=self.headers())

    async def edit(self, *edits: object, text: str = "", **more: object) -> list[Event]:
        """A whole turn of typed edits."""
        return await self.say(text, {"edits": list(edits), **more})

    async def say(self, text: str, call: object = None) -> list[Event]:
        """A whole turn, read as any caller would read it. ``call``: arguments of typed edits beside the text."""
        body = run_body(self.session, text)
        if call is not None:
            body["new_message"]["parts"].append({"functionCall": {"name": "edit_timeline", "args": call}})
        async with self.http.stream("POST", routes.RUN.path, json=body, headers=self.headers()) as answer:
            assert answer.status_code == 200, await answer.aread()
            assert answer.headers["content-type"].startswith("text/event-stream")
            return [
                event async for item in EventSource(answer).aiter_sse() for event in read_event(item.event, item.data)
            ]

    async def state(self) -> dict[str, Any]:
        answer = await self.get(routes.STATE.at(session_id=self.session))
        found: dict[str, Any] = answer.json()["data"]["state"]
        return found

    async def render(self, render_id: str, draft: object, **more: Any) -> httpx.Response:
        return await self.post(
            routes.RENDER.path,
            {"id": render_id, "sessionId": self.session, "draft": draft, "output": {"format": "mp4"}, **more},
        )

    async def finished(self, render_id: str) -> dict[str, Any]:
        """Looks until the render has ended; every look is a request, so the studio works in between."""
        with anyio.fail_after(PATIENCE_S):
            while True:
                status = (await self.get(routes.RENDER_STATUS.at(render_id=render_id))).json()
                if status.get("status") not in ("pending", "processing"):
                    return dict(status)


def run_body(session_id: str, text: str) -> dict[str, Any]:
    parts = [{"text": text}]
    return {"app_name": "nemo_agent", "user_id": "me", "session_id": session_id, "new_message": {"parts": parts}}


def answer_in(events: Sequence[Event]) -> Mapping[str, Any]:
    """What the turn's one tool answered."""
    (found,) = [event.response for event in events if isinstance(event, ToolAnswered)]
    return found


def texts(events: Sequence[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Said)]


def kinds(events: Sequence[Event]) -> list[str]:
    """What a turn did, in a word each."""
    words = {Said: "said", ToolCalled: "called", ToolAnswered: "answered", StateChanged: "changed"}
    return [words.get(type(event), type(event).__name__) for event in events]


def picture(name: str = "a.jpg", color: str = "teal", size: tuple[int, int] = (64, 48)) -> tuple[str, bytes]:
    made = io.BytesIO()
    Image.new("RGB", size, color).save(made, "PNG" if name.endswith("png") else "JPEG")
    return name, made.getvalue()


Start = Callable[..., AbstractAsyncContextManager[Caller]]
SHOW = "make a video from my photos with crossfades and background music"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def shared_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    options = StudioOptions(tmp_path_factory.mktemp("shared"), render=QuickRenderer(), max_upload_bytes=200_000)
    async with running_studio(options) as url:
        yield url


@pytest.fixture
async def http(shared_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=shared_url) as client:
        yield client


@pytest.fixture
async def caller(http: httpx.AsyncClient) -> Caller:
    """Someone new at the shared studio, with an empty session."""
    made = Caller(http, f"client-{next(_numbers)}")
    await made.sign_in()
    await made.open_session()
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options(tmp_path: Path, clock: Clock) -> StudioOptions:
    return StudioOptions(tmp_path / "home", now=clock, render=QuickRenderer())


@pytest.fixture
def start(options: StudioOptions) -> Start:
    """Starts a studio of the test's own, with faults and options as given, and signs someone in."""

    @asynccontextmanager
    async def started(*faults: str, client_id: str = "someone", **more: Any) -> AsyncIterator[Caller]:
        chosen = replace(options, faults=Faults.parse(faults), **more)
        async with running_studio(chosen) as url, httpx.AsyncClient(base_url=url) as client:
            someone = Caller(client, client_id)
            await someone.sign_in()
            await someone.open_session()
            yield someone

    return started


def as_json(answer: httpx.Response) -> Any:
    return json.loads(answer.content)
