"""Chinese: a thing that is only said to be changed, and then how: "字幕改一下，改成…"; and what is not wanted
after all ("加一点模糊就算了")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token

THINGS = (
    "title",
    "text",
    "caption",
    "music",
    "transition",
    "motion",
    "sound",
    "volume",
    "voice",
    "logo",
    "watermark",
    "overlay",
    "narration",
    "effect",
    "lower_third",
    "credits",
    "inset",
)
_POINTING = ("ordinal", "name")
_PADDING = frozenset({"function", "polite", "det", "mark"})
_VALUES = frozenset(
    {"quote", "color", "hex", "place", "size", "relative", "motion", "transition", "entrance", "mood", "percent",
     "grade", "tone", "slide", "fade", "aloft", "multiple", "duration", "preset", "field", "ground", "opacity", "own",
     "name"}
)  # fmt: skip
_PLACING = ("place", "aloft", "side")
_REMEDIES = frozenset(
    {"压一压", "收一收", "收一点", "收点", "压一下", "收收", "压压", "降一降", "提一提", "收一下", "压点"}
)  # fmt: skip
_AS_BEFORE = frozenset(
    {"恢复原样", "恢复原来的", "还原", "还原一下", "还原回去", "还原回来", "变回去", "变回来", "调回去", "调回来",
     "改回原样", "恢复回去", "恢复回来", "变成原来那样"}
)  # fmt: skip
_STYLES = ("tone", "preset", "mood")
_MEASURES = ("duration", "multiple", "percent", "number", "factor", "speed", "tempo", "count")
_INTO = ("成", "为", "到")
_FEW = 2
_LETTERS = ("小字", "大字")


def gather(tokens: list[Token]) -> list[Token]:
    """ "字幕改一下，改成…", "标题换种动画，滑入": only what follows says how, and it is of the same thing."""
    found = list(tokens)
    start = 0
    for index, token in enumerate(tokens):
        if token.kind != "break" or token.value == "、":
            continue
        end = next((at for at in range(index + 1, len(tokens)) if tokens[at].kind == "break"), len(tokens))
        said = tokens[start:index]
        silent = _silent(said) if token.text in ",，:：" and _tells_how(said, tokens[index + 1 : end]) else []
        if silent and token.text in ":：" and said[-1].kind == "verb" and said[-1].text.endswith(_INTO):
            silent, found[index] = [], replace(token, kind="mark")
        if silent and _reads(tokens[index + 1 : end]) and any(said[place].is_a("verb", "change") for place in silent):
            silent, found[index] = [], replace(token, kind="mark")
        for place in silent:
            found[start + place] = replace(said[place], kind="function", value="function")
        if silent:
            found[index] = replace(token, kind="mark")
        start = index + 1
    return found


def _reads(ahead: Sequence[Token]) -> bool:
    """ "改一下下面那句，“海风”": the new words, and no verb of their own."""
    words = [token for token in ahead if token.kind not in _PADDING]
    return bool(words) and words[0].kind == "quote"


def _silent(said: Sequence[Token]) -> list[int]:
    """Where the words are that say nothing by themselves; none where anything else is said."""
    verbs = [place for place, token in enumerate(said) if token.kind == "verb"]
    if not verbs:
        taste = ("degree", "unsupported", "verdict", "function")
        return [place for place, token in enumerate(said) if token.kind in taste] if _dislikes(said) else []
    if not _announces(said, verbs[0]) or any("首" in said[place].text for place in verbs):
        return []
    led = any(token.is_a("noun", *THINGS) or token.kind in _POINTING for token in said[: verbs[0]])
    return [place for place in range(verbs[0], len(said)) if led or said[place].kind == "verb"]


def with_remedies(tokens: list[Token]) -> list[Token]:
    """ "太亮了，收一点": no more than the complaint; and what is restored."""
    found, start, complains = list(tokens), 0, False
    for index, token in enumerate(tokens):
        ends = index + 1 == len(tokens) or tokens[index + 1].kind == "break"
        if token.kind == "break":
            complains = token.text in ",，" and any(each.kind == "grade" for each in tokens[start:index])
            start = index + 1
        elif complains and token.text in _REMEDIES and index == start and ends:
            found[index - 1] = replace(tokens[index - 1], kind="mark")
            found[index] = replace(token, kind="function", value="function")
        else:
            _restore(found, start, index)
    return found


def _restore(found: list[Token], start: int, index: int) -> None:
    """ "还是恢复彩色": to what. "第二张还原": how it looks. "不够复古": more so. "第二张的去掉": what of it?"""
    token, following = found[index], found[index + 1] if index + 1 < len(found) else None
    toned = following is not None and following.kind in _STYLES
    if token.text == "够" and index and found[index - 1].text == "不" and toned:
        for place in (index - 1, index):
            found[place] = replace(found[place], kind="function", value="function")
    elif token.kind == "ordinal" and token.text.endswith("的") and _only_goes(found[index + 1 :]):
        found[index] = replace(token, kind="unknown", places=())
    elif token.is_a("verb", "undo", "redo") and following is not None and following.kind in ("tone", "plain"):
        found[index] = replace(token, kind="function", value="function")
    elif token.is_a("verb", "undo") and token.text in _AS_BEFORE and _is_of_clips(found[start:index]):
        found[index] = replace(token, kind="plain", value="reset")


def without_denials(tokens: list[Token]) -> list[Token]:
    """ "2倍字号，不是2倍速哈": what is not meant, behind what is."""
    found, start = list(tokens), 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].kind != "break":
            continue
        said = tokens[start:index]
        denied = len(said) > 1 and (said[0].text + said[1].text).startswith(("不是", "并非"))
        values = [token for token in said[1:] if token.kind not in _PADDING and token.text not in ("是", "要")]
        if start and denied and values and all(token.kind in _MEASURES for token in values):
            found[start:index] = [replace(token, kind="retracted") for token in said]
        start = index + 1
    return found


def _only_goes(rest: Sequence[Token]) -> bool:
    """ "第二张的去掉": of the second something goes, and what is not said."""
    for token in rest:
        if token.kind == "break":
            return False
        if token.kind not in _PADDING:
            return token.is_a("verb", "remove") or token.kind == "neg"
    return False


def _is_of_clips(said: Sequence[Token]) -> bool:
    pointed = any(token.kind in _POINTING or token.is_a("noun", "picture") for token in said)
    return pointed and not any(token.is_a("noun", *THINGS) or token.kind == "verb" for token in said)


def _announces(said: Sequence[Token], verb: int) -> bool:
    """Whether a thing is named, and then only that it is to be changed."""
    things = [token for token in said[:verb] if token.kind not in _PADDING and not token.is_a("quant", "only")]
    if not things:
        behind = [token for token in said[verb + 1 :] if token.kind not in (*_PADDING, "verb")]
        return (
            len(behind) == 1
            and (behind[0].is_a("noun", *THINGS) or behind[0].text in _LETTERS)
            and said[verb].is_a("verb", "change", "edit")
        )
    named = bool(things) and all(token.is_a("noun", *THINGS) or token.kind in _POINTING for token in things)
    rest = [token for token in said[verb + 1 :] if token.kind not in (*_PADDING, "verb")]
    plain = all(token.is_a("noun", "motion", "color", "position", "video", "transition") for token in rest)
    return named and plain and said[verb].is_a("verb", "change", "swap", "edit") and len(rest) < _FEW


def _dislikes(said: Sequence[Token]) -> bool:
    """ "标题有点丑": a matter of taste, and only that."""
    things = [token for token in said if token.is_a("noun", *THINGS)]
    taste = [token for token in said if token.is_a("unsupported", "semantic") or token.kind == "verdict"]
    plain = all(
        token in things or token in taste or token.kind in (*_PADDING, "degree", "pronoun", "quant") for token in said
    )
    return bool(things) and bool(taste) and plain


def _tells_how(said: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """Whether a value follows, and no other thing is spoken of."""
    named = {token.value for token in said if token.kind == "noun"}
    other = any(token.is_a("noun", *THINGS) and token.value not in named for token in ahead)
    pointed = any(token.kind in _POINTING for token in ahead)
    taken = any(token.is_a("verb", "remove", "keep", "undo") or token.kind == "neg" for token in ahead)
    return not (other or pointed or taken) and any(token.kind in _VALUES for token in ahead)


def _goes_elsewhere(ahead: Sequence[Token]) -> bool:
    """ "…，靠左", "…，放左下"."""
    led = ahead[1:] if ahead and ahead[0].is_a("verb", "add", "move") else ahead
    return bool(led) and led[0].kind in _PLACING


def without_dropped(tokens: list[Token]) -> list[Token]:
    """ "加一点模糊就算了": that is not wanted after all. "别居中了，靠左": only where it goes."""
    found, start = list(tokens), 0
    for index, token in enumerate(tokens):
        if token.kind == "break":
            start = index + 1
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or following.kind == "break"
        dropped = token.text == "算了" and ends and index > start + 1 and tokens[index - 1].text == "就"
        if dropped and not any(other.kind in ("neg", "doubt") for other in tokens[start:index]):
            found[start : index + 1] = [replace(other, kind="retracted") for other in tokens[start : index + 1]]
        placed = following is not None and following.kind == "place"
        if following is not None and following.is_a("verb", "add", "move") and index + 2 < len(tokens):
            placed = tokens[index + 2].kind == "place"
        if token.kind == "neg" and placed:
            stop = next(
                (at for at in range(index + 2, len(tokens)) if tokens[at].kind not in ("function", "place")), None
            )
            if stop is not None and tokens[stop].text in ",，" and _goes_elsewhere(tokens[stop + 1 : stop + 3]):
                for place in range(index, stop):
                    found[place] = replace(tokens[place], kind="function", value="function")
                found[stop] = replace(tokens[stop], kind="mark")
    return found
