"""Media and finished videos by signed links: whoever has the link may fetch it for a day, in pieces if they like."""

from __future__ import annotations

from pathlib import Path

import anyio
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.studio import Studio, studio_of

MEDIA_PATH = "/files/media/{session_id}/{media_id}"
VIDEO_PATH = "/files/videos/{number}.mp4"


def media_path(session_id: str, media_id: str) -> str:
    return MEDIA_PATH.format(session_id=session_id, media_id=media_id)


def video_path(number: int) -> str:
    return VIDEO_PATH.format(number=number)


async def send_media(request: Request) -> Response:
    studio = studio_of(request)
    _check_link(request, studio)
    session_id, media_id = request.path_params["session_id"], request.path_params["media_id"]
    row = await studio.ledger.read(
        lambda rows: rows.execute(
            "select hash, mime, name from media where session_id = ? and id = ?", (session_id, media_id)
        ).fetchone()
    )
    if row is None:
        raise RefusedPlainly(404, "Not Found")
    return await send_file(studio.home.media(row["hash"]), row["mime"], row["name"])


async def send_video(request: Request) -> Response:
    studio = studio_of(request)
    _check_link(request, studio)
    # the signature covers the path, so the number is one that this studio wrote
    return await send_file(studio.home.video(int(request.path_params["number"])), "video/mp4", "video.mp4")


async def send_file(path: Path, mime: str, name: str) -> Response:
    """The file, whole or in the ranges asked for; 404 where it is gone."""
    try:
        found = await anyio.Path(path).stat()
    except FileNotFoundError:
        raise RefusedPlainly(404, "The file is gone.") from None
    return FileResponse(path, media_type=mime, filename=name, stat_result=found, content_disposition_type="inline")


def _check_link(request: Request, studio: Studio) -> None:
    query = request.query_params
    if not studio.signer.allows(request.url.path, query.get("e", ""), query.get("s", ""), studio.now()):
        raise RefusedPlainly(403, "The link has expired. Ask for a new one.")
