"""Music that is to come or to stop at a time, or to play over some pictures: "the music should start at 3 seconds",
音乐10秒后停, 最后三张配上轻音乐. It plays from end to end, and that is said."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.layers import Fading
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import is_sound_name
from kineograph.studio.interpreter.rules.refusals import refuse

_TIMES = ("clock", "comes", "goes", "range", "window")
_OTHERS = (
    "picture",
    "clip",
    "video",
    "title",
    "text",
    "caption",
    "narration",
    "effect",
    "voice",
    "sound",
    "transition",
)
_BEHIND = ("后", "之后", "以后", "过后", "开始", "起", "处", "on", "onwards", "in")
_TAKING = ("remove", "trim", "excerpt", "keep", "split", "move", "swap")


def refused(clause: Clause) -> bool:
    """Whether a time was asked of the music; what asks for it is refused."""
    named = clause.has("noun", "music") or any(map(is_sound_name, clause.free("name")))
    if not named or any(isinstance(draft, Fading) for draft in clause.drafts) or clause.has("duck"):
        return False
    words = _times(clause) or _pictures(clause)
    for token in words:
        refuse(clause, token, "music_time")
    return bool(words)


def _times(clause: Clause) -> list[Token]:
    if clause.has("noun", *_OTHERS) or (clause.says("add") and clause.says(*_TAKING)):
        return []
    found = [token for kind in _TIMES for token in clause.free(kind)]
    return found + [token for token in clause.free("duration") if _is_moment(clause, token)]


def _is_moment(clause: Clause, time: Token) -> bool:
    before, behind = clause.before(time, frozenset()), clause.after(time, frozenset())
    led = before is not None and before.is_a("prep", "from", "after", "at", "until")
    return led or (behind is not None and behind.text.lower() in _BEHIND)


def _pictures(clause: Clause) -> list[Token]:
    """ "最后三张配上轻音乐": over these and no others."""
    pointed = clause.free("ordinal")
    first = clause.words()[:1]
    if first and first[0].is_a("noun", "music") and not clause.has("verb"):  # music only from the third photo
        return [token for token in pointed if _is_moment(clause, token) or _follows(clause, token, "from", "until")]
    plain = clause.says("add", "use") and not clause.says(*_TAKING, "remove", "change", "create")
    led = bool(pointed) and is_han(pointed[0].text[0]) and not any(clause.has(kind) for kind in ("quote", "duration"))
    return pointed if plain and led and not clause.has("noun", *_OTHERS[3:]) else []


def _follows(clause: Clause, token: Token, *links: str) -> bool:
    before = clause.before(token)
    return before is not None and before.is_a("prep", *links)
