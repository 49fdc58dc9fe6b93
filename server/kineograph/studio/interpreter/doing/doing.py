"""Which function carries out which draft. One line a draft; the functions stand in the modules of their families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kineograph.studio.interpreter.doing import (
    creating,
    cutting,
    dressing,
    framing,
    grading,
    lasting,
    moving,
    ordering,
    overlaying,
    playing,
    shifting,
    sounding,
)
from kineograph.studio.interpreter.doing.resolve import Plan
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers as y
from kineograph.studio.interpreter.drafts import looks
from kineograph.studio.interpreter.drafts import moves as m
from kineograph.studio.interpreter.drafts import playing as p

DOERS: dict[type[object], Callable[[Plan, Any], None]] = {
    d.Removal: shifting.remove,
    d.Move: shifting.move,
    d.Swap: ordering.swap,
    m.Sorting: ordering.sort,
    m.Ordering: ordering.order,
    m.Step: ordering.step,
    m.Replacement: ordering.replacement,
    m.FadeDraft: moving.fade,
    d.Reversal: ordering.reverse,
    d.Duration: lasting.duration,
    d.TransitionDraft: cutting.transition,
    d.MotionDraft: moving.motion,
    d.Shape: framing.shape,
    looks.LookDraft: grading.look,
    looks.LookRemoval: grading.take_off,
    looks.TransformDraft: grading.transform,
    looks.FrameDraft: framing.frame,
    looks.OutputDraft: framing.output,
    y.TextDraft: dressing.add_text,
    y.Lines: dressing.add_lines,
    y.TextChange: dressing.change_text,
    y.TextRemoval: dressing.remove_text,
    y.OverlayDraft: overlaying.add,
    y.OverlayChange: overlaying.change,
    y.OverlayRemoval: overlaying.remove,
    y.Music: sounding.set_music,
    y.MusicRemoval: sounding.remove_music,
    y.SoundDraft: sounding.add_sound,
    y.SoundRemoval: sounding.remove_sound,
    y.Ducking: sounding.duck,
    y.Volume: sounding.set_volume,
    y.Fading: lambda plan, draft: (dressing if draft.of == "text" else sounding).fade(plan, draft),
    d.Counted: creating.check_count,
    p.Speed: playing.speed,
    p.Pace: playing.pace,
    p.Backwards: playing.backwards,
    p.Looping: playing.loop,
    p.Cutout: playing.cut_out,
    p.Splitting: playing.split,
    p.PieceRemoval: playing.remove_piece,
    p.Ambiguous: playing.ask,
}
