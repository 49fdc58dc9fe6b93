"""The studio as a Starlette application: which route answers where, and what lives as long as the application does."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as Path

from kineograph.studio.answers import business_error, plain_error
from kineograph.studio.door import Door
from kineograph.studio.driving import start_driving
from kineograph.studio.faults import FaultCounts
from kineograph.studio.home import Home, LinkSigner
from kineograph.studio.ledger import Ledger, LedgerError
from kineograph.studio.options import StudioOptions
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.studio.routes import claims, files, renders, sessions, states, tokens, turns, uploads
from kineograph.studio.routes.credits import show_credits
from kineograph.studio.studio import Studio
from kineograph.wire import routes as wire

logger = logging.getLogger(__name__)

_ANSWERS = (
    (wire.ANONYMOUS_TOKEN, tokens.make_token),
    (wire.CLAIM_TOKEN, claims.make_claim),
    (wire.CREATE_SESSION, sessions.create_session),
    (wire.RUN, turns.run),
    (wire.UPLOAD, uploads.upload),
    (wire.STATE, states.show_state),
    (wire.RENDER, renders.submit),
    (wire.RENDER_STATUS, renders.show_status),
    (wire.RENDER_CANCEL, renders.cancel),
    (wire.RENDER_DOWNLOAD, renders.download),
    (wire.CREDITS, show_credits),
)


def create_app(options: StudioOptions) -> Starlette:
    """The application. Nothing is opened before its lifespan begins; that raises ``OSError`` or ``LedgerError`` where
    the home cannot be used."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        home = Home(options.home)
        await anyio.to_thread.run_sync(home.prepare)
        await anyio.to_thread.run_sync(home.sweep, options.now())
        ledger = Ledger(home.ledger)
        await anyio.to_thread.run_sync(ledger.open)
        try:
            async with anyio.create_task_group() as tasks:
                signer = LinkSigner(home.secret())
                studio = Studio(options, home, ledger, FaultCounts(options.faults), signer, tasks)
                app.state.studio = studio
                studio.start(start_driving, studio)
                yield
                tasks.cancel_scope.cancel()
        finally:
            ledger.close()

    app = Starlette(
        routes=[
            *(Path(route.path, answer, methods=[route.method]) for route, answer in _ANSWERS),
            Path("/workspace/claim", claims.show_claim, methods=["GET"]),
            Path(files.MEDIA_PATH, files.send_media, methods=["GET"]),
            Path(files.VIDEO_PATH, files.send_video, methods=["GET"]),
        ],
        exception_handlers={
            Refused: _refused,
            RefusedPlainly: _refused_plainly,
            HTTPException: _http_error,
            LedgerError: _records_failed,
            OSError: _disk_failed,
            ClientDisconnect: _nobody_there,
        },
        lifespan=lifespan,
    )
    app.add_middleware(Door)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - Starlette looks handlers up by type
    studio: Studio = request.app.state.studio
    return business_error(error, as_http=studio.options.faults.business == "4xx")


async def _refused_plainly(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedPlainly)  # noqa: S101 - the same
    return plain_error(error)


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the same
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)


async def _records_failed(_request: Request, error: Exception) -> Response:
    logger.error("the ledger failed: %s", error)
    status = 507 if _is_full(error.__cause__) else 503
    return JSONResponse({"code": status, "message": str(error)}, status)


async def _disk_failed(_request: Request, error: Exception) -> Response:
    logger.error("the disk failed: %s", error)
    return JSONResponse(
        {"code": 507, "message": "The studio cannot write to its folder. Check the free space of its disk."}, 507
    )


def _is_full(cause: BaseException | None) -> bool:
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_FULL


async def _nobody_there(_request: Request, _error: Exception) -> Response:
    return Response(status_code=499)
