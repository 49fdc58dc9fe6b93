"""Whether a clause tells somebody to do something on a screen. Each rule is one sentence over the tables.

A clause is read without what leads up to it ("please", "you can", "then"); how strongly it urges is remembered. What an
agent says that it did is content, whatever words it uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kineograph.protocol import gui_chinese as zh
from kineograph.protocol import gui_words as words
from kineograph.protocol.quotes import MASK

_FLAGS = re.IGNORECASE
_PRESS = re.compile(rf"^{words.PRESS}\b(?!\s+{words.NOUNS})", _FLAGS)
_PRESS_ON = re.compile(rf"^{words.PRESS_ON}\s+{words.PRESSED}(?!\s+(?:me|us)\b)(?!\s+volume)", _FLAGS)
_PRESSING = re.compile(rf"^{words.PRESSING}\b(?!\s+{words.NOUNS})", _FLAGS)
_BY_PRESSING = re.compile(
    rf"\b(?:by|via|through)\s+(?:\w+ly\s+|just\s+)?{words.PRESSING}\b|"
    r"\b(?:with|by|via|through)\s+(?:(?:a\s+)?drag(?:[- ]and[- ]drop)?|"
    r"(?:a|one|two|the)\s+(?:\w+\s+)?(?:click|tap|swipe)s?)\b",
    _FLAGS,
)
_ACT = re.compile(rf"^{words.ACT}\b", _FLAGS)
_LOOKS = re.compile(rf"^{words.LOOKS}\b", _FLAGS)
_THING = re.compile(rf"\b{words.THING}(?!\w)|{words.SHORTCUT}|{words.PATH}|\b{words.TIMELINE}\b", _FLAGS)
_STRONG = re.compile(rf"\b{words.STRONG}(?!\w)|{words.SHORTCUT}|{words.PATH}|\b{words.TIMELINE}\b", _FLAGS)
_THROUGH = re.compile(
    rf"\b(?:in|from|via|using|with|through|under|inside|at|on|to)\s[^.!?]{{0,60}}?\b{words.STRONG}(?!\w)|"
    rf"{words.SHORTCUT}|{words.PATH}|\b{words.TIMELINE}\b",
    _FLAGS,
)
_CORNER = re.compile(words.CORNER, _FLAGS)
_TO_CORNER = re.compile(r"^(?:find|locate|look|use|choose|select|access)\b", _FLAGS)
_NAMED = re.compile(
    rf"^(?:open|go\s+to|head\s+(?:over\s+)?to|choose|select|use|find|pick|look\s+for|switch\s+to|navigate\s+to)\s+(?:the\s+)?[*]*"
    rf"(?:(?-i:(?=[A-Z])){words.NAMES}\b|{MASK}(?=\W*$|\s+(?:in|from|at|under|on)\b))(?!.*\b(?:photo|song|track)\b)",
    _FLAGS,
)
_TIMELINE_ITSELF = re.compile(
    r"^(?:check|open|preview|review|view|see|look\s+at|go\s+to|head\s+to|take\s+a\s+look\s+at|have\s+a\s+look\s+at|switch\s+to|"
    r"watch|scroll|play|zoom\s+in\s+on|inspect|visit)\b(?:\s+\w+){0,2}\s+(?:the|your)\s+(?:\w+\s+)?timeline\b(?!\s+(?:summary|below))",
    _FLAGS,
)
_PREVIEW = re.compile(
    r"^(?:preview|play\s+(?:it|the\s+video|the\s+result|your|back)|replay)\b(?!\s+\w+\s+(?:is|was|are)\b)", _FLAGS
)
_ACCOUNT = re.compile(
    rf"^(?:check|see|visit|manage|view|go\s+to|open|access|update|top\s+up|upgrade)\s+{words.ACCOUNT}", _FLAGS
)
_WEB = re.compile(rf"^{words.WEB}", _FLAGS)
_BROWSER = re.compile(r"^(?:open|paste|copy|visit|follow|view|watch|enter)\b[^.!?]*\bbrowser\b", _FLAGS)
_THING_SAYS = re.compile(
    rf"^(?:the|a|an|your|this|that|each|every)?\s*(?:\w+\s+){{0,2}}?(?:(?:{words.NAMES}|{MASK})\W*\s+"
    r"(?:buttons?|panels?|tabs?|menus?|icons?|sliders?|dialogs?|window)|"
    r"pop-?ups?|dialogs?|dialog\s+box|drop-?downs?|browser|"
    r"tool ?bar|side ?bar|progress\s+bar|inspector|playhead|sliders?)\s+"
    r"(?:is|are|can|will|lets|allows|in|at|on|under|sits|shows|opens|appears?|gives|has|next|pops|should|may)\b"
    r"(?!.*\b(?:photo|\d+\s*s)\b)|"
    rf"^(?:the|your)?\s*{words.NAMES}\s+(?:options?|sections?)\s+(?:is|are)\s+(?:\w+\s+){{0,4}}(?:in|at|on|under)\s+the\b"
    rf".*(?:\b{words.THING}|corner)",
    _FLAGS,
)
_LETS_YOU = re.compile(
    rf"^(?:the|a|an|this|that|each|your)\b.*\b{words.THING}.*\b(?:lets|allows|enables|helps)\s+you\b", _FLAGS
)
_THERE_IS = re.compile(
    r"^there(?:'s|\s+is|\s+are)\s.*\b(?:(?:option|button|slider|setting|shortcut|toggle|link)s?\s+(?:to|for)\b|"
    r"(?:in|at|on|under)\s+(?:the|your)\s(?:\w+\s)?(?:panel|dialog|menu|tool ?bar|side ?bar|tab|editor|header)\b)",
    _FLAGS,
)
_SHORTCUT_FIRST = re.compile(rf"^\W*{words.SHORTCUT}", _FLAGS)
_YOU_SEE = re.compile(rf"^(?:see|find|notice|get|be\s+asked|be\s+prompted|be\s+able)\b[^.!?]*\b{words.STRONG}", _FLAGS)
_PASSIVE = re.compile(r"\b(?:can|could|may|might|must|should)(?:\s+\w+)?\s+be\s+\w+", _FLAGS)
_ONESELF = re.compile(r"^\W*(?:i|we)\b|\b(?:i|i've|i'll|i'd|we've|we'll)\b", _FLAGS)
_IN_PICTURE = re.compile(
    r"\bin\s+(?:the\s+|this\s+|that\s+)?(?:\w+\s+)?(?:photo|picture|image|shot|frame|scene)s?\b(?!\s+(?:panel|tab|menu|editor))|"
    r"\b(?:photo|picture|image|shot|frame|scene|clip)\s+\d",
    _FLAGS,
)
_ZH_PRESS = re.compile(
    rf"^{zh.PRESS}|^(?:轻)?点(?![心睛评赞亮缀题子数火燃头名菜歌阵到滴儿的了过、，。]|$)|^(?:在|对)[^，。我]{{1,14}}?(?:{zh.PRESS}|点右键|右键)|^(?:鼠标|光标)"
)
_ZH_KEYS = re.compile(rf"^(?:使用|用|通过)?(?:{zh.KEYS})")
_ZH_GO = re.compile(rf"^{zh.GO}[^。！？]*?{zh.THING}")
_ZH_MOVE = re.compile(
    rf"^(?:将|把)[^。！？]{{1,30}}?(?:拖|(?:移|放|滑|拉)(?:动)?(?:到|至|入|进)[^。！？]*(?:{zh.THING}|{zh.TIMELINE}|\d+:\d\d))|"
    rf"^(?:将|把)(?:鼠标|光标|播放头|滑块)"
)
_ZH_THERE = re.compile(
    rf"^(?:{zh.THING}|左侧|右侧|上方|下方|顶部|底部|左边|右边|{zh.TIMELINE})[^。！？]*?(?:{zh.PRESS}|{zh.KEYS}|预览|\s>\s)"
)
_ZH_TIMELINE = re.compile(
    rf"^(?:{zh.GO})?[^。！？]{{0,8}}?{zh.TIMELINE}[^。！？]{{0,12}}?(?:预览|查看|播放|拖|调整|编辑|移动|裁剪|看到|看看|看得|选中|检查|修改|观看|确认)|"
    rf"^(?:打开|预览|查看|进入|前往|切换到|回到|放大|缩放|双指缩放|看看|看一下|检查)[^。！？]{{0,6}}{zh.TIMELINE}"
)
_ZH_WEB = re.compile(
    r"^(?:刷新|重新加载|登录|清除(?:浏览器)?缓存)(?!率|后的)|^(?:访问|打开|复制|粘贴)[^。！？]{0,12}(?:链接|网址|浏览器|网站)"
)
_ZH_IN_NAMED = re.compile(
    rf"^(?:进入|打开|前往|切换到|回到|来到|点开?)[*]*{MASK}(?!风格|这首|照片|图片|主题)|"
    rf"^(?:在|到|从)[*]*{MASK}[*]*(?:里|中|内|下|页|处)?[^。！？]{{0,6}}?(?:找到|选|购买|下载|查看|修改|调|设置|切换|添加|充值|升级|更换|开启|关闭)"
)
_ZH_LETS_YOU = re.compile(
    "(?:手柄|滑块|滑杆|按钮|面板|菜单|旋钮|选项卡|工具栏|开关|图标|输入框)[^，。]{0,4}(?:可以?|能)(?!能)[^，。]{0,4}(?:调|修改|更改|拖|切换|设置|控制|打开|关闭|查看)|"
    "(?:对话框|面板|菜单|工具栏|界面|窗口|页面)(?:里|中|内|上)?(?:也|还)?有"
)
_ZH_AT_SIDE = re.compile(
    r"^在?(?:最)?(?:左侧|右侧|右边|左边|顶部|底部|上方|下方)[^。！？]{0,8}?(?:改|调|选|设|换|找到|编辑|查看|点|看到)"
)
_ZH_PREVIEW = re.compile(
    r"^(?:预览|试播|回放)(?!版|图|已|文件|视频已|渲染|是|为|时长)|^(?:从头|完整|重新|再次|再)?播放(?:视频|看看|一下|一遍|一次|全片|预览|即可|查看|效果)|^播放$"
)
_ZH_POPS = re.compile("(?:会|将)?(?:自动)?(?:弹出|跳出)[^。！？]*(?:窗|框|提示|对话|菜单|界面|页面)")


@dataclass(frozen=True, slots=True)
class Clause:
    """``rest``: what is left to read without its lead. ``urged``: somebody is addressed."""

    rest: str
    urged: bool


def read(text: str) -> Clause:
    """The clause without "please", "you can", marks of lists and of emphasis."""
    ahead = words.WHEN.match(text) or zh.WHEN.match(text)
    place = ahead.end() if ahead else 0
    while lead := words.LEAD.match(text, place) or zh.LEAD.match(text, place):
        place = lead.end()
    lead_text, rest = text[:place], text[place:].replace("**", "").replace("__", "").replace("[", "").rstrip()
    first, _, after = rest.partition(" ")
    if first.lower() in words.GERUND and lead_text.strip():
        rest = f"{words.GERUND[first.lower()]} {after}"
    return Clause(rest, bool(words.URGED.search(lead_text) or zh.URGED.search(lead_text)))


def is_step(text: str) -> bool:
    """Whether the clause tells somebody to do something on a screen."""
    if words.TELLS.search(text):
        return False
    clause = read(text)
    return _english(clause) or _about_things(text, clause) or _chinese(text, clause)


def _english(clause: Clause) -> bool:
    rest = clause.rest
    if _PRESS.search(rest) or _PRESS_ON.search(rest) or _PRESSING.search(rest) or _WEB.search(rest):
        return True
    if _LOOKS.search(rest) and _IN_PICTURE.search(rest):
        return False
    if _ACT.search(rest) and (_THING.search(rest) or _BY_PRESSING.search(rest)):
        return not re.match(
            r"(?:open|close)\s+(?:on|with|windows?|menus?)\b|(?:view|cut|look|pan|zoom|shot)s?\s+(?:from|of|over|onto|across)\b",
            rest,
            _FLAGS,
        )
    return any(
        rule.search(rest)
        for rule in (_NAMED, _SHORTCUT_FIRST, _LETS_YOU, _TIMELINE_ITSELF, _PREVIEW, _ACCOUNT, _BROWSER)
    ) or bool(_TO_CORNER.search(rest) and _CORNER.search(rest))


def _about_things(text: str, clause: Clause) -> bool:
    if _ONESELF.search(text) and not clause.urged:
        return False
    if clause.urged and (
        _BY_PRESSING.search(clause.rest) or (_YOU_SEE.search(clause.rest) and not _IN_PICTURE.search(text))
    ):
        return True
    if (
        clause.urged
        and _THROUGH.search(clause.rest)
        and not _IN_PICTURE.search(text)
        and not _LOOKS.search(clause.rest)
    ):
        return True
    if _THERE_IS.search(clause.rest) and not _IN_PICTURE.search(text):
        return True
    if _THING_SAYS.search(clause.rest) or _THING_SAYS.search(text.strip(" *")):
        return True
    passive = _PASSIVE.search(text)
    return bool(passive and (_BY_PRESSING.search(text, passive.end()) or _THROUGH.search(text, passive.end())))


def _chinese(text: str, clause: Clause) -> bool:
    rest = clause.rest
    if zh.DONE.search(text):
        return False
    if any(rule.search(rest) for rule in (_ZH_PRESS, _ZH_KEYS, _ZH_MOVE, _ZH_THERE, _ZH_TIMELINE, _ZH_WEB)):
        return True
    if zh.PICTURED.search(text):
        return False
    if any(rule.search(rest) for rule in (_ZH_GO, zh.NAMED, _ZH_POPS, _ZH_IN_NAMED, _ZH_LETS_YOU)) or zh.MAY.search(
        text
    ):
        return True
    return clause.urged and bool(_ZH_PREVIEW.search(rest) or _ZH_AT_SIDE.search(rest))


def is_continuation(text: str) -> bool:
    """Whether the clause, standing after a step, goes on with it as the next order."""
    if words.TELLS.search(text) or zh.DONE.search(text):
        return False
    return bool(words.CONTINUES.match(read(text).rest))


def is_coordinated(joint: str, text: str) -> bool:
    """Whether the clause goes on with the order before it: "double-click it and retype it"."""
    joined = joint.strip(" ,").lower() in ("and", "or", "then", "and then")
    return joined and not words.SUBJECT.match(text) and not words.TELLS.search(text)


def is_outcome(text: str) -> bool:
    """Whether the clause, standing after a step, says what comes of it: "and it will be saved"."""
    return bool(words.OUTCOME.match(text.strip())) and not words.TELLS.search(text)


def is_mere_lead(text: str) -> bool:
    """Whether the clause is nothing but "alternatively" or "then"."""
    return not re.search(r"\w", read(text).rest)


def is_urged(text: str) -> bool:
    """Whether the clause addresses somebody, and asks for no word back."""
    return read(text).urged and not words.TELLS.search(text)


def is_condition(text: str) -> bool:
    """Whether the clause only says when, or what for."""
    return bool(words.CONDITION.search(text.rstrip(" *"))) and not words.TELLS.search(text)


def is_purpose(text: str) -> bool:
    """Whether the clause says what the step before it is good for."""
    return bool(words.PURPOSE.match(text))


def is_preparation(text: str) -> bool:
    """Whether the clause leads up to a step: "select the clip", "in the left panel"."""
    if words.TELLS.search(text) or zh.DONE.search(text):
        return False
    rest = read(text).rest
    place = words.PLACE.match(text) or re.match(rf"^\W*(?:在|从|于)[^。！？]*{zh.THING}", text)
    return bool(words.PREPARATION.match(rest) or place)


def is_heading(text: str) -> bool:
    """Whether the line is a heading of steps: "To export:", "**Next steps**"."""
    marked = re.search(r"[:：]\W*$|^\W*\*\*[^*]+\*\*\W*$|^#{1,6}\s", text.strip())
    return bool(marked and words.HEADING.match(text))


def is_question(first: str, last: str) -> bool:
    """Whether a sentence of these clauses asks something, and not politely for a step."""
    asks = bool(re.search(r"[?？][\W_]*$|(?:吗|呢)[\W_]*$", last))
    return asks and not words.ASKED_POLITELY.search(first) and not words.ASKED_POLITELY.search(last)


def shares_subject(before: str, joint: str, text: str) -> bool:
    """Whether the clause only goes on with what somebody does: "the kids wave and tap the drum"."""
    bare = joint.strip().lower() in ("and", "then", "and then", "or") and read(text).rest == text.rstrip()
    return bare and not words.INVITES.match(read(before).rest)


def is_report(text: str, joint: str) -> bool:
    """Whether what follows is a list of what was done: "Done: …", "完成：…". Its verbs look like orders."""
    return joint.strip()[:1] in (":", "：") and bool(words.REPORT.fullmatch(text.strip()))


def is_addressed(text: str) -> bool:
    """Whether the piece speaks to the reader, or of pressing something."""
    return bool(words.ADDRESSED.search(text))
