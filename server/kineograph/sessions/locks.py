"""Locks that hold across processes and end with the process that held them: the operating system's, on files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from anyio import to_thread

from kineograph.client.credentials import not_writable

if TYPE_CHECKING:
    from filelock import BaseFileLock

_POLL_S = 0.1


async def try_lock(home: Path, name: str) -> BaseFileLock | None:
    """The lock, held, or None where somebody else holds it. Raises ``HumanMustAct`` HOME_NOT_WRITABLE."""
    from filelock import FileLock, Timeout

    folder = home / "locks"
    lock = FileLock(folder / f"{name}.lock", timeout=0, mode=0o600, thread_local=False)

    def acquire() -> bool:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise not_writable(home, error) from error
        return True

    return lock if await to_thread.run_sync(acquire) else None


@asynccontextmanager
async def holding(home: Path, name: str) -> AsyncIterator[None]:
    """Waits for the lock and holds it for the block. Raises ``HumanMustAct`` HOME_NOT_WRITABLE."""
    while (lock := await try_lock(home, name)) is None:  # noqa: ASYNC110 - the holder may be another process
        await anyio.sleep(_POLL_S)
    try:
        yield
    finally:
        lock.release()


async def release(lock: BaseFileLock, *, for_good: bool) -> None:
    """Lets the lock go; ``for_good`` also its file, where the job has its end: whoever still waits for the old file
    reads the ledger after taking it, and finds nothing to do."""

    def let_go() -> None:
        if for_good:
            # Windows removes no file that is open: there it stays, empty
            with suppress(OSError):
                Path(lock.lock_file).unlink()
        lock.release()

    await to_thread.run_sync(let_go)
