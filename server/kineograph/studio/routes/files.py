"""Media and finished videos by signed links: whoever has the link may fetch it for a day, in pieces if they like."""

from __future__ import annotations

from pathlib import Path

import anyio
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kineograph.media.formats import GIF, MOV, MP4, WEBM
from kineograph.studio.breaking import Damage, DamagedFile
from kineograph.studio.faults import FaultCounts
from kineograph.studio.refusals import RefusedPlainly
from kineograph.studio.renders import session_of_video
from kineograph.studio.studio import Studio, faults_of, studio_of

MEDIA_PATH = "/files/media/{session_id}/{media_id}"
VIDEO_PATH = "/files/videos/{number}.{container}"
_TYPES = {kind.name: kind.mime for kind in (MP4, MOV, WEBM, GIF)}


def media_path(session_id: str, media_id: str) -> str:
    return MEDIA_PATH.format(session_id=session_id, media_id=media_id)


def video_path(number: int, container: str) -> str:
    return VIDEO_PATH.format(number=number, container=container)


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
    # the signature covers the path, so number and container are what this studio wrote
    number, container = int(request.path_params["number"]), request.path_params["container"]
    counts = await faults_of(studio, await studio.ledger.read(lambda rows: session_of_video(rows, number)))
    if counts.strike("download_forbidden"):
        raise RefusedPlainly(403, "Access denied.")
    return await deliver_video(studio, (number, container), counts, "video")


async def deliver_video(studio: Studio, video: tuple[int, str], counts: FaultCounts, name: str) -> Response:
    """The finished video of this number and container, damaged on its way where such a fault strikes; 404 where it is
    gone. ``name`` without an ending."""
    path, mime = studio.home.video(*video), _TYPES[video[1]]
    damage = Damage(counts.faults.download_slow, counts.strike("download_truncated"), counts.strike("download_short"))
    if damage and path.is_file():
        return DamagedFile(path, mime, damage)
    return await send_file(path, mime, f"{name}.{video[1]}")


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
