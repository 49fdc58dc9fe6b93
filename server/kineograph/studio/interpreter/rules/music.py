"""Background music: on, off, mood, uploaded sound, how it comes and goes; and the footage's own sound."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Reference, Remark
from kineograph.studio.interpreter.layer_drafts import (
    Ducking,
    Fading,
    Music,
    MusicRemoval,
    SoundDraft,
    SoundRemoval,
    Volume,
)
from kineograph.studio.interpreter.rules.loudness import RELATIVES, kept_volume, volume
from kineograph.studio.interpreter.rules.moods import OTHER_SOUNDS, continues, mood_of, moods, pieces
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point, takes_it_away, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import SoundRole

_ITS_SOUND = ("声音", "音频")
_FOR_NOW = ("先", "暂时", "for now", "yet")


def read(clause: Clause) -> None:
    _read(clause)
    # "Add music that fades out": it has to be there before it can fade.
    clause.drafts.sort(key=lambda draft: isinstance(draft, Fading))


def _read(clause: Clause) -> None:
    heard = any(isinstance(draft, SoundDraft | Ducking) for draft in clause.drafts)
    if heard or (takes_it_away(clause) and _silence(clause)):
        return
    for token in clause.free("genre"):
        if clause.sign(token) is Sign.WANTED:
            refuse(clause, token, "genre")
    _read_footage(clause)
    nouns, own = [*clause.free("noun", "music"), *pieces(clause)], [*clause.free("own"), *_sound_names(clause)]
    found = moods(clause, nouns, own)
    words = sorted((*nouns, *own, *found), key=lambda token: token.start)
    if not words and (not _about_volume(clause) or _spares_volume(clause)):
        return
    clause.topic = "music"
    words = words or kept_volume(clause)
    sign = clause.signed(words[0], "music") if words else Sign.WANTED
    kept = sign is Sign.KEPT and not (clause.free("percent") or clause.free("relative"))
    if words and (kept or clause.contrasts(words[0])):
        clause.trigger("music", *words)
        clause.drafts.append(Remark("kept", words[0].text))
    elif sign is Sign.UNWANTED:
        _read_unwanted(clause, words)
    else:
        _read_wanted(clause, nouns, own, found)


def _spares_volume(clause: Clause) -> bool:
    """ "音量别变"."""
    spared = clause.free("noun", "volume")
    return bool(spared) and clause.sign(spared[0]) is Sign.KEPT and not clause.free("percent")


def _sound_names(clause: Clause) -> list[Token]:
    return [token for token in clause.free("name") if is_sound_name(token)]


def _read_unwanted(clause: Clause, words: list[Token]) -> None:
    markers = clause.markers[words[0].start]
    for token in words:
        clause.trigger("music", token)
    if any(marker.is_a("verb", "mute") for marker in markers):
        clause.drafts.append(Volume(0.0))
    else:
        clause.drafts.append(MusicRemoval(bool(markers) and markers[0].kind == "neg", _not_yet(clause, words[0])))


def _silence(clause: Clause) -> bool:
    """What was heard and spoken of last is taken away."""
    before = clause.previous
    for draft in reversed(before.drafts if before is not None else []):
        if isinstance(draft, Music) or (isinstance(draft, Volume) and draft.of == "music"):
            clause.drafts.append(MusicRemoval())
        elif isinstance(draft, SoundDraft):
            clause.drafts.append(SoundRemoval(draft.role))
        elif isinstance(draft, Volume) and draft.of in ("voice", "effect"):
            clause.drafts.append(SoundRemoval(SoundRole.VOICE if draft.of == "voice" else SoundRole.EFFECT))
        elif isinstance(draft, Volume):
            clause.drafts.append(replace(draft, level=0.0, relative=False, scaled=False))
        else:
            continue
        clause.trigger("music", *clause.free("neg"))
        clause.topic = before.topic if before is not None else ""
        return True
    return False


def _not_yet(clause: Clause, token: Token) -> bool:
    """ "先别加音乐": what plays already stays."""
    return clause.only_not_added(token) and any(other.text in _FOR_NOW for other in clause.tokens)


def _read_wanted(clause: Clause, nouns: list[Token], own: list[Token], told: list[Token]) -> None:
    loud = volume(clause)
    adding = clause.says("add", "use", "create") or clause.has("prep", "with")
    only_volume = loud is not None and not adding and not clause.says("change") and not (own or told)
    clause.trigger("music", *nouns, *clause.free("noun", "volume"))
    if only_volume and loud is not None:
        _only_loud(clause, loud, nouns)
        return
    for token in own:
        clause.store(token, "media")
    level = loud.level if loud is not None and not loud.relative else None
    names = [token.value for token in own if token.kind == "name"]
    mood = mood_of(clause, told)
    clause.trigger("mood", *(clause.free("degree") if mood is not None and loud is None else ()))
    if loud is not None and not (nouns and adding) and mood is None and not own:
        _only_loud(clause, loud, nouns)
        return
    if loud is None and mood is None and not own and nouns and _lists_on_removing(clause):
        unsaid(clause, nouns[0], "music")
        return
    changing = clause.says("change", "swap") and not clause.has("prep", "with")
    clause.drafts.append(Music(mood, bool(own), names[0] if names else "", level, changing))
    if loud is not None and loud.relative:
        clause.drafts.append(loud)


def _lists_on_removing(clause: Clause) -> bool:
    """ "Delete photo 2, the title and the music", "never mind the music": no music is asked for."""
    before = clause.previous
    removing = before is not None and before.sentence == clause.sentence and before.says("remove")
    while before is not None and not removing and before.sentence == clause.sentence and not before.has("verb"):
        before = before.previous
        removing = before is not None and before.sentence == clause.sentence and before.says("remove")
    return not clause.has("verb") and not clause.has("prep", "with") and (removing or clause.has("correction"))


def _only_loud(clause: Clause, loud: Volume, nouns: list[Token]) -> None:
    before = None if nouns else _sound_before(clause)
    if before is not None:
        clause.drafts.append(replace(loud, of=before.of, target=before.target))
        clause.topic = clause.previous.topic if clause.previous is not None else clause.topic
        return
    named = bool(nouns) or any("音乐" in token.text for token in clause.tokens)
    everything = bool(clause.free("quant", "all")) and not nouns
    for token in clause.free("quant", "all") if everything else ():
        clause.store(token, "of")
    clause.drafts.append(replace(loud, named=named, everything=everything))


def _sound_before(clause: Clause) -> Volume | None:
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


def _about_volume(clause: Clause) -> bool:
    words = clause.free("relative", *RELATIVES) or clause.free("noun", "volume")
    spared = clause.says("mute") and clause.has("neg")
    continuing = (
        not spared
        and continues(clause, "music", "sound", "voice")
        and (
            _is_only_more(clause)
            or clause.free("percent")
            or clause.free("factor")
            or clause.says("raise", "lower", "mute")
            or _turned(clause)
        )
    )
    everything = clause.says("mute") and clause.has("quant", "all")
    return bool(words) or bool(continuing) or everything


def _is_only_more(clause: Clause) -> bool:
    """ "再小点", right after a volume was spoken of."""
    before = clause.previous
    sized = bool(clause.free("relative", "bigger", "smaller", "lower_bit", "higher_bit", "lower", "higher"))
    heard = before is not None and any(isinstance(draft, Volume | Music) for draft in before.drafts)
    return sized and heard and all(token.kind in ("relative", "degree", "percent") for token in clause.words())


def _turned(clause: Clause) -> bool:
    """ "Turn it down", right after something that is heard."""
    return clause.says("turn") and clause.has("pronoun", "it") and bool(clause.free("side", "up", "down"))


def _read_footage(clause: Clause) -> None:
    """The sound that footage brings along: mute it, keep it, or turn it up and down."""
    sounds = clause.free("noun", "sound", "voice") or _loud_clips(clause)
    target = _muted_clips(clause) if not sounds else OPEN
    if not sounds and (not target.is_open or _only_mutes(clause)):
        sounds = clause.free("verb", "mute")
    if not sounds or clause.has("noun", "music", *OTHER_SOUNDS):
        return
    sign = clause.signed(sounds[0], "volume")
    spoken = [token for token in sounds if token.kind != "relative"]
    clause.trigger("volume", *spoken, *clause.free("noun", "video", "clip", "volume", "picture"))
    target = target if not target.is_open else _clips(clause)
    clause.topic = "sound"
    of = "voice" if any(token.is_a("noun", "voice") for token in sounds) else "footage"
    if target.is_open and _is_of_voice(clause, sounds):
        return
    for token in (each for each in clause.free("quant", "each", "all") if clause.after(each) in sounds):
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
    earlier = _sound_before(clause) if all(token.text in _ITS_SOUND for token in sounds) else None
    loud = volume(clause) if earlier is not None and earlier.of in ("voice", "effect") else None
    if earlier is None or loud is None:
        return False
    clause.drafts.append(replace(loud, of=earlier.of))
    return True


def _loud_clips(clause: Clause) -> list[Token]:
    """ "The footage is too loud", clip.mp4的声音太大: louder and quieter, of a clip rather than of the music."""
    words = clause.free("relative", *RELATIVES)
    clips = clause.has("noun", "clip") or any(not is_sound_name(token) for token in clause.free("name"))
    return clause.free("noun", "clip") or words[:1] if words and clips and not clause.has("noun", "volume") else []


def _louder(clause: Clause, sounds: list[Token], of: str, target: Reference) -> None:
    loud = volume(clause)
    if loud is None:
        clause.claim(sounds[0], State.NOT_UNDERSTOOD, "unclear")
        return
    clause.drafts.append(replace(loud, of="voice" if of == "voice" else "footage", target=target))


def _only_mutes(clause: Clause) -> bool:
    return all(
        token.kind in ("verb", "pronoun", "break") or token.is_a("noun", "video", "clip") for token in clause.words()
    )


def _muted_clips(clause: Clause) -> Reference:
    """ "Mute the second clip", "mute clip.mp4"."""
    if not clause.says("mute") or clause.has("noun", "music", "volume"):
        return OPEN
    return _clips(clause)


def _clips(clause: Clause) -> Reference:
    named = clause.free("ordinal") or [token for token in clause.free("name") if not is_sound_name(token)]
    every = clause.free("quant", "all", "each") if clause.has("noun", "clip") else []
    return point(clause) if named or every else OPEN
