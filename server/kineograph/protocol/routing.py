"""Requests that never go to the studio's agent: exports, credits, status, uploads. In English and Chinese.

Keyword *and* intent: a request is ours when every word of it belongs to asking for that one thing. "Export 1080p
MP4" is an export; "add the word EXPORT as a title" has words that no export has, so it is an edit. What is not
surely ours goes to the agent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kineograph.protocol.quotes import set_aside

MAX_WORDS_CHARS = 200


class Destination(StrEnum):
    TURN = "turn"
    EXPORT = "export"
    CREDITS = "credits"
    STATUS = "status"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Routed:
    """Where an instruction goes. ``aspect`` and ``format`` of an export where it names them, else empty;
    ``wants_export``: an edit that asks for the file at its end."""

    destination: Destination
    aspect: str = ""
    format: str = ""
    wants_export: bool = False


_POLITE = (
    r"please|pls|can|could|would|will|you|i|we|me|us|my|our|your|the|a|an|this|that|it|its|now|just|then|ok|okay|"
    r"hey|hi|thanks|thank|so|to|in|as|at|for|of|with|and|let|lets|let's|want|need|like|i'd|id|go|ahead|get|have|"
    r"is|are|be|do|does|s|final|finished|whole|all|right|away|current|ready|"
    r"请|麻烦|帮我|帮忙|给我|我要|我想要|我想|我|你|能|可以|可否|现在|一下|吧|吗|呢|啊|了|的|把|将|想|要|这个|那个|这|"
    r"最终|成品|好的|谢谢|直接|马上|来|去|是"
)
_MEDIA = r"videos?|movies?|clips?|films?|files?|projects?|results?|slideshows?|视频|影片|片子|短片|文件|成片|作品|项目"
_SHAPE = r"(?P<aspect>\d{1,2}\s?[:：x]\s?\d{1,2})|vertical|portrait|horizontal|landscape|square|竖屏|横屏|方形"
_OUTPUT = (
    r"(?:2160|1440|1080|720|480|360)p?|[248]k|u?hd|full|high|highest|best|good|quality|resolution|h\.?26[45]|"
    r"(?P<format>mp4|mov|webm|gif|avi|mkv|mp3|wav)|format|高清|超清|画质|质量|格式|分辨率|成|为|到|出来|出|做"
)
_FILLER = rf"{_POLITE}|{_MEDIA}"
_KINDS: tuple[tuple[Destination, str, str], ...] = (
    (
        Destination.EXPORT,
        r"export(?:ing)?|download(?:ing)?|render(?:ing)?|save|send|deliver|give|导出|下载|输出|保存|发给|传给|发|存",
        rf"{_FILLER}|{_SHAPE}|{_OUTPUT}|ratio|aspect|out|over|again|computer|disk|desktop|电脑|本地|再|次|一",
    ),
    (
        Destination.CREDITS,
        r"credits?|balance|积分|余额|点数|额度|how\s+many\s+left|how\s+much\s+left",
        (
            rf"{_FILLER}|how|many|much|check|show|tell|what|whats|what's|left|remaining|remain|account|still|there|any|"
            r"cost|costs|available|查询|查看|查|看看|看|显示|还有|还剩|剩余|剩下|剩|多少|几|账户|账号|有"
        ),
    ),
    (
        Destination.STATUS,
        r"status|tracks?|timeline|progress|state|状态|轨道|时间线|时间轴|进度",
        (
            rf"{_FILLER}|show|see|view|check|what|whats|what's|how|on|list|display|tell|look|there|going|everything|"
            r"查询|查看|查|看看|看|显示|列出|什么|怎么样|如何|有|哪些|上|里|到哪"
        ),
    ),
    (
        Destination.UPLOAD,
        r"upload(?:ing)?|上传",
        (
            rf"{_FILLER}|images?|photos?|pictures?|pics?|songs?|music|audio|from|here|some|these|more|another|new|"
            r"图片|照片|相片|素材|音乐|音频|这些|这张|这里|几张|张|新|\S*[/\\]\S*|\S+\.[a-z0-9]{2,5}"
        ),
    ),
)
_SEPARATORS = r"[\s,，.。!！?？;；:：、~…]+"
_SHAPES = {
    "vertical": "9:16", "portrait": "9:16", "竖屏": "9:16", "horizontal": "16:9", "landscape": "16:9",
    "横屏": "16:9", "square": "1:1", "方形": "1:1",
}  # fmt: skip
_CLAUSES = re.compile(r"[,，.。;；!！\n]+|\b(?:and then|and|then|finally)\b|然后|最后|接着|并且|并|再", re.IGNORECASE)
_BARE_SENDS = re.compile(r"(?:send|give|deliver|save|发给|传给|发|存|保存|render(?:ing)?)", re.IGNORECASE)
_NEEDS_OBJECT = re.compile(rf"(?<!\ba )(?:{_MEDIA}|mp4|mov|it\b)|导出|下载|这个", re.IGNORECASE)


_WORD_START = r"(?:(?<![a-z0-9])|(?=[^\x00-\x7f]))"
_WORD_END = r"(?:(?![a-z0-9])|(?<=[^\x00-\x7f]))"


def _compiled(trigger: str, filler: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Latin words are whole words; Chinese ones stand without spaces
    word = rf"(?:{_WORD_START}(?:{trigger}|{filler}){_WORD_END})"
    return (
        re.compile(rf"(?:{_SEPARATORS}|{word})+", re.IGNORECASE),
        re.compile(rf"{_WORD_START}(?:{trigger}){_WORD_END}", re.IGNORECASE),
    )


_RULES = tuple((kind, *_compiled(trigger, re.sub(r"\?P<\w+>", "?:", filler))) for kind, trigger, filler in _KINDS)
_ASPECT = re.compile(r"(?<!\d)(\d{1,2})\s?[:：x]\s?(\d{1,2})(?!\d)", re.IGNORECASE)
_FORMAT = re.compile(r"(?<![a-z])(mp4|mov|webm|gif|avi|mkv|mp3|wav)(?![a-z0-9])", re.IGNORECASE)


def route(instruction: str) -> Routed:
    """Where the instruction goes. Never raises; what is in doubt is a turn."""
    masked = set_aside(instruction)
    destination = _destination(masked.text.strip())
    if destination is Destination.EXPORT:
        return Routed(destination, _aspect(masked.text), _format(masked.text))
    if destination is Destination.TURN:
        return Routed(destination, wants_export=_ends_in_export(masked.text))
    return Routed(destination)


def _destination(text: str) -> Destination:
    if not text or len(text) > MAX_WORDS_CHARS or "\ue000" in text:
        return Destination.TURN
    for kind, whole, trigger in _RULES:
        found = trigger.search(text)
        if found and whole.fullmatch(text) and (kind is not Destination.EXPORT or _names_an_object(text, found[0])):
            return kind
    return Destination.TURN


def _names_an_object(text: str, trigger: str) -> bool:
    """ "Save" and "send" ask for the video only where they say so; "export" always does."""
    return not _BARE_SENDS.fullmatch(trigger) or bool(_NEEDS_OBJECT.search(text))


def _ends_in_export(text: str) -> bool:
    return any(_destination(clause.strip()) is Destination.EXPORT for clause in _CLAUSES.split(text)[-3:])


def _aspect(text: str) -> str:
    found = _ASPECT.search(text)
    if found:
        return f"{int(found[1])}:{int(found[2])}"
    return next((shape for word, shape in _SHAPES.items() if word in text.lower()), "")


def _format(text: str) -> str:
    found = _FORMAT.search(text)
    return found[1].lower() if found else ""
