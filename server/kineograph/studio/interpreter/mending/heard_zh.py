"""Chinese words about what is heard, set right before the sentence is parted: the use of a file, the background that is
music, from what to what a volume goes, the song that plays. Stretch by stretch (what stands between two stops).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

LAID = ("title", "text", "caption", "lower_third", "credits", "watermark")
SEEN = ("picture", "clip", "video", "transition", "motion", "logo", "overlay", "inset", "duration")
HEARD = ("voice", "sound", "narration", "effect", "music", "volume")
_USES = ("music", "narration", "effect", "logo", "watermark", "inset", "overlay", "title", "caption", "voice")
_SONGS = (".mp3", ".wav", ".m4a", ".aac")
_SOUNDING = ("念", "进", "起", "播", "放", "响", "切入", "进来", "读", "说", "开口", "入", "念起", "开讲", "讲")
_AS_GROUND = ("当", "做", "作", "为", "当作", "作为", "当成", "做成", "垫", "打", "铺", "衬", "当做")
_AS = ("作", "做", "充当", "用作", "当做", "做为", "来当", "来做", "来作", "设为", "设成", "弄成", "改成")
_THERE = ("起", "处", "那里", "那儿", "的地方", "的位置", "开始", "的时候", "位置")
_GROWN = {"放大": "louder", "缩小": "quieter", "大一点": "louder_bit", "小一点": "quieter_bit"}
_SONG = ("这首", "那首", "这一首", "那一首")
_MOST = ("最大", "最响", "最高", "满格", "最大声")
_GOALS = ("到", "成", "至", "为")
_RAISED = ("提到", "拉到", "涨到", "推到", "开到")


def as_kind(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def speaks_of(part: Sequence[Token], *nouns: str) -> bool:
    return any(token.is_a("noun", *nouns) for token in part)


@when(*_AS, *_THERE)
def _with_uses(part: list[Token]) -> list[Token]:
    """ "song.mp3 作配乐", "当旁白": what the file is to be. "在5秒处", "从第2秒起": the moment itself."""
    for index, token in enumerate(part[:-1] if part else ()):
        following = part[index + 1]
        if token.text in _AS and token.kind == "unknown" and following.is_a("noun", *_USES):
            part[index] = as_kind(token, "function")
    for index, token in enumerate(part[1:], 1):
        timed = part[index - 1].kind in ("clock", "duration")
        moment = timed and token.text in _THERE and token.kind in ("unknown", "noun", "edge", "function")
        if moment and token.text not in ("起", "处"):
            part[index] = as_kind(token, "function")
        elif moment and token.kind == "unknown":
            part[index] = as_kind(token, "function", token.text)
    return part


@when(*_SOUNDING, "last")
def _with_starts(part: list[Token]) -> list[Token]:
    """ "voice.mp3 从第2秒开始念", "从 1 秒进": that it is heard."""
    heard = speaks_of(part, "narration", "effect", "voice") or any(
        token.kind == "name" and token.value.endswith(_SONGS) for token in part
    )
    bare = any(token.kind == "clock" for token in part) and all(
        token.kind in ("clock", "function", "prep") or token.text in ("响", "响起") for token in part
    )
    for index, token in enumerate(part):
        if bare and token.kind == "unknown":  # “加个音效，第六秒响”
            part[index] = as_kind(token, "verb", "add")
        if heard and index and token.text in _SOUNDING and token.kind in ("unknown", "contentmotion", "unsupported"):
            part[index] = as_kind(token, "function")
        timed = any(other.kind == "clock" for other in part[:index])
        if heard and timed and token.is_a("verb", "last") and token.text.startswith("播"):
            part[index] = as_kind(token, "function")
    return part


@when("背景", "底", "衬底", "垫底", "打底", "铺底", "做底", "当底", "做背景", "当背景", "作背景")
def _with_backgrounds(part: list[Token]) -> list[Token]:
    """ "背景放 lo-fi 音乐", "背景配上轻音乐": music, and nothing behind a picture."""
    heard = speaks_of(part, "music") or any(token.kind in ("mood", "own") for token in part)
    song = any(token.kind == "name" and token.value.endswith(_SONGS) for token in part)
    for index, token in enumerate(part[1:], 1):
        used = token.text in ("背景", "底", "衬底") and part[index - 1].text in _AS_GROUND
        used = used or token.text in ("垫底", "打底", "铺底", "衬底", "做底", "当底", "做背景", "当背景", "作背景")
        if used and (heard or song):
            part[index] = (
                as_kind(token, "function") if speaks_of(part, "music") or heard else as_kind(token, "noun", "music")
            )
            if part[index - 1].text in ("垫", "打", "铺", "衬", "做", "当", "作"):
                part[index - 1] = as_kind(part[index - 1], "function")
    for index, token in enumerate(part[:-1]):
        grounded = token.text == "背景" and token.kind in ("backdrop", "function", "unknown")
        if grounded and heard and (part[index + 1].is_a("verb", "add", "use", "show", "move", "change")):
            part[index] = as_kind(token, "function")
    return part


@when("percent", "停", *HEARD)
def _with_ways(part: list[Token]) -> list[Token]:
    """ "音乐从三成五提到五成": only what it goes to counts. "把人声放大一点": louder."""
    heard = speaks_of(part, *HEARD) and not speaks_of(part, *SEEN, *LAID)
    shares = [index for index, token in enumerate(part) if token.kind == "percent"]
    if len(shares) == 2 and shares[0] and part[shares[0] - 1].is_a("prep", "from"):
        for index in (shares[0] - 1, shares[0]):
            part[index] = as_kind(part[index], "function")
    last = next((token for token in reversed(part) if token.kind not in ("function", "polite")), None)
    if heard and last is not None and last.text == "停" and part[-1] is not last and speaks_of(part, "music"):
        part[part.index(last)] = as_kind(last, "verb", "remove")
    for index, token in enumerate(part[:-1]):
        if token.is_a("verb", "shorten") and part[index + 1].kind == "percent" and not speaks_of(part, "duration"):
            part[index] = replace(token, value="lower")
    return _with_heights(part) if heard else part


def _with_heights(part: list[Token]) -> list[Token]:
    """ "开到最大", "放大音乐", "提到五成": how loud."""
    for index, token in enumerate(part):
        share = index + 1 < len(part) and part[index + 1].kind == "percent"
        if token.text in ("小", "大", "轻", "响") and share:
            if index and part[index - 1].text == "再":
                part[index - 1] = as_kind(part[index - 1], "function")
            part[index] = as_kind(token, "relative", "quieter" if token.text in "小轻" else "louder")
        if token.text in _MOST and index and part[index - 1].text.endswith(_GOALS):
            part[index] = replace(token, kind="percent", value="", amount=1.0)
        if token.text == "开" and index + 1 < len(part) and part[index + 1].is_a("prep", "to"):
            part[index] = as_kind(token, "verb", "raise")
        if token.kind == "motion" and token.text in _GROWN:
            part[index] = as_kind(token, "relative", _GROWN[token.text])
        following = part[index + 1] if index + 1 < len(part) else None
        if token.text in _RAISED and following is not None and following.kind == "percent":
            part[index] = as_kind(token, "verb", "raise")
    return part


@when(*_SONG, "relative")
def _with_songs(part: list[Token]) -> list[Token]:
    """ "不要这首", "那首太吵": the music. "换一首安静点的": what it is like."""
    another = any(token.kind == "verb" and "首" in token.text for token in part)
    for index, token in enumerate(part):
        if another and token.kind == "relative" and token.text.startswith(("安静", "再安静")):
            part[index] = as_kind(token, "mood", "calm")
    for index, token in enumerate(part):
        following = part[index + 1] if index + 1 < len(part) else None
        alone = following is None or following.kind in ("verb", "neg", "relative", "function", "polite", "grade")
        if token.text in _SONG and alone and not speaks_of(part, *HEARD):
            part[index] = as_kind(token, "noun", "music")
    return part


STEPS: tuple[Step, ...] = (
    _with_uses,
    _with_starts,
    _with_backgrounds,
    _with_ways,
    _with_songs,
)
