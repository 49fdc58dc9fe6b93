"""What "it", "them", "both" or an unsaid subject stand for: the thing that was spoken of last takes their place, and
the clause is read as if it had been named.

Only where the clause is not understood without, or would change every clip although one of them was spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.clauses import hanging
from kineograph.studio.interpreter.clauses.antecedents import BOTH, MOVING, antecedent, is_clip
from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean, leftovers
from kineograph.studio.interpreter.clauses.rereading import SLOTS, anew, kept, named, restore
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers
from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.studio.interpreter.drafts.looks import LookDraft, TransformDraft
from kineograph.studio.interpreter.drafts.playing import Backwards, Cutout, Pace, Speed
from kineograph.studio.interpreter.lexing.groups import HEARD, LAID, LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.mending import neighbours

_OF_MUSIC = (layers.Volume, layers.MusicRemoval, layers.Fading, layers.Ducking, layers.SoundRemoval, layers.SoundDraft,
             d.Remark)  # fmt: skip
_OF_LAID = (layers.TextChange, layers.TextRemoval, layers.OverlayChange, layers.OverlayRemoval, layers.Fading, d.Remark)
_THINGS = frozenset({"picture", "clip", "video", *LAID, *HEARD, "sound", "transition", "motion", "volume", "color"})
_NAMING = ("ordinal", "name", "quant", "quote", "pronoun", "beyond", "transition", "slide", "own", "except", "lines")
_OF_CLIPS = (Cutout, LookDraft, TransformDraft, Speed, Pace, Backwards, d.MotionDraft, d.Duration)
_PACED = (d.Duration, Speed, Pace, Cutout)
_PRONOUNS = ("it", "them")
_APIECE = ("各", "各自", "分别", "each", "apiece")
_UNTHINGLY = LIGHT | {"break", "conj", "degree", "relative", "opacity", "percent", "factor", "multiple", "comes",
                      "goes", "aloft", "number", "correction", "size", "shift", "prep", "clock", "window",
                      "entrance", "ground", "tempo"}  # fmt: skip
_OF_ITSELF = ("节奏", "速度", "播放", "整体")
_PACING = ("relative", "factor", "tempo", "percent", "multiple")
_DONE_TO_IT = frozenset(
    {"remove", "mute", "raise", "lower", "move_earlier", "move_later", "lengthen", "shorten", "move", "change"}
)


def settle(clause: Clause, read: Callable[[Clause], None]) -> None:
    """Read the clause once more with what it leans on named, where that is what it lacks; ``read`` reads a clause."""
    if clause.refused or any(token.kind in ("unknown", "content") for token in leftovers(clause)):
        return
    leaning = _pronouns(clause)
    dropped = not leaning and _is_dropped(clause)
    if not (leaning or dropped or _is_unsaid(clause)) or not (_lacks(clause) or _spreads(clause, said=bool(leaning))):
        return
    thing = _meant(clause, leaning, laid=dropped)
    if not thing:
        _hold(clause, leaning if _was_asked(clause) else ())
        return
    if _is_read_with(clause, leaning, thing, read):
        return
    if thing[0].is_a("noun", "sound") and (clip := _clip_of(clause.previous)):
        _is_read_with(clause, leaning, clip, read)
    elif leaning and _spreads(clause, said=True) and (is_clip(thing) or _shortens_layer(clause, thing)):
        _hold(clause, leaning)
    elif dropped and (_strays(clause, thing) or _shortens_layer(clause, thing)):
        _hold(clause, [token for token in clause.tokens if token.kind in _PACING] or clause.words())


def _was_asked(clause: Clause) -> bool:
    """ "Is b.jpg meant to be that short? Make it longer": that one, whichever it is."""
    asked = clause.previous is not None and clause.previous.has("asked")
    heard = all(isinstance(draft, layers.Volume) for draft in clause.drafts)
    return asked and not heard and _spreads(clause, said=True)


def _hold(clause: Clause, words: Sequence[Token]) -> None:
    for token in words:
        clause.claim(token, State.NOT_UNDERSTOOD, "leaning")


def _strays(clause: Clause, thing: Sequence[Token]) -> bool:
    """ "标题太长了，缩短一半": every clip would be shorter, as nothing is known that would make a text so."""
    own = any(token.text.startswith(_OF_ITSELF) for token in clause.tokens)
    return not (own or is_clip(thing) or thing[0].is_a("noun", "picture", "video")) and _spreads(clause, said=False)


def _shortens_layer(clause: Clause, thing: Sequence[Token]) -> bool:
    """ "字幕太长了，剪短点": of the caption, which no clip is; whether its words or its time is not said."""
    before = clause.previous
    paced = any(isinstance(draft, _PACED) and _is_open(draft) for draft in clause.drafts)
    if before is None or not paced or not thing[0].is_a("noun", *LAID, *HEARD):
        return False
    unsaid = any(isinstance(draft, layers.TextDraft) and not draft.content for draft in before.drafts)
    return unsaid or before.has("relative") or not is_clean(before)


def _clip_of(before: Clause | None) -> list[Token]:
    """ "Mute the clip. Make it 5 seconds": what was muted is no sound that lasts, and so it is the clip."""
    clips = [token for token in before.tokens if token.is_a("noun", "clip")] if before is not None else []
    return clips if len(clips) == 1 and not clips[0].text.lower().endswith("clips") else []


def _meant(clause: Clause, leaning: Sequence[Token], *, laid: bool) -> list[Token]:
    """The thing that takes the place of the words that lean; empty where it is not clear. ``laid``: it may lie over the
    pictures or be heard, though no word stands for it; and then no picture goes."""
    thing = antecedent(clause, leaning)
    if not thing or (not leaning and not (is_clip(thing) or laid)):
        return []
    if laid and is_clip(thing) and clause.says("remove", "mute"):
        return []
    if clause.has("quant", "each") and [len(token.places) for token in thing] == [1]:
        return []  # "rotate the first photo, 2 s each"
    beside = leaning and leaning[0].kind == "neighbour"
    return _beside(thing, leaning[0].value) if beside else thing


def _is_read_with(
    clause: Clause, leaning: Sequence[Token], thing: Sequence[Token], read: Callable[[Clause], None]
) -> bool:
    """Whether the clause is understood with the thing named; otherwise it stays as it was."""
    first, before = kept(clause), kept(clause.previous)
    anew(clause, named(clause, leaning, thing))
    read(clause)
    spreads = _spreads(clause, said=True) and is_clip(thing) and not _is_its_sound(clause, thing)
    if is_clean(clause) and clause.drafts and not spreads and _fits(clause, thing[0]):
        clause.leant = True
        return True
    restore(clause, first)
    if clause.previous is not None:
        restore(clause.previous, before)
    return False


def _is_its_sound(clause: Clause, thing: Sequence[Token]) -> bool:
    """ "Trim the clip, mute it": whatever footage there is."""
    return thing[0].is_a("noun", "clip") and all(isinstance(draft, layers.Volume) for draft in clause.drafts)


def _fits(clause: Clause, thing: Token) -> bool:
    """Whether what was read is about the thing: music is not zoomed in on."""
    moving = MOVING.get(thing.value) if thing.kind == "noun" else None
    if moving is not None:
        return all(isinstance(draft, moving) for draft in clause.drafts)
    kinds = _OF_MUSIC if thing.is_a("noun", *HEARD, "sound") else _OF_LAID if thing.is_a("noun", *LAID) else None
    return kinds is None or all(isinstance(draft, kinds) for draft in clause.drafts)


def _pronouns(clause: Clause) -> list[Token]:
    named = clause.has("ordinal") or clause.has("name")
    if named or clause.has("noun", *_THINGS - {"motion", "volume", "color", "video"}):
        return []
    beside = [token for token in clause.tokens if token.kind == "neighbour"]
    found = beside or [token for token in clause.tokens if token.is_a("pronoun", *_PRONOUNS)]
    its = [token for token in clause.tokens if token.is_a("det") and token.text.lower() in ("its", "their", "它的")]
    return found or its or [token for token in clause.tokens if token.text.lower() in BOTH]


def _beside(thing: Sequence[Token], side: str) -> list[Token]:
    """ "The one after it": of the one clip that was spoken of."""
    place = neighbours.beside(thing[0].places, side) if len(thing) == 1 and thing[0].kind == "ordinal" else 0
    return [replace(thing[0], places=(place,))] if place else []


def _is_unsaid(clause: Clause) -> bool:
    """ "第二张调亮一点，移到最后": whose subject the sentence has said before."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or clause.number == 0:
        return False
    of_added = all(isinstance(draft, d.Duration | d.MotionDraft) for draft in clause.drafts)
    if clause.drafts and of_added and hanging.goes_on_adding(before, clause.sentence):
        return False
    named = any(token.kind in _NAMING and token.text not in _APIECE for token in clause.tokens)
    named = named or clause.has("noun", *_THINGS) or any(_is_several(token) for token in clause.tokens)
    return not named and clause.tokens[0].kind in SLOTS and not clause.has("correction")


def _is_several(token: Token) -> bool:
    """ "C.jpg as the opener, zooms": a feature of the whole."""
    return token.kind == "motion" and token.text.isascii() and token.text.lower().endswith("s")


def _is_dropped(clause: Clause) -> bool:
    """ "去掉吧", "再透明些", 往后推两秒, right after a thing was spoken of: Chinese leaves out what all know."""
    before = clause.previous
    if before is None or before.sentence + 1 < clause.sentence or not clause.words():
        return False
    chinese = any(is_han(word.text[0]) for word in clause.words()[:1])
    return chinese and all(token.kind in _UNTHINGLY or _is_done_to_it(token) for token in clause.tokens)


def _is_done_to_it(token: Token) -> bool:
    return (token.kind == "verb" and token.value in _DONE_TO_IT) or token.is_a("noun", "position", "step")


def _lacks(clause: Clause) -> bool:
    added = any(isinstance(draft, d.Create) and draft.adding and draft.chosen.is_open for draft in clause.drafts)
    return not is_clean(clause) or not clause.drafts or (added and clause.has("pronoun", *_PRONOUNS))


def _spreads(clause: Clause, *, said: bool) -> bool:
    """Whether every clip would be changed, as none is named."""
    return any(_is_open(draft) and (said or isinstance(draft, _OF_CLIPS)) for draft in clause.drafts)


def _is_open(draft: Any) -> bool:
    of_clips = (
        isinstance(draft, _OF_CLIPS)
        or getattr(draft, "fit", None) is not None
        or (isinstance(draft, layers.Volume) and draft.of == "footage")
    )
    target = getattr(draft.duration if isinstance(draft, Pace) else draft, "target", None)
    if not of_clips or target is None or (isinstance(draft, d.Duration) and draft.scope == "total"):
        return False
    return isinstance(target, Reference) and target.is_open and not target.names_footage
