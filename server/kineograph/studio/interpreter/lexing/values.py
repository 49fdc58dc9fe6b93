"""Numbers, ratios, shares, multiples, ordinals and names, in digits and in words, English and Chinese; and times.

Each recogniser sees the folded text at one position and keeps the span; which of two readings wins is decided by
length, then by the order of the table at the end. Knows no context.
"""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.beyond import (
    BEYOND,
    COUNTER,
    ITEM_ZH,
    ORDINAL,
    PICTURE_EN,
    PICTURE_ZH,
    filled,
    ordinal_zh,
    place_en,
)
from kineograph.studio.interpreter.lexing.lengths import END, HANZI, LENGTHS, NUMBER, SECOND, UNIT, Build
from kineograph.studio.interpreter.lexing.measures import MEASURES
from kineograph.studio.interpreter.lexing.numerals import NUMBER_WORD, chinese_number, english_number
from kineograph.studio.interpreter.lexing.shares import SHARES
from kineograph.studio.interpreter.lexing.shifts import SHIFTS
from kineograph.studio.interpreter.lexing.tokens import Value

_THROUGH = r"(?:-|–|~|to|through|到|至)"
_OVER = r"(?: ?[:x×/比] ?| by )"
_SMALL = r"[1-5](?:\.\d{1,2})?"
_RATIO = (
    r"(?<!split at )(?<!cut at )(?<!between )"
    rf"(?:(?:16|18|19|20|21|32){_OVER}(?:10|9)|(?:9|10){_OVER}(?:16|18|19|20|21)|{_SMALL}{_OVER}{_SMALL})"
)


def _share(amount: float) -> Build:
    return lambda match: Value("percent", "", match.end(), amount)


def _ratio(match: re.Match[str]) -> Value:
    left, right = re.split(r" ?[:x×/比] ?| by ", match[0])
    return Value("ratio", f"{left}:{right}", match.end())


def _multiple(match: re.Match[str]) -> Value:
    """ "2x", "1.5倍速": ``value`` "speed" where it says so itself."""
    number = match["n"]
    amount = chinese_number(number) if match["zh"] else english_number(number)
    return Value("multiple", "speed" if match["zh"] and "速" in match["zh"] else "times", match.end(), amount)


def _more_zh(match: re.Match[str]) -> Value:
    """ "每张多两秒": so much longer."""
    return Value("relative", "shorter" if match["which"] == "少" else "longer", match.end())


def _often_zh(match: re.Match[str]) -> Value:
    return Value("often", "", match.end(), chinese_number(match["n"]))


def _ordinal_en(match: re.Match[str]) -> Value:
    return Value("ordinal", "", match.end(), places=(place_en(match["n"]),))


def _from_end_en(match: re.Match[str]) -> Value:
    word = match["n"]
    return Value("ordinal", "", match.end(), places=(-2 if word is None else -place_en(word),))


def _several(match: re.Match[str], amount: float, *, last: bool) -> Value:
    """The first or last so many; fewer than one ("the first half") points at nothing and stays a number."""
    count = min(int(amount), 200)
    if count < 1:
        return Value("number", "", match.end(), amount)
    places = tuple(range(-count, 0)) if last else tuple(range(1, count + 1))
    return Value("ordinal", "", match.end(), places=places)


def _some_en(match: re.Match[str]) -> Value:
    return _several(match, english_number(match["n"]), last=match["which"] != "first")


def _some_zh(match: re.Match[str]) -> Value:
    return _several(match, chinese_number(match["n"]), last=match["which"] not in _FIRST_ZH)


def _listed(match: re.Match[str]) -> Value:
    """ "photos 2, 3 and 5", "photos 2-4", "第二和第三张": every number, a range filled in."""
    numbers: list[int] = []
    through = False
    for part in re.finditer(rf"{_THROUGH}|{HANZI}", match["list"]):
        if re.fullmatch(_THROUGH, part[0]):
            through = bool(numbers)
            continue
        numbers.extend(
            filled(numbers[-1], int(chinese_number(part[0]))) if through else (int(chinese_number(part[0])),)
        )
        through = False
    if 0 in numbers:
        return Value("number", "", match.end())
    return Value("ordinal", "", match.end(), places=tuple(numbers))


def _through_en(match: re.Match[str]) -> Value:
    """ "The 3rd to 5th", "second through fourth"."""
    first, last = place_en(match["a"]), place_en(match["b"])
    return Value("ordinal", "", match.end(), places=(first, *filled(first, last)))


def _through_zh(match: re.Match[str]) -> Value:
    first, last = int(chinese_number(match["a"])), int(chinese_number(match["b"]))
    return Value("ordinal", "", match.end(), places=(first, *filled(first, last)))


def _number_word_ordinal(match: re.Match[str]) -> Value:
    return Value("ordinal", "", match.end(), places=(int(english_number(match["n"])),))


def _fixed(place: int) -> Build:
    return lambda match: Value("ordinal", "", match.end(), places=(place,))


def _count_zh(match: re.Match[str]) -> Value:
    return Value("count", "", match.end(), chinese_number(match["n"]))


def _number_en(match: re.Match[str]) -> Value:
    return Value("number", "", match.end(), english_number(match[0]))


def _number_zh(match: re.Match[str]) -> Value:
    return Value("number", "", match.end(), chinese_number(match[0]))


def _plain(kind: str) -> Build:
    return lambda match: Value(kind, match[0], match.end())


_SOME_ZH = rf"(?:{HANZI}|半) ?个?"
_FIRST_ZH = ("前", "头", "前面", "最前面", "开头", "开始")

# In order of precedence where two readings are of the same length.
_SIGNS = r" ?[%°]| ?(?:degrees?|deg|percent|times|px|fps)\b"
_TABLE: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"[\w-]+\.(?:jpe?g|png|gif|webp|heic|mp4|mov|avi|webm|mkv|mp3|wav|m4a|aac)(?![a-z0-9])", _plain("name")),
        (r"#[0-9a-f]{6}(?![0-9a-z])", _plain("hex")),
        (rf"{_RATIO}(?![\d:]|\.\d| ?(?:{SECOND}{END}|秒))", _ratio),
        *MEASURES,
        *SHIFTS,
        *LENGTHS,
        *SHARES,
        (r"(?P<n>\d+(?:\.\d+)?|\.\d+) ?[x×](?P<zh>(?!))?(?![a-z0-9])(?! ?\d)", _multiple),
        (r"(?<![a-z0-9])[x×] ?(?P<n>\d+(?:\.\d+)?)(?P<zh>(?!))?(?![a-z0-9.])", _multiple),
        (
            (
                rf"(?P<n>{NUMBER})(?: times|x)(?P<zh>(?!))?(?= ?(?:as (?:fast|slow|long|quick)|faster|slower|quicker|"
                r"longer|the speed|speed|the length)(?![a-z]))"
            ),
            _multiple,
        ),
        (
            rf"再?(?P<which>多加?|少)(?={_SOME_ZH}(?:秒|分|毫秒))|(?:再加|多来)(?={_SOME_ZH}秒钟?半?(?:$|[。，,！!\n]))",
            _more_zh,
        ),
        (rf"(?P<n>{HANZI}) ?(?P<zh>倍(?:速度|速率|速)?)", _multiple),
        (r"(?P<n>[二两俩三四五六七八九十]+|\d+) ?遍", _often_zh),
        (r"拉满|开满|调满|满音量|full(?= volume)|max(?:imum)?(?= volume)", _share(1.0)),
        (r"(?:(?<=to )|(?<=to the )|(?<=at ))max(?:imum)?(?![a-z])", _share(1.0)),
        (
            (
                r"一半|half(?= (?:the )?volume)|"
                r"(?:(?<=to )|(?<=to about )|(?<=to around )|(?<=to roughly ))half(?! ?-?an?\b)(?![a-z0-9-])"
            ),
            _share(0.5),
        ),
        (
            rf"(?P<which>first|last|final) (?!half)(?P<n>{NUMBER})(?! ?-?{UNIT}{END}|:\d|[.,]\d|/|{_SIGNS}){END}",
            _some_en,
        ),
        (
            (
                rf"(?P<which>最前面|前面|前|开头|开始|头|最后面|最后|末尾|结尾|后面|后)(?:的|那)? ?"
                rf"(?P<n>{HANZI}) ?{COUNTER}(?:的)?{PICTURE_ZH}?"
            ),
            _some_zh,
        ),
        (
            (
                rf"(?P<n>{ORDINAL})[ -]to[ -](?:the[ -])?last{END}(?: one{END})?|"
                rf"(?:second[ -]last|penultimate|next to last){END}"
            ),
            _from_end_en,
        ),
        (
            rf"(?P<a>(?!last|final){ORDINAL}) ?(?:-|–|to|through)(?: the)? ?(?P<b>(?!last|final){ORDINAL}){END}",
            _through_en,
        ),
        (
            (
                rf"第? ?(?P<a>{HANZI}) ?{COUNTER}(?:{PICTURE_ZH})? ?(?:到|至|-|–|~) ?第? ?(?P<b>{HANZI}) ?{COUNTER}"
                rf"(?:的)?{PICTURE_ZH}?"
            ),
            _through_zh,
        ),
        (
            (
                rf"(?P<n>(?!last (?:for |about |exactly )?(?:{NUMBER}[ -]?{UNIT}{END}|\d+:\d)){ORDINAL})"
                rf"(?: one{END})?{END}"
            ),
            _ordinal_en,
        ),
        (r"(?:the )?(?P<n>middle)(?= (?:one|" + PICTURE_EN + r"))(?: one)?", _ordinal_en),
        (
            (
                rf"{PICTURE_EN} ?(?:number )?#?(?!\d+\.[a-z])"
                r"(?P<list>\d+(?:(?: ?[,&] ?| and |-|–| to | through )#?\d+)*)"
                rf"(?![-\d.]* ?(?:(?:{UNIT}|degrees?|deg|fps){END}|%|°|x{END}|times|more|extra)){END}"
            ),
            _listed,
        ),
        (
            (
                rf"{PICTURE_EN} (?:number )?(?P<n>{NUMBER_WORD}){END}"
                rf"(?! ?-?{UNIT}{END}| (?:times|and a half|more|extra|degrees?|percent)(?![a-z]))"
                rf"(?! (?:position|place|spot|step|slot)s?(?![a-z])| (?:after|by) (?:another|the other|one))"
            ),
            _number_word_ordinal,
        ),
        (r"@?(?:video|视频)(?P<n>\d{1,3})(?![\da-z.])", _number_word_ordinal),
        *BEYOND,
        (rf"(?:#|number |no\. ?)(?P<n>\d+|{NUMBER_WORD}){END}", _number_word_ordinal),
        (
            rf"(?<!第)(?<![\d.])(?P<list>{HANZI}(?: ?[、和与跟及] ?{HANZI})+) ?号(?:图片|照片|图|片段)?(?!\d)",
            _listed,
        ),
        (rf"(?:# ?|(?<!月)(?={HANZI} ?号))(?P<list>{HANZI}) ?(?:号|张)?(?:图片|照片|图|片段)?", _listed),
        (
            (
                rf"第 ?(?P<list>{ITEM_ZH}(?: ?(?:和|与|、|到|至|-|及|跟|[,，](?=\d+ ?(?:[,，]|[张个幅]))) ?"
                rf"第? ?{ITEM_ZH})+)"
                rf"(?:这|那)?[两二三四五六]?(?<!秒) ?{COUNTER}(?:的)?{PICTURE_ZH}?"
            ),
            _listed,
        ),
        (
            rf"(?<![用选挑约概\d.])(?P<a>{ITEM_ZH}) ?[到至–~-] ?(?P<b>{ITEM_ZH}) ?[张号](?!图?[做拼])的?{PICTURE_ZH}?",
            _through_zh,
        ),
        (
            rf"(?P<end>倒数)?第 ?(?P<n>{HANZI}) ?{COUNTER}?(?:的)?{PICTURE_ZH}?(?!秒|版|稿|遍|轮|种|期|季|届|名)",
            ordinal_zh,
        ),
        (r"最后(?:的)?(?:那)?一?(?:处|道|次)", _fixed(-1)),
        (rf"倒数(?P<n>[二两三四五六七八九]|\d) ?{COUNTER}{PICTURE_ZH}?(?P<which>(?!)x)?", _some_zh),
        (rf"最后(?:的)?[那这]?一?{COUNTER}(?:的)?{PICTURE_ZH}?|最后(?:的)?{PICTURE_ZH}|末{COUNTER}", _fixed(-1)),
        (rf"首{COUNTER}{PICTURE_ZH}?", _fixed(1)),
        (rf"中间(?:的)?(?:那)?一?{COUNTER}(?:的)?{PICTURE_ZH}?", _fixed(0)),
        (
            (
                r"(?:图|图片|照片|片段|镜头) ?(?P<list>\d+|[一二三四五六七八九十百]+)"
                r"(?![推拉摇动直些起]|[\d.]* ?(?:秒|张|分|毫秒|s|倍))"
            ),
            _listed,
        ),
        (rf"(?P<n>[2-9]\d*|1\d+|[二两俩三四五六七八九十百]+) ?{COUNTER}", _count_zh),
        (
            rf"(?P<list>{HANZI}(?: ?[,，、>→] ?{HANZI}){{2,}})(?![\d.])(?! ?(?:{UNIT}{END}|%|秒|分|张))",
            _listed,
        ),
        (rf"{NUMBER}{END}", _number_en),
        (HANZI, _number_zh),
    )
)


_ANY = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in _TABLE))
"""Whether anything of the table stands somewhere at all: most words are no value, and one look is cheaper than all."""


def read_value(folded: str, position: int) -> Value | None:
    """The longest value that starts at ``position``; the first of the table where several are as long."""
    if _ANY.match(folded, position) is None:
        return None
    best: Value | None = None
    for pattern, build in _TABLE:
        match = pattern.match(folded, position)
        if match is not None and match.end() > position and (best is None or match.end() > best.end):
            best = build(match)
    return best
