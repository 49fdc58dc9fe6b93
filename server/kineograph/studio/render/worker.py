"""The process that renders one order: reads it from stdin, reports on stdout, and dies with whoever started it.

stdout is for the protocol alone: libraries that print there are led to stderr. The end of stdin means that nobody is
waiting any more: the unfinished file is removed and the process ends at once.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kineograph.studio.render.failures import Refusal, failure_of, media_of
from kineograph.studio.render.orders import RenderOrder, from_json
from kineograph.studio.render.plan.geometry import Focus
from kineograph.studio.render.plan.plan import frame_at
from kineograph.timeline.clips import Canvas, Timeline
from kineograph.timeline.outputs import LONGEST_SIDE, output_canvas, too_large
from kineograph.timeline.vocabulary import MediaId, MediaKind

if TYPE_CHECKING:
    from kineograph.studio.render.encode.track import Track

_MOST_PAINTERS = 4
_MOST_PIXELS = 2 * 4096 * 2304  # under the hands of all painters together
_LOOKERS = 2
_STEP = 0.01
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 4 << 20  # malloc.h
_TRIM_THRESHOLD, _KEPT_BYTES = -1, 512 << 20
_GARBAGE = 50_000  # objects between two looks for garbage: loading makes many, and none of it is
_SMALLEST = 64
_MOST_FPS = 120
_PAINTING, _CHECKING = 0.05, 0.97

Tell = Callable[[dict[str, object]], None]


def carry_out(order: RenderOrder, tell: Callable[[float, str], None]) -> dict[str, object]:
    """Renders ``order`` to ``order.out`` and verifies it; says what stands, and in ``notes`` what was done otherwise
    than asked. Raises ``Refusal``, ``MediaError``, ``OSError``."""
    import cv2

    cv2.setNumThreads(1)  # painters are the threads; more below them only get in each other's way
    timeline = _checked(order)
    with _looking(order, tell) as focuses:
        # Loaded while the pictures are looked at: a good part of what a short video takes.
        from kineograph.studio.render.encode.filming import Footing, film
        from kineograph.studio.render.paint.layering import find_layers
        from kineograph.studio.render.paint.painter import Gallery
        from kineograph.studio.render.plan.plan import compile_plan

        track = _hearing(order, timeline)
        layers = find_layers(timeline, order.sources)
        plan = compile_plan(timeline, focuses(), layers.standings)
    footing = Footing(
        order.out, order.output, order.timeline.title, painters_for(plan.canvas, os.cpu_count() or 2), order.keep
    )
    span = _CHECKING - _PAINTING
    film(
        Gallery(plan, order.sources, layers.parted),
        track,
        footing,
        lambda painted: tell(_PAINTING + span * painted / plan.frames, "painting"),
    )
    tell(_CHECKING, "checking")
    return {**_verified(order, plan.canvas, plan.frames), "notes": list(layers.notes)}


def weigh(order: RenderOrder, _tell: Callable[[float, str], None]) -> dict[str, int]:
    """How large the file of ``order`` is going to be; writes nothing. Raises ``Refusal``, ``MediaError``."""
    import cv2

    from kineograph.studio.render.encode.estimating import estimate
    from kineograph.studio.render.paint.painter import Gallery
    from kineograph.studio.render.plan.plan import compile_plan

    cv2.setNumThreads(1)
    # without focuses: what is in the middle of a picture is about as much work as what matters in it
    plan = compile_plan(_checked(order))
    painters = painters_for(plan.canvas, os.cpu_count() or 2)
    return asdict(estimate(Gallery(plan, order.sources), order.output, painters))


def draw(order: RenderOrder, tell: Callable[[float, str], None]) -> dict[str, int]:
    """Draws the contact sheet of ``order`` into ``order.out`` as a PNG; with a moment in ms and a long side in pixels
    after the word on the command line, that one frame. Raises ``Refusal``, ``MediaError``, ``OSError``."""
    import cv2

    from kineograph.studio.render.look.drawing import draw_frame, draw_sheet_of

    cv2.setNumThreads(1)
    timeline = _checked(order)
    with _looking(order, tell) as focuses:
        found = focuses()
    words = sys.argv[sys.argv.index("draw") + 1 :]
    picture = (
        draw_frame(timeline, order.sources, found, int(words[0]), int(words[1]))
        if words
        else draw_sheet_of(timeline, order.sources, found)
    )
    picture.save(order.out, "PNG")
    return {"width": picture.width, "height": picture.height}


def _checked(order: RenderOrder) -> Timeline:
    """The timeline on the canvas of the output. Raises ``Refusal`` where it cannot be rendered."""
    canvas = output_canvas(order.timeline.canvas, order.output)
    _require_canvas(canvas)
    _require_sources(order)
    if frame_at(2 * order.timeline.duration_ms, canvas.fps) == 0:
        raise Refusal("NOTHING_TO_RENDER", "The timeline is empty.", "Add at least one picture, then export again.")
    return replace(order.timeline, canvas=canvas)


def painters_for(canvas: Canvas, processors: int) -> int:
    """How many painters work at a video of this size. At 3840x2160 each needs half a gigabyte: two are enough."""
    affordable = max(1, _MOST_PIXELS // (canvas.width * canvas.height))
    return min(max(2, min(_MOST_PAINTERS, processors)), affordable)


def _verified(order: RenderOrder, canvas: Canvas, frames: int) -> dict[str, int]:
    from kineograph.media.verifying import verify_video

    found = verify_video(order.out)
    container = (
        (found.container, found.index_first) if order.output.container != "gif" else (found.container, found.loops)
    )
    right = container == (order.output.container, True)
    if not right or (found.width, found.height, found.frames) != (canvas.width, canvas.height, frames):
        raise Refusal(
            "RENDER_FAILED", "The finished video did not pass its check.", "Try again; if it fails again, report it."
        )
    with order.out.open("rb+") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())
    return {
        "duration_ms": found.duration_ms,
        "size_bytes": found.size_bytes,
        "width": found.width,
        "height": found.height,
        "fps": canvas.fps,
        "frames": frames,
    }


def _require_canvas(canvas: Canvas) -> None:
    sides_fit = all(side % 2 == 0 and side >= _SMALLEST for side in (canvas.width, canvas.height))
    if not sides_fit or too_large(canvas) or not 1 <= canvas.fps <= _MOST_FPS:
        raise Refusal(
            "CANVAS_UNUSABLE",
            f"A video of {canvas.width} x {canvas.height} at {canvas.fps} frames a second cannot be made.",
            f"Use even sides from {_SMALLEST} to {LONGEST_SIDE} pixels, nine million in all at most, "
            f"and at most {_MOST_FPS} frames a second.",
        )


def _require_sources(order: RenderOrder) -> None:
    for media in media_of(order):
        path = order.sources.get(media.id)
        if path is None or not path.is_file():
            raise Refusal(
                "SOURCE_MISSING", f"The file of {media.name} is gone.", "Upload it again, or remove it from the video."
            )


@contextmanager
def _looking(order: RenderOrder, tell: Callable[[float, str], None]) -> Iterator[Callable[[], dict[MediaId, Focus]]]:
    """Looks at the pictures in threads; what is given waits for what they find."""
    from concurrent.futures import ThreadPoolExecutor

    from kineograph.studio.render.kept.keeping import Keep
    from kineograph.studio.render.look.focusing import find_focus

    pictures = sorted({clip.media.id for clip in order.timeline.visuals if clip.media.kind is MediaKind.IMAGE})
    keep, background = Keep(order.keep), order.timeline.canvas.background
    with ThreadPoolExecutor(_LOOKERS) as lookers:
        looks = [lookers.submit(find_focus, order.sources[media], background, keep) for media in pictures]

        def found() -> dict[MediaId, Focus]:
            focuses: dict[MediaId, Focus] = {}
            for media, look in zip(pictures, looks, strict=True):
                focuses[media] = look.result()
                tell(_PAINTING * len(focuses) / len(looks), "looking at the pictures")
            return focuses

        try:
            yield found
        finally:
            lookers.shutdown(cancel_futures=True)


def _hearing(order: RenderOrder, timeline: Timeline) -> Track | None:
    """The sound of the video, begun, since it does not depend on what is looked at; none for a GIF."""
    from kineograph.studio.render.encode.track import Track
    from kineograph.studio.render.kept.fingerprints import Fingerprints
    from kineograph.studio.render.kept.keeping import Keep
    from kineograph.studio.render.plan.plan import compile_plan
    from kineograph.studio.render.sound.mixing import mixed

    if order.output.container == "gif":
        return None
    plan = compile_plan(timeline)
    name = Fingerprints(plan, order.sources, order.output).of_sound()
    track = Track(Keep(order.keep), name, lambda: mixed(plan.cues, plan.samples, order.sources), order.output)
    track.begin()
    return track


def _watch(stdin: IO[bytes], out: Path) -> None:
    """Ends the process when stdin does: then nobody waits for the file."""
    while stdin.read(1):
        pass
    with suppress(OSError):
        out.unlink(missing_ok=True)
    os._exit(3)


def _protocol() -> IO[str]:
    """stdout for the protocol alone; whatever else writes to it goes to stderr from here on."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own


def _spare_memory() -> None:
    """Whole frames go back to the system when they are freed, what is smaller is kept for the next of its kind. Were
    frames kept too, glibc would lay those of the next encoder beside the old, which costs 100 MB; were nothing kept,
    clearing new memory would take a tenth of a render. Elsewhere than with glibc there is nothing to set."""
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        for parameter, value in ((_MMAP_THRESHOLD, _LARGE_BYTES), (_TRIM_THRESHOLD, _KEPT_BYTES)):
            ctypes.CDLL(None).mallopt(parameter, value)


def main() -> int:
    """Carries out the one order on stdin; with the word ``estimate`` weighs it, with ``draw`` draws it. The exit code
    says whether that was done."""
    work: Callable[[RenderOrder, Callable[[float, str], None]], Mapping[str, object]]
    work = weigh if "estimate" in sys.argv[1:] else draw if "draw" in sys.argv[1:] else carry_out
    gc.set_threshold(_GARBAGE)
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # its threads would spin, waiting for work that there is not
    os.umask(0o077)  # what it writes is as private as the folder
    _spare_memory()
    pipe = _protocol()
    order = from_json(sys.stdin.buffer.readline().decode())
    threading.Thread(target=_watch, args=(sys.stdin.buffer, order.out), daemon=True).start()
    last, said = -1.0, ""

    def send(message: dict[str, object]) -> None:
        pipe.write(json.dumps(message) + "\n")
        pipe.flush()

    def tell(share: float, doing: str) -> None:
        nonlocal last, said
        if share >= last + _STEP or doing != said:
            last, said = share, doing
            send({"share": round(min(share, 1.0), 4), "doing": doing})

    try:
        send({"done": dict(work(order, tell))})
    except BaseException as error:  # noqa: BLE001 - whatever happened, the other side must hear of it in our words
        with suppress(OSError):
            order.out.unlink(missing_ok=True)
        send({"failed": failure_of(error, order)})
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    os._exit(main())
