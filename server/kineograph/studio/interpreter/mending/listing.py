"""How an instruction is laid out, set right before anything else: the marks of a list ("1)", "2.", "b)"), what was done
to a thing ("the music should be lowered, the title removed"), "which" for the thing just named, "2 seconds a photo".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.drafts.general import OPEN, Reference
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.reporting import WISH
from kineograph.studio.interpreter.mending.steps import Step, when

_PASSIVE = frozenset(
    {"be", "to be", "being", "must", "should", "need", "needs", "want", "i want", "i need", "i'd like", "i would like",
     "get", "have", "having", "with", "would like"}
)  # fmt: skip
_DOERS = frozenset({"i", "you", "we", "was", "were", "been", "has", "i've", "you've", "is", "are", "that", "which"})
_BEFORE_NOUN = frozenset({"det", "ordinal", "quant", "verb"})
_PADDING = frozenset({"function", "polite", "det", "mark"})
_COMPARED = ("more", "less")
_LISTING = ("first", "second", "third", "fourth", "fifth", "sixth")
_AS_NOW = ("as it is", "as they are", "as is")
_MEASURES = frozenset({"factor", "relative", "multiple", "percent"})
_THINGS = ("picture", "clip")
_TEXTS = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo")
_MEASURING = ("duration", "multiple", "relative", "factor", "degree", "like")
_LASTING = ("ordinal", "name", "pronoun", "quant", "beyond")


@when(")", "）", ".", "、", ":")
def _with_points(tokens: list[Token]) -> list[Token]:
    """ "1) …", "2. …", "(3) …", "b) …": a point of a list begins something new, and its number is none."""
    found = _apart(tokens)
    tokens, count = list(found), 0
    for index, token in enumerate(tokens[:-1]):
        before = tokens[index - 1] if index else None
        opened = before is not None and (before.text in "(（" or before.is_a("noun", "step"))
        following = tokens[index + 1]
        anew = index - opened == 0 or _ends(tokens[index - opened - 1])
        expected = _counts(token) == count + 1
        stepped = before is not None and before.is_a("noun", "step")
        closed = following.text in ")）" and (not opened or anew)
        stops = (":",) if token.kind == "ordinal" else (".", "、", ":")
        dotted = (not opened or stepped) and anew and following.text in stops and index + 2 < len(tokens)
        if (
            not expected
            or not (closed or dotted)
            or (not count and closed and not anew and not _goes_on(tokens, index))
        ):
            continue
        count += 1
        found[index] = replace(token, kind="mark" if anew else "break", value=token.text if anew else ";")
        found[index + 1] = replace(following, kind="mark")
        if stepped:
            found[index - 1] = replace(found[index - 1], kind="function")
    return found


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """ "Delete the third photo 2) move …": no second photo."""
    found: list[Token] = []
    depth = 0
    for index, token in enumerate(tokens):
        depth = max(0, depth + (token.text in "(（") - (token.text in ")）"))
        closes = index + 1 < len(tokens) and tokens[index + 1].text in ")）" and not depth
        word, _, digits = token.text.rpartition(" ")
        if token.kind == "ordinal" and closes and word and digits.isascii() and digits.isdecimal():
            found.append(
                replace(token, kind="noun", value="picture", end=token.start + len(word), text=word, places=())
            )
            found.append(replace(token, kind="number", start=token.end - len(digits), text=digits, value=digits))
        else:
            found.append(token)
    return found


def _ends(token: Token) -> bool:
    return token.kind in ("break", "polite") or token.is_a("conj")


def _counts(token: Token) -> int:
    """The place in a list that the token may stand for: "3", "third" or "c"; 0 where it cannot."""
    if token.kind == "number" and token.text.isascii() and token.text.isdecimal():
        return int(token.text)
    if token.kind == "ordinal" and token.text.lower() in _LISTING:
        return _LISTING.index(token.text.lower()) + 1
    letter = token.text.lower() if token.kind != "name" else ""
    return ord(letter) - ord("a") + 1 if len(letter) == 1 and "a" <= letter <= "h" else 0


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a second point follows the one at ``index``."""
    return any(
        _counts(token) == _counts(tokens[index]) + 1 and after.text in ")）"
        for token, after in zip(tokens[index + 1 :], tokens[index + 2 :], strict=False)
    )


@when("participle")
def _with_participles(tokens: list[Token]) -> list[Token]:
    """ "It should be moved", "I want the third photo removed": asked for; "the one you removed" is told, and nothing
    that we can do."""
    found = list(tokens)
    passive = False
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.value in ".;!?\n":
            passive = False
        passive = passive or token.text.lower() in _PASSIVE or token.is_a("polite", WISH)
        if token.kind != "participle":
            continue
        before = tokens[index - 1] if index else None
        told = before is not None and (
            before.text.lower() in (_DOERS | {"have"})
            or (before.kind in _BEFORE_NOUN and not (before.kind == "ordinal" and _ends_time(_next(tokens, index))))
            or any(other.text.lower() in _DOERS for other in tokens[max(0, index - 2) : index])
        )
        found[index] = replace(token, kind="unknown" if told or not passive else "verb")
    return found


def _next(tokens: Sequence[Token], index: int) -> Token | None:
    return tokens[index + 1] if index + 1 < len(tokens) else None


@when("which")
def _with_which(tokens: list[Token]) -> list[Token]:
    """ "Except the last one, which should stay still": the last one."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        spared = index > 1 and any(other.is_a("except", "except") for other in tokens[max(0, index - 4) : index - 1])
        moves = index + 1 < len(tokens) and tokens[index + 1].kind in ("motion", "static")
        if spared and moves and token.text.lower() == "which" and tokens[index - 1].kind == "ordinal":
            comma = Token("break", ",", token.start - 1, token.start, ",")
            return list(_with_which([*tokens[:index], comma, *tokens[index:]]))
        if token.text.lower() != "which" or index < 2 or tokens[index - 1].text != ",":
            continue
        named = index - 2
        while named > 0 and (tokens[named].is_a("noun", *_THINGS) or tokens[named].text.lower() == "one"):
            named -= 1
        if tokens[named].kind == "ordinal" or tokens[index - 2].is_a("noun", *_TEXTS):
            named = named if tokens[named].kind == "ordinal" else index - 2
            found[index] = replace(tokens[named], start=token.start, end=token.end, text=token.text)
    return found


@when("a", "an", "/", also="duration")
def _with_apiece(tokens: list[Token]) -> list[Token]:
    """ "2 seconds a photo": of each."""
    found = list(tokens)
    for index, token in enumerate(tokens[1:-1], 1):
        article = token.text.lower() in ("a", "an") and tokens[index + 1].is_a("noun", *_THINGS)
        slashed = token.text == "/" and tokens[index + 1].is_a("noun", *_THINGS)
        if (article or slashed) and tokens[index - 1].kind == "duration":
            found[index] = replace(token, kind="quant", value="each")
    return found


@when("another", "one", "where the")
def _with_more(tokens: list[Token]) -> list[Token]:
    """ "Another second", "another 2 seconds": so much more. "Into one video": no number. "Where the first …"."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        another = before is not None and before.text.lower() == "another"
        if another and token.is_a("ordinal") and token.text.lower() == "second" and _ends_time(following):
            found.append(replace(token, kind="duration", value="more", amount=1000, places=()))
        elif another and token.kind == "duration":
            found.append(replace(token, value="more"))
        elif token.is_a("number") and token.text.lower() == "one" and _is_whole(before, following):
            found.append(replace(token, kind="det", value="indefinite"))
        elif token.kind == "unsupported" and token.text.lower() == "where the" and _is_pointer(following):
            found.append(replace(token, kind="function", value="where"))
        else:
            found.append(token)
    return found


def _ends_time(following: Token | None) -> bool:
    return following is None or following.kind in ("break", "conj", "prep", "function", "polite")


def _is_whole(before: Token | None, following: Token | None) -> bool:
    kinds = ("ratio", "aspect", "platform", "descriptor", "duration")
    into = before is not None and before.is_a("prep", "to")
    return into and following is not None and (following.kind in kinds or following.is_a("noun", "video", "clip"))


def _is_pointer(following: Token | None) -> bool:
    return following is not None and following.kind == "ordinal"


@when("even", "alternate", *_LISTING, *_AS_NOW)
def _with_even(tokens: list[Token]) -> list[Token]:
    """ "Even faster", "even more": faster still; "the even ones" are others. "Twice as long as it is": as now.
    "Alternate between two": no cut. "Second, make …": in what order it is to be done."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        following, text = tokens[index + 1], token.text.lower()
        before = tokens[index - 1] if index else None
        stressed = following.kind in ("relative", "grade", "degree", "strength") or following.text.lower() in _COMPARED
        between = token.is_a("prep", "between") and before is not None and before.kind == "alternate"
        listed = token.kind == "ordinal" and text in _LISTING and _opens(before)
        comma = listed and following.text == "," and _acts(tokens[index + 2 :])
        if (text == "even" and stressed) or between or comma or (listed and following.text == ":" and _heads(tokens)):
            found[index] = replace(token, kind="function")
    for index, token in enumerate(tokens[1:], 1):
        if token.is_a("verb", "keep") and token.text.lower() in _AS_NOW and tokens[index - 1].kind in _MEASURES:
            found[index] = replace(token, kind="function")
    return found


def _heads(tokens: Sequence[Token]) -> bool:
    """ "First: …. Second: …": the points of a list."""
    heads = [
        token.text.lower()
        for before, token, following in zip((None, *tokens), tokens, tokens[1:], strict=False)
        if token.text.lower() in _LISTING and following.text == ":" and _opens(before)
    ]
    return len(heads) > 1 and tuple(heads) == _LISTING[: len(heads)]


def _opens(before: Token | None) -> bool:
    return before is None or before.kind in ("break", "polite")


def _acts(rest: Sequence[Token]) -> bool:
    first = next((token for token in rest if token.kind not in _PADDING), None)
    return first is not None and first.kind in ("verb", "motion", "grade", "turned", "transition", "fade", "neg")


@when("last", "last for")
def _with_lasting(tokens: list[Token]) -> list[Token]:
    """ "Make the second picture last 2x longer": lasting; "the first for 6 seconds and the last for 4": the last."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        named = before is not None and (before.is_a("noun", *_THINGS, "video") or before.kind in _LASTING)
        measured = following is not None and following.kind in _MEASURING
        if named and measured and token.kind == "ordinal" and token.text.lower() == "last":
            found.append(replace(token, kind="verb", value="last", places=()))
        elif token.text.lower() == "last for" and before is not None and before.text.lower() == "the":
            ordinal = replace(
                token, kind="ordinal", value="last", end=token.start + 4, text=token.text[:4], places=(-1,)
            )
            found += [ordinal, replace(token, kind="prep", value="for", start=token.end - 3, text=token.text[-3:])]
        else:
            found.append(token)
    return found


def label(body: Sequence[Token]) -> Reference:
    """ "Photo 2: 3 s, pan left": all of the sentence is about it."""
    words = [token for token in body if token.kind not in ("function", "polite", "det")]
    while words and words[0].kind in ("break", "mark"):
        words = words[1:]
    heads = len(words) > 1 and words[0].kind in ("ordinal", "name")
    joined = any(token.text == "、" and token.value == "，" for token in body)
    if not heads or not (joined or words[1].text in (":", "：", "-", "–", "—")):
        return OPEN
    if any(token.kind in ("ordinal", "name", "quote") or token.is_a("quant", "each", "total") for token in words[1:]):
        return OPEN
    return Reference(words[0].places, (words[0].value,) if words[0].kind == "name" else ())


@when("second", also="first")
def _with_order(tokens: list[Token]) -> list[Token]:
    """ "First the title should be yellow, second the music quieter", "First, 2 s each. Second, calm music": in what
    order it is said, and no photos; "first 4 s, second 2 s" are."""
    points: list[int] = []
    for index, token in enumerate(tokens[:-1]):
        counts = len(points) < len(_LISTING) and token.text.lower() == _LISTING[len(points)]
        before, following = tokens[index - 1] if index else None, tokens[index + 1]
        opens = before is None or before.kind in ("break", "polite") or before.is_a("conj", "and")
        stopped = before is None or (before.kind == "break" and before.value in ".;!?\n")
        listed = following.kind in ("det", "verb", "polite") or (stopped and following.text == ",")
        if token.kind == "ordinal" and counts and opens and listed:
            points.append(index)
    for index in points if len(points) > 1 else ():
        tokens[index] = replace(tokens[index], kind="function", value="listed", places=())
        if tokens[index + 1].text == ",":
            tokens[index + 1] = replace(tokens[index + 1], kind="mark", value="listed")
    return tokens


STEPS: tuple[Step, ...] = (
    _with_order,
    _with_points,
    _with_participles,
    _with_which,
    _with_apiece,
    _with_more,
    _with_even,
    _with_lasting,
)
"""In this order."""
