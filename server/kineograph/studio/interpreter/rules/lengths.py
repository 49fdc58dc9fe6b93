"""Durations: of each picture, of some of them, of the whole video."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Duration, Reference, Remark
from kineograph.studio.interpreter.drafts.playing import Ambiguous
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import longer
from kineograph.studio.interpreter.rules.dealt import read_several
from kineograph.studio.interpreter.rules.kinds import kind_of
from kineograph.studio.interpreter.rules.longer import names_video
from kineograph.studio.interpreter.rules.pointing import is_of_two, point, rest_of, unsaid

_ENOUGH = ("plenty", "enough", "is plenty", "is enough", "will do", "就够了", "够了", "足够")
_EACH_ONES = ("durations", "lengths", "display times", "单张", "每张", "单图", "每图", "图片", "照片")
_NO_TRANSITION_MS = 10_000
_SURELY_TOTAL_MS = 15_000
_SURELY_EACH_MS = 5000
_GIVING_TIME = ("make", "show", "keep", "last", "change", "trim")
_EACH = ("都", "全都", "全部都", "全部", "统统", "通通", "统统都", "全部的")


def read(clause: Clause) -> None:
    """Runs after every family that has times of its own: what is left is about pictures or the whole video."""
    if (
        longer.is_of_another(clause)
        or _is_of_transitions(clause)
        or _is_left_alone(clause)
        or _is_range(clause)
        or read_several(clause)
    ):
        return
    times = clause.free("duration") or _clocks(clause)
    if times and _explains(clause, times[0]):
        return
    if not longer.read(clause, times) and times:
        _read_absolute(clause, times[0])


def _explains(clause: Clause, time: Token) -> bool:
    """ "…, that's at 8 seconds": when it is, and not how long."""
    words = [token.text.lower() for token in clause.tokens if token.kind != "break"]
    told = words[:2] in (["that's", "at"], ["that is", "at"], ["that", "is"]) and len(clause.words()) <= len(words[:2])
    if told:
        clause.claim(time, State.NOTED, "told")
        clause.drafts.append(Remark("noted", time.text))
    return told


def _is_of_transitions(clause: Clause) -> bool:
    """ "转场时间都改成一秒", "use slides; make them shorter": no time of pictures."""
    before = clause.previous
    if before is not None and before.topic == "transition" and _leans(clause) and not clause.drafts:
        return True
    return clause.has("noun", "transition") and not clause.has("noun", "picture", "clip", "video")


def _leans(clause: Clause) -> bool:
    """Whether it says so itself that it is about what was spoken of."""
    if clause.has("pronoun", "it") and any(token.amount >= _NO_TRANSITION_MS for token in clause.free("duration")):
        return False
    named = clause.has("noun") or clause.has("ordinal") or clause.has("name") or clause.has("quant")
    return not named and (clause.has("pronoun", "it", "them") or clause.number == 0)


def _is_left_alone(clause: Clause) -> bool:
    """ "Don't make it longer", "keep the duration", 别改时长."""
    if clause.has("duration") or clause.has("range") or clause.has("number"):
        return False
    words = clause.free("noun", "duration")
    words += clause.free("relative", *longer.DIRECTIONS) if clause.has("neg") else []
    first = next((token for token in words if clause.sign(token) is not Sign.WANTED), None)
    if first is None or not (clause.has("neg") or clause.says("keep")):
        return False
    clause.signed(first, "duration")
    clause.trigger("duration", *words, *clause.free("neg"), *clause.free("degree"))
    point(clause)
    clause.drafts.append(Remark("kept", first.text))
    return True


def _clocks(clause: Clause) -> list[Token]:
    """ "The whole video should last 1:30"."""
    before = [clause.before(token) for token in clause.free("clock")]
    lasting = [word for word in before if word is not None and (word.kind == "verb" or word.is_a("noun", "duration"))]
    measured = clause.has("quant", "total") or clause.has("noun", "duration") or clause.says("last")
    return clause.free("clock")[:1] if lasting or measured else []


def _is_range(clause: Clause) -> bool:
    """ "3 to 5 seconds each": which of them is asked."""
    token = clause.one("range")
    if token is None or clause.drafts or clause.has("window"):
        return False
    sized = clause.has("quant", "each", "total", "all") or clause.has("ordinal") or clause.has("noun", "picture")
    if not (sized or clause.has("noun", "video", "duration") or clause.says("last", "show")):
        return False
    clause.store(token, "duration_ms")
    before = clause.before(token)
    goes = clause.says("change", "lengthen", "shorten", "make", "lower", "raise") or any(
        token.text.lower() in ("go", "going", "down", "up") for token in clause.tokens
    )
    if goes and before is not None and before.is_a("prep", "from"):
        clause.trigger("duration", *clause.free("side", "up", "down"), *clause.free("quant", "each"))
        target = point(clause)
        total = target.is_open and not clause.has("noun", "picture")
        clause.drafts.append(Duration(token.places[1], "total" if total else "each", target))
        return True
    clause.trigger("duration", *clause.free("quant"), *clause.free("verb"))
    point(clause)
    clause.drafts.append(Ambiguous("which_length", token.text))
    return True


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
    limits = _limits(clause)
    total = clause.free("quant", "total")
    for token in total:
        clause.store(token, "scope")
    clause.trigger("scope", *(limits if clause.has("quant", "each") else ()))
    early = _limited(clause, amount) if total or limits else _gone_on(clause, amount)
    if early is not None:
        clause.drafts.append(early)
        return
    if total or _is_length_of_video(clause, time) or (limits and not clause.has("quant", "each")):
        clause.trigger("scope", *limits, *clause.free("quant", "all"))
        clause.drafts.append(_bounded(Duration(amount, "total", OPEN, whole=True), limits))
        return
    each = [*clause.free("quant", "each"), *_apiece(clause, time), *_apart(clause)]
    each += [token for token in clause.tokens if token.is_a("noun", "duration") and token.text.startswith(_EACH_ONES)]
    each += clause.free("quant", "all") if _of_everything(clause, time) else []
    for token in each:
        clause.store(token, "scope")
        if token.text == "每次":
            unsaid(clause, token, "unplaced")
    creating = clause.says("create", "turn", "animate") and not each
    target = OPEN if creating else _spared_before(clause) or longer.target_of(clause)
    if each or _names(target) or clause.has("pronoun", "them") or (not creating and _is_of_pictures(clause, time)):
        clause.drafts.append(_bounded(Duration(amount, "each", target), limits))
    else:
        scope = longer.scope_before(clause)
        whole = clause.has("pronoun", "it") or clause.says("trim", "shorten", "lengthen", "create", "turn")
        clause.drafts.append(Duration(amount, scope, OPEN, whole=whole or scope == "total"))


def _limits(clause: Clause) -> list[Token]:
    return [*clause.free("limit"), *clause.free("floor")]


def _gone_on(clause: Clause, amount: int) -> Duration | None:
    """A length of the clips of the clause before."""
    if clause.previous is None or not (clause.has("noun", "duration") and _goes_on(clause)):
        return None
    clause.target, clause.topic = clause.previous.target, "clip"
    return Duration(amount, "each", clause.target)


def _limited(clause: Clause, amount: int) -> Duration | None:
    """ "The clip shouldn't be longer than 6 seconds", "cap photo 2 at 4 s": of a clip, not of the video. "Lose 3
    seconds overall": shorter by."""
    total, limits = clause.has("quant", "total"), _limits(clause)
    if total and clause.says("remove"):
        return Duration(-amount, "relative", OPEN, whole=True)
    if total or not limits or not _limits_clips(clause):
        return None
    clause.trigger("scope", *limits)
    return _bounded(Duration(amount, "each", longer.target_of(clause)), limits)


def _bounded(draft: Duration, limits: list[Token]) -> Duration:
    """No longer than that, or no shorter."""
    least = bool(limits) and limits[0].kind == "floor"
    return replace(draft, most=bool(limits) and not least, least=least)


def _limits_clips(clause: Clause) -> bool:
    named = bool(clause.free("ordinal") or clause.free("name")) or kind_of(clause) in ("clip", "footage")
    return named and not clause.has("noun", "video")


def _names(target: Reference) -> bool:
    return target.names_footage or not target.is_open


def _spared_before(clause: Clause) -> Reference | None:
    """ "All 2 s except the last, which should be 4": those that were left out. "The first shorter, 1 second is plenty":
    the one that was spoken of."""
    before = clause.previous
    relative = clause.has("pronoun", "it") or any(token.text.lower() == "which" for token in clause.tokens)
    if before is None or before.sentence != clause.sentence or clause.has("ordinal") or clause.has("name"):
        return None
    if before.target.others and relative:
        return replace(before.target, others=False)
    enough = any(token.text.lower() in _ENOUGH for token in clause.tokens) and not clause.has("noun")
    return before.target if enough and not before.target.is_open else None


def _is_of_pictures(clause: Clause, time: Token) -> bool:
    """ "Show the photos for 2 seconds", "two-second photos", "set the image duration to 4 s": each of them."""
    nouns = [token for token in clause.tokens if token.is_a("noun", "picture", "clip") or token.kind == "slide"]
    plural = any(token.text.endswith("s") for token in nouns)
    measured = bool(nouns) and clause.has("noun", "duration")
    before = clause.before(nouns[0]) if nouns else None
    alone = [token for token in clause.words() if token not in nouns and token is not time]
    joints = ("break", "conj", "except", "prep", "correction")
    plain = all(token.text in ":=" or token.kind in joints for token in alone)
    led = bool(nouns) and nouns[-1].start < time.start and plain
    return (
        measured
        or (plural and led)
        or (plural and (clause.says(*_GIVING_TIME) or before is time))
        or (plural and time.amount < _NO_TRANSITION_MS and clause.says("shorten", "lengthen"))
    )


def _apart(clause: Clause) -> list[Token]:
    """ "都改成5秒": each of them."""
    return [token for token in clause.tokens if token.is_a("quant", "all") and token.text in _EACH]


def _of_everything(clause: Clause, time: Token) -> bool:
    """ "Set everything to 4 seconds", "all 3 seconds": each of them; a whole video is hardly as short."""
    said = [token for token in clause.tokens if token.is_a("quant", "all")]
    alone = bool(said) and all(token.text.lower() in ("everything", "all") for token in said)
    most = _SURELY_EACH_MS if clause.says("trim", "shorten", "lengthen") else _NO_TRANSITION_MS
    return alone and time.amount < most and not clause.has("noun", "video", "step")


def _apiece(clause: Clause, time: Token) -> list[Token]:
    """ "一张3秒", "两秒一张": one picture, so long."""
    beside = (clause.before(time, frozenset()), clause.after(time, frozenset()))
    opening = clause.words()[0] if clause.words() else time
    if opening.is_a("noun", "picture") and any(token.text in ("一张", "一幅") for token in clause.tokens[:2]):
        return [token for token in clause.tokens[:2] if token.text in ("一张", "一幅")]
    return [token for token in beside if token is not None and token.is_a("det") and token.text in ("一张", "一幅")]


def _goes_on(clause: Clause) -> bool:
    """ "第一张放大，时长4秒": how long that one shows."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or before.topic != "clip" or before.target.is_open:
        return False
    words = [token for token in clause.words() if token.kind not in ("duration", "prep", "conj")]
    return all(token.is_a("noun", "duration") or token.is_a("verb", "change", "make") for token in words)


def _is_length_of_video(clause: Clause, time: Token) -> bool:
    """ "a 5-second video", "the video should be 30 seconds", 30秒的视频, 时长30秒."""
    if any(token.is_a("noun", "duration") and token.text.startswith(_EACH_ONES) for token in clause.tokens):
        return False
    if names_video(clause, time):
        following = longer.named_behind(clause, time)
        given = clause.has("det", "indefinite") and following is not None and following.text.lower() == "clip"
        made = given or clause.says("create", "turn", "animate")
        return following is not None and (following.is_a("noun", "video") or made)
    if clause.has("quant", "each") or clause.free("ordinal") or clause.free("name") or rest_of(clause):
        return False
    shape = clause.after(time)
    if shape is not None and shape.kind in ("aspect", "platform") and clause.says("create", "make", "turn"):
        return True
    apiece = clause.has("pronoun", "them") or any(token.text.lower() == "all of them" for token in clause.tokens)
    apiece = apiece or _of_everything(clause, time)
    all_of_it = [token for token in clause.tokens if token.is_a("quant", "all") and not is_of_two(token)]
    if clause.has("noun", "video") or (all_of_it and not (apiece or _apart(clause))):
        total = not clause.has("noun", "picture", "clip") or clause.says("create", "turn", "animate", "lengthen")
        for token in clause.free("quant", "all") if total else ():
            clause.store(token, "scope")
        return total
    before = clause.before(time)
    if clause.has("noun", "picture", "clip"):
        return False
    long = time.amount >= _SURELY_TOTAL_MS and clause.has("noun", "duration")
    return long or (before is not None and before.is_a("noun", "duration"))
