"""The camera over a picture: zoom, pan, Ken Burns, still; how much; over which pictures."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, MotionDraft, Reference, Remark
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules import further, stillness
from kineograph.studio.interpreter.rules.pointing import point, unsaid
from kineograph.studio.interpreter.rules.strengths import FAST, SLOW, SOFT, amount_of, loosen, strength_of
from kineograph.timeline.vocabulary import Easing, MotionKind

_IN, _OUT = MotionKind.ZOOM_IN, MotionKind.ZOOM_OUT
_SETS = {
    "zoom": (_IN,),
    "pan": (MotionKind.PAN_RIGHT,),
    "ken_burns": (MotionKind.KEN_BURNS_IN, MotionKind.KEN_BURNS_OUT),
    "in_and_out": (_IN, _OUT),
    "breathe": (_IN, _OUT),
    "diagonal": (MotionKind.PAN_DOWN_RIGHT,),
}
_CORNERS = {"top_left": "up_left", "top_right": "up_right", "bottom_left": "down_left", "bottom_right": "down_right"}
_SIDES = {"left": "left", "right": "right", "up": "up", "down": "down", "top": "up", "bottom": "down"} | _CORNERS
_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}
_COMPARING = ("too ", "way too", "far too", "much too", "not so", "stronger", "weaker", "gentler", "subtler", "softer")
_CAMERA = ("camera", "the camera")
_OF_KEPT = ("verb", "quant", "except", "pronoun", "degree", "conj")


def read(clause: Clause) -> None:
    stillness.claim_subjects(clause)
    nouns, moves = clause.free("noun", "motion"), _moves(clause)
    words = sorted((*nouns, *moves, *stillness.standing(clause)), key=lambda token: token.start)
    if not words:
        _read_manner(clause)
        return
    sign = clause.signed(words[0], "motion")
    clause.trigger("motion", *nouns)
    if sign is Sign.KEPT:
        _keep(clause, words)
        return
    if _only_describes(clause, words) or (sign is Sign.UNWANTED and _contrasts(clause, moves)):
        return
    like = _model(clause)
    factor, strength = amount_of(clause, words)
    kinds = _kinds(clause, moves)
    if any(token.kind == "static" for token in words):
        kinds = (MotionKind.STILL,)
    soft = any(token.is_a("motion", "breathe") for token in moves)
    there = _is_there(clause, moves, (factor, strength)) or (bool(factor) and further.goes_further(clause, moves))
    creating = clause.says("create", "turn", "animate") and clause.has("noun", "video")
    for token in clause.free("quant", "each", "all") if creating else ():
        clause.store(token, "target")
    target = OPEN if creating else _aimed(clause, words, kinds)
    kinds = (MotionKind.STILL,) if sign is Sign.UNWANTED else kinds
    strength = strength or (SOFT if soft else None)
    if sign is Sign.UNWANTED:
        strength, there = None, False
        _unsay(clause, words)
    elif soft and strength == SOFT:
        loosen(clause, [token for token in clause.tokens if token.kind == "strength"])
    contrary = bool(clause.free("contrary"))
    clause.trigger("motion", *clause.free("contrary"))
    clause.drafts.append(MotionDraft(kinds, strength, target, _easing(clause), factor, there, contrary, like))
    clause.topic = "motion" if target.is_open else clause.topic


def _unsay(clause: Clause, words: list[Token]) -> None:
    """ "No panning or zooming", "lose the slow zoom"; but "no strong zoom" may want a weaker one."""
    strengths = [token for token in clause.tokens if token.kind == "strength"]
    loosen(clause, words if len(words) > 1 else ())
    if clause.has("verb") and clause.one("verb", "remove") is not None:
        loosen(clause, strengths)
    else:
        for token in strengths:
            unsaid(clause, token, "unplaced")


def _contrasts(clause: Clause, moves: list[Token]) -> bool:
    """ "镜头只往里推，不要往外拉": the move that was asked for right before stays, and another is not made."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence or not moves or clause.has("ordinal") or clause.has("name"):
        return False
    wanted = [draft for draft in before.drafts if isinstance(draft, MotionDraft)]
    kinds = {kind for draft in wanted for kind in draft.kinds}
    if not kinds or kinds == {MotionKind.STILL} or kinds & {kind for token in moves for kind in _of(clause, token)}:
        return False
    clause.trigger("motion", *moves)
    clause.drafts.append(Remark("avoided", moves[0].text))
    clause.topic, clause.target = before.topic, before.target
    return True


def _only_describes(clause: Clause, words: list[Token]) -> bool:
    """ "The one with the movement": which is meant."""
    plain = all(token.is_a("noun", "motion") for token in words) and not clause.has("verb")
    with_ = [token for token in clause.tokens if token.is_a("prep", "with")]
    one = any(token.is_a("pronoun", "it") and token.text.lower().endswith("one") for token in clause.tokens)
    return plain and one and bool(with_)


def _model(clause: Clause) -> Reference:
    """ "The same motion for all of them as on the first": whose moves they are to have."""
    same = any(token.text.lower() in ("same", "the same") for token in clause.tokens)
    link = next((token for token in clause.tokens if token.text.lower() in ("as", "like", "as on", "as in")), None)
    if not same or link is None:
        return OPEN
    model = [token for token in clause.free("ordinal") if token.start > link.start]
    for token in (*model, *(token for token in clause.tokens if token.text.lower() in ("same", "the same", "like"))):
        clause.trigger("like", token)
    return Reference(model[0].places) if len(model) == 1 else OPEN


def _kept_before(clause: Clause) -> Reference:
    """ "No zoom on the last photo, keep it still": the second half is of the same picture."""
    before = clause.previous
    bare = all(token.kind in ("motion", "static") for token in clause.words())
    same = before is not None and before.sentence == clause.sentence and (bare or clause.says("keep", "last", "make"))
    if before is None or not same or clause.has("noun") or clause.has("quant"):
        return OPEN
    still = [draft for draft in before.drafts if isinstance(draft, MotionDraft) and draft.kinds == (MotionKind.STILL,)]
    return still[0].target if still else OPEN


def _aimed(clause: Clause, words: list[Token], kinds: tuple[MotionKind, ...]) -> Reference:
    target = point(clause)
    if target.is_open and kinds == (MotionKind.STILL,):
        kept = _kept_before(clause)
        if not kept.is_open:
            loosen(clause, words)
            return kept
    return target


def _is_there(clause: Clause, moves: list[Token], amount: tuple[float, float | None]) -> bool:
    """ "The zoom is too strong", "make the pan gentler": the one that is there, only more or less of it."""
    if amount[0] and moves and all(token.value in ("zoom", "pan", "ken_burns") for token in moves):
        return True
    if not moves or not any(amount) or any(token.value not in ("zoom", "pan", "ken_burns") for token in moves):
        return False
    if any(token.text.lower().startswith(_COMPARING) for token in clause.tokens if token.kind == "strength"):
        return True
    if any(token.is_a("relative", *SLOW, *FAST) for token in clause.tokens):
        return not clause.has("verb", "add", "use")
    before = [clause.before(token, frozenset({"strength", "degree", "descriptor"})) for token in moves]
    measured = any(
        token.text.startswith(("幅度", "力度", "强度")) for token in clause.tokens if token.kind == "strength"
    )
    return measured or all(token is not None and token.is_a("det", "definite", "mine") for token in before)


def _keep(clause: Clause, words: list[Token]) -> None:
    clause.trigger("motion", *words)
    if any(token.is_a("motion", "still") or token.kind == "static" for token in words):
        clause.drafts.append(MotionDraft((MotionKind.STILL,), None, point(clause)))
    else:
        clause.drafts.append(Remark("kept", words[0].text))
        clause.topic = "motion"


def _read_manner(clause: Clause) -> None:
    """ "Zoom in. With easing.", 匀速: how the moves run, right after them or where nothing else is spoken of."""
    easings = [*clause.free("easing"), *(token for token in clause.free("strength") if "幅度" in token.text)]
    easings += clause.free("noun", "strength") if clause.has("percent") else []
    before = clause.previous
    after = before is not None and any(isinstance(draft, MotionDraft) for draft in before.drafts)
    if _read_pace(clause) or _read_kept(clause):
        return
    other = any(token.kind in stillness.SAID for token in clause.tokens)
    if not easings or (other and not clause.has("noun", "picture", "clip", "video")) or (before and not after):
        return
    target = before.target if before is not None and after and before.topic == "clip" else point(clause)
    clause.drafts.append(MotionDraft((), strength_of(clause, easings), target, _easing(clause)))


def _read_pace(clause: Clause) -> bool:
    """ "第二张放大", and then "慢一点": the move, and not how long the picture shows."""
    before, paces = clause.previous, clause.free("relative", *SLOW, *FAST)
    if before is None or len(paces) != 1 or not (is_han(paces[0].text[0]) or clause.begins):
        return False
    bare = all(token is paces[0] or token.kind in ("degree", "correction") for token in clause.words())
    moved = bool(before.drafts) and all(isinstance(draft, MotionDraft) and draft.kinds for draft in before.drafts)
    if not (bare and moved) or before.sentence + 1 < clause.sentence:
        return False
    clause.store(paces[0], "strength")
    clause.trigger("strength", *clause.free("degree"))
    target = before.target if before.topic == "clip" else OPEN
    clause.drafts.append(MotionDraft((), None, target, None, 0.6 if paces[0].value in SLOW else 1.5))
    clause.target, clause.topic = target, before.topic
    return True


def _read_kept(clause: Clause) -> bool:
    """ "Keep the zooms, just make them slower", "zoom in, but slower": of the moves, less of them or more."""
    before, paces = clause.previous, [*clause.free("relative", *SLOW, *FAST), *clause.free("strength")]
    if before is None or before.sentence != clause.sentence or len(paces) != 1 or is_han(paces[0].text[0]):
        return False
    plain = all(token is paces[0] or token.kind in _OF_KEPT for token in clause.words())
    kept = before.topic == "motion" and all(isinstance(draft, Remark) for draft in before.drafts)
    told = bool(before.drafts) and all(isinstance(draft, MotionDraft) and draft.kinds for draft in before.drafts)
    if not plain or not (kept or told) or clause.has("noun"):
        return False
    kinds = tuple(kind for token in before.tokens if token.kind == "motion" for kind in _SETS.get(token.value, ()))
    clause.trigger("motion", *clause.free("verb"), *clause.free("quant", "only"), *clause.free("except", "but"))
    strength = strength_of(clause, paces)
    target = before.target if before.topic == "clip" else OPEN
    clause.drafts.append(MotionDraft(kinds if kept else (), strength, target, standing=kept))
    clause.target, clause.topic = target, before.topic
    return True


def _moves(clause: Clause) -> list[Token]:
    """The words for moves; "move the camera left" is one too."""
    moves = clause.free("motion")
    cameras = [token for token in clause.free("noun", "motion") if token.text.lower().startswith(_CAMERA)]
    if moves or not cameras:
        return moves
    sides = [*clause.free("side"), *clause.free("place", *_SIDES)]
    clause.trigger("motion", *clause.free("contentmotion"))
    return [Token("motion", "pan", cameras[0].start, cameras[0].end, cameras[0].text)] if sides else []


def _kinds(clause: Clause, moves: list[Token]) -> tuple[MotionKind, ...]:
    """The moves that are named, in order: they are dealt out in turn."""
    kinds: list[MotionKind] = []
    diagonal = any(token.value == "diagonal" for token in moves)
    for token in moves:
        clause.store(token, "motions")
        if not (diagonal and token.value == "pan"):
            kinds.extend(_of(clause, token))
    chance = (*clause.free("verb", "shuffle"), *clause.free("sortkey", "shuffle"))
    clause.trigger("motion", *clause.free("alternate"), *chance)
    return tuple(dict.fromkeys(kinds))


def _of(clause: Clause, token: Token) -> tuple[MotionKind, ...]:
    if token.value not in ("pan", "diagonal"):
        return _SETS.get(token.value) or (MotionKind(token.value),)
    side = _side(clause)
    return (MotionKind(f"pan_{side}"),) if side else _SETS[token.value]


def _side(clause: Clause) -> str:
    """Where the camera goes: "left", "to the top right", "from the bottom", "up and to the left"."""
    found: list[str] = []
    for token in sorted((*clause.free("side"), *clause.free("place", *_SIDES)), key=lambda token: token.start):
        clause.store(token, "motions")
        before = clause.before(token)
        away = before is not None and before.is_a("prep", "from")
        parts = _SIDES[token.value].split("_")
        found.append("_".join(_OPPOSITE[part] for part in parts) if away else "_".join(parts))
    if len(found) == 2 and {found[0], found[1]} in (
        {"left", "up"},
        {"right", "up"},
        {"left", "down"},
        {"right", "down"},
    ):
        return "_".join(sorted(found, key=lambda part: part in ("left", "right")))
    return found[-1] if found else ""


def _easing(clause: Clause) -> Easing | None:
    found = clause.free("easing")
    for token in found:
        clause.store(token, "easing")
    values = {token.value for token in found}
    for token in found if len(values) > 1 else ():
        if token.value == "ease_in_out":
            clause.claim(token, State.TRIGGER, "easing")  # "easing, so that it starts gently": which is said besides
    if {"ease_in", "ease_out"} <= values:
        return Easing.EASE_IN_OUT
    return Easing(found[-1].value) if found else None
