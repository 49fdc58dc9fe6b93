"""Renders as durable jobs: one at a time per home, taken up when a driver dies."""

from __future__ import annotations

import copy
import sqlite3
import sys
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import pytest
from tests.studio.conftest import PATIENCE_S, SHOW, Caller, Clock, QuickRenderer, Start, picture

from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.render.service import OnProgress, RenderedFile, RenderError, RenderOrder
from kineograph.studio.renders import read_renders
from kineograph.timeline.outputs import Output
from kineograph.wire import routes
from kineograph.wire.renders import RenderState, read_render


async def drafted(caller: Caller) -> dict[str, Any]:
    """A draft of two pictures in the caller's session."""
    await caller.upload(picture("one.jpg", "red"), picture("two.jpg", "green"))
    await caller.say(SHOW)
    draft: dict[str, Any] = (await caller.state())["draft"]
    return draft


@dataclass
class HeldRenderer:
    """A renderer that works until it is let go, and notices when it is stopped."""

    entered: anyio.Event = field(default_factory=anyio.Event)
    go_on: anyio.Event = field(default_factory=anyio.Event)
    stopped: anyio.Event = field(default_factory=anyio.Event)

    async def __call__(self, order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
        on_progress(0.5, "painting")
        self.entered.set()
        try:
            await self.go_on.wait()
        except anyio.get_cancelled_exc_class():
            self.stopped.set()
            raise
        return await QuickRenderer()(order, on_progress)

    async def is_stopped(self) -> None:
        with anyio.fail_after(PATIENCE_S):
            await self.stopped.wait()


async def test_a_render_is_submitted_looked_at_and_fetched(caller: Caller) -> None:
    draft = await drafted(caller)
    submitted = (await caller.render("render_1", draft)).json()
    assert submitted == {"taskId": "render_1", "status": "pending", "progress": 5}
    status = await caller.finished("render_1")
    assert (status["status"], status["progress"]) == ("completed", 100)
    assert (status["output"]["duration"], status["output"]["size"]) == (6.0, 10)
    url = status["output"]["url"]
    whole = await caller.http.get(url)
    assert (whole.content, whole.headers["content-type"]) == (b"0123456789", "video/mp4")
    assert whole.headers["content-length"] == "10"
    part = await caller.http.get(url, headers={"Range": "bytes=3-5"})
    assert (part.status_code, part.content) == (206, b"345")
    direct = await caller.get(routes.RENDER_DOWNLOAD.at(render_id="render_1"))
    assert direct.content == b"0123456789"


@pytest.mark.requirement("reading.render-shapes")
async def test_the_older_shape_stands_inside_data(start: Start) -> None:
    async with start("render_shape=data") as caller:
        submitted = (await caller.render("r", await drafted(caller))).json()
        assert submitted["success"] is True
        assert submitted["data"]["id"] == "r"
        while (status := read_render((await caller.get(routes.RENDER_STATUS.at(render_id="r"))).json())).url == "":
            assert status.state in (RenderState.PENDING, RenderState.PROCESSING)
        assert status.state is RenderState.COMPLETED


async def test_a_link_expires_and_cannot_be_turned_into_another(start: Start, clock: Clock) -> None:
    async with start() as caller:
        await caller.render("r", await drafted(caller))
        url = httpx.URL((await caller.finished("r"))["output"]["url"])
        for bad in (
            url.copy_with(path=url.path.replace("1.mp4", "2.mp4")),
            url.copy_merge_params({"e": "99999999999"}),
            url.copy_merge_params({"s": "é"}),
            url.copy_with(query=None),
        ):
            assert (await caller.http.get(bad)).status_code == 403
        clock.seconds += 25 * 3600
        assert (await caller.http.get(url)).status_code == 403


@pytest.mark.requirement("error.402-attribution")
async def test_an_export_needs_the_attribution_headers(caller: Caller) -> None:
    draft = await drafted(caller)
    body = {"id": "r", "sessionId": caller.session, "draft": draft}
    for missing in ("X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"):
        answer = await caller.post(routes.RENDER.path, body, headers={missing: ""})
        assert answer.status_code == 402
        assert "X-Skill-Source" in answer.json()["message"]


async def test_exports_can_be_kept_from_anonymous_users(start: Start) -> None:
    async with start("no_anonymous_export") as caller:
        assert (await caller.render("r", await drafted(caller))).status_code == 402


async def test_an_id_is_one_render(caller: Caller) -> None:
    draft = await drafted(caller)
    await caller.render("r", draft)
    again = await caller.render("r", draft)
    assert again.status_code == 200
    assert again.json()["taskId"] == "r"
    await caller.say("each picture for 2 seconds")
    other = await caller.render("r", (await caller.state())["draft"])
    assert other.status_code == 409
    assert "duplicate id" in other.json()["message"]


async def test_ids_are_each_user_s_own(caller: Caller, http: httpx.AsyncClient) -> None:
    await caller.render("mine", await drafted(caller))
    stranger = Caller(http, "stranger-of-renders")
    await stranger.sign_in()
    for path in (routes.RENDER_STATUS.at(render_id="mine"), routes.RENDER_DOWNLOAD.at(render_id="mine")):
        assert (await stranger.get(path)).status_code == 404
    assert (await stranger.post(routes.RENDER_CANCEL.at(render_id="mine"))).status_code == 404


def change(draft: dict[str, Any], *path: str | int, to: object) -> dict[str, Any]:
    changed = copy.deepcopy(draft)
    place: Any = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return changed


async def test_a_hostile_draft_is_refused_in_words(caller: Caller) -> None:
    draft = await drafted(caller)
    clip: tuple[str | int, ...] = ("t", 0, "sg", 0)
    deep: dict[str, Any] = {}
    for _ in range(500):
        deep = {"m": deep}
    hostile: dict[str, Any]
    for hostile in (
        {},
        {"t": []},
        {"t": "tracks"},
        {"x": 1},
        change(draft, *clip, "src", to="/etc/passwd"),
        change(draft, *clip, "src", to="../../secret"),
        change(draft, *clip, to={"d": 1000, "m": {"name": "city timelapse"}}),
        change(draft, *clip, "d", to=0),
        change(draft, *clip, "d", to=10**15),
        change(draft, *clip, "mo", "p", to=5),
        change(draft, *clip, "v", to=99),
        change(draft, "m", "width", to=1921),
        change(draft, "m", "width", to=100_000),
        change(draft, "m", "fps", to=1000),
        change(draft, "m", "bg", to="url(x)"),
        change(draft, "m", "op", to={"d": 500, "c": "black"}),
        change(draft, "m", "cl", to={"d": 3_600_001, "c": "#000000"}),
        change(draft, "m", "ou", to={"k": "gif", "q": "high", "s": 2160, "f": 0}),
        change(draft, "m", "ou", to={"k": "mp4", "q": "high", "s": 0, "f": 17}),
        change(draft, "t", 1, "sg", 0, "v", to=50),
        change(draft, "t", 1, "sg", 0, "src", to="nowhere"),
        change(draft, "t", to=[*draft["t"], {"tt": 7, "sg": [{"d": 1, "m": {"text": "x" * 501}}]}]),
        change(draft, "t", to=[*draft["t"], {"tt": 3, "sg": [{"d": 1}]}]),
        change(draft, "t", 0, "sg", to=draft["t"][0]["sg"] * 600),
        {"t": [], "deep": deep},
    ):
        answer = await caller.render("hostile", hostile)
        assert answer.json()["code"] == 400, hostile
        assert answer.json()["message"].endswith((".", "fps.")), answer.text
    assert (await caller.get(routes.RENDER_STATUS.at(render_id="hostile"))).status_code == 404


@pytest.mark.parametrize("render_id", ["../x", "", "a b", "x" * 101, "a/b", "é"])
async def test_an_id_that_could_name_a_path_is_refused(caller: Caller, render_id: str) -> None:
    answer = await caller.render(render_id, await drafted(caller))
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "id"]


async def test_what_a_draft_claims_about_a_file_is_not_believed(start: Start) -> None:
    renderer = QuickRenderer()
    async with start(render=renderer) as caller:
        draft = change(await drafted(caller), "t", 0, "sg", 0, "m", "width", to=999_999)
        await caller.render("r", draft, output={"format": "mp4", "quality": "draft"})
        await caller.finished("r")
    order = renderer.orders[0]
    assert [clip.media.width for clip in order.timeline.visuals] == [64, 64]
    assert set(order.sources) == {clip.media.id for clip in order.timeline.visuals}
    assert order.output == Output(quality="draft")


async def test_another_format_is_refused(caller: Caller) -> None:
    answer = await caller.render("r", await drafted(caller), output={"format": "avi"})
    assert answer.json()["code"] == 400


async def test_a_failed_render_says_why(start: Start) -> None:
    async def failing(_order: RenderOrder, _on_progress: OnProgress) -> RenderedFile:
        raise RenderError("DISK_FULL", "The disk is full.", "Free some space.")

    async with start("render_failed", render=failing) as caller:
        draft = await drafted(caller)
        await caller.render("one", draft)
        assert (await caller.finished("one"))["error"] == "The renderer failed. Try again with a new id."
        await caller.render("two", draft)
        status = await caller.finished("two")
        assert (status["status"], status["error"]) == ("failed", "DISK_FULL: The disk is full. Free some space.")
        assert (await caller.get(routes.RENDER_DOWNLOAD.at(render_id="two"))).status_code == 404


async def test_completed_can_come_before_the_link(start: Start) -> None:
    async with start("render_without_url=1") as caller:
        await caller.render("r", await drafted(caller))
        assert "output" not in await caller.finished("r")
        assert "output" in await caller.finished("r")


async def test_a_file_that_is_gone_is_a_failure_with_a_remedy(start: Start, options: StudioOptions) -> None:
    async with start() as caller:
        await caller.render("r", await drafted(caller))
        await caller.finished("r")
        Home(options.home).video(1).unlink()
        assert "new id" in (await caller.finished("r"))["error"]


@pytest.mark.requirement("jobs.one-renderer")
async def test_one_render_at_a_time_in_one_home(start: Start) -> None:
    held, quick = HeldRenderer(), QuickRenderer()
    async with start(render=held) as one, start(render=quick, client_id="other") as two:
        await one.render("first", await drafted(one))
        await held.entered.wait()
        await two.render("second", await drafted(two))
        assert (await two.get(routes.RENDER_STATUS.at(render_id="second"))).json()["status"] == "pending"
        assert quick.orders == []
        held.go_on.set()
        assert (await one.finished("first"))["status"] == "completed"
        assert (await two.finished("second"))["status"] == "completed"


async def test_a_render_is_cancelled_while_it_waits_and_while_it_runs(start: Start, options: StudioOptions) -> None:
    held = HeldRenderer()
    async with start(render=held) as caller:
        draft = await drafted(caller)
        await caller.render("runs", draft)
        await held.entered.wait()
        await caller.render("waits", draft)
        for render_id in ("waits", "runs"):
            answer = await caller.post(routes.RENDER_CANCEL.at(render_id=render_id))
            assert answer.json()["status"] == "cancelled"
        await held.is_stopped()
        assert (await caller.finished("runs"))["status"] == "cancelled"
    assert list((options.home / "videos").iterdir()) == []


async def test_a_render_is_cancelled_from_another_process(start: Start) -> None:
    held = HeldRenderer()
    async with start(render=held) as one, start() as two:
        await one.render("r", await drafted(one))
        await held.entered.wait()
        two.token = one.token
        await two.post(routes.RENDER_CANCEL.at(render_id="r"))
        await held.is_stopped()


@pytest.mark.requirement("jobs.one-renderer")
async def test_a_render_whose_studio_stopped_is_taken_up_by_whoever_looks(start: Start, options: StudioOptions) -> None:
    held, quick = HeldRenderer(), QuickRenderer()
    async with start(render=held) as caller:
        await caller.render("r", await drafted(caller))
        await held.entered.wait()
        token = caller.token
    async with start(render=quick) as caller:
        caller.token = token
        assert (await caller.finished("r"))["status"] == "completed"
    assert len(quick.orders) == 1
    assert [kept.attempts for kept in read_renders(Home(options.home).ledger)] == [1]  # the one that stopped is not one


@pytest.mark.requirement("jobs.attempts-end")
async def test_a_render_that_its_drivers_die_over_is_given_up_at_last(start: Start, options: StudioOptions) -> None:
    held = HeldRenderer()
    async with start(render=held) as caller:
        await caller.render("r", await drafted(caller))
        token = caller.token
    # a driver that was killed leaves its row running, and each one counted an attempt before it died
    with sqlite3.connect(Home(options.home).ledger) as connection:
        connection.execute("update render set state = 'processing', attempts = 20")
    connection.close()
    async with start() as caller:
        caller.token = token
        status = await caller.finished("r")
    assert status["status"] == "failed"
    assert "20 times" in status["error"]


@pytest.mark.requirement("jobs.attempts-end")
@pytest.mark.parametrize(("deaths", "ends"), [(2, "completed"), (3, "failed")])
async def test_a_renderer_that_dies_is_started_again_twice(
    start: Start, options: StudioOptions, deaths: int, ends: str
) -> None:
    left, quick = [deaths], QuickRenderer()

    async def dying(order: RenderOrder, on_progress: OnProgress) -> RenderedFile:
        if left[0]:
            left[0] -= 1
            raise RenderError("WORKER_DIED", "The renderer stopped unexpectedly.", "Try again.")
        return await quick(order, on_progress)

    async with start(render=dying) as caller:
        await caller.render("r", await drafted(caller))
        assert (await caller.finished("r"))["status"] == ends
    (kept,) = read_renders(Home(options.home).ledger)
    assert (kept.state, kept.crashes) == (ends, deaths)


@pytest.mark.requirement("jobs.one-renderer")
async def test_a_driver_that_is_killed_is_replaced(start: Start, options: StudioOptions) -> None:
    """A real process holds the render lock, as a driver does, and is killed; the one that is left takes over."""
    Home(options.home).prepare()
    script = (
        "import sys; from pathlib import Path; from kineograph.studio.home import Home\n"
        "lock = Home(Path(sys.argv[1])).lock('renders'); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    async with await anyio.open_process([sys.executable, "-c", script, str(options.home)], stderr=None) as driver:
        assert driver.stdout is not None
        assert (await driver.stdout.receive()).startswith(b"held")
        async with start() as caller:
            await caller.render("r", await drafted(caller))
            for _ in range(3):
                status = (await caller.get(routes.RENDER_STATUS.at(render_id="r"))).json()
                assert status["status"] == "pending"
            driver.kill()
            await driver.wait()
            assert (await caller.finished("r"))["status"] == "completed"


async def test_a_real_render_of_real_pictures(options: StudioOptions, start: Start) -> None:
    from kineograph.media import verify_mp4
    from kineograph.studio.render.service import render

    async with start(render=render) as caller:
        await caller.upload(picture("one.jpg", "red", (640, 360)), picture("two.png", "blue", (360, 640)))
        await caller.say("make a video, 0.5 seconds each, no motion, no transitions, no music")
        draft = (await caller.state())["draft"]
        draft["m"] |= {"width": 320, "height": 180}
        await caller.render("r", draft)
        while (status := (await caller.get(routes.RENDER_STATUS.at(render_id="r"))).json())["status"] != "completed":
            assert status["status"] != "failed", status
            await anyio.to_thread.run_sync(lambda: None)
        saved = options.home / "fetched.mp4"
        saved.write_bytes((await caller.http.get(status["output"]["url"])).content)
    facts = verify_mp4(saved)
    assert (facts.width, facts.height, facts.frames) == (320, 180, 30)
    assert status["output"] == {**status["output"], "duration": facts.duration_ms / 1000, "size": facts.size_bytes}
