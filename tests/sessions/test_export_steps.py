"""The steps of an export that show only while they are taken: what is written first, seen when, and sent."""
# ruff: noqa: ASYNC240 - a test may look at a small folder itself

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_cancelling import made
from tests.sessions.test_exports import delivered, failure
from tests.sessions.test_turns import until

from kineograph.errors import WireViolated
from kineograph.protocol.fingerprints import draft_fingerprint
from kineograph.sessions.delivering import Expected, check
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import ExportRow, JobRow, Step
from kineograph.sessions.views import ExportView, JobState, JobView

RENDERING = Reply(200, b'{"status":"processing","progress":40}')


@pytest.fixture
async def session(studio: FakeStudio, manager: SessionManager) -> str:
    view = await manager.instruct("make a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    return view.session_id


@pytest.mark.requirement("export.journal-first")
async def test_the_render_is_written_down_under_our_id_before_the_post(
    studio: FakeStudio, manager: SessionManager, session: str, tmp_path: Path
) -> None:
    usual, written = studio._render, list[JobRow]()

    async def looked_up(request: Request) -> Reply:
        ledger = Ledger(tmp_path / "home")
        written.extend(await ledger.unfinished(f"{studio.url} anonymous"))
        await ledger.aclose()
        return await usual(request)

    studio._render = looked_up  # type: ignore[method-assign]  # to look at the ledger at that moment
    await delivered(manager)
    (row,) = written
    assert isinstance(row, ExportRow)
    assert (row.state, row.session_id, row.attempt) == (Step.SENDING, session, 1)
    assert [row.render_id] == list(studio.renders)
    assert row.draft_hash == draft_fingerprint(draft())


@pytest.mark.requirement("reading.draft-is-carried-raw")
async def test_a_draft_goes_to_the_render_with_all_that_we_do_not_know(
    studio: FakeStudio, manager: SessionManager
) -> None:
    strange = draft(fx={"glow": [1.5, None, "é"]}, v3=True)
    strange["t"] = [*strange["t"], {"tt": 42, "sg": [{"odd": 5529798706024415232}]}]
    studio.turns = [Turn(after=strange)]
    await manager.instruct("make a film", wait_seconds=math.inf)
    await delivered(manager)
    (sent,) = studio.renders.values()
    assert sent["draft"] == strange


@pytest.mark.requirement("export.temporary-name")
@pytest.mark.usefixtures("session")
async def test_nothing_has_the_videos_name_before_it_is_whole(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    goes_on = anyio.Event()

    async def trickle() -> AsyncIterator[bytes]:
        yield studio.video[:500]
        await goes_on.wait()
        yield studio.video[500:]

    studio.replies["file"] = [Reply(200, trickle(), "video/mp4")]
    job = await manager.export(file_name="beach", wait_seconds=0)
    await until(lambda: any(tmp_path.glob("out/*")))
    (there,) = [path.name for path in tmp_path.glob("out/*")]
    assert there.startswith(".")
    assert not there.endswith(".mp4")
    goes_on.set()
    assert (await manager.wait(job.job_id, math.inf)).state is JobState.DONE
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["beach.mp4"]


@pytest.mark.requirement("export.late")
@pytest.mark.usefixtures("session")
async def test_after_five_minutes_it_is_still_rendering_and_the_job_goes_on(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    usual, began, phases = studio._render_status, clock.at, list[str]()
    job = await manager.export(wait_seconds=0)

    async def slow(request: Request) -> Reply:
        phases.append((await manager.wait(job.job_id, 0)).progress.phase)
        return RENDERING if clock.at < began + 420 else await usual(request)

    studio._render_status = slow  # type: ignore[method-assign]  # a fault of this test
    view = await manager.wait(job.job_id, math.inf)
    assert isinstance(view.result, ExportView)
    assert "Rendering" in phases
    assert "Still rendering, longer than usual" in phases
    assert (clock.slept[-1], studio.count("render")) == (30.0, 1)


@pytest.mark.requirement("export.no-token-in-an-address")
async def test_a_token_is_in_no_address(studio: FakeStudio, manager: SessionManager, beach: Path) -> None:
    await manager.upload([str(beach)])
    await manager.instruct("make a film", wait_seconds=math.inf)
    found = await delivered(manager)
    credits_ = await manager.credits()
    addresses = [request.path for request in studio.requests]
    assert len(addresses) > 8
    for address in (*addresses, found.url, found.claim_url, credits_.register_url):
        assert "nmv_usr" not in address


@pytest.mark.requirement("error.402")
@pytest.mark.usefixtures("session")
async def test_a_blocked_export_is_asked_for_once_and_a_registered_user_told_to_upgrade(
    studio: FakeStudio, managers: Managers
) -> None:
    studio.replies["render"] = [Reply(402, b'{"detail":"plan"}')]
    async with managers(token="nmv_usr_mine") as manager:
        await manager.instruct("make a film", "new", wait_seconds=math.inf)
        said = await failure(manager)
    assert said.startswith("HumanMustAct EXPORT_BLOCKED")
    assert "Upgrade the plan" in said
    assert "credits do not help" in said
    assert studio.count("render") == 1


@pytest.mark.requirement("export.duration-is-checked")
@pytest.mark.parametrize(("wanted_ms", "fits"), [(1000, True), (1050, True), (950, True), (1060, False), (940, False)])
def test_a_video_may_be_a_frame_longer_or_shorter_than_its_timeline(
    tmp_path: Path, video: bytes, wanted_ms: int, fits: bool
) -> None:
    """Twenty frames a second: a frame is 50 ms."""
    path = tmp_path / "v.mp4"
    path.write_bytes(video)
    if fits:
        assert check(path, Expected(wanted_ms, 96, 64, exact=True)).duration_ms == 1000
    else:
        with pytest.raises(WireViolated, match="1000 ms"):
            check(path, Expected(wanted_ms, 96, 64, exact=True))


async def test_a_render_taken_over_the_next_morning_is_waited_for(
    studio: FakeStudio, managers: Managers, tmp_path: Path, clock: QuickClock
) -> None:
    async with managers() as manager:
        await made(manager)
        studio.replies["render_status"] = [RENDERING]
        job = await manager.export(wait_seconds=0)
        await until(lambda: studio.count("render_status") > 0)
    clock.at += 10 * 3600
    studio.replies["render_status"] = [RENDERING, RENDERING]
    async with managers() as later:
        view = await later.wait(job.job_id, math.inf)
    assert view.state is JobState.DONE
