"""GET balance: what is left, what running turns have reserved."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.accounts import balance
from kineograph.studio.answers import answered
from kineograph.studio.studio import Studio, caller, studio_of
from kineograph.studio.turns import running_sessions, session_lock, settle_lost


async def show_credits(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    await _settle_dead_turns(studio, account)
    now = await studio.ledger.read(lambda rows: balance(rows, account))
    return answered({"available": now.available, "frozen": now.frozen, "total": now.available + now.frozen})


async def _settle_dead_turns(studio: Studio, account: str) -> None:
    """A turn that runs in the records while nobody holds its session died with its process: it reserves no more."""
    for session_id in await studio.ledger.read(lambda rows: running_sessions(rows, account)):
        lock = session_lock(studio.home, session_id)
        if lock is not None:
            try:
                await studio.ledger.write(partial(settle_lost, session_id=session_id))
            finally:
                lock.release()
