"""A file on its way out: written down first, sent as it is, in pieces; and a studio that does not want it."""
# ruff: noqa: ASYNC240 - a test may look at a small file itself

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import picture
from tests.sessions.fake_studio import FakeStudio
from tests.sessions.test_uploads import opener, refusal

from kineograph.client.multipart import part_of
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import UploadRow
from kineograph.sessions.views import RefusedFile

ORIENTATION = 0x0112
A_QUARTER_TURN = 6


@pytest.mark.requirement("upload.journal-first")
async def test_a_file_is_written_down_by_its_content_before_it_leaves(
    studio: FakeStudio, manager: SessionManager, beach: Path, tmp_path: Path
) -> None:
    mark = hashlib.sha256(beach.read_bytes()).hexdigest()
    usual, written = studio._upload, list[UploadRow | None]()

    async def looked_up(request: Request) -> Reply:
        ledger = Ledger(tmp_path / "home")
        written.append(await ledger.upload(next(iter(studio.sessions)), mark))
        await ledger.aclose()
        return await usual(request)

    studio._upload = looked_up  # type: ignore[method-assign]  # to look at the ledger at that moment
    await manager.upload([str(beach)])
    (row,) = written
    assert row is not None
    assert (row.state, row.name, row.source) == ("sending", "beach.jpg", str(beach))


@pytest.mark.requirement("upload.orientation")
async def test_a_photo_keeps_the_turn_that_its_camera_noted(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[ORIENTATION] = A_QUARTER_TURN
    Image.new("RGB", (64, 48), (90, 20, 200)).save(path, exif=exif)
    view = await manager.upload([str(path)])
    assert (view.files[0].width, view.files[0].height) == (48, 64)
    (sent,) = [request for request in studio.requests if "/upload-video/" in request.path]
    assert path.read_bytes() in sent.body


@pytest.mark.requirement("upload.streamed")
async def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = picture(tmp_path / "large.png")
    size = 60_000_000
    with path.open("r+b") as file:
        file.truncate(size)
    ours = opener(tmp_path)
    ours = type(ours)(ours.kept_dir, 2 * size)
    tracemalloc.start()
    try:
        (located,) = await ours.locate([str(path)])
        assert not isinstance(located, RefusedFile)
        opened = await ours.open(located)
        part = await part_of(opened.path, opened.sent_as, opened.facts.format.mime)
        sent = sum([len(chunk) async for chunk in part.stream()])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sent == part.length > size
    assert peak < 8_000_000


@pytest.mark.requirement("error.4001", "error.4002", "error.our-words")
@pytest.mark.parametrize(
    ("code", "told", "remedy"),
    [
        (4001, "UNSUPPORTED_FILE", "mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac"),
        (4002, "FILE_TOO_LARGE", "Compress or trim"),
    ],
)
async def test_a_file_that_the_studio_does_not_take_is_told_with_its_remedy(
    studio: FakeStudio, manager: SessionManager, beach: Path, code: int, told: str, remedy: str
) -> None:
    studio.replies["upload"] = [Reply(200, f'{{"code":{code},"message":"theirs"}}'.encode())]
    said = await refusal(manager, str(beach))
    assert said.startswith(told)
    assert remedy in said
    assert "theirs" not in said
    assert studio.count("upload") == 1
