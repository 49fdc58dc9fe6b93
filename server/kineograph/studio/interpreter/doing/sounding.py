"""Drafts of music, voices, effects, volumes → typed edits: what is heard decides between adding and changing.

Raises :class:`Unresolved`; a code that begins with ``refused:`` is a kind of thing nobody here can do. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.doing import placing, shelf
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, positions, set_fade
from kineograph.studio.interpreter.drafts import layers as y
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Media, SoundClip, VisualClip
from kineograph.timeline.edits import AddSound, RemoveMusic, RemoveSound, SetFade, SetMusic, SetVolume
from kineograph.timeline.vocabulary import Anchor, Mood, SoundRole

MUSIC_VOLUME = 0.35
FADE_MS = 2000
DUCK_STEP = 0.15
_NAMES = {"music": SoundRole.MUSIC, "voice": SoundRole.VOICE, "effect": SoundRole.EFFECT}


def _music(plan: Plan) -> SoundClip | None:
    return next((clip for clip in plan.scene.timeline.sounds if clip.whole), None)


def _heard(plan: Plan, role: SoundRole) -> list[SoundClip]:
    return [clip for clip in plan.scene.timeline.sounds if clip.role is role]


def _fresh_music(plan: Plan) -> SetMusic | None:
    return next((edit for edit in plan.music if isinstance(edit, SetMusic)), None)


def set_music(plan: Plan, draft: y.Music) -> None:
    """A bed of a mood or an uploaded sound; what plays already keeps its volume and, if nothing is said, its mood."""
    standing = _music(plan)
    if draft.changing and standing is not None and draft.mood is None and not draft.own and draft.volume is None:
        raise Unresolved("which_music")
    volume = draft.volume if draft.volume is not None else _said_volume(plan)
    if volume is None:
        volume = standing.volume if standing is not None else MUSIC_VOLUME
    media = _song(plan, draft)
    mood = draft.mood or (standing.mood if standing is not None else Mood.LOFI)
    others = [edit for edit in plan.music if isinstance(edit, AddSound | RemoveSound) or _is_of_another(edit)]
    _replace_music(plan, [SetMusic(media, mood, volume), *others])
    if draft.volume is None and standing is None:
        plan.say("music_volume")
    if media is not None and not draft.own:
        plan.say("music_upload", media.name)
    elif media is None and draft.mood is None and standing is None:
        plan.say("music_mood")


def _is_of_another(edit: object) -> bool:
    return isinstance(edit, SetVolume) and edit.of != "music"


def _replace_music(plan: Plan, edits: Sequence[object]) -> None:
    """Put the list in place of what was planned; what is pinned to a picture keeps its picture."""
    kept = {id(plan.music[index]): number for (phase, index), number in plan.pinned.items() if phase == "music"}
    plan.music = list(edits)  # type: ignore[arg-type]
    for index, edit in enumerate(plan.music):
        plan.pinned.pop(("music", index), None)
        if id(edit) in kept:
            plan.pinned["music", index] = kept[id(edit)]


def _said_volume(plan: Plan) -> float | None:
    """The volume an earlier clause of the same instruction gave the music."""
    for edit in reversed(plan.music):
        if isinstance(edit, SetMusic):
            return edit.volume
        if isinstance(edit, SetVolume) and edit.of == "music" and not edit.relative:
            return edit.level
    return None


def _song(plan: Plan, draft: y.Music) -> Media | None:
    if draft.name:
        named = shelf.by_name(plan.scene, draft.name)
        if named is None:
            raise Unresolved("no_such_file", draft.name)
        return named
    found = shelf.own_song(plan.scene) if draft.own else shelf.song(plan.scene)
    if draft.own and found is None:
        raise Unresolved("no_sound")
    return found if draft.own or draft.mood is None else None


def remove_music(plan: Plan, draft: y.MusicRemoval) -> None:
    if _music(plan) is not None and draft.adding:
        plan.remark("without_music")
    elif _music(plan) is not None:
        kept = [edit for edit in plan.music if isinstance(edit, AddSound | RemoveSound) or _is_of_another(edit)]
        _replace_music(plan, [RemoveMusic(), *kept])
    elif draft.forbids:
        plan.music = [edit for edit in plan.music if not isinstance(edit, SetMusic)]
        plan.say("without_music")
    else:
        raise Unresolved("no_music")


def add_sound(plan: Plan, draft: y.SoundDraft) -> None:
    media = shelf.by_name(plan.scene, draft.name) if draft.name else shelf.recording(plan.scene, draft.role)
    if draft.name and media is None:
        raise Unresolved("no_such_file", draft.name)
    if media is None:
        raise Unresolved("refused:voice" if draft.role is SoundRole.VOICE else "no_effect")
    standing = _standing(plan, draft, media)
    was = standing.volume if standing is not None else 1.0
    volume = was if draft.volume is None else draft.volume
    edit = AddSound(media, draft.role, _start(plan, draft, media, standing), volume)
    if standing is not None:
        edit = replace(edit, duck=standing.duck)
        plan.music.append(RemoveSound(draft.role))
    numbers = placing.over(plan, draft.on)
    if numbers:
        plan.pinned["music", len(plan.music)] = numbers[0]
    plan.music.append(edit)
    if not numbers and draft.timing.is_open:
        plan.say("sound_start", media.name)


def _standing(plan: Plan, draft: y.SoundDraft, media: Media) -> SoundClip | None:
    """The one that is heard already and is only moved: the only one of its role."""
    shifted = draft.timing.later_ms or draft.timing.longer_ms
    there = _heard(plan, draft.role)
    same = [clip for clip in there if clip.media is not None and clip.media.id == media.id]
    if shifted and (draft.timing.longer_ms or len(there) != 1):
        raise Unresolved("unclear_move" if there else "no_voice")
    timed = not draft.timing.is_open or not draft.on.is_open
    return same[0] if same and timed and (draft.moving or shifted) and len(there) == 1 else None


def _start(plan: Plan, draft: y.SoundDraft, media: Media, standing: SoundClip | None) -> int:
    timing = draft.timing
    if standing is not None and timing.later_ms:
        return max(0, standing.span.start + timing.later_ms)
    if timing.anchor is Anchor.END:
        total = apply_all(plan.scene.timeline, plan.edits).duration_ms
        return max(0, total - (timing.duration_ms or media.duration_ms or 0))
    if timing.anchor is Anchor.WHOLE:
        return 0
    return timing.at_ms or 0


def remove_sound(plan: Plan, draft: y.SoundRemoval) -> None:
    roles = [draft.role] if draft.role is not None else [SoundRole.VOICE, SoundRole.EFFECT]
    if any(_heard(plan, role) for role in roles) and not draft.adding:
        plan.music.append(RemoveSound(draft.role))
    elif draft.forbids:
        plan.remark("without_voice")
    elif draft.role is SoundRole.VOICE and any(clip.media.has_sound for clip in plan.scene.timeline.visuals):
        plan.music.append(SetVolume(0.0, "footage"))
    else:
        raise Unresolved("no_voice" if draft.role is SoundRole.VOICE else "no_effect_there")


def duck(plan: Plan, draft: y.Ducking) -> None:
    """A voice that is being added already has the music give way; under one that is there, the music is turned down."""
    if any(isinstance(edit, AddSound) for edit in plan.music):
        _duck_fresh(plan, draft.share if draft.level is None else round(1 - draft.level, 4))
    elif _music(plan) is None and _fresh_music(plan) is None:
        raise Unresolved("no_music")
    elif draft.level is not None:
        set_volume(plan, y.Volume(draft.level))
    else:
        set_volume(plan, y.Volume(-(draft.share or DUCK_STEP), relative=True))


def _duck_fresh(plan: Plan, share: float | None) -> None:
    if share is None:
        plan.say("ducked")
        return
    for index, edit in enumerate(plan.music):
        if isinstance(edit, AddSound):
            plan.music[index] = replace(edit, duck=min(share, 1.0))


def fade(plan: Plan, draft: y.Fading) -> None:
    if _music(plan) is None and _fresh_music(plan) is None:
        raise Unresolved("no_music")
    length = round(_fade_now(plan, draft) * draft.stretch) if draft.duration_ms is None else draft.duration_ms
    if draft.duration_ms is None and draft.stretch == 1:
        plan.say("music_fade")
    set_fade(plan, SetFade(draft.edge, length, of="music"))


def _fade_now(plan: Plan, draft: y.Fading) -> int:
    """How long the music comes or goes now."""
    music = _music(plan)
    if draft.stretch == 1 or music is None:
        return FADE_MS
    return (music.fade_in_ms if draft.edge == "in" else music.fade_out_ms) or FADE_MS


def _loudness(plan: Plan, of: y.Heard) -> float:
    """How loud it is now."""
    said = _said_volume(plan) if of == "music" else None
    clips: Sequence[SoundClip | VisualClip] = plan.scene.timeline.visuals
    if of != "footage":
        clips = _heard(plan, _NAMES[of])
    return said if said is not None else next((clip.volume for clip in clips), 1.0 if of != "music" else MUSIC_VOLUME)


def set_volume(plan: Plan, draft: y.Volume) -> None:
    """Of music that this instruction adds, the volume is a field; of what plays already, an edit."""
    if draft.everything:
        _set_all(plan, draft)
        return
    draft = replace(draft, of=_meant(plan, draft))
    if draft.scaled:
        draft = replace(draft, level=round(_loudness(plan, draft.of) * draft.level, 4), scaled=False)
    if not 0 <= draft.level <= 2 and not draft.relative:
        raise Unresolved("bad_volume")
    if draft.of == "footage":
        plan.music.append(SetVolume(round(draft.level, 4), "footage", draft.relative, positions(plan, draft.target)))
        if draft.relative:
            plan.say("step_volume", f"{abs(draft.level):.0%}")
    elif draft.of == "music":
        _set_music_volume(plan, draft)
    else:
        _set_sound_volume(plan, draft)


def _meant(plan: Plan, draft: y.Volume) -> y.Heard:
    """A voice may be one that was laid over or that of the footage; "the sound" is the footage's, else the music."""
    footage = any(clip.media.has_sound for clip in plan.scene.timeline.visuals)
    fresh = any(isinstance(edit, AddSound) for edit in plan.music)
    if draft.of == "voice":
        if _heard(plan, SoundRole.VOICE) or fresh:
            return "voice"
        if not footage:
            raise Unresolved("no_voice")
        return "footage"
    if draft.of == "footage" and not footage and not draft.target.is_open:
        raise Unresolved("no_footage_sound")
    if draft.of == "footage" and not footage and _music(plan) is None:
        raise Unresolved("no_footage_sound")
    return "music" if draft.of == "footage" and not footage else draft.of


def _set_all(plan: Plan, draft: y.Volume) -> None:
    """ "Mute everything"."""
    roles: tuple[y.Heard, ...] = ("music", "voice", "effect")
    found: list[y.Heard] = [name for name in roles if _heard(plan, _NAMES[name])]
    if any(clip.media.has_sound for clip in plan.scene.timeline.visuals):
        found.append("footage")
    found = [name for name in found if name not in draft.spared]
    if not found:
        raise Unresolved("no_footage_sound")
    for name in found:
        set_volume(plan, replace(draft, of=name, everything=False))


def _set_sound_volume(plan: Plan, draft: y.Volume) -> None:
    role = _NAMES[draft.of]
    for index, edit in enumerate(plan.music):
        if isinstance(edit, AddSound) and edit.role is role:
            level = edit.volume + draft.level if draft.relative else draft.level
            plan.music[index] = replace(edit, volume=round(min(max(level, 0.0), 2.0), 4))
            return
    if not _heard(plan, role):
        raise Unresolved("no_voice" if role is SoundRole.VOICE else "no_effect_there")
    plan.music.append(SetVolume(round(draft.level, 4), draft.of, draft.relative))
    if draft.relative:
        plan.say("step_volume", f"{abs(draft.level):.0%}")


def _set_music_volume(plan: Plan, draft: y.Volume) -> None:
    silent = not plan.music and _music(plan) is None
    if silent and ((draft.named and plan.adding is not None) or draft.wished):
        set_music(plan, y.Music())
    fresh = _fresh_music(plan)
    if fresh is not None:
        level = fresh.volume + draft.level if draft.relative else draft.level
        plan.music[plan.music.index(fresh)] = replace(fresh, volume=round(min(max(level, 0.0), 2.0), 4))
        plan.said = [said for said in plan.said if said.code != "music_volume"]
    elif _music(plan) is None:
        raise Unresolved("no_music")
    else:
        plan.music.append(SetVolume(round(draft.level, 4), "music", draft.relative))
        if draft.relative:
            plan.say("step_volume", f"{abs(draft.level):.0%}")
