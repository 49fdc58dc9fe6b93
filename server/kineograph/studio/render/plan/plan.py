"""Timeline to render plan: which frame shows what, decided before anything is decoded. Pure, compared with ``==``.

Frames are counted once, from the start of the timeline, in whole numbers: a cut at ``ms`` is at frame
``round(ms * fps / 1000)``, so nothing drifts. At most two shots are in sight of one frame. Refuses to know pixels,
files and codecs; what is worth looking at in a picture comes in as ``focuses``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kineograph.studio.render.plan.boxes import OverlayBox, OverlayShow, TextBox, TextShow
from kineograph.studio.render.plan.chunks import Chunk, divide
from kineograph.studio.render.plan.cues import SoundCue, set_cues
from kineograph.studio.render.plan.geometry import CENTER, Focus, Move, Rect, Stage, resolve_fit, set_move, set_stage
from kineograph.studio.render.plan.joints import entrances
from kineograph.studio.render.plan.nearing import Approach, Standing, approach, plain, whole_because
from kineograph.studio.render.plan.playback import Reel, reel_of
from kineograph.studio.render.plan.turning import UPRIGHT, Sight, Turn, sight_of, turn_of
from kineograph.studio.render.plan.veils import Curtain, Veil
from kineograph.timeline.clips import (
    Canvas,
    OverlayClip,
    TextClip,
    Timeline,
    VisualClip,
)
from kineograph.timeline.vocabulary import NEUTRAL, Look, MediaId, MediaKind, MotionKind, TransitionKind

GRAIN_RATE = 24
"""Patterns of grain a second, as many as film has pictures."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One shot as one frame shows it. ``crop`` in stage units, turned by ``angle`` degrees clockwise about its middle;
    ``source_us``: the moment of the footage, 0 for a still picture; ``grain``: which pattern of grain lies over it;
    ``near``: what the near layer of a parted picture shows, ``crop`` then being the far one's."""

    shot: int
    crop: Rect
    source_us: int = 0
    angle: float = 0.0
    grain: int = 0
    near: Rect | None = None


@dataclass(frozen=True, slots=True)
class FramePlan:
    """Everything one frame shows: no, one, or two layers (then ``blend`` and ``progress`` say how the second comes in),
    the overlays and texts over them, and the veils over all of it. Equal plans are equal pictures."""

    layers: tuple[Layer, ...] = ()
    blend: TransitionKind = TransitionKind.CUT
    progress: float = 1.0
    overlays: tuple[OverlayShow, ...] = ()
    texts: tuple[TextShow, ...] = ()
    veils: tuple[Veil, ...] = ()


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip of the video track with everything decided. Visible in frames ``[first, end)``, halves of its transitions
    included; ``reel``: what it plays of its footage, None for a still picture; ``approach``: how the near layer goes
    with the far one, where the picture is shown in two; ``turn``: how its source is turned before all that."""

    media: MediaId
    stage: Stage
    move: Move
    first: int
    end: int
    reel: Reel | None = None
    look: Look = NEUTRAL
    approach: Approach | None = None
    turn: Turn = UPRIGHT

    def layer(self, index: int, frame: int, fps: int) -> Layer:
        last = max(1, self.end - self.first - 1)
        progress = min(1.0, max(0.0, (frame - self.first) / last))
        source_us = self.reel.moment(frame, fps) if self.reel else 0
        crop = self.move.at(progress)
        grain = (frame - self.first) * GRAIN_RATE // fps if self.look.grain > 0 else 0
        near = self.approach.near(crop) if self.approach else None
        return Layer(index, crop, source_us, self.move.angle(progress), grain, near)


@dataclass(frozen=True, slots=True)
class Blend:
    """A transition in frames ``[first, end)`` into shot ``after`` from the one before it."""

    kind: TransitionKind
    first: int
    end: int
    after: int

    def progress(self, frame: int) -> float:
        """Never 0 and never 1: every frame of a transition shows something of both."""
        return (frame - self.first + 1) / (self.end - self.first + 1)


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """A video, decided. ``frames`` is its length; the sound is ``samples`` long at 48 kHz."""

    canvas: Canvas
    frames: int
    samples: int
    shots: tuple[Shot, ...]
    blends: tuple[Blend, ...]
    overlays: tuple[OverlayBox, ...]
    texts: tuple[TextBox, ...]
    cues: tuple[SoundCue, ...]
    chunks: tuple[Chunk, ...]
    curtains: tuple[Curtain, ...] = ()

    def frame(self, number: int) -> FramePlan:
        """What frame ``number`` (0 ≤ number < ``frames``) shows."""
        fps = self.canvas.fps
        overlays = tuple(
            box.show(index, number, fps) for index, box in enumerate(self.overlays) if box.first <= number < box.end
        )
        texts = tuple(box.show(index, number) for index, box in enumerate(self.texts) if box.first <= number < box.end)
        veils = tuple(veil for curtain in self.curtains if (veil := curtain.veil(number)) is not None)
        at = bisect_right(self.blends, number, key=_first) - 1
        if at >= 0 and number < self.blends[at].end:
            blend = self.blends[at]
            layers = tuple(self.shots[i].layer(i, number, fps) for i in (blend.after - 1, blend.after))
            return FramePlan(layers, blend.kind, blend.progress(number), overlays, texts, veils)
        shot = bisect_right(self.shots, number, key=_first) - 1
        seen = shot >= 0 and number < self.shots[shot].end
        layers = (self.shots[shot].layer(shot, number, fps),) if seen else ()
        return FramePlan(layers, overlays=overlays, texts=texts, veils=veils)

    def cuts(self) -> frozenset[int]:
        """The frames that show another picture than the one before, with no transition."""
        return frozenset(shot.first for shot in self.shots) - {blend.first for blend in self.blends}


def frame_at(ms_doubled: int, fps: int) -> int:
    """The frame nearest to a moment given in half milliseconds (half a transition of odd length ends on one)."""
    return (ms_doubled * fps + 1000) // 2000


def compile_plan(
    timeline: Timeline,
    focuses: Mapping[MediaId, Focus] | None = None,
    parted: Mapping[Sight, Standing] | None = None,
) -> RenderPlan:
    """The plan of ``timeline``; ``focuses``: of the sources as they are, before they are turned; ``parted``: what can
    be shown in two layers, and where the near one stands. A timeline without duration gives a plan of 0 frames."""
    canvas = timeline.canvas
    frames = frame_at(2 * timeline.duration_ms, canvas.fps)
    clips = [clip for clip in timeline.visuals if clip.span.duration]
    blends = tuple(_blends(clips, canvas.fps))
    shots = tuple(
        _in_two(shot, clip, canvas, parted or {})
        for shot, clip in zip(_shots(clips, blends, canvas, focuses or {}), clips, strict=True)
    )
    overlays = tuple(OverlayBox(clip, *at) for clip in timeline.overlays if (at := _place(clip, canvas.fps, frames)))
    texts = tuple(
        TextBox(clip, *at) for clip in timeline.texts if clip.text.strip() and (at := _place(clip, canvas.fps, frames))
    )
    samples = (frames * 96_000 + canvas.fps) // (2 * canvas.fps)
    joints = sorted({blend.first for blend in blends} | {shot.first for shot in shots})
    return RenderPlan(
        canvas,
        frames,
        samples,
        shots,
        blends,
        overlays,
        texts,
        set_cues(timeline, samples),
        divide(frames, joints),
        tuple(_curtains(timeline, frames)),
    )


def _curtains(timeline: Timeline, frames: int) -> Iterator[Curtain]:
    """Those that show in any frame; none is longer than the video."""
    fps, opening, closing = timeline.canvas.fps, timeline.opening, timeline.closing
    if length := min(frames, frame_at(2 * opening.duration_ms, fps)):
        yield Curtain(opening.color, 0, length, opens=True)
    if length := min(frames, frame_at(2 * closing.duration_ms, fps)):
        yield Curtain(closing.color, frames - length, frames, opens=False)


def _blends(clips: Sequence[VisualClip], fps: int) -> list[Blend]:
    found: list[Blend] = []
    for index, transition in enumerate(entrances(clips)):
        cut, length = clips[index].span.start, transition.duration_ms
        first, end = frame_at(2 * cut - length, fps), frame_at(2 * cut + length, fps)
        # Rounding may make two transitions of one short clip touch: the later one then starts later.
        first = max(first, found[-1].end) if found else first
        if length and first < end:
            found.append(Blend(transition.kind, first, end, index))
    return found


def _shots(
    clips: Sequence[VisualClip], blends: Sequence[Blend], canvas: Canvas, focuses: Mapping[MediaId, Focus]
) -> list[Shot]:
    entering = {blend.after: blend.first for blend in blends}
    leaving = {blend.after - 1: blend.end for blend in blends}
    return [
        _shot(
            clip,
            entering.get(index, frame_at(2 * clip.span.start, canvas.fps)),
            leaving.get(index, frame_at(2 * clip.span.end, canvas.fps)),
            canvas,
            focuses.get(clip.media.id, CENTER),
        )
        for index, clip in enumerate(clips)
    ]


def _shot(clip: VisualClip, first: int, end: int, canvas: Canvas, focus: Focus) -> Shot:
    media, turn = clip.shown, turn_of(clip)
    fit = resolve_fit(clip.fit, media, canvas)
    motion = plain(clip.motion)
    stage = set_stage(fit, media, canvas, motion)
    move = set_move(stage, canvas, motion, turn.point(focus))
    moves = clip.media.kind is MediaKind.VIDEO
    reel = reel_of(clip, frame_at(2 * clip.span.start, canvas.fps)) if moves else None
    return Shot(media.id, stage, move, first, end, reel, clip.look, turn=turn)


def _in_two(shot: Shot, clip: VisualClip, canvas: Canvas, parted: Mapping[Sight, Standing]) -> Shot:
    """The shot in two layers, where its clip asks for that and its picture can be parted."""
    standing = parted.get(sight_of(clip))
    wanted = clip.motion.kind is MotionKind.PARALLAX and clip.motion.strength > 0
    if standing is None or not wanted or whole_because(clip.media.kind, shot.stage.fit):
        return shot
    move, nearing = approach(shot.stage, canvas, clip.motion, standing)
    return replace(shot, move=move, approach=nearing)


def _place(clip: TextClip | OverlayClip, fps: int, frames: int) -> tuple[int, int, int] | None:
    """First frame, end, and frames of the fades; None where it shows in no frame."""
    first, end = frame_at(2 * clip.span.start, fps), min(frames, frame_at(2 * clip.span.end, fps))
    if first >= end:
        return None
    return first, end, min(frame_at(2 * clip.fade_ms, fps), (end - first) // 2)


def _first(part: Blend | Shot) -> int:
    return part.first
