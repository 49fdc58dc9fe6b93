"""Opens a finished video again before anyone calls it done: its structure, its streams, its first and last picture."""

from __future__ import annotations

import mmap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.media.blocks import cues_come_first, is_whole_webm, read_gif
from kineograph.media.facts import VideoFacts
from kineograph.media.formats import GIF, MOV, MP4, WEBM
from kineograph.media.opening import broken, identify, open_recording

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_BOX_CAP = 10_000
_HEAD = 1 << 20  # holds a WebM's index, ten bytes for each group of pictures


def verify_mp4(path: Path) -> VideoFacts:
    """The facts of the MP4 or MOV at ``path``, after decoding its first and its last picture (of those on which others
    rest).

    Raises ``MediaError``: missing, empty, not media, or broken (cut short, no video stream, nothing decodes)."""
    found = identify(path)
    if found not in (MP4, MOV):
        raise broken(path)
    boxes = top_boxes(path)
    if "moov" not in boxes or "mdat" not in boxes:
        raise broken(path)
    moov_first = boxes.index("moov") < boxes.index("mdat")
    facts = _opened(path)
    return replace(facts, container=found.name, moov_first=moov_first, index_first=moov_first)


def verify_video(path: Path) -> VideoFacts:
    """The same for whatever a video is delivered in: MP4, MOV, WebM, or a GIF. A GIF's ``index_first`` is true."""
    found = identify(path)
    try:
        if found == WEBM:
            return _verified_webm(path)
        if found == GIF:
            return _verified_gif(path)
    except (ValueError, OSError) as error:
        raise broken(path, error) from error
    return verify_mp4(path)


def _verified_webm(path: Path) -> VideoFacts:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not is_whole_webm(head, path.stat().st_size):
        raise broken(path)
    return replace(_opened(path), container=WEBM.name, index_first=cues_come_first(head))


def _verified_gif(path: Path) -> VideoFacts:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        blocks = read_gif(view)
    facts = _opened(path)
    if (facts.width, facts.height, facts.frames) != (blocks.width, blocks.height, len(blocks.delays)):
        raise broken(path)
    lasting = sum(blocks.delays) * 10
    fps = round(1000 * facts.frames / lasting, 3) if lasting else 0.0
    return replace(facts, container=GIF.name, duration_ms=lasting, fps=fps, loops=blocks.loops)


def _opened(path: Path) -> VideoFacts:
    import av

    try:
        with open_recording(path, look=False) as container:
            if not container.streams.video:
                raise broken(path)
            return _facts(path, container)
    except (av.FFmpegError, ValueError) as error:
        raise broken(path, error) from error


def top_boxes(path: Path) -> list[str]:
    """The names of the outermost boxes in file order (ISO/IEC 14496-12, 4.2). Raises ``MediaError`` where a box says it
    is longer than the file, which is how a cut download shows."""
    size = path.stat().st_size
    names: list[str] = []
    with path.open("rb") as file:
        at = 0
        while at + 8 <= size and len(names) < _BOX_CAP:
            file.seek(at)
            head = file.read(16)
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            elif length == 0:
                length = size - at
            if length < 8 or at + length > size:
                raise broken(path)
            names.append(head[4:8].decode("latin-1"))
            at += length
    return names


def _facts(path: Path, container: InputContainer) -> VideoFacts:
    video = container.streams.video[0]
    audio = next(iter(container.streams.audio), None)
    frames, end = _counted(container, video)
    _decode_ends(container, video)
    rate = video.average_rate or video.guessed_rate
    return VideoFacts(
        width=video.width,
        height=video.height,
        fps=round(float(rate or 0), 3),
        frames=frames,
        duration_ms=_stream_ms(video.duration, video.time_base) or end,
        video_codec=video.codec_context.name,
        profile=video.profile or "",
        pix_fmt=video.pix_fmt or "",
        audio_codec=audio.codec_context.name if audio else None,
        audio_ms=_stream_ms(audio.duration, audio.time_base) if audio else 0,
        moov_first=False,
        size_bytes=path.stat().st_size,
    )


def _counted(container: InputContainer, video: VideoStream) -> tuple[int, int]:
    """How many pictures there are, and when the last of them ends, in ms: WebM says that of no stream by itself."""
    frames, last = 0, 0
    for packet in container.demux(video):
        if packet.size:
            frames, last = frames + 1, max(last, packet.pts or 0)
    lasting = 1 / float(video.average_rate) if video.average_rate else 0.0
    return frames, round(1000 * (last * float(video.time_base or 0) + lasting))


def _stream_ms(duration: int | None, time_base: object) -> int:
    from fractions import Fraction

    if not duration or not isinstance(time_base, Fraction):
        return 0
    return round(duration * time_base * 1000)


def _decode_ends(container: InputContainer, video: VideoStream) -> None:
    video.thread_type = "AUTO"
    # Left out: pictures on which no other rests, and smoothing the edges of blocks.
    video.codec_context.skip_frame = "NONREF"
    video.codec_context.options = {**video.codec_context.options, "skip_loop_filter": "all"}
    container.seek(0)
    if next(container.decode(video), None) is None:
        raise ValueError("the first picture does not decode")
    container.seek(max(0, (video.duration or 0) - 1), stream=video)
    # A seek lands on the key frame before; the last picture is reached by decoding on from there.
    if not sum(1 for _ in container.decode(video)):
        raise ValueError("the last picture does not decode")
