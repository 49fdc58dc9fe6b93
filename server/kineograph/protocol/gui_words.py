"""The words of screens, as tables: verbs that tell somebody to act, things that only a screen has. Data for ``gui``."""

from __future__ import annotations

import re

from kineograph.protocol.quotes import MASK

SENTENCE = re.compile(
    r"(?:\s*\d{1,2}[.)]\s+)?(?:[^.!?。！？\n]|[.!?](?![\s)\]]|$))*(?:[.!?。！？]+|\n+|$)\s*", re.DOTALL
)
END = re.compile(r"[.!?。！？…]+$")
SUBSTANCE = re.compile(r"[^\W_]{2,}|[\u3040-\u9fff]|\ue000")
DANGLING = re.compile(
    r"^(?:and|or|but|so|then|also|otherwise,|或者|或|并且|并|然后|也|再)\s*(?:then\s+)?[,，]?\s*", re.IGNORECASE
)


def _any(words: str) -> str:
    """A pattern for any of the words, one a comma; blanks match any white space."""
    return "(?:" + "|".join(re.sub(r"\s+", r"\\s+", word.strip()) for word in words.split(",")) + ")"


_ACT = "(?:(?:right|double|long)[- ])?" + _any(
    "click,tap,press,hit,"
    "select,choose,pick,open,close,go (?:back )?to,head (?:over )?to,navigate to,switch to,drag,"
    "drop,drag and drop,scroll,hover,use,find,see,check(?: out)?,preview,view,watch,review,look at,look in,"
    "look for,visit,expand,toggle,play it,adjust,access,locate,export,download,save,upload,manage,top up"
)
_PRESS = r"(?:(?:right|double)[- ])?(?:click|tap|press|hit|drag|drop)"
_THING = _any(
    "buttons?,panels?,tabs?,menus?,toolbars?,sidebars?,side bars?,icons?,drop-?downs?,dialogs?,pop-?ups?,windows?,"
    "check ?box(?:es)?,sliders?,playhead,inspector,media library,asset library,screen,web ?page,settings page,"
    "workspace,editor,dashboard,account (?:settings|page),billing(?: page)?,"
    "(?:top|bottom|upper|lower)[- ](?:right|left)(?: corner)? of (?:the|your) (?:screen|page|editor)"
)
_TIMELINE = r"(?:in|on|from|using|via|with)\s+(?:the|your)\s+timeline|timeline\s+(?:panel|view|editor)|in\s+timeline"
_URGE = _any("feel free to,be sure to,make sure to,remember to,don't forget to,try to,all you need to do is")
_MODAL = _any("can,could,may,might,will,should,need to,have to,want to")
_BY_THE_WAY = _any("now,also,then,always,simply,just,either,be able to,need to,want to")
_FIRST = _any("please,now,then,next,just,simply,also,first,finally,alternatively,and,or,but,so,again,otherwise")
_LEAD = (
    rf"(?:{_FIRST}[,\s]+|{_URGE}\s+|you(?:'ll|\s+{_MODAL})(?:\s+{_BY_THE_WAY})*\s+|"
    r"(?:if|when|once|whenever|after|before|in\s+order\s+to|to)\s+[^,;:]{1,80}[,:]\s*|"
    r"(?:step\s+)?\d{1,2}[.):]\s*|[-*•]\s+)*"
)

_ZH_PRESS = "点击|单击|双击|右键|点按|轻点|按下|点选|拖拽|拖动|拖放|拖到|点一下|点开"
_ZH_ACT = rf"{_ZH_PRESS}|选择|选中|打开|进入|前往|切换到|切换至|查看|预览|使用|在|到|去|通过|从"
_ZH_THING = (
    "按钮|面板|菜单|选项卡|标签页|工具栏|侧边栏|侧栏|图标|下拉|对话框|弹窗|窗口|界面|页面|右上角|左上角|右下角|左下角|滑块|素材库|"
    "编辑器|工作区|账户设置|播放头|设置页"
)
_ZH_TIMELINE = "(?:在|到|从)?时间(?:线|轴)(?:面板|中|里|上|区域)?"
_ZH_LEAD = (
    "(?:请|您|你|可以|可|现在|然后|接着|之后|再|就|也|还|只需|需要|直接|先|随时|或者|或|并|"
    r"(?:如果|若)[^，,]{1,40}[，,]|[要想][^，,]{1,20}[，,]|\s)*"
)

_STEPS = (
    # an order to do something with a thing that only a screen has
    re.compile(rf"^{_LEAD}{_ACT}\b[^.!?]*\b{_THING}\b", re.IGNORECASE),
    # "click Export", "tap “Save”", "press the Export"
    re.compile(rf"^{_LEAD}{_PRESS}\s+(?:on\s+)?(?:the\s+)?(?:{MASK}|\*\*|(?-i:[A-Z])[\w ]*)", re.IGNORECASE),
    re.compile(
        rf"^{_LEAD}{_PRESS}\s+(?:on\s+|and\s+drop\s+)?(?:the|your|any|a|it|this|export|here|save|download|play|pause)\b",
        re.IGNORECASE,
    ),
    # "preview it in the timeline"
    re.compile(rf"^{_LEAD}(?:{_ACT}|edit|trim|move|change)\b[^.!?]*\b(?:{_TIMELINE})", re.IGNORECASE),
    # "the Export button is at the top right"
    re.compile(
        rf"^{_LEAD}(?:the\s+)?(?:{MASK}|\w+(?:\s\w+)?)\s+(?:buttons?|panels?|tabs?|menus?|icons?)\s+"
        r"(?:is|are|can|will|lets|allows|in|at|on)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"^{_LEAD}(?:check|see|visit|manage)\s+(?:your\s+)?(?:account|billing|subscription)\b", re.IGNORECASE),
    re.compile(rf"^{_ZH_LEAD}(?:将|把)?[^。！？，]{{0,12}}(?:拖拽|拖动|拖放|拖到)"),
    re.compile(rf"^{_ZH_LEAD}(?:{_ZH_PRESS})"),
    re.compile(rf"^{_ZH_LEAD}(?:{_ZH_ACT})[^。！？]*(?:{_ZH_THING})"),
    re.compile(
        rf"^{_ZH_LEAD}(?:在|到|去|从|进入|前往|打开|查看)?{_ZH_TIMELINE}[^。！？]{{0,6}}(?:预览|查看|播放|拖|调整|编辑)"
    ),
    re.compile(rf"^{_ZH_LEAD}(?:打开|预览|查看|进入|前往)[^。！？]{{0,6}}{_ZH_TIMELINE}"),
    re.compile(r"^(?:(?:the\s+)?export\s+button|导出按钮)", re.IGNORECASE),
)
# "I clicked the button for you", "The Export button was pressed": done, not asked for
_DONE = re.compile(
    r"^(?:i|i've|i'll|we|we've|it|your|this|there|the\s+(?:video|clip|title|music|photo|timeline|transition)s?)\b"
    r"(?!.*\byou\s+can\b)|^(?:我|已|已经|视频|标题|音乐)(?!.{0,6}(?:可以|请))",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^(?:then\s+|and\s+)?"
    + _any(
        "choose,select,pick,release,drop,adjust,set,confirm,save,download,export,enter,type,wait,drag,click,preview,view,"
        "play,share,find"
    )
    + r"\b|^(?:然后|再|并)?(?:选择|松开|调整|设置|确认|保存|下载|导出|输入|预览|查看|播放|分享)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"^(?:if|when|once|whenever|after|before|unless|to|in\s+order\s+to|as\s+soon\s+as)\b|"
    r"^(?:如果|若|当|想要|要|等|以便|即可|就可以|就能|来)",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"^(?:to|in\s+order\s+to)\b|^(?:以便|即可|就可以|就能|来)", re.IGNORECASE)
PREPARATION = re.compile(
    rf"^{_LEAD}(?:select|choose|pick|highlight)\s+(?:the|a|an|any|your|that|this)\b|^{_ZH_LEAD}(?:选择|选中)",
    re.IGNORECASE,
)

_NEXT = _any(
    "please,simply,just,you can,you could,you may,you'll,you will,"
    "feel free,otherwise,(?:right-|double-)?click,tap,"
    "press,hit,open,go to,head,navigate,switch,drag,drop,preview,check,select,choose,export,download,save,view,"
    "use,visit,release,review,find,adjust,i,i've,i'll,the,it,your,we,let,tell,there,this"
)
_AND = r"(?:and|or|but|so|then)"
JOINT = re.compile(
    rf"(\s*[,;]\s*{_AND}\s+(?:then\s+)?(?={_NEXT}\b)|\s*[,;]\s*(?:then\s+)?|"
    rf"\s+{_AND}\s+(?:then\s+)?(?={_NEXT}\b)|"
    r"\s+(?=to\s+(?:export|save|download|see|preview|view|get|change|check|adjust|edit|share|render)\b)|"
    r"\s*[—–]\s*|\s-\s|:\s+|\s*[，；、：]\s*|(?=(?:然后|或者|并且|之后|即可)))",
    re.IGNORECASE,
)

WISHES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("export", re.compile(r"\b(?:export|download|save|render|share)\b|导出|下载|保存|分享", re.IGNORECASE)),
    (
        "credits",
        re.compile(
            r"\b(?:account|billing|subscription|credits?|top\s+up|upgrade)\b|账户|账单|积分|充值|订阅", re.IGNORECASE
        ),
    ),
    ("upload", re.compile(r"\b(?:upload|import)\b|上传|导入", re.IGNORECASE)),
    ("edit", re.compile(r"\b(?:drag|drop|trim|slider|adjust)\b|拖|滑块|调整", re.IGNORECASE)),
    (
        "timeline",
        re.compile(
            r"\b(?:timeline|preview|panel|track|view|open)\b|时间线|时间轴|预览|面板|轨道|打开|查看", re.IGNORECASE
        ),
    ),
)


def is_step(clause: str) -> bool:
    """Whether the clause tells somebody to do something on a screen."""
    text = clause.strip()
    return not _DONE.match(text) and any(step.search(text) for step in _STEPS)


def is_continuation(clause: str) -> bool:
    """Whether the clause, standing after a step, goes on with it."""
    return bool(_CONTINUES.match(clause.strip()))
