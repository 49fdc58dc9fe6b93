"""What a planner's operations say, field by field, beside the clause that they were made of. Judges nothing.

Times, amounts, positions, texts, colours, files and choices are read off the fields of the edits, so that a new
operation comes in by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, Literal

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import Media, OverlayClip, TextClip, Timeline, VisualClip
from kineograph.timeline.edits import Edit
from kineograph.timeline.vocabulary import Anchor, When

Role = Literal["time", "place", "text", "color", "file", "side", "amount", "choice"]
Things = Literal["clips", "texts", "overlays"]

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("target", "at", "to", "first", "second"), "place"),
    **dict.fromkeys(("text", "lines", "srt"), "text"),
    **dict.fromkeys(("color", "background"), "color"),
    **dict.fromkeys(("width", "height", "short_side"), "side"),
    "rotate": "choice",
}
_OTHERS: dict[str, Things] = {
    "edit_text": "texts",
    "remove_text": "texts",
    "edit_overlay": "overlays",
    "remove_overlay": "overlays",
}

_OF_THE_WHOLE = frozenset({"add_clips", "sort_clips", "set_music", "loop", "set_output", "add_captions"})
_NEAR = 0.0011


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of an edit. ``usual``: it is the field's default, so that nobody need have said it. ``things``: what a
    position counts. ``field``: where it stands, such as ``set_motion.motions.strength``."""

    role: Role
    value: Any
    usual: bool
    field: str
    things: Things = "clips"


def leaves(edits: Iterable[Edit]) -> tuple[Leaf, ...]:
    """Every value of the edits that is not None and not a mere yes or no."""
    return tuple(leaf for edit in edits for leaf in _leaves(edit, edit.op, things_of(edit), usual=False))


def things_of(edit: Edit) -> Things:
    """What the positions of an edit count."""
    return "texts" if getattr(edit, "of", "") == "text" else _OTHERS.get(edit.op, "clips")


def points_at_all(edit: Edit) -> bool:
    """Whether the edit is of everything there is: its target is left open, or it has none and is of the whole video."""
    when = getattr(edit, "when", None)
    whole = isinstance(when, When) and when.anchor is Anchor.WHOLE
    return getattr(edit, "target", None) == () or edit.op in _OF_THE_WHOLE or whole


def counted(edits: Sequence[Edit]) -> frozenset[int]:
    """How many things the edits name where it is more than one: targets, files, times over."""
    found = set()
    for edit in edits:
        for name in ("target", "media", "lines"):
            value = getattr(edit, name, None)
            found.add(len(value) if isinstance(value, tuple) else 1)
        found.add(getattr(edit, "times", 1))
    return frozenset(found - {0, 1})


def _leaves(value: Any, place: str, things: Things, *, usual: bool) -> Iterator[Leaf]:
    for field in fields(value):
        item = getattr(value, field.name)
        known = usual or item == _default(field)
        for part in item if isinstance(item, tuple) else (item,):
            yield from _parts(field.name, part, f"{place}.{field.name}", things, usual=known)


def _parts(name: str, part: Any, place: str, things: Things, *, usual: bool) -> Iterator[Leaf]:
    role = _role(name, part)
    if role is not None:
        yield Leaf(role, part, usual, place, things)
    elif is_dataclass(part):
        yield from _leaves(part, place, things, usual=usual)


def _role(name: str, part: Any) -> Role | None:
    if part is None or isinstance(part, bool):
        return None
    if isinstance(part, Media):
        return "file"
    if name in _ROLES:
        return _ROLES[name]
    if isinstance(part, str):
        return "choice"
    if isinstance(part, int | float):
        return "time" if name.endswith("_ms") else "amount"
    return None


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a planner made of one clause, and the project that it is about."""

    words: str
    tokens: tuple[Token, ...]
    edits: tuple[Edit, ...]
    scene: Scene
    leaves: tuple[Leaf, ...]

    def values(self, role: str) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.role == role]

    def of_kind(self, *kinds: str) -> list[Token]:
        return [token for token in self.tokens if token.kind in kinds]

    def times(self) -> list[float]:
        """Every time that the clause speaks of, ms."""
        return [
            *(token.amount for token in self.of_kind("duration", "clock", "window")),
            *(place for token in self.of_kind("range") for place in token.places),
        ]


def counted_up(claim: Claim, place: int, things: Things) -> int:
    """A position from 1; 0 in the clause is the middle."""
    there = len(those(claim.scene.timeline, things))
    if place == 0:
        return (there + 1) // 2
    return place if place > 0 else there + 1 + place


def those(timeline: Timeline, things: Things) -> Sequence[VisualClip | TextClip | OverlayClip]:
    """The things of a kind, in the order in which they are counted."""
    if things == "clips":
        return timeline.visuals
    return timeline.texts if things == "texts" else timeline.overlays


def frames(claim: Claim) -> list[tuple[int, int]]:
    """The frames, width and height, that the edits give the video."""
    frames = [(getattr(edit, "width", None), getattr(edit, "height", None)) for edit in claim.edits]
    return [(width, height) for width, height in frames if width and height]


def is_shaped(frame: tuple[int, int], said: str) -> bool:
    """Whether a frame has the ratio that was said ("9:16", "2.35:1"), but for what even sides do to it."""
    across, _, down = said.partition(":")
    try:
        wanted = float(across) / float(down)
    except (ValueError, ZeroDivisionError):
        return False
    return abs(frame[0] / frame[1] - wanted) <= wanted / 100


def plain(text: str) -> str:
    """The text as it is compared: without quotes around it, capitals, or more blanks than one."""
    return " ".join(text.split()).strip("\"'“”‘’「」『』《》").casefold()


def shares(share: float) -> tuple[float, ...]:
    """20 %: a level, a change of it, or what it becomes."""
    return share, -share, 1 + share, 1 - share


def factor(token: Token) -> float:
    """What is multiplied by: of "2x", or of "twice as long"."""
    return token.amount if token.kind == "multiple" else float(token.value)


def both_ways(times: float) -> tuple[float, ...]:
    """Twice is a factor of 2, or of a half, as what is counted goes up or down with it."""
    return (times, 1 / times) if times > 0 else ()


def near(value: float, *others: float) -> bool:
    """Whether the value is one of the others, but for what rounding does."""
    return any(abs(value - other) < _NEAR for other in others)
