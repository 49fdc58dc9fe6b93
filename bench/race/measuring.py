"""What a process costs: wall time, CPU time and peak memory of it and everything it started.

CPU is what the system says of the process when it ended (``wait4``: user and system time, descendants that it waited
for included), so it does not depend on sampling. Peak memory is the largest sum of resident memory over the process
and its living descendants, read from ``/proc`` every 20 ms, or the largest single process by ``wait4`` where
``/proc`` is missing (macOS). Memory that two processes share counts in both. Needs a POSIX system.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.02
_MEGA = 1 << 20
_NOTES = 2000


@dataclass(frozen=True)
class Cost:
    """``wall`` and ``cpu`` in seconds, ``peak`` in MB (2**20)."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Ran:
    """A process that ended well, what it cost and what it said on stdout."""

    cost: Cost
    said: str


class Failed(Exception):
    """A contender could not do its job; the text says why."""


def run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Ran:
    """Runs ``command`` in ``folder`` to its end. Raises ``Failed`` with the end of what it wrote where it fails."""
    notes = folder / "notes.txt"
    said = folder / "said.txt"
    with notes.open("wb") as err, said.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            list(command), stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, env=environment
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.stop()
    if process.returncode:
        end = notes.read_bytes()[-_NOTES:].decode(errors="replace").strip()
        raise Failed(f"{Path(command[0]).name} ended with {process.returncode}: {end}")
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # on Linux no less than who started it
    cost = Cost(wall, used.ru_utime + used.ru_stime, (watcher.peak or largest) / _MEGA)
    return Ran(cost, said.read_text(errors="replace"))


class _Watcher(threading.Thread):
    """Sums the resident memory of a process and its descendants, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._end = threading.Event()
        self.peak = 0

    def run(self) -> None:
        if not Path("/proc/self/statm").exists():
            return
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._end.wait(_EVERY):
            self.peak = max(self.peak, page * sum(_pages(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        self._end.set()
        self.join()


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:  # grows while it is walked
        try:
            tasks = [task.name for task in Path(f"/proc/{parent}/task").iterdir()]
        except OSError:
            continue
        for task in tasks:
            try:
                found += [int(child) for child in Path(f"/proc/{parent}/task/{task}/children").read_text().split()]
            except OSError:
                continue
    return found


def _pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest of some rounds."""

    middle: float
    least: float
    most: float
    rounds: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(statistics.median(values), min(values), max(values), len(values))

    def __str__(self) -> str:
        if self.rounds == 1:
            return f"{self.middle:.1f}"
        return f"{self.middle:.1f} ({self.least:.1f}–{self.most:.1f})"


def machine() -> str:
    """The class of this machine in a few words; never its name."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    busy = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {sys.platform}, Python {sys.version.split()[0]}{busy}"
