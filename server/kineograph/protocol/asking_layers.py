"""The sentences that ask for edits of texts, overlays, music and voices, and of how things fade."""

from __future__ import annotations

from kineograph.protocol.asking import (
    SHARES,
    ask,
    chosen,
    fields_of,
    file,
    listed,
    nth,
    percent,
    quoted,
    seconds,
    when,
    words,
)
from kineograph.timeline import edits as e

_EDGES = {"in": "in", "out": "out", "both": "in and out"}


@ask.register
def _(edit: e.SetFade) -> str:
    what = {"video": "the video", "music": "the music", "text": chosen(edit.target, "text")}[edit.of]
    if not edit.duration_ms:
        return f"Do not fade {what} {_EDGES[edit.edge]}"
    color = f" with color {edit.color}" if edit.of == "video" else ""
    return f"Fade {what} {_EDGES[edit.edge]} over {seconds(edit.duration_ms)}{color}"


@ask.register
def _(edit: e.AddText) -> str:
    fields = [part for part in fields_of(edit, SHARES) if not part.startswith("role ")]
    return f"Add the {words(edit.role)} {', '.join([quoted(edit.text), *fields])}"


@ask.register
def _(edit: e.EditText) -> str:
    changed = [f"wording {quoted(edit.text)}"] if edit.text is not None else []
    return f"Change {nth(edit.target, 'text')}: {', '.join([*changed, *fields_of(edit, SHARES)])}"


@ask.register
def _(edit: e.RemoveText) -> str:
    return f"Remove {chosen(edit.target, 'text')}"


@ask.register
def _(edit: e.AddCaptions) -> str:
    how = ", ".join(part for part in fields_of(edit, SHARES) if not part.startswith(("lines", "srt")))
    lines = f"these subtitles (SRT):\n{edit.srt.strip()}\n" if edit.srt.strip() else listed(map(quoted, edit.lines))
    return f"Add captions{f' ({how})' if how else ''}: {lines}"


@ask.register
def _(edit: e.AddOverlay) -> str:
    parts = [f"place {words(edit.place)}", when(edit.when), f"size {percent(edit.size)} of the width"]
    parts += [f"opacity {percent(edit.opacity)}", f"style {words(edit.style)}"]
    return f"Add {file(edit.media)} as an overlay: {', '.join(parts)}"


@ask.register
def _(edit: e.EditOverlay) -> str:
    source = [f"source {file(edit.media)}"] if edit.media is not None else []
    return f"Change {nth(edit.target, 'overlay')}: {', '.join([*source, *fields_of(edit, SHARES)])}"


@ask.register
def _(edit: e.RemoveOverlay) -> str:
    return f"Remove {chosen(edit.target, 'overlay')}"


@ask.register
def _(edit: e.SetMusic) -> str:
    what = file(edit.media) if edit.media is not None else edit.mood.value
    kind = "as background music" if edit.media is not None else "background music"
    return f"Use {what} {kind} at {percent(edit.volume)} volume"


@ask.register
def _(_edit: e.RemoveMusic) -> str:
    return "Remove the background music"


@ask.register
def _(edit: e.AddSound) -> str:
    what = {"voice": "a voice-over", "effect": "a sound effect"}.get(edit.role.value, edit.role.value)
    ducking = f", with the music turned down by {percent(edit.duck)} under it" if edit.duck else ""
    return f"Add {file(edit.media)} as {what} from {seconds(edit.at_ms)} on at {percent(edit.volume)} volume{ducking}"


@ask.register
def _(edit: e.RemoveSound) -> str:
    return f"Remove {'the voice-overs and sound effects' if edit.role is None else f'every {words(edit.role)}'}"


@ask.register
def _(edit: e.SetVolume) -> str:
    what = {"footage": f"the own sound of {chosen(edit.target)}"}.get(edit.of, f"the {edit.of}")
    if not edit.relative:
        return f"Set the volume of {what} to {percent(edit.level)}"
    return f"Make {what} {'louder' if edit.level > 0 else 'quieter'} by {percent(abs(edit.level))}"
