"""The projects that the corpus is read against."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter import Scene, interpret
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Media, Timeline
from kineograph.timeline.edits import Redo, Undo
from kineograph.timeline.vocabulary import MediaId, MediaKind


def picture(number: int, width: int = 4000, height: int = 3000) -> Media:
    return Media(MediaId(f"m{number}"), MediaKind.IMAGE, f"p{number}.jpg", width, height)


def pictures(count: int, width: int = 4000, height: int = 3000) -> tuple[Media, ...]:
    return tuple(picture(number, width, height) for number in range(1, count + 1))


NAMES = ("sunset.jpg", "beach.jpg", "day at sea 2.png", "奶奶.jpg", "IMG_2034.JPG")
NAMED = tuple(replace(media, name=name) for media, name in zip(pictures(5), NAMES, strict=True))
SONG = Media(MediaId("s1"), MediaKind.AUDIO, "song.mp3", duration_ms=60_000, has_sound=True)

CLIP = Media(MediaId("v1"), MediaKind.VIDEO, "clip.mp4", 1920, 1080, 20_000, has_sound=True)
OTHER_CLIP = Media(MediaId("v2"), MediaKind.VIDEO, "dance.mp4", 1920, 1080, 10_000)


def footage(number: int) -> Media:
    return Media(MediaId(f"v{number}"), MediaKind.VIDEO, f"clip{number}.mp4", 1920, 1080, 4000, has_sound=True)


def sound(number: int, name: str, duration_ms: int = 5000) -> Media:
    return Media(MediaId(f"a{number}"), MediaKind.AUDIO, name, duration_ms=duration_ms, has_sound=True)


LOGO = replace(picture(8, 512, 512), name="logo.png")
VOICE = sound(1, "voice.m4a")
DING = sound(2, "ding.wav", 500)


def told(scene: Scene, text: str) -> Scene:
    """The scene after an instruction; not for steps through its history."""
    edits = [edit for edit in interpret(text, scene).edits if not isinstance(edit, Undo | Redo)]
    return Scene(apply_all(scene.timeline, edits), scene.library)


_LAYERS = (
    "add the title 'Old'", "add the title 'New'", "add a caption 'Below'", "put logo.png in the top right corner",
    "use song.mp3 as the music", "add voice.m4a as voice-over", "add ding.wav as a sound effect",
)  # fmt: skip


def dated() -> Scene:
    """Five pictures that were taken one after another, made into a video."""
    taken = tuple(replace(media, captured_at=1_700_000_000 + turn) for turn, media in enumerate(pictures(5)))
    return told(Scene(Timeline(), taken), "make a video")


def scene(name: str) -> Scene:
    """``five``: five pictures uploaded. ``bare``: and made into a video; ``full``: with the title "Old" and music.
    ``mixed``: three pictures and two clips with sound, ``loud``: and music. ``branded``: as ``bare``, with a logo, a
    song, a voice and an effect uploaded; ``layered``: with these and three texts in place. ``faced``: with footage for
    a picture in the picture. ``unplaced``: five pictures with names of their own; ``named``: and made into a video.
    ``clip``: a video of one clip of 20 s; ``filmed``: the clip between two pictures of 3 s, without transitions;
    ``clips``: two clips, of 20 and 10 s; ``still``: a video of one picture.
    ``new``: the video and one upload more, ``more``: two. ``faded``: it begins and ends in black.
    ``graded``: ``full`` in black and white with a vignette. ``sharp``: ``full``, to be exported in 4K at 60 fps."""
    five = Scene(Timeline(), pictures(5))
    bare = told(five, "make a video")
    full = told(told(bare, "add the title 'Old'"), "add music")
    mixed = told(Scene(Timeline(), (*pictures(3), footage(1), footage(2))), "make a video")
    branded = Scene(bare.timeline, (*pictures(5), LOGO, SONG, VOICE, DING))
    layered = branded
    for text in _LAYERS:
        layered = told(layered, text)
    scenes = {
        "mixed": mixed,
        "loud": told(mixed, "add music"),
        "branded": branded,
        "layered": layered,
        "faced": Scene(bare.timeline, (*pictures(5), replace(footage(1), name="face.mp4"))),
        "empty": Scene(Timeline()),
        "one": Scene(Timeline(), pictures(1)),
        "five": five,
        "song": Scene(Timeline(), (*pictures(5), SONG)),
        "upright": Scene(Timeline(), pictures(3, 3000, 4000)),
        "bare": bare,
        "full": full,
        "unplaced": Scene(Timeline(), NAMED),
        "named": told(Scene(Timeline(), NAMED), "make a video"),
        "graded": told(told(full, "make it black and white"), "add a vignette"),
        "sharp": told(full, "export in 4K at 60 fps"),
        "clip": told(Scene(Timeline(), (CLIP,)), "make a video"),
        "filmed": told(Scene(Timeline(), (picture(1), CLIP, picture(3))), "make a video without transitions"),
        "clips": told(Scene(Timeline(), (CLIP, OTHER_CLIP)), "make a video without transitions"),
        "still": told(Scene(Timeline(), pictures(1)), "make a video"),
        "more": Scene(bare.timeline, pictures(7)),
        "new": Scene(bare.timeline, pictures(6)),
        "faded": told(bare, "fade in at the start and fade out at the end"),
    }
    if name == "dated":
        return dated()
    return scenes[name]
