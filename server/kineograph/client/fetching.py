"""Fetches a link that somebody gave: bounded, and never from a private network.

The host's addresses are judged after they were resolved, on every redirect, and the connection goes to the very address
that was judged, so a name that changes its answer in between gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import anyio

from kineograph.client.connection import check_port
from kineograph.client.downloads import disk_error
from kineograph.errors import AgentMustFix, TryLater
from kineograph.wire.addresses import is_public

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5
MAX_SECONDS = 300.0
READ_S = 30.0

AllowAddress = Callable[[str], bool]


async def fetch_public(url: str, path: Path, max_bytes: int, allow_address: AllowAddress | None = None) -> int:
    """Writes what ``url`` leads to into ``path`` and returns its size.

    Raises ``AgentMustFix`` (UNSUPPORTED_LINK, PRIVATE_ADDRESS, FILE_TOO_LARGE, LINK_BROKEN), ``TryLater``
    (LINK_UNREACHABLE)."""
    import httpx

    allow = allow_address or is_public
    try:
        with anyio.fail_after(MAX_SECONDS):
            target = httpx.URL(url)
            async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=READ_S), trust_env=False) as client:
                for _ in range(MAX_REDIRECTS + 1):
                    onward = await _hop(client, target, path, max_bytes, allow)
                    if isinstance(onward, int):
                        return onward
                    target = onward
    except (httpx.HTTPError, TimeoutError, OSError) as error:
        raise TryLater(
            "LINK_UNREACHABLE",
            "The link cannot be fetched. Check it and the network, then try again.",
            repr(error)[:300],
        ) from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AgentMustFix("UNSUPPORTED_LINK", "The link is not a valid web address. Correct it.") from error
    raise AgentMustFix("LINK_BROKEN", "The link leads in a circle. Give the final link.")


async def _hop(
    client: httpx.AsyncClient, url: httpx.URL, path: Path, max_bytes: int, allow: AllowAddress
) -> httpx.URL | int:
    """One request: where it leads on, or the size of what was written."""
    address = await _address(url, allow)
    host = f"[{address}]" if ":" in address else address
    request = client.build_request(
        "GET",
        url.copy_with(host=host),
        headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity", "User-Agent": "kineograph"},
        extensions={"sni_hostname": url.host},
    )
    response = await client.send(request, stream=True)
    try:
        if response.is_redirect:
            return url.join(response.headers.get("location", ""))
        if not response.is_success:
            raise AgentMustFix(
                "LINK_BROKEN", f"The link answers with status {response.status_code}. Give another link."
            )
        return await _write(response, path, max_bytes)
    finally:
        await response.aclose()


async def _write(response: httpx.Response, path: Path, max_bytes: int) -> int:
    size = 0
    file = await anyio.open_file(path, "wb")
    async with file:
        async for chunk in response.aiter_bytes(256 * 1024):
            size += len(chunk)
            if size > max_bytes:
                limit = max_bytes // (1024 * 1024)
                raise AgentMustFix("FILE_TOO_LARGE", f"The link leads to more than {limit} MB. Give a smaller file.")
            try:
                await file.write(chunk)
            except OSError as error:
                raise disk_error(error, path.parent) from error
    return size


async def _address(url: httpx.URL, allow: AllowAddress) -> str:
    if url.scheme not in ("http", "https") or not url.host:
        raise AgentMustFix("UNSUPPORTED_LINK", "Only http and https links can be fetched. Give such a link, or a path.")
    check_port(str(url))
    port = url.port or (443 if url.scheme == "https" else 80)
    found = await anyio.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(allow(address) for address in addresses):
        raise AgentMustFix(
            "PRIVATE_ADDRESS",
            "The link leads to a private network, which is never fetched from. Give a public link or a path.",
        )
    return addresses[0]
