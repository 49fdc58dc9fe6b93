"""One file being written to the disk as it comes, with a cap, hashed on the way. Methods block."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kineograph.studio.media import Arrival, safe_name
from kineograph.studio.refusals import Refused
from kineograph.wire.codes import Code


def too_large(name: str, cap: int) -> Refused:
    return Refused(Code.FILE_TOO_LARGE, f"file too large: {safe_name(name)}. The limit is {cap // (1024 * 1024)} MB")


@dataclass(slots=True)
class Landing:
    """``cap`` in bytes. Whoever begins a landing drops it, whatever became of it."""

    path: Path
    name: str
    cap: int
    size: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)
    _file: IO[bytes] | None = None

    @classmethod
    def begin(cls, folder: Path, name: str, cap: int) -> Landing:
        landing = cls(folder / f"{secrets.token_hex(12)}.part", name, cap)
        descriptor = os.open(landing.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        landing._file = os.fdopen(descriptor, "wb")
        return landing

    def write(self, piece: bytes) -> None:
        """Raises :class:`Refused` (4002) beyond the cap, ``OSError``."""
        self.size += len(piece)
        if self.size > self.cap:
            raise too_large(self.name, self.cap)
        assert self._file is not None  # noqa: S101 - opened by begin
        self._file.write(piece)
        self._hash.update(piece)

    def finish(self) -> Arrival:
        assert self._file is not None  # noqa: S101 - opened by begin
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Arrival(self.path, self.name, self._hash.hexdigest(), self.size)

    def drop(self) -> None:
        """Closes and removes what is there."""
        if self._file is not None:
            self._file.close()
        self.path.unlink(missing_ok=True)
