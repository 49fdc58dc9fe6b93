"""Chinese words about what is laid over a video and what is heard, set right before the sentence is parted.

Stretch by stretch (what stands between two stops): a text after which more words are added, the use of a file, from
what to what a volume goes, the background that is music, the ground behind letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.tokens import Token

LAID = ("title", "text", "caption", "lower_third", "credits", "watermark")
_SEEN = ("picture", "clip", "video", "transition", "motion", "logo", "overlay", "inset", "duration")
_HEARD = ("voice", "sound", "narration", "effect", "music", "volume")
_USES = ("music", "narration", "effect", "logo", "watermark", "inset", "overlay", "title", "caption", "voice")
_AS = ("作", "做", "充当", "用作", "当做", "做为", "来当", "来做", "来作", "设为", "设成", "弄成", "改成")
_THERE = ("起", "处", "那里", "那儿", "的地方", "的位置", "开始", "的时候", "位置")
_GROWN = {"放大": "louder", "缩小": "quieter", "大一点": "louder_bit", "小一点": "quieter_bit"}
_SIGNS = {
    "感叹号": "！",
    "叹号": "！",
    "惊叹号": "！",
    "问号": "？",
    "句号": "。",
    "省略号": "……",
    "破折号": "——",
    "波浪号": "～",
}
_CASTS = {"白": "#ffffff", "黑": "#000000", "纯白": "#ffffff", "纯黑": "#000000"}
_INTO = ("到", "成", "至", "为", "到全", "成全")
_HEADS = {"start": "before", "end": "after"}
_BEFORE = ("前面", "开头", "最前面", "前", "之前", "前边")
_BEHIND = ("后面", "末尾", "结尾", "最后", "后", "后边", "尾部", "末端", "最后面")
_STATING = ("变成", "改成", "成为", "换成", "就成了", "改为", "变为", "写成")


def mended(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places, some of another kind; those of a stretch are looked at together."""
    if not any(is_han(token.text[0]) for token in tokens):
        return list(tokens)
    found: list[Token] = list(tokens)
    for start, end in _stretches(tokens):
        part = found[start:end]
        for step in _STEPS:
            part = step(part)
        found[start:end] = part
    return _with_statements(found)


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text != "、":
            if index > start:
                yield start, index
            start = index + 1
    if len(tokens) > start:
        yield start, len(tokens)


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _speaks_of(part: Sequence[Token], *nouns: str) -> bool:
    return any(token.is_a("noun", *nouns) for token in part)


def _with_uses(part: list[Token]) -> list[Token]:
    """ "song.mp3 作配乐", "当旁白": what the file is to be. "在5秒处", "从第2秒起": the moment itself."""
    for index, token in enumerate(part[:-1] if part else ()):
        following = part[index + 1]
        if token.text in _AS and token.kind == "unknown" and following.is_a("noun", *_USES):
            part[index] = _as(token, "function")
    for index, token in enumerate(part[1:], 1):
        timed = part[index - 1].kind in ("clock", "duration")
        moment = timed and token.text in _THERE and token.kind in ("unknown", "noun", "edge", "function")
        if moment and token.text not in ("起", "处"):
            part[index] = _as(token, "function")
        elif moment and token.kind == "unknown":
            part[index] = _as(token, "function", token.text)
    return part


def _with_backgrounds(part: list[Token]) -> list[Token]:
    """ "背景放 lo-fi 音乐", "背景配上轻音乐": music, and nothing behind a picture."""
    heard = _speaks_of(part, "music") or any(token.kind in ("mood", "own") for token in part)
    for index, token in enumerate(part[:-1]):
        grounded = token.text == "背景" and token.kind in ("backdrop", "function", "unknown")
        if grounded and heard and (part[index + 1].is_a("verb", "add", "use", "show", "move", "change")):
            part[index] = _as(token, "function")
    return part


def _with_grounds(part: list[Token]) -> list[Token]:
    """ "标题不要底色": what stands behind the letters."""
    laid = _speaks_of(part, *LAID) and not _speaks_of(part, *_SEEN)
    for index, token in enumerate(part):
        if laid and token.kind == "backdrop" and token.text in ("底色", "背景", "底", "衬底", "背景色", "底图"):
            part[index] = _as(token, "ground", "plate")
    return part


def _with_sizes(part: list[Token]) -> list[Token]:
    """ "一个大大的标题"."""
    for index, token in enumerate(part[:-2]):
        ahead = [other for other in part[index + 2 : index + 5] if other.kind not in ("color", "function")]
        if token.text == "大大" and part[index + 1].text == "的" and ahead and ahead[0].is_a("noun", *LAID):
            part[index] = _as(token, "size", "big")
    return part


def _with_ways(part: list[Token]) -> list[Token]:
    """ "音乐从三成五提到五成": only what it goes to counts. "把人声放大一点": louder."""
    heard = _speaks_of(part, *_HEARD) and not _speaks_of(part, *_SEEN, *LAID)
    shares = [index for index, token in enumerate(part) if token.kind == "percent"]
    if len(shares) == 2 and shares[0] and part[shares[0] - 1].is_a("prep", "from"):
        for index in (shares[0] - 1, shares[0]):
            part[index] = _as(part[index], "function")
    for index, token in enumerate(part):
        if not heard:
            break
        if token.kind == "motion" and token.text in _GROWN:
            part[index] = _as(token, "relative", _GROWN[token.text])
        following = part[index + 1] if index + 1 < len(part) else None
        if (
            token.text in ("提到", "拉到", "涨到", "推到", "开到")
            and following is not None
            and following.kind == "percent"
        ):
            part[index] = _as(token, "verb", "raise")
    return part


def _with_casts(part: list[Token]) -> list[Token]:
    """ "淡出到白": the colour of a fade."""
    fades = any(token.kind in ("fade", "transition") or token.is_a("verb", "fade") for token in part)
    for index, token in enumerate(part[1:], 1):
        if fades and token.text in _CASTS and part[index - 1].text in _INTO:
            part[index] = _as(token, "color", _CASTS[token.text])
    return part


def _with_additions(part: list[Token]) -> list[Token]:
    """ "标题后面加上“2024”", "Summer 前面补个 My", "标题末尾加个感叹号": words that go to those that are there."""
    for index, token in enumerate(part):
        if token.text in _SIGNS or (token.text == "叹号" and index and part[index - 1].text == "感"):
            part[index] = replace(token, kind="quote", value=_SIGNS.get(token.text, "！"))
            if token.text == "叹号" and part[index - 1].text == "感":
                part[index - 1] = _as(part[index - 1], "function")
    words = [index for index, token in enumerate(part) if token.kind not in ("function", "polite", "det", "mark")]
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        named, edge, verb = part[first], part[second], part[third]
        way = "before" if edge.text in _BEFORE else "after" if edge.text in _BEHIND else ""
        quoted = any(token.kind == "quote" for token in part[third:])
        if named.is_a("noun", "title", "text", "caption") and way and verb.is_a("verb", "add") and quoted:
            part[second] = _as(edge, "affix", way)
    return part


def _with_lists(part: list[Token]) -> list[Token]:
    """ "标题、字幕都放大": the two together."""
    for index, token in enumerate(part[1:-1], 1):
        if token.text == "、" and part[index - 1].is_a("noun", *LAID) and part[index + 1].is_a("noun", *LAID):
            part[index] = replace(token, kind="conj", value="and")
    return part


def _with_statements(tokens: list[Token]) -> list[Token]:
    """ "Summer 后面补上年份，变成“Summer 2024”": how it is to read in the end says all."""
    for start, end in [*_stretches(tokens)]:
        named = next((token for token in tokens[start:end] if token.is_a("noun", *LAID) and token.places), None)
        ahead = tokens[end + 1 : end + 4]
        stated = len(ahead) > 1 and ahead[0].text in _STATING and ahead[1].kind == "quote"
        if named is None or not stated or tokens[end].text not in ",，":
            continue
        if named.text.lower() not in ahead[1].value.lower() or any(t.kind == "quote" for t in tokens[start:end]):
            continue
        for index in range(start, end):
            if tokens[index] is not named:
                tokens[index] = _as(tokens[index], "retracted")
        tokens[end] = _as(tokens[end], "mark")
        tokens[end + 1] = _as(tokens[end + 1], "verb", "change")
    return tokens


def _with_tunes(part: list[Token]) -> list[Token]:
    """ "不要这首", "换一首欢快的": only music is counted so."""
    if _speaks_of(part, *_HEARD) or any(token.kind in ("own", "quote") for token in part):
        return part
    for index, token in enumerate(part):
        following = part[index + 1] if index + 1 < len(part) else None
        counted = token.kind == "det" and token.text.endswith("首")
        if counted and (following is None or not following.is_a("noun")):
            part[index] = _as(token, "noun", "music")
    return part


_STEPS: tuple[Callable[[list[Token]], list[Token]], ...] = (
    _with_uses,
    _with_backgrounds,
    _with_grounds,
    _with_sizes,
    _with_ways,
    _with_casts,
    _with_lists,
    _with_additions,
    _with_tunes,
)
