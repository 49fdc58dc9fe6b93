"""The clip beside the one that was spoken of: "the one after it", "the next one", 后面那张, 下一张.

Where nothing was spoken of in this instruction the words stay a thing of their own ("neighbour"), for what was spoken
of before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import ALWAYS, when

_ADJECTIVES = {
    **dict.fromkeys(("next", "the next", "following", "the following", "subsequent"), "after"),
    **dict.fromkeys(("previous", "the previous", "preceding", "prior"), "before"),
}
_ONES = frozenset({"one", "the one", "that one", "this one"})
_SIDES = ("after", "before")
_THEY = frozenset({"it", "that", "this", "that one", "this one", "them", "those"})
_CLIPS = frozenset({"picture", "photo", "image", "clip", "pic", "shot", "slide"})
_GETTING = frozenset({"for", "gets", "should", "stays", "can", "needs"})
_BETWEEN = frozenset({"right", "directly", "immediately", "just", "straight", "that comes", "coming", "comes"})
_POINTING = frozenset({"ordinal", "name", "noun", "det", "quote", "pronoun", "clock"})
_HAN = re.compile(
    r"(?:再|紧|紧接着|紧跟着|紧挨着)?(?:它|他|这张|该张)?的?"
    r"(?:(?P<after>后面|后边|下面|之后|接下来|紧接着|随后)|(?P<before>前面|前边|之前))的?(?:那|这)?一?[张个段幅](?:图片|照片|图)?"
    r"|(?:再|紧接着的?)?(?:它|他)?的?(?:(?P<next>[下后])|(?P<last>[上前]))一[张个段幅]"
)
_ALL_BEHIND = re.compile(
    r"(?:后面|后边|之后|后头)(?:的|剩下的)?(?:那几|这几|几|那些|所有|其他)?[张个段幅]?的?(?:图片|照片|图)?"
)
_THAT_ONE = ("那张", "这张", "那一张", "这一张", "那段", "这段", "那一段", "那个", "这个", "一张", "那幅", "那一幅")
_HAN_OPENS = frozenset("再紧它他这该后下之接随前上")
_OPENING = ("function", "polite", "break", "mark", "correction")
_LINKS = ("into", "to", "and", "from", "到", "切到", "与", "和")
_NOUNS = dict.fromkeys(("clip", "scene", "segment"), "clip")
_PUTTING = ("move", "add", "swap", "move_later", "move_earlier")
_LONGEST = 6


@when(ALWAYS)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens, with a clip beside another as one token in place of its words."""
    found: list[Token] = []
    anchor: tuple[int, ...] = ()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        behind = _all_behind(tokens, index, anchor)
        if behind is not None:
            found.append(behind[1])
            index = behind[0]
            continue
        if (named := _beside_named(tokens, index) or _right_behind(tokens, index)) is not None:
            found.append(named)
            anchor = named.places
            index += sum(token.start <= each.start < named.end for each in tokens[index:])
            continue
        match = _english(tokens, index) or _chinese(tokens, index)
        if match is None or (not anchor and _is_usual(tokens, index, match[0])):
            found.append(token)
            anchor = token.places if token.kind == "ordinal" else () if token.kind == "name" else anchor
            index += 1
            continue
        end, side = match
        if found and _is_of(found[-1], tokens[index]):  # 第二张后面那张 is one clip, the third.
            token = replace(token, start=found.pop().start)
        last = tokens[end - 1]
        text = " ".join(each.text for each in tokens[index:end])
        place = beside(anchor, side)
        anchor = (place,) if place else ()
        merged = replace(token, end=last.end, text=text, amount=0.0, places=anchor)
        found.append(
            replace(merged, kind="ordinal", value="") if place else replace(merged, kind="neighbour", value=side)
        )
        index = end
    return found


def with_places(tokens: Sequence[Token]) -> list[Token]:
    """ "The picture after the first": the second. "Put the clip after the first": where the clip goes."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        if not (token.is_a("beyond", "next", "previous") and token.places):
            found.append(token)
            continue
        words = token.text.split()
        side = "after" if token.value == "next" else "before"
        place = beside(token.places, side)
        if words[-1].lower() != "one" and words[0].lower() == "the" and _is_put(tokens, index):
            found += _apart(token, words, side)
        else:
            found.append(replace(token, kind="ordinal", value="", places=(place,)) if place else token)
    return found


def _is_put(tokens: Sequence[Token], index: int) -> bool:
    """Whether the clip is put somewhere, and nothing behind it says where."""
    if not index or not tokens[index - 1].is_a("verb", "add", "move", "show"):
        return False
    for token in tokens[index + 1 :]:
        if token.kind == "break":
            return True
        if token.kind in ("edge", "ordinal", "shift", "duration") or token.is_a("prep", "to", *_SIDES):
            return False
    return True


def _apart(token: Token, words: Sequence[str], side: str) -> list[Token]:
    """ "The clip", "after", "the first photo"."""
    head = len(words[0]) + 1 + len(words[1])
    tail = next(at for at, word in enumerate(words) if word.lower() in ("before", "after", "following", "preceding"))
    middle = len(" ".join(words[: tail + 1]))
    start = token.start
    return [
        replace(token, kind="noun", value=_NOUNS.get(words[1].lower(), "picture"), end=start + head, text=words[1],
                places=()),
        replace(token, kind="prep", value=side, start=start + head + 1, end=start + middle, text=side, places=()),
        replace(token, kind="ordinal", value="", start=start + middle + 1, text=" ".join(words[tail + 1 :])),
    ]  # fmt: skip


def _beside_named(tokens: Sequence[Token], index: int) -> Token | None:
    """ "The photo after the second", "the one before the last"; not where a clip is put there."""
    token = tokens[index]
    ones = token.text.lower() in _ONES or (token.text.lower() in _CLIPS and token.kind == "noun")
    ahead = [each for each in tokens[index + 1 : index + 5] if each.kind != "det" and each.text.lower() not in _BETWEEN]
    if not ones or len(ahead) < 2 or not ahead[0].is_a("prep", *_SIDES) or ahead[1].kind != "ordinal":
        return None
    start = next((at + 1 for at in range(index - 1, -1, -1) if tokens[at].kind == "break"), 0)
    place = beside(ahead[1].places, ahead[0].value) if len(ahead[1].places) == 1 else 0
    puts = any(each.is_a("verb", *_PUTTING) and each.text.lower() != "give" for each in tokens[start:index])
    if not place or puts:
        return None
    text = " ".join(each.text for each in tokens[index : tokens.index(ahead[1]) + 1])
    return replace(token, kind="ordinal", value="", end=ahead[1].end, text=text, amount=0.0, places=(place,))


def _right_behind(tokens: Sequence[Token], index: int) -> Token | None:
    """ "第二张后面的那张": one, and not all that come after it."""
    token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    single = token.is_a("beyond", *_SIDES) and len(token.places) == 1 and following is not None
    if not single or following is None or not following.text.startswith(_THAT_ONE):
        return None
    place = beside(token.places, token.value)
    text = f"{token.text}{following.text}"
    return replace(token, kind="ordinal", value="", end=following.end, text=text, places=(place,)) if place else None


def _is_of(before: Token, token: Token) -> bool:
    """Whether Chinese says right before whose neighbour it is."""
    return (
        before.kind == "ordinal"
        and len(before.places) == 1
        and before.end == token.start
        and token.text[0] in _HAN_OPENS
    )


def beside(places: Sequence[int], side: str) -> int:
    """The place beside a clip, or beside a run of them; 0 where there is none."""
    if not places or 0 in places or min(places) < 0 < max(places):
        return 0
    place = max(places) + 1 if side == "after" else min(places) - 1
    return place if place * places[0] > 0 else 0


def _is_usual(tokens: Sequence[Token], index: int, end: int) -> bool:
    """ "后面一张", 前一张 with nothing said before: the last, the first. "Blur into the next photo": at every cut."""
    if end == index + 1 and tokens[index].kind == "ordinal":
        return True
    opening = [each for each in tokens[:index] if each.kind != "det"]
    if opening and opening[-1].is_a("conj") and all(each.kind in _OPENING for each in opening[:-1]):
        return False  # "and the next one": it goes on from what was said before
    before = [each for each in tokens[max(0, index - 2) : index] if each.kind != "det"]
    return bool(before) and before[-1].text.lower().rpartition(" ")[2] in (
        "into",
        "to",
        "and",
        "from",
        "到",
        "切到",
        "与",
        "和",
    )


def _english(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """Where the words for it end, and on which side it is."""
    token = tokens[index]
    text = token.text.lower()
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if text in _ADJECTIVES:
        one = following is not None and (following.text.lower() == "one" or following.text.lower() in _CLIPS)
        alone = index > 0 and tokens[index - 1].kind == "det" and following is not None
        if not one and alone and following is not None and following.text.lower() in _GETTING:
            return index + 1, _ADJECTIVES[text]
        return (index + 2, _ADJECTIVES[text]) if one else None
    if text not in _ONES and not (text in _CLIPS and token.kind == "noun"):
        return None
    if text in _ONES and following is not None and following.text.lower() == "after that":
        return index + 2, "after"
    place = index + 1
    while place < len(tokens) and tokens[place].text.lower() in _BETWEEN:
        place += 1
    if place >= len(tokens) or not (tokens[place].is_a("prep", *_SIDES) or tokens[place].text.lower() == "following"):
        return None
    side = "before" if tokens[place].value == "before" else "after"
    ahead = tokens[place + 1] if place + 1 < len(tokens) else None
    if ahead is not None and ahead.text.lower() in _THEY:
        return place + 2, side
    alone = text in _ONES and (ahead is None or ahead.kind not in _POINTING)
    return (place + 1, side) if alone else None


def _all_behind(tokens: Sequence[Token], index: int, anchor: Sequence[int]) -> tuple[int, Token] | None:
    """ "前两张4秒，后面的每张2秒", 后面几张都: every clip after those that were named."""
    if tokens[index].text[:1] not in "后之" or not anchor or min(anchor) < 1:
        return None
    joined = ""
    for end in range(index + 1, min(len(tokens), index + _LONGEST) + 1):
        joined += tokens[end - 1].text
        following = tokens[end] if end < len(tokens) else None
        every = following is not None and following.is_a("quant", "all", "each") and following.text != "各"
        gone = following is not None and (following.kind == "neg" or following.is_a("verb", "remove"))
        gone = gone and joined.endswith("的") and 1 in anchor
        if (every or gone) and _ALL_BEHIND.fullmatch(joined):
            token = replace(tokens[index], end=tokens[end - 1].end, text=joined, amount=0.0, places=(max(anchor),))
            return end, replace(token, kind="beyond", value="after")
    return None


def _chinese(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    token = tokens[index]
    if token.text[:1] not in _HAN_OPENS or token.kind == "unsure" or token.is_a("ordinal", "placed"):
        return None
    joined, best = "", None
    for end in range(index + 1, min(len(tokens), index + _LONGEST) + 1):
        joined += tokens[end - 1].text
        match = _HAN.fullmatch(joined)
        if match is not None:
            after = match["after"] or match["next"]
            best = (end, "after" if after else "before")
    return best
