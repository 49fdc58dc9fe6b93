"""Streams uploads to the disk as they come: memory does not grow with the file, and a cap ends what is too long.

Starlette's own parser spools to the system's temporary folder and has no cap per file, hence python-multipart directly.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio.to_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from kineograph.studio.landing import Landing
from kineograph.studio.media import Arrival
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.wire.codes import Code

FIELD = "files"
MAX_FILES = 100
SYNC_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Receiver:
    """Takes a multipart body apart. ``landings`` hold every file that was begun; its maker drops them."""

    folder: Path
    cap: int
    landings: list[Landing] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    _header: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _open: Landing | None = None

    def parser(self, content_type: str) -> MultipartParser:
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if not boundary:
            raise RefusedPlainly(422, [_missing("The body is not multipart/form-data with a boundary.")])
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begins,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_ends,
                "on_headers_finished": self._headers_end,
                "on_part_data": self._part_data,
                "on_part_end": self._part_ends,
            },
        )

    def _part_begins(self) -> None:
        self._disposition = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._disposition)
        if options.get(b"name") != FIELD.encode() or b"filename" not in options:
            return
        if len(self.landings) >= MAX_FILES:
            raise Refused(Code.FILE_TOO_LARGE, f"too many files in one request: {MAX_FILES} at most")
        name = options[b"filename"].decode("utf-8", "replace")
        self._open = Landing.begin(self.folder, name, self.cap)
        self.landings.append(self._open)

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._open is not None:
            self._open.write(data[start:end])

    def _part_ends(self) -> None:
        if self._open is not None:
            self.arrivals.append(self._open.finish())
            self._open = None


async def receive_files(stream: AsyncIterator[bytes], content_type: str, receiver: Receiver) -> list[Arrival]:
    """Every file of the body, whole and on the disk. Raises :class:`Refused`, :class:`RefusedPlainly` (422)."""
    parser = receiver.parser(content_type)
    try:
        pending = bytearray()
        async for piece in stream:
            pending += piece
            if len(pending) >= SYNC_CHUNK:
                await anyio.to_thread.run_sync(parser.write, bytes(pending))
                pending.clear()
        await anyio.to_thread.run_sync(parser.write, bytes(pending))
        parser.finalize()
    except FormParserError as error:
        raise RefusedPlainly(422, [_missing("The multipart body is damaged or cut short.")]) from error
    if not receiver.arrivals or len(receiver.arrivals) != len(receiver.landings):
        raise RefusedPlainly(422, [_missing(f"Field required: {FIELD}, with at least one whole file.")])
    return receiver.arrivals


def _missing(message: str) -> dict[str, Any]:
    return {"type": "missing", "loc": ["body", FIELD], "msg": message, "input": None}
