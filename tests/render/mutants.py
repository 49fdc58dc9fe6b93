"""Small media of every format, broken in seeded ways, and a process of its own that meets them as a studio does.

Run as a program with a folder: each file in it is probed as an upload is, and what the probe takes is rendered by the
worker's own path. A line of JSON a file says how that ended; the order of the lines is the order of the names, so a
process that dies has died of the file after its last line.
"""

from __future__ import annotations

import json
import resource
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image
from tests.media.conftest import tone
from tests.media.heic import write_heic

from kineograph.media import MediaError, MediaFacts, probe, verify_mp4
from kineograph.studio.render.failures import Refusal, failure_of
from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.worker import carry_out
from kineograph.timeline.clips import Canvas, Media, SoundClip, Timeline, VisualClip
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MediaId, MediaKind, Motion, MotionKind, Playback

FRAMES = 4
CANVAS = Canvas(96, 64, 10)
ADDRESS_SPACE = 6 << 30
_SIDES = (80, 48)

PICTURES = ("jpg", "png", "gif", "webp", "heic")
FOOTAGE = {
    "mp4": ("libx264", "aac"),
    "mov": ("mpeg4", "pcm_s16le"),
    "avi": ("mpeg4", "libmp3lame"),
    "webm": ("libvpx", "libopus"),
    "mkv": ("libx264", "aac"),
}
SOUNDS = {"mp3": "libmp3lame", "wav": "pcm_s16le", "m4a": "aac", "aac": "aac"}
FORMATS = (*PICTURES, *FOOTAGE, *SOUNDS)


def make(folder: Path, kind: str) -> bytes:
    """A sound file of format ``kind``, a few kilobytes."""
    path = folder / f"sound.{kind}"
    if kind in PICTURES:
        _picture(path, kind)
    else:
        _recording(path, kind)
    return path.read_bytes()


def _noise(number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rough = np.random.default_rng(number).integers(0, 255, (12, 20, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(rough).resize(_SIDES, Image.Resampling.BICUBIC), np.uint8)


def _picture(path: Path, kind: str) -> None:
    if kind == "heic":
        write_heic(path, _noise(0))
        return
    first, *rest = (Image.fromarray(_noise(n)) for n in range(4 if kind in ("gif", "webp") else 1))
    if rest:
        first.save(path, save_all=True, append_images=rest, duration=60, loop=0)
    else:
        exif = Image.Exif()
        exif[0x0112] = 6
        first.save(path, exif=exif)


def _recording(path: Path, kind: str) -> None:
    pictures, sound = FOOTAGE[kind] if kind in FOOTAGE else (None, SOUNDS[kind])
    with av.open(str(path), "w", format="ipod" if kind == "m4a" else None) as container:
        video = container.add_stream(pictures, rate=20) if pictures else None
        audio = container.add_stream(sound, rate=48_000)
        assert isinstance(audio, AudioStream)
        if isinstance(video, VideoStream):
            video.width, video.height, video.pix_fmt = *_SIDES, "yuv420p"
            video.options = {"g": "6"}
            for number in range(16):
                frame = VideoFrame.from_ndarray(_noise(number // 4), format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, 20)
                container.mux(video.encode(frame))
            container.mux(video.encode(None))
        container.mux(audio.encode(tone(0.8)))
        container.mux(audio.encode(None))


def mutant(whole: bytes, seed: int) -> bytes:
    """``whole`` with one to three kinds of damage."""
    rng = np.random.default_rng(seed)
    broken = bytearray(whole)
    for _ in range(int(rng.integers(1, 4))):
        broken = bytearray(_DAMAGE[int(rng.integers(len(_DAMAGE)))](bytes(broken), rng) or whole)
    return bytes(broken)


def _flip(whole: bytes, rng: np.random.Generator) -> bytes:
    broken = bytearray(whole)
    for at in rng.integers(0, len(whole), int(rng.integers(1, 20))):
        broken[at] ^= 1 << int(rng.integers(8))
    return bytes(broken)


def _truncate(whole: bytes, rng: np.random.Generator) -> bytes:
    return whole[: int(rng.integers(1, len(whole) + 1))]


def _swap(whole: bytes, rng: np.random.Generator) -> bytes:
    a, b, c = sorted(int(at) for at in rng.integers(0, len(whole) + 1, 3))
    return whole[:a] + whole[b:c] + whole[a:b] + whole[c:]


def _edit_header(whole: bytes, rng: np.random.Generator) -> bytes:
    """A field near the beginning, or near the end where indexes lie, becomes a number that nobody expects."""
    broken = bytearray(whole)
    reach = min(len(whole), 600)
    at = int(rng.integers(reach)) if rng.integers(2) else len(whole) - 1 - int(rng.integers(reach))
    field = [b"\0\0\0\0", b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\0\0\0", rng.bytes(4), b"\0\0\0\1", b"\xff"]
    value = field[int(rng.integers(len(field)))]
    broken[at : at + len(value)] = value
    return bytes(broken)


def _blank(whole: bytes, rng: np.random.Generator) -> bytes:
    a, b = sorted(int(at) for at in rng.integers(0, len(whole) + 1, 2))
    return whole[:a] + bytes(b - a) + whole[b:]


def _repeat(whole: bytes, rng: np.random.Generator) -> bytes:
    a, b = sorted(int(at) for at in rng.integers(0, len(whole) + 1, 2))
    return whole[:b] + whole[a:]


_DAMAGE: tuple[Callable[[bytes, np.random.Generator], bytes], ...] = (
    *(_flip, _flip, _truncate, _swap, _edit_header, _edit_header, _edit_header, _blank, _repeat),
)


def _timeline(facts: MediaFacts, path: Path, plain: Media, seed: int) -> Timeline:
    ms = FRAMES * 1000 // CANVAS.fps
    media = Media(MediaId("m"), facts.kind, path.name, facts.width, facts.height, facts.duration_ms, facts.has_sound)
    shown = plain if facts.kind is MediaKind.AUDIO else media
    clip = VisualClip(ClipId("c"), Span.of(0, ms), shown, Motion(MotionKind.ZOOM_IN))
    clip = replace(clip, backwards=bool(seed % 3 == 0), playback=list(Playback)[seed % 3])
    sounds = [SoundClip(ClipId("s"), Span.of(0, ms), media)] if facts.kind is MediaKind.AUDIO else []
    return rebuild(Timeline(canvas=CANVAS), visuals=[clip], sounds=sounds)


def order_for(path: Path, facts: MediaFacts, plain: Path, out: Path) -> RenderOrder:
    """A short video with the file in it; sound is laid under the picture ``plain``."""
    ground = Media(MediaId("plain"), MediaKind.IMAGE, plain.name, *_SIDES)
    timeline = _timeline(facts, path, ground, int.from_bytes(path.name.encode()[:5], "big"))
    return RenderOrder(timeline, {MediaId("m"): path, MediaId("plain"): plain}, out, Output(quality="draft"))


def meet(path: Path, plain: Path, out: Path) -> str:
    """How the studio meets the file: ``refused``, an error code of the render, ``rendered``, or what went wrong."""
    try:
        facts = probe(path)
    except MediaError as error:
        return "refused" if error.message.endswith(".") and error.hint.endswith(".") else "wrong: no sentence"
    order = order_for(path, facts, plain, out)
    try:
        carry_out(order, lambda _share, _doing: None)
    except (MediaError, Refusal) as error:
        code = failure_of(error, order)["code"]
        return code if code in ("SOURCE_BROKEN", "SOURCE_MISSING") else f"wrong: {code}"
    found = verify_mp4(out)
    return "rendered" if found.frames == FRAMES else f"wrong: {found.frames} frames"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    folder = Path(sys.argv[1])
    plain, out = folder / "plain.png", folder / "out.mp4"
    Image.fromarray(_noise(1)).save(plain)
    for path in sorted((folder / "mutants").iterdir()):
        try:
            ended = meet(path, plain, out)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall name the file
            traceback.print_exc()
            ended = f"wrong: {type(error).__name__}: {error}"
        with suppress(FileNotFoundError):
            out.unlink()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([path.name, ended, peak]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
