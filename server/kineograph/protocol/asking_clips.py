"""The sentences that ask for edits of the pictures and of the video as a whole."""

from __future__ import annotations

from kineograph.protocol.asking import ask, chosen, fields_of, file, listed, motions, nth, seconds, words
from kineograph.timeline import edits as e
from kineograph.timeline.vocabulary import TransitionKind


@ask.register
def _(edit: e.AddClips) -> str:
    where = "at the end" if edit.at == -1 else f"at position {max(edit.at, 1)}"
    parts = [f"{seconds(edit.duration_ms)} each", f"motion {motions(edit.motions)}", f"fit {words(edit.fit)}"]
    if edit.transition is TransitionKind.CUT:
        parts.append("with plain cuts")
    else:
        parts.append(f"with a {words(edit.transition)} transition of {seconds(edit.transition_ms)} into each")
    return f"Add {listed([file(media) for media in edit.media])} {where}: {', '.join(parts)}"


@ask.register
def _(edit: e.RemoveClips) -> str:
    return f"Remove {chosen(edit.target)}"


@ask.register
def _(edit: e.ReplaceClip) -> str:
    return f"Replace {nth(edit.target, 'clip')} with {file(edit.media)}"


@ask.register
def _(edit: e.MoveClip) -> str:
    where = "the end" if edit.to == -1 else f"position {edit.to}"
    return f"Move {nth(edit.target, 'clip')} to {where}"


@ask.register
def _(edit: e.SwapClips) -> str:
    return f"Swap {nth(edit.first, 'clip')} and {nth(edit.second, 'clip')}"


_ORDERS = {
    "name": "Sort the clips by file name",
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
    return (
        f"Make {chosen(edit.target)} {seconds(abs(edit.duration_ms))} {'longer' if edit.duration_ms > 0 else 'shorter'}"
    )


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
    how = ", there and back each time" if edit.style == "boomerang" else ""
    return f"Loop the whole video {edit.times} times{how}"


@ask.register
def _(edit: e.SetTransition) -> str:
    where = f"into {chosen(edit.target)}" if edit.target else "between all clips"
    if edit.kind is TransitionKind.CUT:
        return f"Use plain cuts {where}"
    return f"Set the transition {where} to {words(edit.kind)}, {seconds(edit.duration_ms)}"


@ask.register
def _(edit: e.SetMotion) -> str:
    return f"Set the motion of {chosen(edit.target)} to {motions(edit.motions)}"


@ask.register
def _(edit: e.SetLook) -> str:
    grades = ("brightness", "contrast", "saturation", "warmth", "vignette", "grain", "sharpen", "blur")
    parts = fields_of(edit, dict.fromkeys(grades, "%"))
    reset = f"Reset the look of {chosen(edit.target)}"
    if not parts:
        return reset
    how = "Change" if edit.relative else "Set"
    asked = f"{how} the look of {chosen(edit.target)}{' by' if edit.relative else ':'} {', '.join(parts)}"
    return f"{reset}, then {asked[0].lower()}{asked[1:]}" if edit.reset else asked


@ask.register
def _(edit: e.SetFrame) -> str:
    parts = [f"{edit.width or 'any'}x{edit.height or 'any'} pixels"] if edit.width or edit.height else []
    parts += [f"{edit.fps} frames per second"] if edit.fps else []
    parts += [f"background {edit.background}"] if edit.background else []
    size = f"Set the video to {listed(parts)}" if parts else ""
    if edit.fit is None:
        return size
    fit = f"fit {chosen(edit.target)} into the frame by {words(edit.fit)}"
    return f"{size}, and {fit}" if size else f"{fit[0].upper()}{fit[1:]}"


@ask.register
def _(edit: e.Transform) -> str:
    parts = [f"rotate it by {edit.rotate} degrees clockwise"] if edit.rotate else []
    parts += [f"flip it {edit.flip}ly"] if edit.flip else []
    return f"For {chosen(edit.target)}: {' and then '.join(parts)}"


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
