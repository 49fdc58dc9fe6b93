"""A timeline in one line, in the exact form of the published skills (seed 1, "Example timeline summary"):

``Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)``
"""

from __future__ import annotations

from kineograph.timeline.clips import (
    Clip,
    OpaqueClip,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
)
from kineograph.timeline.layout import effective_transition
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.vocabulary import (
    MediaKind,
    TextRole,
    Transition,
    TransitionKind,
)


def summarise(timeline: Timeline) -> str:
    """The summary line; an empty timeline has one too."""
    tracks = [track for track in timeline.tracks if track.clips]
    if not tracks:
        return "Timeline (0 tracks): empty"
    lines = " ".join(f"{number}. {_track(track)}" for number, track in enumerate(tracks, 1))
    return f"Timeline ({len(tracks)} track{'' if len(tracks) == 1 else 's'}): {lines}"


def clip_label(clip: Clip) -> str:
    """What a clip is called in sentences: a file name, a mood, a quoted text."""
    if isinstance(clip, TextClip):
        return f'"{one_line(clip.text)}"'
    if isinstance(clip, SoundClip | OpaqueClip):
        return clip.name or "clip"
    return clip.media.name


def clip_details(clip: Clip, before: VisualClip | None = None) -> str:
    """How a clip plays: volume, place, or motion and the transition in from ``before``; empty where unknown."""
    if isinstance(clip, TextClip | OverlayClip):
        return clip.place.value.replace("_", " ")
    if isinstance(clip, SoundClip | OpaqueClip):
        return "" if clip.volume is None else f"{round(clip.volume * 100)}%"
    moves = [] if clip.media.kind is not MediaKind.IMAGE else [clip.motion.kind.value.replace("_", " ")]
    if before is not None:
        moves.append(f"{transition_text(effective_transition(before, clip))} in")
    return ", ".join(moves)


def transition_text(transition: Transition) -> str:
    """``crossfade 0.6 s``, ``cut``."""
    if transition.kind is TransitionKind.CUT:
        return "cut"
    return f"{transition.kind.value.replace('_', ' ')} {seconds_text(transition.duration_ms)} s"


def track_label(track: Track) -> str:
    """What a track is called: Video, BGM, Title, Caption, Overlay, Track."""
    if track.kind is TrackKind.VIDEO:
        return "Video"
    if track.kind is TrackKind.AUDIO:
        return "BGM"
    if track.kind is TrackKind.TEXT:
        captions = bool(track.clips) and all(
            isinstance(c, TextClip) and c.role is TextRole.CAPTION for c in track.clips
        )
        return "Caption" if captions else "Title"
    return "Overlay" if track.kind is TrackKind.OVERLAY else "Track"


def span_text(span: Span) -> str:
    """``0-10s``, ``2.5-4s``."""
    return f"{seconds_text(span.start)}-{seconds_text(span.end)}s"


def one_line(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def _track(track: Track) -> str:
    return f"{track_label(track)}: {', '.join(_clip(clip) for clip in track.clips)}"


def _clip(clip: Clip) -> str:
    volume = clip.volume if isinstance(clip, SoundClip | OpaqueClip) else None
    percent = "" if volume is None else f", {round(volume * 100)}%"
    return f"{clip_label(clip)} ({span_text(clip.span)}{percent})"
