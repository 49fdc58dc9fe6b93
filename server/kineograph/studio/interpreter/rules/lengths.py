"""Durations: of each picture, of some of them, of the whole video; longer and shorter, by so much or so many times."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.drafts import OPEN, Duration, Reference, Remark
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.playing_drafts import Ambiguous, Pace
from kineograph.studio.interpreter.rules.pointing import footage, point
from kineograph.studio.interpreter.rules.timing import names_video
from kineograph.studio.interpreter.tokens import Token

_DEGREES = {"bit": 500, "much": 2000}
_UNSAID_CHANGE_MS = 1000
_DIRECTIONS = {
    "longer": 1, "longer_bit": 1, "slower": 1, "slower_bit": 1, "lengthen": 1,
    "shorter": -1, "shorter_bit": -1, "faster": -1, "faster_bit": -1,
}  # fmt: skip
_PACES = {"slower": 0.75, "slower_bit": 0.8, "faster": 1.5, "faster_bit": 1.25}
_PACES_BY_DEGREE = {("slower", "bit"): 0.8, ("slower", "much"): 0.5, ("faster", "bit"): 1.25, ("faster", "much"): 2.0}


def read(clause: Clause) -> None:
    """Runs after every family that has times of its own: what is left is about pictures or the whole video."""
    relative = clause.one("relative", *_DIRECTIONS)
    verb = clause.one("verb", "lengthen", "shorten", "trim")
    amount = _amount(clause, relative or verb)
    if _is_of_another(clause, relative or verb or amount):
        return
    if _is_range(clause) or _read_several(clause):
        return
    times = clause.free("duration") or _clocks(clause)
    if amount is not None and not times:
        _read_times(clause, relative or verb, amount)
    elif relative is not None or (verb is not None and not _sets(clause, times)):
        _read_relative(clause, relative, verb, times)
    elif times and _adds(clause, times[0]):
        _read_relative(clause, None, None, times)
    elif times:
        _read_absolute(clause, times[0])


def _clocks(clause: Clause) -> list[Token]:
    """ "The whole video should last 1:30"."""
    before = [clause.before(token) for token in clause.free("clock")]
    lasting = [word for word in before if word is not None and (word.kind == "verb" or word.is_a("noun", "duration"))]
    measured = clause.has("quant", "total") or clause.has("noun", "duration") or clause.says("last")
    return clause.free("clock")[:1] if lasting or measured else []


def _is_of_another(clause: Clause, word: Token | None) -> bool:
    """ "Make the music slower": longer and faster, but not of the pictures."""
    if word is None or clause.has("noun", "picture", "clip", "video"):
        return False
    return clause.has("noun", "music", "title", "text", "caption", "transition", "sound", "voice")


def _is_range(clause: Clause) -> bool:
    """ "3 to 5 seconds each": which of them is asked."""
    token = clause.one("range")
    if token is None or clause.drafts or clause.has("window"):
        return False
    sized = clause.has("quant", "each", "total", "all") or clause.has("ordinal") or clause.has("noun", "picture")
    if not (sized or clause.has("noun", "video", "duration") or clause.says("last", "show")):
        return False
    clause.store(token, "duration_ms")
    clause.trigger("duration", *clause.free("quant"), *clause.free("verb"))
    point(clause)
    clause.drafts.append(Ambiguous("which_length", token.text))
    return True


def _amount(clause: Clause, change: Token | None) -> Token | None:
    """ "Twice as long", "20 % longer", "double its length", 第三张翻倍; not "a double exposure"."""
    factor = clause.one("factor")
    if factor is not None and _is_measured(clause, factor):
        return factor
    shared = clause.one("percent") or clause.one("multiple")
    measured = change is not None or clause.has("noun", "duration")
    return shared if measured and not clause.has("noun", "volume", "music", "sound") else None


def _is_measured(clause: Clause, factor: Token) -> bool:
    text = factor.text.lower()
    said = any(word in text for word in ("long", "time", "长", "短", "久")) or clause.has("noun", "duration")
    named = clause.has("pronoun", "it") or bool(clause.free("ordinal") or clause.free("name"))
    turned = clause.has("verb", "lengthen", "shorten", "trim")
    return (said or turned or (named and is_han(factor.text[0]))) and not clause.says("create")


def _read_times(clause: Clause, change: Token | None, amount: Token) -> None:
    """So many times as long as now."""
    factor = _factor(clause, change, amount)
    if factor is None:
        return
    clause.store(amount, "duration_ms")
    whole = _means_whole(clause)
    clause.trigger("duration", change, *clause.free("noun", "duration"), *clause.free("relative", *_DIRECTIONS))
    clause.trigger("duration", *clause.free("verb", "lengthen", "shorten", "trim"))
    target = _target(clause)
    clause.drafts.append(Duration(0, "relative", target, whole=whole, factor=factor))


def _factor(clause: Clause, change: Token | None, amount: Token) -> float | None:
    falls = change is not None and (_DIRECTIONS.get(change.value, 1) < 0 or change.value in ("shorten", "trim"))
    before = clause.before(amount)
    to = before is not None and (before.is_a("prep", "to") or before.text.endswith(("到", "为", "成", "至")))
    if amount.kind == "factor":
        value = float(amount.value)
        return 1 / value if falls and value > 1 else value
    if amount.kind == "multiple":
        return (1 / amount.amount if falls else amount.amount) if amount.amount > 0 else None
    if to or change is None:
        return amount.amount or None
    share = 1 - amount.amount if falls else 1 + amount.amount
    return share if share > 0 else None


def _read_several(clause: Clause) -> bool:
    """ "All 2.5 s except the last, which should be 4", "the first 3 s and the rest 2": pointers and times in turn."""
    times = _said_times(clause)
    if len(times) < 2 or clause.drafts or clause.has("relative") or clause.has("verb", "remove", "trim", "split"):
        return False
    groups = _groups(clause, times)
    if groups is None:
        return False
    named: list[int] = []
    drafts: list[Duration] = []
    for pointers, time in groups:
        target = _pointed(pointers, time, named)
        named += [place for place in target.places if not target.others]
        drafts.append(Duration(int(time.amount * (1000 if time.kind == "number" else 1)), "each", target))
        for token in pointers:
            clause.store(token, "target")
        clause.store(time, "duration_ms")
    clause.trigger("duration", *clause.free("quant", "each", "all"), *clause.free("except"))
    clause.drafts.extend(drafts)
    clause.target, clause.topic = drafts[-1].target, "clip"
    return True


def _said_times(clause: Clause) -> list[Token]:
    """Durations, windows that are none ("the first 3 s and the rest 2"), and bare numbers after the first."""
    first = [*clause.free("duration"), *(clause.free("window") if clause.has("pronoun", "rest") else ())]
    if not first:
        return []
    start = min(token.start for token in first)
    bare = [token for token in clause.free("number") if token.start > start and _ends_group(clause, token)]
    return sorted((*first, *bare), key=lambda token: token.start)


def _ends_group(clause: Clause, token: Token) -> bool:
    following = clause.after(token)
    return following is None or following.kind in ("break", "conj", "ordinal", "prep")


def _groups(clause: Clause, times: list[Token]) -> list[tuple[list[Token], Token]] | None:
    """Each time with what it is said of, before it or after it; None where one is said of nothing."""
    kinds = ("ordinal", "name")
    pointing = [
        token
        for token in clause.tokens
        if token.start not in clause.claims and (token.kind in kinds or token.is_a("pronoun", "rest"))
    ]
    general = clause.free("quant", "all", "each")
    ahead = bool(pointing) and pointing[0].start > times[0].start and times[0].kind != "window" and not general
    groups: list[tuple[list[Token], Token]] = []
    for index, time in enumerate(times):
        start = time.start if ahead else (times[index - 1].start if index else -1)
        end = (times[index + 1].start if index + 1 < len(times) else 1 << 30) if ahead else time.start
        mine = [token for token in pointing if start < token.start < end]
        if not mine and time.kind != "window" and not (index == 0 and general):
            return None
        groups.append((mine, time))
    return groups


def _pointed(pointers: list[Token], time: Token, named: list[int]) -> Reference:
    if time.kind == "window":
        return Reference((1,) if time.value == "first" else (-1,))
    if any(token.is_a("pronoun", "rest") for token in pointers):
        return Reference(tuple(named), others=True)
    places = tuple(place for token in pointers for place in token.places)
    names = tuple(token.value for token in pointers if token.kind == "name")
    return Reference(places, names, every=not pointers)


def _sets(clause: Clause, times: list[Token]) -> bool:
    """ "Extend it to 5 seconds", "extend this image into a 10-second video"."""
    if not times:
        return clause.has("noun", "video") and clause.has("noun", "picture")
    before = clause.before(times[0])
    to = before is not None and (before.is_a("prep", "to") or before.text.endswith(("到", "至", "成")))
    return to or (clause.has("prep", "to") and names_video(clause, times[0]))


def _read_relative(clause: Clause, relative: Token | None, verb: Token | None, times: list[Token]) -> None:
    falls = (relative is not None and _DIRECTIONS[relative.value] < 0) or (
        verb is not None and verb.value in ("shorten", "trim")
    )
    if verb is not None and verb.value == "trim" and not times:
        return
    amount, guessed = _UNSAID_CHANGE_MS, True
    degree = clause.one("degree", *_DEGREES)
    if times:
        clause.store(times[0], "duration_ms")
        amount, guessed = int(times[0].amount), False
    else:
        if relative is not None and relative.value.endswith("_bit"):
            amount = _DEGREES["bit"]
        if degree is not None:
            clause.store(degree, "duration_ms")
            amount = _DEGREES[degree.value]
    for token in (relative, verb):
        if token is not None:
            clause.store(token, "duration_ms")
    video = clause.has("noun", "video") and not clause.has("noun", "picture", "clip")
    whole = _means_whole(clause) or (not guessed and _is_of_whole(clause))
    clause.trigger("duration", *clause.free("prep", "by"), *clause.free("noun", "duration"), *clause.free("degree"))
    clause.trigger("duration", *clause.free("relative", *_DIRECTIONS))
    clause.trigger("duration", *(token for token in clause.free("noun", "transition") if token.text == "切换"))
    target = _target(clause)
    if target.is_open and clause.has("noun", "picture"):
        target = Reference(every=True)
    draft = Duration(-amount if falls else amount, "relative", target, whole=whole, guessed=guessed)
    factor = _pace(relative, degree) if guessed else None
    clause.drafts.append(draft if factor is None else Pace(factor, draft, whole=video and _plays(clause)))


def _pace(relative: Token | None, degree: Token | None) -> float | None:
    if relative is None or relative.value not in _PACES:
        return None
    by_degree = _PACES_BY_DEGREE.get((relative.value, degree.value)) if degree is not None else None
    return by_degree or _PACES[relative.value]


def _plays(clause: Clause) -> bool:
    """ "The video should play faster": as a whole, not with shorter pictures."""
    return any(token.text.lower() in ("play", "plays", "playing", "run", "runs", "播放") for token in clause.tokens)


def _is_of_whole(clause: Clause) -> bool:
    """ "Extend it by 10 seconds", 延长10秒: the video, where no picture is spoken of."""
    of_clips = clause.has("noun", "picture", "clip") or clause.has("quant", "each", "all") or clause.has("ordinal")
    return not of_clips and (clause.says("lengthen", "shorten") or clause.has("pronoun", "it"))


def _target(clause: Clause) -> Reference:
    return footage(clause, point(clause))


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
    limits = clause.free("limit")
    total = clause.free("quant", "total")
    for token in total:
        clause.store(token, "scope")
    if total or _is_length_of_video(clause, time) or (limits and not clause.has("quant", "each")):
        for token in limits:
            clause.store(token, "scope")
        clause.drafts.append(Duration(amount, "total", OPEN, whole=True, most=bool(limits)))
        return
    each = [*clause.free("quant", "each"), *_apiece(clause, time)]
    for token in each:
        clause.store(token, "scope")
    creating = clause.says("create", "turn", "animate") and not each
    target = OPEN if creating else _spared_before(clause) or _target(clause)
    if each or not target.is_open or clause.has("pronoun", "them") or (not creating and _is_of_pictures(clause, time)):
        clause.drafts.append(Duration(amount, "each", target))
    else:
        whole = clause.has("pronoun", "it") or clause.says("trim", "shorten", "lengthen", "create")
        clause.drafts.append(Duration(amount, None, OPEN, whole=whole))


def _spared_before(clause: Clause) -> Reference | None:
    """ "All 2 s except the last, which should be 4": those that were left out."""
    before = clause.previous
    relative = clause.has("pronoun", "it") or any(token.text.lower() == "which" for token in clause.tokens)
    if before is None or before.sentence != clause.sentence or not before.target.others or not relative:
        return None
    return None if clause.has("ordinal") else replace(before.target, others=False)


def _is_of_pictures(clause: Clause, time: Token) -> bool:
    """ "Show the photos for 2 seconds", "two-second photos", "set the image duration to 4 s": each of them."""
    nouns = [token for token in clause.tokens if token.is_a("noun", "picture", "clip")]
    plural = any(token.text.endswith("s") for token in nouns)
    measured = bool(nouns) and clause.has("noun", "duration")
    before = clause.before(nouns[0]) if nouns else None
    return measured or (plural and (clause.says("make", "show", "keep", "last", "change", "trim") or before is time))


def _apiece(clause: Clause, time: Token) -> list[Token]:
    """ "一张3秒", "两秒一张": one picture, so long."""
    beside = (clause.before(time, frozenset()), clause.after(time, frozenset()))
    return [token for token in beside if token is not None and token.is_a("det") and token.text in ("一张", "一幅")]


def _is_length_of_video(clause: Clause, time: Token) -> bool:
    """ "a 5-second video", "the video should be 30 seconds", 30秒的视频, 时长30秒."""
    if names_video(clause, time):
        following = clause.after(time)
        given = clause.has("det", "indefinite") and following is not None and following.text.lower() == "clip"
        made = given or clause.says("create", "turn", "animate")
        return following is not None and (following.is_a("noun", "video") or made)
    if clause.has("quant", "each") or clause.free("ordinal") or clause.free("name"):
        return False
    shape = clause.after(time)
    if shape is not None and shape.is_a("aspect") and clause.says("create", "make", "turn"):
        return True
    if clause.has("noun", "video") or clause.has("quant", "all"):
        total = not clause.has("noun", "picture", "clip") or clause.says("create", "turn", "animate", "lengthen")
        for token in clause.free("quant", "all") if total else ():
            clause.store(token, "scope")
        return total
    before = clause.before(time)
    return before is not None and before.is_a("noun", "duration") and not clause.has("noun", "picture", "clip")
