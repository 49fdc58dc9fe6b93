"""Clips that Chinese calls by how long they show, by where they stand beside the only footage, or by their numbers:
最长的那张, 前面那张图, 视频后面那张, 照片那两段, "三、四两张".
"""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.beyond import COUNTER
from kineograph.studio.interpreter.lexing.numerals import chinese_number
from kineograph.studio.interpreter.material.recalling import Found
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.vocabulary import MediaKind

_CLIP = r"(?:图片|照片|相片|图|片段|素材)?"
_NO_CLIP = r"(?!的?(?:音乐|配乐|歌|曲|文|字|标题|水印|转场|过渡|切换|话|声|logo|效果|动画|旁白))"
_THAT = rf"的?(?:那|这)一?{COUNTER}{_CLIP}{_NO_CLIP}"
_LENGTH = re.compile(
    rf"(?:时长|时间|停得|停留时间|显示)?最(?P<which>长|久|短)的?(?:(?:那|这)?一?{COUNTER}{_CLIP}|照片|图片|图|片段){_NO_CLIP}"
)
_OPENS = r"(?:^|(?<=[把将给让和与跟，,。；;：:\n ]))"
_SIDES = re.compile(
    rf"(?:{_OPENS}|(?P<of>(?<![整全这个小短])(?:视频|录像)))(?P<side>前面|前头|前边|后面|后头|后边){_THAT}"
)
_STILLS = re.compile(
    r"(?:照片|图片|图)的?(?:那|这)(?P<n>[两二三四五几2-5])[段张幅个]"
    r"|(?<![第前后那这头末尾首余下他])(?:那|这)?(?P<m>[两二三四五2-5])张(?:照片|图片|图)(?=互换|对调|交换|换个?位|停|短|长|加|放)"
)
_NUMBER = re.compile(r"[一二三四五六七八九]|\d+")
_LISTED = re.compile(
    r"(?<![第前后一二三四五六七八九十\d.])(?P<list>(?:[一二三四五六七八九]|\d+)(?:[、和与跟](?:[一二三四五六七八九]|\d+))+)"
    r"(?:这|那)?(?P<count>[两二三四五])?张(?!照片?[做拼])"
)
_OF_IT = re.compile(r"它(?:的)?(?:前|后)")
_ANCHORED = re.compile(r"第[一二三四五六七八九十\d]|最[后前]|它|\.(?:jpg|jpeg|png|mp4|mov|webp)")


def ranked(folded: str, scene: Scene) -> list[Found]:
    """The tokens for clips that are called so: where they begin and end, their kind and value, and their places."""
    visuals, found = scene.timeline.visuals, _listed(folded)
    if len(visuals) < len(("one", "other")):
        return found
    lengths = [clip.span.duration for clip in visuals]
    for match in _LENGTH.finditer(folded) if "最" in folded else ():
        extreme = min(lengths) if match["which"] == "短" else max(lengths)
        if lengths.count(extreme) == 1:
            found.append((match.start(), match.end(), "ordinal", "placed", (lengths.index(extreme) + 1,)))
    moving = [place for place, clip in enumerate(visuals, 1) if clip.media.kind is MediaKind.VIDEO]
    if len(moving) == 1:
        found += _beside(folded, moving[0], len(visuals))
    stills = tuple(place for place in range(1, len(visuals) + 1) if place not in moving)
    return [*found, *_stills(folded, stills)] if moving else found


def _listed(folded: str) -> list[Found]:
    """ "三、四两张": which two; "1、2张" by their numbers alone."""
    found: list[Found] = []
    for match in _LISTED.finditer(folded):
        places = tuple(int(chinese_number(each)) for each in _NUMBER.findall(match["list"]))
        count = match["count"]
        if (chinese_number(count) == len(places)) if count else match["list"][0].isdigit():
            found.append((match.start(), match.end(), "ordinal", "", places))
    return found


def _beside(folded: str, footage: int, count: int) -> list[Found]:
    """ "视频后面那张"; 前面那张图 by itself, where only one stands there and nothing else was pointed at."""
    found: list[Found] = []
    for match in _SIDES.finditer(folded):
        behind = match["side"].startswith("后")
        place = footage + 1 if behind else footage - 1
        alone = (count - footage if behind else footage - 1) == 1
        if _OF_IT.search(folded, match.end()):
            continue
        if 1 <= place <= count and (match["of"] or (alone and not _ANCHORED.search(folded, 0, match.start()))):
            found.append((match.start(), match.end(), "ordinal", "placed", (place,)))
    return found


def _stills(folded: str, stills: tuple[int, ...]) -> list[Found]:
    found: list[Found] = []
    for match in _STILLS.finditer(folded):
        said = match["n"] or match["m"]
        if len(stills) > 1 and (said == "几" or chinese_number(said) == len(stills)):
            found.append((match.start(), match.end(), "ordinal", "placed", stills))
    return found
