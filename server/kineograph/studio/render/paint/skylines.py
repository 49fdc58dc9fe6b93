"""Finds the land before a sky, or whatever stands before a smooth ground that fills the top of a picture.

The first steep place from the top of each column is its skyline; of many thresholds the one whose two sides are each
most of one colour is taken (Shen and Wang, 2013), and a graph cut sets the line exactly. Deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.paint.cutouts import Mask, Rgb, graph_cut, grown, overlap, shrunk, steepness

_THRESHOLDS = np.geomspace(3, 40, 20)
_LEAST, _MOST = 0.1, 0.75  # share of the picture that a sky has
_SMOOTH = 4.5  # fine detail in a sky, grey levels
_LONGEST_STEP = 0.02  # from one column to the next, on average, as a share of the height


@dataclass(frozen=True, slots=True)
class Land:
    """``steadiness`` 0..1: how far the two ways of finding it agree."""

    land: Mask
    steadiness: float


def find_land(rgb: Rgb) -> Land | None:
    """The land of a small picture, None where nothing like a sky lies over it from side to side."""
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(rgb, (0, 0), 0.8), cv2.COLOR_RGB2LAB), np.float32)
    found = _best_line(lab)
    if found is None:
        return None
    sky, line = found
    height = sky.shape[0]
    if float((line > 0.03 * height).mean()) < 0.97 or float(np.abs(np.diff(line)).mean()) > _LONGEST_STEP * height:
        return None
    land = _refined(rgb, sky)
    steadiness = (overlap(~land, sky) - 0.88) / 0.12
    ground = bool(land[-1].all() and land[:, 0].any() and land[:, -1].any() and not land[0].any())
    share = 1 - float(land.mean())
    if steadiness <= 0 or not ground or not _LEAST <= share <= _MOST or _detail(rgb, shrunk(~land, 2)) > _SMOOTH:
        return None
    return Land(land, steadiness)


def _best_line(lab: NDArray[np.float32]) -> tuple[Mask, NDArray[np.intp]] | None:
    steep = steepness(lab)
    rows = np.arange(lab.shape[0])[:, None]
    best: tuple[float, Mask, NDArray[np.intp]] | None = None
    for threshold in _THRESHOLDS:
        hit = steep > threshold
        line = np.where(hit.any(axis=0), hit.argmax(axis=0), lab.shape[0])
        sky = rows < line
        if _LEAST * 0.8 <= float(sky.mean()) <= _MOST * 1.1:
            score = 1 / (2 * _spread(lab[sky]) + _spread(lab[~sky]))
            if best is None or score > best[0]:
                best = (score, sky, line)
    return best[1:] if best else None


def _spread(colors: NDArray[np.float32]) -> float:
    """How far colours are scattered: their volume and their longest extent."""
    covariance = np.cov(colors.T)
    return float(np.cbrt(np.linalg.det(covariance + np.eye(3))) + np.linalg.eigvalsh(covariance)[-1])


def _refined(rgb: Rgb, sky: Mask) -> Mask:
    marks = np.where(sky, cv2.GC_PR_BGD, cv2.GC_PR_FGD).astype(np.uint8)
    marks[~grown(~sky, 4)] = cv2.GC_BGD
    marks[~grown(sky, 10)] = cv2.GC_FGD
    cut = graph_cut(rgb, marks, 2)
    _, labels = cv2.connectedComponents((~cut).astype(np.uint8), connectivity=4)
    open_to_top = np.unique(labels[0][~cut[0]])
    return ~np.isin(labels, open_to_top[open_to_top > 0])


def _detail(rgb: Rgb, mask: Mask) -> float:
    gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)
    fine = cv2.GaussianBlur(np.abs(cv2.Laplacian(gray, cv2.CV_32F)), (0, 0), 2)
    return float(np.median(fine[mask])) if mask.any() else 0.0
