"""Whether a thing is wanted, unwanted or to be kept: decided here, once, for every rule."""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_CONTRASTING = ("not", "不是", "并非")
_CLOSING = frozenset(
    {
        "be removed",
        "be deleted",
        "be gone",
        "be dropped",
        "be cut",
        "go",
        "isn't needed",
        "is not needed",
        "is no longer needed",
        "aren't needed",
        "are not needed",
        "are no longer needed",
        "isn't necessary",
        "is not necessary",
        "are not necessary",
        "isn't required",
        "is superfluous",
        "removed",
        "muted",
        "deleted",
        "dropped",
        "taken out",
        "gone",
        "are superfluous",
        "is redundant",
        "are redundant",
        "is unnecessary",
        "are unnecessary",
        "doesn't belong",
        "don't belong",
        "be left out",
        "off",
        "fine",
        "is fine",
        "are fine",
        "is good",
        "is ok",
        "is okay",
        "are good",
        "alone",
        "stay",
        "stays",
        "remain",
        "remains",
        "as it is",
        "as they are",
        "as is",
        "stay as is",
        "stays put",
        "unchanged",
        "untouched",
        "the same",
        "never mind",
    }
)
_LETTERS = ("title", "text", "caption", "logo", "overlay", "inset", "watermark")
_COLOURED = frozenset(
    [
        "noun",
        "transition",
        "fade",
        "slide",
        "motion",
        "quote",
        "mood",
        "own",
        "tone",
        "field",
        "grade",
        "preset",
        "filter",
        "fit",
        "turned",
        "container",
        "resolution",
        "speed",
        "loop",
        "backwards",
        "ground",
        "entrance",
    ]
)
_SHORT = 2
_INTO = ("from", "to ", "到", "从")
_HEARD = ("music", "sound", "voice", "narration", "effect", "clip")
_FEATURES = frozenset({"noun", "transition", "fade", "slide", "motion"})


def assign_signs(clause: Clause) -> None:
    """A negation or a verb colours what follows it, until the next one."""
    sign, markers = _inherited(clause)
    pending: Token | None = None
    for token in clause.tokens:
        if token.kind == "neg":
            pending, sign, markers = token, Sign.UNWANTED, (token,)
        elif token.kind == "verb":
            sign, markers = _coloured(token, pending, sign, markers)
            pending = None
        elif token.is_a("prep", "with") and pending is None:
            sign, markers = (Sign.WANTED, ()) if sign is not Sign.UNWANTED else (sign, markers)
        elif token.is_a("except", "but") or token.value == ":" or _ends_muting(clause, token, markers):
            sign, markers, pending = Sign.WANTED, (), None
        clause.signs[token.start], clause.markers[token.start] = sign, markers
    _colour_backwards(clause)
    _spare_contrasted(clause)


def _ends_muting(clause: Clause, token: Token, markers: Sequence[Token]) -> bool:
    """ "Mute the clip and vignette": only what is heard is silenced."""
    muted = token.is_a("conj", "and") and bool(markers) and markers[-1].is_a("verb", "mute")
    return muted and not any(other.is_a("noun", *_HEARD) for other in clause.tokens if other.start > token.start)


def _spare_contrasted(clause: Clause) -> None:
    """ "Not the title, the caption": which is meant, rather than that there should be none."""
    negations = [token for token in clause.tokens if token.kind == "neg"]
    if clause.has("verb") or len(negations) != 1:
        return
    following = clause.after(negations[0], frozenset())
    denied = negations[0].text == "不" and following is not None and following.text == "是"
    if not denied and negations[0].text.lower() not in _CONTRASTING:
        return
    if following is not None and (following.kind == "det" or is_han(following.text[0])):
        for token in clause.tokens:
            if token.start > negations[0].start:
                clause.signs[token.start] = Sign.KEPT


def _colour_backwards(clause: Clause) -> None:
    """ "把音乐关掉", "标题不要了", "music off": the verb or the negation may close the clause it colours."""
    last = next((token for token in reversed(clause.tokens) if token.kind in ("verb", "neg")), None)
    if (
        last is None
        or not (is_han(last.text[0]) or last.text.lower() in _CLOSING or _is_mixed(clause, last))
        or not (last.kind == "neg" or last.value in ("remove", "mute", "keep") or _spares(clause, last))
    ):
        return
    if any(token.start > last.start and token.kind in _COLOURED for token in clause.tokens):
        return
    for token in clause.tokens:
        if token.start < last.start and (token.kind in _COLOURED or token.is_a("verb", "fade")):
            clause.signs[token.start] = clause.signs[last.start]
            clause.markers[token.start] = clause.markers[last.start] or (last,)


def _is_mixed(clause: Clause, verb: Token) -> bool:
    """ "字幕 remove 掉": an English verb in a Chinese sentence."""
    return verb.is_a("verb", "remove", "mute") and any(
        is_han(token.text[0]) for token in clause.tokens if token.kind == "noun" and token.start < verb.start
    )


def _spares(clause: Clause, verb: Token) -> bool:
    """ "标题别动": the negated verb leaves what stands before it as it is."""
    return verb.is_a("verb", "touch", "change") and clause.signs[verb.start] is Sign.KEPT


def _coloured(
    verb: Token, pending: Token | None, sign: Sign, markers: tuple[Token, ...]
) -> tuple[Sign, tuple[Token, ...]]:
    negated = pending is not None
    mine = (*((pending,) if pending is not None else ()), verb)
    if verb.is_a("verb", "fade") and sign is not Sign.WANTED and not negated:
        return sign, markers
    if verb.is_a("verb", "remove", "mute"):
        return (Sign.KEPT if negated else Sign.UNWANTED), mine
    if verb.is_a("verb", "keep"):
        return (Sign.UNWANTED if negated else Sign.KEPT), mine
    if negated:
        touched = verb.is_a("verb", "change", "touch", "edit", "move", "lengthen", "shorten", "raise", "lower")
        return (Sign.KEPT if touched else Sign.UNWANTED), mine
    if sign is Sign.UNWANTED and markers and markers[0].kind == "neg":
        return sign, markers
    return Sign.WANTED, ()


def _inherited(clause: Clause) -> tuple[Sign, tuple[Token, ...]]:
    """ "no music, titles or transitions", "remove the fade in and the fade out": a bare list goes on as it began."""
    plain = _FEATURES | LIGHT | {"conj", "break"}
    named = any(_is_named_fade(clause, token) for token in clause.tokens)
    bare = all(
        token.kind in plain or _is_named_fade(clause, token) or (named and token.kind in ("prep", "edge"))
        for token in clause.tokens
    )
    before = clause.previous
    done = any(token.text == "一下" or _is_order(clause, token) for token in clause.tokens)
    done = done or _does_something(clause)
    if bare and before is not None and before.sentence < 0 and _goes_on_removing(clause, before):
        return Sign.UNWANTED, ()
    if not bare or done or before is None or before.sentence != clause.sentence:
        return Sign.WANTED, ()
    features = [token for token in before.tokens if token.kind in _FEATURES or _is_named_fade(before, token)]
    chinese = is_han(clause.words()[0].text[0]) if clause.words() else False
    if not features or (clause.has("transition") and chinese and not clause.has("noun")):
        return Sign.WANTED, ()
    markers = before.markers.get(features[-1].start, ())
    if markers and markers[0].text.lower() in _CONTRASTING and not before.has("verb"):
        return Sign.WANTED, ()  # "not the title, the caption": the other is meant
    if markers and markers[-1].is_a("verb", "mute") and not clause.has("noun", *_HEARD):
        return Sign.WANTED, ()  # "mute the clip and vignette"
    if before.sign(features[-1]) is Sign.KEPT and any(mark.start > features[-1].start for mark in markers):
        return Sign.WANTED, ()
    if chinese and clause.has("noun", *_LETTERS) and clause.has("motion"):
        return Sign.WANTED, ()  # "字幕删、标题放大": what is done to the other was said
    return before.sign(features[-1]), markers


def _does_something(clause: Clause) -> bool:
    """ "字幕删，标题放大": a thing, and then what it does, are no list of what is not wanted."""
    things = [token for token in clause.tokens if token.is_a("noun") and not token.is_a("noun", "transition", "motion")]
    done = [token for token in clause.tokens if token.kind in ("motion", "fade") and is_han(token.text[0])]
    return bool(things and done) and things[0].start < done[0].start


def _goes_on_removing(clause: Clause, before: Clause) -> bool:
    """ "Delete the title", and then "and the music", "the caption too": that is to go as well."""
    texts = {token.text.lower() for token in clause.tokens}
    opened = clause.tokens[0].is_a("conj", "and") or not texts.isdisjoint(("too", "as well"))
    pointed = clause.has("det", "definite", "mine") and clause.has("noun") and clause.begins
    last = next((token for token in reversed(before.tokens) if token.kind in _FEATURES or token.kind == "verb"), None)
    gone = last is not None and before.says("remove") and before.sign(last) is Sign.UNWANTED
    return opened and pointed and gone


def _is_order(clause: Clause, token: Token) -> bool:
    """ "Fade in from white", 结尾淡出到黑: how the video is to begin or end."""
    into = token.kind == "fade" and token.value in ("in", "out", "in_white", "out_white") and len(token.text) > _SHORT
    return into and not _is_named_fade(clause, token) and any(mark in token.text.lower() for mark in _INTO)


def _is_named_fade(clause: Clause, token: Token) -> bool:
    """ "The fade out" is a thing, where "fade out" is an order."""
    before = clause.before(token, frozenset())
    return token.is_a("verb", "fade") and before is not None and before.is_a("det", "definite", "mine")
