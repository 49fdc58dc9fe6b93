"""``kineograph make``: the path alone on stdout, no file on failure, nothing destroyed that was there before."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from kineograph.cli import main
from kineograph.cli.make import name_after, video_of
from kineograph.cli.progress_line import ProgressLine
from kineograph.errors import AgentMustFix
from kineograph.sessions.requests import ExportRequest
from kineograph.sessions.views import (
    CancelView,
    ClipView,
    CreditsView,
    ExportView,
    JobKind,
    JobState,
    JobView,
    OnProgress,
    Progress,
    RefusedFile,
    SessionsView,
    TimelineView,
    TrackView,
    TurnView,
    UploadedView,
    UploadView,
)

TURN = TurnView("done", "replied", ("added",), "Timeline", held=("sparkly",), assumed=("3 s a picture",))
VIDEO = ExportView("/v.mp4", "", 3000, 9, 640, 360, 30.0, "h264", "aac")
A_PHOTO = str(Path("a.jpg").absolute())
UPLOADED = UploadView(
    "s",
    "embedded",
    (UploadedView("a.jpg", "image", 9, 9, 0, 9), UploadedView("b.heic", "image", 9, 9, 0, 9)),
    (RefusedFile("c.txt", "UNSUPPORTED_FILE", "It is text."),),
)
TIMELINE = TimelineView(
    "s",
    "embedded",
    "Timeline (1 track)",
    (TrackView("Video", (ClipView("a.jpg", 0, 3000),)),),
    3000,
    640,
    360,
    30,
    1,
    True,
)


class Scripted:
    """Answers as it was made to, in the order in which ``make`` asks."""

    def __init__(self, upload: UploadView = UPLOADED, timeline: TimelineView = TIMELINE) -> None:
        self.uploaded, self.shown = upload, timeline
        self.answer: JobView | TimelineView | CreditsView = self.job(JobKind.TURN, TURN)
        self.asked: list[object] = []
        self.exported: dict[str, object] = {}

    @staticmethod
    def job(kind: JobKind, result: TurnView | ExportView) -> JobView:
        return JobView("j", kind, JobState.DONE, "s", "embedded", Progress("Done"), result)

    async def upload(
        self,
        sources: object,
        session_id: str = "",
        on_progress: OnProgress | None = None,  # noqa: ARG002
        wait_seconds: float = 45,
    ) -> UploadView:
        self.asked.append((sources, session_id, wait_seconds))
        return self.uploaded

    async def instruct(
        self,
        instruction: str,
        session_id: str = "",
        wait_seconds: float = 45,
        on_progress: OnProgress | None = None,  # noqa: ARG002
    ) -> JobView | TimelineView | CreditsView:
        self.asked.append((instruction, session_id, wait_seconds))
        return self.answer

    async def timeline(self, session_id: str = "") -> TimelineView:  # noqa: ARG002
        return self.shown

    async def export(self, *_: object, **asked: object) -> JobView:
        self.exported = {name: value for name, value in asked.items() if name not in ("wait_seconds", "on_progress")}
        return self.job(JobKind.EXPORT, VIDEO)

    async def wait(self, *_: object, **__: object) -> JobView:
        raise AssertionError("nothing is to be waited for")

    async def credits(self) -> CreditsView:
        raise AssertionError("nobody asked")

    async def edit(self, *_: object, **__: object) -> JobView:
        raise AssertionError("words are enough")

    async def cancel(self, job_id: str) -> CancelView:  # noqa: ARG002
        raise AssertionError("nothing is to be stopped")

    async def sessions(self, limit: int = 10) -> SessionsView:  # noqa: ARG002
        raise AssertionError("nobody asked")


async def heard(sessions: Scripted) -> str:
    stream = io.StringIO()
    assert await video_of(sessions, ["a.jpg", "https://h/b.heic"], "make it", ProgressLine(stream)) == VIDEO
    return stream.getvalue()


async def test_what_was_held_back_is_said() -> None:
    sessions = Scripted()
    said = await heard(sessions)
    assert "Left out c.txt: It is text." in said
    assert "Not understood, so not done: sparkly." in said
    assert "Assumed: 3 s a picture." in said
    assert "Not in the video: 1 of 2 pictures (b.heic)." in said
    assert "Timeline (1 track)" in said
    assert sessions.asked == [
        ([A_PHOTO, "https://h/b.heic"], "new", float("inf")),
        ("make it", "s", float("inf")),
    ]


@pytest.mark.parametrize(
    ("sessions", "code"),
    [
        (Scripted(replace(UPLOADED, files=())), "UNSUPPORTED_FILE"),
        (Scripted(timeline=replace(TIMELINE, exportable=False, tracks=())), "NOTHING_TO_EXPORT"),
    ],
)
async def test_what_leads_to_no_video_is_a_failure(sessions: Scripted, code: str) -> None:
    with pytest.raises(AgentMustFix) as failed:
        await heard(sessions)
    assert failed.value.code == code


async def test_the_file_is_asked_for_as_it_was_named() -> None:
    sessions, line = Scripted(), ProgressLine(io.StringIO())
    await video_of(sessions, ["a.jpg"], "make it", line, ExportRequest(format="gif", fps=10, quality="low"))
    assert sessions.exported == {"format": "gif", "fps": 10, "quality": "low"}
    await video_of(sessions, ["a.jpg"], "make it", line)
    assert sessions.exported == {}


async def test_sound_alone_is_no_video() -> None:
    sound = UploadView("s", "embedded", (UploadedView("a.mp3", "audio", 0, 0, 900, 9),))
    with pytest.raises(AgentMustFix, match="NO_PICTURES"):
        await heard(Scripted(sound))


async def test_a_question_is_no_instruction() -> None:
    sessions = Scripted()
    sessions.answer = TIMELINE
    with pytest.raises(AgentMustFix, match="asks a question"):
        await heard(sessions)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("trip/day 1.tar.jpg", "day 1.tar"),
        ("trip/", "trip"),
        ("trip/..", Path.cwd().name),
        ("https://h/a/b.jpg?x=1.2", "b"),
        ("https://h", "video"),
        ("data:image/png;base64,iVBO/Rw0.KGgo", "video"),
    ],
)
def test_what_a_video_is_called_where_nobody_says(source: str, name: str) -> None:
    assert name_after(source) == name


def test_a_folder_keeps_its_whole_name(tmp_path: Path) -> None:
    (tmp_path / "Trip 2026.11").mkdir()
    assert name_after(str(tmp_path / "Trip 2026.11")) == "Trip 2026.11"


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A photograph in the current folder, and a state of its own."""
    for name in ("NEMO_TOKEN", "NEMO_API_URL", "KINEOGRAPH_STUDIO", "KINEOGRAPH_SKILL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KINEOGRAPH_HOME", str(tmp_path / "state"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    across, down = np.meshgrid(np.arange(320), np.arange(180))
    pixels = np.stack([across % 256, down, (across + down) % 256], axis=-1).astype(np.uint8)
    Image.fromarray(pixels).save(here / "photo.png")
    return here / "photo.png"


def test_a_video_comes_out_under_a_new_name(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = photo.with_name("photo.mp4")
    taken.write_text("of before", "utf-8")
    assert main(["make", "photo.png", "--say", "make a 1 second video"]) == 0
    made = photo.with_name("photo-2.mp4")
    assert capsys.readouterr().out == f"{made}\n"
    assert taken.read_text("utf-8") == "of before"
    with av.open(str(made)) as video:
        stream = video.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height, stream.frames) == ("h264", 1920, 1080, 30)
    assert {path.name for path in photo.parent.iterdir()} == {"photo.png", "photo.mp4", "photo-2.mp4"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.jpg"], "There is no file nothing.jpg."),
        (["photo.png", "--skill", "x"], "There is no skill called 'x'."),
        (["photo.png", "-o", "missing/out.mp4"], "There is no folder"),
        (["photo.png", "-o", "."], "is a folder. Name a file in it"),
        (["photo.png", "--say", " "], "--say is empty."),
        (["\x1b[2J\n.jpg"], "There is no file  [2J .jpg."),
        (["photo.png", "-o", "out.avi"], "mp4, mov, webm, gif. Name it out.mp4."),
        (["photo.png", "-o", "out.gif", "--fps", "30"], "hundredths of a second"),
        (["photo.png", "-o", "out.webm", "--studio", "cloud"], "The cloud delivers MP4 only"),
    ],
)
def test_a_failure_leaves_no_file(photo: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", *words]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err.splitlines()[-1]
    assert [path.name for path in photo.parent.iterdir()] == ["photo.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupted_it_leaves_what_was_there(photo: Path) -> None:
    kept = photo.with_name("out.mp4")
    kept.write_text("of before", "utf-8")
    command = [
        sys.executable,
        "-m",
        "kineograph",
        "make",
        "photo.png",
        "--say",
        "make an 8 second video",
        "-o",
        kept.name,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "Assumed" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output == ""
    assert kept.read_text("utf-8") == "of before"
    assert {path.name for path in photo.parent.iterdir()} == {"photo.png", "out.mp4"}
