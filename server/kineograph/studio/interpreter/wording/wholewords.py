"""Edits of the video as a whole, and steps through its history, in words, as things that were done, English and
Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kineograph.studio.interpreter.wording.valuewords import FITS, Pair, clips, color, joined, numbered, seconds
from kineograph.timeline import edits as e

_NOTHING: Pair = ("", "")
_EDGES: Mapping[str, Pair] = {
    "in": ("fades in", "淡入"),
    "out": ("fades out", "淡出"),
    "both": ("fades in and out", "淡入和淡出"),
}
_QUALITIES: Mapping[str, Pair] = {
    "draft": ("draft quality", "草稿画质"),
    "standard": ("standard quality", "标准画质"),
    "high": ("high quality", "高画质"),
}


def _set_fade(edit: e.SetFade) -> Pair:
    what, edge, length = _faded(edit), _EDGES[edit.edge], seconds(edit.duration_ms)
    many = edit.of == "text" and len(edit.target) != 1
    verb = edge[0].replace("fades", "fade") if many else edge[0]
    if not edit.duration_ms:
        return f"{what[0]} no longer {verb}", f"{what[1]}不再{edge[1]}"
    side = {"in": ("from", "从"), "out": ("to", "到"), "both": ("from and to", "经")}[edit.edge]
    named = color(edit.color)
    out_of = (f" {side[0]} {named[0]}", f"{side[1]}{named[1]}") if edit.color != "#000000" else _NOTHING
    return f"{what[0]} {verb}{out_of[0]}, {length[0]}", f"{what[1]}{out_of[1]}{edge[1]}，{length[1]}"


def _faded(edit: e.SetFade) -> Pair:
    if edit.of == "text":
        number = numbered(edit.target)
        plural = "s" if len(edit.target) > 1 else ""
        return (f"text{plural} {number[0]}", f"{number[1]}个文字") if edit.target else ("the texts", "文字")
    return ("the music", "音乐") if edit.of == "music" else ("the video", "视频")


def _set_frame(edit: e.SetFrame) -> Pair:
    changes = joined(
        [
            _size(edit),
            _NOTHING if edit.fps is None else (f"plays at {edit.fps} fps", f"帧率改为{edit.fps}fps"),
            _NOTHING
            if edit.background is None
            else (f"has the background {color(edit.background)[0]}", f"背景改为{color(edit.background)[1]}"),
        ]
    )
    fit = _NOTHING
    if edit.fit is not None:
        which = clips(edit.target)
        fit = f"{which[0]} {FITS[edit.fit][0]}", f"{which[1]}{FITS[edit.fit][1]}"
    return joined([(f"the video {changes[0]}" if changes[0] else "", changes[1]), fit])


def _size(edit: e.SetFrame) -> Pair:
    if edit.width is None and edit.height is None:
        return _NOTHING
    if edit.height is None:
        return f"is now {edit.width} wide", f"画面宽改为{edit.width}"
    if edit.width is None:
        return f"is now {edit.height} high", f"画面高改为{edit.height}"
    return f"is now {edit.width}x{edit.height}", f"画面改为{edit.width}x{edit.height}"


def _set_output(edit: e.SetOutput) -> Pair:
    wanted = joined(
        [
            _NOTHING if edit.container is None else (edit.container.upper(), edit.container.upper()),
            _NOTHING if edit.quality is None else _QUALITIES[edit.quality],
            _NOTHING if edit.short_side is None else _side(edit.short_side),
            _NOTHING if edit.fps is None else _speed(edit.fps),
        ]
    )
    return f"exports will be: {wanted[0] or 'as before'}", f"导出设置：{wanted[1] or '不变'}"


def _side(short_side: int) -> Pair:
    return (f"{short_side}p", f"{short_side}p") if short_side else ("in the size of the video", "与画面同尺寸")


def _speed(fps: int) -> Pair:
    return (f"{fps} fps", f"{fps}fps") if fps else ("at the speed of the video", "与视频同帧率")


def _undo(edit: e.Undo) -> Pair:
    return f"undid {edit.steps} step{'s' if edit.steps != 1 else ''}", f"撤销了{edit.steps}步"


def _redo(edit: e.Redo) -> Pair:
    return f"redid {edit.steps} step{'s' if edit.steps != 1 else ''}", f"重做了{edit.steps}步"


WORDS: Mapping[type[object], Callable[[Any], Pair]] = {
    e.SetFade: _set_fade,
    e.SetFrame: _set_frame,
    e.SetOutput: _set_output,
    e.Undo: _undo,
    e.Redo: _redo,
}
