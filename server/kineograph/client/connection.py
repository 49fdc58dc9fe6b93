"""The sockets: one httpx client for the studio, one for everywhere else, both made at first need.

A studio on loopback is never asked through a proxy. Redirects are not followed here and nothing is retried.
"""

from __future__ import annotations

import ipaddress
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from kineograph.client.failures import violated
from kineograph.protocol.turn import Limits
from kineograph.wire.decoding import decode_json

if TYPE_CHECKING:
    import httpx

MAX_JSON_BYTES = 16 * 1024 * 1024
CONNECT_S = 10.0
WRITE_S = 60.0


class Connection:
    """Ways to the studio at ``base_url`` and to other hosts. ``silence_s``: longest wait for a byte."""

    def __init__(self, base_url: str, silence_s: float = Limits().silence_s) -> None:
        self.base_url = base_url.rstrip("/")
        self._silence_s = silence_s
        self._clients: dict[bool, httpx.AsyncClient] = {}

    def is_own_host(self, url: str) -> bool:
        """Whether ``url`` leads to the studio itself: the same scheme, host and port."""
        return _origin(self.absolute(url)) == _origin(self.base_url)

    def absolute(self, url: str) -> str:
        return urljoin(self.base_url + "/", url)

    async def send(self, method: str, url: str, headers: dict[str, str], **content: Any) -> httpx.Response:
        """The head of an answer; its body is still to be read, and the response to be closed. Raises httpx's errors,
        and ``ValueError`` for an address that cannot be one."""
        target = self.absolute(url)
        check_port(target)
        client = self._client(direct=is_loopback(target))
        request = client.build_request(method, target, headers={"Accept-Encoding": "identity", **headers}, **content)
        return await client.send(request, stream=True, follow_redirects=False)

    async def aclose(self) -> None:
        while self._clients:
            await self._clients.popitem()[1].aclose()

    def _client(self, *, direct: bool) -> httpx.AsyncClient:
        import httpx

        if direct not in self._clients:
            self._clients[direct] = httpx.AsyncClient(
                trust_env=not direct,
                timeout=httpx.Timeout(connect=CONNECT_S, write=WRITE_S, pool=CONNECT_S, read=self._silence_s),
                headers={"User-Agent": "kineograph"},
            )
        return self._clients[direct]


async def read_json(response: httpx.Response) -> object:
    """The body as JSON, or None where it is not. Raises ``WireViolated`` for one beyond all measure, and httpx's
    errors."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_JSON_BYTES:
            raise violated("its answer has no end")
    try:
        return decode_json(body.decode(json.detect_encoding(body), "replace"))
    except (ValueError, RecursionError):
        return None


def check_port(url: str) -> None:
    """Raises ``ValueError`` for a port that no machine has: deeper down it would surface as a group of errors."""
    _ = urlsplit(url).port


def is_loopback(url: str) -> bool:
    """Whether ``url`` leads to this machine by its own name."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme)
