"""Drafts + the project as it stands → typed edits in the order in which they apply.

Positions mean the clips as the user sees them before this instruction (with the pictures it adds at the end); they are
counted anew for what happens after a removal or a move. Raises :class:`Unresolved` where a draft cannot be done; the
caller holds the clause it came from. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from kineograph.studio.interpreter.doing import pieces
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import Media
from kineograph.timeline.edits import (
    AddClips,
    Edit,
    SetFade,
)
from kineograph.timeline.vocabulary import (
    MediaKind,
    Motion,
    MotionKind,
    TransitionKind,
)

PICTURE_MS = 3000
SINGLE_MS = 5000
TRANSITION_MS = 600
STRENGTH = 0.12
ALTERNATING = (MotionKind.ZOOM_IN, MotionKind.PAN_RIGHT, MotionKind.ZOOM_OUT, MotionKind.PAN_LEFT)


class Unresolved(Exception):
    """A draft that cannot be done here. ``code`` is a key of the wording, ``about`` fills its gap."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say: ``code`` is a key of the wording."""

    code: str
    about: str = ""


@dataclass(slots=True)
class Plan:
    """The edits so far by phase, what was assumed, and what changes nothing (``remarks``). ``stretched``: trims, speed,
    loops; ``produced``: what the export makes. ``order``: the clips by their first numbers.
    ``fresh``: what is said now is said of what is being added.
    ``pinned``: a list of edits and an index in it → first number of the clip that goes with it; ``batch``: how many
    texts the last draft of texts made. ``kept``: some clips were told to stay where the others go."""

    scene: Scene
    adding: AddClips | None = None
    removed: list[Edit] = field(default_factory=list)
    ordered: list[Edit] = field(default_factory=list)
    timed: list[Edit] = field(default_factory=list)
    moved: list[Edit] = field(default_factory=list)
    stretched: list[Edit] = field(default_factory=list)
    looked: list[Edit] = field(default_factory=list)
    overlaid: list[Edit] = field(default_factory=list)
    faded: list[SetFade] = field(default_factory=list)
    produced: list[Edit] = field(default_factory=list)
    cut: list[Edit] = field(default_factory=list)
    shaped: list[Edit] = field(default_factory=list)
    texts: list[Edit] = field(default_factory=list)
    music: list[Edit] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    fresh: bool = False
    pinned: dict[tuple[str, int], int] = field(default_factory=dict)
    batch: int = 0
    kept: bool = False

    @classmethod
    def of(cls, scene: Scene) -> Plan:
        return cls(scene, order=list(range(1, len(scene.timeline.visuals) + 1)))

    @property
    def edits(self) -> tuple[Edit, ...]:
        first = [self.adding] if self.adding is not None else []
        phases = (
            self.removed, self.ordered, self.stretched, self.cut, self.timed, self.moved, self.looked, self.texts,
            self.overlaid, self.shaped, self.music, self.faded, self.produced,
        )  # fmt: skip
        return (*first, *(edit for phase in phases for edit in phase))

    @property
    def count(self) -> int:
        """How many clips there are once the pictures are added and before anything is removed."""
        return len(self.scene.timeline.visuals) + (len(self.adding.media) if self.adding is not None else 0)

    def media(self) -> tuple[Media, ...]:
        """The media by first number."""
        return (*(clip.media for clip in self.scene.timeline.visuals), *(self.adding.media if self.adding else ()))

    def fork(self) -> Plan:
        """A copy to go back to."""
        copied = replace(self)
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, list | dict):
                setattr(copied, each.name, value.copy())
        return copied

    def say(self, code: str, about: str = "") -> None:
        if Said(code, about) not in self.said:
            self.said.append(Said(code, about))

    def remark(self, code: str, about: str = "") -> None:
        """Say that something was understood and changes nothing."""
        self.remarks.append(Said(code, about))


def first_numbers(plan: Plan, reference: d.Reference) -> tuple[int, ...]:
    """The clips a reference names, by first number; empty where it names none or all. Raises ``Unresolved``."""
    count = plan.count
    if count == 0:
        raise Unresolved("nothing_yet")
    if reference.beyond == "part":
        raise Unresolved("which_clip")
    found: list[int] = []
    for place in reference.places:
        number = _absolute(place, count)
        if not 1 <= number <= count:
            raise Unresolved("out_of_range", f"{abs(place)}/{count}")
        found.append(number)
    for name in reference.names:
        found.extend(_named(plan, name))
    if reference.beyond:
        return _beyond(plan, reference, found[0])
    if reference.others:
        found = _all_but(plan, found)
    return tuple(dict.fromkeys(_counted(plan, reference, found)))


def _all_but(plan: Plan, spared: list[int]) -> list[int]:
    """The other clips. Raises ``Unresolved`` where none is left: an empty answer would name them all."""
    others = [number for number in range(1, plan.count + 1) if number not in spared]
    if not others:
        raise Unresolved("no_others")
    found = [number for number in plan.order if number in others]
    if not found:
        raise Unresolved("removed", str(others[0]))
    return found


def _counted(plan: Plan, reference: d.Reference, found: list[int]) -> list[int]:
    """Those of the kind that was named. Raises ``Unresolved`` where there are not as many as was said."""
    if reference.kind and (reference.is_open or reference.every or reference.others):
        found = _of_kind(plan, reference, found)
    if reference.count and len(found or plan.order) != reference.count:
        raise Unresolved("other_count", f"{reference.count}/{len(found or plan.order)}")
    return found


def pattern(reference: d.Reference, count: int) -> tuple[int, ...] | None:
    """Which of ``count`` are meant by "the odd ones", "every third", "the first half"; None where no pattern was named.
    Raises ``Unresolved`` where there is no half."""
    if reference.beyond in ("first half", "second half"):
        if count % 2:
            raise Unresolved("no_half", str(count))
        half = count // 2
        return tuple(range(1, half + 1) if reference.beyond == "first half" else range(half + 1, count + 1))
    if reference.beyond == "odd":
        return tuple(range(1, count + 1, 2))
    return tuple(range(reference.places[0], count + 1, reference.places[0])) if reference.beyond == "every" else None


def _beyond(plan: Plan, reference: d.Reference, number: int) -> tuple[int, ...]:
    """The clips on one side of a clip, or in a pattern. Raises ``Unresolved`` where there are none."""
    if (found := pattern(reference, plan.count)) is not None:
        return tuple(each for each in found if each in plan.order)
    if reference.beyond in ("next", "previous"):
        beside = number + (1 if reference.beyond == "next" else -1)
        if not 1 <= beside <= plan.count:
            raise Unresolved("out_of_range", f"{beside}/{plan.count}")
        return (beside,)
    if number not in plan.order:
        raise Unresolved("removed", str(number))
    place = plan.order.index(number)
    beyond = {"after": plan.order[place + 1 :], "before": plan.order[:place], "from": plan.order[place:]}
    there = beyond[reference.beyond]
    if not there:
        raise Unresolved("out_of_range", f"{number + (1 if reference.beyond == 'after' else -1)}/{plan.count}")
    return tuple(there)


def _of_kind(plan: Plan, reference: d.Reference, found: list[int]) -> list[int]:
    """The clips of the kind that was named; none by number where those are all."""
    media = plan.media()
    if reference.kind == "this" and len(plan.order) > 1 and plan.adding is None:
        raise Unresolved("which_clip")
    among = found or plan.order
    still = [number for number in among if media[number - 1].kind is MediaKind.IMAGE]
    moving = [number for number in among if number not in still]
    meant = still if reference.kind == "picture" else moving
    if not still or not moving or (reference.kind == "clip" and len(moving) > 1):
        return found
    return meant


def _absolute(place: int, count: int) -> int:
    if place == 0:
        if count % 2 == 0:
            raise Unresolved("no_middle", str(count))
        return (count + 1) // 2
    return place if place > 0 else count + 1 + place


def _named(plan: Plan, name: str) -> list[int]:
    found = [number for number, media in enumerate(plan.media(), 1) if media.name.casefold() == name.casefold()]
    if not found:
        raise Unresolved("no_such_file", name)
    return found


def positions(plan: Plan, reference: d.Reference) -> tuple[int, ...]:
    """Where the named clips stand once removals and moves are done."""
    if reference.beyond == "part":
        if not (found := pieces.named(plan.order, plan.stretched, plan.scene.timeline.visuals, reference)):
            raise Unresolved("which_clip")
        return found
    numbers = first_numbers(plan, reference)
    gone = [number for number in numbers if number not in plan.order]
    if gone:
        raise Unresolved("removed", str(gone[0]))
    return tuple(sorted(plan.order.index(number) + 1 for number in numbers))


def add_clips(plan: Plan, media: Sequence[Media], at: int) -> None:
    """Begin the edit that puts media on the timeline, with every default a person would choose."""
    stills = [each for each in media if each.kind is MediaKind.IMAGE]
    alone = len(media) == 1 and not plan.scene.timeline.visuals
    plan.adding = AddClips(
        tuple(media),
        at,
        SINGLE_MS if alone else PICTURE_MS,
        tuple(Motion(kind, STRENGTH) for kind in ALTERNATING) if stills else (Motion(),),
        TransitionKind.CUT if alone else TransitionKind.CROSSFADE,
        0 if alone else TRANSITION_MS,
    )
    existing = len(plan.scene.timeline.visuals)
    fresh = list(range(existing + 1, existing + len(media) + 1))
    place = len(plan.order) if at == -1 else at - 1
    plan.order[place:place] = fresh


def set_fade(plan: Plan, made: SetFade) -> None:
    """A fade, in place of one that differs in nothing but its length."""
    plan.faded = [edit for edit in plan.faded if replace(edit, duration_ms=made.duration_ms) != made]
    plan.faded.append(made)


def standing(plan: Plan, number: int) -> int:
    if number not in plan.order:
        raise Unresolved("removed", str(number))
    return plan.order.index(number) + 1


def folds(plan: Plan, target: tuple[int, ...]) -> bool:
    """Whether what is asked can be a field of the edit that puts the pictures there."""
    alone = plan.fresh or not plan.scene.timeline.visuals
    return plan.adding is not None and alone and not target
