"""Which session a call means, and whose it is."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio, draft
from tests.sessions.test_turns import ask

from kineograph.errors import AgentMustFix
from kineograph.sessions.manager import SessionManager


async def test_before_any_upload_the_embedded_studio_is_not_even_started(managers: Managers) -> None:
    async def endpoint() -> str:
        raise AssertionError("nobody needs the studio yet")

    async with managers(studio="embedded", endpoint=endpoint) as manager:
        for call in (manager.instruct("zoom in"), manager.timeline(), manager.export()):
            with pytest.raises(AgentMustFix, match="upload_image") as failed:
                await call
            assert failed.value.code == "NO_SESSION"


async def test_starting_touches_neither_studio_nor_home(managers: Managers, tmp_path: Path) -> None:
    async def endpoint() -> str:
        raise AssertionError("not at start")

    async with managers(endpoint=endpoint):
        await anyio.sleep(0.01)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("session_id", ["404", "../../x", "no such thing"])
async def test_an_unknown_session_is_told(manager: SessionManager, session_id: str) -> None:
    with pytest.raises(AgentMustFix) as failed:
        await manager.timeline(session_id)
    assert failed.value.code == "NO_SESSION"


async def test_a_session_made_elsewhere_is_taken_in(studio: FakeStudio, manager: SessionManager) -> None:
    studio.sessions["7"] = {"draft": draft(), "video_infos": [{"filename": "a.jpg"}, 3]}
    found = await manager.timeline("7")
    assert (found.session_id, found.uploads, found.exportable) == ("7", ("a.jpg",), True)


@pytest.mark.requirement("jobs.accounts-apart")
async def test_two_accounts_do_not_see_each_others_sessions_and_jobs(managers: Managers) -> None:
    async with managers() as one:
        done = await ask(one)
    async with managers(token="nmv_usr_other") as other:
        with pytest.raises(AgentMustFix, match="NO_SESSION"):
            await other.timeline()
        with pytest.raises(AgentMustFix, match="NO_SUCH_JOB"):
            await other.wait(done.job_id)
        with pytest.raises(AgentMustFix, match="NO_SESSION"):
            await other.timeline(done.session_id)
