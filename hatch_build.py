"""Compiles the painter's inner loop while the package is built or installed from its sources.

The system's C compiler does it, or the one that the package ``ziglang`` brings where there is none, which is fetched
for the build alone. Without any the package works all the same: the painter then resamples with OpenCV, more slowly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOM = Path("server/kineograph/studio/render/paint")
SOURCE = ROOM / "resample.c"
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
FLAGS = ["-O3", "-shared", "-fvisibility=hidden"]
PLAIN = "KINEOGRAPH_PLAIN"
"""Set to 1 while building, nothing is compiled: a package for any machine."""


def system_compiler() -> str | None:
    found = (shutil.which(name) for name in (os.environ.get("CC") or "cc", "gcc", "clang"))
    return None if sys.platform == "win32" else next((path for path in found if path), None)


def command(target: Path, source: Path) -> list[str] | None:
    """How to compile ``source`` into ``target`` here; None where nothing can."""
    compiler = [found] if (found := system_compiler()) else []
    if not compiler and find_spec("ziglang"):
        compiler = [sys.executable, "-m", "ziglang", "cc"]
    position = [] if sys.platform == "win32" else ["-fPIC"]
    return [*compiler, *FLAGS, *position, "-o", str(target), str(source)] if compiler else None


class Compile(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self._is_plain() or system_compiler() else ["ziglang>=0.13,<1"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        if self._is_plain():
            return
        root = Path(self.root)
        target = root / ROOM / f"_resample{SUFFIX}"
        if not self._compiled(target, root / SOURCE):
            return
        build_data["artifacts"].append(f"/{target.relative_to(root).as_posix()}")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"

    def _is_plain(self) -> bool:
        return self.target_name == "sdist" or os.environ.get(PLAIN) == "1"

    def _compiled(self, target: Path, source: Path) -> bool:
        part = target.with_name(f"{target.name}.{os.getpid()}.part{SUFFIX}")
        words = command(part, source)
        try:
            if words is None:
                raise OSError("there is no C compiler")
            subprocess.run(words, check=True, capture_output=True, text=True, timeout=300)
            part.replace(target)
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", "") or str(error)
            self.app.display_warning(f"The faster painter was not compiled, OpenCV does its work: {said}")
            return False
        finally:
            part.unlink(missing_ok=True)
        return True
