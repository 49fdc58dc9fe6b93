"""Who wishes what: "the user would like …", "my client asked me to …", "I'd rather have …", "here is the request: …".

Whoever speaks, and for whom, never changes what is asked: such an opening of a clause is politeness. A negation is
never part of it. Set right on the tokens before anything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.lexing.vocabulary import vocabulary
from kineograph.studio.interpreter.mending.wishes import FRAME, FRAME_ON, HEADINGS, HEADS

WISH = "wish"
"""The value of what only says that something is wished; what follows may be in the passive: "wants it removed"."""
_LONGEST = 24
_OPENING = frozenset({"function", "polite", "mark", "correction"})
_OPAQUE = frozenset({"quote", "name", "lines", "srt"})
_ENDING = frozenset({"break", "polite", "conj"})
_ENDS = {"first": 1, "last": -1}
_BEHIND = ("too", "as well", "now", "away", "instead", "entirely", "completely", "though", "again")
_GOING = re.compile(
    r"(?:(?:can|could|may|might|should|must|shall|gotta|ought to|(?:ha[sv]e?|got|needs?|supposed|meant|going|ought) "
    r"to)|(?:can|could) (?:it|that|this|they|those|these|both))$"
)


def gather(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their places; what says who wishes is politeness, and what "can go" is to be removed."""
    found = list(tokens)
    reported = False
    index, start = 0, 0
    while index < len(found):
        if index == start:
            end = _headed(found, index) or _framed(found, index, reported=reported)
            if end:
                reported, start, index = True, end, end
                continue
        token = found[index]
        if token.kind in ("conj", "break", "except") or (index == start and token.kind in _OPENING):
            start = index + 1
        index += 1
    return _with_ends(_with_going(found))


def _framed(found: list[Token], start: int, *, reported: bool) -> int:
    """Where the frame ends that begins at ``start``, its tokens made polite; 0 where there is none."""
    words, ends = _words(found, start)
    match = FRAME.match(words) or (FRAME_ON.match(words) if reported else None)
    if match is None or not match.end():
        return 0
    count = sum(end <= match.end() for end in ends)
    if count < len(ends) and (ends[count - 1] if count else 0) + 1 < match.end():
        rest = found[start + count].text
        cut = match.end() - ((ends[count - 1] + 1) if count else 0)
        known = vocabulary("en").surfaces.get(rest[cut:].strip().lower())
        if known is not None:
            _cut(found, start + count, cut, known)
            count += 1
    for index in range(start, start + count):
        found[index] = replace(found[index], kind="polite", value=WISH, places=())
    return start + count if count else 0


def _cut(found: list[Token], index: int, at: int, known: tuple[str, str]) -> None:
    """The token in two, the second read anew: "to use" is "to" and "use"."""
    token = found[index]
    rest = token.text[at:].lstrip()
    begin = token.end - len(rest)
    first = replace(token, end=token.start + at, text=token.text[:at])
    found[index : index + 1] = [first, Token(known[0], known[1], begin, token.end, rest)]


def _words(found: Sequence[Token], start: int) -> tuple[str, list[int]]:
    """The words from ``start`` to the next stop in one line, and where each token ends in it."""
    line, ends = "", []
    for token in found[start : start + _LONGEST]:
        if token.kind == "break":
            break
        text = "\0" if token.kind in _OPAQUE else token.text.lower().replace("’", "'")
        line = f"{line} {text}" if line else text
        ends.append(len(line))
    return line, ends


def _headed(found: list[Token], start: int) -> int:
    """ "User request: …", "here is what the client wants: …": where the heading ends, made polite; else 0."""
    for index in range(start, min(len(found), start + _LONGEST)):
        token = found[index]
        if token.text in (":", "："):
            words = {word for other in found[start:index] for word in other.text.lower().split()}
            if not words & HEADS or not words <= HEADINGS:
                return 0
            for place in range(start, index):
                found[place] = replace(found[place], kind="polite", value=WISH, places=())
            found[index] = replace(token, kind="break", value=";")
            return index + 1
        if token.kind == "break" or token.kind in _OPAQUE:
            return 0
    return 0


def _with_going(found: list[Token]) -> list[Token]:
    """ "The music can go", "it has to go": away. "It should go to the end" goes somewhere."""
    for index, token in enumerate(found):
        if index and token.text.lower() == "go" and _goes_away(found, index):
            found[index] = replace(token, kind="verb", value="remove")
    return found


def _goes_away(found: Sequence[Token], index: int) -> bool:
    before = " ".join(token.text.lower() for token in found[max(0, index - 2) : index])
    following = found[index + 1] if index + 1 < len(found) else None
    away = following is None or following.kind in _ENDING or following.text.lower() in _BEHIND
    return away and _GOING.search(before) is not None


def _with_ends(found: list[Token]) -> list[Token]:
    """ "The opener", "the closer": the first clip and the last; which the new one is depends on what goes before it."""
    for index, token in enumerate(found):
        if token.is_a("noun", *_ENDS) and not (index and found[index - 1].is_a("det", "new")):
            found[index] = replace(token, kind="ordinal", value="", places=(_ENDS[token.value],))
    return found
