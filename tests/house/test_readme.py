"""What the README tells a user, held against the code: tools, settings, commands, and the words to type."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from kineograph.cli.args import HTTP_PORT, Make, Serve, _parser, parse
from kineograph.settings import Settings, load_settings
from kineograph.skills import load_skill
from kineograph.tools.surface import TOOLS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def section(heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no section {heading}"
    return found[1]


def table(heading: str) -> list[list[str]]:
    """The rows of the section's one table, without its head, as cells."""
    lines = [line.strip("|") for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)] for line in lines[2:]]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def commands() -> dict[str, argparse.ArgumentParser]:
    found = [action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices)


def aliases() -> dict[str, str]:
    """Variable to field."""
    return {str(field.validation_alias): name for name, field in Settings.model_fields.items()}


def test_the_tools_are_the_surface_in_its_order() -> None:
    assert [code(row[0]) for row in table("Tools")] == [[tool.name] for tool in TOOLS]


def test_the_settings_are_those_that_are_read() -> None:
    told = [name for row in table("Settings") for name in code(row[0])]
    assert len(told) == len(set(told))
    assert set(told) == set(aliases())


def test_no_variable_is_read_behind_the_settings() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "server").rglob("*.py"))
    read = {name for text in sources for name in re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", text)}
    assert read <= set(aliases())


def test_a_default_that_is_told_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in aliases():
        monkeypatch.delenv(name, raising=False)
    told = {name: row[2] for row in table("Settings") for name in code(row[0])}
    assert code(told["KINEOGRAPH_SKILL"]) == [load_settings().skill]
    assert [word.upper() for word in code(told["KINEOGRAPH_LOG"])] == [load_settings().log]
    assert code(told["KINEOGRAPH_STUDIO"])[-1] == load_settings().studio
    assert [float(word) for word in code(told["KINEOGRAPH_SILENCE"])] == [load_settings().silence_s]
    assert [float(word) for word in code(told["KINEOGRAPH_POLL"])] == [load_settings().poll_s]


def test_the_commands_are_those_of_the_command_line() -> None:
    assert [code(row[0])[0].split()[:2] for row in table("On the command line")] == [
        ["kineograph", name] for name in commands()
    ]


def test_an_option_that_is_told_exists() -> None:
    for row in table("On the command line"):
        words = " ".join(code(" ".join(row)))
        name = words.split()[1]
        unknown = set(re.findall(r"(?<!\w)--?[a-z]+\b", words)) - set(commands()[name]._option_string_actions)
        assert unknown == set(), f"kineograph {name} has no {unknown}"


def test_each_of_the_two_commands_is_one_line() -> None:
    assert [block.count("\n") for block in blocks("sh")] == [1, 1]


def test_the_first_command_makes_a_video_of_what_is_here() -> None:
    install, _, make = blocks("sh")[0].strip().partition(" && ")
    program, *words = shlex.split(make)
    assert (install, program) == ("pip install .", "kineograph")
    asked = parse(words, at_a_terminal=True)
    assert isinstance(asked, Make)
    assert asked.output == Path("kineograph.mp4")
    assert asked.say == load_skill("ai-image-in-video-generator").default_instruction
    assert all(list((ROOT / path).glob("*.jpg")) for path in asked.paths)


def test_the_second_command_is_that_of_continuous_integration() -> None:
    if not (ROOT / ".ci" / "run").exists():
        pytest.skip("not a checkout")
    last = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1]
    words = [word for word in shlex.split(last) if word not in ("--quiet", "--disable-pip-version-check")]
    assert words == shlex.split(blocks("sh")[1])
    assert (ROOT / words[-1]).is_file()


def test_the_configuration_is_the_file_and_starts_the_server() -> None:
    configuration = json.loads((ROOT / "mcp.json").read_text("utf-8"))
    assert [json.loads(block) for block in blocks("json")] == [configuration]
    server = configuration["mcpServers"]["kineograph"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert server["command"] in scripts
    assert parse(server["args"], at_a_terminal=False) == Serve()


def test_the_address_for_clients_over_http_is_the_default() -> None:
    assert f"http://127.0.0.1:{HTTP_PORT}/mcp" in section("In a client")


def test_what_is_linked_is_there() -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []
