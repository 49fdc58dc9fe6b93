"""What a project *is*: time, clips, tracks, typed edits, the difference of two timelines, the one-line summary.

Pure values: no clock, no file, no network. The names below are the room's door.
"""

from kineograph.timeline.apply import apply, apply_all
from kineograph.timeline.changes import Change, ChangeKind, compare
from kineograph.timeline.clips import (
    Canvas,
    Clip,
    Media,
    OpaqueClip,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VisualClip,
)
from kineograph.timeline.history import History
from kineograph.timeline.layout import effective_transition
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.summary import clip_details, clip_label, summarise, track_label
from kineograph.timeline.targets import EditError
from kineograph.timeline.vocabulary import (
    CUT,
    NEUTRAL,
    NO_FADE,
    Anchor,
    ClipId,
    Easing,
    Fade,
    Fit,
    Flip,
    Ground,
    Look,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    Output,
    OverlayStyle,
    Place,
    Playback,
    SoundRole,
    TextEffect,
    TextRole,
    Tone,
    Transition,
    TransitionKind,
    When,
)

__all__ = [
    "CUT", "NEUTRAL", "NO_FADE", "Anchor", "Canvas", "Change", "ChangeKind", "Clip", "ClipId", "Easing",
    "EditError", "Fade", "Fit", "Flip", "Ground", "History", "Look", "Media", "MediaId", "MediaKind", "Mood",
    "Motion", "MotionKind", "OpaqueClip", "Output", "OverlayClip", "OverlayStyle", "Place", "Playback", "SoundClip",
    "SoundRole", "Span", "TextClip", "TextEffect", "TextRole", "Timeline", "Tone", "Track", "TrackKind",
    "Transition", "TransitionKind", "VisualClip", "When", "apply", "apply_all", "clip_details", "clip_label",
    "compare", "effective_transition", "seconds_text", "summarise", "track_label",
]  # fmt: skip
