"""How the video begins and ends: out of a colour, into one, or plainly. A fade between pictures is a transition."""

from __future__ import annotations

from typing import Literal

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.drafts.layers import Fading
from kineograph.studio.interpreter.drafts.moves import FadeDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import fade_times
from kineograph.studio.interpreter.rules.entrances import is_of_spoken
from kineograph.studio.interpreter.rules.longer import difference, scale
from kineograph.studio.interpreter.rules.pointing import is_of_laid

_OTHERS = ("music", "sound", "title", "text", "caption", "voice", "volume", "logo")
_COLORS = ("black", "white", "黑", "白")
_BLACK, _WHITE = "#000000", "#ffffff"
_THROUGH = ("fade_black", "fade_white", "crossfade")
_NEAR = LIGHT | {"prep", "says", "strength", "neg", "edge", "color"}
_LONGER, _SHORTER = ("longer", "longer_bit", "lengthen", "slower", "slower_bit"), ("shorter", "shorter_bit", "shorten")
_DIRECTIONS = dict.fromkeys(_LONGER, 1) | dict.fromkeys((*_SHORTER, "faster", "faster_bit"), -1)
STEP_MS = 500
_AFTER_PARTICLE = frozenset({"break", "edge", "duration", "window", "conj", "prep"})
_BOTH_ENDS = ("两头", "首尾", "头尾", "两端", "前后")
_STARTS, _ENDS = ("startwith",), ("endwith",)
Edge = Literal["in", "out", "both"]
_ENDS_OF_VIDEO: dict[str, Edge] = {"intro": "in", "outro": "out"}
_INTO: set[Edge] = {"in"}
_OUT_OF: set[Edge] = {"out"}


def read(clause: Clause) -> None:
    _read_both(clause)
    words = _words(clause)
    if words and (is_of_laid(clause) or is_of_spoken(clause)):
        return
    if not words:
        fade_times.read(clause)
        _read_color(clause)
        return
    edge, said = _edge(clause, words)
    if edge is None or not _is_of_video(clause, words, said=said):
        return
    sign = clause.signed(words[0], "fade")
    for token in words:
        clause.store(token, "edge")
    color = _color(clause, words)
    change = _difference(clause)
    length = None if change else _length(clause)
    factor = scale(clause) or 1.0 if not (length or change) else 1.0
    change = _change(clause) if length is None and not change and factor == 1 else change
    clause.trigger("fade", *clause.free("equal"), *clause.free("limit"))
    clause.trigger("duration_ms", *(clause.free("quant", "each") if length is not None else ()))
    _claim_ends(clause, said_twice=any(_direction(token) for token in words) or _closes(clause, words, alone=True))
    last = _only_at(clause) if sign is Sign.UNWANTED and edge == "both" else None
    if sign is Sign.KEPT:
        clause.drafts.append(Remark("kept", words[0].text))
    elif last is not None:
        clause.drafts.append(FadeDraft("out" if last == "in" else "in", None, None, unwanted=True))
        clause.drafts.append(FadeDraft(last, length, color))
    else:
        loose = not said and edge == "both"
        unwanted = sign is Sign.UNWANTED
        clause.drafts.append(FadeDraft(edge, length, color, unwanted, loose, change, factor))
    clause.topic = "fade"
    ends = [token.places for token in clause.tokens if token.kind == "ordinal"]
    clause.target = Reference(ends[0]) if len(ends) == 1 else clause.target


def _read_both(clause: Clause) -> None:
    """ "Fade out the video and the music": the music's fade was read already, and the video is to do the same."""
    faded = [draft for draft in clause.drafts if isinstance(draft, Fading) and draft.of == "music"]
    pictures = [*clause.free("noun", "video"), *(t for t in clause.free("noun", "clip") if t.text == "画面")]
    if not faded or not pictures or not clause.has("conj", "and"):
        return
    clause.trigger("fade", *pictures)
    unwanted = faded[0].duration_ms == 0
    clause.drafts.append(FadeDraft(faded[0].edge, None if unwanted else faded[0].duration_ms, None, unwanted))


def fades_video(clause: Clause) -> bool:
    """ "Fade to black at the end", 开头从白色淡入: into or out of a colour, which nothing that is laid over does."""
    through = clause.has("transition", "fade_black", "fade_white")
    into = any(token.kind == "fade" and any(mark in token.text for mark in _COLORS) for token in clause.tokens)
    return (through or into or clause.has("fade", "in_white", "out_white")) and not clause.has("pronoun")


def _words(clause: Clause) -> list[Token]:
    found = [*clause.free("fade"), *clause.free("verb", "fade")]
    through = clause.free("transition", *_THROUGH)
    spoken = [
        token for token in through if token.value != "crossfade" or token.text in ("淡入淡出", "渐隐", "淡出淡入")
    ]
    return sorted((*found, *spoken), key=lambda token: token.start)


def _is_of_video(clause: Clause, words: list[Token], *, said: bool) -> bool:
    """Not of the music or a text, and not between two pictures."""
    if clause.has("noun", *_OTHERS) or clause.has("own") or clause.has("quote") or clause.has("prep", "between"):
        return False
    before = clause.previous
    of_cut = before is not None and before.topic == "transition" and not clause.has("edge")
    if of_cut and any(token.text.endswith(("个", "处")) for token in clause.free("ordinal")):
        return False
    if any(token.text != "各" for token in clause.free("quant", "each")) or any(
        _points_inside(token) for token in clause.free("ordinal")
    ):
        return False
    if clause.has("noun", "transition"):
        return said
    plain = all(token.is_a("fade", "fade") or token.kind == "transition" for token in words)
    unwanted = clause.sign(words[0]) is Sign.UNWANTED and any(token.kind == "fade" for token in words)
    return said or not plain or unwanted


def _points_inside(token: Token) -> bool:
    return token.places not in ((1,), (-1,), (1, -1))


def _edge(clause: Clause, words: list[Token]) -> tuple[Edge | None, bool]:
    """Which end of the video, and whether it was named as such, rather than by "in" or "out" alone."""
    named, own = _named(clause), {edge for token in words for edge in _direction(token)} | _particles(clause, words)
    if named and own and clause.free("ordinal") and named != own:
        return None, False
    if named:
        return _joined(named), True
    if not own and clause.sign(words[0]) is Sign.UNWANTED and not clause.has("noun", "transition"):
        return "both", False
    if not own and clause.free("noun", "video") and any(token.text == "淡入淡出" for token in words):
        return "both", True
    if own:
        return _joined(own), any(token.kind == "fade" for token in words)
    return ("out", True) if _closes(clause, words) else (None, False)


def _joined(edges: set[Edge]) -> Edge:
    return "both" if len(edges) == 2 else next(iter(edges))


def _particles(clause: Clause, words: list[Token]) -> set[Edge]:
    """ "Fade the video out": the particle stands apart."""
    if not any(token.is_a("fade", "fade") for token in words) or not (
        clause.free("noun", "video") or clause.has("pronoun", "it")
    ):
        return set()
    found: set[Edge] = set()
    for token in clause.tokens:
        following = clause.after(token, frozenset({"function", "polite"}))
        last = following is None or following.kind in _AFTER_PARTICLE
        if token.text.lower() in ("in", "out") and last and token.start > words[0].start:
            clause.trigger("edge", token)
            found |= _INTO if token.text.lower() == "in" else _OUT_OF
    return found


def _closes(clause: Clause, words: list[Token], *, alone: bool = False) -> bool:
    """ "Fade to black" by itself, "the video fades to black": at the end; "through black" is between pictures."""
    if not any(token.is_a("transition", "fade_black", "fade_white") for token in words):
        return False
    if clause.has("noun", "transition", "picture", "clip") or clause.has("quant") or clause.has("mark"):
        return False
    if words[0].text.lower().endswith(("transition", "transitions")):
        return False
    plain = words[0].text.lower().startswith(("fade", "fading")) and " to " in words[0].text.lower()
    bare = all(token in words or token.is_a("conj") for token in clause.words())
    return clause.has("noun", "video") or (plain and (alone or bare or clause.has("pronoun", "it")))


def _named(clause: Clause) -> set[Edge]:
    """The ends that the clause names: at the start, over the last 3 seconds, on the last photo, "end with"."""
    found: set[Edge] = set()
    beside = clause.has("noun", "transition") or clause.has("prep", "before", "after")
    directed = any(token.is_a("verb", "fade") or token.kind == "fade" for token in clause.tokens)
    ordinals = clause.free("ordinal") if not beside else []
    pointed = [
        token
        for token in ordinals
        if directed or (token.places == (-1,) and is_han(token.text[0])) or token.text in _BOTH_ENDS
    ]
    for token in (*clause.free("edge"), *clause.free("window"), *pointed):
        if token.is_a("edge", "start") or token.is_a("window", "first") or token.places[:1] == (1,):
            found.add("in")
        if token.is_a("edge", "end") or token.is_a("window", "last") or token.places[-1:] == (-1,):
            found.add("out")
    found |= _ends_of_video(clause) if directed else set()
    if clause.free("edge", "both"):
        return {"in", "out"}
    if clause.free("verb", *_STARTS):
        found.add("in")
    if clause.free("verb", *_ENDS):
        found.add("out")
    return found


def _ends_of_video(clause: Clause) -> set[Edge]:
    """ "The intro", "the outro"."""
    ends = [token for token in clause.free("noun", "video") if token.text.lower() in _ENDS_OF_VIDEO]
    clause.trigger("edge", *ends)
    return {_ENDS_OF_VIDEO[token.text.lower()] for token in ends}


def _direction(token: Token) -> set[Edge]:
    into, out = direction(token)
    return (_INTO if into else set()) | (_OUT_OF if out else set())


def direction(token: Token) -> tuple[bool, bool]:
    """Whether the word says that something comes, and that it goes."""
    if token.kind == "fade":
        return token.value == "both" or token.value.startswith("in"), token.value.startswith(("both", "out"))
    words = token.text.lower().split()
    said = token.is_a("verb", "fade")
    return said and ("in" in words or "入" in token.text), said and ("out" in words or "出" in token.text)


def _color(clause: Clause, words: list[Token]) -> str | None:
    for token in words:
        if token.value.endswith("white"):
            return _WHITE
        if token.value == "fade_black" or "black" in token.text.lower() or "黑" in token.text:
            return _BLACK
    for token in (*clause.free("color"), *clause.free("hex")):
        clause.store(token, "color")
        return token.value
    return None


def _length(clause: Clause) -> int | None:
    for token in (*clause.free("window"), *clause.free("duration")):
        following = clause.after(token, _NEAR)
        if following is not None and following.is_a("noun", "video", "picture", "clip") and token.kind == "duration":
            continue
        clause.store(token, "duration_ms")
        clause.trigger("fade", *clause.free("noun", "duration"))
        return int(token.amount)
    return None


def _only_at(clause: Clause) -> Edge | None:
    """ "No fade at the start, just at the end"."""
    only = next((token for token in clause.tokens if token.is_a("quant", "only")), None)
    edges = [token for token in clause.tokens if token.is_a("edge", "start", "end")]
    after = [token for token in edges if only is not None and token.start > only.start]
    if len(edges) != 2 or len(after) != 1:
        return None
    return "in" if after[0].value == "start" else "out"


def _difference(clause: Clause) -> int:
    """ "淡出延长1秒": by how much longer or shorter, in ms; 0 where that is not said."""
    return next((step for time in clause.free("duration") if (step := difference(clause, time))), 0)


def _change(clause: Clause) -> int:
    """ "A longer fade out", "shorten the fade in"."""
    for token in (*clause.free("relative", *_DIRECTIONS), *clause.free("verb", "lengthen", "shorten")):
        clause.store(token, "duration_ms")
        clause.trigger("fade", *clause.free("degree"))
        return _DIRECTIONS[token.value] * STEP_MS
    return 0


def _claim_ends(clause: Clause, *, said_twice: bool) -> None:
    """``said_twice``: "fade in at the start", where "in" alone says which end."""
    for token in (*clause.free("edge", "start", "end", "both"), *clause.free("ordinal")):
        clause.claim(token, State.TRIGGER if said_twice else State.STORED, "edge")
    ends = (*clause.free("verb", *_STARTS, *_ENDS), *clause.free("noun", "transition"), *clause.free("quant", "all"))
    clause.trigger("edge", *ends)


def _read_color(clause: Clause) -> None:
    """ "End in black", "let the video end on white": the colour by itself."""
    ends = clause.free("verb", *_STARTS, *_ENDS)
    colors = [token for token in clause.free("color") if token.value in (_BLACK, _WHITE)]
    others = clause.has("quote") or clause.has("noun", *_OTHERS, "picture", "clip") or clause.free("ordinal")
    if not ends or len(colors) != 1 or others or not ends[0].text.lower().endswith((" in", " on", " with")):
        return
    clause.trigger("fade", *ends)
    clause.store(colors[0], "color")
    clause.drafts.append(FadeDraft("in" if ends[0].value in _STARTS else "out", None, colors[0].value))
