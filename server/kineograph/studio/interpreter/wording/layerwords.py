"""Edits of what lies over the pictures or sounds beside them in words, as things that were done, English and Chinese:
texts, captions, overlays, music, voices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kineograph.studio.interpreter.wording.valuewords import (
    EFFECTS,
    GROUNDS,
    MOODS,
    PLACES,
    ROLES,
    SOUNDS,
    STYLES,
    Pair,
    clips,
    color,
    inside,
    joined,
    numbered,
    percent,
    seconds,
    when,
)
from kineograph.timeline import edits as e
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import Ground, OverlayStyle, SoundRole, TextEffect, TextRole

_NOTHING: Pair = ("", "")
_HEARD: Mapping[str, Pair] = {
    "music": ("the music", "音乐"),
    "footage": ("the clips' own sound", "片段原声"),
    "voice": ("the voice", "旁白"),
    "effect": ("the sound effects", "音效"),
}


def _add_text(edit: e.AddText) -> Pair:
    usual, title = USUAL[edit.role], edit.role is TextRole.TITLE
    what = ("the text", "文字") if title else (f"the {ROLES[edit.role][0]}", ROLES[edit.role][1])
    details = inside(
        [
            PLACES[edit.place or usual.place],
            when(edit.when or usual.when),
            _colored(edit.color if edit.color != "#ffffff" else None),
            _sized(edit.size),
            _grounded(edit.ground if edit.ground is not Ground.AUTO else None),
            *_moving(edit.enter, edit.leave),
            _seen(edit.opacity),
        ]
    )
    return f"added {what[0]} “{edit.text}”{details[0]}", f"加了{what[1]}“{edit.text}”{details[1]}"


def _edit_text(edit: e.EditText) -> Pair:
    changes = joined(
        [
            _NOTHING if edit.text is None else (f"now reads “{edit.text}”", f"改为“{edit.text}”"),
            _NOTHING if edit.role is None else (f"now the {ROLES[edit.role][0]}", f"作为{ROLES[edit.role][1]}"),
            _NOTHING if edit.place is None else (f"at the {PLACES[edit.place][0]}", f"移到{PLACES[edit.place][1]}"),
            _NOTHING if edit.when is None else when(edit.when),
            _colored(edit.color),
            _sized(edit.size),
            _grounded(edit.ground),
            *_moving(edit.enter, edit.leave),
            _seen(edit.opacity),
        ]
    )
    which = _text(edit.target)
    return f"changed {which[0]}: {changes[0] or 'nothing'}", f"修改了{which[1]}：{changes[1] or '没有变化'}"


def _text(target: int) -> Pair:
    number = numbered((target,))
    return ("the text", "文字") if target == -1 else (f"text {number[0]}", f"{number[1]}个文字")


def _colored(value: str | None) -> Pair:
    return _NOTHING if value is None else (f"in {color(value)[0]}", color(value)[1])


def _sized(size: float | None) -> Pair:
    return _NOTHING if size is None else (f"size {percent(size)}", f"大小{percent(size)}")


def _grounded(ground: Ground | None) -> Pair:
    return _NOTHING if ground is None else (f"with {GROUNDS[ground][0]}", GROUNDS[ground][1])


def _moving(enter: TextEffect | None, leave: TextEffect | None) -> list[Pair]:
    coming = _NOTHING if enter is None else (f"comes {EFFECTS[enter][0]}", f"{EFFECTS[enter][1]}出现")
    going = _NOTHING if leave is None else (f"goes {EFFECTS[leave][0]}", f"{EFFECTS[leave][1]}消失")
    return [coming, going]


def _seen(opacity: float | None) -> Pair:
    return _NOTHING if opacity is None else (f"opacity {percent(opacity)}", f"不透明度{percent(opacity)}")


def _remove_text(edit: e.RemoveText) -> Pair:
    if not edit.target:
        return "removed every text", "删除了所有文字"
    which = numbered(edit.target)
    return f"removed text {which[0]}", f"删除了{which[1]}个文字"


def _add_captions(edit: e.AddCaptions) -> Pair:
    count = sum(1 for line in edit.lines if line.strip())
    what = (
        ("captions from the subtitles", "按字幕文件添加了字幕")
        if edit.srt.strip()
        else (f"{count} caption{'s' if count != 1 else ''} along the video", f"沿视频添加了{count}条字幕")
    )
    details = inside(
        [
            PLACES[edit.place] if edit.place != e.AddCaptions().place else _NOTHING,
            _colored(edit.color if edit.color != e.AddCaptions().color else None),
            _sized(edit.size if edit.size != e.AddCaptions().size else None),
        ]
    )
    return f"added {what[0]}{details[0]}", f"{what[1]}{details[1]}"


def _add_overlay(edit: e.AddOverlay) -> Pair:
    whole = when(edit.when) if edit.when != e.AddOverlay(edit.media).when else _NOTHING
    details = inside(
        [
            PLACES[edit.place],
            whole,
            _sized(edit.size),
            _seen(edit.opacity if edit.opacity != 1 else None),
            STYLES[edit.style] if edit.style is not OverlayStyle.PLAIN else _NOTHING,
        ]
    )
    return f"laid {edit.media.name} over the video{details[0]}", f"在画面上叠加了{edit.media.name}{details[1]}"


def _edit_overlay(edit: e.EditOverlay) -> Pair:
    changes = joined(
        [
            _NOTHING if edit.media is None else (f"now shows {edit.media.name}", f"换成{edit.media.name}"),
            _NOTHING if edit.place is None else (f"at the {PLACES[edit.place][0]}", f"移到{PLACES[edit.place][1]}"),
            _NOTHING if edit.when is None else when(edit.when),
            _sized(edit.size),
            _seen(edit.opacity),
            _NOTHING if edit.style is None else STYLES[edit.style],
        ]
    )
    number = numbered((edit.target,))
    which = ("the overlay", "叠加图") if edit.target == -1 else (f"overlay {number[0]}", f"{number[1]}个叠加图")
    return f"changed {which[0]}: {changes[0] or 'nothing'}", f"修改了{which[1]}：{changes[1] or '没有变化'}"


def _remove_overlay(edit: e.RemoveOverlay) -> Pair:
    if not edit.target:
        return "removed every overlay", "删除了所有叠加图"
    which = numbered(edit.target)
    return f"removed overlay {which[0]}", f"删除了{which[1]}个叠加图"


def _set_music(edit: e.SetMusic) -> Pair:
    name = MOODS[edit.mood] if edit.media is None else (edit.media.name, edit.media.name)
    return f"music: {name[0]} at {percent(edit.volume)}", f"音乐：{name[1]}，音量{percent(edit.volume)}"


def _remove_music(_edit: e.RemoveMusic) -> Pair:
    return "removed the music", "去掉了音乐"


def _add_sound(edit: e.AddSound) -> Pair:
    usual, role = e.AddSound(edit.media), SOUNDS[edit.role]
    at = seconds(edit.at_ms)
    details = inside(
        [
            (f"from {at[0]} on", f"从第{at[1]}开始") if edit.at_ms else _NOTHING,
            (f"at {percent(edit.volume)}", f"音量{percent(edit.volume)}") if edit.volume != usual.volume else _NOTHING,
            (f"the music gives way by {percent(edit.duck)}", f"音乐让出{percent(edit.duck)}")
            if edit.duck != usual.duck
            else _NOTHING,
        ]
    )
    return f"added {edit.media.name} as a {role[0]}{details[0]}", f"加了{edit.media.name}作为{role[1]}{details[1]}"


def _remove_sound(edit: e.RemoveSound) -> Pair:
    if edit.role is None:
        return "removed every voice and sound effect", "去掉了所有旁白和音效"
    if edit.role is SoundRole.MUSIC:
        return "removed the added music", "去掉了添加的音乐"
    return f"removed every {SOUNDS[edit.role][0]}", f"去掉了所有{SOUNDS[edit.role][1]}"


def _set_volume(edit: e.SetVolume) -> Pair:
    what = _HEARD[edit.of]
    if edit.of == "footage" and edit.target:
        which = clips(edit.target)
        what = f"the own sound of {which[0]}", f"{which[1]}的原声"
    level = percent(abs(edit.level))
    if not edit.relative:
        return f"volume of {what[0]}: {level}", f"{what[1]}音量：{level}"
    louder = edit.level >= 0
    return (
        f"made {what[0]} {'louder' if louder else 'quieter'} by {level}",
        f"{what[1]}音量{'提高' if louder else '降低'}了{level}",
    )


WORDS: Mapping[type[object], Callable[[Any], Pair]] = {
    e.AddText: _add_text,
    e.EditText: _edit_text,
    e.RemoveText: _remove_text,
    e.AddCaptions: _add_captions,
    e.AddOverlay: _add_overlay,
    e.EditOverlay: _edit_overlay,
    e.RemoveOverlay: _remove_overlay,
    e.SetMusic: _set_music,
    e.RemoveMusic: _remove_music,
    e.AddSound: _add_sound,
    e.RemoveSound: _remove_sound,
    e.SetVolume: _set_volume,
}
