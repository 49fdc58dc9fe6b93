"""Which function carries out which draft. One line a draft; the functions stand in the modules of their families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kineograph.studio.interpreter import creating, cutting, dressing, lasting, playing, resolve
from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter import playing_drafts as p
from kineograph.studio.interpreter.resolve import Plan

DOERS: dict[type[object], Callable[[Plan, Any], None]] = {
    d.Removal: resolve.remove,
    d.Move: resolve.move,
    d.Swap: resolve.swap,
    d.Reversal: resolve.reverse,
    d.Duration: lasting.duration,
    d.TransitionDraft: cutting.transition,
    d.MotionDraft: resolve.motion,
    d.Shape: resolve.shape,
    d.TextDraft: dressing.add_text,
    d.TextChange: dressing.change_text,
    d.TextRemoval: dressing.remove_text,
    d.Music: dressing.set_music,
    d.MusicRemoval: dressing.remove_music,
    d.Volume: dressing.set_volume,
    d.Counted: creating.check_count,
    p.Speed: playing.speed,
    p.Pace: playing.pace,
    p.Backwards: playing.backwards,
    p.Looping: playing.loop,
    p.Cutout: playing.cut_out,
    p.Splitting: playing.split,
    p.Ambiguous: playing.ask,
}
