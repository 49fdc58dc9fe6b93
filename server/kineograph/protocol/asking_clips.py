"""The English sentences that ask for edits of the pictures and of the video as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.protocol.asking import ask, chosen, file, joined, layers, listed, nth, percent, seconds
from kineograph.timeline import edits as e
from kineograph.timeline.vocabulary import Easing, Fit, Motion, MotionKind, Tone, TransitionKind

_MOTIONS = {kind: kind.value.replace("_", " ") for kind in MotionKind} | {
    MotionKind.STILL: "completely still", MotionKind.KEN_BURNS_IN: "ken burns zoom in",
    MotionKind.KEN_BURNS_OUT: "ken burns zoom out",
    MotionKind.PAN_UP_LEFT: "pan up and left", MotionKind.PAN_UP_RIGHT: "pan up and right",
    MotionKind.PAN_DOWN_LEFT: "pan down and left", MotionKind.PAN_DOWN_RIGHT: "pan down and right",
}  # fmt: skip
_EASINGS = {
    Easing.GENTLE: "", Easing.LINEAR: "at a constant speed", Easing.EASE_IN: "slow at first",
    Easing.EASE_OUT: "slowing down at the end", Easing.EASE_IN_OUT: "slow at both ends",
}  # fmt: skip
_TRANSITIONS = {kind: kind.value.replace("_", " ") for kind in TransitionKind} | {
    TransitionKind.CUT: "plain cuts", TransitionKind.FADE_BLACK: "fade through black",
    TransitionKind.FADE_WHITE: "fade through white", TransitionKind.ZOOM: "zoom through",
    TransitionKind.BLUR: "blur transition", TransitionKind.CIRCLE: "circle transition",
}  # fmt: skip
_FITS = {
    Fit.AUTO: "fitted automatically", Fit.COVER: "filling the frame", Fit.CONTAIN: "uncropped with bars",
    Fit.BLUR: "with a blurred background fill",
}  # fmt: skip
_TONES = {
    Tone.COLOR: "full color", Tone.BLACK_AND_WHITE: "black and white", Tone.SEPIA: "sepia", Tone.VINTAGE: "vintage",
}  # fmt: skip
_GRADES = ("brightness", "contrast", "saturation", "warmth", "vignette", "grain", "sharpen", "blur")
_UNFADED = {
    "in": "Remove the fade in at the start of the video", "out": "Remove the fade out at the end of the video",
    "both": "Remove the fade in at the start of the video, remove the fade out at the end of the video",
}  # fmt: skip
_EDGES = {"in": "in", "out": "out", "both": "in and out"}
_COLORS = {"#000000": "black", "#ffffff": "white"}


@ask.register
def _(edit: e.AddClips) -> str:
    where = {-1: "at the end", 1: "at the beginning"}.get(edit.at, f"at position {edit.at}")
    kind = _TRANSITIONS[edit.transition]
    cut = edit.transition is TransitionKind.CUT
    return joined(
        [
            f"Add {listed([file(media) for media in edit.media])} {where}",
            f"{seconds(edit.duration_ms)} each",
            f"motion {_motions(edit.motions)}",
            f"with {kind}" if cut else f"with a {kind} of {seconds(edit.transition_ms)}",
            "" if edit.fit is Fit.AUTO else _FITS[edit.fit],
        ]
    )


def _motion(motion: Motion) -> str:
    strength = f"by {percent(motion.strength)}" if motion.strength != Motion(motion.kind).strength else ""
    return " ".join(part for part in (_MOTIONS[motion.kind], strength, _EASINGS[motion.easing]) if part)


def _motions(moves: Sequence[Motion]) -> str:
    return listed([_motion(motion) for motion in moves]) + (" in turn" if len(moves) > 1 else "")


@ask.register
def _(edit: e.RemoveClips) -> str:
    return f"Remove {chosen(edit.target)}"


@ask.register
def _(edit: e.ReplaceClip) -> str:
    return f"Replace {nth(edit.target, 'clip')} with {file(edit.media)}"


@ask.register
def _(edit: e.MoveClip) -> str:
    where = {-1: "the end", 1: "the beginning"}.get(edit.to, f"position {edit.to}")
    return f"Move {nth(edit.target, 'clip')} to {where}"


@ask.register
def _(edit: e.SwapClips) -> str:
    return f"Swap {nth(edit.first, 'clip')} and {nth(edit.second, 'clip')}"


_ORDERS = {
    "name": "Sort the clips by name",
    "captured": "Sort the clips by the date they were taken",
    "added": "Sort the clips in the order they were added",
    "reverse": "Reverse the order of the clips",
    "shuffle": "Shuffle the clips",
}


@ask.register
def _(edit: e.SortClips) -> str:
    return _ORDERS[edit.by]


@ask.register
def _(edit: e.SetDuration) -> str:
    if edit.scope == "total":
        return f"Make the whole video {seconds(edit.duration_ms)} long in total"
    if edit.scope == "each":
        return f"Make {chosen(edit.target)} {seconds(edit.duration_ms)} long"
    longer = "longer" if edit.duration_ms > 0 else "shorter"
    return f"Make {chosen(edit.target)} {seconds(abs(edit.duration_ms))} {longer}"


@ask.register
def _(edit: e.Trim) -> str:
    parts = [f"{seconds(edit.head_ms)} off the beginning"] if edit.head_ms else []
    parts += [f"{seconds(edit.tail_ms)} off the end"] if edit.tail_ms else []
    return f"Trim {listed(parts or ['nothing'])} of {chosen(edit.target)}"


@ask.register
def _(edit: e.CutRange) -> str:
    span = f"from {seconds(edit.start_ms)} to {seconds(edit.end_ms)}"
    return f"Cut out the part {span}" if edit.mode == "remove" else f"Keep only the part {span}"


@ask.register
def _(edit: e.Split) -> str:
    return f"Split the video at {seconds(edit.at_ms)}"


@ask.register
def _(edit: e.SetSpeed) -> str:
    return f"Play {chosen(edit.target)} at {edit.factor:g}x speed"


@ask.register
def _(edit: e.Reverse) -> str:
    return f"Play {chosen(edit.target)} backwards"


@ask.register
def _(edit: e.Loop) -> str:
    if edit.style == "seamless":
        return "Make the video a seamless loop"
    if edit.style == "boomerang":
        return f"Loop the video back and forth {edit.times} times"
    return f"Loop the video {edit.times} times"


@ask.register
def _(edit: e.SetTransition) -> str:
    where = f"into {chosen(edit.target)}" if edit.target else "between all clips"
    if edit.kind is TransitionKind.CUT:
        return f"Use {_TRANSITIONS[edit.kind]} {where}"
    return f"Set the transition {where} to {_TRANSITIONS[edit.kind]}, {seconds(edit.duration_ms)}"


@ask.register
def _(edit: e.SetMotion) -> str:
    which = chosen(edit.target, "clip" if edit.target else "picture")
    if edit.motions == (Motion(),):
        return f"Keep {which} still"
    return joined([f"{'S' if not turn else 's'}et the motion of {which} to {_motion(motion)}"
                   for turn, motion in enumerate(edit.motions)])  # fmt: skip


@ask.register
def _(edit: e.SetLook) -> str:
    which = chosen(edit.target)
    parts = [f"Reset the look of {which}"] if edit.reset else []
    parts += [f"Make {which} {_TONES[edit.tone]}"] if edit.tone is not None else []
    parts += [
        _graded("sharpness" if name == "sharpen" else name, which, value, relative=edit.relative)
        for name in _GRADES
        if (value := getattr(edit, name)) is not None
    ]
    return joined([part if not turn else part[0].lower() + part[1:] for turn, part in enumerate(parts)])


def _graded(name: str, which: str, value: float, *, relative: bool) -> str:
    if relative:
        return f"{'Increase' if value >= 0 else 'Reduce'} the {name} of {which} by {percent(abs(value))}"
    return f"Set the {name} of {which} to {percent(value)}"


@ask.register
def _(edit: e.SetFrame) -> str:
    size = f"{edit.width}x{edit.height}" if edit.width and edit.height else ""
    one = f"{edit.width} pixels wide" if edit.width else f"{edit.height} pixels high"
    parts = [
        f"Set the video to {size or one}" if edit.width or edit.height else "",
        f"set the video to {edit.fps} frames per second" if edit.fps else "",
        f"set the background color to {edit.background}" if edit.background else "",
        f"show {chosen(edit.target)} {_FITS[edit.fit]}" if edit.fit is not None else "",
    ]
    said = joined(parts)
    return said[:1].upper() + said[1:]


@ask.register
def _(edit: e.Transform) -> str:
    which = chosen(edit.target)
    turn = f"Rotate {which} by {edit.rotate} degrees clockwise" if edit.rotate else ""
    if not edit.flip:
        return turn
    return f"{turn} and flip {which} {edit.flip}ly" if turn else f"Flip {which} {edit.flip}ly"


@ask.register
def _(edit: e.SetFade) -> str:
    what = {"video": "the video", "music": "the music", "text": layers(edit.target, "text")}[edit.of]
    if not edit.duration_ms:
        return _UNFADED[edit.edge] if edit.of == "video" else f"Do not fade {what} {_EDGES[edit.edge]}"
    color, length = _COLORS.get(edit.color, edit.color), seconds(edit.duration_ms)
    if edit.of != "video":
        return f"Fade {what} {_EDGES[edit.edge]} over {length}"
    into, out = f"fade in from {color}", f"fade out to {color}"
    ends = {"in": f"Start the video with a {into}", "out": f"End the video with a {out}",
            "both": f"Start the video with a {into} of {length}, end the video with a {out}"}  # fmt: skip
    return f"{ends[edit.edge]} of {length}"


@ask.register
def _(edit: e.SetOutput) -> str:
    parts = [f"format {edit.container}"] if edit.container else []
    parts += [f"{edit.quality} quality"] if edit.quality else []
    parts += [f"resolution {edit.short_side}p"] if edit.short_side else []
    parts += [f"{edit.fps} frames per second"] if edit.fps else []
    return f"Set the export to {listed(parts)}"


@ask.register
def _(edit: e.Undo) -> str:
    return "Undo the last step" if edit.steps == 1 else f"Undo the last {edit.steps} steps"


@ask.register
def _(edit: e.Redo) -> str:
    return "Redo the last step" if edit.steps == 1 else f"Redo the last {edit.steps} steps"
