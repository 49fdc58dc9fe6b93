"""Turns and flips pixels by whole quarters, without moving any in memory: what is given is a view of what was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kineograph.studio.render.plan.turning import Turn


def turned(pixels: NDArray[np.uint8], turn: Turn) -> NDArray[np.uint8]:
    """Rows and columns first, whatever comes after them."""
    seen = np.rot90(pixels, -turn.quarters)
    if turn.flip:
        seen = seen[:, ::-1] if turn.flip == "horizontal" else seen[::-1]
    return seen
