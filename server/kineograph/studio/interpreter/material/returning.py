"""Chinese words that take back what the instruction before did: 算了，还是留着, 把标题加回来, 删错了，回来, 还是别亮了,
还是原来的好, 刚才那个不要，撤了. They are read as the step back, and only where it was the last thing that was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene

_RESTORING = ("恢复", "还原", "恢复吧", "恢复一下", "恢复回来")
_LEAD = r"(?:算了|不对|不行|等等|等一下|哎呀|哎|哦|啊|嗯|唔|咦|诶|那|好吧|呃|不|我)*"
_TAIL = r"(?:吧|了|啊|呢|好了|哈|的|嘛|呀)*"
_WRONG = (
    r"(?:(?:[删弄改搞点说加放换调]错|过头?|太[快慢亮暗大小长短响吵轻浓淡强弱多少]|多|不好看|不喜欢|不好听|不合适|不对劲"
    r"|没必要|难看|难听|丑)了?)"
)
_EARLIER = r"(?:原来|原先|之前|刚才|刚刚|先前|以前|上一版)"
_STEP = re.compile(
    rf"{_LEAD}{_WRONG}?{_LEAD}(?:"
    rf"(?:刚才|刚刚)(?:的|那个|那步|那一步|那下)?(?:操作|修改|改动)?"
    rf"(?:不要|不算|撤掉|撤销|撤|作废|别要|不作数)了?(?:撤(?:掉|销|回)?了?)?"
    rf"|撤(?:掉|销|回)?了?(?:它)?|(?:当|就当|算)我?没说|退回(?:去|来|到)?(?:一步|{_EARLIER}(?:的|那样|那步|的样子)?)?"
    rf"|回(?:去|退|到)(?:一步|上一步|{_EARLIER}(?:的|那样|的样子)?)"
    rf"){_TAIL}(?:撤(?:掉|销|回)?了?|退回去?|还原|恢复)?{_TAIL}"
)
"""The step back by its own name."""
_AS_BEFORE = re.compile(
    rf"{_LEAD}{_WRONG}?{_LEAD}(?:"
    rf"还是(?:要|用|留|变|改|换|调)?(?:回)?{_EARLIER}(?:的|那样|那个|那首|那版|那种)(?:比较|更)?(?:好看|好听|好|行)?"
    rf"|(?:用|换|改|变|调)回(?:到)?{_EARLIER}(?:的|那样|那个|那首|那版|那种|的样子)?"
    rf"|还是要|(?:恢复|还原)(?:它|刚才的)?|(?:弄|变|改|换|调|放|加|要|拿)?回来|(?:弄|变|改|换|调|放|加|要|拿)回去"
    rf"){_TAIL}(?:撤(?:掉|销|回)?了?|退回去?|还原|恢复|换回来|改回来)?{_TAIL}"
)
"""As it was before the last thing that was done."""
_SPARED = re.compile(
    r"(?:算了|不|不对|等等|哦|啊|那|嗯)*(?:我)?(?:还是)?(?:先)?(?:把它)?(?:留着|留下|保留|不删|别删|不用删|不去掉|别去掉|留)(?:它)?(?:了|吧|好了)*"
)
_KEPT = re.compile(
    rf"{_LEAD}(?:把|将)?(?:(?P<what>.{{1,8}}?)(?:给我|也|再)?"
    rf"(?:(?:还是|先)*(?:恢复|还原|[加放要弄找拿贴补换变调捡配]回[来去]?)|(?:还是|先|仍然?)+(?:要|留着|留下|保留|留|需要|用))"
    rf"|(?:还是)?(?:恢复|还原|找回|加回|放回|要回)(?P<that>.{{1,8}}?)){_TAIL}"
)
_NOT_SO = re.compile(
    r"(?:算了|不行|哎呀|哎|嗯|那)*(?P<rather>还是)?(?:先)?(?:别|不要|不用|不)(?P<what>[^要动用行]{1,3}?)(?:了|吧)+"
)
_TAKING = re.compile(r"删|去掉|不要|撤|拿掉|移除|去除|清除|别要|关掉|关了|取消")
"""What was taken away a moment ago, and is to stay after all: "算了，还是留着"."""
_IT = ("它", "这个", "那个", "这张", "那张", "刚才那个", "刚才那张", "刚删的", "删掉的", "删的那张", "刚删的那张")
_SEVERAL = re.compile("[,，。、;；和跟与]|还有|都")
_FEW = 5
"""Words around 恢复: "算了，还是恢复吧"."""
_LONGEST = 24
"""Characters that words for a step back have at most."""
_TURN = "\n\n"

_TAKEN = re.compile(r"\b(?:remove|delete|get rid|take out|drop|kill|lose|scrap|cut)\b", re.IGNORECASE)
_RETURNING = ("bring it back", "put it back", "bring that back")


def restored(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The step back where the words ask for it and for nothing else."""
    words = "".join(token.text for token in tokens if token.kind not in ("break", "polite"))
    if 0 < len(words) <= _LONGEST and is_han(words[0]) and _takes_back(words, scene):
        whole = replace(tokens[0], kind="verb", value="undo", end=tokens[-1].end, text=words, places=(), amount=0.0)
        return (whole,)
    if scene.focus.undone and _TAKEN.search(scene.focus.said.rpartition(_TURN)[2]):
        # what was taken away is back already: no step goes further
        tokens = [replace(token, kind="unknown") if token.text.lower() in _RETURNING else token for token in tokens]
    said = [token for token in tokens if token.kind not in LIGHT | {"break", "correction", "neg"}]
    known = scene.focus.undone or bool(scene.focus.said)
    if not known or len(said) != 1 or said[0].text not in _RESTORING or len(tokens) > _FEW:
        return _without_verdict(tokens, scene)
    step = replace(said[0], kind="verb", value="redo" if scene.focus.undone else "undo")
    return tuple(step if token is said[0] else replace(token, kind="function") for token in tokens)


def _takes_back(words: str, scene: Scene) -> bool:
    if _STEP.fullmatch(words):
        return True
    last = scene.focus.said.rpartition(_TURN)[2]
    if not last or scene.focus.undone:
        return False
    if words not in _RESTORING and _AS_BEFORE.fullmatch(words):
        return True
    taken = _TAKING.search(last) is not None
    if taken and _SPARED.fullmatch(words):
        return True
    kept = _KEPT.fullmatch(words) if taken and not _SEVERAL.search(last) else None
    if kept is not None and _is_in(kept["what"] or kept["that"], last):
        return True
    denied = _NOT_SO.fullmatch(words) if not taken else None
    return denied is not None and (denied["rather"] is not None or words.startswith("算了")) and denied["what"] in last


def _is_in(what: str, last: str) -> bool:
    """Whether that is what was taken away: 第五张, 标题, 那张."""
    return what in _IT or what.removesuffix("还是") in last


def _without_verdict(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """ "不要了，恢复原来的颜色": why it is to be as it was, which is said next."""
    stop = next((index for index, token in enumerate(tokens) if token.kind == "break" and token.text in ",，"), 0)
    before = "".join(token.text for token in tokens[:stop] if token.kind != "break")
    after = "".join(token.text for token in tokens[stop + 1 :])
    verdict = re.fullmatch(rf"{_LEAD}(?:不要|{_WRONG}){_TAIL}", before) if stop else None
    if verdict is None or not scene.focus.said or not re.match(r"(?:还是)?(?:恢复|还原|[换改变调用]回|撤|退)", after):
        return tuple(tokens)
    return (*(replace(token, kind="function", value="function") for token in tokens[:stop]), *tokens[stop:])
