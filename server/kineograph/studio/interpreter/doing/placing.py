"""What texts and overlays have in common: where they stand, how large and clear they are, when they show.

A look that was said + what stands already → the fields of an edit. Raises :class:`Unresolved`.
"""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, first_numbers
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.layers import OverlayLook, Side, TextLook, Timing
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import AddOverlay, AddSound, AddText, EditOverlay, EditText
from kineograph.timeline.vocabulary import Anchor, Place, When

_ROWS = (
    (Place.TOP_LEFT, Place.TOP, Place.TOP_RIGHT),
    (Place.LEFT, Place.CENTER, Place.RIGHT),
    (Place.BOTTOM_LEFT, Place.BOTTOM, Place.BOTTOM_RIGHT),
)
_STEPS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}


def place(look: TextLook | OverlayLook, now: Place) -> Place | None:
    """The place that was said, or the one to that side of ``now``."""
    if not look.shift:
        return look.place
    return _beside(look.place or now, look.shift)


def _beside(now: Place, side: Side) -> Place:
    row, column = next((r, c) for r, places in enumerate(_ROWS) for c, each in enumerate(places) if each is now)
    if side in ("across", "opposite"):
        flipped = 2 - row if side == "opposite" or column == 1 else row
        return _ROWS[flipped][2 - column]
    if side in ("left", "right"):
        return _ROWS[row][0 if side == "left" else 2]
    down = _STEPS[side][0]
    return _ROWS[min(max(row + down, 0), 2)][column]


def size(look: TextLook | OverlayLook, now: float, bounds: tuple[float, float]) -> float | None:
    chosen = look.size if look.size is not None else now * look.grow if look.grow is not None else None
    return None if chosen is None else round(min(max(chosen, bounds[0]), bounds[1]), 4)


def opacity(look: TextLook | OverlayLook, now: float) -> float | None:
    chosen = look.opacity if look.opacity is not None else now + look.clearer if look.clearer else None
    return None if chosen is None else round(min(max(chosen, 0.05), 1.0), 4)


def when(plan: Plan, timing: Timing, now: When) -> When | None:
    """When it shows; None where nothing was said."""
    if timing.is_open:
        return None
    if timing.later_ms or timing.longer_ms:
        return _moved(plan, timing, now)
    if timing.until_ms is not None:
        return _until(plan, timing.until_ms, now)
    if timing.to_end and timing.at_ms is None:
        return _to_end(plan, now)
    anchor = timing.anchor or (Anchor.START if now.anchor is Anchor.WHOLE else now.anchor)
    if anchor is Anchor.WHOLE:
        return When(Anchor.WHOLE)
    at = timing.at_ms if timing.at_ms is not None else now.at_ms if timing.anchor is None else 0
    length = timing.duration_ms if timing.duration_ms is not None else now.duration_ms or 3000
    goes_on = now.anchor is Anchor.WHOLE and timing.duration_ms is None and anchor is Anchor.ABSOLUTE
    if timing.to_end or goes_on:
        length = apply_all(plan.scene.timeline, plan.edits).duration_ms - at
    if length <= 0:
        raise Unresolved("bad_duration", str(length))
    return When(anchor, at, length)


def _to_end(plan: Plan, now: When) -> When:
    """From when it comes now until the end; all the time where it comes at the beginning."""
    total = apply_all(plan.scene.timeline, plan.edits).duration_ms
    start = max(0, total - now.at_ms - now.duration_ms) if now.anchor is Anchor.END else now.at_ms
    return When(Anchor.ABSOLUTE, start, total - start) if 0 < start < total else When(Anchor.WHOLE)


def _until(plan: Plan, until: int, now: When) -> When:
    """From when it comes now until then; from the beginning where it shows all the time."""
    start = 0 if now.anchor is Anchor.WHOLE else now.at_ms
    if now.anchor is Anchor.END:
        start = apply_all(plan.scene.timeline, plan.edits).duration_ms - (now.duration_ms or 0) - now.at_ms
    if until <= start:
        raise Unresolved("no_room_in_time")
    return When(Anchor.ABSOLUTE, start, until - start)


def _moved(plan: Plan, timing: Timing, now: When) -> When:
    """So much later, so much longer than now. What shows all the time ends with the video."""
    later, length = timing.later_ms, now.duration_ms + timing.longer_ms
    if now.anchor is Anchor.WHOLE:
        total = apply_all(plan.scene.timeline, plan.edits).duration_ms
        length = total - later + timing.longer_ms
        if later < 0 or timing.longer_ms > 0 or length <= 0:
            raise Unresolved("whole_already")
        return When(Anchor.ABSOLUTE, later, length)
    at = now.at_ms - later if now.anchor is Anchor.END else now.at_ms + later
    if at < 0 or length <= 0:
        raise Unresolved("no_room_in_time")
    return When(now.anchor, at, length)


def over(plan: Plan, reference: d.Reference) -> tuple[int, ...]:
    """The clips that something shows over, by first number; empty where none were named."""
    if reference.every:
        return tuple(plan.order)
    numbers = () if reference.is_open else first_numbers(plan, reference)
    for number in numbers:
        if number not in plan.order:
            raise Unresolved("removed", str(number))
    return numbers


def pin(plan: Plan) -> None:
    """Give everything that goes with a picture the time of that picture, as it stands after all other edits."""
    if not plan.pinned:
        return
    layers = [*plan.texts, *plan.overlaid, *plan.music, *plan.faded]
    others = [edit for edit in plan.edits if edit not in layers]
    spans = [clip.span for clip in apply_all(plan.scene.timeline, others).visuals]
    for (phase, index), number in plan.pinned.items():
        edits = getattr(plan, phase)
        if number not in plan.order or index >= len(edits):
            continue
        span = spans[plan.order.index(number)]
        edit = edits[index]
        if isinstance(edit, AddText | EditText | AddOverlay | EditOverlay):
            edits[index] = replace(edit, when=When(Anchor.ABSOLUTE, span.start, span.duration))
        elif isinstance(edit, AddSound):
            edits[index] = replace(edit, at_ms=span.start)
