"""How good the pictures are: evenness of the moves, likeness to a reference, sharpness, bits.

Two short jobs of their own. Jitter: one slow pan and one slow zoom over a textured picture, the finished video
followed from frame to frame. Likeness: the five pictures for a second each, cuts, no title; sampled frames against the
reference of the same view: as painted (before a lossy encoder) and as encoded at the size of ours. Everyone is
compared with the reference of the move it makes; where that cannot be told, jitter and bits are all there is.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.timeline.vocabulary import MotionKind
from race.contenders import Contender, Place, Task, paint_frames, race, task_of
from race.job import Job
from race.pictures import SIZE, save, textured
from race.reference import compare, found_shift, rendered, shifted
from race.sheet import Box, Sheet
from race.tracking import Jitter, jitter
from race.videos import decoded, encoded, luma, video_bytes

_SLOW = 0.1
_SLOW_MS = 4000
_REFERENCE_FRAMES = 60
_PLACES = (0.25, 0.8)  # of each shot, where frames are looked at

Frames = NDArray[np.uint8]


@dataclass(frozen=True)
class Quality:
    """Medians over the sampled frames. ``painted``: before the encoder; ``sized``: encoded at the size of ours;
    ``kilobits``: the video stream, in kbit/s, at the contender's own setting of the class."""

    painted: float
    painted_lanczos: float
    sized: float
    sized_psnr: float
    sharp: float
    kilobits: float


def slow_jobs(folder: Path, fps: int = 30) -> dict[str, Job]:
    """The jobs for jitter."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "textured-7.jpg"
    if not path.exists():
        save(textured(*SIZE, 7), path)
    plain = Job((path,), _SLOW_MS, fps=fps, strength=_SLOW, crossfade_ms=0, title="", music=False)
    return {
        "pan": replace(plain, moves=(MotionKind.PAN_LEFT,)),
        "zoom": replace(plain, moves=(MotionKind.ZOOM_IN,)),
    }


@dataclass(frozen=True)
class Evenness:
    """The jitter of one move as painted, and in the finished video, where the encoder adds its own."""

    painted: Jitter
    finished: Jitter


def jitters(contenders: Sequence[Contender], place: Place, pictures: Path) -> dict[str, dict[str, Evenness]]:
    """Jitter by contender and job; "reference" is the tracker's own noise, on frames rendered in floating point."""
    found: dict[str, dict[str, Evenness]] = {}
    for name, job in slow_jobs(pictures).items():
        task = task_of(job, place, f"jitter-{name}")
        clip = task.sheet.clips[0]
        views = [clip.straight(frame) for frame in range(_REFERENCE_FRAMES)]
        whole = (_rounded(rendered(clip.picture, view, (job.width, job.height))) for view in views)
        own = jitter(whole)
        found.setdefault("reference", {})[name] = Evenness(own, own)
        for contender in contenders:
            _cost, out, _said = race(contender, place, task)
            finished = jitter(luma(out))
            exact, _views = _painted(contender, place, task)
            found.setdefault(contender.name, {})[name] = Evenness(jitter(_lumas(exact, task)), finished)
            print(f"jitter, {name}, {contender.name}: {found[contender.name][name]}", flush=True)
    return found


def likenesses(contenders: Sequence[Contender], place: Place, pictures: Sequence[Path]) -> dict[str, Quality]:
    """Likeness by contender. ``contenders`` must begin with ours: its size is everyone's."""
    task = task_of(Job(tuple(pictures), 1000, crossfade_ms=0, title="", music=False), place, "likeness")
    samples = [
        clip.first + round(share * (clip.end - clip.first - 1)) for clip in task.sheet.clips for share in _PLACES
    ]
    found: dict[str, Quality] = {}
    wished = 0
    for contender in contenders:
        _cost, out, _said = race(contender, place, task)
        size = video_bytes(out)
        wished = wished or size
        painted, views = _painted(contender, place, task)
        sized = out
        if contender.follows != "ours":
            sized = task.path(f"sized-{contender.name}.mp4")
            encoded(partial(decoded, painted), task.sheet.fps, wished, sized)
        measured = _measured(task, samples, painted, sized, views)
        found[contender.name] = replace(measured, kilobits=size * 8 / 1000 / task.job.seconds)
        print(f"likeness, {contender.name}: {asdict(found[contender.name])}", flush=True)
    return found


def _painted(contender: Contender, place: Place, task: Task) -> tuple[Path, Callable[[int], tuple[str, Box]]]:
    """The frames before any loss (a raw file of ours, a lossless video of a peer), and what each frame should show."""
    if contender.follows == "ours":
        raw = task.path(f"{contender.name}.raw")
        paint_frames(task, raw, contender.checkout)
        path = json.loads(raw.with_suffix(".path.json").read_text())
        return raw, lambda frame: (str(task.job.pictures[path[frame][0]]), tuple(path[frame][1:]))
    exact = replace(task, sheet=task.sheet.lossless(task.path("exact.mp4")))
    _cost, out, _said = race(contender, place, exact)
    kept = task.path(f"exact-{contender.name}.mp4")
    out.replace(kept)
    return kept, partial(_straight, task.sheet)


def _straight(sheet: Sheet, frame: int) -> tuple[str, Box]:
    clip = next(clip for clip in sheet.clips if clip.first <= frame < clip.end)
    return clip.picture, clip.straight(frame)


def _measured(
    task: Task, samples: Sequence[int], painted: Path, sized: Path, views: Callable[[int], tuple[str, Box]]
) -> Quality:
    size = (task.job.width, task.job.height)
    exact, lossy = (_sampled(frames, samples) for frames in (_lumas(painted, task), luma(sized)))
    areas, lanczos, finished = [], [], []
    for number in samples:
        picture, view = views(number)
        moved = shifted(view, found_shift(exact[number], picture, view), size)
        area = rendered(picture, moved, size)
        areas.append(compare(exact[number], area))
        lanczos.append(compare(exact[number], rendered(picture, moved, size, "lanczos")))
        finished.append(compare(lossy[number], area))
    return Quality(
        statistics.median(one.ssim for one in areas),
        statistics.median(one.ssim for one in lanczos),
        statistics.median(one.ssim for one in finished),
        statistics.median(one.psnr for one in finished),
        statistics.median(one.sharp for one in areas),
        0,
    )


def _sampled(frames: Iterable[Frames], samples: Sequence[int]) -> dict[int, NDArray[np.float32]]:
    return {number: frame.astype(np.float32) for number, frame in enumerate(frames) if number in samples}


def _lumas(painted: Path, task: Task) -> Iterator[Frames]:
    return _raw_luma(painted, task) if painted.suffix == ".raw" else luma(painted)


def _raw_luma(path: Path, task: Task) -> Iterator[Frames]:
    size = task.job.width * task.job.height
    frames = np.memmap(path, np.uint8, "r").reshape(-1, size * 3 // 2)
    for frame in frames:
        yield np.asarray(frame[:size]).reshape(task.job.height, task.job.width)


def _rounded(plane: NDArray[np.float32]) -> Frames:
    return np.asarray(np.clip(np.rint(plane), 0, 255), np.uint8)
