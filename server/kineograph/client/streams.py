"""Makes a turn's byte stream fit for httpx-sse, and reads it (measured on httpx-sse 0.4.3).

httpx-sse stays the parser. Left alone it loses an event after a byte order mark, loses the last event of a body
without a final blank line, shows no comment, and has no size limit: the tap below mends that on the bytes.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from kineograph.client.failures import violated
from kineograph.wire.events import Event, read_event

if TYPE_CHECKING:
    import httpx

MAX_EVENT_BYTES = 32 * 1024 * 1024
MAX_STREAM_BYTES = 128 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_BLANK_LINES = (b"\n\n", b"\n\r\n", b"\r\r")

OnBytes = Callable[[int], None]
"""Called with the number of bytes that came; whatever it raises ends the stream."""


async def tapped(source: AsyncIterator[bytes], on_bytes: OnBytes) -> AsyncIterator[bytes]:
    """``source`` without a byte order mark, with a blank line at its end, each chunk announced.

    Raises ``WireViolated`` for an event or a stream beyond all measure."""
    head = b""
    started = False
    total = event = 0
    last = b""
    async for chunk in source:
        on_bytes(len(chunk))
        total += len(chunk)
        event = _length_of_last_event(last, chunk, event)
        last = (last + chunk)[-4:]
        if event > MAX_EVENT_BYTES or total > MAX_STREAM_BYTES:
            raise violated("its stream has no end")
        if started:
            yield chunk
            continue
        head += chunk
        if len(head) >= len(_BOM) or not _BOM.startswith(head):
            started = True
            yield head.removeprefix(_BOM)
    if head and not started:
        yield head
    if total and not last.endswith(_BLANK_LINES):
        yield b"\n\n"


def _length_of_last_event(last: bytes, chunk: bytes, before: int) -> int:
    """Bytes since the last blank line, which may lie across two chunks: ``last`` are the final bytes of what came
    earlier, ``before`` its count."""
    text = last[-3:] + chunk
    end = max(text.rfind(mark) for mark in _BLANK_LINES)
    return before + len(chunk) if end < 0 else min(len(text) - end, len(chunk))


async def read_stream(response: httpx.Response, on_bytes: OnBytes) -> AsyncGenerator[tuple[Event, ...]]:
    """The events of each frame as it comes. The status and the content type were checked before.

    Raises httpx's transport errors as they are: the caller knows what they mean for a turn."""
    import httpx
    from httpx_sse import EventSource

    class _Tap(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            # decoded: a proxy may compress although it was asked not to, and the limits are on what comes out
            async with aclosing(cast("AsyncGenerator[bytes]", response.aiter_bytes())) as source:
                async for chunk in tapped(source, on_bytes):
                    yield chunk

    # EventSource insists on its own spelling of the type, and obeys a charset: the real ones do not matter
    readable = httpx.Response(200, headers={"content-type": "text/event-stream; charset=utf-8"}, stream=_Tap())
    async with aclosing(EventSource(readable).aiter_sse()) as events:
        async for event in events:
            yield read_event(event.event, event.data)
