"""The programs that are killed: servers that speak MCP over pipes, and a studio. Every process is ended by its own
id."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CALL_S = 60.0
"""What a client gives a call; ours promise 50."""


class ServerDied(Exception):
    """The pipe broke before the answer came."""


def environment(home: Path, out: Path, port: int) -> dict[str, str]:
    """For a server or a studio, with nothing of the caller's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEMO_", "KINEOGRAPH_"))}
    sources = os.pathsep.join([str(ROOT / "server"), str(ROOT), kept.get("PYTHONPATH", "")])
    own = {"KINEOGRAPH_HOME": str(home), "KINEOGRAPH_OUTPUT": str(out), "KINEOGRAPH_LOG": "info"}
    there = {"NEMO_API_URL": f"http://127.0.0.1:{port}"} if port else {}
    return {**kept, "PYTHONPATH": sources, **own, **there}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> list[int]:
    """The children of a process and theirs, deepest last (Linux)."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text("ascii").split()):
                found += [child, *descendants(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Program:
    """One process at a time, started again after each death. ``kills`` counts ours; ``born`` every process of it and
    their children as far as they were seen."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = None
    kills: int = 0
    born: set[int] = field(default_factory=set)

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.words,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self.environment,
                limit=2**26,
            )
        self.born.add(self.process.pid)

    def kill(self) -> None:
        """``kill -9`` of the process, not of its children: they have to notice."""
        assert self.process is not None
        self.born.update(descendants(self.process.pid))
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
            self.kills += 1

    def kill_child(self) -> bool:
        """``kill -9`` of one child, a render worker; False where there is none."""
        assert self.process is not None
        children = descendants(self.process.pid)
        self.born.update(children)
        if not children:
            return False
        with suppress(ProcessLookupError):
            os.kill(children[-1], signal.SIGKILL)
            self.kills += 1
            return True
        return False

    async def dead(self) -> None:
        assert self.process is not None
        await self.process.wait()

    async def stop(self) -> None:
        """A proper end: the end of its input, then a signal, each with time to act on it."""
        assert self.process is not None
        if self.process.stdin is not None:
            self.process.stdin.close()
        with suppress(TimeoutError, ProcessLookupError):
            async with asyncio.timeout(8):
                if self.name == "studio":
                    self.process.terminate()
                await self.process.wait()
                return
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


@dataclass
class Server(Program):
    """An MCP server over stdio."""

    waiting: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    longest_call: float = 0.0
    _number: int = 0
    _reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await super().start()
        self._reading = asyncio.create_task(self._read())
        hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "torture", "version": "1"}}
        await self.ask("initialize", hello)
        await self._write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    async def call(self, tool: str, **arguments: Any) -> tuple[bool, str, dict[str, Any]]:
        """Whether it failed, its text, its structure. Raises ``ServerDied``, ``TimeoutError`` after a minute."""
        started = asyncio.get_running_loop().time()
        async with asyncio.timeout(CALL_S):
            answer = await self.ask("tools/call", {"name": tool, "arguments": arguments})
        self.longest_call = max(self.longest_call, asyncio.get_running_loop().time() - started)
        result = answer.get("result")
        if result is None:
            raise AssertionError(f"{tool}: {answer}")
        text = "".join(block.get("text", "") for block in result["content"])
        return bool(result.get("isError")), text, result.get("structuredContent") or {}

    async def ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        number, future = self._number, asyncio.get_running_loop().create_future()
        self.waiting[number] = future
        try:
            await self._write({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            answer: dict[str, Any] = await future
            return answer
        finally:
            self.waiting.pop(number, None)

    async def _write(self, message: dict[str, Any]) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            await self.process.stdin.drain()
        except (ConnectionError, RuntimeError) as error:
            raise ServerDied(self.name) from error

    async def _read(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        with suppress(ValueError, ConnectionError):
            while line := await self.process.stdout.readline():
                message = json.loads(line)
                future = self.waiting.get(message.get("id", 0))
                if future is not None and not future.done():
                    future.set_result(message)
        for future in list(self.waiting.values()):
            if not future.done():
                future.set_exception(ServerDied(self.name))
