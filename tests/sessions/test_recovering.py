"""Streams that are left, looks that fail, stages that are told: what a turn says while and after it ran."""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_turns import failure, result

from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import JobState, JobView


def event(parts: list[object], delta: object = None) -> bytes:
    body = {"author": "nemo_agent", "content": {"parts": parts}, "actions": {"stateDelta": delta or {}}}
    return f"data: {json.dumps(body)}\n\n".encode()


@pytest.mark.requirement("turn.failed-look")
async def test_a_look_that_fails_counts_as_no_look(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.turns = [Turn(cut=True)]
    usual, failing = studio._state, [Reply(503)] * 4

    async def sometimes(request: Request) -> Reply:
        return failing.pop() if studio.count("run") and failing else await usual(request)

    studio._state = sometimes  # type: ignore[method-assign]  # a fault of this test
    assert "TURN_LOST" in await failure(manager)
    assert clock.slept == [30.0, *[60.0] * 8]
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.raw-video-at-once")
async def test_the_raw_video_is_told_while_the_studio_is_still_dressing_it(
    studio: FakeStudio, manager: SessionManager
) -> None:
    shown, goes_on = anyio.Event(), anyio.Event()

    async def stages() -> AsyncIterator[bytes]:
        name = "generate_video_with_seedance"
        yield event([{"functionCall": {"id": "1", "name": name}}])
        yield event([{"functionResponse": {"id": "1", "name": name, "response": {}}}], {"draft": draft()})
        yield event([{"functionCall": {"id": "2", "name": "edit_multitrack"}}])
        shown.set()
        await goes_on.wait()
        yield event([{"functionResponse": {"id": "2", "name": "edit_multitrack", "response": {}}}])

    studio.turns = [Turn(reply=Reply(200, stages(), "text/event-stream"))]
    job = await manager.instruct("make a film", wait_seconds=0)
    assert isinstance(job, JobView)
    await shown.wait()
    with anyio.fail_after(10):
        while "raw video is ready" not in (await manager.wait(job.job_id, 0)).progress.phase:  # noqa: ASYNC110
            await anyio.sleep(0.005)
    goes_on.set()
    assert (await manager.wait(job.job_id, math.inf)).state is JobState.DONE


@pytest.mark.requirement("turn.screen-steps-go", "turn.content-stays", "turn.translation-is-listed")
@pytest.mark.parametrize(
    ("said", "stays", "goes", "wish"),
    [
        (
            "I added the title “Click here”. Click the Export button to save it.",
            "I added the title “Click here”.",
            "Click the Export button to save it.",
            "export",
        ),
        ("已添加标题“点击导出”。请点击导出按钮保存。", "已添加标题“点击导出”。", "请点击导出按钮保存。", "export"),
    ],
    ids=["English", "Chinese"],
)
async def test_steps_on_a_screen_go_and_are_listed_while_titles_stay(
    studio: FakeStudio, manager: SessionManager, said: str, stays: str, goes: str, wish: str
) -> None:
    studio.turns = [Turn((said,), draft())]
    found = await result(manager)
    assert found.said == stays
    assert found.wishes == (wish,)
    assert [" ".join(sentence.split()) for sentence in found.translated] == [goes]
    assert found.summary == "Timeline (1 track): 1. Video: beach.jpg (0-1s)"
