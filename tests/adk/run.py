"""Drives the whole client stack against a real Google ADK API server, and prints a table of what became of each turn.

``python tests/adk/run.py [VERSION] [--environment FOLDER]`` makes a virtual environment (kept where FOLDER is given),
installs google-adk from PyPI there, starts its API server on 127.0.0.1 with a deterministic agent (no model, no key),
and instructs it: through the session manager, and once through the MCP server over stdio. ``/run_sse`` is ADK's own.

The waits of the recovery are minutes, so the manager runs on a test clock: it jumps by what was to be waited for, and
lets a hundredth of it really pass, so that a run which goes on has its time. Ends with 1 where a row is not as it
should be.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "server")]

import anyio  # noqa: E402 - the folders of this repository come first
from mcp.client import Client  # noqa: E402
from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: E402
from tests.adk.cutting import Cut, Cutter, cutting  # noqa: E402
from tests.sessions.conftest import QuickClock  # noqa: E402

from kineograph.sessions.manager import ManagerConfig, SessionManager, open_manager  # noqa: E402
from kineograph.sessions.views import JobView, TurnView  # noqa: E402
from kineograph.wire.attribution import Attribution  # noqa: E402

PASSING = 0.01  # of each second that the clock jumps, so much passes
CHANGED = 'Text: added "Urban Dreams"'


@dataclass(frozen=True, slots=True)
class Case:
    """``wants``: words that the outcome has to hold."""

    name: str
    does: str
    wants: tuple[str, ...]
    cut: Cut | None = None


CASES = (
    Case("text", "says", ("replied", "Your video is ready.")),
    Case("text and tools, two stages", "generates", ("replied", CHANGED)),
    Case("silent edit", "silent", ("silent", CHANGED)),
    Case("silent, nothing done", "silent_noop", ("unchanged",)),
    Case("error before the first event", "raises_first", ("TryLater STUDIO_ERROR",)),
    Case("error event after words", "error_event", ("NO_CREDITS",)),
    Case("error in a tool", "raises_in_a_tool", ("TryLater STUDIO_ERROR",)),
    Case("error after a change", "raises_after_a_change", ("OutcomeUnknown STUDIO_ERROR", CHANGED)),
    Case("broken quotes in an error", "raises_with_quotes", ("TryLater STUDIO_ERROR",)),
    Case("tool answers pending", "pending_said", ("replied", "a few minutes")),
    Case("cut after a change, cancelled", "waits_changed", ("recovered", CHANGED), Cut(b"functionResponse")),
    Case("cut before a change, cancelled", "waits_unchanged", ("TURN_LOST",), Cut(b"functionCall")),
    Case("cut, the run goes on", "changes_late", ("recovered", CHANGED), Cut(b"functionCall", goes_on=True)),
    Case("ended cleanly with an open call", "waits_unchanged", ("TURN_LOST",), Cut(b"functionCall", clean=True)),
    Case("cut before the head, run done", "silent", ("recovered", CHANGED), Cut(goes_on=True)),
    Case("cut before the head, cancelled", "waits_unchanged", ("TURN_LOST",), Cut()),
)


class PacedClock(QuickClock):
    """Jumps by what was to be waited for, and lets a hundredth of it pass."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        await anyio.sleep(seconds * PASSING)


def python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def installed(environment: Path, version: str) -> str:
    """The version of google-adk in the environment, installed where it is not there."""
    python = python_of(environment)
    if not python.exists():
        venv.create(environment, with_pip=True)
        wanted = f"google-adk=={version}" if version else "google-adk"
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted], check=True
        )
    asked = "import importlib.metadata as m; print(m.version('google-adk'))"
    return subprocess.run([str(python), "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


@contextlib.contextmanager
def serving(python: Path, place: Path) -> Iterator[int]:
    """The port of a running API server."""
    front = str(ROOT / "tests" / "adk" / "front.py")
    with (place / "server.log").open("w") as log:
        process = subprocess.Popen([str(python), front], stdout=subprocess.PIPE, stderr=log, text=True, cwd=place)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"the API server did not start:\n{(place / 'server.log').read_text()}")
            yield int(line)
        finally:
            process.kill()
            process.wait()


def posts(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/counted") as answer:
        return int(json.load(answer)["run_sse"])


async def outcome_of(manager: SessionManager, case: Case) -> str:
    view = await manager.instruct(f"case {case.does}", "new", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    if view.error is not None:
        return f"{type(view.error).__name__} {view.error.code}: {view.error.advice}"
    assert isinstance(view.result, TurnView)
    return " | ".join([view.result.outcome, view.result.said, *view.result.changes])


def row(name: str, outcome: str, sent: int, seconds: float, *, good: bool) -> bool:
    mark = "ok " if good else "BAD"
    print(f"{mark} {name:34} {sent:5}  {seconds:6.2f} s  {outcome.replace(chr(10), ' ')[:150]}", flush=True)
    return good


async def managed(port: int, place: Path) -> list[bool]:
    """Every case through the session manager."""
    async with cutting(port) as (url, cutter):

        async def endpoint() -> str:
            return url

        config = ManagerConfig(
            home=place / "home",
            studio="cloud",
            endpoint=endpoint,
            attribution=Attribution("a2e-image-to-video", "1.0.0"),
            output_dir=place / "out",
        )
        async with open_manager(config, PacedClock()) as manager:
            return [await _one(manager, cutter, case, port) for case in CASES]


async def _one(manager: SessionManager, cutter: Cutter, case: Case, port: int) -> bool:
    cutter.cut, before, started = case.cut, posts(port), time.monotonic()
    outcome = await outcome_of(manager, case)
    sent = posts(port) - before
    good = sent == 1 and all(word in outcome for word in case.wants)
    return row(case.name, outcome, sent, time.monotonic() - started, good=good)


async def over_stdio(port: int, place: Path) -> list[bool]:
    """The MCP server as a client starts it, with the real clock, told where the studio is by NEMO_API_URL."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEMO_", "KINEOGRAPH_"))}
    environment = kept | {
        "PYTHONPATH": str(ROOT / "server"),
        "NEMO_API_URL": f"http://127.0.0.1:{port}",
        "KINEOGRAPH_HOME": str(place / "stdio"),
        "KINEOGRAPH_OUTPUT": str(place / "videos"),
    }
    server = StdioServerParameters(command=sys.executable, args=["-m", "kineograph", "serve"], env=environment)
    rows = []
    async with Client(stdio_client(server)) as client:
        for does, wants in (("says", "Your video is ready."), ("silent", CHANGED), ("raises_first", "STUDIO_ERROR")):
            before, started = posts(port), time.monotonic()
            answer = await client.call_tool("send_instruction", {"instruction": f"case {does}", "session_id": "new"})
            text = " ".join(block.text for block in answer.content if block.type == "text")
            sent = posts(port) - before
            good = sent == 1 and wants in text
            rows.append(row(f"stdio: {does}", text, sent, time.monotonic() - started, good=good))
    return rows


async def proved(python: Path, place: Path) -> bool:
    with serving(python, place) as port:
        rows = [*await managed(port, place), *await over_stdio(port, place)]
    print(f"{sum(rows)} of {len(rows)} as expected")
    return all(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?", default="", help="of google-adk; the newest where none is given")
    parser.add_argument("--environment", type=Path, help="a folder for the environment, to keep it")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        environment = (words.environment or place / "environment").absolute()
        found = installed(environment, words.version)
        print(f"google-adk {found}\n    {'case':34} POSTs   seconds  outcome")
        return 0 if asyncio.run(proved(python_of(environment), place)) else 1


if __name__ == "__main__":
    sys.exit(main())
