"""Drafts of the frame and of the file an export makes → typed edits: one for the canvas, one for the output.

Raises :class:`Unresolved` for sizes and speeds that there are not. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, positions
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts.looks import FrameDraft, OutputDraft
from kineograph.timeline.apply import apply_all
from kineograph.timeline.edits import CANVASES, SetFrame, SetOutput
from kineograph.timeline.looking import MAX_FPS, MAX_SIDE
from kineograph.timeline.outputs import SPEEDS, objection
from kineograph.timeline.vocabulary import Fit, Output, Quality

SHORT_SIDE = 1080


def shape(plan: Plan, draft: d.Shape) -> None:
    """The canvas of a ratio has a short side of 1080 pixels."""
    width, height = draft.pixels or _canvas_of(draft.aspect)
    if 0 in (width, height):
        width, height = _scaled(plan, draft, width, height)
    if width % 2 or height % 2 or not 2 <= min(width, height) <= max(width, height) <= MAX_SIDE:
        raise Unresolved("bad_size", f"{width}x{height}")
    _frame(plan, width=width, height=height)


def _scaled(plan: Plan, draft: d.Shape, width: int, height: int) -> tuple[int, int]:
    """The size of which one side was said, in the shape that was said or that there is."""
    now = apply_all(plan.scene.timeline, plan.edits)
    across, down = _canvas_of(draft.aspect) if draft.aspect else (now.canvas.width, now.canvas.height)
    if width:
        return width, round(width * down / across / 2) * 2
    return round(height * across / down / 2) * 2, height


def _canvas_of(aspect: str) -> tuple[int, int]:
    if aspect in CANVASES:
        return CANVASES[aspect]
    across, down = (float(part) for part in aspect.split(":"))
    if across >= down:
        return round(SHORT_SIDE * across / down / 2) * 2, SHORT_SIDE
    return SHORT_SIDE, round(SHORT_SIDE * down / across / 2) * 2


def _frame(plan: Plan, **said: Any) -> None:
    """Into the edit of the canvas that is there, or a new one before those of single clips."""
    for index, edit in enumerate(plan.shaped):
        if isinstance(edit, SetFrame) and not edit.target:
            plan.shaped[index] = replace(edit, **said)
            return
    plan.shaped.insert(0, SetFrame(**said))


def frame(plan: Plan, draft: FrameDraft) -> None:
    if draft.fps is not None:
        _rate(plan, draft.fps)
    if draft.color is not None:
        _frame(plan, background=draft.color)
    if draft.fit is not None:
        target = positions(plan, draft.target)
        if target:
            plan.shaped.append(SetFrame(fit=draft.fit, target=target))
        elif draft.fit is not Fit.CONTAIN or not _is_blurred(plan):
            _frame(plan, fit=draft.fit)
    elif draft.color is not None and not _shows_background(plan):
        plan.say("background_hidden")


def _is_blurred(plan: Plan) -> bool:
    """Whether this instruction fills the ground with the blurred picture, which shows all of it: "don't crop" says no
    more than that."""
    return any(isinstance(edit, SetFrame) and not edit.target and edit.fit is Fit.BLUR for edit in plan.shaped)


def _shows_background(plan: Plan) -> bool:
    clips = apply_all(plan.scene.timeline, plan.edits).visuals
    return any(clip.fit is Fit.CONTAIN for clip in clips)


def _rate(plan: Plan, fps: int) -> None:
    """The video's frames a second; where an export has its own, that gives way."""
    if not 1 <= fps <= MAX_FPS:
        raise Unresolved("bad_fps", str(fps))
    _frame(plan, fps=fps)
    if _standing(plan).fps:
        _produce(plan, fps=fps if fps in SPEEDS else 0)


def _standing(plan: Plan) -> Output:
    """What an export makes so far."""
    return apply_all(plan.scene.timeline, plan.produced).output


def _produce(plan: Plan, **said: Any) -> None:
    edit = plan.produced[0] if plan.produced and isinstance(plan.produced[0], SetOutput) else SetOutput()
    plan.produced = [replace(edit, **said)]


def output(plan: Plan, draft: OutputDraft) -> None:
    names = ("container", "quality", "short_side", "fps")
    said = {name: value for name in names if (value := getattr(draft, name)) is not None}
    before = _standing(plan)
    if draft.smaller and draft.quality is None and not _is_smaller(plan):
        said["quality"] = _smaller(plan, before.quality)
    after = replace(before, **said)
    if objection(after):
        earlier = _said_now(plan)
        dropped = {name: 0 for name in ("short_side", "fps") if name not in said and name not in earlier}
        said |= {name: 0 for name in dropped if getattr(before, name)}
        plan.say("usual_size")
        if objection(replace(before, **said)):
            raise Unresolved("gif_limits" if after.container == "gif" else "bad_output", _amiss(after))
    _produce(plan, **said)


def _is_smaller(plan: Plan) -> bool:
    """Whether this instruction has asked for a smaller file already."""
    return any(said.code in ("smaller_standard", "smaller_draft") for said in plan.said)


def _said_now(plan: Plan) -> set[str]:
    """The fields that this instruction has set already."""
    edits = [edit for edit in plan.produced if isinstance(edit, SetOutput)]
    return {name for edit in edits for name in ("short_side", "fps") if getattr(edit, name) is not None}


def _amiss(wanted: Output) -> str:
    return f"{wanted.short_side}p" if wanted.fps in (0, *SPEEDS) else f"{wanted.fps} fps"


def _smaller(plan: Plan, quality: Quality) -> Quality:
    """A step down in quality."""
    lower: Quality = "standard" if quality == "high" else "draft"
    plan.say(f"smaller_{lower}")
    return lower
