"""Ours alone: how cost grows with length and with the number of pictures, what an edit costs, what a draft costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kineograph.studio.render.orders import RenderOrder, to_json
from kineograph.timeline.clips import Timeline, Track, TrackKind, VisualClip
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import Motion, MotionKind
from race.contenders import HERE, ROOT, Place, environment
from race.job import FULL, Job, Size, of_length, timeline_of
from race.measuring import Cost, run
from race.orders import keeps_pieces, order_of
from race.videos import keys, packets

LENGTHS = (10, 30, 60, 180)
LONG = 600
COUNTS = (1, 5, 20, 60, 200)
_CLIPS = 60
_CLIP_SECONDS = 2
_EDITED = 29  # the clip that is changed, counted from 0


@dataclass(frozen=True)
class Point:
    """One render of a series: how long the video is, how many pictures it shows, what it cost."""

    seconds: float
    pictures: int
    cost: Cost


@dataclass(frozen=True)
class Edit:
    """A render after a change. ``share``: its wall over the full render's, ``cpu_share`` the same of CPU time;
    ``same``: groups of pictures whose packets are byte for byte those of the render before, of ``groups``."""

    change: str
    cost: Cost
    share: float
    cpu_share: float
    same: int
    groups: int
    packets_same: float


def rendered(order: RenderOrder, folder: Path, checkout: Path = ROOT) -> Cost:
    """One whole render of ``order`` by the studio's own way."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "order.json"
    path.write_text(to_json(order))
    return run([sys.executable, str(HERE / "ours.py"), str(path)], folder, environment(checkout)).cost


def lengths(place: Place, pictures: Sequence[Path], long: bool, size: Size = FULL) -> list[Point]:
    """Longer and longer videos, five seconds a picture: cost for a second must not grow, and memory not at all."""
    points = []
    for seconds in (*LENGTHS, LONG) if long else LENGTHS:
        job = of_length(pictures, seconds // 5, seconds, size)
        points.append(_point(place, job, len(pictures)))
    return points


def counts(place: Place, pictures: Sequence[Path], size: Size = FULL) -> list[Point]:
    """The same two seconds for each of more and more pictures, all of them different files."""
    return [_point(place, of_length(pictures[:count], count, 2 * count, size), count) for count in COUNTS]


def _point(place: Place, job: Job, pictures: int) -> Point:
    folder = place.work / "series"
    cost = rendered(order_of(job, folder / "out.mp4"), folder)
    print(f"{job.seconds:.0f} s, {len(job.pictures)} clips: {cost}", flush=True)
    return Point(job.seconds, pictures, cost)


def drafts(place: Place, pictures: Sequence[Path], rounds: int) -> list[Point]:
    """A preview of the reference job at 480p, draft quality."""
    points = []
    for _ in range(rounds):
        job = Job(tuple(pictures), width=854, height=480)
        folder = place.work / "draft"
        points.append(Point(job.seconds, len(pictures), rendered(order_of(job, folder / "out.mp4", "draft"), folder)))
    return points


def edits(place: Place, pictures: Sequence[Path], size: Size = FULL) -> tuple[Cost, list[Edit], bool]:
    """A timeline of sixty clips, no two of which move alike, so that nothing of the first render is known; one clip
    gets another motion, then another duration. Returns the full render, the renders after each change, and whether this
    renderer keeps pieces from one render to the next."""
    folder = place.work / "edits"
    store = folder / "kept"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir(parents=True)
    job = of_length(pictures, _CLIPS, _CLIP_SECONDS * _CLIPS, size)
    timeline = _all_different(timeline_of(job))
    order = replace(order_of(job, folder / "first.mp4", keep=store), timeline=timeline)
    full = rendered(order, folder)
    print(f"edits, full: {full}", flush=True)
    changes = {"motion of one clip": _other_motion, "duration of one clip (+0.5 s)": _longer}
    found = []
    before = order.out
    for number, (name, change) in enumerate(changes.items()):
        timeline = change(timeline)
        edited = replace(order, timeline=timeline, out=folder / f"edit-{number}.mp4")
        cost = rendered(edited, folder)
        found.append(_compared(name, cost, full, before, edited))
        print(f"edits, {name}: {found[-1]}", flush=True)
        before = edited.out
    return full, found, keeps_pieces()


def _compared(change: str, cost: Cost, full: Cost, before: Path, edited: RenderOrder) -> Edit:
    old, new = _groups(before), _groups(edited.out)
    same = sum(1 for group in new if group in set(old))
    known = {payload for group in old for payload in group}
    every = [payload for group in new for payload in group]
    share = sum(1 for payload in every if payload in known) / len(every)
    return Edit(change, cost, cost.wall / full.wall, cost.cpu / full.cpu, same, len(new), share)


def _groups(path: Path) -> list[tuple[bytes, ...]]:
    """The payloads of each closed group of pictures (from one key frame to the next, in decoding order)."""
    starts = set(keys(path))
    groups: list[list[bytes]] = []
    for frame, payload in packets(path):
        if frame in starts or not groups:
            groups.append([])
        groups[-1].append(payload)
    return [tuple(group) for group in groups]


def _all_different(timeline: Timeline) -> Timeline:
    moves = [
        replace(clip.motion, strength=clip.motion.strength + at / 1000) for at, clip in enumerate(timeline.visuals)
    ]
    return _with(timeline, [replace(clip, motion=move) for clip, move in zip(timeline.visuals, moves, strict=True)])


def _other_motion(timeline: Timeline) -> Timeline:
    clip = timeline.visuals[_EDITED]
    kind = MotionKind.PAN_RIGHT if clip.motion.kind is not MotionKind.PAN_RIGHT else MotionKind.ZOOM_OUT
    return _with(timeline, [_replaced(clip, kind, at, one) for at, one in enumerate(timeline.visuals)])


def _replaced(clip: VisualClip, kind: MotionKind, at: int, one: VisualClip) -> VisualClip:
    return replace(one, motion=Motion(kind, clip.motion.strength)) if at == _EDITED else one


def _longer(timeline: Timeline) -> Timeline:
    """The clip lasts half a second longer, and everything after it starts that much later; so do the sounds' ends."""
    by = 500
    moved = [
        replace(one, span=Span(one.span.start + by * (at > _EDITED), one.span.end + by * (at >= _EDITED)))
        for at, one in enumerate(timeline.visuals)
    ]
    return _with(timeline, moved)


def _with(timeline: Timeline, visuals: Sequence[VisualClip]) -> Timeline:
    end = visuals[-1].span.end
    tracks: list[Track] = []
    for track in timeline.tracks:
        if track.kind is TrackKind.VIDEO:
            tracks.append(Track(track.kind, tuple(visuals)))
        elif track.kind is TrackKind.AUDIO:
            sounds = (replace(one, span=Span(one.span.start, end)) for one in timeline.sounds)
            tracks.append(Track(track.kind, tuple(sounds)))
        else:
            tracks.append(track)
    return replace(timeline, tracks=tuple(tracks))
