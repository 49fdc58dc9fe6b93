"""The container image's recipe, held against the tree and the code. Building it needs an engine; this does not."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from kineograph.cli.args import Serve, parse
from kineograph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()


def said(instruction: str) -> list[str]:
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{instruction} ")]


def test_what_is_copied_exists_and_is_let_through() -> None:
    if not (ROOT / ".dockerignore").exists():
        pytest.skip("not a checkout")
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")}
    copied = [word for line in said("COPY") if not line.startswith("--from") for word in shlex.split(line)[:-1]]
    assert set(copied) == let_through
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_what_is_set_is_a_setting() -> None:
    variables = [pair.partition("=")[0] for line in said("ENV") for pair in shlex.split(line)]
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert [name for name in variables if name.startswith(("KINEOGRAPH_", "NEMO_")) and name not in known] == []


def test_state_and_videos_lie_on_volumes() -> None:
    values = dict(pair.split("=", 1) for line in said("ENV") for pair in shlex.split(line))
    assert [values["KINEOGRAPH_HOME"], values["KINEOGRAPH_OUTPUT"]] == json.loads(said("VOLUME")[0])


def test_it_serves_as_a_user_that_is_not_root() -> None:
    # By number: an orchestrator that refuses root cannot look a name up
    user = said("USER")[-1].partition(":")[0]
    assert user.isdecimal()
    assert user != "0"
    assert f"--uid {user} " in " ".join(said("RUN"))
    assert json.loads(said("ENTRYPOINT")[-1]) == ["kineograph"]
    assert parse(json.loads(said("CMD")[-1]), at_a_terminal=False) == Serve()
