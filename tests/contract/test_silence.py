"""Two in five edits end without a word: each is told by what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.contract.faulty_world import Agent, World
from tests.contract.virtual_time import BACKEND


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return BACKEND


def instructions() -> list[tuple[str, bool]]:
    """Fifty edits; the titles among them, two in five, are made in silence."""
    edits = []
    for number in range(10):
        name = f"Chapter {number}"
        edits += [
            (f"make each picture {2 + number % 2}.{1 + number % 8} seconds", False),
            (f"add the title '{name}'", True),
            ("use slides" if number % 2 else "use crossfades", False),
            (f"change the title to '{name} again'", True),
            ("make it vertical" if number % 2 else "make it 16:9", False),
        ]
    return edits


@pytest.mark.requirement("turn.state-is-read", "turn.silence-is-told")
async def test_every_silent_edit_is_told_by_its_difference(tmp_path: Path) -> None:
    silent = replied = 0
    async with World.opened(tmp_path, "silent_edits=share") as world, world.server() as client:
        agent = Agent(client)
        await agent.insist("upload_image", images=world.pictures)
        await agent.follow("send_instruction", instruction="make a video with 3 seconds a picture")
        for text, is_title in instructions():
            turn = (await agent.follow("send_instruction", instruction=text)).structure["turn"]
            if turn["outcome"] == "silent":
                silent += 1
                assert is_title
                assert turn["changes"]
                assert turn["studio_said"] == ""
            else:
                replied += 1
                assert turn["studio_said"]
        await world.check(agent)
    assert (silent, replied) == (20, 30)
