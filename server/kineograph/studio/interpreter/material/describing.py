"""Clips called by how they look or what they show: "the blurry one", "the beach photo", "the vertical pictures".

Which of several that is nobody here can see, but for their shape and for the tones that were put on them: those become
places on the timeline. One clip that stays open is a thing of its own ("described"), which is asked about; several are
refused as what cannot be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.vocabulary import MediaKind

_POINTING = frozenset({"the", "that", "those"})
_EVERY = frozenset({"all", "every", "each", "any"})
_SEEN = frozenset({"grade", "tone", "field", "preset", "aspect"})
_EPITHETS = _SEEN | {"mood", "strength", "size", "relative", "descriptor"}
_WHOLE = frozenset({"full", "complete", "whole new", "proper", "final", "numbered", "visual", "animated"})
_LINKS = frozenset({"and", ","})
_ONES = frozenset({"one", "ones"})
_CLIPS = ("picture", "clip")
_SHOWING = ("of", "with", "about")
_PIECES = frozenset({"intro", "opener"})
_VISIBLE = frozenset({"sharp", "crisp", "warm", "cool", "short", "long"})
_REACH = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that call clips by what they are like: the tokens from ``start`` to ``end``, those of them that describe,
    their noun, and whether several are meant."""

    start: int
    end: int
    told: tuple[Token, ...]
    head: Token
    several: bool

    @property
    def seen(self) -> bool:
        """Whether it is something that can be seen."""
        return any(token.kind != "descriptor" or token.text.lower() in _VISIBLE for token in self.told)


def gather(tokens: Sequence[Token], scene: Scene) -> list[Token]:
    """The tokens in their places, a clip that is described as one of them."""
    found: list[Token] = []
    tokens = _with_all_of_them(tokens, scene)
    index = 0
    while index < len(tokens):
        said = _read(tokens, index) if _leads(tokens[index]) else None
        part = tokens[index : said.end if said else index + 1]
        found += _standing_for(tokens, said, part, scene) if said else part
        index += len(part)
    return found


def _with_all_of_them(tokens: Sequence[Token], scene: Scene) -> Sequence[Token]:
    """ "A slideshow with all five": so many there are."""
    count = len(scene.timeline.visuals) or len(scene.unused)
    found = list(tokens)
    for index, token in enumerate(tokens[1:], 1):
        all_ = tokens[index - 1].is_a("quant", "all") and tokens[index - 1].text.lower() == "all"
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or following.kind in ("break", "conj", "polite", "function", "prep", "verb")
        if all_ and token.kind == "number" and token.amount == count and ends:
            found[index] = replace(token, kind="noun", value="picture", text=f"{token.text}s")
    return found


def _leads(token: Token) -> bool:
    return (token.kind == "det" and token.text.lower() in _POINTING) or (
        token.kind == "quant" and token.text.lower() in _EVERY
    )


def _read(tokens: Sequence[Token], index: int) -> _Said | None:
    first = index + 1
    every = tokens[index].kind == "quant"
    if every and first < len(tokens) and tokens[first].text.lower() in _POINTING:
        first += 1
    head = _head(tokens, first)
    if head is None or _goes_on(tokens, head):
        return None
    told = tuple(token for token in tokens[first:head] if token.text.lower() not in _LINKS)
    shown = 0 if told or every else _shown(tokens, head)
    if not (told or shown or tokens[head].text.lower() in _PIECES):
        return None
    return _Said(index, head + 1 + shown, told, tokens[head], every or _is_several(tokens[head]))


def _standing_for(tokens: Sequence[Token], said: _Said, part: Sequence[Token], scene: Scene) -> Sequence[Token]:
    clips = scene.timeline.visuals
    count = len(clips) or len(scene.unused)
    if any(text.text.casefold() == token.text.casefold() for text in scene.timeline.texts for token in said.told):
        return part  # "the Summer one": a text is meant
    if count == 1 or _is_named_beside(tokens, said.start, said.end) or _is_only(said.head, clips):
        return _plain(part)
    text = " ".join(token.text for token in part)
    span = replace(part[0], value="", end=part[-1].end, text=text, amount=0.0, places=())
    places = _places(said.told, clips)
    if places and (said.several or len(places) == 1):
        alike = len(places) == len(clips)
        return [replace(span, kind="quant", value="all", text="all") if alike else
                replace(span, kind="ordinal", value="placed", places=places)]  # fmt: skip
    if not said.several and (clips or said.seen):
        return [replace(span, kind="described", value="one")]
    return [replace(span, kind="unsupported", value="semantic")] if said.seen and said.several and clips else part


def _head(tokens: Sequence[Token], first: int) -> int | None:
    """Where the noun stands that the words from ``first`` on describe."""
    place = first
    while place < len(tokens) and place - first < _REACH + 1 and _is_epithet(tokens[place]):
        place += 1
    if place >= len(tokens):
        return None
    word = tokens[place].text.lower()
    one = word in _ONES and place > first and tokens[place].kind in ("number", "function")
    piece = word in _PIECES and place == first and tokens[place].is_a("noun", "video")
    return place if one or piece or tokens[place].is_a("noun", *_CLIPS) else None


def _goes_on(tokens: Sequence[Token], head: int) -> bool:
    """ "The dark photo book", "the intro music": of another thing."""
    following = tokens[head + 1] if head + 1 < len(tokens) else None
    return following is not None and (following.kind in ("noun", "container") or following.is_a("verb", "fade"))


def _is_epithet(token: Token) -> bool:
    text = token.text.lower()
    if text in _LINKS or text in _VISIBLE:
        return True
    return token.kind in _EPITHETS and text not in _WHOLE and not text.startswith(("more ", "too "))


def _is_several(head: Token) -> bool:
    return head.text.lower().removesuffix("'s").endswith(("s", "footage"))


def _shown(tokens: Sequence[Token], head: int) -> int:
    """ "The shot of the beach": how many tokens behind the noun say what it shows."""
    if _is_several(tokens[head]) or head + 1 >= len(tokens) or not tokens[head + 1].is_a("prep", *_SHOWING):
        return 0
    place = head + 2
    while place < len(tokens) and tokens[place].kind == "det" and place < head + _REACH:
        place += 1
    end = place
    while end < len(tokens) and tokens[end].kind == "descriptor":
        end += 1
    return end - head - 1 if end > place else 0


def _is_named_beside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Photo 3, the blurry one", "the beach photo (number 2)", "the dark one, c.jpg": said by number as well."""
    before = [token for token in tokens[max(0, start - 2) : start] if token.text not in ",(-–—"]
    behind = [token for token in tokens[end : end + 2] if token.text not in ",(-–—:"]
    comma = start > 0 and tokens[start - 1].text in ",(-–—"
    apart = end < len(tokens) and tokens[end].text in ",(-–—"
    led = comma and bool(before) and before[-1].kind in ("ordinal", "name")
    return led or (apart and len(behind) == 1 and behind[0].kind in ("ordinal", "name"))


def _is_only(head: Token, clips: Sequence[VisualClip]) -> bool:
    """ "The shaky clip", where one clip alone is footage."""
    moving = [clip for clip in clips if clip.media.kind is MediaKind.VIDEO]
    return head.is_a("noun", "clip") and len(moving) == 1 and not head.text.lower().endswith("s")


def _plain(part: Sequence[Token]) -> list[Token]:
    """The tokens, with what describes as an adjective that changes nothing."""
    made: list[Token] = []
    for token in part:
        if token.text.lower() in _ONES:
            made.append(replace(token, kind="pronoun", value="it"))
        elif _is_epithet(token):
            made.append(replace(token, kind="descriptor", value="subject", places=()))
        else:
            made.append(token)
    return made


def _places(told: Sequence[Token], clips: Sequence[VisualClip]) -> tuple[int, ...]:
    """The clips of that shape, or with that tone on them; none where it says anything else."""
    if len(told) != 1 or told[0].kind not in ("aspect", "tone"):
        return ()
    word = told[0]
    return tuple(
        place for place, clip in enumerate(clips, 1)
        if (_shape(clip) == word.value if word.kind == "aspect" else clip.look.tone == word.value)
    )  # fmt: skip


def _shape(clip: VisualClip) -> str:
    width, height = clip.shown.width, clip.shown.height
    return "1:1" if width == height else "16:9" if width > height else "9:16"
