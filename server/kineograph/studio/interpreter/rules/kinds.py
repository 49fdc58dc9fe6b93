"""Which clips are meant where only their kind is named."""

from __future__ import annotations

from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause

_ANY = frozenset({"frame", "frames", "file", "files", "upload", "uploads", "shot", "shots", "文件", "影像"})
_ONE = frozenset({"clip", "片段", "素材"})
_OF_PICTURES = ("图片", "照片", "图", "单图", "相片")
_FOOTAGE = frozenset(
    {
        "moving one",
        "moving shot",
        "moving image",
        "video one",
        "filmed one",
        "footage",
        "video clip",
        "video clips",
        "recording",
        "recordings",
        "screen recording",
        "screen recordings",
    }
    | {"视频素材", "视频片段", "录像", "录屏", "那段视频", "视频文件"}
    | {"视频那段", "视频那一段", "录像那段", "视频那部分", "视频部分", "录像部分"}
)


def kind_of(clause: Clause) -> Literal["", "picture", "footage", "clip"]:
    """Which clips are meant where only their kind is named: "the photos", "the footage", "the clip"; but every clip is
    every picture too."""
    nouns = [token for token in clause.tokens if token.is_a("noun", "picture", "clip", "video")]
    lengths = [token.text for token in clause.tokens if token.is_a("noun", "duration")]
    if not nouns and any(text.startswith(_OF_PICTURES) for text in lengths):
        return "picture"
    values, texts = {token.value for token in nouns}, {token.text.lower().removesuffix("'s") for token in nouns}
    if values == {"picture"} and texts.isdisjoint(_ANY):
        return "picture"
    if values == {"clip"} and texts <= _FOOTAGE:
        return "footage"
    single = any(token.is_a("det", "definite") for token in clause.tokens if clause.after(token) in nouns)
    several = not single and any(token.is_a("quant", "each", "all") and token.text != "各" for token in clause.tokens)
    one = values == {"clip"} and texts <= _ONE and not several
    return "clip" if one else ""
