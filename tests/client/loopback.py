"""A raw HTTP/1.1 server on a real loopback socket, for answers that no well-behaved server would give."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

_REASONS = {200: "OK", 302: "Found", 400: "Bad Request", 404: "Not Found"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """``body`` bytes, or chunks. ``cut``: the connection breaks after them, without an end. ``head`` False: it breaks
    before a single byte."""

    status: int = 200
    body: bytes | AsyncIterator[bytes] = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    head: bool = True


Handler = Callable[[Request], Awaitable[Reply]]


@asynccontextmanager
async def listening(handle: Handler) -> AsyncIterator[str]:
    """The address of a server that answers with ``handle``, one request a connection. What it still holds back at the
    end is dropped."""
    answering: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(answer(reader, writer))
        answering.add(task)
        task.add_done_callback(answering.discard)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                reply = await handle(await _read(reader))
                if reply.head:
                    await _write(writer, reply)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if headers.get("transfer-encoding") == "chunked":
        body = bytearray()
        while size := int((await reader.readline()).strip(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return Request(method, path, headers, bytes(body))
    return Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _write(writer: asyncio.StreamWriter, reply: Reply) -> None:
    head = {"Content-Type": reply.kind, "Connection": "close", **reply.headers}
    if isinstance(reply.body, bytes):
        head.setdefault("Content-Length", str(len(reply.body)))
    else:
        head["Transfer-Encoding"] = "chunked"
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if name != "Content-Type" or value)
    writer.write(f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, 'Whatever')}\r\n{lines}\r\n".encode("latin-1"))
    if isinstance(reply.body, bytes):
        writer.write(reply.body)
    else:
        async for chunk in reply.body:
            writer.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
            await writer.drain()
        if not reply.cut:
            writer.write(b"0\r\n\r\n")
    await writer.drain()
