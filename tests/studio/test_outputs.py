"""A render in the file that was asked for, from the order to the download; what cannot be made is refused at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.studio.conftest import QuickRenderer, Start
from tests.studio.test_renders import drafted

from kineograph.studio.home import Home
from kineograph.studio.ledger import MIGRATIONS, connect, migrate
from kineograph.studio.options import StudioOptions
from kineograph.studio.render.service import OnProgress, RenderedFile, RenderOrder
from kineograph.studio.renders import find_render
from kineograph.timeline.outputs import Output
from kineograph.wire import routes
from kineograph.wire.renders import read_render


@pytest.mark.parametrize(
    ("asked", "output", "mime"),
    [
        ({"format": "webm"}, Output("webm"), "video/webm"),
        ({"format": "MOV", "quality": "medium"}, Output("mov", "standard"), "video/quicktime"),
        ({"format": "gif", "quality": "low", "fps": 20}, Output("gif", "draft", 0, 20), "image/gif"),
        ({"resolution": "4K", "fps": 60}, Output("mp4", "high", 2160, 60), "video/mp4"),
    ],
)
async def test_a_render_is_the_file_that_was_asked_for(
    start: Start, options: StudioOptions, asked: dict[str, Any], output: Output, mime: str
) -> None:
    renderer = QuickRenderer()
    async with start(render=renderer) as caller:
        await caller.render("r", await drafted(caller), output=asked)
        status = await caller.finished("r")
        fetched = await caller.http.get(status["output"]["url"])
        direct = await caller.get(routes.RENDER_DOWNLOAD.at(render_id="r"))
    (order,) = renderer.orders
    assert (order.output, order.out) == (output, Home(options.home).video(1, output.container))
    for answer, name in ((fetched, "video"), (direct, "r")):
        assert (answer.content, answer.headers["content-type"]) == (b"0123456789", mime)
        assert f'filename="{name}.{output.container}"' in answer.headers["content-disposition"]


async def test_what_was_done_otherwise_is_said_with_the_link(start: Start) -> None:
    class Noting(QuickRenderer):
        async def __call__(self, order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
            return replace(await super().__call__(order, on_progress), notes=("a.jpg moves as a whole.",))

    async with start(render=Noting()) as caller:
        await caller.render("r", await drafted(caller))
        status = await caller.finished("r")
    assert status["output"]["notes"] == ["a.jpg moves as a whole."]
    assert read_render(status).notes == ("a.jpg moves as a whole.",)
    hostile = {"status": "completed", "output": {"url": "http://x", "notes": [1, "y" * 999, *["z"] * 99]}}
    assert [len(note) for note in read_render(hostile).notes] == [300, *[1] * 18]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"format": "avi"}, "mp4, mov, webm or gif"),
        ({"resolution": "999p"}, "480p, 720p, 1080p, 1440p or 2160p"),
        ({"fps": 23}, "24, 25, 30, 50 or 60"),
        ({"format": "gif", "fps": 30}, "10, 20, 25 or 50"),
        ({"format": "gif", "resolution": "4k"}, "Take webm or mp4 for more"),
    ],
)
async def test_what_cannot_be_made_is_refused_with_what_can(start: Start, asked: dict[str, Any], said: str) -> None:
    async with start() as caller:
        answer = await caller.render("r", await drafted(caller), output=asked)
        assert said in answer.text
        assert (await caller.get(routes.RENDER_STATUS.at(render_id="r"))).status_code == 404


async def test_a_video_that_no_player_takes_is_refused(start: Start) -> None:
    async with start() as caller:
        draft = await drafted(caller)
        draft["m"] |= {"width": 2520, "height": 1080}
        assert "5040x2160" in (await caller.render("r", draft, output={"resolution": "2160p"})).text


async def test_one_id_stands_for_one_output(start: Start) -> None:
    async with start() as caller:
        draft = await drafted(caller)
        await caller.render("r", draft, output={"format": "mov"})
        assert (await caller.render("r", draft, output={"format": "mov"})).status_code == 200
        assert (await caller.render("r", draft, output={"format": "mov", "fps": 25})).json()["code"] == 409


async def test_the_page_of_a_gif_shows_a_picture(start: Start) -> None:
    async with start() as caller:
        draft = await drafted(caller)
        made = (await caller.post(routes.CLAIM_TOKEN.path, {"session_id": caller.session})).json()["data"]
        await caller.render("r", draft, output={"format": "gif"})
        await caller.finished("r")
        page = (await caller.http.get(f"/workspace/claim?ct={made['claim_token']}")).text
    assert "<img src=" in page
    assert 'download="video.gif">Download the GIF' in page


def test_renders_of_an_earlier_version_are_mp4s(options: StudioOptions) -> None:
    options.home.mkdir(parents=True, exist_ok=True)
    path = Home(options.home).ledger
    connection = connect(path)
    for script in MIGRATIONS[:2]:
        connection.executescript(script)
    connection.execute("pragma user_version=2")
    connection.execute("insert into account (id, client_id, granted, created) values ('a', 'c', 1, 1)")
    connection.execute(
        "insert into session (id, account_id, task_id, task_name, language, created) values ('s', 'a', '', '', '', 1)"
    )
    connection.execute(
        "insert into render (account_id, id, session_id, draft_hash, draft, quality, state, created)"
        " values ('a', 'r', 's', 'h', '{}', 'draft', 'completed', 1)"
    )
    migrate(connection)
    found = find_render(connection, "a", "r")
    connection.close()
    assert found is not None
    assert found.output == Output("mp4", "draft")
