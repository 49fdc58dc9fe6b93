"""Durations: of each picture, of the whole, longer and shorter."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Duration, Remark
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.rules.pointing import point
from kineograph.studio.interpreter.tokens import Token

_DEGREES = {"bit": 500, "much": 2000}
_UNSAID_CHANGE_MS = 1000
_DIRECTIONS = {"longer": 1, "longer_bit": 1, "shorter": -1, "shorter_bit": -1, "lengthen": 1}


def _names_video(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is not None and following.is_a("noun", "video", "picture", "clip")


def read(clause: Clause) -> None:
    """Runs after every family that has times of its own: what is left is about pictures or the whole video."""
    relative = clause.one("relative", *_DIRECTIONS)
    verb = clause.one("verb", "lengthen", "shorten")
    times = clause.free("duration")
    factor = clause.one("factor")
    if _is_of_another(clause, relative or verb or factor):
        return
    if factor is not None and _is_measured(clause, factor):
        clause.store(factor, "duration_ms")
        whole = _means_whole(clause)
        clause.trigger("duration", verb, *clause.free("noun", "duration"))
        clause.drafts.append(Duration(0, "relative", point(clause), whole=whole, factor=float(factor.value)))
        return
    if relative is not None or (verb is not None and not _sets(clause, times)):
        _read_relative(clause, relative, verb, times)
    elif times and _adds(clause, times[0]):
        _read_relative(clause, None, None, times)
    elif times:
        _read_absolute(clause, times[0])


def _is_of_another(clause: Clause, word: Token | None) -> bool:
    """ "Make the music slower": longer and faster, but not of the pictures."""
    if word is None or clause.has("noun", "picture", "clip", "video"):
        return False
    return clause.has(
        "noun", "music", "title", "text", "caption", "transition", "sound", "voice", "narration", "credits"
    )


def _is_measured(clause: Clause, factor: Token) -> bool:
    """ "Twice as long", "double its length", 第三张翻倍; not "a double exposure"."""
    said = "long" in factor.text.lower() or "长" in factor.text or clause.has("noun", "duration")
    named = clause.has("pronoun", "it") or bool(clause.free("ordinal") or clause.free("name"))
    return (said or (named and is_han(factor.text[0]))) and not clause.says("create")


def _sets(clause: Clause, times: list[Token]) -> bool:
    """ "Extend it to 5 seconds", "extend this image into a 10-second video"."""
    if not times:
        return clause.has("noun", "video") and clause.has("noun", "picture")
    before = clause.before(times[0])
    to = before is not None and (before.is_a("prep", "to") or before.text.endswith(("到", "至")))
    return to or (clause.has("prep", "to") and _names_video(clause, times[0]))


def _read_relative(clause: Clause, relative: Token | None, verb: Token | None, times: list[Token]) -> None:
    falls = (relative is not None and _DIRECTIONS[relative.value] < 0) or (verb is not None and verb.value == "shorten")
    amount, guessed = _UNSAID_CHANGE_MS, True
    if times:
        clause.store(times[0], "duration_ms")
        amount, guessed = int(times[0].amount), False
    else:
        if relative is not None and relative.value.endswith("_bit"):
            amount = _DEGREES["bit"]
        for degree in clause.free("degree", *_DEGREES):
            clause.store(degree, "duration_ms")
            amount = _DEGREES[degree.value]
    for token in (relative, verb):
        if token is not None:
            clause.store(token, "duration_ms")
    whole = _means_whole(clause)
    clause.trigger("duration", *clause.free("prep", "by"), *clause.free("noun", "duration"), *clause.free("degree"))
    draft = Duration(-amount if falls else amount, "relative", point(clause), whole=whole, guessed=guessed)
    clause.drafts.append(draft)


def _means_whole(clause: Clause) -> bool:
    total = clause.free("quant", "total")
    clause.trigger("duration", *total)
    video = clause.has("noun", "video") and not clause.has("noun", "picture", "clip")
    return bool(total) or (video and not clause.has("quant", "each"))


def _adds(clause: Clause, time: Token) -> bool:
    """ "Add 2 seconds to the first photo": so much more, not so long."""
    verb, after = clause.before(time), clause.after(time, LIGHT)
    adds = verb is not None and verb.is_a("verb", "add") and not is_han(verb.text[0])
    return adds and after is not None and after.is_a("prep", "to")


def _read_absolute(clause: Clause, time: Token) -> None:
    if clause.signed(time, "duration") is not Sign.WANTED and clause.has("neg"):
        clause.trigger(
            "duration", time, *clause.free("noun", "duration"), *clause.free("ordinal"), *clause.free("quant")
        )
        clause.drafts.append(Remark("avoided", time.text))
        return
    clause.store(time, "duration_ms")
    clause.trigger("duration", *clause.free("noun", "duration"))
    amount = int(time.amount)
    total = clause.free("quant", "total")
    for token in total:
        clause.store(token, "scope")
    if total or _is_length_of_video(clause, time):
        clause.drafts.append(Duration(amount, "total", OPEN, whole=True))
        return
    each = [*clause.free("quant", "each"), *_apiece(clause, time)]
    for token in each:
        clause.store(token, "scope")
    creating = clause.says("create", "turn", "animate") and not each
    target = OPEN if creating else point(clause)
    plural = any(token.text.endswith("s") for token in clause.tokens if token.is_a("noun", "picture", "clip"))
    if each or not target.is_open or clause.has("pronoun", "them") or (plural and not creating and clause.says("make")):
        clause.drafts.append(Duration(amount, "each", target))
    else:
        clause.drafts.append(Duration(amount, None, OPEN, whole=clause.has("pronoun", "it")))


def _apiece(clause: Clause, time: Token) -> list[Token]:
    """ "一张3秒", "两秒一张": one picture, so long."""
    beside = (clause.before(time, frozenset()), clause.after(time, frozenset()))
    return [token for token in beside if token is not None and token.is_a("det") and token.text in ("一张", "一幅")]


def _is_length_of_video(clause: Clause, time: Token) -> bool:
    """ "a 5-second video", "the video should be 30 seconds", 30秒的视频, 时长30秒."""
    if _names_video(clause, time):
        following = clause.after(time)
        given = clause.has("det", "indefinite") and following is not None and following.text.lower() == "clip"
        made = given or clause.says("create", "turn", "animate")
        return following is not None and (following.is_a("noun", "video") or made)
    if clause.has("quant", "each") or clause.free("ordinal") or clause.free("name"):
        return False
    shape = clause.after(time)
    if shape is not None and shape.kind in ("aspect", "platform") and clause.says("create", "make", "turn"):
        return True
    if clause.has("noun", "video") or clause.has("quant", "all"):
        total = not clause.has("noun", "picture", "clip") or clause.says("create", "turn", "animate", "lengthen")
        for token in clause.free("quant", "all") if total else ():
            clause.store(token, "scope")
        return total
    before = clause.before(time)
    return before is not None and before.is_a("noun", "duration") and not clause.has("noun", "picture", "clip")
