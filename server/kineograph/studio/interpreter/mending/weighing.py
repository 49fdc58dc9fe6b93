"""What is said to be so, and should not be: "the title is a bit small", "the music seems rather loud", "it's pretty
low".

English complains without "too"; what is said of the thing becomes what should be done about it, so that it is read like
"the title is too small". Only of things that are there, and only at the end of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import when

_REMEDIES = {
    **dict.fromkeys(("small", "tiny", "little"), "bigger"),
    **dict.fromkeys(("big", "large", "huge"), "smaller"),
    **dict.fromkeys(("loud", "noisy"), "quieter"),
    **dict.fromkeys(("quiet", "faint", "soft"), "louder"),
    **dict.fromkeys(("long", "lengthy"), "shorter"),
    "short": "longer",
    "brief": "longer",
    **dict.fromkeys(("fast", "quick", "hasty", "rushed"), "slower"),
    "slow": "faster",
    "high": "down",
    "low": "up",
}
_COPULAS = frozenset({"is", "are", "was", "were", "looks", "look", "seems", "seem", "feels", "feel", "sounds", "sound"})
_WEIGHTS = (
    "a bit", "a little", "a little bit", "a tad", "a touch", "a shade", "somewhat", "rather", "quite", "pretty",
    "fairly", "kind of", "sort of", "kinda", "really", "very", "awfully", "terribly", "still", "too",
)  # fmt: skip
_HEARD = ("music", "sound", "voice", "narration", "effect", "volume")
_NOISE = frozenset({"loud", "noisy", "quiet", "faint"})
"""What nobody says of a thing but to complain."""
_TO_ME = frozenset({"to me", "for me", "for my taste", "for my liking", "to my taste", "imo", "now"})
_WRITING = ("add", "create", "show", "use", "keep", "make")
_ENDS = ".;!?\n"
COMPLAINT = re.compile(rf"(?:{'|'.join(_WEIGHTS)}) (?:{'|'.join(_REMEDIES)})(?: (?:up|down))?")
"""What such words read, set right."""


@when(*_REMEDIES, *(f"{weight} {word}" for weight in _WEIGHTS for word in _REMEDIES))
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places; such words in one."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        end = _weighed(tokens, index)
        found += [_remedied(tokens, index, end)] if end else [tokens[index]]
        index = end or index + 1
    return found


def _weighed(tokens: Sequence[Token], index: int) -> int:
    """Where "a bit small" ends, which begins here; 0 where it does not."""
    if not index or not _is_copula(tokens[index - 1]):
        return 0
    said = ""
    for end, token in enumerate(tokens[index : index + 4], index + 1):
        said = f"{said} {token.text.lower()}".strip()
        if (COMPLAINT.fullmatch(said) or said in _NOISE) and _ends(tokens, end) and not _is_asked_for(tokens, index):
            return end
    return 0


def _is_copula(token: Token) -> bool:
    word = token.text.lower().replace("’", "'")
    return word in _COPULAS or (word.endswith("'s") and (token.kind == "noun" or word in ("it's", "that's")))


def _ends(tokens: Sequence[Token], end: int) -> bool:
    following = tokens[end] if end < len(tokens) else None
    closing = following is None or following.kind in ("break", "conj", "polite") or following.is_a("quant", "total")
    return closing or (following is not None and following.text.lower() in _TO_ME)


def _is_asked_for(tokens: Sequence[Token], index: int) -> bool:
    """ "Add a title that is rather big": what is wanted, and no complaint."""
    start = next((at + 1 for at in range(index - 1, -1, -1) if _stops(tokens[at])), 0)
    return any(token.is_a("verb", *_WRITING) or token.kind == "quote" for token in tokens[start:index])


def _stops(token: Token) -> bool:
    return token.kind == "break" and token.text in _ENDS


def _remedied(tokens: Sequence[Token], index: int, end: int) -> Token:
    said = [*tokens[index:end]]
    text = " ".join(token.text for token in said)
    words = text.lower().split()
    value = next(_REMEDIES[word] for word in reversed(words) if word in _REMEDIES)
    start = next((at + 1 for at in range(index - 1, -1, -1) if _stops(tokens[at])), 0)
    kind = "relative"
    if value in ("up", "down"):
        heard = any(token.is_a("noun", *_HEARD) for token in tokens[start:index])
        kind, value = ("relative", "louder" if value == "up" else "quieter") if heard else ("aloft", value)
    elif any(token.is_a("degree", "bit") for token in said) and value in ("louder", "quieter"):
        value += "_bit"
    return replace(said[0], kind=kind, value=value, end=said[-1].end, text=text, amount=0.0, places=())
