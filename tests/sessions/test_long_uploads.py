"""Uploads that take longer than a call: the call ends, the work does not, and nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest
from tests.sessions.conftest import picture
from tests.sessions.fake_studio import FakeStudio

from kineograph.errors import AgentMustFix
from kineograph.sessions.manager import SessionManager


@pytest.mark.requirement("upload.outlasts-its-call")
async def test_the_same_call_waits_on(studio: FakeStudio, manager: SessionManager, beach: Path) -> None:
    studio.hold_uploads = anyio.Event()
    for _ in range(2):
        early = await manager.upload([str(beach)], "new", wait_seconds=0)
        assert (early.finished, early.session_id, early.files) == (False, "", ())
        assert "call upload_image again with exactly the same arguments" in early.note
    studio.hold_uploads.set()
    view = await manager.upload([str(beach)], "new")
    assert (view.finished, [file.name for file in view.files]) == (True, ["beach.jpg"])
    assert (studio.count("upload"), studio.count("create")) == (1, 1)


@pytest.mark.requirement("upload.outlasts-its-call")
async def test_a_caller_who_leaves_stops_only_the_wait(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    studio.hold_uploads = anyio.Event()
    with anyio.CancelScope() as left:
        left.cancel()
        await manager.upload([str(beach)], "new")
    studio.hold_uploads.set()
    assert [file.name for file in (await manager.upload([str(beach)], "new")).files] == ["beach.jpg"]
    assert studio.count("upload") == 1


async def test_a_failure_that_nobody_heard_is_not_told_later(manager: SessionManager, tmp_path: Path) -> None:
    missing = tmp_path / "later.jpg"
    with pytest.raises(AgentMustFix, match="FILE_NOT_FOUND"):
        await manager.upload([str(missing)])
    picture(missing)
    assert (await manager.upload([str(missing)])).files


@pytest.mark.requirement("upload.changed-file")
async def test_a_file_that_changed_meanwhile_is_sent_as_it_is_now(
    studio: FakeStudio, manager: SessionManager, beach: Path, tmp_path: Path
) -> None:
    await manager.upload([str(picture(tmp_path / "first.jpg", 30))], "new")
    studio.hold_uploads = anyio.Event()
    with anyio.CancelScope() as left:
        left.cancel()
        await manager.upload([str(beach)])
    await studio.upload_came.wait()
    studio.hold_uploads.set()
    # a session takes one upload at a time, so this one's end is after that one's
    await manager.upload([str(picture(tmp_path / "last.jpg", 60))])
    picture(beach, 200)
    view = await manager.upload([str(beach)])
    assert (view.files[0].already, studio.count("upload")) == (False, 4)
