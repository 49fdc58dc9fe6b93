"""How long things show, in everyday words: "cap it at 10 seconds", "get each photo down to 1.5", "linger on the last
one", "knock a second off every picture", "double the time of the third", "except the last, 5 s".

English says such things with words that mean something else elsewhere; here they become the plain ones, each only where
a length or a pace is spoken of in the same breath.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import aiming, playing, timing
from kineograph.studio.interpreter.mending.steps import Step, when, within

_STOPS = ".;!?\n"
_LIGHT = frozenset({"function", "polite", "det", "mark"})
_POINTERS = frozenset({"ordinal", "name", "beyond"})
_CAPPING = ("cap", "limit", "restrict", "capped", "limited")
_BRINGING = (
    "bring",
    "get",
    "take",
    "squeeze",
    "fit",
    "keep",
    "pull",
    "whittle",
    "pare",
    "boil",
    "condense",
    "compress",
)
_AIMING = ("aim", "shoot", "target", "aiming")
_LINGERING = ("linger", "lingers", "dwell", "dwell on", "pause", "hold", "stay", "rest")
_SHAVING = ("knock", "knock off", "shave", "shave off", "chop", "chop off", "trim", "trim off", "snip", "clip")
_TIMES = ("duration", "clock")
_THINGS = ("picture", "clip", "video")
_SPREADING = ("spread", "distribute", "divide", "split", "share")
_OVER = ("over", "across", "among", "between", "to")
_EVENLY = ("evenly", "equally", "out")


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value in _STOPS:
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _plain(token: Token, value: str = "paced") -> Token:
    return replace(token, kind="function", value=value, places=())


def _ahead(part: Sequence[Token], index: int) -> list[Token]:
    """What follows up to the next stop, padding aside."""
    found: list[Token] = []
    for token in part[index + 1 :]:
        if token.kind == "break" or token.is_a("conj", "then"):
            break
        if token.kind not in _LIGHT:
            found.append(token)
    return found


@when(*_CAPPING, *_AIMING)
def _with_limits(part: list[Token]) -> list[Token]:
    """ "Cap it at 10 seconds", "limit each photo to 2 s": no longer. "Aim for 20 seconds": as long as that."""
    for index, token in enumerate(part):
        word = token.text.lower()
        capping, aiming = word in _CAPPING, word in _AIMING
        if not (capping or aiming) or token.kind not in ("unknown", "verb", "noun"):
            continue
        link = next(
            (at for at in range(index + 1, len(part)) if _links(part, at, ("for",) if aiming else ("at", "to"))), 0
        )
        if link and not any(other.kind == "break" for other in part[index:link]):
            part[index] = replace(token, kind="limit", value="limit") if capping else _plain(token)
            part[link] = _plain(part[link])
    return part


def _links(part: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether a length follows one of these words."""
    following = next((token for token in part[at + 1 :] if token.kind not in _LIGHT), None)
    return part[at].text.lower() in words and following is not None and following.kind in _TIMES


@when("up", "down", "in")
def _with_particles(part: list[Token]) -> list[Token]:
    """ "Get each photo down to 1.5 seconds", "bring the whole thing in under 20", "leave photo 2 up for longer"."""
    for index, token in enumerate(part):
        ahead = _ahead(part, index)
        if token.text.lower() == "up" and ahead and ahead[0].is_a("prep", "for") and _is_length(ahead[1:]):
            part[index] = _plain(token)
        if token.text.lower() not in ("down", "in") or len(ahead) < 2:
            continue
        if not (ahead[0].is_a("prep", "to") or ahead[0].kind == "limit") or ahead[1].kind not in _TIMES:
            continue
        verb = next((at for at in range(index - 1, -1, -1) if part[at].kind in ("verb", "unknown", "break")), -1)
        if verb >= 0 and part[verb].text.lower() in _BRINGING:
            part[index] = _plain(token)
            part[verb] = replace(part[verb], kind="verb", value="make")
    return part


def _is_length(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (tokens[0].kind in _TIMES or tokens[0].is_a("relative", "longer", "shorter"))


@when(*_LINGERING)
def _with_lingering(part: list[Token]) -> list[Token]:
    """ "Linger on the last picture", "dwell a bit on photo 3": longer, where it is not said how long."""
    for index, token in enumerate(part):
        if token.text.lower() not in _LINGERING or token.kind not in ("verb", "unknown", "static", "motion"):
            continue
        ahead = _ahead(part, index)
        told = any(other.kind in (*_TIMES, "relative", "multiple", "percent", "factor", "window") for other in ahead)
        pointed = any(other.kind in _POINTERS or other.is_a("pronoun", "it") for other in ahead)
        on = token.text.lower() == "dwell on" or any(other.text.lower() == "on" for other in ahead[:2])
        if on and pointed and not told and all(_is_plain(other) for other in ahead):
            part[index] = replace(token, kind="relative", value="longer")
    return part


def _is_plain(token: Token) -> bool:
    return token.kind in (*_POINTERS, "prep", "degree", "pronoun", "conj") or token.is_a("noun", *_THINGS)


@when(*_SHAVING, "off")
def _with_shaving(part: list[Token]) -> list[Token]:
    """ "Knock half a second off every picture", "trim everything down a bit"; "a second off the start": cut."""
    for index, token in enumerate(part):
        ahead = _ahead(part, index)
        every = any(other.is_a("quant", "each", "all") for other in ahead)
        every = every and not any(other.is_a("prep", "after", "before", "until", "between") for other in ahead)
        edged = any(other.is_a("edge", "start", "end", "both") for other in ahead)
        if token.is_a("verb", "trim", "shorten") and token.text.lower() in _SHAVING and every and not edged:
            if any(other.kind in ("window", "range") for other in ahead) or not _shaves(ahead):
                continue
            part[index] = replace(token, value="shorten")
        lasting = index > 0 and part[index - 1].kind == "duration"
        if token.text.lower() == "off" and lasting and edged and not _has_verb(part[:index]):
            part[index] = replace(token, kind="verb", value="trim")
    return part


def _shaves(ahead: Sequence[Token]) -> bool:
    return any(other.kind == "degree" or (other.kind == "duration") for other in ahead)


def _has_verb(part: Sequence[Token]) -> bool:
    start = max((at for at, token in enumerate(part) if token.kind == "break"), default=0)
    return any(token.kind == "verb" for token in part[start:])


@when("a little")
def _with_smallness(part: list[Token]) -> list[Token]:
    """ "A little 8 sec video": what it is like, and no measure."""
    for index, token in enumerate(part[:-1]):
        ahead = [other for other in part[index + 1 : index + 4] if other.kind not in _LIGHT]
        made = bool(ahead) and (ahead[0].kind in ("duration", "aspect") or ahead[0].is_a("noun", "video"))
        video = any(other.is_a("noun", "video") for other in ahead)
        if token.is_a("degree", "bit") and token.text.lower() == "a little" and made and video:
            part[index] = replace(token, kind="det", value="indefinite")
    return part


@when("duration")
def _with_states(part: list[Token]) -> list[Token]:
    """ "3 seconds is too short for the first": as it is now. "+1 s": longer by; "minus one second": shorter by."""
    for index, token in enumerate(part):
        if token.kind != "duration":
            continue
        following = next((other for other in part[index + 1 :] if other.kind not in _LIGHT), None)
        before = part[index - 1] if index else None
        if following is not None and following.kind == "relative" and following.text.lower().startswith("too "):
            part[index] = replace(token, kind="retracted")
        elif before is not None and before.text == "+":
            part[index] = replace(token, value="more")
        elif before is not None and before.text.lower() == "minus":
            part[index - 1] = replace(before, kind="relative", value="shorter")
    return part


@when(*_SPREADING, also="duration")
def _with_evenness(part: list[Token]) -> list[Token]:
    """ "Spread 20 seconds evenly over the photos": that long in all."""
    for index, token in enumerate(part):
        ahead = _ahead(part, index)
        if token.text.lower() not in _SPREADING or not ahead or ahead[0].kind != "duration":
            continue
        over = next((at for at, other in enumerate(part) if at > index and other.text.lower() in _OVER), 0)
        behind = part[over + 1 :] if over else [token]
        if all(other.kind in _LIGHT or other.kind in ("noun", "quant", "pronoun") for other in behind):
            part[index] = replace(token, kind="verb", value="make")
            part[over] = replace(part[over], kind="quant", value="total")
            part[over + 1 :] = [_plain(other) for other in behind]
            return [_plain(other) if other.text.lower() in _EVENLY else other for other in part]
    return part


@when("factor", "time", "number")
def _with_amounts(part: list[Token]) -> list[Token]:
    """ "By half a second", "double the time of the third", "photo duration 2.5"."""
    shared = any(token.kind in ("factor", "percent") for token in part)
    shown = any(token.kind in _POINTERS or token.is_a("noun", *_THINGS) for token in part)
    for index, token in enumerate(part):
        following = part[index + 1] if index + 1 < len(part) else None
        if token.kind == "factor" and following is not None and following.kind == "duration":
            if token.text.lower().endswith("half") and following.text.lower().startswith(("a ", "an ")):
                part[index] = replace(token, kind="prep", value="by")
                part[index + 1] = replace(following, amount=following.amount / 2)
        elif token.text.lower() == "time" and token.is_a("noun", "step") and shared and shown:
            part[index] = replace(token, value="duration")
        elif token.kind == "number" and token.amount and _measures(part, index):
            part[index] = replace(token, kind="duration", value="", amount=token.amount * 1000)
    return part


def _measures(part: Sequence[Token], index: int) -> bool:
    """ "Photo duration 2.5", "duration of each picture: 3": a bare number of a length of clips, and nothing else."""
    following = part[index + 1] if index + 1 < len(part) else None
    ends = following is None or following.kind in ("break", "polite")
    start = max((at + 1 for at in range(index) if part[at].kind == "break" and part[at].value != ":"), default=0)
    words = [token for token in part[start:index] if token.kind not in _LIGHT and token.value != ":"]
    lengths = [token for token in words if token.is_a("noun", "duration") and token.text.lower() != "long"]
    named = any(token.is_a("noun", *_THINGS) for token in words)
    known = all(token.kind in ("noun", "prep", "quant", "verb", "ordinal") for token in words)
    whole = not any(token.is_a("noun", "transition", "title", "text", "caption", "music") for token in words)
    return ends and bool(lengths) and named and known and whole


@when("except", also="duration")
def _with_exceptions(part: list[Token]) -> list[Token]:
    """ "Every photo 2 s, except the last 5 s": the last one, 5 seconds."""
    found: list[Token] = []
    timed = excepted = False
    for index, token in enumerate(part):
        timed = timed or token.kind == "duration"
        if token.is_a("except", "except") and timed:
            excepted = True
            if found and found[-1].text == ",":
                found[-1] = replace(found[-1], kind="mark")
        found += _excepted(part, index) if excepted else [token]
    return found


def _excepted(part: Sequence[Token], index: int) -> list[Token]:
    """A token behind "except": "the last 5 s" is a clip and its length."""
    token = part[index]
    word, _, rest = token.text.partition(" ")
    if token.kind == "window" and rest and rest[0].isdigit():
        middle = token.start + len(word)
        place = 1 if token.value == "first" else -1
        named = replace(token, kind="ordinal", value="", end=middle, text=word, amount=0.0, places=(place,))
        return [named, replace(token, kind="duration", value="", start=middle + 1, text=rest)]
    length = index + 1 < len(part) and part[index + 1].kind == "duration"
    if token.text == "," and length and part[index - 1].kind == "ordinal":
        return [replace(token, kind="mark")]
    return [_plain(token) if token.is_a("verb", "make", "show") else token]


STEPS: tuple[Step, ...] = (
    *aiming.STEPS,
    within(
        _stretches,
        (
            *playing.STEPS,
            *timing.STEPS,
            _with_limits,
            _with_particles,
            _with_lingering,
            _with_shaving,
            _with_smallness,
            _with_states,
            _with_evenness,
            _with_amounts,
            _with_exceptions,
        ),
    ),
)
