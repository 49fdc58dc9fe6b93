"""House rules that no linter knows: size of files, what may not be said, what the documents promise."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "server").rglob("*.py"))
ROOMS = {"cli", "timeline", "wire", "protocol", "client", "sessions", "tools", "skills", "studio", "media"}
LEAVES = {"settings", "errors"}


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def test_no_file_is_longer_than_it_should_be() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    long = {name: length for name, length in lengths.items() if length > 300}
    allowed = set(re.findall(r"`(server/\S+\.py)` may exceed 300 lines", (ROOT / "DECISIONS.md").read_text("utf-8")))
    assert set(long) <= allowed, long
    tests = [path.name for path in (ROOT / "tests").rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 500]
    assert tests == []


def test_the_rooms_are_those_of_the_plan() -> None:
    package = ROOT / "server" / "kineograph"
    found = {path.stem for path in package.iterdir() if path.suffix in ("", ".py") and path.stem != "__pycache__"}
    assert found - {"__init__", "__main__", "py"} == ROOMS | LEAVES


def test_every_module_says_what_it_is() -> None:
    silent = [path.name for path in SOURCES if path.stat().st_size and not path.read_text("utf-8").startswith('"""')]
    assert not silent


@pytest.mark.parametrize("mark", [r"\bTODO\b", r"\bFIXME\b", r"\bNotImplementedError\b"])
def test_nothing_is_left_for_later(mark: str) -> None:
    assert [path.name for path in SOURCES if re.search(mark, path.read_text("utf-8"))] == []


def test_no_path_of_a_machine_is_committed() -> None:
    private = re.compile(rb"(?<![\w./])/(?:work|farm|root)/[\w.]")
    found = [path.name for path in tracked() if path.is_file() and private.search(path.read_bytes())]
    assert found == []


def test_versions_agree() -> None:
    import kineograph

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == kineograph.__version__


def test_every_dependency_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    loose = [line for line in project["dependencies"] if "<" not in line and "==" not in line]
    assert loose == []


def test_decisions_are_short_and_numbered() -> None:
    text = (ROOT / "DECISIONS.md").read_text("utf-8")
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [int(entry.split(".")[0]) for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.splitlines()[0] for entry in entries if len(entry.strip().splitlines()) > 16] == []
