"""Whose token a call carries: the user's own, which is never swapped, or this machine's anonymous one, renewed at
need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import anyio
from anyio import to_thread

from kineograph.client.credentials import Credentials, Token, not_writable
from kineograph.wire.bodies import AnonymousToken

if TYPE_CHECKING:
    from filelock import BaseFileLock

_POLL_S = 0.1
AskForToken = Callable[[str], Awaitable[AnonymousToken]]
"""Asks the studio for an anonymous token for a client id."""


@dataclass(slots=True)
class Account:
    """``own_token``: the user's, or empty. Several tasks may share one account."""

    credentials: Credentials
    own_token: str = field(default="", repr=False)
    _token: Token | None = field(default=None, repr=False, init=False)
    _renewing: anyio.Lock = field(default_factory=anyio.Lock, repr=False, init=False)

    @property
    def is_own(self) -> bool:
        """Whether the user set the token: then it is the user's to mend."""
        return bool(self.own_token)

    @property
    def user_id(self) -> str:
        """The anonymous user's id as far as it is known, else empty."""
        return self._token.user_id if self._token else ""

    @property
    def expires_at(self) -> str:
        return self._token.expires_at if self._token else ""

    async def client_id(self, *, renew: bool = False) -> str:
        return await to_thread.run_sync(lambda: self.credentials.client_id(renew=renew))

    async def token(self, ask: AskForToken) -> str:
        """The token to send. Asks the studio for one where none is kept."""
        if self.own_token:
            return self.own_token
        if self._token is None:
            await self._replace("", ask)
        return self._token.value if self._token else ""

    async def renew(self, refused: str, ask: AskForToken) -> bool:
        """Another token in place of the ``refused`` one; False where the user set it."""
        if self.own_token:
            return False
        await self._replace(refused, ask)
        return True

    async def _replace(self, refused: str, ask: AskForToken) -> None:
        async with self._renewing:
            if self._token is not None and self._token.value != refused:
                return
            client_id = await self.client_id()
            lock = self.credentials.renewal_lock()
            await self._held(lock)
            try:
                kept = await to_thread.run_sync(self.credentials.token)
                if kept is None or kept.value == refused:
                    given = await ask(client_id)
                    kept = Token(given.token, given.user_id, given.expires_at)
                    await to_thread.run_sync(self.credentials.keep, kept)
                self._token = kept
            finally:
                lock.release()

    async def _held(self, lock: BaseFileLock) -> None:
        """Waits for the lock. Not in a thread, which would hold a caller who has left for as long."""
        from filelock import Timeout

        until = anyio.current_time() + lock.timeout
        while True:
            try:
                await to_thread.run_sync(partial(lock.acquire, timeout=0))
            except Timeout as error:
                if anyio.current_time() > until:
                    raise not_writable(self.credentials.home, error) from error
            except OSError as error:
                raise not_writable(self.credentials.home, error) from error
            else:
                return
            await anyio.sleep(_POLL_S)
