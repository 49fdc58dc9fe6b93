"""POST anonymous-token: an account by client id, no password, no Authorization."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.accounts import TokenLimits, issue_token
from kineograph.studio.answers import answered
from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.studio import hinder, studio_of
from kineograph.wire.attribution import CLIENT_ID

MAX_CLIENT_ID = 64


async def make_token(request: Request) -> Response:
    studio = studio_of(request)
    client_id = request.headers.get(CLIENT_ID, "").strip()
    if not 0 < len(client_id) <= MAX_CLIENT_ID:
        raise RefusedPlainly(400, f"{CLIENT_ID} header is required, {MAX_CLIENT_ID} characters at most")
    hinder(studio, request)
    now, faults = studio.now(), studio.options.faults
    limits = TokenLimits(faults.rate_limit_tokens, faults.token_limit)
    address = request.client.host if request.client else ""
    made = await studio.ledger.write(lambda rows: issue_token(rows, client_id, now, limits, address))
    if made is None:
        raise RefusedPlainly(429, "too many anonymous tokens in 7 days", {"Retry-After": "30"})
    studio.faults.relent("token_expired")
    return answered(made.to_wire())
