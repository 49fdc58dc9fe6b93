"""Renders: asked for, looked at, cancelled, fetched. Export costs nothing but needs the attribution headers (402)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kineograph.studio.answers import MAX_DRAFT_BYTES, read_json
from kineograph.studio.breaking import LostAnswer
from kineograph.studio.drafts import read_timeline
from kineograph.studio.driving import cancel_render, drive_renders
from kineograph.studio.faults import FaultCounts
from kineograph.studio.projects import list_media
from kineograph.studio.refusals import Refused, RefusedPlainly
from kineograph.studio.renders import NewRender, RenderRow, add_render, find_render
from kineograph.studio.routes.files import deliver_video, video_path
from kineograph.studio.studio import Studio, caller, faults_of, project_of, studio_of
from kineograph.timeline.clips import Canvas
from kineograph.timeline.outputs import Output, named_output, output_canvas, too_large
from kineograph.wire.attribution import is_attributed
from kineograph.wire.bodies import Render
from kineograph.wire.renders import RenderState, RenderStatus


async def submit(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    _check_allowed(request, studio)
    body = await read_json(request, Render, MAX_DRAFT_BYTES)
    project = await project_of(request, account, body.session_id)
    output = _output(body)
    stored = await studio.ledger.read(lambda rows: list_media(rows, project.id))
    timeline = read_timeline(body.draft, {item.media.id: item.media for item in stored})
    _check_size(output_canvas(timeline.canvas, output))
    counts = await faults_of(studio, project.id)
    wanted, now = _wanted(account, body, output, counts.faults.render_delay), studio.now()
    known = await studio.ledger.read(lambda rows: find_render(rows, account, wanted.id))
    if known is None and counts.strike("duplicate_render"):
        return _duplicate()
    row = await studio.ledger.write(lambda rows: add_render(rows, wanted, now))
    if (row.session_id, row.draft_hash, row.output) != (project.id, wanted.draft_hash, output):
        return _duplicate()
    if counts.strike("render_lost"):
        studio.start(drive_renders, studio)
        return LostAnswer()
    return await _shown(request, studio, row)


def _check_allowed(request: Request, studio: Studio) -> None:
    faults = studio.options.faults
    if faults.no_attribution_402 and not is_attributed(request.headers):
        raise RefusedPlainly(402, "export needs the X-Skill-Source, X-Skill-Version and X-Skill-Platform headers")
    if faults.no_anonymous_export:
        raise RefusedPlainly(402, "export is not part of the free plan: register or upgrade")


def _output(body: Render) -> Output:
    asked = body.output
    try:
        return named_output(asked.format, asked.quality, asked.resolution, asked.fps)
    except ValueError as error:
        raise Refused(400, str(error)) from error


def _check_size(canvas: Canvas) -> None:
    if too_large(canvas):
        raise Refused(
            400, f"A video of {canvas.width}x{canvas.height} is too large to play. Choose a lower resolution."
        )


def _wanted(account: str, body: Render, output: Output, delay: float) -> NewRender:
    draft = json.dumps(body.draft, sort_keys=True)
    return NewRender(
        account,
        body.id,
        body.session_id,
        draft,
        hashlib.sha256(draft.encode()).hexdigest(),
        output,
        delay,
    )


def _duplicate() -> Response:
    return JSONResponse({"code": 409, "message": "duplicate id: another render has it. Choose a new one."}, 409)


async def show_status(request: Request) -> Response:
    studio = studio_of(request)
    return await _shown(request, studio, await _row_of(request))


async def cancel(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    row = await cancel_render(studio, account, request.path_params["render_id"])
    if row is None:
        raise RefusedPlainly(404, "Render not found")
    return await _shown(request, studio, row)


async def download(request: Request) -> Response:
    row = await _row_of(request)
    if row.state is not RenderState.COMPLETED:
        raise RefusedPlainly(404, f"There is no file: the render is {row.state.value}.")
    studio = studio_of(request)
    return await deliver_video(
        studio, (row.number, row.output.container), await faults_of(studio, row.session_id), row.id
    )


async def _row_of(request: Request) -> RenderRow:
    studio, account = studio_of(request), await caller(request)
    row = await studio.ledger.read(lambda rows: find_render(rows, account, request.path_params["render_id"]))
    if row is None:
        raise RefusedPlainly(404, "Render not found")
    return row


async def _shown(request: Request, studio: Studio, row: RenderRow) -> Response:
    """A render's status in the documented shape; a look at one that waits also offers to drive it."""
    if row.is_waiting:
        studio.start(drive_renders, studio)
    counts = await faults_of(studio, row.session_id)
    status = _status(request, studio, row, counts)
    if counts.faults.render_shape == "data":
        return JSONResponse({"success": True, "data": _inside_data(row, status)})
    return JSONResponse(status.to_wire(row.id))


def _status(request: Request, studio: Studio, row: RenderRow, counts: FaultCounts) -> RenderStatus:
    if row.state is not RenderState.COMPLETED:
        return RenderStatus(*row.shown(studio.now()), error=row.error)
    if not studio.home.video(row.number, row.output.container).is_file():
        return RenderStatus(RenderState.FAILED, 100, error="The file is gone. Render again with a new id.")
    url = (
        ""
        if counts.strike("render_without_url")
        else studio.link(request, video_path(row.number, row.output.container))
    )
    return RenderStatus(row.state, 100, url, "", row.duration_ms, row.size_bytes, row.notes)


def _inside_data(row: RenderRow, status: RenderStatus) -> dict[str, Any]:
    """The shape of the vendor's older text: inside ``data``, ``outputUrl``, times in ms since 1970."""
    body: dict[str, Any] = {"id": row.id, "status": status.state.value, "progress": round(status.progress)}
    if status.url:
        body |= {"outputUrl": status.url, "completedAt": round(row.finished * 1000)}
    if status.error:
        body["error"] = status.error
    return {**body, "createdAt": round(row.created * 1000)}
