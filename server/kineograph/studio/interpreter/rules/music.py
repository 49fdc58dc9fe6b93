"""Background music: on, off, mood, uploaded sound, how loud; and the footage's own sound."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import Music, MusicRemoval, Remark, Volume
from kineograph.studio.interpreter.rules.pointing import is_sound_name
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import Mood

_STEP = {"bit": 0.1, "much": 0.3}
_UNSAID_STEP = 0.15
_CHANGES = {
    "louder": 1,
    "louder_bit": 1,
    "quieter": -1,
    "quieter_bit": -1,
    "raise": 1,
    "lower": -1,
    "bigger": 1,
    "smaller": -1,
}
_BIT_TEXTS = ("大一点", "小一点", "大一些", "小一些", "大点", "小点")
_GOALS = ("到", "至", "为", "成")
_RELATIVES = ("louder", "louder_bit", "quieter", "quieter_bit")


def read(clause: Clause) -> None:
    _read_footage(clause)
    nouns, own = clause.free("noun", "music"), [*clause.free("own"), *_sound_names(clause)]
    moods = _moods(clause, nouns, own)
    words = sorted((*nouns, *own, *moods), key=lambda token: token.start)
    if not words and not _about_volume(clause):
        return
    clause.topic = "music"
    sign = clause.signed(words[0], "music") if words else Sign.WANTED
    if sign is Sign.KEPT:
        clause.trigger("music", *words)
        clause.drafts.append(Remark("kept", words[0].text))
    elif sign is Sign.UNWANTED:
        _read_unwanted(clause, words)
    else:
        _read_wanted(clause, nouns, own, moods)


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
    volume = _volume(clause)
    adding = clause.says("add", "use", "create") or clause.has("prep", "with")
    only_volume = volume is not None and not adding and not clause.says("change") and not (own or moods)
    clause.trigger("music", *nouns, *clause.free("noun", "volume"))
    if only_volume and volume is not None:
        named = bool(nouns) or any("音乐" in token.text for token in clause.tokens)
        clause.drafts.append(replace(volume, named=named))
        return
    for token in own:
        clause.store(token, "media")
    level = volume.level if volume is not None and not volume.relative else None
    names = [token.value for token in own if token.kind == "name"]
    mood = _mood(clause, moods)
    clause.trigger("mood", *(clause.free("degree") if mood is not None and volume is None else ()))
    if volume is not None and not (nouns and adding) and mood is None and not own:
        clause.drafts.append(volume)
        return
    changing = clause.says("change") and not clause.has("prep", "with")
    clause.drafts.append(Music(mood, bool(own), names[0] if names else "", level, changing))
    if volume is not None and volume.relative:
        clause.drafts.append(volume)


def _mood(clause: Clause, moods: list[Token]) -> Mood | None:
    for index, token in enumerate(moods):
        if index == 0 or token.value == moods[0].value:
            clause.store(token, "mood")
        else:
            clause.claim(token, State.NOTED, "second_mood")
            clause.drafts.append(Remark("second_mood", token.text))
    return Mood(moods[0].value) if moods else None


def _moods(clause: Clause, nouns: list[Token], own: list[Token]) -> list[Token]:
    """Moods that belong to the music: beside the word for it, or said of "it" after music was the subject."""
    near = LIGHT | {"mood", "strength", "conj", "degree"}
    found: list[Token] = []
    for token in (*clause.free("mood"), *map(_as_calm, clause.free("strength", "soft"))):
        following, before = clause.after(token, near), clause.before(token, near | {"prep", "verb", "says", "break"})
        belongs = following in nouns or (
            before in nouns and (following is None or following.kind in ("break", "percent", "prep"))
        )
        if token.kind == "strength" and following not in nouns:
            continue
        if belongs or (token.value == "lo-fi" and not following) or (not own and not nouns and _continues(clause)):
            found.append(token)
    return found


def _as_calm(token: Token) -> Token:
    """ "Soft music" is calm."""
    return replace(token, value="calm")


def _continues(clause: Clause) -> bool:
    before = clause.previous
    bare = not clause.has("noun", "picture", "clip", "video", "title", "text", "transition", "motion")
    return before is not None and before.topic == "music" and before.sentence + 1 >= clause.sentence and bare


def _about_volume(clause: Clause) -> bool:
    words = clause.free("relative", *_RELATIVES) or clause.free("noun", "volume")
    continuing = _continues(clause) and (
        clause.free("percent") or clause.free("factor") or clause.says("raise", "lower", "mute")
    )
    return bool(words) or bool(continuing)


def _volume(clause: Clause) -> Volume | None:
    for token in clause.free("percent"):
        clause.store(token, "volume")
        moves = [] if _is_goal(clause, token) else _directions(clause)
        clause.trigger("volume", *clause.free("verb", "raise", "lower"), *clause.free("relative"), *clause.free("side"))
        return Volume(moves[0] * token.amount, relative=True) if moves else Volume(min(token.amount, 2.0))
    for token in clause.free("factor"):
        clause.store(token, "volume")
        clause.trigger("volume", *clause.free("verb", "raise", "lower"))
        return Volume(float(token.value), scaled=True)
    for token in (*clause.free("relative", *_RELATIVES, "bigger", "smaller"), *clause.free("verb", "raise", "lower")):
        clause.store(token, "volume")
        step = _STEP["bit"] if token.value.endswith("_bit") or token.text in _BIT_TEXTS else _step(clause)
        clause.trigger("volume", *clause.free("degree"))
        return Volume(_CHANGES[token.value] * step, relative=True)
    for token in clause.free("verb", "mute"):
        clause.store(token, "volume")
        return Volume(0.0)
    return _turned(clause)


def _is_goal(clause: Clause, percent: Token) -> bool:
    """ "Lower it to 20%", 降到20%: how loud, rather than by how much."""
    before = clause.before(percent)
    return before is not None and (before.is_a("prep", "to", "at") or before.text.endswith(_GOALS))


def _directions(clause: Clause) -> list[int]:
    words = (*clause.free("relative", *_RELATIVES, "bigger", "smaller"), *clause.free("verb", "raise", "lower"))
    sides = clause.free("side", "up", "down") if clause.says("turn", "make", "move") else []
    return [*(_CHANGES[token.value] for token in words), *(1 if side.value == "up" else -1 for side in sides)]


def _turned(clause: Clause) -> Volume | None:
    """ "turn the music down": the verb stands apart from its particle."""
    for token in clause.free("side", "up", "down"):
        if clause.says("turn", "make", "bring") or clause.has("verb", "move"):
            clause.store(token, "volume")
            sign = 1 if token.value == "up" else -1
            return Volume(sign * _step(clause), relative=True)
    return None


def _step(clause: Clause) -> float:
    for token in clause.free("degree", *_STEP):
        clause.store(token, "volume")
        return _STEP[token.value]
    return _UNSAID_STEP


def _read_footage(clause: Clause) -> None:
    """The sound that footage brings along: mute it, keep it, or turn it up and down."""
    sounds = clause.free("noun", "sound", "voice")
    if not sounds and all(
        token.kind in ("verb", "pronoun", "break") or token.is_a("noun", "video") for token in clause.words()
    ):
        sounds = clause.free("verb", "mute")
    if not sounds or clause.has("noun", "music"):
        return
    sign = clause.signed(sounds[0], "volume")
    clause.trigger("volume", *sounds, *clause.free("noun", "video", "clip"))
    if sign is Sign.KEPT:
        clause.drafts.append(Remark("kept", sounds[0].text))
    elif sign is Sign.UNWANTED or clause.says("mute"):
        clause.drafts.append(Volume(0.0, footage=True))
    else:
        volume = _volume(clause)
        if volume is not None:
            clause.drafts.append(Volume(volume.level, volume.relative, footage=True))
        else:
            clause.claim(sounds[0], State.NOT_UNDERSTOOD, "unclear")
