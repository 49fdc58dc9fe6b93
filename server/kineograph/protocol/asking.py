"""How things are called in a sentence that asks for an edit: clips by number, times with their unit, files in quotes.

The table of operations is :func:`ask`; :mod:`asking_clips` and :mod:`asking_layers` fill it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from kineograph.timeline.clips import Media
from kineograph.timeline.span import seconds_text
from kineograph.timeline.vocabulary import Anchor, Motion, When
from kineograph.wire.edits import AnyEdit, slots, write_edits


@singledispatch
def ask(edit: Any) -> str:
    """An operation without words of its own, spelled out by its fields."""
    (item,) = write_edits([edit])
    given = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in item.items() if name != "op")
    return f"{edit.op.replace('_', ' ').capitalize()}{f' ({given})' if given else ''}"


def seconds(milliseconds: int) -> str:
    return f"{seconds_text(milliseconds)} seconds" if milliseconds != 1000 else "1 second"


def percent(share: float) -> str:
    return f"{round(share * 100, 2):g}%"


def words(value: object) -> str:
    return str(value).replace("_", " ")


def quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', "'") + '"'


def file(media: Media) -> str:
    return quoted(media.name)


def nth(number: int, what: str) -> str:
    """``clip 3``, ``the last clip``, ``the clip 2 before the last``."""
    if number > 0:
        return f"{what} {number}"
    return f"the last {what}" if number == -1 else f"the {what} {-number - 1} before the last"


def listed(items: Iterable[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def chosen(target: Sequence[int], what: str = "clip") -> str:
    return listed([nth(number, what) for number in target]) if target else f"every {what}"


def _motion(motion: Motion) -> str:
    usual = Motion(motion.kind)
    parts = [words(motion.kind)]
    parts += [f"strength {percent(motion.strength)}"] if motion.strength != usual.strength else []
    parts += [f"easing {words(motion.easing)}"] if motion.easing != usual.easing else []
    return " ".join(parts)


def motions(moves: Sequence[Motion]) -> str:
    return listed([_motion(motion) for motion in moves]) + (", in turn" if len(moves) > 1 else "")


def when(moment: When) -> str:
    length = seconds(moment.duration_ms)
    if moment.anchor is Anchor.WHOLE:
        return "for the whole video"
    if moment.anchor is Anchor.END:
        return f"for the last {length}" + (f", ending {seconds(moment.at_ms)} before the end" if moment.at_ms else "")
    if moment.anchor is Anchor.START and not moment.at_ms:
        return f"for the first {length}"
    return f"from {seconds(moment.at_ms)} on, for {length}"


def fields_of(edit: AnyEdit, units: dict[str, str]) -> list[str]:
    """``opacity 50%`` for each field that the edit gives, but for its target; ``units``: how numbers are told."""
    found = []
    for slot in slots(edit.op):
        value = getattr(edit, slot.field)
        if slot.name in ("target", "text", "media", "relative", "reset") or slot.required or value == slot.default:
            continue
        found.append(f"{_LABELS.get(slot.name, slot.name)} {_told(value, units.get(slot.name, ''))}".strip())
    return found


_LABELS = {"when": "", "enter": "coming with", "leave": "going with", "ground": "background", "place": "place"}


def _told(value: Any, unit: str) -> str:
    if isinstance(value, When):
        return when(value)
    if unit == "%":
        return percent(value)
    return f"{value:g}{unit}" if isinstance(value, int | float) else words(value)


SHARES = {"size": "%", "opacity": "%", "volume": "%", "duck": "%"}
