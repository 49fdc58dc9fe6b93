"""Clips that Chinese calls by where they stand, by how many there are or by half their names: 开头那张, 首尾两张,
中间几张, 五张都, 剩下两张, "a、c、e 三张", 视频那段.

Read off the text before it is cut into words, because the same characters would be cut in many ways. What stands in
quotes is left alone, and so is what names a text or a sound (开头那段音乐).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kineograph.studio.interpreter.lexing.beyond import COUNTER
from kineograph.studio.interpreter.lexing.lengths import HANZI
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.normalise import Normal, fold
from kineograph.studio.interpreter.lexing.numerals import chinese_number
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.material import ranking, recalling
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import MediaKind

_PICTURE = r"(?:图片|照片|相片|图像|图|画面)"
_CLIP = rf"(?:{_PICTURE}|片段|素材|镜头)"
_NO_CLIP = r"(?!的?(?:音乐|配乐|歌|曲|文|字|标题|水印|转场|过渡|切换|话|声|logo|效果|动画|淡|旁白|人))"
_FIRST = r"(?:最开头|开头|开场|片头|打头|起头|最前面|最前头|最前|头里|队首)"
_LAST = r"(?:最结尾|结尾|最末尾|末尾|片尾|收尾|尾巴上?|最后面|最后头|最尾|队尾|末了)"
_BOTH = r"(?:首尾|头尾|一头一尾|一首一尾|两头|两端|开头和?结尾|最前和?最后|头和尾|前后各一)"
_FEW = r"(?:几|那几|这几|那些|这些|所有|的?全部)"
_APART = r"(?=[ ]?(?:也|就)?(?:都|全|均|各|统统|通通|分别|每张|统一|一律|一起|一块))"
_JOINT = r"(?:[ ]?(?:、|,|，|和|跟|与|及|以及|还有|到|[ ])[ ]?)"
_NO_STEM = r"(?![a-z0-9._%×:：-])(?!站|位|轮|级|计划|版|股|端|组|市|座|哥|姐|段音|面)"
_STEM_BEFORE = re.compile(r"(?:^|[把将删除掉给让用和跟与及到在留要换，,：:、；;。\n的后前])[ ]?$")
_STEM_BEHIND = re.compile(
    rf"[ ]?(?:(?:那|这)?{COUNTER}|和|跟|与|、|放|移|挪|摆|删|去掉|换|不要|留|停|改|调|排|之?前|之?后|中间|也|都|的后"
    r"|的前|就|先|再|加|用"
    rf"|[，,。；;！!]|$)"
)
_LISTED = re.compile(rf"第?{HANZI}[ ]?(?:、|,|，|和|跟|与|及|到|至)[ ]?$")
_BESIDE = re.compile(r"照片|图片|图都|[，,；;](?:那些)?图|^图|其他|其余|别的")
_VIDEO = re.compile(
    r"(?:^|[，,。；;\n]|把|给|让|先放)(?P<it>视频|录像)"
    r"(?=倒|放慢|放快|加速|减速|剪到|剪短|截|裁到|转|旋|调|静音|停|快|慢|循环|只|掐|去[头尾]|[，,。；;]|$|\d)"
)

Places = tuple[int, ...]


def spans(normal: Normal, scene: Scene) -> Mapping[int, Token]:
    """The tokens by start, each of the kind the rest of the reading knows; empty where nothing Chinese was said."""
    if not any(is_han(char) for char in normal.folded):
        return {}
    clips = [clip.media for clip in scene.timeline.visuals]
    found: dict[int, Token] = {}
    read = (
        *ranking.ranked(normal.folded, scene),
        *recalling.just_now(normal.folded, scene),
        *_named(normal.folded, scene),
        *_placed(normal.folded, clips, scene),
        *_contrasted(normal.folded, clips),
    )
    for start, end, kind, value, places in read:
        quoted = any(quote.start < end and start < quote.end for quote in normal.quotes)
        if not quoted and not any(token.start < end and start < token.end for token in found.values()):
            found[start] = Token(kind, value, start, end, normal.original[start:end], 0.0, places)
    return found


_Found = recalling.Found


def _contrasted(folded: str, clips: Sequence[Media]) -> list[_Found]:
    """ "照片放大，视频放慢": the footage, where the pictures are spoken of beside it."""
    moving = [media for media in clips if media.kind is MediaKind.VIDEO]
    if len(moving) != 1 or len(clips) < len(moving) + 1 or _BESIDE.search(folded) is None:
        return []
    name = "".join(fold(char) for char in moving[0].name)
    return [(each.start("it"), each.end("it"), "name", name, ()) for each in _VIDEO.finditer(folded)]


def _placed(folded: str, clips: Sequence[Media], scene: Scene) -> list[_Found]:
    found: list[_Found] = []
    count = len(clips or scene.unused)
    for pattern, build in _TABLE:
        for match in pattern.finditer(folded):
            read = build(match, clips or list(scene.unused), count) if clips or build is not _every else None
            if read is not None:
                kind, value, places = read
                found.append((match.start(), match.end(), kind, value, places))
    return found


_Read = tuple[str, str, Places] | None
_Build = Callable[["re.Match[str]", Sequence[Media], int], _Read]


def _at(*places: int) -> _Build:
    return lambda _match, _clips, _count: ("ordinal", "", places)


def _middle(match: re.Match[str], _clips: Sequence[Media], count: int) -> _Read:
    """中间三张 of five, 中间几张: all but the first and the last."""
    several = match["n"]
    size = int(chinese_number(several)) if several else count - 2
    if size < 1 or size > count or (count - size) % 2:
        return None
    first = (count - size) // 2 + 1
    return "ordinal", "placed", tuple(range(first, first + size))


def _sides(_match: re.Match[str], _clips: Sequence[Media], count: int) -> _Read:
    """ "中间那张4秒，两边的2秒": all but the one in the middle."""
    middle = count // 2 + 1
    return ("ordinal", "placed", tuple(n for n in range(1, count + 1) if n != middle)) if count % 2 else None


def _every(match: re.Match[str], clips: Sequence[Media], _count: int) -> _Read:
    """五张都…, 两张照片都…: all of the kind, where there are so many."""
    pictures = [number for number, media in enumerate(clips, 1) if media.kind is MediaKind.IMAGE]
    said = int(chinese_number(match["n"]))
    if _LISTED.search(match.string[: match.start()]):
        return None  # 第1和6个 are two.
    if said > 1 and said == len(pictures):
        return "ordinal", "placed", tuple(pictures)
    return ("ordinal", "placed", tuple(range(1, said + 1))) if said > 1 and said == len(clips) else None


def _rest(_match: re.Match[str], _clips: Sequence[Media], _count: int) -> _Read:
    return "pronoun", "rest", ()


def _footage(_match: re.Match[str], clips: Sequence[Media], _count: int) -> _Read:
    """视频那段: the only footage among pictures."""
    moving = [media for media in clips if media.kind is MediaKind.VIDEO]
    if len(moving) != 1 or len(clips) < len(moving) + 1:
        return None
    return "name", "".join(fold(char) for char in moving[0].name), ()


_TABLE: tuple[tuple[re.Pattern[str], _Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_BOTH}的?(?:那|这)?(?:两|2|各一|各)?{COUNTER}{_CLIP}?{_NO_CLIP}", _at(1, -1)),
        (r"(?:首尾|头尾|两头|首末)(?=各?(?:加|多|延长|停|增加))", _at(1, -1)),
        (rf"(?:首图|头图|首张图?){_NO_CLIP}", _at(1)),
        (rf"(?:尾图|末图|末尾图|末一?张图?){_NO_CLIP}", _at(-1)),
        (rf"{_FIRST}(?:处|上|里)?的?(?:那|这)一?{COUNTER}{_CLIP}?{_NO_CLIP}", _at(1)),
        (rf"{_FIRST}(?:处|上|里)?(?:的{_CLIP}|的?一{COUNTER}{_CLIP}?){_NO_CLIP}", _at(1)),
        (rf"{_LAST}(?:处|里)?的?(?:那|这)一?{COUNTER}{_CLIP}?{_NO_CLIP}", _at(-1)),
        (rf"最后的?这一?{COUNTER}{_CLIP}?{_NO_CLIP}", _at(-1)),
        (rf"{_LAST}(?:处|里)?(?:的{_CLIP}|的?一{COUNTER}{_CLIP}?){_NO_CLIP}", _at(-1)),
        (rf"中间的?(?:那|这)?(?P<n>[二两三四五六七八]|[2-8]){COUNTER}{_CLIP}?{_NO_CLIP}", _middle),
        (rf"中间的?(?P<n>(?!)x)?(?:{_FEW}{COUNTER}?{_CLIP}?|{_CLIP}){_NO_CLIP}", _middle),
        (r"中间的(?P<n>(?!)x)?(?=都|全|统统|通通|不动|不要|不用|别动|每|各)", _middle),
        (r"(?<![在到])两[边侧]的(?=停|都|全|各|放|改|调|用|每|时|\d|[一二两三四五])", _sides),
        (rf"(?<![第前后那这头末尾首余下他])(?P<n>{HANZI}){COUNTER}{_CLIP}?{_APART}", _every),
        (
            rf"(?<![第前后那这头末尾首余下他])(?P<n>{HANZI}){COUNTER}{_CLIP}(?=放到?[在最前后头开末结第]|挪|移|排到?[在最前后头第])",
            _every,
        ),
        (r"(?:首尾|头尾|一头一尾)(?=就|$|[，,。！!])", _at(1, -1)),
        (
            (
                rf"(?:剩下|剩余|剩|其余|其他|其它|另外|余下|别)的?(?:那|这)?(?:几|[一二两三四五六七八九]|\d)"
                rf"{COUNTER}{_CLIP}?"
            ),
            _rest,
        ),
        (
            (
                rf"(?:剩下|剩余|余下)的?(?:那些|所有)?{_CLIP}?(?=统统|通通|一律|统一|全部|全)"
                rf"|(?:其余|其他|其它|别)的?(?:那些|所有)?{_CLIP}?(?=统统|通通|一律|统一|全部|全|每|各|都)"
                r"|其余(?=删|去|不|改|停|用|设|换|\d)"
            ),
            _rest,
        ),
        (
            (
                r"(?<![原整全这个小短])(?:视频|录像|录屏|影片)(?=(?:就|先|也|都)*(?:除外|例外|不变|别[动加删改碰]|不动|不用|不要[动加]|不加|"
                r"保持不变|保持原样|保留[，,。；]|保留$|放到?[在最前后开末结第]|[挪移排]到?[在最前后开末结第]|不[做加变动改要用需必]|免了|算了|别|[往向朝][前后]|[前后][移挪]|(?:这样|一样|同样|照做|照办|照此)))|(?<=给)(?:视频|录像)(?=也)|(?<=除了)(?:视频|录像|录屏)|(?<=除)(?:视频|录像)(?=[以之]?外)"
                r"|(?<=留)(?:视频|录像)(?=$|[，,。；;])"
            ),
            _footage,
        ),
        (
            (
                r"(?<![原整全这个小短])(?:视频|录像)(?=从第?[\d一二三四五六七八九十零.:]+秒?(?:开始[取用截播放算要留]|[截取用播放留]到)"
                r"|[跟和与]第|[放播]?完|结束[之以]?后|[之]?后面?(?:加个?|用|来个?)?(?:叠化|淡|转场|接))"
            ),
            _footage,
        ),
        (
            (
                r"(?<=别把)(?:视频|录像)|原视频(?!的?[声原音])|(?:录像|录屏)(?!的?[声音原]|[素里中上下播])|(?:视频|录像|影片)的?[那这]一?[段个条]|[那这]一?[段个条](?:录像|录屏)|那一?[段个条]视频"
                r"|视频(?:片段|素材|部分|源片|源文件|原片)|(?:中间)那一?段(?:视频|录像)"
            ),
            _footage,
        ),
    )
)


def _named(folded: str, scene: Scene) -> list[_Found]:
    """Uploads by the bare letters of their names: "a、c、e 三张", "把e放第一个"."""
    stems: dict[str, list[str]] = {}
    for media in scene.library:
        name = "".join(fold(char) for char in media.name)
        stems.setdefault(name.rsplit(".", 1)[0], []).append(name)
    known = {stem: names[0] for stem, names in stems.items() if len(names) == 1 and _is_bare(stem)}
    if not known:
        return []
    stem = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    one = rf"(?<![a-z0-9._#-])(?:{stem}){_NO_STEM}"
    found: list[_Found] = []
    for match in re.finditer(rf"{one}(?:{_JOINT}{one})*", folded):
        each = list(re.finditer(one, match[0]))
        if len(each) > 1 or _stands_for_clip(folded, match.start(), match.end()):
            found += [(match.start() + m.start(), match.start() + m.end(), "name", known[m[0]], ()) for m in each]
    return found


def _is_bare(stem: str) -> bool:
    """Letters and digits that are no word of ours: "b", but not "logo"."""
    word = len(stem) > 1 and (stem in vocabulary("en").surfaces or stem in vocabulary("zh").surfaces)
    return stem.isascii() and stem.isalnum() and not stem.isdigit() and not word


def _stands_for_clip(folded: str, start: int, end: int) -> bool:
    """ "把e放第一个", "b那张": what stands before and behind says that a clip is spoken of."""
    return bool(_STEM_BEFORE.search(folded, max(0, start - 3), start) and _STEM_BEHIND.match(folded, end))
