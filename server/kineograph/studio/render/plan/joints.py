"""Which transition plays into each clip of the video track. Pure; the one place that says so for picture and sound."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kineograph.timeline.clips import VisualClip
from kineograph.timeline.layout import effective_transition
from kineograph.timeline.vocabulary import CUT, Transition, TransitionKind


def entrances(clips: Sequence[VisualClip]) -> tuple[Transition, ...]:
    """The transition into each of ``clips``; a plain cut into the first one and over a gap."""
    found = [CUT] if clips else []
    for before, clip in pairwise(clips):
        joined = before.span.end == clip.span.start and clip.transition.kind is not TransitionKind.CUT
        found.append(effective_transition(before, clip) if joined else CUT)
    return tuple(found)
