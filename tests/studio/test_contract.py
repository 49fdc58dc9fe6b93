"""Both ends read one contract: what this studio refuses is what a caller of ``wire`` understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import anyio
import httpx
import pytest
from tests.studio.conftest import SHOW, Caller, Start, picture, run_body

from kineograph.studio.app import create_app
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.wire import bodies, routes
from kineograph.wire.codes import Trouble
from kineograph.wire.envelope import Payload, Refusal, open_envelope


def opened(answer: httpx.Response) -> Trouble | Mapping[str, object]:
    found = open_envelope(answer.status_code, answer.json())
    return found.trouble if isinstance(found, Refusal) else found.value


@pytest.mark.requirement("error.whichever-status", "reading.no-has-an-order")
@pytest.mark.parametrize("business", ["http200", "4xx"])
async def test_every_refusal_is_understood(start: Start, business: str) -> None:
    async with start("charge", f"business={business}", max_upload_bytes=5000) as caller:
        state = routes.STATE.at(session_id=caller.session)
        stranger = Caller(caller.http, "stranger", "nmv_usr_wrong", caller.session)
        assert opened(await stranger.get(state)) is Trouble.BAD_TOKEN
        assert opened(await caller.get(routes.STATE.at(session_id="1"))) is Trouble.SESSION_NOT_FOUND
        assert opened(await caller.post(routes.RUN.path, run_body("1", "x"))) is Trouble.SESSION_NOT_FOUND
        assert opened(await caller.upload(("a.jpg", b"text"))) is Trouble.UNSUPPORTED_FILE
        assert opened(await caller.upload(("a.jpg", b"x" * 6000))) is Trouble.FILE_TOO_LARGE
        assert opened(await caller.http.post(routes.ANONYMOUS_TOKEN.path)) is Trouble.CLIENT_ID_MISSING
        assert opened(await caller.render("r", {"t": []})) is Trouble.REFUSED
        unnamed = await caller.post(routes.RENDER.path, {}, headers={"X-Skill-Source": ""})
        assert opened(unnamed) is Trouble.EXPORT_BLOCKED
        assert opened(await caller.get(routes.RENDER_STATUS.at(render_id="r"))) is Trouble.NOT_FOUND
        assert opened(await caller.post(routes.CREATE_SESSION.path, [])) is Trouble.REFUSED
        await caller.say("one")
        await caller.say("two")
        assert opened(await caller.post(routes.RUN.path, run_body(caller.session, "x"))) is Trouble.NO_CREDITS


async def test_every_answer_is_read_by_its_model(caller: Caller) -> None:
    uploaded = bodies.Uploaded.model_validate(opened(await caller.upload(picture())))
    assert uploaded.files[0].width == 64
    await caller.say(SHOW)
    state = bodies.SessionState.model_validate(opened(await caller.get(routes.STATE.at(session_id=caller.session))))
    assert state.session_id == caller.session
    assert set(state.state) >= {"draft", "video_infos", "canvas_config", "video_analyses", "generated_media"}
    assert bodies.Credits.model_validate(opened(await caller.get(routes.CREDITS.path))).total == 100
    claim = await caller.post(routes.CLAIM_TOKEN.path, bodies.to_wire(bodies.ClaimRequest(session_id=caller.session)))
    assert bodies.ClaimToken.model_validate(opened(claim)).expires_in == 604800
    run = bodies.to_wire(bodies.Run.of(caller.session, "hello"))
    assert (await caller.post(routes.RUN.path, run)).status_code == 200
    draft = state.state["draft"]
    wanted = bodies.to_wire(bodies.Render(id="r-1", sessionId=caller.session, draft=draft))
    assert isinstance(open_envelope(200, (await caller.post(routes.RENDER.path, wanted)).json()), Payload)


async def test_the_studio_says_its_name_and_where_it_is(start: Start) -> None:
    async with start(
        name="test studio", public_url=lambda: "http://localhost:9/", web_url="http://web.test/"
    ) as caller:
        answer = (await caller.upload(picture())).json()["data"]["files"][0]
        assert answer["cdn_url"].startswith("http://localhost:9/files/media/")
        assert (await caller.state())["studio"]["name"] == "test studio"
        made = (await caller.post(routes.CLAIM_TOKEN.path, {"session_id": caller.session})).json()["data"]
        assert made["claim_url"].startswith("http://web.test/workspace/claim?ct=clm_")


async def test_a_folder_that_fails_is_told_apart_from_a_bad_file(start: Start, options: StudioOptions) -> None:
    async with start() as caller:
        await anyio.Path(options.home / "incoming").rmdir()
        answer = await caller.upload(picture())
        assert answer.status_code == 507
        assert "free space" in answer.json()["message"]
        assert opened(answer) is Trouble.STUDIO_FULL


async def test_records_without_space_are_a_no_that_is_certain(options: StudioOptions) -> None:
    app = create_app(options)
    async with app.router.lifespan_context(app):
        await app.state.studio.ledger.read(lambda rows: rows.execute("pragma max_page_count=1"))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
            answer = httpx.Response(200)
            for name in range(500):
                answer = await client.post(routes.ANONYMOUS_TOKEN.path, headers={"X-Client-Id": str(name)})
                if answer.status_code != 200:
                    break
    assert answer.status_code == 507
    assert opened(answer) is Trouble.STUDIO_FULL


async def test_records_that_fail_are_told_in_words(start: Start, options: StudioOptions) -> None:
    async with start() as caller:
        with sqlite3.connect(Home(options.home).ledger) as rows:
            rows.execute("drop table claim")
        rows.close()
        answer = await caller.post(routes.CLAIM_TOKEN.path, {"session_id": caller.session})
        assert answer.status_code == 503
        assert "records" in answer.json()["message"]
