"""What is counted: "the second photo" of a video that also has footage is the second of its photos, "video 1" the first
of its footage.

Where only pictures or only footage stand, a number is a place. So it is where so many of the kind do not exist and
the clip at that place is one ("photo 3", the third clip).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.vocabulary import MediaKind

Counted = Literal["picture", "footage"]

_PICTURE = re.compile(r"photo|picture|pic|image|snap|still|[张幅图照相]")
_NUMBERED = re.compile(r"clips? \d")
_FOOTAGE = re.compile(r"video|footage|recording|movie|film|视频|影片|录像|录屏")
_CLIPS = ("picture", "clip", "video")
_BESIDE = ("next", "previous", "after", "before", "from")
_GOALS = ("作为", "当", "当作", "当成", "做", "成为")
_ONES = frozenset({"det", "function", "polite", "descriptor", "mark", "aspect", "size"})


def gather(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The tokens, with the numbers of pictures and of footage as places among all clips."""
    clips = [clip.media for clip in scene.timeline.visuals] or list(scene.unused)
    still = [number for number, media in enumerate(clips, 1) if media.kind is MediaKind.IMAGE]
    moving = [number for number in range(1, len(clips) + 1) if number not in still]
    if not moving:
        return tuple(_without_footage(token) for token in tokens)
    found = _with_numbers(tokens)
    if not still:
        return tuple(found)
    for index, token in enumerate(found):
        goal = index > 0 and found[index - 1].text in _GOALS
        counted = token.is_a("ordinal") and token.value != "placed" and not goal
        kind = _counted(found, index) if counted or token.is_a("beyond", *_BESIDE) else None
        if kind is None or not token.places:
            continue
        places = _places(token.places, still if kind == "picture" else moving, len(clips))
        if places:
            found[index] = replace(token, places=places)
        elif max(map(abs, token.places)) <= len(clips):
            found[index] = replace(token, kind="unknown", places=())
    return tuple(found)


def _without_footage(token: Token) -> Token:
    """ "Video1", where there are only pictures: nothing."""
    numbered = token.kind == "ordinal" and re.match(r"@?(?:video|视频)\d", token.text.lower())
    return replace(token, kind="unknown", places=()) if numbered else token


def _with_numbers(tokens: Sequence[Token]) -> list[Token]:
    """ "Video 1": a number of footage; not "video 1080p", whose number is none."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        before = found[-1] if found else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        named = before is not None and before.is_a("noun", "video") and _FOOTAGE.search(before.text.lower())
        alone = following is None or following.kind not in ("noun", "unknown", "ratio", "duration", "multiple", "mark")
        whole = token.kind == "number" and token.text.isdigit() and token.amount >= 1
        if before is not None and named and whole and alone:
            text = f"{before.text} {token.text}"
            found[-1] = replace(token, kind="ordinal", start=before.start, text=text, places=(int(token.amount),))
        else:
            found.append(token)
    return found


def _counted(tokens: Sequence[Token], index: int) -> Counted | None:
    """What the number counts, where it says so: in its own words, or in the noun behind it and behind its list."""
    text = tokens[index].text.lower()
    if _NUMBERED.match(text):
        return None
    for token in tokens[index + 1 :]:
        if _FOOTAGE.search(text):
            return "footage"
        if _PICTURE.search(text):
            return "picture"
        if token.kind in _ONES or token.kind == "ordinal" or token.is_a("conj", "and", "or") or token.text in ",，、":
            continue
        text = token.text.lower() if token.is_a("noun", *_CLIPS) else ""
        break
    return "footage" if _FOOTAGE.search(text) else "picture" if _PICTURE.search(text) else None


def _places(numbers: tuple[int, ...], kind: list[int], count: int) -> tuple[int, ...]:
    """The places among ``count`` clips of the numbers among those of the ``kind``; none where there are not so many."""
    if numbers == (0,):
        return (kind[len(kind) // 2],) if len(kind) % 2 else ()
    if all(1 <= abs(number) <= len(kind) for number in numbers):
        return tuple(kind[number - 1] if number > 0 else kind[number] for number in numbers)
    absolute = [number if number > 0 else count + 1 + number for number in numbers]
    return tuple(absolute) if set(absolute) <= set(kind) else ()
