"""What stands before every route: only this machine's own names as Host, no foreign Origin, careful headers.

A page on the web can make a browser call 127.0.0.1, under that name or, by rebinding DNS, under its own. Checking Host
and Origin keeps both out; the token is asked for behind the door.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")


class Door:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in _own_names(scope):
            await JSONResponse({"detail": "This studio answers on this machine only."}, 403)(scope, receive, send)
            return
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            await JSONResponse({"detail": "Requests from other sites are refused."}, 403)(scope, receive, send)
            return

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = MutableHeaders(scope=message)
                extra.setdefault("Cache-Control", "no-store")
                extra.setdefault("X-Content-Type-Options", "nosniff")
                extra.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        await self._app(scope, receive, careful)


def _own_names(scope: Scope) -> set[str]:
    server = scope.get("server")
    port = server[1] if server else None
    names = {f"{name}:{port}" for name in NAMES}
    return names | set(NAMES) if port == 80 else names
