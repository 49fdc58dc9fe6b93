"""The one check command: format, lint, types, import contracts, tests. The same on a laptop and in CI.

``python tests/check.py`` runs everything and stops at the first failure; words after it go to pytest.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent

STEPS: tuple[tuple[str, list[str]], ...] = (
    ("format", [str(TOOLS / "ruff"), "format", "--check", "--quiet", "."]),
    ("lint", [str(TOOLS / "ruff"), "check", "--quiet", "."]),
    ("types", [sys.executable, "-m", "mypy"]),
    ("import contracts", [str(TOOLS / "lint-imports")]),
    ("tests", [sys.executable, "-m", "pytest", "-n", "2", *sys.argv[1:]]),
)


def main() -> int:
    for name, command in STEPS:
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            print(f"== {name} failed", flush=True)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
