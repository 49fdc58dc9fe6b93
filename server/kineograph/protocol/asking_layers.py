"""The English sentences that ask for edits of texts, overlays, music and voices."""

from __future__ import annotations

from kineograph.protocol.asking import PLACES, ask, chosen, file, joined, layers, listed, percent, quoted, seconds, when
from kineograph.timeline import edits as e
from kineograph.timeline.vocabulary import Ground, OverlayStyle, TextEffect, TextRole

_ROLES = {role: role.value.replace("_", " ") for role in TextRole} | {TextRole.WATERMARK: "text watermark"}
_GROUNDS = {
    Ground.AUTO: "with the usual background", Ground.NONE: "without a box behind it", Ground.SHADOW: "with a shadow",
    Ground.PLATE: "with a box behind it",
}  # fmt: skip
_COMING = {
    TextEffect.NONE: "appearing at once", TextEffect.FADE: "fading in", TextEffect.SLIDE: "sliding in",
    TextEffect.TYPEWRITER: "appearing letter by letter",
}  # fmt: skip
_GOING = {
    TextEffect.NONE: "vanishing at once", TextEffect.FADE: "fading out", TextEffect.SLIDE: "sliding out",
    TextEffect.TYPEWRITER: "vanishing letter by letter",
}  # fmt: skip
_STYLES = {None: "", OverlayStyle.PLAIN: "without a frame", OverlayStyle.FRAMED: "with a frame"}
_SOUNDS = {"voice": "voice-over", "effect": "sound effect", "music": "music"}


@ask.register
def _(edit: e.AddText) -> str:
    return joined(
        [
            f"Add the {_ROLES[edit.role]} {quoted(edit.text)}",
            *_looks(edit),
            f"in the color {edit.color}" if edit.color != "#ffffff" else "",
            _GROUNDS[edit.ground] if edit.ground is not Ground.AUTO else "",
        ]
    )


def _looks(edit: e.AddText | e.EditText) -> list[str]:
    return [
        PLACES[edit.place] if edit.place is not None else "",
        when(edit.when) if edit.when is not None else "",
        f"at a size of {percent(edit.size)}" if edit.size is not None else "",
        _COMING[edit.enter] if edit.enter is not None else "",
        _GOING[edit.leave] if edit.leave is not None else "",
        f"at an opacity of {percent(edit.opacity)}" if edit.opacity is not None else "",
    ]


@ask.register
def _(edit: e.EditText) -> str:
    which = layers((edit.target,), "text")
    said = joined(
        [
            f"Change {which} to {quoted(edit.text)}" if edit.text is not None else "",
            *_looks(edit),
            f"in the color {edit.color}" if edit.color is not None else "",
            _GROUNDS[edit.ground] if edit.ground is not None else "",
            f"as a {_ROLES[edit.role]}" if edit.role is not None else "",
        ]
    )
    return said if edit.text is not None else f"Show {which} {said}"


@ask.register
def _(edit: e.RemoveText) -> str:
    return f"Remove {layers(edit.target, 'text')}"


@ask.register
def _(edit: e.AddCaptions) -> str:
    usual = e.AddCaptions()
    how = joined(
        [
            PLACES[edit.place] if edit.place != usual.place else "",
            f"in the color {edit.color}" if edit.color != usual.color else "",
            f"at a size of {percent(edit.size)}" if edit.size != usual.size else "",
        ]
    )
    if edit.srt.strip():
        return f"Add captions{f' ({how})' if how else ''} from these subtitles:\n{edit.srt.strip()}\n"
    return joined([f"Add the captions {listed([quoted(line) for line in edit.lines if line.strip()])}", how])


@ask.register
def _(edit: e.AddOverlay) -> str:
    kind = "a picture in picture" if edit.style is OverlayStyle.FRAMED else "an overlay"
    return joined(
        [
            f"Add {file(edit.media)} as {kind} {PLACES[edit.place]}",
            when(edit.when),
            f"at a size of {percent(edit.size)} of the width",
            f"at an opacity of {percent(edit.opacity)}" if edit.opacity != 1 else "",
        ]
    )


@ask.register
def _(edit: e.EditOverlay) -> str:
    which = layers((edit.target,), "overlay")
    said = joined(
        [
            f"Replace {which} with {file(edit.media)}" if edit.media is not None else "",
            PLACES[edit.place] if edit.place is not None else "",
            when(edit.when) if edit.when is not None else "",
            f"at a size of {percent(edit.size)} of the width" if edit.size is not None else "",
            f"at an opacity of {percent(edit.opacity)}" if edit.opacity is not None else "",
            _STYLES[edit.style],
        ]
    )
    return said if edit.media is not None else f"Show {which} {said}"


@ask.register
def _(edit: e.RemoveOverlay) -> str:
    return f"Remove {layers(edit.target, 'overlay')}"


@ask.register
def _(edit: e.SetMusic) -> str:
    what = f"{file(edit.media)} as" if edit.media is not None else edit.mood.value
    return f"Use {what} background music at {percent(edit.volume)} volume"


@ask.register
def _(_edit: e.RemoveMusic) -> str:
    return "Remove the background music"


@ask.register
def _(edit: e.AddSound) -> str:
    role = _SOUNDS[edit.role]
    start = f"from {seconds(edit.at_ms)} on"
    ducking = f", duck the music by {percent(edit.duck)}" if edit.duck != e.AddSound(edit.media).duck else ""
    return f"Add {file(edit.media)} as a {role} {start} at {percent(edit.volume)} volume{ducking}"


@ask.register
def _(edit: e.RemoveSound) -> str:
    if edit.role is None:
        return "Remove all voice-overs and sound effects"
    return f"Remove all {_SOUNDS[edit.role]}s"


@ask.register
def _(edit: e.SetVolume) -> str:
    what = {"music": "the music", "voice": "the voice-over", "effect": "the sound effects"}.get(
        edit.of, f"the original sound of {chosen(edit.target)}"
    )
    if not edit.relative:
        return f"Set the volume of {what} to {percent(edit.level)}"
    return f"Make {what} {'louder' if edit.level > 0 else 'quieter'} by {percent(abs(edit.level))}"
