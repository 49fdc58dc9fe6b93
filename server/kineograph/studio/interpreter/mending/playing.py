"""What is said of footage and of stretches of it, in everyday words: "the video part", "the first 3 and the last 2
seconds", "the last frame of the clip", "run it at 1.5x", "the last one 5 s, fading out".

Each only where the words stand as they do there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_LIGHT = frozenset({"function", "polite", "det", "mark"})
_PARTS = frozenset({"part", "parts", "bit", "bits", "portion", "portions", "section", "sections"})
_MOVING = ("clip", "video")
_LOCATING = ("between", "from", "until", "after", "before", "of", "with", "to")
_TAKING = ("remove", "trim", "mute", "keep", "shorten", "excerpt")
_CLEARED = ("title", "text", "caption", "credits", "lower_third", "music", "logo", "watermark", "narration")
_FOOTAGE = (".mp4", ".mov", ".webm", ".m4v", ".avi", ".mkv")
_UNIT_MS = {"s": 1000.0, "sec": 1000.0, "secs": 1000.0, "second": 1000.0, "seconds": 1000.0, "frames": 0.0}
_RUNNING = ("run", "runs")
_PACED = ("faster", "slower", "faster_bit", "slower_bit")
_PLAYED = ("range", "window", "tempo", "speed", "backwards", "multiple", "loop", "often")
_MOVES = ("transition", "motion")
_STOPPING = frozenset({"stop", "stops", "stopping"})
_SEEN = frozenset({"ordinal", "name", "beyond"})


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _next(part: Sequence[Token], index: int) -> Token | None:
    return next((token for token in part[index + 1 :] if token.kind not in _LIGHT), None)


@when(*_PARTS)
def _with_parts(part: list[Token]) -> list[Token]:
    """ "The video part should be faster": the footage; not "the part from 2 s to 5 s"."""
    for index, token in enumerate(part[1:], 1):
        kind = part[index - 1]
        if token.text.lower() not in _PARTS or not kind.is_a("noun", *_MOVING, "picture"):
            continue
        following = _next(part, index)
        timed = following is not None and following.kind in ("duration", "clock", "range", "window")
        if timed or (following is not None and following.text.lower() in _LOCATING):
            continue
        if kind.is_a("noun", "video"):
            part[index - 1] = replace(kind, value="clip", text="clip")
        elif kind.is_a("noun", "picture"):
            part[index - 1] = replace(kind, text="photos")
        part[index] = _as(token, "function", "part")
    return part


@when("wipe", "wiping")
def _with_wiping(part: list[Token]) -> list[Token]:
    """ "Wipe everything": between all of them, or away with it all? "Wipe the captions": away."""
    first = next((index for index, token in enumerate(part) if token.kind not in _LIGHT), len(part))
    if first == len(part) or part[first].text.lower() not in ("wipe", "wiping"):
        return part
    if any(token.is_a("noun", "transition") or token.is_a("prep", "between", "to", "from") for token in part):
        return part
    wiped = _next(part, first)
    if wiped is not None and wiped.is_a("noun", *_CLEARED):
        part[first] = _as(part[first], "verb", "remove")
    elif wiped is not None and (wiped.kind in ("quant", "pronoun", *_SEEN) or wiped.is_a("noun")):
        part[first] = _as(part[first], "unknown", part[first].text)
    return part


@when("frame", "frames")
def _with_frames(part: list[Token]) -> list[Token]:
    """ "Freeze the last frame of the clip": a picture inside footage, and no clip of its own."""
    for index, token in enumerate(part[:-1]):
        frame = part[index + 1]
        if not (token.kind == "ordinal" and frame.text.lower() in ("frame", "frames") and len(token.places) == 1):
            continue
        behind = [other for other in part[index + 2 :] if other.kind not in _LIGHT]
        of_clip = len(behind) > 1 and behind[0].is_a("prep", "of", "in") and _is_footage(behind[1])
        if of_clip:
            part[index] = _as(token, "unsupported", "freeze")
            part[index + 1] = _as(frame, "function")
    return part


def _is_footage(token: Token) -> bool:
    return token.is_a("noun", "clip") or (token.kind == "name" and token.value.endswith(_FOOTAGE))


@when(*_STOPPING)
def _with_stopping(part: list[Token]) -> list[Token]:
    """ "Stop on the last frame", "stop the clip at 5 seconds": where it ends, and nothing that goes."""
    for index, token in enumerate(part):
        if token.text.lower() not in _STOPPING or not token.is_a("verb", "remove"):
            continue
        following = _next(part, index)
        clips = any(other.kind in _SEEN or other.is_a("noun", "picture", "clip", "video") for other in part[index:])
        things = any(other.is_a("noun", *_CLEARED, "motion", "transition", "sound", "voice") for other in part[index:])
        led = following is not None and following.kind in ("prep", "edge", "duration", "clock")
        if led or (clips and not things):
            part[index] = _as(token, "unknown", token.text)
    return part


@when("around", "round")
def _with_turning(part: list[Token]) -> list[Token]:
    """ "Turn the clip around": on its head, or what plays backwards? No new video in any case."""
    for index, token in enumerate(part):
        if token.text.lower() not in ("around", "round") or token.kind not in ("function", "prep"):
            continue
        verb = next((other for other in reversed(part[:index]) if other.kind in ("verb", "break")), None)
        turns = verb is not None and verb.is_a("verb", "turn")
        pointed = any(other.kind in _SEEN or other.is_a("noun", "picture", "clip") for other in part[:index])
        if turns and pointed:
            part[index] = _as(token, "unknown", token.text)
    return part


@when("fading out", "fading in", "fading")
def _with_fading(part: list[Token]) -> list[Token]:
    """ "The last one 5 s fading out": the length is the picture's, and then it fades."""
    found: list[Token] = []
    for index, token in enumerate(part):
        timed = index > 1 and part[index - 1].kind == "duration"
        fading = token.is_a("verb", "fade") and token.text.lower().startswith("fading")
        named = timed and next((o for o in reversed(part[: index - 1]) if o.kind not in _LIGHT), token)
        if fading and named and (named.kind in _SEEN or named.is_a("noun", "picture", "clip")):
            found.append(Token("break", ",", token.start, token.start, ","))
        found.append(token)
    return found


@when("slow", "slows", "slowed", also="tempo")
def _with_slowing(part: list[Token]) -> list[Token]:
    """ "Slow it to half speed": how slow is said behind."""
    for index, token in enumerate(part[:-1]):
        following = _next(part, index)
        named = following is not None and (following.kind in ("pronoun", *_SEEN) or following.is_a("noun", *_MOVING))
        if token.is_a("strength") and token.text.lower().startswith("slow") and named:
            part[index] = _as(token, "function")
    return part


@when("times", also="speed")
def _with_times(part: list[Token]) -> list[Token]:
    """ "Speed the clip up 3 times": three times as fast."""
    for index, token in enumerate(part[1:], 1):
        number = part[index - 1]
        if token.text.lower() == "times" and number.kind == "number" and number.amount:
            part[index - 1] = replace(number, kind="multiple", value="times")
            part[index] = _as(token, "function")
    return part


def _counts_times(part: Sequence[Token]) -> bool:
    """ "Four times", "twice"."""
    pairs = pairwise(part)
    return any(number.kind == "number" and times.text.lower() == "times" for number, times in pairs)


@when(*_RUNNING)
def _with_running(part: list[Token]) -> list[Token]:
    """ "Run the clip 30% slower", "let the whole thing run in reverse": played; not "the river runs"."""
    if any(token.kind == "content" for token in part):
        return part
    paced = _counts_times(part) or any(
        token.is_a("relative", *_PACED) or token.kind in _PLAYED or token.is_a("verb", "reverse") for token in part
    )
    paced = paced or any(token.text.lower() == "backward" for token in part)
    for index, token in enumerate(part):
        near = part[max(0, index - 4) : index + 4]
        played = any(
            other.is_a("noun", *_MOVING, "step") or other.kind in ("pronoun", "name") or other.is_a("quant", "all")
            for other in near
        )
        if token.text.lower() in _RUNNING and token.kind == "contentmotion" and paced and played:
            part[index] = replace(token, kind="function", text="play")
    return [_as(token, "verb", "reverse") if token.text.lower() == "backward" and paced else token for token in part]


@when("freeze", "freezes", "pause", "hold", also="at")
def _with_freezing(part: list[Token]) -> list[Token]:
    """ "Freeze the clip at 3 seconds": a moment of it."""
    for index, token in enumerate(part):
        ahead = [other for other in part[index + 1 :] if other.kind not in _LIGHT]
        frozen = token.text.lower().startswith(("freeze", "pause", "hold")) and len(ahead) > 2
        if frozen and _is_footage(ahead[0]) and ahead[1].is_a("prep", "at") and ahead[2].kind in ("duration", "clock"):
            part[index] = _as(token, "unsupported", "freeze")
    return part


@when("down", "up", also="speed")
def _with_paces(part: list[Token]) -> list[Token]:
    """ "Slow down the zooms", "speed up the transitions": no footage that plays otherwise."""
    for index, token in enumerate(part):
        following = _next(part, index)
        moves = following is not None and (following.kind in _MOVES or following.is_a("noun", *_MOVES))
        if token.is_a("speed", "down", "up") and moves:
            part[index] = _as(token, "relative", "slower" if token.value == "down" else "faster")
    return part


@when("swap", also="transition")
def _with_kinds(part: list[Token]) -> list[Token]:
    """ "Swap out the crossfades for slides": the one kind in place of the other, and no two clips."""
    for index, token in enumerate(part):
        if not token.is_a("verb", "swap"):
            continue
        ahead = [other for other in part[index + 1 :] if other.kind not in (*_LIGHT, "quant")]
        linked = len(ahead) == 3 and ahead[1].is_a("prep", "for", "with", "to")
        if linked and ahead[0].kind == "transition" and ahead[2].kind in ("transition", "slide"):
            part[index] = replace(token, value="change")
            part[part.index(ahead[1])] = _as(ahead[1], "prep", "to")
    return part


STEPS: tuple[Step, ...] = (
    _with_freezing,
    _with_paces,
    _with_kinds,
    _with_running,
    _with_slowing,
    _with_times,
    _with_parts,
    _with_wiping,
    _with_frames,
    _with_stopping,
    _with_turning,
    _with_fading,
)
"""In this order."""
