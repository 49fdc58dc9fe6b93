"""The studio's folder on the disk: made private, laid out once, with the secret that signs its links.

Nothing below it can be reached by a name that a caller chose: files are named by content hash or by row number.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from filelock import FileLock

LINK_LIFE_S = 24 * 3600
STALE_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Home:
    """Where things are. ``prepare`` makes it; the rest only names."""

    root: Path

    @property
    def ledger(self) -> Path:
        return self.root / "studio.sqlite3"

    @property
    def incoming(self) -> Path:
        return self.root / "incoming"

    @property
    def locks(self) -> Path:
        return self.root / "locks"

    @property
    def pieces(self) -> Path:
        """Encoded pieces of videos, which the next render may take."""
        return self.root / "pieces"

    def media(self, digest: str) -> Path:
        return self.root / "media" / digest

    def video(self, number: int, container: str = "mp4") -> Path:
        return self.root / "videos" / f"{number}.{container}"

    def prepare(self) -> None:
        """Makes the folders (0700) and the secret (0600). Raises ``OSError``."""
        for folder in (self.root, self.incoming, self.locks, self.pieces, self.root / "media", self.root / "videos"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        self._make_secret()

    def sweep(self, now: float) -> None:
        """Removes what uploads that died left behind, once they are a day old. Raises ``OSError``."""
        for part in self.incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if part.stat().st_mtime < now - STALE_S:
                    part.unlink()

    def clear_video(self, number: int) -> None:
        """Removes a video and whatever a renderer that died has left of it. Raises ``OSError``."""
        folder = self.video(number).parent
        for left in (*folder.glob(f"{number}.*"), *folder.glob(f".{number}.*")):
            left.unlink(missing_ok=True)

    def sweep_renders(self) -> None:
        """Removes the unfinished videos of renderers and drivers that died. Only for who holds the lock ``renders``:
        then nobody writes one. Raises ``OSError``."""
        for part in (self.root / "videos").glob(".*.part"):
            part.unlink(missing_ok=True)

    def lock(self, name: str) -> FileLock:
        """The machine-wide lock called ``name``; it goes with the process that holds it."""
        return FileLock(self.locks / f"{name}.lock", mode=0o600, thread_local=False)

    def secret(self) -> bytes:
        """What links are signed with. Raises ``OSError``."""
        return (self.root / "secret").read_bytes()

    def _make_secret(self) -> None:
        goal = self.root / "secret"
        if goal.exists():
            return
        made = self.root / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(descriptor)
        try:
            # create-only: of two processes that start together, one wins and both use its secret
            os.link(made, goal)
        except FileExistsError:
            pass
        except OSError:
            made.replace(goal)  # a disk without hard links
            return
        made.unlink()


@dataclass(frozen=True, slots=True)
class LinkSigner:
    """Links that carry their own permission: a path, an expiry in seconds since 1970, an HMAC over both."""

    secret: bytes

    def sign(self, path: str, now: float) -> str:
        """``path`` with a query that lets it be fetched until a day from ``now``."""
        expires = int(now) + LINK_LIFE_S
        return f"{path}?{urlencode({'e': expires, 's': self._mark(path, expires)})}"

    def allows(self, path: str, expires: str, mark: str, now: float) -> bool:
        if not (expires.isascii() and expires.isdigit() and len(expires) < 15) or int(expires) < now:
            return False
        return hmac.compare_digest(self._mark(path, int(expires)).encode(), mark.encode("utf-8", "replace"))

    def _mark(self, path: str, expires: int) -> str:
        return hmac.new(self.secret, f"{expires}:{path}".encode(), hashlib.sha256).hexdigest()
