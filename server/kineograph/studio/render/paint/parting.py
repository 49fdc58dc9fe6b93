"""Parts a photograph into what is near and what is far, where that can be done well; says why where it cannot.

Two ways, tried in this order. A subject: what stands out (:mod:`.salience`), cut out by graph cuts (GrabCut, Rother and
others, 2004), accepted only where the cut stays the same for other thresholds, runs along real edges, leaves nothing
striking behind and stands free at the sides. The land before the sky: the smooth part that hangs together with the top
(after Shen and Wang, 2013). A wrong parting is worse than none, so every doubt ends in :class:`Whole`. Deterministic:
same pixels, same answer. Works at 200 pixels; refuses to know files, plans and time.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.cutouts import Edge, Mask, Rgb, edge_of, graph_cut, grown, largest, overlap, shrunk
from kineograph.studio.render.paint.salience import oddity, salience, sharpness
from kineograph.studio.render.paint.skylines import find_land
from kineograph.studio.render.plan.nearing import Standing

SIDE = 200
_SMALLEST = 48
_LEANEST = 1 / 3  # shorter side to longer
_STEADY = 0.78  # overlap of the cuts that other thresholds give
_WEAK, _LEAD = 0.08, 3.0
_RAGGED = 6.5  # edge by the root of the area: 3.5 for a disc, 4 for a square, 9 for a horse
_MOST_OPEN_SUBJECT = 0.3
_THRESHOLDS = (0.7, 1.3)
_DRIFT_SHARE = 0.5  # of what the narrower half of a subject grows by at most heights
_VANISHING = (0.5, 0.4, 0.6, 0.3, 0.7)
_MOST_OPEN = 0.36
_MOST_GLARE = 0.05
_BRIGHT_SKY, _BLINDING = 200, 225
_NO_SUBJECT = "no clear subject stands out"


@dataclass(frozen=True, slots=True)
class Parting:
    """A picture in two layers. ``near``: 255 where the near one is, small, covering the whole picture;
    ``confidence`` 0..1: how far the cut was from being refused; ``land``: it is the land before the sky."""

    near: NDArray[np.uint8]
    standing: Standing
    confidence: float
    land: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A picture that is not parted, and why, in words that end a sentence."""

    reason: str


def part(rgb: Rgb) -> Parting | Whole:
    """Parts an upright picture of any size."""
    if min(rgb.shape[:2]) < _SMALLEST:
        return Whole("it is too small")
    if min(rgb.shape[:2]) < _LEANEST * max(rgb.shape[:2]):
        return Whole("it is too long and narrow")
    small = _small(rgb)
    if float(np.asarray(small, np.float32).std(axis=(0, 1)).max()) < 4:
        return Whole("it is all of one colour")
    subject = _part_subject(small)
    if isinstance(subject, Parting):
        return subject
    land = _part_land(small)
    return land if land is not None else subject


def _small(rgb: Rgb) -> Rgb:
    factor = SIDE / max(rgb.shape[:2])
    size = (max(2, round(rgb.shape[1] * factor)), max(2, round(rgb.shape[0] * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR), np.uint8)


def _part_subject(rgb: Rgb) -> Parting | Whole:
    found = salience(rgb)
    level, _ = cv2.threshold(np.asarray(found * 255, np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level /= 255
    near, alone = largest(_cut(rgb, found, level))
    edge = edge_of(rgb, near)
    reason = _unlike_a_subject(near, alone, edge) or _left_behind(rgb, found > level, near)
    if reason:
        return Whole(reason)
    others = [largest(_cut(rgb, found, level * factor))[0] for factor in _THRESHOLDS]
    steady = min(overlap(near, other) for other in others)
    if steady < _STEADY:
        return Whole("where its subject ends is not certain")
    standing = _standing(near)
    if _laid_open(near, standing) > _MOST_OPEN_SUBJECT:
        return Whole("its subject would tear away from what is behind it")
    sure = min((steady - _STEADY) / (1 - _STEADY), 1 - edge.weak / _WEAK, (edge.lead - _LEAD) / _LEAD, 1.0)
    return Parting(near.astype(np.uint8) * 255, standing, round(0.5 + 0.5 * sure, 3), land=False)


def _unlike_a_subject(near: Mask, alone: float, edge: Edge) -> str | None:
    share = float(near.mean())
    if share < 0.015 or alone < 0.85:
        return _NO_SUBJECT
    if edge.weak > _WEAK or edge.lead < _LEAD:
        return "its subject does not stand clear of what is behind it"
    rim = max(2, near.shape[0] // 60) + 2  # the cut itself keeps off the edge by as much
    sides = max(float(near[:, :rim].any(axis=1).mean()), float(near[:, -rim:].any(axis=1).mean()))
    if share > 0.55 or sides > 0.08 or float(near[:rim].any(axis=0).mean()) > 0.03:
        return "its subject fills the picture to the edges"
    around = float((near & ~shrunk(near, 1)).sum()) / float(np.sqrt(near.sum()))
    return "its subject is too ragged or too thin to be parted" if around > _RAGGED else None


def _left_behind(rgb: Rgb, striking: Mask, near: Mask) -> str | None:
    """A cut that leaves much behind that is as striking and as sharp as what it took, or that is set off from an even
    ground, has probably missed a part, such as the head of a person in a bright coat."""
    behind = ~grown(near, 3)
    crisp = sharpness(rgb)
    alike = striking & behind & (crisp > 0.5 * float(np.median(crisp[near])))
    left = max(int(alike.sum()), int(oddity(rgb, behind).sum()))
    return "its subject cannot be told from other things" if left > 0.2 * near.sum() else None


def _part_land(rgb: Rgb) -> Parting | Whole | None:
    found = find_land(rgb)
    if found is None:
        return None
    edge = edge_of(rgb, found.land)
    if edge.weak > 0.05 or edge.lead < 5:
        return None
    lowest = float(np.quantile(found.land.argmax(axis=0), 0.95)) / found.land.shape[0]
    places = [Standing((x, min(0.95, lowest)), (x, min(0.95, lowest))) for x in _VANISHING]
    openings = [_laid_open(found.land, standing) for standing in places]
    if _glare(rgb, found.land) > _MOST_GLARE:
        return Whole("light spills over its skyline")
    if min(openings) > _MOST_OPEN:
        return Whole("its skyline would tear away from the sky")
    standing = places[openings.index(min(openings))]
    sure = min((0.05 - edge.weak) / 0.05, (edge.lead - 5) / 8, found.steadiness, 1.0)
    return Parting(found.land.astype(np.uint8) * 255, standing, round(0.5 + 0.5 * sure, 3), land=True)


def _laid_open(near: Mask, standing: Standing) -> float:
    """How much of what the near layer hid comes to light as it grows by a tenth, for each pixel of its edge, in
    hundredths of the longer side."""
    height, width = near.shape
    x, y = standing.foot[0] * width, standing.foot[1] * height
    drift = 0.1 * standing.room * width * (1 if standing.middle[0] <= 0.5 else -1)
    place = np.array([[1.1, 0, -0.1 * x + drift], [0, 1.1, -0.1 * y]])
    moved = cv2.warpAffine(near.astype(np.uint8), place, (width, height), flags=cv2.INTER_NEAREST)
    edge = near & ~shrunk(near, 1)
    opened = near & (moved == 0)
    return 100 * float(opened.sum()) / (max(1, int(edge.sum())) * int(max(height, width)))


def _glare(rgb: Rgb, land: Mask) -> float:
    """The share of the skyline on which a light blinds, such as the sun: it spills over the land, and there is no edge
    to follow. An evenly bright sky is none."""
    light = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))
    if float(np.median(light[~land])) > _BRIGHT_SKY:
        return 0.0
    edge = grown(land, 1) & ~land
    return float(np.mean(light[edge] >= _BLINDING)) if edge.any() else 0.0


def _cut(rgb: Rgb, found: NDArray[np.float32], level: float) -> Mask:
    """What a graph cut makes of the places that stand out by more than ``level``."""
    height, width = found.shape
    marks = np.where(found > level, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[found > max(0.75, level + (1 - level) * 0.7)] = cv2.GC_FGD
    marks[found < level * 0.35] = cv2.GC_BGD
    rim = max(1, height // 60)
    edge = np.ones((height, width), bool)
    edge[rim:, rim : width - rim] = False
    marks[edge & (found < level)] = cv2.GC_BGD
    return graph_cut(rgb, marks, 2)


def _standing(near: Mask) -> Standing:
    """A subject grows about its lowest part; one that the frame cuts off there may drift."""
    height, width = near.shape
    rows = np.flatnonzero(near.any(axis=1))
    bottom = int(rows[-1])
    lowest = near[bottom - max(1, (bottom - int(rows[0])) // 20) : bottom + 1]
    foot_x = float(np.argwhere(lowest)[:, 1].mean() + 0.5) / width
    cut_off = bottom >= height - 1 - max(2, height // 60)
    lefts, rights = near[rows].argmax(axis=1) / width, 1 - near[rows, ::-1].argmax(axis=1) / width
    half = min(float(np.quantile(foot_x - lefts, 0.2)), float(np.quantile(rights - foot_x, 0.2)))
    middle = float(np.argwhere(near)[:, 1].mean() + 0.5) / width, float(np.argwhere(near)[:, 0].mean() + 0.5) / height
    room = _DRIFT_SHARE * max(0.0, half) if cut_off else 0.0
    return Standing((foot_x, 1.0 if cut_off else (bottom + 1) / height), middle, room, int(rows[0]) / height)
