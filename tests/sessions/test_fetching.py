"""A finished render reaches its user: tried again, asked for anew, never rendered twice for want of a file."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tests.client.loopback import Reply
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio
from tests.sessions.test_exports import delivered, export, failure

from kineograph.protocol.exports import LINK_LASTS_S
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.views import ExportView, JobView


@pytest.fixture(autouse=True)
async def session(manager: SessionManager) -> str:
    view = await manager.instruct("make a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    return view.session_id


@pytest.mark.requirement("export.second-way")
async def test_a_file_that_cannot_be_had_is_tried_again_with_a_new_link(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.replies = {"file": [Reply(403), Reply(head=False)], "download": [Reply(503), Reply(404, b"{}")]}
    await delivered(manager)
    assert clock.slept[-2:] == [2.0, 5.0]
    assert (studio.count("render"), studio.count("render_status"), studio.count("file")) == (1, 3, 3)


@pytest.mark.requirement("export.length-is-checked")
async def test_a_cut_file_is_fetched_again_not_rendered_again(studio: FakeStudio, manager: SessionManager) -> None:
    half = studio.video[: len(studio.video) // 2]
    studio.replies = {
        "file": [Reply(200, half, "video/mp4", {"Content-Length": str(len(studio.video))})],
        "download": [Reply(200, half, "video/mp4")],
    }
    await delivered(manager)
    assert (studio.count("render"), studio.count("file")) == (1, 2)


@pytest.mark.requirement("export.file-out-of-reach")
async def test_a_file_that_never_comes_fails_the_export_and_keeps_the_render(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    studio.replies = {"file": [Reply(403)] * 20, "download": [Reply(503)] * 20}
    assert "DOWNLOAD_FAILED" in await failure(manager)
    assert list((tmp_path / "out").iterdir()) == []
    studio.replies = {}
    await delivered(manager)
    assert studio.count("render") == 1


@pytest.mark.requirement("export.same-draft-same-render")
async def test_the_render_of_a_stopped_or_failed_export_is_looked_at_first(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.renders_fail = 2
    assert "RENDER_FAILED" in await failure(manager)
    studio.replies["render_status"] = [Reply(200, b'{"status":"failed"}')]
    await delivered(manager)
    assert studio.count("render") == 3


@pytest.mark.requirement("export.same-draft-same-render")
async def test_two_exports_of_one_draft_at_a_time_share_a_render(studio: FakeStudio, manager: SessionManager) -> None:
    first = await manager.export(file_name="one", wait_seconds=0)
    second = await manager.export(file_name="two", wait_seconds=0)
    for job in (first, second):
        assert isinstance((await manager.wait(job.job_id, math.inf)).result, ExportView)
    assert first.job_id != second.job_id
    assert studio.count("render") == 1


@pytest.mark.requirement("export.links-stay-good")
async def test_an_old_result_is_told_with_links_that_work(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    done = await export(manager)
    asked = studio.count("render_status")
    fresh = await manager.wait(done.job_id, 0)
    assert (fresh.result, studio.count("render_status")) == (done.result, asked)
    clock.at += LINK_LASTS_S + 1
    link = b'{"status":"completed","output":{"url":"https://cdn.example/new.mp4"}}'
    studio.replies["render_status"] = [Reply(200, link)]
    late = await manager.wait(done.job_id, 0)
    assert isinstance(late.result, ExportView)
    assert late.result.url == "https://cdn.example/new.mp4"
    studio.replies = {"render_status": [Reply(503)], "claim": [Reply(503)]}
    again = await manager.wait(done.job_id, 0)
    assert again.result == done.result


@pytest.mark.requirement("export.links-stay-good")
async def test_a_local_studio_that_moved_is_asked_for_its_new_address(
    studio: FakeStudio, managers: Managers, tmp_path: Path
) -> None:
    local = {"studio": "embedded", "home": tmp_path / "local"}
    async with managers(**local) as manager:
        made = await manager.instruct("make a film", "new", wait_seconds=math.inf)
        assert isinstance(made, JobView)
        done = await export(manager)
    assert isinstance(done.result, ExportView)
    moved = studio.url.replace("127.0.0.1", "localhost")

    async def endpoint() -> str:
        return moved

    studio.url = moved
    async with managers(**local, endpoint=endpoint) as manager:
        view = await manager.wait(done.job_id, 0)
    assert isinstance(view.result, ExportView)
    assert view.result.url.startswith(moved)
    assert view.result.path == done.result.path
