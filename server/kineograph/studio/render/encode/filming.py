"""Makes the file: painters encode chunks side by side, one thread joins them in order with the sound.

The index of the file comes first. Packets wait only for the chunks before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.encode.crew import Crew
from kineograph.studio.render.encode.gifs import film_gif
from kineograph.studio.render.encode.muxing import Film, SoundEncoder
from kineograph.studio.render.kept.coded import CodedFrame, pack, unpack
from kineograph.studio.render.kept.fingerprints import Fingerprints
from kineograph.studio.render.kept.keeping import Keep
from kineograph.studio.render.paint.painter import Gallery
from kineograph.studio.render.plan.cues import RATE
from kineograph.timeline.outputs import Output

Sound = Iterator[NDArray[np.float32]]
"""Blocks of sound, shape (2, samples), in order, as long as the video together."""


@dataclass(frozen=True, slots=True)
class Footing:
    """Where and how a film is made: the file, its kind, its title, how many painters work at it, and the folder
    in which encoded pieces are kept for the next one."""

    path: Path
    output: Output = Output()
    title: str = ""
    painters: int = 2
    keep: Path | None = None


def film(gallery: Gallery, sound: Callable[[], Sound], footing: Footing, on_frame: Callable[[int], None]) -> None:
    """Writes the video of ``gallery.plan``. ``sound`` is asked for where it was not kept; ``on_frame`` is told how many
    frames are painted.

    Raises ``MediaError`` (a source is broken) or ``OSError`` (the file cannot be written)."""
    if footing.output.container == "gif":
        film_gif(gallery, footing.path, footing.painters, on_frame)
        return
    plan, keep = gallery.plan, Keep(footing.keep)
    names = Fingerprints(plan, gallery.sources, footing.output)
    crew = Crew(gallery, footing.output, footing.painters, keep, names)
    crew.start()
    made: Film | None = None
    try:
        made = Film(footing.path, plan.canvas, footing.output, footing.title)
        track = Track(keep, names.of_sound(), sound, footing.output)
        for index, chunk in enumerate(plan.chunks):
            made.add_pictures(crew.packets(index, lambda: on_frame(crew.painted)), chunk.first)
            made.add_sound(track.until(chunk.end * RATE // plan.canvas.fps))
            on_frame(crew.painted)
        made.add_sound(track.rest())
        made.finish()
    except BaseException:
        if made is not None:
            made.abandon()
        raise
    finally:
        crew.stop()


class Track:
    """The encoded sound, as an earlier render made it or made now, given out as far as the pictures have come."""

    def __init__(self, keep: Keep, name: str, sound: Callable[[], Sound], output: Output) -> None:
        self._keep = keep
        self._name = name
        self._made: list[CodedFrame] = []
        self._given = 0
        self._encoder: SoundEncoder | None = None
        try:
            self._made = unpack(keep.get(name) or b"")
        except ValueError:
            self._encoder, self._blocks = SoundEncoder(output), sound()

    def until(self, sample: int) -> list[CodedFrame]:
        """What was not given yet of the sound before ``sample``; a little more where it was just made."""
        while self._encoder is not None and (not self._made or self._made[-1].pts < sample):
            block = next(self._blocks, None)
            if block is None:
                break
            self._made += self._encoder.encode(block)
        end = self._given
        while end < len(self._made) and self._made[end].pts < sample:
            end += 1
        return self._give(end)

    def rest(self) -> list[CodedFrame]:
        """All that was not given yet; what was made now is kept."""
        if self._encoder is not None:
            for block in self._blocks:
                self._made += self._encoder.encode(block)
            self._made += self._encoder.finish()
            self._keep.put(self._name, pack(self._made))
        return self._give(len(self._made))

    def _give(self, end: int) -> list[CodedFrame]:
        given, self._given = self._made[self._given : end], end
        return given
