"""The MCP server over Streamable HTTP, for this machine only: without authentication nobody else may reach it.

Hosts and origins are listed explicitly (DNS rebinding). Not stateless and not JSON: either would break cancellation.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import Generator
from typing import Any

import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from kineograph.errors import HumanMustAct

PATH = "/mcp"
_GRACE_S = 1


class _Server(uvicorn.Server):
    """Signals belong to ``cli.process``."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


async def serve_http(server: MCPServer[Any], host: str, port: int) -> int:
    """Serves until it is cancelled. Raises ``HumanMustAct`` for a host that others could reach, or a port in use."""
    with listening_on(host, port) as listening:
        address = _address(listening)
        app = server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=False,
            stateless_http=False,
            transport_security=_only_from_here(listening.getsockname()[1]),
        )
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=_GRACE_S)
        http = _Server(config)
        print(f"Kineograph listens on {address}{PATH}", file=sys.stderr, flush=True)
        serving = asyncio.create_task(http.serve([listening]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            http.should_exit = True
            await serving
            raise
    return 0


def listening_on(host: str, port: int) -> socket.socket:
    """A socket on ``host``, which must be this machine's own. Raises ``HumanMustAct``."""
    from kineograph.settings import is_loopback

    if not is_loopback(host):
        raise HumanMustAct("NOT_LOOPBACK", f"The server listens on this machine only: use 127.0.0.1, not {host}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(sys.platform != "win32"))
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise HumanMustAct(
            "PORT_TAKEN", f"Nothing can listen on {host}:{port}. Choose another --port (0 = any free one).", str(error)
        ) from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _only_from_here(port: int) -> TransportSecuritySettings:
    hosts = [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts])
