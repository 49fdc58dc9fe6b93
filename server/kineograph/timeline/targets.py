"""What every edit asks first: which clips are meant, and whether a value is in its bounds. Refusals say the way out."""

from __future__ import annotations

import re
from dataclasses import replace

from kineograph.timeline.clip_edits import Target
from kineograph.timeline.clips import Timeline
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import Anchor, ClipId, When

_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")


class EditError(ValueError):
    """An edit that cannot be done. ``code`` is stable, the message is a sentence, ``hint`` the way out."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def positions(target: Target, count: int, what: str = "clip") -> tuple[int, ...]:
    """0-based positions of a 1-based ``target`` (negative from the end, empty = all), sorted, each once."""
    found = {position(number, count, what) for number in target} if target else set(range(count))
    return tuple(sorted(found))


def position(number: int, count: int, what: str) -> int:
    """The 0-based position of a 1-based ``number``, negative from the end. Raises :class:`EditError`."""
    index = number - 1 if number > 0 else count + number
    if number == 0 or not 0 <= index < count:
        has = f"there {'is' if count == 1 else 'are'} {count}" if count else "there is none yet"
        raise EditError("NO_SUCH_CLIP", f"There is no {what} {number}: {has}.", f"Name one from 1 to {max(count, 1)}.")
    return index


def name(timeline: Timeline) -> tuple[ClipId, Timeline]:
    """The next clip's id, and the timeline that has given it away."""
    return ClipId(f"c{timeline.serial}"), replace(timeline, serial=timeline.serial + 1)


def at_most(value: float, low: float, high: float, what: str) -> None:
    """Raises :class:`EditError` where ``value`` is out of its bounds."""
    if not low <= value <= high:
        raise EditError("OUT_OF_RANGE", f"{what} must be from {low:g} to {high:g}, not {value:g}.")


def checked_color(color: str) -> None:
    """Raises :class:`EditError` where ``color`` is not ``#rrggbb``."""
    if not _COLOR.match(color):
        raise EditError("NO_SUCH_COLOR", f"{color!r} is no colour here.", "Write it as #rrggbb, such as #ff8800.")


def checked_when(when: When, total: int, what: str) -> None:
    """Raises :class:`EditError` where nothing would show at that time in a video of ``total`` ms (0: none yet)."""
    if when.anchor is Anchor.WHOLE:
        return
    if when.at_ms < 0 or when.duration_ms < 1:
        raise EditError("NO_SUCH_TIME", f"{what} needs a time from 0 s on, and a length.", "Name both in seconds.")
    if total and when.at_ms >= total:
        raise EditError(
            "NO_SUCH_TIME",
            f"{what} would show at {seconds_text(when.at_ms)} s, and the video is {seconds_text(total)} s long.",
            "Name an earlier time, or make the video longer first.",
        )
