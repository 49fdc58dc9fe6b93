"""Numbers, durations, moments, ratios, shares, ordinals and names, in digits and in words, English and Chinese.

Each recogniser sees the folded text at one position and keeps the span; which of two readings wins is decided by
length, then by the order of the table at the end. Knows no context.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_WORDS = {word: float(value) for value, word in enumerate(_ONES)} | {
    word: 20.0 + 10 * index for index, word in enumerate(_TENS)
}

_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{_WORD}|a (?:couple of|couple)|a hundred|half)"
_HANZI = r"(?:\d+(?:\.\d+)?|[零〇一二两俩三四五六七八九十百千]+)"
_END = r"(?![a-z0-9])"
_SECOND = r"(?:seconds?|secs?|s)"
_MINUTE = r"(?:minutes?|mins?)"
_COUNTER = r"(?:张|个|幅|段|条|部|帧|页|首|支|组)"
_PICTURE_ZH = r"(?:图片|照片|相片|图像|图|片段|视频|镜头|素材)"
_PICTURE_EN = r"(?:photos?|pictures?|pics?|images?|slides?|clips?|shots?|scenes?|segments?|photographs?)"
_RATIO = r"(?:16|21|9|5|4|3|2|1) ?[:x×/比] ?(?:16|21|9|5|4|3|2|1)"


@dataclass(frozen=True, slots=True)
class Value:
    """A reading of the text that ends at ``end``; the other fields as in ``Token``."""

    kind: str
    value: str
    end: int
    amount: float = 0.0
    places: tuple[int, ...] = ()


def english_number(words: str) -> float:
    """The number that digits or words spell; ``"half"`` is 0.5. The text is one that ``_NUMBER`` matched."""
    if words[0].isdigit():
        return float(words.replace(",", "."))
    fixed = {"half": 0.5, "a hundred": 100.0}
    if words in fixed or words.startswith("a couple"):
        return fixed.get(words, 2.0)
    return sum(_WORDS[part] for part in re.split(r"[ -]", words))


def chinese_number(text: str) -> float:
    """The number that digits or Chinese numerals spell: 十二 → 12, 一百二十 → 120, 2.5 → 2.5."""
    if text[0].isdigit():
        return float(text)
    total, digit = 0, 0
    for char in text:
        if char in _CHINESE_UNITS:
            total += (digit or (0 if total else 1)) * _CHINESE_UNITS[char]
            digit = 0
        else:
            digit = _CHINESE_DIGITS[char]
    return float(total + digit)


def _duration_en(match: re.Match[str]) -> Value:
    number, half, unit = match["n"], match["half"], match["unit"]
    amount = english_number(number) + (0.5 if half else 0)
    scale = 60_000 if unit.startswith("min") else 1 if unit in ("ms", "millisecond", "milliseconds") else 1000
    rest = float(match["rest"]) * 1000 if match["rest"] else 0
    return Value("duration", "", match.end(), round(amount * scale + rest))


def _half_en(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), 30_000 if match["unit"].startswith("min") else 500)


def _one_and_half_en(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), 90_000 if match["unit"] == "minute" else 1500)


def _single_en(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), 60_000 if match["unit"] == "minute" else 1000)


def _duration_zh(match: re.Match[str]) -> Value:
    minutes, half_minute, seconds, half = match["min"], match["minhalf"], match["sec"], match["half"]
    amount = (chinese_number(minutes) * 60 if minutes else 0) + (30 if half_minute else 0)
    amount += (chinese_number(seconds) if seconds else 0) + (0.5 if half else 0)
    return Value("duration", "", match.end(), round(amount * 1000))


def _half_zh(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), 30_000 if match["unit"].startswith("分") else 500)


def _clock(match: re.Match[str]) -> Value:
    parts = [float(part) for part in match[0].split(":")]
    seconds = sum(part * 60**power for power, part in enumerate(reversed(parts)))
    return Value("clock", "", match.end(), round(seconds * 1000))


def _clock_zh(match: re.Match[str]) -> Value:
    return Value("clock", "", match.end(), round(chinese_number(match["n"]) * 1000))


def _percent_en(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), english_number(match["n"]) / 100)


def _percent_zh(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), chinese_number(match["n"]) / 100)


def _half_share(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), 0.5)


def _ratio(match: re.Match[str]) -> Value:
    left, right = re.split(r" ?[:x×/比] ?", match[0])
    return Value("ratio", f"{left}:{right}", match.end())


def _window_en(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in ("first", "opening") else "last"
    scale = 60_000 if match["unit"].startswith("min") else 1000
    return Value("window", which, match.end(), round(english_number(match["n"]) * scale))


def _window_zh(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in ("前", "开头", "开始", "片头") else "last"
    return Value("window", which, match.end(), round(chinese_number(match["n"]) * 1000))


def _place_en(word: str) -> int:
    if word in ("last", "final"):
        return -1
    if word == "middle":
        return 0
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))


def _ordinal_en(match: re.Match[str]) -> Value:
    return Value("ordinal", "", match.end(), places=(_place_en(match["n"]),))


def _from_end_en(match: re.Match[str]) -> Value:
    word = match["n"]
    return Value("ordinal", "", match.end(), places=(-2 if word is None else -_place_en(word),))


def _span_of(count: int, *, last: bool) -> tuple[int, ...]:
    return tuple(range(-count, 0)) if last else tuple(range(1, count + 1))


def _some_en(match: re.Match[str]) -> Value:
    count = int(english_number(match["n"]))
    return Value("ordinal", "", match.end(), places=_span_of(min(count, 200), last=match["which"] != "first"))


def _some_zh(match: re.Match[str]) -> Value:
    count = int(chinese_number(match["n"]))
    return Value("ordinal", "", match.end(), places=_span_of(min(count, 200), last=match["which"] != "前"))


def _listed(match: re.Match[str]) -> Value:
    """ "photos 2, 3 and 5", "photos 2-4", "第二和第三张": every number, a range filled in."""
    numbers = [int(chinese_number(part)) for part in re.findall(_HANZI, match["list"])]
    if re.search(r"\d\s*(?:-|–|to|到|至)\s*第?\d", match["list"]) and len(numbers) == 2:
        numbers = list(range(numbers[0], min(numbers[1], numbers[0] + 200) + 1))
    return Value("ordinal", "", match.end(), places=tuple(numbers))


def _number_word_ordinal(match: re.Match[str]) -> Value:
    return Value("ordinal", "", match.end(), places=(int(english_number(match["n"])),))


def _ordinal_zh(match: re.Match[str]) -> Value:
    place = int(chinese_number(match["n"]))
    return Value("ordinal", "", match.end(), places=(-place if match["end"] else place,))


def _fixed(place: int) -> Callable[[re.Match[str]], Value]:
    return lambda match: Value("ordinal", "", match.end(), places=(place,))


def _count_zh(match: re.Match[str]) -> Value:
    return Value("count", "", match.end(), chinese_number(match["n"]))


def _number_en(match: re.Match[str]) -> Value:
    return Value("number", "", match.end(), english_number(match[0]))


def _number_zh(match: re.Match[str]) -> Value:
    return Value("number", "", match.end(), chinese_number(match[0]))


def _plain(kind: str) -> Callable[[re.Match[str]], Value]:
    return lambda match: Value(kind, match[0], match.end())


_ORD = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d+(?:st|nd|rd|th)|last|final)"
_REST = r"(?: (?:and )?(?P<rest>\d+) ?(?:seconds?|secs?|s)(?![a-z0-9]))?"

# In order of precedence where two readings are of the same length.
_TABLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Value]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"[\w-]+\.(?:jpe?g|png|gif|webp|heic|mp4|mov|avi|webm|mkv|mp3|wav|m4a|aac)(?![a-z0-9])", _plain("name")),
        (r"#[0-9a-f]{6}(?![0-9a-z])", _plain("hex")),
        (rf"{_RATIO}(?![\d:.]| ?(?:{_SECOND}|秒))", _ratio),
        (r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?!\d)", _clock),
        (rf"(?P<which>first|last|final|opening) (?P<n>{_NUMBER})[ -]?(?P<unit>{_SECOND}|{_MINUTE}){_END}", _window_en),
        (rf"(?P<which>前|最后|开头|结尾|后|开始|片头|片尾)(?:的)? ?(?P<n>{_HANZI}) ?秒钟?", _window_zh),
        (rf"第 ?(?P<n>{_HANZI}) ?秒", _clock_zh),
        (
            rf"(?P<n>{_NUMBER})(?P<half> and a half)?[ -]*(?P<unit>{_SECOND}|{_MINUTE}|milliseconds?|ms|m(?= ?\d)){_END}"
            rf"{_REST}",
            _duration_en,
        ),
        (rf"(?:a )?half[ -](?:an? )?(?P<unit>second|minute){_END}", _half_en),
        (rf"(?:a|one) (?P<unit>second|minute) and a half{_END}", _one_and_half_en),
        (rf"(?:a|one) (?P<unit>minute){_END}", _single_en),
        (r"a (?P<unit>second)(?= (?:each|per|long|longer|shorter|more|less|for|a piece|apiece)|[.,]?$)", _single_en),
        (
            rf"(?:(?P<min>{_HANZI}) ?(?:分钟|分)(?P<minhalf>半)?(?:钟)?)(?: ?(?P<sec>{_HANZI}) ?秒(?P<half>半)?钟?)?",
            _duration_zh,
        ),
        (rf"(?P<min>(?!))?(?P<minhalf>(?!))?(?P<sec>{_HANZI}) ?秒(?:钟)?(?P<half>半)?", _duration_zh),
        (r"半(?:个)?(?P<unit>秒|分)钟?", _half_zh),
        (rf"(?P<n>{_NUMBER}) ?(?:%|percent|per cent)", _percent_en),
        (rf"百分之 ?(?P<n>{_HANZI})", _percent_zh),
        (r"一半|half(?= (?:the )?volume)", _half_share),
        (rf"(?P<which>first|last|final) (?P<n>{_NUMBER})(?! ?(?:{_SECOND}|{_MINUTE}){_END}){_END}", _some_en),
        (rf"(?P<which>前|最后|后) ?(?P<n>{_HANZI}) ?{_COUNTER}(?:的)?{_PICTURE_ZH}?", _some_zh),
        (rf"(?P<n>{_ORD}) (?:to (?:the )?)last{_END}|(?:second last|penultimate|next to last){_END}", _from_end_en),
        (rf"(?P<n>{_ORD})(?: one{_END})?{_END}", _ordinal_en),
        (r"(?:the )?(?P<n>middle)(?= (?:one|" + _PICTURE_EN + r"))(?: one)?", _ordinal_en),
        (rf"{_PICTURE_EN} (?:number )?#?(?P<list>\d+(?:(?: ?[,&] ?| and |-| to )#?\d+)*)(?![-\d.]* ?(?:{_SECOND}|{_MINUTE}|%)){_END}",
         _listed),
        (rf"{_PICTURE_EN} (?:number )?(?P<n>{_WORD}){_END}(?! ?(?:{_SECOND}|{_MINUTE}){_END})", _number_word_ordinal),
        (rf"(?:#|number |no\. ?)(?P<n>\d+|{_WORD}){_END}", _number_word_ordinal),
        (r"# ?(?P<list>\d+)(?:号|张)?", _listed),
        (rf"第 ?(?P<list>{_HANZI}(?: ?(?:和|与|、|到|至|-|及|跟) ?第? ?{_HANZI})+) ?{_COUNTER}(?:的)?{_PICTURE_ZH}?", _listed),
        (rf"(?P<end>倒数)?第 ?(?P<n>{_HANZI}) ?{_COUNTER}?(?:的)?{_PICTURE_ZH}?(?!秒)", _ordinal_zh),
        (rf"最后(?:的)?(?:那)?一?{_COUNTER}(?:的)?{_PICTURE_ZH}?|最后(?:的)?{_PICTURE_ZH}|末{_COUNTER}", _fixed(-1)),
        (rf"首{_COUNTER}{_PICTURE_ZH}?", _fixed(1)),
        (rf"中间(?:的)?(?:那)?一?{_COUNTER}(?:的)?{_PICTURE_ZH}?", _fixed(0)),
        (rf"(?:图|图片|照片|片段|镜头) ?(?P<list>{_HANZI})(?! ?(?:秒|张|分))", _listed),
        (rf"(?P<n>[2-9]\d*|1\d+|[二两俩三四五六七八九十百]+) ?{_COUNTER}", _count_zh),
        (rf"{_NUMBER}{_END}", _number_en),
        (_HANZI, _number_zh),
    )
)


def read_value(folded: str, position: int) -> Value | None:
    """The longest value that starts at ``position``; the first of the table where several are as long."""
    best: Value | None = None
    for pattern, build in _TABLE:
        match = pattern.match(folded, position)
        if match is not None and match.end() > position and (best is None or match.end() > best.end):
            best = build(match)
    return best
