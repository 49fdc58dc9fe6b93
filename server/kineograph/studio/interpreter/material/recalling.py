"""What the instruction before was about, called by when it was said: "刚加的那张停5秒", 刚才那句, 那张."""

from __future__ import annotations

import re

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
_OTHER_CLIP = re.compile(r"第[一二三四五六七八九十\d]|最后一|\.(?:jpg|jpeg|png|mp4|mov|webp)")


def just_now(folded: str, scene: Scene) -> list[Found]:
    """ "刚加的那张", 刚才那句, 那张: what the instruction before this one was about."""
    focus = scene.focus
    if not focus.said or focus.about not in _TOPICS:
        return []
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
    return found
