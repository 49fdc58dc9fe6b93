"""Progress on stderr: one line that is redrawn for a person, one line per phase for a log."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

_WIDTH = 24


def harmless(words: str) -> str:
    """``words`` on one line, without what could command a terminal: names of files may hold anything."""
    return "".join(sign if sign.isprintable() else " " for sign in words)


class ProgressLine:
    """Hears reports as an MCP request would."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._redraws = self._stream.isatty()
        self._last = ""

    async def report_progress(self, progress: float, total: float | None = None, message: str | None = None) -> None:
        words = harmless(message or "")
        if self._redraws:
            self._redraw(progress / total if total else 0.0, words)
            return
        phase = words.rpartition(", ")[0] if words.endswith("%") else words
        if phase != self._last:
            self._last = phase
            print(phase, file=self._stream, flush=True)

    def say(self, words: str) -> None:
        """A line of its own, which stays."""
        self.clear()
        print(harmless(words), file=self._stream, flush=True)

    def clear(self) -> None:
        """Takes the redrawn line away."""
        if self._redraws and self._last:
            self._last = ""
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _redraw(self, share: float, words: str) -> None:
        done = round(share * _WIDTH)
        self._last = f"[{'#' * done}{'.' * (_WIDTH - done)}] {words}"[: shutil.get_terminal_size().columns - 1]
        self._stream.write(f"\r\033[K{self._last}")
        self._stream.flush()
