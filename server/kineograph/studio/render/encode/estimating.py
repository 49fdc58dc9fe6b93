"""How large a video is going to be, from a few short runs of its real frames through the real encoder.

A run is a key frame and what follows it, as every chunk begins; the plan says how many key frames, frames of a shot and
frames of transitions there are. Pictures that are not looked at count as the average of those that are. Sound and the
container's own bytes are counted, not measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Lock, local

from kineograph.studio.render.encode.codecs import PACKINGS
from kineograph.studio.render.encode.encoding import ChunkEncoder
from kineograph.studio.render.encode.gifs import weigh_gif
from kineograph.studio.render.orders import Estimate
from kineograph.studio.render.paint.painter import Gallery, Painter
from kineograph.studio.render.paint.planes import Planes
from kineograph.studio.render.plan.chunks import Chunk
from kineograph.studio.render.plan.plan import Blend, FramePlan, RenderPlan
from kineograph.timeline.outputs import Output

RUN = 12
"""Frames of a run: with fewer, the encoder, which looks ten frames ahead, makes other key frames than in the video."""
_GROUP = 4  # frames between two that others refer to; sizes are compared over whole groups
_SHARE = 0.14
_FEWEST = 3 * RUN
_CERTAIN, _SPREAD = 0.12, 0.5
_SILENT_BITS = 4_000
_SOUND_SHARE = {"aac": 1.005, "libopus": 0.95}
_FRAME_BYTES, _FILE_BYTES = 22, 3_000

_GROWTH, _GROWTH_BLIND, _TAIL = 0.65, 2.5, 7
"""Measured on moving stills in H.264: frames later in a chunk are two thirds larger than the first after its key frame;
with quality draft, which looks at nothing ahead, three times after two seconds. The last frames of a chunk,
which nothing refers to, are smaller: as if seven were missing."""
_BLIND_AFTER = 54
_GROWTH_VP9 = 1.5


@dataclass(frozen=True, slots=True)
class Run:
    """Frames ``[first, end)`` of ``shot``, or of the transition into it."""

    first: int
    end: int
    shot: int
    is_blend: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes of a run's key frame, and of each frame after it once they have settled."""

    key: float
    rate: float


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
    """The runs to look at: shots evenly spread over the video, and a transition or two. Pure."""
    budget = max(_FEWEST, round(plan.frames * _SHARE))
    blends = [blend for blend in plan.blends if blend.end - blend.first > _GROUP]
    chosen = [_blend_run(blends[index], plan) for index in _spread(len(blends), budget // (6 * RUN) or 1)]
    left = max(budget - sum(run.end - run.first for run in chosen), _FEWEST)
    spans = [span for index in range(len(plan.shots)) if (span := _alone(index, plan)) is not None]
    if left >= 2 * RUN * len(spans):  # both halves of each
        spans = [half for span in spans for half in _halves(span)]
    elif left < RUN * len(spans):  # a transition begins with the key frame of the shot it leaves: that will do
        begun = {run.shot - 1 for run in chosen}
        spans = [span for span in spans if span[2] not in begun] or spans
    chosen += [_shot_run(spans[index]) for index in _spread(len(spans), left // RUN)]
    return tuple(sorted(chosen, key=lambda run: run.first))


def estimate_pictures(gallery: Gallery, output: Output, threads: int) -> tuple[int, float]:
    """The bytes of all pictures, and how unsure that is as a share of it. Raises ``MediaError``."""
    plan = gallery.plan
    runs = choose_runs(plan)
    found = _look(gallery, output, runs, threads)
    seen: dict[int, list[Found]] = {}
    for run, size in zip(runs, found, strict=True):
        if not run.is_blend:
            seen.setdefault(run.shot, []).append(size)
    shots = {shot: _average(sizes) for shot, sizes in seen.items()}
    blends = [size.rate for run, size in zip(runs, found, strict=True) if run.is_blend]
    usual = _average(list(shots.values()) or [*found] or [Found(0, 0)])
    for run, size in zip(runs, found, strict=True):
        if run.is_blend:  # of the shot it leaves only the key frame was seen
            shots.setdefault(run.shot - 1, Found(size.key, usual.rate * size.key / usual.key if usual.key else 0.0))
    usual = _average(list(shots.values()) or [usual])
    blended = sum(blends) / len(blends) if blends else usual.rate
    total = 0.0
    for chunk in plan.chunks:
        length = chunk.end - chunk.first
        rates = [_grown(shots.get(index, usual), output, length) for index in range(len(plan.shots))]
        total += shots.get(_shot_at(plan, chunk.first), usual).key
        total += sum(_bytes_of(plan, number, rates, blended) for number in range(chunk.first + 1, chunk.end))
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


def _shot_run(span: tuple[int, int, int]) -> Run:
    first, end, shot = span
    length = min(RUN, end - first)
    at = first + (end - first - length) // 2
    return Run(at, at + length, shot)


def _blend_run(blend: Blend, plan: RenderPlan) -> Run:
    return Run(blend.first, min(plan.frames, blend.end, blend.first + 2 * RUN), blend.after, is_blend=True)


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
            packets = own.encoder.encode(chunk, _paint(gallery.plan, painter), lambda: False, cuts)
        with lock:
            at_work.discard(run.first)
        sizes = [len(packet.payload) for packet in sorted(packets, key=lambda packet: packet.pts)]
        return _settled(sizes, is_blend=run.is_blend)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(look, runs))


def _paint(plan: RenderPlan, painter: Painter) -> Callable[[int, Planes], None]:
    shown: FramePlan | None = None

    def paint(number: int, planes: Planes) -> None:
        nonlocal shown
        wanted = plan.frame(number)
        if wanted != shown:
            painter.paint(wanted, planes)
        shown = wanted

    return paint


def _settled(sizes: Sequence[int], *, is_blend: bool) -> Found:
    """The end of a run, where the encoder sees nothing to come, is left out of the average of a shot."""
    after = sizes[1:] if is_blend else sizes[1 : 1 + _GROUP]
    return Found(sizes[0], sum(after) / max(1, len(after)))


def _grown(found: Found, output: Output, length: int) -> float:
    """The rate of a chunk of ``length`` frames, from that of its first. What is as large as a key frame already, as
    noise is, does not grow."""
    if output.container == "webm" or not found.key:
        return found.rate * _GROWTH_VP9
    small = max(0.0, 1 - 3 * found.rate / found.key)
    if output.quality == "draft":
        return found.rate * (1 + _GROWTH_BLIND * small * min(1.2, length / _BLIND_AFTER))
    return found.rate * (1 + _GROWTH * small) * max(0.5, 1 - _TAIL / length)


def _shot_at(plan: RenderPlan, number: int) -> int:
    return next((index for index, shot in enumerate(plan.shots) if shot.first <= number < shot.end), -1)


def _bytes_of(plan: RenderPlan, number: int, rates: Sequence[float], blended: float) -> float:
    if any(blend.first <= number < blend.end for blend in plan.blends):
        return blended
    shot = _shot_at(plan, number)
    return rates[shot] if shot >= 0 else 0.0


def _average(found: Sequence[Found]) -> Found:
    return Found(sum(one.key for one in found) / len(found), sum(one.rate for one in found) / len(found))


def _unsure(found: Sequence[Found], shots: int, frames: int) -> float:
    """What a run misses, and what the shots that were not looked at may differ."""
    if not found or not frames:
        return _SPREAD
    average = _average(found).key or 1.0
    spread = math.sqrt(sum((one.key / average - 1) ** 2 for one in found) / len(found))
    missing = max(0, shots - len(found)) / max(1, shots)
    return min(_SPREAD, _CERTAIN + spread * missing / math.sqrt(len(found)))
