"""What the tools need from the session manager, and nothing else of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

from kineograph.sessions.views import (
    CancelView,
    ConflictView,
    CreditsView,
    JobView,
    OnProgress,
    SessionsView,
    TimelineView,
    UploadView,
)

Aspect = Literal["keep", "16:9", "9:16", "1:1", "4:5", "21:9"]
Quality = Literal["keep", "high", "medium", "low"]
Format = Literal["keep", "mp4", "mov", "webm", "gif"]
Resolution = Literal["keep", "480p", "720p", "1080p", "1440p", "2160p"]


class Sessions(Protocol):
    """The session manager as its callers see it. ``session_id`` "" is the latest session, or a new one where there is
    none; "new" starts one. ``wait_seconds`` bounds the wait, never the work. Failures are ``kineograph.errors``."""

    async def upload(
        self,
        sources: Sequence[str],
        session_id: str = "",
        on_progress: OnProgress | None = None,
        wait_seconds: float = 45,
    ) -> UploadView: ...

    async def instruct(
        self,
        instruction: str,
        session_id: str = "",
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,
    ) -> JobView | TimelineView | CreditsView: ...

    async def edit(
        self,
        edits: Sequence[Mapping[str, Any]],
        session_id: str = "",
        *,
        base_revision: int = 0,
        dry_run: bool = False,
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,
    ) -> JobView | ConflictView: ...

    async def timeline(self, session_id: str = "") -> TimelineView: ...

    async def export(  # noqa: PLR0913 - as the tool export_video
        self,
        session_id: str = "",
        *,
        aspect: Aspect = "keep",
        quality: Quality = "keep",
        format: Format = "keep",  # noqa: A002 - the word of the wire and of the tool
        resolution: Resolution = "keep",
        fps: int = 0,
        file_name: str = "",
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,
    ) -> JobView: ...

    async def wait(self, job_id: str, wait_seconds: float = 45, on_progress: OnProgress | None = None) -> JobView: ...

    async def cancel(self, job_id: str) -> CancelView: ...

    async def sessions(self, limit: int = 10) -> SessionsView: ...

    async def credits(self) -> CreditsView: ...


OpenSessions = Callable[[], Awaitable[Sessions]]
