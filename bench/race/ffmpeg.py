"""FFmpeg as a contender: ``zoompan`` for the moves, ``xfade``, ``drawtext``.

``zoompan`` cuts on whole pixels of what it is given, so plainly used it shakes. The usual remedy is to give it the
picture enlarged to 8000 pixels first.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from race.sheet import Clip, Sheet

LARGE = 8000


def missing() -> str:
    """Why FFmpeg cannot take part; empty where it can."""
    path = shutil.which("ffmpeg")
    if path is None:
        return "ffmpeg is not installed"
    filters = subprocess.run([path, "-hide_banner", "-filters"], capture_output=True, text=True, check=False).stdout
    lacking = [name for name in ("zoompan", "xfade", "drawtext") if f" {name} " not in filters]
    return f"this ffmpeg lacks {', '.join(lacking)}" if lacking else ""


def command(sheet: Sheet, enlarged: bool) -> list[str]:
    """The command that makes the video of ``sheet``."""
    inputs = [word for clip in sheet.clips for word in ("-i", clip.picture)]
    sound = ["-map", f"{len(sheet.clips)}:a", "-c:a", "aac", "-b:a", "192k", "-shortest"] if sheet.music else []
    return [
        "ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y",
        *inputs,
        *(["-i", sheet.music] if sheet.music else []),
        "-filter_complex", ";".join(_graph(sheet, enlarged)),
        "-map", "[out]", *sound,
        "-c:v", "libx264", "-preset", sheet.preset, "-crf", str(sheet.crf),
        "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-movflags", "+faststart",
        sheet.out,
    ]  # fmt: skip


def _graph(sheet: Sheet, enlarged: bool) -> Iterator[str]:
    for index, clip in enumerate(sheet.clips):
        yield _moving(sheet, clip, index, enlarged)
    if sheet.crossfade and len(sheet.clips) > 1:
        before = "v0"
        for index, clip in enumerate(sheet.clips[1:], 1):
            length, offset = sheet.crossfade / sheet.fps, clip.first / sheet.fps
            yield f"[{before}][v{index}]xfade=transition=fade:duration={length:.6f}:offset={offset:.6f}[x{index}]"
            before = f"x{index}"
    else:
        before = "joined"
        yield "".join(f"[v{index}]" for index in range(len(sheet.clips))) + f"concat=n={len(sheet.clips)}[joined]"
    yield f"[{before}]{_title(sheet)}format=yuv420p[out]"


def _moving(sheet: Sheet, clip: Clip, index: int, enlarged: bool) -> str:
    x, y, w, h = clip.base
    factor = LARGE / w if enlarged else 1.0
    whole = round(w * factor), round(h * factor)
    size = f":w={whole[0]}:h={whole[1]}:flags=lanczos" if enlarged else ""
    share = f"on/{max(1, clip.end - clip.first - 1)}"
    at = [
        f"({(a - zero) * factor:.6f}+({(b - a) * factor:.6f})*{share})"
        for a, b, zero in zip(clip.start[:3], clip.stop[:3], (x, y, 0.0), strict=True)
    ]
    return (
        f"[{index}:v]crop={w:.0f}:{h:.0f}:{x:.0f}:{y:.0f},"
        f"scale=in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv{size},format=yuv420p,"
        f"zoompan=z='max(1,{whole[0]}/{at[2]})':x='{at[0]}':y='{at[1]}'"
        f":d={clip.end - clip.first}:s={sheet.width}x{sheet.height}:fps={sheet.fps},setsar=1[v{index}]"
    )


def _title(sheet: Sheet) -> str:
    if not sheet.title:
        return ""
    return (
        f"drawtext=fontfile='{sheet.font}':text='{sheet.title}':fontsize={sheet.height * 8 // 100}:fontcolor=white:"
        "shadowx=2:shadowy=2:x=(w-text_w)/2:y=(h-text_h)/2:"
        "alpha='if(lt(t,0.4),t/0.4,if(lt(t,2.6),1,(3-t)/0.4))':enable='lt(t,3)',"
    )
