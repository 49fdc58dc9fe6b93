"""One running studio: its parts, put together, and the checks that every route begins with."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from anyio import CancelScope
from anyio.abc import TaskGroup
from starlette.requests import Request

from kineograph.studio.accounts import find_account
from kineograph.studio.faults import FaultCounts, Faults
from kineograph.studio.home import Home, LinkSigner
from kineograph.studio.ledger import Ledger
from kineograph.studio.options import StudioOptions
from kineograph.studio.projects import Project, find_project, lose_project, switches_of
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.wire.codes import Code

logger = logging.getLogger(__name__)

MAX_TOKEN_CHARS = 500


@dataclass(slots=True)
class Studio:
    """The parts. ``tasks``: what outlives a request. ``rendering``: the render that this process is at, by number.
    ``session_faults``: the counts of sessions that have switches of their own, once they were used here."""

    options: StudioOptions
    home: Home
    ledger: Ledger
    faults: FaultCounts
    signer: LinkSigner
    tasks: TaskGroup
    rendering: dict[int, CancelScope] = field(default_factory=dict)
    session_faults: dict[str, FaultCounts] = field(default_factory=dict)
    _scopes: set[CancelScope] = field(default_factory=set)

    def now(self) -> float:
        """Seconds since 1970."""
        return self.options.now()

    def start(self, work: Callable[..., Awaitable[None]], *arguments: Any) -> None:
        """Does ``work`` beside the requests, beyond the one that asked for it, until it ends or the studio stops."""
        self.tasks.start_soon(self._guarded, work, arguments)

    def stop(self) -> None:
        """Ends all work that was started, so that every open stream ends too."""
        for scope in list(self._scopes):
            scope.cancel()

    async def _guarded(self, work: Callable[..., Awaitable[None]], arguments: tuple[Any, ...]) -> None:
        with CancelScope() as scope:
            self._scopes.add(scope)
            try:
                await work(*arguments)
            except Exception:
                logger.exception("work beside the requests failed")
            finally:
                self._scopes.discard(scope)

    def base_url(self, request: Request) -> str:
        """Where the caller reaches this studio, without a slash at the end. The host was checked at the door."""
        if self.options.public_url is not None:
            return self.options.public_url().rstrip("/")
        return f"http://{request.headers['host']}"

    def link(self, request: Request, path: str) -> str:
        """An address that lets whoever has it fetch ``path`` for a day."""
        return self.base_url(request) + self.signer.sign(path, self.now())


def studio_of(request: Request) -> Studio:
    studio = request.app.state.studio
    assert isinstance(studio, Studio)  # noqa: S101 - the lifespan put it there
    return studio


async def caller(request: Request) -> str:
    """The account whose token came with the request. Raises :class:`Refused` (1001), or what hinders every call."""
    studio = studio_of(request)
    hinder(studio, request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token.strip()) <= MAX_TOKEN_CHARS:
        raise Refused(Code.BAD_TOKEN, "missing authentication token")
    if studio.faults.strike("token_expired"):
        raise Refused(Code.BAD_TOKEN, "token has expired")
    now = studio.now()
    account = await studio.ledger.read(lambda rows: find_account(rows, token.strip(), now))
    if account is None:
        raise Refused(Code.BAD_TOKEN, "invalid or expired token")
    return account


async def project_of(request: Request, account_id: str, session_id: str) -> Project:
    """The caller's session. Raises :class:`Refused` (1002), also for a session that is another account's."""
    studio = studio_of(request)
    project = await studio.ledger.read(lambda rows: find_project(rows, account_id, session_id))
    if project is not None and (await faults_of(studio, session_id)).strike("session_lost"):
        await studio.ledger.write(lambda rows: lose_project(rows, session_id))
        project = None
    if project is None:
        raise Refused(Code.SESSION_NOT_FOUND, "session not found")
    return project


async def faults_of(studio: Studio, session_id: str) -> FaultCounts:
    """What goes wrong in this session: its own switches if it came with some, else the studio's."""
    if not studio.options.faults.per_session:
        return studio.faults
    if session_id not in studio.session_faults:
        switches = await studio.ledger.read(lambda rows: switches_of(rows, session_id))
        if not switches:
            return studio.faults
        counts = FaultCounts(Faults.parse(json.loads(switches), of_session=True))
        return studio.session_faults.setdefault(session_id, counts)
    return studio.session_faults[session_id]


def hinder(studio: Studio, request: Request) -> None:
    """What can stand before every call: raises 429 or 5xx where such a fault strikes."""
    if studio.faults.strike("rate_limited"):
        raise RefusedPlainly(429, "rate limit exceeded", {"Retry-After": "30"})
    error = studio.options.faults.server_error
    if error.path in request.url.path and studio.faults.strike("server_error"):
        raise RefusedPlainly(error.status, "The server could not handle the request.")
