"""What the tests of the timeline are made from, and what a clip shows at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from kineograph.timeline import EditError, Media, MediaId, MediaKind, Timeline, VisualClip, apply, apply_all
from kineograph.timeline.edits import AddClips, Edit

PHOTOS = tuple(
    Media(MediaId(f"m{n}"), MediaKind.IMAGE, f"{n}.jpg", 400, 300, captured_at=captured)
    for n, captured in zip(range(1, 6), (50, 0, 30, 20, 40), strict=True)
)
FILM = Media(MediaId("film"), MediaKind.VIDEO, "film.mp4", 640, 360, 10_000, has_sound=True)
SONG = Media(MediaId("song"), MediaKind.AUDIO, "song.mp3", duration_ms=90_000, has_sound=True)
VOICE = Media(MediaId("voice"), MediaKind.AUDIO, "voice.m4a", duration_ms=4000, has_sound=True)
LOGO = Media(MediaId("logo"), MediaKind.IMAGE, "logo.png", 100, 100)

_T = TypeVar("_T")


def five(*edits: Edit) -> Timeline:
    """Five photographs of three seconds, and the edits after that."""
    return apply_all(apply(Timeline(), AddClips(PHOTOS)), edits)


def mixed(*edits: Edit) -> Timeline:
    """A photograph of 3 s, footage of 10 s, a photograph of 3 s."""
    return apply_all(apply(Timeline(), AddClips((PHOTOS[0], FILM, PHOTOS[1]))), edits)


def order(timeline: Timeline) -> str:
    return "".join(clip.media.name[0] for clip in timeline.visuals)


def lengths(timeline: Timeline) -> list[int]:
    return [clip.span.duration for clip in timeline.visuals]


def only(found: Sequence[_T]) -> _T:
    (one,) = found
    return one


def shown(timeline: Timeline, at: int) -> tuple[str, int]:
    """The source that shows at ``at`` ms, and for footage the moment of it in ms."""
    clip = next(clip for clip in timeline.visuals if clip.span.contains(at))
    return clip.media.name, 0 if clip.media.kind is MediaKind.IMAGE else source_moment(clip, at - clip.span.start)


def source_moment(clip: VisualClip, after: int) -> int:
    """Where footage is ``after`` ms of its clip: it stays on its last picture once it has run out."""
    end = clip.source_end_ms or clip.media.duration_ms
    played = round(after * clip.speed)
    if clip.backwards:
        return max(clip.source_start_ms, end - played)
    return min(clip.source_start_ms + played, end)


def attempt(timeline: Timeline, edit: Edit) -> Timeline | str:
    """The timeline after the edit, or the code of its refusal."""
    try:
        return apply(timeline, edit)
    except EditError as refused:
        return refused.code
