"""What an instruction opens with to say how the last one went: "perfect, now the title", "better. A bit more",
"fine: half a second later". It asks for nothing, and what follows is said of what was spoken of before."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.lexing.groups import HEARD, LAID
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.steps import Step, when

_PRAISE = (
    "fine", "great", "perfect", "better", "good", "nice", "lovely", "cool", "awesome", "excellent", "sweet",
    "wonderful", "brilliant", "almost", "nearly", "closer", "super", "beautiful", "fantastic", "amazing",
)  # fmt: skip
_BESIDE = (
    "much", "that's", "that is", "it's", "looks", "looking", "very", "so", "now", "ok", "okay", "yes", "yeah", "oh",
    "ah", "hm", "hmm", "that", "this", "there", "really", "pretty", "all",
)  # fmt: skip
_TURNING = ("now", "next", "what about", "how about", "as for", "on to", "about")
_STOPS = (",", ":", ".", "!", ";", "-", "–", "—")


@when(*_PRAISE)
def _with_openings(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, those of such an opening and its stop meaning nothing more."""
    end = next((at for at, token in enumerate(tokens) if token.text.lower() not in (*_PRAISE, *_BESIDE)), len(tokens))
    praised = any(token.text.lower() in _PRAISE for token in tokens[:end])
    if not praised or end + 1 >= len(tokens) or tokens[end].text not in _STOPS:
        return tokens
    opening = [replace(token, kind="function", value="function", places=()) for token in tokens[:end]]
    stop = replace(tokens[end], kind="mark", value="mark")
    return [*opening, stop, *tokens[end + 1 :]]


@when(*_TURNING)
def _with_turns(tokens: list[Token]) -> list[Token]:
    """ "Now the music", "what about the caption?": what comes next is about that, and nothing was asked yet."""
    said = [token for token in tokens if token.kind not in ("break", "mark", "polite")]
    turns = len(said) in (2, 3) and said[0].text.lower() in _TURNING and said[-1].is_a("noun", *LAID, *HEARD)
    if not turns or not all(token.is_a("det", "definite", "mine") for token in said[1:-1]):
        return tokens
    text = " ".join(token.text for token in said)
    return [replace(said[0], kind="asked", value=f"noun:{said[-1].value}", end=said[-1].end, text=text)]


STEPS: tuple[Step, ...] = (_with_openings, _with_turns)
