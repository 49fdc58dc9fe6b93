"""Conditions that the timeline decides: "if the video is longer than 30 s, shorten it to 30", "if there's music, turn
it down, otherwise add some".

Only where all of the condition is understood and comes first; then its words fall away, or what hangs on it does. Any
other condition stays one that nobody here can judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.vocabulary import MediaKind, TextRole, TransitionKind

_LIGHT = frozenset({"function", "polite", "det", "mark"})
_STOPS = ".;!?\n"
_IF = ("if", "in case", "in the event that")
_ELSE = ("else", "otherwise", "or else", "if not")
_THERE = ("there", "there's", "there is", "there are", "there isn't", "there aren't", "there're")
_RUNNING = ("runs", "lasts", "takes", "is", "is on", "shows", "last", "run")
_MORE, _LESS = ("longer", "more", "over", "above"), ("shorter", "less", "under", "below", "fewer")
_PASSING = ("yet", "already", "at all", "any", "currently", "now")
_Found = tuple[bool, list[Token], int]
"""Whether it is so, the tokens that name what it is about, and where the condition ends."""


def gather(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """The tokens without conditions that hold, and with one token in place of what hangs on one that does not."""
    found = list(tokens)
    index = 0
    while index < len(found):
        token = found[index]
        if token.is_a("doubt", "condition") and token.text.lower() in _IF and _opens(found, index):
            end = _sentence(found, index)
            read = _there(found, index + 1, scene) or _measured(found, index + 1, scene)
            if read is not None and read[2] < end and _closes(found[read[2]]):
                found[index:end] = _decided(found[index:end], (read[0], read[1], read[2] - index))
        index += 1
    return tuple(found)


def _opens(tokens: Sequence[Token], index: int) -> bool:
    before = next((token for token in reversed(tokens[:index]) if token.kind not in (*_LIGHT, "conj")), None)
    return before is None or before.kind == "break"


def _closes(token: Token) -> bool:
    """Whether the condition is over: a comma, "then", or what is to be done."""
    return token.kind in ("verb", "break", "motion", "grade", "speed") or token.is_a("conj", "then")


def _sentence(tokens: Sequence[Token], index: int) -> int:
    ends = (at for at in range(index, len(tokens)) if tokens[at].kind == "break" and tokens[at].value in _STOPS)
    return next(ends, len(tokens))


def _past(tokens: Sequence[Token], index: int, words: Sequence[str] = ()) -> int:
    while index < len(tokens) and (tokens[index].kind in _LIGHT or tokens[index].text.lower() in words):
        if tokens[index].text.lower() in (*_MORE, *_LESS):
            break
        index += 1
    return index


def _there(tokens: Sequence[Token], start: int, scene: Scene) -> _Found | None:
    """ "There's (no) music", "there are more than 4 photos"."""
    if start >= len(tokens) or tokens[start].text.lower() not in _THERE:
        return None
    denied = "n't" in tokens[start].text
    index = _past(tokens, start + 1)
    if index < len(tokens) and tokens[index].is_a("neg"):
        denied, index = not denied, _past(tokens, index + 1)
    way, index = _way(tokens, index)
    number = tokens[index] if index < len(tokens) and tokens[index].kind in ("number", "count") else None
    index = _past(tokens, index + (number is not None))
    count = _count(tokens[index], scene) if index < len(tokens) else None
    if count is None or bool(way) is not (number is not None):
        return None
    so = (count - number.amount) * way > 0 if number is not None else count > 0
    return so is not denied, [] if number else [tokens[index]], _past(tokens, index + 1, _PASSING)


def _way(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """ "Longer than", "over", "under": 1 for more, -1 for less, 0 for neither; and where it ends."""
    if index >= len(tokens):
        return 0, index
    word = tokens[index].text.lower().removesuffix(" than")
    way = 1 if word in _MORE else -1 if word in _LESS else 0
    if not way:
        return 0, index
    index = _past(tokens, index + 1)
    return way, index + (index < len(tokens) and tokens[index].is_a("prep", "than"))


def _count(token: Token, scene: Scene) -> int | None:
    """How many there are of what the token names; None where it is nothing of the timeline."""
    timeline = scene.timeline
    if token.is_a("noun", "music"):
        return sum(sound.whole for sound in timeline.sounds)
    if token.is_a("noun", "title", "caption", "text"):
        role = {"title": TextRole.TITLE, "caption": TextRole.CAPTION}.get(token.value)
        return sum(text.role is role or role is None for text in timeline.texts)
    if token.is_a("noun", "logo", "overlay", "watermark"):
        return len(timeline.overlays)
    if token.is_a("noun", "picture"):
        return sum(clip.media.kind is MediaKind.IMAGE for clip in timeline.visuals)
    if token.is_a("noun", "clip"):
        return len(timeline.visuals) if token.text.lower() == "clips" else len(_footage(scene))
    if token.is_a("noun", "transition"):
        return sum(clip.transition.kind is not TransitionKind.CUT for clip in timeline.visuals[1:])
    return None


def _footage(scene: Scene) -> list[VisualClip]:
    return [clip for clip in scene.timeline.visuals if clip.media.kind is MediaKind.VIDEO]


def _measured(tokens: Sequence[Token], start: int, scene: Scene) -> _Found | None:
    """ "The video is (not) longer than 30 s", "the second one runs over 2 s"."""
    index = _past(tokens, start)
    subject = tokens[index] if index < len(tokens) else None
    length = _length(subject, scene) if subject is not None else None
    if subject is None or length is None:
        return None
    index = _past(tokens, index + 1, _RUNNING)
    if index < len(tokens) and tokens[index].is_a("noun", "picture", "clip") and subject.kind == "ordinal":
        index = _past(tokens, index + 1, _RUNNING)
    denied = index < len(tokens) and tokens[index].is_a("neg")
    way, index = _way(tokens, _past(tokens, index + denied))
    if not way or index >= len(tokens) or tokens[index].kind not in ("duration", "clock"):
        return None
    named = subject.kind in ("ordinal", "name") or subject.is_a("noun", "clip")
    so = (length - tokens[index].amount) * way > 0
    return so is not denied, [subject] if named else [], _past(tokens, index + 1, _PASSING)


def _length(subject: Token, scene: Scene) -> int | None:
    """How long the named clip shows, or the whole, in ms; None where it is not one of them."""
    visuals = scene.timeline.visuals
    if not visuals:
        return None
    if subject.is_a("noun", "video") or (subject.is_a("pronoun", "it") and not scene.focus.clips):
        return scene.timeline.duration_ms
    found: list[VisualClip] = []
    if subject.is_a("noun", "clip"):
        found = _footage(scene)
    elif subject.kind == "ordinal" and len(subject.places) == 1:
        place = subject.places[0] - 1 if subject.places[0] > 0 else subject.places[0]
        found = [visuals[place]] if subject.places[0] and -len(visuals) <= place < len(visuals) else []
    elif subject.kind == "name":
        found = [clip for clip in visuals if clip.media.name.casefold() == subject.value.casefold()]
    return found[0].span.duration if len(found) == 1 else None


def _decided(part: list[Token], read: _Found) -> list[Token]:
    """The sentence once the condition is judged, with which it begins."""
    so, subject, end = read
    other = next((at for at in range(end, len(part)) if part[at].text.lower() in _ELSE), len(part))
    timed = any(token.kind == "duration" for token in part[:end])
    if so:
        said = [replace(token, kind="function", value="condition", places=()) for token in part[: end + 1]]
        if part[end].kind not in ("break", "conj"):
            said[end:] = [part[end]]
        passed = [_as_one(part[other:], "purpose", "told")] if other < len(part) else []
        return [*said, *_with_seconds(_with_subject(part[end + 1 : other], subject), timed=timed), *passed]
    if other == len(part):
        return [_as_one(part, "untrue", "untrue")]
    stop = replace(part[other], kind="break", value=";")
    return [_as_one(part[:other], "untrue", "untrue"), stop, *_with_subject(part[other + 1 :], subject)]


def _as_one(part: Sequence[Token], kind: str, value: str) -> Token:
    said = [token for token in part if token.kind != "break"] or list(part)
    text = " ".join(token.text for token in said)
    return replace(part[0], kind=kind, value=value, end=part[-1].end, text=text, places=())


def _with_subject(rest: Sequence[Token], subject: Sequence[Token]) -> list[Token]:
    """ "…, make it 2 s": what the condition was about."""
    found = list(rest)
    place = next((at for at in range(len(found)) if _stands_for_it(found, at)), None)
    if subject and place is not None:
        named = subject[0]
        found[place] = replace(
            found[place], kind=named.kind, value=named.value, text=named.text, places=named.places, amount=named.amount
        )
    return found


def _stands_for_it(tokens: Sequence[Token], index: int) -> bool:
    """ "Turn it down", "add some"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    alone = following is None or following.kind in ("break", "polite", "conj")
    return tokens[index].is_a("pronoun", "it", "them") or (tokens[index].text.lower() in ("some", "one") and alone)


def _with_seconds(rest: list[Token], *, timed: bool) -> list[Token]:
    """ "…, shorten it to 30": seconds, as the condition said."""
    if timed and rest and rest[-1].kind == "number" and rest[-1].amount:
        rest[-1] = replace(rest[-1], kind="duration", value="", amount=rest[-1].amount * 1000)
    return rest
