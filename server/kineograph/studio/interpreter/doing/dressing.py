"""Drafts of texts and captions → typed edits: what stands there already decides between adding and changing.

Raises :class:`Unresolved` where there is nothing to change or words are missing. Knows no words of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.doing import choosing, overlaying, placing, shelf
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, set_fade
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers as y
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import TextClip
from kineograph.timeline.edits import AddCaptions, AddText, EditText, RemoveText, SetFade
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import Anchor, TextEffect, TextRole, When

USUAL_FADE_MS = 400
_SIZE_BOUNDS = (0.02, 0.3)
_WHEN_SAID = {TextRole.TITLE: "text_when", TextRole.CAPTION: "text_when_whole", TextRole.WATERMARK: "watermark_where"}
_WHERE_SAID = {TextRole.TITLE: "text_center", TextRole.CAPTION: "text_bottom"}


def add_text(plan: Plan, draft: y.TextDraft) -> None:
    role = draft.role or TextRole.TITLE
    if not draft.content:
        if role is TextRole.WATERMARK and shelf.logo(plan.scene) is not None:
            overlaying.add(plan, y.OverlayDraft(watermark=True, look=_as_overlay(draft.look)))
            return
        raise Unresolved("no_words")
    if draft.entry and _stands_alone(plan, draft):
        change_text(plan, y.TextChange(draft.content, draft.look, role=role))
        return
    edit = _dressed(plan, AddText(draft.content, role), draft.look)
    numbers = placing.over(plan, draft.look.on)
    plan.batch = max(len(numbers), 1)
    for number in numbers or (0,):
        if number:
            plan.pinned["texts", len(plan.texts)] = number
        plan.texts.append(edit)
    if draft.look.timing.is_open and not numbers and role in _WHEN_SAID:
        plan.say(_WHEN_SAID[role])
    if not (draft.look.place or draft.look.shift) and role in _WHERE_SAID:
        plan.say(_WHERE_SAID[role])


def _stands_alone(plan: Plan, draft: y.TextDraft) -> bool:
    """Whether one text of the kind is there, and no other time was said."""
    there = [clip for clip in plan.scene.timeline.texts if clip.role is draft.role]
    fresh = any(isinstance(edit, AddText) and edit.role is draft.role for edit in plan.texts)
    return len(there) == 1 and draft.look.timing.is_open and draft.look.on.is_open and not fresh


def _as_overlay(look: y.TextLook) -> y.OverlayLook:
    return y.OverlayLook(look.place, look.size, look.grow, look.timing, look.on, look.opacity, look.clearer, look.shift)


def add_lines(plan: Plan, draft: y.Lines) -> None:
    """One line over each picture, or captions along the video."""
    if not draft.each and draft.look.on.is_open:
        size = placing.size(draft.look, AddCaptions().size, _SIZE_BOUNDS) or AddCaptions().size
        place = placing.place(draft.look, AddCaptions().place) or AddCaptions().place
        color = draft.look.color or AddCaptions().color
        plan.texts.append(AddCaptions(draft.lines, draft.srt, color, size, place))
        plan.batch = 1
        return
    numbers = placing.over(plan, draft.look.on) or tuple(plan.order)
    if len(numbers) != len(draft.lines):
        raise Unresolved("lines_count", f"{len(draft.lines)}/{len(numbers)}")
    look = replace(draft.look, on=d.OPEN)
    for number, line in zip(numbers, draft.lines, strict=True):
        plan.pinned["texts", len(plan.texts)] = number
        plan.texts.append(_dressed(plan, AddText(line, draft.role), look))
    plan.batch = len(numbers)


def _dressed(plan: Plan, edit: AddText, look: y.TextLook) -> AddText:
    """The text with all that was said of it; the rest is what its role usually has."""
    usual = USUAL[edit.role]
    now = usual.when if look.timing.at_ms is None else When()
    return replace(edit, **_said(plan, look, edit.place or usual.place, edit.size or usual.size,
                                 edit.when or now, edit.opacity or usual.opacity))  # fmt: skip


def _said(plan: Plan, look: y.TextLook, *now: Any) -> dict[str, Any]:
    """The fields that the look decides, given the place, the size, the time and the opacity that the text has."""
    place, size, when, opacity = now
    found = {
        "place": placing.place(look, place),
        "color": look.color,
        "size": placing.size(look, size, _SIZE_BOUNDS),
        "when": placing.when(plan, look.timing, when),
        "ground": look.ground,
        "enter": look.enter,
        "leave": look.leave,
        "opacity": placing.opacity(look, opacity),
    }
    return {name: value for name, value in found.items() if value is not None}


def change_text(plan: Plan, draft: y.TextChange) -> None:
    """Change a text of the timeline, or the one this instruction is adding."""
    if _changes_fresh(plan, draft):
        _change_fresh(plan, draft)
        return
    texts = plan.scene.timeline.texts
    if not texts:
        _change_nothing(plan, draft)
        return
    for clip in choosing.chosen(texts, draft):
        _change(plan, clip, draft)


def _change_nothing(plan: Plan, draft: y.TextChange) -> None:
    """No text is there: one with these words is added, and a look alone may be meant for the overlay."""
    overlays = plan.scene.timeline.overlays or plan.overlaid
    if draft.content is None and draft.role is None and overlays and not (draft.look.color or draft.look.ground):
        overlaying.change(plan, y.OverlayChange(_as_overlay(draft.look)))
        return
    if draft.content is None:
        raise Unresolved("no_text")
    add_text(plan, y.TextDraft(draft.content, draft.role, draft.look))
    plan.say("no_text_so_added")


def _changes_fresh(plan: Plan, draft: y.TextChange) -> bool:
    """Whether the text that this instruction has just added is meant."""
    last = plan.texts[-1] if plan.texts else None
    if not isinstance(last, AddText | AddCaptions) or not draft.target.is_open or draft.old is not None:
        return False
    role = last.role if isinstance(last, AddText) else TextRole.CAPTION
    return draft.role in (None, role) or all(clip.role is not draft.role for clip in plan.scene.timeline.texts)


def _change_fresh(plan: Plan, draft: y.TextChange) -> None:
    for index in range(len(plan.texts) - max(plan.batch, 1), len(plan.texts)):
        fresh = plan.texts[index]
        if isinstance(fresh, AddText):
            numbers = placing.over(plan, draft.look.on)
            if numbers:
                plan.pinned["texts", index] = numbers[0]
            plan.texts[index] = replace(_dressed(plan, fresh, draft.look), text=draft.content or fresh.text)
        elif isinstance(fresh, AddCaptions):
            plan.texts[index] = replace(
                fresh,
                color=draft.look.color or fresh.color,
                size=placing.size(draft.look, fresh.size, _SIZE_BOUNDS) or fresh.size,
                place=placing.place(draft.look, fresh.place) or fresh.place,
            )
    _unsay(plan, draft.look)


def _unsay(plan: Plan, look: y.TextLook) -> None:
    """What was assumed a clause ago and has been said since."""
    gone = set()
    if look.place is not None or look.shift:
        gone |= {*_WHERE_SAID.values()}
    if not look.timing.is_open or not look.on.is_open:
        gone |= {*_WHEN_SAID.values()}
    plan.said = [said for said in plan.said if said.code not in gone]


def _change(plan: Plan, clip: TextClip, draft: y.TextChange) -> None:
    """Change one text; several changes of it in one instruction are one edit."""
    number = _standing(plan, clip)
    last = plan.texts[-1] if plan.texts else None
    merging = isinstance(last, EditText) and last.target == number
    before = last if merging and isinstance(last, EditText) else EditText(number)
    said = _said(
        plan, draft.look, before.place or clip.place, before.size or clip.size, before.when or clip.when,
        before.opacity or clip.opacity,
    )  # fmt: skip
    said |= choosing.likened(plan, clip, draft)
    content = draft.content
    if draft.part is not None and content is not None:
        content = clip.text.replace(draft.part, content)
    elif draft.affix and content is not None:
        content = _joined(content, clip.text) if draft.affix == "before" else _joined(clip.text, content)
    if draft.upper:
        content = (content or before.text or clip.text).upper()
    if content is not None:
        said["text"] = content
    edit = replace(before, **said)
    numbers = placing.over(plan, draft.look.on)
    if numbers:
        plan.pinned["texts", len(plan.texts) - merging] = numbers[0]
        edit = replace(edit, when=When(Anchor.ABSOLUTE, 0, 1000))
    if edit == EditText(number):
        raise Unresolved("no_words")
    plan.texts[len(plan.texts) - merging :] = [edit]


def _joined(first: str, second: str) -> str:
    """Two pieces of a text; words in Latin letters stand apart."""
    apart = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalnum()
    return f"{first} {second}" if apart else first + second


def _standing(plan: Plan, clip: TextClip) -> int:
    """The number of a text once the edits so far are done; -1 where it is the last."""
    now = apply_all(plan.scene.timeline, plan.edits).texts if plan.texts else plan.scene.timeline.texts
    place = next((number for number, each in enumerate(now, 1) if each.id == clip.id), 0)
    if not place:
        raise Unresolved("no_such_text", clip.text)
    return -1 if place == len(now) else place


def remove_text(plan: Plan, draft: y.TextRemoval) -> None:
    """Take texts away: those that were named; a kind that is not there is a remark where it was only forbidden."""
    texts = plan.scene.timeline.texts
    if (not texts and draft.forbids) or draft.adding:
        (plan.remark if texts else plan.say)("without_text")
        return
    if not texts:
        raise Unresolved("no_text")
    if draft.role is TextRole.WATERMARK and all(clip.role is not draft.role for clip in texts):
        raise Unresolved("no_watermark")
    chosen = choosing.removed(texts, draft)
    if not chosen:
        if not draft.forbids:
            raise Unresolved("no_text_of_kind")
        plan.remark("without_text")
        return
    everyone = len(chosen) == len(texts)
    plan.texts.append(RemoveText(() if everyone else tuple(_place(plan, clip) for clip in chosen)))


def _place(plan: Plan, clip: TextClip) -> int:
    number = _standing(plan, clip)
    now = apply_all(plan.scene.timeline, plan.edits).texts if plan.texts else plan.scene.timeline.texts
    return len(now) if number == -1 else number


def fade(plan: Plan, draft: y.Fading) -> None:
    """How the texts come and go; with a length where one was said."""
    fresh = [edit for edit in plan.texts if isinstance(edit, AddText)]
    if not fresh and not plan.scene.timeline.texts:
        raise Unresolved("no_text")
    length = draft.duration_ms or (_stretched(plan, draft) if draft.stretch != 1 else None)
    if length:
        set_fade(plan, SetFade(draft.edge, length, of="text", target=_faded(plan, draft)))
        return
    effect = TextEffect.NONE if draft.duration_ms == 0 else TextEffect.FADE
    look = y.TextLook(
        enter=effect if draft.edge in ("in", "both") else None, leave=effect if draft.edge in ("out", "both") else None
    )
    change_text(plan, y.TextChange(look=look, target=draft.target, role=draft.role, old=draft.old))


def _stretched(plan: Plan, draft: y.Fading) -> int:
    """How long the text comes and goes from now on."""
    texts = plan.scene.timeline.texts
    fresh = any(isinstance(edit, AddText) for edit in plan.texts) or not texts
    now = USUAL_FADE_MS if fresh else choosing.chosen(texts, _as_change(draft))[0].fade_ms
    return round(now * draft.stretch)


def _as_change(draft: y.Fading) -> y.TextChange:
    return y.TextChange(target=draft.target, role=draft.role, old=draft.old)


def _faded(plan: Plan, draft: y.Fading) -> tuple[int, ...]:
    """The texts whose coming and going is meant; empty for all."""
    if any(isinstance(edit, AddText) for edit in plan.texts):
        return (-1,)
    texts = plan.scene.timeline.texts
    if draft.target.every:
        return ()
    chosen = choosing.chosen(texts, _as_change(draft))
    return () if len(chosen) == len(texts) else tuple(_place(plan, clip) for clip in chosen)
