"""How a text comes and goes: faded, sliding in, letter by letter, or at once."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.layers import Fading
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.timeline.vocabulary import TextEffect

NOUNS = ("title", "text", "caption", "lower_third", "credits", "watermark")
_ENTRANCES = {
    "typewriter": TextEffect.TYPEWRITER,
    "slide": TextEffect.SLIDE,
    "fade": TextEffect.FADE,
    "none": TextEffect.NONE,
}
_COMING = ("coming", "entering", "comes", "come", "enters", "enter", "appearing", "出现")
_GOING = ("going", "leaving", "leaves", "leave", "goes", "exits", "disappearing", "消失")
_OUT = ("out", "出", "away")


def effects(clause: Clause) -> tuple[TextEffect | None, TextEffect | None]:
    """How it comes and how it goes, where the clause says so."""
    still = _without_effect(clause)
    if still:
        return TextEffect.NONE, TextEffect.NONE
    enter: TextEffect | None = None
    leave: TextEffect | None = None
    for token in (*_effect_tokens(clause), *_nones(clause)):
        effect = _effect(token)
        plainly = effect is TextEffect.NONE and _is_unfaded(clause.previous)
        clause.trigger("enter", token) if plainly else clause.store(token, "enter")
        into, out = _told(clause, token) or _edges(clause, token)
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


def _is_unfaded(before: Clause | None) -> bool:
    """ "Don't fade the title, let it just appear": that it comes at once was said already."""
    return before is not None and any(isinstance(draft, Fading) and draft.duration_ms == 0 for draft in before.drafts)


def _is_from_colour(token: Token) -> bool:
    """ "Fade in from white": the video."""
    return token.value.endswith("_white") or any(word in token.text.lower() for word in ("black", "white", "黑", "白"))


def _effect_tokens(clause: Clause) -> list[Token]:
    """The words for coming and going that are a text's, not those of pictures or of the music."""
    if clause.has("prep", "between") or clause.has("noun", "transition", "picture", "clip", "music"):
        return clause.free("entrance") if clause.has("noun", *NOUNS) else []
    found = [
        *clause.free("entrance"),
        *clause.free("swell"),
        *clause.free("slide"),
        *(token for token in clause.free("fade") if clause.has("noun", *NOUNS) or not _is_from_colour(token)),
        *clause.free("verb", "fade"),
        *(token for token in clause.free("transition") if token.value == "crossfade" or "slide" in token.value),
    ]
    return sorted(found, key=lambda token: token.start)


def _nones(clause: Clause) -> list[Token]:
    """ "Coming with none"."""
    return [token for token in clause.free("neg") if _told(clause, token) is not None]


def _told(clause: Clause, token: Token) -> tuple[bool, bool] | None:
    """ "Coming with a slide", "leaving letter by letter": which of the two, where a word says so."""
    before = clause.before(token, frozenset({"prep", "det", "descriptor", "polite"}))
    word = before.text.lower() if before is not None else ""
    return (True, False) if word in _COMING else (False, True) if word in _GOING else None


def _effect(token: Token) -> TextEffect:
    if token.kind == "neg":
        return TextEffect.NONE
    if token.kind == "entrance":
        return _ENTRANCES[token.value.split("_")[0]]
    return TextEffect.SLIDE if "slide" in token.value else TextEffect.FADE


def _edges(clause: Clause, token: Token) -> tuple[bool, bool]:
    """Whether it comes in like that, and whether it goes out like that; both where neither was said."""
    if token.kind == "entrance":
        return not token.value.endswith("_out"), token.value.endswith("_out")
    words = token.text.lower().split()
    beside = _particles(clause, token)
    into = (
        "in" in words
        or "in" in beside
        or any(sign in token.text for sign in ("淡入", "滑入", "飞入", "渐显", "渐入", "出现"))
    )
    out = any(each in words or each in beside for each in _OUT) or any(
        sign in token.text for sign in ("淡出", "滑出", "飞出", "渐隐", "渐出", "消失")
    )
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


def is_of_spoken(clause: Clause) -> bool:
    """ "Fade it in", after a text was spoken of; "fade both out", which are two things and no video."""
    before, named = clause.previous, clause.has("noun")
    its = clause.has("pronoun", "it", "them") and before is not None and before.topic in ("text", "overlay")
    both = any(token.text.lower() == "both" for token in clause.tokens)
    return not named and (its or (both and not clause.has("edge")))
