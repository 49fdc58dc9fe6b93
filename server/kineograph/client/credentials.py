"""The client id and the anonymous tokens of this machine, in one file that several processes share.

0600, written to a temporary name and renamed, read and changed under a lock of the operating system. One anonymous
token per client and week exists (vendor's skill text 1.9), so a token that is not kept is a week lost. A token is never
logged.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kineograph.errors import HumanMustAct

if TYPE_CHECKING:
    from filelock import BaseFileLock

FILE = "credentials.json"
_LOCK_TIMEOUT_S = 20
_RENEWAL_TIMEOUT_S = 90


@dataclass(frozen=True, slots=True)
class Token:
    """An anonymous token. ``expires_at`` ISO 8601 or empty."""

    value: str = field(repr=False)
    user_id: str = ""
    expires_at: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """``home``: the state folder. ``studio``: whose token it is, a base URL or ``embedded``. Blocking: call in a
    thread."""

    home: Path
    studio: str
    fixed_client_id: str = ""

    def client_id(self, *, renew: bool = False) -> str:
        """The id this machine is known by at this studio, made at first need. A fixed one is never replaced.

        Raises ``HumanMustAct`` HOME_NOT_WRITABLE."""
        if self.fixed_client_id:
            return self.fixed_client_id
        with self._changing() as ours:
            known = ours.get("client_id")
            if renew or not isinstance(known, str) or not known:
                ours["client_id"] = known = str(uuid.uuid4())
            return known

    def token(self) -> Token | None:
        """The anonymous token that is kept, if any."""
        kept = _mapping(_mapping(self._read().get("studios")).get(self.studio)).get("token")
        if not isinstance(kept, dict) or not isinstance(kept.get("value"), str):
            return None
        return Token(kept["value"], str(kept.get("user_id", "")), str(kept.get("expires_at", "")))

    def keep(self, token: Token) -> None:
        """Keeps a new token. Raises ``HumanMustAct`` HOME_NOT_WRITABLE."""
        with self._changing() as ours:
            ours["token"] = {"value": token.value, "user_id": token.user_id, "expires_at": token.expires_at}

    def renewal_lock(self) -> BaseFileLock:
        """To be held while a token is asked for, so that two processes do not spend two. Not acquired yet."""
        from filelock import FileLock

        return FileLock(
            self.home / "credentials-renewal.lock", timeout=_RENEWAL_TIMEOUT_S, mode=0o600, thread_local=False
        )

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        with self._lock("credentials.lock"):
            whole = self._read()
            studios = _mapping(whole.get("studios"))
            ours = _mapping(studios.get(self.studio))
            before = json.dumps(ours, sort_keys=True)
            yield ours
            if json.dumps(ours, sort_keys=True) != before:
                self._write({**whole, "version": 1, "studios": {**studios, self.studio: ours}})

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.home / name, timeout=_LOCK_TIMEOUT_S, mode=0o600):
                yield
        except (Timeout, OSError) as error:
            raise not_writable(self.home, error) from error

    def _read(self) -> dict[str, Any]:
        try:
            return _mapping(json.loads((self.home / FILE).read_text("utf-8")))
        except (OSError, ValueError):
            # a damaged file costs a new token, not the work
            return {}

    def _write(self, whole: dict[str, Any]) -> None:
        path = self.home / f".{FILE}.{os.getpid()}.tmp"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(whole, file)
                file.flush()
                os.fsync(file.fileno())
            path.replace(self.home / FILE)
        finally:
            path.unlink(missing_ok=True)


def not_writable(home: Path, error: BaseException) -> HumanMustAct:
    """The failure of a state folder that cannot be used."""
    return HumanMustAct(
        "HOME_NOT_WRITABLE",
        f"Kineograph cannot write to its state folder {home}. Make it writable, or set KINEOGRAPH_HOME to another one.",
        f"{type(error).__name__}: {error}",
    )


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
