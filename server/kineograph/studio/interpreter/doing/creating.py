"""Drafts of new videos → the pictures they begin with: which uploads, in what shape, and when nobody asked in words.

Raises :class:`Unresolved` where there is nothing to begin with. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.doing import moving, resolve
from kineograph.studio.interpreter.doing.resolve import Plan, Said, Unresolved
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import Canvas, Media
from kineograph.timeline.edits import CANVASES, SetFrame


def begin_unasked(plan: Plan, clean: Sequence[Clause]) -> None:
    """Pictures are uploaded, none is placed, and the words are about how they should look: the video is meant."""
    scene = plan.scene
    wanting = any(_needs_pictures(draft) for clause in clean for draft in clause.drafts)
    if wanting and scene.unused and not scene.timeline.visuals:
        resolve.add_clips(plan, scene.unused, -1)
        _shape_by_pictures(plan, clean)
        plan.say("begun", str(len(scene.unused)))


def _needs_pictures(draft: d.Draft) -> bool:
    return draft.begins or (isinstance(draft, d.Removal) and draft.keeping)


def check_count(plan: Plan, draft: d.Counted) -> None:
    """ "5 pictures, 3 seconds each": all of them, if there are as many."""
    if draft.count != plan.count:
        raise Unresolved("other_count", f"{draft.count}/{plan.count}")


def create(plan: Plan, draft: d.Create, clean: Sequence[Clause], remarks: list[Said]) -> None:
    """Place the uploads that are meant; what is worth saying about them goes to ``remarks``."""
    scene = plan.scene
    if draft.anew and scene.timeline.visuals:
        raise Unresolved("vague")
    chosen = _chosen(scene, draft.chosen)
    if not chosen and not scene.timeline.visuals:
        raise Unresolved("no_media")
    if not chosen and draft.adding:
        raise Unresolved("nothing_new")
    if not chosen and draft.moving and not plan.moved:
        moving.motion(plan, d.MotionDraft())
        return
    if not chosen:
        remarks.append(Said("already_there"))
        return
    if draft.count is not None and draft.count != len(chosen):
        remarks.append(Said("count", f"{draft.count}/{len(chosen)}"))
    if plan.adding is None:
        resolve.add_clips(plan, chosen, draft.at)
        _shape_by_pictures(plan, clean)


def _chosen(scene: Scene, reference: d.Reference) -> tuple[Media, ...]:
    unused = scene.unused
    if not (reference.places or reference.names):
        return unused
    found: list[Media] = []
    for place in reference.places:
        number = place if place > 0 else len(unused) + 1 + place
        if not 1 <= number <= len(unused):
            raise Unresolved("out_of_range", f"{abs(place)}/{len(unused)}")
        found.append(unused[number - 1])
    for name in reference.names:
        named = [media for media in unused if media.name.casefold() == name.casefold()]
        if not named:
            raise Unresolved("no_such_file", name)
        found.extend(named)
    if reference.others:
        found = [media for media in unused if media not in found]
    return tuple(dict.fromkeys(found))


def _shape_by_pictures(plan: Plan, clean: Sequence[Clause]) -> None:
    """All upright pictures make an upright video, all square ones a square one, unless the words say otherwise."""
    adding = plan.adding
    said = any(isinstance(draft, d.Shape) for clause in clean for draft in clause.drafts)
    if said or adding is None or plan.scene.timeline.visuals or plan.scene.timeline.canvas != Canvas():
        return
    shapes = {_shape_of(media) for media in adding.media}
    aspect = shapes.pop() if len(shapes) == 1 else "16:9"
    if aspect != "16:9":
        plan.shaped = [SetFrame(*CANVASES[aspect])]
    plan.say("canvas", aspect)


def _shape_of(media: Media) -> str:
    if not media.width or not media.height:
        return "16:9"
    ratio = media.width / media.height
    return "1:1" if 0.95 <= ratio <= 1.05 else "9:16" if ratio < 1 else "16:9"
