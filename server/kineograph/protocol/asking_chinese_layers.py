"""The Chinese sentences that ask for edits of texts, overlays, music and voices, and of how things fade."""

from __future__ import annotations

from kineograph.protocol.asking_chinese import ask, chosen, file, joined, moment, nth, percent, quoted, seconds, when
from kineograph.timeline import edits as e
from kineograph.timeline.vocabulary import (
    Ground,
    Mood,
    OverlayStyle,
    Place,
    SoundRole,
    TextEffect,
    TextRole,
)

_ROLES = {
    TextRole.TITLE: "标题", TextRole.CAPTION: "字幕", TextRole.LOWER_THIRD: "人名条", TextRole.CREDITS: "片尾字幕",
    TextRole.WATERMARK: "文字水印",
}  # fmt: skip
_PLACES = {
    Place.TOP_LEFT: "左上角", Place.TOP: "顶部", Place.TOP_RIGHT: "右上角", Place.LEFT: "左侧", Place.CENTER: "中间",
    Place.RIGHT: "右侧", Place.BOTTOM_LEFT: "左下角", Place.BOTTOM: "底部", Place.BOTTOM_RIGHT: "右下角",
}  # fmt: skip
_GROUNDS = {Ground.AUTO: "默认背景", Ground.NONE: "没有背景框", Ground.SHADOW: "带阴影", Ground.PLATE: "带背景框"}
_COMING = {
    TextEffect.NONE: "直接出现",
    TextEffect.FADE: "淡入",
    TextEffect.SLIDE: "滑入",
    TextEffect.TYPEWRITER: "逐字出现",
}
_GOING = {
    TextEffect.NONE: "直接消失",
    TextEffect.FADE: "淡出",
    TextEffect.SLIDE: "滑出",
    TextEffect.TYPEWRITER: "逐字消失",
}
_MOODS = {
    Mood.LOFI: "慵懒", Mood.UPBEAT: "欢快", Mood.CINEMATIC: "电影感", Mood.CALM: "舒缓", Mood.CORPORATE: "商务",
}  # fmt: skip
_UNFADED = {"in": "去掉视频开头的淡入", "out": "去掉视频结尾的淡出", "both": "去掉片头的淡入和片尾的淡出"}
_COLORS = {"#000000": "黑场", "#ffffff": "白场"}
_SOUNDS = {SoundRole.MUSIC: "音乐", SoundRole.VOICE: "旁白", SoundRole.EFFECT: "音效"}


@ask.register
def _(edit: e.AddText) -> str:
    return joined(
        [
            f"加{_ROLES[edit.role]}{quoted(edit.text)}",
            *_looks(edit),
            f"颜色{edit.color}" if edit.color != "#ffffff" else "",
            _GROUNDS[edit.ground] if edit.ground is not Ground.AUTO else "",
        ]
    )


def _looks(edit: e.AddText | e.EditText) -> list[str]:
    return [
        f"放在{_PLACES[edit.place]}" if edit.place is not None else "",
        when(edit.when) if edit.when is not None else "",
        f"字号{percent(edit.size)}" if edit.size is not None else "",
        _COMING[edit.enter] if edit.enter is not None else "",
        _GOING[edit.leave] if edit.leave is not None else "",
        f"不透明度{percent(edit.opacity)}" if edit.opacity is not None else "",
    ]


@ask.register
def _(edit: e.EditText) -> str:
    which = nth(edit.target, "文字")
    said = joined(
        [
            f"把{which}改成{quoted(edit.text)}" if edit.text is not None else "",
            *_looks(edit),
            f"颜色{edit.color}" if edit.color is not None else "",
            _GROUNDS[edit.ground] if edit.ground is not None else "",
            f"作为{_ROLES[edit.role]}" if edit.role is not None else "",
        ]
    )
    return said if edit.text is not None else f"让{which}{said}"


@ask.register
def _(edit: e.RemoveText) -> str:
    return f"删除{chosen(edit.target, '文字')}"


@ask.register
def _(edit: e.AddCaptions) -> str:
    usual = e.AddCaptions()
    how = joined(
        [
            f"放在{_PLACES[edit.place]}" if edit.place != usual.place else "",
            f"颜色{edit.color}" if edit.color != usual.color else "",
            f"字号{percent(edit.size)}" if edit.size != usual.size else "",
        ]
    )
    if edit.srt.strip():
        return f"加字幕{f'（{how}）' if how else ''}：\n{edit.srt.strip()}\n"
    lines = "、".join(quoted(line) for line in edit.lines if line.strip())
    return joined([f"加字幕{lines}", how])


@ask.register
def _(edit: e.AddOverlay) -> str:
    kind = "画中画" if edit.style is OverlayStyle.FRAMED else "叠加图"
    return joined(
        [
            f"加{kind}{file(edit.media)}",
            f"放在{_PLACES[edit.place]}",
            when(edit.when),
            f"宽度{percent(edit.size)}",
            f"不透明度{percent(edit.opacity)}" if edit.opacity != 1 else "",
        ]
    )


@ask.register
def _(edit: e.EditOverlay) -> str:
    which = nth(edit.target, "叠加图")
    said = joined(
        [
            f"把{which}换成{file(edit.media)}" if edit.media is not None else "",
            f"放在{_PLACES[edit.place]}" if edit.place is not None else "",
            when(edit.when) if edit.when is not None else "",
            f"宽度{percent(edit.size)}" if edit.size is not None else "",
            f"不透明度{percent(edit.opacity)}" if edit.opacity is not None else "",
            {None: "", OverlayStyle.FRAMED: "带边框", OverlayStyle.PLAIN: "无边框"}[edit.style],
        ]
    )
    return said if edit.media is not None else f"让{which}{said}"


@ask.register
def _(edit: e.RemoveOverlay) -> str:
    return f"删除{chosen(edit.target, '叠加图')}"


@ask.register
def _(edit: e.SetMusic) -> str:
    what = f"{file(edit.media)}作为背景音乐" if edit.media is not None else f"{_MOODS[edit.mood]}的背景音乐"
    return f"用{what}，音量{percent(edit.volume)}"


@ask.register
def _(_edit: e.RemoveMusic) -> str:
    return "去掉背景音乐"


@ask.register
def _(edit: e.AddSound) -> str:
    return joined(
        [
            f"从{moment(edit.at_ms)}开始加入音量{percent(edit.volume)}的{_SOUNDS[edit.role]}{file(edit.media)}",
            f"压低音乐{percent(edit.duck)}" if edit.duck != e.AddSound(edit.media).duck else "",
        ]
    )


@ask.register
def _(edit: e.RemoveSound) -> str:
    return f"去掉{'旁白和音效' if edit.role is None else '所有' + _SOUNDS[edit.role]}"


@ask.register
def _(edit: e.SetVolume) -> str:
    what = {"music": "背景音乐", "voice": "旁白", "effect": "音效"}.get(edit.of, f"{chosen(edit.target)}的原声")
    if not edit.relative:
        return f"{what}的音量设为{percent(edit.level)}"
    return f"{what}的音量{'提高' if edit.level >= 0 else '降低'}{percent(abs(edit.level))}"


@ask.register
def _(edit: e.SetFade) -> str:
    length = seconds(edit.duration_ms)
    if edit.of == "video":
        if not edit.duration_ms:
            return _UNFADED[edit.edge]
        color = _COLORS.get(edit.color, edit.color)
        through = {"in": f"开头从{color}淡入", "out": f"结尾淡出到{color}", "both": f"首尾淡入淡出，颜色{edit.color}"}
        return f"视频{through[edit.edge]}，时长{length}"
    what = "音乐" if edit.of == "music" else chosen(edit.target, "文字")
    how = {"in": "淡入", "out": "淡出", "both": "淡入和淡出"}[edit.edge]
    return f"{what}{how}{length}" if edit.duration_ms else f"取消{what}的{how}"
