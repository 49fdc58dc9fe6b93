"""What the music is to be like: words of mood that belong to it, likened words, and pieces that are counted."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Remark
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.timeline.vocabulary import Mood

OTHER_SOUNDS = ("narration", "effect")
_ELSE = ("picture", "clip", "video", "title", "text", "caption", "transition", "motion", "logo", "overlay")
_ONLY_HEARD = ("upbeat", "calm", "lo-fi")
_STRONG = {"soft": "calm", "strong": "cinematic"}
_PIECES = ("piano", "guitar", "beats", "strings", "orchestra", "score", "track")
_FAST, _FASTS = "upbeat", ("fast", "quick", "快速")
_STYLED = {
    "romantic": "calm", "warm": "calm", "dreamy": "calm", "beautiful": "calm", "cute": "upbeat", "cool": "lo-fi",
    "dynamic": "upbeat", "fresh": "upbeat", "fast paced": "upbeat", "high energy": "upbeat",
    "professional": "corporate",
    "modern": "corporate", "elegant": "calm", "classic": "cinematic", "vintage": "lo-fi", "engaging": "upbeat",
    "浪漫": "calm", "温馨": "calm", "温暖": "calm", "清新": "upbeat", "可爱": "upbeat", "唯美": "calm", "优美": "calm",
    "柔美": "calm", "文艺": "calm", "复古": "lo-fi", "酷": "lo-fi", "酷炫": "upbeat", "炫酷": "upbeat",
    "阳光": "upbeat", "时尚": "upbeat", "时髦": "upbeat", "俏丽": "upbeat",
    "专业": "corporate", "慢节奏": "calm", "快节奏": "upbeat",
}  # fmt: skip
"""Words that only colour a video, and yet say what music suits it."""


def pieces(clause: Clause) -> list[Token]:
    """ "来首欢快点的", 换一首安静的: what is counted so is a piece of music."""
    if not clause.has("mood"):
        return []
    pieces = [token for token in clause.free("verb") if "首" in token.text]
    if pieces or clause.has("noun") or clause.has("ordinal") or clause.has("name"):
        return pieces
    plain = all(token.kind in ("verb", "mood", "degree", "relative", "strength") for token in clause.words())
    heard = all(token.value in _ONLY_HEARD for token in clause.free("mood"))
    return [token for token in clause.free("verb", "change") if plain and heard and token.text.startswith("换")]


def mood_of(clause: Clause, moods: list[Token]) -> Mood | None:
    for index, token in enumerate(moods):
        if index == 0:
            clause.store(token, "mood")
        elif token.value == moods[0].value:
            clause.trigger("mood", token)
        else:
            clause.claim(token, State.NOTED, "second_mood")
            clause.drafts.append(Remark("second_mood", token.text))
    return Mood(moods[0].value) if moods else None


def moods(clause: Clause, nouns: list[Token], own: list[Token]) -> list[Token]:
    """Moods that belong to the music: beside the word for it, or said of "it" after music was the subject."""
    near = LIGHT | {"mood", "strength", "conj", "degree"}
    found: list[Token] = []
    nouns = [*nouns, *(token for token in clause.free("noun", "volume") if "音乐" in token.text)]
    for token in (*clause.free("mood"), *_likened(clause, nouns)):
        following, before = clause.after(token, near), clause.before(token, near | {"prep", "verb", "says", "break"})
        piece = clause.after(token)
        belongs = following in nouns or (
            before in nouns and (following is None or following.kind in ("break", "percent", "prep", "number"))
        )
        belongs = belongs or clause.after(token, near | {"prep"}) in nouns or any(each.kind == "verb" for each in nouns)
        if (
            belongs
            or token.text[-1] in "曲乐"
            or (piece is not None and piece.kind == "mood" and piece.text[-1] in "曲乐")
            or token.text.lower().endswith(_PIECES)
            or (token.value == "lo-fi" and not following)
            or (not own and not nouns and continues(clause, "music"))
        ):
            found.append(token)
    return sorted(found, key=lambda token: token.start)


def _likened(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "Soft music" is calm, "romantic music" too, "dramatic music" is cinematic: right before the word for music."""
    near = LIGHT | {"mood", "strength", "conj"}
    strong = [
        replace(token, value=_FAST if token.text.lower() in _FASTS else _STRONG[token.value])
        for token in clause.free("strength", *_STRONG)
        if not token.text.lower().endswith("ly") and not clause.says("raise", "lower")
    ]
    styled = [
        replace(token, value=_STYLED[token.text.lower()])
        for token in clause.free("descriptor")
        if token.text.lower() in _STYLED
    ]
    beside = [
        token for token in (*strong, *styled) if clause.after(token, near) in nouns or _ends(clause, token, nouns)
    ]
    return beside if not clause.free("mood") else [token for token in beside if token in strong]


def _ends(clause: Clause, token: Token, nouns: list[Token]) -> bool:
    """ "Make the music dramatic"."""
    last = clause.after(token, frozenset({"function", "polite", "degree"}))
    before = clause.before(token, LIGHT | {"degree"})
    if before is not None and before.is_a("verb", "change", "use", "turn") and is_han(before.text[0]):
        before = clause.before(before, LIGHT)  # 歌换成温馨的
    return (last is None or last.kind == "break") and before in nouns


def continues(clause: Clause, *topics: str) -> bool:
    before = clause.previous
    return (
        before is not None
        and before.topic in topics
        and before.sentence + 1 >= clause.sentence
        and not clause.has("noun", *_ELSE, *OTHER_SOUNDS)
    )
