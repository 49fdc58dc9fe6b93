"""What "it", "them", "both" or an unsaid subject stand for: the thing that was spoken of last takes their place, and
the clause is read as if it had been named.

Only where the clause is not understood without, or would change every clip although one of them was spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kineograph.studio.interpreter.clauses import hanging
from kineograph.studio.interpreter.clauses.clause import LIGHT, Clause
from kineograph.studio.interpreter.clauses.closing import is_clean, leftovers
from kineograph.studio.interpreter.clauses.rereading import SLOTS, anew, kept, named, restore
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers
from kineograph.studio.interpreter.drafts.general import Reference
from kineograph.studio.interpreter.drafts.looks import LookDraft, TransformDraft
from kineograph.studio.interpreter.drafts.playing import Backwards, Cutout, Pace, Speed
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.mending import neighbours
from kineograph.timeline.vocabulary import SoundRole

_TEXTS = (layers.TextDraft, layers.TextChange, layers.Lines)
_OVERLAYS = (layers.OverlayDraft, layers.OverlayChange)
_OF_MUSIC = (layers.Volume, layers.MusicRemoval, layers.Fading, layers.Ducking, layers.SoundRemoval, layers.SoundDraft,
             d.Remark)  # fmt: skip
_OF_LAID = (layers.TextChange, layers.TextRemoval, layers.OverlayChange, layers.OverlayRemoval, layers.Fading, d.Remark)
_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_SPOKEN = ("narration", "voice", "effect")
_HEARD = ("music", "voice", "narration", "effect", "sound")
_HEARD_AS = {"music": _HEARD, "footage": ("sound",), "voice": _SPOKEN, "effect": _SPOKEN}
_NAMED_AS = {"music": "music", "footage": "sound", "voice": "narration", "effect": "effect"}
_THINGS = frozenset({"picture", "clip", "video", *_LAID, *_HEARD, "sound", "transition", "motion", "volume", "color"})
_NAMING = ("ordinal", "name", "quant", "quote", "pronoun", "beyond", "transition", "slide", "own", "except", "lines")
_OF_CLIPS = (Cutout, LookDraft, TransformDraft, Speed, Pace, Backwards, d.MotionDraft, d.Duration)
_PRONOUNS = ("it", "them")
_BOTH = frozenset({"both", "both of them", "they both", "them both", "both photos", "both pictures"})
_APIECE = ("各", "各自", "分别", "each", "apiece")
_UNTHINGLY = LIGHT | {"break", "conj", "degree", "relative", "opacity", "percent", "factor", "multiple", "comes",
                      "goes", "aloft", "number", "correction", "size", "shift", "prep", "clock", "window",
                      "entrance", "ground"}  # fmt: skip
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
    if not thing or _is_read_with(clause, leaning, thing, read):
        return
    if thing[0].is_a("noun", "sound") and (clip := _clip_of(clause.previous)):
        _is_read_with(clause, leaning, clip, read)
        return
    if leaning and _is_clip(thing) and _spreads(clause, said=True):
        for token in leaning:
            clause.claim(token, State.NOT_UNDERSTOOD, "leaning")


def _clip_of(before: Clause | None) -> list[Token]:
    """ "Mute the clip. Make it 5 seconds": what was muted is no sound that lasts, and so it is the clip."""
    clips = [token for token in before.tokens if token.is_a("noun", "clip")] if before is not None else []
    return clips if len(clips) == 1 and not clips[0].text.lower().endswith("clips") else []


def _meant(clause: Clause, leaning: Sequence[Token], *, laid: bool) -> list[Token]:
    """The thing that takes the place of the words that lean; empty where it is not clear. ``laid``: it may lie over the
    pictures or be heard, though no word stands for it; and then no picture goes."""
    thing = _antecedent(clause, leaning)
    if not thing or (not leaning and not (_is_clip(thing) or laid)):
        return []
    if laid and _is_clip(thing) and clause.says("remove", "mute"):
        return []
    beside = leaning and leaning[0].kind == "neighbour"
    return _beside(thing, leaning[0].value) if beside else thing


def _is_read_with(
    clause: Clause, leaning: Sequence[Token], thing: Sequence[Token], read: Callable[[Clause], None]
) -> bool:
    """Whether the clause is understood with the thing named; otherwise it stays as it was."""
    first, before = kept(clause), kept(clause.previous)
    anew(clause, named(clause, leaning, thing))
    read(clause)
    spreads = _spreads(clause, said=True) and _is_clip(thing)
    if is_clean(clause) and clause.drafts and not spreads and _fits(clause, thing[0]):
        clause.leant = True
        return True
    restore(clause, first)
    if clause.previous is not None:
        restore(clause.previous, before)
    return False


def _fits(clause: Clause, thing: Token) -> bool:
    """Whether what was read is about the thing: music is not zoomed in on."""
    kinds = _OF_MUSIC if thing.is_a("noun", *_HEARD, "sound") else _OF_LAID if thing.is_a("noun", *_LAID) else None
    return kinds is None or all(isinstance(draft, kinds) for draft in clause.drafts)


def _pronouns(clause: Clause) -> list[Token]:
    named = clause.has("ordinal") or clause.has("name")
    if named or clause.has("noun", *_THINGS - {"motion", "volume", "color", "video"}):
        return []
    beside = [token for token in clause.tokens if token.kind == "neighbour"]
    found = beside or [token for token in clause.tokens if token.is_a("pronoun", *_PRONOUNS)]
    its = [token for token in clause.tokens if token.is_a("det") and token.text.lower() in ("its", "their", "它的")]
    return found or its or [token for token in clause.tokens if token.text.lower() in _BOTH]


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


def _antecedent(clause: Clause, leaning: Sequence[Token]) -> list[Token]:
    """The tokens that name what was spoken of last; none where that is not clear."""
    before = clause.previous
    while before is not None and before.sentence + 1 >= clause.sentence:
        if any(isinstance(draft, d.Removal | d.Create | d.History) and not _adds(draft) for draft in before.drafts):
            return []
        found = _griped(before) or _thing(before)
        if found is not None:
            several = any(token.value == "them" or token.text.lower() in _BOTH for token in leaning)
            if several and found and found[0].is_a("noun", *_LAID):
                return found if _are_so_many(found[0], clause, leaning) else []
            return _widened(found, before, clause) if several else found if _is_one(found) or not leaning else []
        if not leaning and before.sentence != clause.sentence:
            return []
        before = before.previous
    return []


def _are_so_many(noun: Token, clause: Clause, leaning: Sequence[Token]) -> bool:
    """Whether "both" are two; and nothing goes that was not counted."""
    both = any(token.text.lower() in _BOTH for token in leaning)
    return len(noun.places) == 2 if both and noun.places else not (both or clause.says("remove")) or bool(noun.places)


def _adds(draft: d.Draft) -> bool:
    return isinstance(draft, d.Create) and draft.adding


def _is_one(found: Sequence[Token]) -> bool:
    return len(found) == 1 and len(found[0].places) <= 1


def _is_clip(found: Sequence[Token]) -> bool:
    return found[0].kind in ("ordinal", "name") or found[0].is_a("noun", "clip")


def _thing(before: Clause) -> list[Token] | None:
    """What a clause spoke of: None where it named nothing, empty where it is not clear what."""
    if any(isinstance(draft, _TEXTS) for draft in before.drafts):
        places = before.target.places if before.sentence < 0 and before.topic == "text" else ()
        noun = _noun(before, _LAID, "text")
        return [replace(noun, value="text", places=places) if len(places) > 1 else noun]
    if any(isinstance(draft, _OVERLAYS) for draft in before.drafts):
        return [_noun(before, _LAID, "overlay")]
    if (heard := _heard(before)) is not None:
        return heard
    if before.topic == "clip" and not before.target.is_open:
        return _clips(before)
    laid = {token.value for token in before.tokens if token.is_a("noun", *_LAID, *_HEARD)}
    clips = [token for token in before.tokens if token.is_a("noun", "clip")]
    if len(laid) == 1 and not (clips or before.has("ordinal") or before.has("name")):
        return [_noun(before, (*laid,), "")]
    pictures = [token for token in before.tokens if token.is_a("noun", "picture") and is_han(token.text[0])]
    if before.topic != "clip" and pictures and not (laid or before.has("ordinal") or before.has("name")):
        return pictures[:1]
    if (
        not laid
        and len(clips) == 1
        and not clips[0].text.lower().endswith("clips")
        and not (before.has("ordinal") or before.has("name") or before.has("quant"))
    ):
        return clips[:1]
    vague = laid or clips or before.has("ordinal") or before.has("name")
    return [] if vague or before.has("quant", "all", "each", "total") else None


def _heard(before: Clause) -> list[Token] | None:
    """The sound that a clause spoke of; None where it spoke of none."""
    if spoken := [draft for draft in before.drafts if isinstance(draft, layers.SoundDraft)]:
        return [_noun(before, _SPOKEN, "effect" if spoken[-1].role is SoundRole.EFFECT else "narration")]
    if any(isinstance(draft, layers.Music) for draft in before.drafts):
        return [_noun(before, _HEARD, "music")]
    turned = [draft for draft in before.drafts if isinstance(draft, layers.Volume)]
    if turned and turned[-1].of == "footage" and not turned[-1].target.is_open:
        return _clips(replace(before, target=turned[-1].target))
    if not turned or (turned[-1].of != "music" and not before.target.is_open):
        return None
    return [_noun(before, _HEARD_AS[turned[-1].of], _NAMED_AS[turned[-1].of])]


def _griped(before: Clause) -> list[Token]:
    """ "Photo 3 bothers me, …": that one."""
    pointed = [token for token in before.tokens if token.kind in ("ordinal", "name")]
    return pointed if before.has("gripe") and len(pointed) == 1 and not before.has("noun", *_LAID, *_HEARD) else []


def _clips(before: Clause) -> list[Token]:
    target = before.target
    if target.every or target.others or target.beyond:
        return []
    model = next((token for token in before.tokens if token.kind in ("ordinal", "name")), before.tokens[0])
    found = [replace(model, kind="name", value=name, text=name, places=()) for name in target.names]
    if target.places:
        found.append(replace(model, kind="ordinal", value="", places=target.places))
    return found


def _noun(before: Clause, values: tuple[str, ...], unless: str) -> Token:
    named = [token for token in before.tokens if token.is_a("noun", *values)]
    return named[-1] if named else replace(before.tokens[0], kind="noun", value=unless, text=unless, places=())


def _widened(found: list[Token], before: Clause, clause: Clause) -> list[Token]:
    """ "Brighten photo 1. Darken photo 3. Make them 4 seconds": both."""
    if not found or not all(token.kind == "ordinal" for token in found):
        return found if len(found) > 1 or (found and found[0].kind == "noun") else []
    places: list[int] = []
    earlier: Clause | None = before
    while earlier is not None and earlier.number >= 0 and earlier.sentence + 2 >= clause.sentence:
        if earlier.topic == "clip" and not (earlier.target.others or earlier.target.names or earlier.target.beyond):
            places = [*earlier.target.places, *places]
        earlier = earlier.previous
    places = list(dict.fromkeys(places or found[0].places))
    return [replace(found[0], places=tuple(places))] if len(places) > 1 else []
