"""How a text looks: place, colour, size, what it stands on, how clear it is."""

from __future__ import annotations

from dataclasses import fields, replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.layers import Side, TextLook
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.entrances import NOUNS, effects
from kineograph.studio.interpreter.rules.loudness import is_goal
from kineograph.studio.interpreter.rules.showing import over, timing, upon_clip
from kineograph.timeline.vocabulary import Ground, Place

_SIZES = {"huge": 0.18, "big": 0.12, "medium": 0.08, "small": 0.05, "tiny": 0.03}
_PLACES = frozenset(place.value for place in Place)
_GROWTH = {"bigger": 1.3, "smaller": 0.75}
_SIDES: dict[str, Side] = {
    "left": "left", "right": "right", "up": "up", "down": "down", "across": "across", "opposite": "opposite",
}  # fmt: skip
_PANS = ("pan_left", "pan_right", "pan_up", "pan_down")
_HEIGHTS: dict[str, Side] = {"higher": "up", "higher_bit": "up", "lower": "down", "lower_bit": "down"}
_SCALES = ("volume", "letter_size", "music", "sound", "voice", "narration")
_CANVAS_HEIGHT = 1080
_CLEARER = 0.25
_FAINTER = ("淡", "淡一点", "淡一些", "淡些", "淡点", "浅一点", "淡一点点")
_DARK = ("#000000", "#9e9e9e")


def look(clause: Clause) -> TextLook:
    """All that the clause says of the look and the time of a text; claims it."""
    enter, leave = effects(clause)
    plate = _plate(clause)
    opacity, clearer = opaque(clause)
    return TextLook(
        place=place(clause),
        shift=side(clause),
        color=_color(clause),
        size=_size(clause),
        grow=growth(clause, zoomed=clause.has("noun", *NOUNS)),
        ground=plate,
        enter=enter,
        leave=leave,
        opacity=opacity,
        clearer=clearer,
        timing=timing(clause),
    )


def place(clause: Clause, corner: Place = Place.BOTTOM_RIGHT) -> Place | None:
    """Where it stands; ``corner``: which one is meant where none is named."""
    for token in clause.free("place", "corner"):
        clause.store(token, "place")
        if not clause.free("place"):
            return corner
    upon = upon_clip(clause)
    found = [
        token
        for token in clause.free("place")
        if token.value in _PLACES and token is not upon and not _comes_from(clause, token)
    ]
    chosen = next((token for token in found if token.value != Place.CENTER), next(iter(found), None))
    if chosen is None:
        return None
    for token in found:
        if token is chosen or token.value == Place.CENTER:
            clause.store(token, "place")
    clause.trigger("place", *clause.free("noun", "position"))
    return Place(chosen.value)


def side(clause: Clause) -> Side:
    """ "On the left", "a bit higher", 往上一点; not the way something slides in."""
    sides = [
        token for token in clause.free("side", *_SIDES) if not (_comes_from(clause, token) or leads(clause, token))
    ]
    moved = [token for token in clause.free("motion", *_PANS) if "移" in token.text and "平" not in token.text]
    heights = [token for token in clause.free("relative", *_HEIGHTS) if {"高", "低"} & {*token.text}]
    further = [token for token in clause.free("shift") if token.text.lower().split()[-1] in _SIDES]
    for token in (*sides, *clause.free("aloft"), *moved, *heights, *further):
        clause.store(token, "place")
        clause.trigger("place", *(other for other in clause.free("aloft") if other.value == token.value))
        clause.trigger("place", *clause.free("degree"), *clause.free("noun", "position"))
        if token in further:
            return _SIDES[token.text.lower().split()[-1]]
        if token.value == "opposite" and any(clause.has("place", each) for each in _PLACES):
            return ""  # "to the opposite corner, top right"
        return _HEIGHTS.get(token.value) or _SIDES[token.value.removeprefix("pan_")]
    return ""


def leads(clause: Clause, side: Token) -> bool:
    """ "Down to 12 %": how large, and not where."""
    following = clause.after(side)
    share = clause.after(following) if following is not None and following.is_a("prep", "to") else None
    if share is None or not share.is_a("percent") or side.value not in ("up", "down"):
        return False
    clause.trigger("size", side)
    return True


def _comes_from(clause: Clause, token: Token) -> bool:
    """ "Slides in from the left": the way it comes, not where it stands."""
    before, following = clause.before(token), clause.after(token)
    if following is not None and following.is_a("entrance", "slide", "slide_out") and is_han(token.text[0]):
        clause.trigger("enter", token)
        return True
    coming = clause.has("entrance") or clause.has("slide") or clause.has("transition")
    comes = coming and before is not None and before.is_a("prep", "from")
    if comes:
        clause.trigger("enter", token)
    return comes


def _color(clause: Clause) -> str | None:
    for token in (*clause.free("color"), *clause.free("hex")):
        clause.store(token, "color")
        clause.trigger("color", *clause.free("noun", "color"))
        return token.value if token.kind == "color" else token.value.lower()
    return None


def _size(clause: Clause) -> float | None:
    for token in clause.free("size"):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("noun", "shape", "letter_size"))
        return _SIZES[token.value]
    for token in clause.free("points"):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("noun", "letter_size"))
        return round(token.amount / _CANVAS_HEIGHT, 4)
    named = clause.free("noun", "letter_size")
    for token in clause.free("number") if named else ():
        clause.store(token, "size")
        clause.trigger("size", *named)
        return round(token.amount / (_CANVAS_HEIGHT if token.amount >= 1 else 1), 4)
    sizes = named or [token for token in clause.free("noun", "shape") if token.text.lower() in ("size", "尺寸")]
    for token in clause.free("percent") if sizes else ():
        levelled = clause.free("verb", "raise", "lower")
        if is_goal(clause, token) or not (clause.has("relative") or levelled):
            clause.store(token, "size")
            clause.trigger("size", *sizes, *levelled)
            return token.amount
    return None


def growth(clause: Clause, *, zoomed: bool) -> float | None:
    """A factor on the size there is: "bigger", "20% smaller", 再大一点, "twice as big"."""
    scaled = {"zoom_in": "bigger", "zoom_out": "smaller"}
    for token in (*clause.free("relative", *_GROWTH), *(clause.free("motion", *scaled) if zoomed else ())):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("degree"), *clause.free("noun", "letter_size", "shape"))
        clause.trigger("size", *clause.free("relative", token.value))
        value = scaled.get(token.value, token.value)
        times = _by_percent(clause, value) or _times(clause.free("multiple"), clause)
        if times is not None and token.kind == "motion":
            clause.claim(token, State.TRIGGER, "size")  # 放大到1.5倍: the size is what is said behind it
        return times or _GROWTH[value]
    for token in clause.free("verb", "raise", "lower") if zoomed and not clause.has("noun", *_SCALES) else ():
        if token.text.rstrip("一点些")[-1:] in ("大", "小"):
            clause.store(token, "size")
            clause.trigger("size", *clause.free("degree"))
            value = "bigger" if token.value == "raise" else "smaller"
            return _by_percent(clause, value) or _times(clause.free("multiple"), clause) or _GROWTH[value]
    sized = clause.free("noun", "letter_size") or [t for t in clause.free("noun", "shape") if t.text.lower() == "size"]
    levelled = clause.free("verb", "raise", "lower") if sized else []
    if levelled and any(is_goal(clause, share) for share in clause.free("percent")):
        return None
    for token in levelled:
        clause.store(token, "size")
        clause.trigger("size", *sized, *clause.free("degree"))
        value = "bigger" if token.value == "raise" else "smaller"
        return _by_percent(clause, value) or _GROWTH[value]
    multiples = clause.free("multiple") if not clause.has("loop") else []
    if multiples or (sized and clause.free("factor")):
        clause.trigger("size", *clause.free("noun", "letter_size", "shape"))
    return _times([*multiples, *(clause.free("factor") if sized else ())], clause)


def _times(words: list[Token], clause: Clause) -> float | None:
    """ "放大到1.5倍", "twice as big"."""
    for token in words:
        clause.store(token, "size")
        return token.amount or float(token.value)
    return None


def _by_percent(clause: Clause, value: str) -> float | None:
    for token in clause.free("percent"):
        clause.store(token, "size")
        if is_goal(clause, token):
            return token.amount
        return 1 + token.amount if value == "bigger" else max(0.1, 1 - token.amount)
    return None


def opaque(clause: Clause) -> tuple[float | None, float]:
    """How opaque it should be, or by how much more."""
    words = [*clause.free("opacity"), *(t for t in clause.free("relative") if t.text.lstrip("再更") in _FAINTER)]
    for token in words:
        clause.store(token, "opacity")
        if token.value == "half":
            return 0.5, 0.0
        for share in sorted(clause.free("percent"), key=lambda share: abs(share.start - token.start))[:1]:
            clause.store(share, "opacity")
            return (share.amount if token.value == "clear" else round(1 - share.amount, 4)), 0.0
        return _clearer(clause, token)
    return None, 0.0


def _clearer(clause: Clause, token: Token) -> tuple[float | None, float]:
    for number in clause.free("number"):
        share = number.amount if number.amount <= 1 else number.amount / 100
        if number.amount <= 1 or (share <= 1 and clause.before(number) is token):
            clause.store(number, "opacity")
            return round(share if token.value == "clear" else 1 - share, 4), 0.0
    lowered = clause.free("verb", "lower") or clause.free("relative", "smaller", "quieter")
    clause.trigger("opacity", *lowered, *clause.free("verb", "raise"), *clause.free("degree"))
    up = (token.value == "clear") is not bool(lowered)
    return None, _CLEARER if up else -_CLEARER


def _plate(clause: Clause) -> Ground | None:
    """A plate or a shadow behind the letters, or neither."""
    for token in clause.free("ground"):
        unwanted = clause.sign(token) is Sign.UNWANTED
        others = clause.free("ground", token.value)
        clause.claim(token, State.TRIGGER if len(others) > 1 else State.STORED, "ground")
        clause.trigger("ground", *others)
        if unwanted:
            clause.trigger("ground", *clause.markers.get(token.start, ()))
        _dark(clause, token)
        return Ground.NONE if unwanted or _taken_away(clause) else Ground(token.value)
    return _background(clause)


def _taken_away(clause: Clause) -> bool:
    return clause.says("remove") and not clause.has("quote")


def _background(clause: Clause) -> Ground | None:
    """ "White on a black background", "without a background": of the letters, where a text is spoken of."""
    for token in clause.free("unsupported", "matting"):
        clause.store(token, "ground")
        return Ground.NONE
    for token in clause.free("function"):
        if token.text.lower() not in ("background", "背景") or not clause.has("noun", *NOUNS):
            continue
        before = clause.before(token, LIGHT | {"size"})
        unwanted = clause.sign(token) is Sign.UNWANTED or _taken_away(clause)
        if before is None or not (unwanted or before.kind in ("color", "prep", "opacity") or clause.says("add")):
            continue
        clause.store(token, "ground")
        clause.trigger("ground", *(clause.markers.get(token.start, ()) if unwanted else ()))
        _dark(clause, token)
        return Ground.NONE if unwanted else Ground.PLATE
    return None


def _dark(clause: Clause, ground: Token) -> None:
    """ "On a black box": the plate is dark; another colour of it cannot be had."""
    before = clause.before(ground, LIGHT | {"size"})
    lettered = before is not None and before.text.endswith("字")  # 黄字黑底
    if before is not None and before.kind == "color" and before.start not in clause.claims and not lettered:
        if before.value in _DARK:
            clause.trigger("ground", before)
        else:
            clause.claim(before, State.NOT_UNDERSTOOD, "plate_color")
    if before is not None and before.is_a("opacity", "half"):
        clause.trigger("ground", before)


def over_look(first: TextLook, then: TextLook) -> TextLook:
    """What was said of a text in two breaths: the later counts where both say the same."""
    usual = TextLook()
    said = {field.name: getattr(then, field.name) for field in fields(then)}
    return replace(first, **{name: value for name, value in said.items() if value != getattr(usual, name)})


def with_over(said: TextLook, clause: Clause) -> TextLook:
    """The look with the pictures that the text shows over."""
    return replace(said, on=over(clause, said.timing))
