"""Renders and downloads that go wrong as clouds' do: what the caller sees of them, and what the records say."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest
from tests.studio.conftest import PATIENCE_S, SHOW, Caller, Clock, QuickRenderer, Start, picture

from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.studio.renders import RenderRecord, read_renders
from kineograph.wire import routes

VIDEO = b"0123456789"


async def drafted(caller: Caller) -> dict[str, Any]:
    """A draft of two pictures in the caller's session."""
    await caller.upload(picture("one.jpg", "red"), picture("two.jpg", "green"))
    await caller.say(SHOW)
    draft: dict[str, Any] = (await caller.state())["draft"]
    return draft


async def status_of(caller: Caller, render_id: str) -> dict[str, Any]:
    status: dict[str, Any] = (await caller.get(routes.RENDER_STATUS.at(render_id=render_id))).json()
    return status


async def rendered(caller: Caller) -> tuple[str, str]:
    """A finished render's link and its other address, which needs the token."""
    await caller.render("r", await drafted(caller))
    return (await caller.finished("r"))["output"]["url"], routes.RENDER_DOWNLOAD.at(render_id="r")


def records(options: StudioOptions) -> tuple[RenderRecord, ...]:
    return read_renders(Home(options.home).ledger)


async def test_a_new_id_can_be_called_a_duplicate_and_nothing_is_taken(start: Start, options: StudioOptions) -> None:
    async with start("duplicate_render=2") as caller:
        draft = await drafted(caller)
        for _ in range(2):
            answer = await caller.render("r", draft)
            assert (answer.status_code, "duplicate id" in answer.json()["message"]) == (409, True)
            assert (await caller.get(routes.RENDER_STATUS.at(render_id="r"))).status_code == 404
        assert records(options) == ()
        assert (await caller.render("r", draft)).status_code == 200
        assert (await caller.finished("r"))["status"] == "completed"
        assert [kept.id for kept in records(options)] == ["r"]


async def test_a_render_is_taken_though_its_answer_is_lost(start: Start, options: StudioOptions) -> None:
    renderer = QuickRenderer()
    async with start("render_lost", render=renderer) as caller:
        draft = await drafted(caller)
        with pytest.raises(httpx.RemoteProtocolError):
            await caller.render("r", draft)
        assert (await caller.finished("r"))["status"] == "completed"
        assert (await caller.render("r", draft)).json()["status"] == "completed"
    assert len(renderer.orders) == 1
    (kept,) = records(options)
    assert (kept.id, kept.session_id, kept.state, kept.attempts) == ("r", caller.session, "completed", 1)


async def test_a_delay_counts_from_the_submit_over_restarts(start: Start, options: StudioOptions, clock: Clock) -> None:
    renderer = QuickRenderer()
    async with start("render_delay=60", render=renderer) as caller:
        submitted = (await caller.render("r", await drafted(caller))).json()
        assert (submitted["status"], submitted["progress"]) == ("pending", 5)
        clock.seconds += 30
        half = await status_of(caller, "r")
        token = caller.token
    async with start(render=renderer) as caller:
        caller.token = token
        clock.seconds += 29
        late = await status_of(caller, "r")
        assert 5 < half["progress"] < late["progress"] < 100
        assert (half["status"], late["status"], renderer.orders) == ("processing", "processing", [])
        clock.seconds += 1
        assert (await caller.finished("r"))["status"] == "completed"
    assert [kept.attempts for kept in records(options)] == [1]


async def test_a_delayed_render_keeps_no_other_waiting_and_can_be_cancelled(
    start: Start, options: StudioOptions, clock: Clock
) -> None:
    async with start("per_session") as caller:
        await caller.open_session(faults=["render_delay=60"])
        draft = await drafted(caller)
        for render_id in ("slow", "unwanted"):
            await caller.render(render_id, draft)
        await caller.open_session()
        await caller.render("quick", await drafted(caller))
        assert (await caller.finished("quick"))["status"] == "completed"
        assert [kept.state for kept in records(options)] == ["pending", "pending", "completed"]
        await caller.post(routes.RENDER_CANCEL.at(render_id="unwanted"))
        clock.seconds += 60
        assert (await caller.finished("slow"))["status"] == "completed"
        assert (await caller.finished("unwanted"))["status"] == "cancelled"


@pytest.mark.parametrize(("switch", "seen"), [("2", [403, 403, 200]), ("links", [403] * 3)])
async def test_a_link_can_be_forbidden_while_the_token_opens(start: Start, switch: str, seen: list[int]) -> None:
    async with start(f"download_forbidden={switch}") as caller:
        url, path = await rendered(caller)
        assert [(await caller.http.get(url)).status_code for _ in range(3)] == seen
        assert (await caller.get(path)).content == VIDEO


async def fetched(caller: Caller, url: str) -> tuple[str, bytes, bool]:
    """The length that was told, what came, and whether the connection was cut."""
    length, body = "", b""
    try:
        async with caller.http.stream("GET", url, headers=caller.headers()) as answer:
            assert answer.status_code == 200
            length = answer.headers.get("content-length", "")
            async for piece in answer.aiter_raw():
                body += piece
    except httpx.RemoteProtocolError:
        return length, body, True
    return length, body, False


@pytest.mark.parametrize(
    ("switch", "broken"),
    [("download_truncated", ("10", VIDEO[:5], True)), ("download_short", ("", VIDEO[:5], False))],
)
async def test_a_video_can_end_half_way(
    start: Start, options: StudioOptions, switch: str, broken: tuple[str, bytes, bool]
) -> None:
    async with start(f"{switch}=2") as caller:
        url, path = await rendered(caller)
        assert await fetched(caller, url) == broken
        assert await fetched(caller, path) == broken
        assert await fetched(caller, url) == ("10", VIDEO, False)
    assert len(records(options)) == 1


async def test_a_video_can_come_slowly(start: Start) -> None:
    async with start("download_slow=1") as caller:
        url, _ = await rendered(caller)
        with anyio.fail_after(PATIENCE_S):
            async with caller.http.stream("GET", url) as answer:
                assert answer.headers["content-length"] == "10"
                assert await anext(answer.aiter_raw()) == VIDEO[:1]  # 250 ms before the next
    async with start("download_slow=1000000") as caller:
        caller.session = await caller.open_session()
        url, _ = await rendered(caller)
        assert await fetched(caller, url) == ("10", VIDEO, False)


@pytest.mark.requirement("error.402-attribution")
async def test_attribution_can_be_left_unasked(start: Start) -> None:
    async with start("no_attribution_402=off") as caller:
        body = {"id": "r", "sessionId": caller.session, "draft": await drafted(caller)}
        answer = await caller.post(routes.RENDER.path, body, headers={"X-Skill-Source": ""})
        assert answer.json()["status"] == "pending"
