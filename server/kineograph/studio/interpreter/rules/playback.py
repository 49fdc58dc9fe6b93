"""How fast clips play, backwards or forwards, and how often: speed, slow motion, reversal, loops."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Remark
from kineograph.studio.interpreter.drafts.playing import Backwards, Cutout, Speed
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.loops import read_loop
from kineograph.studio.interpreter.rules.pointing import point, unsaid

_OTHERS = ("title", "text", "caption", "music", "transition", "motion", "sound", "voice")
_THINGS = ("picture", "clip", "video")
_DIRECTIONS = {"up": 1, "fast": 1, "down": -1, "slow": -1, "raise": 1, "lower": -1}
_PACES = {"faster": 1, "faster_bit": 1, "slower": -1, "slower_bit": -1}
_GUESSES = {"up": 1.5, "down": 0.75, "fast": 2.0, "slow": 0.5, "lapse": 4.0}
_DEGREES = {"bit": 1.25, "much": 2.0}
_FOOTAGE_NAMES = (".mp4", ".mov", ".webm", ".avi", ".mkv")


def read(clause: Clause) -> None:
    if clause.refused or clause.has("quote"):
        return
    if clause.has("noun", *_OTHERS) and not clause.has("noun", *_THINGS) and not clause.has("name"):
        return
    _read_speed(clause)
    _read_backwards(clause)
    read_loop(clause)


def _read_speed(clause: Clause) -> None:
    words = _words(clause)
    amounts = _amounts(clause)
    before = clause.previous
    leans = before is not None and before.topic == "transition" and not clause.has("noun")
    if leans and clause.has("pronoun", "it", "them"):
        return
    alone = bool(amounts) and not clause.has("loop") and _says_amount(clause, amounts)
    if clause.has("motion") or not (words or alone or _goes_on(clause)):
        return
    clause.trigger("target", *clause.free("quant", "total"))
    first = min((*words, *amounts, *clause.free("relative", *_PACES)), key=lambda token: token.start)
    if not _is_wanted(clause, first):
        return
    if any(token.is_a("speed", "normal") for token in words):
        clause.trigger("factor", *words)
        clause.drafts.append(Speed(1.0, absolute=True, target=_target(clause)))
        return
    direction = _direction(clause, words)
    said = _factor(clause, direction, amounts)
    guess = _guess(clause, words, direction) if not amounts else None
    factor = said if said is not None else guess
    paces = {token.value for token in (*amounts, *clause.free("tempo"))}
    if factor is None or len(paces) > 1:
        unsaid(clause, (words or amounts)[0], "speed")
        return
    _claim(clause, words, amounts, said=said is not None)
    absolute = said is not None and (not direction or _to(clause, amounts))
    draft = Speed(round(factor, 4), absolute, said is None, _target(clause))
    if not _says_how_fast(clause, draft):
        clause.drafts.append(draft)


def _goes_on(clause: Clause) -> bool:
    """ "That's too fast", after clips were sped up: slower again, not longer."""
    before = clause.previous
    spoken = before is not None and bool(before.drafts) and all(isinstance(draft, Speed) for draft in before.drafts)
    return spoken and clause.begins and bool(clause.free("relative", *_PACES)) and not clause.has("noun")


def _claim(clause: Clause, words: list[Token], amounts: list[Token], *, said: bool) -> None:
    """The words that give the speed; where an amount does, those beside it only choose the edit."""
    if said:
        clause.trigger("factor", *(token for token in words if token.kind != "tempo"))
    for token in (*words, *amounts):
        if token.start not in clause.claims:
            clause.store(token, "factor")
    clause.trigger("factor", *clause.free("contentmotion"))
    clause.trigger("factor", *clause.free("relative", *_PACES), *clause.free("verb", "raise", "lower", "lengthen"))
    clause.trigger("factor", *clause.free("degree"), *clause.free("side", "up", "down"))


def _says_how_fast(clause: Clause, draft: Speed) -> bool:
    """ "In slow motion, at a quarter of the speed": the clause before is told how slow."""
    before = clause.previous
    if (
        before is None
        or before.sentence != clause.sentence
        or draft.guessed
        or draft.target not in (OPEN, before.target)
    ):
        return False
    for index, earlier in enumerate(before.drafts):
        if isinstance(earlier, Speed) and earlier.guessed:
            before.drafts[index] = replace(draft, target=earlier.target)
            clause.drafts.append(Remark("noted", clause.words()[0].text))
            return True
    return False


def _words(clause: Clause) -> list[Token]:
    """Words of speed, also those that stand apart: "slow the clip down"."""
    words = [*clause.free("speed"), *clause.free("tempo")]
    apart = [token for token in clause.free("strength") if token.text.lower() == "slow"]
    if apart and clause.has("side", "down"):
        words += apart
    return sorted(words, key=lambda token: token.start)


def _amounts(clause: Clause) -> list[Token]:
    found = [*clause.free("multiple"), *clause.free("percent"), *clause.free("factor")]
    return found or [token for token in clause.free("number") if _sets_speed(clause, token)]


def _sets_speed(clause: Clause, number: Token) -> bool:
    """ "Set the speed to 0.5"."""
    before = clause.before(number)
    to = before is not None and (before.is_a("prep", "to", "at") or before.text.endswith(("到", "为", "成")))
    return to and clause.has("speed")


def _says_amount(clause: Clause, amounts: list[Token]) -> bool:
    """ "2x faster", "20% slower", "clip.mp4 at 2x", 1.5倍速: an amount that can only be a speed."""
    alone = len(clause.words()) == 1 and clause.words()[0].kind == "multiple"
    plain = alone or any(token.kind == "multiple" and token.value == "speed" for token in amounts)
    paced = bool(clause.free("relative", *_PACES))
    times = any(token.kind == "multiple" for token in amounts)
    played = clause.has("noun", "clip", "video") or clause.has("name") or clause.has("pronoun", "it")
    grows = clause.has("relative", "longer", "shorter", "louder", "bigger", "smaller") or clause.has("noun", "duration")
    return plain or paced or (times and played and not grows and not clause.says("remove", "create", "last"))


def _is_wanted(clause: Clause, word: Token) -> bool:
    """Whether the change is wanted; otherwise what is said of it is claimed here."""
    markers = clause.markers.get(word.start, ())
    sign = clause.sign(word)
    if sign is Sign.WANTED or any(marker.is_a("verb", "mute") for marker in markers):
        return True
    clause.signed(word, "factor")
    negated = any(marker.kind == "neg" for marker in clause.markers.get(word.start, ()))
    words = (*_words(clause), *_amounts(clause), *clause.free("relative", *_PACES), *clause.free("side", "up", "down"))
    clause.trigger("factor", *words)
    target = _target(clause)
    if sign is Sign.UNWANTED and not negated:
        clause.drafts.append(Speed(1.0, absolute=True, target=target))
    else:
        clause.drafts.append(Remark("kept" if sign is Sign.KEPT else "avoided", word.text))
    return False


def _direction(clause: Clause, words: list[Token]) -> int:
    found = [_DIRECTIONS[token.value] for token in words if token.value in _DIRECTIONS]
    found += [_PACES[token.value] for token in clause.tokens if token.is_a("relative", *_PACES)]
    found += [_DIRECTIONS[token.value] for token in clause.tokens if token.is_a("verb", "raise", "lower")]
    found += [_DIRECTIONS[token.value] for token in clause.tokens if token.is_a("side", "up", "down")]
    found += [-1 for token in words if token.kind == "strength"]
    return found[-1] if found else 0


def _factor(clause: Clause, direction: int, amounts: list[Token]) -> float | None:
    """The factor on the speed that the words give; None where they give none, or none that makes sense."""
    for token in clause.free("tempo"):
        value = float(token.value)
        return 1 / value if direction < 0 and value > 1 else value
    for token in amounts:
        if token.kind == "percent":
            return _shared(direction, token.amount, to=_to(clause, amounts))
        value = float(token.value) if token.kind == "factor" else token.amount
        return _times(direction, value)
    return None


def _times(direction: int, value: float) -> float | None:
    """ "Speed up 2x", "slow down 4x", 加快一倍: so many times as fast, or as slow."""
    if value <= 0:
        return None
    if direction < 0:
        return 0.5 if value == 1 else 1 / value if value > 1 else value
    if direction and value < 1:
        return 1 + value  # "speed it up by half"
    return 2.0 if direction and value == 1 else value


def _shared(direction: int, share: float, *, to: bool) -> float | None:
    """ "At 50 %", "slow down to 60 %", "20 % faster"."""
    if to or not direction:
        return share or None
    if direction > 0:
        return 1 + share
    return 1 - share if share < 1 else None


def _to(clause: Clause, amounts: list[Token]) -> bool:
    before = clause.before(amounts[0]) if amounts else None
    following = clause.after(amounts[0]) if amounts else None
    if following is not None and following.is_a("relative", *_PACES):
        return False
    return before is not None and (
        before.is_a("prep", "to", "at") or before.text.endswith(("到", "至", "为", "成")) or before.text.lower() == "at"
    )


def _guess(clause: Clause, words: list[Token], direction: int) -> float | None:
    degree = clause.one("degree", *_DEGREES)
    if degree is not None and direction:
        factor = _DEGREES[degree.value]
        return factor if direction > 0 else 1 / factor
    known = [_GUESSES[token.value] for token in words if token.value in _GUESSES]
    if known:
        return known[0]
    return (_GUESSES["up"] if direction > 0 else _GUESSES["down"]) if direction else None


def _target(clause: Clause) -> Reference:
    """The clips that are named, also where another ask of the same clause ("静音、两倍速") has taken the name."""
    target = point(clause)
    if target == OPEN and clause.topic != "clip":
        target = _left_unsaid(clause)
    return clause.target if target == OPEN and clause.topic in ("clip", "sound") else target


def _left_unsaid(clause: Clause) -> Reference:
    """ "第四段剪掉前1秒，放慢到0.5倍": the clip that the sentence was about, where nothing else is named."""
    before = clause.previous
    named = clause.has("noun") or clause.has("quant") or clause.has("window") or clause.has("range")
    if before is None or before.sentence != clause.sentence or before.topic != "clip" or named:
        return OPEN
    gone = any(draft.destroys and not isinstance(draft, Cutout) for draft in before.drafts)
    chinese = any(is_han(token.text[0]) for token in clause.tokens)
    return before.target if chinese and not gone and not before.target.every else OPEN


def _read_backwards(clause: Clause) -> None:
    words = clause.free("backwards")
    turned = clause.free("verb", "reverse")
    if not words and not (turned and _is_of_footage(clause)):
        return
    clause.trigger("backwards", *words, *turned, *clause.free("noun", "order"))
    first = (words or turned)[0]
    sign = clause.signed(first, "backwards")
    negated = any(marker.kind == "neg" for marker in clause.markers.get(first.start, ()))
    if sign is not Sign.WANTED and negated:
        clause.drafts.append(Remark("avoided", first.text))
        return
    target = _target(clause)
    off = sign is Sign.UNWANTED or any(token.value == "forwards" for token in words)
    whole = (target.is_open and not target.names_footage) or (
        target.every and not target.places and clause.has("noun", "video")
    )
    clause.drafts.append(Backwards(OPEN if whole else target, whole=whole, off=off))


def _is_of_footage(clause: Clause) -> bool:
    """ "Reverse the clip", "play it backwards", not "reverse the order" or the pictures."""
    ordered = any(token.is_a("verb", "reverse") and "序" in token.text for token in clause.tokens)
    if ordered or clause.has("noun", "picture") or clause.has("pronoun", "them"):
        return False
    one = any(token.is_a("noun", "clip") and not token.text.lower().endswith("s") for token in clause.tokens)
    if clause.has("noun", "order"):
        return one
    if clause.has("noun", "video") or (clause.has("pronoun", "it") and not clause.has("noun")):
        return True
    played = any(token.text.lower() in ("play", "plays", "playing", "播放") for token in clause.tokens)
    named = any(token.value.endswith(_FOOTAGE_NAMES) for token in clause.tokens if token.kind == "name")
    return played or named or one
