"""Drives one export: an aspect first where one is asked for, then the render, download, check and delivery.

A render that is finished is never made twice: a later export of the same draft fetches it again.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from kineograph.client.failures import SESSION_LOST
from kineograph.errors import AgentMustFix, KineographError, WireViolated
from kineograph.protocol.fingerprints import draft_fingerprint
from kineograph.sessions.context import Context
from kineograph.sessions.delivering import BAD_VIDEO
from kineograph.sessions.fetching import VideoFetcher
from kineograph.sessions.jobs import LiveJob
from kineograph.sessions.keeping import Keeper
from kineograph.sessions.locks import holding
from kineograph.sessions.records import FINISHED, ExportRow, SessionRow, Step
from kineograph.sessions.rendering import RenderDriver, new_render_id
from kineograph.sessions.seeing import Seen
from kineograph.sessions.views import ExportView
from kineograph.wire.draft import Draft

SetAspect = Callable[[SessionRow, str, LiveJob], Awaitable[None]]
"""Runs the turn that gives a session's video another shape; raises where it did not."""


class ExportDriver:
    """Takes exports from where their rows stand to delivered files."""

    def __init__(self, context: Context, keeper: Keeper, set_aspect: SetAspect) -> None:
        self._context = context
        self._keeper = keeper
        self._set_aspect = set_aspect
        self._render = RenderDriver(context)
        self._fetch = VideoFetcher(context, self._render)

    async def drive(self, row: ExportRow, live: LiveJob) -> ExportView:
        """The delivered file. Raises ``KineographError`` where the export failed."""
        session = await self._context.ledger.session(row.session_id) or SessionRow(row.session_id, row.studio)
        in_doubt = row.state == Step.SENDING
        if row.state == Step.PLANNED:
            row = await self._prepare(row, session, live)
        if row.state == Step.DELIVERING and (view := await self._fetch.found(row, session)):
            return view
        while True:
            row, url = await self._render.rendered(row, session, live, in_doubt=in_doubt)
            in_doubt = False
            try:
                return await self._fetch.delivered(row, session, url, live)
            except WireViolated as error:
                if error.code != BAD_VIDEO:
                    raise
                row = await self._render.renewed(row, error)

    async def refreshed(self, row: ExportRow, view: ExportView) -> ExportView:
        """The result of a finished export, with links that work now."""
        return await self._fetch.refreshed(row, view)

    async def _prepare(self, row: ExportRow, session: SessionRow, live: LiveJob) -> ExportRow:
        """The row with the draft that is going to be rendered, and the render of it that exists already, if any."""
        live.tell("Reading the timeline")
        if row.aspect:
            await self._set_aspect(session, row.aspect, live)
        try:
            seen = await self._keeper.see_patiently(session, live.tell)
        except AgentMustFix as error:
            raise await self._without_session(error, session, live) from error
        draft = exportable(seen)
        row = replace(row, draft=json.dumps(draft.raw), draft_hash=draft_fingerprint(draft.raw))
        async with holding(self._context.config.home, f"render-{session.id}"):
            known = await self._context.ledger.renders(replace(row, session_id=session.id))
            if known:
                # whatever became of that export: its render is asked about first, and only made anew if it is no good
                best = next((other for other in known if other.state == Step.DONE), known[0])
                attempt = 0 if best.state in FINISHED else 1
                row = replace(row, state=Step.RENDERING, render_id=best.render_id, attempt=attempt)
            else:
                row = replace(row, state=Step.SENDING, render_id=new_render_id(), attempt=1)
            return await self._render.journal(replace(row, sent_at=self._context.clock.now()))

    async def _without_session(self, error: AgentMustFix, session: SessionRow, live: LiveJob) -> KineographError:
        if error.code != SESSION_LOST:
            return error
        rebuilt = await self._keeper.rebuild(session, live.tell)
        return AgentMustFix(SESSION_LOST, f"{rebuilt.note} Make the video again with send_instruction, then export.")


def exportable(seen: Seen) -> Draft:
    """The draft to render. Raises ``AgentMustFix`` NOTHING_TO_EXPORT."""
    draft = seen.readable()
    if not draft.has_clip():
        raise AgentMustFix(
            "NOTHING_TO_EXPORT",
            "The timeline is empty. Say with send_instruction what to make of the pictures, then export.",
        )
    return draft
