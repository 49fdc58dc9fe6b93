"""What leaves this machine, and what never does."""
# ruff: noqa: ASYNC240 - a test may look at a small file itself

from __future__ import annotations

import base64
import os
from pathlib import Path

import anyio
import numpy as np
import pytest
from PIL import Image
from tests.client.loopback import Reply, Request, listening
from tests.media.heic import write_heic
from tests.sessions.conftest import Managers, picture
from tests.sessions.fake_studio import FakeStudio

from kineograph.errors import AgentMustFix, HumanMustAct, OutcomeUnknown
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import UploadRow
from kineograph.sessions.sources import Opened, Opener, natural, short_name
from kineograph.sessions.views import RefusedFile


async def refusal(manager: SessionManager, *sources: str) -> str:
    with pytest.raises(AgentMustFix) as failed:
        await manager.upload(list(sources))
    return f"{failed.value.code}: {failed.value.advice}"


def names(studio: FakeStudio) -> list[str]:
    """What the studio has, in order."""
    return [info["filename"] for state in studio.sessions.values() for info in state["video_infos"]]


@pytest.mark.requirement("upload.folders")
async def test_a_folder_gives_its_media_as_people_sort_them(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    for number, name in enumerate(["10.jpg", "2.png", "B.gif", ".hidden.jpg"]):
        picture(folder / name, number * 40)
    (folder / "notes.txt").write_text("secret", "utf-8")
    picture(folder / "below" / "deep.jpg")
    view = await manager.upload([str(folder)])
    assert [file.name for file in view.files] == ["2.png", "10.jpg", "B.gif"]
    assert names(studio) == ["2.png", "10.jpg", "B.gif"]
    assert (view.files[0].kind, view.files[0].width, view.files[0].height) == ("image", 64, 48)


@pytest.mark.requirement("upload.paths")
async def test_paths_tildes_and_file_uris_are_paths(
    manager: SessionManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    picture(tmp_path / "a b.jpg", 1)
    picture(tmp_path / "c.jpg", 200)
    view = await manager.upload([(tmp_path / "a b.jpg").as_uri(), "~/c.jpg"])
    assert [file.name for file in view.files] == ["a b.jpg", "c.jpg"]


@pytest.mark.requirement("upload.once-a-session")
async def test_the_same_file_is_uploaded_once_into_a_session(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    first = await manager.upload([str(beach)])
    again = await manager.upload([str(beach)])
    assert (again.session_id, again.files[0].already) == (first.session_id, True)
    fresh = await manager.upload([str(beach)], "new")
    assert fresh.session_id != first.session_id
    assert not fresh.files[0].already
    assert studio.count("upload") == 2


@pytest.mark.requirement("upload.one-does-not-stop-the-others")
async def test_one_refused_file_does_not_stop_the_others(manager: SessionManager, beach: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.jpg"
    text.write_text("this is not a picture", "utf-8")
    view = await manager.upload([str(text), str(beach), "missing.jpg"])
    assert [file.name for file in view.files] == ["beach.jpg"]
    assert [(file.name, file.code) for file in view.refused] == [
        ("notes.jpg", "UNSUPPORTED_FILE"),
        ("missing.jpg", "FILE_NOT_FOUND"),
    ]


@pytest.mark.requirement(
    "upload.exists", "upload.regular", "upload.size", "upload.decodable", "upload.only-media-leaves"
)
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: None, "FILE_NOT_FOUND"),
        (lambda path: path.mkdir(), "FOLDER_WITHOUT_MEDIA"),
        (lambda path: path.write_text("text", "utf-8"), "UNSUPPORTED_FILE"),
        (lambda path: path.write_bytes(b""), "FILE_EMPTY"),
        (lambda path: path.write_bytes(picture(path).read_bytes()[:300]), "FILE_BROKEN"),
        (lambda path: path.write_bytes(bytes(3 * 1024 * 1024)), "FILE_TOO_LARGE"),
        (os.mkfifo, "UNSUPPORTED_FILE"),
    ],
    ids=["missing", "empty folder", "text", "0 bytes", "truncated", "too large", "pipe"],
)
async def test_a_bad_file_never_leaves(
    studio: FakeStudio, managers: Managers, tmp_path: Path, make: object, code: str
) -> None:
    path = tmp_path / "x.jpg"
    make(path)  # type: ignore[operator]  # one of the above
    async with managers(max_file_bytes=2 * 1024 * 1024) as manager:
        said = await refusal(manager, str(path))
    assert said.startswith(code)
    assert said.endswith(".")
    assert not studio.requests


@pytest.mark.requirement("upload.private-networks", "upload.data-uris", "upload.only-media-leaves")
@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "FILE_NOT_FOUND"),
        ("ftp://example.com/a.jpg", "UNSUPPORTED_LINK"),
        ("http://127.0.0.1:9/a.jpg", "PRIVATE_ADDRESS"),
        ("https://localhost/a.jpg", "PRIVATE_ADDRESS"),
        ("data:image/png;base64,@@@", "BAD_DATA_URI"),
        ("data:image/png", "BAD_DATA_URI"),
        ("data:text/plain;base64,aGVsbG8=", "UNSUPPORTED_FILE"),
        ("data:text/plain,hello", "UNSUPPORTED_FILE"),
        ("\x00.jpg", "FILE_"),
        ("a" * 5000, "FILE_"),
        ("~nobody-of-that-name/a.jpg", "FILE_NOT_FOUND"),
    ],
)
async def test_a_bad_source_is_told_and_nothing_leaves(
    studio: FakeStudio, manager: SessionManager, source: str, code: str
) -> None:
    assert (await refusal(manager, source)).startswith(code)
    assert not studio.requests


async def test_no_source_at_all_is_told(manager: SessionManager) -> None:
    assert (await refusal(manager)).startswith("NO_FILES")


@pytest.mark.requirement("upload.allowed-places")
async def test_remote_callers_cannot_name_paths_of_this_machine(managers: Managers, beach: Path) -> None:
    async with managers(allow_local_paths=False) as manager:
        for source in (str(beach), beach.as_uri(), str(beach.parent)):
            assert (await refusal(manager, source)).startswith("LOCAL_PATH_REFUSED")


@pytest.mark.requirement("upload.data-uris", "upload.rebuilds-a-session")
async def test_a_small_data_uri_is_kept_for_a_lost_session(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    source = "data:image/jpeg;base64," + base64.b64encode(beach.read_bytes()).decode()
    first = await manager.upload([source])
    studio.sessions.clear()
    again = await manager.timeline(first.session_id)
    assert again.session_id != first.session_id
    assert first.session_id in again.note
    assert names(studio) == [first.files[0].name]


@pytest.mark.requirement("upload.heic")
async def test_heic_travels_as_an_upright_jpeg(studio: FakeStudio, manager: SessionManager, tmp_path: Path) -> None:
    source = tmp_path / "phone.HEIC"
    write_heic(source, np.full((64, 128, 3), 90, np.uint8), quarter_turns=1)
    view = await manager.upload([str(source)])
    assert (view.files[0].converted, view.files[0].name) == ("HEIC → JPEG", "phone.HEIC")
    assert (view.files[0].width, view.files[0].height) == (64, 128)
    assert names(studio) == ["phone.jpg"]
    source.unlink()
    studio.sessions.clear()
    await manager.timeline()
    assert names(studio) == ["phone.jpg"]


@pytest.mark.requirement("upload.content-decides")
async def test_a_wrong_extension_is_set_right_for_the_studio(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    path = tmp_path / "really-a-png.jpg"
    Image.new("RGB", (30, 20)).save(path, "PNG")
    view = await manager.upload([str(path)])
    assert view.files[0].name == "really-a-png.jpg"
    assert names(studio) == ["really-a-png.png"]


@pytest.mark.requirement("upload.lost-answer")
async def test_an_upload_whose_answer_is_lost_is_looked_for(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    usual = studio._upload

    async def taken_then_cut(request: Request) -> Reply:
        await usual(request)
        return Reply(head=False)

    studio._upload = taken_then_cut  # type: ignore[method-assign]  # a fault of this test
    assert (await manager.upload([str(beach)])).files
    assert names(studio) == ["beach.jpg"]


async def test_an_upload_that_did_not_arrive_can_be_done_again(
    studio: FakeStudio, manager: SessionManager, beach: Path
) -> None:
    studio.replies["upload"] = [Reply(head=False)]
    with pytest.raises((AgentMustFix, OutcomeUnknown)):
        await manager.upload([str(beach)])
    view = await manager.upload([str(beach)])
    assert not view.files[0].already
    assert names(studio) == ["beach.jpg"]


@pytest.mark.requirement("upload.once-a-session")
async def test_two_servers_upload_one_file_once_and_rebuild_a_session_once(
    studio: FakeStudio, managers: Managers, beach: Path
) -> None:
    async with managers() as one, managers() as other:
        session = (await one.upload([str(beach)], "new")).session_id
        shared = picture(beach.with_name("shared.jpg"), 7)
        async with anyio.create_task_group() as tasks:
            for manager in (one, other):
                tasks.start_soon(manager.upload, [str(shared)], session)
        assert names(studio) == ["beach.jpg", "shared.jpg"]
        studio.sessions.clear()
        async with anyio.create_task_group() as tasks:
            for manager in (one, other, one):
                tasks.start_soon(manager.timeline, session)
        assert names(studio) == ["beach.jpg", "shared.jpg"]
        assert len(studio.sessions) == 1


@pytest.mark.requirement("upload.lost-answer")
async def test_a_namesake_is_not_taken_for_a_lost_upload(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    one, other = picture(tmp_path / "a" / "img.jpg", 1), picture(tmp_path / "b" / "img.jpg", 200)
    await manager.upload([str(one)])
    studio.replies["upload"] = [Reply(head=False)]
    with pytest.raises(AgentMustFix):
        await manager.upload([str(other)])
    assert not (await manager.upload([str(other)])).files[0].already
    assert names(studio) == ["img.jpg", "img.jpg"]


@pytest.mark.requirement("upload.lost-answer")
async def test_an_upload_found_sending_is_looked_for_first(
    studio: FakeStudio, managers: Managers, beach: Path, tmp_path: Path
) -> None:
    async with managers() as manager:
        session = (await manager.upload([str(picture(tmp_path / "other.jpg", 3))])).session_id
        opened = await opener(tmp_path).open((await opener(tmp_path).locate([str(beach)]))[0])  # type: ignore[arg-type]
        ledger = Ledger(tmp_path / "home")
        await ledger.add(UploadRow(session, opened.hash, "sending", "beach.jpg"))
        await ledger.aclose()
        studio.sessions[session]["video_infos"].append({"filename": "beach.jpg"})
        view = await manager.upload([str(beach)])
    assert view.files[0].already
    assert studio.count("upload") == 1


@pytest.mark.parametrize(("code", "told"), [(4001, "UNSUPPORTED_FILE"), (4002, "FILE_TOO_LARGE")])
async def test_a_studios_refusal_of_a_file_is_told(
    studio: FakeStudio, manager: SessionManager, beach: Path, code: int, told: str
) -> None:
    studio.replies["upload"] = [Reply(200, f'{{"code":{code}}}'.encode())]
    assert (await refusal(manager, str(beach))).startswith(told)


@pytest.mark.requirement("error.2001-anonymous")
async def test_no_credits_stops_the_whole_upload(studio: FakeStudio, manager: SessionManager, beach: Path) -> None:
    studio.replies["upload"] = [Reply(200, b'{"code":2001}')]
    with pytest.raises(HumanMustAct, match="register"):
        await manager.upload([str(beach)])


@pytest.mark.requirement("upload.rebuilds-a-session")
async def test_a_session_lost_between_two_uploads_is_rebuilt(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    first = await manager.upload([str(picture(tmp_path / "1.jpg", 1))])
    studio.sessions.clear()
    second = await manager.upload([str(picture(tmp_path / "2.jpg", 200))])
    assert second.session_id != first.session_id
    assert first.session_id in second.note
    assert names(studio) == ["1.jpg", "2.jpg"]


def opener(tmp_path: Path, **changes: object) -> Opener:
    return Opener(tmp_path / "kept", 10_000_000, **changes)  # type: ignore[arg-type]  # as given


@pytest.mark.requirement("upload.links")
async def test_a_link_is_fetched_and_kept(tmp_path: Path, beach: Path) -> None:
    async def handle(_: Request) -> Reply:
        return Reply(200, beach.read_bytes(), "image/jpeg")

    ours = opener(tmp_path, allow_address=lambda _: True)
    async with listening(handle) as url:
        located = (await ours.locate([f"{url}/my%20beach.jpg?size=large"]))[0]
    assert not isinstance(located, RefusedFile)
    opened = await ours.open(located)
    assert isinstance(opened, Opened)
    assert (opened.name, opened.path.read_bytes()) == ("my beach.jpg", beach.read_bytes())
    assert opened.kept == str(opened.path)
    assert [file.suffix for file in (tmp_path / "kept").iterdir()] == [".jpg"]


@pytest.mark.requirement("upload.only-media-leaves")
async def test_a_link_to_something_else_leaves_nothing_behind(tmp_path: Path) -> None:
    async def handle(_: Request) -> Reply:
        return Reply(200, b"<html>", "text/html")

    ours = opener(tmp_path, allow_address=lambda _: True)
    async with listening(handle) as url:
        located = (await ours.locate([f"{url}/a.jpg"]))[0]
    assert not isinstance(located, RefusedFile)
    with pytest.raises(AgentMustFix) as failed:
        await ours.open(located)
    assert failed.value.code == "UNSUPPORTED_FILE"
    assert "a.jpg is not" in failed.value.advice
    assert list((tmp_path / "kept").iterdir()) == []


async def test_too_many_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(AgentMustFix, match="200"):
        await opener(tmp_path).locate(["x.jpg"] * 201)


@pytest.mark.requirement("upload.folders")
def test_names_and_numbers_sort_together() -> None:
    paths = [Path(name) for name in ("b2", "10", "a", "2", "b10", "²", "")]
    assert [path.name for path in sorted(paths, key=natural)] == ["", "2", "10", "a", "b2", "b10", "²"]
    assert short_name("data:image/png;base64,xyz") == "data URI"
    assert short_name("https://example.com/a/b.jpg?x=1") == "b.jpg"


@pytest.mark.requirement("upload.harmless-names")
async def test_a_name_travels_without_what_headers_take_amiss(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    source = picture(tmp_path / "plain.jpg")
    hostile = source.rename(tmp_path / 'a "quoted"\nline\x1b[31m.jpg')
    view = await manager.upload([str(hostile)])
    assert names(studio) == ["a _quoted__line_[31m.jpg"]
    assert view.files[0].name == "a _quoted__line_[31m.jpg"


async def test_what_killed_processes_left_half_fetched_is_swept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    old, young = kept / "old.part", kept / "young.part"
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    async with listening(lambda _: _reply(b"not media")) as url:
        opener = Opener(kept, 1000, allow_address=lambda _: True)
        (located,) = await opener.locate([f"{url}/a.jpg"])
        assert not isinstance(located, RefusedFile)
    assert (old.exists(), young.exists()) == (False, True)


async def _reply(body: bytes) -> Reply:
    return Reply(200, body)


async def test_a_cancelled_fetch_leaves_nothing(tmp_path: Path) -> None:
    asked, release = anyio.Event(), anyio.Event()

    async def late(_: Request) -> Reply:
        asked.set()
        await release.wait()
        return Reply(200, b"late")

    opener = Opener(tmp_path / "kept", 1000, allow_address=lambda _: True)
    async with listening(late) as url:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(opener.locate, [f"{url}/a.jpg"])
            await asked.wait()
            tasks.cancel_scope.cancel()
        release.set()
        assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.requirement("upload.rebuilds-a-session")
async def test_a_rebuilt_session_gets_the_names_that_the_first_had(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    source = picture(tmp_path / "plain.png")
    hostile = source.rename(tmp_path / 'a "b".jpg')
    await manager.upload([str(hostile)], "new")
    first = names(studio)
    studio.sessions.clear()
    assert "takes its place" in (await manager.timeline()).note
    assert names(studio) == first == ["a _b_.png"]
