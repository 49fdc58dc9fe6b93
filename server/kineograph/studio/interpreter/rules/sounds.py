"""Voices and sound effects from uploaded recordings: put on, taken away, and the music that gives way to them."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.drafts.layers import Ducking, SoundDraft, SoundRemoval, Volume
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.loudness import is_goal, volume
from kineograph.studio.interpreter.rules.pointing import is_sound_name, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.showing import begins, over, timing
from kineograph.timeline.vocabulary import SoundRole

_NOUNS = ("narration", "effect")
_ROLES = {"narration": SoundRole.VOICE, "effect": SoundRole.EFFECT}
_PUTTING = ("add", "use", "create", "startwith", "edit", "show", "move")
_ANEW = ("add", "use", "create", "edit")
_AS = ("当", "做", "作为", "当作", "当做", "作", "as")
_VOICES = ("voice", "narrat", "speech", "record", "comment", "memo", "旁白", "配音", "录音", "解说", "人声", "口播")
_EFFECTS = ("sfx", "effect", "ding", "whoosh", "click", "applause", "clap", "beep", "boom", "音效", "掌声")


def read(clause: Clause) -> None:
    if _ducks(clause):
        return
    nouns = clause.free("noun", *_NOUNS) or _put_voice(clause)
    names = [token for token in clause.free("name") if is_sound_name(token)]
    if _is_role_late(clause, nouns, names) or _is_named_late(clause, names):
        return
    if not nouns and not _is_spoken(clause, names):
        if not names:
            _place_late(clause)
        return
    if clause.has("quote") and nouns and nouns[0].value == "narration":
        refuse(clause, nouns[0], "voice")
        return
    lead = (*nouns, *names)[0]
    sign = clause.signed(lead, "sound")
    role = _ROLES.get(nouns[0].value, SoundRole.VOICE) if nouns else _role_of(names[0])
    if sign is Sign.KEPT or clause.contrasts(lead):
        clause.trigger("sound", *nouns)
        clause.drafts.append(Remark("kept", lead.text))
    elif sign is Sign.UNWANTED:
        _unwanted(clause, nouns, names, role)
    else:
        _wanted(clause, nouns, names, role)
    clause.topic = "voice"


def _place_late(clause: Clause) -> None:
    """ "song.mp3 当音效，放在5秒处": when the sound comes that the sentence has asked for."""
    before = clause.previous
    plain = all(token.kind in ("verb", "clock", "duration", "edge", "prep") for token in clause.words())
    asked = clause.says("move", "add", "startwith") or clause.has("prep", "from")
    if before is None or before.sentence != clause.sentence or not plain or not asked:
        return
    waiting = next((draft for draft in before.drafts if isinstance(draft, SoundDraft) and draft.timing.is_open), None)
    from_then = clause.has("prep", "from")
    if waiting is None or any(
        token.kind == "duration" and not (from_then or begins(clause, token)) for token in clause.tokens
    ):
        return
    before.drop(waiting)
    clause.drafts.append(replace(waiting, timing=timing(clause)))
    clause.topic = "voice"


def _is_role_late(clause: Clause, nouns: list[Token], names: list[Token]) -> bool:
    """ "voice.mp3第4秒插入，当旁白用": what the sound is that the sentence has asked for."""
    before = clause.previous
    plain = all(token in nouns or token.is_a("verb", "use") for token in clause.words())
    as_what = any(token.text in _AS for token in clause.tokens)
    if before is None or before.sentence != clause.sentence or names or not (nouns and plain and as_what):
        return False
    waiting = next((draft for draft in before.drafts if isinstance(draft, SoundDraft) and draft.name), None)
    if waiting is None:
        return False
    before.drop(waiting)
    clause.trigger("sound", *nouns)
    clause.drafts.append(replace(waiting, role=_ROLES.get(nouns[0].value, waiting.role)))
    clause.topic = "voice"
    return True


def _put_voice(clause: Clause) -> list[Token]:
    """ "Add the voice at 3 seconds", "voice at 1s": the recording, rather than what is said in the footage."""
    found = clause.free("noun", "voice")
    if not found or not any(token.text.lower() in ("voice", "my voice", "speech") for token in found):
        return []
    timed = (
        not clause.has("verb") and (clause.has("clock") or clause.has("duration")) and clause.has("prep", "at", "from")
    )
    laid = clause.has("ontop") or any(token.text.lower() == "on top" for token in clause.tokens)
    return found if timed or laid or clause.has("comes") or clause.says(*_ANEW) else []


def _ducks(clause: Clause) -> bool:
    """ "Lower the music under the voice", 说话时音乐小一点."""
    words = clause.free("duck")
    if not words:
        return False
    for token in words:
        clause.store(token, "duck")
    lowered = [
        *clause.free("verb", "lower", "shorten", "change", "make"),
        *clause.free("relative", "quieter", "quieter_bit", "smaller"),
        *clause.free("side", "down"),
    ]
    clause.trigger(
        "duck", *clause.free("noun", "music", "volume", "voice", "narration"), *lowered, *clause.free("degree")
    )
    shares = clause.free("percent")
    for token in shares[:1]:
        clause.store(token, "duck")
    given = shares[0].amount if shares else None
    goal = given is not None and is_goal(clause, shares[0])
    clause.drafts.append(Ducking(None, given) if goal else Ducking(given))
    clause.topic = "music"
    return True


def _is_named_late(clause: Clause, names: list[Token]) -> bool:
    """ "第6秒插一个音效，用 ding.mp3": the file of the sound that the sentence has asked for."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or not names or clause.has("noun"):
        return False
    waiting = next((draft for draft in before.drafts if isinstance(draft, SoundDraft) and not draft.name), None)
    if waiting is None or not all(token.kind in ("name", "verb", "prep", "clock") for token in clause.words()):
        return False
    before.drop(waiting)
    clause.store(names[0], "media")
    shown = timing(clause) if clause.has("clock") else waiting.timing
    clause.drafts.append(replace(waiting, name=names[0].value, timing=shown))
    clause.topic = "voice"
    return True


def _is_spoken(clause: Clause, names: list[Token]) -> bool:
    """ "Add voice.m4a", "put my-narration.mp3 at 3 s": a name says that it is no music."""
    if not names or clause.has("noun", "music"):
        return False
    return any(mark in names[0].value for mark in (*_VOICES, *_EFFECTS))


def _role_of(name: Token) -> SoundRole:
    return SoundRole.EFFECT if any(mark in name.value for mark in _EFFECTS) else SoundRole.VOICE


def _unwanted(clause: Clause, nouns: list[Token], names: list[Token], role: SoundRole) -> None:
    markers = clause.markers.get((*nouns, *names)[0].start, ())
    clause.trigger("sound", *nouns, *names)
    if any(marker.is_a("verb", "mute") for marker in markers):
        clause.drafts.append(Volume(0.0, of="voice" if role is SoundRole.VOICE else "effect"))
        return
    for token in clause.free("quant", "all"):
        clause.store(token, "role")
    for token in clause.free("quant", "each"):
        if clause.after(token) in nouns:
            clause.store(token, "role")
    both = {noun.value for noun in nouns} == {*_NOUNS}
    adding = clause.only_not_added((*nouns, *names)[0])
    forbids = bool(markers) and markers[0].kind == "neg"
    clause.drafts.append(SoundRemoval(None if both else role, forbids=forbids, adding=adding))


def _is_on(clause: Clause, nouns: list[Token]) -> bool:
    """ "Narration on at full volume": it is to be heard."""
    behind = clause.after(nouns[0], frozenset()) if nouns else None
    ends = clause.after(behind, frozenset({"polite"})) if behind is not None and behind.text.lower() == "on" else None
    closed = behind is not None and behind.text.lower() == "on" and (ends is None or ends.kind in ("prep", "break"))
    return closed and not clause.has("verb")


def _wanted(clause: Clause, nouns: list[Token], names: list[Token], role: SoundRole) -> None:
    of = "voice" if role is SoundRole.VOICE else "effect"
    loud = volume(clause)
    clause.trigger("sound", *nouns)
    adding = clause.says(*_PUTTING) or clause.has("prep", "with") or bool(names) or _is_on(clause, nouns)
    if loud is not None and (loud.relative or loud.scaled or not adding):
        clause.trigger("volume", *clause.free("noun", "volume"))
        clause.drafts.append(replace(loud, of="voice" if of == "voice" else "effect"))
        return
    if not adding and clause.has("verb") and not clause.says("make"):
        clause.claim((*nouns, *names)[0], State.NOT_UNDERSTOOD, "unclear")
        return
    for name in names:
        clause.store(name, "media")
    said = timing(clause)
    on = over(clause, said)
    clause.trigger(
        "sound", *clause.free("own"), *clause.free("ontop"), *clause.free("noun", "sound", "voice", "volume")
    )
    level = loud.level if loud is not None else None
    bare = said.is_open and on.is_open and not (names or clause.has("verb") or clause.has("prep") or clause.has("own"))
    if bare and loud is None and clause.has("det", "definite"):
        unsaid(clause, nouns[0], "unclear")  # the narration: and what of it?
        return
    moving = not (clause.says(*_ANEW) or clause.has("prep", "with"))
    if clause.says("move") and said.is_open and on.is_open and not names:
        unsaid(clause, nouns[0], "unclear_move")
        return
    clause.drafts.append(SoundDraft(role, names[0].value if names else "", said, on, level, moving))
