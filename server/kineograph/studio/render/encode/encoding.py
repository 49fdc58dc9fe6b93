"""Encodes a chunk to H.264 High, or VP9: yuv420p, constant frame rate, BT.709 limited, one thread, a closed group of
pictures.

Every chunk gets an encoder of its own with the same settings, so their packets follow each other in one file without
encoding again. Knows codecs and planes; refuses to know what is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from fractions import Fraction

import av
import cv2
import numpy as np
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from kineograph.studio.render.encode.codecs import PACKINGS, vp9_options
from kineograph.studio.render.kept.coded import CodedFrame
from kineograph.studio.render.paint.planes import Plane, Planes
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.timeline.clips import Canvas
from kineograph.timeline.outputs import Output, Quality

_STILLS = "me=dia:partitions=i8x8:b-adapt=0:weightp=0:scenecut=0:rc-lookahead=5"
_PRESETS: dict[Quality, tuple[str, str, str]] = {
    "draft": ("ultrafast", "28", "subme=1:me=dia:8x8dct=1"),
    "standard": ("veryfast", "22", f"subme=1:{_STILLS}"),
    "high": ("veryfast", "18", f"subme=2:{_STILLS}"),
}
"""Preset, constant rate factor, and what is set besides. On moving stills partitions other than intra win nothing,
B-frames placed without a search lose nothing, and weights for fades win 1 %; where a picture begins is known, so no cut
has to be looked for. Half the preset's look ahead costs 0.27 dB at equal size, but a quarter less time and memory, and
moves become steadier. More B-frames would be smaller still, but then slow zooms tremble."""

_AVX2 = 11  # cvdef.h, CpuFeatures
_STEADY = ":asm=avx2" if cv2.checkHardwareSupport(_AVX2) else ""
"""With AVX-512, x264's look ahead reads memory that nobody has written: of 120 encodings of the same frames 30 were
different. Held to AVX2 all were equal, at the same speed."""
_TUNING = f"open-gop=0:stitchable=1:sync-lookahead=0{_STEADY}"
_KEY_SECONDS = 5


def set_up(context: VideoCodecContext, canvas: Canvas, output: Output) -> None:
    """Gives ``context`` the settings that every chunk and the file have in common."""
    context.width, context.height = canvas.width, canvas.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, canvas.fps)
    context.framerate = Fraction(canvas.fps, 1)
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.thread_count = 1
    context.gop_size = canvas.fps * _KEY_SECONDS
    if output.container == "webm":
        context.options = vp9_options(output.quality)
        return
    preset, crf, besides = _PRESETS[output.quality]
    context.options = {"preset": preset, "crf": crf, "profile": "high", "x264-params": f"{besides}:{_TUNING}"}


class ChunkEncoder:
    """Encodes one chunk after another. ``paint`` is called with the frame number and the planes to fill, which still
    hold the picture before."""

    def __init__(self, canvas: Canvas, output: Output) -> None:
        self._canvas = canvas
        self._output = output
        self._packing = PACKINGS[output.container]
        self._frame = VideoFrame(canvas.width, canvas.height, "yuv420p")
        self.planes = planes_of(self._frame)

    def encode(
        self,
        chunk: Chunk,
        paint: Callable[[int, Planes], None],
        stop: Callable[[], bool],
        cuts: Container[int] = (),
    ) -> list[CodedFrame]:
        """The packets of ``chunk``, in decoding order, timed from its first frame; none where ``stop`` says so.
        ``cuts``: frames that have nothing in common with the one before.

        The encoder copies a picture before ``encode`` returns, so one frame serves all."""
        context = av.CodecContext.create(self._packing.picture_codec, "w")
        if not isinstance(context, VideoCodecContext):
            raise TypeError(f"{self._packing.picture_codec} is not a video encoder here")
        set_up(context, self._canvas, self._output)
        context.flags |= av.codec.context.Flags.global_header
        packets: list[Packet[VideoStream]] = []
        inner = {number for number in range(chunk.first + 1, chunk.end) if number in cuts}  # the first is one anyway
        for number in range(chunk.first, chunk.end):
            if stop():
                return []
            paint(number, self.planes)
            self._frame.pts = number - chunk.first
            self._frame.time_base = Fraction(1, self._canvas.fps)
            self._frame.pict_type = PictureType.I if number in inner else PictureType.NONE
            packets += context.encode(self._frame)
        packets += context.encode(None)
        # x264 starts each chunk with the same delay, which for a very short chunk is smaller; the largest fits all.
        return [
            CodedFrame(packet.pts or 0, index - self._packing.late, 1, packet.is_keyframe, bytes(packet))
            for index, packet in enumerate(packets)
        ]


def planes_of(frame: VideoFrame) -> Planes:
    parts: list[Plane] = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        parts.append(rows[:, : plane.width])
    return Planes(parts[0], parts[1], parts[2], 0.0)
