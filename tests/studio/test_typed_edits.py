"""Typed edits over run_sse: applied as they are given, all or none, one step; conflicts and previews change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from tests.studio.conftest import SHOW, Caller, Start, answer_in, kinds, picture, run_body, texts

from kineograph.studio.accounts import read_charges
from kineograph.studio.home import Home
from kineograph.studio.options import StudioOptions
from kineograph.wire import routes
from kineograph.wire.editcalls import revision_of, takes_edits

PHOTOS = [picture("one.jpg", "red"), picture("two.jpg", "green"), picture("three.jpg", "blue")]
PUT = {"op": "add_clips", "media": ["one.jpg", 2, "three.jpg"], "duration": 2}
FADE = {"op": "set_transition", "kind": "crossfade", "duration": 0.5}
TITLE = {"op": "add_text", "text": "Export by clicking"}


async def standing(caller: Caller) -> dict[str, Any]:
    """The state without its links, which are signed anew at every look."""
    return {**await caller.state(), "video_infos": []}


async def made(caller: Caller) -> dict[str, Any]:
    await caller.upload(*PHOTOS)
    await caller.edit(PUT)
    return await standing(caller)


async def test_a_studio_says_that_it_takes_typed_edits(caller: Caller) -> None:
    state = await caller.state()
    assert takes_edits(state)
    assert revision_of(state) == 0


@pytest.mark.requirement("turn.edits-are-applied-as-given")
async def test_edits_are_applied_as_they_are_given_in_one_step(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    events = await caller.edit(PUT, FADE, TITLE, text="make me a sandwich without bread")
    assert kinds(events) == ["said", "called", "answered", "changed", "said"]
    answer = answer_in(events)
    assert (answer["status"], answer["revision"], len(answer["applied"])) == ("success", 1, 3)
    assert "Video: added one.jpg (0-2s)" in answer["changes"]
    state = await caller.state()
    assert (state["revision"], state["draft"]["d"]) == (1, 6000)
    assert [clip["tr"]["d"] for clip in state["draft"]["t"][0]["sg"]] == [500, 500, 500]
    assert answer_in(await caller.edit({"op": "undo"}))["revision"] == 2
    assert (await caller.state())["draft"] == {}


@pytest.mark.requirement("turn.edits-are-applied-as-given")
@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ({"op": "remove_clips", "target": 9}, "NO_SUCH_CLIP", "There is no clip 9"),
        ({"op": "remove_clips", "target": 0}, "BAD_EDITS", "edits[1]: remove_clips: target counts from 1"),
        ({"op": "add_clips", "media": "four.jpg"}, "BAD_EDITS", "there are 1 one.jpg, 2 two.jpg, 3 three.jpg"),
    ],
)
async def test_one_edit_that_cannot_be_done_undoes_the_others(
    caller: Caller, wrong: dict[str, Any], code: str, said: str
) -> None:
    before = await made(caller)
    events = await caller.edit(FADE, wrong)
    assert kinds(events) == ["said", "called", "answered", "said"]
    answer = answer_in(events)
    assert (answer["status"], answer["error_code"], answer["applied"], answer["changes"]) == ("error", code, [], [])
    assert answer["revision"] == 1
    assert said in texts(events)[-1]
    assert await standing(caller) == before


@pytest.mark.requirement("turn.edits-of-another-revision")
async def test_edits_for_another_revision_change_nothing_and_show_the_one_that_stands(caller: Caller) -> None:
    await made(caller)
    await caller.edit(FADE)
    before = await standing(caller)
    events = await caller.edit(TITLE, base_revision=1)
    answer = answer_in(events)
    assert (answer["status"], answer["error_code"], answer["revision"]) == ("error", "CONFLICT", 2)
    assert answer["timeline"] == before["studio"]["summary"]
    assert answer["draft"] == before["draft"]
    assert before["studio"]["summary"] in texts(events)[-1]
    assert await standing(caller) == before
    assert answer_in(await caller.edit(TITLE, base_revision=2))["revision"] == 3


@pytest.mark.requirement("turn.preview-changes-nothing")
async def test_a_preview_says_what_would_change_and_changes_nothing(caller: Caller) -> None:
    before = await made(caller)
    events = await caller.edit(FADE, {"op": "set_duration", "duration": 9, "scope": "total"}, dry_run=True)
    assert kinds(events) == ["said", "called", "answered", "said"]
    answer = answer_in(events)
    assert (answer["status"], answer["dry_run"], answer["revision"], answer["applied"]) == ("success", True, 1, [])
    assert len(answer["would_apply"]) == 2
    assert "Timeline: length 6 s → 9 s" in answer["would_change"]
    assert "Nothing was changed" in texts(events)[-1]
    assert await standing(caller) == before


@pytest.mark.requirement("turn.preview-changes-nothing")
async def test_what_changes_nothing_costs_nothing(start: Start, options: StudioOptions) -> None:
    async with start("charge") as caller:
        await caller.upload(*PHOTOS)
        await caller.edit(PUT)
        await caller.edit(FADE, dry_run=True)
        await caller.edit(FADE, base_revision=7)
        await caller.edit(FADE, base_revision=1)
        assert answer_in(await caller.edit(TITLE, dry_run=True))["status"] == "success"
        assert [charge.cost for charge in read_charges(Home(options.home).ledger)] == [50, 0, 0, 50, 0]


@pytest.mark.parametrize("call", [{}, {"edits": {}}, {"edits": [], "base_revision": -1}, {"edits": [], "more": 1}])
async def test_a_call_that_is_none_is_refused_before_the_turn(caller: Caller, call: dict[str, Any]) -> None:
    body = run_body(caller.session, "")
    body["new_message"]["parts"].append({"function_call": {"name": "edit_timeline", "args": call}})
    answer = await caller.post(routes.RUN.path, body)
    assert answer.status_code == 422


async def test_a_spoken_turn_answers_in_the_same_shape(caller: Caller) -> None:
    await caller.upload(*PHOTOS)
    spoken = answer_in(await caller.say(SHOW))
    typed = answer_in(await caller.edit(FADE))
    assert set(spoken) == set(typed)
    assert spoken["changes"]
    assert spoken["revision"] == 1


async def test_typed_edits_are_reported_in_the_language_of_the_session(caller: Caller) -> None:
    await caller.open_session(language="zh-CN")
    await caller.upload(*PHOTOS)
    assert texts(await caller.edit(PUT))[-1].startswith("完成")


async def test_every_transition_can_be_told_of(caller: Caller) -> None:
    await made(caller)
    (applied,) = answer_in(await caller.edit({"op": "set_transition", "kind": "push_left"}))["applied"]
    assert "push" in applied


async def test_typed_edits_get_no_second_stage(start: Start) -> None:
    async with start("two_stages=0.01") as caller:
        await caller.upload(*PHOTOS)
        assert kinds(await caller.edit(PUT)) == ["said", "called", "answered", "changed", "said"]
        assert (await caller.state())["revision"] == 1
