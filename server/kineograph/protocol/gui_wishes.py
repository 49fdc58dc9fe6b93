"""What a GUI step was after, by its words: the vendor's skill texts translate steps into calls. Data for ``gui``."""

from __future__ import annotations

import re

WISHES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "export",
        re.compile(
            r"\b(?:export\w*|download\w*|sav(?:e|ing)|share|publish)\b|导出|下载|保存|分享|发布",
            re.IGNORECASE,
        ),
    ),
    (
        "credits",
        re.compile(
            r"\b(?:account|billing|subscription|subscribe|credits?|top\s+up|upgrade|pricing|balance|payment|buy|purchase|plans|usage)\b|"
            "账户|账号|账单|积分|充值|订阅|套餐|余额|付款|购买|使用记录|明细",
            re.IGNORECASE,
        ),
    ),
    (
        "upload",
        re.compile(
            r"\b(?:upload|uploading|import|add\s+(?:your\s+|more\s+)?(?:audio|media|photos|pictures|files)|(?:drag|drop)\b.{0,20}\b(?:extra|more|your)\s+"
            r"(?:pictures|photos|images|files|media))\b|上传|导入|添加(?:照片|图片|素材|音频|文件|更多)",
            re.IGNORECASE,
        ),
    ),
    (
        "edit",
        re.compile(
            r"\b(?:drag(?:ging)?\b(?!\s+the\s+playhead)|trim|sliders?|adjust|tweaks?|backspace|lock|styles?|rotate|fine-tune|changed?|changing|edit|delete|"
            r"remove|undo|redo|apply|rename|reorder|rearrang\w+|split|crop(?:ping)?\s+(?:it|the)|replace|resize|customi[sz]e|modify|swap|mute|"
            r"move|shorten|lengthen|typ(?:e|ing)|keyframe\s+editor|uncheck|untick|turn\s+o(?:n|ff)|speed|insert|retype|nudge|reposition|fonts?|different|bring\s+(?:\w+\s+)?back|restore|lower|raise)\b|"
            "(?<!进度条)拖(?!动播放头)|退格|样式|锁定|旋转|改成|角度|滑块|调整(?![前后])|调节|修改|编辑(?!器)|更改|删除|替换|撤销|应用|裁剪(?!效果)|分割|变速|重命名|移动|缩短|静音|关键帧|微调|更换|换成|换一种|恢复|字体|颜色|强度|输入",
            re.IGNORECASE,
        ),
    ),
    (
        "timeline",
        re.compile(
            r"\b(?:preview\w*|review|view|watch|play(?!\s+around)|playback|scrub)\b|预览|查看|观看|播放(?!器)|回放",
            re.IGNORECASE,
        ),
    ),
)
# an offer or a permission to export is content, and a wish all the same
OFFERED = re.compile(
    r"\b(?:shall\s+i|should\s+i|want\s+me\s+to|like\s+me\s+to|i\s+can|you\s+can|ready\s+to|feel\s+free\s+to)\b[^.?!\n]{0,30}"
    r"\bexport\b|(?:需要|可以|要不要|是否|帮您|为您)[^。？！\n]{0,12}导出",
    re.IGNORECASE,
)
