"""A job as the peers get it: every number decided, so that a contender only carries out.

The peers show the same part of each picture at the start and at the end of a clip as we do, and travel between the two
in a straight line at even speed (ours eases). Font and music lie ready as files; ours composes its music on the clock.
"""

from __future__ import annotations

import json
import wave
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.plan.plan import RenderPlan
from kineograph.studio.render.text.fonts import chain
from race.job import Job
from race.orders import order_of
from race.seam import sound_of

CRF, PRESET = 19, "veryfast"
"""The class of our quality "high": the same preset and rate factor (ours leaves out what wins nothing on stills)."""

Box = tuple[float, float, float, float]
"""x, y, width, height in pixels of the picture."""


@dataclass(frozen=True)
class Clip:
    """One picture in frames ``[first, end)``, from ``start`` to ``stop``; ``base``: the largest view of that shape."""

    picture: str
    first: int
    end: int
    start: Box
    stop: Box
    base: Box

    def straight(self, frame: int) -> Box:
        """The view at ``frame`` of the video, at even speed."""
        share = (frame - self.first) / max(1, self.end - self.first - 1)
        x, y, w, h = (a + (b - a) * share for a, b in zip(self.start, self.stop, strict=True))
        return (x, y, w, h)


@dataclass(frozen=True)
class Sheet:
    """Everything a peer has to know. ``crossfade``: frames; ``title`` and ``music`` may be empty."""

    clips: tuple[Clip, ...]
    width: int
    height: int
    fps: int
    frames: int
    crossfade: int
    title: str
    font: str
    music: str
    out: str
    crf: int = CRF
    preset: str = PRESET

    def lossless(self, out: Path) -> Sheet:
        return replace(self, out=str(out), crf=0, preset="ultrafast")

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))


def sheet_of(job: Job, plan: RenderPlan, folder: Path, out: Path) -> Sheet:
    """``job`` for the peers; writes the music into ``folder``. Raises ``SystemExit`` where a picture does not fill the
    canvas, which peers do each in a way of their own."""
    clips = []
    for path, shot in zip(job.pictures, plan.shots, strict=True):
        if shot.stage.fit.value != "cover":
            raise SystemExit(f"{path.name} does not fill the canvas; take a wider picture")
        start, stop = ((rect.x, rect.y, rect.w, rect.h) for rect in (shot.move.start, shot.move.end))
        clips.append(
            Clip(
                str(path),
                shot.first,
                shot.end,
                start,
                stop,
                _base(shot.stage.width, shot.stage.height, job, start, stop),
            )
        )
    music = folder / "music.wav"
    if job.music:
        _write_music(sound_of(order_of(job, out), plan), music)
    return Sheet(
        tuple(clips),
        job.width,
        job.height,
        job.fps,
        plan.frames,
        round(job.crossfade_ms * job.fps / 1000),
        job.title,
        str(chain(job.title or "x")[0].path),
        str(music) if job.music else "",
        str(out),
    )


def _base(width: float, height: float, job: Job, start: Box, stop: Box) -> Box:
    """The largest part of a picture that has the canvas' shape and holds the whole move, from an even pixel on."""
    w = min(width, height * job.width / job.height)
    h = w * job.height / job.width
    x, y = (
        int(max(0.0, min(start[axis], stop[axis], room))) // 2 * 2 for axis, room in ((0, width - w), (1, height - h))
    )
    return (x, y, w, h)


def _write_music(sound: NDArray[np.float32], path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound.T, -1, 1) * 32767).astype("<i2").tobytes())
