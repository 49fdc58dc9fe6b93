"""Runs a studio behind a real socket, inside the event loop of whoever asks. Loopback only.

Installs no signal handlers, writes no access log (addresses of links are secrets), and stops promptly: open streams are
ended before the server waits for them. Importing this module loads neither the server nor the application.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread

from kineograph.errors import HumanMustAct
from kineograph.studio.home import Home
from kineograph.studio.ledger import Ledger, LedgerError
from kineograph.studio.options import StudioOptions


@asynccontextmanager
async def running_studio(options: StudioOptions, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """A studio that answers at the address yielded, until the context ends.

    Raises ``ValueError`` for a host that is not this machine's own, :class:`HumanMustAct` where the port is taken
    or the home cannot be used."""
    from kineograph.studio.app import create_app
    from kineograph.studio.server import Server

    check_loopback(host)
    await anyio.to_thread.run_sync(_check_home, options)
    listening = _listen(host, port)
    app = create_app(options)
    server = Server(app)
    # a plain task: a task group would wrap the failures of whoever uses the studio
    serving = asyncio.create_task(server.serve([listening]))
    serving.add_done_callback(lambda _: server.ready.set())
    try:
        await server.ready.wait()
        yield _address(listening)
    finally:
        with anyio.CancelScope(shield=True):
            app.state.studio.stop()
            server.leave()
            await serving


def check_loopback(host: str) -> None:
    """Raises ``ValueError`` for a host that others could reach."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"The studio listens on this machine only: use 127.0.0.1, not {host}.")


def _check_home(options: StudioOptions) -> None:
    """Opens what the studio is going to open, where a failure can still be told in words."""
    home = Home(options.home)
    try:
        home.prepare()
        ledger = Ledger(home.ledger)
        ledger.open()
        ledger.close()
    except OSError as error:
        raise HumanMustAct(
            "STUDIO_HOME", f"The studio's folder {options.home} cannot be used. Make it writable.", str(error)
        ) from error
    except LedgerError as error:
        raise HumanMustAct("STUDIO_RECORDS", str(error)) from error


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol must be named: asyncio turns Nagle's delay off (40 ms an answer) only where it is
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise HumanMustAct(
            "STUDIO_PORT", f"The studio cannot listen on {host}:{port}. Choose another port.", str(error)
        ) from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
