"""Typed edits through the whole stack: as they are to a studio that takes them, in words to any other, never twice."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import anyio
import pytest
from tests.sessions.conftest import Managers, QuickClock
from tests.sessions.fake_studio import FakeStudio, Turn, draft
from tests.sessions.test_killed import left_over
from tests.sessions.test_turns import until

from kineograph.errors import AgentMustFix, TryLater
from kineograph.sessions.edited import library_of
from kineograph.sessions.manager import SessionManager
from kineograph.sessions.records import UploadRow
from kineograph.sessions.views import ConflictView, JobState, JobView, TurnView
from kineograph.wire.draft import Draft

CUT = {"op": "set_transition", "kind": "cut"}
FIVE = {"op": "set_duration", "duration": 5, "target": 1}
TITLE = {"op": "add_text", "text": "Hi"}
TYPED = {"kineograph": {"edits": 1}, "revision": 1}
REPORT = {"status": "success", "applied": ["made clip 1 5 s long"], "changes": [], "revision": 2}


def five_seconds(**more: Any) -> dict[str, Any]:
    return draft(5.0, **more)


async def begun(studio: FakeStudio, manager: SessionManager) -> None:
    """A session with a clip of a second on its timeline."""
    await manager.instruct("make a film", wait_seconds=math.inf)
    studio.turns = [Turn((), five_seconds(), response=REPORT)]


async def edit(manager: SessionManager, *edits: Any, **more: Any) -> JobView:
    view = await manager.edit(list(edits), wait_seconds=math.inf, **more)
    assert isinstance(view, JobView)
    return view


async def turn_of(manager: SessionManager, *edits: Any, **more: Any) -> TurnView:
    view = await edit(manager, *edits, **more)
    assert view.error is None
    assert isinstance(view.result, TurnView)
    return view.result


async def refusal(manager: SessionManager, *edits: Any, **more: Any) -> str:
    with pytest.raises(AgentMustFix) as caught:
        await edit(manager, *edits, **more)
    return str(caught.value)


@pytest.mark.requirement("turn.edits-are-sent-as-they-are")
async def test_a_studio_that_takes_edits_gets_them_as_they_are(studio: FakeStudio, manager: SessionManager) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    found = await turn_of(manager, FIVE, base_revision=2)
    assert studio.calls() == [None, {"edits": [FIVE], "base_revision": 2, "dry_run": False}]
    assert (found.applied, found.confirmed, found.not_seen) == (("made clip 1 5 s long",), (), ())
    assert found.revision == 3
    assert "Video: beach.jpg: length 1 s → 5 s" in found.changes


@pytest.mark.requirement("turn.edits-are-put-into-words")
async def test_any_other_studio_gets_one_instruction_in_words(studio: FakeStudio, manager: SessionManager) -> None:
    await begun(studio, manager)
    await edit(manager, FIVE, TITLE)
    assert studio.calls() == [None, None]
    assert studio.said()[1] == ('1. Make clip 1 5 seconds long.\n2. Add the title "Hi".')


@pytest.mark.requirement("turn.edits-are-put-into-words")
async def test_what_the_timeline_shows_is_confirmed_and_what_it_does_not_is_said(
    studio: FakeStudio, manager: SessionManager
) -> None:
    await begun(studio, manager)
    studio.turns = [Turn(("All done!",), five_seconds(name="beach.jpg"))]
    found = await turn_of(manager, FIVE, TITLE)
    assert found.confirmed == ("Make clip 1 5 seconds long.",)
    assert found.not_seen == ('Add the title "Hi".',)
    assert found.said == "All done!"


@pytest.mark.requirement("turn.edits-are-put-into-words")
async def test_what_else_became_different_is_told(studio: FakeStudio, manager: SessionManager) -> None:
    await begun(studio, manager)
    after = five_seconds()
    after["t"].append({"tt": 1, "sg": [{"s": 0, "d": 5000, "name": "Lo-fi"}]})
    studio.turns = [Turn(("Added music, too.",), after)]
    found = await turn_of(manager, FIVE)
    assert (found.confirmed, found.not_seen) == (("Make clip 1 5 seconds long.",), ())
    assert any("Sound 1" in line for line in found.besides)


async def test_nothing_is_confirmed_where_nothing_came_of_it(studio: FakeStudio, manager: SessionManager) -> None:
    await begun(studio, manager)
    studio.turns = [Turn(("Done!",))]
    found = await turn_of(manager, FIVE)
    assert (found.confirmed, found.changes) == ((), ())
    assert found.not_seen == ("Make clip 1 5 seconds long.",)
    assert found.unconfirmed


@pytest.mark.requirement("turn.edits-are-checked-first")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"op": "remove_clips", "target": 4}, "NO_SUCH_CLIP: edits[1]: remove_clips: There is no clip 4: there is 1."),
        ({"op": "remove_clips"}, "BAD_EDITS: edits[1]: remove_clips: target is missing. remove_clips(target: "),
        ({"op": "set_music", "media": "beach.jpg"}, "BAD_EDITS: edits[1]: set_music: media must be a file: nothing"),
    ],
)
@pytest.mark.parametrize("announced", [{}, TYPED])
async def test_edits_that_cannot_be_done_are_never_sent(
    studio: FakeStudio, manager: SessionManager, announced: dict[str, Any], wrong: dict[str, Any], said: str
) -> None:
    studio.announces = announced
    await begun(studio, manager)
    line = await refusal(manager, FIVE, wrong)
    assert line.startswith(said)
    assert "\n" not in line
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.edits-of-another-revision")
@pytest.mark.parametrize("announced", [{}, TYPED])
async def test_edits_meant_for_another_revision_are_not_sent(
    studio: FakeStudio, manager: SessionManager, announced: dict[str, Any]
) -> None:
    studio.announces = announced
    await begun(studio, manager)
    now = (await manager.timeline()).revision
    view = await manager.edit([FIVE], base_revision=now + 1, wait_seconds=math.inf)
    assert isinstance(view, ConflictView)
    assert (view.base_revision, view.timeline) == (now + 1, await manager.timeline())
    assert studio.count("run") == 1
    assert (await turn_of(manager, FIVE, base_revision=now)).revision == now + 1


@pytest.mark.requirement("turn.edits-of-another-revision")
async def test_a_conflict_that_only_the_studio_saw_is_one(studio: FakeStudio, manager: SessionManager) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    answer = {"status": "error", "error_code": "CONFLICT", "error": "The timeline is at revision 3", "applied": []}
    studio.turns = [Turn(("I could not do that.",), response=answer)]
    view = await manager.edit([FIVE], base_revision=2, wait_seconds=math.inf)
    assert isinstance(view, ConflictView)
    assert studio.count("run") == 2


@pytest.mark.requirement("surface.revisions-grow")
async def test_a_studio_that_counts_no_revisions_is_counted_here(
    studio: FakeStudio, manager: SessionManager, managers: Managers
) -> None:
    await begun(studio, manager)
    first = (await manager.timeline()).revision
    assert (await manager.timeline()).revision == first > 0
    await edit(manager, FIVE)
    studio.turns = [Turn(("Undone.",), draft())]
    back = await manager.instruct("undo", wait_seconds=math.inf)
    assert isinstance(back, JobView)
    async with managers() as another:
        assert (await another.timeline()).revision == first + 2


@pytest.mark.requirement("turn.preview-changes-nothing")
async def test_a_preview_is_made_here_where_the_studio_has_none(studio: FakeStudio, manager: SessionManager) -> None:
    await begun(studio, manager)
    before = await manager.timeline()
    found = await turn_of(manager, FIVE, dry_run=True)
    assert found.outcome == "preview"
    assert "Timeline: length 1 s → 5 s" in found.changes
    assert found.applied == ("Make clip 1 5 seconds long.",)
    assert studio.count("run") == 1
    assert await manager.timeline() == before


async def test_what_undo_would_change_cannot_be_known_here(studio: FakeStudio, manager: SessionManager) -> None:
    await begun(studio, manager)
    view = await edit(manager, {"op": "undo"}, dry_run=True)
    assert view.error is not None
    assert view.error.code == "PREVIEW_UNKNOWN"
    assert studio.count("run") == 1


@pytest.mark.requirement("turn.preview-changes-nothing")
async def test_a_preview_is_asked_of_a_studio_that_takes_edits(
    studio: FakeStudio, manager: SessionManager, clock: QuickClock
) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    clock.slept.clear()
    would = {"would_apply": ["make it longer"], "would_change": ["Timeline: length 1 s → 5 s"], "dry_run": True}
    studio.turns = [Turn(("This would be done.",), response={"status": "success", "applied": [], **would})]
    found = await turn_of(manager, FIVE, dry_run=True)
    assert (found.outcome, found.changes) == ("preview", ("Timeline: length 1 s → 5 s",))
    assert found.applied == ("make it longer",)
    assert clock.slept == []
    assert studio.calls()[-1]["dry_run"] is True


async def test_a_preview_whose_answer_is_lost_is_not_looked_after(studio: FakeStudio, manager: SessionManager) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    studio.turns = [Turn(cut=True)]
    view = await edit(manager, FIVE, dry_run=True)
    assert view.state is JobState.FAILED
    assert isinstance(view.error, TryLater)


@pytest.mark.requirement("turn.edits-are-sent-once")
async def test_the_same_edits_join_and_others_are_told_to_wait(studio: FakeStudio, manager: SessionManager) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    hold = anyio.Event()
    studio.turns = [Turn((), five_seconds(), hold=hold, response=REPORT)]
    found: list[JobView] = []

    async def ask() -> None:
        found.append(await edit(manager, FIVE))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask)
        await until(lambda: studio.count("run") == 2)
        tasks.start_soon(ask)
        with pytest.raises(TryLater, match="Send the edits when it is done"):
            await edit(manager, TITLE)
        with pytest.raises(TryLater, match="BUSY"):
            await manager.instruct("Make clip 1 5 seconds long.", wait_seconds=0)
        hold.set()
    assert sorted(view.joined for view in found) == [False, True]
    assert found[0].job_id == found[1].job_id
    assert studio.count("run") == 2


@pytest.mark.requirement("turn.edits-are-sent-once")
async def test_edits_that_were_told_are_meant_again(studio: FakeStudio, manager: SessionManager) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    await edit(manager, FIVE)
    await edit(manager, FIVE)
    assert studio.count("run") == 3


@pytest.mark.requirement("turn.edits-are-sent-once")
async def test_edits_whose_result_nobody_heard_are_answered_from_it(
    studio: FakeStudio, manager: SessionManager
) -> None:
    studio.announces = TYPED
    await begun(studio, manager)
    hold = anyio.Event()
    studio.turns = [Turn((), five_seconds(), hold=hold, response=REPORT)]
    first = await manager.edit([FIVE], wait_seconds=0)
    assert isinstance(first, JobView)
    assert first.state is JobState.RUNNING
    hold.set()
    await until(lambda: not manager._jobs._live)
    again = await edit(manager, FIVE)
    assert (again.job_id, again.joined) == (first.job_id, True)
    assert studio.count("run") == 2


@pytest.mark.requirement("turn.edits-are-sent-once")
@pytest.mark.parametrize("announced", [{}, TYPED])
async def test_a_lost_answer_is_looked_after_and_the_edits_never_sent_again(
    studio: FakeStudio, manager: SessionManager, announced: dict[str, Any]
) -> None:
    studio.announces = announced
    await begun(studio, manager)
    studio.turns = [Turn(after=five_seconds(), cut=True)]
    found = await turn_of(manager, FIVE)
    assert found.outcome == "recovered"
    assert found.confirmed == ("Make clip 1 5 seconds long.",)
    assert studio.count("run") == 2


@pytest.mark.requirement("turn.edits-are-sent-once")
async def test_edits_that_a_dead_server_sent_are_found_and_not_sent_again(
    studio: FakeStudio, managers: Managers, tmp_path: Path
) -> None:
    studio.announces = TYPED
    hold = anyio.Event()
    async with managers() as manager:
        await begun(studio, manager)
        studio.turns = [Turn((), five_seconds(), hold=hold)]
        await manager.edit([FIVE], wait_seconds=0)
        await until(lambda: studio.count("run") == 2)
    job = await left_over(tmp_path / "home", "turn", studio)
    async with managers() as again:
        view = await again.wait(job, math.inf)
    assert isinstance(view.result, TurnView)
    assert view.result.outcome == "recovered"
    assert view.result.confirmed == ("Make clip 1 5 seconds long.",)
    assert studio.count("run") == 2


async def test_without_a_session_there_is_nothing_to_edit(manager: SessionManager) -> None:
    assert (await refusal(manager, FIVE)).startswith("NO_SESSION")
    assert (await refusal(manager, FIVE, session_id="new")).startswith("NO_SESSION")


async def test_clips_of_which_only_the_name_is_known_can_be_counted_and_ordered(
    studio: FakeStudio, manager: SessionManager
) -> None:
    def cloudy(*names: str) -> dict[str, Any]:
        clips = [{"s": number * 2000, "d": 2000, "m": {"name": name}} for number, name in enumerate(names)]
        return {"t": [{"tt": 0, "sg": clips}], "d": 2000 * len(names)}

    studio.turns = [Turn(after=cloudy("a", "b", "c"))]
    await manager.instruct("make a film", wait_seconds=math.inf)
    assert Draft.read(cloudy("a")).has_clip()
    studio.turns = [Turn(("Swapped.",), cloudy("c", "b"))]
    found = await turn_of(manager, {"op": "remove_clips", "target": 1}, {"op": "swap_clips", "first": 1, "second": 2})
    assert found.not_seen == ()
    assert found.confirmed == ("Remove clip 1.", "Swap clip 1 and clip 2.")


def test_what_was_uploaded_is_known_by_the_studios_list_and_by_ours() -> None:
    ours = [UploadRow("s", "h", "done", "a.jpg", "image", 64, 48), UploadRow("s", "i", "done", "b.mp4", "video")]
    assert [media.name for media in library_of({}, ours)] == ["a.jpg", "b.mp4"]
    listed: list[Any] = [
        {"filename": "b.mp4", "file_type": "video", "duration": 2.5, "has_sound": False, "id": "m2", "captured_at": 7},
        {"name": "a.jpg"},
        {"filename": 5},
        "rubbish",
    ]
    footage, picture = library_of({"video_infos": listed}, ours)
    assert (footage.id, footage.duration_ms, footage.has_sound, footage.captured_at) == ("m2", 2500, False, 7)
    assert (picture.name, picture.width, picture.has_sound) == ("a.jpg", 64, False)
