"""What the parts of the session manager share: configuration, clock, ledger, and the way to the studio."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kineograph.client import Account, Credentials, StudioClient
from kineograph.errors import HumanMustAct, KineographError
from kineograph.protocol.exports import Pace
from kineograph.protocol.turn import Limits
from kineograph.sessions.clock import Clock
from kineograph.sessions.ledger import Ledger
from kineograph.wire.attribution import Attribution

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 8 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ManagerConfig:
    """``home``: the state folder. ``endpoint``: gives the studio's base URL, called at need (it may start the embedded
    studio). ``token``: the user's own, or empty. ``max_file_bytes``: the skill's limit. ``session_language``: "" sends
    none, ``detect`` reads it from the first instruction. ``silence_s``: without a byte, until a stream is lost;
    ``poll_s``: between looks at a render, at most."""

    home: Path
    studio: Literal["embedded", "cloud"]
    endpoint: Callable[[], Awaitable[str]]
    attribution: Attribution
    output_dir: Path
    web_url: str = ""
    token: str = field(default="", repr=False)
    client_id: str = ""
    max_file_bytes: int = MAX_FILE_BYTES
    session_language: Literal["", "detect", "en"] = "detect"
    allow_local_paths: bool = True
    silence_s: float = Limits().silence_s
    poll_s: float = Pace().slowest_s


class Studio:
    """The way to the studio, opened at first need. Where its address changes, later calls go to the new one."""

    def __init__(self, config: ManagerConfig, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._account: Account | None = None
        self._clients: dict[str, StudioClient] = {}

    @property
    def name(self) -> str:
        return self._config.studio

    async def key(self) -> str:
        """Whose sessions: the studio and the account, so that two accounts never see each other's."""
        where = "embedded" if self._config.studio == "embedded" else (await self._config.endpoint()).rstrip("/")
        own = hashlib.sha256(self._config.token.encode()).hexdigest()[:12] if self._config.token else "anonymous"
        return f"{where} {own if self._config.studio == 'cloud' else 'local'}"

    async def client(self) -> StudioClient:
        """Raises ``KineographError`` where the embedded studio cannot be started."""
        url = await self._config.endpoint()
        if url not in self._clients:
            self._clients[url] = StudioClient(
                url, self._own_account(url), self._config.attribution, self._clock.sleep, self._config.silence_s
            )
        return self._clients[url]

    async def aclose(self) -> None:
        while self._clients:
            await self._clients.popitem()[1].aclose()

    def _own_account(self, url: str) -> Account:
        if self._account is None:
            whose = "embedded" if self._config.studio == "embedded" else url.rstrip("/")
            credentials = Credentials(self._config.home, whose, self._config.client_id)
            self._account = Account(credentials, self._config.token)
        return self._account


@dataclass(frozen=True, slots=True)
class Context:
    """One manager's tools."""

    config: ManagerConfig
    clock: Clock
    ledger: Ledger
    studio: Studio

    async def web_url(self) -> str:
        """Where claim and registration pages live."""
        return (self.config.web_url or await self.config.endpoint()).rstrip("/")

    async def explained(self, error: KineographError, user_id: str = "") -> KineographError:
        """The failure with what only we know added: who has to register where (error table, 2001 and 402)."""
        if error.code not in ("NO_CREDITS", "EXPORT_BLOCKED"):
            return error
        client = await self.studio.client()
        user = user_id or client.account.user_id
        web = await self.web_url()
        anonymous = is_anonymous(user, own_token=client.account.is_own)
        if error.code == "NO_CREDITS":
            advice = (
                f"The studio's account has no credits left. Register at {register_url(web, user)} to get more."
                if anonymous
                else f"The studio's account has no credits left. Top up the account at {web}, then try again."
            )
        else:
            remedy = f"Register at {register_url(web, user)}" if anonymous else f"Upgrade the plan at {web}"
            advice = f"The studio's plan does not allow this export; credits do not help. {remedy}, then export again."
        return HumanMustAct(error.code, advice, error.detail)


def is_anonymous(user_id: str, *, own_token: bool) -> bool:
    """Whether the account is a guest's, who registers instead of topping up. Guests' ids begin with ``anon_`` (vendor's
    first text); a token that the user set may be a guest's, too."""
    return user_id.startswith("anon_") if user_id else not own_token


def register_url(web_url: str, user_id: str) -> str:
    """The page where an anonymous user keeps their work by registering; ``user_id`` is no secret."""
    return f"{web_url}/register?bind={user_id}" if user_id else f"{web_url}/register"
