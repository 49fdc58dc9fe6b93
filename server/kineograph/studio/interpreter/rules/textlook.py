"""How a text looks: place, colour, size, what it stands on, how it comes and goes, how clear it is."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses import LIGHT, Clause, Sign
from kineograph.studio.interpreter.layer_drafts import Side, TextLook
from kineograph.studio.interpreter.rules.showing import over, timing
from kineograph.studio.interpreter.tokens import State, Token
from kineograph.timeline.vocabulary import Ground, Place, TextEffect

NOUNS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_SIZES = {"huge": 0.18, "big": 0.12, "medium": 0.08, "small": 0.05, "tiny": 0.03}
_PLACES = frozenset(place.value for place in Place)
_GROWTH = {"bigger": 1.3, "smaller": 0.75}
_SIDES: dict[str, Side] = {"left": "left", "right": "right", "up": "up", "down": "down"}
_CANVAS_HEIGHT = 1080
_CLEARER = 0.25
_DARK = ("#000000", "#9e9e9e")
_ENTRANCES = {"typewriter": TextEffect.TYPEWRITER, "slide": TextEffect.SLIDE, "fade": TextEffect.FADE}
_OUT = ("out", "出", "away")


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


def place(clause: Clause) -> Place | None:
    found = [token for token in clause.free("place") if token.value in _PLACES]
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
    found = [*clause.free("side", *_SIDES), *clause.free("aloft")]
    for token in found:
        clause.store(token, "place")
        clause.trigger("place", *clause.free("degree"), *clause.free("noun", "position"))
        return _SIDES[token.value]
    return ""


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
    named = clause.free("noun", "letter_size")
    for token in clause.free("number") if named else ():
        clause.store(token, "size")
        clause.trigger("size", *named)
        return round(token.amount / (_CANVAS_HEIGHT if token.amount >= 1 else 1), 4)
    sizes = named or [token for token in clause.free("noun", "shape") if token.text.lower() in ("size", "尺寸")]
    for token in clause.free("percent") if sizes else ():
        if not clause.has("relative"):
            clause.store(token, "size")
            clause.trigger("size", *sizes)
            return token.amount
    return None


def growth(clause: Clause, *, zoomed: bool) -> float | None:
    """A factor on the size there is: "bigger", "20% smaller", 再大一点, "twice as big"."""
    scaled = {"zoom_in": "bigger", "zoom_out": "smaller"}
    for token in (*clause.free("relative", *_GROWTH), *(clause.free("motion", *scaled) if zoomed else ())):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("degree"), *clause.free("noun", "letter_size", "shape"))
        value = scaled.get(token.value, token.value)
        return _by_percent(clause, value) or _GROWTH[value]
    for token in clause.free("verb", "raise", "lower") if clause.free("noun", "letter_size") else ():
        clause.store(token, "size")
        clause.trigger("size", *clause.free("noun", "letter_size"), *clause.free("degree"))
        value = "bigger" if token.value == "raise" else "smaller"
        return _by_percent(clause, value) or _GROWTH[value]
    for token in clause.free("multiple"):
        clause.store(token, "size")
        return float(token.value)
    return None


def _by_percent(clause: Clause, value: str) -> float | None:
    for token in clause.free("percent"):
        clause.store(token, "size")
        return 1 + token.amount if value == "bigger" else max(0.1, 1 - token.amount)
    return None


def opaque(clause: Clause) -> tuple[float | None, float]:
    """How opaque it should be, or by how much more."""
    words = [*clause.free("opacity")]
    for token in words:
        clause.store(token, "opacity")
        if token.value == "half":
            return 0.5, 0.0
        for share in clause.free("percent"):
            clause.store(share, "opacity")
            return (share.amount if token.value == "clear" else round(1 - share.amount, 4)), 0.0
        return _clearer(clause, token)
    return None, 0.0


def _clearer(clause: Clause, token: Token) -> tuple[float | None, float]:
    for number in clause.free("number"):
        if number.amount <= 1:
            clause.store(number, "opacity")
            return (number.amount if token.value == "clear" else round(1 - number.amount, 4)), 0.0
    lowered = clause.free("verb", "lower") or clause.free("relative", "smaller", "quieter")
    clause.trigger("opacity", *lowered, *clause.free("verb", "raise"), *clause.free("degree"))
    up = (token.value == "clear") is not bool(lowered)
    return None, _CLEARER if up else -_CLEARER


def _plate(clause: Clause) -> Ground | None:
    """A plate or a shadow behind the letters, or neither."""
    for token in clause.free("ground"):
        unwanted = clause.sign(token) is Sign.UNWANTED
        clause.store(token, "ground")
        if unwanted:
            clause.trigger("ground", *clause.markers.get(token.start, ()))
        _dark(clause, token)
        return Ground.NONE if unwanted or _taken_away(clause) else Ground(token.value)
    return _background(clause)


def _taken_away(clause: Clause) -> bool:
    return clause.says("remove") and not clause.has("quote")


def _background(clause: Clause) -> Ground | None:
    """ "White on a black background", "without a background": of the letters, where a text is spoken of."""
    for token in clause.free("function"):
        if token.text.lower() not in ("background", "背景") or not clause.has("noun", *NOUNS):
            continue
        before = clause.before(token, LIGHT | {"size"})
        unwanted = clause.sign(token) is Sign.UNWANTED
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
    if before is not None and before.kind == "color" and before.start not in clause.claims:
        if before.value in _DARK:
            clause.store(before, "ground")
        else:
            clause.claim(before, State.NOT_UNDERSTOOD, "plate_color")
    if before is not None and before.is_a("opacity", "half"):
        clause.store(before, "ground")


def effects(clause: Clause) -> tuple[TextEffect | None, TextEffect | None]:
    """How it comes and how it goes, where the clause says so."""
    still = _without_effect(clause)
    if still:
        return TextEffect.NONE, TextEffect.NONE
    enter: TextEffect | None = None
    leave: TextEffect | None = None
    for token in _effect_tokens(clause):
        effect = _effect(token)
        clause.store(token, "enter")
        into, out = _edges(clause, token)
        enter, leave = (effect if into else enter), (effect if out else leave)
        clause.trigger("enter", *clause.free("noun", "motion"))
    return enter, leave


def _without_effect(clause: Clause) -> bool:
    """ "Without animation", 标题不要动画."""
    stills = clause.free("motion", "still") if clause.has("noun", *NOUNS) else []
    moving = [
        token
        for token in (*clause.free("noun", "motion"), *clause.free("noun", "video"), *clause.free("entrance"))
        if clause.sign(token) is Sign.UNWANTED
        and (token.kind == "entrance" or "anim" in token.text or "动" in token.text)
    ]
    for token in (*stills, *moving):
        clause.store(token, "enter")
        clause.trigger("enter", *clause.markers.get(token.start, ()))
    return bool(stills or moving)


def _effect_tokens(clause: Clause) -> list[Token]:
    """The words for coming and going that are a text's, not those of pictures or of the music."""
    if clause.has("prep", "between") or clause.has("noun", "transition", "picture", "clip", "music"):
        return clause.free("entrance") if clause.has("noun", *NOUNS) else []
    found = [
        *clause.free("entrance"),
        *clause.free("slide"),
        *clause.free("fade"),
        *clause.free("verb", "fade"),
        *(token for token in clause.free("transition") if token.value in ("crossfade",) or "slide" in token.value),
    ]
    return sorted(found, key=lambda token: token.start)


def _effect(token: Token) -> TextEffect:
    if token.kind == "entrance":
        return _ENTRANCES[token.value.split("_")[0]]
    return TextEffect.SLIDE if "slide" in token.value else TextEffect.FADE


def _edges(clause: Clause, token: Token) -> tuple[bool, bool]:
    """Whether it comes in like that, and whether it goes out like that; both where neither was said."""
    words = token.text.lower().split()
    beside = _particles(clause, token)
    into = (
        "in" in words or "in" in beside or any(sign in token.text for sign in ("淡入", "滑入", "飞入", "渐显", "渐入"))
    )
    out = any(each in words or each in beside for each in _OUT) or any(
        sign in token.text for sign in ("淡出", "滑出", "飞出", "渐隐", "渐出")
    )
    if token.kind == "entrance" and not out:
        return True, False
    return (into, out) if into or out else (True, True)


def _particles(clause: Clause, token: Token) -> list[str]:
    """ "Fade it in and out": the particles of the verb, which are claimed."""
    found: list[str] = []
    for other in clause.tokens:
        text = other.text.lower()
        if other.start < token.end or other.start in clause.claims:
            continue
        ends = clause.after(other, frozenset({"function", "polite"}))
        closing = ends is None or ends.kind in ("break", "conj", "prep", "duration", "edge", "verb")
        if (text == "out" or (text == "in" and closing)) and len(found) < 2:
            found.append(text)
            clause.trigger("enter", other)
    return found


def with_over(said: TextLook, clause: Clause) -> TextLook:
    """The look with the pictures that the text shows over."""
    return replace(said, on=over(clause, said.timing))
