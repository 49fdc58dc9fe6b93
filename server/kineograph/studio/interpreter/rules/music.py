"""Background music: on, off, mood, uploaded sound, how it comes and goes; and the footage's own sound."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import Remark
from kineograph.studio.interpreter.layer_drafts import (
    Ducking,
    Fading,
    Music,
    MusicRemoval,
    SoundDraft,
    Volume,
)
from kineograph.studio.interpreter.rules import all_but, footage
from kineograph.studio.interpreter.rules.loudness import RELATIVES, volume
from kineograph.studio.interpreter.rules.pointing import is_sound_name, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import Mood, SoundRole

_ELSE = ("picture", "clip", "video", "title", "text", "caption", "transition", "motion", "logo", "overlay")
_OTHER_SOUNDS = ("narration", "effect")
_STRONG = {"soft": "calm", "strong": "cinematic"}
_LEVELLING = ("raise", "lower", "mute", "unmute")
_PIECES = ("piano", "guitar", "beats", "strings", "orchestra", "score", "track")
_STOPPING = ("stop", "stops", "last", "lasts", "end", "ends")
_FAST, _FASTS = "upbeat", ("fast", "quick", "快速")
_STYLED = {
    "romantic": "calm", "warm": "calm", "dreamy": "calm", "beautiful": "calm", "cute": "upbeat", "cool": "lo-fi",
    "dynamic": "upbeat", "fresh": "upbeat", "fast paced": "upbeat", "high energy": "upbeat",
    "professional": "corporate",
    "modern": "corporate", "elegant": "calm", "classic": "cinematic", "vintage": "lo-fi", "engaging": "upbeat",
    "浪漫": "calm", "温馨": "calm", "温暖": "calm", "清新": "upbeat", "可爱": "upbeat", "唯美": "calm", "优美": "calm",
    "柔美": "calm", "文艺": "calm", "复古": "lo-fi", "酷": "lo-fi", "酷炫": "upbeat", "炫酷": "upbeat",
    "阳光": "upbeat", "专业": "corporate", "慢节奏": "calm", "快节奏": "upbeat",
}  # fmt: skip
"""Words that only colour a video, and yet say what music suits it."""


def read(clause: Clause) -> None:
    _read(clause)
    stopped = clause.has("pronoun", "it") and any(token.text.lower() in _STOPPING for token in clause.tokens)
    if stopped and any(isinstance(draft, Music) for draft in clause.drafts):
        for token in clause.free("duration"):
            unsaid(clause, token, "sound_time")
    # "Add music that fades out": it has to be there before it can fade.
    clause.drafts.sort(key=lambda draft: isinstance(draft, Fading))


def _read(clause: Clause) -> None:
    if any(isinstance(draft, SoundDraft | Ducking) for draft in clause.drafts):
        return
    if all_but.read(clause) or _is_of_time(clause):
        return
    for token in clause.free("genre"):
        if clause.sign(token) is Sign.WANTED:
            refuse(clause, token, "genre")
    footage.read(clause)
    nouns, own = clause.free("noun", "music"), [*clause.free("own"), *_sound_names(clause)]
    moods = _moods(clause, nouns, own)
    words = sorted((*nouns, *own, *moods), key=lambda token: token.start)
    read_already = any(isinstance(draft, Volume) for draft in clause.drafts)
    if not words and (read_already or not _about_volume(clause)):
        return
    clause.topic = "music"
    sign = clause.signed(words[0], "music") if words else Sign.WANTED
    kept = sign is Sign.KEPT and not (clause.free("percent") or clause.free("relative"))
    if words and (kept or clause.contrasts(words[0])):
        clause.trigger("music", *words)
        clause.drafts.append(Remark("kept", words[0].text))
    elif sign is Sign.UNWANTED:
        _read_unwanted(clause, words)
    else:
        _read_wanted(clause, nouns, own, moods)


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
        clause.drafts.append(MusicRemoval(forbids=bool(markers) and markers[0].kind == "neg"))


def _read_wanted(clause: Clause, nouns: list[Token], own: list[Token], moods: list[Token]) -> None:
    loud = volume(clause)
    adding = clause.says("add", "use", "create") or clause.has("prep", "with")
    only_volume = loud is not None and not adding and not clause.says("change") and not (own or moods)
    clause.trigger("music", *nouns, *clause.free("noun", "volume"))
    if only_volume and loud is not None:
        _only_loud(clause, loud, nouns)
        return
    for token in own:
        clause.store(token, "media")
    level = loud.level if loud is not None and not loud.relative else None
    names = [token.value for token in own if token.kind == "name"]
    mood = _mood(clause, moods)
    clause.trigger("mood", *(clause.free("degree") if mood is not None and loud is None else ()))
    if loud is not None and not (nouns and adding) and mood is None and not own:
        _only_loud(clause, loud, nouns)
        return
    if loud is None and mood is None and not own and nouns and (_lists_on_removing(clause) or _lists_on(clause)):
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
    before = None if nouns else _sound_before(clause)
    if before is not None:
        clause.drafts.append(replace(loud, of=before.of, target=before.target))
        return
    named = bool(nouns) or any("音乐" in token.text for token in clause.tokens)
    everything = bool(clause.free("quant", "all")) and not nouns
    for token in clause.free("quant", "all") if everything else ():
        clause.store(token, "of")
    wished = bool(nouns) and not clause.has("verb") and not clause.has("det", "definite")
    clause.drafts.append(replace(loud, named=named, everything=everything, wished=wished))


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


def _mood(clause: Clause, moods: list[Token]) -> Mood | None:
    for index, token in enumerate(moods):
        if index == 0:
            clause.store(token, "mood")
        elif token.value == moods[0].value:
            clause.trigger("mood", token)
        else:
            clause.claim(token, State.NOTED, "second_mood")
            clause.drafts.append(Remark("second_mood", token.text))
    return Mood(moods[0].value) if moods else None


def _moods(clause: Clause, nouns: list[Token], own: list[Token]) -> list[Token]:
    """Moods that belong to the music: beside the word for it, or said of "it" after music was the subject."""
    near = LIGHT | {"mood", "strength", "conj", "degree"}
    found: list[Token] = []
    nouns = [*nouns, *(token for token in clause.free("noun", "volume") if "音乐" in token.text)]
    for token in (*clause.free("mood"), *_likened(clause, nouns)):
        following, before = clause.after(token, near), clause.before(token, near | {"prep", "verb", "says", "break"})
        piece = clause.after(token)
        belongs = following in nouns or (
            before in nouns and (following is None or following.kind in ("break", "percent", "prep"))
        )
        belongs = belongs or clause.after(token, near | {"prep"}) in nouns
        if (
            belongs
            or token.text[-1] in "曲乐"
            or (piece is not None and piece.kind == "mood" and piece.text[-1] in "曲乐")
            or token.text.lower().endswith(_PIECES)
            or (token.value == "lo-fi" and not following)
            or (not own and not nouns and _continues(clause, "music"))
        ):
            found.append(token)
    return sorted(found, key=lambda token: token.start)


def _likened(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "Soft music" is calm, "romantic music" too, "dramatic music" is cinematic: right before the word for music."""
    near = LIGHT | {"mood", "strength", "conj"}
    strong = [
        replace(token, value=_FAST if token.text.lower() in _FASTS else _STRONG[token.value])
        for token in clause.free("strength", *_STRONG)
        if not token.text.lower().endswith("ly") and not clause.says("raise", "lower")
    ]
    styled = [
        replace(token, value=_STYLED[token.text.lower()])
        for token in clause.free("descriptor")
        if token.text.lower() in _STYLED
    ]
    beside = [
        token for token in (*strong, *styled) if clause.after(token, near) in nouns or _ends(clause, token, nouns)
    ]
    return beside if not clause.free("mood") else [token for token in beside if token in strong]


def _ends(clause: Clause, token: Token, nouns: list[Token]) -> bool:
    """ "Make the music dramatic"."""
    last = clause.after(token, frozenset({"function", "polite", "degree"}))
    return (last is None or last.kind == "break") and clause.before(token, LIGHT | {"degree"}) in nouns


def _continues(clause: Clause, *topics: str) -> bool:
    before = clause.previous
    return (
        before is not None
        and before.topic in topics
        and before.sentence + 1 >= clause.sentence
        and not clause.has("noun", *_ELSE, *_OTHER_SOUNDS)
    )


def _about_volume(clause: Clause) -> bool:
    words = clause.free("relative", *RELATIVES) or clause.free("noun", "volume")
    continuing = _continues(clause, "music", "sound", "voice") and (
        clause.free("percent") or clause.free("factor") or clause.says(*_LEVELLING) or _turned(clause)
    )
    everything = clause.says("mute") and clause.has("quant", "all")
    return bool(words) or bool(continuing) or everything


def _turned(clause: Clause) -> bool:
    """ "Turn it down", right after something that is heard."""
    return clause.says("turn") and clause.has("pronoun", "it") and bool(clause.free("side", "up", "down"))
