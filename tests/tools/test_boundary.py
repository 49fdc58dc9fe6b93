"""Failures, as an agent reads them (MCP 2026-07-28 on unknown tools)."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from kineograph.errors import HumanMustAct, TryLater
from kineograph.tools import boundary


def text_of(result: Any) -> str:
    return str(result.content[0].text)


@pytest.mark.requirement("surface.errors")
async def test_a_foreseen_failure_is_a_code_and_a_remedy(connect: Any, sessions: Any) -> None:
    sessions.failure = HumanMustAct(
        "NO_CREDITS", "No credits are left. Register at https://example.com.", "2001 secret"
    )
    async with connect() as client:
        result = await client.call_tool("send_instruction", {"instruction": "x"})
    assert result.is_error
    assert result.structured_content is None
    assert text_of(result) == "NO_CREDITS: No credits are left. Register at https://example.com."


@pytest.mark.requirement("surface.unforeseen")
async def test_an_unforeseen_failure_shows_nothing_of_itself(
    connect: Any, sessions: Any, caplog: pytest.LogCaptureFixture
) -> None:
    sessions.failure = RuntimeError("the secret path")
    with caplog.at_level(logging.ERROR):
        async with connect() as client:
            result = await client.call_tool("get_timeline", {})
    assert result.is_error
    assert text_of(result).startswith("INTERNAL: get_timeline failed")
    assert "secret" not in text_of(result)
    assert "the secret path" in caplog.text


@pytest.mark.requirement("surface.unknown-arguments")
@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"jobid": "j"}, "job_id is missing; jobid is not an argument of this tool"),
        ({"job_id": "j", "wait_seconds": "long"}, "wait_seconds: "),
        ({"job_id": 7}, "job_id: "),
    ],
)
async def test_wrong_arguments_are_named_and_the_right_ones_listed(
    connect: Any, sessions: Any, arguments: dict[str, Any], fault: str
) -> None:
    async with connect() as client:
        result = await client.call_tool("wait_for_job", arguments)
    assert result.is_error
    text = text_of(result)
    assert text.startswith(f"BAD_ARGUMENTS: {fault}")
    assert text.endswith("Allowed arguments: job_id, wait_seconds.")
    assert "\n" not in text
    assert "http" not in text
    assert sessions.asked == []


@pytest.mark.requirement("surface.unknown-arguments")
async def test_a_rejected_value_is_not_repeated(connect: Any) -> None:
    async with connect() as client:
        result = await client.call_tool("export_video", {"aspect": "nmv_usr_abc"})
    assert "nmv_usr" not in text_of(result)
    assert "'9:16'" in text_of(result)


@pytest.mark.requirement("surface.unknown-names")
async def test_an_unknown_tool_is_a_protocol_error(connect: Any) -> None:
    async with connect() as client:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("make_coffee", {})
    assert caught.value.error.code == INVALID_PARAMS


@pytest.mark.requirement("surface.unknown-names")
async def test_an_unknown_prompt_is_a_protocol_error(connect: Any) -> None:
    async with connect() as client:
        with pytest.raises(MCPError) as caught:
            await client.get_prompt("poem", {})
    assert caught.value.error.code == INVALID_PARAMS


@pytest.mark.requirement("surface.unforeseen")
async def test_a_failure_does_not_end_the_server(connect: Any, sessions: Any) -> None:
    async with connect() as client:
        sessions.failure = TryLater("BUSY", "The studio is busy. Try again in 30 seconds.")
        assert (await client.call_tool("check_credits", {})).is_error
        sessions.failure = None
        assert not (await client.call_tool("check_credits", {})).is_error


@pytest.mark.requirement("surface.fifty-seconds")
async def test_no_call_outlasts_what_clients_survive(
    connect: Any, sessions: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert boundary.CEILING_S < 60
    monkeypatch.setattr(boundary, "CEILING_S", 0.0)
    sessions.hangs = True
    async with connect() as client:
        result = await client.call_tool("get_timeline", {})
    assert result.is_error
    assert text_of(result).startswith("STUDIO_SLOW: ")
