"""editly as a contender, where it can be installed: its native modules (canvas, gl) come from GitHub or are compiled
against Cairo, Pango and OpenGL headers, and it draws through OpenGL, without a screen through ``xvfb-run``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from race.contenders import Place, Task

_ZOOMS = {"zoom_in": "in", "zoom_out": "out", "pan_left": "left", "pan_right": "right"}


def missing(place: Place) -> str:
    """Why editly cannot take part; empty where it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not _program(place.env).exists():
        return _reason(place.env) or "editly is not installed (--install tries, into the --env folder)"
    return ""


def install(env: Path) -> None:
    """Tries ``npm install editly`` in a folder of its own; keeps what npm said where it fails."""
    folder = env / "editly"
    npm = shutil.which("npm")
    if npm is None or _program(env).exists() or (folder / "failed.txt").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text("{}")
    print(f"installing editly into {folder}", flush=True)
    done = subprocess.run(
        [npm, "install", "editly", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        (folder / "failed.txt").write_text(done.stderr)


def command(place: Place, task: Task, out: Path) -> list[str]:
    """editly's own idea of the job: its zooms by the same share, its fades, its title layer."""
    sheet = task.sheet
    fade = sheet.crossfade / sheet.fps
    clips = [
        {
            "duration": (clip.end - clip.first) / sheet.fps,
            "layers": [
                {
                    "type": "image",
                    "path": clip.picture,
                    "resizeMode": "cover",
                    "zoomDirection": _ZOOMS[task.job.move(index).value],
                    "zoomAmount": task.job.strength,
                }
            ],
            "transition": {"name": "fade", "duration": fade} if fade else None,
        }
        for index, clip in enumerate(sheet.clips)
    ]
    if sheet.title:
        clips[0]["layers"] = [
            *clips[0]["layers"],  # type: ignore[misc] - a list, made above
            {"type": "title", "text": sheet.title, "fontPath": sheet.font, "stop": 3, "zoomDirection": None},
        ]
    wanted = {
        "outPath": str(out),
        "width": sheet.width,
        "height": sheet.height,
        "fps": sheet.fps,
        "clips": clips,
        "audioFilePath": sheet.music or None,
        "customOutputArgs": ["-c:v", "libx264", "-preset", sheet.preset, "-crf", str(sheet.crf), "-pix_fmt", "yuv420p"],
    }
    spec = out.with_suffix(".editly.json")
    spec.write_text(json.dumps(wanted))
    screen = ["xvfb-run", "-a"] if shutil.which("xvfb-run") else []
    return [*screen, str(_program(place.env)), "--json", str(spec)]


def _program(env: Path) -> Path:
    return env / "editly" / "node_modules" / ".bin" / "editly"


def _reason(env: Path) -> str:
    said = env / "editly" / "failed.txt"
    if not said.exists():
        return ""
    telling = [line.removeprefix("npm error ") for line in said.read_text().splitlines() if _tells(line)]
    return "npm could not install editly: " + ("; ".join(dict.fromkeys(telling[:2])) or "see failed.txt")


def _tells(line: str) -> bool:
    return "failed, reason" in line or "was not found" in line
