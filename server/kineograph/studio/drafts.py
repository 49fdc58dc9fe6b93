"""Reads a caller's draft into a timeline that is safe to render.

Pictures and sounds are taken only from the session's own media, by id; what the draft claims about them is replaced by
what the studio knows. Everything else is held to the bounds of the typed edits. Never a path, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kineograph.studio.refusals import Refused
from kineograph.timeline import (
    Canvas,
    Fade,
    Media,
    MediaId,
    MediaKind,
    OpaqueClip,
    Output,
    OverlayClip,
    SoundClip,
    TextClip,
    Timeline,
    VisualClip,
)
from kineograph.timeline.apply import MAX_CLIPS, MAX_SIDE, MAX_TOTAL_MS, MAX_VOLUME, MIN_CLIP_MS
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import objection
from kineograph.wire.draft import Draft, DraftError

Library = Mapping[MediaId, Media]

MAX_TEXT = 500
MAX_FPS = 60
MAX_TRANSITION_MS = 10_000
MAX_STRENGTH = 0.5
SPEEDS = (0.1, 10.0)
TEXT_SIZES = (0.02, 0.3)
OVERLAY_SIZES = (0.02, 1.0)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_BAD = 400


def read_timeline(raw: object, library: Library) -> Timeline:
    """The timeline in ``raw``, laid out anew. Raises :class:`Refused` with a sentence."""
    try:
        timeline = Draft.read(raw).timeline()
    except (DraftError, RecursionError) as error:
        raise Refused(_BAD, "This draft cannot be read. Send it back as the state showed it.") from error
    clips = [clip for track in timeline.tracks for clip in track.clips]
    if not timeline.visuals:
        raise Refused(_BAD, "There is nothing to render: the draft has no picture and no clip.")
    if len(clips) > MAX_CLIPS:
        raise Refused(_BAD, f"The draft has more than {MAX_CLIPS} clips.")
    if any(isinstance(clip, OpaqueClip) for clip in clips):
        raise Refused(_BAD, "The draft holds clips that this studio does not know.")
    _check_canvas(timeline.canvas)
    _check_fade(timeline.opening)
    _check_fade(timeline.closing)
    _check_output(timeline.output)
    timeline = rebuild(
        timeline,
        visuals=[_visual(clip, library) for clip in timeline.visuals],
        sounds=[_sound(clip, library) for clip in timeline.sounds],
        texts=[_text(clip) for clip in timeline.texts],
        overlays=[_overlay(clip, library) for clip in timeline.overlays],
    )
    if timeline.duration_ms > MAX_TOTAL_MS:
        raise Refused(_BAD, "The video would be longer than an hour.")
    return timeline


def used_media(timeline: Timeline) -> Iterator[MediaId]:
    """The ids of everything the timeline shows or plays."""
    yield from (clip.media.id for clip in timeline.visuals)
    yield from (clip.media.id for clip in timeline.sounds if clip.media)
    yield from (clip.media.id for clip in timeline.overlays)


def _check_canvas(canvas: Canvas) -> None:
    sides = (canvas.width, canvas.height)
    if any(side % 2 or not 2 <= side <= MAX_SIDE for side in sides) or not 1 <= canvas.fps <= MAX_FPS:
        raise Refused(_BAD, f"The draft's size or speed cannot be encoded: {sides[0]}x{sides[1]} at {canvas.fps} fps.")
    _check_color(canvas.background)


def _check_fade(fade: Fade) -> None:
    if fade.duration_ms > MAX_TOTAL_MS:
        raise Refused(_BAD, "The draft fades in or out for more than an hour.")
    _check_color(fade.color)


def _check_output(output: Output) -> None:
    if said := objection(output):
        raise Refused(_BAD, f"The draft asks for an export that cannot be made. {said}")


def _visual(clip: VisualClip, library: Library) -> VisualClip:
    media = _known(clip.media, library)
    if media.kind is MediaKind.AUDIO:
        raise Refused(_BAD, f"{media.name} is sound and cannot be shown.")
    within = (
        clip.span.duration >= MIN_CLIP_MS
        and clip.motion.strength <= MAX_STRENGTH
        and clip.transition.duration_ms <= MAX_TRANSITION_MS
        and clip.volume <= MAX_VOLUME
        and max(clip.source_start_ms, clip.source_end_ms) <= MAX_TOTAL_MS
        and SPEEDS[0] <= clip.speed <= SPEEDS[1]
        and not any(getattr(clip.look, name) < 0 for name in ("vignette", "grain", "sharpen", "blur"))
    )
    if not within:
        raise Refused(_BAD, f"The draft gives {media.name} a time, motion or volume out of range.")
    return replace(clip, media=media)


def _sound(clip: SoundClip, library: Library) -> SoundClip:
    times = (clip.fade_in_ms, clip.fade_out_ms, clip.source_start_ms)
    if clip.volume > MAX_VOLUME or clip.duck > 1 or max(times) > MAX_TOTAL_MS:
        raise Refused(_BAD, "The draft gives a sound a volume or fade out of range.")
    if clip.media is None:
        return clip
    media = _known(clip.media, library)
    if not media.has_sound:
        raise Refused(_BAD, f"{media.name} has no sound.")
    return replace(clip, media=media)


def _text(clip: TextClip) -> TextClip:
    if len(clip.text) > MAX_TEXT or not TEXT_SIZES[0] <= clip.size <= TEXT_SIZES[1] or clip.opacity > 1:
        raise Refused(_BAD, f"A text of the draft is too long ({MAX_TEXT} letters at most) or has a size out of range.")
    _check_color(clip.color)
    return clip


def _overlay(clip: OverlayClip, library: Library) -> OverlayClip:
    media = _known(clip.media, library)
    if media.kind is MediaKind.AUDIO:
        raise Refused(_BAD, f"{media.name} is sound and cannot be shown.")
    times = (clip.fade_ms, clip.source_start_ms)
    shares = OVERLAY_SIZES[0] <= clip.size <= OVERLAY_SIZES[1] and clip.opacity <= 1 and clip.volume <= MAX_VOLUME
    if not shares or max(times) > MAX_TOTAL_MS:
        raise Refused(_BAD, f"The draft gives the overlay {media.name} a size, time or volume out of range.")
    return replace(clip, media=media)


def _check_color(color: str) -> None:
    if not _COLOR.match(color):
        raise Refused(_BAD, "A colour of the draft is not written #rrggbb.")


def _known(media: Media, library: Library) -> Media:
    found = library.get(media.id)
    if found is None:
        raise Refused(_BAD, "The draft uses a file that this session does not hold. Upload it again.")
    return found
