"""The shape of the video: a ratio, a size in pixels, a word for it, or the platform it is for."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Remark, Shape
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token

_LAID = ("logo", "watermark", "overlay", "inset", "title", "text", "caption", "lower_third", "credits")
_SOME = frozenset({"anything", "anywhere", "both", "both of them", "both of these", "both of those"})
_SUBJECTS = ("picture", "clip")
_NOUNLIKE = ("portrait", "landscape")
_DOING = (
    "so i can", "so we can", "so that i can", "in order to", "to post", "to share", "to use", "to send", "that i can",
    "for use", "用来", "好让", "方便", "供", "发到", "发在", "分享到", "发给", "分享给",
)  # fmt: skip


def read(clause: Clause) -> None:
    platforms = [token for token in clause.free("platform") if not _is_purpose(clause, token)]
    words = [token for token in clause.free("aspect") if not _describes_subject(clause, token)]
    exact = [
        *(token for token in clause.free("pixels") if not _is_of_layer(clause, token)),
        *(token for token in clause.free("ratio") if not _is_start(clause, token)),
    ]
    chosen = exact[:1] or words[:1] or platforms[:1]
    if not chosen:
        return
    sign = clause.signed(chosen[0], "canvas")
    clause.trigger("canvas", *clause.free("noun", "shape", "resolution"))
    if sign is not Sign.WANTED:
        clause.trigger("canvas", *exact, *words, *platforms)
        if sign is Sign.KEPT:
            _retract(clause)
        clause.drafts.append(Remark("kept" if sign is Sign.KEPT else "avoided", chosen[0].text))
        return
    for token in (*exact, *words):
        agrees = token.value == chosen[0].value or (chosen[0].kind == "pixels" and token.kind != "pixels")
        agrees = agrees or (token.kind == "aspect" and _lies(token.value) == _lies(chosen[0].value) != 0)
        clause.claim(token, State.STORED if agrees else State.NOT_UNDERSTOOD, "aspect" if agrees else "two_shapes")
    _settle_platforms(clause, platforms, chosen[0])
    if not clause.has("noun", *_LAID):
        every = [token for token in clause.free("quant", "all", "total") if token.text.lower() not in _SOME]
        clause.trigger("canvas", *every)
    size = chosen[0].places if chosen[0].kind == "pixels" else None
    ratio = next((token.value for token in (*exact, *words) if ":" in token.value), "") if size and 0 in size else ""
    clause.drafts.append(Shape(ratio if size else chosen[0].value, (size[0], size[1]) if size else None))


def _retract(clause: Clause) -> None:
    """ "Vertical. … No wait, keep it horizontal": the shape that was asked for just before is not wanted after all."""
    corrections, before = clause.free("correction"), clause.previous
    while corrections and before is not None and before.number >= 0:
        for draft in [draft for draft in before.drafts if isinstance(draft, Shape)]:
            before.drop(draft)
            clause.trigger("retracted", *corrections)
            for token in before.tokens:
                if before.claims.get(token.start, (State.FUNCTION, ""))[1] in ("aspect", "canvas"):
                    before.claim(token, State.NOTED, "retracted")
        before = before.previous


def _is_of_layer(clause: Clause, size: Token) -> bool:
    """ "The logo 200 px wide": no size of the video."""
    before = clause.previous
    leans = clause.has("pronoun", "it", "them") or not clause.has("noun")
    spoken = before is not None and before.topic in ("overlay", "text") and leans
    return 0 in size.places and (spoken or clause.has("noun", *_LAID) or clause.has("name") or clause.has("quote"))


def _lies(ratio: str) -> int:
    """1 where it is wider than high, -1 where higher than wide: "3:4竖版" says one thing."""
    width, _, height = ratio.partition(":")
    return (float(width) > float(height)) - (float(width) < float(height)) if height else 0


def _is_start(clause: Clause, ratio: Token) -> bool:
    """ "16:9改9:16": the shape that it has now."""
    if not _later_goal(clause, ratio):
        return False
    clause.trigger("canvas", ratio)
    return True


def _settle_platforms(clause: Clause, platforms: list[Token], chosen: Token) -> None:
    """A platform says the shape where nothing else does; beside a shape it is only where the video goes."""
    for token in platforms:
        if token.value == chosen.value:
            clause.store(token, "aspect")
        elif chosen.kind == "platform":
            clause.claim(token, State.NOT_UNDERSTOOD, "two_shapes")
        else:
            clause.claim(token, State.NOTED, "platform")


def _is_purpose(clause: Clause, token: Token) -> bool:
    """ "So I can post it on Instagram" says what will be done with the video, not what shape it has. A video that is
    yet to be made takes the shape of where it goes."""
    sent = clause.before(token, frozenset())
    if sent is not None and sent.text in ("发", "传", "上传", "上"):
        clause.claim(sent, State.NOTED, "purpose")
        if clause.has("noun", "shape"):
            return False
        clause.claim(token, State.NOTED, "purpose")
        return True
    doing = [each for each in clause.tokens if each.kind == "purpose" and _is_doing(each)]
    doing += [each for each in clause.tokens if each.is_a("conj", "while") and each.text.lower().startswith("so")]
    before = clause.previous
    making = _is_making(clause) or (before is not None and before.sentence == clause.sentence and _is_making(before))
    if making or not any(each.start < token.start for each in doing) or clause.has("noun", "shape"):
        return False
    clause.claim(token, State.NOTED, "purpose")
    return True


def _is_making(clause: Clause) -> bool:
    return clause.says("create", "turn", "animate") or (clause.says("make") and clause.has("noun", "video"))


def _is_doing(token: Token) -> bool:
    return token.text.lower() in _DOING or token.text.lower().startswith(("so that", "so it"))


def _describes_subject(clause: Clause, token: Token) -> bool:
    """ "Landscape photos" are photos of land; "from landscape to vertical" says what there was."""
    if any(_points(clause.tokens[at : at + 3], token) for at in range(len(clause.tokens))):
        clause.claim(token, State.DESCRIPTOR, "subject")
        return True
    before, after = clause.before(token), clause.after(token, LIGHT | {"aspect"})
    source = before is not None and before.is_a("prep", "from")
    subject = after is not None and after.is_a("noun", *_SUBJECTS) and not _is_made(clause, token, after)
    of_video = after is not None and after.is_a("noun", "video") and _later_goal(clause, token)
    if subject or source or of_video or _is_sitter(clause, token) or _later_goal(clause, token):
        clause.claim(token, State.DESCRIPTOR, "subject")
        return True
    return False


def _points(said: Sequence[Token], aspect: Token) -> bool:
    """ "横过来的那张": which of them it is."""
    linked = len(said) > 1 and said[0] is aspect and (said[1].text == "的" or said[0].text.endswith("的"))
    pointed = said[-1] if said[1:2] and said[1].text == "的" else said[1] if len(said) > 1 else None
    return linked and pointed is not None and pointed.text.startswith(("那张", "这张", "那几张", "那段", "那个"))


def _is_made(clause: Clause, token: Token, following: Token) -> bool:
    """ "Create a vertical clip": the video itself."""
    before = clause.before(token, frozenset({"descriptor", "duration", "mood", "function"}))
    one = before is not None and before.is_a("det", "indefinite")
    beyond = clause.after(following)
    video = following.is_a("noun", "clip") or (beyond is not None and beyond.is_a("noun", "video"))
    return one and video and clause.says("create", "make", "turn")


def _is_sitter(clause: Clause, token: Token) -> bool:
    """ "A portrait of my mum", "animate this portrait"."""
    if token.text.lower() not in _NOUNLIKE:
        return False
    before, after = clause.before(token, frozenset({"descriptor"})), clause.after(token, frozenset({"function"}))
    if after is not None and after.is_a("prep", "of"):
        return True
    pointed = before is not None and before.is_a("det", "this", "mine", "definite")
    return pointed and not (after is not None and after.kind in ("noun", "descriptor"))


def _later_goal(clause: Clause, token: Token) -> bool:
    """Whether another shape is named after "to": then this one is where it starts from."""
    for other in (*clause.free("aspect"), *clause.free("ratio"), *clause.free("platform"), *clause.free("pixels")):
        before = clause.before(other)
        if other.start <= token.start or other.value == token.value or before is None:
            continue
        if before.is_a("prep", "to") or (before.kind == "verb" and is_han(before.text[0])):
            return True
    return False
