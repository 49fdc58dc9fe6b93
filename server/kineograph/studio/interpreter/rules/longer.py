"""Longer and shorter: by so much, by a share, so many times; and at what pace."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Duration, Reference
from kineograph.studio.interpreter.drafts.playing import Pace
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import point

_DEGREES = {"bit": 500, "much": 2000}
_UNSAID_CHANGE_MS = 1000
DIRECTIONS = {
    "longer": 1, "longer_bit": 1, "slower": 1, "slower_bit": 1, "lengthen": 1,
    "shorter": -1, "shorter_bit": -1, "faster": -1, "faster_bit": -1,
}  # fmt: skip
_PACES = {"slower": 0.75, "slower_bit": 0.8, "faster": 1.5, "faster_bit": 1.25}
_PACES_BY_DEGREE = {("slower", "bit"): 0.8, ("slower", "much"): 0.5, ("faster", "bit"): 1.25, ("faster", "much"): 2.0}
_EPITHETS = LIGHT | {"aspect", "platform", "ratio", "resolution", "mood", "tone", "preset", "fps", "container"}
_CHANGES = ("lengthen", "shorten", "trim", "raise", "lower")
_MORE = ("加", "加上", "添", "添上", "补", "补上", "追加")
_ABOUT_TIME = frozenset({"duration", "relative", "verb", "correction", "prep", "degree"})
_WAYS = {"lengthen": 1, "raise": 1, "shorten": -1, "lower": -1, "remove": -1}
_FALLING = ("shorten", "trim", "lower", "remove")


def read(clause: Clause, times: list[Token]) -> bool:
    """Whether the clause is about longer or shorter; then it is read."""
    before = len(clause.drafts)
    relative = clause.one("relative", *DIRECTIONS)
    verb = clause.one("verb", "lengthen", "shorten", "trim")
    amount = _amount(clause, relative or clause.one("verb", *_CHANGES))
    if amount is not None and not times:
        _read_times(clause, relative or clause.one("verb", *_CHANGES), amount)
    elif relative is not None and times and _sets(clause, times):
        clause.trigger("duration", relative)
    elif relative is not None or (verb is not None and not _sets(clause, times)):
        _read_relative(clause, relative, verb, times)
    elif times and _grows(clause) and not _sets(clause, times):
        _read_relative(clause, None, clause.one("verb", "raise", "lower"), times)
    elif times and (times[0].value == "more" or _adds(clause, times[0])):
        _read_relative(clause, None, None, times)
    return len(clause.drafts) > before


def is_of_another(clause: Clause) -> bool:
    """ "Make the music slower": longer and faster, but not of the pictures."""
    word = (
        clause.one("relative", *DIRECTIONS) or clause.one("verb", "lengthen", "shorten", "trim") or clause.one("factor")
    )
    if word is None or clause.has("noun", "picture", "clip", "video"):
        return False
    return clause.has(
        "noun", "music", "title", "text", "caption", "transition", "sound", "voice", "narration", "credits", "volume"
    )


def _amount(clause: Clause, change: Token | None) -> Token | None:
    """ "Twice as long", "20 % longer", "double its length", 第三张翻倍; not "a double exposure"."""
    factor = clause.one("factor")
    if factor is not None and _is_measured(clause, factor):
        return factor
    shared = clause.one("percent") or clause.one("multiple")
    measured = change is not None or clause.has("noun", "duration")
    return shared if measured and not clause.has("noun", "volume", "music", "sound") else None


def names_video(clause: Clause, token: Token) -> bool:
    """ "A 5-second video": the time stands before what lasts so long."""
    following = named_behind(clause, token)
    return following is not None and following.is_a("noun", "video", "picture", "clip")


def named_behind(clause: Clause, token: Token) -> Token | None:
    """What stands behind a time, epithets aside: "a 20 second square video"."""
    return clause.after(token, _EPITHETS)


def _is_measured(clause: Clause, factor: Token) -> bool:
    text = factor.text.lower()
    said = any(word in text for word in ("long", "time", "长", "短", "久")) or clause.has("noun", "duration")
    named = clause.has("pronoun", "it") or bool(clause.free("ordinal") or clause.free("name"))
    turned = clause.has("verb", "lengthen", "shorten", "trim")
    return (said or turned or (named and is_han(factor.text[0]))) and not clause.says("create")


def _read_times(clause: Clause, change: Token | None, amount: Token) -> None:
    """So many times as long as now."""
    factor = scale_of(clause, change, amount)
    if factor is None:
        return
    clause.store(amount, "duration_ms")
    whole = means_whole(clause)
    clause.trigger("duration", change, *clause.free("noun", "duration"), *clause.free("relative", *DIRECTIONS))
    clause.trigger("duration", *clause.free("verb", *_CHANGES))
    target = target_of(clause)
    clause.drafts.append(Duration(0, "relative", target, whole=whole, factor=factor))


def scale(clause: Clause) -> float:
    """By what the length of something else than clips is multiplied; claims the words. 0 where they do not say so."""
    changes = [*clause.free("relative", *DIRECTIONS), *clause.free("verb", *_CHANGES), *clause.free("verb", "remove")]
    for amount in (*clause.free("factor"), *clause.free("tempo"), *clause.free("percent"), *clause.free("multiple")):
        measured = changes or amount.kind in ("factor", "tempo") or clause.has("noun", "duration")
        found = scale_of(clause, changes[0] if changes else None, amount) if measured else None
        if found is not None:
            clause.store(amount, "duration_ms")
            clause.trigger(
                "duration", *changes, *clause.free("noun", "duration"), *clause.free("verb", "change", "turn")
            )
            return found
    return 0.0


def scale_of(clause: Clause, change: Token | None, amount: Token) -> float | None:
    """By what a share or a multiple, beside the word for the change, multiplies a length; None for nothing."""
    falls = change is not None and (DIRECTIONS.get(change.value, 1) < 0 or change.value in _FALLING)
    before = clause.before(amount)
    to = before is not None and (before.is_a("prep", "to") or before.text.endswith(("到", "为", "成", "至")))
    value = amount.amount or float(amount.value) if amount.kind in ("factor", "tempo") else amount.amount
    if value <= 0:
        return None
    if amount.kind == "tempo":
        return 1 / value
    if amount.kind in ("factor", "multiple"):
        turned = falls and value > 1 if amount.kind == "factor" else falls and amount.value != "of"
        return 1 / value if turned else value
    if to or change is None:
        return value
    share = 1 - value if falls else 1 + value
    return share if share > 0 else None


def difference(clause: Clause, time: Token) -> int:
    """ "Shorten it by 0.2 s", 延长1秒, 再加0.3秒, "half a second longer": the time, with its sign, where it is what is
    added or taken away; 0 where it is the length itself. Claims the words."""
    before, after = clause.before(time, LIGHT | {"degree"}), clause.after(time)
    led = before is not None and before.is_a("prep", "by")
    change = clause.before(before, LIGHT | {"noun", "pronoun"}) if led and before is not None else before
    if after is not None and after.is_a("relative", *DIRECTIONS) and not is_han(after.text[0]):
        change = after
    elif (
        change is None
        or not (led or is_han(change.text[0]))
        or change.text.endswith(("到", "至", "成", "为", "点", "些"))
    ):
        return 0
    way = DIRECTIONS.get(change.value, 0) if change.kind == "relative" else _WAYS.get(change.value, 0)
    if change.is_a("verb", "add"):
        way = 1 if change.text in _MORE and (time.value == "more" or clause.has("noun", "duration")) else 0
    if way:
        clause.store(time, "duration_ms")
        clause.trigger("duration", before, change, *clause.free("noun", "duration"))
    return way * int(time.amount)


def _sets(clause: Clause, times: list[Token]) -> bool:
    """ "Extend it to 5 seconds", "extend this image into a 10-second video"."""
    if not times:
        return clause.has("noun", "video") and clause.has("noun", "picture")
    before = clause.before(times[0])
    to = before is not None and (before.is_a("prep", "to") or before.text.endswith(("到", "至", "成", "为")))
    return to or (clause.has("prep", "to") and names_video(clause, times[0]))


def _read_relative(clause: Clause, relative: Token | None, verb: Token | None, times: list[Token]) -> None:
    falls = (relative is not None and DIRECTIONS[relative.value] < 0) or (verb is not None and verb.value in _FALLING)
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
    whole = means_whole(clause) or (not guessed and (_is_of_whole(clause) or scope_before(clause) == "total"))
    clause.trigger("duration", *clause.free("prep", "by"), *clause.free("noun", "duration"), *clause.free("degree"))
    clause.trigger("duration", *clause.free("relative", *DIRECTIONS))
    clause.trigger("duration", *(token for token in clause.tokens if token.text.lower() in ("切换", "cuts")))
    target = target_of(clause)
    if target.is_open and clause.has("noun", "picture"):
        target = replace(target, every=True)
    draft = Duration(-amount if falls else amount, "relative", target, whole=whole, guessed=guessed)
    factor = _pace(relative, degree) if guessed else None
    clause.drafts.append(draft if factor is None else Pace(factor, draft, whole=video and _plays(clause)))


def scope_before(clause: Clause) -> Literal["each", "total"] | None:
    """ "总长15秒", and then "还是20秒吧": what the length was of that was spoken of last."""
    if any(token.kind not in _ABOUT_TIME for token in clause.words()) or not is_han(clause.words()[0].text[-1]):
        return None
    before = clause.previous
    while before is not None and before.number >= 0 and before.sentence == clause.sentence and before.has("relative"):
        if before.has("noun", "video") and not (before.has("ordinal") or before.has("name")):
            return "total"
        before = before.previous
    said = [draft for draft in before.drafts if isinstance(draft, Duration)] if before is not None else []
    plain = len(said) == 1 and said[0].target.is_open and said[0].scope in ("each", "total")
    near = before is not None and (before.number < 0 or before.sentence + 1 >= clause.sentence)
    return said[0].scope if plain and near and said[0].scope != "relative" else None


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
    measured = clause.says("lengthen", "shorten") or clause.has("noun", "duration")
    return not of_clips and (measured or clause.has("pronoun", "it"))


def _grows(clause: Clause) -> bool:
    """ "Increase the length by 5 seconds", 时长增加5秒."""
    verb = clause.one("verb", "raise", "lower")
    return verb is not None and (clause.has("noun", "duration", "video") or is_han(verb.text[0]))


def _adds(clause: Clause, time: Token) -> bool:
    """ "Add 2 seconds to the first photo", 每张再加半秒: so much more, not so long."""
    verb, after = clause.before(time, LIGHT | {"degree"}), clause.after(time, LIGHT)
    if verb is None or not verb.is_a("verb", "add"):
        return False
    if is_han(verb.text[0]):
        pointed = clause.before(verb, LIGHT | {"degree"})
        alone = verb.text in _MORE and (after is None or after.kind in ("break", "conj"))
        before = clause.previous
        said = before is not None and (before.has("ordinal") or before.has("name"))
        if pointed is None or pointed.kind == "break":
            return alone and said  # 第一张太快了，加一秒
        return alone and (pointed.kind in ("ordinal", "name") or pointed.is_a("quant", "each", "all"))
    return after is not None and after.is_a("prep", "to")


def target_of(clause: Clause) -> Reference:
    return point(clause)


def means_whole(clause: Clause) -> bool:
    total = clause.free("quant", "total")
    clause.trigger("duration", *total)
    video = clause.has("noun", "video") and not clause.has("noun", "picture", "clip")
    thing = [token for token in clause.free("quant", "all") if token.text.lower() == "whole"]
    whole = bool(thing) and any(token.text.lower() == "thing" for token in clause.tokens)
    if whole:
        clause.trigger("duration", *thing, *clause.free("noun", "step"))
    return bool(total) or whole or (video and not clause.has("quant", "each"))
