"""GET balance: what is left, what running turns have reserved."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.accounts import balance
from kineograph.studio.answers import answered
from kineograph.studio.studio import caller, studio_of


async def show_credits(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    now = await studio.ledger.read(lambda rows: balance(rows, account))
    return answered({"available": now.available, "frozen": now.frozen, "total": now.available + now.frozen})
