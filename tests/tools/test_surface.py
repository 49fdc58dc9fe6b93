"""What an agent is offered (names, hints, sizes, both eras). ``python tests/tools/test_surface.py`` writes the
snapshots anew after a change that is meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp_types import Tool
from pydantic import TypeAdapter

from kineograph.tools import boundary
from kineograph.tools.boundary import GuardedTool
from kineograph.tools.operations import OPERATIONS
from kineograph.tools.surface import INSTRUCTIONS, TOOLS

SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = [
    "upload_image",
    "send_instruction",
    "edit_timeline",
    "get_timeline",
    "export_video",
    "wait_for_job",
    "cancel_job",
    "check_credits",
    "list_sessions",
]
LIMIT_BYTES = 12 * 1024
LIMIT_CHARACTERS = 2048  # Claude Code cuts what is longer


def listed(tool: GuardedTool) -> dict[str, Any]:
    described = Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.parameters,
        output_schema=tool.output_schema,
        annotations=tool.annotations,
    )
    return described.model_dump(mode="json", by_alias=True, exclude_none=True)


def snapshot(tool: GuardedTool) -> str:
    return json.dumps(listed(tool), indent=2, ensure_ascii=False) + "\n"


def schemas(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from schemas(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from schemas(inner)


async def test_the_tools_stand_in_the_order_of_their_use(connect: Any) -> None:
    async with connect() as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    assert [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools] == [
        listed(tool) for tool in TOOLS
    ]


async def test_the_server_says_who_it_is(connect: Any) -> None:
    async with connect() as client:
        assert client.server_info.name == "kineograph"
        assert client.server_info.version == "9.8.7"
        assert client.instructions == INSTRUCTIONS


def test_everything_together_is_small() -> None:
    size = len(json.dumps([listed(tool) for tool in TOOLS], separators=(",", ":"), ensure_ascii=False).encode())
    assert size < LIMIT_BYTES


def test_no_text_is_cut_by_a_client() -> None:
    assert len(INSTRUCTIONS) < LIMIT_CHARACTERS
    assert [tool.name for tool in TOOLS if len(tool.description) >= LIMIT_CHARACTERS] == []


@pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
def test_all_four_hints_are_said(tool: GuardedTool) -> None:
    assert tool.annotations is not None
    said = tool.annotations.model_dump(exclude_none=True)
    assert set(said) >= {"read_only_hint", "destructive_hint", "idempotent_hint", "open_world_hint"}
    assert not (said["read_only_hint"] and said["destructive_hint"])


@pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
def test_every_argument_is_described_and_plain(tool: GuardedTool) -> None:
    assert tool.parameters["additionalProperties"] is False
    for name, argument in tool.parameters["properties"].items():
        assert argument.get("description"), name
        assert isinstance(argument.get("type"), str), name


@pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
def test_no_schema_has_unions_or_nulls(tool: GuardedTool) -> None:
    for schema in schemas([tool.parameters, tool.output_schema]):
        assert not {"anyOf", "oneOf", "allOf", "not"} & set(schema)
        assert schema.get("type") != "null"


@pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
def test_answers_are_closed_objects(tool: GuardedTool) -> None:
    assert tool.output_schema is not None
    assert tool.output_schema["type"] == "object"
    model = tool.fn_metadata.output_model
    assert model is not None
    whole = TypeAdapter(model).json_schema()
    for schema in [whole, *whole.get("$defs", {}).values()]:
        assert schema["additionalProperties"] is False
    assert list(tool.output_schema["properties"]) == list(whole["properties"])


@pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
def test_a_tool_changes_only_on_purpose(tool: GuardedTool) -> None:
    kept = SNAPSHOTS / f"{tool.name}.json"
    assert kept.read_text("utf-8") == snapshot(tool), "python tests/tools/test_surface.py writes the snapshots anew"


def operations_module() -> str:
    """What ``operations.py`` has to be: the names and the signatures, read off the edits."""
    from kineograph.wire.edits import brief, operations

    names = "".join(f'    "{op}",\n' for op in operations())
    lines = "".join(f"{brief(op)}\n" for op in operations())
    return (
        '"""The operations of ``edit_timeline``, as they are advertised: names, and signatures in few letters.\n\n'
        "Written out because a list of tools needs no timeline; a test holds them against the edits, and\n"
        '``python tests/tools/test_surface.py`` writes them anew.\n"""\n\nfrom __future__ import annotations\n\n'
        f'OPERATIONS = (\n{names})\n\nSIGNATURES = """\n{lines}"""\n'
    )


OPERATIONS_FILE = Path(boundary.__file__).with_name("operations.py")


@pytest.mark.requirement("surface.edits-are-typed")
def test_the_operations_that_are_advertised_are_those_there_are() -> None:
    assert OPERATIONS_FILE.read_text("utf-8") == operations_module(), (
        "python tests/tools/test_surface.py writes it anew"
    )


def test_every_edit_is_an_object_with_a_known_name() -> None:
    tool = next(tool for tool in TOOLS if tool.name == "edit_timeline")
    item = tool.parameters["properties"]["edits"]["items"]
    assert item["additionalProperties"] is True
    assert item["required"] == ["op"]
    assert item["properties"]["op"]["enum"] == list(OPERATIONS)
    assert all(f"{op}(" in tool.description for op in OPERATIONS)


if __name__ == "__main__":
    OPERATIONS_FILE.write_text(operations_module(), "utf-8")
    SNAPSHOTS.mkdir(exist_ok=True)
    for each in TOOLS:
        (SNAPSHOTS / f"{each.name}.json").write_text(snapshot(each), "utf-8")
