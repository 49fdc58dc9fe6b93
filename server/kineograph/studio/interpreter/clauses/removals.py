"""What a clause may name that only takes something away: what goes, and where it is; nothing else.

"Remove the length of photo 3", "cut the caption short", "remove the title's first word", "lose the bold on the title"
are about something of a clip or a text, and must not take the whole of it.
"""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.lexing.tokens import State, Token

_THINGS = ("picture", "clip", "video")
_WRITTEN = ("title", "text", "caption", "lower_third", "credits")
_HEARD = ("music", "narration", "effect")
_OWNING = ("'s", "’s")
_PIECES = frozenset({"letters", "letter", "word", "words", "some", "half", "字", "第一个字"})
_MEASURES = ("duration", "shape", "color", "order", "rate")
_INSIDE = ("里", "里的", "里面", "里面的", "中的", "中")
_JOINTS = ("of", "in", "on", "at", "around", "over", "from", "inside")
_LIGHT = frozenset({"det", "function", "descriptor"})


def takes_away(clause: Clause) -> bool:
    """Whether all that it asks for is that something goes."""
    asked = [draft for draft in clause.drafts if not isinstance(draft, d.Remark)]
    return bool(asked) and all(draft.takes for draft in asked)


def may_name(clause: Clause, noun: Token) -> bool:
    """Whether a noun that no rule has read is of what goes, or of where it is."""
    if noun.value not in _THINGS:
        return False
    before = clause.before(noun, frozenset({"det", "function", "quant", "descriptor"}))
    clips = any(isinstance(draft, d.Removal) for draft in clause.drafts)
    return clips or (before is not None and before.kind == "prep")


def close(clause: Clause) -> None:
    """Hold the clause for every word that says of what else it is."""
    refused = [draft for draft in clause.drafts if isinstance(draft, d.Remark) and draft.code.startswith(d.REFUSED)]
    for draft in refused:
        place = clause.drafts.index(draft)
        del clause.drafts[place], clause.authors[place]
        clause.refused.append((draft.about, draft.code.removeprefix(d.REFUSED)))
    for token in clause.tokens:
        if any(check(clause, token) for check in _CHECKS):
            clause.claim(token, State.NOT_UNDERSTOOD, "unplaced")


def _trails(clause: Clause, token: Token) -> bool:
    """ "Cut the caption short"; "a new title" leads its noun."""
    following = clause.after(token, _LIGHT)
    told = following is not None and following.kind in ("noun", "ordinal", "name", "pronoun", "quote")
    return token.kind == "descriptor" and not told


def _owns(clause: Clause, token: Token) -> bool:
    """ "The title's first word", "the third photo's frame"; "photo 2's caption" is a caption."""
    owning = token.is_a("noun", *_WRITTEN, *_THINGS) and token.text.lower().endswith(_OWNING)
    following = clause.after(token, _LIGHT)
    return owning and following is not None and following.kind != "break"


def _is_another(clause: Clause, token: Token) -> bool:
    """ "The one with the caption"."""
    following = clause.after(token)
    return token.is_a("pronoun", "it") and following is not None and following.is_a("prep", "with")


def _is_piece(clause: Clause, token: Token) -> bool:
    """ "Some of photo 3", "the letters of the title", "the frame around photo 3", "the beat of the music"."""
    following = clause.after(token, frozenset({"det"}))
    joined = token.text.lower() in _JOINTS and token.kind in ("prep", "function")
    before = clause.before(token, frozenset())
    if before is not None and before.is_a("det", "definite"):
        before = clause.before(before, frozenset())
    if not joined or following is None or before is None:
        return token.text.lower() in _PIECES and token.kind == "function"
    if following.kind in ("ordinal", "name") and _goes(clause, following):
        return before.kind not in ("verb", "break", "conj") and not before.is_a("ordinal")
    named = following.is_a("noun", *_WRITTEN, *_HEARD) and before.kind in ("noun", "ordinal")
    return named and following.value != "video" and not before.is_a("noun", "picture", "clip")


def _goes(clause: Clause, token: Token) -> bool:
    """Whether the token names a clip that goes."""
    return any(isinstance(draft, d.Removal) for draft in clause.drafts) and clause.claims.get(token.start) is not None


def _is_rest(clause: Clause, token: Token) -> bool:
    """ "The rest of photo 3", "some of it"; "the rest of the photos" are clips."""
    following = clause.after(token, frozenset({"det"}) if token.kind != "det" else frozenset())
    rest = token.text.lower().startswith(("the rest of", "rest of", "some of", "part of"))
    return rest and following is not None and following.kind in ("ordinal", "name")


def _is_of_one(clause: Clause, token: Token) -> bool:
    """第三张的动画, 标题的第一个字: something of a clip, of a text."""
    following = clause.after(token, frozenset({"det"}))
    if following is None or not token.text.endswith("的"):
        return False
    if token.kind in ("ordinal", "name"):
        return following.is_a("noun") and not following.is_a("noun", "picture", "clip", *_WRITTEN, *_HEARD)
    before = clause.before(token, frozenset({"det"}))
    written = before is not None and before.is_a("noun", *_WRITTEN)
    return written and following.kind == "ordinal"


def _is_inside(clause: Clause, token: Token) -> bool:
    """第三张里的字, "the words in photo 3": part of the picture itself."""
    before = clause.before(token, frozenset({"det"}))
    return token.text in _INSIDE and before is not None and before.kind in ("ordinal", "name")


def _is_measure(clause: Clause, token: Token) -> bool:
    """字幕的时间, "the size of the logo": what nobody can take away."""
    return token.is_a("noun", *_MEASURES) and not clause.has("verb", "keep")


def _is_not_all(clause: Clause, token: Token) -> bool:
    """ "I don't need all the photos": some of them, and it is not said which."""
    every = token.kind == "quant" and token.text.lower().startswith(("all", "every", "each")) and token.text.isascii()
    if not every or clause.has("except"):
        return False
    return any(other.kind == "neg" and other.start < token.start for other in clause.tokens)


_CHECKS = (_is_not_all, _is_inside, _is_measure, _trails, _owns, _is_another, _is_piece, _is_rest, _is_of_one)
