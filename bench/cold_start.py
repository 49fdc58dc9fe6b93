"""How long ``kineograph serve`` takes from its start to the answer of ``tools/list``, beside a bare server of its SDK.

Both are started in turns, so that a busy machine is busy for both. CPU is the fairer figure: user and system time of
the child up to the answer (on Linux; elsewhere up to its end). Run: ``python bench/cold_start.py [rounds]``.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

BARE = """
from mcp.server import MCPServer
server = MCPServer("bare")
@server.tool()
def echo(text: str) -> str:
    '''Say it again.'''
    return text
server.run()
"""

SERVERS = {
    "bare": [sys.executable, "-c", BARE],
    "kineograph": [sys.executable, "-m", "kineograph", "serve"],
}

_LINES = (
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "bench", "version": "1"},
        },
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
)
QUESTIONS = "".join(json.dumps(line) + "\n" for line in _LINES).encode()


@dataclass(frozen=True)
class Start:
    """Seconds."""

    wall: float
    cpu: float


def start(command: list[str]) -> Start:
    """One start, up to the answer."""
    ended = _children_cpu()
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("pipes were asked for")
        child.stdin.write(QUESTIONS)
        child.stdin.flush()
        while json.loads(child.stdout.readline()).get("id") != 2:
            pass
        wall = time.perf_counter() - began
        cpu = _cpu_of(child.pid)
        child.stdin.close()
        child.wait(30)
    return Start(wall, cpu or _children_cpu() - ended)


def _cpu_of(pid: int) -> float:
    """User and system time of a living process; 0 where the platform does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children_cpu() -> float:
    now = os.times()
    return now.children_user + now.children_system


def main(rounds: int) -> None:
    starts: dict[str, list[Start]] = {name: [] for name in SERVERS}
    for _ in range(rounds):
        for name, command in SERVERS.items():
            starts[name].append(start(command))
    middle = {
        name: Start(statistics.median(s.wall for s in all_), statistics.median(s.cpu for s in all_))
        for name, all_ in starts.items()
    }
    for name, median in middle.items():
        print(f"{name:11} wall {median.wall * 1000:6.0f} ms   CPU {median.cpu * 1000:6.0f} ms   (median of {rounds})")
    ours, bare = middle["kineograph"], middle["bare"]
    print(f"ratio       wall {ours.wall / bare.wall:6.2f}      CPU {ours.cpu / bare.cpu:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
