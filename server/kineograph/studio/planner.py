"""Asks the planner that the user has set up: one question over HTTP to an OpenAI-compatible address, or no answer.

It is a stranger: its answer is capped in size and time and goes to nobody but the rules that judge it. Where it is
down, slow or refuses, the turn goes on without it. The key is sent to its address and nowhere else; neither it nor what
was asked or answered is ever logged. A server on this machine is asked without a proxy, and no redirect is followed.
"""

from __future__ import annotations

import ipaddress
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import anyio

if TYPE_CHECKING:
    import httpx

    from kineograph.studio.interpreter.planner.planning import PlanRequest

logger = logging.getLogger(__name__)

WAIT_S = 20.0
MAX_BYTES = 64 * 1024
MAX_TOKENS = 1500
_FORM_REFUSED = frozenset({400, 422})


class _NoAnswer(Exception):
    """Why there is none, in words of ours."""


@dataclass(slots=True)
class Planner:
    """The model ``model`` at ``base_url`` (``https://host/v1``). ``key`` "" where none is needed; ``wait_s``: for the
    whole answer."""

    base_url: str
    model: str = ""
    key: str = field(default="", repr=False)
    wait_s: float = WAIT_S
    _in_schema: bool = field(default=True, init=False)

    async def __call__(self, request: PlanRequest) -> str | None:
        """What the model answers, unjudged; None where it does not."""
        import httpx

        try:
            with anyio.fail_after(self.wait_s):
                return await self._asked(request)
        except _NoAnswer as reason:
            why = str(reason)
        except TimeoutError:
            why = f"no answer within {self.wait_s:g} s"
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError) as error:
            why = type(error).__name__  # its words may hold what was sent
        logger.warning("the planner at %s was of no help: %s", urlsplit(self.base_url).hostname, why)
        return None

    async def _asked(self, request: PlanRequest) -> str:
        import httpx

        if not all("!" <= sign <= "~" for sign in self.key):
            raise _NoAnswer("its key has a sign that no key has")
        timeout = httpx.Timeout(self.wait_s)
        async with httpx.AsyncClient(
            timeout=timeout, follow_redirects=False, trust_env=not _is_here(self.base_url)
        ) as client:
            status, body = await self._send(client, request)
            if status in _FORM_REFUSED and self._in_schema:
                # nothing was answered: the form was refused. From now on it is asked for in words alone
                self._in_schema = False
                status, body = await self._send(client, request)
        if status != 200:
            raise _NoAnswer(f"HTTP {status}")
        return _content(json.loads(body))

    async def _send(self, client: httpx.AsyncClient, request: PlanRequest) -> tuple[int, bytes]:
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",  # what is packed could be any size once it is unpacked
            "User-Agent": "kineograph",
        }
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = json.dumps(self._body(request), ensure_ascii=False).encode("utf-8", "replace")
        async with client.stream("POST", f"{self.base_url}/chat/completions", content=body, headers=headers) as answer:
            received = bytearray()
            async for piece in answer.aiter_raw():
                received += piece
                if len(received) > MAX_BYTES:
                    raise _NoAnswer("its answer is too long")
            return answer.status_code, bytes(received)

    def _body(self, request: PlanRequest) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model or "default",
            "messages": list(request.messages),
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            "stream": False,
        }
        if self._in_schema:
            form = {"name": "operations", "strict": False, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return body


def _content(answer: Any) -> str:
    """The text of a chat completion. Raises :class:`_NoAnswer`."""
    try:
        content = answer["choices"][0]["message"]["content"]
    except (LookupError, TypeError):
        content = None
    if not isinstance(content, str) or not content.strip():
        raise _NoAnswer("its answer is no chat completion")
    return content


def _is_here(url: str) -> bool:
    """Whether the address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
