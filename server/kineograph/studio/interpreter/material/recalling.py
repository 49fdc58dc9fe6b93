"""What the instruction before was about, called by when it was said: "刚加的那张停5秒", 刚才那句, 那张."""

from __future__ import annotations

import re

from kineograph.studio.interpreter.lexing.numerals import chinese_number
from kineograph.studio.interpreter.scene import Scene

Found = tuple[int, int, str, str, tuple[int, ...]]
"""Where it begins and ends in the text, the kind and value of the token it is, and the places of clips."""

_JUST = (
    r"(?:刚刚|刚才|刚|上面|前面|之前)(?:才)?(?:新)?(?:加|添|插|放|写|打|说|提|改|调|弄|设|贴|配|换|挪|移|传)?"
    r"(?:上|进|入|到|好|成|加)?(?:去|来)?(?:过)?(?:了)?的?"
)
_JUST_THAT = re.compile(
    rf"{_JUST}(?P<that>(?:那|这)一?(?:张|幅|段|个|句|行|首|条)?)?"
    r"(?P<what>图片|照片|图|片段|文字|标题|字幕|话|文案|字|logo|水印|图标|贴图|小窗|歌曲|歌|音乐|曲子|配乐|旁白|录音|配音)?"
)
_THAT_CLIP = re.compile(r"(?:^|(?<=[把将给让，,。；;]))(?:那|这)一?张(?:图片|照片|图)?(?!字|文|的?[字文]|图|照)")
_TOPICS = {
    "text": "句行字文字标题字幕话文案",
    "overlay": "logo水印图标贴图小窗",
    "music": "首歌曲音乐曲子配乐",
    "voice": "旁白录音配音",
    "clip": "张幅图片照片片段",
}
_BESIDE_IT = re.compile(
    r"(?:它|那张|这张)?的?(?:旁边|左右|两边|两旁|前后|相邻)的?(?:那|这)?(?:各一|两)[张个幅](?:图片|照片|图)?"
    r"|另外?一[张个幅](?:图片|照片|图)?"
    r"|(?:前|后)(?:面|边)?(?:的)?(?:那|这)?一[张个幅](?:图片|照片|图)?"
    r"|它(?:前|后)(?:面|边)的?(?:那|这)?[两2二三3四4五5][张个幅](?:图片|照片|图)?"
)
_TEXT_BEFORE = re.compile(r"(?:上|前)(?:面)?(?:那|的)?一?[句行条段](?:字幕|文字|标题|字)?")
_TEXT_AT = re.compile(
    r"第(?P<n>[一二三四五\d])[个句行条](?:字幕|文字|标题|字)?(?![张图照])"
    r"|(?P<first>开头|片头|最前面)(?:的)?(?:那|这)一?[个句行条段]?(?:字|文字)?"
    r"|(?P<last>结尾|片尾|末尾|最后面)(?:的)?(?:那|这)一?[个句行条段](?:字|文字)?"
)
_TWO_TEXTS = re.compile(r"(?:这|那)?(?:两|2|二)[个句行条段](?:字幕|文字|标题|字)?(?=都|全|一起|统一|也)")
_BOTH_TEXTS = re.compile(
    r"(?<![加写添放打配])(?:这|那)?(?:两|2|二)[个句行段条](?:字幕|文字|标题|字)(?![号体幕])"
    r"(?=都|全|一[起块同]|统一|也|分别|各|改|换|放|调|变|用|大|小|往|移|的颜色|的位置)"
)
_THOSE = re.compile(
    r"(?<![前后第头尾])(?:它们|他们|(?:这|那)几[张个幅](?:图片|照片|图)?|(?:这|那)?(?P<two>[两2二])[张个幅](?:图片|照片|图)?"
    r"(?=都|全|一起|也|各|换|交换|互换|对调|的位置|之间|中间)(?!换成))(?:俩|两个)?"
)
_SHIFTING = re.compile("删|去掉|拿掉|不要|移|挪|放到|调到|换|插|排|只[要留用]")
_NUMBERED = re.compile(r"第([一二三四五六七八九十\d]+)[张个幅]")
_PAIR = (1, 2)
_BOTH = sum(_PAIR)
_EITHER = ("前一个", "后一个", "前一张", "后一张")
_TAKEN = re.compile("删|去掉|不要|拿掉|移除|剪掉")
_SEVERAL = {"两": 2, "2": 2, "二": 2, "三": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5}
_OTHER_CLIP = re.compile(r"第[一二三四五六七八九十\d]|最后一|\.(?:jpg|jpeg|png|mp4|mov|webp)")


def just_now(folded: str, scene: Scene) -> list[Found]:
    """ "刚加的那张", 刚才那句, 那张: what the instruction before this one was about."""
    focus = scene.focus
    both = _both_texts(folded, scene)
    if both or not focus.said or focus.about not in _TOPICS:
        return both
    places = [place for place, clip in enumerate(scene.timeline.visuals, 1) if clip.id in focus.clips]
    of_clip = focus.about != "text" and len(places) == 1
    found: list[Found] = []
    for match in (*_JUST_THAT.finditer(folded), *(_THAT_CLIP.finditer(folded) if of_clip else ())):
        named = match.groupdict()
        what = (named.get("what") or (named.get("that") or "")[-1:]) if named else "张"
        if not what or _OTHER_CLIP.search(folded, 0, match.start()):
            continue
        if what in _TOPICS["clip"]:
            if of_clip:
                found.append((match.start(), match.end(), "ordinal", "", (places[0],)))
        elif what in _TOPICS[focus.about]:
            found.append((match.start(), match.end(), "pronoun", "it", ()))
    return [
        *found,
        *(_texts(folded, scene) if focus.about == "text" else _neighbours(folded, scene, places)),
    ]


def _both_texts(folded: str, scene: Scene) -> list[Found]:
    """ "两行字都改成白色", of the two that there are."""
    if len(scene.timeline.texts) != 2:
        return []
    return [(match.start(), match.end(), "noun", "text", (1, 2)) for match in _BOTH_TEXTS.finditer(folded)]


def _neighbours(folded: str, scene: Scene, places: list[int]) -> list[Found]:
    """ "旁边两张", 前一张, 它后面的两张: beside the clip that was spoken of; of two that were named, 前一个
    is the first."""
    if scene.focus.topic != "clip" or not places or _OTHER_CLIP.search(folded):
        return []
    numbers = [int(chinese_number(each)) for each in _NUMBERED.findall(scene.focus.said.rpartition("\n\n")[2])]
    if not numbers and len(places) == 2:
        numbers, places = places, places[1:]
    count, found = len(scene.timeline.visuals), _those(folded, scene, numbers, places)
    takes = _TAKEN.search(folded) is not None
    for match in _BESIDE_IT.finditer(folded):
        if len(numbers) > 1:
            either = (
                numbers[0 if "前" in match[0] else 1] if len(numbers) == 2 and places in (numbers, numbers[1:]) else 0
            )
            plain = match[0] in _EITHER
            meant = (either,) if plain and either else ()
            found.append((match.start(), match.end(), "ordinal" if meant else "unsure", "", meant))
            continue
        word = match[0].removeprefix("它").removeprefix("的")
        ends = places[0] - 1, places[-1] + 1
        if any(side in word for side in ("旁", "左右", "两边", "前后", "相邻")):
            beside: tuple[int, ...] = ends
        elif word.startswith("另"):
            beside = (_BOTH - places[0],) if count == len(_PAIR) and len(places) == 1 else (0,)
        else:
            size = _SEVERAL.get(next((char for char in word if char in _SEVERAL), ""), 1)
            run = range(ends[0] - size + 1, ends[0] + 1) if word[0] == "前" else range(ends[1], ends[1] + size)
            beside = tuple(run)
        known = all(0 < place <= count for place in beside) and not (takes and match[0] in _EITHER)
        found.append((match.start(), match.end(), "ordinal" if known else "unsure", "", beside if known else ()))
    return found


def _those(folded: str, scene: Scene, numbers: list[int], places: list[int]) -> list[Found]:
    """ "它们", "这两张", 两张都: those that were named one after the other, where they stand as they did."""
    said = scene.focus.said.rpartition("\n\n")[2]
    named = numbers if len(numbers) > 1 and numbers[-1:] == places and not _SHIFTING.search(said) else places
    if len(named) < 2 or len(set(named)) < len(named):
        return []
    two = len(named) == 2
    return [
        (match.start(), match.end(), "ordinal", "placed", tuple(named))
        for match in _THOSE.finditer(folded)
        if two or not match["two"]
    ]


def _texts(folded: str, scene: Scene) -> list[Found]:
    """ "上一句", 第二个, 两个都: of the texts, where these were spoken of."""
    texts = scene.timeline.texts
    numbers = [number for number, clip in enumerate(texts, 1) if clip.id in scene.focus.clips]
    found: list[Found] = [
        (match.start(), match.end(), "noun", "text", (numbers[0] - 1,))
        for match in _TEXT_BEFORE.finditer(folded)
        if len(numbers) == 1 and numbers[0] > 1
    ]
    if len(texts) < 2 or re.search("[张图照片]", folded):
        return found
    in_time = sorted(range(1, len(texts) + 1), key=lambda number: texts[number - 1].span.start)
    for match in _TEXT_AT.finditer(folded):
        place = int(chinese_number(match["n"])) if match["n"] else in_time[0 if match["first"] else -1]
        if place <= len(texts):
            found.append((match.start(), match.end(), "noun", "text", (place,)))
    if len(texts) == 2:
        found += [(match.start(), match.end(), "noun", "text", (1, 2)) for match in _TWO_TEXTS.finditer(folded)]
    return found
