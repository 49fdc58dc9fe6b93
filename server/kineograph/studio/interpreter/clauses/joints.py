"""What stands on both sides of a joint: places, files, moments of each, as far as it decides where clauses part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_GIVING = ("create", "turn", "animate", "make", "edit", "use", "add", "show", "generate", "export")
_REFUSED = ("unsupported", "contentmotion")
_FEATURES = frozenset(
    {*_REFUSED, "motion", "transition", "fade", "tone", "grade", "preset", "aspect", "ratio", "quote", "speed", "tempo",
     "container", "resolution", "effect"}
)  # fmt: skip
_THINGS = ("title", "text", "caption", "watermark", "logo", "credits", "music", "narration", "sound", "effect", "video")


def places_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Put c.jpg first and a.jpg last": each goes to a place of its own."""
    ahead = list(stretch(rest))
    named = bool(ahead) and next((t for t in ahead if t.kind not in LIGHT), ahead[0]).kind in ("ordinal", "name")
    return named and all(ends_in_place(part) for part in (before, ahead))


def ends_in_place(part: Sequence[Token]) -> bool:
    words = [token for token in part if token.kind not in LIGHT]
    pointed = [token for token in words if token.kind in ("ordinal", "name")]
    closes = bool(words) and (words[-1].text.lower() in ("first", "last") or words[-1].is_a("edge", "start", "end"))
    return closes and len(pointed) - (words[-1] in pointed) == 1


def takes_role(part: Sequence[Token]) -> bool:
    """ "C.jpg as the opener", "photo 2 as the last one", "4 to front"."""
    words = [token for token in part if token.kind not in LIGHT and token.kind not in ("break", "conj")]
    if len(words) == 2 and words[0].kind == "name" and words[1].is_a("edge", "start", "end"):
        return True
    pointed = len(words) == 3 and words[0].kind in ("ordinal", "name") and words[2].kind in ("ordinal", "edge")
    return pointed and (words[1].text.lower() == "as" or (words[1].is_a("prep", "to") and words[0].text.isdigit()))


def stretch(rest: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the next break or joint."""
    for token in rest:
        if token.kind in ("break", "conj"):
            return
        yield token


def follows(first: Token, rest: Sequence[Token], *kinds: str) -> bool:
    """ "… and brighten it": right behind the word."""
    return next((token.kind for token in rest if token.start > first.start), "") in kinds


def asks_of_files(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Trim the first second off a.mp4 and the last second off b.mp4": each of its own."""
    parts = (before, list(stretch(rest)))
    return all(any(t.kind in ("name", "ordinal") for t in p) and any(t.kind == "window" for t in p) for p in parts)


_WAYS = LIGHT | {"mood", "strength", "static", "size", "color"}
_FADED = ("video", "music", "title", "text", "caption", "credits", "narration", "logo", "sound")


def fades_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Fade out video, music and text together": one fade of them all."""
    ahead = [token for token in stretch(rest) if token.kind not in LIGHT]
    fades = any(token.kind == "fade" or token.is_a("verb", "fade") for token in before)
    named = [token for token in before if token.kind == "noun"]
    plain = bool(named) and all(token.is_a("noun", *_FADED) for token in named)
    last = bool(before) and before[-1].is_a("noun", *_FADED)
    return fades and plain and last and bool(ahead) and ahead[0].is_a("noun", *_FADED) and _only_timed(ahead[1:])


def _only_timed(rest: Sequence[Token]) -> bool:
    return all(token.kind in ("prep", "duration", "window", "edge", "function") for token in rest)


_DEALT = frozenset({"tone", "grade", "preset", "turned", "motion", "static", "plain", "field"})
_TOLD = frozenset(
    {"verb", "grade", "tone", "preset", "fade", "swell", "speed", "percent", "relative", "opacity", "color", "neg"}
)
_TOLD |= {"motion", "place", "aloft", "mood", "transition", "ratio", "aspect", "duration", "turned", "field", "quote"}
_OBJECTIVE = ("noun", "quote", "name", "own")
_LEADING = frozenset({"transition", "motion", "fade", "ratio", "aspect", "quant", "container", "tone"})
_VALUES = frozenset({"quote", "percent", "duration", "hex", "ratio", "container", "fps", "number", "resolution"})
_CLIPS = ("picture", "clip")


def _has_object(ahead: Sequence[Token], verb: Token) -> bool:
    """ "… and sharpen the stills"."""
    thing = next((token for token in ahead if token.start > verb.start and token.kind not in LIGHT), None)
    return thing is not None and (thing.kind in ("ordinal", "name") or thing.is_a("noun", *_CLIPS))


def deals_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "The second photo brighter and the third black and white", "the clip darker and the photos warmer": to each a
    look or a move of its own, of whatever kind."""
    ahead = list(stretch(rest))
    first = next((token for token in ahead if token.kind not in LIGHT and token.kind != "prep"), None)
    if first is not None and first.kind == "grade" and _has_object(ahead, first):
        return any(token.kind in ("ordinal", "name") or token.is_a("noun", *_CLIPS) for token in before)
    dealt = any(token.kind in _DEALT or token.is_a("verb", "keep") for token in ahead)
    if first is None or not dealt or not any(token.kind in _DEALT for token in before):
        return False
    if first.kind in ("ordinal", "name") or first.is_a("pronoun", "rest"):
        return any(token.kind in ("ordinal", "name") for token in before)
    named = {token.value for token in before if token.is_a("noun", *_CLIPS)}
    return first.is_a("noun", *_CLIPS) and bool(named) and first.value not in named


def tells_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "标题换“夏末”、音乐换舒缓的", "开头渐强两秒、结尾渐弱两秒": each a thing of its own, and what is done to it."""
    ahead = [token for token in stretch(rest) if token.kind not in LIGHT]
    said = [token for token in before if token.kind not in LIGHT]
    if not ahead or not said or not (is_han(ahead[-1].text[-1]) or ahead[-1].kind in _VALUES):
        return False
    if _orders_too(said, ahead):
        return True
    if not all(any(token.kind in _TOLD for token in part) for part in (said, ahead)):
        return False
    mine = {token.value for token in said if token.kind in ("noun", "edge")}
    led = ahead[0].kind in ("ordinal", "name") or (
        ahead[0].kind in ("noun", "edge") and ahead[0].value not in mine and ahead[0].value != "motion"
    )
    other = ahead[0].kind in _LEADING and all(token.kind != ahead[0].kind for token in said)
    subject = said[0].kind in ("name", "ordinal") and ahead[0].kind in ("verb", "speed", "grade")
    told = said[-1].kind != "noun" and said[-1].kind not in ("ordinal", "name")
    adds = len(ahead) > 1 and ahead[0].is_a("verb", "add", "remove", "use") and ahead[1].kind in _OBJECTIVE
    return told and (led or other or subject or adds)


def _orders_too(said: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """ "不需要字幕、不需要标题", "删掉标题、加音乐": a verb and its object, twice."""
    orders = (said, ahead) if is_han(said[0].text[0]) else ()
    return bool(orders) and all(
        len(part) > 1 and part[0].kind in ("verb", "neg") and part[1].kind in ("noun", "ordinal", "quote", "transition")
        for part in orders
    )


def in_colour(part: Sequence[Token]) -> bool:
    """ "… and the rest in colour"."""
    return any(first.text.lower() == "in" and second.is_a("noun", "color") for first, second in pairwise(part))


def refused_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "With a slow zoom and clouds moving", "lip sync and calm music": what can be done, beside what cannot."""
    ahead = list(stretch(rest))
    taking = any(
        token.kind == "neg" or (token.kind == "verb" and token.value not in (*_GIVING, "move")) for token in before
    )
    refused = [_is_refused(part) for part in (before, ahead)]
    return not taking and refused[0] != refused[1] and all(_offers(part) for part in (before, ahead))


def _is_refused(part: Sequence[Token]) -> bool:
    moving = any(token.is_a("verb", "move") for token in part) and any(token.kind == "content" for token in part)
    return moving or any(token.kind in _REFUSED for token in part)


def _offers(part: Sequence[Token]) -> bool:
    """Whether the part holds a thing of its own, not only a verb or an adjective of the other's."""
    return _is_refused(part) or any(token.kind in _FEATURES or token.is_a("noun", *_THINGS) for token in part)


def spares(token: Token, rest: Sequence[Token]) -> bool:
    """ "Make it darker without touching photo 2"."""
    touching = bool(rest) and rest[0].is_a("verb", "touch", "change", "edit", "move", "cut")
    return touching and token.is_a("neg") and token.text.lower() == "without"


def goes_on_grading(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Set the look of clip 2: brightness 20%, contrast 10%": one list of scales."""
    first = next((token for token in rest if token.kind not in LIGHT), None)
    graded = any(token.kind in ("field", "tone", "preset") for token in before)
    others = ("ordinal", "name", "beyond")
    graded = graded and not any(
        token.is_a("verb", "keep") or token.kind in others or token.is_a("quant", "all") for token in stretch(rest)
    )
    return graded and first is not None and first.kind == "field"


_TAKING = ("remove", "cut", "trim", "replace", "keep")
_OBJECTS = frozenset({"det", "quant", "pronoun", "ordinal", "name"})


def does_something_strange(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Make photo 3 last 5 seconds and snorkify the rest": a verb that nobody knows, with an object of its own. Where
    something is taken away nothing is parted from it."""
    words = [token for token in rest if token.kind not in ("break", "conj", "function", "polite")]
    strange = len(words) > 1 and words[0].kind == "unknown" and words[0].text.isalpha() and words[0].text.isascii()
    whole = any(token.kind == "verb" for token in before) and not any(token.is_a("verb", *_TAKING) for token in before)
    return strange and words[1].kind in _OBJECTS and whole and before[-1].kind not in ("det", "prep", "unknown")


def cuts_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "A crossfade between 1 and 2 and a wipe between 2 and 3": one cut and then another."""
    first = next((token for token in rest if token.kind not in _WAYS), None)
    parts = (before, list(stretch(rest)))
    if all(any(token.is_a("verb", "fade") or token.kind == "fade" for token in part) for part in parts):
        return first is not None and first.kind in ("duration", "verb", "fade")
    if first is None or first.kind not in ("transition", "slide", "fade"):
        return False
    return all(any(token.kind == "ordinal" or token.is_a("prep", "between") for token in part) for part in parts)


_COMPLETE = frozenset(
    {"duration", "ratio", "aspect", "transition", "motion", "quote", "percent", "fps", "container", "resolution",
     "tone", "relative", "mood", "fade", "platform", "multiple", "level", "color"}
)  # fmt: skip
_BEGINNING = frozenset(
    {"fade", "ordinal", "name", "ratio", "aspect", "transition", "motion", "verb", "tone", "fit", "platform"}
)


def stands_apart(last: Token, first: Token) -> bool:
    """ "3:4 每张3秒 叠化 字幕“周末”": Chinese that parts its wishes with spaces."""
    chinese = is_han(first.text[0]) or (is_han(last.text[-1]) and first.kind in ("ratio", "name"))
    begins = first.kind in _BEGINNING or first.is_a("quant", "each", "total") or first.is_a("noun")
    begins = begins or first.is_a("pronoun", "rest")
    return (
        last.end < first.start
        and chinese
        and begins
        and last.kind in _COMPLETE
        and not (last.kind == first.kind == "motion")
    )


def is_plus(token: Token, rest: Sequence[Token]) -> bool:
    """ "Brightness +20%"."""
    return token.text == "+" and bool(rest) and rest[0].start == token.end and rest[0].kind in ("percent", "number")


def wishes_for_mood(part: Sequence[Token]) -> bool:
    """ "…, something calm", "something more cinematic instead"."""
    words = [token for token in part if token.kind not in LIGHT and token.kind not in ("break", "conj", "degree")]
    anything = any(token.text.lower() in ("something", "some", "anything", "give me something") for token in part)
    return anything and len(words) == 1 and words[0].kind == "mood"


def turns_to_what_cannot(token: Token, before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "A video where the water flows", "let the flame flicker while the camera moves closer"."""
    turns = token.text.lower() in ("where", "where the", "while", "in which")
    return turns and refused_too(before, [token, *rest])


def fades_anew(first: Token, rest: Sequence[Token]) -> bool:
    """ "开头淡入，…", "and fade it out": a fade that says where it belongs, or of what it is."""
    if first.is_a("fade", "fade"):
        return follows(first, rest, "pronoun")
    return first.kind == "fade"


def looks_anew(first: Token, before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Brighten the second and darken the third": each of its own; not "brighten and sharpen the second"."""
    pointing = all(any(token.kind in ("ordinal", "name") for token in part) for part in (before, list(stretch(rest))))
    return first.kind in ("grade", "tone", "preset", "turned") and pointing


def excepts_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Delete everything except the title and the caption": both are left out."""
    at = next((place for place, token in enumerate(before) if token.is_a("except", "except")), None)
    ahead = [token for token in stretch(rest) if token.kind not in LIGHT]
    named = at is not None and not any(token.kind == "verb" for token in before[at:])
    return named and bool(ahead) and all(token.kind in ("noun", "ordinal", "name", "quote") for token in ahead)
