"""Drafts of texts and sound → typed edits: what stands there already decides between adding and changing.

Raises :class:`Unresolved` where there is nothing to change or words are missing. Knows no words of its own.
"""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter.resolve import Plan, Unresolved, first_numbers
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Media
from kineograph.timeline.edits import AddText, EditText, RemoveMusic, RemoveText, SetMusic, SetVolume
from kineograph.timeline.texting import USUAL
from kineograph.timeline.vocabulary import (
    Anchor,
    Mood,
    Place,
    TextRole,
    When,
)

TITLE_MS = 3000
MUSIC_VOLUME = 0.35
CAPTION_SIZE = 0.05
TITLE_SIZE = 0.08
_SIZE_BOUNDS = (0.02, 0.3)


def add_text(plan: Plan, draft: d.TextDraft) -> None:
    if not draft.content:
        raise Unresolved("no_words")
    role = TextRole.CAPTION if draft.caption else TextRole.TITLE
    default = AddText(
        draft.content,
        role,
        Place.BOTTOM if draft.caption else Place.CENTER,
        When(Anchor.WHOLE) if draft.caption else When(Anchor.START, 0, TITLE_MS),
        size=CAPTION_SIZE if draft.caption else TITLE_SIZE,
    )
    edit = _dressed(default, draft.look)
    numbers = () if draft.look.on.is_open else first_numbers(plan, draft.look.on)
    for number in numbers:
        if number not in plan.order:
            raise Unresolved("removed", str(number))
        plan.pinned[len(plan.texts)] = number
        plan.texts.append(edit)
    if not numbers:
        plan.texts.append(edit)
    if draft.look.timing.is_open and not numbers:
        plan.say("text_when_whole" if draft.caption else "text_when")
    if draft.look.place is None:
        plan.say("text_bottom" if draft.caption else "text_center")


def pin(plan: Plan) -> None:
    """Give every text that goes over a picture the time of that picture, as it stands after all other edits."""
    if not plan.pinned:
        return
    others = [edit for edit in plan.edits if edit not in plan.texts]
    lengths = [clip.span.duration for clip in apply_all(plan.scene.timeline, others).visuals]
    for index, number in plan.pinned.items():
        edit = plan.texts[index]
        if number in plan.order and isinstance(edit, AddText | EditText):
            place = plan.order.index(number)
            when = When(Anchor.ABSOLUTE, sum(lengths[:place]), lengths[place])
            plan.texts[index] = replace(edit, when=when)


def _dressed(edit: AddText, look: d.TextLook) -> AddText:
    return replace(
        edit,
        place=look.place or edit.place,
        color=look.color or edit.color,
        size=_sized(look, edit.size or USUAL[edit.role].size) or edit.size,
        when=_timed(look.timing, edit.when or USUAL[edit.role].when) or edit.when,
    )


def _sized(look: d.TextLook, now: float) -> float | None:
    size = look.size if look.size is not None else now * look.grow if look.grow is not None else None
    return None if size is None else round(min(max(size, _SIZE_BOUNDS[0]), _SIZE_BOUNDS[1]), 4)


def _timed(timing: d.Timing, now: When) -> When | None:
    if timing.is_open:
        return None
    anchor = timing.anchor or (Anchor.START if now.anchor is Anchor.WHOLE else now.anchor)
    if anchor is Anchor.WHOLE:
        return When(Anchor.WHOLE)
    at = timing.at_ms if timing.at_ms is not None else now.at_ms if timing.anchor is None else 0
    length = timing.duration_ms if timing.duration_ms is not None else now.duration_ms
    if length <= 0:
        raise Unresolved("bad_duration", str(length))
    return When(anchor, at, length)


def change_text(plan: Plan, draft: d.TextChange) -> None:
    """Change a text of the timeline, or the one this instruction is adding."""
    if plan.texts and isinstance(plan.texts[-1], AddText) and draft.target.is_open and draft.old is None:
        fresh = plan.texts[-1]
        plan.texts[-1] = replace(_dressed(fresh, draft.look), text=draft.content or fresh.text)
        _unsay(plan, draft.look)
        return
    texts = plan.scene.timeline.texts
    if not texts:
        if draft.content is None:
            raise Unresolved("no_text")
        add_text(plan, d.TextDraft(draft.content, look=draft.look))
        plan.say("no_text_so_added")
        return
    for target in _texts(plan, draft.target, draft.old) or (len(texts),):
        standing = texts[target - 1]
        edit = EditText(
            target if target != len(texts) else -1,
            draft.content,
            place=draft.look.place,
            when=_timed(draft.look.timing, standing.when),
            color=draft.look.color,
            size=_sized(draft.look, standing.size),
        )
        if not draft.look.on.is_open:
            raise Unresolved("text_on_clip")
        last = plan.texts[-1] if plan.texts else None
        if isinstance(last, EditText) and last.target == edit.target:
            plan.texts[-1] = _merged(last, edit)
        else:
            plan.texts.append(edit)


def _merged(first: EditText, second: EditText) -> EditText:
    """Two changes of one text as one; what was said later stands."""
    return EditText(
        first.target,
        second.text if second.text is not None else first.text,
        place=second.place or first.place,
        when=second.when or first.when,
        color=second.color or first.color,
        size=second.size or first.size,
    )


def _unsay(plan: Plan, look: d.TextLook) -> None:
    """What was assumed a clause ago and has been said since."""
    gone = set()
    if look.place is not None:
        gone |= {"text_center", "text_bottom"}
    if not look.timing.is_open:
        gone |= {"text_when", "text_when_whole"}
    plan.said = [said for said in plan.said if said.code not in gone]


def _texts(plan: Plan, reference: d.Reference, old: str | None) -> tuple[int, ...]:
    """The texts that are meant, 1-based; empty where none is named."""
    texts = plan.scene.timeline.texts
    if old is not None:
        found = [number for number, clip in enumerate(texts, 1) if clip.text.casefold() == old.casefold()]
        if not found:
            raise Unresolved("no_such_text", old)
        return tuple(found)
    if reference.every:
        return tuple(range(1, len(texts) + 1))
    found = [place if place > 0 else len(texts) + 1 + place for place in reference.places]
    if any(not 1 <= place <= len(texts) for place in found):
        raise Unresolved("no_such_text", str(reference.places[0]))
    return tuple(found)


def remove_text(plan: Plan, draft: d.TextRemoval) -> None:
    if not plan.scene.timeline.texts:
        if draft.forbids:
            plan.say("without_text")
            return
        raise Unresolved("no_text")
    plan.texts.append(RemoveText(_texts(plan, draft.target, draft.old)))


def set_music(plan: Plan, draft: d.Music) -> None:
    """A bed of a mood or an uploaded sound; what plays already keeps its volume and, if nothing is said, its mood."""
    standing = next(iter(plan.scene.timeline.sounds), None)
    if draft.changing and standing is not None and draft.mood is None and not draft.own and draft.volume is None:
        raise Unresolved("which_music")
    volume = draft.volume if draft.volume is not None else _said_volume(plan)
    if volume is None:
        volume = standing.volume if standing is not None else MUSIC_VOLUME
    media = _sound(plan, draft)
    mood = draft.mood or (standing.mood if standing is not None else Mood.LOFI)
    plan.music = [SetMusic(media, mood, volume)]
    if draft.volume is None and standing is None:
        plan.say("music_volume")
    if media is not None and not draft.own:
        plan.say("music_upload", media.name)
    elif media is None and draft.mood is None and standing is None:
        plan.say("music_mood")


def _said_volume(plan: Plan) -> float | None:
    """The volume an earlier clause of the same instruction gave the music."""
    for edit in reversed(plan.music):
        if isinstance(edit, SetMusic):
            return edit.volume
        if isinstance(edit, SetVolume) and edit.of == "music" and not edit.relative:
            return edit.level
    return None


def _sound(plan: Plan, draft: d.Music) -> Media | None:
    sounds = plan.scene.sounds
    if draft.name:
        named = [media for media in sounds if media.name.casefold() == draft.name.casefold()]
        if not named:
            raise Unresolved("no_such_file", draft.name)
        return named[0]
    if draft.own and not sounds:
        raise Unresolved("no_sound")
    return sounds[-1] if sounds and draft.mood is None else None


def remove_music(plan: Plan, draft: d.MusicRemoval) -> None:
    if plan.scene.timeline.sounds:
        plan.music = [RemoveMusic()]
    elif draft.forbids:
        plan.music = []
        plan.say("without_music")
    else:
        raise Unresolved("no_music")


def _loudness(plan: Plan, *, footage: bool) -> float:
    """How loud it is now."""
    said = None if footage else _said_volume(plan)
    clips = plan.scene.timeline.visuals if footage else plan.scene.timeline.sounds
    return said if said is not None else next((clip.volume for clip in clips), 1.0 if footage else MUSIC_VOLUME)


def set_volume(plan: Plan, draft: d.Volume) -> None:
    """Of music that this instruction adds, the volume is a field; of what plays already, an edit."""
    if draft.scaled:
        draft = replace(draft, level=round(_loudness(plan, footage=draft.footage) * draft.level, 4), scaled=False)
    if not 0 <= draft.level <= 2 and not draft.relative:
        raise Unresolved("bad_volume")
    if draft.footage and any(clip.media.has_sound for clip in plan.scene.timeline.visuals):
        plan.music.append(SetVolume(draft.level, "footage", draft.relative))
    elif draft.footage and not plan.scene.timeline.sounds:
        raise Unresolved("no_footage_sound")
    else:
        _set_music_volume(plan, draft)


def _set_music_volume(plan: Plan, draft: d.Volume) -> None:
    if draft.named and plan.adding is not None and not plan.music and not plan.scene.timeline.sounds:
        set_music(plan, d.Music())
    fresh = plan.music[0] if plan.music and isinstance(plan.music[0], SetMusic) else None
    if fresh is not None:
        level = fresh.volume + draft.level if draft.relative else draft.level
        plan.music[0] = replace(fresh, volume=round(min(max(level, 0.0), 2.0), 4))
        plan.said = [said for said in plan.said if said.code != "music_volume"]
    elif not plan.scene.timeline.sounds:
        raise Unresolved("no_music")
    else:
        plan.music.append(SetVolume(round(draft.level, 4), "music", draft.relative))
        if draft.relative:
            plan.say("step_volume", f"{abs(draft.level):.0%}")
