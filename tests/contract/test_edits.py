"""Typed edits from the tool to the studio and back, in virtual time: exact, once, nothing that was not asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio
import pytest
from tests.contract.faulty_world import Agent, World
from tests.contract.virtual_time import BACKEND

PUT = {"op": "add_clips", "media": [1, 2], "duration": 2, "motions": ["zoom_in", "parallax"]}
FADE = {"op": "set_transition", "kind": "push_left", "duration": 0.5}
TOTAL = {"op": "set_duration", "duration": 30, "scope": "total"}
TITLE = {"op": "add_text", "text": "Click Export", "when": {"anchor": "end", "duration": 2}}


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


@pytest.mark.requirement("turn.edits-are-applied-as-given")
async def test_a_video_is_made_and_changed_by_typed_edits_alone(tmp_path: Path) -> None:
    async with World.opened(tmp_path, "charge") as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        preview = await agent.insist("edit_timeline", edits=[PUT, FADE], dry_run=True)
        assert preview.structure["turn"]["outcome"] == "preview"
        assert "Nothing was changed" in preview.text
        made = await agent.insist("edit_timeline", edits=[PUT, FADE, TOTAL, TITLE])
        turn = made.structure["turn"]
        assert len(turn["applied"]) == 4
        assert turn["revision"] == 1
        _, _, shown = await agent.call("get_timeline")
        assert (shown["duration_s"], shown["revision"]) == (30, 1)
        stale, text, _ = await agent.call("edit_timeline", edits=[TOTAL], base_revision=9)
        assert stale
        assert shown["summary"] in text
        wrong, line, _ = await agent.call("edit_timeline", edits=[FADE, {"op": "remove_clips", "target": 9}])
        assert wrong
        assert line.startswith("NO_SUCH_CLIP: edits[1]: remove_clips: There is no clip 9")
        assert "\n" not in line
        undone = await agent.insist("edit_timeline", edits=[{"op": "undo"}], base_revision=1)
        assert undone.structure["turn"]["revision"] == 2
        _, _, empty = await agent.call("get_timeline")
        assert (empty["tracks"], empty["revision"]) == ([], 2)
    assert sum(world.accepted().values()) == 3


@pytest.mark.requirement("turn.edits-are-sent-once")
@pytest.mark.parametrize("fault", ["drop=before_head", "drop=mid_event", "drop=open_call", "turn_delay=100"])
async def test_whatever_is_lost_on_the_way_edits_are_done_once(tmp_path: Path, fault: str) -> None:
    async with World.opened(tmp_path, fault) as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        made = await agent.follow("edit_timeline", edits=[PUT, FADE])
        assert made.is_done, made.text
        with anyio.fail_after(100_000):
            _, _, shown = await agent.call("get_timeline")
        assert [len(track["clips"]) for track in shown["tracks"]] == [2]
        assert shown["revision"] == 1
    assert sum(world.accepted().values()) == 1


async def test_a_spoken_turn_tells_each_part_by_itself(tmp_path: Path) -> None:
    async with World.opened(tmp_path) as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        said = await agent.insist("send_instruction", instruction="用这些照片做一个视频，再加一些会动的云")
    turn = said.structure["turn"]
    assert turn["applied"]
    assert turn.get("held") or turn.get("unsupported")
    assert "工作室报告已完成" in said.text
