"""The environment of a server that a test starts as a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEMO_", "KINEOGRAPH_"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    sources = os.pathsep.join([str(ROOT / "server"), kept.get("PYTHONPATH", "")])
    return kept | {
        "PATH": path,
        "PYTHONPATH": sources,
        "KINEOGRAPH_HOME": str(tmp_path / "state"),
        "KINEOGRAPH_OUTPUT": str(tmp_path / "videos"),
        "KINEOGRAPH_LOG": "DEBUG",
    }
