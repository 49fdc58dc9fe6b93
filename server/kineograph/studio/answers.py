"""How the studio words its answers: envelopes, business errors, and FastAPI's shapes for what never reached a route."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.wire.codes import Code
from kineograph.wire.envelope import ok, refused

B = TypeVar("B", bound=BaseModel)

MAX_JSON_BYTES = 1024 * 1024
MAX_DRAFT_BYTES = 8 * 1024 * 1024
DRAIN_BYTES = 64 * 1024 * 1024
_STATUSES = {
    Code.BAD_TOKEN: 401,
    Code.SESSION_NOT_FOUND: 404,
    Code.NO_CREDITS: 402,
    Code.UNSUPPORTED_FILE: 415,
    Code.FILE_TOO_LARGE: 413,
    400: 400,
}


def answered(value: dict[str, Any]) -> Response:
    """The ``{code: 0, data}`` envelope."""
    return JSONResponse(ok(value))


def business_error(refusal: Refused, *, as_http: bool) -> Response:
    body = refused(refusal.code, refusal.message)
    headers = {"Connection": "close"} if refusal.hangs_up else None
    return JSONResponse(body, _STATUSES.get(refusal.code, 400) if as_http else 200, headers)


def plain_error(refusal: RefusedPlainly) -> Response:
    status = refusal.status
    if status == 502:  # what stands before a server says so, and that speaks HTML
        return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", status, refusal.headers)
    body = {"detail": refusal.detail}
    if status in (400, 402, 429) and isinstance(refusal.detail, str):
        body = {"code": status, "message": refusal.detail}
    return JSONResponse(body, status, refusal.headers)


async def read_body(request: Request, cap: int) -> bytes:
    """The whole body, if it has at most ``cap`` bytes; else 413. An endless one is left as soon as it is too long."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > cap:
            headers = None if await drained(request, DRAIN_BYTES) else {"Connection": "close"}
            raise RefusedPlainly(413, "The request is too large.", headers)
    return bytes(body)


async def drained(request: Request, limit: int) -> bool:
    """Reads on after a refusal, so that a caller who is still sending gets to read it; False where there is more than
    ``limit`` bytes to come, for then the connection has to end."""
    left = limit
    try:
        async for piece in request.stream():
            left -= len(piece)
            if left < 0:
                return False
    except RuntimeError:
        return True  # the body was read to its end before
    return True


async def read_json(request: Request, model: type[B], cap: int = MAX_JSON_BYTES) -> B:
    """The body as a ``model``; 422 with FastAPI's list of errors where it is none."""
    raw = await read_body(request, cap)
    try:
        return model.model_validate(_decode(raw))
    except ValidationError as error:
        raise RefusedPlainly(422, _as_fastapi(error)) from error
    except (ValueError, RecursionError) as error:
        problem = {"type": "json_invalid", "loc": ["body"], "msg": "The body is not JSON.", "input": {}}
        raise RefusedPlainly(422, [problem]) from error


def _decode(raw: bytes) -> object:
    value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    if b"\\ud" in raw.lower():
        # half of a surrogate pair is legal in JSON and cannot be written as UTF-8 anywhere
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


def _as_fastapi(error: ValidationError) -> list[dict[str, Any]]:
    return [
        {"type": item["type"], "loc": ["body", *item["loc"]], "msg": item["msg"], "input": None}
        for item in error.errors(include_url=False, include_context=False, include_input=False)[:20]
    ]
