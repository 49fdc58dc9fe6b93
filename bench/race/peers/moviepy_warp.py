"""MoviePy with a warp per frame: pictures averaged down once, then moved at fractions of a pixel by OpenCV.

What somebody who cares about smooth moves writes with MoviePy 2. Runs in an environment of its own; reads a sheet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from moviepy import AudioFileClip, CompositeVideoClip, TextClip, VideoClip, vfx

_FINER = 1.25  # pixels of the kept picture for a pixel of the video where the camera is nearest


def moving(sheet: dict[str, Any], clip: dict[str, Any]) -> VideoClip:
    picture = cv2.cvtColor(cv2.imread(clip["picture"]), cv2.COLOR_BGR2RGB)
    nearest = min(clip["start"][2], clip["stop"][2])
    scale = min(1.0, sheet["width"] * _FINER / nearest)
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    kept = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    count = clip["end"] - clip["first"]

    def frame(t: float) -> Any:
        share = round(t * sheet["fps"]) / max(1, count - 1)
        x, y, w, h = (a + (b - a) * share for a, b in zip(clip["start"], clip["stop"], strict=True))
        ax, ay = w * scale / sheet["width"], h * scale / sheet["height"]
        matrix = np.array([[ax, 0, x * scale + ax / 2 - 0.5], [0, ay, y * scale + ay / 2 - 0.5]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(
            kept, matrix, (sheet["width"], sheet["height"]), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )

    return VideoClip(frame, duration=count / sheet["fps"])


def main(path: Path, moved: Any) -> None:
    """Makes the video of the sheet at ``path``; ``moved`` makes one clip."""
    sheet = json.loads(path.read_text())
    layers: list[Any] = []
    for clip in sheet["clips"]:
        layer = moved(sheet, clip).with_start(clip["first"] / sheet["fps"])
        if layers and sheet["crossfade"]:
            layer = layer.with_effects([vfx.CrossFadeIn(sheet["crossfade"] / sheet["fps"])])
        layers.append(layer)
    if sheet["title"]:
        text = TextClip(
            font=sheet["font"],
            text=sheet["title"],
            font_size=sheet["height"] * 8 // 100,
            color="white",
            duration=3,
            margin=(20, 40),
        )
        layers.append(text.with_effects([vfx.CrossFadeIn(0.4), vfx.CrossFadeOut(0.4)]).with_position("center"))
    video = CompositeVideoClip(layers, size=(sheet["width"], sheet["height"])).with_duration(
        sheet["frames"] / sheet["fps"]
    )
    if sheet["music"]:
        video = video.with_audio(AudioFileClip(sheet["music"]).with_duration(video.duration))
    video.write_videofile(
        sheet["out"],
        fps=sheet["fps"],
        codec="libx264",
        preset=sheet["preset"],
        audio=bool(sheet["music"]),
        audio_codec="aac",
        audio_bitrate="192k",
        pixel_format="yuv420p",
        ffmpeg_params=[
            *("-crf", str(sheet["crf"]), "-vf", "scale=out_color_matrix=bt709:out_range=tv"),
            *("-colorspace", "bt709", "-movflags", "+faststart"),
        ],
        logger=None,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), moving)
