"""Why an order was not carried out, in our words: code, sentence, remedy. Names media as their owner named them."""

from __future__ import annotations

import errno

from kineograph.media.facts import MediaError, MediaFault
from kineograph.studio.render.orders import RenderOrder
from kineograph.timeline.clips import Media

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Refusal(Exception):
    """The order cannot be carried out. Code, sentence and remedy, as ``service.RenderError`` gives them on."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def media_of(order: RenderOrder) -> list[Media]:
    """Everything that the order shows or plays."""
    timeline = order.timeline
    seen = [clip.media for clip in timeline.visuals] + [clip.media for clip in timeline.overlays]
    return seen + [clip.media for clip in timeline.sounds if clip.media is not None]


def failure_of(error: BaseException, order: RenderOrder) -> dict[str, str]:
    """What went wrong, in our words. Names the medium as its owner named it."""
    if isinstance(error, Refusal):
        return {"code": error.code, "message": error.message, "hint": error.hint}
    if isinstance(error, MediaError):
        code = "SOURCE_MISSING" if error.code is MediaFault.MISSING else "SOURCE_BROKEN"
        return {"code": code, "message": _named(error.message, order), "hint": error.hint}
    if isinstance(error, OSError) and error.errno in _FULL:
        return {
            "code": "DISK_FULL",
            "message": "The disk is full: the video could not be written.",
            "hint": "Free some space, or choose a folder on another disk.",
        }
    if isinstance(error, OSError):
        return {
            "code": "OUT_UNWRITABLE",
            "message": "The video could not be written.",
            "hint": "Check that the folder exists and is writable.",
        }
    if isinstance(error, MemoryError):
        return {
            "code": "OUT_OF_MEMORY",
            "message": "There was not enough memory to render the video.",
            "hint": "Close other programs, or use smaller pictures.",
        }
    return {
        "code": "RENDER_FAILED",
        "message": "The renderer failed.",
        "hint": "Try again; if it fails again, remove the last change and report it.",
    }


def _named(message: str, order: RenderOrder) -> str:
    for item in media_of(order):
        if item.id in order.sources:
            message = message.replace(order.sources[item.id].name, item.name)
    return message
