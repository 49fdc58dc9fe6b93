"""What is to be as it was: "bring the caption back", "volume as before", "put the music back to what it was",
"restore that photo". The word that says so is one token; whether a step back does it is a matter of what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.groups import HEARD, LAID, LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

THINGS = (*LAID, *HEARD, "picture", "clip", "transition", "motion", "volume", "order", "color", "frame", "duration")
_FETCHING = ("bring", "put", "get", "give", "have", "want", "add")
_SETTING = (*_FETCHING, "set", "turn", "change", "make", "return", "reset", "revert", "take", "switch", "drop")
_RESTORING = ("restore", "reinstate", "undelete")
_STATES = ("what", "how", "where", "the way")
_BEFORE = ("before", "originally", "earlier", "initially", "previously", "first", "at first", "the first time")
_LINKS = ("to", "back", "back to", "like", "as", "exactly", "just", "in", "again", "there")
_BESIDE = LIGHT | {"break", "conj", "pronoun", "ordinal", "name", "quant", "correction", "motion", "transition"}
_NAMED = ("ordinal", "name", "pronoun", "motion", "transition")
_WAS = ("was", "were", "had been", "used to be")


@when("back", *_WAS, "before", *_RESTORING)
def _with_returns(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, with one that says that something is to be as it was."""
    for start, end in _parts(tokens):
        part = tokens[start:end]
        found = _as_it_was(part) or _fetched(part) or _as_before(part) or _restored(part)
        if found is None and "back" in (texts := [token.text.lower() for token in part]):
            tokens[start:end] = _placed_back(part, texts.index("back"))
        elif found is not None and all(_is_light(token) for token in found if token.kind != "return"):
            tokens[start:end] = found
    return tokens


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From where to where each stretch goes that punctuation or a conjunction parts from the next."""
    start = 0
    for index, token in enumerate(tokens):
        if token.kind in ("break", "conj"):
            yield start, index
            start = index + 1
    yield start, len(tokens)


def _is_light(token: Token) -> bool:
    return token.kind in _BESIDE or token.is_a("noun", *THINGS) or token.is_a("verb", "undo", "redo")


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


def _plain(part: Sequence[Token], verbs: Sequence[str], mark: int, value: str, words: Sequence[int]) -> list[Token]:
    """The part with its verb and the ``words`` meaning nothing more, and the mark in its place."""
    found = [_as(token, "function") if token.text.lower() in verbs else token for token in part]
    for place in words:
        found[place] = _as(part[place], "function")
    if not any(token.is_a("verb", "undo", "redo") for token in found):
        found[mark] = _as(part[mark], "return", value)
    return found


def _as_it_was(part: Sequence[Token]) -> list[Token] | None:
    """ "… back to what it was", "… where it was before", "… how they were"."""
    was = next((at for at in range(2, len(part)) if part[at].text.lower() in _WAS), 0)
    if not was or part[was - 1].kind not in ("pronoun", "det", "function", "polite"):
        return None
    state = was - 2
    if part[state].text.lower() not in _STATES:
        return None
    end = was + 1
    while end < len(part) and part[end].text.lower() in _BEFORE:
        end += 1
    begin = state
    while begin and part[begin - 1].text.lower() in _LINKS:
        begin -= 1
    return _plain(part, _SETTING, was, "state", range(begin, end))


def _fetched(part: Sequence[Token]) -> list[Token] | None:
    """ "Bring the caption back", "bring back the music", "I want photo 4 back"."""
    texts = [token.text.lower() for token in part]
    if "back" not in texts:
        return None
    back = texts.index("back")
    fetched = any(text in _FETCHING for text in texts[:back]) or any(token.kind == "polite" for token in part[:back])
    led = back > 0 and texts[back - 1] in ("the", "at", "to", "of", "from", "at the", "to the", "in")
    last = all(
        token.kind in ("function", "polite", "mark") or token.text.lower() in _LINKS for token in part[back + 1 :]
    )
    second = back > 0 and texts[back - 1] in _FETCHING
    named = any(token.kind in _NAMED or token.is_a("noun", *THINGS) for token in part)
    if not (fetched and named and (last or second)) or led:
        return None
    after = [place for place in range(back + 1, len(part)) if last and texts[place] in _LINKS]
    return _plain(part, _FETCHING, back, "bring", after)


def _placed_back(part: Sequence[Token], back: int) -> list[Token]:
    """ "Put the title back at the top": where it goes is said behind."""
    following = part[back + 1 : back + 2]
    led = back > 0 and part[back - 1].text.lower() in ("the", "at", "to", "of", "from", "at the", "to the", "in")
    placed = bool(following) and following[0].kind in ("place", "prep", "edge", "side")
    told = any(token.text.lower() in _SETTING for token in part[:back])
    return [_as(each, "function") if each is part[back] and placed and told and not led else each for each in part]


def _as_before(part: Sequence[Token]) -> list[Token] | None:
    """ "Volume as before", "the music like before"."""
    ends = len(part) > 2 and part[-1].text.lower() == "before" and part[-2].text.lower() in ("as", "like")
    if not ends or not part[-3].is_a("noun", *THINGS):
        return None
    return _plain(part, _SETTING, len(part) - 1, "state", (len(part) - 2,))


def _restored(part: Sequence[Token]) -> list[Token] | None:
    """ "Restore that photo", "reinstate the caption"."""
    mark = next((at for at, token in enumerate(part) if token.text.lower() in _RESTORING), None)
    named = any(
        token.kind in ("ordinal", "name") or token.is_a("noun", *LAID, *HEARD, "picture", "clip") for token in part
    )
    return _plain(part, (), mark, "bring", ()) if mark is not None and named else None


STEPS: tuple[Step, ...] = (_with_returns,)
