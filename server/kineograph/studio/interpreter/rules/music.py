"""Background music: on, off, mood, uploaded sound, how it comes and goes; and the footage's own sound."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.layers import (
    Ducking,
    Fading,
    Music,
    MusicRemoval,
    SoundDraft,
    SoundRemoval,
    Volume,
)
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules import all_but, footage, music_times
from kineograph.studio.interpreter.rules.loudness import RELATIVES, kept_volume, volume
from kineograph.studio.interpreter.rules.moods import continues, mood_of, moods, pieces
from kineograph.studio.interpreter.rules.pointing import is_sound_name, takes_it_away, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.timeline.vocabulary import SoundRole

_LEVELLING = ("raise", "lower", "mute", "unmute")
_STOPPING = ("stop", "stops", "last", "lasts", "end", "ends")
_FINE = ("ok", "okay", "fine", "good", "great", "perfect", "nice", "all right", "alright", "lovely")
_FOR_NOW = ("先", "暂时", "for now", "yet")


def read(clause: Clause) -> None:
    _read(clause)
    stopped = clause.has("pronoun", "it") and any(token.text.lower() in _STOPPING for token in clause.tokens)
    if stopped and any(isinstance(draft, Music) for draft in clause.drafts):
        for token in clause.free("duration"):
            unsaid(clause, token, "sound_time")
    # "Add music that fades out": it has to be there before it can fade.
    clause.drafts.sort(key=lambda draft: isinstance(draft, Fading))


def _read(clause: Clause) -> None:
    heard = any(isinstance(draft, SoundDraft | Ducking) for draft in clause.drafts)
    if heard or (takes_it_away(clause) and _silence(clause)):
        return
    if all_but.read(clause) or _is_of_time(clause) or music_times.refused(clause):
        return
    for token in clause.free("genre"):
        if clause.sign(token) is Sign.WANTED:
            refuse(clause, token, "genre")
    footage.read(clause)
    nouns, own = [*clause.free("noun", "music"), *pieces(clause)], [*clause.free("own"), *_sound_names(clause)]
    found = moods(clause, nouns, own)
    words = sorted((*nouns, *own, *found), key=lambda token: token.start)
    read_already = any(isinstance(draft, Volume) for draft in clause.drafts)
    if not words and (read_already or not _about_volume(clause) or _spares_volume(clause)):
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


def _silence(clause: Clause) -> bool:
    """What was heard and spoken of last is taken away."""
    before = clause.previous
    if before is None:
        return False
    for draft in reversed(before.drafts):
        if isinstance(draft, Music) or (isinstance(draft, Volume) and draft.of == "music"):
            clause.drafts.append(MusicRemoval())
        elif isinstance(draft, SoundDraft):
            clause.drafts.append(SoundRemoval(draft.role))
        elif isinstance(draft, Volume) and (draft.of in ("voice", "effect") or before.topic == "voice"):
            clause.drafts.append(SoundRemoval(SoundRole.EFFECT if draft.of == "effect" else SoundRole.VOICE))
        elif isinstance(draft, Volume):
            clause.drafts.append(replace(draft, level=0.0, relative=False, scaled=False))
        else:
            continue
        clause.trigger("music", *clause.free("neg"))
        clause.topic = before.topic
        return True
    return False


def _spares_volume(clause: Clause) -> bool:
    """ "音量别变"."""
    spared = clause.free("noun", "volume")
    return bool(spared) and clause.sign(spared[0]) is Sign.KEPT and not clause.free("percent")


def _is_of_time(clause: Clause) -> bool:
    """ "Add song.mp3 and have it stop after 6 seconds": a sound's length cannot be said, and it is not the clips'."""
    before = clause.previous
    heard = before is not None and before.sentence == clause.sentence and before.topic in ("music", "voice")
    times = clause.free("duration")
    bare = not any(clause.has(kind) for kind in ("noun", "fade", "swell", "ordinal", "name", "quant", "comes", "edge"))
    stops = clause.has("pronoun", "it") and not clause.says("fade", "move", "add")
    if heard and times and bare and stops and not clause.has("prep", "from"):
        unsaid(clause, times[0], "sound_time")
        return True
    return False


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


def _not_yet(clause: Clause, token: Token) -> bool:
    """ "先别加音乐": what plays already stays."""
    return clause.only_not_added(token) and any(other.text in _FOR_NOW for other in clause.tokens)


def _read_wanted(clause: Clause, nouns: list[Token], own: list[Token], told: list[Token]) -> None:
    _hold_for_a_time(clause)
    loud = volume(clause)
    adding = (clause.says("add", "use", "create") and not _is_put_at(clause, nouns)) or clause.has("prep", "with")
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
    pointed = clause.has("det", "this") and not clause.has("verb")  # 这个音乐可以吗
    if (
        loud is None
        and mood is None
        and not own
        and nouns
        and (pointed or _lists_on_removing(clause) or _lists_on(clause))
    ):
        unsaid(clause, nouns[0], "music")
        return
    if nouns and loud is None and mood is None and not own and _is_praised(clause):
        clause.drafts.append(Remark("kept", nouns[0].text))
        return
    clause.trigger("music", *clause.free("edge", "whole"))
    changing = clause.says("change", "swap") and not clause.has("prep", "with")
    clause.drafts.append(Music(mood, bool(own), names[0] if names else "", level, changing))
    if loud is not None and loud.relative:
        clause.drafts.append(loud)


def _hold_for_a_time(clause: Clause) -> None:
    """ "Quieter while the clip plays": for that time only, which cannot be had."""
    for token in clause.free("conj", "while"):
        if token.text.lower() in ("while", "whilst") and clause.has("noun", "clip", "picture"):
            unsaid(clause, token, "sound_time")


def _is_praised(clause: Clause) -> bool:
    """ "The music's ok": it stays."""
    said = [token.text.lower() for token in clause.tokens]
    return not clause.has("verb") and clause.has("det", "definite") and any(word in _FINE for word in said)


def _is_put_at(clause: Clause, nouns: list[Token]) -> bool:
    """ "Put the music at 60 %": how loud that is which is there."""
    put = [token for token in clause.tokens if token.is_a("verb", "add", "use")]
    before = clause.before(nouns[0], frozenset()) if nouns else None
    led = before is not None and before.is_a("det", "definite")
    return led and clause.has("percent") and all(token.text.lower() in ("put", "place") for token in put)


def _lists_on_removing(clause: Clause) -> bool:
    """ "Delete photo 2, the title and the music", "never mind the music": no music is asked for."""
    before = clause.previous
    removing = before is not None and before.sentence == clause.sentence and before.says("remove")
    while before is not None and not removing and before.sentence == clause.sentence and not before.has("verb"):
        before = before.previous
        removing = before is not None and before.sentence == clause.sentence and before.says("remove")
    return not clause.has("verb") and not clause.has("prep", "with") and (removing or clause.has("correction"))


def _lists_on(clause: Clause) -> bool:
    """ "Fade out video, music and text": what is done to the things of a list is said before them."""
    before = clause.previous
    if clause.has("verb") or clause.has("prep", "with") or clause.has("det", "indefinite"):
        return False
    while before is not None and before.sentence == clause.sentence and not before.has("verb"):
        before = before.previous
    if before is None or before.sentence != clause.sentence or before.number < 0:
        return False
    verbs = [token for token in before.tokens if token.kind == "verb"]
    return bool(verbs) and all(token.is_a("verb", "fade", "raise", "lower", "mute", "keep", "touch") for token in verbs)


def _only_loud(clause: Clause, loud: Volume, nouns: list[Token]) -> None:
    before = None if nouns else footage.sound_before(clause)
    if before is not None:
        clause.drafts.append(replace(loud, of=before.of, target=before.target))
        clause.topic = clause.previous.topic if clause.previous is not None else clause.topic
        return
    named = bool(nouns) or any("音乐" in token.text for token in clause.tokens)
    everything = bool(clause.free("quant", "all")) and not nouns
    for token in clause.free("quant", "all") if everything else ():
        clause.store(token, "of")
    low = any(token.text.lower().startswith(("at ", "low")) for token in clause.tokens if token.kind == "relative")
    wished = bool(nouns) and not clause.has("verb") and (low or not clause.has("det", "definite"))
    clause.drafts.append(replace(loud, named=named, everything=everything, wished=wished))


def _about_volume(clause: Clause) -> bool:
    words = clause.free("relative", *RELATIVES) or clause.free("noun", "volume")
    spared = clause.says("mute") and clause.has("neg")
    continuing = (
        not spared
        and continues(clause, "music", "sound", "voice")
        and (
            _is_only_more(clause)
            or clause.free("percent")
            or (clause.free("factor") and not clause.has("noun", "duration"))
            or clause.says(*_LEVELLING)
            or _turned(clause)
        )
    )
    everything = clause.says("mute") and clause.has("quant", "all")
    alone = clause.previous is None and _turned(clause)
    return bool(words) or bool(continuing) or everything or alone


def _is_only_more(clause: Clause) -> bool:
    """ "再小点", right after a volume was spoken of."""
    before = clause.previous
    sized = bool(clause.free("relative", "bigger", "smaller", "lower_bit", "higher_bit", "lower", "higher"))
    heard = before is not None and any(isinstance(draft, Volume | Music) for draft in before.drafts)
    return sized and heard and all(token.kind in ("relative", "degree", "percent") for token in clause.words())


def _turned(clause: Clause) -> bool:
    """ "Turn it down", right after something that is heard."""
    return clause.says("turn") and clause.has("pronoun", "it") and bool(clause.free("side", "up", "down"))
