"""Which clips there are and in what order: remove, keep only, move, swap, reverse."""

from __future__ import annotations

from itertools import takewhile

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Create, MotionDraft, Reference, Remark, Removal, Reversal, Swap
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import going
from kineograph.studio.interpreter.rules.kinds import kind_of
from kineograph.studio.interpreter.rules.narrowing import of_what_was_done
from kineograph.studio.interpreter.rules.pointing import point, unsaid
from kineograph.timeline.vocabulary import MotionKind

_THINGS = ("picture", "clip")
_OTHER_KINDS = ("motion", "transition", "fade", "static", "mood", "own", "quote")
_TOUCHING = ("touch", "change", "edit")
_PLAIN = ("noun", "except", "conj", "break", "pronoun")
_PARTS = ("头", "尾")
_ONLY = ("只要",)
_AS_NOW = ("alone", "as it is", "as they are", "as is", "untouched", "unchanged")
_STAYING = ("stay", "stays", "remain", "remains")
_FOOTAGE = ("footage", "video footage", "b-roll footage")
_MEASURED = ("duration", "window", "portion", "range", "clock", "percent", "inout", "beyond", "static", "lines")
_FEW_WORDS = 3
_OTHER_TOPICS = ("title", "text", "caption", "music", "transition", "motion", "sound", "volume", "voice")


_DONE = frozenset(
    {"motion", "static", "tone", "grade", "preset", "field", "filter", "transition", "slide", "fade", "speed", "tempo",
     "backwards", "loop", "turned", "rotation", "angle", "relative", "quote", "color", "duration", "mood"}
)  # fmt: skip
_GIVEN = ("给", "加", "加个", "加上", "加点", "配", "配个", "写", "打上")
"""What is done to a clip that stays among the others."""


def read(clause: Clause) -> None:
    if (other := of_what_was_done(clause)) is not None:
        unsaid(clause, other, "unplaced")
    elif _swaps(clause) and not clause.has("noun", *_OTHER_TOPICS):
        _swap(clause)
    elif clause.free("verb", "reverse"):
        _reverse(clause)
    elif _only(clause):
        _keep_only(clause)
    elif _about_others(clause):
        return
    elif clause.free("verb", "remove", "keep") or _is_left_alone(clause):
        _remove(clause)
    elif _unwanted(clause):
        _dismiss(clause)
    else:
        going.read(clause)


def _about_others(clause: Clause) -> bool:
    """Whether something of the clips is meant ("the zoom of the second photo"), not the clips themselves."""
    return clause.has("noun", *_OTHER_TOPICS) or any(clause.has(kind) for kind in _OTHER_KINDS)


def _is_left_alone(clause: Clause) -> bool:
    """ "Don't touch the first photo"."""
    plain = all(token.kind in (*_PLAIN, "verb", "neg", "ordinal", "name") for token in clause.words())
    return plain and any(clause.sign(token) is Sign.KEPT for token in clause.free("verb", *_TOUCHING))


def _unwanted(clause: Clause) -> bool:
    """ "第三张不要了": a negation alone, said of a clip."""
    negations = clause.free("neg")
    every = clause.has("quant", "all") and clause.has("noun", *_THINGS) and not clause.has("noun", "video")
    every = every or bool(clause.free("beyond"))
    if len(negations) != 1 or clause.has("verb") or not (_pointers(clause) or every):
        return False
    want = clause.after(negations[0], frozenset({"polite"}))
    dismissed = want is not None and want.text.lower() in ("want", "need", "like") and _is_of_video(clause)
    plainly = negations[0].text in ("不要", "不想要", "不需要") or negations[0].value == "dismiss"
    return dismissed or plainly or _corrects_creation(clause)


def _is_of_video(clause: Clause) -> bool:
    """ "I don't want photo 4 in the video": clips, and nothing else."""
    plain = all(
        token.kind in ("ordinal", "name", "beyond", "neg", "conj", "prep", "quant", "except")
        or token.is_a("noun", "picture", "clip", "video")
        for token in clause.words()
    )
    return len(clause.words()) <= _FEW_WORDS or plain


def _corrects_creation(clause: Clause) -> bool:
    """ "Make a video, but not the third photo"."""
    before = clause.previous
    return before is not None and any(isinstance(draft, Create) for draft in before.drafts)


def _dismiss(clause: Clause) -> None:
    clause.trigger("remove", *clause.free("neg"))
    clause.drafts.append(Removal(point(clause)))


def _swaps(clause: Clause) -> list[Token]:
    """ "Swap", or "switch the third and the fifth photo"."""
    switched = [token for token in clause.free("verb", "change") if token.text.lower() == "switch"]
    switched += [token for token in clause.free("verb", "reverse") if token.text.lower().startswith("the other way")]
    two = sum(len(token.places) or 1 for token in _pointers(clause)) == 2
    return [*clause.free("verb", "swap"), *(switched if two and not clause.has("prep", "to") else ())]


def _swap(clause: Clause) -> None:
    verbs = _swaps(clause)
    if clause.signed(verbs[0], "order") is not Sign.WANTED:
        return
    before, theirs = clause.previous, any("their" in verb.text.lower().split() for verb in verbs)
    if theirs and before is not None and before.topic in ("text", "overlay"):
        unsaid(clause, verbs[0], "both")
        return
    clause.trigger("order", *verbs, *clause.free("noun", "position", "order"), *clause.free("verb", "change"))
    clause.trigger("order", *clause.free("prep", "between", "with"))
    target = point(clause)
    pair = [token for token in clause.free("number") if token.amount == len(("one", "other"))]
    if pair and target.is_open and clause.has("noun", *_THINGS):
        clause.store(pair[0], "target")
        target = Reference(every=True, kind=kind_of(clause), count=2)
    if target.is_open and clause.previous is not None and len(clause.previous.target.places) == 2:
        target = clause.previous.target
    clause.drafts.append(Swap(target))


def _reverse(clause: Clause) -> None:
    verbs = clause.free("verb", "reverse")
    named = clause.has("noun", "order", "picture", "clip") or clause.has("pronoun", "them", "it")
    if clause.free("ordinal") or not (named or len(clause.words()) <= 2):
        return
    if clause.signed(verbs[0], "order") is Sign.WANTED:
        clause.trigger("order", *verbs, *clause.free("noun", "order"))
        for token in clause.free("quant", "all"):
            clause.store(token, "target")
        clause.drafts.append(Reversal())


def _only(clause: Clause) -> bool:
    """ "Keep only", 只要, 就留, 只保留."""
    want = any(token.text.lower() in ("want", "need") for token in clause.tokens) and not clause.has("verb")
    staying = [token for token in clause.tokens if token.is_a("verb", "last") and token.text.lower() in _STAYING]
    said = clause.has("quant", "only") and (clause.says("keep", "use") or want or _belong(clause))
    said = said or (clause.has("quant", "only") and bool(staying) and not clause.has("duration"))
    if any(token.is_a("verb", "keep") and token.text.lower() in _AS_NOW for token in clause.tokens):
        return False
    if _does_more(clause):
        return False
    keeping = [token for token in clause.tokens if token.is_a("verb", "keep") and token.text[0] in "就只仅单光"]
    alone = bool(keeping) or any(token.text in _ONLY for token in clause.tokens) or _of_new_video(clause)
    return (said or alone) and (bool(_pointers(clause)) or (said and _of_kind(clause)))


def _of_new_video(clause: Clause) -> bool:
    """ "Make a video", and then "only the first three": those stay."""
    before = clause.previous
    made = before is not None and before.number < 0 and any(isinstance(draft, Create) for draft in before.drafts)
    plain = all(
        token.kind in ("quant", "ordinal", "name", "conj") or token.is_a("noun", *_THINGS) for token in clause.words()
    )
    return made and plain and clause.begins and clause.has("quant", "only")


def _does_more(clause: Clause) -> bool:
    """ "只要给第一张加个推近就好": that is all there is to do, and nothing goes."""
    only = next((token for token in clause.tokens if token.is_a("quant", "only") and is_han(token.text[0])), None)
    if only is None:
        return False
    ahead = takewhile(lambda token: token.kind != "break", (t for t in clause.tokens if t.start > only.start))
    return any(token.kind in _DONE or (token.is_a("verb") and token.text in _GIVEN) for token in ahead)


def _of_kind(clause: Clause) -> bool:
    """ "The photos", "the footage": all of a kind, where nothing else is spoken of."""
    plain = not any(token.kind in _MEASURED for token in clause.tokens) and not _about_others(clause)
    nouns = [token for token in clause.tokens if token.is_a("noun", *_THINGS)]
    several = [token for token in nouns if token.text.lower().endswith("s") or token.text.lower() in _FOOTAGE]
    return plain and bool(nouns) and bool(kind_of(clause)) and (bool(several) or kind_of(clause) == "clip")


def _belong(clause: Clause) -> bool:
    """ "Only a.jpg and c.jpg should go into the video"."""
    inside = [token for token in clause.tokens if token.is_a("prep", "to", "in") and _ends_in_video(clause, token)]
    return bool(inside) and not clause.has("verb")


def _ends_in_video(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is not None and following.is_a("noun", "video") and clause.after(following) is None


def _keep_only(clause: Clause) -> None:
    """ "Keep only the first two photos"."""
    clause.trigger("remove", *clause.free("quant", "only"), *clause.free("verb", "keep", "use", "last"))
    clause.drafts.append(Removal(point(clause), keeping=True))


def _remove(clause: Clause) -> None:
    verb = (clause.free("verb", "remove", "keep") or clause.free("verb", *_TOUCHING))[0]
    pointed = bool(clause.free("ordinal") or clause.free("name") or clause.free("beyond"))
    moving = [
        token for token in clause.free("noun", "clip") if token.text.lower() in ("footage", "视频素材", "录像", "录屏")
    ]
    moving += clause.free("noun", "picture") if _of_kind(clause) else []
    of_clip = pointed and clause.has("pronoun", "it", "them") and clause.has("prep", "from")
    of_clip = of_clip or verb.text.endswith(_PARTS)
    if of_clip or not (pointed or moving or clause.has("quant", "all", "each") or clause.has("pronoun")):
        return
    if _is_of_layers(clause, pointed=pointed):
        unsaid(clause, verb, "both")
    elif verb.value == "keep" or clause.sign(verb) is Sign.KEPT:
        _keep(clause, verb)
    elif clause.sign(verb) is Sign.UNWANTED:
        _drop(clause, verb, pointed=pointed)


def _is_of_layers(clause: Clause, *, pointed: bool) -> bool:
    """ "Delete them all", "the first of those", right after texts, a logo or sounds were spoken of: not the clips."""
    before = clause.previous
    them = clause.has("pronoun", "them") and clause.has("quant", "all") and not pointed
    them = them or any(
        token.is_a("prep", "of") and (after := clause.after(token, frozenset())) is not None
        and after.text.lower() in ("those", "these", "them", "the two")
        for token in clause.tokens
    )  # fmt: skip
    them = them or any(token.text.lower().endswith(" one") for token in clause.tokens if token.kind == "ordinal")
    them = them and not clause.has("noun")
    return them and before is not None and before.topic in ("text", "overlay", "music", "voice")


def _keep(clause: Clause, verb: Token) -> None:
    """ "Don't remove the second photo"; but "keep it still" and "keep it for 5 s" are about something else."""
    still = clause.words()[-1].text.lower() == "still"
    if verb.value == "keep" and (
        still or any(clause.has(kind) for kind in ("motion", "static", "duration", "relative"))
    ):
        return
    clause.signed(verb, "remove")
    if not point(clause).is_open:
        clause.drafts.append(Remark("kept", _words(clause)))
        for token in clause.tokens:
            if clause.claims.get(token.start) == (State.STORED, "target"):
                clause.claim(token, State.NOTED, "kept")


def _zooms_out(clause: Clause, verb: Token) -> bool:
    """ "The second out", after "zoom in on the first": the camera, and not the picture."""
    before = clause.previous
    zooming = before is not None and any(
        isinstance(draft, MotionDraft) and MotionKind.ZOOM_IN in draft.kinds for draft in before.drafts
    )
    return zooming and verb.text.lower() in ("removed", "out") and verb.end - verb.start == len("out")


def _drop(clause: Clause, verb: Token, *, pointed: bool) -> None:
    if clause.has("conj", "or"):
        for token in clause.free("conj", "or"):
            unsaid(clause, token, "choice")
        return
    clause.signed(verb, "remove")
    if _zooms_out(clause, verb):
        clause.drafts.append(MotionDraft((MotionKind.ZOOM_OUT,), None, point(clause)))
        return
    exception = clause.one("except", *(("except", "but") if clause.has("quant", "all") else ("except",)))
    if exception is not None and not pointed:
        return
    if exception is not None and pointed:
        clause.trigger("remove", exception, *clause.free("quant", "all"), *clause.free("pronoun", "rest"))
        clause.trigger("remove", *clause.free("except", "except"))
    theirs = any(token.text.lower().endswith("of them") for token in clause.free("quant", "all"))
    if not pointed and not clause.has("noun", *_THINGS) and not clause.has("pronoun") and not theirs:
        return
    target = point(clause)
    if not target.is_open or target.kind == "footage" or (target.kind == "picture" and _of_kind(clause)):
        clause.drafts.append(Removal(target, keeping=exception is not None))


def _words(clause: Clause) -> str:
    named = [token.text for token in clause.tokens if token.kind in ("ordinal", "name")]
    said = [token.text.strip() for token in clause.tokens if token.kind not in ("break", "conj")]
    return " ".join(named) or " ".join(said)


def _pointers(clause: Clause) -> list[Token]:
    """Ordinals and file names, as they stand."""
    return sorted((*clause.free("ordinal"), *clause.free("name")), key=lambda token: token.start)
