"""Makes a GIF: a palette from the video itself, then every frame in those colours, in hundredths of a second.

Memory is bounded by a few frames, not by the length. Mapping to colours takes longest and is shared among threads.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph
from av.video.codeccontext import VideoCodecContext
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream

from kineograph.studio.render.encode.encoding import planes_of
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.plan.plan import FramePlan, RenderPlan

_LOOKS = 64  # frames that the palette is made from
_DITHER = "dither=bayer:bayer_scale=3"
"""A fixed pattern: error diffusion crawls where nothing moves, and its files are larger."""
_TICKS = 100  # a second


def film_gif(gallery: Gallery, path: Path, threads: int, on_frame: Callable[[int], None]) -> None:
    """Writes ``gallery.plan`` as a GIF that plays for ever. Raises ``MediaError`` or ``OSError``."""
    plan = gallery.plan
    palette = _palette(gallery)
    container = av.open(
        str(path.resolve()), "w", format="gif", options={"loop": "0", "final_delay": str(_lasting(plan))}
    )
    try:
        stream: VideoStream = container.add_stream("gif", rate=plan.canvas.fps)
        stream.width, stream.height = plan.canvas.width, plan.canvas.height
        stream.pix_fmt = "pal8"
        stream.codec_context.time_base = Fraction(1, _TICKS)
        for number, frame in enumerate(_mapped(gallery, palette, threads, range(plan.frames))):
            frame.pts, frame.time_base = number * _TICKS // plan.canvas.fps, Fraction(1, _TICKS)
            container.mux(stream.encode(frame))
            on_frame(number + 1)
        container.mux(stream.encode(None))
    except BaseException:
        with suppress(av.FFmpegError, OSError, ValueError):
            container.close()
        raise
    container.close()


def weigh_gif(gallery: Gallery, threads: int, share: float) -> int:
    """About how many bytes the frames of the GIF are: pairs of neighbours are looked at, ``share`` of all frames, and
    the second of each is what a frame costs. Raises ``MediaError``."""
    plan = gallery.plan
    step = min(max(1, plan.frames // 8), max(2, round(2 / share)))
    starts = [number for number in range(step // 2, plan.frames - 1, step) if number + 1 < plan.frames]
    numbers = [number for start in starts for number in (start, start + 1)] or [0]
    context = VideoCodecContext.create("gif", "w")
    context.width, context.height, context.pix_fmt = plan.canvas.width, plan.canvas.height, "pal8"
    context.time_base = Fraction(1, _TICKS)
    sizes = []
    for index, frame in enumerate(_mapped(gallery, _palette(gallery, _LOOKS // 4), threads, numbers)):
        frame.pts, frame.time_base = index, Fraction(1, _TICKS)
        sizes.append(sum(packet.size for packet in context.encode(frame)))
    costs = sizes[1::2] or sizes
    return round(sum(costs) / len(costs) * plan.frames)


def _lasting(plan: RenderPlan) -> int:
    return _TICKS // plan.canvas.fps


def _painted(gallery: Gallery, numbers: Sequence[int]) -> Iterator[VideoFrame]:
    """The frames of these rising numbers, each in memory of its own, in full-range RGB."""
    canvas = gallery.plan.canvas
    target = VideoFrame(canvas.width, canvas.height, "yuv420p")
    planes = planes_of(target)
    shown: FramePlan | None = None
    with closing(Painter(gallery)) as painter:
        for number in numbers:
            gallery.forget_before(number)
            painter.leave_before(number)
            wanted = gallery.plan.frame(number)
            if wanted != shown:  # a still stretch is not painted again
                painter.paint(wanted, planes)
            shown = wanted
            yield target.reformat(
                format="bgra",
                src_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.MPEG,
                dst_color_range=ColorRange.JPEG,
            )


def _palette(gallery: Gallery, looks: int = _LOOKS) -> VideoFrame:
    """The 255 colours that suit the whole video best, and one for what does not change."""
    plan = gallery.plan
    graph = Graph()
    source = _source(graph, plan)
    maker = graph.add("palettegen", "stats_mode=full")
    end = graph.add("buffersink")
    source.link_to(maker)
    maker.link_to(end)
    graph.configure()
    step = max(1, plan.frames // looks)
    for index, frame in enumerate(_painted(gallery, range(step // 2, plan.frames, step))):
        frame.pts = index
        source.push(frame)
    source.push(None)
    palette = end.pull()
    if not isinstance(palette, VideoFrame):
        raise TypeError("no palette")
    return palette


def _mapped(gallery: Gallery, palette: VideoFrame, threads: int, numbers: Sequence[int]) -> Iterator[VideoFrame]:
    """These frames in the colours of the palette, in order; painted here, mapped in threads, a few ahead."""
    plan, own = gallery.plan, threading.local()

    def mapped(frame: VideoFrame) -> VideoFrame:
        if not hasattr(own, "mapper"):
            own.mapper = _Mapper(plan, palette)
        found: VideoFrame = own.mapper.mapped(frame)
        return found

    waiting: deque[Future[VideoFrame]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for frame in _painted(gallery, numbers):
            waiting.append(pool.submit(mapped, frame))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Mapper:
    """Maps frames to the palette. One for each thread."""

    def __init__(self, plan: RenderPlan, palette: VideoFrame) -> None:
        self._graph = Graph()
        self._source = _source(self._graph, plan)
        colors = self._graph.add_buffer(width=16, height=16, format=VideoFormat("bgra"), time_base=Fraction(1, 1))
        user = self._graph.add("paletteuse", _DITHER)
        self._end = self._graph.add("buffersink")
        self._source.link_to(user, 0, 0)
        colors.link_to(user, 0, 1)
        user.link_to(self._end)
        self._graph.configure()
        colors.push(palette)
        colors.push(None)
        self._count = 0

    def mapped(self, frame: VideoFrame) -> VideoFrame:
        frame.pts, frame.time_base = self._count, Fraction(1, 1)
        self._count += 1
        self._source.push(frame)
        found = self._end.pull()
        if not isinstance(found, VideoFrame):
            raise TypeError("no frame")
        return found


def _source(graph: Graph, plan: RenderPlan) -> av.filter.context.FilterContext:
    return graph.add_buffer(
        width=plan.canvas.width, height=plan.canvas.height, format=VideoFormat("bgra"), time_base=Fraction(1, 1)
    )
