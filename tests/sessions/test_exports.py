"""Exports through the whole stack: one render, verified, delivered, never over somebody's file."""
# ruff: noqa: ASYNC240 - a test may look at a small file itself

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.loopback import Reply, Request
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft

from kineograph.errors import AgentMustFix, WireViolated
from kineograph.sessions.delivering import Expected, check, file_stem
from kineograph.sessions.ledger import Ledger
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import ExportRow, Step
from kineograph.sessions.views import ExportView, JobState, JobView


@pytest.fixture
async def session(studio: FakeStudio, manager: SessionManager) -> str:
    """A session with a second of video on its timeline."""
    view = await manager.instruct("make a film", wait_seconds=math.inf)
    assert isinstance(view, JobView)
    return view.session_id


async def export(manager: SessionManager, **changes: str) -> JobView:
    return await manager.export(**changes, wait_seconds=math.inf)  # type: ignore[arg-type]  # strings all


async def delivered(manager: SessionManager, **changes: str) -> ExportView:
    view = await export(manager, **changes)
    assert view.error is None
    assert isinstance(view.result, ExportView)
    return view.result


async def failure(manager: SessionManager, **changes: str) -> str:
    view = await export(manager, **changes)
    assert view.state is JobState.FAILED
    return f"{type(view.error).__name__} {view.error}"


@pytest.mark.requirement("export.claim-link", "export.facts")
@pytest.mark.usefixtures("session")
async def test_a_delivered_file_is_verified_and_described(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path
) -> None:
    found = await delivered(manager)
    path = Path(found.path)
    assert path.parent == tmp_path / "out"
    assert re.fullmatch(r"beach 2027-01-1\d \d\d\.\d\d\.mp4", path.name)
    assert path.read_bytes() == studio.video
    assert (found.width, found.height, found.duration_ms, found.video_codec) == (96, 64, 1000, "h264")
    assert found.claim_url == "https://web.example/workspace/claim?ct=clm_1"
    assert list(path.parent.iterdir()) == [path]
    sent = json.loads(next(request.body for request in studio.requests if request.path.endswith("/lambda")))
    assert sent["draft"] == draft()
    assert sent["output"] == {"format": "mp4", "quality": "high"}


@pytest.mark.requirement(
    "export.same-draft-same-job", "surface.starting-is-idempotent", "surface.answered-from-its-record"
)
@pytest.mark.usefixtures("session")
async def test_an_unchanged_draft_is_not_rendered_twice(studio: FakeStudio, manager: SessionManager) -> None:
    first = await export(manager)
    again = await export(manager)
    assert (again.job_id, again.joined) == (first.job_id, True)
    named = await delivered(manager, file_name="Summer: 2026/holiday.mp4")
    assert Path(named.path).name == "holiday.mp4"
    assert studio.count("render") == 1


@pytest.mark.requirement("export.same-draft-same-render")
@pytest.mark.usefixtures("session")
async def test_a_file_that_was_deleted_is_fetched_again_without_a_render(
    studio: FakeStudio, manager: SessionManager
) -> None:
    path = Path((await delivered(manager)).path)
    path.unlink()
    assert Path((await delivered(manager)).path).exists()
    assert studio.count("render") == 1


@pytest.mark.usefixtures("session")
async def test_a_render_the_studio_has_thrown_away_is_made_again(studio: FakeStudio, manager: SessionManager) -> None:
    Path((await delivered(manager)).path).unlink()
    studio.renders.clear()
    await delivered(manager)
    assert studio.count("render") == 2


@pytest.mark.requirement("export.nobody-is-overwritten")
@pytest.mark.usefixtures("session")
async def test_somebodys_file_is_never_overwritten(manager: SessionManager, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "beach.mp4").write_bytes(b"mine")
    assert Path((await delivered(manager, file_name="beach")).path).name == "beach-2.mp4"
    assert (tmp_path / "out" / "beach.mp4").read_bytes() == b"mine"


@pytest.mark.requirement("export.one-step-delivery", "export.nobody-is-overwritten")
@pytest.mark.usefixtures("session")
async def test_where_links_are_impossible_the_name_is_reserved(
    manager: SessionManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "beach.mp4").write_bytes(b"mine")
    monkeypatch.setattr(os, "link", no_links)
    assert Path((await delivered(manager, file_name="beach")).path).name == "beach-2.mp4"
    assert (tmp_path / "out" / "beach.mp4").read_bytes() == b"mine"


@pytest.mark.requirement("export.failed-once")
@pytest.mark.usefixtures("session")
async def test_a_failed_render_is_tried_once_more_under_a_new_id(studio: FakeStudio, manager: SessionManager) -> None:
    studio.renders_fail = 1
    await delivered(manager)
    assert len(studio.renders) == studio.count("render") == 2


@pytest.mark.requirement("export.failed-twice")
@pytest.mark.usefixtures("session")
async def test_two_failures_are_the_end(studio: FakeStudio, manager: SessionManager, tmp_path: Path) -> None:
    studio.renders_fail = 9
    said = await failure(manager)
    assert "RENDER_FAILED" in said
    assert "memory" not in said
    assert studio.count("render") == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.requirement("error.507")
@pytest.mark.usefixtures("session")
async def test_a_studio_without_space_is_told_at_once(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["render"] = [Reply(507, b'{"code": 507, "message": "x"}')]
    assert "STUDIO_FULL" in await failure(manager)
    assert studio.count("render") == 1
    assert studio.count("render_status") == 0


@pytest.mark.requirement("error.507")
@pytest.mark.usefixtures("session")
async def test_a_disk_that_filled_while_rendering_is_told(studio: FakeStudio, manager: SessionManager) -> None:
    full = Reply(200, b'{"status": "failed", "error": "DISK_FULL: no"}')
    studio.replies["render_status"] = [full, full]
    said = await failure(manager)
    assert "STUDIO_FULL" in said
    assert "Free some space" in said


@pytest.mark.requirement("export.pace", "export.trouble-keeps-the-id", "reading.completed-needs-a-link")
@pytest.mark.usefixtures("session")
async def test_passing_trouble_keeps_the_id(studio: FakeStudio, manager: SessionManager, clock: QuickClock) -> None:
    busy = Reply(200, b'{"status":"processing","progress":40}')
    unfinished = Reply(200, b'{"success":true,"data":{"status":"completed","progress":100}}')
    studio.replies["render_status"] = [Reply(503), Reply(404, b"{}"), busy, unfinished, Reply(head=False)]
    await delivered(manager)
    assert clock.slept[-5:] == [2.0, 3.0, 4.5, 6.75, 10.125]
    assert studio.count("render") == 1


@pytest.mark.requirement("export.unknown-submit-is-asked-about")
@pytest.mark.usefixtures("session")
async def test_a_submit_whose_answer_is_lost_is_asked_about_not_repeated(
    studio: FakeStudio, manager: SessionManager
) -> None:
    usual = studio._render

    async def taken_then_cut(request: object) -> Reply:
        await usual(request)  # type: ignore[arg-type]  # it is the request
        return Reply(head=False)

    studio._render = taken_then_cut  # type: ignore[method-assign]  # a fault of this test
    await delivered(manager)
    assert studio.count("render") == 1


@pytest.mark.requirement("export.resent-under-its-id")
@pytest.mark.usefixtures("session")
async def test_a_submit_that_never_arrived_is_sent_again_under_the_same_id(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.replies["render"] = [Reply(head=False), Reply(503)]
    await delivered(manager)
    sent = [json.loads(request.body)["id"] for request in studio.requests if request.path.endswith("/lambda")]
    assert len(sent) == 3
    assert len(set(sent)) == len(studio.renders) == 1


@pytest.mark.requirement("export.resent-under-its-id")
@pytest.mark.usefixtures("session")
async def test_a_submit_that_never_arrives_is_told(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["render"] = [Reply(head=False)] * 20
    assert "EXPORT_NOT_SENT" in await failure(manager)
    studio.replies.clear()
    await delivered(manager)


@pytest.mark.requirement("error.409-duplicate", "export.duplicate-id")
@pytest.mark.usefixtures("session")
async def test_an_id_that_belongs_to_something_else_is_replaced(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["render"] = [Reply(409, b'{"message":"duplicate id"}')]
    await delivered(manager)
    sent = [json.loads(request.body)["id"] for request in studio.requests if request.path.endswith("/lambda")]
    assert len(set(sent)) == 2
    assert len(studio.renders) == 1


@pytest.mark.usefixtures("session")
async def test_a_studio_out_of_reach_for_a_moment_is_asked_again(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    usual, refused = studio._state, iter((Reply(503), Reply(head=False)))

    async def weak(request: Request) -> Reply:
        return await usual(request) if studio.count("state") == looks else next(refused, await usual(request))

    looks = studio.count("state") + 1  # the call's own look, which is answered
    studio._state = weak  # type: ignore[method-assign]  # a fault of this test
    await delivered(manager)
    assert clock.slept[-2:] == [2.0, 5.0]


@pytest.mark.requirement("error.402")
@pytest.mark.usefixtures("session")
async def test_402_is_not_about_credits(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["render"] = [Reply(402, b'{"detail":"plan"}')]
    said = await failure(manager)
    assert said.startswith("HumanMustAct EXPORT_BLOCKED")
    assert "https://web.example/register?bind=anon_1" in said


@pytest.mark.requirement("export.second-way")
@pytest.mark.usefixtures("session")
async def test_a_link_that_fails_is_replaced_by_the_renders_own_route(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.replies["file"] = [Reply(403)]
    await delivered(manager)
    assert studio.count("download") == 1


@pytest.mark.requirement("export.container-is-opened")
@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("bad", [b"<xml/>", b"\0\0\0\x18ftypisom" + bytes(50)])
async def test_a_file_that_is_no_video_is_never_delivered(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path, bad: bytes
) -> None:
    studio.video = bad
    assert "BAD_VIDEO" in await failure(manager)
    assert list((tmp_path / "out").iterdir()) == []
    assert studio.count("render") == 2


@pytest.mark.requirement("export.duration-is-checked", "export.shape-is-checked")
@pytest.mark.parametrize("after", [draft(2.0), draft(width=64, height=96)])
async def test_a_video_of_another_timeline_is_never_delivered(
    studio: FakeStudio, manager: SessionManager, tmp_path: Path, after: dict[str, object]
) -> None:
    studio.turns = [Turn(after=after)]
    await manager.instruct("make a film", wait_seconds=math.inf)
    assert "BAD_VIDEO" in await failure(manager)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.requirement("export.claim-may-fail")
@pytest.mark.usefixtures("session")
async def test_a_claim_link_that_fails_does_not_fail_the_export(studio: FakeStudio, manager: SessionManager) -> None:
    studio.replies["claim"] = [Reply(500)]
    assert (await delivered(manager)).claim_url == ""


@pytest.mark.requirement("export.another-shape")
@pytest.mark.usefixtures("session")
async def test_an_aspect_is_set_by_a_turn_first(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after=draft(width=64, height=96))]
    said = await failure(manager, aspect="9:16")
    assert "ASPECT_NOT_SET" in said
    assert studio.said()[-1] == "Change the aspect ratio to 9:16"
    assert studio.count("render") == 0


@pytest.mark.requirement("export.another-shape")
@pytest.mark.usefixtures("session")
async def test_an_export_in_another_shape_is_a_turn_and_then_a_render(
    studio: FakeStudio, manager: SessionManager, tall_video: bytes
) -> None:
    studio.turns, studio.video = [Turn(after=draft(width=36, height=64))], tall_video
    first = await export(manager, aspect="9:16")
    assert isinstance(first.result, ExportView)
    assert (first.result.width, first.result.height) == (36, 64)
    again = await export(manager, aspect="9:16")
    assert (again.job_id, again.joined) == (first.job_id, True)
    assert len(studio.said()) == 2
    assert studio.count("render") == 1


@pytest.mark.requirement("export.another-shape")
@pytest.mark.usefixtures("session")
async def test_a_turn_that_fails_to_set_the_shape_fails_the_export(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(reply=Reply(200, b'{"code":2001}'))]
    assert "NO_CREDITS" in await failure(manager, aspect="1:1")
    assert studio.count("render") == 0


@pytest.mark.requirement("export.stalled")
@pytest.mark.usefixtures("session")
async def test_a_render_without_end_is_given_up_after_hours(
    studio: FakeStudio, manager: SessionManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_: Request) -> Reply:
        return Reply(200, b'{"status":"processing","progress":99}')

    monkeypatch.setattr(studio, "_render_status", never)
    assert "RENDER_STALLED" in await failure(manager)
    assert studio.count("render") == 1


@pytest.mark.requirement("export.shape-is-checked")
@pytest.mark.parametrize(
    ("wanted", "exact", "fits"),
    [
        ((96, 64), True, True),
        ((192, 128), False, True),
        ((192, 128), True, False),
        ((64, 64), False, False),
        ((0, 0), True, True),
    ],
)
def test_a_smaller_video_of_the_same_shape_fits_where_the_studio_may_scale(
    tmp_path: Path, video: bytes, wanted: tuple[int, int], exact: bool, fits: bool
) -> None:
    path = tmp_path / "v.mp4"
    path.write_bytes(video)
    expected = Expected(1000, *wanted, exact)
    if fits:
        assert check(path, expected).width == 96
    else:
        with pytest.raises(WireViolated, match="96x64"):
            check(path, expected)


@pytest.mark.usefixtures("session")
async def test_an_aspect_that_is_there_already_needs_no_turn(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn(after=draft(width=64, height=64))]
    await manager.instruct("square please", wait_seconds=math.inf)
    turns = len(studio.said())
    await export(manager, aspect="1:1")
    assert len(studio.said()) == turns


@pytest.mark.requirement("export.needs-a-clip")
async def test_an_empty_timeline_is_nothing_to_export(studio: FakeStudio, manager: SessionManager) -> None:
    studio.turns = [Turn()]
    await manager.instruct("hello", wait_seconds=math.inf)
    with pytest.raises(AgentMustFix, match="send_instruction") as failed:
        await export(manager)
    assert failed.value.code == "NOTHING_TO_EXPORT"


@pytest.mark.requirement("export.mp4-only")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": "gif"}, "UNSUPPORTED_FORMAT"),
        ({"resolution": "2160p"}, "UNSUPPORTED_RESOLUTION"),
        ({"quality": "epic"}, "UNSUPPORTED_QUALITY"),
        ({"aspect": "5:1"}, "UNSUPPORTED_ASPECT"),
    ],
)
async def test_what_cannot_be_exported_is_told(
    studio: FakeStudio, manager: SessionManager, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(AgentMustFix) as failed:
        await export(manager, **changes)
    assert failed.value.code == code
    assert not studio.requests


@pytest.mark.requirement("error.1002-never-empty", "export.needs-a-clip")
@pytest.mark.usefixtures("session")
async def test_a_lost_session_is_rebuilt_and_said_to_be_empty(studio: FakeStudio, manager: SessionManager) -> None:
    studio.sessions.clear()
    with pytest.raises(AgentMustFix, match=r"forgotten session .* takes its place"):
        await export(manager)
    with pytest.raises(AgentMustFix, match="NOTHING_TO_EXPORT"):
        await export(manager)


@pytest.mark.usefixtures("session")
async def test_a_folder_that_cannot_be_written_is_told(managers: Managers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    async with managers(output_dir=tmp_path / "file" / "out") as manager:
        assert "OUTPUT_NOT_WRITABLE" in await failure(manager)


@pytest.mark.requirement("export.in-doubt-is-asked-about")
@pytest.mark.parametrize("known", [True, False])
async def test_an_export_found_sending_is_asked_about_before_anything_else(
    studio: FakeStudio, managers: Managers, session: str, tmp_path: Path, clock: QuickClock, known: bool
) -> None:
    left = ExportRow(
        "export_left", session, f"{studio.url} anonymous", "r", Step.SENDING,
        draft=json.dumps(draft()), draft_hash="h", render_id="render_left", attempt=1, sent_at=clock.at,
    )  # fmt: skip
    if known:
        studio.renders["render_left"] = {}
    ledger = Ledger(tmp_path / "home")
    await ledger.add(left)
    await ledger.aclose()
    async with managers() as manager:
        view = await manager.wait("export_left", math.inf)
    assert view.state is JobState.DONE
    assert studio.count("render") == (0 if known else 1)
    assert list(studio.renders) == ["render_left"]


@pytest.mark.requirement("export.one-step-delivery")
async def test_an_export_found_delivering_gives_the_file_that_is_there(
    studio: FakeStudio, managers: Managers, manager: SessionManager, session: str, tmp_path: Path
) -> None:
    done = await export(manager)
    ledger = Ledger(tmp_path / "home")
    row = await ledger.job(done.job_id)
    assert isinstance(row, ExportRow)
    left = ExportRow(
        **{
            **{name: getattr(row, name) for name in row.__slots__},
            "id": "export_left",
            "state": Step.DELIVERING,
            "result": "",
        }
    )
    await ledger.add(left)
    await ledger.aclose()
    files = studio.count("file")
    view = await manager.wait("export_left", math.inf)
    assert isinstance(view.result, ExportView)
    assert isinstance(done.result, ExportView)
    assert view.result.path == done.result.path
    assert studio.count("file") == files


async def test_an_unknown_job_is_told(manager: SessionManager) -> None:
    for job_id in ("export_0", "", "x" * 500):
        with pytest.raises(AgentMustFix, match="NO_SUCH_JOB"):
            await manager.wait(job_id)


@pytest.mark.requirement("surface.goes-on-unheard")
@pytest.mark.usefixtures("session")
async def test_no_wait_is_longer_than_asked_and_the_job_goes_on(studio: FakeStudio, manager: SessionManager) -> None:
    view = await manager.export(wait_seconds=0)
    assert view.state is JobState.RUNNING
    assert (await manager.wait(view.job_id, math.inf)).state is JobState.DONE


@pytest.mark.requirement("export.harmless-names")
@pytest.mark.parametrize(
    ("wanted", "stem"),
    [
        ("Ferien am Meer", "Ferien am Meer"),
        ("夏日回忆", "夏日回忆"),
        ("../../etc/passwd", "passwd"),
        ("a/b\\c.mp4", "c"),
        ('what? "this": <now>', "what this now"),
        ("CON", "fallback"),
        ("...", "fallback"),
        ("\x00\x1b[31m", "[31m"),
        ("", "fallback"),
        ("x" * 300, "x" * 80),
        (".hidden", "hidden"),
        ("evil\u202egpj.mp4", "evil gpj"),
    ],
)
def test_names_of_files_are_harmless(wanted: str, stem: str) -> None:
    assert file_stem(wanted, "fallback") == stem


@pytest.mark.requirement("export.harmless-names")
@given(st.text(max_size=200), st.text(max_size=50))
def test_any_name_is_one_file_in_its_folder(wanted: str, title: str) -> None:
    stem = file_stem(wanted, title)
    assert stem
    assert Path(stem).name == stem
    assert len(stem) <= 80
    assert not stem.startswith(".")
