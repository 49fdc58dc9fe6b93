"""Clips that stand before or after another one, in words; parts of a time; and what is counted:
counters, pictures, ordinals."""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.lengths import END, HANZI, UNIT, Build
from kineograph.studio.interpreter.lexing.numerals import NUMBER_WORD, ORDINALS, chinese_number, english_number
from kineograph.studio.interpreter.lexing.tokens import Value

COUNTER = r"(?:张|个|幅|段|条|部|帧|页|首|支|组)"
DIGITS_ZH = "一二三四五六七八九"
ITEM_ZH = rf"(?:\d+|[{DIGITS_ZH}]?十[{DIGITS_ZH}]?|[{DIGITS_ZH}])"
PICTURE_ZH = r"(?:图片|照片|相片|图像|图|片段|视频|镜头|素材)"
PICTURE_EN = r"(?:@?(?:photos?|pictures?|pics?|images?|slides?|clips?|shots?|scenes?|segments?|photographs?|uploads?))"
_ONE_EN = r"(?:photo|picture|pic|image|slide|clip|shot|scene|segment|photograph|one)"
_MANY_EN = r"(?:(?:photo|picture|pic|image|slide|clip|shot|scene|segment|photograph)s)"
ORDINAL = rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d+(?:st|nd|rd|th)|last|final)"


def place_en(word: str) -> int:
    if word in ("last", "final"):
        return -1
    if word == "middle":
        return 0
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))


def ordinal_zh(match: re.Match[str]) -> Value:
    """第三张, 倒数第二张; 第二三张 are two."""
    digits = match["n"]
    if len(digits) > 1 and not match["end"] and set(digits) <= set(DIGITS_ZH):
        return Value("ordinal", "", match.end(), places=tuple(DIGITS_ZH.index(char) + 1 for char in digits))
    place = int(chinese_number(digits))
    if not place:
        return Value("number", "", match.end())
    return Value("ordinal", "", match.end(), places=(-place if match["end"] else place,))


def _beyond_en(match: re.Match[str]) -> Value:
    """ "Everything after the third photo", "all photos from the second on": ``value`` says which side."""
    side = {"following": "after"}.get(match["side"], match["side"])
    return Value("beyond", side, match.end(), places=(place_en(match["n"]),))


def _beside_en(match: re.Match[str]) -> Value:
    """ "The picture after the first", "the one before last": one clip, right beside another."""
    side = "next" if match["side"] in ("after", "following") else "previous"
    return Value("beyond", side, match.end(), places=(place_en(match["n"]),))


def _every_en(match: re.Match[str]) -> Value:
    """ "The odd photos", "every third picture", "every other one": ``places`` (3,) for every third."""
    word = match["n"]
    if word == "odd":
        return Value("beyond", "odd", match.end(), places=(1,))
    if word in ("other", "even"):
        return Value("beyond", "other" if word == "other" else "every", match.end(), places=(2,))
    return Value("beyond", "every", match.end(), places=(place_en(word),))


def _half_en(match: re.Match[str]) -> Value:
    """ "The first half of the photos"."""
    first = match["half"] in ("first", "opening")
    return Value("beyond", "first half" if first else "second half", match.end(), places=(1,))


def _beyond_zh(match: re.Match[str]) -> Value:
    side = "from" if match["from"] or "开始" in match["side"] else "after" if "后" in match["side"] else "before"
    return Value("beyond", side, match.end(), places=(int(chinese_number(match["n"])),))


def _portion_en(match: re.Match[str]) -> Value:
    """ "The second half of the clip": ``amount`` the share of its time."""
    which = "first" if match["which"] in ("first", "opening", "initial") else "last"
    share = {"half": 0.5, "third": 1 / 3, "quarter": 0.25}[match["part"]]
    return Value("portion", which, match.end(), share)


def _spelled(match: re.Match[str]) -> Value:
    """ "Pictures two through four", "photos one, two and five"."""
    numbers: list[int] = []
    through = False
    for part in re.split(r"(, and|,| and| &| to| through) ", match["spelled"]):
        if part.strip(", ") in ("", "and", "&", "to", "through"):
            through = part.strip() in ("to", "through")
        else:
            number = int(english_number(part))
            numbers.extend(filled(numbers[-1], number) if through and numbers else (number,))
    return Value("ordinal", "", match.end(), places=tuple(numbers))


def filled(first: int, last: int) -> range:
    """The numbers after ``first`` up to ``last``, not too many; backwards there are none, and ``last`` alone."""
    return range(first + 1, min(last, first + 200) + 1) if last > first else range(last, last + 1)


def _every_zh(match: re.Match[str]) -> Value:
    """奇数张, 双数的图, 每隔一张."""
    word = match[0]
    if "隔" in word:
        return Value("beyond", "other", match.end(), places=(2,))
    return Value(
        "beyond",
        "odd" if word.removeprefix("第")[0] in "奇单" else "every",
        match.end(),
        places=(1 if word.removeprefix("第")[0] in "奇单" else 2,),
    )


def _onward_zh(match: re.Match[str]) -> Value:
    """从第三张起, 第三张以后都…, 第三张往后每张…."""
    after = match["side"] in ("以后", "之后", "后面", "后边")
    return Value("beyond", "after" if after else "from", match.end(), places=(int(chinese_number(match["n"])),))


def _half_zh(match: re.Match[str]) -> Value:
    """前半部分每张…: the first half of the pictures."""
    side = "first half" if match["half"] in "前上" else "second half"
    return Value("beyond", side, match.end(), places=(1,))


def _portion_zh(match: re.Match[str]) -> Value:
    """后半段, of what was split or of a clip."""
    return Value("portion", "first" if match["half"] in "前上" else "last", match.end(), 0.5)


_ALL_ZH = r"(?=[的，, ]?(?:图片|照片|图)?(?:都|全|每|所有|各|统一|一律|通通|统统))"
_ONES = rf"(?: one(?:s)?| {PICTURE_EN})"

BEYOND: tuple[tuple[str, Build], ...] = (
    (
        (
            r"(?P<which>first|opening|initial|last|final|closing|(?:second|latter|other)(?= half)) "
            r"(?P<part>half|third|quarter)(?![a-z]|[ -](?:a|an|of an?|second|minute|sec|hour)(?![a-z]))"
            r"(?= of |$|[.,;!?]| only| and)"
        ),
        _portion_en,
    ),
    (
        (
            rf"{PICTURE_EN} (?:numbers? )?"
            rf"(?P<spelled>{NUMBER_WORD}(?:(?:, and|,| and| &| to| through) {NUMBER_WORD})+)"
            rf"{END}(?! ?-?{UNIT}{END}| (?:times|and a half|more|extra)(?![a-z]))"
        ),
        _spelled,
    ),
    (rf"(?:the|that) one in the (?:very )?middle{END}", lambda match: Value("ordinal", "", match.end(), places=(0,))),
    (rf"(?P<n>odd|even)(?:[ -]numbered)?{_ONES}{END}", _every_en),
    (rf"every (?P<n>other|second|third|fourth|fifth|2nd|3rd|4th){_ONES}{END}", _every_en),
    (
        rf"(?P<half>first|opening|second|last|other|latter) half(?: of)? (?:(?:the|my|these|all) )*{_MANY_EN}{END}",
        _half_en,
    ),
    (
        rf"(?P<side>from) (?:the )?(?P<n>{ORDINAL})(?: (?:{PICTURE_EN}|one))? on(?:wards?)?(?=$|[ ]?[,.;:!])",
        _beyond_en,
    ),
    (
        (
            rf"(?:everything|anything|what|whatever|the ones|those|(?:all|every|any)(?: of)?"
            rf"(?: the| those| them| that)?(?: {PICTURE_EN}| ones?)?|the {_MANY_EN})"
            rf" (?:that (?:come|comes|follow|follows) |comes |coming |which come |right )?"
            rf"(?P<side>after|before|from|following) (?:the )?"
            rf"(?P<n>{ORDINAL})(?: (?:{PICTURE_EN}|one))?(?: on(?:wards?)?)?{END}(?! ?\d)"
        ),
        _beyond_en,
    ),
    (
        (
            rf"(?:(?:the|that) {_ONE_EN}|one) (?:(?:that )?(?:comes|is|stands|coming) )?"
            r"(?:right |just |directly |immediately )?"
            rf"(?P<side>before|after|following|preceding) (?:the )?(?P<n>{ORDINAL})(?: {_ONE_EN})?{END}(?! ?\d)"
        ),
        _beside_en,
    ),
    (
        (
            rf"(?P<from>从)?第 ?(?P<n>{HANZI}) ?{COUNTER}(?:的)?{PICTURE_ZH}?(?:以|之|往)?"
            rf"(?P<side>后面|前面|后边|前边|开始往后|开始|后|前)的(?:所有|全部|那些|几张|{PICTURE_ZH})*(?!转场|过渡|切换|位置)"
        ),
        _beyond_zh,
    ),
    (
        (
            rf"第?(?:奇数|偶数|单数|双数)(?:位|序号|号|{COUNTER})?(?:上)?(?:的)?(?:那几|那些|几)?{COUNTER}?{PICTURE_ZH}?"
            rf"|每?隔一{COUNTER}{PICTURE_ZH}?"
        ),
        _every_zh,
    ),
    (rf"(?P<half>[前后上下])半(?:部分|段|程|截)的?{PICTURE_ZH}?(?=的?(?:每|都|全|各|统一))", _half_zh),
    (r"(?P<half>[前后上下])(?:面的?)?半(?:部分|段|截|部)(?:的?视频|的?画面|的?片段|的?内容)?", _portion_zh),
    (
        (
            rf"(?:从|自|由)?第 ?(?P<n>{HANZI}) ?{COUNTER}{PICTURE_ZH}?"
            rf"(?P<side>起(?:往后)?|(?:开始往后|开始|往后|往下|以后|之后|后面|后边){_ALL_ZH})"
        ),
        _onward_zh,
    ),
)
