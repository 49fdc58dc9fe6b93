"""How one clip follows another: kinds, length, between which; or plain cuts."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark, TransitionDraft
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import cut_lengths
from kineograph.studio.interpreter.rules.cuts import Cuts, find, on_both_sides, same_cuts
from kineograph.studio.interpreter.rules.pointing import is_of_laid, unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.timeline.vocabulary import TransitionKind

_DIRECTED = ("slide", "wipe", "push")
_REPLACING = ("change", "changing", "replace", "switch", "换", "换个", "换一个", "更换", "换掉", "换一下", "换换", "改")
_ZOOMS = ("zoom", "zoom_in", "zoom_out")
_BLURS = ("blur", "soft blur", "gentle blur", "smooth blur", "blurs", "blurring", "模糊", "虚化")
_ONLY = ("只", "仅", "就留", "就保留", "单留", "光留", "keep only", "only")
_LIKE = ("那样", "那样的", "那种", "一样", "一样的")
_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}


def read(clause: Clause) -> None:
    nouns = clause.free("noun", "transition")
    kinds = [*clause.free("transition"), *_loose(clause, nouns), *_borrowed(clause, nouns)]
    words = sorted((*nouns, *kinds), key=lambda token: token.start)
    other = bool(words) and not nouns and (is_of_laid(clause) or _fades_text(clause, words) or _shapes(clause, words))
    if _is_of_pictures(clause, words) or other:
        return
    if not words:
        cut_lengths.read_length(clause)
        cut_lengths.read_change(clause)
    if not words or _refused(clause, nouns):
        return
    if _fades_in_already(clause, words):
        clause.trigger("transition", *words)
        return
    sign = clause.signed(words[0], "transition")
    clause.trigger("transition", *nouns)
    if sign is Sign.KEPT or (not kinds and _only_some(clause)):
        clause.trigger("transition", *kinds)
        _keep(clause, words, find(clause))
        return
    ordered = _wanted(clause, sorted(kinds, key=lambda token: token.start))
    old = _old(clause, ordered)
    said = _kinds(clause, ordered[1:] if old else ordered)
    measure = cut_lengths.measured(clause, words, named=bool(nouns))
    cuts = same_cuts(clause, ordered) or find(clause)
    _claim_epithets(clause, words)
    if _says_where(clause, said, cuts) and sign is Sign.WANTED and measure == cut_lengths.UNMEASURED:
        return
    bare = not (said or sign is Sign.UNWANTED) and measure == cut_lengths.UNMEASURED
    clause.drafts.append(
        TransitionDraft(
            (TransitionKind.CUT,) if sign is Sign.UNWANTED else said,
            measure.length,
            cuts.target,
            between=cuts.between,
            after=cuts.after,
            both=on_both_sides(clause),
            change_ms=measure.change_ms,
            factor=measure.factor,
            old=old,
            changing=bare and any(_replaces(token) for token in clause.tokens),
        )
    )
    clause.topic = "transition"


def _fades_in_already(clause: Clause, words: list[Token]) -> bool:
    """ "Open on black and fade into the first shot": one fade."""
    faded = any(isinstance(draft, FadeDraft) and not draft.unwanted for draft in clause.drafts)
    return faded and all(token.text.lower().startswith("fade") and token.text.lower() != "fades" for token in words)


def _claim_epithets(clause: Clause, words: list[Token]) -> None:
    """ "Cinematic transitions", "bold cuts": what they are to be like."""
    kinds = ("mood", "strength", "lettering")
    for token in clause.tokens:
        if token.kind in kinds and token.start not in clause.claims:
            following = clause.after(token, LIGHT | {*kinds})
            if following is not None and any(following.start == word.start for word in words):
                clause.claim(token, State.NOTED, "style")


def _says_where(clause: Clause, said: tuple[TransitionKind, ...], cuts: Cuts) -> bool:
    """ "Push left, 0.8 s, for each cut": what was said before is of all of them."""
    before = clause.previous
    told = before is not None and any(isinstance(draft, TransitionDraft) for draft in before.drafts)
    same = told and before is not None and before.sentence == clause.sentence and clause.number > 0
    return same and not said and cuts == Cuts() and not clause.has("verb")


def _wanted(clause: Clause, kinds: list[Token]) -> list[Token]:
    """ "Cuts instead of crossfades": only what is wanted, where something is."""
    unwanted = [token for token in kinds if clause.sign(token) is Sign.UNWANTED]
    if not unwanted or len(unwanted) == len(kinds):
        return kinds
    for token in unwanted:
        clause.signed(token, "transition")
    clause.trigger("transition", *unwanted)
    return [token for token in kinds if token not in unwanted]


def _old(clause: Clause, kinds: list[Token]) -> TransitionKind | None:
    """ "Change the wipe to a crossfade", "make all cuts crossfades": the kind that is there now."""
    if len(kinds) != 2 or clause.has("conj") or clause.has("alternate") or not clause.says("change", "make", "turn"):
        return None
    between = [token for token in clause.tokens if kinds[0].start < token.start < kinds[1].start]
    linked = any(token.is_a("prep", "to", "with") or token.is_a("verb", "change", "turn") for token in between)
    if kinds[0].kind != "transition" or not (linked or not between) or kinds[0].value == kinds[1].value:
        return None
    old = _kind(clause, kinds[0])
    clause.claim(kinds[0], State.TRIGGER if old is TransitionKind.CUT else State.STORED, "old")
    return old


def _replaces(token: Token) -> bool:
    """ "Change the transition", 换个转场: to another, and it does not say which."""
    return token.is_a("verb", "change", "swap") and token.text.lower() in _REPLACING


def _fades_text(clause: Clause, words: list[Token]) -> bool:
    """ "With a fade", "fade it in", right after a text was spoken of."""
    before = clause.previous
    spoken = before is not None and before.sentence < 0 and before.topic in ("text", "overlay")
    return spoken and all(token.kind == "fade" for token in words) and not clause.has("noun")


def _only_some(clause: Clause) -> bool:
    """ "转场只要第二处的": those that are there, and no others."""
    bare = not (clause.has("verb") or clause.has("duration") or clause.has("relative") or clause.has("neg"))
    return bare and clause.has("quant", "only") and bool(clause.free("ordinal"))


def _keep(clause: Clause, words: list[Token], cuts: Cuts) -> None:
    """ "Keep the transitions"; "转场只留最后一个": and the others become plain cuts."""
    only = clause.has("quant", "only") or any(token.text.lower().startswith(_ONLY) for token in clause.tokens)
    if only and not (cuts.target.is_open or cuts.target.others or cuts.between or cuts.after):
        others = replace(cuts.target, others=True)
        clause.drafts.append(TransitionDraft((TransitionKind.CUT,), target=others))
    else:
        clause.drafts.append(Remark("kept", words[0].text))
    clause.topic = "transition"


def _shapes(clause: Clause, words: list[Token]) -> bool:
    """ "右上角贴logo，圆形": what the logo is to look like."""
    before = clause.previous
    laid = before is not None and before.sentence == clause.sentence and before.topic in ("overlay", "text")
    return laid and all(token.is_a("transition", "circle") for token in words) and len(clause.words()) == len(words)


def _is_of_pictures(clause: Clause, words: list[Token]) -> bool:
    """ "照片切换太快了", "quicker cuts": the pictures are what changes too fast."""
    switching = bool(words) and all(token.text == "切换" for token in words) and clause.has("noun", "picture")
    cutting = bool(words) and all(token.text.lower() == "cuts" for token in words)
    return (switching or cutting) and clause.has("relative", "slower", "slower_bit", "faster", "faster_bit")


def _loose(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "slide" and "fade" are transitions beside the word, a direction or "between"; "each slide" is a picture."""
    between = clause.has("prep", "between") or bool(nouns) or bool(clause.free("transition"))
    found: list[Token] = []
    for token in (*clause.free("slide"), *clause.free("fade"), *clause.free("verb", "fade")):
        if token.kind == "slide" and _counts_pictures(clause, token):
            clause.trigger("picture", token)
        elif token.kind == "slide" or (not clause.has("noun", "music") and (between or not clause.has("edge"))):
            found.append(token)
    return found


def _counts_pictures(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function", "polite", "descriptor"}))
    return before is not None and (
        before.kind in ("quant", "ordinal", "number") or before.is_a("det", "definite", "this")
    )


def _borrowed(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "A zoom between the first two", "blur as the transition": of a move or a look, where no other kind is named."""
    if not (nouns or clause.has("prep", "between")) or clause.free("transition") or clause.has("noun", "motion"):
        return []
    zooms = [token for token in clause.free("motion", *_ZOOMS) if nouns or not clause.has("quant")]
    zooms = [token for token in zooms if not nouns or not _is_apart(clause, token, nouns)]
    pushes = [token for token in clause.free("motion", "in_and_out") if nouns and token.text.startswith("推拉")]
    blurs = [token for token in clause.tokens if token.text.lower() in _BLURS and token.start not in clause.claims]
    found = [Token("transition", "zoom", token.start, token.end, token.text) for token in zooms]
    found += [Token("transition", "push", token.start, token.end, token.text) for token in pushes]
    return [*found, *(Token("transition", "blur", token.start, token.end, token.text) for token in blurs)]


def _is_apart(clause: Clause, token: Token, nouns: list[Token]) -> bool:
    """ "Smooth zooms and cinematic transitions": two things."""
    between = [other for other in clause.tokens if token.start < other.start < nouns[-1].start]
    return any(other.is_a("conj", "and") or other.kind == "break" for other in between)


def _resembles(clause: Clause) -> bool:
    """ "转场统一成第一个那样": like one that is there, which nobody looks up here."""
    for token in clause.tokens:
        before = clause.before(token, frozenset()) if token.text in _LIKE else None
        if before is not None and before.kind == "ordinal":
            unsaid(clause, before, "unplaced")
            return True
    return False


def _refused(clause: Clause, nouns: list[Token]) -> bool:
    """ "pan transitions", "random … transitions": the words beside the noun name what we do not have."""
    if nouns and _resembles(clause):
        return True
    for noun in nouns:
        before = clause.before(noun, LIGHT - {"descriptor"})
        if before is not None and before.kind == "motion" and before.start not in clause.claims:
            if before.value in _ZOOMS:
                continue
            clause.claim(noun, State.UNSUPPORTED, "transition")
            refuse(clause, before, "transition")
            return True
    various = clause.free("alternate") if not clause.has("transition") else []
    chance = [*clause.free("verb", "shuffle"), *clause.free("sortkey", "shuffle"), *various]
    for token in chance if nouns else ():
        refuse(clause, token, "random")
        return True
    return False


def _kinds(clause: Clause, words: list[Token]) -> tuple[TransitionKind, ...]:
    """The kinds that are named, in order; "this or that" is a question."""
    found: list[TransitionKind] = []
    choice = clause.has("conj", "or")
    for token in words:
        if choice and found and not _repeats(token, found):
            clause.claim(token, State.NOT_UNDERSTOOD, "two_kinds")
            continue
        clause.store(token, "kind")
        if not _repeats(token, found):
            found.append(_kind(clause, token))
    clause.trigger("transition", *clause.free("alternate"))
    return tuple(dict.fromkeys(found))


def _repeats(token: Token, found: list[TransitionKind]) -> bool:
    """ "Slide transitions, sliding left": the same kind once more; "fade" says no more than a fade that was named."""
    fades = token.kind in ("fade", "verb") and bool(found)
    return fades or any(kind.startswith(token.value) for kind in found)


def _kind(clause: Clause, token: Token) -> TransitionKind:
    if token.kind in ("fade", "verb"):
        return TransitionKind.FADE_WHITE if token.value.endswith("white") else TransitionKind.CROSSFADE
    if token.value in _DIRECTED:
        return TransitionKind(f"{token.value}_{_direction(clause)}")
    return TransitionKind(token.value)


def _direction(clause: Clause) -> str:
    for token in (*clause.free("side", *_OPPOSITE), *clause.free("place", "left", "right", "top", "bottom")):
        clause.store(token, "kind")
        before = clause.before(token)
        side = {"top": "up", "bottom": "down"}.get(token.value, token.value)
        return _OPPOSITE[side] if before is not None and before.is_a("prep", "from") else side
    return "left"
