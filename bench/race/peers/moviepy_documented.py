"""MoviePy as its documentation suggests: ``resized`` and ``with_position`` with functions of time.

The picture is resized once to the canvas' scale (nobody resizes twelve megapixels for every frame on purpose), then
by a function of time. Positions are whole pixels. Runs in an environment of its own; reads a sheet.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import moviepy_warp
from moviepy import CompositeVideoClip, ImageClip


def moving(sheet: dict[str, Any], clip: dict[str, Any]) -> Any:
    count = clip["end"] - clip["first"]
    fps, width, height = sheet["fps"], sheet["width"], sheet["height"]
    still = ImageClip(clip["picture"], duration=count / fps)
    kept = width / clip["base"][2]
    still = still.resized(kept)

    def view(t: float) -> tuple[float, float, float]:
        share = min(1.0, t * fps / max(1, count - 1))
        x, y, w = (a + (b - a) * share for a, b in zip(clip["start"][:3], clip["stop"][:3], strict=True))
        return x, y, width / w

    moved = still.resized(lambda t: view(t)[2] / kept).with_position(
        lambda t: (-view(t)[0] * view(t)[2], -view(t)[1] * view(t)[2])
    )
    # A ground of its own: without one, MoviePy masks the picture with the size it had before it grew.
    return CompositeVideoClip([moved], size=(width, height), bg_color=(0, 0, 0)).with_duration(count / fps)


if __name__ == "__main__":
    moviepy_warp.main(Path(sys.argv[1]), moving)
