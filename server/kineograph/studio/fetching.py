"""Fetches media by URL without becoming a way into the machine or its network.

http and https only; the host's addresses are looked up here, all of them must be public, and the connection goes to the
address that was checked, so that a name cannot change its mind in between. Every redirect is checked again. Proxies of
the environment are not used: they would do the looking up.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import anyio
import anyio.to_thread

from kineograph.studio.refusals import Refused
from kineograph.wire.addresses import is_public

if TYPE_CHECKING:
    import httpx

    from kineograph.studio.landing import Landing

Resolve = Callable[[str, int], Awaitable[list[str]]]

REDIRECTS = 5
CONNECT_S, READ_S, WHOLE_S = 10.0, 30.0, 300.0


async def resolve(host: str, port: int) -> list[str]:
    """Every address of ``host``. Raises ``OSError``."""
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]).partition("%")[0] for entry in found]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """``allows`` decides over each address; ``resolve`` looks names up."""

    allows: Callable[[str], bool] = is_public
    resolve: Resolve = resolve

    async def fetch(self, url: str, land: Callable[[str], Landing]) -> Landing:
        """What ``url`` leads to, written to the landing that ``land(name)`` makes, not finished yet.

        Raises :class:`Refused` (400 with a sentence; 4002 beyond the landing's cap), ``OSError`` of the disk."""
        import httpx

        try:
            with anyio.fail_after(WHOLE_S):
                timeout = httpx.Timeout(READ_S, connect=CONNECT_S)
                async with httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False) as client:
                    return await self._follow(client, url, land)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise Refused(400, f"{_shown(url)} took too long to answer. Download it and send the file.") from error
        except httpx.HTTPError as error:
            raise Refused(400, f"{_shown(url)} could not be fetched. Download it and send the file.") from error

    async def _follow(self, client: httpx.AsyncClient, url: str, land: Callable[[str], Landing]) -> Landing:
        for _ in range(REDIRECTS + 1):
            address, host, port = await self._checked(url)
            parts = urlsplit(url)
            at = f"[{address}]" if ":" in address else address
            target = parts._replace(netloc=f"{at}:{port}", fragment="").geturl()
            named = host if port in (80, 443) else f"{host}:{port}"
            request = client.build_request(
                "GET",
                target,
                headers={"Host": named, "Accept-Encoding": "identity", "User-Agent": "kineograph"},
                extensions={"sni_hostname": host},
            )
            answer = await client.send(request, stream=True)
            try:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers["location"])
                    continue
                if answer.status_code != 200:
                    raise Refused(400, f"{_shown(url)} answers {answer.status_code}. Check the address.")
                return await _receive(answer, land(unquote(parts.path)))
            finally:
                await answer.aclose()
        raise Refused(400, f"{_shown(url)} redirects too often. Give the address where the file is.")

    async def _checked(self, url: str) -> tuple[str, str, int]:
        """Where to connect. Raises :class:`Refused` for anything but a public http(s) address."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Refused(400, "That is not an address. Give an http:// or https:// one.") from error
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            raise Refused(400, f"{_shown(url)} is not a plain http:// or https:// address.")
        try:
            addresses = await self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Refused(
                400, f"The name {host[:100]} cannot be looked up: check it, and that this machine is online."
            ) from error
        if not addresses or not all(map(self.allows, addresses)):
            raise Refused(400, f"{_shown(url)} leads to a private address, which is refused. Send the file itself.")
        return addresses[0], host, port


async def _receive(answer: httpx.Response, landing: Landing) -> Landing:
    async for piece in answer.aiter_bytes(1024 * 1024):
        await anyio.to_thread.run_sync(landing.write, piece)
    return landing


def _shown(url: str) -> str:
    """The address without its query, which may carry a secret."""
    return url.partition("?")[0][:200]
