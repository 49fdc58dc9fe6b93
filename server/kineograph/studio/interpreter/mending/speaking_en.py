"""English as it is spoken, set right before the sentence is parted: "bigger, the title", "music off title off", "clip
muted", "drop it by ten percent", "yellow, not white".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import singling
from kineograph.studio.interpreter.mending.steps import Step, when, within

_LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
_HEARD = ("music", "narration", "voice", "effect", "sound")
_SEEN = frozenset({"ordinal", "name", "quote", "lines", "srt", "clock", "own"})
_STOPS = ".;!?\n"
_LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
_GONE = ("out", "gone", "away")
_REMOVED = ("none", "nothing", "remove", "removed", "delete", "deleted", "off", "drop", "gone", "no")
_PARTICLES = ("off", "out", "gone", "away")
_SWINGING = {
    "drop": "lower", "cut": "lower", "take": "lower", "knock": "lower", "dip": "lower", "pull": "lower",
    "bring": "lower", "drops": "lower", "dial": "lower",
}  # fmt: skip
_MUTED = ("muted", "silent", "silenced", "mute")
_COLOURED = ("picture", "color", "motion")
_STAYING = ("stay", "stays", "remain", "remains", "stay put", "stays put")
_WHERE_IT_IS = ("there", "in", "on", "put", "as is")


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From where to where each sentence goes, with its stop."""
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == "break" and token.text and token.text in _STOPS:
            yield start, index + 1
            start = index + 1
    if start < len(tokens):
        yield start, len(tokens)


def _as(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, kind=kind, value=value or kind, places=())


@when(*_PARTICLES)
def _with_chains(part: list[Token]) -> list[Token]:
    """ "Music off title off caption off": each for itself, though no comma stands between."""
    found: list[Token] = []
    for index, token in enumerate(part):
        found.append(token)
        following = part[index + 1] if index + 1 < len(part) else None
        closes = token.text.lower() in _PARTICLES and index > 0 and part[index - 1].is_a("noun", *_LAID, *_HEARD)
        if closes and following is not None and following.is_a("noun", *_LAID, *_HEARD):
            found.append(Token("break", ",", token.end, token.end, ","))
    return found


@when(*_GONE, *_REMOVED)
def _with_ends(part: list[Token]) -> list[Token]:
    """ "Subtitle out", "caption: none", "title -> remove": away with it."""
    for index, token in enumerate(part):
        text = token.text.lower()
        behind = part[index + 1] if index + 1 < len(part) else None
        ends = behind is None or behind.kind in ("break", "conj", "polite") or behind.text in "-*•"
        if not ends or not index or text not in (*_GONE, *_REMOVED):
            continue
        link = index
        while link and part[link - 1].kind in ("mark", "break") and part[link - 1].text in ":=-→>":
            link -= 1
        named = link > 0 and part[link - 1].is_a("noun", *_LAID, *_HEARD)
        pointed = link > 0 and _ends_in_clip(part[:link])
        faded = any(other.kind == "fade" or other.is_a("verb") for other in _before(part, link))
        if (named or pointed) and not faded and (link < index or text in _GONE):
            part[index] = replace(token, kind="verb", value="remove", text="removed")
            for place in range(link, index):
                part[place] = _as(part[place], "function")
    return part


def _ends_in_clip(part: Sequence[Token]) -> bool:
    """ "Photo 3", "the last picture", "b.jpg"."""
    return part[-1].kind in ("ordinal", "name") or (
        len(part) > 1 and part[-1].is_a("noun", "picture", "clip") and part[-2].kind == "ordinal"
    )


@when(",", "-", "–", "—", also="noun")
def _with_afterthoughts(part: list[Token]) -> list[Token]:
    """ "Two seconds longer, the title", "drop it by ten percent, the music I mean": what is meant is named behind."""
    place = _afterthought(part)
    if place is None:
        return part
    comma, noun = place
    named, before = part[noun], part[:comma]
    leaning = next((index for index, token in enumerate(before) if _leans(token)), None)
    for index in range(comma, len(part)):
        if part[index].kind != "break" or index == comma:
            part[index] = _as(part[index], "function")
    if leaning is None:
        part[noun] = named
        part[comma] = replace(part[comma], kind="mark")
    else:
        part[leaning] = replace(part[leaning], kind="noun", value=named.value, text=named.text, places=named.places)
    return part


def _leans(token: Token) -> bool:
    return token.is_a("pronoun", "it", "them") or token.text.lower() in ("that", "this", "that's")


def _afterthought(part: Sequence[Token]) -> tuple[int, int] | None:
    """Where the comma and the noun of an afterthought stand that closes the sentence; None where there is none."""
    commas = [index for index, token in enumerate(part) if token.text in (",", "-", "–", "—")]
    if not commas or not commas[-1]:
        return None
    ahead = [
        index for index in range(commas[-1] + 1, len(part))
        if part[index].kind not in ("det", "break", "polite", "correction", "function")
    ]  # fmt: skip
    nouns = [index for index in ahead if part[index].is_a("noun", *_LAID, *_HEARD)]
    if len(nouns) > 1 and part[nouns[0]].places:  # "the Summer text"
        ahead, nouns = [each for each in ahead if each not in nouns[1:]], nouns[:1]
    definite = any(token.is_a("det", "definite", "mine", "this") for token in part[commas[-1] :])
    before = part[: commas[-1]]
    if len(nouns) != 1 or ahead != nouns or not (definite or part[nouns[0]].places):
        return None
    named = any(token.kind in _SEEN or token.is_a("noun", *_LAID, *_HEARD, "picture", "clip") for token in before)
    listed = any(token.text == "," or token.is_a("conj") for token in before if token.kind != "noun")
    leaning = sum(map(_leans, before)) == 1
    said = any(token.kind not in _LIGHT for token in before)
    return (commas[-1], nouns[0]) if said and not named and (leaning or not listed or _is_bare(before)) else None


def _is_bare(before: Sequence[Token]) -> bool:
    """ "A touch smaller and further down": only how it should be."""
    return not any(token.kind in ("verb", "neg", "motion", "transition", "fade", "tone") for token in before)


@when(*_SWINGING)
def _with_levels(part: list[Token]) -> list[Token]:
    """ "Drop the music by ten percent", "cut the volume in half": quieter, and not away."""
    for index, token in enumerate(part):
        if token.text.lower() not in _SWINGING or token.kind not in ("verb", "unknown"):
            continue
        ahead = [*takewhile(lambda other: other.kind not in ("break", "verb"), part[index + 1 :])]
        heard = any(other.is_a("noun", *_HEARD, "volume") for other in ahead)
        seen = any(other.is_a("noun", *_LAID, "picture", "clip", "video") for other in ahead)
        if heard and not seen and any(_is_share(ahead, place) for place in range(1, len(ahead))):
            up = any(other.is_a("side", "up") for other in ahead)
            part[index] = _as(token, "verb", "raise" if up else _SWINGING[token.text.lower()])
            for place, other in enumerate(ahead, index + 1):
                if other.kind == "side":
                    part[place] = _as(other, "function")
    return part


def _is_share(ahead: Sequence[Token], place: int) -> bool:
    """Whether a share or a factor stands here, with "by" or "to" before it."""
    token = ahead[place]
    led = any(other.is_a("prep", "by", "to") for other in ahead[max(0, place - 3) : place])
    return (token.kind == "percent" and led) or (
        token.kind == "factor" and token.text.lower() in ("in half", "by half")
    )


@when(*_MUTED)
def _with_muting(part: list[Token]) -> list[Token]:
    """ "Clip muted", "keep the clip silent": without its sound; muted colours are another thing."""
    if any(token.is_a("noun", *_COLOURED) or token.kind in ("tone", "field", "color") for token in part):
        return part
    for index, token in enumerate(part):
        if token.text.lower() not in _MUTED or token.is_a("verb"):
            continue
        following = part[index + 1] if index + 1 < len(part) else None
        ends = following is None or following.kind in ("break", "conj", "polite", "prep")
        before = [other for other in part[max(0, index - 3) : index] if other.kind not in _LIGHT]
        last = before[-1] if before else part[index]
        named = last.is_a("noun", "clip", "video", *_HEARD) or (bool(before) and last.kind in ("name", "verb"))
        if ends and (named or any(other.is_a("quant", "all") for other in before)):
            part[index] = _as(token, "verb", "mute")
            for place in range(index):
                if part[place].is_a("verb", "make", "keep", "add", "change"):
                    part[place] = _as(part[place], "function")
    return part


@when(*_STAYING, "never mind", "forget about")
def _with_staying(part: list[Token]) -> list[Token]:
    """ "The caption can stay", "never mind the title": left as it is."""
    for index, token in enumerate(part):
        text = token.text.lower()
        ahead = [other for other in part[index + 1 :] if other.kind not in _LIGHT]
        if text in _STAYING and token.kind in ("verb", "unknown"):
            named = any(other.is_a("noun", *_LAID, *_HEARD) for other in _before(part, index))
            ends = not ahead or ahead[0].kind in ("break", "conj", "polite", "except") or ahead[0].text in _WHERE_IT_IS
            if named and ends:
                part[index] = _as(token, "verb", "keep")
        if text in ("never mind", "forget about") and ahead and ahead[0].is_a("noun", *_LAID, *_HEARD):
            part[index] = _as(token, "verb", "keep")
    return part


def _before(part: Sequence[Token], index: int) -> list[Token]:
    return [*takewhile(lambda other: other.kind not in ("break", "conj", "except"), reversed(part[:index]))]


@when("less")
def _with_less(part: list[Token]) -> list[Token]:
    """ "Less of the music": quieter."""
    for index, token in enumerate(part):
        if token.text.lower() != "less" or token.kind != "unknown":
            continue
        ahead = [other for other in part[index + 1 : index + 4] if other.kind not in (*_LIGHT, "prep")]
        if ahead and ahead[0].is_a("noun", *_HEARD, "volume"):
            part[index] = _as(token, "relative", "quieter")
    return part


STEPS: tuple[Step, ...] = (
    within(
        _sentences,
        (
            _with_chains,
            _with_ends,
            _with_afterthoughts,
            *singling.STEPS,
            _with_staying,
            _with_less,
            _with_levels,
            _with_muting,
        ),
    ),
)
