"""The sound that footage brings along: muted, kept, turned up and down."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Remark
from kineograph.studio.interpreter.drafts.layers import Music, MusicRemoval, SoundDraft, SoundRemoval, Volume
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.loudness import RELATIVES, volume
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point
from kineograph.timeline.vocabulary import SoundRole

_OTHER_SOUNDS = ("narration", "effect")
_ITS_SOUND = ("声音", "音频")


def read(clause: Clause) -> None:
    """The sound that footage brings along: mute it, keep it, or turn it up and down."""
    sounds = clause.free("noun", "sound", "voice") or _loud_clips(clause) or _volume_of_clips(clause)
    target = _muted_clips(clause) if not sounds else OPEN
    if not sounds and (not target.is_open or _only_mutes(clause)):
        sounds = clause.free("verb", "mute", "unmute")
    if not sounds or clause.has("noun", "music", *_OTHER_SOUNDS):
        return
    sign = clause.signed(sounds[0], "volume")
    spoken = [token for token in sounds if token.kind != "relative"]
    clause.trigger("volume", *spoken, *clause.free("noun", "video", "clip", "volume", "picture"))
    target = target if not target.is_open else _clips(clause)
    clause.topic = "sound"
    of = "voice" if any(token.is_a("noun", "voice") for token in sounds) else "footage"
    if target.is_open and _is_of_voice(clause, sounds):
        return
    for token in (
        each
        for each in clause.free("quant", "each", "all")
        if clause.after(each) in sounds or each.text in ("全部", "统统", "通通", "都", "全")
    ):
        clause.store(token, "of")
    if sign is Sign.KEPT and not clause.free("percent"):
        clause.drafts.append(Remark("kept", sounds[0].text))
    elif sign is Sign.UNWANTED and of == "voice" and clause.says("remove") and target.is_open:
        clause.drafts.append(SoundRemoval(SoundRole.VOICE))
    elif sign is Sign.UNWANTED or clause.says("mute"):
        clause.drafts.append(Volume(0.0, of="voice" if of == "voice" else "footage", target=target))
    else:
        _louder(clause, sounds, "voice" if of == "voice" else "footage", target)


def _is_of_voice(clause: Clause, sounds: list[Token]) -> bool:
    """ "声音再大些", right after a voice was put there: how loud that is."""
    earlier = sound_before(clause) if all(token.text in _ITS_SOUND for token in sounds) else None
    if earlier is None and all(token.text in _ITS_SOUND for token in sounds):
        earlier = _music_before(clause)
    heard = earlier is not None and earlier.of in ("voice", "effect", "music")
    loud = volume(clause) if heard else None
    if earlier is None or loud is None:
        return False
    clause.drafts.append(replace(loud, of=earlier.of))
    clause.topic = "music" if earlier.of == "music" else "voice"
    return True


def _music_before(clause: Clause) -> Volume | None:
    """ "来段音乐，声音开到七成": of the music that the sentence has just put on."""
    before = clause.previous
    near = before is not None and before.sentence == clause.sentence
    fresh = near and before is not None and any(isinstance(draft, Music) for draft in before.drafts)
    return Volume(1.0, of="music") if fresh else None


def sound_before(clause: Clause) -> Volume | None:
    """ "Use voice.mp3 as narration, volume 80 %": of what the clause before put on, or turned up and down. "Too loud,
    halve it": what is asked for in the end takes the place of the complaint."""
    before = clause.previous
    if before is None or before.sentence + 1 < clause.sentence or any("音乐" in token.text for token in clause.tokens):
        return None
    for draft in reversed(before.drafts):
        if isinstance(draft, SoundDraft):
            return Volume(1.0, of="voice" if draft.role is SoundRole.VOICE else "effect")
        if isinstance(draft, Volume) and (_complains(before) or draft.of != "music"):
            if _complains(before):
                before.drop(draft)
            return draft
    return None


def _complains(clause: Clause) -> bool:
    """ "The music is too loud": what is wrong, and not yet how it should be."""
    told = clause.has("relative", "louder", "quieter") and clause.number >= 0
    return told and not any(token.is_a("verb") and token.value != "make" for token in clause.tokens)


def _volume_of_clips(clause: Clause) -> list[Token]:
    """ "The clip's volume down by a third", "raise the sound level of the footage"."""
    clips = clause.has("noun", "clip") or any(not is_sound_name(token) for token in clause.free("name"))
    return clause.free("noun", "volume") if clips and not clause.has("noun", "music") else []


def _loud_clips(clause: Clause) -> list[Token]:
    """ "The footage is too loud", clip.mp4的声音太大: louder and quieter, of a clip rather than of the music."""
    words = clause.free("relative", *RELATIVES)
    clips = clause.has("noun", "clip") or any(not is_sound_name(token) for token in clause.free("name"))
    return clause.free("noun", "clip") or words[:1] if words and clips and not clause.has("noun", "volume") else []


def _louder(clause: Clause, sounds: list[Token], of: str, target: Reference) -> None:
    loud = volume(clause) or (Volume(1.0) if clause.says("unmute") else None)
    if loud is None and _is_all_there_is(clause):
        clause.drafts.append(Remark("kept", sounds[0].text))
        return
    if loud is None:
        clause.claim(sounds[0], State.NOT_UNDERSTOOD, "unclear")
        return
    clause.drafts.append(replace(loud, of="voice" if of == "voice" else "footage", target=target))


def _is_all_there_is(clause: Clause) -> bool:
    """ "No music, only the clip's own audio": that stays."""
    only, before = clause.free("quant", "only"), clause.previous
    alone = before is not None and any(isinstance(draft, MusicRemoval) for draft in before.drafts)
    if only and alone and not clause.has("verb"):
        clause.trigger("only", *only)
        return True
    return False


def _only_mutes(clause: Clause) -> bool:
    return all(
        token.kind in ("verb", "pronoun", "break", "conj") or token.is_a("noun", "video", "clip")
        for token in clause.words()
    )


def _muted_clips(clause: Clause) -> Reference:
    """ "Mute the second clip", "mute clip.mp4"."""
    if not clause.says("mute", "unmute") or clause.has("noun", "music", "volume"):
        return OPEN
    return _clips(clause)


def _clips(clause: Clause) -> Reference:
    named = clause.free("ordinal") or [token for token in clause.free("name") if not is_sound_name(token)]
    every = clause.free("quant", "all", "each") if clause.has("noun", "clip") else []
    return point(clause) if named or every else OPEN
