"""Names for pieces of a video by all that goes into them: equal names, equal bytes.

A piece is told by what its frames show, not by where in the video it lies, so what stands after an edit keeps its name.
Everything that paints or encodes is part of it too: this room's own code, the libraries, the compiled inner loop. A
source counts by its path, size and time of change; the studio names its media after their contents.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from kineograph.media.opening import identify
from kineograph.studio.render.paint import resampling
from kineograph.studio.render.plan.boxes import OverlayBox, TextBox
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.studio.render.plan.plan import RenderPlan
from kineograph.timeline.outputs import Output
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MediaId, When

_MADE_WITH = ("av-", "numpy-", "opencv_python", "pillow-", "pi_heif-", "noto_", "fontpkg_", "manimgx_fonts-")


class Fingerprints:
    """The names of the pieces of one plan."""

    def __init__(self, plan: RenderPlan, sources: Mapping[MediaId, Path], output: Output) -> None:
        self._plan = plan
        # MP4 and MOV hold the same packets.
        codec = "mp4" if output.container == "mov" else output.container
        self._ground = (makers(), plan.canvas, codec, output.quality)
        self._sources = {media: source_mark(path) for media, path in sources.items()}

    def of_pictures(self, chunk: Chunk) -> str:
        return f"pictures-{name_of(self._ground, *self._frames(chunk))}"

    def of_sound(self) -> str:
        heard = {cue.media: self._sources[cue.media] for cue in self._plan.cues if cue.media is not None}
        made_of = (self._ground[0], self._ground[2], self._plan.samples, self._plan.cues)
        return f"sound-{name_of(*made_of, sorted(heard.items()))}"

    def _frames(self, chunk: Chunk) -> Iterator[object]:
        """What each frame shows, with everything it names spelled out where it comes first."""
        plan, known = self._plan, set[tuple[str, int]]()
        for number in range(chunk.first, chunk.end):
            frame = plan.frame(number)
            for layer in frame.layers:
                if ("shot", layer.shot) not in known:
                    known.add(("shot", layer.shot))
                    shot = plan.shots[layer.shot]
                    reel = shot.reel and replace(shot.reel, zero=0)
                    yield replace(shot, media=MediaId(""), first=0, end=0, reel=reel), self._sources[shot.media]
            for kind, shows, boxes in (("overlay", frame.overlays, plan.overlays), ("text", frame.texts, plan.texts)):
                for show in shows:
                    if (kind, show.index) not in known:
                        known.add((kind, show.index))
                        yield from self._box(boxes[show.index])
            yield replace(
                frame,
                layers=tuple(replace(layer, shot=index) for index, layer in enumerate(frame.layers)),
                overlays=tuple(replace(show, index=index) for index, show in enumerate(frame.overlays)),
                texts=tuple(replace(show, index=index) for index, show in enumerate(frame.texts)),
            )

    def _box(self, box: OverlayBox | TextBox) -> Iterator[object]:
        nobody, nowhere = ClipId(""), Span(0, 0)
        if isinstance(box, TextBox):
            yield replace(box, clip=replace(box.clip, id=nobody, span=nowhere, when=When()), first=0, end=0)
        else:
            media = replace(box.clip.media, id=MediaId(""), name="")
            clip = replace(box.clip, id=nobody, span=nowhere, when=When(), media=media)
            yield replace(box, clip=clip, first=0, end=0)
            yield self._sources[box.clip.media.id]


def source_mark(path: Path) -> tuple[str, int, int]:
    """Tells a source from another and from itself changed. Raises ``MediaError`` where it is gone."""
    try:
        stat = path.stat()
    except OSError:
        identify(path)  # says what is wrong with it
        raise
    return str(path.resolve()), stat.st_size, stat.st_mtime_ns


@cache
def makers() -> str:
    """Names the code that makes a video: whatever of it changes may change bytes."""
    room = Path(__file__).parent.parent
    own = hashlib.sha256()
    for path in (*sorted(room.rglob("*.py")), *sorted(room.parent.parent.glob("timeline/*.py"))):
        own.update(path.read_bytes())
    return name_of(own.hexdigest(), resampling.IDENTITY, platform.machine(), _installed())


def _installed() -> list[str]:
    """Names and versions of the libraries and fonts a video is made with, as the folders of their metadata are called;
    to read these would take longer than to look at a picture."""
    found = set[str]()
    for folder in sys.path:
        with suppress(OSError):
            found.update(path.name for path in Path(folder or ".").iterdir() if path.name.endswith("-info"))
    return sorted(name for name in found if name.lower().startswith(_MADE_WITH))


def name_of(*parts: object) -> str:
    """A name for what ``parts`` say, by their ``repr``."""
    told = hashlib.sha256()
    for part in parts:
        told.update(repr(part).encode())
        told.update(b"\0")
    return told.hexdigest()
