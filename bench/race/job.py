"""The jobs: what every contender is asked to make. A job is data; each contender says it in its own words."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kineograph.timeline.clips import (
    Canvas,
    Clip,
    Media,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
)
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import (
    ClipId,
    MediaId,
    MediaKind,
    Motion,
    MotionKind,
    Transition,
    TransitionKind,
    When,
)

MOVES = (
    MotionKind.ZOOM_IN,
    MotionKind.PAN_LEFT,
    MotionKind.ZOOM_OUT,
    MotionKind.PAN_RIGHT,
    MotionKind.ZOOM_IN,
)
TITLE = "Golden Hour"

Size = tuple[int, int]
FULL: Size = (1920, 1080)
SMALL: Size = (640, 360)
"""To try the bench with; its figures are not the ones to tell."""


@dataclass(frozen=True)
class Job:
    """Pictures one after the other, ``clip_ms`` each, with a move on each and crossfades between them.

    ``strength``: the share that a move travels or magnifies. ``title``: empty for none; it shows for the first three
    seconds and fades. ``moves`` are taken in turn; ``fps``, sizes and times are the canvas'."""

    pictures: tuple[Path, ...]
    clip_ms: int = 3000
    width: int = 1920
    height: int = 1080
    fps: int = 30
    strength: float = 0.15
    crossfade_ms: int = 500
    title: str = TITLE
    music: bool = True
    moves: tuple[MotionKind, ...] = MOVES

    @property
    def seconds(self) -> float:
        return len(self.pictures) * self.clip_ms / 1000

    @property
    def frames(self) -> int:
        return round(self.seconds * self.fps)

    def move(self, index: int) -> MotionKind:
        return self.moves[index % len(self.moves)]

    def plain(self) -> dict[str, Any]:
        """This job as JSON takes it."""
        return {**asdict(self), "pictures": [str(path) for path in self.pictures], "moves": list(self.moves)}

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Job:
        """The job that ``plain`` gave."""
        pictures = tuple(Path(path) for path in plain["pictures"])
        return cls(**{**plain, "pictures": pictures, "moves": tuple(MotionKind(move) for move in plain["moves"])})


def of_length(pictures: Sequence[Path], clips: int, seconds: float, size: Size = FULL) -> Job:
    """A job of ``clips`` clips and about ``seconds``, which shows ``pictures`` in turn."""
    shown = tuple(pictures[index % len(pictures)] for index in range(clips))
    return Job(shown, round(seconds * 1000 / clips), *size)


def timeline_of(job: Job) -> Timeline:
    """``job`` as a timeline of ours."""
    sizes = {path: _size(path) for path in set(job.pictures)}
    visuals: list[Clip] = [
        VisualClip(
            ClipId(f"c{index + 1}"),
            Span.of(index * job.clip_ms, job.clip_ms),
            _media(path, *sizes[path]),
            Motion(job.move(index), job.strength),
            Transition(TransitionKind.CROSSFADE, job.crossfade_ms) if index and job.crossfade_ms else Transition(),
        )
        for index, path in enumerate(job.pictures)
    ]
    whole = len(job.pictures) * job.clip_ms
    tracks = [Track(TrackKind.VIDEO, tuple(visuals))]
    if job.title:
        span = Span.of(0, min(3000, whole))
        tracks.append(
            Track(TrackKind.TEXT, (TextClip(ClipId("t1"), span, job.title, when=When(duration_ms=span.duration)),))
        )
    if job.music:
        tracks.append(Track(TrackKind.AUDIO, (SoundClip(ClipId("s1"), Span.of(0, whole)),)))
    return Timeline("", Canvas(job.width, job.height, job.fps), tuple(tracks), len(job.pictures) + 3)


def media_id(path: Path) -> MediaId:
    return MediaId(path.stem)


def _media(path: Path, width: int, height: int) -> Media:
    return Media(media_id(path), MediaKind.IMAGE, path.name, width, height)


def _size(path: Path) -> tuple[int, int]:
    """From a JPEG's frame header (ITU-T T.81, B.2.2): who only orders a video need not load what opens pictures."""
    with path.open("rb") as file:
        file.read(2)
        while True:
            mark, length = struct.unpack(">HH", file.read(4))
            if 0xFFC0 <= mark <= 0xFFC3:
                height, width = struct.unpack(">xHH", file.read(5))
                return width, height
            file.seek(length - 2, 1)
