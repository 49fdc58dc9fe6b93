"""A decoded still, from which the stage takes the part and the size that it needs, as planes.

A JPEG is never turned into RGB: its own planes are cut, made smaller and only then led from BT.601 full range (JFIF
1.02) to BT.709 limited range, a third of the work and half of the memory. Any other picture, and a JPEG with a colour
profile, comes as RGB. Refuses to know stages and moves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import av
import cv2
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from kineograph.media.formats import JPG
from kineograph.media.opening import identify, opened_picture
from kineograph.studio.render.paint.planes import YUV_FROM_RGB, Plane, Planes, from_rgb
from kineograph.studio.render.paint.stills import read_still
from kineograph.studio.render.paint.turning import turned
from kineograph.studio.render.plan.turning import UPRIGHT, Turn

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture."""

_ORIENTATION = 0x0112
_FORMATS = ("yuvj420p", "yuvj422p", "yuvj444p", "yuvj440p")
_FROM_JFIF = np.array(
    [[1, 0, 1.402, -1.402 * 128], [1, -0.344136, -0.714136, (0.344136 + 0.714136) * 128], [1, 1.772, 0, -1.772 * 128]]
)
_FINE = 3.5  # all that colour can take is 72 steps
_JFIF_TO_OURS = (YUV_FROM_RGB @ np.vstack([_FROM_JFIF, [0, 0, 0, 1]])).astype(np.float32)


class Picture(Protocol):
    """``width`` × ``height`` as seen; ``planes``: the part ``box`` of it at an even size."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    def planes(self, box: Box, width: int, height: int) -> Planes: ...


class RgbPicture:
    """A picture as RGB, shape (height, width, 3)."""

    def __init__(self, rgb: NDArray[np.uint8]) -> None:
        self._rgb = rgb

    @property
    def width(self) -> int:
        return int(self._rgb.shape[1])

    @property
    def height(self) -> int:
        return int(self._rgb.shape[0])

    def planes(self, box: Box, width: int, height: int) -> Planes:
        left, top, right, bottom = box
        return from_rgb(resized(self._rgb[top:bottom, left:right], width, height))


class JpegPicture:
    """A JPEG as its planes, upright; the colour planes may have fewer samples either way."""

    def __init__(self, parts: tuple[Plane, Plane, Plane]) -> None:
        self._parts = parts

    @property
    def width(self) -> int:
        return int(self._parts[0].shape[1])

    @property
    def height(self) -> int:
        return int(self._parts[0].shape[0])

    def planes(self, box: Box, width: int, height: int) -> Planes:
        y = self._cut(self._parts[0], box, width, height)
        u, v = (self._cut(part, box, width // 2, height // 2) for part in self._parts[1:])
        (of_y, *of_color, more), *tints = _JFIF_TO_OURS.tolist()
        # What colour takes from luma is reckoned where colour is, in steps of 1 / _FINE.
        taken = cv2.addWeighted(u, -_FINE * of_color[0], v, -_FINE * of_color[1], 0)
        wide = cv2.resize(taken, (width, height), interpolation=cv2.INTER_LINEAR)
        luma = cv2.addWeighted(y, of_y, wide, -1 / _FINE, more)
        tint = [cv2.addWeighted(u, row[1], v, row[2], row[3]) for row in tints]
        return Planes(_within(luma, 235), _within(tint[0], 240), _within(tint[1], 240))

    def _cut(self, part: Plane, box: Box, width: int, height: int) -> Plane:
        rows, columns = part.shape
        across, down = columns / self.width, rows / self.height
        left, top = int(box[0] * across), int(box[1] * down)
        right, bottom = max(left + 1, round(box[2] * across)), max(top + 1, round(box[3] * down))
        return resized(part[top:bottom, left:right], width, height)


def read_picture(path: Path, size: tuple[int, int], background: str, turn: Turn = UPRIGHT) -> Picture:
    """The picture at ``path``, upright and then turned, whole, not much larger than it must be to give ``size`` pixels;
    what is transparent shows ``background``. Raises ``MediaError``."""
    size = turn.size(*size)
    parts = _jpeg_planes(path, size) if identify(path) is JPG else None
    if parts is None:
        return RgbPicture(turned(read_still(path, size, background), turn))
    y, u, v = (turned(part, turn) for part in parts)
    return JpegPicture((y, u, v))


def resized(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """``pixels`` at another size: halved by averages while they are far too large, then a soft edge and a cubic, which
    is as near to a Lanczos reference as averages over areas, in half of their time. Larger: Lanczos."""
    while pixels.shape[1] >= 2 * width and pixels.shape[0] >= 2 * height and min(pixels.shape[:2]) >= 2:
        even = pixels[: pixels.shape[0] // 2 * 2, : pixels.shape[1] // 2 * 2]
        half = (even.shape[1] // 2, even.shape[0] // 2)
        pixels = np.asarray(cv2.resize(even, half, interpolation=cv2.INTER_AREA), np.uint8)
    rows, columns = pixels.shape[:2]
    if (columns, rows) == (width, height):
        return np.ascontiguousarray(pixels)
    if width > columns or height > rows:
        return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LANCZOS4), np.uint8)
    soft = cv2.GaussianBlur(
        pixels, (3, 3), 0.25 + 0.45 * (columns / width - 1), sigmaY=0.25 + 0.45 * (rows / height - 1)
    )
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _jpeg_planes(path: Path, size: tuple[int, int]) -> tuple[Plane, Plane, Plane] | None:
    """The planes of a JPEG of the common kind; None for any other, and for one that is damaged."""
    with opened_picture(path, JPG) as picture:
        if picture.mode != "RGB" or "icc_profile" in picture.info or picture.info.get("adobe_transform") == 0:
            return None
        stored, orientation = picture.size, int(picture.getexif().get(_ORIENTATION, 1))
        shrink = _shrink(stored, size[::-1] if orientation in (5, 6, 7, 8) else size)
        frame = _decoded(path.read_bytes(), shrink)
    if frame is None or (frame.width, frame.height) != (-(-stored[0] >> shrink), -(-stored[1] >> shrink)):
        return None
    y, u, v = (_upright(_rows(frame, index), orientation) for index in range(3))
    return y, u, v


def _within(part: object, top: int) -> Plane:
    """In place."""
    plane = np.asarray(part, np.uint8)
    return np.clip(plane, 16, top, out=plane)


def _shrink(stored: tuple[int, int], size: tuple[int, int]) -> int:
    """By how many halvings the decoder may give less. One costs it more than it saves."""
    ratio = min(stored[0] / max(1, size[0]), stored[1] / max(1, size[1]))
    return 3 if ratio >= 8 else 2 if ratio >= 4 else 0


def _decoded(raw: bytes, shrink: int) -> VideoFrame | None:
    context = av.CodecContext.create("mjpeg", "r")
    if not isinstance(context, VideoCodecContext):
        raise TypeError("mjpeg is not a video decoder here")
    context.thread_count = 1
    context.options = {"lowres": str(shrink), "err_detect": "explode"}
    try:
        frames = context.decode(av.Packet(raw)) + context.decode(None)
    except av.FFmpegError:
        return None
    frame = frames[0] if frames else None
    return frame if frame is not None and frame.format.name in _FORMATS else None


def _rows(frame: VideoFrame, index: int) -> Plane:
    plane = frame.planes[index]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]


def _upright(part: Plane, orientation: int) -> Plane:
    """EXIF 2.3, tag 274."""
    if orientation in (5, 6, 7, 8):
        part = part.T
    across = orientation in (2, 3, 6, 7)
    down = orientation in (3, 4, 7, 8)
    return part[:: -1 if down else 1, :: -1 if across else 1]
