"""What was encoded once is kept in a folder, by a name that says what it was made of: the same inputs, the same bytes.

Files are written under another name and moved into place, so a killed render leaves whole ones or none, and the next
one goes on from there. Keeping is a favour: where the folder cannot be written, rendering goes on without it.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger(__name__)

MOST_BYTES = 2_000_000_000
RESERVE_BYTES = 1_000_000_000
"""What is left free on the disk: the video itself must have room."""
_FREE_SHARE = 4
"""At most this part of what the disk has left besides is taken."""


class Keep:
    """A folder of kept pieces; ``None``: nothing is kept."""

    def __init__(self, folder: Path | None, reserve: int = RESERVE_BYTES) -> None:
        self._folder = folder
        self._reserve = reserve

    def get(self, name: str) -> bytes | None:
        """The piece, which counts as used from now on; None where there is none."""
        if self._folder is None:
            return None
        path = self._folder / name
        try:
            found = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return found

    def put(self, name: str, piece: bytes) -> None:
        if self._folder is None:
            return
        part = self._folder / f".{name}.{os.getpid()}.{threading.get_ident()}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free < self._reserve + len(piece):
                return
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(piece)
            part.replace(self._folder / name)
        except OSError as error:
            _log.warning("a piece of a video could not be kept: %s", error)
            self._folder = None
            with suppress(OSError):
                part.unlink(missing_ok=True)


def tidy(folder: Path, most: int = MOST_BYTES) -> None:
    """Removes what was not used for longest, until the folder holds no more than ``most`` bytes and no more than a
    quarter of what the disk could still take; and what a killed render left half written. Call while nothing renders.
    """
    try:
        entries = [(entry, entry.stat()) for entry in folder.iterdir() if entry.is_file()]
        room = min(most, (shutil.disk_usage(folder).free + sum(stat.st_size for _, stat in entries)) // _FREE_SHARE)
    except OSError:
        return
    for entry, stat in sorted(entries, key=lambda pair: pair[1].st_mtime_ns, reverse=True):
        half = entry.name.endswith(".part")
        room -= 0 if half else stat.st_size
        if half or room < 0:
            with suppress(OSError):
                entry.unlink(missing_ok=True)
