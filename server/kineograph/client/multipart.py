"""A file as a multipart body that is read as it is sent: memory does not grow with the file (RFC 7578)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import anyio
from anyio import to_thread

FIELD = "files"
CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file to send under ``name``. ``on_sent`` hears how many of its bytes have gone."""

    path: Path
    name: str
    mime: str
    size: int
    on_sent: Callable[[int], None] = lambda _: None
    boundary: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def content_type(self) -> str:
        return f"multipart/form-data; boundary={self.boundary}"

    @property
    def length(self) -> int:
        return len(self._head()) + self.size + len(self._tail())

    def _head(self) -> bytes:
        # as browsers write it (WHATWG HTML, multipart/form-data): UTF-8, three characters escaped
        name = self.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        return (
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{FIELD}"; filename="{name}"\r\n'
            f"Content-Type: {self.mime}\r\n\r\n"
        ).encode()

    def _tail(self) -> bytes:
        return f"\r\n--{self.boundary}--\r\n".encode()

    async def stream(self) -> AsyncIterator[bytes]:
        """The body. Raises ``OSError`` where the file is shorter now than it was."""
        yield self._head()
        sent = 0
        async with await anyio.open_file(self.path, "rb") as file:
            while sent < self.size:
                chunk = await file.read(min(CHUNK_BYTES, self.size - sent))
                if not chunk:
                    raise OSError("the file changed while it was being sent")
                sent += len(chunk)
                self.on_sent(sent)
                yield chunk
        yield self._tail()


async def part_of(path: Path, name: str, mime: str, on_sent: Callable[[int], None] = lambda _: None) -> FilePart:
    """The part for a file as it is now. Raises ``OSError``."""
    size = await to_thread.run_sync(lambda: path.stat().st_size)
    return FilePart(path, name, mime, size, on_sent)
