"""``kineograph doctor`` proves what it says by doing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kineograph.cli import main
from kineograph.cli.doctor import findings


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEMO_TOKEN", "NEMO_API_URL", "KINEOGRAPH_STUDIO", "KINEOGRAPH_SKILL", "KINEOGRAPH_OUTPUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KINEOGRAPH_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("KINEOGRAPH_OUTPUT", str(tmp_path / "videos"))


def test_a_healthy_installation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "✓ MCP server: 9 tools" in said
    assert "✓ A video was made: 1920x1080, h264, 1.0 s" in said


def test_what_is_wrong_comes_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KINEOGRAPH_SKILL", "nonsense")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "✗ The settings cannot be used" in said
    assert "→ There is no skill called 'nonsense'." in said


async def test_a_planner_that_does_not_answer_is_found_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINEOGRAPH_PLANNER_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("KINEOGRAPH_PLANNER_KEY", "sk-secret")
    async for finding in findings():
        if finding.what.startswith("Planner"):
            break
    assert finding.what == "Planner: http://127.0.0.1:1/v1 does not answer (ConnectError)"
    assert "KINEOGRAPH_PLANNER_URL" in finding.remedy
