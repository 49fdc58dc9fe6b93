"""Which function carries out which draft. One line a draft; the functions stand in the modules of their families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kineograph.studio.interpreter import creating, cutting, dressing, framing, grading, lasting, resolve
from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter import look_drafts as looks
from kineograph.studio.interpreter.resolve import Plan

DOERS: dict[type[object], Callable[[Plan, Any], None]] = {
    d.Removal: resolve.remove,
    d.Move: resolve.move,
    d.Swap: resolve.swap,
    d.Reversal: resolve.reverse,
    d.Duration: lasting.duration,
    d.TransitionDraft: cutting.transition,
    d.MotionDraft: resolve.motion,
    d.Shape: framing.shape,
    looks.LookDraft: grading.look,
    looks.LookRemoval: grading.take_off,
    looks.TransformDraft: grading.transform,
    looks.FrameDraft: framing.frame,
    looks.OutputDraft: framing.output,
    d.TextDraft: dressing.add_text,
    d.TextChange: dressing.change_text,
    d.TextRemoval: dressing.remove_text,
    d.Music: dressing.set_music,
    d.MusicRemoval: dressing.remove_music,
    d.Volume: dressing.set_volume,
    d.Counted: creating.check_count,
}
