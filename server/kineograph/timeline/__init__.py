"""What a project *is*: time, clips, tracks, typed edits, the difference of two timelines, the one-line summary.

Pure values: no clock, no file, no network. The names below are the room's door.
"""

from kineograph.timeline.apply import EditError, apply, apply_all
from kineograph.timeline.changes import Change, ChangeKind, compare
from kineograph.timeline.clips import (
    CUT,
    Anchor,
    Canvas,
    Clip,
    ClipId,
    Fit,
    Media,
    MediaId,
    MediaKind,
    Mood,
    Motion,
    MotionKind,
    OpaqueClip,
    Place,
    SoundClip,
    TextClip,
    TextRole,
    Timeline,
    Track,
    TrackKind,
    Transition,
    TransitionKind,
    VisualClip,
    When,
)
from kineograph.timeline.history import History
from kineograph.timeline.layout import effective_transition
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.summary import clip_details, clip_label, summarise, track_label

__all__ = [
    "CUT", "Anchor", "Canvas", "Change", "ChangeKind", "Clip", "ClipId", "EditError", "Fit", "History", "Media",
    "MediaId", "MediaKind", "Mood", "Motion", "MotionKind", "OpaqueClip", "Place", "SoundClip", "Span", "TextClip",
    "TextRole", "Timeline", "Track", "TrackKind", "Transition", "TransitionKind", "VisualClip", "When", "apply",
    "apply_all", "clip_details", "clip_label", "compare", "effective_transition", "seconds_text", "summarise",
    "track_label",
]  # fmt: skip
