"""Renders every word of the timeline's vocabulary once, and makes the table and the contact sheets of vocabulary.md.

``python docs/draw_vocabulary.py [FOLDER]``: each entry becomes a real file, is opened again, and the frame shown here is
decoded from it. The pictures are those of examples/photos; the footage and the logo are drawn here.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
from PIL import Image, ImageDraw, ImageFont
from shelf import Shelf

from kineograph.studio.render.orders import RenderOrder
from kineograph.studio.render.text.fonts import chain
from kineograph.studio.render.worker import carry_out
from kineograph.timeline import (
    Anchor,
    Canvas,
    ClipId,
    Easing,
    Fit,
    Ground,
    Look,
    Media,
    Motion,
    MotionKind,
    OverlayClip,
    OverlayStyle,
    Place,
    Playback,
    SoundClip,
    Span,
    TextClip,
    TextEffect,
    TextRole,
    Timeline,
    Tone,
    Transition,
    TransitionKind,
    VisualClip,
    When,
)  # fmt: skip
from kineograph.timeline.captions import captions_from_lines
from kineograph.timeline.edits import CANVASES
from kineograph.timeline.layout import rebuild
from kineograph.timeline.outputs import SHORT_SIDES, SPEEDS, Output

HERE = Path(__file__).parent
SMALL = Canvas(480, 270, 30)
CELL, COLUMNS = (240, 135), 6
_LICENCE = "The photographs are those of [examples/photos](../examples/photos/ATTRIBUTION.md) and keep their licences."
WHOLE = When(Anchor.WHOLE)


@dataclass(frozen=True)
class Entry:
    """A word, a timeline that uses it, the moment to look at (share of its length), and how it is delivered."""

    group: str
    name: str
    timeline: Timeline
    share: float = 0.5
    output: Output = Output(quality="draft")


def shown(media: Media, ms: int = 2000, **more: Any) -> VisualClip:
    clip = VisualClip(ClipId(media.id), Span.of(0, ms), media)
    return replace(clip, **more)


def timeline_of(*clips: VisualClip, canvas: Canvas = SMALL, **more: Any) -> Timeline:
    numbered = [replace(clip, id=ClipId(f"c{number}")) for number, clip in enumerate(clips)]
    return rebuild(Timeline(canvas=canvas), visuals=numbered, **more)


def motions(shelf: Shelf) -> Iterator[Entry]:
    land = shelf.photos[0]
    for kind in MotionKind:
        motion = Motion(kind, 0.3 if kind is not MotionKind.PARALLAX else 0.2)
        yield Entry("Motion", kind.value, timeline_of(shown(land, motion=motion)), 0.9)
    for easing in Easing:
        motion = Motion(MotionKind.PAN_RIGHT, 0.4, easing)
        yield Entry("Easing", easing.value, timeline_of(shown(land, motion=motion)), 0.25)
    tall = shelf.photos[1]
    for fit in Fit:
        yield Entry("Fit", fit.value, timeline_of(shown(tall, fit=fit)))


def transitions(shelf: Shelf) -> Iterator[Entry]:
    for kind in TransitionKind:
        into = Transition(kind, 0 if kind is TransitionKind.CUT else 1000)
        pair = timeline_of(shown(shelf.photos[2]), shown(shelf.photos[3], transition=into))
        yield Entry("Transition", kind.value, pair, 0.47)


def looks(shelf: Shelf) -> Iterator[Entry]:
    graded = {
        "as it is": Look(), "brightness +40 %": Look(brightness=0.4), "brightness -40 %": Look(brightness=-0.4),
        "contrast +50 %": Look(contrast=0.5), "contrast -50 %": Look(contrast=-0.5), "saturation +60 %": Look(saturation=0.6),
        "saturation -60 %": Look(saturation=-0.6), "warmth +60 %": Look(warmth=0.6), "warmth -60 %": Look(warmth=-0.6),
        "black_and_white": Look(tone=Tone.BLACK_AND_WHITE), "sepia": Look(tone=Tone.SEPIA), "vintage": Look(tone=Tone.VINTAGE),
        "vignette": Look(vignette=0.8), "grain": Look(grain=0.8), "sharpen": Look(sharpen=1.0), "blur": Look(blur=0.6),
    }  # fmt: skip
    for name, look in graded.items():
        yield Entry("Look", name, timeline_of(shown(shelf.photos[1], look=look, fit=Fit.COVER)))


def texts(shelf: Shelf) -> Iterator[Entry]:
    def over(group: str, name: str, share: float = 0.5, **more: Any) -> Entry:
        said = {
            TextRole.LOWER_THIRD: "Ada Lovelace\nMathematician",
            TextRole.CREDITS: "Directed by\nOne\n\nWritten by\nTwo",
        }
        role = more.get("role", TextRole.TITLE)
        words = said.get(role, "Summer days") if isinstance(role, TextRole) else ""
        clip = replace(TextClip(ClipId("t"), Span(0, 1), words, when=WHOLE), **more)
        return Entry(group, name, timeline_of(shown(shelf.photos[4]), texts=[clip]), share)

    places = {
        TextRole.CAPTION: Place.BOTTOM,
        TextRole.LOWER_THIRD: Place.BOTTOM_LEFT,
        TextRole.WATERMARK: Place.TOP_RIGHT,
    }
    for role in TextRole:
        yield over("Text", role.value, role=role, place=places.get(role, Place.CENTER))
    for ground in Ground:
        yield over("Text ground", ground.value, ground=ground)
    for effect in TextEffect:
        yield over("Text enters", effect.value, 0.2, enter=effect, leave=effect, fade_ms=900)
    for place in Place:
        yield over("Place", place.value, place=place, size=0.1)
    yield over("Text", "colour, size, opacity", color="#facc15", size=0.2, opacity=0.7)
    scripts = {"Chinese": "夏日回忆", "Japanese": "夏の思い出", "Korean": "여름날의 추억", "Arabic": "أيام الصيف", "Hebrew": "ימי הקיץ",
               "Cyrillic": "Летние дни", "Greek": "Μέρες καλοκαιριού", "Devanagari": "गर्मी के दिन", "Thai": "วันฤดูร้อน"}  # fmt: skip
    for name, words in scripts.items():
        yield over("Script", name, text=words, size=0.14)
    lines = captions_from_lines(["First we climbed.", "Then the sun went down.", "Then we slept."], 6000)
    clips = [
        TextClip(
            ClipId(f"l{n}"),
            span,
            words,
            TextRole.CAPTION,
            Place.BOTTOM,
            When(Anchor.ABSOLUTE, span.start, span.duration),
        )
        for n, (span, words) in enumerate((line.span, line.text) for line in lines)
    ]
    yield Entry("Text", "captions from lines", timeline_of(shown(shelf.photos[4], 6000), texts=clips), 0.5)


def overlays(shelf: Shelf) -> Iterator[Entry]:
    ground = shown(shelf.photos[2])
    laid = {
        "logo": OverlayClip(ClipId("o"), Span(0, 1), shelf.logo, when=WHOLE, size=0.15),
        "logo, half seen through": OverlayClip(ClipId("o"), Span(0, 1), shelf.logo, when=WHOLE, size=0.15, opacity=0.5),
        "picture in the picture": OverlayClip(
            ClipId("o"), Span(0, 1), shelf.photos[3], Place.BOTTOM_RIGHT, WHOLE, 0.35, style=OverlayStyle.FRAMED
        ),
        "footage in the picture": OverlayClip(
            ClipId("o"), Span(0, 1), shelf.footage, Place.BOTTOM_LEFT, WHOLE, 0.35, style=OverlayStyle.FRAMED
        ),
    }
    for name, clip in laid.items():
        yield Entry("Overlay", name, timeline_of(ground, overlays=[clip]))


def playbacks(shelf: Shelf) -> Iterator[Entry]:
    """Each is looked at a quarter past its first second: the time on the ball tells what is shown."""
    ways: dict[str, dict[str, Any]] = {
        "as it is": {}, "from 0.4 s": {"source_start_ms": 400}, "half speed": {"speed": 0.5}, "twice as fast": {"speed": 2.0},
        "backwards": {"backwards": True}, "once (holds)": {"source_end_ms": 1000},
        "loop": {"source_end_ms": 1000, "playback": Playback.LOOP},
        "boomerang": {"source_end_ms": 1000, "playback": Playback.BOOMERANG},
    }  # fmt: skip
    for name, more in ways.items():
        yield Entry("At 1.25 s", name, timeline_of(shown(shelf.footage, 3000, **more)), 0.42)


def outputs(shelf: Shelf) -> Iterator[Entry]:
    land, music = shelf.photos[0], [SoundClip(ClipId("s"), Span(0, 1))]
    moving = shown(land, 1000, motion=Motion(MotionKind.ZOOM_IN))
    for container in ("mp4", "mov", "webm", "gif"):
        output = Output(container, "standard")
        yield Entry("Container", container, timeline_of(moving, sounds=music), output=output)
    for quality in ("draft", "standard", "high"):
        yield Entry("Quality", quality, timeline_of(moving, sounds=music), output=Output("mp4", quality))
    for aspect, (width, height) in CANVASES.items():
        yield Entry(
            "Aspect", aspect, timeline_of(moving, canvas=Canvas(width, height, 24)), output=Output("mp4", "draft", 480)
        )
    for side in SHORT_SIDES:
        short = replace(moving, span=Span(0, 200))
        yield Entry("Resolution", f"{side}p", timeline_of(short, canvas=Canvas()), output=Output("mp4", "draft", side))
    for fps in SPEEDS:
        yield Entry("Frames a second", str(fps), timeline_of(moving), output=Output("mp4", "draft", 0, fps))


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        shelf = Shelf(folder)
        makers = (motions, transitions, looks, texts, overlays, playbacks, outputs)
        lines = ["# The vocabulary, rendered", "", __doc__.split("\n\n")[0], "", _LICENCE, ""]
        for maker in makers:
            entries = list(maker(shelf))
            rows, frames = [], []
            for number, entry in enumerate(entries):
                made, frame, notes = render(entry, shelf, folder / f"{maker.__name__}-{number}")
                frames.append((f"{number + 1} {entry.group}: {entry.name}", frame))
                rows.append(f"| {number + 1} | {entry.group} | {entry.name} | {made} | {notes} |")
                print(maker.__name__, number + 1, entry.group, entry.name, made, notes, flush=True)
            draw(frames).save(HERE / f"vocabulary-{maker.__name__}.jpg", quality=78, optimize=True)
            lines += [
                f"## {maker.__name__.capitalize()}",
                "",
                f"![{maker.__name__}](vocabulary-{maker.__name__}.jpg)",
                "",
            ]
            lines += [
                "| | word | value | the file, as opened again | said with it |",
                "| --- | --- | --- | --- | --- |",
                *rows,
                "",
            ]
        (HERE / "vocabulary.md").write_text("\n".join(lines), encoding="utf-8")


def render(entry: Entry, shelf: Shelf, stem: Path) -> tuple[str, Image.Image, str]:
    out = stem.with_suffix(f".{entry.output.container}")
    order = RenderOrder(entry.timeline, shelf.sources, out, entry.output)
    done = carry_out(order, lambda _share, _doing: None)
    with av.open(str(out)) as container:
        video = container.streams.video[0]
        audio = next(iter(container.streams.audio), None)
        said = f"{video.codec_context.name} {video.width}x{video.height} {float(video.average_rate or 0):g} fps"
        said += f", {audio.codec_context.name}" if audio else ""
        frames = int(str(done["frames"]))
        wanted = min(frames - 1, int(frames * entry.share))
        picture = next(frame for number, frame in enumerate(container.decode(video)) if number == wanted).to_image()
    notes = done["notes"]
    told = "; ".join(str(note) for note in notes) if isinstance(notes, list) else ""
    return f"{said}, {frames} frames", picture, told


def draw(frames: list[tuple[str, Image.Image]]) -> Image.Image:
    width, height = CELL
    rows = -(-len(frames) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + 8) + 8, rows * (height + 28) + 8), (24, 24, 27))
    pen = ImageDraw.Draw(sheet)
    font: ImageFont.FreeTypeFont = chain("a")[0].at(12)
    for number, (name, frame) in enumerate(frames):
        x, y = 8 + number % COLUMNS * (width + 8), 8 + number // COLUMNS * (height + 28)
        small = frame.copy()
        small.thumbnail(CELL)
        sheet.paste(small, (x + (width - small.width) // 2, y + (height - small.height) // 2))
        pen.text((x + 2, y + height + 16), name, fill=(228, 228, 231), font=font, anchor="ls")
    return sheet


if __name__ == "__main__":
    main()
