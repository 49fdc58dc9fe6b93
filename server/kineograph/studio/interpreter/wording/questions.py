"""What is asked back, English and Chinese, by code, and what can be said in answer. Filled as the phrases are."""

from __future__ import annotations

from collections.abc import Mapping

from kineograph.studio.interpreter.wording.phrases import Phrases

QUESTIONS: Phrases = {
    "no_media": (
        "Which pictures should I use? Upload them first, then say this again.",
        "要用哪些图片？请先上传，再说一遍。",
    ),
    "nothing_yet": (
        "Shall I make a video first? Upload pictures and say “make a video”.",
        "要先做一个视频吗？请上传图片并说“做一个视频”。",
    ),
    "conditional": ("Shall I do it? Then say it without the condition.", "要我照做吗？请去掉条件再说一遍。"),
    "which_state": (
        "Shall I go back step by step (say “undo”, or “undo the last 3 changes”), or how should it be?",
        "要一步步撤销吗（请说“撤销”或“撤销最后3步”）？或者请说要改成什么样。",
    ),
    "which_clip": ("Which one do you mean, by number?", "您指的是第几个？"),
    "nothing_new": ("Which new picture should I add? Upload it first.", "要添加哪张新图片？请先上传。"),
    "no_words": ('What should the text read? For example: add the title "Summer".', "文字写什么？例如：加标题“夏天”。"),
    "each_or_total": (
        "Should each picture last that long (say “each”) or the whole video (say “in total”)?",
        "是每张图片这么长（请说“每张”），还是整个视频（请说“总共”）？",
    ),
    "out_of_range": ("Which one do you mean, from 1 to {2}?", "您指的是第几个（1到{2}）？"),
    "no_half": ("Which ones do you mean, by number?", "您指的是哪几个？"),
    "no_middle": ("Which one do you mean, by number?", "您指的是第几个？"),
    "no_such_file": (
        "Which file do you mean? Name it by number or by its full name.",
        "您指的是哪个文件？请用序号或完整文件名。",
    ),
    "swap_two": ("Which two should I swap, by number?", "要交换哪两个？请用序号。"),
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
    "no_sound": ("Which song? Upload it first, or shall I use lo-fi music?", "用哪首歌？请先上传，或者用 lo-fi 音乐？"),
    "lines_count": (
        "Which picture gets which line? Give a line for each picture, or say “for photos 1 to 3”.",
        "哪一句配哪一张？请给每张图片一句，或者说“前三张”。",
    ),
    "no_logo": ("Which picture? Upload it first, or name its file.", "用哪张图片？请先上传，或者说出文件名。"),
    "no_mark": (
        'What should the watermark read? For example: add the watermark "Ana". Or upload a logo.',
        "水印写什么？例如：加水印“小安”。也可以上传标志图片。",
    ),
    "no_inset": (
        "Which picture should lie over the video? Name its file or its number.",
        "要叠加哪张图片？请说出文件名或序号。",
    ),
    "no_effect": ("Which sound effect? Upload it first.", "用哪个音效？请先上传。"),
    "which_music": (
        "Which music instead? Lo-fi, upbeat, cinematic, calm or corporate, or upload a song.",
        "换成什么音乐？慵懒、欢快、电影感、舒缓或商务，也可以上传一首歌。",
    ),
    "no_text": ('What should the text read? For example: add the title "Summer".', "文字写什么？例如：加标题“夏天”。"),
    "not_understood": (
        "What do you mean by “{0}”? Say it in other words, or leave it out.",
        "“{0}”是什么意思？请换个说法，或者去掉它。",
    ),
    "which_stretch": (
        "Which part? For example: “remove the first 3 seconds”, “keep only 0:05–0:10 of the clip”.",
        "哪一段？例如：“剪掉前3秒”、“只保留第5秒到第10秒”。",
    ),
    "which_end": (
        "Where should {0} go: at the start, at the end, or from when to when?",
        "{0}从哪里剪掉：开头、结尾，还是从几秒到几秒？",
    ),
    "cut_or_keep": (
        "Should that part go (say “cut out”) or be all that is left (say “keep only”)?",
        "是剪掉这一段（请说“剪掉”），还是只保留这一段（请说“只保留”）？",
    ),
    "which_moment": (
        "At which moment? For example: “split the clip at 4 seconds”.",
        "在哪个时间？例如：“在第4秒处切开”。",
    ),
    "which_length": ("How long exactly? For example: “4 seconds each”.", "具体多长？例如：“每张4秒”。"),
    "seamless_one": (
        "Shall it run back to the start (say “boomerang”), or play several times (say “loop it 3 times”)?",
        "要来回播放（请说“来回播放”），还是重复几遍（请说“重复3遍”）？",
    ),
    "unclear": (
        'What should I change? For example: “3 seconds each”, “add the title "Summer"”, “zoom in”.',
        "要改什么？例如：“每张3秒”、“加标题‘夏天’”、“放大”。",
    ),
}


OPTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nothing_yet": (("make a video",), ("做一个视频",)),
    "conditional": (("{0}",), ("{0}",)),
    "each_or_total": (("{0} seconds each", "{0} seconds in total"), ("每张{0}秒", "总共{0}秒")),
    "no_sound": (
        ("add lo-fi music", "add upbeat music", "add calm music"),
        ("加慵懒的音乐", "加欢快的音乐", "加舒缓的音乐"),
    ),
    "which_music": (
        (
            "change the music to upbeat",
            "change the music to calm",
            "change the music to cinematic",
            "change the music to lo-fi",
        ),
        ("音乐换成欢快的", "音乐换成舒缓的", "音乐换成电影感的", "音乐换成慵懒的"),
    ),
    "unclear": (("3 seconds each", "zoom in slowly", "add upbeat music"), ("每张3秒", "缓慢放大", "加欢快的音乐")),
}
"""What can be said in answer to a question, word for word; the first is what is usually meant."""
