"""Who runs: name, what it is, whether it is here, and the command that does the job. Peers are installed for the bench
alone, into folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from race import editly, ffmpeg
from race.job import Job
from race.measuring import Cost, Failed, run
from race.orders import order_of, written
from race.seam import plan_of
from race.sheet import Sheet, sheet_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MOVIEPY = ("moviepy==2.2.*", "opencv-python-headless>=4.10", "numpy>=2.1")


@dataclass(frozen=True)
class Place:
    """Where the bench works: ``work`` for what is made, ``env`` for what is installed. Both are its own."""

    work: Path
    env: Path

    @property
    def moviepy(self) -> Path:
        return self.env / "moviepy" / "bin" / "python"


@dataclass(frozen=True)
class Task:
    """One job written down for everyone; ``sheet``: for peers."""

    job: Job
    sheet: Sheet
    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name


@dataclass(frozen=True)
class Contender:
    """``command`` gives the command that writes ``out``; ``ready`` does what does not count, before the clock.
    ``follows``: "ours" (our eased move), "straight" (the sheet's), or "own" (a move that cannot be told exactly)."""

    name: str
    about: str
    missing: Callable[[Place], str]
    command: Callable[[Place, Task, Path], list[str]]
    ready: Callable[[Place, Task], None] = lambda _place, _task: None
    follows: str = "straight"
    checkout: Path = ROOT


def environment(checkout: Path = ROOT) -> dict[str, str]:
    """What processes see: the checkout's own code first, compiled once and kept, as an installed program's is."""
    paths = [str(checkout / "server"), str(HERE.parent)]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPATH": os.pathsep.join(paths)}


def task_of(job: Job, place: Place, name: str) -> Task:
    """Writes ``job`` down in a folder of its own."""
    folder = place.work / name
    folder.mkdir(parents=True, exist_ok=True)
    out = folder / "out.mp4"
    sheet = sheet_of(job, plan_of(order_of(job, out)), folder, out)
    return Task(job, sheet, folder)


def race(contender: Contender, place: Place, task: Task) -> tuple[Cost, Path, str]:
    """Runs ``contender`` once: what it cost, the video it made, what it said. Raises ``Failed``."""
    folder = task.path(contender.name.replace(" ", "-"))
    folder.mkdir(exist_ok=True)
    out = folder / "out.mp4"
    out.unlink(missing_ok=True)
    ran = run(contender.command(place, task, out), folder, environment(contender.checkout))
    if not out.is_file():
        raise Failed(f"{contender.name} made no video")
    return ran.cost, out, ran.said


def install(names: set[str], place: Place) -> None:
    """Installs what the named peers need into ``place.env``, where it is not there yet; says what it cannot."""
    place.env.mkdir(parents=True, exist_ok=True)
    if {"moviepy warp", "moviepy documented"} & names and not place.moviepy.exists():
        _install_moviepy(place)
    if "editly" in names:
        editly.install(place.env)


def _install_moviepy(place: Place) -> None:
    folder = place.env / "moviepy"
    print(f"installing {MOVIEPY[0]} into {folder}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    done = subprocess.run(
        [str(place.moviepy), "-m", "pip", "install", "-q", *MOVIEPY], check=False, capture_output=True, text=True
    )
    if done.returncode:
        shutil.rmtree(folder)
        print(f"moviepy: not installed: {done.stderr.strip()[-300:]}", flush=True)


def _ours(_place: Place, task: Task, out: Path) -> list[str]:
    return [sys.executable, str(HERE / "ours.py"), _write_order(task, out)]


def _floor(_place: Place, task: Task, out: Path) -> list[str]:
    return [sys.executable, str(HERE / "floor.py"), "encode", _write_order(task, out), str(task.path("frames.raw"))]


def _paint_floor(_place: Place, task: Task) -> None:
    paint_frames(task, task.path("frames.raw"), ROOT)


def paint_frames(task: Task, raw: Path, checkout: Path) -> None:
    """Paints every frame of the job into ``raw`` with the painter of ``checkout``."""
    order = _write_order(task, raw.with_suffix(".mp4"))
    run([sys.executable, str(HERE / "floor.py"), "paint", order, str(raw)], task.folder, environment(checkout))


def _write_order(task: Task, out: Path) -> str:
    path = out.with_suffix(".job.json")
    path.write_text(written(task.job, out))
    return str(path)


def _ffmpeg(enlarged: bool) -> Callable[[Place, Task, Path], list[str]]:
    return lambda _place, task, out: ffmpeg.command(_sheet_to(task, out), enlarged)


def _moviepy(script: str) -> Callable[[Place, Task, Path], list[str]]:
    def command(place: Place, task: Task, out: Path) -> list[str]:
        path = out.with_suffix(".sheet.json")
        _sheet_to(task, out).write(path)
        return [str(place.moviepy), str(HERE / "peers" / script), str(path)]

    return command


def _sheet_to(task: Task, out: Path) -> Sheet:
    return replace(task.sheet, out=str(out))


def before(checkout: Path) -> Contender:
    """Our renderer as it is in another checkout, for a comparison in one run."""
    return Contender(
        "before", "our renderer in the other checkout", lambda _place: "", _ours, follows="ours", checkout=checkout
    )


def _no_moviepy(place: Place) -> str:
    return "" if place.moviepy.exists() else "moviepy is not installed (--install puts it into the --env folder)"


CONTENDERS = (
    Contender("ours", "the studio's renderer, whole: service and worker", lambda _place: "", _ours, follows="ours"),
    Contender(
        "floor",
        "our frames ready-made, through the same encoder and nothing else",
        lambda _place: "",
        _floor,
        _paint_floor,
        "ours",
    ),
    Contender("zoompan", "ffmpeg zoompan, plain: whole-pixel steps", lambda _place: ffmpeg.missing(), _ffmpeg(False)),
    Contender(
        "zoompan 8k", "ffmpeg zoompan on an 8000-pixel enlargement", lambda _place: ffmpeg.missing(), _ffmpeg(True)
    ),
    Contender("moviepy warp", "moviepy 2.2, an OpenCV warp per frame", _no_moviepy, _moviepy("moviepy_warp.py")),
    Contender(
        "moviepy documented", "moviepy 2.2, resized by a function", _no_moviepy, _moviepy("moviepy_documented.py")
    ),
    Contender("editly", "editly, its own zooms", editly.missing, editly.command, follows="own"),
)
