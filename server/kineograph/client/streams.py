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

OnBytes = Callable[[int], None]
"""Called with the number of bytes that came; whatever it raises ends the stream."""


async def tapped(source: AsyncIterator[bytes], on_bytes: OnBytes) -> AsyncIterator[bytes]:
    """``source`` without a byte order mark, with a blank line at its end, each chunk announced.

    Raises ``WireViolated`` for an event or a stream beyond all measure."""
    head = b""
    started = False
    total = line = 0
    last = b""
    async for chunk in source:
        on_bytes(len(chunk))
        total += len(chunk)
        line = _length_of_last_event(chunk, line)
        if line > MAX_EVENT_BYTES or total > MAX_STREAM_BYTES:
            raise violated("its stream has no end")
        if not started:
            head += chunk
            if len(head) < len(_BOM) and _BOM.startswith(head):
                continue
            started, text = True, head.removeprefix(_BOM)
        else:
            text = chunk
        last = (last + text)[-4:]
        if text:
            yield text
    if head and not started:
        last = head
        yield head
    if total and not last.endswith((b"\n\n", b"\r\n\r\n", b"\r\r")):
        yield b"\n\n"


def _length_of_last_event(chunk: bytes, before: int) -> int:
    """Bytes since the last blank line. One that is split between chunks is missed, which only makes the count larger by
    one event."""
    end = max(chunk.rfind(mark) for mark in (b"\n\n", b"\r\n\r\n", b"\r\r"))
    return before + len(chunk) if end < 0 else len(chunk) - end


async def read_stream(response: httpx.Response, on_bytes: OnBytes) -> AsyncGenerator[tuple[Event, ...]]:
    """The events of each frame as it comes. The status and the content type were checked before.

    Raises httpx's transport errors as they are: the caller knows what they mean for a turn."""
    import httpx
    from httpx_sse import EventSource

    source = cast("httpx.AsyncByteStream", response.stream)  # an AsyncClient has no other kind

    class _Tap(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            async for chunk in tapped(aiter(source), on_bytes):
                yield chunk

        async def aclose(self) -> None:
            await source.aclose()

    response.stream = _Tap()
    # the header's charset would be obeyed, and EventSource insists on its own spelling of the type
    response.headers["content-type"] = "text/event-stream"
    response.encoding = "utf-8"
    async with aclosing(EventSource(response).aiter_sse()) as events:
        async for event in events:
            yield read_event(event.event, event.data)
