"""How large a video is going to be, from a few short runs of its real frames through the real encoder.

A run is a key frame and what follows it, as every chunk begins; the plan says how many key frames, frames of a shot and
frames of transitions there are. Pictures that are not looked at count as the average of those that are. Sound and the
container's own bytes are counted, not measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock, local

from kineograph.studio.render.encode.codecs import PACKINGS
from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.encode.gifs import weigh_gif
from kineograph.studio.render.orders import Estimate
from kineograph.studio.render.paint.painter import Gallery, Painter, in_turn
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.studio.render.plan.plan import Blend, RenderPlan
from kineograph.timeline.outputs import Output, Quality

RUN = 20
"""Frames of a run: a key frame, four groups, and some more for the encoder to look ahead to."""
_GROUP = 4  # frames between two that others refer to; sizes are compared over whole groups
_GROUPS = 4
GLANCE = 9
"""Frames of a short run, which gives the first group alone."""
_UNSETTLED = 4  # frames at the end of a run that are not as they would be in the video
_SHARE = 0.14
_FEWEST = 3 * RUN
_CERTAIN, _SPREAD = 0.12, 0.5
_SILENT_BITS = 4_000
_SOUND_SHARE = {"aac": 1.005, "libopus": 0.95}
_FRAME_BYTES, _FILE_BYTES = 22, 3_000

_ONWARD: dict[Quality, float] = {"draft": 0.45, "standard": 1.0, "high": 0.45}
"""How much more the frames after a run grow, by how much they grew in it. Measured on moving stills."""
_TAIL = 1.2
"""The last frames of a piece, which nothing refers to, are smaller: as if so many were missing."""


@dataclass(frozen=True, slots=True)
class Run:
    """Frames ``[first, end)`` of ``shot``, or of the transition into it."""

    first: int
    end: int
    shot: int
    is_blend: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes of a run's key frame, and of a frame in each of the groups after it."""

    key: float
    groups: tuple[float, ...] = ()

    def at(self, age: int, onward: float) -> float:
        """The bytes of the frame ``age`` ≥ 1 frames after the key frame."""
        if not self.groups:
            return 0.0
        group = (age - 1) // _GROUP
        if group < len(self.groups):
            return self.groups[group]
        return self.groups[-1] + onward * max(0.0, self.groups[-1] - self.groups[0])

    def grown_as(self, usual: Found) -> Found:
        """With the groups that a short run did not reach, grown as those of ``usual``."""
        count = len(self.groups)
        reached = usual.groups[count - 1] if count else 0.0
        share = self.groups[-1] / reached if reached else 0.0
        return Found(self.key, (*self.groups, *(size * share for size in usual.groups[count:])))

    def scaled(self, key: float) -> Found:
        """The same, of a picture whose key frame is of ``key`` bytes."""
        return Found(key, tuple(size * key / self.key if self.key else 0.0 for size in self.groups))


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What is known of each shot, and of one that was not looked at; how frames grow after a run."""

    shots: Mapping[int, Found]
    usual: Found
    onward: float

    def of(self, shot: int) -> Found:
        return self.shots.get(shot, self.usual)

    def at(self, shot: int, age: int) -> float:
        """The bytes of a frame ``age`` frames after a key frame; none where no shot (-1) is in sight."""
        return self.of(shot).at(age, self.onward) if shot >= 0 else 0.0


def estimate(gallery: Gallery, output: Output, threads: int) -> Estimate:
    """What a file of ``gallery.plan`` will be. Raises ``MediaError`` (a source is broken)."""
    plan = gallery.plan
    if output.container == "gif":
        pictures, unsure = weigh_gif(gallery, threads, _SHARE), _CERTAIN
    else:
        pictures, unsure = estimate_pictures(gallery, output, threads)
    size, off = pictures + estimate_rest(plan, output), round(pictures * unsure)
    return Estimate(size, size - off, size + off, round(plan.frames * 1000 / plan.canvas.fps), plan.frames)


def choose_runs(plan: RenderPlan) -> tuple[Run, ...]:
    """The runs to look at, evenly spread over the video: some transitions, some shots, and more of them in short.
    Pure."""
    budget = max(_FEWEST, round(plan.frames * _SHARE))
    blends = [blend for blend in plan.blends if blend.end - blend.first > _GROUP]
    chosen = [_blend_run(blends[index]) for index in _spread(len(blends), max(3, budget // (4 * RUN)))]
    left = max(budget - sum(run.end - run.first for run in chosen), _FEWEST)
    spans = [span for index in range(len(plan.shots)) if (span := _alone(index, plan)) is not None]
    if left >= 2 * RUN * len(spans):  # both halves of each
        chosen += [_shot_run(half, RUN) for span in spans for half in _halves(span)]
    else:
        whole = set(_spread(len(spans), max(1, left // (3 * RUN))))
        rest = [span for index, span in enumerate(spans) if index not in whole]
        chosen += [_shot_run(spans[index], RUN) for index in whole]
        chosen += [_shot_run(rest[index], GLANCE) for index in _spread(len(rest), (left - len(whole) * RUN) // GLANCE)]
    return tuple(sorted(chosen, key=lambda run: run.first))


def estimate_pictures(gallery: Gallery, output: Output, threads: int) -> tuple[int, float]:
    """The bytes of all pictures, and how unsure that is as a share of it. Raises ``MediaError``."""
    plan = gallery.plan
    runs = choose_runs(plan)
    found = _look(gallery, output, runs, threads)
    seen: dict[int, list[Found]] = {}
    for run, size in zip(runs, found, strict=True):
        if not run.is_blend and size.groups:
            seen.setdefault(run.shot, []).append(size)
    usual = _average(
        [size for sizes in seen.values() for size in sizes] or [Found(_mean([size.key for size in found]))]
    )
    shots = {shot: _average(sizes).grown_as(usual) for shot, sizes in seen.items()}
    for run, size in zip(runs, found, strict=True):
        if run.is_blend:  # it begins with a key frame of the shot it leaves
            shots.setdefault(run.shot - 1, usual.scaled(size.key))
    sizes = _Sizes(shots, usual, 0.0 if output.container == "webm" else _ONWARD[output.quality])
    blends = [_mean(size.groups) for run, size in zip(runs, found, strict=True) if run.is_blend]
    total = 0.0
    for piece in _pieces(plan):
        total += sizes.of(_shot_at(plan, piece.first)).key
        rate = 0.0
        for number in range(piece.first + 1, piece.end):
            if blends and any(blend.first <= number < blend.end for blend in plan.blends):
                rate = _mean(blends)
            else:
                rate = sizes.at(_shot_at(plan, number), number - piece.first)
            total += rate
        total -= rate * min(_TAIL, (piece.end - piece.first - 1) / _GROUP)
    return round(total), _unsure(list(shots.values()), len(plan.shots), plan.frames)


def estimate_rest(plan: RenderPlan, output: Output) -> int:
    """The bytes of the sound and of the container."""
    if output.container == "gif":
        return _FILE_BYTES
    packing = PACKINGS[output.container]
    sounding = sum(max(0, min(cue.end, plan.samples) - cue.first) for cue in plan.cues)
    heard = min(1.0, sounding / plan.samples) if plan.samples else 0.0
    bits = packing.sound_bits * _SOUND_SHARE[packing.sound_codec] * heard + _SILENT_BITS * (1 - heard)
    return round(bits / 8 * plan.samples / 48_000) + _FRAME_BYTES * plan.frames + _FILE_BYTES


def _spread(count: int, wanted: int) -> list[int]:
    """``wanted`` of ``count`` places, evenly spread."""
    taken = min(count, wanted)
    return [(2 * place + 1) * count // (2 * taken) for place in range(taken)]


def _alone(index: int, plan: RenderPlan) -> tuple[int, int, int] | None:
    """The frames in which this shot is seen alone, or None where there are too few."""
    shot = plan.shots[index]
    first, end = shot.first, min(shot.end, plan.frames)
    for blend in plan.blends:
        if blend.after == index:
            first = max(first, blend.end)
        if blend.after == index + 1:
            end = min(end, blend.first)
    return (first, end, index) if end - first >= _GROUP + 1 else None


def _halves(span: tuple[int, int, int]) -> tuple[tuple[int, int, int], ...]:
    first, end, shot = span
    middle = (first + end) // 2
    return ((first, middle, shot), (middle, end, shot)) if end - first >= 2 * RUN else (span,)


def _shot_run(span: tuple[int, int, int], most: int) -> Run:
    first, end, shot = span
    length = min(most, end - first)
    at = first + (end - first - length) // 2
    return Run(at, at + length, shot)


def _blend_run(blend: Blend) -> Run:
    return Run(blend.first, min(blend.end, blend.first + 2 * RUN), blend.after, is_blend=True)


def _look(gallery: Gallery, output: Output, runs: Sequence[Run], threads: int) -> list[Found]:
    """What the encoder makes of the runs; memory is bounded as in a render."""
    own, lock = local(), Lock()
    at_work: set[int] = set()

    def look(run: Run) -> Found:
        with lock:
            at_work.add(run.first)
            gallery.forget_before(min(at_work))
        if not hasattr(own, "encoder"):
            own.encoder = ChunkEncoder(gallery.plan.canvas, output)
        with closing(Painter(gallery)) as painter:
            chunk, cuts = Chunk(run.first, run.end), gallery.plan.cuts()
            packets = own.encoder.encode(chunk, in_turn(painter, gallery.plan), lambda: False, cuts)
        with lock:
            at_work.discard(run.first)
        sizes = [len(packet.payload) for packet in sorted(packets, key=lambda packet: packet.pts)]
        return _settled(sizes, run, 0 if output.quality == "draft" else _UNSETTLED)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(look, runs))


def _settled(sizes: Sequence[int], run: Run, unsettled: int) -> Found:
    """The end of a run, where the encoder sees nothing to come, is left out; of a transition all is one group."""
    if run.is_blend:
        return Found(sizes[0], (_mean(sizes[1:]),))
    most = min(_GROUPS, (len(sizes) - max(1, unsettled)) // _GROUP)
    groups = (sizes[1 + _GROUP * n : 1 + _GROUP * (n + 1)] for n in range(most))
    return Found(sizes[0], tuple(_mean(group) for group in groups))


def _pieces(plan: RenderPlan) -> Iterator[Chunk]:
    """What begins with a key frame: chunks, divided where a picture begins with a cut."""
    cuts = plan.cuts()
    for chunk in plan.chunks:
        inner = sorted(cut for cut in cuts if chunk.first < cut < chunk.end)
        yield from (Chunk(first, end) for first, end in pairwise([chunk.first, *inner, chunk.end]))


def _shot_at(plan: RenderPlan, number: int) -> int:
    return next((index for index, shot in enumerate(plan.shots) if shot.first <= number < shot.end), -1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _average(found: Sequence[Found]) -> Found:
    """Of runs that differ in length: each group of those that have it, grown as these grew."""
    groups: list[float] = []
    for number in range(max(len(one.groups) for one in found)):
        having = [one.groups for one in found if len(one.groups) > number]
        before = _mean([group[number - 1] for group in having]) if number else 0.0
        growth = groups[-1] / before if before else 1.0
        groups.append(_mean([group[number] for group in having]) * growth)
    return Found(_mean([one.key for one in found]), tuple(groups))


def _unsure(found: Sequence[Found], shots: int, frames: int) -> float:
    """What a run misses, and what the shots that were not looked at may differ."""
    if not found or not frames:
        return _SPREAD
    average = _average(found).key or 1.0
    spread = math.sqrt(sum((one.key / average - 1) ** 2 for one in found) / len(found))
    missing = max(0, shots - len(found)) / max(1, shots)
    return min(_SPREAD, _CERTAIN + spread * missing / math.sqrt(len(found)))
