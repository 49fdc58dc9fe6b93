"""Numbers, durations, moments, ratios, shares, ordinals and names, in digits and in words, English and Chinese.

Each recogniser sees the folded text at one position and keeps the span; which of two readings wins is decided by
length, then by the order of the table at the end. Knows no context.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kineograph.studio.interpreter.measures import MEASURES
from kineograph.studio.interpreter.numerals import NUMBER_WORD, ORDINALS, chinese_number, english_number
from kineograph.studio.interpreter.tokens import Value

_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{NUMBER_WORD}|a (?:couple of|couple)|a hundred|half)"
_HANZI = r"(?:\d+(?:\.\d+)?|[零〇一二两俩三四五六七八九十百千]+)"
_END = r"(?![a-z0-9])"
_SECOND = r"(?:seconds?|secs?|s)"
_MINUTE = r"(?:minutes?|mins?)"
_UNCOUNTED = rf"(?! ?(?:(?:{_SECOND}|{_MINUTE}){_END}|%|秒|分|张))"
_COUNTER = r"(?:张|个|幅|段|条|部|帧|页|首|支|组)"
_PICTURE_ZH = r"(?:图片|照片|相片|图像|图|片段|视频|镜头|素材)"
_PICTURE_EN = r"(?:photos?|pictures?|pics?|images?|slides?|clips?|shots?|scenes?|segments?|photographs?|uploads?)"
_SIDE = r"(?:16|18|21|9|5|4|3|2(?:\.\d{1,2})?|1(?:\.\d{1,2})?)"
_RATIO = rf"{_SIDE}(?: ?[:x×/比] ?| by ){_SIDE}"


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


def _full_share(match: re.Match[str]) -> Value:
    return Value("percent", "", match.end(), 1.0)


def _ratio(match: re.Match[str]) -> Value:
    left, right = re.split(r" ?[:x×/比] ?| by ", match[0])
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
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))


def _ordinal_en(match: re.Match[str]) -> Value:
    return Value("ordinal", "", match.end(), places=(_place_en(match["n"]),))


def _from_end_en(match: re.Match[str]) -> Value:
    word = match["n"]
    return Value("ordinal", "", match.end(), places=(-2 if word is None else -_place_en(word),))


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
    return _several(match, chinese_number(match["n"]), last=match["which"] != "前")


def _listed(match: re.Match[str]) -> Value:
    """ "photos 2, 3 and 5", "photos 2-4", "第二和第三张": every number, a range filled in."""
    numbers = [int(chinese_number(part)) for part in re.findall(_HANZI, match["list"])]
    if re.search(r"\d\s*(?:-|–|to|到|至)\s*第?\d", match["list"]) and len(numbers) == 2:
        numbers = list(range(numbers[0], min(numbers[1], numbers[0] + 200) + 1))
    if 0 in numbers:
        return Value("number", "", match.end())
    return Value("ordinal", "", match.end(), places=tuple(numbers))


def _beyond_en(match: re.Match[str]) -> Value:
    """ "Everything after the third photo", "all photos from the second on": ``value`` says which side."""
    side = {"following": "after"}.get(match["side"], match["side"])
    return Value("beyond", side, match.end(), places=(_place_en(match["n"]),))


def _beyond_zh(match: re.Match[str]) -> Value:
    side = "from" if match["from"] or "开始" in match["side"] else "after" if "后" in match["side"] else "before"
    return Value("beyond", side, match.end(), places=(int(chinese_number(match["n"])),))


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


_ORD = rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d+(?:st|nd|rd|th)|last|final)"
_AFTER_MINUTES = r"(?:(?<=min)|(?<=mins)|(?<=minute)|(?<=minutes)|(?<=\dm))"
_REST = rf"(?:{_AFTER_MINUTES} (?:and )?(?P<rest>\d+) ?(?:seconds?|secs?|s)(?![a-z0-9]))?"

# In order of precedence where two readings are of the same length.
_TABLE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Value]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"[\w-]+\.(?:jpe?g|png|gif|webp|heic|mp4|mov|avi|webm|mkv|mp3|wav|m4a|aac)(?![a-z0-9])", _plain("name")),
        (r"#[0-9a-f]{6}(?![0-9a-z])", _plain("hex")),
        (rf"{_RATIO}(?![\d:.]| ?(?:{_SECOND}|秒))", _ratio),
        *MEASURES,
        (r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?!\d)", _clock),
        (
            (
                rf"(?P<which>(?:first|opening)|(?<=the )(?:last|final)) (?P<n>{_NUMBER})[ -]?"
                rf"(?P<unit>{_SECOND}|{_MINUTE}){_END}"
            ),
            _window_en,
        ),
        (rf"(?P<which>前|最后|开头|结尾|后|开始|片头|片尾)(?:的)? ?(?P<n>{_HANZI}) ?秒钟?", _window_zh),
        (rf"第 ?(?P<n>{_HANZI}) ?秒", _clock_zh),
        (rf"second (?P<n>\d+){_END}(?! ?-?{_SECOND}{_END})", _clock_zh),
        (
            (
                rf"(?P<n>{_NUMBER})(?P<half> and a half)?[ -]*"
                rf"(?P<unit>{_SECOND}|{_MINUTE}|milliseconds?|ms|m(?= ?\d)){_END}"
                rf"{_REST}"
            ),
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
        (r"full(?= volume)|max(?:imum)?(?= volume)", _full_share),
        (r"一半|half(?= (?:the )?volume)|(?<=to )half(?! ?-?an?\b)(?![a-z0-9-])", _half_share),
        (rf"(?P<which>first|last|final) (?P<n>{_NUMBER})(?! ?(?:{_SECOND}|{_MINUTE}){_END}){_END}", _some_en),
        (rf"(?P<which>前|最后|后) ?(?P<n>{_HANZI}) ?{_COUNTER}(?:的)?{_PICTURE_ZH}?", _some_zh),
        (rf"(?P<n>{_ORD}) (?:to (?:the )?)last{_END}|(?:second last|penultimate|next to last){_END}", _from_end_en),
        (rf"(?P<n>(?!last (?:for )?{_NUMBER}[ -]?{_SECOND}{_END}){_ORD})(?: one{_END})?{_END}", _ordinal_en),
        (r"(?:the )?(?P<n>middle)(?= (?:one|" + _PICTURE_EN + r"))(?: one)?", _ordinal_en),
        (
            (
                rf"{_PICTURE_EN} (?:number )?#?(?P<list>\d+(?:(?: ?[,&] ?| and |-| to )#?\d+)*)"
                rf"(?![-\d.]* ?(?:(?:{_SECOND}|{_MINUTE}|degrees?|deg|fps){_END}|%|°)){_END}"
            ),
            _listed,
        ),
        (
            (
                rf"{_PICTURE_EN} (?:number )?(?P<n>{NUMBER_WORD}){_END}"
                rf"(?! ?(?:{_SECOND}|{_MINUTE}|positions?|places?|spots?|steps?|slots?){_END})"
            ),
            _number_word_ordinal,
        ),
        (
            (
                rf"(?:everything|what|the ones|(?:all|every)(?: of)?(?: the)?(?: {_PICTURE_EN})?|the {_PICTURE_EN})"
                rf" (?:that (?:come|comes) |comes |coming )?(?P<side>after|before|from|following) (?:the )?(?P<n>{_ORD})"
                rf"(?: (?:{_PICTURE_EN}|one))?(?: on(?:wards?)?)?{_END}"
            ),
            _beyond_en,
        ),
        (
            (
                rf"(?P<from>从)?第 ?(?P<n>{_HANZI}) ?{_COUNTER}(?:的)?{_PICTURE_ZH}?(?:以|之|往)?"
                rf"(?P<side>后面|前面|后边|前边|开始往后|开始|后|前)的(?:所有|全部|那些|几张|{_PICTURE_ZH})*(?!转场|过渡|切换|位置)"
            ),
            _beyond_zh,
        ),
        (rf"(?:#|number |no\. ?)(?P<n>\d+|{NUMBER_WORD}){_END}", _number_word_ordinal),
        (r"# ?(?P<list>\d+)(?:号|张)?", _listed),
        (
            rf"第 ?(?P<list>{_HANZI}(?: ?(?:和|与|、|到|至|-|及|跟) ?第? ?{_HANZI})+) ?{_COUNTER}(?:的)?{_PICTURE_ZH}?",
            _listed,
        ),
        (rf"(?P<end>倒数)?第 ?(?P<n>{_HANZI}) ?{_COUNTER}?(?:的)?{_PICTURE_ZH}?(?!秒)", _ordinal_zh),
        (rf"最后(?:的)?(?:那)?一?{_COUNTER}(?:的)?{_PICTURE_ZH}?|最后(?:的)?{_PICTURE_ZH}|末{_COUNTER}", _fixed(-1)),
        (rf"首{_COUNTER}{_PICTURE_ZH}?", _fixed(1)),
        (rf"中间(?:的)?(?:那)?一?{_COUNTER}(?:的)?{_PICTURE_ZH}?", _fixed(0)),
        (rf"(?:图|图片|照片|片段|镜头) ?(?P<list>{_HANZI})(?! ?(?:秒|张|分))", _listed),
        (rf"(?P<n>[2-9]\d*|1\d+|[二两俩三四五六七八九十百]+) ?{_COUNTER}", _count_zh),
        (rf"(?P<list>{_HANZI}(?: ?[,，、>→] ?{_HANZI}){{2,}})(?![\d.]){_UNCOUNTED}", _listed),
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
