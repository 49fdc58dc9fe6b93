"""Claim links: a token for one project's page, no rights beside it; and the page, complete in itself."""

from __future__ import annotations

import base64
import hashlib
import secrets
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kineograph.studio.accounts import hash_secret
from kineograph.studio.answers import answered, read_json
from kineograph.studio.projects import load_standing
from kineograph.studio.renders import RenderRow, newest_video
from kineograph.studio.routes.files import video_path
from kineograph.studio.studio import caller, project_of, studio_of
from kineograph.timeline import summarise
from kineograph.wire.bodies import ClaimRequest

CLAIM_LIFE_S = 7 * 24 * 3600
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d1d1f;background:#fafafa}video,img{width:100%;object-fit:contain;max-height:75vh;background:#000;border-radius:.5rem}"
    "h1{font-size:1.4rem}p{overflow-wrap:anywhere}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; media-src 'self'; img-src 'self'; style-src 'sha256-{_STYLE_HASH}';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def make_claim(request: Request) -> Response:
    studio, account = studio_of(request), await caller(request)
    body = await read_json(request, ClaimRequest)
    project = await project_of(request, account, body.session_id)
    token = f"clm_{secrets.token_urlsafe(24)}"
    expires = studio.now() + CLAIM_LIFE_S
    await studio.ledger.write(
        lambda rows: rows.execute(
            "insert into claim (hash, session_id, expires) values (?, ?, ?)", (hash_secret(token), project.id, expires)
        )
    )
    base = studio.options.web_url.rstrip("/") or studio.base_url(request)
    return answered(
        {"claim_token": token, "expires_in": CLAIM_LIFE_S, "claim_url": f"{base}/workspace/claim?ct={token}"}
    )


async def show_claim(request: Request) -> Response:
    studio, now = studio_of(request), studio_of(request).now()
    mark = hash_secret(request.query_params.get("ct", ""))
    row = await studio.ledger.read(
        lambda rows: rows.execute(
            "select session.id, session.task_name from claim join session on session.id = claim.session_id"
            " where claim.hash = ? and claim.expires > ? and session.lost = 0",
            (mark, now),
        ).fetchone()
    )
    if row is None:
        return _page(
            "This link does not work any more", "<p>It has expired, or it is not complete. Export again.</p>", 404
        )
    standing, video = await studio.ledger.read(
        lambda rows: (load_standing(rows, row["id"]), newest_video(rows, row["id"]))
    )
    shown = "<p>No video has been finished yet.</p>"
    if video is not None and studio.home.video(video.number, video.output.container).is_file():
        shown = _shown(escape(studio.signer.sign(video_path(video.number, video.output.container), now)), video)
    return _page(row["task_name"], f"{shown}<p>{escape(summarise(standing.timeline))}</p>")


def _shown(link: str, video: RenderRow) -> str:
    kind = video.output.container
    picture = f'<img src="{link}" alt="">' if kind == "gif" else f'<video controls src="{link}"></video>'
    called = "WebM" if kind == "webm" else kind.upper()
    return f'{picture}<p><a href="{link}" download="video.{kind}">Download the {called}</a></p>'


def _page(title: str, body: str, status: int = 200) -> Response:
    name = escape(title)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{name}</h1>{body}</body></html>"
    )
    return HTMLResponse(page, status, {"Content-Security-Policy": _POLICY, "X-Frame-Options": "DENY"})
