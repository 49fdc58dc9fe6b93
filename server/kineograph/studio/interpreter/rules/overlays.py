"""Logos, watermarks and pictures in the picture: which picture, where, how large; change and removal."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Remark
from kineograph.studio.interpreter.drafts.layers import OverlayChange, OverlayDraft, OverlayLook, OverlayRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import entrances, textlook
from kineograph.studio.interpreter.rules.fades import fades_video
from kineograph.studio.interpreter.rules.loudness import is_goal
from kineograph.studio.interpreter.rules.pointing import is_sound_name, named_by_number, takes_it_away
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.showing import over, timing
from kineograph.timeline.vocabulary import Anchor, OverlayStyle, Place

_NOUNS = ("logo", "overlay", "inset", "watermark")
_CHANGING = ("change", "make", "move", "raise", "lower", "edit", "keep", "swap")
_LOGOS = ("logo", "watermark", "水印", "标志", "商标", "徽")
_HEARD = ("sound", "voice", "narration", "effect")
_ONTO = ("放上", "加上", "贴上", "放上去", "加上去", "贴上去", "挂上", "打上", "摆上", "弄上", "盖上", "印上")
_MOVING = ("entrance", "fade", "transition", "slide", "swell", "verb")
_MORE = ("place", "edge", "duration", "size", "relative", "percent", "window", "side")
_OF_WIDTH = 0.3  # shares up to which a logo is made smaller "to" are of the width; others are of its size
_SIZES = {"huge": 0.5, "big": 0.35, "medium": 0.25, "small": 0.12, "tiny": 0.08}


def read(clause: Clause) -> None:
    nouns = clause.free("noun", *_NOUNS)
    if _refuse_moves(clause, nouns):
        return
    names = [token for token in clause.free("name") if not (is_sound_name(token) or _lies_under(clause, token))]
    if _is_text(clause):
        return
    if _is_in_picture(clause, nouns):
        refuse(clause, nouns[0], "matting")
        return
    if names and not nouns and _is_named_late(clause, names):
        return
    if not _lays_over(clause, nouns, names):
        _read_follow_up(clause, nouns, names)
        return
    sign = clause.signed((*nouns, *names)[0], "overlay")
    if sign is Sign.UNWANTED and not clause.contrasts((*nouns, *names)[0]):
        _remove(clause, nouns, names)
    elif sign is Sign.UNWANTED or (sign is Sign.KEPT and not _asks_more(clause)):
        clause.trigger("overlay", *nouns)
        clause.drafts.append(Remark("kept", (*nouns, *names)[0].text))
    else:
        _put(clause, nouns, names)
    clause.topic = "overlay"


def _refuse_moves(clause: Clause, nouns: list[Token]) -> bool:
    """ "Logo淡入", "add the logo and fade it in": it is there or not, and does neither come nor go gently. Whether that
    was all."""
    before = clause.previous
    follows = before is not None and before.topic == "overlay" and before.sentence + 1 >= clause.sentence
    plain = follows and all(
        token.kind in _MOVING or token.kind in ("pronoun", "neg", "break") for token in clause.words()
    )
    if not (nouns or plain) or _is_text(clause) or clause.has("noun", "transition", "picture", "clip", "video"):
        return False
    for share in clause.free("percent") if clause.says("fade") or clause.has("fade") else ():
        clause.store(share, "opacity")
        clause.trigger("opacity", *nouns, *(each for kind in ("fade", "verb") for each in clause.free(kind)))
        clause.drafts.append(OverlayChange(OverlayLook(opacity=share.amount), named_by_number(clause, nouns)))
        clause.topic = "overlay"
        return True
    for token in (each for kind in _MOVING for each in clause.free(kind)):
        if clause.sign(token) is Sign.WANTED and (token.kind != "verb" or token.value == "fade"):
            clause.claim(token, State.UNSUPPORTED, "overlay_motion")
            clause.drafts.append(Remark("refused:overlay_motion", token.text.strip()))
            clause.topic = "overlay"
    others = [token for token in clause.words() if token.start not in clause.claims and token not in nouns]
    bare = bool(clause.drafts) and all(token.kind == "pronoun" or token.is_a("verb", "make") for token in others)
    clause.trigger("overlay", *(nouns if bare else ()), *(others if bare else ()))
    return bare


def _lies_under(clause: Clause, name: Token) -> bool:
    """ "在clip.mp4上叠一张f.jpg": the clip over which the other shows."""
    link, behind = clause.before(name, frozenset()), clause.after(name, frozenset())
    on = behind is not None and behind.text in ("上", "上面", "上方", "里", "里面", "中")
    others = [token for token in clause.free("name") if token.start > name.start]
    return link is not None and link.text == "在" and on and bool(others)


def _is_named_late(clause: Clause, names: list[Token]) -> bool:
    """ "加个小窗，放f.jpg": the picture of what the sentence has asked to be laid over."""
    before = clause.previous
    waiting = [draft for draft in before.drafts if isinstance(draft, OverlayDraft)] if before is not None else []
    plain = all(token.kind in ("name", "verb", "prep") for token in clause.words()) and len(names) == 1
    if before is None or before.sentence != clause.sentence or not plain or not waiting or clause.says("remove"):
        return False
    empty = next((draft for draft in waiting if not draft.name and draft.clip.is_open), None)
    if empty is None:
        return False
    before.drop(empty)
    clause.store(names[0], "media")
    clause.drafts.append(replace(empty, name=names[0].value))
    clause.topic = "overlay"
    return True


def _is_text(clause: Clause) -> bool:
    """ "The watermark "ana.com"", "overlay the text": words, not a picture."""
    if clause.has("quote") or clause.has("lines") or clause.has("srt"):
        return True
    return clause.has("noun", *(noun for noun in entrances.NOUNS if noun != "watermark"))


def _is_in_picture(clause: Clause, nouns: list[Token]) -> bool:
    """ "Remove the watermark from the photo": it is part of a picture."""
    if not nouns or not clause.says("remove") or clause.sign(nouns[0]) is not Sign.UNWANTED:
        return False
    from_picture = any(
        token.is_a("prep", "from", "in", "at") and (clause.has("noun", "picture", "clip") or clause.has("ordinal"))
        for token in clause.tokens
    )
    inside = (clause.has("noun", "picture", "clip") or clause.has("ordinal")) and any(
        token.text in ("上", "里", "中", "里面") for token in clause.tokens
    )
    return from_picture or inside


def _lays_over(clause: Clause, nouns: list[Token], names: list[Token]) -> bool:
    """Whether a picture is meant to lie over the video, rather than to be a part of it."""
    if nouns:
        plain = clause.says("turn", "create", "animate") and not clause.has("prep", "with") and not clause.free("place")
        listed = clause.has("noun", "picture") and plain
        return not listed and not (nouns[0].value == "logo" and clause.free("contentmotion"))
    if names and clause.says("remove") and any(mark in names[0].value for mark in _LOGOS):
        return clause.sign(names[0]) is Sign.UNWANTED and not clause.has("noun", "picture", "clip")
    if not names or not (clause.says("add", "show", "use", "move", "make", "keep") or not clause.has("verb")):
        return False
    cornered = clause.free("place") and not clause.has("noun", "position")
    called = any(mark in names[0].value for mark in _LOGOS) and clause.says("add", "show", "use")
    ordered = clause.has("ordinal") or clause.has("edge") or clause.has("prep", "before", "after", "between")
    return bool(cornered or clause.free("opacity") or clause.free("ontop")) or (called and not ordered)


def _asks_more(clause: Clause) -> bool:
    return any(clause.free(kind) for kind in _MORE)


def _read_follow_up(clause: Clause, nouns: list[Token], names: list[Token]) -> None:
    """ "Make it smaller", 放到左下角: about the overlay of the clause before."""
    before = clause.previous
    about = before is not None and before.topic == "overlay" and before.sentence + 1 >= clause.sentence
    others = ("picture", "clip", "video", "music", "transition", "motion", "volume", "title", *_HEARD)
    if (
        not about
        or (nouns or fades_video(clause) or clause.has("field"))
        or any(not _is_under(clause, name) for name in names)
        or clause.has("noun", *others)
        or clause.free("ordinal")
        or clause.has("quant", "each", "all", "total")
    ):
        return
    if before is not None and takes_it_away(clause):
        clause.trigger("overlay", *clause.free("neg"))
        same = next((draft for draft in before.drafts if isinstance(draft, OverlayChange)), OverlayChange())
        old = "" if same.name else same.old
        last = Reference((-1,)) if not old and same.target.is_open else same.target
        clause.drafts.append(OverlayRemoval(last, old))
        clause.topic = "overlay"
        return
    found = _look(clause)
    if not found.is_open and before is not None:
        said = next((draft for draft in before.drafts if isinstance(draft, OverlayChange)), OverlayChange())
        clause.drafts.append(OverlayChange(found, said.target, "" if said.name else said.old))
        clause.topic = "overlay"


def _remove(clause: Clause, nouns: list[Token], names: list[Token]) -> None:
    clause.trigger("overlay", *nouns, *clause.free("noun", "picture"))
    for name in names:
        clause.store(name, "old")
    forbids = clause.markers.get((*nouns, *names)[0].start, ())
    clause.drafts.append(
        OverlayRemoval(
            named_by_number(clause, nouns),
            names[0].value if names else "",
            forbids=bool(forbids) and forbids[0].kind == "neg",
            watermark=any(noun.value == "watermark" for noun in nouns),
            adding=clause.only_not_added((*nouns, *names)[0]),
        )
    )


def _put(clause: Clause, nouns: list[Token], names: list[Token]) -> None:
    kinds = {noun.value for noun in nouns}
    changing = _changes(clause, nouns, names)
    target = named_by_number(clause, nouns) if changing else OPEN
    if not clause.says("change", "swap"):
        # "put logo.png on the clip": the second is what it lies over
        names = [name for name in names if (name is names[0] and not nouns) or not _is_under(clause, name)]
    for name in names:
        clause.store(name, "media")
    clip = _clip(clause) if not names and "inset" in kinds else OPEN
    found = _look(clause)
    clause.trigger("overlay", *nouns, *clause.free("ontop"), *clause.free("own"), *clause.free("noun", "position"))
    if changing:
        new = names[-1].value if names and clause.says("change", "swap") else ""
        old = names[0].value if names and (not new or len(names) > 1) else ""
        clause.drafts.append(OverlayChange(found, target, old, new))
        return
    file_name = names[0].value if names else ""
    clause.drafts.append(OverlayDraft(file_name, clip, "inset" in kinds, "watermark" in kinds, found))


def _is_under(clause: Clause, name: Token) -> bool:
    before = clause.before(name, LIGHT | {"conj", "name", "break"})
    return before is not None and before.is_a("prep", "at", "in", "for")


def _changes(clause: Clause, nouns: list[Token], names: list[Token]) -> bool:
    """ "Move the logo to the left", logo小一点: one that is there; "put my logo …" adds one."""
    if not nouns:
        return False
    if not names and any(clause.after(token) in nouns for token in clause.free("ordinal")):
        return True
    if clause.free("side", "across", "opposite") or any(textlook.leads(clause, side) for side in clause.free("side")):
        return True
    if clause.says("add", "use", "create") and not (is_moved(clause, nouns) and not names):
        return False
    relative = any(clause.free(kind) for kind in ("relative", "multiple", "aloft")) or bool(
        clause.free("motion", "zoom_in", "zoom_out")
    )
    asked = clause.says(*_CHANGING) or relative or (not clause.has("verb") and _is_definite(clause, nouns[0]))
    return asked or (is_moved(clause, nouns) and not names) or (not clause.has("verb") and bool(clause.free("opacity")))


def is_moved(clause: Clause, nouns: list[Token]) -> bool:
    """logo放到左下角: the verb behind the noun moves what is there; unless it says whose."""
    verbs = [token for token in clause.tokens if token.is_a("verb", "add", "move", "show")]
    behind = bool(verbs) and is_han(verbs[0].text[0]) and nouns[0].start < verbs[0].start
    if behind and verbs[0].text in _ONTO and len(clause.words()) == len(nouns) + 1:
        return False  # logo放上: and it is there
    return behind and not clause.has("det", "mine") and not clause.has("own")


def _is_definite(clause: Clause, noun: Token) -> bool:
    before = clause.before(noun, frozenset({"function", "polite", "descriptor"}))
    return before is not None and before.is_a("det", "definite")


def _clip(clause: Clause) -> Reference:
    """ "The second photo as picture in picture"."""
    for token in clause.free("ordinal"):
        clause.store(token, "media")
        return Reference(token.places)
    return OPEN


def _look(clause: Clause) -> OverlayLook:
    opacity, clearer = textlook.opaque(clause)
    size, grow = _size(clause)
    shown = timing(clause)
    on = over(clause, shown) if shown.anchor is not Anchor.WHOLE else OPEN
    place, shift = textlook.place(clause, _corner(clause)), textlook.side(clause)
    return OverlayLook(place, size, grow, shown, on, opacity, clearer, shift, _style(clause))


def _style(clause: Clause) -> OverlayStyle | None:
    for token in clause.free("framing"):
        clause.store(token, "style")
        return OverlayStyle(token.value)
    return None


def _corner(clause: Clause) -> Place:
    other = any(token.is_a("verb", "change") and token.text.startswith("换") for token in clause.tokens)
    return Place.BOTTOM_RIGHT if clause.has("noun", "watermark") is not other else Place.TOP_RIGHT


def _size(clause: Clause) -> tuple[float | None, float | None]:
    """The share of the width, or a factor on what it is."""
    for token in clause.free("percent"):
        if is_goal(clause, token) and token.amount <= _OF_WIDTH and clause.free("relative", "bigger", "smaller"):
            clause.store(token, "size")
            clause.trigger("size", *clause.free("relative", "bigger", "smaller"), *clause.free("degree"))
            return token.amount, None  # to a tenth: of the width
    grown = textlook.growth(clause, zoomed=True)
    if grown is not None:
        return None, grown
    for token in clause.free("size"):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("noun", "shape", "letter_size"))
        return _SIZES[token.value], None
    for token in clause.free("percent"):
        clause.store(token, "size")
        clause.trigger("size", *clause.free("noun", "shape", "letter_size", "video"), *clause.free("extent"))
        return token.amount, None
    return None, None
