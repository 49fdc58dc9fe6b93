"""Drafts of overlays → typed edits: logos, watermarks, a picture in the picture.

Which picture is meant is decided here, from what was uploaded. Raises :class:`Unresolved`. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.doing import placing, shelf
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, first_numbers
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers as y
from kineograph.timeline.clips import Media, OverlayClip
from kineograph.timeline.edits import AddOverlay, EditOverlay, RemoveOverlay, RemoveText
from kineograph.timeline.layering import OVERLAY_SIZES
from kineograph.timeline.vocabulary import MediaKind, OverlayStyle, Place, TextRole

INSET_SIZE = 0.3
FAINT = 0.6


def add(plan: Plan, draft: y.OverlayDraft) -> None:
    media = _media(plan, draft)
    edit = AddOverlay(media)
    if draft.inset:
        edit = AddOverlay(media, size=INSET_SIZE, style=OverlayStyle.FRAMED)
    elif draft.watermark:
        edit = AddOverlay(media, Place.BOTTOM_RIGHT, opacity=FAINT)
    if draft.watermark and draft.look.opacity is None:
        plan.say("watermark_faint")
    if draft.look.place is None and not draft.look.shift:
        plan.say("overlay_bottom_right" if draft.watermark else "overlay_top_right")
    _unplace(plan, media)
    numbers = placing.over(plan, draft.look.on)
    for number in numbers or (0,):
        if number:
            plan.pinned["overlaid", len(plan.overlaid)] = number
        plan.overlaid.append(_looking(plan, edit, draft.look))


def _unplace(plan: Plan, media: Media) -> None:
    """A picture that is laid over the video is not also one of those that make it."""
    adding = plan.adding
    if adding is None or len(adding.media) < 2 or media not in adding.media or not shelf.is_logo(media.name):
        return
    plan.adding = replace(adding, media=tuple(each for each in adding.media if each != media))
    plan.order = plan.order[:-1]


def _looking(plan: Plan, edit: AddOverlay, look: y.OverlayLook) -> AddOverlay:
    return replace(edit, **_said(plan, look, edit))


def _said(plan: Plan, look: y.OverlayLook, now: AddOverlay | OverlayClip) -> dict[str, Any]:
    found = {
        "place": placing.place(look, now.place),
        "size": placing.size(look, now.size, OVERLAY_SIZES),
        "when": placing.when(plan, look.timing, now.when),
        "opacity": placing.opacity(look, now.opacity),
        "style": look.style,
    }
    return {name: value for name, value in found.items() if value is not None}


def _media(plan: Plan, draft: y.OverlayDraft) -> Media:
    if draft.name:
        found = shelf.by_name(plan.scene, draft.name)
        if found is None:
            raise Unresolved("no_such_file", draft.name)
        if found.kind is MediaKind.AUDIO:
            raise Unresolved("no_logo")
        return found
    if not draft.clip.is_open:
        return plan.media()[first_numbers(plan, draft.clip)[0] - 1]
    media = shelf.inset(plan.scene) if draft.inset else shelf.logo(plan.scene)
    if media is None:
        raise Unresolved("no_inset" if draft.inset else "no_mark" if draft.watermark else "no_logo")
    return media


def change(plan: Plan, draft: y.OverlayChange) -> None:
    """Change an overlay of the timeline, or the one this instruction is adding."""
    fresh = plan.overlaid[-1] if plan.overlaid else None
    if isinstance(fresh, AddOverlay) and draft.target.is_open and not draft.name:
        plan.overlaid[-1] = _looking(plan, fresh, draft.look)
        if draft.look.place or draft.look.shift:
            gone = ("overlay_bottom_right", "overlay_top_right")
            plan.said = [said for said in plan.said if said.code not in gone]
        return
    overlays = plan.scene.timeline.overlays
    if not overlays:
        _add_instead(plan, draft)
        return
    for place in _which(plan, draft.target, draft.old) or (len(overlays),):
        clip = overlays[place - 1]
        edit = EditOverlay(-1 if place == len(overlays) else place, **_said(plan, draft.look, clip))
        if draft.name:
            edit = replace(edit, media=_media(plan, y.OverlayDraft(draft.name)))
        numbers = placing.over(plan, draft.look.on)
        if numbers:
            plan.pinned["overlaid", len(plan.overlaid)] = numbers[0]
        plan.overlaid.append(edit)


def _add_instead(plan: Plan, draft: y.OverlayChange) -> None:
    """ "Move the logo to the corner", and none is there yet: it is put there where it was uploaded."""
    if draft.look.place is None and draft.look.timing.is_open:
        raise Unresolved("no_overlay")
    add(plan, y.OverlayDraft(draft.name or draft.old, look=draft.look))
    plan.say("no_overlay_so_added")


def _which(plan: Plan, reference: d.Reference, old: str) -> tuple[int, ...]:
    overlays = plan.scene.timeline.overlays
    if old:
        found = [number for number, clip in enumerate(overlays, 1) if clip.media.name.casefold() == old.casefold()]
        if not found:
            raise Unresolved("no_overlay")
        return tuple(found)
    if reference.every:
        return tuple(range(1, len(overlays) + 1))
    places = [place if place > 0 else len(overlays) + 1 + place for place in reference.places]
    if any(not 1 <= place <= len(overlays) for place in places):
        raise Unresolved("no_overlay")
    return tuple(places)


def remove(plan: Plan, draft: y.OverlayRemoval) -> None:
    """Take overlays away; a watermark may be a text as well."""
    overlays = plan.scene.timeline.overlays
    marks = [
        number for number, clip in enumerate(plan.scene.timeline.texts, 1) if clip.role is TextRole.WATERMARK
    ]  # fmt: skip
    if draft.adding:
        plan.remark("without_overlay")
    elif draft.watermark and marks:
        plan.texts.append(RemoveText(tuple(marks)))
    elif overlays:
        chosen = _which(plan, draft.target, draft.old)
        plan.overlaid.append(RemoveOverlay(chosen if len(chosen) < len(overlays) else ()))
    elif draft.forbids:
        plan.remark("without_overlay")
    else:
        raise Unresolved("no_watermark" if draft.watermark else "no_overlay")
