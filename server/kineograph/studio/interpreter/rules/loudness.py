"""How loud: shares, louder and quieter, up and down, half and double, muted."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.layers import Volume
from kineograph.studio.interpreter.lexing.tokens import Token

_STEP = {"bit": 0.1, "much": 0.3}
_UNSAID_STEP = 0.15
_CHANGES = {
    "louder": 1,
    "louder_bit": 1,
    "quieter": -1,
    "quieter_bit": -1,
    "raise": 1,
    "lower": -1,
    "bigger": 1,
    "smaller": -1,
    "higher": 1,
    "higher_bit": 1,
    "lower_bit": -1,
}
_BITS = ("一点", "一些", "点", "些")
_GOALS = ("到", "至", "为", "成")
RELATIVES = ("louder", "louder_bit", "quieter", "quieter_bit")
_SIZES = ("bigger", "smaller", "higher", "higher_bit", "lower_bit")
_MOST = 2.0
_LEAST, _GREATEST = 5, 100
"""Bare numbers that are percent: "music 30"."""
_SLIGHTLY = ("slightly", "gently", "lightly", "subtly")
_HALVES = ("一半", "half")
_HEIGHTS = {"higher": 1, "higher_bit": 1, "lower": -1, "lower_bit": -1}
_SOUNDING = ("volume", "music", "voice", "narration", "sound", "effect")


def volume(clause: Clause) -> Volume | None:
    """What the clause says of a volume, for the music until a rule knows better; claims it."""
    if clause.has("noun", "duration") and not clause.has("noun", "volume"):
        return None  # 第一张时长翻倍
    for token in clause.free("percent"):
        clause.store(token, "volume")
        limits = clause.free("limit", "limit")
        clause.trigger("volume", *limits)
        moves = [] if limits or is_goal(clause, token) else _signed(clause, token) or _directions(clause)
        clause.trigger("volume", *clause.free("verb", "raise", "lower"), *clause.free("relative"), *clause.free("side"))
        if moves and token.text.lower() in _HALVES:
            return Volume(1 + moves[0] * token.amount, scaled=True)
        return Volume(moves[0] * token.amount, relative=True) if moves else Volume(min(token.amount, _MOST))
    readings = (_number, _scaled, _stepped, _raised, _muted, _turned, _softly)
    return next((found for reading in readings if (found := reading(clause)) is not None), None)


def _signed(clause: Clause, share: Token) -> list[int]:
    """ "音量-20%", "volume +10%": by so much."""
    mark = clause.before(share, frozenset())
    touching = mark is not None and mark.kind == "mark" and mark.end == share.start
    return [] if mark is None or not touching or mark.text not in "+-−–" else [1 if mark.text == "+" else -1]


def _number(clause: Clause) -> Volume | None:
    """ "Volume 50", "music volume to 0.4": a share, or a number of percent."""
    for token in clause.free("number"):
        before, after = clause.before(token), clause.after(token)
        if before is not None and before.text in ":：":
            before = clause.before(before)
        bare = after is None or after.kind in ("break", "conj") or after.is_a("prep", "at")
        named = before is not None and (before.is_a("noun", *_SOUNDING) or is_goal(clause, token))
        beside = before is not None and (before.kind in ("mood", "own", "name") or before.text in "@=")
        share = "." in token.text and token.amount <= 1 and (named or beside)
        plain = clause.has("noun", "volume") or (token.amount == 0 and clause.has("noun", *_SOUNDING))
        percent = before is not None and before.is_a("noun", "music") and _LEAST <= token.amount <= _GREATEST
        whole = named and (plain or percent)
        if bare and (share or whole):
            clause.store(token, "volume")
            clause.trigger("volume", *clause.free("verb", "raise", "lower"))
            return Volume(min(token.amount if token.amount <= 1 else token.amount / 100, _MOST))
    return None


def _scaled(clause: Clause) -> Volume | None:
    for token in clause.free("multiple") if clause.has("noun", "music", "volume", "sound", "voice") else ():
        clause.store(token, "volume")
        clause.trigger("volume", *clause.free("verb", "raise", "lower", "shorten", "change"))
        return Volume(token.amount or float(token.value), scaled=True)
    for token in clause.free("factor"):
        if "long" in token.text or "长" in token.text:
            continue
        clause.store(token, "volume")
        clause.trigger("volume", *clause.free("verb", "raise", "lower"))
        return Volume(float(token.value), scaled=True)
    return None


def _stepped(clause: Clause) -> Volume | None:
    for token in (*clause.free("relative", *RELATIVES, *_SIZES), *clause.free("verb", "raise", "lower")):
        clause.store(token, "volume")
        small = token.value.endswith("_bit") or token.text.endswith(_BITS) or _is_slight(clause)
        step = _STEP["bit"] if small else _step(clause)
        clause.trigger("volume", *clause.free("degree"), *clause.free("side", "up", "down"))
        return Volume(_CHANGES[token.value] * step, relative=True)
    return None


def _softly(clause: Clause) -> Volume | None:
    """ "Music, but only softly"."""
    for token in clause.free("strength", "soft"):
        if token.text.lower() == "softly" and not (clause.has("swell") or clause.has("fade") or clause.has("motion")):
            clause.store(token, "volume")
            clause.trigger("volume", *clause.free("quant", "only"))
            return Volume(-_UNSAID_STEP, relative=True)
    return None


def _is_slight(clause: Clause) -> bool:
    """ "Lower it slightly"."""
    words = [token for token in clause.free("strength", "soft") if token.text.lower() in _SLIGHTLY]
    clause.trigger("volume", *words)
    return bool(words)


def _raised(clause: Clause) -> Volume | None:
    """音量调低一点: the height is that of the volume."""
    for token in clause.free("relative", *_HEIGHTS):
        clause.store(token, "volume")
        clause.trigger("volume", *clause.free("degree"))
        step = _STEP["bit"] if token.value.endswith("_bit") else _step(clause)
        return Volume(_HEIGHTS[token.value] * step, relative=True)
    return None


def _muted(clause: Clause) -> Volume | None:
    for token in clause.free("verb", "mute", "unmute") if not clause.has("neg") else ():
        clause.store(token, "volume")
        return Volume(0.0 if token.value == "mute" else 1.0)
    return None


def is_goal(clause: Clause, share: Token) -> bool:
    """ "Lower it to 20%", 降到20%: how loud, rather than by how much."""
    before = clause.before(share)
    return before is not None and (before.is_a("prep", "to", "at", "until") or before.text.endswith(_GOALS))


def _directions(clause: Clause) -> list[int]:
    words = (*clause.free("relative", *RELATIVES, *_SIZES), *clause.free("verb", "raise", "lower"))
    sides = clause.free("side", "up", "down") if clause.says("turn", "make", "move") else []
    return [*(_CHANGES[token.value] for token in words), *(1 if side.value == "up" else -1 for side in sides)]


def _turned(clause: Clause) -> Volume | None:
    """ "turn the music down": the verb stands apart from its particle."""
    for token in clause.free("side", "up", "down"):
        if clause.says("turn", "make", "bring") or clause.has("verb", "move") or _is_level(clause, token):
            clause.store(token, "volume")
            sign = 1 if token.value == "up" else -1
            return Volume(sign * _step(clause), relative=True)
    return None


def _is_level(clause: Clause, side: Token) -> bool:
    """ "Music down", "the voice up a bit"."""
    before = clause.before(side)
    return before is not None and before.is_a("noun", *_SOUNDING) and not clause.has("verb")


def _step(clause: Clause) -> float:
    for token in clause.free("degree", *_STEP):
        clause.store(token, "volume")
        return _STEP[token.value]
    return _UNSAID_STEP


def kept_volume(clause: Clause) -> list[Token]:
    """ "音量别动": how loud it is stays as it is."""
    nouns = clause.free("noun", "volume")
    return nouns if nouns and clause.sign(nouns[0]) is Sign.KEPT else []
