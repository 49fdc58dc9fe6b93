"""Whether the same words, said twice, ask for something twice. In English and Chinese.

"Undo", "a bit longer" and "remove the last one" mean more each time; "make a video from these" does not. Where nothing
changed in between, only the first kind is worth sending (and paying) again. In doubt it is: a wish is never dropped.
"""

from __future__ import annotations

import re

from kineograph.protocol.quotes import set_aside

_MORE = re.compile(
    r"\b(?:undo|redo|revert|again|once\s+more|more|less|further|another|extra|next|previous|back|additional|continue|"
    r"remove|delete|drop|discard|cut|trim|crop|split|insert|duplicate|copy|repeat|swap|switch|move|shift|rotate|turn\s+it|"
    r"flip|mirror|reverse|shuffle|toggle|random(?:ly|i[sz]e)?|increase|decrease|reduce|raise|lower|boost|extend|shorten|"
    r"lengthen|speed\s+(?:it\s+)?up|slow\s+(?:it\s+)?down|zoom|brighten|darken|sharpen|soften|enlarge|shrink|"
    r"too|bit|little|slightly|much|last|first|(?:long|short|fast|quick|slow|loud|quiet|soft|bright|dark|warm|cool|cold|"
    r"big|bigg|small|larg|high|low|wid|narrow|clos|clear|smooth|bold|bett|calm|happi|sadd|earli|lat)(?:er|r))\b|"
    r"[+-]\s?\d|%|"
    r"撤销|撤回|重做|恢复|再|又|更|多|少|一点|点儿|些|继续|下一|上一|另|其他|额外|删|去掉|移除|去除|剪|裁|拆|插入|复制|重复|交换|"
    r"对调|换位|移|旋转|翻转|镜像|倒放|打乱|随机|提高|提升|增|减|降|加快|加速|加大|加强|放慢|延长|缩短|调大|调小|调高|调低|调亮|"
    r"调暗|放大|缩小|太|略|稍|最后|第一",
    re.IGNORECASE,
)


def means_more_each_time(instruction: str) -> bool:
    """Whether the instruction, given again, asks for more. Never raises; quoted words do not count."""
    return bool(_MORE.search(set_aside(instruction).text))
