"""POST anonymous-token: an account by client id, no password, no Authorization."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.accounts import issue_token
from kineograph.studio.answers import answered
from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.studio import limit_rate, studio_of
from kineograph.wire.attribution import CLIENT_ID

MAX_CLIENT_ID = 64


async def make_token(request: Request) -> Response:
    studio = studio_of(request)
    client_id = request.headers.get(CLIENT_ID, "").strip()
    if not 0 < len(client_id) <= MAX_CLIENT_ID:
        raise RefusedPlainly(400, f"{CLIENT_ID} header is required, {MAX_CLIENT_ID} characters at most")
    limit_rate(studio)
    now, one_a_week = studio.now(), studio.options.faults.rate_limit_tokens
    made = await studio.ledger.write(lambda rows: issue_token(rows, client_id, now, one_a_week=one_a_week))
    if made is None:
        raise RefusedPlainly(429, "one anonymous token per client in 7 days", {"Retry-After": "30"})
    studio.faults.relent("token_expired")
    return answered(made.to_wire())
