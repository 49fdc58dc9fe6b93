"""Exports in the file that was asked for: what is sent, how it is called, what is checked, what counts as the same."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from tests.sessions.conftest import Managers
from tests.sessions.fake_studio import FakeStudio

from kineograph.errors import AgentMustFix
from kineograph.sessions.delivering import file_stem
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import ExportRow, SessionRow
from kineograph.sessions.requests import ExportRequest, check_request
from kineograph.sessions.storage import FILE
from kineograph.sessions.views import ExportView, JobView

_CODECS = {"mov": ("libx264", "yuv420p"), "webm": ("libvpx-vp9", "yuv420p"), "gif": ("gif", "rgb8")}


def video_as(folder: Path, container: str, size: tuple[int, int] = (96, 64), loop: str = "0", rate: int = 20) -> bytes:
    """One second of video, at 20 frames a second unless it is said otherwise."""
    path = folder / f"made.{container}"
    codec, pixels = _CODECS[container]
    options = {"loop": loop} if container == "gif" else {}
    with av.open(str(path), "w", format=container, options=options) as file:
        stream: Any = file.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        for number in range(rate):
            picture = np.full((size[1], size[0], 3), 40 + 9 * number, np.uint8)
            file.mux(stream.encode(VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=pixels)))
        file.mux(stream.encode(None))
    return path.read_bytes()


@pytest.fixture
async def local(managers: Managers) -> AsyncIterator[SessionManager]:
    """A manager of the embedded studio, with a second of video on a timeline."""
    async with managers(studio="embedded") as manager:
        await manager.instruct("make a film", "new", wait_seconds=math.inf)
        yield manager


async def exported(manager: SessionManager, **asked: Any) -> JobView:
    return await manager.export(**asked, wait_seconds=math.inf)


def sent(studio: FakeStudio) -> list[dict[str, Any]]:
    return [body["output"] for body in studio.renders.values()]


@pytest.mark.parametrize("container", ["mov", "webm", "gif"])
async def test_each_kind_of_file_is_delivered_under_its_own_ending(
    studio: FakeStudio, local: SessionManager, tmp_path: Path, container: str
) -> None:
    studio.video = video_as(tmp_path, container)
    done = await exported(local, format=container, file_name="beach.mp4")
    assert isinstance(done.result, ExportView), done.error
    assert Path(done.result.path).name == f"beach.{container}"
    assert (done.result.duration_ms, done.result.width) == (1000, 96)
    assert bool(done.result.remarks) == (container == "gif")
    assert sent(studio) == [{"format": container, "quality": "high"}]
    again = await exported(local, format=container, file_name="beach.mp4")
    assert (again.joined, again.job_id) == (True, done.job_id)


async def test_size_and_speed_are_asked_for_and_checked(
    studio: FakeStudio, local: SessionManager, tmp_path: Path
) -> None:
    studio.video = video_as(tmp_path, "webm", (720, 480))
    wrong = await exported(local, format="webm", resolution="720p")
    assert wrong.error is not None
    assert "1080x720" in str(wrong.error)
    right = await exported(local, format="webm", resolution="480p")
    assert isinstance(right.result, ExportView), right.error
    slow = await exported(local, format="webm", resolution="480p", fps=50)
    assert "20.0 frames a second where 50" in str(slow.error)
    assert sent(studio)[-1] == {"format": "webm", "quality": "high", "resolution": "480p", "fps": 50}


def says(studio: FakeStudio, **output: object) -> None:
    """Makes the timeline say what an export is to be."""
    next(iter(studio.sessions.values()))["draft"]["m"]["ou"] = output


async def test_what_is_left_open_is_as_the_timeline_says(
    studio: FakeStudio, local: SessionManager, tmp_path: Path
) -> None:
    says(studio, k="webm", q="standard", s=480, f=24)
    studio.video = video_as(tmp_path, "webm", (720, 480), rate=24)
    done = await exported(local)
    assert isinstance(done.result, ExportView), done.error
    words = await local.instruct("export the video", wait_seconds=math.inf)
    assert isinstance(words, JobView)
    assert (words.joined, words.job_id) == (True, done.job_id)
    assert sent(studio) == [{"format": "webm", "quality": "medium", "resolution": "480p", "fps": 24}]


async def test_an_explicit_word_wins_over_the_timeline(
    studio: FakeStudio, local: SessionManager, tmp_path: Path
) -> None:
    says(studio, k="webm", q="draft", s=720, f=25)
    studio.video = video_as(tmp_path, "gif", (720, 480))
    for asked in ({"format": "gif", "resolution": "480p", "fps": 20}, {"quality": "high", "format": "gif"}):
        await exported(local, **asked)
    assert sent(studio)[0] == {"format": "gif", "quality": "low", "resolution": "480p", "fps": 20}
    assert sent(studio)[1] == {"format": "gif", "quality": "high", "resolution": "720p", "fps": 25}


async def test_what_the_timeline_says_of_another_kind_of_file_is_left_out(
    studio: FakeStudio, local: SessionManager, tmp_path: Path
) -> None:
    says(studio, k="gif", q="high", s=480, f=20)
    studio.video = video_as(tmp_path, "webm", (720, 480))
    await exported(local, format="webm")
    assert sent(studio) == [{"format": "webm", "quality": "high", "resolution": "480p"}]
    with pytest.raises(AgentMustFix, match="The resolution of a GIF"):
        await exported(local, resolution="1080p")
    says(studio, k="webm", q="high", s=1080, f=30)
    studio.video = video_as(tmp_path, "gif")
    await exported(local, format="gif")
    assert sent(studio)[-1] == {"format": "gif", "quality": "high"}


@pytest.mark.parametrize("asked", [ExportRequest(resolution="9p"), ExportRequest(fps=17), ExportRequest("keep", "top")])
def test_what_no_kind_of_file_has_is_refused_before_a_timeline_is_read(asked: ExportRequest) -> None:
    with pytest.raises(AgentMustFix):
        check_request(asked, "embedded")


def test_what_only_some_kinds_of_file_have_waits_for_the_timeline_to_say_which() -> None:
    check_request(ExportRequest(fps=20), "embedded")
    with pytest.raises(AgentMustFix):
        check_request(ExportRequest(fps=20), "cloud")


async def test_the_draft_of_the_cloud_says_nothing_of_a_file(studio: FakeStudio, manager: SessionManager) -> None:
    await manager.instruct("make a film", wait_seconds=math.inf)
    says(studio, k="gif", q="draft", s=480, f=20)
    await exported(manager)
    assert sent(studio) == [{"format": "mp4", "quality": "high"}]


async def test_another_output_is_another_render(studio: FakeStudio, local: SessionManager, tmp_path: Path) -> None:
    first = await exported(local)
    studio.video = video_as(tmp_path, "webm")
    second = await exported(local, format="webm")
    assert first.job_id != second.job_id
    assert [output["format"] for output in sent(studio)] == ["mp4", "webm"]


@pytest.mark.parametrize(
    ("container", "answer", "said"),
    [
        ("gif", {"container": "gif", "loop": "-1"}, "plays only once"),
        ("webm", {"container": "mov"}, "it is a mov where a webm"),
    ],
)
async def test_a_file_of_another_kind_is_not_delivered(
    studio: FakeStudio,
    local: SessionManager,
    tmp_path: Path,
    container: str,
    answer: dict[str, Any],
    said: str,
) -> None:
    studio.video = video_as(tmp_path, **answer)
    failed = await exported(local, format=container)
    assert said in str(failed.error)
    assert not list((tmp_path / "out").iterdir())


async def test_the_cloud_is_asked_for_what_its_documents_name(studio: FakeStudio, manager: SessionManager) -> None:
    await manager.instruct("make a film", wait_seconds=math.inf)
    await exported(manager)
    await exported(manager, resolution="720p", fps=30)
    assert sent(studio) == [
        {"format": "mp4", "quality": "high"},
        {"format": "mp4", "quality": "high", "resolution": "720p", "fps": 30},
    ]
    with pytest.raises(AgentMustFix, match="KINEOGRAPH_STUDIO=embedded"):
        await exported(manager, format="webm", aspect="1:1")
    assert len(studio.said()) == 1  # nothing was spent on the shape


@pytest.mark.parametrize(("asked", "said"), [({"format": "avi"}, "mp4, mov, webm"), ({"resolution": "9p"}, "480p")])
async def test_what_nobody_makes_is_refused_with_what_can_be_had(
    local: SessionManager, asked: dict[str, str], said: str
) -> None:
    with pytest.raises(AgentMustFix, match=said):
        await exported(local, **asked)


@pytest.mark.parametrize(("name", "stem"), [("loop.GIF", "loop"), ("gif", "gif"), (".webm", "video"), ("a.b", "a.b")])
def test_an_ending_of_ours_is_no_part_of_a_name(name: str, stem: str) -> None:
    assert file_stem(name) == stem


async def test_a_shape_too_wide_for_its_resolution_is_refused(studio: FakeStudio, local: SessionManager) -> None:
    state = next(iter(studio.sessions.values()))
    state["draft"]["m"] |= {"width": 2520, "height": 1080}
    with pytest.raises(AgentMustFix, match="5040x2160"):
        await exported(local, resolution="2160p")
    assert not studio.renders


async def test_exports_of_an_earlier_version_are_mp4s(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    await ledger.add(SessionRow("s", "here"))
    await ledger.add(ExportRow("export_1", "s", "here", draft_hash="d", render_id="r"))
    await ledger.aclose()
    db = sqlite3.connect(tmp_path / FILE)
    for column in ("container", "resolution", "fps"):
        db.execute(f"alter table export drop column {column}")
    for table, column in (("turn", "edits"), ("session", "revision"), ("session", "seen")):
        db.execute(f"alter table {table} drop column {column}")
    db.execute("pragma user_version = 2")
    db.commit()
    db.close()
    again = Ledger(tmp_path)
    (found,) = await again.renders(ExportRow("export_2", "s", "here", draft_hash="d"))
    assert (found.id, found.container, found.output.short_side) == ("export_1", "mp4", 0)
    assert not await again.renders(ExportRow("export_2", "s", "here", draft_hash="d", container="webm"))
    await again.aclose()
