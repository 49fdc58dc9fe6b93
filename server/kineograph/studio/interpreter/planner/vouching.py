"""Whether a clause's own words bear out the operations that a planner made of it: the ledger of what a stranger says.

Both ways. Every number, time, share, position, quote, colour, ratio and name of the clause stands in a field; and no
field says a number, a time, a position, a text, a colour or a file that is neither in the clause nor on the timeline.
What cannot be checked counts as a doubt. Which kind of look or move is meant is the planner's to say: that is choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.planner.fieldwork import (
    Claim,
    Leaf,
    both_ways,
    counted_up,
    factor,
    frames,
    is_shaped,
    leaves,
    near,
    plain,
    shares,
    those,
)
from kineograph.studio.interpreter.planner.storing import is_stored
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import OverlayClip, TextClip, Timeline, VisualClip
from kineograph.timeline.edits import CANVASES, Edit

_STEPS = {
    "set_look": {"bit": 0.1, "": 0.3, "much": 0.5},
    "set_volume": {"bit": 0.1, "": 0.15, "much": 0.3},
}
"""What a look or a volume changes by where the words give no amount, by how much they say it should."""
_EDGES = {"start": 1, "end": -1}


def doubts(words: str, tokens: Sequence[Token], edits: Sequence[Edit], scene: Scene) -> tuple[str, ...]:
    """What the clause does not bear out, or what of it was dropped, for a developer; empty where all is well."""
    claim = Claim(words, tuple(tokens), tuple(edits), scene, leaves(edits))
    dropped = (f"{token.kind} {token.text!r} is in no field" for token in tokens if not is_stored(claim, token))
    invented = (f"{leaf.field} is borne out by nothing" for leaf in claim.leaves if not _borne_out(claim, leaf))
    return (*dropped, *invented)


def _borne_out(claim: Claim, leaf: Leaf) -> bool:
    return leaf.usual or _BORNE_OUT[leaf.role](claim, leaf)


def _time_borne(claim: Claim, leaf: Leaf) -> bool:
    said = [*claim.times(), *(token.amount * 1000 for token in claim.of_kind("number"))]
    pairs = [moment for a, b in combinations(said, 2) for moment in (a + b, abs(a - b))]
    timeline = claim.scene.timeline
    spans = [clip.span for clips in (timeline.visuals, timeline.texts, timeline.overlays) for clip in clips]
    there = [0, *(each for span in spans for each in (span.start, span.end, span.duration))]
    factors = [factor(token) for token in claim.of_kind("factor", "multiple")]
    factors += [share for token in claim.of_kind("percent") for share in shares(token.amount)]
    scaled = [span.duration * times for times in factors for span in spans]
    total = timeline.duration_ms
    known = {round(each) for each in (*said, *pairs, *there, *scaled, total, *(total - each for each in said))}
    return abs(leaf.value) in known


def _amount_borne(claim: Claim, leaf: Leaf) -> bool:
    if _is_step(claim, leaf):
        return True
    said = [each for token in claim.of_kind("percent") for each in shares(token.amount)]
    said += [each for token in claim.of_kind("number", "fps") for each in (token.amount, token.amount / 100)]
    said += [each for token in claim.of_kind("factor", "multiple") for each in both_ways(factor(token))]
    return near(leaf.value, *said, *_present(claim.scene.timeline, leaf.field.rpartition(".")[2]))


def _is_step(claim: Claim, leaf: Leaf) -> bool:
    op = leaf.field.partition(".")[0]
    degree = next((token.value for token in claim.of_kind("degree") if token.value in ("bit", "much")), "")
    relative = all(getattr(edit, "relative", True) for edit in claim.edits if edit.op == "set_volume")
    return op in _STEPS and relative and near(abs(leaf.value), _STEPS[op][degree])


def _present(timeline: Timeline, field: str) -> list[float]:
    """What the timeline has by the name of the field: volumes, sizes, opacities, frames per second."""
    parts = [*timeline.visuals, *timeline.texts, *timeline.overlays, *timeline.sounds, timeline.canvas]
    return [float(getattr(part, field)) for part in parts if isinstance(getattr(part, field, None), int | float)]


def _place_borne(claim: Claim, leaf: Leaf) -> bool:
    """A position that the clause names, by number or by what stands there, or one of all of them. Where it names
    numbers, by those only."""
    here = counted_up(claim, leaf.value, leaf.things)
    there = those(claim.scene.timeline, leaf.things)
    if not 1 <= here <= max(len(there), 1):
        return False
    named = [place for token in claim.of_kind("ordinal") for place in token.places]
    named += [int(token.amount) for token in claim.of_kind("number")]
    ends = [_EDGES[token.value] for token in claim.of_kind("edge") if token.value in _EDGES]
    after = 1 if leaf.field.startswith("set_transition.") else 0
    if here in {counted_up(claim, place, leaf.things) + more for place in [*named, *ends] for more in {0, after}}:
        return True
    told = {counted_up(claim, each.value, each.things) for each in claim.values("place") if each.field == leaf.field}
    return told == set(range(1, len(there) + 1)) or (not named and _called(claim, there[here - 1]))


def _called(claim: Claim, thing: VisualClip | TextClip | OverlayClip) -> bool:
    """Whether the clause calls a clip by its file's name, or a text by its words."""
    if isinstance(thing, TextClip):
        called = plain(thing.text)
    else:
        called = plain(thing.media.name.rpartition(".")[0] or thing.media.name)
    return len(called) > 1 and called in plain(claim.words)


def _text_borne(claim: Claim, leaf: Leaf) -> bool:
    """A quote of the clause, or on the timeline already; for a text that is new, words of the clause as they are."""
    text = plain(leaf.value)
    quoted = {plain(token.value) for token in claim.of_kind("quote")}
    if text in quoted | {plain(each.text) for each in claim.scene.timeline.texts}:
        return True
    new = not leaf.field.startswith("edit_text.") and not quoted
    return new and len(text) > 1 and bool(re.search(rf"(?<![a-z0-9]){re.escape(text)}(?![a-z0-9])", plain(claim.words)))


def _color_borne(claim: Claim, leaf: Leaf) -> bool:
    timeline = claim.scene.timeline
    there = {timeline.canvas.background, *(text.color for text in timeline.texts)}
    return leaf.value in {token.value.lower() for token in claim.of_kind("color", "hex")} | there


def _file_borne(claim: Claim, leaf: Leaf) -> bool:
    """A file that the clause names; the only one of its kind; or one of all that are not used yet, brought in whole."""
    media, library = leaf.value, claim.scene.library
    named = {token.value.casefold() for token in claim.of_kind("name")}
    numbered = {place for token in claim.of_kind("ordinal") for place in token.places}
    if media.name.casefold() in named or library.index(media) + 1 in numbered:
        return True
    brought = {each.value.id for each in claim.values("file")}
    whole = brought == {each.id for each in claim.scene.unused}
    return whole or sum(each.kind is media.kind for each in library) == 1


def _side_borne(claim: Claim, leaf: Leaf) -> bool:
    """A usual frame, or numbers that were said, or those that there are."""
    numbers = {round(token.amount) for token in claim.of_kind("number")}
    numbers |= {side for token in claim.of_kind("pixels") for side in token.places}
    canvas = claim.scene.timeline.canvas
    if leaf.value in numbers | {canvas.width, canvas.height}:
        return True
    ratios = {token.value for token in claim.of_kind("ratio")}
    return any(
        frame in CANVASES.values() or any(is_shaped(frame, said) for said in ratios)
        for frame in frames(claim)
        if leaf.value in frame
    )


_BORNE_OUT: dict[str, Callable[[Claim, Leaf], bool]] = {
    "time": _time_borne,
    "amount": _amount_borne,
    "place": _place_borne,
    "text": _text_borne,
    "color": _color_borne,
    "file": _file_borne,
    "side": _side_borne,
    "choice": lambda _claim, _leaf: True,
}
