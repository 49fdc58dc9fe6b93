"""Which codecs and settings each container gets. Only figures and names; opens nothing.

H.264 and AAC stand in MP4 and MOV, VP9 and Opus in WebM. Measured at 1280x720 on moving photographs, one thread: VP9
with ``cpu-used`` 8 is as fast as the H.264 of quality high (74 against 73 frames a second), 7 a quarter slower and 6 %
smaller, 5 half as fast; ``deadline=good`` is ten times slower; VP8 needs three times the bits and is no faster.
"""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline.outputs import Container, Quality


@dataclass(frozen=True, slots=True)
class Packing:
    """A container's muxer, its options, and its codecs. ``sound_frame``: samples in a frame of sound, packed one after
    another where ``interleaved``; ``late``: by how many frames decoding runs before showing."""

    muxer: str
    options: dict[str, str]
    picture_codec: str
    sound_codec: str
    sound_bits: int
    sound_frame: int
    interleaved: bool
    late: int
    sound_options: dict[str, str]


_INDEX_FIRST = {"movflags": "+faststart"}
# At this rate the quick search is three times as fast and, band for band up to 6 kHz, as near to the sound or nearer.
_QUICK = {"aac_coder": "fast"}
_H264 = ("libx264", "aac", 192_000, 1024, False, 2, _QUICK)  # two frames late: one level of B-pyramid

PACKINGS: dict[Container, Packing] = {
    "mp4": Packing("mp4", _INDEX_FIRST, *_H264),
    "mov": Packing("mov", _INDEX_FIRST, *_H264),
    # bitexact: without it the file holds a random number, and the same order would not give the same bytes
    "webm": Packing(
        "webm", {"cues_to_front": "1", "fflags": "+bitexact"}, "libvpx-vp9", "libopus", 160_000, 960, True, 0, {}
    ),
}

_VP9: dict[Quality, tuple[str, str]] = {"draft": ("8", "43"), "standard": ("8", "34"), "high": ("7", "27")}
"""``cpu-used`` and constant quality, near in looks to the same quality of H.264."""


def vp9_options(quality: Quality) -> dict[str, str]:
    """One packet for each frame, in the order they are shown: nothing is looked at ahead."""
    speed, level = _VP9[quality]
    return {
        "deadline": "realtime",
        "cpu-used": speed,
        "crf": level,
        "b": "0",
        "row-mt": "1",
        "lag-in-frames": "0",
        "auto-alt-ref": "0",
        "static-thresh": "0",
    }
