"""Whether what a clause says is in a field of the operations that a planner made of it: nothing may be dropped.

A word that carries a value and cannot be checked counts as dropped. Direction ("longer", "quieter") is checked where an
operation has it as a sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kineograph.studio.interpreter.lexing.ledger import MEANINGFUL
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.planner.fieldwork import (
    Claim,
    Leaf,
    both_ways,
    counted,
    counted_up,
    factor,
    frames,
    is_shaped,
    near,
    plain,
    points_at_all,
    shares,
)
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import Mood, MotionKind, Place, Tone, TransitionKind

_CHOICES = {str(value) for kind in (Mood, MotionKind, Place, Tone, TransitionKind) for value in kind}
_CHOICES |= {"mp4", "mov", "webm", "gif"}
_CHOOSING = frozenset({"mood", "motion", "transition", "place", "format"})
_TEXTS = frozenset({"add_text", "edit_text", "remove_text", "add_captions", "fade"})
_SOUNDS = frozenset({"set_music", "remove_music", "add_sound", "remove_sound", "set_volume", "fade"})
_FAMILIES = {
    **dict.fromkeys(("title", "text", "caption"), _TEXTS),
    **dict.fromkeys(("music", "sound", "volume", "voice"), _SOUNDS),
    "transition": frozenset({"set_transition", "add_clips"}),
    "motion": frozenset({"set_motion", "add_clips"}),
    "logo": frozenset({"add_overlay", "edit_overlay", "remove_overlay", *_TEXTS}),
    "order": frozenset({"sort_clips", "move_clip", "swap_clips"}),
}
"""What is done to a thing that was named: one of these operations has to be among those that were made of it."""
_ENDS = {"start": ("start", "in", "both", 1), "end": ("end", "out", "both", -1)}
_MORE = ("longer", "louder", "bigger", "lengthen")
_SIGNED = ("set_duration.duration_ms", "set_volume.level")


def is_stored(claim: Claim, token: Token) -> bool:
    """Whether what the token says is in a field; true of a token that says nothing of the kind."""
    check = _STORED.get(token.kind)
    if check is not None:
        return check(claim, token)
    if token.kind in _CHOOSING and token.value in _CHOICES:
        return any(leaf.value == token.value for leaf in claim.values("choice"))
    return token.kind not in MEANINGFUL and not any(map(str.isdigit, token.text))


def _time_stored(claim: Claim, token: Token) -> bool:
    total = claim.scene.timeline.duration_ms
    wanted = token.places if token.kind == "range" else (token.amount,)
    told = {abs(leaf.value) for leaf in claim.values("time")}
    return all(round(each) in told or (token.kind == "window" and total - round(each) in told) for each in wanted)


def _share_stored(claim: Claim, token: Token) -> bool:
    return any(near(leaf.value, *shares(token.amount)) for leaf in claim.values("amount")) or _scaled(
        claim, *shares(token.amount)
    )


def _scaled(claim: Claim, *factors: float) -> bool:
    """Whether a time is as often as long as a clip is now."""
    lengths = {round(clip.span.duration * times) for clip in claim.scene.timeline.visuals for times in factors}
    return any(leaf.value in lengths and not leaf.usual for leaf in claim.values("time"))


def _number_stored(claim: Claim, token: Token) -> bool:
    number = token.amount
    return (
        any(near(leaf.value, number, number / 100) for leaf in claim.values("amount"))
        or any(abs(leaf.value) == round(number * 1000) and not leaf.usual for leaf in claim.values("time"))
        or any(leaf.value == number for leaf in [*claim.values("place"), *claim.values("side"), *_turns(claim)])
        or (bool(claim.of_kind("noun")) and _count_stored(claim, token))
    )


def _turns(claim: Claim) -> list[Leaf]:
    return [leaf for leaf in claim.values("choice") if isinstance(leaf.value, int)]


def _count_stored(claim: Claim, token: Token) -> bool:
    there = len(claim.scene.timeline.visuals)
    return token.amount in counted(claim.edits) or (token.amount == there and any(map(points_at_all, claim.edits)))


def _factor_stored(claim: Claim, token: Token) -> bool:
    both = both_ways(factor(token))
    return any(near(leaf.value, *both) for leaf in claim.values("amount")) or _scaled(claim, *both[:1])


def _ordinal_stored(claim: Claim, token: Token) -> bool:
    return all(_place_stored(claim, place) for place in token.places)


def _place_stored(claim: Claim, place: int) -> bool:
    """A position is in a field, or the time is at which its clip begins or ends; the cut after a clip is the next
    clip's."""
    told = {(counted_up(claim, leaf.value, leaf.things), leaf.things) for leaf in claim.values("place")}
    if any((counted_up(claim, place, things), things) in told for things in ("clips", "texts", "overlays")):
        return True
    clips, here = claim.scene.timeline.visuals, counted_up(claim, place, "clips")
    if any(edit.op == "set_transition" for edit in claim.edits) and (here + 1, "clips") in told:
        return True
    ends = {clips[here - 1].span.start, clips[here - 1].span.end} if 1 <= here <= len(clips) else set()
    return any(not leaf.usual and leaf.value in ends for leaf in claim.values("time"))


def _quote_stored(claim: Claim, token: Token) -> bool:
    said = {plain(leaf.value) for leaf in claim.values("text")} | {plain(text) for text in _pointed_texts(claim)}
    return plain(token.value) in said


def _pointed_texts(claim: Claim) -> Iterator[str]:
    """The words of the texts that the edits are about."""
    texts = claim.scene.timeline.texts
    for leaf in claim.values("place"):
        here = counted_up(claim, leaf.value, "texts")
        if leaf.things == "texts" and 1 <= here <= len(texts):
            yield texts[here - 1].text


def _color_stored(claim: Claim, token: Token) -> bool:
    return any(leaf.value == token.value.lower() for leaf in claim.values("color"))


def _ratio_stored(claim: Claim, token: Token) -> bool:
    return any(is_shaped(frame, token.value) for frame in frames(claim))


def _pixels_stored(claim: Claim, token: Token) -> bool:
    return any(frame == token.places for frame in frames(claim))


def _rate_stored(claim: Claim, token: Token) -> bool:
    return any(leaf.field.endswith(".fps") and leaf.value == token.amount for leaf in claim.leaves)


def _angle_stored(claim: Claim, token: Token) -> bool:
    return any(leaf.field.endswith(".rotate") and leaf.value == token.amount % 360 for leaf in claim.leaves)


def _name_stored(claim: Claim, token: Token) -> bool:
    name = token.value.casefold()
    return any(media.name.casefold() == name for media in _touched(claim))


def _touched(claim: Claim) -> Iterator[Media]:
    """The files that the edits bring in, and those of the clips that they are about."""
    clips = claim.scene.timeline.visuals
    yield from (leaf.value for leaf in claim.values("file"))
    for leaf in claim.values("place"):
        here = counted_up(claim, leaf.value, "clips")
        if leaf.things == "clips" and 1 <= here <= len(clips):
            yield clips[here - 1].media


def _quant_stored(claim: Claim, token: Token) -> bool:
    every = len(claim.scene.timeline.visuals)
    return token.value != "only" and any(points_at_all(edit) or every in counted([edit]) for edit in claim.edits)


def _direction_stored(claim: Claim, token: Token) -> bool:
    """Where an operation adds or takes away, it does what was said."""
    relative = any(getattr(edit, "relative", False) or getattr(edit, "scope", "") == "relative" for edit in claim.edits)
    signed = [leaf.value for leaf in claim.leaves if relative and leaf.field in _SIGNED]
    return all((value > 0) is token.value.startswith(_MORE) for value in signed)


def _noun_stored(claim: Claim, token: Token) -> bool:
    family = _FAMILIES.get(token.value)
    return family is None or any(edit.op in family for edit in claim.edits)


def _edge_stored(claim: Claim, token: Token) -> bool:
    """The beginning or the end is a place in the order, an anchor, an edge, or a time."""
    wanted = _ENDS.get(token.value)
    times = {0, claim.scene.timeline.duration_ms}
    return (
        wanted is None
        or any(leaf.value in wanted for leaf in [*claim.values("choice"), *claim.values("place")])
        or any(leaf.value in times and not leaf.usual for leaf in claim.values("time"))
    )


_STORED: dict[str, Callable[[Claim, Token], bool]] = {
    **dict.fromkeys(("duration", "clock", "window", "range"), _time_stored),
    **dict.fromkeys(("factor", "multiple"), _factor_stored),
    **dict.fromkeys(("color", "hex"), _color_stored),
    **dict.fromkeys(("ratio", "aspect"), _ratio_stored),
    **dict.fromkeys(("lines", "srt"), lambda _claim, _token: False),
    "noun": _noun_stored,
    "edge": _edge_stored,
    "pixels": _pixels_stored,
    "fps": _rate_stored,
    "angle": _angle_stored,
    "percent": _share_stored,
    "number": _number_stored,
    "count": _count_stored,
    "ordinal": _ordinal_stored,
    "quote": _quote_stored,
    "name": _name_stored,
    "quant": _quant_stored,
    "relative": _direction_stored,
}
