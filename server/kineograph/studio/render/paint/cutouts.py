"""Cuts a shape out of a small picture along its edges, and measures what the cut runs along. Refuses to judge it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_CUBE = np.ones((3, 3), np.uint8)
_FEWEST = 30  # pixels of either side that a colour model can be made from
_SEED = 7
_NEARBY = (11, 11)
_SAME_COLOR = 14.0  # Lab units of 8-bit OpenCV, lightness counting 0.6


@dataclass(frozen=True, slots=True)
class Edge:
    """What a cut runs along. ``lead``: how much steeper the picture is there than in the background beside it;
    ``weak``: the share of it with much the same colours on both sides."""

    lead: float
    weak: float


def graph_cut(rgb: Rgb, marks: NDArray[np.uint8], rounds: int) -> Mask:
    """GrabCut from ``marks``; nothing where there is nothing to tell apart. Always the same for the same pixels."""
    inside = int((marks & 1).sum())
    if min(inside, marks.size - inside) < _FEWEST:
        return np.zeros(marks.shape, bool)
    cv2.setRNGSeed(_SEED)
    cv2.grabCut(rgb, marks, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), rounds, cv2.GC_INIT_WITH_MASK)
    return np.asarray((marks & 1) == 1)


def largest(mask: Mask) -> tuple[Mask, float]:
    """The largest connected part without specks and small holes, and its share of the whole."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _CUBE)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    if count < 2:
        return np.zeros(mask.shape, bool), 0.0
    areas = stats[1:, cv2.CC_STAT_AREA]
    found = labels == 1 + int(areas.argmax())
    holes, labels, stats, _ = cv2.connectedComponentsWithStats((~found).astype(np.uint8), connectivity=4)
    for hole in range(1, holes):
        x, y, w, h, area = (int(value) for value in stats[hole])
        inside = x > 0 and y > 0 and x + w < mask.shape[1] and y + h < mask.shape[0]
        if inside and area < 0.15 * areas.max():
            found = found | (labels == hole)
    return found, float(areas.max() / areas.sum())


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    return float((one & other).sum() / max(1, (one | other).sum()))


def grown(mask: Mask, steps: int) -> Mask:
    return np.asarray(cv2.dilate(mask.astype(np.uint8), _CUBE, iterations=steps) > 0)


def shrunk(mask: Mask, steps: int) -> Mask:
    return np.asarray(cv2.erode(mask.astype(np.uint8), _CUBE, iterations=steps) > 0)


def edge_of(rgb: Rgb, mask: Mask) -> Edge:
    """What the edge of ``mask`` inside the picture runs along; ``Edge(0, 1)`` where it has none."""
    lab = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32)
    edge = grown(mask, 1) & ~shrunk(mask, 1)
    edge[:2] = edge[-2:] = edge[:, :2] = edge[:, -2:] = False
    beside = grown(mask, 10) & ~grown(mask, 4)
    if not edge.any() or not beside.any():
        return Edge(0.0, 1.0)
    steep = cv2.dilate(steepness(lab), _CUBE)
    lead = float(np.median(steep[edge])) / (float(np.median(steep[beside])) + 1)
    within, within_weight = _local_mean(lab, shrunk(mask, 2))
    without, without_weight = _local_mean(lab, ~grown(mask, 2))
    contrast = np.linalg.norm((within - without) * np.array((0.6, 1, 1), np.float32), axis=2)
    known = edge & (within_weight > 0.02) & (without_weight > 0.02)
    return Edge(lead, float((contrast[known] < _SAME_COLOR).mean()) if known.any() else 1.0)


def steepness(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """The gradient of whichever channel changes most, in values for a pixel."""
    slopes = [
        np.hypot(cv2.Sobel(lab[..., channel], cv2.CV_32F, 1, 0), cv2.Sobel(lab[..., channel], cv2.CV_32F, 0, 1))
        for channel in range(3)
    ]
    return np.asarray(np.max(slopes, axis=0) / 8, np.float32)


def _local_mean(lab: NDArray[np.float32], mask: Mask) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    weight = np.asarray(cv2.blur(mask.astype(np.float32), _NEARBY), np.float32)
    total = cv2.blur(lab * mask[..., None], _NEARBY)
    return np.asarray(total / (weight[..., None] + 1e-6), np.float32), weight
