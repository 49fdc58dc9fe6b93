"""Puts a finished file where the user finds it: checked, renamed in one step, never over a file that is not ours."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kineograph.client.downloads import disk_error
from kineograph.errors import WireViolated
from kineograph.media import MediaError, VideoFacts, verify_video
from kineograph.sessions.seeing import length_ms
from kineograph.timeline.outputs import CONTAINERS, Output, output_canvas
from kineograph.wire.draft import Draft

MAX_STEM = 80
BAD_VIDEO = "BAD_VIDEO"
_CODECS = ("h264", "hevc", "av1", "mpeg4", "vp9", "gif")
_LIKE = {"mp4": ("mp4", "mov")}  # one format under two brands; a studio may write either
_FPS_OFF = 0.1
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file has to be. ``exact``: the very pixels of the output, not only their proportions. ``fps`` 0: any."""

    duration_ms: int
    width: int
    height: int
    exact: bool
    container: str = "mp4"
    fps: int = 0

    @classmethod
    def of(cls, draft: Draft, output: Output, *, exact: bool) -> Expected:
        meta = draft.raw.get("m")
        sized = isinstance(meta, dict) and isinstance(meta.get("width"), int) and isinstance(meta.get("height"), int)
        canvas = output_canvas(draft.timeline().canvas, output)
        fps = canvas.fps if exact and sized and (output.fps or output.container == "gif") else 0
        size = (canvas.width, canvas.height) if sized else (0, 0)
        return cls(length_ms(draft), *size, exact, output.container, fps)


def check(path: Path, expected: Expected) -> VideoFacts:
    """The facts of the file. Raises ``WireViolated`` BAD_VIDEO for one that is not what the timeline says."""
    try:
        facts = verify_video(path)
    except MediaError as error:
        raise _bad("it cannot be opened", error.message) from error
    frame = 1000 / facts.fps if facts.fps else 40
    if expected.duration_ms and abs(facts.duration_ms - expected.duration_ms) > frame + 1:
        raise _bad(f"it is {facts.duration_ms} ms long where the timeline has {expected.duration_ms} ms")
    _check_kind(facts, expected)
    if expected.width and not _fits(facts, expected):
        raise _bad(f"it is {facts.width}x{facts.height} where the timeline has {expected.width}x{expected.height}")
    return facts


def _check_kind(facts: VideoFacts, expected: Expected) -> None:
    if facts.container not in _LIKE.get(expected.container, (expected.container,)):
        raise _bad(f"it is a {facts.container} where a {expected.container} was asked for")
    if facts.video_codec not in _CODECS:
        raise _bad(f"its codec is {facts.video_codec}")
    if facts.container == "gif" and not facts.loops:
        raise _bad("it plays only once")
    if expected.fps and abs(facts.fps - expected.fps) > _FPS_OFF:
        raise _bad(f"it has {facts.fps} frames a second where {expected.fps} were asked for")


def _fits(facts: VideoFacts, expected: Expected) -> bool:
    if (facts.width, facts.height) == (expected.width, expected.height):
        return True
    # a studio may render smaller than the canvas; the skills name 1080x1920 as the largest
    off = abs(facts.width * expected.height - facts.height * expected.width) / (expected.width * expected.height)
    return not expected.exact and off * expected.width / max(facts.width, 1) < 0.02


def file_stem(wanted: str, *otherwise: str) -> str:
    """A file name without extension from the first of the texts that has anything to offer."""
    for text in (wanted, *otherwise):
        stem = text.strip()
        head, dot, ending = stem.rpartition(".")
        stem = head if dot and ending.lower() in CONTAINERS else stem
        stem = unicodedata.normalize("NFC", stem.replace("\\", "/").rsplit("/", 1)[-1])
        stem = re.sub(r'[\x00-\x1f\x7f<>:"|?*%\u202a-\u202e\u2066-\u2069]+', " ", stem)
        stem = re.sub(r"\s+", " ", stem).strip(" .-_")[:MAX_STEM].strip(" .")
        if stem and stem.lower() not in _RESERVED:
            return stem
    return "video"


def place(temporary: Path, folder: Path, stem: str, container: str = "mp4") -> Path:
    """Gives the file its name, ``stem.mp4`` or the first free ``stem-2.mp4`` (or as the container is called).

    Raises ``HumanMustAct``."""
    try:
        for number in range(1, 10_000):
            target = folder / f"{stem}{'' if number == 1 else f'-{number}'}.{container}"
            if _take(temporary, target):
                return target
    except OSError as error:
        raise disk_error(error, folder) from error
    raise WireViolated(BAD_VIDEO, f"There are 10,000 files named {stem} in {folder} already. Choose another name.")


def _take(temporary: Path, target: Path) -> bool:
    """A hard link fails where the name is taken, so nobody's file is ever replaced."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError:
        # a file system without links: reserve the name, then replace our own empty file
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        except FileExistsError:
            return False
        temporary.replace(target)
        return True
    temporary.unlink()
    return True


def digest(path: Path) -> str:
    """SHA-256 of a file, or empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _bad(what: str, detail: str = "") -> WireViolated:
    return WireViolated(
        BAD_VIDEO,
        f"The studio's file is not the video of this timeline: {what}. It was not kept; export again.",
        detail,
    )
