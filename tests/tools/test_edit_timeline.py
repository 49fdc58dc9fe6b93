"""The tool for exact edits: what reaches the manager, what a conflict answers, and the labels in either language."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.tools.test_answers import text_of

from kineograph.errors import AgentMustFix
from kineograph.sessions.views import TurnView

EDITS = [{"op": "set_transition", "kind": "crossfade"}, {"op": "undo"}]


async def test_edits_reach_the_manager_as_they_were_written(connect: Any, sessions: Any) -> None:
    async with connect() as client:
        await client.call_tool("edit_timeline", {"edits": EDITS})
        more = {"session_id": "s_2", "base_revision": 7, "dry_run": True, "wait_seconds": 600}
        await client.call_tool("edit_timeline", {"edits": [7, None, {}], **more})
    assert sessions.asked == [("edit", (EDITS, "", 0, False, 45)), ("edit", ([7, None, {}], "s_2", 7, True, 50))]


async def test_edits_arrive_also_from_clients_that_send_them_as_text(connect: Any, sessions: Any) -> None:
    async with connect() as client:
        await client.call_tool("edit_timeline", {"edits": json.dumps(EDITS)})
    assert sessions.asked == [("edit", (EDITS, "", 0, False, 45))]


@pytest.mark.requirement("turn.edits-of-another-revision")
async def test_a_conflict_is_an_error_with_the_whole_timeline(connect: Any) -> None:
    async with connect() as client:
        result = await client.call_tool("edit_timeline", {"edits": EDITS, "base_revision": 5})
        shown = await client.call_tool("get_timeline", {})
    assert result.is_error
    assert result.structured_content is None
    text = text_of(result)
    assert text.startswith("CONFLICT: Nothing was changed: the edits were meant for revision 5, and the timeline is at")
    assert "revision 7" in text
    assert text_of(shown).rpartition("\nNext: ")[0] in text
    assert text.endswith('Next: edit_timeline(session_id="s_1", base_revision=7, edits=<those that still fit>)')


@pytest.mark.requirement("surface.errors")
async def test_bad_edits_are_one_line(connect: Any, sessions: Any) -> None:
    sessions.failure = AgentMustFix("BAD_EDITS", "edits[0]: undo: steps must be a number. undo(steps=1).")
    async with connect() as client:
        result = await client.call_tool("edit_timeline", {"edits": EDITS})
    assert result.is_error
    assert text_of(result) == "BAD_EDITS: edits[0]: undo: steps must be a number. undo(steps=1)."


@pytest.mark.requirement("surface.unknown-arguments")
@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({}, "edits is missing"),
        ({"edits": "undo"}, "edits: "),
        ({"edits": {"op": "undo"}}, "edits: "),
        ({"edits": EDITS, "dryrun": True}, "dryrun is not an argument"),
        ({"edits": EDITS, "base_revision": "r7"}, "base_revision: "),
    ],
)
async def test_arguments_of_another_shape_are_named(
    connect: Any, sessions: Any, arguments: dict[str, Any], fault: str
) -> None:
    async with connect() as client:
        result = await client.call_tool("edit_timeline", arguments)
    assert result.is_error
    assert text_of(result).startswith(f"BAD_ARGUMENTS: {fault}")
    assert sessions.asked == []


@pytest.mark.requirement("turn.preview-changes-nothing")
async def test_a_preview_is_told_as_what_would_be(connect: Any, sessions: Any) -> None:
    sessions.turn = TurnView("", "preview", ("title added",), "Timeline", applied=("a title",), revision=3)
    async with connect() as client:
        result = await client.call_tool("edit_timeline", {"edits": EDITS, "dry_run": True})
    text = text_of(result)
    assert "nothing was changed and nothing charged. (preview)" in text
    assert "Would change: title added." in text
    assert "Would be done: a title." in text
    assert "Changed" not in text
    assert 'Next: edit_timeline with the same edits and without dry_run, session_id="s_1"' in text


PARTS = ("applied", "held", "unsupported", "noted", "assumed", "question")


@pytest.mark.requirement("turn.report-is-in-parts")
@pytest.mark.parametrize(
    ("language", "labels"),
    [
        (
            "en",
            (
                "Done, by the studio's report: x applied.",
                "Not done: x held.",
                "Not possible here, so not done: x unsupported.",
                "Noted: x noted.",
                "Assumed: x assumed.",
                "The studio asks: x question.",
            ),
        ),
        (
            "zh",
            (
                "工作室报告已完成: x applied。",
                "未执行: x held。",
                "这里做不到，未执行: x unsupported。",
                "已记下: x noted。",
                "采用了默认值: x assumed。",
                "工作室询问: x question。",
            ),
        ),
    ],
)
@pytest.mark.parametrize("tool", ["send_instruction", "edit_timeline", "wait_for_job"])
async def test_each_part_of_a_report_stands_by_itself_in_text_and_structure(
    connect: Any, sessions: Any, monkeypatch: pytest.MonkeyPatch, tool: str, language: str, labels: tuple[str, ...]
) -> None:
    said: dict[str, Any] = {part: (f"x {part}",) for part in PARTS}
    sessions.turn = TurnView("", "replied", (), "Timeline", language=language, **said)
    monkeypatch.setattr(sessions, "video", sessions.turn)  # what the fake's wait answers with
    arguments = {"send_instruction": {"instruction": "x"}, "edit_timeline": {"edits": EDITS}}.get(tool, {"job_id": "j"})
    async with connect() as client:
        result = await client.call_tool(tool, arguments)
    turn = result.structured_content["turn"]
    assert {part: turn[part] for part in PARTS} == {part: [f"x {part}"] for part in PARTS}
    text = text_of(result)
    assert [label for label in labels if label not in text] == []


async def test_every_fact_of_a_chinese_turn_is_in_its_text(connect: Any, sessions: Any) -> None:
    sessions.turn = replace(sessions.turn, language="zh")
    async with connect() as client:
        result = await client.call_tool("send_instruction", {"instruction": "x"})
    text = text_of(result)
    assert "修订号 7。" in text
    assert "积分：之前 98.5，之后 96.25。" in text
    for said in ("not_seen", "confirmed", "besides", "translated", "changes"):
        assert all(line in text for line in result.structured_content["turn"][said])
