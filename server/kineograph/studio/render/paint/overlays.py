"""Lays overlays over the picture: logos, pictures and footage in the picture.

A still one is drawn once for all painters and forgotten when the last frame that shows it is done; footage and
animations are read forward by each painter for itself, one picture at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Lock

from PIL import Image

from kineograph.media.checks import as_srgb
from kineograph.media.formats import GIF, JPG, WEBP
from kineograph.media.opening import identify, opened_picture
from kineograph.media.probing import frame_ends, turned
from kineograph.studio.render.paint.footage import Footage
from kineograph.studio.render.paint.insets import Covers, Inset, covers_of, cut_out, lay, rounded, shadow
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.boxes import OverlayBox, OverlayShow
from kineograph.studio.render.plan.placing import Spot, spot
from kineograph.timeline.clips import Canvas, OverlayClip
from kineograph.timeline.vocabulary import MediaId, MediaKind, OverlayStyle

_UNKNOWN = (16, 9)


class Shelf:
    """What all painters share of the overlays: where they stand, still pictures, shadows, the shape of their frames."""

    def __init__(self, boxes: Sequence[OverlayBox], canvas: Canvas, sources: Mapping[MediaId, Path]) -> None:
        self.boxes = boxes
        self.canvas = canvas
        self.sources = sources
        self._stills: dict[int, Inset] = {}
        self._shadows: dict[int, Inset] = {}
        self._locks = [Lock() for _ in boxes]

    def still(self, index: int) -> Inset:
        with self._locks[index]:
            if index not in self._stills:
                clip = self.boxes[index].clip
                self._stills[index] = _still(clip, self.canvas, self.sources[clip.media.id])
            return self._stills[index]

    def shadow(self, index: int, inset: Inset) -> Inset:
        """The shadow around a framed overlay of the shape of ``inset``."""
        with self._locks[index]:
            if index not in self._shadows:
                mask = rounded(inset.planes.width, inset.planes.height)
                size = (self.canvas.width, self.canvas.height)
                self._shadows[index] = shadow(mask, (inset.x, inset.y), size)
            return self._shadows[index]

    def forget_before(self, frame: int) -> None:
        """Drops what no frame from ``frame`` on shows."""
        for index, box in enumerate(self.boxes):
            if box.end <= frame and (index in self._stills or index in self._shadows):
                with self._locks[index]:
                    self._stills.pop(index, None)
                    self._shadows.pop(index, None)


class Overlays:
    """The overlays of one painter. Raises ``MediaError`` where a source cannot be read."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._moving: dict[int, _Playing] = {}

    def lay(self, show: OverlayShow, target: Planes) -> None:
        """Blends an overlay over ``target`` as ``show`` says."""
        if show.opacity <= 0:
            return
        clip = self._shelf.boxes[show.index].clip
        inset = self._inset(show, clip)
        if clip.style is OverlayStyle.FRAMED:
            lay(self._shelf.shadow(show.index, inset), show.opacity, target)
        lay(inset, show.opacity, target)

    def leave_before(self, frame: int) -> None:
        """Closes what ended before ``frame``."""
        for index in [index for index in self._moving if self._shelf.boxes[index].end <= frame]:
            self._moving.pop(index).close()

    def _inset(self, show: OverlayShow, clip: OverlayClip) -> Inset:
        if clip.media.kind is not MediaKind.VIDEO:
            return self._shelf.still(show.index)
        if show.index not in self._moving:
            self._moving[show.index] = _playing(clip, self._shelf.canvas, self._shelf.sources[clip.media.id])
        return self._moving[show.index].at(show.source_ms)


class _Film:
    """Footage in its spot; it covers all of it, but for the corners of a frame."""

    def __init__(self, clip: OverlayClip, place: Spot, path: Path) -> None:
        self._place = place
        self._opaque = clip.style is OverlayStyle.PLAIN
        self._covers = _covers(clip, place)
        self._footage = Footage(path, (place.w, place.h))

    def at(self, ms: int) -> Inset:
        return Inset(self._place.x, self._place.y, self._footage.at(ms), self._covers, self._opaque)

    def close(self) -> None:
        self._footage.close()


class _Animated:
    """The pictures of a GIF or WEBP by time, with their transparency, again from the beginning after the last."""

    def __init__(self, clip: OverlayClip, place: Spot, path: Path) -> None:
        self._clip, self._place = clip, place
        self._stack = ExitStack()
        self._picture = self._stack.enter_context(opened_picture(path, identify(path)))
        self._ends = list(frame_ends(self._picture))
        self._last: tuple[int, Inset] | None = None

    def at(self, ms: int) -> Inset:
        index = bisect_right(self._ends, ms % self._ends[-1])
        if self._last is None or self._last[0] != index:
            self._picture.seek(index)
            self._last = (index, _drawn(as_srgb(self._picture.copy()), self._clip, self._place))
        return self._last[1]

    def close(self) -> None:
        self._stack.close()


_Playing = _Film | _Animated


def _playing(clip: OverlayClip, canvas: Canvas, path: Path) -> _Playing:
    place = spot(clip, canvas, _size(clip) or _UNKNOWN)
    return _Animated(clip, place, path) if identify(path) in (GIF, WEBP) else _Film(clip, place, path)


def _still(clip: OverlayClip, canvas: Canvas, path: Path) -> Inset:
    found = identify(path)
    with opened_picture(path, found) as picture:
        width, height = _size(clip) or (picture.size[::-1] if turned(picture) else picture.size)
        place = spot(clip, canvas, (width, height))
        if found is JPG:
            wanted = (place.w * 2, place.h * 2)
            picture.draft(None, wanted[::-1] if turned(picture) else wanted)
        return _drawn(as_srgb(picture), clip, place)


def _drawn(picture: Image.Image, clip: OverlayClip, place: Spot) -> Inset:
    mask = rounded(place.w, place.h) if clip.style is OverlayStyle.FRAMED else None
    planes, covers = cut_out(picture, (place.w, place.h), mask)
    return Inset(place.x, place.y, planes, covers, bool(covers[0].min() >= 1))


def _covers(clip: OverlayClip, place: Spot) -> Covers:
    mask = rounded(place.w, place.h)
    if clip.style is OverlayStyle.PLAIN:
        mask[...] = 1
    return covers_of(mask)


def _size(clip: OverlayClip) -> tuple[int, int] | None:
    """Of the source as seen, where it is known."""
    return (clip.media.width, clip.media.height) if clip.media.width and clip.media.height else None
