"""Answers that do not arrive whole: connections that are cut, files that are slow or stop half-way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import anyio
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

HANG_UP = "kineograph.hang_up"
"""Key in the scope: a function that cuts the connection. ASGI has no word for it, so the server puts it there."""
PIECES_A_SECOND = 4
PIECE = 64 * 1024


def hang_up(scope: Scope) -> None:
    """Cuts the connection once what was sent is out; does nothing where no server offers it."""
    cut: Callable[[], None] | None = scope.get(HANG_UP)
    if cut is not None:
        cut()


class LostAnswer(Response):
    """No answer at all: the connection is cut before the head."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        hang_up(scope)
        while (await receive())["type"] != "http.disconnect":
            pass  # what the caller was still sending


@dataclass(frozen=True, slots=True)
class Damage:
    """What happens to a file on its way. ``rate`` in bytes per second, 0 as fast as it goes; ``truncated``: half of
    the length that was told, then the connection is cut; ``short``: half of it under no length, and a clean end."""

    rate: int = 0
    truncated: bool = False
    short: bool = False

    def __bool__(self) -> bool:
        return bool(self.rate or self.truncated or self.short)


class DamagedFile(Response):
    """The file at ``path``, as the damage has it; ranges are not served. Raises ``OSError``."""

    def __init__(self, path: Path, media_type: str, damage: Damage) -> None:
        super().__init__(media_type=media_type)
        del self.headers["content-length"]
        self._path = path
        self._damage = damage
        self._size = path.stat().st_size
        if not damage.short:
            self.headers["content-length"] = str(self._size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_until_gone, receive, tasks.cancel_scope)
            await self._send(scope, send)
            tasks.cancel_scope.cancel()

    async def _send(self, scope: Scope, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        damage = self._damage
        left = self._size // 2 if damage.truncated or damage.short else self._size
        piece = max(damage.rate // PIECES_A_SECOND, 1) if damage.rate else PIECE
        async with await anyio.open_file(self._path, "rb") as file:
            while left > 0 and (read := await file.read(min(piece, left))):
                await send({"type": "http.response.body", "body": read, "more_body": True})
                left -= len(read)
                await anyio.sleep(len(read) / damage.rate if damage.rate else 0)
        if damage.truncated:
            hang_up(scope)
            await anyio.sleep_forever()  # until the connection is seen to be gone
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass  # what the caller was still sending
    scope.cancel()
