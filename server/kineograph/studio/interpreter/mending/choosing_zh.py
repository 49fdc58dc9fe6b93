"""Which uploads a new video begins with, said in Chinese without more: 五张都要, "用a、b、d三张", 前三张就行; and
which clip 那张 is, once a video is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.normalise import fold
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene

_THAT_ONE = ("那张", "这张", "那幅", "这幅", "那一张", "这一张", "那个", "这个")
_ENOUGH = ("就行", "就好", "就够", "就够了", "够了", "就可以", "就可以了", "就行了", "就好了")
_SETTING = frozenset({"排上", "排好", "弄上去", "放上去", "摆上去", "排进去"})
_PLACING = _SETTING | {"要", "上"}
_PADDING = frozenset({"function", "polite", "det", "mark"})
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac")


def gather(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The tokens, where uploads wait and nothing is placed: 五张都要, "用a、b、d三张", 前三张就行 say with which."""
    found = list(tokens)
    if not any(is_han(token.text[0]) for token in tokens):
        return tuple(found)
    if scene.timeline.visuals:
        return tuple(_with_ones(_with_runs(found, scene), scene))
    return tuple(_chosen(_counted(_with_runs(found, scene), len(scene.unused))))


def _counted(tokens: list[Token], uploads: int) -> list[Token]:
    """ "五张都要" of five; "单张照片" of the only one."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        told = index > 0 and tokens[index - 1].text.endswith(("上传了", "传了", "给了", "发了"))
        if token.kind == "count" and token.amount == uploads > 1 and not told:
            found[index] = replace(token, kind="quant", value="all")
        elif token.text == "单张" and uploads == 1:
            found[index] = replace(token, kind="function", value="function")
    return found


def _chosen(tokens: list[Token]) -> list[Token]:
    found, start = list(tokens), 0
    made = any(token.is_a("verb", "create", "turn") for token in tokens)
    making = made and any(token.is_a("noun", "video") for token in tokens)
    for index in range(len(tokens) + 1):
        if index == len(tokens) or (tokens[index].kind == "break" and tokens[index].value != "、"):
            opened = start < index and tokens[start].text in ("就", "只", "仅", "就用", "只用")
            _dismiss_all(found, start, index)
            if opened or not making:
                _choose(found, start, index, opened=opened)
            start = index + 1
    return found


def _with_runs(tokens: list[Token], scene: Scene) -> list[Token]:
    """ "a.jpg 到 d.jpg": every clip from the one to the other."""
    media = [clip.media for clip in scene.timeline.visuals] or list(scene.unused)
    names = ["".join(fold(char) for char in each.name) for each in media]
    found: list[Token] = []
    for token in tokens:
        led = len(found) > 1 and found[-1].text in ("到", "至") and found[-2].kind == token.kind == "name"
        if led and token.value in names and found[-2].value in names:
            first, last = names.index(found[-2].value) + 1, names.index(token.value) + 1
            if first < last:
                text = f"{found[-2].text}到{token.text}"
                whole = replace(found[-2], kind="ordinal", value="placed", end=token.end, text=text)
                found[-2:] = [replace(whole, places=tuple(range(first, last + 1)))]
                continue
        found.append(token)
    return found


def _with_ones(tokens: list[Token], scene: Scene) -> list[Token]:
    """ "那张照片放大": the one that was spoken of; where none was, nobody can tell which of several it is."""
    found, pointed = list(tokens), scene.focus.topic == "clip" and len(scene.focus.clips) == 1
    alone = len(scene.timeline.visuals) == 1
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        opens = before is None or before.kind in ("break", "function", "polite", "conj", "verb", "prep")
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        said = token.is_a("noun", "picture", "clip") and token.text.startswith(("那张", "这张"))
        together = token.text + (following.text[:1] if following is not None else "")
        led = token.kind == "det" and (together in ("那张", "这张") or token.text in _THAT_ONE)
        led = led and following is not None and following.is_a("noun", "picture")
        if (said or led) and opens and not alone:
            found[index] = replace(token, kind="pronoun", value="it") if pointed else replace(token, kind="unknown")
            if led and pointed:
                found[index + 1] = replace(tokens[index + 1], kind="function")
        pointed = pointed or token.kind in ("ordinal", "name")
    return found


def _dismiss_all(found: list[Token], start: int, end: int) -> None:
    """ "不用全部，就前三张": says no more than what follows."""
    words = [token for token in found[start:end] if token.kind not in _PADDING]
    if len(words) == 2 and words[0].kind == "neg" and words[1].is_a("quant", "all"):
        for place in range(start, end):
            found[place] = replace(found[place], kind="function", value="function")


def _choose(found: list[Token], start: int, end: int, *, opened: bool) -> None:
    """A stretch that names uploads and says no more than that it is they."""
    part = found[start:end]
    pointed = any(token.kind in ("ordinal", "name") and not token.value.endswith(_SOUNDS) for token in part)
    texts = [token.text for token in part]
    every = any(token.is_a("quant", "all") for token in part) and not _PLACING.isdisjoint(texts)
    told = [
        place
        for place in range(start, end)
        if found[place].is_a("verb", "use")
        or found[place].text in (*_ENOUGH, *(_PLACING if every else _SETTING))
        or (opened and place == start)
    ]
    plain = all(
        token.kind in _PADDING
        or token.kind in ("ordinal", "name", "count", "break", "quant")
        or token.is_a("verb", "use")
        or token.is_a("conj", "and")
        or token.is_a("noun", "picture")
        or token.is_a("pronoun", "them")
        or token.text in _SETTING
        for token in part
    )
    if plain and told and pointed:
        found[told[-1]] = replace(found[told[-1]], kind="verb", value="keep", text="只留")
    elif plain and told and every:
        found[told[-1]] = replace(found[told[-1]], kind="verb", value="use")
