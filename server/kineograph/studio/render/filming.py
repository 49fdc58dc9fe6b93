"""Makes the file: painters encode chunks side by side, one thread joins them in order with the sound.

The index of the file comes first. Packets wait only for the chunks before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.crew import Crew
from kineograph.studio.render.cues import RATE
from kineograph.studio.render.gifs import film_gif
from kineograph.studio.render.muxing import Film
from kineograph.studio.render.painter import Gallery
from kineograph.timeline.outputs import Output

Sound = Iterator[NDArray[np.float32]]
"""Blocks of sound, shape (2, samples), in order, as long as the video together."""


@dataclass(frozen=True, slots=True)
class Footing:
    """Where and how a film is made: the file, its kind, its title, and how many painters work at it."""

    path: Path
    output: Output = Output()
    title: str = ""
    painters: int = 2


def film(gallery: Gallery, sound: Sound, footing: Footing, on_frame: Callable[[int], None]) -> None:
    """Writes the video of ``gallery.plan``. ``on_frame`` is told how many frames are painted.

    Raises ``MediaError`` (a source is broken) or ``OSError`` (the file cannot be written)."""
    if footing.output.container == "gif":
        film_gif(gallery, footing.path, footing.painters, on_frame)
        return
    plan = gallery.plan
    crew = Crew(gallery, footing.output, footing.painters)
    crew.start()
    made: Film | None = None
    try:
        made = Film(footing.path, plan.canvas, footing.output, footing.title)
        sounded = 0
        for index, chunk in enumerate(plan.chunks):
            made.add_pictures(crew.packets(index, lambda: on_frame(crew.painted)))
            while sounded * plan.canvas.fps < chunk.end * RATE and (block := next(sound, None)) is not None:
                made.add_sound(block)
                sounded += block.shape[1]
            on_frame(crew.painted)
        for block in sound:
            made.add_sound(block)
        made.finish()
    except BaseException:
        if made is not None:
            made.abandon()
        raise
    finally:
        crew.stop()
