"""How things compare, set right before the sentence is parted: "not so loud" is quieter, "bigger still" is bigger, "10
points lower" is by 10 percent, "put it back to normal speed" is no step back, "as long as the first" no condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.mending.steps import Step, when

_SO = (("quite", "so"), ("quite", "as"), ("quite", "that"), ("so",), ("as",), ("that",), ("all", "that"))
_NOT = ("not", "should not", "shouldn't", "must not", "mustn't", "need not", "needn't")
_ONES = ("one", "the one", "that one", "this one")
_ENDS = {"start": 1, "end": -1}
_HEARD = ("clip", "music", "sound", "voice", "narration", "effect")
_SCALES = frozenset({"relative", "grade", "tempo", "strength"})
_POINTS = frozenset({"points", "point", "percentage points", "percentage point", "pts", "age points", "age point"})
_STEPPED = ("louder", "quieter", "higher", "lower", "louder_bit", "quieter_bit", "brighter", "darker")
_BACK = frozenset({"put it back", "change it back", "set it back", "bring it back", "get it back", "turn it back"})
_VALUES = frozenset(
    {"speed", "percent", "duration", "color", "hex", "tone", "ratio", "aspect", "tempo", "number", "size", "platform"}
)
_POINTERS = frozenset({"ordinal", "name", "beyond", "neighbour"})
_ARTICLES = frozenset({"det", "function", "quant"})
_TRAITS = ("motion", "transition", "picture", "clip")


@when(*_NOT, *_ONES, *_POINTS, *_BACK, "out of", "muted", "still")
def _compared(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, some of another kind."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        count, made = _at(tokens, index)
        found += made
        index += count
    return found


def _at(tokens: Sequence[Token], index: int) -> tuple[int, list[Token]]:
    """How many tokens stand for one comparison here, and what they become."""
    token, word = tokens[index], tokens[index].text.lower()
    before = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if word in _NOT:
        return _denied(tokens, index)
    if word in _ONES and following is not None and following.is_a("edge", *_ENDS) and _is_subject(tokens, index):
        text = f"{token.text} {following.text}"
        return 2, [
            replace(token, kind="ordinal", value="", end=following.end, text=text, places=(_ENDS[following.value],))
        ]
    if word == "out of" and (count := _leaves_video(tokens, index)):
        gone = replace(token, kind="verb", value="remove", text="removed")
        return count, [gone, *(replace(other, kind="function") for other in tokens[index + 1 : index + count])]
    if word == "muted" and _is_heard(tokens, index):
        return 1, [replace(token, kind="verb", value="mute")]
    if word == "still" and before is not None and before.kind in _SCALES:
        return 1, [replace(token, kind="function", value="still")]
    if token.kind in ("number", "percent") and following is not None and following.text.lower() in _POINTS:
        amount = token.amount / (100 if token.kind == "number" else 1)
        return 2, [replace(token, kind="percent", value="", amount=amount, end=following.end)]
    if word in _BACK and token.kind == "verb" and _goes_to_value(tokens, index):
        verb, _, rest = token.text.partition(" ")
        begin = token.end - len(rest)
        it = replace(token, kind="pronoun", value="it", start=begin, text=rest)
        return 1, [replace(token, value="change", end=token.start + len(verb), text=verb), it]
    return 1, [token]


def _denied(tokens: Sequence[Token], index: int) -> tuple[int, list[Token]]:
    """ "Not so loud", "not quite as dark": as if it were too loud, too dark."""
    start = index + 1 + (tokens[index].text.lower() != "not")
    for words in _SO:
        end = start + len(words)
        if end < len(tokens) and tuple(token.text.lower() for token in tokens[start:end]) == words:
            known = vocabulary("en").surfaces.get(f"too {tokens[end].text.lower()}")
            if known is not None and known[0] in _SCALES:
                text = " ".join(token.text for token in tokens[index : end + 1])
                made = replace(tokens[index], kind=known[0], value=known[1], end=tokens[end].end, text=text)
                return end + 1 - index, [made]
    place = start + (start < len(tokens) and tokens[start].text.lower() in ("quite", "all"))
    if place < len(tokens) and tokens[place].kind in _SCALES and tokens[place].text.lower().startswith("so "):
        return place - index, [replace(other, kind="function", value="so") for other in tokens[index:place]]
    return 1, [tokens[index]]


def _leaves_video(tokens: Sequence[Token], index: int) -> int:
    """ "Photo 2 out of the video": how many tokens say that it goes; 0 where none do."""
    named = index > 0 and tokens[index - 1].kind in ("ordinal", "name")
    opened = next((other for other in reversed(tokens[:index]) if other.kind in ("verb", "break")), None)
    ahead = [place for place in range(index + 1, len(tokens)) if tokens[place].kind != "det"][:2]
    video = bool(ahead) and tokens[ahead[0]].is_a("noun", "video")
    ends = len(ahead) < len(("video", "stop")) or tokens[ahead[1]].kind in ("break", "conj", "polite")
    plain = named and (opened is None or opened.kind == "break")
    return ahead[0] + 1 - index if plain and video and ends else 0


def _is_heard(tokens: Sequence[Token], index: int) -> bool:
    """ "The clip muted", "music muted": silent; "the clip in muted colours" is none."""
    before = next((token for token in reversed(tokens[:index]) if token.kind not in ("function", "det", "verb")), None)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    heard = before is not None and (
        before.is_a("noun", *_HEARD) or before.value.endswith((".mp3", ".mp4", ".mov", ".wav"))
    )
    return heard and (following is None or following.kind in ("break", "conj", "polite", "mark"))


def _is_subject(tokens: Sequence[Token], index: int) -> bool:
    """ "That one at the end, …", "brighten the one at the start": which; "put that one at the end" says where to."""
    before = [token for token in tokens[:index] if token.kind not in ("det", "function", "polite", "mark")]
    if not before or before[-1].kind in ("break", "conj"):
        return True
    return (
        before[-1].is_a("prep", "for", "of")
        or before[-1].kind in _SCALES
        or before[-1].is_a("verb", "remove", "lengthen", "shorten", "reverse")
    )


def _goes_to_value(tokens: Sequence[Token], index: int) -> bool:
    ahead = [token for token in tokens[index + 1 : index + 4] if token.kind not in ("det", "function")]
    return len(ahead) > 1 and ahead[0].is_a("prep", "to", "at") and ahead[1].kind in _VALUES


@when("like", "same", "the same")
def _with_models(tokens: list[Token]) -> list[Token]:
    """ "As long as the first": a length. "As long as it fits": a condition. "The same motion as on the first": of which
    nobody here knows how it moves."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        ahead = [other for other in tokens[index + 1 : index + 5] if other.kind not in _ARTICLES]
        pointed = bool(ahead) and ahead[0].kind in _POINTERS
        if token.kind == "like" and not pointed and token.text.lower().startswith("as "):
            found[index] = replace(token, kind="doubt", value="condition")
        same = token.text.lower() in ("same", "the same") and bool(ahead) and ahead[0].is_a("noun", *_TRAITS)
        if same and any(
            other.text.lower() == "as" and _points(tokens[place + 1 : place + 5])
            for place, other in enumerate(tokens[index:], index)
        ):
            found[index] = replace(token, kind="unknown")
    return found


def _points(ahead: Sequence[Token]) -> bool:
    named = next((token for token in ahead if token.kind not in _ARTICLES and token.kind != "prep"), None)
    return named is not None and named.kind in _POINTERS


@when("first")
def _with_orders(tokens: list[Token]) -> list[Token]:
    """ "B first, then d, then a": the order is spelled out."""
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        if (
            tokens[index].text.lower() != "first"
            or tokens[index - 1].kind not in _POINTERS
            or not _opens(tokens, index)
        ):
            continue
        joints: list[int] = []
        place, count = index + 1, 0
        while (end := _joined(tokens, place)) and tokens[end].kind in _POINTERS and _ends(tokens, end + 1):
            joints += range(place, end)
            place, count = end + 1, count + 1
        if count:
            found[index] = replace(tokens[index], kind="noun", value="order", places=())
            for joint in joints:
                found[joint] = replace(tokens[joint], kind="mark", value="list")
    return found


def _opens(tokens: Sequence[Token], index: int) -> bool:
    return index == 1 or tokens[index - 2].kind in ("break", "polite", "function", "mark")


def _joined(tokens: Sequence[Token], place: int) -> int:
    """Where the next clip of the list may stand, after "then" or a comma and "then"; 0 where nothing joins."""
    end = place
    while end < len(tokens) and (
        tokens[end].kind in ("break", "mark", "det") or tokens[end].is_a("conj", "then", "and")
    ):
        end += 1
    said = any(token.is_a("conj", "then") for token in tokens[place:end])
    return end if said and end < len(tokens) else 0


def _ends(tokens: Sequence[Token], place: int) -> bool:
    return (
        place >= len(tokens) or tokens[place].kind in ("break", "polite") or tokens[place].is_a("conj", "then", "and")
    )


STEPS: tuple[Step, ...] = (
    _compared,
    _with_models,
    _with_orders,
)
"""In this order."""
