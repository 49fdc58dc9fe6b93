"""Opens the envelopes answers come in: ``{code,data}``, ``{success,data}`` or bare; errors under four names.

Reads tolerantly and never raises on what a studio sends: the result is a :class:`Payload` or a :class:`Refusal`.
Order of looking, as the vendor's own client has it: a status that is not 2xx, then ``code``, then ``success``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kineograph.wire.codes import BODY_CODES, Trouble, trouble_of_status

MAX_SAID = 500


@dataclass(frozen=True, slots=True)
class Payload:
    """What a successful answer carries, out of its envelope."""

    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A studio's no. ``said`` is the studio's wording: material for the log, never for the agent."""

    trouble: Trouble
    status: int
    code: int | None = None
    said: str = ""


def open_envelope(status: int, body: object) -> Payload | Refusal:
    """The payload of an answer, or the refusal it is. ``body`` is decoded JSON; anything but an object is refused."""
    if not isinstance(body, Mapping):
        trouble = Trouble.REFUSED if 200 <= status < 300 else trouble_of_status(status)
        return Refusal(trouble, status, None, "the answer is not a JSON object")
    code = _code(body)
    if not 200 <= status < 300:
        return Refusal(_trouble(status, code, _said(body)), status, code, _said(body))
    if code not in (None, 0) or body.get("success") is False:
        return Refusal(BODY_CODES.get(code or 0, Trouble.REFUSED), status, code, _said(body))
    inner = body.get("data")
    if isinstance(inner, Mapping) and ("code" in body or "success" in body or len(body) == 1):
        return Payload(inner)
    return Payload(body)


def ok(value: Mapping[str, Any]) -> dict[str, Any]:
    """The ``{code: 0, data}`` envelope that most routes answer with."""
    return {"code": 0, "data": dict(value)}


def refused(code: int, message: str) -> dict[str, Any]:
    """A business error as a body."""
    return {"code": code, "message": message}


def _code(body: Mapping[str, Any]) -> int | None:
    code = body.get("code")
    if isinstance(code, str) and code.lstrip("-").isdigit() and len(code) < 10:
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _trouble(status: int, code: int | None, said: str) -> Trouble:
    if code is not None and code in BODY_CODES and code not in (400, status):
        return BODY_CODES[code]
    if status == 404 and "session not found" in said.lower():
        return Trouble.SESSION_NOT_FOUND
    if status == 409 and "running" in said.lower():
        return Trouble.BUSY  # a session takes one turn at a time (vendor's MCP product)
    if status == 400 and "client-id" in said.lower().replace("_", "-"):
        return Trouble.CLIENT_ID_MISSING
    return trouble_of_status(status)


def _said(body: Mapping[str, Any]) -> str:
    for key in ("message", "detail", "error", "reason"):
        value = body.get(key)
        if isinstance(value, str) and value:
            return value[:MAX_SAID]
        if value:
            return str(value)[:MAX_SAID]
    return ""
