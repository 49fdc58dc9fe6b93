"""How things are called in an English sentence that asks for an edit: clips by number, times with their unit, files in
quotes.

The table of operations is :func:`ask`; :mod:`asking_clips` and :mod:`asking_layers` fill it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from kineograph.timeline.clips import Media
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import Anchor, Place, When

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
PLACES = {place: f"in the {place.value.replace('_', ' ')} corner" for place in Place if "_" in place} | {
    Place.TOP: "at the top", Place.BOTTOM: "at the bottom", Place.CENTER: "in the center",
    Place.LEFT: "at the middle left", Place.RIGHT: "at the middle right",
}  # fmt: skip


@singledispatch
def ask(edit: Any) -> str:
    """What asks for an edit, without the full stop. Raises ``TypeError`` for what is none."""
    raise TypeError(f"not an edit: {edit!r}")


def seconds(milliseconds: int) -> str:
    return f"{seconds_text(milliseconds)} seconds" if milliseconds != 1000 else "1 second"


def percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', "'") + '"'


def file(media: Media) -> str:
    return quoted(media.name)


def nth(number: int, what: str) -> str:
    """``clip 3``, ``the last clip``, ``the second to last clip``."""
    if number > 0:
        return f"{what} {number}"
    return f"the last {what}" if number == -1 else f"the {ordinal(-number)} to last {what}"


def ordinal(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def listed(items: Iterable[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def chosen(target: Sequence[int], what: str = "clip") -> str:
    """``clip 2``, ``clips 1, 3 and 4``, ``every clip``."""
    if not target:
        return f"every {what}"
    if len(target) > 1 and min(target) > 0:
        return f"{what}s {listed(map(str, target))}"
    return listed([nth(number, what) for number in target])


def layers(target: Sequence[int], what: str) -> str:
    """What lies over the video, by its order: ``the first text``, ``the first and the third text``, ``all texts``."""
    if not target:
        return f"all {what}s"
    return f"{listed([_one(number) for number in target])} {what}"


def _one(number: int) -> str:
    if number > 0:
        return f"the {ordinal(number)}"
    return "the last" if number == -1 else f"the {ordinal(-number)} to last"


def joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def when(moment: When) -> str:
    length = seconds(moment.duration_ms)
    if moment.anchor is Anchor.WHOLE:
        return "for the whole video"
    if moment.anchor is Anchor.END:
        early = f", ending {seconds(moment.at_ms)} before the end" if moment.at_ms else ""
        return f"for the last {length}{early}"
    if moment.anchor is Anchor.START and not moment.at_ms:
        return f"for the first {length}"
    return f"from {seconds(moment.at_ms)} to {seconds(moment.at_ms + moment.duration_ms)}"
