"""Makes the file: painters encode chunks side by side, one thread joins them in order with the sound.

The index of the file comes first. Packets wait only for the chunks before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kineograph.studio.render.encode.crew import Crew
from kineograph.studio.render.encode.gifs import film_gif
from kineograph.studio.render.encode.muxing import Film
from kineograph.studio.render.encode.track import Track
from kineograph.studio.render.kept.fingerprints import Fingerprints
from kineograph.studio.render.kept.keeping import Keep
from kineograph.studio.render.paint.painter import Gallery
from kineograph.studio.render.plan.cues import RATE
from kineograph.timeline.outputs import Output


@dataclass(frozen=True, slots=True)
class Footing:
    """Where and how a film is made: the file, its kind, its title, how many painters work at it, and the folder
    in which encoded pieces are kept for the next one."""

    path: Path
    output: Output = Output()
    title: str = ""
    painters: int = 2
    keep: Path | None = None


def film(gallery: Gallery, track: Track | None, footing: Footing, on_frame: Callable[[int], None]) -> None:
    """Writes the video of ``gallery.plan`` with the sound of ``track``, or a GIF without; ``on_frame`` is told how
    many frames are painted.

    Raises ``MediaError`` (a source is broken) or ``OSError`` (the file cannot be written)."""
    if track is None:
        film_gif(gallery, footing.path, footing.painters, on_frame)
        return
    plan, keep = gallery.plan, Keep(footing.keep)
    names = Fingerprints(plan, gallery.sources, footing.output)
    crew = Crew(gallery, footing.output, footing.painters, keep, names)
    crew.start()
    made: Film | None = None
    try:
        made = Film(footing.path, plan.canvas, footing.output, footing.title)
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
