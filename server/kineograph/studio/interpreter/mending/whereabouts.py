"""What is taken out only to be put elsewhere, which takes nothing away: "take photo 2 out, put it back at the end"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.vocabulary import MediaKind

_CLIP = frozenset({"clip", "footage", "video clip", "recording"})
_BESIDE = ("before", "after")
_OVER = ("on", "over", "during", "across", "onto", "while")
_SEEN = ("clip", "picture")
_SHOWING = frozenset(
    {"is", "are", "on", "runs", "run", "plays", "play", "shows", "show", "lasts", "playing", "running", "showing",
     "shown", "up", "visible", "there", "on screen", "being shown", "seen"}
)  # fmt: skip
_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_HEARD = (".mp3", ".wav", ".m4a", ".aac")
_TAKING = frozenset({"take", "pull", "grab", "lift", "pick", "get", "take out", "pull out", "cut"})
_TAKING_ZH = (
    "拿出来",
    "拿出",
    "取出来",
    "取出",
    "抽出来",
    "抽出",
    "拎出来",
    "剪下来",
    "拿下来",
    "抽走",
    "拿掉",
    "拿走",
)
_PUTTING = frozenset(
    {"put", "place", "insert", "stick", "move", "drop", "put it", "put it back", "put back", "slot", "add"}
)
_PUTTING_ZH = ("放", "插", "摆", "挪", "移", "塞")
_LINKS = frozenset({"break", "conj", "function", "mark", "degree", "pronoun"})
_PLACED = frozenset({"verb", "participle", "det", "ordinal", "name", "edge", "function", "polite", "prep", "number",
                     "mark", "conj", "correction", "beyond"})  # fmt: skip
_COMING = frozenset({"come", "comes", "go", "goes", "be", "belongs", "sit", "stand", "appear", "appears", "put"})
_OPENING = frozenset({"open", "start", "begin", "lead", "close", "end", "finish", "conclude"})
_SIDES = frozenset({"edge", "ordinal"})


def beside_footage(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The tokens, with "the clip" as the only footage of the timeline where it is placed, or something beside it."""
    tokens = _shown(tokens)
    found = list(tokens)
    footage = [clip.media.name for clip in scene.timeline.visuals if clip.media.kind is MediaKind.VIDEO]
    if len(footage) != 1:
        return tuple(found)
    pictured = len(scene.timeline.visuals) > 1
    found = tokens = [part for token in tokens for part in (_parted(token) if pictured else (token,))]
    found = list(found)
    for index, token in enumerate(tokens):
        if not (token.is_a("noun", "clip") and token.text.lower() in _CLIP):
            continue
        ahead = [each for each in tokens[max(0, index - 2) : index] if each.kind != "det"]
        led = bool(ahead) and ahead[-1].is_a("prep", *_BESIDE, "between") and index > 0
        if led or _is_placed(tokens, index) or _is_laid_over(tokens, index):
            found[index] = replace(token, kind="name", value=footage[0])
    return tuple(found)


def _shown(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "The caption "Hi" while the clip runs": over that clip."""
    at = next((place for place, token in enumerate(tokens) if token.is_a("conj", "while")), None)
    if at is None or not any(token.kind == "quote" or token.is_a("noun", *_LAID) for token in tokens[:at]):
        return tokens
    ahead = [*takewhile(lambda each: each.kind not in ("break", "conj"), tokens[at + 1 :])]
    thing = next((place for place, token in enumerate(ahead) if token.kind != "det"), len(ahead))
    pointed = thing < len(ahead) and (ahead[thing].kind in ("ordinal", "name") or ahead[thing].is_a("noun", *_SEEN))
    rest = thing + 1
    while rest < len(ahead) and ahead[rest].is_a("noun", *_SEEN):
        rest += 1
    shown = [token.text.lower() for token in ahead[rest:]]
    if not pointed or not shown or not _SHOWING.issuperset(shown):
        return tokens
    found = list(tokens)
    found[at] = replace(tokens[at], kind="prep", value="for")
    for place in range(at + 1 + rest, at + 1 + len(ahead)):
        found[place] = replace(tokens[place], kind="function", value="function")
    return found


def _parted(token: Token) -> tuple[Token, ...]:
    """ "Over the footage", where pictures stand beside it: over that clip, and not over everything."""
    words = token.text.split(" ")
    if token.kind != "ontop" or words[-1].lower() not in ("footage", "clip") or len(words) < 2:
        return (token,)
    begin = token.end - len(words[-1])
    before = " ".join(words[:-1])
    link = replace(token, kind="prep", value="in", end=token.start + len(before), text=before)
    return link, replace(token, kind="noun", value="clip", start=begin, text=words[-1])


def _is_laid_over(tokens: Sequence[Token], index: int) -> bool:
    """ "The logo on the clip only", "the title during the footage": when something shows that is laid over it."""
    before = [*takewhile(lambda each: each.kind not in ("break", "conj"), reversed(tokens[:index]))]
    near = [each for each in before[:3] if each.kind not in ("det", "function")]
    led = bool(near) and (near[0].is_a("prep", "at", "in", "for") or near[0].text.lower() in _OVER)
    laid = any(each.is_a("noun", *_LAID) or each.kind == "quote" or _is_picture(each) for each in before)
    only = any(each.text.lower() == "only" for each in tokens[max(0, index - 4) : index + 2])
    return led and (laid or (only and not any(each.kind in ("noun", "verb") for each in before)))


def _is_picture(token: Token) -> bool:
    return token.kind == "name" and not token.value.endswith(_HEARD)


def _is_placed(tokens: Sequence[Token], index: int) -> bool:
    """ "Move the clip before a.jpg", "the clip ought to come last", "open with the footage": where it stands."""
    start, end = index, index
    while start and tokens[start - 1].kind not in ("break", "conj"):
        start -= 1
    while end < len(tokens) and tokens[end].kind != "break":
        end += 1
    part = tokens[start:end]
    if not all(token.kind in _PLACED or token.is_a("noun", "picture", "clip", "position", "video") for token in part):
        return False
    if any(token.is_a("verb", "swap", "startwith", "endwith") or _replaces(token) for token in part) or _opens_video(
        tokens, index, start
    ):
        return True
    goal = any(token.is_a("edge", "start", "end") or token.is_a("prep", *_BESIDE, "between") for token in part)
    goal = goal or (part[-1].text.lower() in ("first", "last") and len(part) > 1)
    going = any(token.is_a("verb", "move", "add") or token.text.lower() in _COMING for token in part)
    return goal and going


def _replaces(token: Token) -> bool:
    """ "The clip should be replaced by f.jpg"."""
    return token.kind in ("verb", "participle") and token.text.lower().removeprefix("be ").startswith("replac")


def _opens_video(tokens: Sequence[Token], index: int, start: int) -> bool:
    """ "End the video with the clip"."""
    words = [token.text.lower() for token in tokens[start:index]]
    return bool(words) and words[0] in _OPENING and ("with" in words or "on" in words)


@when("verb")
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places; what is taken out only to be put elsewhere is moved."""
    found = list(tokens)
    taken: int | None = None
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text not in ",，":
            taken = None
        elif taken is not None and _puts(token):
            if _goes_somewhere(tokens[index + 1 :]) and _is_linked(tokens, taken, index):
                _move(found, taken, index)
            taken = None
        elif token.kind == "verb":
            taken = index if token.text.lower() in _TAKING or token.text.endswith(_TAKING_ZH) else None
    return found


def _puts(token: Token) -> bool:
    putting = token.text.lower() in _PUTTING or token.text.startswith(_PUTTING_ZH)
    return token.kind == "verb" and putting


def _goes_somewhere(rest: Sequence[Token]) -> bool:
    for token in rest:
        if token.kind == "break" or token.is_a("conj"):
            return False
        if token.kind in _SIDES or token.is_a("prep", *_BESIDE, "between"):
            return True
    return False


def _is_linked(tokens: Sequence[Token], taken: int, put: int) -> bool:
    """Whether what is put somewhere is what was taken."""
    between = tokens[taken + 1 : put]
    told = [token for token in between if token.kind not in _LINKS | {"det", "noun", "ordinal", "name"}]
    named = sum(token.kind in ("ordinal", "name") for token in between) <= 1 and not told
    ahead = tokens[put + 1] if put + 1 < len(tokens) else None
    leans = "it" in tokens[put].text.lower().split() or (ahead is not None and ahead.kind in ("pronoun", "function"))
    return named and (leans or not tokens[put].text.isascii())


def _move(found: list[Token], taken: int, put: int) -> None:
    for place in range(taken, put + 2):
        token = found[place] if place < len(found) else found[-1]
        if place == put:
            found[place] = replace(token, kind="verb", value="move")
        elif token.kind in (*_LINKS, "verb") and (place < put or token.kind in ("pronoun", "function")):
            found[place] = replace(token, kind="function")
