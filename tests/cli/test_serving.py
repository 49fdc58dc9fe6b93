"""The server as a client starts it: a process, pipes or a port, and a prompt end."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from kineograph.cli import main

ROOT = Path(__file__).resolve().parents[2]
KINEOGRAPH = [sys.executable, "-m", "kineograph"]
QUESTIONS = (
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "get_timeline", "arguments": {}}},
)
LONG_S = 30
ELSEWHERE = "0.0.0.0"  # noqa: S104 - it is what must be refused


async def started(environment: dict[str, str], *words: str, cwd: Path | None = None) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *KINEOGRAPH, *words, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd=cwd
    )


async def asked(process: asyncio.subprocess.Process) -> list[bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(question) + "\n" for question in QUESTIONS).encode())
    await process.stdin.drain()
    return [await process.stdout.readline() for _ in range(2)]


@pytest.mark.parametrize("end", ["end of input", "SIGTERM", "SIGINT"])
async def test_stdout_is_json_and_the_end_is_prompt(environment: dict[str, str], tmp_path: Path, end: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    process = await started(environment, cwd=here)  # no words, no terminal: the stdio server
    answers = await asyncio.wait_for(asked(process), LONG_S)
    assert [json.loads(line)["id"] for line in answers] == [1, 2]
    assert json.loads(answers[1])["result"]["isError"]
    if end == "end of input":
        rest, noise = await asyncio.wait_for(process.communicate(b""), LONG_S)
    else:
        process.send_signal(getattr(signal, end))
        rest, noise = await asyncio.wait_for(process.communicate(), LONG_S)
    assert rest == b""
    assert process.returncode == 0
    assert b"Traceback" not in noise
    assert list(here.iterdir()) == []


def install_command(folder: Path, name: str) -> None:
    """What pip makes of the entry in pyproject.toml, for a checkout that is not installed."""
    module, function = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"][name].split(
        ":"
    )
    folder.mkdir()
    command = folder / name
    lines = (f"#!{sys.executable}", "import sys", f"from {module} import {function}", f"sys.exit({function}())", "")
    command.write_text("\n".join(lines), "utf-8")
    command.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="a command is an .exe there, which pip makes")
async def test_a_client_that_was_killed_is_no_failure(environment: dict[str, str]) -> None:
    process = await started(environment, "serve")
    assert process.stdin is not None
    assert process.stderr is not None
    await asked(process)
    process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined]
    process.stdin.write(b'{"jsonrpc":"2.0","id":9,"method":"tools/list"}\n')
    process.stdin.close()
    noise = await asyncio.wait_for(process.stderr.read(), LONG_S)
    assert b"Traceback" not in noise
    assert await asyncio.wait_for(process.wait(), LONG_S) == 0


async def test_the_configuration_that_we_ship_starts_the_server(environment: dict[str, str], tmp_path: Path) -> None:
    entry = json.loads((ROOT / "mcp.json").read_text("utf-8"))["mcpServers"]["kineograph"]
    install_command(tmp_path / "bin", entry["command"])
    environment["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{environment['PATH']}"
    server = StdioServerParameters(
        command=entry["command"], args=entry["args"], env=environment | entry.get("env", {}), cwd=ROOT
    )
    async with Client(stdio_client(server)) as client:
        assert (await client.list_tools()).tools[0].name == "upload_image"


async def test_a_home_that_cannot_be_written_is_one_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    environment["KINEOGRAPH_HOME"] = str(tmp_path / "file" / "state")
    process = await started(environment)
    answers = await asyncio.wait_for(asked(process), LONG_S)
    await asyncio.wait_for(process.communicate(b""), LONG_S)
    text = json.loads(answers[1])["result"]["content"][0]["text"]
    assert text.startswith("FOLDER_UNWRITABLE: The folder ")
    assert text.endswith("or set KINEOGRAPH_HOME to a folder that is.")


@asynccontextmanager
async def http_server(environment: dict[str, str]) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    process = await started(environment, "serve", "--transport", "http", "--port", "0")
    try:
        yield await asyncio.wait_for(_address(process), LONG_S), process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.communicate(), LONG_S)


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if found := re.search(rb"listens on (http://127\.0\.0\.1:\d+\S*)", line):
            return found[1].decode()
    raise AssertionError("it does not say where it listens")


async def test_http_serves_both_eras_and_nobody_from_elsewhere(environment: dict[str, str]) -> None:
    modes: tuple[Literal["auto", "legacy"], ...] = ("auto", "legacy")
    async with http_server(environment) as (address, process):
        for mode in modes:
            async with Client(address, mode=mode) as client:
                assert len((await client.list_tools()).tools) == 9
                result: Any = await client.call_tool("get_timeline", {})
                assert result.is_error
        async with httpx.AsyncClient() as stranger:
            plain = {"Accept": "application/json, text/event-stream"}
            other_host = await stranger.post(address, json=QUESTIONS[0], headers=plain | {"Host": "evil.example"})
            other_page = await stranger.post(
                address, json=QUESTIONS[0], headers=plain | {"Origin": "http://evil.example"}
            )
        process.terminate()
        await asyncio.wait_for(process.wait(), LONG_S)
    assert (other_host.status_code, other_page.status_code) == (421, 403)
    assert process.returncode == 0


@pytest.mark.parametrize(
    "words", [["serve", "--transport", "http", "--host", ELSEWHERE], ["studio", "--host", ELSEWHERE]]
)
def test_nothing_listens_beyond_this_machine(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINEOGRAPH_HOME", str(tmp_path))
    assert main(words) == 1
    said = capsys.readouterr()
    assert f"this machine only: use 127.0.0.1, not {ELSEWHERE}." in said.err.splitlines()[-1]
    assert said.out == ""


async def test_the_studio_alone_serves_another_program(environment: dict[str, str]) -> None:
    process = await started(environment, "studio", "--port", "0", "--fault", "no_anonymous_export=on")
    address = await asyncio.wait_for(_address(process), LONG_S)
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{address}/api/auth/anonymous-token", headers={"X-Client-Id": "c"})
    process.terminate()
    await asyncio.wait_for(process.communicate(), LONG_S)
    assert answer.status_code == 200
    assert process.returncode == 0


def test_a_fault_that_does_not_exist_is_answered_with_those_that_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINEOGRAPH_HOME", str(tmp_path))
    assert main(["studio", "--fault", "gremlins"]) == 1
    assert "There is no fault 'gremlins'. Choose from: " in capsys.readouterr().err
