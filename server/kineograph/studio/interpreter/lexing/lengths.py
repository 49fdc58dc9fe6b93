"""Times in digits and words, English and Chinese: durations, moments, windows, stretches and ranges.

Each recogniser sees the folded text at one position; :mod:`values` decides which of two readings wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kineograph.studio.interpreter.lexing.numerals import NUMBER_WORD, chinese_number, english_number
from kineograph.studio.interpreter.lexing.tokens import Value

NUMBER = rf"(?:\d+ \d/\d|\d+/\d+|\d+(?:[.,]\d+)?|(?<![\w.])\.\d+|{NUMBER_WORD}|a (?:couple of|couple)|a hundred|half)"
HANZI = r"(?:\d+(?:\.\d+)?|[零〇一二两俩三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
END = r"(?![a-z0-9])"
SECOND = r"(?:seconds?|secs?|s)"
MINUTE = r"(?:minutes?|mins?)"
UNIT = rf"(?:{SECOND}|{MINUTE}|milliseconds?|ms)"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?"
_POINT = rf"(?:{_CLOCK}|\d+(?:\.\d+)?(?: ?(?:seconds?|secs?|s))?)"
_TO = r"(?:-|–|—|~|to|through)"
_TO_ZH = r"(?:-|–|—|~|到|至)"
_AFTER_MINUTES = r"(?:(?<=min)|(?<=mins)|(?<=minute)|(?<=minutes)|(?<=\dm))"
_REST = rf"(?:{_AFTER_MINUTES} (?:and )?(?P<rest>\d+) ?(?:seconds?|secs?|s)(?![a-z0-9]))?"
_FIRST = ("first", "opening", "initial", "前", "开头", "开始", "片头", "头", "最初", "最开始", "前面", "最前面")
_WHICH_ZH = r"(?P<which>最前面|最开始|最初|前面|开头|开始|片头|前|头|最后面|最后|末尾|结尾|片尾|后面|后|尾)(?:的|那)?"
_AMOUNT_ZH = (
    rf"(?:(?P<min>{HANZI}) ?(?:分钟|分(?!之))(?P<minhalf>半)?钟?)?(?: ?(?P<sec>{HANZI}) ?(?:秒|s)(?P<half>半)?钟?)?"
)


Build = Callable[[re.Match[str]], Value]


def _scale(unit: str) -> int:
    """Milliseconds in one of a unit, in whatever spelling."""
    if unit in ("ms", "毫秒") or unit.startswith("milli"):
        return 1
    if unit.startswith(("hour", "hr", "小时", "个小时")):
        return 3_600_000
    return 60_000 if unit.startswith(("min", "m", "分")) else 1000


def _duration_en(match: re.Match[str]) -> Value:
    amount = english_number(match["n"]) + (0.5 if match["half"] else 0)
    rest = float(match["rest"]) * 1000 if match["rest"] else 0
    return Value("duration", "", match.end(), round(amount * _scale(match["unit"]) + rest))


def _quarter(match: re.Match[str]) -> Value:
    """ "A quarter of a second", "three quarters of a minute"."""
    share = 0.75 if match["three"] else 0.25
    return Value("duration", "", match.end(), round(share * _scale(match["unit"])))


def _half(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), _scale(match["unit"]) / 2)


def _more_en(match: re.Match[str]) -> Value:
    """ "2 more seconds", "an extra second"."""
    amount = english_number(match["n"]) if match["n"] else 1
    return Value("duration", "more", match.end(), round(amount * _scale(match["unit"])))


def _more_half(match: re.Match[str]) -> Value:
    """ "An extra half second"."""
    return Value("duration", "more", match.end(), _scale(match["unit"]) / 2)


def _one_and_half_en(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), _scale(match["unit"]) * 1.5)


def _minute_en(match: re.Match[str]) -> Value:
    """ "A minute and 20 seconds"."""
    return Value("duration", "", match.end(), 60_000 + (float(match["rest"]) * 1000 if match["rest"] else 0))


def _single_en(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), _scale(match["unit"]))


def _ms_zh(match: re.Match[str]) -> int:
    minutes, half_minute, seconds, half = match["min"], match["minhalf"], match["sec"], match["half"]
    amount = (chinese_number(minutes) * 60 if minutes else 0) + (30 if half_minute else 0)
    amount += (chinese_number(seconds) if seconds else 0) + (0.5 if half else 0)
    return round(amount * 1000)


def _duration_zh(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), _ms_zh(match))


def _tenth_zh(match: re.Match[str]) -> Value:
    """一秒二: 1.2 seconds."""
    amount = chinese_number(match["n"]) + chinese_number(match["tenth"]) / 10
    return Value("duration", "", match.end(), round(amount * 1000))


def _other_zh(match: re.Match[str]) -> Value:
    return Value("duration", "", match.end(), round(chinese_number(match["n"]) * _scale(match["unit"])))


def clock_ms(text: str) -> int:
    """ "1:05:03.5" in milliseconds."""
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds * 1000)


def _clock(match: re.Match[str]) -> Value:
    return Value("clock", "", match.end(), clock_ms(match[0]))


def _clock_zh(match: re.Match[str]) -> Value:
    return Value("clock", "", match.end(), round(chinese_number(match["n"]) * 1000))


def _clock_minutes_zh(match: re.Match[str]) -> Value:
    return Value("clock", "", match.end(), _ms_zh(match))


def _window_en(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in _FIRST else "last"
    number = match["n"]
    return Value("window", which, match.end(), round((english_number(number) if number else 1) * _scale(match["unit"])))


def _half_window_en(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in _FIRST else "last"
    return Value("window", which, match.end(), _scale(match["unit"]) / 2)


def _window_zh(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in _FIRST else "last"
    return Value("window", which, match.end(), _ms_zh(match))


def _half_window_zh(match: re.Match[str]) -> Value:
    which = "first" if match["which"] in _FIRST else "last"
    return Value("window", which, match.end(), _scale(match["unit"]) / 2)


def _ends_en(match: re.Match[str]) -> Value:
    """ "The first and last 2 seconds": so much at both ends."""
    return Value("ends", "", match.end(), round(english_number(match["n"]) * _scale(match["unit"])))


def _range(match: re.Match[str], start: float, end: float) -> Value:
    return Value("range", "", match.end(), end, places=(round(start), round(end)))


def _range_en(match: re.Match[str]) -> Value:
    scale = _scale(match["unit"])
    first = _scale(match["first"]) if match["first"] else scale
    return _range(match, english_number(match["a"]) * first, english_number(match["b"]) * scale)


def _point_ms(text: str) -> float:
    """ "0:02", "2", "2.5s"."""
    return clock_ms(text) if ":" in text else float(re.sub(r"[a-z ]", "", text)) * 1000


def _in_out(match: re.Match[str]) -> Value:
    """ "In 2s, out 8s": from when to when it plays."""
    start, end = _point_ms(match["a"]), _point_ms(match["b"])
    return Value("inout", "", match.end(), end, places=(round(start), round(end)))


def _range_zh(match: re.Match[str]) -> Value:
    scale = _scale(match["unit"])
    return _range(match, chinese_number(match["a"]) * scale, chinese_number(match["b"]) * scale)


def _range_clock(match: re.Match[str]) -> Value:
    return _range(match, clock_ms(match["a"]), clock_ms(match["b"]))


# In order of precedence where two readings are of the same length.
LENGTHS: tuple[tuple[str, Build], ...] = (
    (rf"(?P<a>{_CLOCK}) ?(?:-|–|—|~|到|至) ?(?P<b>{_CLOCK})(?!\d)", _range_clock),
    (rf"{_CLOCK}(?!\d)", _clock),
    (
        (
            rf"in(?: point)?(?: at|:| =)? ?(?P<a>{_POINT}) ?(?:,|/|;)? ?(?:and )?"
            rf"out(?: point)?(?: at|:| =)? ?(?P<b>{_POINT}){END}"
        ),
        _in_out,
    ),
    (
        rf"seconds? (?P<a>\d+(?:\.\d+)?)(?P<first>(?!))? ?{_TO} ?(?:second )?(?P<b>\d+(?:\.\d+)?)(?P<unit>){END}",
        _range_en,
    ),
    (r"(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])(?P<unit>秒|分)钟?", _range_zh),
    (
        rf"(?P<which>first|opening|initial|final|(?<=the )last) (?P<n>{NUMBER})[ -]?(?P<unit>{UNIT}){END}",
        _window_en,
    ),
    (
        (
            rf"(?P<which>first|opening|final|(?<=the )last)(?P<n>(?!))? (?P<unit>second|minute){END}"
            r"(?! (?:photo|picture|pic|image|slide|clip|shot|one))"
        ),
        _window_en,
    ),
    (rf"(?P<which>first|final|last)(?P<n> half)(?: an?|-)? ?(?P<unit>second|minute){END}", _half_window_en),
    (rf"first and (?:the )?(?:last|final) (?P<n>{NUMBER})[ -]?(?P<unit>{UNIT}){END}", _ends_en),
    (rf"{_WHICH_ZH} ?(?=[\d零〇一二两俩三四五六七八九十百]){_AMOUNT_ZH}(?<=[秒钟半分s])", _window_zh),
    (r"(?P<which>前|开头|最后|最初|后)(?:的)?半(?:个)?(?P<unit>秒|分)钟?", _half_window_zh),
    (rf"第 ?(?P<n>{HANZI}) ?秒", _clock_zh),
    (
        rf"第 ?(?P<min>{HANZI}) ?(?:分钟|分(?!之))(?P<minhalf>(?!))?(?: ?(?P<sec>{HANZI}) ?秒(?P<half>(?!))?)?",
        _clock_minutes_zh,
    ),
    (rf"second (?P<n>\d+){END}(?! ?-?{SECOND}{END})", _clock_zh),
    (
        rf"(?!ones)(?P<n>{NUMBER})(?P<half> and a half)?[ -]*(?P<unit>{UNIT}|hours?|hrs?|m(?= ?\d)){END}{_REST}",
        _duration_en,
    ),
    (rf"(?:a )?half[ -](?:of )?(?:an? )?(?P<unit>second|minute|hour){END}", _half),
    (rf"(?P<three>three )?(?:an? )?quarters? (?:of )?(?:an? )?(?P<unit>second|minute|hour){END}", _quarter),
    (rf"(?:a|one) (?P<unit>second|minute) and a half{END}", _one_and_half_en),
    (rf"(?:(?P<n>{NUMBER})|an?|one) (?:more|extra|additional|further) (?P<unit>{UNIT}){END}", _more_en),
    (rf"(?:an? )?(?:extra|additional|further|another|more) half[ -](?:an? )?(?P<unit>second|minute){END}", _more_half),
    (rf"half (?:an? )?(?:extra |more )(?P<unit>second|minute){END}", _more_half),
    (rf"(?P<n>a|one) (?P<unit>minute)(?P<half>(?!))?{END}(?= and){_REST}", _minute_en),
    (rf"(?:a|one) (?P<unit>minute){END}", _single_en),
    (rf"(?:a|one) (?:full|whole|entire) (?P<unit>second|minute){END}(?! (?:photo|picture|image|clip|one))", _single_en),
    (
        (
            r"a (?P<unit>second)(?= (?:each|per|long|longer|shorter|later|earlier|sooner|more|less|for|a piece|apiece|"
            r"off|from|at|of)|[.,]?$)"
        ),
        _single_en,
    ),
    (
        rf"(?:(?P<min>{HANZI}) ?(?:分钟|分(?!之))(?P<minhalf>半)?钟?)(?: ?(?P<sec>{HANZI}) ?秒(?P<half>半)?钟?)?",
        _duration_zh,
    ),
    (rf"(?P<min>(?!))?(?P<minhalf>(?!))?(?P<sec>{HANZI}) ?秒(?:钟)?(?P<half>半)?", _duration_zh),
    (r"(?P<n>[一二两三四五六七八九])秒(?P<tenth>[一二三四五六七八九])(?![十百张个幅段秒分次遍到至])", _tenth_zh),
    (rf"(?P<n>{HANZI}) ?(?P<unit>毫秒|个?小时|分钟|s{END})", _other_zh),
    (r"半(?:个)?(?P<unit>秒|分|小时)钟?", _half),
    (
        rf"(?P<a>{NUMBER})[ -]?(?P<first>{UNIT})? ?{_TO} ?(?P<b>{NUMBER})[ -]?(?P<unit>{UNIT}){END}",
        _range_en,
    ),
    (rf"(?<=between )(?P<a>{NUMBER})(?P<first>(?!))? and (?P<b>{NUMBER})[ -]?(?P<unit>{UNIT}){END}", _range_en),
    (rf"第? ?(?P<a>{HANZI}) ?(?:秒钟?)? ?{_TO_ZH} ?第? ?(?P<b>{HANZI}) ?(?P<unit>秒)钟?", _range_zh),
    (rf"(?P<a>{HANZI}) ?(?:分钟|分)? ?{_TO_ZH} ?(?P<b>{HANZI}) ?(?P<unit>分)钟?", _range_zh),
)
