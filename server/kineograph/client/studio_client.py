"""One method for each route of the wire. Answers are values of :mod:`kineograph.wire`, failures are Kineograph's.

Every call carries the skill's attribution headers, follows no redirect and is bounded in size and time. A refusal that
came before the studio acted is mended once: 1001 by a new anonymous token, 429 by waiting 30 s, 400 by a new client id.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
from pydantic import BaseModel, ValidationError

from kineograph.client.account import Account
from kineograph.client.connection import Connection, read_json
from kineograph.client.downloads import download_to
from kineograph.client.failures import ARRIVAL_UNKNOWN, refusal_error, transport_error, violated
from kineograph.client.multipart import FilePart
from kineograph.client.streams import OnBytes, read_stream
from kineograph.errors import KineographError, OutcomeUnknown
from kineograph.protocol.turn import Limits
from kineograph.wire import bodies, routes
from kineograph.wire.attribution import CLIENT_ID, Attribution
from kineograph.wire.codes import Trouble
from kineograph.wire.envelope import Payload, Refusal, open_envelope
from kineograph.wire.events import Event
from kineograph.wire.renders import RenderStatus, read_render
from kineograph.wire.routes import Route

if TYPE_CHECKING:
    import httpx

RATE_LIMIT_WAIT_S = 30.0
ANSWER_TIMEOUT_S = 30.0
HEAD_TIMEOUTS_S = {routes.RUN: Limits().total_s, routes.UPLOAD: 7200.0}
"""How long the head of an answer may take where more than an answer is under way. A proxy can send a 102 a minute."""
# repeating these by accident costs or doubles something; the other unsafe ones only leave an unused id behind
_ACTS = frozenset({routes.RUN, routes.RENDER, routes.UPLOAD})

Answer = TypeVar("Answer", bound=BaseModel)
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Ask:
    route: Route
    path: str
    body: BaseModel | None = None
    part: FilePart | None = None
    bare: bool = False
    """Without a token."""
    headers: Mapping[str, str] | None = None


class StudioClient:
    """A studio at ``base_url``. Use as an async context manager. ``sleep`` waits out a rate limit, in seconds;
    ``silence_s``: the longest wait for a byte."""

    def __init__(
        self,
        base_url: str,
        account: Account,
        attribution: Attribution,
        sleep: Sleep = anyio.sleep,
        silence_s: float = Limits().silence_s,
    ) -> None:
        self._connection = Connection(base_url, silence_s)
        self._account = account
        self._attribution = attribution
        self._sleep = sleep

    @property
    def base_url(self) -> str:
        return self._connection.base_url

    @property
    def account(self) -> Account:
        return self._account

    async def __aenter__(self) -> StudioClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._connection.aclose()

    async def create_session(self, task_name: str = "project", language: str = "") -> bodies.SessionCreated:
        body = bodies.CreateSession(task_name=task_name, language=language)
        return _read(
            bodies.SessionCreated, await self._ask(_Ask(routes.CREATE_SESSION, routes.CREATE_SESSION.path, body))
        )

    async def state(self, session_id: str) -> bodies.SessionState:
        return _read(bodies.SessionState, await self._ask(_Ask(routes.STATE, _at(routes.STATE, session_id=session_id))))

    async def credits(self) -> bodies.Credits:
        return _read(bodies.Credits, await self._ask(_Ask(routes.CREDITS, routes.CREDITS.path)))

    async def claim(self, task_id: str, session_id: str) -> bodies.ClaimToken:
        body = bodies.ClaimRequest(task_id=task_id, session_id=session_id)
        return _read(bodies.ClaimToken, await self._ask(_Ask(routes.CLAIM_TOKEN, routes.CLAIM_TOKEN.path, body)))

    async def upload(self, session_id: str, part: FilePart) -> bodies.Uploaded:
        """Sends one file. Raises ``OutcomeUnknown`` where it may have arrived."""
        path = _at(routes.UPLOAD, session_id=session_id)
        return _read(bodies.Uploaded, await self._ask(_Ask(routes.UPLOAD, path, part=part)))

    async def render(self, render: bodies.Render) -> RenderStatus:
        """Submits a render. Raises ``OutcomeUnknown`` where it may have arrived: ask :meth:`render_status` first."""
        return read_render(await self._ask(_Ask(routes.RENDER, routes.RENDER.path, render)))

    async def render_status(self, render_id: str) -> RenderStatus:
        return read_render(await self._ask(_Ask(routes.RENDER_STATUS, _at(routes.RENDER_STATUS, render_id=render_id))))

    async def render_cancel(self, render_id: str) -> None:
        await self._ask(_Ask(routes.RENDER_CANCEL, _at(routes.RENDER_CANCEL, render_id=render_id)))

    async def download(self, url: str, path: Path, max_bytes: int, on_size: Callable[[int, int], None]) -> int:
        """Fetches ``url`` into the file ``path``; the token goes to the studio's own host only. Returns the size."""
        return await download_to(self._connection, url, path, self._download_headers, max_bytes, on_size)

    async def download_render(
        self, render_id: str, path: Path, max_bytes: int, on_size: Callable[[int, int], None]
    ) -> int:
        """The same by the render's own route, for when its link does not work."""
        return await self.download(_at(routes.RENDER_DOWNLOAD, render_id=render_id), path, max_bytes, on_size)

    async def run(
        self, session_id: str, text: str, on_bytes: OnBytes, edits: Mapping[str, Any] | None = None
    ) -> AsyncGenerator[tuple[Event, ...]]:
        """Sends one instruction, once, and gives the events of its stream, frame by frame; the first item, always
        empty, says that the studio has taken it. ``edits``: typed ones, for a studio that says that it takes them.

        Raises a failure with the studio's reason where it answered before it began; ``TryLater`` where nothing left
        this machine; ``OutcomeUnknown`` for anything that broke later; and whatever ``on_bytes`` raises."""
        ask = _Ask(routes.RUN, routes.RUN.path, bodies.Run.of(session_id, text, edits))
        tried: set[Trouble] = set()
        while True:
            token = await self._token(ask)
            response = await self._open(ask, token)
            try:
                if _is_stream(response):
                    yield ()
                    async with aclosing(_translated(read_stream(response, on_bytes))) as events:
                        async for frame in events:
                            yield frame
                    return
                answer = await self._answer(ask, response)
            finally:
                await response.aclose()
            await self._mend(answer, token, tried)

    async def _ask(self, ask: _Ask) -> Mapping[str, Any]:
        tried: set[Trouble] = set()
        while True:
            token = await self._token(ask)
            response = await self._open(ask, token)
            try:
                answer = await self._answer(ask, response)
            finally:
                await response.aclose()
            if isinstance(answer, Payload):
                return answer.value
            await self._mend(answer, token, tried)

    async def _token(self, ask: _Ask) -> str:
        return "" if ask.bare else await self._account.token(self._anonymous)

    async def _open(self, ask: _Ask, token: str) -> httpx.Response:
        import httpx

        headers = {**self._attribution.headers(), **(ask.headers or {})}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if ask.route is routes.RUN:
            headers["Accept"] = "text/event-stream"
        content: dict[str, Any] = {}
        if ask.part is not None:
            headers |= {"Content-Type": ask.part.content_type, "Content-Length": str(ask.part.length)}
            content["content"] = ask.part.stream()
        elif ask.body is not None:
            content["json"] = bodies.to_wire(ask.body)
        try:
            with anyio.fail_after(HEAD_TIMEOUTS_S.get(ask.route, ANSWER_TIMEOUT_S)):
                return await self._connection.send(ask.route.method, ask.path, headers, **content)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _broken(error, ask) from error
        except TimeoutError as error:
            raise _broken(httpx.ReadTimeout("no answer in time"), ask) from error

    async def _answer(self, ask: _Ask, response: httpx.Response) -> Payload | Refusal:
        import httpx

        if 300 <= response.status_code < 400:
            raise violated("it redirects elsewhere", f"HTTP {response.status_code}")
        try:
            with anyio.fail_after(ANSWER_TIMEOUT_S):
                body = await read_json(response)
        except (httpx.HTTPError, TimeoutError) as error:
            broken = error if isinstance(error, httpx.HTTPError) else httpx.ReadTimeout("no end in time")
            raise _broken(broken, ask) from error
        answer = open_envelope(response.status_code, body)
        if isinstance(answer, Refusal) and ask.route in _ACTS and _broke_down(answer):
            said = f"HTTP {answer.status}: {answer.said}"
            raise OutcomeUnknown(ARRIVAL_UNKNOWN, "The studio broke down while it had the request.", said)
        if (
            ask.route is routes.RUN
            and response.is_success
            and (isinstance(answer, Payload) or not isinstance(body, dict))
        ):
            # neither a stream nor a refusal: whoever answered, the instruction may have gone through
            said = f"HTTP {response.status_code}, {response.headers.get('content-type', '')[:100]}"
            raise OutcomeUnknown(ARRIVAL_UNKNOWN, "The studio answered the instruction with no stream.", said)
        if body is None and response.is_success:
            raise violated("what it sends is not JSON", response.headers.get("content-type", "")[:100])
        return answer

    async def _mend(self, answer: Payload | Refusal, token: str, tried: set[Trouble]) -> None:
        """Returns where asking again makes sense; raises the refusal where it does not."""
        if isinstance(answer, Payload):
            return
        trouble = answer.trouble
        if trouble not in tried:
            tried.add(trouble)
            if trouble is Trouble.BAD_TOKEN and token and await self._account.renew(token, self._anonymous):
                return
            if trouble is Trouble.RATE_LIMITED:
                await self._sleep(RATE_LIMIT_WAIT_S)
                return
        raise refusal_error(answer, own_token=self._account.is_own)

    async def _anonymous(self, client_id: str) -> bodies.AnonymousToken:
        route = routes.ANONYMOUS_TOKEN
        try:
            answer = await self._ask(_Ask(route, route.path, bare=True, headers={CLIENT_ID: client_id}))
        except KineographError as error:
            if error.code not in ("CLIENT_ID_REFUSED", "REFUSED") or self._account.credentials.fixed_client_id:
                raise
            fresh = await self._account.client_id(renew=True)
            answer = await self._ask(_Ask(route, route.path, bare=True, headers={CLIENT_ID: fresh}))
        return _read(bodies.AnonymousToken, answer)

    async def _download_headers(self, *, own_host: bool) -> dict[str, str]:
        if not own_host:
            return {}
        return {**self._attribution.headers(), "Authorization": f"Bearer {await self._account.token(self._anonymous)}"}


async def _translated(events: AsyncGenerator[tuple[Event, ...]]) -> AsyncGenerator[tuple[Event, ...]]:
    import httpx

    try:
        async with aclosing(events):
            async for frame in events:
                yield frame
    except httpx.HTTPError as error:
        raise transport_error(error, safe=False) from error


def _broken(error: Exception, ask: _Ask) -> KineographError:
    import httpx

    if isinstance(error, httpx.HTTPError | httpx.InvalidURL):
        return transport_error(error, safe=ask.route not in _ACTS)
    # httpx and idna raise plain ValueErrors for addresses and headers that cannot be written
    return violated("the address or the token cannot be written into a request", type(error).__name__)


def _broke_down(answer: Refusal) -> bool:
    """Whether the studio failed while it had the request, whatever code it says beside that. Full disks and empty
    accounts are certain refusals."""
    certain = answer.trouble in (Trouble.STUDIO_FULL, Trouble.NO_CREDITS)
    return answer.trouble is Trouble.TRANSIENT or (answer.status >= 500 and not certain)


def _is_stream(response: httpx.Response) -> bool:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return bool(response.is_success) and kind == "text/event-stream"


def _at(route: Route, **parts: str) -> str:
    try:
        return route.at(**parts)
    except ValueError as error:
        raise violated("an id in its answers cannot be used", str(error)) from error


def _read(model: type[Answer], answer: Mapping[str, Any]) -> Answer:
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, item["loc"])) for item in error.errors()[:3])
        raise violated("an answer lacks what it must have", f"{model.__name__}: {fields}") from error
