"""What is said of moves, transitions, fades and the order of clips, English and Chinese, by code."""

from __future__ import annotations

HELD: dict[str, tuple[str, str]] = {
    "bad_strength": ("a move magnifies or travels by up to 50 %", "运镜的幅度最大50%"),
    "no_such_transition": ("there is no such transition", "没有这样的转场"),
    "which_transition": ("it does not say which transition instead", "没有说换成哪种转场"),
    "no_dates": ("no picture says when it was taken", "这些照片都没有拍摄时间"),
    "sort_by": ("it does not say by what to sort", "没有说按什么排序"),
    "no_replacement": ("it does not say which picture should come instead", "没有说换成哪张图片"),
    "which_upload": ("several uploads are new ({0})", "新上传的不止一个（{0}）"),
    "replace_which": ("it does not say which clip should be replaced", "没有说要替换哪一个"),
    "replace_or_swap": (
        "number {0} is in the video already: it could change places, or come twice",
        "第{0}个已经在视频里：可以是交换位置，也可以是出现两次",
    ),
}

REMARKS: dict[str, tuple[str, str]] = {
    "no_fade": ("the video begins and ends plainly already", "视频的开头和结尾本来就没有淡入淡出"),
    "rest_follows": ("the other clips follow in the order they had", "其余片段按原来的顺序排在后面"),
    "at_the_edge": ("clip {0} cannot go any further", "第{0}个已经在最边上了"),
}

QUESTIONS: dict[str, tuple[str, str]] = {
    "which_transition": (
        "Which instead? Crossfade, slide, push, wipe, circle, zoom, blur, through black or white, or plain cuts.",
        "换成哪种？交叉淡化、滑动、推移、擦除、圆形、缩放、模糊、黑场、白场，或者直接切换。",
    ),
    "no_dates": ("Sort by name instead, or name the order by number?", "改按文件名排，还是用序号说出顺序？"),
    "sort_by": (
        "Sort by name, by the date taken, or in the order of upload?",
        "按文件名、按拍摄时间，还是按上传顺序？",
    ),
    "no_replacement": (
        "Which picture should come instead? Name an upload, or upload it first.",
        "换成哪张？请说出上传的文件名，或者先上传。",
    ),
    "which_upload": ("Which of the new uploads: {0}?", "用哪一个：{0}？"),
    "replace_which": ("Which clip should it replace, by number?", "要替换第几个？"),
    "replace_or_swap": (
        "Should the two change places (say “swap”), or should another upload come? Name it.",
        "是两个交换位置（请说“交换”），还是换成另一个上传的文件？请说出文件名。",
    ),
}
