"""The typed edits: what can be done to a timeline, as values with units, defaults and bounds. Here are those of the
video as a whole, and the union of all.

Times are integer milliseconds, volumes and strengths shares of 1, colours ``#rrggbb``. Nothing here is applied: see
:mod:`kineograph.timeline.apply`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from kineograph.timeline.clip_edits import (
    AddClips,
    CutRange,
    Loop,
    MoveClip,
    RemoveClips,
    ReplaceClip,
    Reverse,
    SetDuration,
    SetLook,
    SetMotion,
    SetSpeed,
    SetTransition,
    SortClips,
    Split,
    SwapClips,
    Target,
    Transform,
    Trim,
)
from kineograph.timeline.layer_edits import (
    AddCaptions,
    AddOverlay,
    AddSound,
    AddText,
    EditOverlay,
    EditText,
    RemoveMusic,
    RemoveOverlay,
    RemoveSound,
    RemoveText,
    SetMusic,
    SetVolume,
)
from kineograph.timeline.vocabulary import Fit

__all__ = [
    "CANVASES",
    "AddCaptions",
    "AddClips",
    "AddOverlay",
    "AddSound",
    "AddText",
    "CutRange",
    "Edit",
    "EditOverlay",
    "EditText",
    "Loop",
    "MoveClip",
    "Redo",
    "RemoveClips",
    "RemoveMusic",
    "RemoveOverlay",
    "RemoveSound",
    "RemoveText",
    "ReplaceClip",
    "Reverse",
    "SetDuration",
    "SetFade",
    "SetFrame",
    "SetLook",
    "SetMotion",
    "SetMusic",
    "SetOutput",
    "SetSpeed",
    "SetTransition",
    "SetVolume",
    "SortClips",
    "Split",
    "SwapClips",
    "Target",
    "Transform",
    "Trim",
    "Undo"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetFade:
    """How the video begins and ends, out of or into ``color``; how the music does; or how the texts at ``target``
    come and go. 0 ms: not at all."""

    op: ClassVar[str] = "fade"
    edge: Literal["in", "out", "both"]
    duration_ms: int = 1000
    color: str = "#000000"
    of: Literal["video", "music", "text"] = "video"
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetFrame:
    """The canvas: pixel size (even, 2–7680), frames per second (1–60), ``background`` #rrggbb; and how the targeted
    clips fill it. None leaves a field as it is."""

    op: ClassVar[str] = "set_frame"
    width: int | None = None
    height: int | None = None
    fps: int | None = None
    background: str | None = None
    fit: Fit | None = None
    target: Target = ()


@dataclass(frozen=True, slots=True)
class SetOutput:
    """What an export makes where its own call does not say; None leaves a field as it is. ``short_side`` in pixels."""

    op: ClassVar[str] = "set_output"
    container: Literal["mp4", "mov", "webm", "gif"] | None = None
    quality: Literal["draft", "standard", "high"] | None = None
    short_side: int | None = None
    fps: int | None = None


Edit = (
    AddClips | RemoveClips | ReplaceClip | MoveClip | SwapClips | SortClips
    | SetDuration | Trim | CutRange | Split | SetSpeed | Reverse | Loop
    | SetTransition | SetMotion | SetFade
    | AddText | EditText | RemoveText | AddCaptions | AddOverlay | EditOverlay | RemoveOverlay
    | SetMusic | RemoveMusic | AddSound | RemoveSound | SetVolume
    | SetLook | SetFrame | Transform | SetOutput
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undo:
    """A step back through the project's history; not an edit of a timeline but of which one stands."""

    op: ClassVar[str] = "undo"
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Redo:
    op: ClassVar[str] = "redo"
    steps: int = 1


CANVASES: dict[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "21:9": (2520, 1080),
}
