"""POST upload-video: files as multipart, or addresses to fetch them from. All of a request's files, or none."""

from __future__ import annotations

from typing import Any

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from kineograph.studio.answers import answered, drained, read_json
from kineograph.studio.breaking import LostAnswer
from kineograph.studio.landing import Landing
from kineograph.studio.media import Arrival, take_in
from kineograph.studio.projects import StoredMedia, add_media
from kineograph.studio.receiving import Receiver, receive_files
from kineograph.studio.refusals import Refused
from kineograph.studio.routes.files import media_path
from kineograph.studio.studio import Studio, caller, faults_of, project_of, studio_of
from kineograph.timeline import MediaKind
from kineograph.wire.bodies import UploadUrls


async def upload(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    project = await project_of(request, account, request.path_params["session_id"])
    receiver = Receiver(studio.home.incoming, studio.options.max_upload_bytes)
    try:
        stored = await anyio.to_thread.run_sync(take_in, studio.home, await _arrive(request, studio, receiver))
    except Refused as refusal:
        refusal.hangs_up = not await drained(request, receiver.cap)
        raise
    finally:
        with anyio.CancelScope(shield=True):
            for landing in receiver.landings:
                await anyio.to_thread.run_sync(landing.drop)
    kept = await studio.ledger.write(lambda rows: add_media(rows, project.id, stored))
    if (await faults_of(studio, project.id)).strike("upload_lost"):
        return LostAnswer()
    files = [describe(request, studio, project.id, item) for item in kept]
    return answered({"files": files, "session_state_applied": True})


def describe(request: Request, studio: Studio, session_id: str, item: StoredMedia) -> dict[str, Any]:
    """A file as ``files`` and ``video_infos`` list it; ``duration`` in seconds (the draft counts milliseconds),
    ``captured_at`` in seconds since 1970."""
    media = item.media
    entry: dict[str, Any] = {
        "id": media.id,
        "filename": media.name,
        "file_type": media.kind.value,
        "cdn_url": studio.link(request, media_path(session_id, media.id)),
        "hash": item.digest,
    }
    if media.kind is not MediaKind.AUDIO:
        entry |= {"width": media.width, "height": media.height}
    if media.kind is MediaKind.VIDEO:
        entry |= {"fps": item.fps, "has_sound": media.has_sound}
    if media.kind is not MediaKind.IMAGE:
        entry |= {"duration": media.duration_ms / 1000}
    if media.captured_at:
        entry |= {"captured_at": media.captured_at}
    return entry


async def _arrive(request: Request, studio: Studio, receiver: Receiver) -> list[Arrival]:
    content_type = request.headers.get("content-type", "")
    if content_type.lower().startswith("application/json"):
        return await _fetch(await read_json(request, UploadUrls), studio, receiver)
    return await receive_files(request.stream(), content_type, receiver)


async def _fetch(body: UploadUrls, studio: Studio, receiver: Receiver) -> list[Arrival]:
    def land(name: str) -> Landing:
        landing = Landing.begin(receiver.folder, name, receiver.cap)
        receiver.landings.append(landing)
        return landing

    arrivals = []
    for url in body.urls:
        landing = await studio.options.fetcher.fetch(url, land)
        arrivals.append(await anyio.to_thread.run_sync(landing.finish))
    return arrivals
