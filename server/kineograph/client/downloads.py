"""Fetches a finished file into a path: bounded, redirects followed by hand, the token sent to the studio's host
only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import anyio

from kineograph.client.connection import Connection, read_json
from kineograph.client.failures import unreachable, violated
from kineograph.errors import HumanMustAct, KineographError, TryLater
from kineograph.wire.renders import read_render

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5
MAX_SECONDS = 2 * 3600.0
CHUNK_BYTES = 256 * 1024
OnSize = Callable[[int, int], None]
"""Hears the bytes that have come and the bytes that are expected, 0 where unknown."""


class HeadersFor(Protocol):
    def __call__(self, *, own_host: bool) -> Awaitable[dict[str, str]]: ...


async def download_to(
    connection: Connection, url: str, path: Path, headers_for: HeadersFor, max_bytes: int, on_size: OnSize
) -> int:
    """Writes the file at ``url`` to ``path`` and returns its size. A JSON answer that holds a link is followed.

    Raises ``TryLater`` (DOWNLOAD_FAILED, STUDIO_UNREACHABLE), ``WireViolated`` for what is no file."""
    try:
        with anyio.fail_after(MAX_SECONDS):
            return await _follow(connection, connection.absolute(url), path, headers_for, max_bytes, on_size)
    except TimeoutError as error:
        raise _failed("no end in time") from error


async def _follow(
    connection: Connection, target: str, path: Path, headers_for: HeadersFor, max_bytes: int, on_size: OnSize
) -> int:
    import httpx

    for _ in range(MAX_REDIRECTS + 1):
        if not target.startswith(("https://", "http://")):
            raise violated("its link to the file is no web address")
        headers = await headers_for(own_host=connection.is_own_host(target))
        try:
            response = await connection.send("GET", target, headers)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise unreachable(f"{type(error).__name__}: {error}"[:300]) from error
        try:
            onward = await _onward(response)
            if not onward:
                return await _write(response, path, max_bytes, on_size)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failed(f"{type(error).__name__}: {error}"[:300]) from error
        finally:
            await response.aclose()
        target = str(httpx.URL(target).join(onward))
    raise violated("its link to the file leads in a circle")


async def _onward(response: httpx.Response) -> str:
    """Where the file is instead, or empty where this answer is the file. Raises for an answer that is neither."""
    if response.is_redirect:
        return str(response.headers.get("location", ""))
    if not response.is_success:
        raise _failed(f"HTTP {response.status_code}")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await read_json(response)
        link = read_render(body).url if isinstance(body, dict) else ""
        if not link:
            raise _failed("JSON without a link")
        return link
    if kind == "text/html":
        raise _failed("an HTML page")
    return ""


async def _write(response: httpx.Response, path: Path, max_bytes: int, on_size: OnSize) -> int:
    length = response.headers.get("content-length", "")
    expected = int(length) if length.isdigit() and len(length) < 16 else 0
    size = 0
    try:
        async with await anyio.open_file(path, "wb") as file:
            async for chunk in response.aiter_bytes(CHUNK_BYTES):
                size += len(chunk)
                if size > max_bytes:
                    raise violated("the file it sends has no end")
                await file.write(chunk)
                on_size(size, expected)
            await file.flush()
    except OSError as error:
        raise disk_error(error, path.parent) from error
    return size


def disk_error(error: OSError, folder: Path) -> KineographError:
    """The failure of a write: a full disk, or a folder that cannot be written."""
    import errno

    detail = f"{type(error).__name__}: {error}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return HumanMustAct("DISK_FULL", f"The disk with {folder} is full. Free some space and export again.", detail)
    return HumanMustAct(
        "OUTPUT_NOT_WRITABLE", f"The folder {folder} cannot be written. Choose another output folder.", detail
    )


def _failed(detail: str) -> TryLater:
    return TryLater("DOWNLOAD_FAILED", "The finished file could not be fetched. Try again in a minute.", detail)
