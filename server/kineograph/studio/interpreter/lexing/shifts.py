"""By how much something shows later or earlier, or goes later or earlier: "晚两秒再出来", "提前一秒消失".

One token each: ``comes`` where it comes, ``goes`` where it goes; ``amount`` in ms, negative for earlier.
"""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.lengths import HANZI, Build
from kineograph.studio.interpreter.lexing.numerals import chinese_number
from kineograph.studio.interpreter.lexing.tokens import Value

BIT_MS = 1000
_LATER = "晚|迟|推迟|延后|延迟|推后|往后推|往后推迟|往后挪|往后移|向后推|向后移|后移"
_EARLIER = "早|提早|提前|往前提|往前移|往前挪|往前推|向前移|前移"
_COMES = "出现|出来|显示|出场|登场|上场|露出|露面|冒出来|弹出来|跳出来|进场|入场|进来|开始|上来|播放|响起|浮现"
_GOES = "消失|结束|收起|不见|退场|下去|隐藏|离开|退出|收掉|撤下|撤走|关掉|没掉"
_TIME = rf"(?:(?P<n>{HANZI})个? ?(?P<unit>毫秒|秒)钟?(?P<half>半)?|半个?(?P<single>秒)钟?)"
_BIT = r"(?:一小会儿?|一会儿?|一点点|一点儿?|一些|些|点儿?)"


def _amount(match: re.Match[str]) -> int:
    if match["single"]:
        return 500
    if not match["n"]:
        return BIT_MS
    amount = chinese_number(match["n"]) + (0.5 if match["half"] else 0)
    return round(amount * (1 if match["unit"] == "毫秒" else 1000))


def _shift(match: re.Match[str]) -> Value:
    amount = _amount(match) * (-1 if match["early"] else 1)
    return Value("goes" if match["goes"] else "comes", "", match.end(), amount)


_WAY = rf"(?:(?P<early>{_EARLIER})|{_LATER})(?:个|了)?"
_SHOWS = rf"(?:再|才|就|之后|后)?(?:{_COMES}|(?P<goes>{_GOES}))"
_UNSAID = r"(?P<n>(?!))?(?P<unit>(?!))?(?P<half>(?!))?(?P<single>(?!))?"
SHIFTS: tuple[tuple[str, Build], ...] = (
    (rf"再?(?:稍微?|略微?)?{_WAY}{_TIME}{_SHOWS}", _shift),
    (rf"再?(?:稍微?|略微?)?{_WAY}(?:{_BIT})?{_UNSAID}{_SHOWS}", _shift),
    (rf"再?{_WAY}{_TIME}(?P<goes>(?!))?", _shift),
)
"""Each a pattern and what it reads, in order of precedence."""
